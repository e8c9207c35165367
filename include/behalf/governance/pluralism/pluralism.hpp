#ifndef BEHALF_GOVERNANCE_PLURALISM_PLURALISM_HPP
#define BEHALF_GOVERNANCE_PLURALISM_PLURALISM_HPP

#include <behalf/governance/pluralism/k_means.hpp>
#include <behalf/model/population.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/require.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <Eigen/LU>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

/// Those who are to be served by one policy or by several variants of it. Only `values` must be given.
template <class ScalarType = double>
struct Constituency {
  using Scalar = ScalarType;

  Matrix<Scalar> values{};                    ///< n × d: row i is v_i, the worth of one unit of each attribute.
  std::optional<Vector<Scalar>> weights{};    ///< n, ≥ 0; default 1 each; only ratios matter.
  std::vector<Matrix<Scalar>> covariances{};  ///< Where row i is the mean of a group: d × d, ÷n; default: no spread.
  std::optional<Matrix<Scalar>> cost{};       ///< C (d × d) of action, symmetric positive definite; default identity.
};

/// The groups of a population as a constituency, in their order.
template <class Scalar>
[[nodiscard]] Constituency<Scalar> constituency_of(const Population<Scalar>& population,
                                                   std::optional<Matrix<Scalar>> cost = {}) {
  const Eigen::Index n = static_cast<Eigen::Index>(population.size());
  Constituency<Scalar> result{Matrix<Scalar>(n, population.dimension()), Vector<Scalar>(n), {}, std::move(cost)};
  for (Eigen::Index i = 0; i < n; ++i) {
    const Group<Scalar>& group = population.groups()[static_cast<std::size_t>(i)];
    result.values.row(i) = group.mean.transpose();
    (*result.weights)(i) = group.weight;
    result.covariances.push_back(group.covariance);
  }
  return result;
}

/// How variants are looked for.
struct PluralismOptions {
  Eigen::Index variants = 1;  ///< k, 1 to n.
  KMeansOptions search{};
};

/// Several variants of a policy, whom each serves, and what that leaves of the gap when objectives and information are ideal.
template <class Scalar = double>
struct Pluralism {
  Matrix<Scalar> mandates;               ///< m_c (k × d): the values that variant c acts on, one row per variant.
  Matrix<Scalar> actions;                ///< a_c = C⁻¹m_c (k × d).
  std::vector<Eigen::Index> assignment;  ///< n: the variant that serves each principal.
  Vector<Scalar> gaps;  ///< n: ½(m_c − v_i)ᵀC⁻¹(m_c − v_i) + ½tr(C⁻¹S_i), the expected gap of a member of group i.
  Vector<Scalar> stakes;  ///< n: ½v_iᵀC⁻¹v_i + ½tr(C⁻¹S_i).
  Scalar mean_gap{};      ///< Σ w_i gap_i / Σ w.
  Scalar floor{};   ///< The least mean gap of one policy for all: ½tr(C⁻¹Cov_w(v)), spread within groups included.
  Scalar within{};  ///< The part of it that lies within groups: no number of variants for groups removes it.
  Scalar lower_bound{};  ///< No k variants have a smaller mean gap, up to rounding.
  bool exact = false;    ///< Whether these were proved to be the best k variants.

  /// The share of the floor of one policy that the variants remove; 0 where there is no floor.
  [[nodiscard]] Scalar share_removed() const {
    return floor > Scalar(0) ? Scalar(Scalar(1) - mean_gap / floor) : Scalar(0);
  }
  /// Whom the policy erases: principals whose gap exceeds their stake, so that not delegating would be better.
  [[nodiscard]] std::vector<Eigen::Index> erased() const { return exceeding(stakes); }
  /// Principals whose gap exceeds a tolerance (absolute, in units of utility).
  [[nodiscard]] std::vector<Eigen::Index> beyond(const Scalar& tolerance) const {
    return exceeding(Vector<Scalar>::Constant(gaps.size(), tolerance));
  }

private:
  [[nodiscard]] std::vector<Eigen::Index> exceeding(const Vector<Scalar>& limits) const {
    std::vector<Eigen::Index> result;
    for (Eigen::Index i = 0; i < gaps.size(); ++i) {
      if (gaps(i) > limits(i)) result.push_back(i);
    }
    return result;
  }
};

namespace internal {

/// A constituency in cost units, x̃ = L⁻¹x with C = LLᵀ, so that xᵀC⁻¹x = |x̃|².
template <class Scalar>
struct CostUnits {
  Eigen::LLT<Matrix<Scalar>> cost;
  Matrix<Scalar> values;   ///< n × d.
  Vector<Scalar> weights;  ///< n, as given.
  Vector<Scalar> within;   ///< n: ½tr(C⁻¹S_i).

  CostUnits(const char* function, const Constituency<Scalar>& people) {
    const Eigen::Index n = people.values.rows(), d = people.values.cols();
    if (n < 1 || d < 1) {
      throw InvalidArgument{
          function, "values",
          "expected at least one row and one column, got " + std::to_string(n) + " x " + std::to_string(d)};
    }
    require_finite(function, "values", people.values);
    weights = people.weights ? *people.weights : Vector<Scalar>(Vector<Scalar>::Ones(n));
    require_size(function, "weights", weights.size(), n);
    require_weights(function, "weights", weights);
    if (people.cost) require_positive_definite(function, "cost", *people.cost, d);
    cost.compute(or_identity(people.cost, d));
    values = cost.matrixL().solve(Matrix<Scalar>(people.values.transpose())).transpose();
    within = Vector<Scalar>::Zero(n);
    if (people.covariances.empty()) return;
    require_size(function, "covariances", static_cast<Eigen::Index>(people.covariances.size()), n);
    for (Eigen::Index i = 0; i < n; ++i) {
      const Matrix<Scalar>& spread = people.covariances[static_cast<std::size_t>(i)];
      require_covariance(function, "covariances[" + std::to_string(i) + "]", spread, d);
      within(i) = Matrix<Scalar>(cost.solve(spread)).trace() / Scalar(2);
    }
  }

