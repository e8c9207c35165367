#ifndef BEHALF_NETWORK_NETWORK_FLOW_HPP
#define BEHALF_NETWORK_NETWORK_FLOW_HPP

#include <behalf/model/axis.hpp>
#include <behalf/network/contract_operator.hpp>
#include <behalf/network/cyclic_system.hpp>
#include <behalf/network/frozen_network.hpp>
#include <behalf/network/operator.hpp>
#include <behalf/solve/aligned_columns.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>
#include <Eigen/SparseCore>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

/// Room for the solution of a network that can be used again; one per thread.
template <class ScalarType = double>
struct NetworkWorkspace {
  using Scalar = ScalarType;

  OperatorTable<Scalar> table{};
  internal::AlignedColumns<Scalar>
      motivation{};  ///< θ of each vertex; with principals ideal β, the response to tastes.
  internal::AlignedColumns<Scalar> response{};  ///< With principals ideal Q, from the values of i to θ.
  // The loss ½vᵀHv + c·v + a from what a vertex does, then from what is done with what reaches it, for values v.
  internal::AlignedColumns<Scalar> constant{};  ///< a.
  internal::AlignedColumns<Scalar> linear{};    ///< c.
  internal::AlignedColumns<Scalar> square{};    ///< H; without principals ideal only while stakes are computed.

  [[nodiscard]] std::size_t bytes() const {
    return motivation.bytes() + response.bytes() + constant.bytes() + linear.bytes() + square.bytes();
  }
};

/// How a sweep ended and, where it failed, why.
struct FlowOutcome {
  Status status = Status::optimal;
  std::string where{};
};

namespace internal {

/// The two sweeps that solve a network: motivations forward along the delegations, losses backward.
///
/// Forward, θ_v = b_v + Σ_e y_e with y_e = s_e T_e θ_u, and R_v = ½|Σ_e s_e W_e θ_u|²; with principals ideal relative to i,
/// θ_v = β_v + Q_v v_i and in-shares divided by their sum. Each agent then holds its own loss as a quadratic form of the
/// values it is judged by, ½(θ − v)ᵀC⁻¹(θ − v) + R. Backward, each vertex collects k times its own and (1 − k) times the
/// losses of those it delegates to, by their part of its out-shares, where k is what it keeps. Cycles are solved as
/// systems of their own. Edges are read in the order of their rows, once a sweep.
template <class Operators, int Dim>
class NetworkFlow {
public:
  using Scalar = typename Operators::Scalar;
  using Frozen = FrozenNetwork<Scalar>;
  using Vertex = typename Frozen::Vertex;
  using Workspace = NetworkWorkspace<Scalar>;
  using InVector = Eigen::Map<const Vector<Scalar, Dim>>;
  using OutVector = Eigen::Map<Vector<Scalar, Dim>>;
  using OutSquare = Eigen::Map<Vector<Scalar, Operators::static_size>>;
  using InSquare = Eigen::Map<const Vector<Scalar, Operators::static_size>>;

  NetworkFlow(const Frozen& network, Workspace& workspace)
      : network_{network}, ws_{workspace}, d_{network.dimension()}, size_{Operators::size(d_)} {}

