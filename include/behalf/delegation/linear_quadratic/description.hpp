#ifndef BEHALF_DELEGATION_LINEAR_QUADRATIC_DESCRIPTION_HPP
#define BEHALF_DELEGATION_LINEAR_QUADRATIC_DESCRIPTION_HPP

#include <behalf/delegation/linear_quadratic/institutions.hpp>
#include <behalf/model/information_set.hpp>
#include <behalf/model/party.hpp>
#include <behalf/model/population.hpp>
#include <behalf/solve/definite.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/require.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

/// How the principals of positive weight offer incentives.
enum class Bargaining : std::uint8_t {
  unified,   ///< They bargain as one.
  separate,  ///< Each offers its own linear contract on the same signals: intrinsic common agency.
};

/// Relative to whose values regrets are taken.
template <class Scalar = double>
class Reference {
public:
  enum class Kind : std::uint8_t { each, collective, given };

  /// Each principal by its own values.
  [[nodiscard]] static Reference each() { return Reference{Kind::each, {}, {}}; }
  /// One constructed principal with the mandate Σ w_i v_i as its values: the group as if it bargained as one.
  [[nodiscard]] static Reference collective() { return Reference{Kind::collective, {}, {}}; }
  /// Any values (m × d), one row per reference; weights (m) for summaries, equal and of sum 1 by default.
  [[nodiscard]] static Reference given(Matrix<Scalar> values, std::optional<Vector<Scalar>> weights = {}) {
    return Reference{Kind::given, std::move(values), std::move(weights)};
  }
  Reference() = default;

  [[nodiscard]] Kind kind() const noexcept { return kind_; }
  [[nodiscard]] const Matrix<Scalar>& values() const noexcept { return values_; }
  [[nodiscard]] const std::optional<Vector<Scalar>>& weights() const noexcept { return weights_; }

private:
  Reference(Kind kind, Matrix<Scalar> values, std::optional<Vector<Scalar>> weights)
      : kind_{kind}, values_{std::move(values)}, weights_{std::move(weights)} {}

  Kind kind_ = Kind::each;
  Matrix<Scalar> values_;
  std::optional<Vector<Scalar>> weights_;
};

/// The data of linear–quadratic delegation: n principals who value d attributes of an action, and one agent.
/// Only `values` must be given.
template <class ScalarType = double>
struct LinearQuadraticSpec {
  using Scalar = ScalarType;

  Matrix<Scalar> values{};                    ///< n × d: row i is v_i, the worth of one unit of each attribute.
  std::optional<Vector<Scalar>> weights{};    ///< n, bargaining power ≥ 0; default 1/n each.
  std::vector<Matrix<Scalar>> covariances{};  ///< Where row i is the mean of a group: d × d, ÷n; default: no spread.
  std::vector<std::string> names{};           ///< n names for tables; default: numbers.
  std::optional<Matrix<Scalar>> cost{};       ///< C (d × d), symmetric positive definite; default identity.
  std::optional<Matrix<Scalar>> translation{};  ///< P (d × d): principals want v, state Pv; default identity.
  std::optional<Matrix<Scalar>> metrics{};  ///< G (k × d): what pay can be tied to; default identity, k = 0: nothing.
  std::optional<Vector<Scalar>> taste{};    ///< b (d): what the agent wants by itself; default 0.
  std::optional<InformationSet<Scalar>> noise{};  ///< Σ (d × d), variances; default 0.
  Scalar risk_aversion = Scalar(1);               ///< r ≥ 0 of the agent.
  Bargaining bargaining = Bargaining::unified;
  Reference<Scalar> reference{};
  Institutions<Scalar> institutions{};  ///< What levers add; default: nothing.
  std::vector<std::string> notes{};     ///< What should be said with the results, such as what was done to the data.

  [[nodiscard]] Eigen::Index principals() const noexcept { return values.rows(); }
  [[nodiscard]] Eigen::Index dimension() const noexcept { return values.cols(); }
  /// The weights, with their default filled in.
  [[nodiscard]] Vector<Scalar> weights_or_default() const;

  /// The description without any lever: what is wanted and whose gaps count is read from it.
  [[nodiscard]] const LinearQuadraticSpec& without_levers() const noexcept {
    return institutions.before ? *institutions.before : *this;
  }

