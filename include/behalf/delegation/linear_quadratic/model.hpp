#ifndef BEHALF_DELEGATION_LINEAR_QUADRATIC_MODEL_HPP
#define BEHALF_DELEGATION_LINEAR_QUADRATIC_MODEL_HPP

#include <behalf/delegation/linear_quadratic/certificate.hpp>
#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/gap/lattice.hpp>
#include <behalf/information/linear_contract.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include <array>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

/// Linear–quadratic delegation, the reference model: closed form, one Cholesky factor of the cost.
///
/// The agent chooses an action a ∈ R^d at cost ½aᵀCa; principal i with values v_i and weight w_i gets
/// U_i = v_i·a − ½aᵀCa − risk premium. The mandate θ = Σ w_i v_i reaches the agent as the incentive y = TPθ with
/// T = Gᵀ(GC⁻¹Gᵀ + n' r GΣGᵀ)⁺GC⁻¹, and the agent does a = C⁻¹(y + b), so that
///   regret_i = ½(y + b − v_i)ᵀC⁻¹(y + b − v_i) + ½ r yᵀΣy,    stake_i = ½v_iᵀC⁻¹v_i.
/// Ideal objectives: P = I, G = I, b = 0. Ideal information: Σ = 0. Ideal principals: θ = v_i, n' = 1. Otherwise n' is 1
/// when the principals bargain as one and the number of them with positive weight when they bargain separately.
/// Where row i is the mean of a group with covariance S_i, regret and stake are those expected of a member.
/// Throws `InvalidArgument` when the data describe no model, or differ from `Dim` where that is given.
/// Sources: \cite holmstrom1987, \cite holmstrom1991, \cite bernheim1986, \cite dixit1996; the three-axis reading is ours.
template <class ScalarType = double, int Dim = Eigen::Dynamic>
class LinearQuadratic {
public:
  using Scalar = ScalarType;
  using Spec = LinearQuadraticSpec<Scalar>;
  using Square = Matrix<Scalar, Dim, Dim>;
  using Columns = Matrix<Scalar, Dim, Eigen::Dynamic>;

  /// Room for a solution that can be used again; one per thread.
  struct Workspace {
    Vector<Scalar, Dim> incentive;  // for the mandate, in cost units
    Vector<Scalar, Dim> stated;
    Columns incentives;  // for each reference by itself, in cost units
    Columns other;
    Square response;  // from a reference's values to its incentive
    Square excess;
    Square system;
    Eigen::LLT<Square> factor;
  };

  explicit LinearQuadratic(Spec spec)
      : spec_{checked(std::move(spec))}, factor_{Square(internal::or_identity(spec_.cost, dimension()))} {
    const Square lower = factor_.matrixL();
    const Eigen::Index d = dimension();
    for (const bool objectives : {false, true}) {
      for (const bool information : {false, true}) {
        spaces_.emplace_back(lower, objectives ? std::nullopt : spec_.metrics,
                             information ? std::nullopt : spec_.noise);
      }
    }
    translation_ = Square::Identity(d, d);
    if (spec_.translation) {
      translation_ = *spec_.translation * lower;
      factor_.matrixL().solveInPlace(translation_);
    }
    taste_ = Vector<Scalar, Dim>::Zero(d);
    if (spec_.taste) taste_ = in_cost_units(*spec_.taste);
    mandate_ = in_cost_units(spec_.mandate());
    if (spec_.bargaining == Bargaining::separate) {
      bargainers_ = static_cast<int>((spec_.weights_or_default().array() > Scalar(0)).count());
    }
    references_ = spec_.reference_values();
    weights_ = spec_.reference_weights();
    names_ = spec_.reference_names();
    wanted_ = references_;
    factor_.matrixL().solveInPlace(wanted_);
    stakes_ = wanted_.colwise().squaredNorm().transpose() / Scalar(2);
    set_spread();
  }

  [[nodiscard]] const Spec& spec() const noexcept { return spec_; }
  [[nodiscard]] Eigen::Index dimension() const noexcept { return spec_.dimension(); }
  [[nodiscard]] const Vector<Scalar>& stakes() const noexcept { return stakes_; }
  [[nodiscard]] const Vector<Scalar>& weights() const noexcept { return weights_; }
  [[nodiscard]] const std::vector<std::string>& names() const noexcept { return names_; }
  /// Assumptions worth a word: weights that do not sum to 1 make the mandate larger or smaller than anybody's values.
  [[nodiscard]] std::vector<std::string> notes() const {
    const Scalar total = spec_.weights_or_default().sum();
    const Scalar off = total > Scalar(1) ? total - Scalar(1) : Scalar(1) - total;
    if (spec_.reference.kind() == Reference<Scalar>::Kind::collective || to_double(off) < 1e-9) return {};
    return {"weights sum to " + to_text(total) + ", not 1: the mandate is " + to_text(total) +
            " times a mean of values"};
  }

