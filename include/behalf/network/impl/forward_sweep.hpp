#ifndef BEHALF_NETWORK_IMPL_FORWARD_SWEEP_HPP
#define BEHALF_NETWORK_IMPL_FORWARD_SWEEP_HPP

#include <behalf/model/axis.hpp>
#include <behalf/network/impl/contract_operator.hpp>
#include <behalf/network/impl/cyclic_system.hpp>
#include <behalf/network/impl/frozen_network.hpp>
#include <behalf/network/impl/more_risk.hpp>
#include <behalf/network/impl/motives.hpp>
#include <behalf/network/impl/network_workspace.hpp>
#include <behalf/network/impl/operator.hpp>
#include <behalf/network/impl/own_loss.hpp>
#include <behalf/network/impl/round.hpp>
#include <behalf/solve/certified.hpp>
#include <behalf/solve/impl/aligned_columns.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace behalf::internal {

/// The sweep along the delegations: motivations, and what each agent by itself costs whom it is judged by.
///
/// θ_v = b_v + Σ_e y_e with y_e = s_e T_e θ_u, as far as `Motives` leave it, and R_v = ½|Σ_e s_e W_e θ_u|² with what
/// `MoreRisk` adds; with principals ideal relative to i,
/// θ_v = β_v + Q_v v_i and in-shares divided by their sum. Each agent then holds its own loss as a quadratic form of the
/// values it is judged by, ½(θ − v)ᵀC⁻¹(θ − v) + R. Cycles are solved as systems of their own.
template <class Operators, int Dim>
class ForwardSweep {
public:
  using Scalar = typename Operators::Scalar;
  using Frozen = FrozenNetwork<Scalar>;
  using Vertex = typename Frozen::Vertex;
  using Workspace = NetworkWorkspace<Scalar>;
  using InVector = Eigen::Map<const Vector<Scalar, Dim>>;
  using OutVector = Eigen::Map<Vector<Scalar, Dim>>;
  using OutSquare = Eigen::Map<Vector<Scalar, Operators::static_size>>;
  using InSquare = Eigen::Map<const Vector<Scalar, Operators::static_size>>;

  ForwardSweep(const Frozen& network, const OperatorTable<Scalar>& table, const Motives<Scalar>& motives,
               Workspace& workspace)
      : network_{network},
        table_{table},
        motives_{motives},
        tastes_{motives.tastes},
        ws_{workspace},
        d_{network.dimension()},
        size_{Operators::size(d_)} {}

  /// Motivations and own losses of all agents. The table must be that of the same ideal axes.
  [[nodiscard]] FlowOutcome run(AxisSet ideal);
  /// Own losses of all agents if they did nothing, ½vᵀC⁻¹v: what stakes are made of.
  void run_idle();

private:
  static constexpr Vertex ahead = 12;  // edges between a line being fetched and its use

  [[nodiscard]] const Scalar* transmission(Vertex e) const {
    return table_.transmission.col(static_cast<Eigen::Index>(network_.operator_class(e))).data();
  }
  [[nodiscard]] const Scalar* risk(Vertex e) const {
    return table_.risk.col(static_cast<Eigen::Index>(network_.operator_class(e))).data();
  }

  /// Room for sums, what principals pass on, and tastes.
  void start();

  /// Adds what u passes on to its delegates; those in the cycle know their motivation already and only bear risk.
  void pass_on(Vertex u, VertexCycle cycle);

  /// With principals ideal: divides by the sum of in-shares and adds the taste; whom no principal reaches gets v_i itself.
  void settle(Vertex v);
  void scale_risk(Vertex v, const Scalar& scale);
  void add_taste(Vertex v);
  /// Where v is liable, what it pursues beside is no more than a part.
  void feel(Vertex v);

  /// Solves a cycle whose members hold what comes from outside, and passes on.
  [[nodiscard]] FlowOutcome go_round(typename Frozen::Cycle cycle);
  [[nodiscard]] FlowOutcome no_meaning(typename Frozen::Cycle cycle, const CyclicSystem<Scalar>& system) const;

  /// Replaces the risk that v bears by its own loss.
  void own_loss(Vertex v);

