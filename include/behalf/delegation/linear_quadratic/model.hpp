#ifndef BEHALF_DELEGATION_LINEAR_QUADRATIC_MODEL_HPP
#define BEHALF_DELEGATION_LINEAR_QUADRATIC_MODEL_HPP

#include <behalf/delegation/linear_quadratic/certificate.hpp>
#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/gap/lattice.hpp>
#include <behalf/information/linear_contract.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/solve/certified.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include <algorithm>
#include <array>
#include <cmath>
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
/// An agent that is liable is moved by (y + b + Σ λ_j v_j)/(1 + Σ λ_j) where objectives are faulty, and regrets are those
/// after what is made good: see `Institutions`.
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
    Vector<Scalar, Dim> directed;  // its coordinates in the space of incentives
    Columns incentives;            // for each reference by itself, in cost units
    Square response;               // from a reference's values to its incentive
    Square arriving;               // its coordinates
    Columns other;
    Square excess;
    Square turned;
    Square system;
    Eigen::LLT<Square> factor;
  };

  explicit LinearQuadratic(Spec spec);

  [[nodiscard]] const Spec& spec() const noexcept { return spec_; }
  [[nodiscard]] Eigen::Index dimension() const noexcept { return spec_.dimension(); }
  [[nodiscard]] const Vector<Scalar>& stakes() const noexcept { return stakes_; }
  [[nodiscard]] const Vector<Scalar>& weights() const noexcept { return weights_; }
  [[nodiscard]] const std::vector<std::string>& names() const noexcept { return names_; }
  /// The description's own notes, and assumptions worth a word: weights that do not sum to 1 make the mandate larger or smaller than anybody's values.
  [[nodiscard]] std::vector<std::string> notes() const;

  /// The regret of every reference with these axes ideal; `ill_conditioned` where numbers overflow, and where the figures of
  /// its certificate or what rounding may have done (`doubt`) exceed `certificate_bound`.
  [[nodiscard]] Solution<Vector<Scalar>> regret(AxisSet ideal) const;

  /// How far rounding may have moved the regrets with these axes ideal, relative to the larger of stake and regret: what is
  /// lost where the cost or the noise is nearly singular or metrics are nearly redundant. An estimate, made with the model.
  [[nodiscard]] double doubt(AxisSet ideal) const { return cost_doubt_ + space_of(ideal).doubt(exposure(ideal)); }

  /// All eight columns of the lattice, with no allocation once lattice and workspace have their size (d fixed);
  /// `ill_conditioned` where numbers overflow and where `doubt` exceeds `certificate_bound`.
  [[nodiscard]] LatticeOutcome lattice_into(Lattice<Scalar>& lattice, Workspace& workspace) const;

  /// The incentive y (d) that reaches the agent, one column per reference; all alike unless principals are ideal.
  [[nodiscard]] Matrix<Scalar> incentives(AxisSet ideal) const { return for_each_reference(incentives_of(ideal)); }
  /// The action a = C⁻¹(y + b) (d; of a liable agent see above), one column per reference.
  [[nodiscard]] Matrix<Scalar> actions(AxisSet ideal) const {
    return for_each_reference(actions_of(ideal, incentives_of(ideal)));
  }
  /// The share of a mandate that arrives: T (d × d) in y = TPθ; not numbers where they overflow.
  [[nodiscard]] Matrix<Scalar> transmission(AxisSet ideal) const;

  /// Says how good columns of regrets are; what the eight sets of axes have in common is computed once. For as long as the
  /// model lives.
  class Certifier {
  public:
    explicit Certifier(const LinearQuadratic& model) : model_{model}, certify_{model.spec_, model.references_} {}

    /// The certificate of the regrets with these axes ideal, recomputed from the original data.
    [[nodiscard]] Certificate operator()(AxisSet ideal, const Vector<Scalar>& regrets);

  private:
    const LinearQuadratic& model_;
    LinearQuadraticCertifier<Scalar, Dim> certify_;
    Workspace workspace_;
  };

  [[nodiscard]] Certifier certifier() const { return Certifier{*this}; }

  /// How good a column of regrets is, recomputed from the original data: see `LinearQuadraticCertifier`.
  [[nodiscard]] Certificate certificate(AxisSet ideal, const Vector<Scalar>& regrets) const {
    return certifier()(ideal, regrets);
  }

