#ifndef BEHALF_GAP_BY_ATTRIBUTE_HPP
#define BEHALF_GAP_BY_ATTRIBUTE_HPP

#include <behalf/solve/certified.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <utility>

namespace behalf {

/// Up to how many attributes it is tried what measuring each of them would change, by as many models.
inline constexpr Eigen::Index most_attributes_measured = 64;

/// Where gaps lie: what was wanted of each attribute, what was asked for and done, and the part of the gap that lies in it.
/// All are n × d, one row for each party of the lattice. Actions are in units of the attributes, weighed by how much of
/// each agent's deeds reaches the party; gaps in units of utility. With nothing ideal.
template <class Scalar = double>
struct AttributeGaps {
  Matrix<Scalar> wanted;  ///< C⁻¹v_i, the deeds that are best for the party.
  Matrix<Scalar> asked;   ///< C⁻¹y, those that the agent is brought to by what reaches it of the mandate.
  Matrix<Scalar> done;    ///< C⁻¹(y + b), with what it wants by itself.
  /// ½e_j(C⁻¹e)_j + ½r y_j(Σy)_j with e = y + b − v_i, and what the spread within a group adds: sums over attributes to
  /// the gap. Below 0 only where costs or noises of attributes go together.
  Matrix<Scalar> gap;
  /// By how much the gap would change if this attribute were measured by itself, beside the metrics that there are and seen
  /// as badly as it is; 0 where that is so already. One attribute at a time. Empty beyond `most_attributes_measured` and
  /// where one of these models has no answer, since a metric beside others like it may be one too many.
  Matrix<Scalar> measured;

  /// The largest difference of a row's parts from its gap, relative to what is at stake.
  [[nodiscard]] double off(const Vector<Scalar>& gaps, const Vector<Scalar>& stakes) const {
    double worst = 0;
    for (Eigen::Index i = 0; i < gap.rows(); ++i) {
      Scalar sum(0);
      for (Eigen::Index j = 0; j < gap.cols(); ++j) sum += gap(i, j);
      const double size = std::max(to_double(gaps(i)), to_double(stakes(i)));
      const double apart = to_double(sum) - to_double(gaps(i));
      if (size > 0) worst = std::max(worst, (apart < 0 ? -apart : apart) / size);
    }
    return worst;
  }
};

/// The weighted mean over parties of what was wanted, asked, done and missed, one row.
template <class Scalar>
[[nodiscard]] AttributeGaps<Scalar> weighted_mean(const AttributeGaps<Scalar>& parts, const Vector<Scalar>& weights) {
  Scalar total(0);
  for (const Scalar& weight : weights) total += weight;
  const auto mean = [&](const Matrix<Scalar>& rows) {
    Matrix<Scalar> result = Matrix<Scalar>::Zero(1, rows.cols());
    for (Eigen::Index i = 0; i < rows.rows(); ++i) {
      if (weights(i) == Scalar(0)) continue;
      for (Eigen::Index j = 0; j < rows.cols(); ++j) result(0, j) += rows(i, j) * (weights(i) / total);
    }
    return result;
  };
  return {mean(parts.wanted), mean(parts.asked), mean(parts.done), mean(parts.gap), mean(parts.measured)};
}

namespace internal {

/// The same metrics (k × d) and attribute j by itself.
template <class Scalar>
[[nodiscard]] Matrix<Scalar> with_attribute(const Matrix<Scalar>& metrics, Eigen::Index j) {
  Matrix<Scalar> result = metrics;
  result.conservativeResize(metrics.rows() + 1, Eigen::NoChange);
  result.row(metrics.rows()).setZero();
  result(metrics.rows(), j) = Scalar(1);
  return result;
}

/// Fills in what measuring each attribute changes: `gaps(j)` are those of the model in which attribute j is measured too.
template <class Scalar, class Gaps>
void measure_each(AttributeGaps<Scalar>& parts, const Vector<Scalar>& before, const Gaps& gaps) {
  if (parts.gap.cols() > most_attributes_measured) return;
  Matrix<Scalar> measured(parts.gap.rows(), parts.gap.cols());
  for (Eigen::Index j = 0; j < measured.cols(); ++j) {
    const Solution<Vector<Scalar>> after = gaps(j);
    if (!after) return;
    measured.col(j) = after.value() - before;
  }
  parts.measured = std::move(measured);
}

/// The parts of gaps as an answer, which they are where they sum to the gaps: `certificate` is that of the gaps.
template <class Scalar>
[[nodiscard]] Solution<AttributeGaps<Scalar>> parts_of(AttributeGaps<Scalar> parts, const Vector<Scalar>& gaps,
                                                       const Vector<Scalar>& stakes, Certificate certificate) {
  const double off = parts.off(gaps, stakes);
  if (!(off <= certificate_bound<Scalar>())) return {Status::ill_conditioned, beyond_bound<Scalar>(off)};
  certificate.primal_residual = std::max(certificate.primal_residual, off);
  return {std::move(parts), certificate};
}

}  // namespace internal

}  // namespace behalf

#endif  // BEHALF_GAP_BY_ATTRIBUTE_HPP
