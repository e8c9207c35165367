#ifndef BEHALF_ENGINE_PETSC_MOTIVATIONS_HPP
#define BEHALF_ENGINE_PETSC_MOTIVATIONS_HPP

#include <behalf/engine/petsc/edges.hpp>
#include <behalf/engine/petsc/flow.hpp>
#include <behalf/engine/petsc/map.hpp>
#include <behalf/engine/petsc/routes.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/network/impl/contract_operator.hpp>
#include <behalf/network/impl/cyclic_system.hpp>
#include <behalf/network/impl/more_risk.hpp>
#include <behalf/network/impl/network_workspace.hpp>
#include <behalf/network/impl/own_loss.hpp>
#include <behalf/solve/certified.hpp>
#include <behalf/solve/definite.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace behalf::internal {

/// What moves the agents of this rank with some axes ideal: θ = h + Aθ with A_vu = Σ s_e T_e over all ranks.
///
/// With principals ideal relative to i, θ = β + Qv_i, in-shares are divided by their sum, and whom no principal reaches gets
/// v_i itself. Solved d numbers an agent at a time: θ, or β and then the columns of Q (all of it where it is diagonal).
template <class Operators>
class PetscMotivations {
public:
  PetscMotivations(const PetscEdges& edges, const PetscRoutes& routes, const std::vector<CostFactor<>>& costs,
                   AxisSet ideal)
      : edges_{edges}, routes_{routes}, alone_{ideal.contains(Axis::principals)}, d_{edges.dimension()} {
    edges.ranks().agree(
        [&] { fill_table(Operators::form, edges.data(), edges.operator_classes(), costs, ideal, table_); });
    if (edges.ranks().any(!table_.holds)) {
      outcome_ = {Status::ill_conditioned, "the risk of a contract overflows"};
      return;
    }
    if (edges.ranks().any(!(table_.doubt <= certificate_bound<double>()))) {
      outcome_ = {Status::ill_conditioned, "rounding leaves a relative error beyond the bound in a contract"};
      return;
    }
    risky_ = edges.ranks().any(table_.risk.size() > 0);
    if (risky_) {
      edges.ranks().agree([&] {
        if (table_.risk.size() > 0) return;
        table_.risk = Matrix<>::Zero(table_.transmission.rows(), table_.transmission.cols());
      });
    }
    bears_more_ = edges.ranks().any(table_.bears_more());
    if (bears_more_) share_more_risk();
    has_tastes_ = !ideal.contains(Axis::objectives) && edges.ranks().any(edges.part().tastes.size() > 0);
    if (alone_) row_ = edges.ranks().numbers(edges.agents(), 0);
    for (std::size_t v = 0; v < row_.size(); ++v) row_[v] = routes.is_reached[v] ? 1 / routes.in_share[v] : 0.0;
    const PetscConvergence found = converges(map(table_.transmission));
    if (found.convergence == Convergence::proved) return;
    const bool sure = found.convergence == Convergence::disproved;
    outcome_ = {
        sure ? Status::unbounded : Status::ill_conditioned,
        std::string{sure ? "motivations grow without end around " : "motivations cannot be shown to settle around "} +
            edges.name(found.where) + " (spectral radius about " + to_text(found.radius, 4) + ")"};
  }

  [[nodiscard]] const FlowOutcome& outcome() const noexcept { return outcome_; }
  [[nodiscard]] const OperatorTable<>& table() const noexcept { return table_; }
  [[nodiscard]] bool risky() const noexcept { return risky_; }
  /// Whether pay bears, on any rank, what is seen on one delegation alone. A rank without delegations has no table of it.
  [[nodiscard]] bool bears_own() const noexcept { return bears_own_; }
  [[nodiscard]] double residual() const noexcept { return residual_; }
  [[nodiscard]] int iterations() const noexcept { return iterations_; }
  /// θ of each own agent (d), or β and Q.
  [[nodiscard]] const Matrix<>& motivation() const noexcept { return motivation_; }

