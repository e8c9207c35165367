#ifndef BEHALF_DELEGATION_LINEAR_QUADRATIC_CERTIFICATE_HPP
#define BEHALF_DELEGATION_LINEAR_QUADRATIC_CERTIFICATE_HPP

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/delegation/linear_quadratic/impl/contract_judge.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/solve/certified.hpp>
#include <behalf/solve/impl/residual.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <vector>

namespace behalf {

/// Adds to a certificate how far incentives y (d × m) are from those that bargainers would give who want the agent to be moved
/// by `stated` (d × m), where κ is the agent's risk aversion times their number:
/// - primal residual: the part of y outside the row space of the metrics, and pay for never-seen attributes;
/// - dual residual: how far from the best y, in the norm y·(C⁻¹ + κΣ)y, the gradient G(C⁻¹(stated − y) − κΣy) says that it
///   is, up to multiples of the never-seen columns of G; at 0 no bargainer gains by another contract.
/// Both relative to the larger of stated and y in the norm of C⁻¹. `noise` is absent where everything is seen.
/// Returns how far each column is from the best, in the norm of C⁻¹.
template <class Scalar>
std::vector<Scalar> certify_incentives(const internal::CostMeasure<Scalar>& cost,
                                       const std::optional<Matrix<Scalar>>& metrics,
                                       const InformationSet<Scalar>* noise, const Scalar& kappa,
                                       const Matrix<Scalar>& stated, const Matrix<Scalar>& y, Certificate& result) {
  const internal::ContractJudge<Scalar> judge{cost, metrics, noise, kappa};
  const Matrix<Scalar> wanted = cost.in_units(stated), given = cost.in_units(y);
  const Matrix<Scalar> wanted_slope = cost.slope(wanted), given_slope = cost.slope(given);
  std::vector<Scalar> off;
  judge.certify(noise != nullptr, kappa, Scalar(0), wanted, wanted_slope, given, given_slope, off, result);
  return off;
}

/// How far incentives y, actions a and regrets (one column or entry per reference) are from an equilibrium of
/// linear–quadratic delegation, judged only by the data that the caller gave, with other factorisations than the solver's:
/// - primal and dual residual: those of `certify_incentives`;
/// - duality gap: regrets recomputed in the original units against those reported (with principals ideal, the spread
///   within a group by the operator `transmission`, d × d, whose own answer to the references must be y), what the distance
///   from the best incentive may change in them, and how much rounding the condition of the cost lets through in both;
///   relative to the larger of the stake and the regret of each reference;
/// - incentive violation: |Ca − y − b|, the agent's condition, or that of a liable one (see `Institutions`), relative to the
///   terms that make it up and what is stated.
/// Attributes are measured in units in which C has the diagonal 1.
///
/// What the eight sets of axes have in common is computed once. The data must outlive it.
template <class ScalarType = double, int Dim = Eigen::Dynamic>
class LinearQuadraticCertifier {
public:
  using Scalar = ScalarType;
  using Columns = Matrix<Scalar, Dim, Eigen::Dynamic>;

  /// `references` is d × m.
  LinearQuadraticCertifier(const LinearQuadraticSpec<Scalar>& spec, const Matrix<Scalar>& references);

  /// `bargainers` is n'. Incentives and actions have one column for each reference or one for all; `transmission` is empty
  /// where no regret was computed with it.
  [[nodiscard]] Certificate operator()(AxisSet ideal, int bargainers, const Columns& y, const Columns& actions,
                                       const Matrix<Scalar>& transmission, const Vector<Scalar>& regrets) const;

private:
  /// ½tr(precision·S_i) of a group, for every group (m).
  [[nodiscard]] Vector<Scalar> spread_by(const Columns& precision) const {
    Vector<Scalar> result(references_.cols());
    for (Eigen::Index i = 0; i < result.size(); ++i) {
      const Matrix<Scalar>& covariance = spec_.covariances[static_cast<std::size_t>(i)];
      Scalar sum(0);
      for (Eigen::Index j = 0; j < covariance.cols(); ++j) {
        for (Eigen::Index k = 0; k < covariance.rows(); ++k) {
          sum += precision(k, j) * (covariance(k, j) / (cost_.units(k) * cost_.units(j)));
        }
      }
      result(i) = sum / Scalar(2);
    }
    return result;
  }
  [[nodiscard]] static Eigen::Index least(Eigen::Index column, const Columns& of) {
    return of.cols() == 1 ? 0 : column;
  }
  /// What groups lose by their spread where each member is served apart, by the operator that serves them.
  [[nodiscard]] Vector<Scalar> spread_of(const Matrix<Scalar>& transmission, const Scalar& share, bool translated,
                                         bool noisy) const;
  [[nodiscard]] double incentive_violation(const Columns& stated, const Columns& moved, const Columns& actions) const;

