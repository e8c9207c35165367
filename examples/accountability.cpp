// What a right to hold to account is worth, from a field experiment: 5,593 state legislators each got one e-mail that asks
// for help, at random from a sender who can vote for them or from one who cannot. The rates are estimates from so many
// e-mails and come with intervals; that a legislator answers as the agent of one-attribute linear-quadratic delegation is
// assumed.

#include "data/csv.hpp"
#include "data_folder.hpp"
#include "exact_tests.hpp"

#include <behalf/behalf.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

namespace {

using Spec = behalf::LinearQuadraticSpec<>;

/// How many of these were asked, and how many replied.
struct Replies {
  std::size_t asked = 0;
  std::size_t replied = 0;

  [[nodiscard]] double rate() const { return static_cast<double>(replied) / static_cast<double>(asked); }
  [[nodiscard]] double variance() const { return rate() * (1 - rate()) / static_cast<double>(asked); }
  /// So many asked again, each of whom replies with the rate seen.
  [[nodiscard]] Replies again(behalf::RandomStream& random) const {
    Replies drawn{asked, 0};
    for (std::size_t k = 0; k < asked; ++k) drawn.replied += random.uniform() < rate() ? 1U : 0U;
    return drawn;
  }
};

/// Those asked by a sender who can vote for them, and those asked by one who cannot.
struct Experiment {
  Replies inside;
  Replies outside;

  [[nodiscard]] double effect() const { return inside.rate() - outside.rate(); }
  [[nodiscard]] double error() const { return std::sqrt(inside.variance() + outside.variance()); }
  [[nodiscard]] double intrinsic() const { return outside.rate() / inside.rate(); }
};

behalf::Lever<Spec> vote() { return behalf::ContestLevers<Spec>::veto(1, 1, {}, "a vote for the sender"); }

/// A sender who wants a reply (1 of the attribute), and everybody else, who wants nothing of it. Without a say the sender
/// gets what the legislator does by itself, b; with the power m that the lever gives it adds m T, where T = 1/(1 + r noise)
/// is what noise lets through: all of the effect.
Spec legislator(const Experiment& seen) {
  Spec spec;
  spec.values = behalf::rows({{0}, {1}});
  spec.weights = behalf::vec({1, 0});
  spec.names = {"everybody else", "sender"};
  spec.taste = behalf::vec({seen.outside.rate()});
  const double power = (*pull(vote(), spec, 1.0).weights)(1);
  spec.noise = behalf::diagonal({power / seen.effect() - 1});
  return spec;
}

/// What the sender's gap loses by the vote.
double relief(const Experiment& seen) {
  const Spec spec = legislator(seen);
  const auto gap = [](const Spec& of) { return behalf::attribute(behalf::LinearQuadratic{of}).value().gap(1); };
  return gap(spec) - gap(pull(vote(), spec, 1.0));
}

/// The middle 95 % of these numbers.
std::string middle(std::vector<double> numbers, int digits) {
  std::sort(numbers.begin(), numbers.end());
  const std::size_t beyond = numbers.size() / 40;
  return behalf::to_fixed(numbers[beyond], digits) + " to " +
         behalf::to_fixed(numbers[numbers.size() - 1 - beyond], digits);
}

std::string interval(const Replies& replies) {
  const auto [low, high] = exact_interval(replies.replied, replies.asked);
  return behalf::to_fixed(low, 3) + " to " + behalf::to_fixed(high, 3);
}

std::string normal_interval(double value, double error) {
  return behalf::to_fixed(value - two_sided_z() * error, 3) + " to " +
         behalf::to_fixed(value + two_sided_z() * error, 3);
}

void print(const Experiment& seen, std::uint64_t seed) {
  std::vector<double> shares;
  std::vector<double> reliefs;
  for (std::uint64_t draw = 0; draw < 1000; ++draw) {
    behalf::RandomStream random{seed, draw};
    const Replies inside = seen.inside.again(random);
    const Experiment other{inside, seen.outside.again(random)};
    shares.push_back(other.intrinsic());
    reliefs.push_back(other.effect() > 0 ? relief(other) : 0);  // a vote that does nothing takes off nothing
  }
  std::cout << "reply rate " << behalf::to_fixed(seen.inside.rate(), 6) << " (" << interval(seen.inside)
            << ") when the sender can hold to account, " << behalf::to_fixed(seen.outside.rate(), 6) << " ("
            << interval(seen.outside) << ") when not\neffect of the lever " << behalf::to_fixed(seen.effect(), 6)
            << " (" << normal_interval(seen.effect(), seen.error()) << "), intrinsic part "
            << behalf::to_fixed(seen.intrinsic(), 3) << " (" << middle(shares, 3) << ") of the whole\n";

  const Spec spec = legislator(seen);
  const std::vector<behalf::Lever<Spec>> levers{vote(), behalf::EvaluateLevers<Spec>::transparency(4)};
  const behalf::LinearQuadratic<> with_vote{pull(levers[0], spec, 1.0)};
  std::cout << "as delegation: replies " << behalf::to_fixed(behalf::LinearQuadratic{spec}.actions({})(0, 0), 6)
            << ", with a vote " << behalf::to_fixed(with_vote.actions({})(0, 0), 6) << '\n'
            << behalf::attribute(with_vote).value() << '\n';
  const auto effects = behalf::cross_effects(spec, levers).value();
  for (const auto& effect : effects) {
    std::cout << to_text(effect) << "; gap of the sender " << behalf::to_fixed(effect.change.gap(1)) << '\n';
  }
  std::cout << "the vote takes " << behalf::to_fixed(relief(seen), 4) << " (" << middle(reliefs, 4)
            << ") off the sender's gap\n";
}

}  // namespace

int main() {
  const data::Csv table{data_folder("legislator_audit") + "/legislators.csv"};
  std::array<Experiment, 2> seen;  // [legislator is Black]
  for (std::size_t row = 0; row < table.size(); ++row) {
    Experiment& of = seen.at(table.number(row, "leg_black") > 0 ? 1 : 0);
    Replies& cell = table.number(row, "treat_out") > 0 ? of.outside : of.inside;
    ++cell.asked;
    if (table.number(row, "responded") > 0) ++cell.replied;
  }
  std::cout
      << "in brackets: intervals of 95 %, for rates exact (Clopper and Pearson), for the effect normal, else from 1000 "
         "repetitions of the experiment at the rates seen\n";
  for (const std::size_t black : {0U, 1U}) {
    std::cout << "\nlegislators who are " << (black == 0 ? "not Black" : "Black") << ": "
              << seen.at(black).inside.asked + seen.at(black).outside.asked << '\n';
    print(seen.at(black), black);
  }
  const double apart = seen[0].effect() - seen[1].effect();
  const double error = std::hypot(seen[0].error(), seen[1].error());
  std::cout << "\nthe effect is smaller by " << behalf::to_fixed(apart, 3) << " (" << normal_interval(apart, error)
            << ") among legislators who are Black; who is was not drawn at random, so that why cannot be told\n";
}