  /// Gaps, stakes and means of centres (k × d, in cost units) that serve by this assignment.
  [[nodiscard]] Pluralism<Scalar> describe(const Matrix<Scalar>& centres, std::vector<Eigen::Index> assignment) const {
    const Scalar total = weights.sum();
    Pluralism<Scalar> result;
    const Matrix<Scalar> columns = centres.transpose();
    result.mandates = Matrix<Scalar>(cost.matrixL() * columns).transpose();
    result.actions = Matrix<Scalar>(cost.matrixU().solve(columns)).transpose();
    result.assignment = std::move(assignment);
    result.gaps = result.stakes = within;
    const Eigen::Matrix<Scalar, 1, Eigen::Dynamic> middle = weights.transpose() * values / total;
    for (Eigen::Index i = 0; i < values.rows(); ++i) {
      const Eigen::Index c = result.assignment[static_cast<std::size_t>(i)];
      result.gaps(i) += (centres.row(c) - values.row(i)).squaredNorm() / Scalar(2);
      result.stakes(i) += values.row(i).squaredNorm() / Scalar(2);
      result.floor += weights(i) / total * (middle - values.row(i)).squaredNorm() / Scalar(2);
    }
    result.within = weights.dot(within) / total;
    result.floor += result.within;
    result.mean_gap = weights.dot(result.gaps) / total;
    return result;
  }
};

/// How far the gaps are from those recomputed with the data as given, relative to the largest gap or stake.
template <class Scalar>
[[nodiscard]] double gaps_off(const Constituency<Scalar>& people, const Pluralism<Scalar>& answer) {
  const Eigen::Index d = people.values.cols();
  Eigen::FullPivLU<Matrix<Scalar>> cost{or_identity(people.cost, d)};
  cost.setThreshold(Scalar(0));  // a cost is regular, in whatever units its attributes are counted
  double off = 0, size = 0;
  for (Eigen::Index i = 0; i < people.values.rows(); ++i) {
    const std::size_t at = static_cast<std::size_t>(i);
    const Vector<Scalar> apart = (answer.mandates.row(answer.assignment[at]) - people.values.row(i)).transpose();
    Scalar gap = apart.dot(cost.solve(apart)) / Scalar(2);
    if (!people.covariances.empty()) gap += Matrix<Scalar>(cost.solve(people.covariances[at])).trace() / Scalar(2);
    const double difference = to_double(Scalar(gap - answer.gaps(i)));
    off = std::max(off, std::max(difference, -difference));
    size = std::max({size, to_double(answer.gaps(i)), to_double(answer.stakes(i))});
  }
  return off == 0 ? 0 : off / size;
}

}  // namespace internal

/// The k variants of a policy, each acting on the mean values of those it serves, that leave the least mean gap when nothing
/// but principals is at fault: weighted k-means in the metric C⁻¹ of values, Σ w_i ½(m_c(i) − v_i)ᵀC⁻¹(m_c(i) − v_i).
///
/// With k = 1 the mean gap is the structural floor ½tr(C⁻¹Cov_w(v)); with more it falls, and what is left within groups,
/// ½tr(C⁻¹S), stays. Fewer variants come back where fewer values differ. Principals of weight 0 are served by the nearest
/// variant and move none. Throws `InvalidArgument` for numbers that are not finite, weights that are negative or all 0, a
/// cost that is not positive definite, covariances that are none, and unless 1 ≤ k ≤ n. Certificate: that of `k_means`,
/// with the gaps recomputed from the data as given in the duality gap.
template <class Scalar = double>
[[nodiscard]] Solution<Pluralism<Scalar>> pluralism(const Constituency<Scalar>& people,
                                                    const PluralismOptions& options = {}) {
  static constexpr const char* who = "pluralism";
  const internal::CostUnits<Scalar> units{who, people};
  if (options.variants < 1 || options.variants > people.values.rows()) {
    throw InvalidArgument{
        who, "variants",
        "expected 1 to " + std::to_string(people.values.rows()) + ", got " + std::to_string(options.variants)};
  }
  const Solution<Clustering<Scalar>> clusters = k_means(units.values, units.weights, options.variants, options.search);
  if (!clusters) return {clusters.status(), clusters.where()};
  Pluralism<Scalar> result = units.describe(clusters.value().centres, clusters.value().assignment);
  const Scalar total = units.weights.sum();
  result.lower_bound = clusters.value().lower_bound / total / Scalar(2) + result.within;
  result.exact = clusters.value().exact;
  Certificate certificate = clusters.certificate();
  certificate.duality_gap = std::max(certificate.duality_gap, internal::gaps_off(people, result));
  return {std::move(result), certificate, clusters.iterations()};
}

}  // namespace behalf

#endif  // BEHALF_GOVERNANCE_PLURALISM_PLURALISM_HPP
