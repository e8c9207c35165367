#ifndef BEHALF_TESTS_SUPPORT_SMALL_NETWORK_HPP
#define BEHALF_TESTS_SUPPORT_SMALL_NETWORK_HPP

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>

namespace behalf_test {

/// Citizens and a firm share a vendor, who hands on to a model that citizens also address themselves; neighbours bear what
/// the model does, and what a stray agent does that nobody delegates to.
[[nodiscard]] inline behalf::NetworkData<> small_network() {
  behalf::NetworkData<> data;
  data.values = behalf::rows({{2, 1}, {1, -1}});
  data.weights = behalf::vec({0.7, 0.3});
  data.affected_values = behalf::vec({0, 2});
  data.agent_count = 3;
  data.agent_types = {{.cost = behalf::diagonal({1, 2}), .risk_aversion = 1},
                      {.cost = behalf::rows({{1, 0.3}, {0.3, 1}}), .risk_aversion = 2},
                      {}};
  data.agent_type = {0, 1, 2};
  data.tastes = behalf::rows({{0, 0, 0.2}, {0.5, 0, 0}});
  data.keep = {0.25, std::nullopt, std::nullopt};
  data.sources = {0, 1, 2, 0};
  data.targets = {2, 2, 3, 3};
  data.shares = {0.4, 0.6, 0.7, 0.2};
  data.terms_of = {0, 1, 2, 3};
  data.terms = {{.noise = behalf::diagonal({0.3, 0.3})},
                {.noise = behalf::diagonal({0.1, 0.2})},
                {.metrics = behalf::rows({{1, 1}}), .noise = behalf::diagonal({0.2, 0.2})},
                {.transmission = behalf::vec({0.5, 0.9})}};
  data.exposures = {{3, 5, 0.5}, {4, 5, 0.1}};
  data.bargaining = behalf::Bargaining::separate;
  data.names = {"citizens", "firm", "vendor", "model", "stray", "neighbours"};
  return data;
}

/// Derived, with another implementation in another language: regrets by `AxisSet::index` of the ideal axes (none, O, I, OI,
/// P, OP, IP, OIP) of citizens, firm and neighbours.
[[nodiscard]] inline behalf::Matrix<double, Eigen::Dynamic, 8> small_network_regrets() {
  return behalf::rows({{1.166263009573328, 1.116690983324264, 0.4755242673992676, 0.5104761904761904,
                        0.7168849364132511, 0.5483020208911938, 0.21469412788857237, 0},
                       {1.3058754399437535, 0.7335191176222151, 1.45561195054945, 0.48293406593406585,
                        0.8553315145485288, 0.25671943007871934, 0.6855858262108261, 0},
                       {1.0701277174072341, 1.536465709665474, 1.0705260989010987, 2.1984395604395606,
                        0.5448840977086589, 0.24431497803893637, 0.4486405508072174, 0}});
}
[[nodiscard]] inline behalf::Vector<> small_network_stakes() {
  return behalf::vec({2.11492673992674, 1.2589285714285714, 1.2989010989010987});
}
/// θ of vendor, model and stray agent with nothing ideal.
[[nodiscard]] inline behalf::Matrix<> small_network_motivations() {
  return behalf::rows({{1.0, 0.4313576945929886, 0.2}, {0.34848484848484856, 0.4113576945929887, 0}});
}

/// Two agents that delegate nine tenths of what they do to each other, each by a metric that is cheap for the other: what
/// they pass round grows by ρ = 4.545 with every turn, although shares sum to 1.
[[nodiscard]] inline behalf::NetworkData<> amplifying_network() {
  behalf::NetworkData<> data;
  data.values = behalf::vec({1, 1});
  data.agent_count = 2;
  data.agent_types = {{.cost = behalf::diagonal({1, 100})}, {.cost = behalf::diagonal({100, 1})}};
  data.agent_type = {0, 1};
  data.keep = {0.5, 0.5};
  data.sources = {0, 0, 2, 1};
  data.targets = {1, 2, 1, 2};
  data.shares = {0.1, 0.1, 0.9, 0.9};
  data.terms_of = {0, 0, 1, 2};
  data.terms = {{}, {.metrics = behalf::rows({{1, 10}})}, {.metrics = behalf::rows({{10, 1}})}};
  data.names = {"principal", "first", "second"};
  return data;
}

/// Linear–quadratic delegation as a network of one agent: shares are the weights. Who has no weight delegates nothing, and
/// bears the deeds nevertheless.
template <class Scalar>
[[nodiscard]] behalf::NetworkData<Scalar> one_agent(const behalf::LinearQuadraticSpec<Scalar>& spec) {
  behalf::NetworkData<Scalar> data;
  const std::uint32_t agent = static_cast<std::uint32_t>(spec.principals());
  data.values = spec.values.transpose();
  data.weights = spec.weights_or_default();
  data.agent_count = 1;
  data.agent_types = {{.cost = spec.cost, .risk_aversion = spec.risk_aversion}};
  if (spec.taste) data.tastes = *spec.taste;
  data.terms = {{.translation = spec.translation, .metrics = spec.metrics, .noise = spec.noise}};
  for (std::uint32_t i = 0; i < agent; ++i) {
    data.sources.push_back(i);
    data.targets.push_back(agent);
    data.shares.push_back((*data.weights)(static_cast<Eigen::Index>(i)));
    if (data.shares.back() == Scalar(0)) data.exposures.push_back({agent, i, Scalar(1)});
  }
  data.bargaining = spec.bargaining;
  return data;
}

}  // namespace behalf_test

#endif  // BEHALF_TESTS_SUPPORT_SMALL_NETWORK_HPP