  /// Solves for the motivations. Needs an optimal outcome so far.
  void solve(const std::vector<CostFactor<>>& costs) {
    motivation_ = edges_.ranks().zeros(alone_ ? d_ + Operators::size(d_) : d_, agents());
    Matrix<> start = edges_.ranks().zeros(d_, agents());
    PetscFlow<PetscMap<PetscOperators<Operators>>> flow{map(table_.transmission), units(costs)};
    for (Eigen::Index first = 0; first < motivation_.rows(); first += d_) {
      start.setZero();
      add_principals(table_.transmission, first, start);
      for (Eigen::Index v = 0; v < start.cols(); ++v) {
        if (is_response(first) && !routes_.is_reached[static_cast<std::size_t>(v)]) start.col(v) += unit(first);
        if (first == 0 && has_tastes_ && edges_.part().tastes.size() > 0) start.col(v) += edges_.part().tastes.col(v);
      }
      residual_ = std::max(residual_, flow.solve(start, 0, false));
      motivation_.middleRows(first, d_) = start;
    }
    iterations_ = flow.iterations();
    if (residual_ <= definite_tolerance<double>(64)) return;
    outcome_ = is_finite(residual_) ? FlowOutcome{Status::iteration_limit, "motivations did not settle"}
                                    : FlowOutcome{Status::ill_conditioned, "numbers overflow"};
  }

  /// Σ s W θ of each own agent, the risk its pay bears, laid out as the motivations.
  [[nodiscard]] Matrix<> shocks() const {
    if (!risky_) return edges_.ranks().zeros(motivation_.rows(), agents());
    return shocks_by(table_.risk);
  }
  /// The same by other operators of the classes, such as the risk of the error of one signal.
  [[nodiscard]] Matrix<> shocks_by(const Matrix<>& risks) const {
    Matrix<> result = edges_.ranks().zeros(motivation_.rows(), agents());
    const PetscMap<PetscOperators<Operators>> along = map(risks);
    Matrix<> moved = edges_.ranks().zeros(d_, agents());
    Matrix<> risk = edges_.ranks().zeros(d_, agents());
    for (Eigen::Index first = 0; first < result.rows(); first += d_) {
      moved = motivation_.middleRows(first, d_);
      risk.setZero();
      add_principals(risks, first, risk);
      along.add(false, moved.data(), 1, risk.data());
      result.middleRows(first, d_) = risk;
    }
    return result;
  }

  /// What each own agent by itself costs whom it is judged by, as a table of `PetscMandates`.
  [[nodiscard]] Matrix<> own_losses() const {
    const Eigen::Index rows = motivation_.rows();
    Matrix<> result = edges_.ranks().zeros(rows + 1, agents());
    result.topRows(rows) = shocks();
    for (PetscEdges::Local v = 0; v < edges_.agents(); ++v) {
      const Eigen::Index k = static_cast<Eigen::Index>(v);
      const double* const moved = motivation_.col(k).data();
      own_loss<Operators, Eigen::Dynamic>(table_.precision_of(edges_.type(v)), moved, alone_ ? moved + d_ : nullptr,
                                          risky_, result(rows, k), result.col(k).data(),
                                          alone_ ? result.col(k).data() + d_ : nullptr, d_);
    }
    if (bears_more_) add_more_risk(result);
    return result;
  }

