#include "congress_web.hpp"
#include "data/congress118.hpp"
#include "data/weak_components.hpp"
#include "data_folder.hpp"
#include "exact_tests.hpp"

#include <behalf/behalf.hpp>
#include <behalf/network.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iomanip>
#include <iostream>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace {

void print_graph(const CongressWeb& web) {
  const auto agents =
      behalf::subgraph(web.network, [](behalf::PartyId party) { return party.kind() == behalf::PartyKind::agent; });
  const std::size_t edges = num_edges(agents.graph());
  const std::vector<std::size_t> components = data::weak_components(agents.graph());
  std::cout << "members and committees: " << num_vertices(agents.graph()) << " vertices, " << edges << " edges ("
            << web.seats.size() << " seats, " << edges - web.seats.size() << " subcommittees), " << components.size()
            << " weakly connected components, the largest " << components.front() << '\n';
}

/// So often the members are drawn again, for intervals of what is estimated from them.
constexpr std::uint64_t draws = 1000;
/// With so many of these drawings the web is solved again, for standard errors of what is computed from the estimates.
constexpr std::size_t solved = behalf::fewest_draws;

std::vector<data::Congress> drawn_again(const data::Congress& congress) {
  std::vector<data::Congress> result;
  for (std::uint64_t draw = 0; draw < draws; ++draw) {
    behalf::RandomStream random{118, draw};
    result.push_back(congress.drawn_again(random));
  }
  return result;
}

std::string between(double low, double high, int digits) {
  return behalf::to_fixed(low, digits) + " to " + behalf::to_fixed(high, digits);
}
std::string between(const data::Line::Interval& interval, int digits) {
  return between(interval.first, interval.second, digits);
}
/// The middle 95 % of these numbers.
std::string middle(std::vector<double> numbers, int digits) {
  std::sort(numbers.begin(), numbers.end());
  const std::size_t beyond = numbers.size() / 40;
  return between(numbers[beyond], numbers[numbers.size() - 1 - beyond], digits);
}

/// An interval of 95 % about a number, by the spread of these.
std::string about(double value, const std::vector<double>& numbers, int digits) {
  const double n = static_cast<double>(numbers.size());
  const double mean = std::accumulate(numbers.begin(), numbers.end(), 0.) / n;
  double squares = 0;
  for (const double number : numbers) squares += (number - mean) * (number - mean);
  const double half = two_sided_z() * std::sqrt(squares / (n - 1));
  return between(value - half, value + half, digits);
}

/// What a party does to what a district wants: how much of it comes through, and where its members are if it wants nothing.
struct Party {
  double comes_through;
  double pulled_by;
};
Party party_line(const data::Congress& congress, const char* name) {
  const data::Line house = congress.agreement_by_margin("house");
  const data::Line line = congress.agreement_by_margin("house", name);
  return {line.slope / house.slope, 2 * line((0.5 - house.intercept) / house.slope) - 1};
}

void print_members(const data::Congress& congress, const std::vector<data::Congress>& again) {
  const data::Line house = congress.agreement_by_margin("house");
  std::cout << "agreement by margin, House: correlation " << behalf::to_fixed(house.correlation, 6) << " ("
            << between(house.correlation_interval(), 3) << "), slope " << behalf::to_fixed(house.slope, 8) << " ("
            << between(house.slope_interval(), 5) << "), R^2 "
            << behalf::to_fixed(house.correlation * house.correlation, 6) << '\n';
  for (const char* const name : {"Democrat", "Republican"}) {
    const data::Line line = congress.agreement_by_margin("house", name);
    const Party party = party_line(congress, name);
    std::vector<double> through;
    std::vector<double> pulls;
    for (const data::Congress& other : again) {
      const Party drawn = party_line(other, name);
      through.push_back(drawn.comes_through);
      pulls.push_back(drawn.pulled_by);
    }
    std::cout << "  " << name << "s: correlation " << behalf::to_fixed(line.correlation) << " ("
              << between(line.correlation_interval(), 3) << "), comes through "
              << behalf::to_fixed(party.comes_through, 3) << " (" << middle(through, 3) << "), pulled by "
              << behalf::to_fixed(party.pulled_by, 3) << " (" << middle(pulls, 3) << ")\n";
  }
}

/// Mean gap and mean stake of the districts.
std::pair<double, double> mean_gap(const CongressWeb& web) {
  const behalf::Network model{web.network};
  const behalf::Vector<> weights = model.weights() / model.weights().sum();
  return {weights.dot(model.regret(behalf::AxisSet::none()).value()), weights.dot(model.stakes())};
}

