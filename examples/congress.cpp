#include "congress_web.hpp"
#include "data/congress118.hpp"
#include "data/weak_components.hpp"
#include "data_folder.hpp"

#include <behalf/behalf.hpp>
#include <behalf/network.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <iomanip>
#include <iostream>
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

void print_members(const data::Congress& congress) {
  const data::Line house = congress.agreement_by_margin("house");
  std::cout << "agreement by margin, House: correlation " << behalf::to_fixed(house.correlation, 6) << ", slope "
            << behalf::to_fixed(house.slope, 8) << ", R^2 "
            << behalf::to_fixed(house.correlation * house.correlation, 6) << '\n';
  for (const char* const party : {"Democrat", "Republican"}) {
    const data::Line line = congress.agreement_by_margin("house", party);
    std::cout << "  " << party << "s: correlation " << behalf::to_fixed(line.correlation) << ", comes through "
              << behalf::to_fixed(line.slope / house.slope, 3) << ", pulled by "
              << behalf::to_fixed(2 * line((0.5 - house.intercept) / house.slope) - 1, 3) << '\n';
  }
}

void print_gaps(const char* what, const CongressWeb& web) {
  const auto why = behalf::attribute(behalf::Network{web.network}).value();
  const auto mean = behalf::weighted_mean(why);
  std::array<int, 2> better_or_worse{};
  for (Eigen::Index k = 0; k < why.size(); ++k) {
    if (why.lattice().weights(k) > 0) ++better_or_worse.at(why.gap(k) < why.stake(k) ? 0 : 1);
  }
  std::array<int, 3> warned{};
  for (const auto& warning : why.warnings()) {
    if (why.lattice().weights(warning.principal) > 0) ++warned.at(static_cast<std::size_t>(warning.axis));
  }
  std::cout << std::left << std::setw(30) << what << std::right << std::setw(8) << behalf::to_fixed(mean.gap(0), 3)
            << std::setw(10) << behalf::to_fixed(*mean.relative_gap(0), 3);
  for (const behalf::Axis axis : behalf::all_axes) {
    std::cout << std::setw(13) << behalf::to_fixed(mean.shapley(axis, 0), 3);
  }
  std::cout << std::setw(8) << better_or_worse[0] << std::setw(7) << better_or_worse[1] << "  " << warned[0] << '/'
            << warned[1] << '/' << warned[2] << '\n';
}

void print_seats(const CongressWeb& web) {
  const behalf::Network model{web.network};
  const auto harms = behalf::harms(model, behalf::WeightedMean{}).value();
  std::vector<std::pair<double, behalf::DelegationId>> ranked;
  for (const behalf::DelegationId seat : web.seats) {
    ranked.emplace_back(-1e3 * web.network.share(seat) * harms.share(seat), seat);
  }
  std::sort(ranked.begin(), ranked.end());
  ranked.resize(10);
  for (const auto& [cost, seat] : ranked) {
    const auto& edge = web.network.delegations()[seat.index()];
    std::cout << "  " << behalf::to_fixed(-cost, 3) << "  " << web.network.name(edge.from) << ": "
              << web.network.name(edge.to) << '\n';
  }
}

}  // namespace

int main() {
  const data::Congress congress{data_folder("congress118")};
  const CongressWeb web{congress};
  print_graph(web);
  print_members(congress);
  std::cout << "\n432 districts, mean                gap  relative"
            << "   objectives  information   principals  better  worse  warnings O/I/P\n";
  print_gaps("half on the floor", web);
  print_gaps("all on the floor", CongressWeb{congress, {.on_the_spot = 1}});
  print_gaps("all in committees", CongressWeb{congress, {.on_the_spot = 0}});
  print_gaps("members listen to others", CongressWeb{congress, {.others_have_rest = true}});
  print_gaps("a district wants its margin", CongressWeb{congress, {.wants_margin = true}});
  std::cout << "\nseats that cost most, 1000 x share x d(mean gap)/d(share)\n";
  print_seats(web);
}