  /// The regret of every reference with these axes ideal; `ill_conditioned` where numbers overflow.
  [[nodiscard]] Solution<Vector<Scalar>> regret(AxisSet ideal) const {
    Workspace workspace;
    Vector<Scalar> result(stakes_.size());
    if (!regret_into(ideal, workspace, result)) return {Status::ill_conditioned, internal::with_ideal(ideal)};
    const Certificate quality = certificate(ideal, result);
    if (!internal::is_certified(quality)) return {Status::ill_conditioned, internal::with_ideal(ideal)};
    return {std::move(result), quality};
  }

  /// All eight columns of the lattice, with no allocation once lattice and workspace have their size (d fixed).
  [[nodiscard]] LatticeOutcome lattice_into(Lattice<Scalar>& lattice, Workspace& workspace) const {
    lattice.resize(stakes_.size());
    lattice.stakes = stakes_;
    lattice.weights = weights_;
    for (const AxisSet ideal : all_axis_sets) {
      if (!regret_into(ideal, workspace, lattice.regrets.col(static_cast<Eigen::Index>(ideal.index())))) {
        return {Status::ill_conditioned, ideal};
      }
    }
    return {};
  }

  /// The incentive y (d) that reaches the agent, one column per reference; all alike unless principals are ideal.
  [[nodiscard]] Matrix<Scalar> incentives(AxisSet ideal) const {
    Workspace workspace;
    (void)solve_incentives(ideal, workspace);
    if (ideal.contains(Axis::principals)) return factor_.matrixL() * Matrix<Scalar>(workspace.incentives);
    return (factor_.matrixL() * Vector<Scalar>(workspace.incentive)).eval().replicate(1, stakes_.size());
  }
  /// The action a = C⁻¹(y + b) (d), one column per reference.
  [[nodiscard]] Matrix<Scalar> actions(AxisSet ideal) const {
    Matrix<Scalar> moved = incentives(ideal);
    if (spec_.taste && !ideal.contains(Axis::objectives)) moved.colwise() += *spec_.taste;
    return factor_.solve(moved);
  }
  /// The share of a mandate that arrives: T (d × d) in y = TPθ; not numbers where they overflow.
  [[nodiscard]] Matrix<Scalar> transmission(AxisSet ideal) const {
    Workspace workspace;
    const IncentiveSpace<Scalar, Dim>& space = space_of(ideal);
    Square result = space.projection();
    if (!space.attenuate(exposure(ideal), result, workspace.system, workspace.factor)) {
      result.setConstant(std::numeric_limits<Scalar>::quiet_NaN());
    }
    factor_.matrixL().template solveInPlace<Eigen::OnTheRight>(result);
    return factor_.matrixL() * Matrix<Scalar>(result);
  }

  /// How good a column of regrets is, recomputed from the original data: see `certify_linear_quadratic`.
  [[nodiscard]] Certificate certificate(AxisSet ideal, const Vector<Scalar>& regrets) const {
    return certify_linear_quadratic<Scalar>(spec_, references_, ideal, bargainers_of(ideal), incentives(ideal),
                                            actions(ideal), transmission(ideal), regrets);
  }

private:
  [[nodiscard]] static Spec checked(Spec spec) {
    spec.validate();
    if (Dim != Eigen::Dynamic && spec.dimension() != Dim) {
      throw InvalidArgument{"LinearQuadratic", "values",
                            "expected " + std::to_string(Dim) + " attributes, got " + std::to_string(spec.dimension())};
    }
    return spec;
  }
  [[nodiscard]] Vector<Scalar, Dim> in_cost_units(const Vector<Scalar>& x) const {
    Vector<Scalar, Dim> result = x;
    factor_.matrixL().solveInPlace(result);
    return result;
  }

  /// The covariances in cost units, one column of d² numbers per group, and ½tr(C⁻¹S_i).
  void set_spread() {
    if (spec_.covariances.empty() || !spec_.by_each()) return;
    const Eigen::Index d = dimension();
    spread_.resize(d * d, spec_.principals());
    diversity_.resize(spec_.principals());
    for (Eigen::Index i = 0; i < spec_.principals(); ++i) {
      Square half = spec_.covariances[static_cast<std::size_t>(i)];
      factor_.matrixL().solveInPlace(half);
      Square whole = half.transpose();
      factor_.matrixL().solveInPlace(whole);
      spread_.col(i) = Eigen::Map<const Vector<Scalar>>(whole.data(), d * d);
      diversity_(i) = whole.trace() / Scalar(2);
    }
    stakes_ += diversity_;
  }

  [[nodiscard]] const IncentiveSpace<Scalar, Dim>& space_of(AxisSet ideal) const {
    return spaces_[(ideal.contains(Axis::objectives) ? 2U : 0U) + (ideal.contains(Axis::information) ? 1U : 0U)];
  }
  [[nodiscard]] int bargainers_of(AxisSet ideal) const { return ideal.contains(Axis::principals) ? 1 : bargainers_; }
  [[nodiscard]] Scalar exposure(AxisSet ideal) const { return spec_.risk_aversion * Scalar(bargainers_of(ideal)); }