  /// Motivations and own losses of all agents. The table must be that of the same ideal axes.
  [[nodiscard]] FlowOutcome forward(AxisSet ideal) {
    alone_ = ideal.contains(Axis::principals);
    risky_ = ws_.table.risk.size() > 0;
    tasteful_ = !ideal.contains(Axis::objectives) && network_.data().tastes.size() > 0;
    return network_.with_class_numbers([&](const auto* classes) {
      if (alone_) return risky_ ? forward_by<true, true>(classes) : forward_by<true, false>(classes);
      return risky_ ? forward_by<false, true>(classes) : forward_by<false, false>(classes);
    });
  }
  /// Own losses of all agents that do nothing: ½vᵀC⁻¹v, the stakes.
  void forward_nothing() {
    alone_ = true;
    const Eigen::Index n = static_cast<Eigen::Index>(network_.parties());
    ws_.constant.set_zero(1, n);
    ws_.linear.set_zero(d_, n);
    ws_.square.set_zero(size_, n);
    for (Vertex v = network_.first_agent(); v < network_.end_agents(); ++v) {
      OutSquare(ws_.square.column(v), size_) = InSquare(precision(v), size_);
    }
  }
  /// Losses of all parties, from the own losses of the agents. `is_carried` says of each cycle whether mandates reach it.
  [[nodiscard]] FlowOutcome backward(const std::vector<bool>& is_carried) {
    collect_exposures();
    std::size_t cycle = network_.cycles().size();
    for (Vertex end = network_.end_agents(); end > 0;) {
      if (cycle > 0 && network_.cycles()[cycle - 1].last == end) {
        --cycle;
        if (is_carried[cycle]) {
          const FlowOutcome outcome = collect_round(network_.cycles()[cycle]);
          if (outcome.status != Status::optimal) return outcome;
        }
        end = network_.cycles()[cycle].first;
        continue;
      }
      --end;
      collect(end);
    }
    return {};
  }

  /// What an agent keeps of what reaches it, given the sum of its out-shares.
  [[nodiscard]] Scalar kept(Vertex v, const Scalar& out_share) const {
    const std::optional<Scalar> said = network_.said_to_keep(v);
    if (said) return *said;
    return out_share > Scalar(0) ? Scalar(0) : Scalar(1);
  }
  [[nodiscard]] Scalar out_share(Vertex u) const {
    Scalar sum(0);
    for (Vertex e = network_.begin(u); e < network_.end(u); ++e) sum += network_.share(e);
    return sum;
  }
  [[nodiscard]] const Scalar* precision(Vertex v) const {
    return ws_.table.precision.col(static_cast<Eigen::Index>(network_.type(v))).data();
  }
  /// The system of what goes round a cycle: motivations from delegator to agent, d numbers each, or with `mandates` what
  /// is passed on, from agent to delegator, one number each.
  [[nodiscard]] CyclicSystem<Scalar> round_of(typename Frozen::Cycle cycle, bool mandates) const {
    const Eigen::Index width = mandates ? 1 : d_;
    std::vector<Eigen::Triplet<Scalar>> entries;
    for (Vertex u = cycle.first; u < cycle.last; ++u) {
      const Scalar out = mandates ? out_share(u) : Scalar(0);
      const Eigen::Index row = static_cast<Eigen::Index>(u - cycle.first) * width;
      for (Vertex e = network_.begin(u); e < network_.end(u); ++e) {
        const Vertex v = network_.target(e);
        if (!is_in(cycle, v) || !(network_.share(e) > Scalar(0))) continue;
        const Eigen::Index to = static_cast<Eigen::Index>(v - cycle.first) * width;
        if (mandates) {
          entries.emplace_back(row, to, (Scalar(1) - kept(u, out)) / out * network_.share(e));
          continue;
        }
        if (alone_ && !network_.is_reached(v)) continue;
        const Matrix<Scalar> t = Operators::load(transmission(network_.operator_class(e)), d_);
        const Scalar scale = alone_ ? Scalar(network_.share(e) / in_share_[v]) : network_.share(e);
        for (Eigen::Index j = 0; j < d_; ++j) {
          for (Eigen::Index i = 0; i < d_; ++i) {
            if (t(i, j) != Scalar(0)) entries.emplace_back(to + i, row + j, scale * t(i, j));
          }
        }
      }
    }
    const Eigen::Index size = static_cast<Eigen::Index>(cycle.last - cycle.first) * width;
    typename CyclicSystem<Scalar>::Sparse round(size, size);
    round.setFromTriplets(entries.begin(), entries.end());
    return CyclicSystem<Scalar>{std::move(round)};
  }
  /// A cycle in words, along the largest shares: "a -> b -> a".
  [[nodiscard]] std::string in_words(typename Frozen::Cycle cycle) const {
    std::vector<Vertex> path{cycle.first};
    for (;;) {
      Vertex next = cycle.first;
      Scalar largest(0);
      for (Vertex e = network_.begin(path.back()); e < network_.end(path.back()); ++e) {
        const Vertex v = network_.target(e);
        if (!is_in(cycle, v) || !(network_.share(e) > largest)) continue;
        largest = network_.share(e);
        next = v;
      }
      const auto met = std::find(path.begin(), path.end(), next);
      if (met != path.end()) {
        path.erase(path.begin(), met);
        path.push_back(next);
        break;
      }
      path.push_back(next);
    }
    std::string words = network_.name(path.front());
    for (std::size_t k = 1; k < path.size(); ++k) {
      // A long way round is told by its beginning and its end.
      if (k == 6 && path.size() > 12) {
        words += " -> ...";
        k = path.size() - 5;
      }
      words += " -> " + network_.name(path[k]);
    }
    return words;
  }

private:
  static constexpr Vertex ahead = 12;  // edges between a line being fetched and its use