void print_gaps(const char* what, const data::Congress& congress, const std::vector<data::Congress>& again,
                const Assumptions& assume) {
  const auto why = behalf::attribute(behalf::Network{CongressWeb{congress, assume}.network}).value();
  const auto mean = behalf::weighted_mean(why);
  std::array<int, 2> better_or_worse{};
  for (Eigen::Index k = 0; k < why.size(); ++k) {
    if (why.lattice().weights(k) > 0) ++better_or_worse.at(why.gap(k) < why.stake(k) ? 0 : 1);
  }
  std::array<int, 3> warned{};
  for (const auto& warning : why.warnings()) {
    if (why.lattice().weights(warning.principal) > 0) ++warned.at(static_cast<std::size_t>(warning.axis));
  }
  std::vector<double> gaps;
  std::vector<double> relative;
  for (std::size_t draw = 0; draw < solved; ++draw) {
    const auto [gap, stake] = mean_gap(CongressWeb{congress, assume, &again[draw]});
    gaps.push_back(gap);
    relative.push_back(gap / stake);
  }
  std::cout << std::left << std::setw(30) << what << std::right << behalf::to_fixed(mean.gap(0), 3) << " ("
            << about(mean.gap(0), gaps, 3) << ")  " << behalf::to_fixed(*mean.relative_gap(0), 3) << " ("
            << about(*mean.relative_gap(0), relative, 3) << ')';
  for (const behalf::Axis axis : behalf::all_axes) {
    std::cout << std::setw(13) << behalf::to_fixed(mean.shapley(axis, 0), 3);
  }
  std::cout << std::setw(8) << better_or_worse[0] << std::setw(7) << better_or_worse[1] << "  " << warned[0] << '/'
            << warned[1] << '/' << warned[2] << '\n';
}

/// What each seat costs, 1000 x share x d(mean gap)/d(share).
std::vector<double> costs_of(const CongressWeb& web) {
  const behalf::Network model{web.network};
  const auto harms = behalf::harms(model, behalf::WeightedMean{}).value();
  std::vector<double> costs;
  for (const behalf::DelegationId seat : web.seats) costs.push_back(1e3 * web.network.share(seat) * harms.share(seat));
  return costs;
}

/// The places of the ten largest.
std::vector<std::size_t> ten_largest(const std::vector<double>& numbers) {
  std::vector<std::size_t> order(numbers.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return numbers[a] > numbers[b]; });
  order.resize(10);
  return order;
}

void print_seats(const data::Congress& congress, const std::vector<data::Congress>& again) {
  const CongressWeb web{congress};
  const std::vector<double> costs = costs_of(web);
  std::vector<std::vector<double>> drawn(costs.size());
  std::vector<int> among_ten(costs.size());
  for (std::size_t draw = 0; draw < solved; ++draw) {
    const std::vector<double> all = costs_of(CongressWeb{congress, {}, &again[draw]});
    for (std::size_t k = 0; k < all.size(); ++k) drawn[k].push_back(all[k]);
    for (const std::size_t k : ten_largest(all)) ++among_ten[k];
  }
  for (const std::size_t k : ten_largest(costs)) {
    const auto& edge = web.network.delegations()[web.seats[k].index()];
    std::cout << "  " << behalf::to_fixed(costs[k], 3) << " (" << about(costs[k], drawn[k], 3) << "), " << among_ten[k]
              << " of " << solved << "  " << web.network.name(edge.from) << ": " << web.network.name(edge.to) << '\n';
  }
}

}  // namespace

int main() {
  const data::Congress congress{data_folder("congress118")};
  const std::vector<data::Congress> again = drawn_again(congress);
  print_graph(CongressWeb{congress});
  std::cout
      << "in brackets: intervals of 95 %, for the members as a sample of those who might sit there; of correlations by "
         "Fisher's, of the slope by Student's distribution, of what comes through and pulls from "
      << draws << " drawings of the members, of gaps and seats from the spread over " << solved << " of them\n";
  print_members(congress, again);
  std::cout << "\n432 districts, mean           gap                     relative                "
            << "  objectives  information   principals  better  worse  warnings O/I/P\n";
  print_gaps("half on the floor", congress, again, {});
  print_gaps("all on the floor", congress, again, {.on_the_spot = 1});
  print_gaps("all in committees", congress, again, {.on_the_spot = 0});
  print_gaps("members listen to others", congress, again, {.others_have_rest = true});
  print_gaps("a district wants its margin", congress, again, {.wants_margin = true});
  std::cout << "\nseats that cost most, 1000 x share x d(mean gap)/d(share), and in how many drawings each is among "
               "the ten\n";
  print_seats(congress, again);
}