  const Frozen& network_;
  const OperatorTable<Scalar>& table_;
  Motives<Scalar> motives_;
  const Matrix<Scalar>* tastes_;
  Workspace& ws_;
  Eigen::Index d_;
  Eigen::Index size_;
  bool alone_ = false;  // whether principals are ideal: everybody by itself
  bool risky_ = false;
  bool bears_more_ = false;
  std::optional<MoreRisk<Operators, Dim>> more_;  // where there is more
  std::vector<Scalar> in_share_;  // of members of cycles, with principals ideal; 0 where no principal reaches
  std::vector<Scalar> divisor_;   // of what moves members of cycles; empty: 1
};

template <class Operators, int Dim>
auto ForwardSweep<Operators, Dim>::run(AxisSet ideal) -> FlowOutcome {
  if (!table_.holds) return {Status::ill_conditioned, "the risk of a contract overflows"};
  if (!(table_.doubt <= certificate_bound<Scalar>())) {
    return {Status::ill_conditioned, beyond_bound<Scalar>(table_.doubt) + " in a contract"};
  }
  alone_ = ideal.contains(Axis::principals);
  risky_ = table_.risk.size() > 0;
  bears_more_ = table_.bears_more();
  start();
  auto cycle = network_.cycles().begin();
  for (Vertex v = network_.first_agent(); v < network_.end_agents();) {
    if (cycle != network_.cycles().end() && cycle->first == v) {
      FlowOutcome outcome = go_round(*cycle);
      if (outcome.status != Status::optimal) return outcome;
      v = cycle->last;
      ++cycle;
      continue;
    }
    if (alone_) settle(v);
    feel(v);
    pass_on(v, {});
    own_loss(v);
    ++v;
  }
  return {};
}

template <class Operators, int Dim>
void ForwardSweep<Operators, Dim>::run_idle() {
  const Eigen::Index n = static_cast<Eigen::Index>(network_.parties());
  ws_.constant.set_zero(1, n);
  ws_.linear.set_zero(d_, n);
  ws_.square.set_zero(size_, n);
  for (Vertex v = network_.first_agent(); v < network_.end_agents(); ++v) {
    OutSquare(ws_.square.column(v), size_) = InSquare(table_.precision_of(network_.type(v)), size_);
  }
}

template <class Operators, int Dim>
void ForwardSweep<Operators, Dim>::start() {
  const Eigen::Index n = static_cast<Eigen::Index>(network_.parties());
  const NetworkData<Scalar>& data = network_.data();
  ws_.motivation.set_zero(d_, n);
  ws_.constant.set_zero(1, n);  // sums of in-shares, until the own loss takes their place
  ws_.linear.set_zero(d_, n);   // Σ s W θ, until the own loss takes its place
  if (bears_more_) more_.emplace(table_, ws_.more_risk, d_, alone_).start(n);
  if (alone_) {
    ws_.response.set_zero(size_, n);
    ws_.square.set_zero(size_, n);  // Σ s W Q, likewise
    if (!network_.cycles().empty()) in_share_.assign(network_.parties(), Scalar(0));
  }
  network_.for_delegators([&](Vertex i) {
    if (alone_) {
      Operators::add_identity(Scalar(1), ws_.response.column(i), d_);
    } else if (i < network_.first_agent()) {
      OutVector(ws_.motivation.column(i), d_) = data.values.col(static_cast<Eigen::Index>(i));
    } else {
      OutVector(ws_.motivation.column(i), d_) =
          data.affected_values.col(static_cast<Eigen::Index>(i - network_.end_agents()));
    }
    pass_on(i, {});
  });
  if (!alone_ && tastes_ != nullptr) {
    for (Vertex v = network_.first_agent(); v < network_.end_agents(); ++v) {
      OutVector(ws_.motivation.column(v), d_) += tastes_->col(static_cast<Eigen::Index>(network_.agent_of(v)));
    }
  }
}

