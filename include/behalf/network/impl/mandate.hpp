#ifndef BEHALF_NETWORK_IMPL_MANDATE_HPP
#define BEHALF_NETWORK_IMPL_MANDATE_HPP

#include <behalf/network/impl/cyclic_system.hpp>
#include <behalf/network/impl/frozen_network.hpp>
#include <behalf/network/impl/network_rows.hpp>
#include <behalf/network/impl/operator.hpp>
#include <behalf/network/impl/round.hpp>
#include <behalf/solve/impl/aligned_columns.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace behalf::internal {

/// Where the mandates of principals go: which cycles they reach, and whether each is carried out in the end.
template <class Scalar>
struct MandateRoutes {
  std::vector<bool> is_carried;      ///< Per cycle: whether a mandate comes through it.
  std::optional<std::string> fault;  ///< The first mandate that ends nowhere, and where.
};

/// Follows the mandate of every principal whose exposures are not given. One ends nowhere when it comes to an agent that
/// passes on a part of it to nobody, or round a cycle that it never leaves.
template <class Scalar>
[[nodiscard]] MandateRoutes<Scalar> mandate_routes(const FrozenNetwork<Scalar>& network) {
  using Vertex = typename FrozenNetwork<Scalar>::Vertex;
  constexpr Vertex nobody = static_cast<Vertex>(-1);
  MandateRoutes<Scalar> routes;
  std::vector<Vertex> whose(network.parties(), nobody);  // the first principal whose mandate comes here
  const auto faults = [&](Vertex v, const std::string& text) {
    if (!routes.fault) routes.fault = "the mandate of " + network.name(whose[v]) + text;
  };
  std::vector<Vertex> found;
  for (Vertex i = 0; i < network.first_agent(); ++i) {
    if (!network.exposures().empty() && network.is_exposed(i)) continue;
    whose[i] = i;
    found.push_back(i);
    while (!found.empty()) {
      const Vertex u = found.back();
      found.pop_back();
      const Scalar out = network.out_share(u);
      if (u >= network.first_agent()) {
        const Scalar keep = network.kept(u, out);
        if (!(keep < Scalar(1))) continue;
        if (!(out > Scalar(0))) {
          faults(u, " ends at " + network.name(u) + ", which keeps " + to_text(keep) +
                        " of it and passes the rest to nobody");
        }
      }
      for (Vertex e = network.begin(u); e < network.end(u); ++e) {
        const Vertex v = network.target(e);
        if (!(network.mandate_share(e) > Scalar(0)) || whose[v] != nobody) continue;
        whose[v] = i;
        found.push_back(v);
      }
    }
  }
  for (const auto& cycle : network.cycles()) {
    Vertex carried = nobody;
    bool leaves = false;
    for (Vertex u = cycle.first; u < cycle.last; ++u) {
      if (whose[u] == nobody) continue;
      carried = u;
      leaves = leaves || network.kept(u, network.out_share(u)) > Scalar(0);
      for (Vertex e = network.begin(u); e < network.end(u); ++e) {
        const bool outside = network.target(e) < cycle.first || network.target(e) >= cycle.last;
        leaves = leaves || (outside && network.mandate_share(e) > Scalar(0));
      }
    }
    routes.is_carried.push_back(carried != nobody);
    if (carried != nobody && !leaves) faults(carried, " is only passed round: " + in_words(network, cycle));
  }
  return routes;
}

/// How much of what matters to some judges of deeds reaches each agent, and is done by it: Σ ω m, Σ ω m v and Σ ω m vvᵀ, where m is
/// the part of a judge's mandate, and the same with the part x of deeds in place of m.
template <class ScalarType>
class MandateMoments {
public:
  using Scalar = ScalarType;
  using Frozen = FrozenNetwork<Scalar>;
  using Vertex = typename Frozen::Vertex;
  using InVector = Eigen::Map<const Vector<Scalar>>;
  using OutVector = Eigen::Map<Vector<Scalar>>;

  /// One number, d numbers and an operator's numbers for each vertex.
  struct Moments {
    AlignedColumns<Scalar> mass;
    AlignedColumns<Scalar> first;
    AlignedColumns<Scalar> second;
  };

  /// Follows mandates forward, in a network of operators of this form. False where a cycle hardly lets go of them.
  [[nodiscard]] bool follow(OperatorForm form, const Frozen& network, const std::vector<bool>& is_carried,
                            const std::vector<Yardstick<Scalar>>& yardsticks);

  Moments reaching;
  Moments done;

private:
  void add(const Moments& from, Vertex u, Moments& to, Vertex v, const Scalar& part) const;
  void pass_on(const Frozen& network, Vertex u, Vertex first, Vertex last);
  [[nodiscard]] bool go_round(const Frozen& network, typename Frozen::Cycle cycle);

