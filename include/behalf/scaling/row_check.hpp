#ifndef BEHALF_SCALING_ROW_CHECK_HPP
#define BEHALF_SCALING_ROW_CHECK_HPP

#include <behalf/gap/attribution.hpp>
#include <behalf/gap/model_laws.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/scaling/point.hpp>
#include <behalf/scaling/row.hpp>
#include <behalf/scaling/runnable_study.hpp>
#include <behalf/solve/solution.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>

namespace behalf {

/// How a row that was computed elsewhere is checked.
struct RowCheckOptions {
  /// A point over at most so many subsets is computed again: about what its certificate costs.
  std::uint64_t most_subsets = 64;
  /// Of the others those are whose number is a multiple of this; 0: none.
  std::size_t every = 16;
};

namespace internal {

/// Compares figures of a point up to rounding and keeps the name of the first that is not as it must be.
template <class Scalar>
class RowComparison {
public:
  /// Rounding in a mean over n subsets grows with n; a standard error is the root of a sum of squares.
  explicit RowComparison(const ScalingRow<Scalar>& row) {
    using std::sqrt;
    Scalar size = row.stake.value;
    for (const Scalar& regret : row.regrets) size = std::max(size, regret);
    const Scalar part = Scalar(64) * std::numeric_limits<Scalar>::epsilon() * Scalar(static_cast<double>(row.draws));
    rounding_ = part * size;
    lawful_ = std::max(rounding_, Scalar(model_rounding<Scalar>() * size));
    error_rounding_ = row.exact ? Scalar(0) : Scalar(sqrt(part) * size);
  }

