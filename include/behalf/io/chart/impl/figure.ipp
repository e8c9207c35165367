#ifndef BEHALF_IO_CHART_IMPL_FIGURE_IPP
#define BEHALF_IO_CHART_IMPL_FIGURE_IPP

#include <behalf/io/chart/bar_chart.hpp>
#include <behalf/io/chart/figure.hpp>
#include <behalf/io/chart/heat_map.hpp>
#include <behalf/io/chart/line_chart.hpp>
#include <behalf/io/chart/markup.hpp>

#include <optional>
#include <utility>
#include <variant>

namespace behalf {

std::optional<std::pair<double, double>> MapFigure::range() const {
  std::optional<std::pair<double, double>> result;
  for (const FigureMap& one : maps) {
    if (const std::optional<std::pair<double, double>> of_map = HeatMap{one.options}.range()) {
      internal::widen(result, of_map->first);
      internal::widen(result, of_map->second);
    }
  }
  return result;
}

BarChart chart_of(const BarFigure& figure) { return BarChart{figure.bars, figure.options}; }

LineChart chart_of(const LineFigure& figure) { return LineChart{figure.options}; }

void write_svg(Markup& page, const Figure& figure, const LinearScale& shades) {
  if (const auto* bars = std::get_if<BarFigure>(&figure.marks)) {
    chart_of(*bars).write(page.new_line());
  } else if (const auto* lines = std::get_if<LineFigure>(&figure.marks)) {
    page.append(chart_of(*lines).svg().markup());
  } else {
    for (const FigureMap& one : figure.maps().maps) {
      page.new_line().element("div", {}, [&] {
        page.element("h4", {}, one.name);
        page.append(HeatMap{one.options}.svg(shades).markup());
      });
    }
  }
}

}  // namespace behalf

#endif  // BEHALF_IO_CHART_IMPL_FIGURE_IPP
