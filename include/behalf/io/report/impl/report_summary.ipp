#ifndef BEHALF_IO_REPORT_IMPL_REPORT_SUMMARY_IPP
#define BEHALF_IO_REPORT_IMPL_REPORT_SUMMARY_IPP

#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/io/chart/markup.hpp>
#include <behalf/io/figures/gap_figures.hpp>
#include <behalf/io/report/report_summary.hpp>
#include <behalf/io/text/readable.hpp>
#include <behalf/model/axis.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace behalf::internal {

void write_name(Markup& page, const std::string& name) {
  page.element("bdi", {{"class", "who"}, {"title", name}}, name);
}

ReportSummary::ReportSummary(const Diagnosis& diagnosis)
    : diagnosis_{&diagnosis}, whole_{whole_of(diagnosis.attribution)} {
  const Attribution<double>& all = diagnosis.attribution;
  for (Eigen::Index i = 0; i < all.size(); ++i) {
    const double relative = all.relative_gap(i).value_or(0.0);
    if (relative > 1e-12 && relative > largest_relative_gap_) {
      largest_ = i;
      largest_relative_gap_ = relative;
    }
  }
  for (const std::optional<bool>& within : diagnosis.verdict.within) {
    judged_ += within ? 1 : 0;
    content_ += within == true ? 1 : 0;
  }
}

Eigen::Index ReportSummary::affected() const {
  return static_cast<Eigen::Index>(diagnosis_->affected_rows.value_or(0));
}

std::string ReportSummary::row() const { return diagnosis_->words.row; }

std::string ReportSummary::rows() const {
  return counted(diagnosis_->attribution.size(), diagnosis_->words.row, diagnosis_->words.rows);
}

void ReportSummary::write_sentence(Markup& page) const {
  const Eigen::Index principals = diagnosis_->attribution.size() - affected();
  page.text(diagnosis_->words.agent + " on behalf of ");
  page.element("strong", {}, [&] {
    if (principals == 1) {
      write_name(page, diagnosis_->attribution.name(0));
    } else {
      page.text(affected() == 0 ? rows() : counted(principals, "principal", "principals"));
    }
  });
  if (affected() > 0) {
    page.text(", reaches ");
    page.element("strong", {}, counted(affected(), "affected party", "affected parties"));
  }
  const Eigen::Index unserved = static_cast<Eigen::Index>(diagnosis_->unserved.size());
  if (unserved > 0 && unserved == principals) {
    page.text(", but serves ").element("strong", {}, "nobody").text(": no deed reaches a principal");
  } else if (whole_) {
    write_gap(page, *whole_);
  } else if (diagnosis_->attribution.size() > 0) {
    page.text(", none of whom holds weight, so that there is no mean gap");
  }
  if (judged_ > 0) write_tolerance(page);
  if (unserved > 0 && unserved < principals) {
    page.text("; ").element("strong", {}, std::to_string(unserved));
    page.text(unserved == 1 ? " is served by nobody" : " are served by nobody");
  }
  if (!single() && largest_ >= 0) write_largest(page);
  page.text(".");
}

std::string ReportSummary::counted(Eigen::Index count, const std::string& one, const std::string& many) {
  return std::to_string(count) + ' ' + (count == 1 ? one : many);
}

void ReportSummary::write_gap(Markup& page, const Attribution<double>& whole) const {
  const double gap = whole.gap(0);
  const double stake = whole.stake(0);
  page.text(single() ? " and " : " and, in the weighted mean, ");
  if (gap <= 1e-12 * stake) {
    page.text("does not fall short");
    return;
  }
  page.text("falls short by ");
  if (stake > 0) {
    page.element("strong", {}, to_percent(gap / stake));
    page.text(" of what is at stake (" + to_readable(gap) + " of " + to_readable(stake) + ")");
  } else {
    page.element("strong", {}, to_readable(gap)).text(", though nothing is at stake");
  }
  const Axis largest = *std::max_element(all_axes.begin(), all_axes.end(),
                                         [&](Axis a, Axis b) { return whole.shapley(a, 0) < whole.shapley(b, 0); });
  if (!(whole.shapley(largest, 0) > 0)) return;
  page.text("; the largest part, " + to_readable(whole.shapley(largest, 0)) + ", is due to ");
  page.element("strong", {}, to_text(largest)).text(reason(largest));
}

std::string_view ReportSummary::reason(Axis axis) {
  switch (axis) {
    case Axis::objectives: return ": it is given, or has, other aims";
    case Axis::information: return ": what it does is not fully seen";
    case Axis::principals: return ": it serves several who want different things";
  }
  return "";
}

void ReportSummary::write_tolerance(Markup& page) const {
  if (single()) {
    page.text("; that is ").element("strong", {}, content_ == 1 ? "within" : "beyond").text(" the tolerance");
    return;
  }
  const bool everybody = judged_ == diagnosis_->attribution.size();
  const std::string count = content_ == 0 ? "none" : content_ == judged_ ? "all" : std::to_string(content_);
  page.text("; ").element("strong", {}, count + " of " + std::to_string(judged_));
  page.text(everybody ? "" : " with a tolerance");
  page.text(content_ <= 1 ? " is" : " are").text(everybody ? " within tolerance" : " within it");
}

void ReportSummary::write_largest(Markup& page) const {
  const std::string name = diagnosis_->attribution.name(largest_);
  const bool numbered = name == std::to_string(largest_ + 1);
  page.text("; in proportion to its own stake the gap is largest for " + (numbered ? row() + ' ' : ""));
  page.element("strong", {}, [&] { write_name(page, name); });
  page.text(", ").element("strong", {}, to_percent(largest_relative_gap_)).text(" of it");
  if (largest_relative_gap_ > 1) page.text(", worse than not delegating at all");
}

}  // namespace behalf::internal

#endif  // BEHALF_IO_REPORT_IMPL_REPORT_SUMMARY_IPP