  /// Solves λ = b + Aᵀλ in place (d × a); returns the residual.
  [[nodiscard]] double solve_adjoint(Matrix<>& slopes, const std::vector<CostFactor<>>& costs) const {
    PetscFlow<PetscMap<PetscOperators<Operators>>> flow{map(table_.transmission), units(costs)};
    return flow.solve(slopes, 0, true);
  }
  /// A map of agents' numbers by some operators of the classes, in-shares divided as the axes say.
  [[nodiscard]] PetscMap<PetscOperators<Operators>> map(const Matrix<>& operators) const {
    return {edges_, edges_.ranks().made([&] { return PetscOperators<Operators>{operators, d_}; }), row_, everything_};
  }

private:
  /// As many signals on every rank, for what all ranks do together.
  void share_more_risk() {
    const PetscRanks& ranks = edges_.ranks();
    const double count = ranks.largest(static_cast<double>(table_.error_risks.size()));
    bears_own_ = ranks.any(table_.own_risk.size() > 0);
    ranks.agree([&] {
      const auto fill = [&](Matrix<>& risks) {
        if (risks.size() == 0) risks = Matrix<>::Zero(table_.transmission.rows(), table_.transmission.cols());
      };
      table_.error_risks.resize(static_cast<std::size_t>(count));
      for (Matrix<>& risks : table_.error_risks) fill(risks);
      if (bears_own_) fill(table_.own_risk);
    });
  }
  /// Adds what pay bears beside shocks that all see alike to the losses: see `MoreRisk`.
  void add_more_risk(Matrix<>& losses) const {
    const Matrix<> ghosts = edges_.fetched(motivation_);
    edges_.ranks().agree([&] {
      MoreRiskColumns<double> columns;
      MoreRisk<Operators, Eigen::Dynamic> more{table_, columns, d_, alone_};
      more.start(agents());
      const Vector<> none = Vector<>::Zero(d_);
      Vector<> identity = Vector<>::Zero(Operators::size(d_));
      Operators::add_identity(1, identity.data(), d_);
      for (PetscEdges::Local v = 0; v < edges_.agents(); ++v) {
        for (PetscEdges::Local e = edges_.begin(v); e < edges_.end(v); ++e) {
          const PetscEdges::Local u = edges_.source(e);
          const double* theta = none.data();
          const double* response = identity.data();
          if (!edges_.is_principal(u)) {
            theta = edges_.is_own(u) ? motivation_.col(static_cast<Eigen::Index>(u)).data()
                                     : ghosts.col(static_cast<Eigen::Index>(u - edges_.agents())).data();
            response = theta + d_;
          } else if (!alone_) {
            theta = edges_.data().values.col(static_cast<Eigen::Index>(edges_.principal(u))).data();
          }
          more.add(edges_.operator_class(e), edges_.share(e), theta, response, v);
        }
        const Eigen::Index k = static_cast<Eigen::Index>(v);
        if (alone_) more.scale(v, row_[v]);
        more.add_to_loss(v, losses(motivation_.rows(), k), losses.col(k).data(),
                         alone_ ? losses.col(k).data() + d_ : nullptr);
      }
    });
  }

  [[nodiscard]] Eigen::Index agents() const { return static_cast<Eigen::Index>(edges_.agents()); }
  [[nodiscard]] bool is_response(Eigen::Index first) const { return alone_ && first > 0; }
  /// What a principal wants where rows from `first` on are solved for: 1 of one attribute, or of each by itself.
  [[nodiscard]] Vector<> unit(Eigen::Index first) const {
    if (Operators::form == OperatorForm::diagonal) return Vector<>::Ones(d_);
    return Vector<>::Unit(d_, first / d_ - 1);
  }
  void add_principals(const Matrix<>& operators, Eigen::Index first, Matrix<>& sum) const {
    if (alone_ && first == 0) return;
    const Vector<> one = is_response(first) ? unit(first) : Vector<>();
    for (PetscEdges::Local v = 0; v < edges_.agents(); ++v) {
      const double scale = row_.empty() ? 1 : row_[v];
      for (PetscEdges::Local e = edges_.begin(v); e < edges_.end(v); ++e) {
        if (!edges_.is_principal(edges_.source(e))) continue;
        const Eigen::Index i = static_cast<Eigen::Index>(edges_.principal(edges_.source(e)));
        Operators::apply(operators.col(edges_.operator_class(e)).data(), scale * edges_.share(e),
                         alone_ ? one.data() : edges_.data().values.col(i).data(),
                         sum.col(static_cast<Eigen::Index>(v)).data(), d_);
      }
    }
  }
  /// Where operators mix attributes, motivations are compared by what they would cost: by the largest entries of C⁻¹.
  [[nodiscard]] Vector<> units(const std::vector<CostFactor<>>& costs) const {
    if (Operators::form == OperatorForm::diagonal) return {};
    Vector<> result = Vector<>::Zero(d_);
    for (const CostFactor<>& cost : costs) result = result.cwiseMax(cost.inverse.diagonal());
    return result.cwiseSqrt();
  }

  const PetscEdges& edges_;
  const PetscRoutes& routes_;
  OperatorTable<> table_;
  std::vector<double> row_;         // what in-shares are multiplied by; empty: 1
  std::vector<double> everything_;  // that an agent is moved by is passed on: empty, for 1
  bool alone_ = false;              // whether principals are ideal: everybody by itself
  bool risky_ = false;
  bool bears_more_ = false;
  bool bears_own_ = false;
  bool has_tastes_ = false;
  Eigen::Index d_;
  Matrix<> motivation_;
  double residual_ = 0;
  int iterations_ = 0;
  FlowOutcome outcome_;
};

}  // namespace behalf::internal

#endif  // BEHALF_ENGINE_PETSC_MOTIVATIONS_HPP
