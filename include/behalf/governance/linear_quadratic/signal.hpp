#ifndef BEHALF_GOVERNANCE_LINEAR_QUADRATIC_SIGNAL_HPP
#define BEHALF_GOVERNANCE_LINEAR_QUADRATIC_SIGNAL_HPP

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/governance/linear_quadratic/direction.hpp>
#include <behalf/information/jury.hpp>
#include <behalf/model/information_set.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/require.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

namespace internal {

/// The precision of what m ≥ 0 observers see together, each with this variance and any two with this correlation ρ:
/// m/(1 + max(0, m − 1)ρ)/variance, since a fraction of one is correlated with nobody.
template <class Scalar>
[[nodiscard]] Scalar joint_precision(const Scalar& count, const Scalar& correlation, const Scalar& variance) {
  if (!(count > Scalar(1))) return count / variance;
  return count / (Scalar(1) + (count - Scalar(1)) * correlation) / variance;
}

}  // namespace internal

/// Validators who look at what an agent does.
template <class Scalar = double>
struct ValidatorPanel {
  std::size_t members = 1;                 ///< n ≥ 1.
  Scalar variance = Scalar(1);             ///< Of one member's error, in squared units of the attribute; > 0.
  Scalar correlation = Scalar(0);          ///< ρ of any two members' errors.
  std::vector<Eigen::Index> attributes{};  ///< What they look at; empty: everything.

  void validate() const {
    require_positive("independent_validators", "variance", variance);
    (void)effective_number(members, correlation);
  }
  /// Of what m = t n of them see together: m/(1 + max(0, m − 1)ρ)/variance. Throws `InvalidArgument` where there is no
  /// such panel.
  [[nodiscard]] Scalar precision(const Scalar& t = Scalar(1)) const {
    validate();
    return internal::joint_precision(Scalar(t * Scalar(members)), correlation, variance);
  }
  /// How fast it leaves 0.
  [[nodiscard]] Scalar first_precision() const { return Scalar(members) / variance; }
};

/// Reports by people who are affected.
template <class Scalar = double>
struct Reports {
  std::vector<Eigen::Index> attributes{};  ///< What they report on.
  Scalar people = Scalar(1);               ///< How many could; ≥ 0.
  Scalar rate = Scalar(1);                 ///< The share of them who do at level 1.
  Scalar variance = Scalar(1);             ///< Of one report's error, in squared units of the attribute; > 0.
  Scalar correlation = Scalar(0);          ///< ρ of any two reports' errors, 0 to 1.

  void validate() const {
    require_not_negative("reporting", "people", people);
    require_fraction("reporting", "rate", rate);
    require_fraction("reporting", "correlation", correlation);
    require_positive("reporting", "variance", variance);
  }
  /// Of the m = t · rate · people reports that come in, together: m/(1 + max(0, m − 1)ρ)/variance.
  [[nodiscard]] Scalar precision(const Scalar& t) const {
    return internal::joint_precision(Scalar(t * rate * people), correlation, variance);
  }
  /// How fast it leaves 0.
  [[nodiscard]] Scalar first_precision() const { return rate * people / variance; }
};

