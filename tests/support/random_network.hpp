#ifndef BEHALF_TESTS_SUPPORT_RANDOM_NETWORK_HPP
#define BEHALF_TESTS_SUPPORT_RANDOM_NETWORK_HPP

#include "support/random_model.hpp"

#include <behalf/network/network_data.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace behalf_test {

/// What a random network may be made of.
struct NetworkKind {
  bool diagonal = false;      ///< Costs, translations, metrics and noise without entries off the diagonal.
  bool exposures = true;      ///< Some parties bear what they are said to bear.
  bool noise_apart = false;   ///< Some noise is seen on single delegations alone.
  bool signals = false;       ///< Where noise is apart, some delegations read signals, several of them the same.
  bool loose_shares = false;  ///< In-shares leave room, so that a share may be moved.
};

/// Random networks with up to four principals, six agents and two affected parties, on the grid of `Draw`.
///
/// Delegations go anywhere: round in cycles, twice along the same way, at no share, past somebody who is left out. Terms
/// are shared among edges; anything in them may be absent, redundant, singular or never seen. Compiled in
/// models/random_network.cpp.
class NetworkDraw {
public:
  NetworkDraw(Draw& draw, NetworkKind kind) : draw_{draw}, kind_{kind} {}

  [[nodiscard]] behalf::NetworkData<> operator()(std::optional<Eigen::Index> dimension);

private:
  [[nodiscard]] behalf::Matrix<> diagonal(double smallest, double step);
  [[nodiscard]] std::uint32_t agent() {
    return static_cast<std::uint32_t>(data_.values.cols() + draw_.below(static_cast<Eigen::Index>(data_.agent_count)));
  }

  void agents();

  [[nodiscard]] behalf::DelegationTerms<> terms();
  /// Adds noise of a delegation's own, and signals. Needs terms with noise.
  void noise_apart(behalf::DelegationTerms<>& terms);
  /// Errors of signals are numbered from 0 on.
  void number_errors();

  void edges();

  void keep();

  void exposures();

  Draw& draw_;
  NetworkKind kind_;
  behalf::NetworkData<> data_;
  Eigen::Index d_ = 0;
};

/// A random network that has a meaning with every set of axes, by a margin: no spectral radius comes near 1.
[[nodiscard]] behalf::NetworkData<> random_network(Draw& draw, NetworkKind kind = {},
                                                   std::optional<Eigen::Index> dimension = {});

/// The same data in another scalar type.
template <class Scalar>
[[nodiscard]] behalf::NetworkData<Scalar> cast(const behalf::NetworkData<>& data) {
  const auto number = [](double x) {
    return x > std::numeric_limits<double>::max() ? std::numeric_limits<Scalar>::infinity() : static_cast<Scalar>(x);
  };
  const auto matrix = [&](const behalf::Matrix<>& m) {
    behalf::Matrix<Scalar> result(m.rows(), m.cols());
    for (Eigen::Index j = 0; j < m.cols(); ++j) {
      for (Eigen::Index i = 0; i < m.rows(); ++i) result(i, j) = number(m(i, j));
    }
    return result;
  };
  const auto vector = [&](const behalf::Vector<>& v) { return behalf::Vector<Scalar>(matrix(v)); };
  behalf::NetworkData<Scalar> result;
  result.values = matrix(data.values);
  if (data.weights) result.weights = vector(*data.weights);
  result.affected_values = matrix(data.affected_values);
  if (data.affected_weights) result.affected_weights = vector(*data.affected_weights);
  result.agent_count = data.agent_count;
  result.agent_types.clear();
  for (const behalf::Agent<>& type : data.agent_types) {
    behalf::Agent<Scalar> agent{.name = type.name, .risk_aversion = number(type.risk_aversion)};
    if (type.cost) agent.cost = matrix(*type.cost);
    result.agent_types.push_back(std::move(agent));
  }
  result.agent_type = data.agent_type;
  result.tastes = matrix(data.tastes);
  for (const std::optional<double>& keep : data.keep) {
    result.keep.push_back(keep ? std::optional<Scalar>{number(*keep)} : std::nullopt);
  }
  result.sources = data.sources;
  result.targets = data.targets;
  for (const double share : data.shares) result.shares.push_back(number(share));
  result.terms_of = data.terms_of;
  result.terms.clear();
  for (const behalf::DelegationTerms<>& by : data.terms) {
    behalf::DelegationTerms<Scalar> terms;
    if (by.translation) terms.translation = matrix(*by.translation);
    if (by.metrics) terms.metrics = matrix(*by.metrics);
    if (by.noise) terms.noise = matrix(by.noise->noise());
    if (by.own_noise) terms.own_noise = matrix(by.own_noise->noise());
    if (by.transmission) terms.transmission = vector(*by.transmission);
    for (const auto& signal : by.signals) terms.signals.push_back({signal.error, vector(signal.precision)});
    result.terms.push_back(std::move(terms));
  }
  for (const auto& exposure : data.exposures) {
    result.exposures.push_back({exposure.agent, exposure.party, number(exposure.intensity)});
  }
  result.bargaining = data.bargaining;
  result.names = data.names;
  return result;
}

}  // namespace behalf_test

#endif  // BEHALF_TESTS_SUPPORT_RANDOM_NETWORK_HPP
