#include "support/random_network.hpp"

#include "support/network_brute_force.hpp"
#include "support/network_family.hpp"
#include "support/random_model.hpp"

#include <behalf/network/network_data.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace behalf_test {

auto NetworkDraw::operator()(std::optional<Eigen::Index> dimension) -> behalf::NetworkData<> {
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

auto NetworkDraw::diagonal(double smallest, double step) -> behalf::Matrix<> {
  behalf::Matrix<> result = behalf::Matrix<>::Zero(d_, d_);
  for (Eigen::Index j = 0; j < d_; ++j) result(j, j) = smallest + step * static_cast<double>(draw_.below(6));
  return result;
}

void NetworkDraw::agents() {
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

auto NetworkDraw::terms() -> behalf::DelegationTerms<> {
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
  if (kind_.noise_apart) noise_apart(result);
  return result;
}

void NetworkDraw::noise_apart(behalf::DelegationTerms<>& terms) {
  if (!draw_.one_in(3)) {
    behalf::Matrix<> own = kind_.diagonal ? diagonal(0, 0.25) : behalf::Matrix<>(draw_.noise(d_).noise());
    for (Eigen::Index j = 0; j < d_; ++j) {
      if (std::isinf(own(j, j)) || !std::isinf(terms.noise->noise()(j, j))) continue;
      const double variance = own(j, j);
      own.row(j).setZero();
      own.col(j).setZero();
      own(j, j) = variance;
    }
    behalf::Matrix<> noise = terms.noise->noise();
    for (Eigen::Index j = 0; j < d_; ++j) {
      if (!std::isinf(own(j, j)) || std::isinf(noise(j, j))) continue;
      const double variance = noise(j, j);
      noise.row(j).setZero();
      noise.col(j).setZero();
      noise(j, j) = variance;
    }
    terms.noise = noise;
    terms.own_noise = own;
    if (draw_.one_in(4)) terms.noise.reset();
  }
  if (!kind_.signals) return;
  for (std::uint32_t error = 0; error < 3; ++error) {
    if (draw_.one_in(2)) continue;
    behalf::Vector<> precision = behalf::Vector<>::Zero(d_);
    for (double& x : precision) x = draw_.one_in(3) ? 0 : static_cast<double>(1 + draw_.below(8)) / 2;
    terms.signals.push_back({error, std::move(precision)});
  }
}

void NetworkDraw::edges() {
  const Eigen::Index p = data_.values.cols();
  data_.terms.clear();
  const Eigen::Index kinds = 1 + draw_.below(5);
  for (Eigen::Index k = 0; k < kinds; ++k) data_.terms.push_back(terms());
  number_errors();
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

void NetworkDraw::number_errors() {
  std::map<std::uint32_t, std::uint32_t> now;
  for (behalf::DelegationTerms<>& terms : data_.terms) {
    for (auto& signal : terms.signals) {
      signal.error = now.try_emplace(signal.error, static_cast<std::uint32_t>(now.size())).first->second;
    }
  }
}

void NetworkDraw::keep() {
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

void NetworkDraw::exposures() {
  const std::size_t first_affected = data_.parties() - data_.affected();
  for (std::size_t u = 0; u < data_.parties(); ++u) {
    if (data_.is_agent(u) || (u < first_affected ? !draw_.one_in(4) : draw_.one_in(6))) continue;
    const Eigen::Index count = 1 + draw_.below(3);
    for (Eigen::Index k = 0; k < count; ++k) {
      data_.exposures.push_back({agent(), static_cast<std::uint32_t>(u), static_cast<double>(draw_.below(7)) / 4});
    }
  }
}

behalf::NetworkData<> random_network(Draw& draw, NetworkKind kind, std::optional<Eigen::Index> dimension) {
  for (;;) {
    behalf::NetworkData<> data = NetworkDraw{draw, kind}(dimension);
    const NetworkBruteForce<> network{data};
    if (network.feasible() && network.largest_spectral_radius() < 0.95) return data;
  }
}

behalf::NetworkData<> renumbered(const behalf::NetworkData<>& data, const std::vector<std::uint32_t>& now) {
  behalf::NetworkData<> result = data;
  const Eigen::Index p = data.values.cols();
  for (std::size_t v = 0; v < now.size(); ++v) {
    const Eigen::Index from = static_cast<Eigen::Index>(v);
    const Eigen::Index to = static_cast<Eigen::Index>(now[v]);
    if (!data.names.empty()) result.names[now[v]] = data.names[v];
    if (from < p) {
      result.values.col(to) = data.values.col(from);
      if (data.weights) (*result.weights)(to) = (*data.weights)(from);
    } else if (data.is_agent(v)) {
      const std::size_t k = v - data.principals();
      const std::size_t j = now[v] - data.principals();
      if (!data.agent_type.empty()) result.agent_type[j] = data.agent_type[k];
      if (data.tastes.size() > 0) result.tastes.col(to - p) = data.tastes.col(from - p);
      if (!data.keep.empty()) result.keep[j] = data.keep[k];
    } else {
      const Eigen::Index first = p + static_cast<Eigen::Index>(data.agent_count);
      result.affected_values.col(to - first) = data.affected_values.col(from - first);
      if (data.affected_weights) (*result.affected_weights)(to - first) = (*data.affected_weights)(from - first);
    }
  }
  for (std::uint32_t& source : result.sources) source = now[source];
  for (std::uint32_t& target : result.targets) target = now[target];
  for (auto& exposure : result.exposures) {
    exposure.agent = now[exposure.agent];
    exposure.party = now[exposure.party];
  }
  return result;
}

NetworkSpec random_network_spec(int k, NetworkKind kind, std::optional<Eigen::Index> dimension) {
  Draw draw{230, static_cast<std::uint64_t>(k)};
  NetworkSpec spec;
  if (draw.one_in(3)) spec.reference = behalf::NetworkReference::collective;
  spec.data = random_network(draw, kind, dimension);
  // A mandate that cancels must do so exactly: relative to a stake of rounding errors no tolerance means anything.
  if (!spec.data.weights) spec.data.weights = draw.weights(spec.data.values.cols());
  return spec;
}

NetworkSpec with_principals_in_order(const NetworkSpec& spec, const std::vector<Eigen::Index>& order) {
  std::vector<std::uint32_t> now(spec.data.parties());
  for (std::size_t v = 0; v < now.size(); ++v) now[v] = static_cast<std::uint32_t>(v);
  for (std::size_t i = 0; i < order.size(); ++i) {
    now[static_cast<std::size_t>(order[i])] = static_cast<std::uint32_t>(i);
  }
  return {renumbered(spec.data, now), spec.reference};
}

}  // namespace behalf_test