  [[nodiscard]] const Scalar* transmission(std::uint32_t k) const {
    return ws_.table.transmission.col(static_cast<Eigen::Index>(k)).data();
  }
  [[nodiscard]] const Scalar* risk(std::uint32_t k) const {
    return ws_.table.risk.col(static_cast<Eigen::Index>(k)).data();
  }
  [[nodiscard]] static bool is_in(typename Frozen::Cycle cycle, Vertex v) { return v >= cycle.first && v < cycle.last; }

  template <bool Alone, bool Risky, class Number>
  [[nodiscard]] FlowOutcome forward_by(const Number* classes) {
    const Eigen::Index n = static_cast<Eigen::Index>(network_.parties());
    const NetworkData<Scalar>& data = network_.data();
    ws_.motivation.set_zero(d_, n);
    ws_.constant.set_zero(1, n);  // sums of in-shares, until the own loss takes their place
    ws_.linear.set_zero(d_, n);   // Σ s W θ, until the own loss takes its place
    if constexpr (Alone) {
      ws_.response.set_zero(size_, n);
      ws_.square.set_zero(size_, n);  // Σ s W Q, likewise
      if (!network_.cycles().empty()) in_share_.assign(network_.parties(), Scalar(0));
    }
    for (Vertex i = 0; i < network_.first_agent(); ++i) {
      if constexpr (Alone) {
        Operators::add_identity(Scalar(1), ws_.response.column(i), d_);
      } else {
        OutVector(ws_.motivation.column(i), d_) = data.values.col(static_cast<Eigen::Index>(i));
      }
      pass_on<Alone, Risky, true>(i, classes, 0, 0);
    }
    if (tasteful_ && !Alone) {
      for (Vertex v = network_.first_agent(); v < network_.end_agents(); ++v) {
        OutVector(ws_.motivation.column(v), d_) += data.tastes.col(static_cast<Eigen::Index>(network_.agent_of(v)));
      }
    }
    auto cycle = network_.cycles().begin();
    for (Vertex v = network_.first_agent(); v < network_.end_agents();) {
      if (cycle != network_.cycles().end() && cycle->first == v) {
        const FlowOutcome outcome = go_round<Alone, Risky>(*cycle, classes);
        if (outcome.status != Status::optimal) return outcome;
        v = cycle->last;
        ++cycle;
        continue;
      }
      if constexpr (Alone) settle<Risky>(v);
      pass_on<Alone, Risky, true>(v, classes, 0, 0);
      own_loss<Alone, Risky>(v);
      ++v;
    }
    return {};
  }