private:
  [[nodiscard]] static Spec checked(Spec spec);
  void set_cost_doubt();
  /// How far rounding of what moves the agent may have moved a regret, relative to the larger of stake and regret: much
  /// where little is at stake for somebody beside what others want.
  [[nodiscard]] double lost(AxisSet ideal, const Scalar* regrets) const;
  [[nodiscard]] Vector<Scalar, Dim> in_cost_units(const Vector<Scalar>& x) const {
    Vector<Scalar, Dim> result = x;
    factor_.matrixL().solveInPlace(result);
    return result;
  }
  /// The covariances in cost units, one column of d² numbers per group, and ½tr(C⁻¹S_i).
  void set_spread();

  [[nodiscard]] const IncentiveSpace<Scalar, Dim>& space_of(AxisSet ideal) const {
    return spaces_[(ideal.contains(Axis::objectives) ? 2U : 0U) + (ideal.contains(Axis::information) ? 1U : 0U)];
  }
  [[nodiscard]] int bargainers_of(AxisSet ideal) const { return ideal.contains(Axis::principals) ? 1 : bargainers_; }
  /// How far the agent pursues pay and taste beside what it owes, which enters `taste_`.
  [[nodiscard]] Scalar own_share_of(AxisSet ideal) const {
    return ideal.contains(Axis::objectives) ? Scalar(1) : own_share_;
  }
  [[nodiscard]] bool moves_by_itself(AxisSet ideal) const {
    return !ideal.contains(Axis::objectives) && (spec_.taste.has_value() || spec_.institutions.felt.size() > 0);
  }
  [[nodiscard]] Scalar exposure(AxisSet ideal) const { return spec_.risk_aversion * Scalar(bargainers_of(ideal)); }

  /// The incentive for each reference where principals are ideal, else the one for all (d × 1).
  [[nodiscard]] Matrix<Scalar> incentives_of(AxisSet ideal, Workspace& workspace) const;
  [[nodiscard]] Matrix<Scalar> incentives_of(AxisSet ideal) const {
    Workspace workspace;
    return incentives_of(ideal, workspace);
  }
  [[nodiscard]] Matrix<Scalar> actions_of(AxisSet ideal, Matrix<Scalar> moved) const;
  /// One column for each reference, where there is one for all.
  [[nodiscard]] Matrix<Scalar> for_each_reference(const Matrix<Scalar>& columns) const;

  /// Fills `stated` and `directed` for the mandate or, when principals are ideal, `arriving`; false where numbers overflow.
  bool let_arrive(AxisSet ideal, Workspace& workspace) const;
  /// Fills `incentive` for the mandate too or, when principals are ideal, `incentives` and `response`; false where numbers
  /// overflow.
  bool solve_incentives(AxisSet ideal, Workspace& workspace) const;
  /// Fills m numbers with the regrets; false where numbers overflow.
  bool regret_into(AxisSet ideal, Workspace& workspace, Scalar* regrets) const;
  /// What the spread within a group adds: ½tr(C⁻¹S), or ½tr((DᵀC⁻¹D + r AᵀΣA)S) with A = TP and D = A − I.
  /// False where what cancels in it leaves no digit that counts.
  bool add_spread(AxisSet ideal, bool risky, Workspace& workspace, Scalar* regrets) const;

  /// result = left × right, unrolled where the size is known and small.
  template <class Left, class Right, class Result>
  static void multiply(const Left& left, const Right& right, Result& result) {
    result.resize(left.rows(), right.cols());
    if constexpr (Dim != Eigen::Dynamic && Dim <= 16) {
      result.noalias() = left.lazyProduct(right);
    } else {
      result.noalias() = left * right;
    }
  }

  Spec spec_;
  Eigen::LLT<Square> factor_;                        // C = LLᵀ; "cost units" are L⁻¹x
  Square lower_;                                     // L
  std::vector<IncentiveSpace<Scalar, Dim>> spaces_;  // [objectives ideal][information ideal]
  Square translation_;                               // L⁻¹PL
  Vector<Scalar, Dim> taste_;                        // L⁻¹(b + what it owes)
  Scalar own_share_ = Scalar(1);
  Vector<Scalar, Dim> mandate_;  // L⁻¹θ
  Matrix<Scalar> references_;    // d × m, one column per row of the result
  Columns wanted_;               // L⁻¹ references
  Matrix<Scalar> spread_;        // d² × m
  Vector<Scalar> diversity_;     // m
  Vector<Scalar> stakes_;
  Vector<Scalar> weights_;
  std::vector<std::string> names_;
  double cost_doubt_ = 0;
  double mandate_size_ = 0;  // Σ w_i |v_i| in cost units
  double taste_size_ = 0;    // |b|
  double stretch_ = 1;       // how far a translation may stretch what is stated
  int bargainers_ = 1;
};

