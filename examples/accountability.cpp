// What a right to hold to account is worth, from a field experiment: 5,593 state legislators each got one e-mail that asks
// for help, at random from a sender who can vote for them or from one who cannot. The rates are figures; that a legislator
// answers as the agent of one-attribute linear-quadratic delegation is assumed.

#include "data/csv.hpp"
#include "data_folder.hpp"

#include <behalf/behalf.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <iostream>
#include <string>
#include <vector>

namespace {

using Spec = behalf::LinearQuadraticSpec<>;

/// How many of these were asked, and how many replied.
struct Replies {
  double asked = 0;
  double replied = 0;

  [[nodiscard]] double rate() const { return replied / asked; }
  [[nodiscard]] double variance() const { return rate() * (1 - rate()) / asked; }
};

/// A sender who wants a reply (1 of the attribute), and everybody else, who wants nothing of it. Without a say the sender
/// gets what the legislator does by itself, b; with the weight of one voter it adds T, which is what noise lets through:
/// T = 1 / (1 + r noise).
Spec legislator(double intrinsic, double extrinsic) {
  Spec spec;
  spec.values = behalf::rows({{0}, {1}});
  spec.weights = behalf::vec({1, 0});
  spec.names = {"everybody else", "sender"};
  spec.taste = behalf::vec({intrinsic});
  spec.noise = behalf::diagonal({1 / extrinsic - 1});
  return spec;
}

}  // namespace

int main() {
  const data::Csv table{data_folder("legislator_audit") + "/legislators.csv"};
  std::array<std::array<Replies, 2>, 2> cells;  // [legislator is Black][sender from outside]
  for (std::size_t row = 0; row < table.size(); ++row) {
    const std::size_t black = table.number(row, "leg_black") > 0 ? 1 : 0;
    const std::size_t outside = table.number(row, "treat_out") > 0 ? 1 : 0;
    Replies& cell = cells.at(black).at(outside);
    ++cell.asked;
    cell.replied += table.number(row, "responded");
  }
  for (const std::size_t black : {0U, 1U}) {
    const Replies& inside = cells.at(black)[0];
    const Replies& outside = cells.at(black)[1];
    const double effect = inside.rate() - outside.rate();
    std::cout << (black == 0 ? "" : "\n") << "legislators who are " << (black == 0 ? "not Black" : "Black") << ": "
              << inside.asked + outside.asked << "\nreply rate " << behalf::to_fixed(inside.rate(), 6)
              << " when the sender can hold to account, " << behalf::to_fixed(outside.rate(), 6)
              << " when not\neffect of the lever " << behalf::to_fixed(effect, 6) << " (standard error "
              << behalf::to_fixed(std::sqrt(inside.variance() + outside.variance())) << "), intrinsic part "
              << behalf::to_fixed(outside.rate() / inside.rate(), 3) << " of the whole\n";

    const Spec spec = legislator(outside.rate(), effect);
    const std::vector<behalf::Lever<Spec>> levers{behalf::ContestLevers<Spec>::veto(1, 1, {}, "a vote for the sender"),
                                                  behalf::EvaluateLevers<Spec>::transparency(4)};
    const behalf::LinearQuadratic<> with_vote{pull(levers[0], spec, 1.0)};
    std::cout << "as delegation: replies " << behalf::to_fixed(behalf::LinearQuadratic{spec}.actions({})(0, 0), 6)
              << ", with a vote " << behalf::to_fixed(with_vote.actions({})(0, 0), 6) << '\n'
              << behalf::attribute(with_vote).value() << '\n';
    const auto effects = behalf::cross_effects(spec, levers).value();
    for (const auto& effect_of : effects) {
      std::cout << to_text(effect_of) << "; gap of the sender " << behalf::to_fixed(effect_of.change.gap(1)) << '\n';
    }
  }
}