  /// Adds what u passes on to its delegates. `Motivates` is false for delegates first to last − 1, whose motivation is
  /// known already: they only bear risk.
  template <bool Alone, bool Risky, bool All, class Number>
  void pass_on(Vertex u, const Number* classes, Vertex first, Vertex last) {
    const Vertex* const targets = network_.targets();
    const Scalar* const shares = network_.shares().data();
    const Scalar* const own = ws_.motivation.column(u);
    const Vertex end = network_.end(u);
    const std::size_t edges = network_.delegations();
    for (Vertex e = network_.begin(u); e < end; ++e) {
      if (e + ahead < edges) {
        prefetch(ws_.motivation.column(targets[e + ahead]));
        if constexpr (Risky) prefetch(ws_.linear.column(targets[e + ahead]));
        if constexpr (Alone) prefetch(ws_.response.column(targets[e + ahead]));
      }
      const Vertex v = targets[e];
      const Scalar& s = shares[e];
      const Scalar* const t = transmission(classes[e]);
      const bool motivates = All || v < first || v >= last;
      if (motivates) {
        if (!Alone || tasteful_) Operators::apply(t, s, own, ws_.motivation.column(v), d_);
        if constexpr (Alone) {
          *ws_.constant.column(v) += s;
          Operators::multiply(t, s, ws_.response.column(u), ws_.response.column(v), d_);
        }
      }
      if constexpr (Risky) {
        const Scalar* const w = risk(classes[e]);
        if (!Alone || tasteful_) Operators::apply(w, s, own, ws_.linear.column(v), d_);
        if constexpr (Alone) Operators::multiply(w, s, ws_.response.column(u), ws_.square.column(v), d_);
      }
    }
  }

  /// With principals ideal: divides by the sum of in-shares and adds the taste; whom no principal reaches gets v_i itself.
  template <bool Risky>
  void settle(Vertex v) {
    OutSquare q(ws_.response.column(v), size_);
    OutVector beta(ws_.motivation.column(v), d_);
    const bool reached = network_.is_reached(v);
    const Scalar scale = reached ? Scalar(1) / *ws_.constant.column(v) : Scalar(0);
    q *= scale;
    beta *= scale;
    if constexpr (Risky) scale_risk(v, scale);
    if (!reached) Operators::add_identity(Scalar(1), q.data(), d_);
    add_taste(v);
  }
  void scale_risk(Vertex v, const Scalar& scale) {
    OutVector(ws_.linear.column(v), d_) *= scale;
    OutSquare(ws_.square.column(v), size_) *= scale;
  }
  void add_taste(Vertex v) {
    if (!tasteful_) return;
    OutVector(ws_.motivation.column(v), d_) +=
        network_.data().tastes.col(static_cast<Eigen::Index>(network_.agent_of(v)));
  }

  /// Solves a cycle whose members hold what comes from outside, and passes on.
  template <bool Alone, bool Risky, class Number>
  [[nodiscard]] FlowOutcome go_round(typename Frozen::Cycle cycle, const Number* classes) {
    const Eigen::Index count = static_cast<Eigen::Index>(cycle.last - cycle.first);
    const Eigen::Index columns = Alone && Operators::form == OperatorForm::dense ? d_ : 1;
    if constexpr (Alone) {
      // What members pay to each other counts in their sums of in-shares before anything is divided by them.
      for (Vertex v = cycle.first; v < cycle.last; ++v) in_share_[v] = *ws_.constant.column(v);
      for (Vertex u = cycle.first; u < cycle.last; ++u) {
        for (Vertex e = network_.begin(u); e < network_.end(u); ++e) {
          if (is_in(cycle, network_.target(e))) in_share_[network_.target(e)] += network_.share(e);
        }
      }
    }
    Matrix<Scalar> motivations(count * d_, 1);
    Matrix<Scalar> responses(Alone ? count * d_ : 0, columns);
    for (Eigen::Index k = 0; k < count; ++k) {
      const Vertex v = cycle.first + static_cast<Vertex>(k);
      if constexpr (Alone) {
        OutSquare q(ws_.response.column(v), size_);
        OutVector beta(ws_.motivation.column(v), d_);
        const Scalar scale = network_.is_reached(v) ? Scalar(1) / in_share_[v] : Scalar(0);
        q *= scale;
        beta *= scale;
        if (!network_.is_reached(v)) Operators::add_identity(Scalar(1), q.data(), d_);
        add_taste(v);
        responses.middleRows(k * d_, d_) = Eigen::Map<const Matrix<Scalar>>(q.data(), d_, columns);
      }
      motivations.middleRows(k * d_, d_) = InVector(ws_.motivation.column(v), d_);
    }
    const CyclicSystem<Scalar> system = round_of(cycle, false);
    if (system.convergence() != Convergence::proved) return no_meaning(cycle, system);
    if (!system.solve(motivations, false) || (Alone && !system.solve(responses, false))) {
      return {Status::iteration_limit, "motivations around " + in_words(cycle) + " did not settle"};
    }
    for (Eigen::Index k = 0; k < count; ++k) {
      const Vertex v = cycle.first + static_cast<Vertex>(k);
      OutVector(ws_.motivation.column(v), d_) = motivations.middleRows(k * d_, d_);
      if constexpr (Alone) {
        Eigen::Map<Matrix<Scalar>>(ws_.response.column(v), d_, columns) = responses.middleRows(k * d_, d_);
      }
    }
    for (Vertex v = cycle.first; v < cycle.last; ++v) {
      pass_on<Alone, Risky, false>(v, classes, cycle.first, cycle.last);
    }
    for (Vertex v = cycle.first; v < cycle.last; ++v) {
      if constexpr (Alone && Risky) scale_risk(v, network_.is_reached(v) ? Scalar(1) / in_share_[v] : Scalar(0));
      own_loss<Alone, Risky>(v);
    }
    return {};
  }
  [[nodiscard]] FlowOutcome no_meaning(typename Frozen::Cycle cycle, const CyclicSystem<Scalar>& system) const {
    const bool sure = system.convergence() == Convergence::disproved;
    return {
        sure ? Status::unbounded : Status::ill_conditioned,
        std::string{sure ? "motivations grow without end around " : "motivations cannot be shown to settle around "} +
            in_words(cycle) + " (spectral radius about " + to_text(system.radius(), 4) + ")"};
  }