template <class Operators, int Dim>
void ForwardSweep<Operators, Dim>::pass_on(Vertex u, VertexCycle cycle) {
  const Vertex* const targets = network_.targets();
  const Scalar* const shares = network_.shares().data();
  const Scalar* const own = ws_.motivation.column(u);
  const Vertex end = network_.end(u);
  const std::size_t edges = network_.delegation_count();
  for (Vertex e = network_.begin(u); e < end; ++e) {
    if (e + ahead < edges) {
      prefetch(ws_.motivation.column(targets[e + ahead]));
      if (risky_) prefetch(ws_.linear.column(targets[e + ahead]));
      if (alone_) prefetch(ws_.response.column(targets[e + ahead]));
    }
    const Vertex v = targets[e];
    const Scalar& s = shares[e];
    const Scalar* const t = transmission(e);
    const bool motivates = !is_in(cycle, v);
    if (motivates) {
      if (!alone_ || tastes_ != nullptr) Operators::apply(t, s, own, ws_.motivation.column(v), d_);
      if (alone_) {
        *ws_.constant.column(v) += s;
        Operators::multiply(t, s, ws_.response.column(u), ws_.response.column(v), d_);
      }
    }
    if (risky_) {
      const Scalar* const w = risk(e);
      if (!alone_ || tastes_ != nullptr) Operators::apply(w, s, own, ws_.linear.column(v), d_);
      if (alone_) Operators::multiply(w, s, ws_.response.column(u), ws_.square.column(v), d_);
    }
    if (bears_more_) {
      more_->add(static_cast<Eigen::Index>(network_.operator_class(e)), s, own,
                 alone_ ? ws_.response.column(u) : nullptr, v);
    }
  }
}

template <class Operators, int Dim>
void ForwardSweep<Operators, Dim>::settle(Vertex v) {
  OutSquare q(ws_.response.column(v), size_);
  OutVector beta(ws_.motivation.column(v), d_);
  const bool reached = network_.is_reached(v);
  const Scalar scale = reached ? Scalar(1) / *ws_.constant.column(v) : Scalar(0);
  q *= scale;
  beta *= scale;
  scale_risk(v, scale);
  if (!reached) Operators::add_identity(Scalar(1), q.data(), d_);
  add_taste(v);
}

template <class Operators, int Dim>
void ForwardSweep<Operators, Dim>::scale_risk(Vertex v, const Scalar& scale) {
  if (bears_more_) more_->scale(v, scale);
  if (!risky_) return;
  OutVector(ws_.linear.column(v), d_) *= scale;
  OutSquare(ws_.square.column(v), size_) *= scale;
}

template <class Operators, int Dim>
void ForwardSweep<Operators, Dim>::add_taste(Vertex v) {
  if (tastes_ == nullptr) return;
  OutVector(ws_.motivation.column(v), d_) += tastes_->col(static_cast<Eigen::Index>(network_.agent_of(v)));
}

template <class Operators, int Dim>
void ForwardSweep<Operators, Dim>::feel(Vertex v) {
  if (motives_.felt_weight == nullptr) return;
  const Scalar own = motives_.own_share(network_.agent_of(v));
  OutVector(ws_.motivation.column(v), d_) *= own;
  if (alone_) OutSquare(ws_.response.column(v), size_) *= own;
}