template <class Scalar>
LinearQuadratic(LinearQuadraticSpec<Scalar>) -> LinearQuadratic<Scalar>;

template <class Scalar, int Dim>
LinearQuadratic<Scalar, Dim>::LinearQuadratic(Spec spec)
    : spec_{checked(std::move(spec))}, factor_{Square(internal::or_identity(spec_.cost, dimension()))} {
  const Eigen::Index d = dimension();
  lower_.resize(d, d);
  for (Eigen::Index j = 0; j < d; ++j) {
    for (Eigen::Index i = 0; i < d; ++i) lower_(i, j) = i < j ? Scalar(0) : Scalar(factor_.matrixLLT()(i, j));
  }
  for (const bool objectives : {false, true}) {
    for (const bool information : {false, true}) {
      spaces_.emplace_back(lower_, objectives ? std::nullopt : spec_.metrics, information ? std::nullopt : spec_.noise);
    }
  }
  if (spec_.cost) set_cost_doubt();
  internal::set_identity(translation_, d);
  if (spec_.translation) {
    const Square stated = *spec_.translation;
    translation_.noalias() = stated * lower_;
    factor_.matrixL().solveInPlace(translation_);
  }
  taste_.setZero(d);
  if (spec_.taste) taste_ = in_cost_units(*spec_.taste);
  if (spec_.institutions.felt.size() > 0) {
    taste_ += in_cost_units(spec_.institutions.felt);
    own_share_ = spec_.institutions.own_share();
  }
  mandate_ = in_cost_units(spec_.mandate());
  if (spec_.bargaining == Bargaining::separate) {
    bargainers_ = 0;
    for (const Scalar& weight : spec_.weights_or_default()) bargainers_ += weight > Scalar(0) ? 1 : 0;
  }
  references_ = spec_.reference_values();
  weights_ = spec_.reference_weights();
  names_ = spec_.reference_names();
  wanted_ = references_;
  factor_.matrixL().solveInPlace(wanted_);
  stakes_.resize(wanted_.cols());
  for (Eigen::Index i = 0; i < wanted_.cols(); ++i) {
    Scalar square(0);
    for (Eigen::Index j = 0; j < d; ++j) square += wanted_(j, i) * wanted_(j, i);
    stakes_(i) = square / Scalar(2);
  }
  const auto length = [](const auto& x) {
    double largest = 0, square = 0;
    for (Eigen::Index k = 0; k < x.size(); ++k) largest = std::max(largest, std::abs(to_double(x.data()[k])));
    for (Eigen::Index k = 0; k < x.size() && largest > 0; ++k) {
      const double part = to_double(x.data()[k]) / largest;
      square += part * part;
    }
    return largest * std::sqrt(square);
  };
  taste_size_ = length(taste_);
  if (spec_.translation) stretch_ = length(translation_);
  const Vector<Scalar> power = spec_.weights_or_default();
  for (Eigen::Index i = 0; i < power.size(); ++i) {
    const Vector<Scalar> values = spec_.values.row(i);
    mandate_size_ += to_double(power(i)) * length(in_cost_units(values));
  }
  set_spread();
}