  /// Replaces the risk that v bears by its own loss.
  template <bool Alone, bool Risky>
  void own_loss(Vertex v) {
    const Scalar half(0.5);
    const Scalar* const c = precision(v);
    const InVector theta(ws_.motivation.column(v), d_);
    OutVector linear(ws_.linear.column(v), d_);
    Scalar& constant = *ws_.constant.column(v);
    constant = half * Operators::quadratic(c, theta.data(), d_);
    if constexpr (Risky) constant += half * linear.squaredNorm();
    if constexpr (!Alone) {
      linear.setZero();
      Operators::apply(c, Scalar(-1), theta.data(), linear.data(), d_);
    } else {
      OutSquare square(ws_.square.column(v), size_);
      Vector<Scalar, Operators::static_size> off = InSquare(ws_.response.column(v), size_);
      Operators::add_identity(Scalar(-1), off.data(), d_);
      Vector<Scalar, Dim> risk_part = Vector<Scalar, Dim>::Zero(d_);
      Vector<Scalar, Operators::static_size> whole = Vector<Scalar, Operators::static_size>::Zero(size_);
      if constexpr (Risky) {
        Operators::apply_transposed(square.data(), Scalar(1), linear.data(), risk_part.data(), d_);
        Operators::gram(square.data(), whole.data(), d_);
      }
      Vector<Scalar, Dim> moved = Vector<Scalar, Dim>::Zero(d_);
      Operators::apply(c, Scalar(1), theta.data(), moved.data(), d_);
      linear = risk_part;
      Operators::apply_transposed(off.data(), Scalar(1), moved.data(), linear.data(), d_);
      Operators::congruence(c, off.data(), whole.data(), d_);
      square = whole;
    }
  }

  /// Sums the own losses that parties are exposed to.
  void collect_exposures() {
    for (const auto& exposure : network_.exposures()) {
      *ws_.constant.column(exposure.party) += exposure.intensity * *ws_.constant.column(exposure.agent);
      OutVector(ws_.linear.column(exposure.party), d_) +=
          exposure.intensity * InVector(ws_.linear.column(exposure.agent), d_);
      if (alone_) {
        OutSquare(ws_.square.column(exposure.party), size_) +=
            exposure.intensity * InSquare(ws_.square.column(exposure.agent), size_);
      }
    }
  }

