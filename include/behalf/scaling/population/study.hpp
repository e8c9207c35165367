#ifndef BEHALF_SCALING_POPULATION_STUDY_HPP
#define BEHALF_SCALING_POPULATION_STUDY_HPP

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/delegation/linear_quadratic/model.hpp>
#include <behalf/gap/lattice.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/scaling/averages.hpp>
#include <behalf/scaling/fingerprint.hpp>
#include <behalf/scaling/plan.hpp>
#include <behalf/scaling/point.hpp>
#include <behalf/scaling/population/entrusted.hpp>
#include <behalf/scaling/population/entrusted_data.hpp>
#include <behalf/scaling/population/pairs.hpp>
#include <behalf/scaling/row.hpp>
#include <behalf/solve/certified.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace behalf {

/// How the eight mean regrets and the stake of a point change, each in its own unit per unit of what is changed.
template <class Scalar = double>
struct ScalingSlopes {
  using Numbers = std::array<Scalar, 9>;  ///< Regrets by `index()` of the ideal axes, then the stake.

  Numbers diversity{};              ///< Per unit of δ.
  Numbers risk_aversion{};          ///< Per unit of r.
  std::optional<Numbers> budget{};  ///< Per unit of κ; absent where the noise is the scenario's own.
};

/// How the mean gap of a population, its stake and its causes change with generality, scope and diversity.
///
/// At (g, s, δ) the agent is entrusted with a set A of g attributes and serves a set B of s groups of positive weight with
/// one policy; the numbers are plain averages over all pairs (A, B) when there are at most `samples` of them, exact, and
/// else over `samples` independent uniform draws. For one pair: weights are renormalised in B, and with v̄ the mean of B
/// values become v̄ + δ(v − v̄), so that group means become v̄ + δ(μ − v̄) and covariances δ²S; cost, taste, translation and
/// noise are restricted to A by principal submatrices (what is not entrusted stays undone); metrics are the first
/// min(k, g) attributes of A where the plan names k, and else the scenario's own restricted to the columns of A; noise has
/// variance g s/κ on each attribute where the plan names κ. Each group is one bargainer if bargaining is separate.
/// Averages over B weigh groups equally at s = 1 and by people when all are served, so the stake moves too.
///
/// Draw i of point k has a stream of random numbers of its own, so that every point has the same bits wherever and in
/// whatever order it is computed. Const calls are safe in several threads, each with a workspace.
template <class ScalarType = double>
class PopulationStudy {
public:
  using Scalar = ScalarType;
  using Spec = LinearQuadraticSpec<Scalar>;

  /// Room that is used again, one per thread.
  using Workspace = typename internal::Pairs<Scalar>::Workspace;

  /// A study of this delegation, whose principals are the groups (see `delegate_to(agent, population)`).
  ///
  /// Throws `InvalidArgument` when the data describe no model, when the reference is not each principal itself, and when
  /// the plan does not fit (`ScalingPlan::validate`; its fields are paths such as "scaling.generality[2]").
  PopulationStudy(const Spec& whole, const ScalingPlan<Scalar>& plan);

  [[nodiscard]] const Spec& whole() const noexcept { return pairs_.whole(); }
  [[nodiscard]] const ScalingPlan<Scalar>& plan() const noexcept { return pairs_.plan(); }
  /// The number of points.
  [[nodiscard]] std::size_t size() const noexcept { return plan().size(); }
  /// The same for two studies only if they ask the same of the same data.
  [[nodiscard]] std::uint64_t fingerprint() const noexcept { return pairs_.fingerprint(); }

  /// Whether the mean at point k is over all pairs that there are.
  [[nodiscard]] bool is_exact(std::size_t k) const { return pairs_.exact(plan().point(k)); }
  /// Over how many pairs the mean at point k is; fewer where the plan names a precision and that is reached earlier.
  [[nodiscard]] std::uint64_t subsets(std::size_t k) const {
    return std::min(pairs_.count(plan().point(k)), plan().samples);
  }

  /// The delegation by these groups (rows of the whole) of these attributes (ascending) at a point: what is averaged over.
  [[nodiscard]] Spec delegation(const ScalingPoint<Scalar>& point, const std::vector<Eigen::Index>& attributes,
                                const std::vector<Eigen::Index>& groups) const;

  /// Point k and, unless `certificate` is null, how good it is. Fails, and says with which axes ideal, where numbers
  /// overflow.
  [[nodiscard]] LatticeOutcome row_into(std::size_t k, ScalingRow<Scalar>& row, Workspace& workspace,
                                        Certificate* certificate = nullptr) const;

  /// The derivatives of point k in δ, r and κ, in closed form, over the same pairs as the point itself; at δ = 0 and r = 0
  /// from above. The certificate is that of the point.
  [[nodiscard]] Solution<ScalingSlopes<Scalar>> slopes(std::size_t k) const;

