#ifndef BEHALF_IO_CHART_LINE_CHART_HPP
#define BEHALF_IO_CHART_LINE_CHART_HPP

#include <behalf/io/chart/bar_chart.hpp>
#include <behalf/io/chart/datum.hpp>
#include <behalf/io/chart/svg.hpp>

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
    Data data{};  ///< Not drawn, but in the data.
  };

  std::string css{};
  std::string name{};  ///< What it is, in the data.
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
  explicit LineChart(Options options);

  [[nodiscard]] const LinearScale& x_scale() const noexcept { return x_; }
  [[nodiscard]] const LinearScale& y_scale() const noexcept { return y_; }

  [[nodiscard]] Svg svg() const;

private:
  static constexpr double width = 340;
  static constexpr double height = 250;
  static constexpr double top = 26;
  static constexpr double bottom = 208;
  static constexpr double right = width - 14;

  [[nodiscard]] std::pair<double, double> extent(double ChartLine::Point::*coordinate) const;
  [[nodiscard]] static LinearScale shades(std::pair<double, double> range);

  [[nodiscard]] SvgPoint place(double x, double y) const;

  void draw_axes(Svg& svg) const;

  void draw_mark(Svg& svg, const ChartMark& mark) const;

  void draw_line(Svg& svg, const ChartLine& line) const;

  Options options_;
  LinearScale x_;
  LinearScale y_;
  double left_ = 0;
};

}  // namespace behalf

#endif  // BEHALF_IO_CHART_LINE_CHART_HPP