template <class Scalar, int Dim>
LinearQuadraticSpec<Scalar> LinearQuadratic<Scalar, Dim>::checked(Spec spec) {
  spec.validate();
  if (Dim != Eigen::Dynamic && spec.dimension() != Dim) {
    throw InvalidArgument{"LinearQuadratic", "values",
                          "expected " + std::to_string(Dim) + " attributes, got " + std::to_string(spec.dimension())};
  }
  return spec;
}

/// What rounding does to xᵀC⁻¹x grows with the condition of C in units in which its diagonal is 1, taken as the trace of its
/// inverse.
template <class Scalar, int Dim>
void LinearQuadratic<Scalar, Dim>::set_cost_doubt() {
  const Eigen::Index d = dimension();
  double trace = 0;
  Vector<double> column(d);
  for (Eigen::Index j = 0; j < d; ++j) {
    for (Eigen::Index i = j; i < d; ++i) {
      double sum = i == j ? 1 : 0;
      for (Eigen::Index k = j; k < i; ++k) sum -= to_double(lower_(i, k)) * column(k);
      column(i) = sum / to_double(lower_(i, i));
      trace += column(i) * column(i) * to_double((*spec_.cost)(j, j));
    }
  }
  cost_doubt_ = 4 * to_double(std::numeric_limits<Scalar>::epsilon()) * trace;
}

template <class Scalar, int Dim>
void LinearQuadratic<Scalar, Dim>::set_spread() {
  if (spec_.covariances.empty() || !spec_.by_each()) return;
  const Eigen::Index d = dimension();
  spread_.resize(d * d, spec_.principals());
  diversity_.resize(spec_.principals());
  for (Eigen::Index i = 0; i < spec_.principals(); ++i) {
    Square half = spec_.covariances[static_cast<std::size_t>(i)];
    factor_.matrixL().solveInPlace(half);
    Square whole = internal::transposed(half);
    factor_.matrixL().solveInPlace(whole);
    Scalar trace(0);
    for (Eigen::Index k = 0; k < d; ++k) trace += whole(k, k);
    for (Eigen::Index k = 0; k < d * d; ++k) spread_(k, i) = whole.data()[k];
    diversity_(i) = trace / Scalar(2);
    stakes_(i) += diversity_(i);
  }
}

template <class Scalar, int Dim>
std::vector<std::string> LinearQuadratic<Scalar, Dim>::notes() const {
  const Scalar total = internal::sum_of(spec_.weights_or_default());
  const Scalar off = total > Scalar(1) ? total - Scalar(1) : Scalar(1) - total;
  std::vector<std::string> notes = spec_.notes;
  if (spec_.reference.kind() == Reference<Scalar>::Kind::collective || to_double(off) < 1e-9) return notes;
  notes.push_back("weights sum to " + to_text(total) + ", not 1: the mandate is " + to_text(total) +
                  " times a mean of values");
  return notes;
}

template <class Scalar, int Dim>
Solution<Vector<Scalar>> LinearQuadratic<Scalar, Dim>::regret(AxisSet ideal) const {
  Workspace workspace;
  Vector<Scalar> result(stakes_.size());
  if (!regret_into(ideal, workspace, result.data())) return {Status::ill_conditioned, internal::with_ideal(ideal)};
  Certificate quality = certificate(ideal, result);
  const double figure = std::max(quality.worst(), doubt(ideal));
  if (!(figure <= certificate_bound<Scalar>())) {
    return {Status::ill_conditioned, internal::with_ideal(ideal, internal::beyond_bound<Scalar>(figure))};
  }
  return {std::move(result), quality};
}