template <class Operators, int Dim>
auto ForwardSweep<Operators, Dim>::go_round(typename Frozen::Cycle cycle) -> FlowOutcome {
  const Eigen::Index count = static_cast<Eigen::Index>(cycle.last - cycle.first);
  const Eigen::Index columns = alone_ && Operators::form == OperatorForm::dense ? d_ : 1;
  if (alone_) {
    // What members pay to each other counts in their sums of in-shares before anything is divided by them.
    for (Vertex v = cycle.first; v < cycle.last; ++v) in_share_[v] = *ws_.constant.column(v);
    for (Vertex u = cycle.first; u < cycle.last; ++u) {
      for (Vertex e = network_.begin(u); e < network_.end(u); ++e) {
        if (is_in(cycle, network_.target(e))) in_share_[network_.target(e)] += network_.share(e);
      }
    }
    for (Vertex v = cycle.first; v < cycle.last; ++v) {
      if (!network_.is_reached(v)) in_share_[v] = Scalar(0);
    }
  }
  Matrix<Scalar> motivations(count * d_, 1);
  Matrix<Scalar> responses(alone_ ? count * d_ : 0, columns);
  const auto block = [&](Matrix<Scalar>& of, Eigen::Index k) { return of.block(k * d_, 0, d_, of.cols()); };
  for (Eigen::Index k = 0; k < count; ++k) {
    const Vertex v = cycle.first + static_cast<Vertex>(k);
    if (alone_) {
      OutSquare q(ws_.response.column(v), size_);
      OutVector beta(ws_.motivation.column(v), d_);
      const Scalar scale = network_.is_reached(v) ? Scalar(1) / in_share_[v] : Scalar(0);
      q *= scale;
      beta *= scale;
      if (!network_.is_reached(v)) Operators::add_identity(Scalar(1), q.data(), d_);
      add_taste(v);
    }
    feel(v);
    if (alone_) block(responses, k) = Eigen::Map<Matrix<Scalar>>(ws_.response.column(v), d_, columns);
    block(motivations, k) = Eigen::Map<Matrix<Scalar>>(ws_.motivation.column(v), d_, 1);
  }
  divisor_ = in_share_;
  if (motives_.felt_weight != nullptr) {
    divisor_.resize(network_.parties(), Scalar(1));
    for (Vertex v = cycle.first; v < cycle.last; ++v) divisor_[v] /= motives_.own_share(network_.agent_of(v));
  }
  const CyclicSystem<Scalar> system = motivation_round(Operators::form, network_, cycle, table_, divisor_);
  if (system.convergence() != Convergence::proved) return no_meaning(cycle, system);
  // What rounding does to one round goes round as well.
  const double lost = 4 * to_double(std::numeric_limits<Scalar>::epsilon()) / (1 - system.radius());
  if (!(lost <= certificate_bound<Scalar>())) {
    return {Status::ill_conditioned, beyond_bound<Scalar>(lost) + " around " + in_words(network_, cycle)};
  }
  if (!system.solve(motivations, false) || (alone_ && !system.solve(responses, false))) {
    return {Status::iteration_limit, "motivations around " + in_words(network_, cycle) + " did not settle"};
  }
  for (Eigen::Index k = 0; k < count; ++k) {
    const Vertex v = cycle.first + static_cast<Vertex>(k);
    Eigen::Map<Matrix<Scalar>>(ws_.motivation.column(v), d_, 1) = block(motivations, k);
    if (alone_) {
      Eigen::Map<Matrix<Scalar>>(ws_.response.column(v), d_, columns) = block(responses, k);
    }
  }
  for (Vertex v = cycle.first; v < cycle.last; ++v) {
    pass_on(v, cycle);
  }
  for (Vertex v = cycle.first; v < cycle.last; ++v) {
    if (alone_) scale_risk(v, network_.is_reached(v) ? Scalar(1) / in_share_[v] : Scalar(0));
    own_loss(v);
  }
  return {};
}

template <class Operators, int Dim>
auto ForwardSweep<Operators, Dim>::no_meaning(typename Frozen::Cycle cycle, const CyclicSystem<Scalar>& system) const
    -> FlowOutcome {
  const bool sure = system.convergence() == Convergence::disproved;
  return {sure ? Status::unbounded : Status::ill_conditioned,
          std::string{sure ? "motivations grow without end around " : "motivations cannot be shown to settle around "} +
              in_words(network_, cycle) + " (spectral radius about " + to_text(system.radius(), 4) + ")"};
}

template <class Operators, int Dim>
void ForwardSweep<Operators, Dim>::own_loss(Vertex v) {
  const Scalar* const response = alone_ ? ws_.response.column(v) : nullptr;
  Scalar* const square = alone_ ? ws_.square.column(v) : nullptr;
  internal::own_loss<Operators, Dim>(table_.precision_of(network_.type(v)), ws_.motivation.column(v), response, risky_,
                                     *ws_.constant.column(v), ws_.linear.column(v), square, d_);
  if (bears_more_) more_->add_to_loss(v, *ws_.constant.column(v), ws_.linear.column(v), square);
}

}  // namespace behalf::internal

#endif  // BEHALF_NETWORK_IMPL_FORWARD_SWEEP_HPP
