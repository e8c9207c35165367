#include "support/small_network.hpp"

#include <behalf/gap/welfare.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/network/network.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/network/network_shapley.hpp>
#include <behalf/solve/matrix.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <vector>

namespace {

using behalf::Axis;
using behalf::Network;
using behalf::NetworkData;
using behalf::NetworkShapley;
using behalf::vec;
using behalf::Vector;
using behalf::WeightedMean;

double mean_regret(const Network<>& network, behalf::AxisSet ideal) {
  return WeightedMean{}(network.regret(ideal).value(), network.weights());
}

/// The welfare when players 0 … 3 are the delegations and player 4 is the taste of the vendor, each as given or mended in
/// the data themselves.
double worth(const std::vector<bool>& as_given) {
  NetworkData<> data = behalf_test::small_network();
  for (std::size_t e = 0; e < 4; ++e) {
    if (!as_given[e]) data.terms[e] = {.transmission = vec({1, 1})};
  }
  if (!as_given[4]) data.tastes.col(0).setZero();
  return mean_regret(Network<>{data}, {});
}

}  // namespace

TEST_SUITE("network/network_shapley") {
  TEST_CASE("values are the mean marginal contributions over all orders of mending the data") {
    const Network<> network{behalf_test::small_network()};
    const NetworkShapley<> found = behalf::shapley_by_delegation(network, WeightedMean{}).value();
    std::vector<std::size_t> order(5);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::vector<double> expected(5, 0);
    int orders = 0;
    do {
      std::vector<bool> members(5, false);
      double before = worth(members);
      for (const std::size_t player : order) {
        members[player] = true;
        const double after = worth(members);
        expected[player] += after - before;
        before = after;
      }
      ++orders;
    } while (std::next_permutation(order.begin(), order.end()));
    for (std::size_t e = 0; e < 4; ++e) {
      CHECK(found.delegations(static_cast<Eigen::Index>(e)) == doctest::Approx(expected[e] / orders).epsilon(1e-12));
    }
    // The stray agent's taste reaches only somebody who has no weight.
    CHECK(found.agents(0) == doctest::Approx(expected[4] / orders).epsilon(1e-12));
    CHECK(std::abs(found.agents(2)) <= 1e-15);
    CHECK(found.delegation_errors.isZero(0));
  }

  TEST_CASE("values sum to the gap less what is left when delegations and tastes are mended") {
    const Network<> network{behalf_test::small_network()};
    const double due = mean_regret(network, {}) - mean_regret(network, Axis::objectives | Axis::information);
    const NetworkShapley<> by_delegation = behalf::shapley_by_delegation(network, WeightedMean{}).value();
    const NetworkShapley<> by_agent = behalf::shapley_by_agent(network, WeightedMean{}).value();
    CHECK(by_delegation.delegations.sum() + by_delegation.agents.sum() == doctest::Approx(due).epsilon(1e-13));
    CHECK(by_agent.agents.sum() == doctest::Approx(due).epsilon(1e-13));
    CHECK(by_agent.delegations.size() == 0);
    CHECK(behalf::shapley_by_agent(network, WeightedMean{}).certificate().worst() <= 1e-13);
    CHECK(network.motivations().certificate().worst() <= 1e-14);
  }

  TEST_CASE("more than twenty players are sampled, exactly where they only add up") {
    // Twenty-four like chains side by side: each delegation of a kind is worth the same.
    NetworkData<> data;
    const std::uint32_t chains = 24;
    data.values = behalf::Matrix<>::Ones(1, chains);
    data.agent_count = chains;
    data.terms = {{.transmission = vec({0.5})}};
    for (std::uint32_t k = 0; k < chains; ++k) {
      data.sources.push_back(k);
      data.targets.push_back(chains + k);
      data.shares.push_back(1);
    }
    const NetworkShapley<> found =
        behalf::shapley_by_delegation(Network<>{data}, WeightedMean{}, {.samples = 50, .seed = 3}).value();
    REQUIRE(found.delegations.size() == chains);
    for (Eigen::Index k = 0; k < found.delegations.size(); ++k) {
      CHECK(found.delegations(k) == doctest::Approx(0.125 / chains).epsilon(1e-12));
      CHECK(found.delegation_errors(k) <= 1e-15);
    }
  }

  TEST_CASE("risk that overflows leaves what is never seen") {
    NetworkData<> data = behalf_test::small_network();
    data.agent_types[0].risk_aversion = 1e200;
    data.terms[0].noise = behalf::diagonal({1e200, 1});
    NetworkData<> unseen = data;
    unseen.terms[0].noise = behalf::InformationSet<>::nothing(2);
    for (const behalf::AxisSet ideal : behalf::all_axis_sets) {
      const behalf::Vector<> found = Network<>{data}.regret(ideal).value();
      const behalf::Vector<> expected = Network<>{unseen}.regret(ideal).value();
      CHECK((found - expected).cwiseAbs().maxCoeff() <= 1e-13);
    }
  }

  TEST_CASE("a coalition without a solution is told as that") {
    NetworkData<> data;
    data.values = behalf::Matrix<>::Ones(1, 1);
    data.agent_count = 3;
    data.terms = {{}, {.transmission = vec({0.5})}};
    data.keep = {1, 0.5, 0.5};
    data.sources = {0, 2, 3};
    data.targets = {1, 3, 2};
    data.shares = {1, 1, 1};
    data.terms_of = {0, 1, 1};
    const Network<> network{data};
    REQUIRE(static_cast<bool>(network.regret({})));
    CHECK(behalf::shapley_by_delegation(network, WeightedMean{}).status() == behalf::Status::unbounded);
    data.sources.clear();
    data.targets.clear();
    data.shares.clear();
    data.terms_of.clear();
    CHECK(behalf::shapley_by_delegation(Network<>{data}, WeightedMean{}).value().delegations.size() == 0);
  }
}
