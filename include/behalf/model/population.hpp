#ifndef BEHALF_MODEL_POPULATION_HPP
#define BEHALF_MODEL_POPULATION_HPP

#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/moments.hpp>
#include <behalf/solve/require.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace behalf {

/// People who share a context, such as a country, by what they want on average and how far they differ.
///
/// Values are the worth of one unit of each of d attributes.
template <class Scalar = double>
struct Group {
  std::string name{};           ///< Unique in its population.
  Scalar weight = Scalar(1);    ///< ≥ 0: people, or whatever the group counts for; only ratios matter here.
  Vector<Scalar> mean{};        ///< d: the mean of the values.
  Matrix<Scalar> covariance{};  ///< d × d: the covariance of the values, ÷n; empty (0 × 0): they all want the mean.
};

/// Those on whose behalf an agent acts, as data: groups with weight, mean and covariance of values.
///
/// The expected regret, stake and attribution of a member of a group need no more than that; quantiles and the worst-off
/// person need the rows themselves.
template <class ScalarType = double>
class Population {
public:
  using Scalar = ScalarType;

  /// A population of these groups.
  ///
  /// Throws `InvalidArgument` when there is none, when means and covariances are not of one size d ≥ 1, when a number is
  /// not finite, when a weight is negative or all are 0, when a covariance is not symmetric positive semidefinite, and
  /// when two groups have the same name.
  explicit Population(std::vector<Group<Scalar>> groups) : groups_{std::move(groups)} {
    validate();
    summarise();
  }

  /// A population of one group, "everyone", from raw values (n × d, one row per person); its weight is n.
  ///
  /// Throws `InvalidArgument` when there are no rows or columns, or a number is not finite (its place is named).
  template <class Derived>
  [[nodiscard]] static Population from_rows(const Eigen::MatrixBase<Derived>& rows) {
    require_people(rows.rows(), rows.cols());
    if constexpr ((Derived::Flags & Eigen::DirectAccessBit) == 0) {
      return from_rows(Matrix<Scalar>{rows});
    } else {
      Moments<Scalar> all{rows.cols()};
      add_people(all, rows.derived(), rows.derived());
      return Population{Trusted{}, {group_of("everyone", all)}};
    }
  }

  /// A population from raw values (n × d, one row per person) and the group that each person belongs to (n labels).
  ///
  /// Groups come in the order in which their labels first appear; their weights are their numbers of people.
  /// Throws `InvalidArgument` when there are no rows or columns, when the labels are not as many as the rows, or when a
  /// number is not finite (its place is named).
  template <class Derived>
  [[nodiscard]] static Population from_rows(const Eigen::MatrixBase<Derived>& rows,
                                            std::span<const std::string> labels) {
    require_people(rows.rows(), rows.cols());
    if (static_cast<Eigen::Index>(labels.size()) != rows.rows()) {
      throw InvalidArgument{
          who, "labels",
          "expected " + std::to_string(rows.rows()) + ", one per row, got " + std::to_string(labels.size())};
    }
    if constexpr ((Derived::Flags & Eigen::DirectAccessBit) == 0) {
      return from_rows(Matrix<Scalar>{rows}, labels);
    } else {
      std::unordered_map<std::string_view, std::size_t> numbers;
      std::vector<std::string> names;
      std::vector<std::size_t> group_of_row;
      group_of_row.reserve(labels.size());
      for (const std::string& label : labels) {
        group_of_row.push_back(numbers.try_emplace(label, names.size()).first->second);
        if (group_of_row.back() == names.size()) names.push_back(label);
      }
      std::vector<Group<Scalar>> groups;
      for (const Moments<Scalar>& moments : moments_by_group(rows.derived(), group_of_row, names.size())) {
        groups.push_back(group_of(names[groups.size()], moments));
      }
      return Population{Trusted{}, std::move(groups)};
    }
  }

  /// The same groups with other weights, one per group in their order. Throws as the constructor does.
  [[nodiscard]] Population with_weights(const Vector<Scalar>& weights) const {
    require_size(who, "weights", weights.size(), static_cast<Eigen::Index>(size()));
    require_weights(who, "weights", weights);
    std::vector<Group<Scalar>> groups = groups_;
    for (std::size_t i = 0; i < groups.size(); ++i) groups[i].weight = weights(static_cast<Eigen::Index>(i));
    return Population{Trusted{}, std::move(groups)};
  }

  [[nodiscard]] const std::vector<Group<Scalar>>& groups() const noexcept { return groups_; }
  /// The number of groups.
  [[nodiscard]] std::size_t size() const noexcept { return groups_.size(); }
  /// d, the number of attributes.
  [[nodiscard]] Eigen::Index dimension() const noexcept { return groups_.front().mean.size(); }
  /// W = Σ w_g over the groups, > 0.
  [[nodiscard]] const Scalar& total_weight() const noexcept { return total_weight_; }
  /// The mean of the values of everyone (d): Σ w_g μ_g / W.
  [[nodiscard]] const Vector<Scalar>& mean() const noexcept { return mean_; }
  /// The covariance of values inside the groups (d × d): Σ w_g S_g / W.
  [[nodiscard]] const Matrix<Scalar>& covariance_within() const noexcept { return within_; }
  /// The covariance of the group means (d × d): Σ w_g (μ_g − m)(μ_g − m)ᵀ / W with m the mean of everyone.
  [[nodiscard]] const Matrix<Scalar>& covariance_between() const noexcept { return between_; }
  /// The covariance of the values of everyone (d × d, ÷W): within + between, the law of total covariance.
  [[nodiscard]] Matrix<Scalar> covariance() const { return within_ + between_; }

private:
  static constexpr const char* who = "Population";

