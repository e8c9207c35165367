#ifndef BEHALF_NETWORK_IMPL_BACKWARD_SWEEP_HPP
#define BEHALF_NETWORK_IMPL_BACKWARD_SWEEP_HPP

#include <behalf/network/impl/contract_operator.hpp>
#include <behalf/network/impl/cyclic_system.hpp>
#include <behalf/network/impl/frozen_network.hpp>
#include <behalf/network/impl/network_workspace.hpp>
#include <behalf/network/impl/operator.hpp>
#include <behalf/network/impl/round.hpp>
#include <behalf/solve/impl/aligned_columns.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace behalf::internal {

/// The sweep against the delegations: from what each agent by itself costs to what each party loses.
///
/// Each vertex collects k times its own loss and (1 − k) times the losses of those it delegates to, by their part of its
/// out-shares, where k is what it keeps; parties with exposures of their own bear those instead.
/// `Dim` and `Size` are the numbers of a vector and of an operator where they are known.
template <class ScalarType, int Dim, int Size>
class BackwardSweep {
public:
  using Scalar = ScalarType;
  using Frozen = FrozenNetwork<Scalar>;
  using Vertex = typename Frozen::Vertex;
  using Workspace = NetworkWorkspace<Scalar>;
  using InVector = Eigen::Map<const Vector<Scalar, Dim>>;
  using OutVector = Eigen::Map<Vector<Scalar, Dim>>;
  using OutSquare = Eigen::Map<Vector<Scalar, Size>>;
  using InSquare = Eigen::Map<const Vector<Scalar, Size>>;

  /// `squares`: whether the quadratic part of the losses is collected too, which principals that are not ideal do not need.
  BackwardSweep(OperatorForm form, const Frozen& network, Workspace& workspace, bool squares)
      : network_{network},
        ws_{workspace},
        d_{network.dimension()},
        size_{AnyOperators<Scalar>{form, d_}.size()},
        squares_{squares} {}

  /// Losses of all parties, from the own losses of the agents. `is_carried` says of each cycle whether mandates reach it.
  [[nodiscard]] FlowOutcome run(const std::vector<bool>& is_carried);

private:
  static constexpr Vertex ahead = 12;  // edges between a line being fetched and its use

  /// Sums the own losses that parties are exposed to.
  void collect_exposures();

  /// The losses from what u passes on, outside vertices first to last − 1, added up by shares.
  struct Passed {
    Scalar constant = Scalar(0);
    Scalar out_share = Scalar(0);
    Vector<Scalar, Dim> linear;
    Vector<Scalar, Size> square;
  };
  void gather(Vertex u, Passed& sum, Vertex first, Vertex last) const;
  /// u's own loss times k plus what is passed on times (1 − k) / out-share; for a principal k = 0.
  void blend(Vertex u, const Passed& sum);
  void collect(Vertex u);
  void set_nothing(const typename Frozen::Cycle& cycle);
  [[nodiscard]] FlowOutcome collect_round(typename Frozen::Cycle cycle);

  const Frozen& network_;
  Workspace& ws_;
  Eigen::Index d_;
  Eigen::Index size_;
  bool squares_;
  Passed passed_;
};

template <class Scalar, int Dim, int Size>
auto BackwardSweep<Scalar, Dim, Size>::run(const std::vector<bool>& is_carried) -> FlowOutcome {
  collect_exposures();
  std::size_t cycle = network_.cycles().size();
  for (Vertex end = network_.end_agents(); end > 0;) {
    if (cycle > 0 && network_.cycles()[cycle - 1].last == end) {
      --cycle;
      FlowOutcome outcome = collect_round(network_.cycles()[cycle]);
      if (outcome.status != Status::optimal) {
        if (is_carried[cycle]) return outcome;
        // Nothing ever comes of what no mandate reaches and would never leave.
        set_nothing(network_.cycles()[cycle]);
      }
      end = network_.cycles()[cycle].first;
      continue;
    }
    --end;
    collect(end);
  }
  return {};
}

template <class Scalar, int Dim, int Size>
void BackwardSweep<Scalar, Dim, Size>::collect_exposures() {
  for (const auto& exposure : network_.exposures()) {
    *ws_.constant.column(exposure.party) += exposure.intensity * *ws_.constant.column(exposure.agent);
    OutVector(ws_.linear.column(exposure.party), d_) +=
        exposure.intensity * InVector(ws_.linear.column(exposure.agent), d_);
    if (squares_) {
      OutSquare(ws_.square.column(exposure.party), size_) +=
          exposure.intensity * InSquare(ws_.square.column(exposure.agent), size_);
    }
  }
}

