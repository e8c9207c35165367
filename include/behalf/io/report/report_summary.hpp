#ifndef BEHALF_IO_REPORT_REPORT_SUMMARY_HPP
#define BEHALF_IO_REPORT_REPORT_SUMMARY_HPP

#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/io/chart/markup.hpp>
#include <behalf/model/axis.hpp>

#include <Eigen/Core>

#include <optional>
#include <string>
#include <string_view>

namespace behalf::internal {

/// A name within a sentence, cut off by the browser when it is very long.
void write_name(Markup& page, const std::string& name);

/// What a report says first: on whose behalf the agent acts, how far it falls short, mostly why, and of whom most.
/// Refers to the diagnosis.
class ReportSummary {
public:
  explicit ReportSummary(const Diagnosis& diagnosis);

  /// All rows in one: the weighted mean, or the only row; null where nobody holds weight.
  [[nodiscard]] const Attribution<double>* whole() const noexcept { return whole_ ? &*whole_ : nullptr; }
  /// The weighted mean where there are several rows to sum up, else null.
  [[nodiscard]] const Attribution<double>* mean() const noexcept { return single() ? nullptr : whole(); }
  [[nodiscard]] bool single() const noexcept { return diagnosis_->attribution.size() == 1; }
  /// How many of the last rows are affected parties, who delegate nothing.
  [[nodiscard]] Eigen::Index affected() const;
  /// What a row of the result is.
  [[nodiscard]] std::string row() const;
  /// The rows, such as "3 principals".
  [[nodiscard]] std::string rows() const;

  /// The sentence at the top of the page.
  void write_sentence(Markup& page) const;

private:
  [[nodiscard]] static std::string counted(Eigen::Index count, const std::string& one, const std::string& many);
  void write_gap(Markup& page, const Attribution<double>& whole) const;

  [[nodiscard]] static std::string_view reason(Axis axis);

  void write_tolerance(Markup& page) const;

  void write_largest(Markup& page) const;

  const Diagnosis* diagnosis_;
  std::optional<Attribution<double>> whole_;
  Eigen::Index largest_ = -1;  // whose relative gap is
  double largest_relative_gap_ = 0;
  Eigen::Index judged_ = 0;
  Eigen::Index content_ = 0;
};

}  // namespace behalf::internal

#endif  // BEHALF_IO_REPORT_REPORT_SUMMARY_HPP