  /// θ = Σ w_i v_i (d).
  [[nodiscard]] Vector<Scalar> mandate() const;
  /// Whether the rows of the result are the principals themselves, so that the spread within their groups counts.
  [[nodiscard]] bool by_each() const noexcept { return reference.kind() == Reference<Scalar>::Kind::each; }
  /// The values that regrets are relative to (d × m), one column per row of the result.
  [[nodiscard]] Matrix<Scalar> reference_values() const;
  /// The weights of the rows of the result (m), which no lever moves.
  [[nodiscard]] Vector<Scalar> reference_weights() const;
  /// The names of the rows of the result; none where they are numbered.
  [[nodiscard]] std::vector<std::string> reference_names() const;

  /// Throws `InvalidArgument` that names the field at fault unless this describes a model.
  void validate() const;

private:
  void validate_institutions(const char* who) const;
  void require_one_each(const char* who, const char* field, std::size_t size) const {
    if (size != 0 && static_cast<Eigen::Index>(size) != principals()) {
      throw InvalidArgument{
          who, field,
          "expected none or one for each of " + std::to_string(principals()) + ", got " + std::to_string(size)};
    }
  }
};

template <class Scalar>
Vector<Scalar> LinearQuadraticSpec<Scalar>::weights_or_default() const {
  if (weights) return *weights;
  return internal::all_alike(principals(), Scalar(Scalar(1) / Scalar(static_cast<int>(principals()))));
}

template <class Scalar>
Vector<Scalar> LinearQuadraticSpec<Scalar>::mandate() const {
  const Vector<Scalar> power = weights_or_default();
  Vector<Scalar> result = internal::all_alike(dimension(), Scalar(0));
  for (Eigen::Index j = 0; j < dimension(); ++j) {
    for (Eigen::Index i = 0; i < principals(); ++i) result(j) += values(i, j) * power(i);
  }
  return result;
}

template <class Scalar>
Matrix<Scalar> LinearQuadraticSpec<Scalar>::reference_values() const {
  if (by_each()) return internal::transposed(values);
  if (reference.kind() == Reference<Scalar>::Kind::collective) return without_levers().mandate();
  return internal::transposed(reference.values());
}

template <class Scalar>
Vector<Scalar> LinearQuadraticSpec<Scalar>::reference_weights() const {
  const Vector<Scalar> judging = without_levers().weights_or_default();
  if (by_each()) return judging;
  if (reference.kind() == Reference<Scalar>::Kind::collective) {
    return internal::all_alike(1, internal::sum_of(judging));
  }
  if (reference.weights()) return *reference.weights();
  const Eigen::Index m = reference.values().rows();
  return internal::all_alike(m, Scalar(Scalar(1) / Scalar(static_cast<int>(m))));
}

template <class Scalar>
std::vector<std::string> LinearQuadraticSpec<Scalar>::reference_names() const {
  if (by_each()) return names;
  if (reference.kind() == Reference<Scalar>::Kind::collective) return {"collective"};
  return {};
}

template <class Scalar>
void LinearQuadraticSpec<Scalar>::validate() const {
  static constexpr const char* who = "LinearQuadratic";
  const Eigen::Index n = principals();
  const Eigen::Index d = dimension();
  if (n == 0) throw InvalidArgument{who, "values", "expected at least one principal, got none"};
  if (d == 0) throw InvalidArgument{who, "values", "expected at least one attribute, got none"};
  require_finite(who, "values", values);
  if (weights) {
    require_size(who, "weights", weights->size(), n);
    require_weights(who, "weights", *weights);
  }
  require_one_each(who, "covariances", covariances.size());
  for (std::size_t i = 0; i < covariances.size(); ++i) {
    require_covariance(who, "covariances[" + std::to_string(i) + "]", covariances[i], d);
  }
  require_one_each(who, "names", names.size());
  if (cost) require_positive_definite(who, "cost", *cost, d);
  if (translation) {
    require_shape(who, "translation", *translation, d, d);
    require_finite(who, "translation", *translation);
  }
  if (metrics && metrics->rows() > 0) {
    require_shape(who, "metrics", *metrics, metrics->rows(), d);
    require_finite(who, "metrics", *metrics);
  }
  if (taste) {
    require_size(who, "taste", taste->size(), d);
    require_finite(who, "taste", *taste);
  }
  if (noise) require_shape(who, "noise", noise->noise(), d, d);
  require_not_negative(who, "risk_aversion", risk_aversion);
  if (reference.kind() == Reference<Scalar>::Kind::given) {
    if (reference.values().rows() == 0) throw InvalidArgument{who, "reference", "expected at least one row, got none"};
    require_shape(who, "reference", reference.values(), reference.values().rows(), d);
    require_finite(who, "reference", reference.values());
    if (reference.weights()) {
      require_size(who, "reference.weights", reference.weights()->size(), reference.values().rows());
      require_weights(who, "reference.weights", *reference.weights());
    }
  }
  validate_institutions(who);
}