template <class Scalar, int Dim, int Size>
void BackwardSweep<Scalar, Dim, Size>::gather(Vertex u, Passed& sum, Vertex first, Vertex last) const {
  sum.constant = Scalar(0);
  sum.out_share = Scalar(0);
  sum.linear.setZero(d_);
  if (squares_) sum.square.setZero(size_);
  const Vertex* const targets = network_.targets();
  const Scalar* const shares = network_.mandate_shares().data();
  const Vertex begin = network_.begin(u);
  for (Vertex e = network_.end(u); e-- > begin;) {
    if (e >= ahead) {
      prefetch(ws_.linear.column(targets[e - ahead]));
      prefetch(ws_.constant.column(targets[e - ahead]));
      if (squares_) prefetch(ws_.square.column(targets[e - ahead]));
    }
    const Vertex v = targets[e];
    const Scalar& s = shares[e];
    sum.out_share += s;
    if (v >= first && v < last) continue;
    sum.constant += s * *ws_.constant.column(v);
    sum.linear += s * InVector(ws_.linear.column(v), d_);
    if (squares_) sum.square += s * InSquare(ws_.square.column(v), size_);
  }
}

template <class Scalar, int Dim, int Size>
void BackwardSweep<Scalar, Dim, Size>::blend(Vertex u, const Passed& sum) {
  const bool acts = u >= network_.first_agent();
  const Scalar keep = acts ? network_.kept(u, sum.out_share) : Scalar(0);
  const Scalar part = sum.out_share > Scalar(0) ? Scalar((Scalar(1) - keep) / sum.out_share) : Scalar(0);
  Scalar& constant = *ws_.constant.column(u);
  OutVector linear(ws_.linear.column(u), d_);
  constant = keep * constant + part * sum.constant;
  linear = keep * linear + part * sum.linear;
  if (!squares_) return;
  OutSquare square(ws_.square.column(u), size_);
  square = keep * square + part * sum.square;
}

template <class Scalar, int Dim, int Size>
void BackwardSweep<Scalar, Dim, Size>::collect(Vertex u) {
  if (u < network_.first_agent() && !network_.exposures().empty() && network_.is_exposed(u)) return;
  gather(u, passed_, 0, 0);
  blend(u, passed_);
}

template <class Scalar, int Dim, int Size>
void BackwardSweep<Scalar, Dim, Size>::set_nothing(const typename Frozen::Cycle& cycle) {
  for (Vertex u = cycle.first; u < cycle.last; ++u) {
    *ws_.constant.column(u) = Scalar(0);
    OutVector(ws_.linear.column(u), d_).setZero();
    if (squares_) OutSquare(ws_.square.column(u), size_).setZero();
  }
}

template <class Scalar, int Dim, int Size>
auto BackwardSweep<Scalar, Dim, Size>::collect_round(typename Frozen::Cycle cycle) -> FlowOutcome {
  const Eigen::Index count = static_cast<Eigen::Index>(cycle.last - cycle.first);
  const Eigen::Index width = 1 + d_ + (squares_ ? size_ : 0);
  Matrix<Scalar> losses(count, width);
  for (Vertex u = cycle.first; u < cycle.last; ++u) {
    gather(u, passed_, cycle.first, cycle.last);
    blend(u, passed_);
    const Eigen::Index k = static_cast<Eigen::Index>(u - cycle.first);
    losses(k, 0) = *ws_.constant.column(u);
    for (Eigen::Index j = 0; j < d_; ++j) losses(k, 1 + j) = ws_.linear.column(u)[j];
    for (Eigen::Index j = 0; squares_ && j < size_; ++j) losses(k, 1 + d_ + j) = ws_.square.column(u)[j];
  }
  const CyclicSystem<Scalar> system = mandate_round(network_, cycle);
  if (system.convergence() != Convergence::proved || !system.solve(losses, false))
    return {Status::ill_conditioned, "mandates around " + in_words(network_, cycle) + " hardly ever leave it"};
  for (Vertex u = cycle.first; u < cycle.last; ++u) {
    const Eigen::Index k = static_cast<Eigen::Index>(u - cycle.first);
    *ws_.constant.column(u) = losses(k, 0);
    for (Eigen::Index j = 0; j < d_; ++j) ws_.linear.column(u)[j] = losses(k, 1 + j);
    for (Eigen::Index j = 0; squares_ && j < size_; ++j) ws_.square.column(u)[j] = losses(k, 1 + d_ + j);
  }
  return {};
}

}  // namespace behalf::internal

#endif  // BEHALF_NETWORK_IMPL_BACKWARD_SWEEP_HPP