  struct Trusted {};
  /// Groups that need no validation, since moments of rows are what they must be.
  Population(Trusted /*unused*/, std::vector<Group<Scalar>> groups) : groups_{std::move(groups)} { summarise(); }

  static void require_people(Eigen::Index people, Eigen::Index dimension) {
    if (people == 0) throw InvalidArgument{who, "rows", "expected at least one row, got none"};
    if (dimension == 0) throw InvalidArgument{who, "rows", "expected at least one column, got none"};
  }

  [[nodiscard]] static Group<Scalar> group_of(const std::string& name, const Moments<Scalar>& moments) {
    return {.name = name,
            .weight = internal::as_scalar<Scalar>(moments.count()),
            .mean = moments.mean(),
            .covariance = moments.covariance()};
  }

  /// One pass over the rows in their order: each group collects its own until there are enough to be summed at once.
  template <class Derived>
  [[nodiscard]] static std::vector<Moments<Scalar>> moments_by_group(const Derived& rows,
                                                                     const std::vector<std::size_t>& group_of_row,
                                                                     std::size_t groups) {
    struct Collected {
      Eigen::Index first = 0;
      Eigen::Index size = 0;
      Eigen::Index capacity = 0;
    };
    std::vector<Collected> parts(groups);
    for (const std::size_t group : group_of_row) ++parts[group].capacity;
    Eigen::Index total = 0;
    for (Collected& part : parts) {
      part.capacity = std::min(part.capacity, Eigen::Index{1024});
      part.first = std::exchange(total, total + part.capacity);
    }
    Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> collected(total, rows.cols());
    std::vector<Moments<Scalar>> result(groups, Moments<Scalar>{rows.cols()});
    const auto sum_up = [&](std::size_t group) {
      add_people(result[group], collected.middleRows(parts[group].first, parts[group].size), rows);
      parts[group].size = 0;
    };
    for (Eigen::Index i = 0; i < rows.rows(); ++i) {
      Collected& part = parts[group_of_row[static_cast<std::size_t>(i)]];
      collected.row(part.first + part.size) = rows.row(i);
      if (++part.size == part.capacity) sum_up(group_of_row[static_cast<std::size_t>(i)]);
    }
    for (std::size_t group = 0; group < groups; ++group) sum_up(group);
    return result;
  }

  /// Adds some of all the rows; a number at fault is named by its place among all.
  template <class Some, class All>
  static void add_people(Moments<Scalar>& moments, const Some& some, const All& all) {
    try {
      moments.add(some);
    } catch (const InvalidArgument& error) {
      require_finite(who, "rows", all);
      throw InvalidArgument{who, "rows", error.rule()};
    }
  }

  void validate() {
    if (groups_.empty()) throw InvalidArgument{who, "groups", "expected at least one group, got none"};
    const Eigen::Index d = dimension();
    if (d == 0) throw InvalidArgument{who, "groups[0].mean", "expected at least 1 number, got 0"};
    std::unordered_set<std::string_view> names;
    bool any_positive = false;
    for (std::size_t i = 0; i < groups_.size(); ++i) {
      Group<Scalar>& group = groups_[i];
      const std::string field = "groups[" + std::to_string(i) + "].";
      if (!names.insert(group.name).second) {
        throw InvalidArgument{who, field + "name",
                              "expected a name that no other group has, got \"" + group.name + "\""};
      }
      require_not_negative(who, field + "weight", group.weight);
      any_positive = any_positive || group.weight > Scalar(0);
      require_size(who, field + "mean", group.mean.size(), d);
      require_finite(who, field + "mean", group.mean);
      if (group.covariance.size() == 0) group.covariance.setZero(d, d);
      require_covariance(who, field + "covariance", group.covariance, d);
    }
    if (!any_positive) throw InvalidArgument{who, "groups", "expected at least one positive weight, all are 0"};
  }

  void summarise() {
    const Eigen::Index d = dimension();
    total_weight_ = Scalar(0);
    for (const Group<Scalar>& group : groups_) total_weight_ += group.weight;
    if (!is_finite(total_weight_)) throw InvalidArgument{who, "groups", "expected weights whose sum does not overflow"};
    // Relative to one of the means, so that groups far from 0 and close to each other do not lose digits.
    Vector<Scalar> offset = Vector<Scalar>::Zero(d);
    for (const Group<Scalar>& group : groups_) {
      offset += (group.weight / total_weight_) * (group.mean - groups_.front().mean);
    }
    mean_ = groups_.front().mean + offset;
    within_ = Matrix<Scalar>::Zero(d, d);
    between_ = Matrix<Scalar>::Zero(d, d);
    for (const Group<Scalar>& group : groups_) {
      const Scalar share = group.weight / total_weight_;
      const Vector<Scalar> apart = (group.mean - groups_.front().mean) - offset;
      within_ += share * group.covariance;
      between_.template selfadjointView<Eigen::Lower>().rankUpdate(apart, share);
    }
    between_.template triangularView<Eigen::StrictlyUpper>() = between_.transpose();
    for (Eigen::Index j = 0; j < d; ++j) {
      if (!is_finite(between_(j, j)))
        throw InvalidArgument{who, "groups", "expected means whose squares do not overflow"};
    }
  }

  std::vector<Group<Scalar>> groups_;
  Scalar total_weight_ = Scalar(0);
  Vector<Scalar> mean_;
  Matrix<Scalar> within_;
  Matrix<Scalar> between_;
};

}  // namespace behalf

#endif  // BEHALF_MODEL_POPULATION_HPP