template <class Scalar>
void LinearQuadraticSpec<Scalar>::validate_institutions(const char* who) const {
  const Institutions<Scalar>& all = institutions;
  if (all.before) {
    require_shape(who, "institutions.before.values", all.before->values, principals(), dimension());
  }
  require_not_negative(who, "institutions.felt_weight", all.felt_weight);
  if (all.felt.size() > 0) {
    require_size(who, "institutions.felt", all.felt.size(), dimension());
    require_finite(who, "institutions.felt", all.felt);
  }
  if (all.redress.size() == 0) return;
  require_size(who, "institutions.redress", all.redress.size(), principals());
  if (!by_each()) {
    throw InvalidArgument{who, "institutions.redress",
                          "expected regrets by everybody's own values, those who pay are no others by a reference"};
  }
  for (Eigen::Index j = 0; j < principals(); ++j) {
    const std::string field = "institutions.redress[" + std::to_string(j) + "]";
    require_fraction(who, field, all.redress(j));
    if (all.redress(j) > Scalar(0)) internal::require_payers(who, field, reference_weights(), j);
  }
}

/// The data of linear–quadratic delegation between these principals and this agent; metrics, translation and noise are
/// added to what is returned. Throws `InvalidArgument` when the principals' values differ in length.
template <class Scalar>
[[nodiscard]] LinearQuadraticSpec<Scalar> delegate_to(const Agent<Scalar>& agent,
                                                      const std::vector<Principal<Scalar>>& principals) {
  LinearQuadraticSpec<Scalar> spec;
  const Eigen::Index n = static_cast<Eigen::Index>(principals.size());
  if (n == 0) throw InvalidArgument{"delegate_to", "principals", "expected at least one principal, got none"};
  spec.values.resize(n, principals.front().objective.values().size());
  spec.weights = Vector<Scalar>(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    const Principal<Scalar>& principal = principals[static_cast<std::size_t>(i)];
    require_size("delegate_to", "principals[" + std::to_string(i) + "]", principal.objective.values().size(),
                 spec.dimension());
    spec.values.row(i) = principal.objective.values().transpose();
    (*spec.weights)(i) = principal.weight;
    spec.names.push_back(principal.name);
  }
  spec.cost = agent.cost;
  spec.taste = agent.taste;
  spec.risk_aversion = agent.risk_aversion;
  return spec;
}

/// The data of linear–quadratic delegation by a population: one row per group, whose members want its mean values up to
/// its covariance; weights are normalised to sum 1. Regrets, stakes and attributions are those expected of a member.
template <class Scalar>
[[nodiscard]] LinearQuadraticSpec<Scalar> delegate_to(const Agent<Scalar>& agent,
                                                      const Population<Scalar>& population) {
  std::vector<Principal<Scalar>> groups;
  std::vector<Matrix<Scalar>> covariances;
  for (const Group<Scalar>& group : population.groups()) {
    groups.push_back({.name = group.name,
                      .objective = LinearObjective<Scalar>{group.mean},
                      .weight = group.weight / population.total_weight(),
                      .tolerance = std::nullopt});
    covariances.push_back(group.covariance);
  }
  LinearQuadraticSpec<Scalar> spec = delegate_to(agent, groups);
  spec.covariances = std::move(covariances);
  return spec;
}

}  // namespace behalf

#endif  // BEHALF_DELEGATION_LINEAR_QUADRATIC_DESCRIPTION_HPP
