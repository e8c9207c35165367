#ifndef BEHALF_IO_IMPL_FIGURES_IPP
#define BEHALF_IO_IMPL_FIGURES_IPP

#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/io/chart/figure.hpp>
#include <behalf/io/figures.hpp>
#include <behalf/io/figures/gap_figures.hpp>
#include <behalf/io/figures/governance_figures.hpp>
#include <behalf/io/figures/scaling_figures.hpp>
#include <behalf/io/figures/vega_lite_figure.hpp>
#include <behalf/io/kinds/kind.hpp>

#include <optional>
#include <utility>
#include <vector>

namespace behalf {

std::vector<VegaLiteFigure> figures(const Diagnosis& diagnosis) {
  std::vector<VegaLiteFigure> result{to_vega_lite(gap_figure(diagnosis))};
  const auto add = [&](const std::vector<Figure>& some) {
    for (const Figure& figure : some) result.push_back(to_vega_lite(figure));
  };
  if (internal::stakes_differ(diagnosis.attribution)) add({relative_gap_figure(diagnosis)});
  if (diagnosis.findings && diagnosis.shown_by != nullptr && diagnosis.shown_by->figures != nullptr) {
    for (VegaLiteFigure& figure : diagnosis.shown_by->figures(diagnosis)) result.push_back(std::move(figure));
  }
  if (diagnosis.scaling) add(scaling_figures(*diagnosis.scaling));
  if (diagnosis.governance) add(governance_figures(*diagnosis.governance));
  if (const std::optional<Attribution<double>> whole = internal::whole_of(diagnosis.attribution)) {
    add({dividends_figure(*whole, 0), repairs_figure(*whole, 0)});
  }
  return result;
}

}  // namespace behalf

#endif  // BEHALF_IO_IMPL_FIGURES_IPP
