#ifndef BEHALF_TESTS_SUPPORT_RANDOM_NETWORK_HPP
#define BEHALF_TESTS_SUPPORT_RANDOM_NETWORK_HPP

#include "support/network_brute_force.hpp"
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
  bool loose_shares = false;  ///< In-shares leave room, so that a share may be moved.
};

/// Random networks with up to four principals, six agents and two affected parties, on the grid of `Draw`.
///
/// Delegations go anywhere: round in cycles, twice along the same way, at no share, past somebody who is left out. Terms
/// are shared among edges; anything in them may be absent, redundant, singular or never seen.
class NetworkDraw {
public:
  NetworkDraw(Draw& draw, NetworkKind kind) : draw_{draw}, kind_{kind} {}

  [[nodiscard]] behalf::NetworkData<> operator()(std::optional<Eigen::Index> dimension) {
    data_ = {};
    d_ = dimension ? *dimension : 1 + draw_.below(4);
    const Eigen::Index p = 1 + draw_.below(4);
    const Eigen::Index f = draw_.below(3);
    data_.values = draw_.matrix(d_, p);
    if (draw_.one_in(8)) data_.values.col(draw_.below(p)).setZero();
    data_.affected_values = draw_.matrix(d_, f);
    if (!draw_.one_in(3)) data_.weights = draw_.weights(p);
    if (f > 0 && draw_.one_in(3)) data_.affected_weights = draw_.weights(f);
    data_.agent_count = static_cast<std::size_t>(1 + draw_.below(6));
    data_.bargaining = draw_.one_in(2) ? behalf::Bargaining::separate : behalf::Bargaining::unified;
    agents();
    edges();
    keep();
    if (kind_.exposures && draw_.one_in(2)) exposures();
    return std::move(data_);
  }

private:
  [[nodiscard]] behalf::Matrix<> diagonal(double smallest, double step) {
    behalf::Matrix<> result = behalf::Matrix<>::Zero(d_, d_);
    for (Eigen::Index j = 0; j < d_; ++j) result(j, j) = smallest + step * static_cast<double>(draw_.below(6));
    return result;
  }
  [[nodiscard]] std::uint32_t agent() {
    return static_cast<std::uint32_t>(data_.values.cols() + draw_.below(static_cast<Eigen::Index>(data_.agent_count)));
  }

  void agents() {
    const Eigen::Index types = 1 + draw_.below(3);
    data_.agent_types.clear();
    for (Eigen::Index k = 0; k < types; ++k) {
      behalf::Agent<> type;
      if (!draw_.one_in(3)) {
        type.cost = kind_.diagonal || draw_.one_in(3) ? diagonal(0.5, 0.5) : draw_.positive_definite(d_);
      }
      type.risk_aversion = draw_.one_in(4) ? 0 : static_cast<double>(1 + draw_.below(12)) / 4;
      data_.agent_types.push_back(std::move(type));
    }
    for (std::size_t k = 0; types > 1 && k < data_.agent_count; ++k) {
      data_.agent_type.push_back(static_cast<std::uint32_t>(draw_.below(types)));
    }
    if (draw_.one_in(2)) data_.tastes = draw_.matrix(d_, static_cast<Eigen::Index>(data_.agent_count)) / 4;
  }

  [[nodiscard]] behalf::DelegationTerms<> terms() {
    behalf::DelegationTerms<> result;
    if (draw_.one_in(4)) {
      result.transmission = behalf::Vector<>(d_);
      for (Eigen::Index j = 0; j < d_; ++j) (*result.transmission)(j) = static_cast<double>(draw_.below(5)) / 4;
      return result;
    }
    if (draw_.one_in(3)) {
      result.translation = kind_.diagonal ? diagonal(0.25, 0.25) : behalf::Matrix<>(draw_.matrix(d_, d_) / 2);
    }
    if (draw_.one_in(2)) {
      result.metrics = kind_.diagonal ? diagonal(0, 1) : draw_.metrics(d_);
      if (kind_.diagonal && draw_.one_in(4)) result.metrics = behalf::Matrix<>(0, d_);
    }
    if (draw_.one_in(3)) return result;
    if (!kind_.diagonal) {
      result.noise = draw_.noise(d_);
    } else {
      behalf::Matrix<> noise = diagonal(0, 0.25);
      if (draw_.one_in(3)) noise(0, 0) = std::numeric_limits<double>::infinity();
      result.noise = noise;
    }
    return result;
  }

  void edges() {
    const Eigen::Index p = data_.values.cols();
    data_.terms.clear();
    const Eigen::Index kinds = 1 + draw_.below(5);
    for (Eigen::Index k = 0; k < kinds; ++k) data_.terms.push_back(terms());
    for (std::uint32_t v = static_cast<std::uint32_t>(p); v < data_.parties() - data_.affected(); ++v) {
      const Eigen::Index count = draw_.one_in(6) ? 0 : 1 + draw_.below(4);
      Eigen::Index room = kind_.loose_shares ? 15 : 16;
      std::uint32_t source = 0;
      for (Eigen::Index k = 0; k < count; ++k) {
        const bool again = k > 0 && draw_.one_in(5);
        if (!again) source = draw_.one_in(2) ? static_cast<std::uint32_t>(draw_.below(p)) : agent();
        if (source == v) source = static_cast<std::uint32_t>(draw_.below(p));
        const bool all = k + 1 == count && draw_.one_in(2);
        const Eigen::Index part = all ? room : draw_.below(room + 1);
        room -= part;
        data_.sources.push_back(source);
        data_.targets.push_back(v);
        data_.shares.push_back(static_cast<double>(part) / 16);
        data_.terms_of.push_back(static_cast<std::uint32_t>(draw_.below(kinds)));
      }
    }
  }

  void keep() {
    if (draw_.one_in(4)) return;
    for (std::size_t k = 0; k < data_.agent_count; ++k) {
      const std::size_t v = static_cast<std::size_t>(data_.values.cols()) + k;
      bool delegates = false;
      for (std::size_t e = 0; e < data_.sources.size(); ++e) {
        delegates = delegates || (data_.sources[e] == v && data_.shares[e] > 0);
      }
      data_.keep.emplace_back();
      if (delegates && !draw_.one_in(4)) data_.keep.back() = static_cast<double>(draw_.below(9)) / 8;
      if (!delegates && draw_.one_in(4)) data_.keep.back() = 1;
    }
  }

  void exposures() {
    const std::size_t first_affected = data_.parties() - data_.affected();
    for (std::size_t u = 0; u < data_.parties(); ++u) {
      if (data_.is_agent(u) || (u < first_affected ? !draw_.one_in(4) : draw_.one_in(6))) continue;
      const Eigen::Index count = 1 + draw_.below(3);
      for (Eigen::Index k = 0; k < count; ++k) {
        data_.exposures.push_back({agent(), static_cast<std::uint32_t>(u), static_cast<double>(draw_.below(7)) / 4});
      }
    }
  }

  Draw& draw_;
  NetworkKind kind_;
  behalf::NetworkData<> data_;
  Eigen::Index d_ = 0;
};

/// A random network that has a meaning with every set of axes, by a margin: no spectral radius comes near 1.
[[nodiscard]] inline behalf::NetworkData<> random_network(Draw& draw, NetworkKind kind = {},
                                                          std::optional<Eigen::Index> dimension = {}) {
  for (;;) {
    behalf::NetworkData<> data = NetworkDraw{draw, kind}(dimension);
    const NetworkBruteForce<> network{data};
    if (network.feasible() && network.largest_spectral_radius() < 0.95) return data;
  }
}

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
    if (by.transmission) terms.transmission = vector(*by.transmission);
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