  /// Fills `incentive` for the mandate or, when principals are ideal, `incentives` and `response`; false where numbers
  /// overflow.
  bool solve_incentives(AxisSet ideal, Workspace& workspace) const {
    const IncentiveSpace<Scalar, Dim>& space = space_of(ideal);
    const bool stated = !ideal.contains(Axis::objectives) && spec_.translation.has_value();
    if (!ideal.contains(Axis::principals)) {
      workspace.stated = mandate_;
      if (stated) workspace.stated.noalias() = translation_ * mandate_;
      workspace.incentive.noalias() = space.projection() * workspace.stated;
      return space.attenuate(exposure(ideal), workspace.incentive, workspace.system, workspace.factor);
    }
    workspace.response = space.projection();
    if (stated) workspace.response.noalias() = space.projection() * translation_;
    if (!space.attenuate(exposure(ideal), workspace.response, workspace.system, workspace.factor)) return false;
    multiply(workspace.response, wanted_, workspace.incentives);
    return true;
  }

  /// Fills a column (m) with the regrets; false where numbers overflow.
  template <class Column>
  bool regret_into(AxisSet ideal, Workspace& workspace, Column&& column) const {
    if (!solve_incentives(ideal, workspace)) return false;
    const IncentiveSpace<Scalar, Dim>& space = space_of(ideal);
    const bool tasteful = !ideal.contains(Axis::objectives) && spec_.taste.has_value();
    const bool risky = !space.riskless() && spec_.risk_aversion > Scalar(0);
    const Scalar half = Scalar(0.5);
    Columns& other = workspace.other;
    if (ideal.contains(Axis::principals)) {
      const Columns& y = workspace.incentives;
      other = y - wanted_;
      if (tasteful) other.colwise() += taste_;
      column = half * other.colwise().squaredNorm().transpose();
      if (risky) {
        multiply(space.risk(), y, other);
        column += (half * spec_.risk_aversion) * y.cwiseProduct(other).colwise().sum().transpose();
      }
    } else {
      const Vector<Scalar, Dim>& y = workspace.incentive;
      Vector<Scalar, Dim>& moved = workspace.stated;
      moved = y;
      if (tasteful) moved += taste_;
      column = half * (wanted_.colwise() - moved).colwise().squaredNorm().transpose();
      if (risky) {
        moved.noalias() = space.risk() * y;
        column.array() += (half * spec_.risk_aversion) * y.dot(moved);
      }
    }
    if (spread_.size() > 0) add_spread(ideal, risky, workspace, column);
    for (Eigen::Index i = 0; i < column.size(); ++i) {
      if (!is_finite(column(i)) || !is_finite(stakes_(i))) return false;
    }
    return true;
  }

  /// What the spread within a group adds: ½tr(C⁻¹S), or ½tr((DᵀC⁻¹D + r AᵀΣA)S) with A = TP and D = A − I.
  template <class Derived>
  void add_spread(AxisSet ideal, bool risky, Workspace& workspace, Eigen::MatrixBase<Derived>& column) const {
    if (!ideal.contains(Axis::principals)) {
      column += diversity_;
      return;
    }
    if (risky) {
      workspace.excess.noalias() = space_of(ideal).risk() * workspace.response;
      workspace.system.noalias() = (spec_.risk_aversion * workspace.response.transpose()) * workspace.excess;
    } else {
      workspace.system.setZero(dimension(), dimension());
    }
    workspace.response.diagonal().array() -= Scalar(1);
    workspace.system.noalias() += workspace.response.transpose() * workspace.response;
    const Eigen::Map<const Vector<Scalar>> flat{workspace.system.data(), workspace.system.size()};
    column.noalias() += (spread_.transpose() * flat) / Scalar(2);
  }

  /// result = square × columns, unrolled where the size is known and small.
  static void multiply(const Square& square, const Columns& columns, Columns& result) {
    if constexpr (Dim != Eigen::Dynamic && Dim <= 16) {
      result.resize(Dim, columns.cols());
      result.noalias() = square.lazyProduct(columns);
    } else {
      result.resize(square.rows(), columns.cols());
      result.noalias() = square * columns;
    }
  }

  Spec spec_;
  Eigen::LLT<Square> factor_;                        // C = LLᵀ; "cost units" are L⁻¹x
  std::vector<IncentiveSpace<Scalar, Dim>> spaces_;  // [objectives ideal][information ideal]
  Square translation_;                               // L⁻¹PL
  Vector<Scalar, Dim> taste_;                        // L⁻¹b
  Vector<Scalar, Dim> mandate_;                      // L⁻¹θ
  Matrix<Scalar> references_;                        // d × m, one column per row of the result
  Columns wanted_;                                   // L⁻¹ references
  Matrix<Scalar> spread_;                            // d² × m
  Vector<Scalar> diversity_;                         // m
  Vector<Scalar> stakes_;
  Vector<Scalar> weights_;
  std::vector<std::string> names_;
  int bargainers_ = 1;
};

template <class Scalar>
LinearQuadratic(LinearQuadraticSpec<Scalar>) -> LinearQuadratic<Scalar>;

}  // namespace behalf

#endif  // BEHALF_DELEGATION_LINEAR_QUADRATIC_MODEL_HPP
