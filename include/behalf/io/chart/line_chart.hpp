#ifndef BEHALF_IO_CHART_LINE_CHART_HPP
#define BEHALF_IO_CHART_LINE_CHART_HPP

#include <behalf/io/chart/bar_chart.hpp>
#include <behalf/io/chart/svg.hpp>
#include <behalf/solve/invalid_argument.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

/// A line of a line chart, through points from left to right.
struct ChartLine {
  /// A place in units of the axes; where it says something, it is marked by a dot.
  struct Point {
    double x = 0;
    double y = 0;
    std::string hover{};
  };

  std::string css{};
  std::vector<Point> points{};
  bool steps = false;  ///< Whether each value holds up to the next point.
  bool open = false;   ///< Whether the last value holds up to the right end, as that of the best of all does.
};

/// A straight line across a line chart, at one value of x or of y.
struct ChartMark {
  std::string css{};
  std::string hover{};
  std::optional<double> x{};
  std::optional<double> y{};
};

/// Lines over a common axis. All drawings have the width of heat maps, so that texts on a page have the same size.
class LineChart {
public:
  struct Options {
    std::string title{};        ///< What it shows, read aloud in its place.
    std::string description{};  ///< The same at length, with the numbers.
    std::string x_title{};      ///< What goes to the right, with its unit.
    std::string y_title{};      ///< What goes up, with its unit.
    std::vector<ChartLine> lines{};
    std::vector<ChartMark> marks{};
  };

  /// Throws `InvalidArgument` where there is no point.
  explicit LineChart(Options options)
      : options_{std::move(options)},
        x_{LinearScale{extent(&ChartLine::Point::x).first, extent(&ChartLine::Point::x).second, 5}},
        y_{shades(extent(&ChartLine::Point::y))} {
    std::size_t longest = 0;
    for (const LinearScale::Tick& tick : y_.ticks()) longest = std::max(longest, y_.written(tick).size());
    left_ = 8 + 7 * static_cast<double>(longest);
  }

  [[nodiscard]] const LinearScale& x_scale() const noexcept { return x_; }
  [[nodiscard]] const LinearScale& y_scale() const noexcept { return y_; }

  [[nodiscard]] Svg svg() const {
    Svg svg{{.width = width,
             .height = height,
             .title = options_.title,
             .description = options_.description,
             .css = "lines"}};
    draw_axes(svg);
    for (const ChartMark& mark : options_.marks) draw_mark(svg, mark);
    for (const ChartLine& line : options_.lines) draw_line(svg, line);
    return svg;
  }

private:
  static constexpr double width = 340;
  static constexpr double height = 250;
  static constexpr double top = 26;
  static constexpr double bottom = 208;
  static constexpr double right = width - 14;

  [[nodiscard]] std::pair<double, double> extent(double ChartLine::Point::*coordinate) const {
    std::optional<std::pair<double, double>> result;
    for (const ChartLine& line : options_.lines) {
      for (const ChartLine::Point& point : line.points) internal::widen(result, point.*coordinate);
    }
    if (!result) throw InvalidArgument{"LineChart", "lines", "expected at least one point, got none"};
    return *result;
  }
  [[nodiscard]] static LinearScale shades(std::pair<double, double> range) {
    return LinearScale::of_shades(range.first, range.second, 4);
  }

  [[nodiscard]] SvgPoint place(double x, double y) const {
    return {left_ + x_.position(x) * (right - left_), bottom - y_.position(y) * (bottom - top)};
  }

  void draw_axes(Svg& svg) const {
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

  void draw_mark(Svg& svg, const ChartMark& mark) const {
    if (mark.x && x_.covers(*mark.x)) {
      svg.line({place(*mark.x, 0).x, top}, {place(*mark.x, 0).x, bottom},
               {.css = "mark " + mark.css, .hover = mark.hover});
    }
    if (mark.y && y_.covers(*mark.y)) {
      svg.line({left_, place(0, *mark.y).y}, {right, place(0, *mark.y).y},
               {.css = "mark " + mark.css, .hover = mark.hover});
    }
  }

  void draw_line(Svg& svg, const ChartLine& line) const {
    std::vector<SvgPoint> path;
    for (const ChartLine::Point& point : line.points) {
      const SvgPoint at = place(point.x, point.y);
      if (line.steps && !path.empty()) path.push_back({at.x, path.back().y});
      path.push_back(at);
    }
    if (line.open) path.push_back({right, path.back().y});
    svg.polyline(path, {.css = "line " + line.css});
    for (const ChartLine::Point& point : line.points) {
      if (!point.hover.empty())
        svg.circle(place(point.x, point.y), 3, {.css = "dot " + line.css, .hover = point.hover});
    }
  }

  Options options_;
  LinearScale x_;
  LinearScale y_;
  double left_ = 0;
};

}  // namespace behalf

#endif  // BEHALF_IO_CHART_LINE_CHART_HPP
