#ifndef BEHALF_DELEGATION_LINEAR_QUADRATIC_BY_ATTRIBUTE_HPP
#define BEHALF_DELEGATION_LINEAR_QUADRATIC_BY_ATTRIBUTE_HPP

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/delegation/linear_quadratic/institutions.hpp>
#include <behalf/delegation/linear_quadratic/model.hpp>
#include <behalf/gap/by_attribute.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include <cstddef>
#include <utility>

namespace behalf {

/// Where the gaps of linear–quadratic delegation lie, by attribute, and what measuring each would change, by a model made
/// anew for each that is not measured by itself. Of a population: what is expected of a member, the spread within its group
/// adding ½(C⁻¹S_i)_jj. Where some are made good, after that. Certificate: that of the gaps, and by how much the parts fail to sum to them. Fails as `regret` does,
/// and where they do not sum to the gaps.
template <class Scalar, int Dim>
[[nodiscard]] Solution<AttributeGaps<Scalar>> by_attribute(const LinearQuadratic<Scalar, Dim>& model) {
  const LinearQuadraticSpec<Scalar>& spec = model.spec();
  const Solution<Vector<Scalar>> gaps = model.regret(AxisSet::none());
  if (!gaps) return {gaps.status(), gaps.where()};
  const Eigen::Index d = model.dimension();
  const Matrix<Scalar> values = spec.reference_values();
  const Vector<Scalar>& felt = spec.institutions.felt;
  const Matrix<Scalar> incentives = model.incentives(AxisSet::none());
  const Matrix<Scalar> actions = model.actions(AxisSet::none());
  const Eigen::LLT<Matrix<Scalar>> cost{internal::or_identity(spec.cost, d)};
  const auto deeds = [&](const Matrix<Scalar>& columns) {
    return Matrix<Scalar>(Matrix<Scalar>(cost.solve(columns)).transpose());
  };
  AttributeGaps<Scalar> parts{deeds(values), deeds(incentives), Matrix<Scalar>(actions.transpose()), {}, {}};
  parts.gap.resize(gaps.value().size(), d);
  for (Eigen::Index i = 0; i < parts.gap.rows(); ++i) {
    for (Eigen::Index j = 0; j < d; ++j) {
      Scalar moved = incentives(j, i);
      if (spec.taste) moved += (*spec.taste)(j);
      if (felt.size() > 0) moved = spec.institutions.own_share() * (moved + felt(j));
      Scalar borne(0);
      for (Eigen::Index k = 0; spec.noise && k < d; ++k) borne += spec.noise->finite_noise()(j, k) * incentives(k, i);
      parts.gap(i, j) = ((moved - values(j, i)) * (parts.done(i, j) - parts.wanted(i, j)) +
                         spec.risk_aversion * (incentives(j, i) * borne)) /
                        Scalar(2);
    }
    if (!spec.by_each() || spec.covariances.empty()) continue;
    const Matrix<Scalar> spread = cost.solve(spec.covariances[static_cast<std::size_t>(i)]);
    for (Eigen::Index j = 0; j < d; ++j) parts.gap(i, j) += spread(j, j) / Scalar(2);
  }
  const Vector<Scalar>& redress = spec.institutions.redress;
  for (Eigen::Index j = 0; redress.size() > 0 && j < d; ++j) {
    internal::make_good(redress, model.weights(), !spec.covariances.empty(), parts.gap.col(j).data());
  }
  internal::measure_each(parts, gaps.value(), [&](Eigen::Index j) -> Solution<Vector<Scalar>> {
    if (!spec.metrics) return gaps;
    LinearQuadraticSpec<Scalar> more = spec;
    more.metrics = internal::with_attribute(*spec.metrics, j);
    return LinearQuadratic<Scalar, Dim>{std::move(more)}.regret(AxisSet::none());
  });
  return internal::parts_of(std::move(parts), gaps.value(), model.stakes(), gaps.certificate());
}

}  // namespace behalf

#endif  // BEHALF_DELEGATION_LINEAR_QUADRATIC_BY_ATTRIBUTE_HPP