  /// What is asked of the agent, and C⁻¹ of it.
  struct Wish {
    Columns mandate;  // d × 1
    Columns mandate_slope;
    Columns references;
    Columns reference_slopes;
  };

  const LinearQuadraticSpec<Scalar>& spec_;
  internal::CostMeasure<Scalar, Dim> cost_;
  internal::ContractJudge<Scalar, Dim> faulty_;                // objectives and information as they are
  std::optional<internal::ContractJudge<Scalar, Dim>> asked_;  // objectives ideal, where that differs
  Columns references_;
  Columns translation_;  // in the units of the cost; empty where there is none
  Columns taste_;        // d × 1, with what a liable agent owes
  Wish wanted_;
  Wish translated_;
  Vector<Scalar> diversity_;  // ½tr(C⁻¹S_i)
  Vector<Scalar> sizes_;      // stakes
  Scalar terms_ = Scalar(0);  // Σ w_i |v_i|, what the mandate is made of
};

template <class Scalar, int Dim>
LinearQuadraticCertifier<Scalar, Dim>::LinearQuadraticCertifier(const LinearQuadraticSpec<Scalar>& spec,
                                                                const Matrix<Scalar>& references)
    : spec_{spec},
      cost_{internal::or_identity(spec.cost, spec.dimension())},
      faulty_{cost_, spec.metrics, spec.noise ? &*spec.noise : nullptr, spec.risk_aversion},
      references_{cost_.in_units(references)} {
  using std::sqrt;
  const Eigen::Index d = spec.dimension();
  if (spec.metrics) asked_.emplace(cost_, std::nullopt, spec.noise ? &*spec.noise : nullptr, spec.risk_aversion);
  Columns mandate(d, 1), taste(d, 1), one(d, 1);
  const Vector<Scalar> weights = spec.weights_or_default();
  for (Eigen::Index j = 0; j < d; ++j) {
    taste(j, 0) = spec.taste ? (*spec.taste)(j) : Scalar(0);
    if (spec.institutions.felt.size() > 0) taste(j, 0) += spec.institutions.felt(j);
    mandate(j, 0) = Scalar(0);
    for (Eigen::Index i = weights.size() - 1; i >= 0; --i) mandate(j, 0) += spec.values(i, j) * weights(i);
  }
  taste_ = cost_.in_units(taste);
  wanted_.mandate = cost_.in_units(mandate);
  wanted_.mandate_slope = cost_.slope(wanted_.mandate);
  wanted_.references = references_;
  wanted_.reference_slopes = cost_.slope(references_);
  if (spec.translation) {
    translation_ = *spec.translation;
    for (Eigen::Index j = 0; j < d; ++j) {
      for (Eigen::Index i = 0; i < d; ++i) translation_(i, j) *= cost_.units(j) / cost_.units(i);
    }
    translated_.mandate = translation_ * wanted_.mandate;
    translated_.mandate_slope = cost_.slope(translated_.mandate);
    translated_.references = translation_ * references_;
    translated_.reference_slopes = cost_.slope(translated_.references);
  }
  sizes_.resize(references_.cols());
  for (Eigen::Index i = 0; i < sizes_.size(); ++i) {
    sizes_(i) = internal::dot(references_, i, wanted_.reference_slopes, i) / Scalar(2);
  }
  if (!spec.covariances.empty() && spec.by_each()) {
    diversity_ = spread_by(cost_.inverse());
    sizes_ += diversity_;
  }
  for (Eigen::Index i = 0; i < weights.size(); ++i) {
    for (Eigen::Index j = 0; j < d; ++j) one(j, 0) = spec.values(i, j);
    one = cost_.in_units(one);
    const Scalar square = internal::dot(one, 0, cost_.slope(one), 0);
    if (square > Scalar(0)) terms_ += weights(i) * sqrt(square);
  }
}

template <class Scalar, int Dim>
Vector<Scalar> LinearQuadraticCertifier<Scalar, Dim>::spread_of(const Matrix<Scalar>& transmission, const Scalar& share,
                                                                bool translated, bool noisy) const {
  Columns excess = transmission;
  if (translated) excess = transmission * translation_;
  Columns weighed = Matrix<Scalar>::Zero(excess.rows(), excess.cols());
  if (noisy) {
    const Columns exposed = faulty_.exposed(excess);
    weighed = spec_.risk_aversion * (internal::transposed(exposed) * Matrix<Scalar>(faulty_.likeness() * exposed));
  }
  for (Eigen::Index k = 0; k < excess.size(); ++k) excess.data()[k] *= share;
  for (Eigen::Index j = 0; j < excess.cols(); ++j) excess(j, j) -= Scalar(1);
  weighed += internal::transposed(excess) * cost_.slope(excess);
  return spread_by(weighed);
}

template <class Scalar, int Dim>
double LinearQuadraticCertifier<Scalar, Dim>::incentive_violation(const Columns& stated, const Columns& moved,
                                                                  const Columns& actions) const {
  double worst = 0;
  Vector<Scalar, Dim> sums;
  Vector<double, Dim> terms;
  sums.resize(actions.rows());
  terms.resize(actions.rows());
  for (Eigen::Index j = 0; j < actions.cols(); ++j) {
    for (Eigen::Index i = 0; i < actions.rows(); ++i) {
      sums(i) = -moved(i, least(j, moved));
      terms(i) = std::abs(to_double(sums(i))) + std::abs(to_double(stated(i, least(j, stated))));
    }
    for (Eigen::Index k = 0; k < actions.rows(); ++k) {
      const Scalar action = cost_.units(k) * actions(k, j);
      for (Eigen::Index i = 0; i < actions.rows(); ++i) {
        const Scalar term = cost_.matrix()(i, k) * action;
        sums(i) += term;
        terms(i) += std::abs(to_double(term));
      }
    }
    double off = 0, size = 0;
    for (Eigen::Index i = 0; i < actions.rows(); ++i) {
      off = internal::larger(off, to_double(sums(i)));
      size = std::max(size, terms(i));
    }
    worst = internal::larger(worst, internal::relative(off, size));
  }
  return worst;
}

template <class Scalar, int Dim>
Certificate LinearQuadraticCertifier<Scalar, Dim>::operator()(AxisSet ideal, int bargainers, const Columns& y,
                                                              const Columns& actions,
                                                              const Matrix<Scalar>& transmission,
                                                              const Vector<Scalar>& regrets) const {
  using internal::dot;
  using std::sqrt;
  const bool asked = ideal.contains(Axis::objectives);
  const bool alone = ideal.contains(Axis::principals);
  const bool noisy = spec_.noise && !ideal.contains(Axis::information);
  const bool translated = spec_.translation && !asked;
  const Scalar& r = spec_.risk_aversion;
  const internal::ContractJudge<Scalar, Dim>& judge = asked && asked_ ? *asked_ : faulty_;

  const Wish& wish = translated ? translated_ : wanted_;
  const Columns& stated = alone ? wish.references : wish.mandate;
  const Columns& stated_slope = alone ? wish.reference_slopes : wish.mandate_slope;
  const Columns given = cost_.in_units(y);
  const Columns slope = cost_.slope(given);
  Certificate result;
  std::vector<Scalar> off;  // how far from the best incentive, in the norm of the cost
  judge.certify(noisy, r * Scalar(bargainers), alone ? Scalar(0) : terms_, stated, stated_slope, given, slope, off,
                result);

  Columns served;
  if (transmission.size() > 0) {
    served = transmission;
    for (Eigen::Index j = 0; j < served.cols(); ++j) {
      for (Eigen::Index i = 0; i < served.rows(); ++i) served(i, j) *= cost_.units(j) / cost_.units(i);
    }
    const Columns arrives = served * stated;
    for (Eigen::Index j = 0; j < arrives.cols(); ++j) {
      double apart = 0, size = 0;
      for (Eigen::Index i = 0; i < arrives.rows(); ++i) {
        apart = internal::larger(apart, to_double(Scalar(arrives(i, j) - given(i, least(j, given)))));
        size = std::max({size, std::abs(to_double(stated(i, j))), std::abs(to_double(arrives(i, j)))});
        double terms = 0;
        for (Eigen::Index k = 0; k < served.cols(); ++k)
          terms += std::abs(to_double(Scalar(served(i, k) * stated(k, j))));
        size = std::max(size, terms);
      }
      result.primal_residual = std::max(result.primal_residual, internal::relative(apart, size));
    }
  }

  const bool liable = spec_.institutions.felt.size() > 0 && !asked;
  const bool tasteful = (spec_.taste || liable) && !asked;
  const Scalar share = liable ? spec_.institutions.own_share() : Scalar(1);
  Columns moved = given;
  for (Eigen::Index j = 0; j < moved.cols(); ++j) {
    for (Eigen::Index i = 0; i < moved.rows(); ++i) {
      if (tasteful) moved(i, j) += taste_(i, 0);
      moved(i, j) *= share;
    }
  }
  result.incentive_violation = incentive_violation(stated, moved, actions);

  Vector<Scalar> spread = diversity_;
  if (spread.size() > 0 && alone) spread = spread_of(served, share, translated, noisy);
  Columns short_of(moved.rows(), references_.cols());
  for (Eigen::Index i = 0; i < references_.cols(); ++i) {
    for (Eigen::Index j = 0; j < moved.rows(); ++j) short_of(j, i) = moved(j, least(i, moved)) - references_(j, i);
  }
  const Columns short_slope = cost_.slope(short_of);
  Vector<Scalar> premiums = internal::all_alike(given.cols(), Scalar(0));
  if (noisy) {
    const Columns exposed = faulty_.exposed(given);
    for (Eigen::Index i = 0; i < premiums.size(); ++i) premiums(i) = r * faulty_.variance(exposed, i) / Scalar(2);
  }
  Vector<Scalar> again(references_.cols()), sizes = sizes_;
  for (Eigen::Index i = 0; i < references_.cols(); ++i) {
    again(i) = dot(short_of, i, short_slope, i) / Scalar(2) + premiums(least(i, given));
    if (spread.size() > 0) again(i) += spread(i);
  }
  if (spec_.institutions.redress.size() > 0) {
    const Vector<Scalar> weights = spec_.reference_weights();
    for (Vector<Scalar>* const each : {&again, &sizes}) {
      internal::make_good(spec_.institutions.redress, weights, diversity_.size() > 0, each->data());
    }
    for (Eigen::Index i = 0; i < sizes.size(); ++i) sizes(i) = std::max(sizes(i), sizes_(i));
  }
  const double nothing = alone ? 0 : internal::square_of_nothing<Scalar>(to_double(terms_));
  for (Eigen::Index i = 0; i < references_.cols(); ++i) {
    const Scalar& regret = regrets(i);
    // A regret of ½|x|² changes by up to |x||δ| + ½|δ|² where x does by δ.
    Scalar moves = off[static_cast<std::size_t>(least(i, moved))];
    if (!alone) moves += Scalar(4) * std::numeric_limits<Scalar>::epsilon() * terms_;
    const Scalar slack =
        regret > Scalar(0) ? Scalar(moves * (sqrt(Scalar(2) * regret) + moves)) : Scalar(moves * moves);
    const double size = std::max(to_double(sizes(i)), to_double(regret));
    const double apart = internal::larger(0, to_double(Scalar(again(i) - regret)));
    if (size <= nothing && apart <= nothing) continue;
    result.duality_gap = internal::larger(result.duality_gap, internal::relative(apart, size));
    // Nothing is lost by rounding where nothing is at stake.
    if (!(size > 0)) continue;
    result.duality_gap = internal::larger(result.duality_gap, internal::relative(to_double(slack), size));
    result.duality_gap = internal::larger(result.duality_gap, cost_.doubt());
  }
  return result;
}

/// The certificate of one answer: see `LinearQuadraticCertifier`.
template <class Scalar>
[[nodiscard]] Certificate certify_linear_quadratic(const LinearQuadraticSpec<Scalar>& spec,
                                                   const Matrix<Scalar>& references, AxisSet ideal, int bargainers,
                                                   const Matrix<Scalar>& y, const Matrix<Scalar>& actions,
                                                   const Matrix<Scalar>& transmission, const Vector<Scalar>& regrets) {
  return LinearQuadraticCertifier<Scalar>{spec, references}(ideal, bargainers, y, actions, transmission, regrets);
}

}  // namespace behalf

#endif  // BEHALF_DELEGATION_LINEAR_QUADRATIC_CERTIFICATE_HPP
