#ifndef BEHALF_IO_CHART_IMPL_LINE_CHART_IPP
#define BEHALF_IO_CHART_IMPL_LINE_CHART_IPP

#include <behalf/io/chart/bar_chart.hpp>
#include <behalf/io/chart/line_chart.hpp>
#include <behalf/io/chart/svg.hpp>
#include <behalf/solve/invalid_argument.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace behalf {

LineChart::LineChart(Options options)
    : options_{std::move(options)},
      x_{LinearScale{extent(&ChartLine::Point::x).first, extent(&ChartLine::Point::x).second, 5}},
      y_{shades(extent(&ChartLine::Point::y))} {
  std::size_t longest = 0;
  for (const LinearScale::Tick& tick : y_.ticks()) longest = std::max(longest, y_.written(tick).size());
  left_ = 8 + 7 * static_cast<double>(longest);
}

Svg LineChart::svg() const {
  Svg svg{
      {.width = width, .height = height, .title = options_.title, .description = options_.description, .css = "lines"}};
  draw_axes(svg);
  for (const ChartMark& mark : options_.marks) draw_mark(svg, mark);
  for (const ChartLine& line : options_.lines) draw_line(svg, line);
  return svg;
}

std::pair<double, double> LineChart::extent(double ChartLine::Point::*coordinate) const {
  std::optional<std::pair<double, double>> result;
  for (const ChartLine& line : options_.lines) {
    for (const ChartLine::Point& point : line.points) internal::widen(result, point.*coordinate);
  }
  if (!result) throw InvalidArgument{"LineChart", "lines", "expected at least one point, got none"};
  return *result;
}

LinearScale LineChart::shades(std::pair<double, double> range) {
  return LinearScale::of_shades(range.first, range.second, 4);
}

SvgPoint LineChart::place(double x, double y) const {
  return {left_ + x_.position(x) * (right - left_), bottom - y_.position(y) * (bottom - top)};
}

void LineChart::draw_axes(Svg& svg) const {
  svg.text({0, 12}, "↑ " + options_.y_title, {.css = "axis"});
  svg.text({left_, height - 4}, options_.x_title + " →", {.css = "axis"});
  for (const LinearScale::Tick& tick : y_.ticks()) {
    const double y = place(0, tick.value).y;
    svg.line({left_, y}, {right, y}, {.css = "grid"});
    svg.text({left_ - 5, y + 4}, y_.written(tick), {.anchor = "end"});
  }
  // The first and the last label of x always have room; those between only where they do not touch.
  const std::size_t last = x_.ticks().size() - 1;
  const auto half = [&](std::size_t k) { return 3.5 * static_cast<double>(x_.written(x_.ticks()[k]).size()) + 2; };
  const auto middle = [&](std::size_t k) { return std::min(place(x_.ticks()[k].value, 0).x, width - half(k)); };
  double free = 0;
  for (std::size_t k = 0; k <= last; ++k) {
    const double x = place(x_.ticks()[k].value, 0).x;
    svg.line({x, bottom}, {x, bottom + 4}, {.css = "tick"});
    if (k < last && (x - half(k) < free || x + half(k) > middle(last) - half(last))) continue;
    svg.text({middle(k), bottom + 18}, x_.written(x_.ticks()[k]), {.anchor = "middle"});
    free = middle(k) + half(k);
  }
}

void LineChart::draw_mark(Svg& svg, const ChartMark& mark) const {
  if (mark.x && x_.covers(*mark.x)) {
    svg.line({place(*mark.x, 0).x, top}, {place(*mark.x, 0).x, bottom},
             {.css = "mark " + mark.css, .hover = mark.hover});
  }
  if (mark.y && y_.covers(*mark.y)) {
    svg.line({left_, place(0, *mark.y).y}, {right, place(0, *mark.y).y},
             {.css = "mark " + mark.css, .hover = mark.hover});
  }
}

void LineChart::draw_line(Svg& svg, const ChartLine& line) const {
  std::vector<SvgPoint> path;
  for (const ChartLine::Point& point : line.points) {
    const SvgPoint at = place(point.x, point.y);
    if (line.steps && !path.empty()) path.push_back({at.x, path.back().y});
    path.push_back(at);
  }
  if (line.open) path.push_back({right, path.back().y});
  svg.polyline(path, {.css = "line " + line.css});
  for (const ChartLine::Point& point : line.points) {
    if (!point.hover.empty()) svg.circle(place(point.x, point.y), 3, {.css = "dot " + line.css, .hover = point.hover});
  }
}

}  // namespace behalf

#endif  // BEHALF_IO_CHART_IMPL_LINE_CHART_IPP