template <class Scalar, int Dim>
double LinearQuadratic<Scalar, Dim>::lost(AxisSet ideal, const Scalar* regrets) const {
  const bool asked = ideal.contains(Axis::objectives);
  const double part = doubt(ideal) + 4 * to_double(std::numeric_limits<Scalar>::epsilon());
  const double stretch = asked ? 1 : stretch_, own = asked ? 0 : taste_size_;
  double worst = 0;
  for (Eigen::Index i = 0; i < stakes_.size(); ++i) {
    const double stake = to_double(stakes_(i)), regret = to_double(regrets[i]), size = stake > regret ? stake : regret;
    const double wanted = ideal.contains(Axis::principals) ? std::sqrt(2 * stake) : mandate_size_;
    if (!(size > internal::square_of_nothing<Scalar>(stretch * wanted + own))) continue;
    // A regret of ½|x|² changes by up to |x||δ| + ½|δ|² where x does by δ.
    const double moves = part * (stretch * wanted + own);
    const double figure = moves * (std::sqrt(2 * (regret > 0 ? regret : 0)) + moves) / size;
    if (!(figure <= worst)) worst = figure;
  }
  return worst;
}

template <class Scalar, int Dim>
LatticeOutcome LinearQuadratic<Scalar, Dim>::lattice_into(Lattice<Scalar>& lattice, Workspace& workspace) const {
  lattice.resize(stakes_.size());
  lattice.stakes = stakes_;
  lattice.weights = weights_;
  for (const AxisSet ideal : all_axis_sets) {
    Scalar* const column = lattice.regrets.data() + static_cast<Eigen::Index>(ideal.index()) * lattice.size();
    if (!regret_into(ideal, workspace, column)) return {Status::ill_conditioned, ideal};
    const double figure = std::max(doubt(ideal), lost(ideal, column));
    if (!(figure <= certificate_bound<Scalar>())) {
      return {Status::ill_conditioned, ideal, internal::beyond_bound<Scalar>(figure)};
    }
  }
  return {};
}

template <class Scalar, int Dim>
Matrix<Scalar> LinearQuadratic<Scalar, Dim>::incentives_of(AxisSet ideal, Workspace& workspace) const {
  (void)let_arrive(ideal, workspace);
  // From the directions' own incentives, of which the riskiest are as small as they must be.
  if (ideal.contains(Axis::principals)) {
    multiply(space_of(ideal).incentives(), workspace.arriving, workspace.turned);
    multiply(workspace.turned, wanted_, workspace.other);
    return workspace.other;
  }
  multiply(space_of(ideal).incentives(), workspace.directed, workspace.stated);
  return workspace.stated;
}

template <class Scalar, int Dim>
Matrix<Scalar> LinearQuadratic<Scalar, Dim>::actions_of(AxisSet ideal, Matrix<Scalar> moved) const {
  const Scalar share = own_share_of(ideal);
  const Vector<Scalar>& owed = spec_.institutions.felt;
  for (Eigen::Index j = 0; moves_by_itself(ideal) && j < moved.cols(); ++j) {
    for (Eigen::Index i = 0; i < moved.rows(); ++i) {
      if (spec_.taste) moved(i, j) += (*spec_.taste)(i);
      if (owed.size() > 0) moved(i, j) = share * (moved(i, j) + owed(i));
    }
  }
  Columns actions = std::move(moved);
  factor_.solveInPlace(actions);
  return actions;
}

template <class Scalar, int Dim>
Matrix<Scalar> LinearQuadratic<Scalar, Dim>::for_each_reference(const Matrix<Scalar>& columns) const {
  Matrix<Scalar> result(columns.rows(), stakes_.size());
  for (Eigen::Index j = 0; j < result.cols(); ++j) {
    for (Eigen::Index i = 0; i < result.rows(); ++i) result(i, j) = columns(i, columns.cols() == 1 ? 0 : j);
  }
  return result;
}