namespace internal {

/// The precision on each of d attributes of a signal on these; one that stands twice is looked at once.
template <class Scalar>
[[nodiscard]] Vector<Scalar> precision_on(const char* function, const std::vector<Eigen::Index>& attributes,
                                          const Scalar& precision, Eigen::Index d) {
  Vector<Scalar> result = Vector<Scalar>::Zero(d);
  for (std::size_t k = 0; k < attributes.size(); ++k) {
    if (attributes[k] < 0 || attributes[k] >= d) {
      throw InvalidArgument{
          function, "attributes[" + std::to_string(k) + "]",
          "expected an attribute from 0 to " + std::to_string(d - 1) + ", got " + std::to_string(attributes[k])};
    }
    result(attributes[k]) = precision;
  }
  return result;
}

/// The precisions (d) of a signal at level t, where so much is seen without any lever (absent: everything, as it is).
template <class Scalar>
using SignalRule =
    std::function<Vector<Scalar>(const std::optional<InformationSet<Scalar>>& seen, const Scalar& t, Eigen::Index d)>;

/// What is seen with one more independent signal of these precisions (d).
template <class Scalar>
[[nodiscard]] InformationSet<Scalar> with_signal(const InformationSet<Scalar>& seen, const Vector<Scalar>& precision) {
  if ((precision.array() == Scalar(0)).all()) return seen;
  Matrix<Scalar> noise = Matrix<Scalar>::Zero(precision.size(), precision.size());
  for (Eigen::Index j = 0; j < precision.size(); ++j) {
    noise(j, j) = precision(j) > Scalar(0) ? Scalar(Scalar(1) / precision(j)) : std::numeric_limits<Scalar>::infinity();
  }
  return combine(seen, InformationSet<Scalar>{std::move(noise)});
}

/// The most precision that a signal can have at level t on each of d attributes, whatever is seen already: a rule looks at
/// no more of that than at what is seen at all.
template <class Scalar>
[[nodiscard]] Vector<Scalar> precision_at_most(const SignalRule<Scalar>& rule, const Scalar& t, Eigen::Index d) {
  return rule(InformationSet<Scalar>::perfect(d), t, d).cwiseMax(rule(InformationSet<Scalar>::nothing(d), t, d));
}

/// This precision on the attributes that are seen, or on those that are never seen.
template <class Scalar>
[[nodiscard]] Vector<Scalar> precision_where_seen(const std::optional<InformationSet<Scalar>>& noise, bool seen,
                                                  const Scalar& precision, Eigen::Index d) {
  Vector<Scalar> result = Vector<Scalar>::Constant(d, seen ? precision : Scalar(0));
  if (!noise) return result;
  for (const Eigen::Index j : noise->never_seen()) result(j) = seen ? Scalar(0) : precision;
  return result;
}

/// This precision on what a panel looks at.
template <class Scalar>
[[nodiscard]] Vector<Scalar> panel_on(const ValidatorPanel<Scalar>& panel, const Scalar& precision, Eigen::Index d) {
  if (panel.attributes.empty()) return Vector<Scalar>::Constant(d, precision);
  return precision_on<Scalar>("independent_validators", panel.attributes, precision, d);
}

/// An audit of some attributes.
template <class Scalar>
[[nodiscard]] SignalRule<Scalar> audit_signal(std::vector<Eigen::Index> attributes, const Scalar& precision) {
  require_not_negative("audit", "precision", precision);
  return [attributes = std::move(attributes), precision](const std::optional<InformationSet<Scalar>>& /*seen*/,
                                                         const Scalar& t, Eigen::Index d) {
    return precision_on<Scalar>("audit", attributes, t * precision, d);
  };
}
/// More of what is seen already, or of what is never seen.
template <class Scalar>
[[nodiscard]] SignalRule<Scalar> signal_where_seen(const char* function, bool already, const Scalar& precision) {
  require_not_negative(function, "precision", precision);
  return [already, precision](const std::optional<InformationSet<Scalar>>& seen, const Scalar& t, Eigen::Index d) {
    return precision_where_seen(seen, already, Scalar(t * precision), d);
  };
}
/// What a panel sees together.
template <class Scalar>
[[nodiscard]] SignalRule<Scalar> panel_signal(const ValidatorPanel<Scalar>& panel) {
  panel.validate();
  return [panel](const std::optional<InformationSet<Scalar>>& /*seen*/, const Scalar& t, Eigen::Index d) {
    return panel_on(panel, panel.precision(t), d);
  };
}
/// What those affected report.
template <class Scalar>
[[nodiscard]] SignalRule<Scalar> report_signal(const Reports<Scalar>& reports) {
  reports.validate();
  return [reports](const std::optional<InformationSet<Scalar>>& /*seen*/, const Scalar& t, Eigen::Index d) {
    return precision_on<Scalar>("reporting", reports.attributes, reports.precision(t), d);
  };
}

/// How fast linear–quadratic delegation moves with a signal of precisions tΛ.
template <class Scalar>
[[nodiscard]] LinearQuadraticDirection<Scalar> signal_slope(const LinearQuadraticSpec<Scalar>& spec,
                                                            const Vector<Scalar>& precision) {
  LinearQuadraticDirection<Scalar> direction;
  if (spec.noise) direction.precision = precision;
  return direction;
}

}  // namespace internal

}  // namespace behalf

#endif  // BEHALF_GOVERNANCE_LINEAR_QUADRATIC_SIGNAL_HPP