  void require(bool holds, const std::string& name) {
    if (!holds && fault_.empty()) fault_ = name;
  }
  void require_same(const Scalar& a, const Scalar& b, const std::string& name) {
    require(a - b <= rounding_ && b - a <= rounding_, name);
  }
  void require_same(const Estimate<Scalar>& a, const Estimate<Scalar>& b, const std::string& name) {
    require_same(a.value, b.value, name);
    const Scalar apart = a.standard_error - b.standard_error;
    require(apart <= error_rounding_ && -apart <= error_rounding_, name + "_se");
  }
  /// An error that is possible beside a mean.
  void require_error(const Estimate<Scalar>& x, bool exact, const std::string& name) {
    require(exact ? x.standard_error == Scalar(0) : x.standard_error >= Scalar(0) && is_finite(x.standard_error),
            name + "_se");
  }
  void require_not_negative(const Scalar& x, const std::string& name) { require(x >= -lawful_, name); }
  void require_nothing(const Scalar& x, const std::string& name) { require(x >= -lawful_ && x <= lawful_, name); }
  [[nodiscard]] const std::string& fault() const noexcept { return fault_; }

private:
  Scalar rounding_{};
  Scalar lawful_{};  // as the laws of a model allow
  Scalar error_rounding_{};
  std::string fault_;
};

/// The first figure of a row that does not follow from the others as it must; empty: none.
template <class Scalar>
[[nodiscard]] std::string misfit(const ScalingRow<Scalar>& row) {
  RowComparison<Scalar> compare{row};
  const Attribution<Scalar> why{row.lattice()};
  for (const AxisSet ideal : all_axis_sets) {
    compare.require_not_negative(row.regrets[ideal.index()], "regret_" + letters(ideal));
  }
  compare.require_nothing(row.regrets[AxisSet::all().index()], "regret_" + letters(AxisSet::all()));
  compare.require_not_negative(row.stake.value, "stake");
  compare.require_error(row.stake, row.exact, "stake");
  compare.require_same(row.gap.value, why.gap(0), "gap");
  compare.require_error(row.gap, row.exact, "gap");
  for (const Axis axis : all_axes) {
    compare.require_same(row.share(axis).value, why.shapley(axis, 0), "shapley_" + letters(axis));
    compare.require_error(row.share(axis), row.exact, "shapley_" + letters(axis));
  }
  for (const AxisSet faulty : all_axis_sets) {
    compare.require_same(row.dividend(faulty).value, why.dividend(faulty, 0), "dividend_" + letters(faulty));
    compare.require_error(row.dividend(faulty), row.exact, "dividend_" + letters(faulty));
  }
  compare.require(row.relative_gap.has_value() == (row.stake.value > Scalar(0)), "relative_gap");
  if (row.relative_gap) {
    compare.require_same(row.relative_gap->value * row.stake.value, row.gap.value, "relative_gap");
    compare.require_error(*row.relative_gap, row.exact, "relative_gap");
  }
  return compare.fault();
}

/// The first figure in which a row is not what was computed again; empty: none.
template <class Scalar>
[[nodiscard]] std::string difference(const ScalingRow<Scalar>& row, const ScalingRow<Scalar>& again) {
  RowComparison<Scalar> compare{again};
  compare.require(row.draws == again.draws, "draws");
  for (const AxisSet ideal : all_axis_sets) {
    compare.require_same(row.regrets[ideal.index()], again.regrets[ideal.index()], "regret_" + letters(ideal));
  }
  compare.require_same(row.gap, again.gap, "gap");
  compare.require_same(row.stake, again.stake, "stake");
  for (const Axis axis : all_axes) {
    compare.require_same(row.share(axis), again.share(axis), "shapley_" + letters(axis));
  }
  for (const AxisSet faulty : all_axis_sets) {
    compare.require_same(row.dividend(faulty), again.dividend(faulty), "dividend_" + letters(faulty));
  }
  if (row.relative_gap && again.relative_gap) {
    const Scalar apart = (row.relative_gap->standard_error - again.relative_gap->standard_error) * again.stake.value;
    compare.require_same(Estimate<Scalar>{Scalar(0), apart}, {}, "relative_gap");
  }
  return compare.fault();
}

/// `row_fault`, which also says how good a row without a fault is, unless `certificate` is null.
template <RunnableStudy S>
[[nodiscard]] std::string check_row(const S& study, const ScalingRow<typename S::Scalar>& row,
                                    typename S::Workspace& workspace, const RowCheckOptions& options,
                                    Certificate* certificate) {
  if (row.index >= study.size() || !(row.at == study.plan().point(row.index))) {
    return "expected a point of the study, got point " + std::to_string(row.index) + " at " + to_text(row.at);
  }
  const std::uint64_t subsets = study.subsets(row.index);
  const bool all = row.draws == subsets || (!row.exact && study.plan().precision && row.draws < subsets);
  if (row.exact != study.is_exact(row.index) || !all) {
    return "expected a mean over " + std::to_string(subsets) + " subsets, got " + std::to_string(row.draws);
  }
  const std::string apart = misfit(row);
  if (!apart.empty()) return "the figures of the row do not fit together: " + apart;
  const bool again = subsets <= options.most_subsets || (options.every > 0 && row.index % options.every == 0);
  if (!again) {
    if (certificate) *certificate = study.certificate(row.index);
    return {};
  }
  ScalingRow<typename S::Scalar> computed;
  if (study.row_into(row.index, computed, workspace, certificate).status != Status::optimal) {
    return "the row is not what the data give: there is none";
  }
  const std::string other = difference(row, computed);
  return other.empty() ? other : "the row is not what the data give: " + other;
}

}  // namespace internal

/// What is wrong with a row of a study that was computed elsewhere; empty: nothing was found.
///
/// Checks that it is of the point and over its subsets, and that its figures follow from each other: gap, dividends and
/// Shapley values from the mean regrets, the relative gap from gap and stake, no standard error where nothing was drawn. A
/// point over few subsets is computed again, and so are some of the others (`options`); that the mean over many subsets is
/// what the data give can be known by computing it only, so a row that is made up in all its figures together may pass
/// where that is not done. Figures may differ by the rounding of another machine.
template <RunnableStudy S>
[[nodiscard]] std::string row_fault(const S& study, const ScalingRow<typename S::Scalar>& row,
                                    typename S::Workspace& workspace, const RowCheckOptions& options = {}) {
  return internal::check_row(study, row, workspace, options, nullptr);
}

}  // namespace behalf

#endif  // BEHALF_SCALING_ROW_CHECK_HPP