  Eigen::Index d_ = 0;
  Eigen::Index size_ = 0;
};

template <class Scalar>
bool MandateMoments<Scalar>::follow(OperatorForm form, const Frozen& network, const std::vector<bool>& is_carried,
                                    const std::vector<Yardstick<Scalar>>& yardsticks) {
  d_ = network.dimension();
  const AnyOperators<Scalar> operators{form, d_};
  size_ = operators.size();
  for (Moments* moments : {&reaching, &done}) {
    const Eigen::Index n = static_cast<Eigen::Index>(network.parties());
    moments->mass.set_zero(1, n);
    moments->first.set_zero(d_, n);
    moments->second.set_zero(size_, n);
  }
  for (const Yardstick<Scalar>& yardstick : yardsticks) {
    if (network.is_exposed(yardstick.party)) continue;
    *reaching.mass.column(yardstick.party) += yardstick.weight;
    OutVector(reaching.first.column(yardstick.party), d_) += yardstick.weight * yardstick.values;
    operators.outer(yardstick.weight, yardstick.values.data(), reaching.second.column(yardstick.party));
  }
  for (Vertex i = 0; i < network.first_agent(); ++i) pass_on(network, i, 0, 0);
  auto cycle = network.cycles().begin();
  for (Vertex v = network.first_agent(); v < network.end_agents();) {
    if (cycle == network.cycles().end() || cycle->first != v) {
      pass_on(network, v, 0, 0);
      ++v;
      continue;
    }
    if (is_carried[static_cast<std::size_t>(cycle - network.cycles().begin())] && !go_round(network, *cycle))
      return false;
    for (; v < cycle->last; ++v) pass_on(network, v, cycle->first, cycle->last);
    ++cycle;
  }
  for (const Yardstick<Scalar>& yardstick : yardsticks) {
    for (const auto& exposure : network.exposures_of(yardstick.party)) {
      const Scalar part = yardstick.weight * exposure.intensity;
      *done.mass.column(exposure.agent) += part;
      OutVector(done.first.column(exposure.agent), d_) += part * yardstick.values;
      operators.outer(part, yardstick.values.data(), done.second.column(exposure.agent));
    }
  }
  return true;
}

template <class Scalar>
void MandateMoments<Scalar>::add(const Moments& from, Vertex u, Moments& to, Vertex v, const Scalar& part) const {
  *to.mass.column(v) += part * *from.mass.column(u);
  OutVector(to.first.column(v), d_) += part * InVector(from.first.column(u), d_);
  OutVector(to.second.column(v), size_) += part * InVector(from.second.column(u), size_);
}

template <class Scalar>
void MandateMoments<Scalar>::pass_on(const Frozen& network, Vertex u, Vertex first, Vertex last) {
  const Scalar out = network.out_share(u);
  const Scalar keep = u < network.first_agent() ? Scalar(0) : network.kept(u, out);
  if (keep > Scalar(0)) add(reaching, u, done, u, keep);
  if (!(out > Scalar(0))) return;
  for (Vertex e = network.begin(u); e < network.end(u); ++e) {
    const Vertex v = network.target(e);
    if (v >= first && v < last) continue;
    add(reaching, u, reaching, v, (Scalar(1) - keep) * network.mandate_share(e) / out);
  }
}

template <class Scalar>
bool MandateMoments<Scalar>::go_round(const Frozen& network, typename Frozen::Cycle cycle) {
  Matrix<Scalar> table(static_cast<Eigen::Index>(cycle.last - cycle.first), 1 + d_ + size_);
  for (Vertex v = cycle.first; v < cycle.last; ++v) {
    const Eigen::Index k = static_cast<Eigen::Index>(v - cycle.first);
    table(k, 0) = *reaching.mass.column(v);
    for (Eigen::Index j = 0; j < d_; ++j) table(k, 1 + j) = reaching.first.column(v)[j];
    for (Eigen::Index j = 0; j < size_; ++j) table(k, 1 + d_ + j) = reaching.second.column(v)[j];
  }
  const CyclicSystem<Scalar> system = mandate_round(network, cycle);
  const bool solved = system.convergence() == Convergence::proved && system.solve(table, true);
  for (Vertex v = cycle.first; v < cycle.last; ++v) {
    const Eigen::Index k = static_cast<Eigen::Index>(v - cycle.first);
    *reaching.mass.column(v) = table(k, 0);
    for (Eigen::Index j = 0; j < d_; ++j) reaching.first.column(v)[j] = table(k, 1 + j);
    for (Eigen::Index j = 0; j < size_; ++j) reaching.second.column(v)[j] = table(k, 1 + d_ + j);
  }
  return solved;
}

}  // namespace behalf::internal

#endif  // BEHALF_NETWORK_IMPL_MANDATE_HPP