template <class Scalar, int Dim>
Matrix<Scalar> LinearQuadratic<Scalar, Dim>::transmission(AxisSet ideal) const {
  Workspace workspace;
  const IncentiveSpace<Scalar, Dim>& space = space_of(ideal);
  Square arrives = space.coordinates();
  const bool solved = space.attenuate(exposure(ideal), arrives, workspace.system, workspace.factor);
  Matrix<Scalar> result = space.incentives() * arrives;
  // From the right by L⁻¹, the last column first.
  for (Eigen::Index j = result.cols() - 1; j >= 0; --j) {
    for (Eigen::Index i = 0; i < result.rows(); ++i) {
      for (Eigen::Index k = j + 1; k < result.cols(); ++k) result(i, j) -= result(i, k) * lower_(k, j);
      result(i, j) = solved ? Scalar(result(i, j) / lower_(j, j)) : std::numeric_limits<Scalar>::quiet_NaN();
    }
  }
  return result;
}

template <class Scalar, int Dim>
Certificate LinearQuadratic<Scalar, Dim>::Certifier::operator()(AxisSet ideal, const Vector<Scalar>& regrets) {
  const Matrix<Scalar> incentives = model_.incentives_of(ideal, workspace_);
  Matrix<Scalar> transmission;
  if (model_.spread_.size() > 0 && ideal.contains(Axis::principals)) transmission = model_.transmission(ideal);
  return certify_(ideal, model_.bargainers_of(ideal), incentives, model_.actions_of(ideal, incentives), transmission,
                  regrets);
}

template <class Scalar, int Dim>
bool LinearQuadratic<Scalar, Dim>::let_arrive(AxisSet ideal, Workspace& workspace) const {
  const IncentiveSpace<Scalar, Dim>& space = space_of(ideal);
  const bool translated = !ideal.contains(Axis::objectives) && spec_.translation.has_value();
  if (ideal.contains(Axis::principals)) {
    workspace.arriving = space.coordinates();
    if (translated) multiply(space.coordinates(), translation_, workspace.arriving);
    return space.attenuate(exposure(ideal), workspace.arriving, workspace.system, workspace.factor);
  }
  workspace.stated = mandate_;
  if (translated) multiply(translation_, mandate_, workspace.stated);
  multiply(space.coordinates(), workspace.stated, workspace.directed);
  return space.attenuate(exposure(ideal), workspace.directed, workspace.system, workspace.factor);
}

template <class Scalar, int Dim>
bool LinearQuadratic<Scalar, Dim>::solve_incentives(AxisSet ideal, Workspace& workspace) const {
  if (!let_arrive(ideal, workspace)) return false;
  const IncentiveSpace<Scalar, Dim>& space = space_of(ideal);
  const bool direct = space.everything() && space.riskless();
  if (!ideal.contains(Axis::principals)) {
    workspace.incentive = workspace.stated;
    if (!direct) multiply(space.basis(), workspace.directed, workspace.incentive);
    return true;
  }
  if (!direct) {
    multiply(space.basis(), workspace.arriving, workspace.response);
  } else if (!ideal.contains(Axis::objectives) && spec_.translation) {
    workspace.response = translation_;
  } else {
    internal::set_identity(workspace.response, dimension());
  }
  multiply(workspace.response, wanted_, workspace.incentives);
  return true;
}