  /// How good point k is: the first pair looked at there, solved again by the reference model with all its groups, must
  /// have the same regrets and stake relative to the larger of stake and gap (duality gap); the other figures are those of
  /// the reference model.
  [[nodiscard]] Certificate certificate(std::size_t k) const;

private:
  static void validate(const Spec& whole, const ScalingPlan<Scalar>& plan);

  [[nodiscard]] static std::uint64_t fingerprint_of(const Spec& whole, const ScalingPlan<Scalar>& plan);

  internal::Pairs<Scalar> pairs_;
};

template <class Scalar>
PopulationStudy(LinearQuadraticSpec<Scalar>, ScalingPlan<Scalar>) -> PopulationStudy<Scalar>;

// Bodies outside of the class, so that a program may leave them to a file that compiles them once.

template <class ScalarType>
PopulationStudy<ScalarType>::PopulationStudy(const Spec& whole, const ScalingPlan<Scalar>& plan)
    : pairs_{whole, plan, fingerprint_of(whole, plan)} {}

template <class ScalarType>
auto PopulationStudy<ScalarType>::delegation(const ScalingPoint<Scalar>& point,
                                             const std::vector<Eigen::Index>& attributes,
                                             const std::vector<Eigen::Index>& groups) const -> Spec {
  internal::EntrustedData<Scalar> data{whole(), attributes, plan().metrics, plan().budget.has_value()};
  const Eigen::Index s = static_cast<Eigen::Index>(groups.size());
  const Eigen::Index g = static_cast<Eigen::Index>(attributes.size());
  const Vector<Scalar> all = whole().weights_or_default();
  Spec spec;
  spec.values.resize(s, g);
  spec.weights = Vector<Scalar>(s);
  for (Eigen::Index k = 0; k < s; ++k) {
    const Eigen::Index group = groups[static_cast<std::size_t>(k)];
    (*spec.weights)(k) = all(group);
    for (Eigen::Index j = 0; j < g; ++j) {
      spec.values(k, j) = whole().values(group, attributes[static_cast<std::size_t>(j)]);
    }
    if (whole().covariances.empty()) continue;
    const Matrix<Scalar>& covariance = whole().covariances[static_cast<std::size_t>(group)];
    spec.covariances.push_back(point.diversity * point.diversity *
                               internal::EntrustedData<Scalar>::principal_part(covariance, attributes));
  }
  *spec.weights /= spec.weights->sum();
  const Matrix<Scalar> mean = spec.weights->transpose() * spec.values;
  for (Eigen::Index k = 0; k < s; ++k) spec.values.row(k) = mean + point.diversity * (spec.values.row(k) - mean);
  if (whole().cost) spec.cost = std::move(data.cost);
  spec.translation = std::move(data.translation);
  spec.metrics = std::move(data.metrics);
  spec.taste = std::move(data.taste);
  spec.noise = std::move(data.noise);
  if (plan().budget) spec.noise = InformationSet<Scalar>{Matrix<Scalar>(pairs_.scale(point) * spec.noise->noise())};
  spec.risk_aversion = whole().risk_aversion;
  spec.bargaining = whole().bargaining;
  return spec;
}

template <class ScalarType>
LatticeOutcome PopulationStudy<ScalarType>::row_into(std::size_t k, ScalingRow<Scalar>& row, Workspace& workspace,
                                                     Certificate* certificate) const {
  const ScalingPoint<Scalar> point = plan().point(k);
  const Scalar square = point.diversity * point.diversity;
  const bool all = pairs_.exact(point);
  internal::Averages<Scalar> averages;
  const LatticeOutcome outcome = pairs_.for_each(k, workspace, [&](const internal::Entrusted<Scalar>& part) {
    part.evaluate(workspace.mean, workspace.spread, square, workspace.room, workspace.sample);
    averages.add(workspace.sample);
    return !all && averages.precise(plan().precision);
  });
  if (outcome.status != Status::optimal) return outcome;
  row.index = k;
  row.at = point;
  averages.write(row, all);
  for (std::size_t ideal = 0; ideal < 8; ++ideal) {
    if (!is_finite(row.regrets[ideal])) return {Status::ill_conditioned, AxisSet::from_index(ideal)};
  }
  if (!is_finite(row.stake.value)) return {Status::ill_conditioned, AxisSet::none()};
  if (certificate) *certificate = this->certificate(k);
  return {};
}

