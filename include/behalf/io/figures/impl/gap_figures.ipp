#ifndef BEHALF_IO_FIGURES_IMPL_GAP_FIGURES_IPP
#define BEHALF_IO_FIGURES_IMPL_GAP_FIGURES_IPP

#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/io/chart/bar_chart.hpp>
#include <behalf/io/chart/figure.hpp>
#include <behalf/io/figures/gap_figures.hpp>
#include <behalf/io/text/axis_words.hpp>
#include <behalf/io/text/readable.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

namespace internal {

std::optional<Attribution<double>> whole_of(const Attribution<double>& rows) {
  if (rows.size() == 1) return rows;
  if (rows.lattice().weights.sum() > 0) return weighted_mean(rows);
  return std::nullopt;
}

bool stakes_differ(const Attribution<double>& attribution) {
  const Vector<double>& stakes = attribution.lattice().stakes;
  return stakes.size() > 1 && stakes.maxCoeff() - stakes.minCoeff() > 1e-9 * stakes.maxCoeff();
}

/// A row with the number that is written beside it, split among the axes in units of `unit`; with no number, not split.
[[nodiscard]] Bar gap_bar(const Attribution<double>& rows, Eigen::Index i, std::optional<double> total, double unit,
                          std::string figure) {
  Bar bar{.name = rows.name(i),
          .figure = std::move(figure),
          .total = total,
          .data = {{"stake", rows.stake(i)}, {"weight", rows.lattice().weights(i)}}};
  for (const Axis axis : all_axes) {
    const std::string name{to_text(axis)};
    if (total) bar.parts.push_back({name, name, rows.shapley(axis, i) / unit});
  }
  return bar;
}

/// A bar for every row and, where there are several, one for their mean.
template <class MakeBar>
[[nodiscard]] BarFigure gap_bars(const Diagnosis& diagnosis, const MakeBar& make) {
  const Attribution<double>& rows = diagnosis.attribution;
  BarFigure result{.row = {"name", diagnosis.words.row}, .part = {"axis", "due to"}};
  for (Eigen::Index i = 0; i < rows.size(); ++i) result.bars.push_back(make(rows, i));
  const std::optional<Attribution<double>> whole = whole_of(rows);
  if (whole && rows.size() > 1) {
    result.bars.push_back(make(*whole, 0));
    result.bars.back().summary = true;
  }
  return result;
}

[[nodiscard]] std::string about_gaps(const Diagnosis& diagnosis) {
  return "The gap of each " + diagnosis.words.row +
         " split among the three axes: parts that add to it to the right of zero, parts that reduce it to the left; "
         "the "
         "tick is their sum.";
}

}  // namespace internal

Figure gap_figure(const Diagnosis& diagnosis) {
  std::vector<double> gaps;
  for (Eigen::Index i = 0; i < diagnosis.attribution.size(); ++i) gaps.push_back(diagnosis.attribution.gap(i));
  const NumberColumn column{gaps};
  BarFigure bars = internal::gap_bars(diagnosis, [&](const Attribution<double>& rows, Eigen::Index i) {
    return internal::gap_bar(rows, i, rows.gap(i), 1, column(rows.gap(i), rows.stake(i)));
  });
  bars.value_title = "gap (units of utility)";
  for (std::size_t k = 0; k < diagnosis.tolerances.size(); ++k) bars.bars[k].tolerance = diagnosis.tolerances[k];
  return {"gap", "Gap and why", internal::about_gaps(diagnosis), std::move(bars)};
}

Figure relative_gap_figure(const Diagnosis& diagnosis) {
  BarFigure bars = internal::gap_bars(diagnosis, [](const Attribution<double>& rows, Eigen::Index i) {
    const std::optional<double> relative = rows.relative_gap(i);
    if (!relative) return internal::gap_bar(rows, i, std::nullopt, 1, "–");
    return internal::gap_bar(rows, i, 100 * *relative, rows.stake(i) / 100,
                             to_percent(*relative > 1e-12 ? *relative : 0));
  });
  bars.value_title = "gap (% of the stake)";
  bars.options = {.unit = "%", .longest = 200, .reference = 100};
  return {"relative_gap", "Relative gap and why", internal::about_gaps(diagnosis), std::move(bars)};
}

Figure dividends_figure(const Attribution<double>& rows, Eigen::Index i) {
  std::vector<double> effects;
  for (const AxisSet faulty : internal::written_axis_sets) {
    if (faulty != AxisSet::none()) effects.push_back(rows.dividend(faulty, i));
  }
  const NumberColumn column{effects};
  BarFigure bars{.row = {"faulty", "faulty"},
                 .part = {"axis", "due to"},
                 .value_title = "effect (units of utility)",
                 .options = {.total = "effect"}};
  for (const AxisSet faulty : internal::written_axis_sets) {
    if (faulty == AxisSet::none()) continue;
    const double effect = rows.dividend(faulty, i);
    BarPart part{"several, jointly", "joint", effect};
    for (const Axis axis : all_axes) {
      if (faulty == axis) part.name = part.css = to_text(axis);
    }
    bars.bars.push_back({.name = internal::effect_of(faulty),
                         .figure = column(effect, std::max(rows.stake(i), rows.gap(i))),
                         .parts = {part}});
  }
  return {"dividends", "Alone and together: " + rows.name(i),
          "What each axis would cost alone, and what axes cost jointly beyond that (Harsanyi dividends); together they "
          "make up the gap.",
          std::move(bars)};
}

Figure repairs_figure(const Attribution<double>& rows, Eigen::Index i) {
  BarFigure bars{
      .row = {"ideal", "made ideal"}, .value_title = "regret (units of utility)", .options = {.total = "regret"}};
  for (const AxisSet ideal : internal::written_axis_sets) {
    bars.bars.push_back(
        {.name = internal::ideal_axes(ideal), .parts = {{"regret", "joint", rows.lattice().regret(ideal, i)}}});
  }
  return {"repairs", "What repairs would leave: " + rows.name(i),
          "The regret that is left with each set of axes made ideal.", std::move(bars)};
}

}  // namespace behalf

#endif  // BEHALF_IO_FIGURES_IMPL_GAP_FIGURES_IPP