template <class Scalar, int Dim>
bool LinearQuadratic<Scalar, Dim>::regret_into(AxisSet ideal, Workspace& workspace, Scalar* regrets) const {
  if (!solve_incentives(ideal, workspace)) return false;
  const IncentiveSpace<Scalar, Dim>& space = space_of(ideal);
  const bool tasteful = moves_by_itself(ideal);
  const Scalar share = own_share_of(ideal);
  const bool risky = !space.riskless() && spec_.risk_aversion > Scalar(0);
  const Scalar half = Scalar(0.5);
  const Scalar risk = half * spec_.risk_aversion;
  const Eigen::Index d = Dim == Eigen::Dynamic ? wanted_.rows() : Dim;
  Vector<Scalar, Dim>& aim = workspace.stated;
  if (ideal.contains(Axis::principals)) {
    const Columns& y = workspace.incentives;
    aim.setZero(d);
    for (Eigen::Index j = 0; tasteful && j < d; ++j) aim(j) = share * taste_(j);
    if (risky) {
      workspace.turned = workspace.arriving;
      space.expose(workspace.turned);
      multiply(workspace.turned, wanted_, workspace.other);
    }
    for (Eigen::Index i = 0; i < y.cols(); ++i) {
      const Scalar* const own = y.data() + i * d;
      const Scalar* const wanted = wanted_.data() + i * d;
      Scalar missed(0);
      for (Eigen::Index j = 0; j < d; ++j) {
        const Scalar off = (share * own[j] - wanted[j]) + aim(j);
        missed += off * off;
      }
      regrets[i] = half * missed;
      if (risky) regrets[i] += risk * space.variance(workspace.other.data() + i * workspace.other.rows());
    }
  } else {
    Scalar premium(0);
    if (risky) {
      space.expose(workspace.directed);
      premium = risk * space.variance(workspace.directed.data());
    }
    aim = workspace.incentive;
    for (Eigen::Index j = 0; tasteful && j < d; ++j) aim(j) = share * (aim(j) + taste_(j));
    for (Eigen::Index i = 0; i < stakes_.size(); ++i) {
      const Scalar* const wanted = wanted_.data() + i * d;
      Scalar missed(0);
      for (Eigen::Index j = 0; j < d; ++j) {
        const Scalar off = aim(j) - wanted[j];
        missed += off * off;
      }
      regrets[i] = half * missed + premium;
    }
  }
  if (spread_.size() > 0 && !add_spread(ideal, risky, workspace, regrets)) return false;
  if (spec_.institutions.redress.size() > 0) {
    internal::make_good(spec_.institutions.redress, weights_, spread_.size() > 0, regrets);
  }
  for (Eigen::Index i = 0; i < stakes_.size(); ++i) {
    if (!is_finite(regrets[i]) || !is_finite(stakes_(i))) return false;
  }
  return true;
}

template <class Scalar, int Dim>
bool LinearQuadratic<Scalar, Dim>::add_spread(AxisSet ideal, bool risky, Workspace& workspace, Scalar* regrets) const {
  if (!ideal.contains(Axis::principals)) {
    for (Eigen::Index i = 0; i < diversity_.size(); ++i) regrets[i] += diversity_(i);
    return true;
  }
  Square& response = workspace.response;
  workspace.system.setZero(dimension(), dimension());
  if (risky) {  // `turned` holds what the incentives bear
    workspace.excess.noalias() = space_of(ideal).likeness() * workspace.turned;
    for (Eigen::Index k = 0; k < workspace.excess.size(); ++k) workspace.excess.data()[k] *= spec_.risk_aversion;
    workspace.arriving = internal::transposed(workspace.turned);
    workspace.system.noalias() = workspace.arriving * workspace.excess;
  }
  const Scalar share = own_share_of(ideal);
  for (Eigen::Index k = 0; k < response.size(); ++k) response.data()[k] *= share;
  for (Eigen::Index k = 0; k < response.rows(); ++k) response(k, k) -= Scalar(1);
  workspace.turned = internal::transposed(response);
  workspace.excess.noalias() = workspace.turned * response;
  const double counts = certificate_bound<Scalar>() / to_double(std::numeric_limits<Scalar>::epsilon());
  for (Eigen::Index i = 0; i < diversity_.size(); ++i) {
    Scalar sum(0), terms(0);
    for (Eigen::Index k = 0; k < spread_.rows(); ++k) {
      const Scalar term = spread_(k, i) * (workspace.system.data()[k] + workspace.excess.data()[k]);
      sum += term;
      terms += term < Scalar(0) ? Scalar(-term) : term;
    }
    regrets[i] += sum / Scalar(2);
    const double size = std::max(to_double(regrets[i]), to_double(stakes_(i)));
    if (!(to_double(terms) <= counts * size)) return false;
  }
  return true;
}

}  // namespace behalf

#ifdef BEHALF_COMPILED_MODELS
#include <behalf/delegation/linear_quadratic/impl/extern.hpp>
#endif

#endif  // BEHALF_DELEGATION_LINEAR_QUADRATIC_MODEL_HPP
