#include "support/random_model.hpp"
#include "support/random_network.hpp"
#include "support/small_network.hpp"

#include <behalf/delegation/linear_quadratic/by_attribute.hpp>
#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/delegation/linear_quadratic/model.hpp>
#include <behalf/gap/by_attribute.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/network/by_attribute.hpp>
#include <behalf/network/network.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>

namespace {

using behalf::AttributeGaps;
using behalf::AxisSet;
using behalf::Matrix;
using behalf::Network;
using behalf::NetworkData;
using behalf::NetworkReference;
using behalf::Vector;

double apart(const Matrix<>& a, const Matrix<>& b) { return (a - b).cwiseAbs().maxCoeff(); }

}  // namespace

TEST_SUITE("network/by_attribute") {
  TEST_CASE("the parts of a gap in a network sum to it, for each party and for the collective") {
    int solved = 0;
    for (std::uint64_t k = 0; k < 100; ++k) {
      behalf_test::Draw draw{81, k};
      const NetworkData<> data = behalf_test::random_network(draw, {.noise_apart = true, .signals = true});
      for (const NetworkReference reference : {NetworkReference::each, NetworkReference::collective}) {
        const Network<> network{data, reference};
        const auto gaps = network.regret(AxisSet::none());
        if (!gaps) continue;
        ++solved;
        const auto found = by_attribute(network);
        REQUIRE(found);
        const double size = gaps.value().maxCoeff() + network.stakes().maxCoeff();
        CHECK(apart(found.value().gap.rowwise().sum(), gaps.value()) <= 1e-11 * (1e-3 + size));
        CHECK(found.value().measured.allFinite());
      }
    }
    CHECK(solved > 100);
  }
  TEST_CASE("with somebody made good and agents that are liable too") {
    NetworkData<> data = behalf_test::small_network();
    data.institutions.redress = behalf::vec({0, 0.5, 0.25});
    data.institutions.felt_weight = behalf::vec({0.5, 0, 1});
    data.institutions.felt = behalf::rows({{1, 0, 2}, {0, 0, 1}});
    const Network<> network{data};
    const AttributeGaps<> parts = by_attribute(network).value();
    CHECK(apart(parts.gap.rowwise().sum(), network.regret(AxisSet::none()).value()) < 1e-13);
  }
  TEST_CASE("a network of one agent lies where linear–quadratic delegation does") {
    for (std::uint64_t k = 0; k < 100; ++k) {
      behalf_test::Draw draw{82, k};
      behalf::LinearQuadraticSpec<> spec = behalf_test::random_spec(draw);
      spec.reference = behalf::Reference<>::each();
      spec.covariances.clear();
      Vector<> weights = spec.weights_or_default();
      weights = (weights.array() + 0.125).matrix() / (weights.sum() + 0.125 * static_cast<double>(weights.size()));
      spec.weights = weights;
      const Eigen::Index n = spec.principals();
      NetworkData<> data;
      data.values = spec.values.transpose();
      data.weights = weights;
      data.agent_count = 1;
      data.agent_types = {{.cost = spec.cost, .risk_aversion = spec.risk_aversion}};
      if (spec.taste) data.tastes = *spec.taste;
      data.bargaining = spec.bargaining;
      data.terms = {{.translation = spec.translation, .metrics = spec.metrics, .noise = spec.noise}};
      for (Eigen::Index i = 0; i < n; ++i) {
        data.sources.push_back(static_cast<std::uint32_t>(i));
        data.targets.push_back(static_cast<std::uint32_t>(n));
        data.shares.push_back(weights(i));
      }
      const AttributeGaps<> web = by_attribute(Network<>{data}).value();
      const AttributeGaps<> one = by_attribute(behalf::LinearQuadratic{spec}).value();
      const double size = 1 + one.gap.cwiseAbs().maxCoeff() + one.wanted.cwiseAbs().maxCoeff();
      CHECK(apart(web.wanted, one.wanted) <= 1e-11 * size);
      CHECK(apart(web.asked, one.asked) <= 1e-11 * size);
      CHECK(apart(web.done, one.done) <= 1e-11 * size);
      CHECK(apart(web.gap, one.gap) <= 1e-11 * size);
      CHECK(apart(web.measured, one.measured) <= 1e-9 * size);
    }
  }
}