template <class ScalarType>
auto PopulationStudy<ScalarType>::slopes(std::size_t k) const -> Solution<ScalingSlopes<Scalar>> {
  const ScalingPoint<Scalar> point = plan().point(k);
  const Scalar square = point.diversity * point.diversity;
  const bool all = pairs_.exact(point);
  Workspace workspace;
  internal::Averages<Scalar> averages;
  internal::LatticeSample<Scalar> by_delta{};
  internal::LatticeSample<Scalar> by_tau{};
  ScalingSlopes<Scalar> result;
  typename ScalingSlopes<Scalar>::Numbers risk{};
  const LatticeOutcome outcome = pairs_.for_each(k, workspace, [&](const internal::Entrusted<Scalar>& part) {
    part.evaluate(workspace.mean, workspace.spread, square, workspace.room, workspace.sample);
    averages.add(workspace.sample);
    part.slopes(workspace.mean, workspace.spread, point.diversity, workspace.room, by_delta, by_tau);
    for (std::size_t i = 0; i < by_delta.size(); ++i) {
      result.diversity[i] += by_delta[i];
      risk[i] += by_tau[i];
    }
    return !all && averages.precise(plan().precision);
  });
  if (outcome.status != Status::optimal) return {outcome.status, internal::with_ideal(outcome.failed)};
  const Scalar share = Scalar(1) / Scalar(static_cast<double>(averages.count()));
  if (plan().budget) result.budget.emplace();
  for (std::size_t i = 0; i < risk.size(); ++i) {
    result.diversity[i] *= share;
    risk[i] *= share;
    result.risk_aversion[i] = pairs_.scale(point) * risk[i];
    if (plan().budget) (*result.budget)[i] = -(pairs_.tau(point) / *plan().budget) * risk[i];
  }
  return {result, certificate(k)};
}

template <class ScalarType>
Certificate PopulationStudy<ScalarType>::certificate(std::size_t k) const {
  const ScalingPoint<Scalar> point = plan().point(k);
  const Scalar square = point.diversity * point.diversity;
  Workspace workspace;
  const LatticeOutcome outcome = pairs_.for_each(k, workspace, [&](const internal::Entrusted<Scalar>& part) {
    part.evaluate(workspace.mean, workspace.spread, square, workspace.room, workspace.sample);
    return true;
  });
  Certificate result;
  result.duality_gap = std::numeric_limits<double>::infinity();
  if (outcome.status != Status::optimal) return result;
  std::vector<Eigen::Index> groups;
  for (const Eigen::Index group : workspace.groups) groups.push_back(pairs_.group(group));
  const Solution<Lattice<Scalar>> again =
      lattice(LinearQuadratic<Scalar>{delegation(point, workspace.attributes, groups)});
  if (!again) return result;
  const Lattice<Scalar> mean = weighted_mean(again.value());
  result = again.certificate();
  const double size = std::max(to_double(mean.stakes(0)), to_double(mean.regrets(0)));
  ScalingPoint<Scalar> as_they_are = point;
  as_they_are.diversity = Scalar(1);
  const Vector<Scalar> stakes = LinearQuadratic<Scalar>{delegation(as_they_are, workspace.attributes, groups)}.stakes();
  const double nothing =
      internal::square_of_nothing<Scalar>(std::sqrt(std::max(1.0, to_double(square)) * to_double(stakes.maxCoeff())));
  const auto include = [&](const Scalar& a, const Scalar& b) {
    const double apart = to_double(a > b ? a - b : b - a);
    if (size <= nothing && apart <= nothing) return;
    Certificate one;
    one.duality_gap = size > 0 ? apart / size : apart;
    result.include(one);
  };
  for (std::size_t ideal = 0; ideal < 8; ++ideal) {
    include(workspace.sample[ideal], mean.regrets(0, static_cast<Eigen::Index>(ideal)));
  }
  include(workspace.sample[8], mean.stakes(0));
  return result;
}

template <class ScalarType>
void PopulationStudy<ScalarType>::validate(const Spec& whole, const ScalingPlan<Scalar>& plan) {
  whole.validate();
  if (!whole.by_each()) {
    throw InvalidArgument{"PopulationStudy", "reference", "expected each principal by its own values"};
  }
  if (whole.institutions.felt.size() > 0 || whole.institutions.redress.size() > 0) {
    throw InvalidArgument{"PopulationStudy", "institutions", "expected nobody liable and nobody made good"};
  }
  const Vector<Scalar> weights = whole.weights_or_default();
  plan.validate(whole.dimension(), (weights.array() > Scalar(0)).count());
}

template <class ScalarType>
std::uint64_t PopulationStudy<ScalarType>::fingerprint_of(const Spec& whole, const ScalingPlan<Scalar>& plan) {
  validate(whole, plan);
  Fingerprint all;
  all.add("linear-quadratic");
  all.add_matrix(whole.values);
  all.add_matrix(whole.weights_or_default());
  all.add(static_cast<std::uint64_t>(whole.covariances.size()));
  for (const Matrix<Scalar>& covariance : whole.covariances) all.add_matrix(covariance);
  all.add_matrix(whole.cost);
  all.add_matrix(whole.translation);
  all.add_matrix(whole.metrics);
  all.add_matrix(whole.taste);
  all.add(std::uint64_t{whole.noise ? 1U : 0U});
  if (whole.noise) all.add_matrix(whole.noise->noise());
  all.add_number(whole.risk_aversion);
  all.add(static_cast<std::uint64_t>(whole.bargaining));
  add_plan(all, plan);
  return all.value();
}

}  // namespace behalf

#ifdef BEHALF_COMPILED_MODELS
#include <behalf/scaling/population/impl/extern.hpp>
#endif

#endif  // BEHALF_SCALING_POPULATION_STUDY_HPP