  /// The losses from what u passes on, outside vertices first to last − 1, added up by shares.
  struct Passed {
    Scalar constant = Scalar(0);
    Scalar out_share = Scalar(0);
    Vector<Scalar, Dim> linear;
    Vector<Scalar, Operators::static_size> square;
  };
  void gather(Vertex u, Passed& sum, Vertex first, Vertex last) const {
    sum.constant = Scalar(0);
    sum.out_share = Scalar(0);
    sum.linear.setZero(d_);
    if (alone_) sum.square.setZero(size_);
    const Vertex* const targets = network_.targets();
    const Scalar* const shares = network_.shares().data();
    const Vertex begin = network_.begin(u);
    for (Vertex e = network_.end(u); e-- > begin;) {
      if (e >= ahead) {
        prefetch(ws_.linear.column(targets[e - ahead]));
        prefetch(ws_.constant.column(targets[e - ahead]));
        if (alone_) prefetch(ws_.square.column(targets[e - ahead]));
      }
      const Vertex v = targets[e];
      const Scalar& s = shares[e];
      sum.out_share += s;
      if (v >= first && v < last) continue;
      sum.constant += s * *ws_.constant.column(v);
      sum.linear += s * InVector(ws_.linear.column(v), d_);
      if (alone_) sum.square += s * InSquare(ws_.square.column(v), size_);
    }
  }
  /// u's own loss times k plus what is passed on times (1 − k) / out-share; for a principal k = 0.
  void blend(Vertex u, const Passed& sum) {
    const bool acts = u >= network_.first_agent();
    const Scalar keep = acts ? kept(u, sum.out_share) : Scalar(0);
    const Scalar part = sum.out_share > Scalar(0) ? Scalar((Scalar(1) - keep) / sum.out_share) : Scalar(0);
    Scalar& constant = *ws_.constant.column(u);
    OutVector linear(ws_.linear.column(u), d_);
    constant = keep * constant + part * sum.constant;
    linear = keep * linear + part * sum.linear;
    if (!alone_) return;
    OutSquare square(ws_.square.column(u), size_);
    square = keep * square + part * sum.square;
  }
  void collect(Vertex u) {
    if (u < network_.first_agent() && !network_.exposures().empty() && network_.is_exposed(u)) return;
    gather(u, passed_, 0, 0);
    blend(u, passed_);
  }
  [[nodiscard]] FlowOutcome collect_round(typename Frozen::Cycle cycle) {
    const Eigen::Index count = static_cast<Eigen::Index>(cycle.last - cycle.first);
    const Eigen::Index width = 1 + d_ + (alone_ ? size_ : 0);
    Matrix<Scalar> losses(count, width);
    for (Vertex u = cycle.first; u < cycle.last; ++u) {
      gather(u, passed_, cycle.first, cycle.last);
      blend(u, passed_);
      const Eigen::Index k = static_cast<Eigen::Index>(u - cycle.first);
      losses(k, 0) = *ws_.constant.column(u);
      losses.row(k).segment(1, d_) = InVector(ws_.linear.column(u), d_).transpose();
      if (alone_) losses.row(k).tail(size_) = InSquare(ws_.square.column(u), size_).transpose();
    }
    const CyclicSystem<Scalar> system = round_of(cycle, true);
    if (system.convergence() != Convergence::proved || !system.solve(losses, false))
      return {Status::ill_conditioned, "mandates around " + in_words(cycle) + " hardly ever leave it"};
    for (Vertex u = cycle.first; u < cycle.last; ++u) {
      const Eigen::Index k = static_cast<Eigen::Index>(u - cycle.first);
      *ws_.constant.column(u) = losses(k, 0);
      OutVector(ws_.linear.column(u), d_) = losses.row(k).segment(1, d_).transpose();
      if (alone_) OutSquare(ws_.square.column(u), size_) = losses.row(k).tail(size_).transpose();
    }
    return {};
  }

  const Frozen& network_;
  Workspace& ws_;
  Eigen::Index d_;
  Eigen::Index size_;
  bool alone_ = false;
  bool risky_ = false;
  bool tasteful_ = false;
  std::vector<Scalar> in_share_;  // of members of cycles, with principals ideal
  Passed passed_;
};

}  // namespace internal

}  // namespace behalf

#endif  // BEHALF_NETWORK_NETWORK_FLOW_HPP
