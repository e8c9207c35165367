#ifndef BEHALF_IO_CHART_FIGURE_HPP
#define BEHALF_IO_CHART_FIGURE_HPP

#include <behalf/io/chart/bar_chart.hpp>
#include <behalf/io/chart/heat_map.hpp>
#include <behalf/io/chart/line_chart.hpp>
#include <behalf/io/chart/markup.hpp>

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace behalf {

/// A name as a field of data, and in words with its unit.
struct FigureField {
  std::string name{};
  std::string title{};
};

/// Horizontal bars, one row for each: parts that add up to a total, or one part by itself.
struct BarFigure {
  FigureField row{};
  FigureField part{};         ///< What the parts are told apart by; no name: all are of one kind.
  std::string value_title{};  ///< The lengths, with their unit; their field is `options.total`.
  std::vector<Bar> bars{};
  BarChart::Options options{};
};

/// Lines over a common axis.
struct LineFigure {
  std::string x{};       ///< The field of what goes to the right.
  std::string y{};       ///< The field of what goes up.
  FigureField series{};  ///< What several lines are told apart by.
  LineChart::Options options{};
};

/// One of the maps of a figure.
struct FigureMap {
  std::string name{};
  double level = 0;  ///< Of the direction along which the maps differ.
  HeatMap::Options options{};
};

/// Maps of fields in rows and columns, each as strong in colour as its value is large.
struct MapFigure {
  std::string row{};     ///< The field that tells what a row is, in the data of every cell.
  std::string column{};  ///< The same for columns.
  FigureField value{};
  bool changes = false;      ///< Whether values are changes of either sign, else percentages of what the data say.
  std::string line_title{};  ///< What is below the lines, if there are any.
  std::vector<FigureMap> maps{};

  /// The least and greatest value of all fields; absent where none is known.
  [[nodiscard]] std::optional<std::pair<double, double>> range() const;
};

/// What a report and a specification for others to draw both show: the data once, with the words that go with them.
struct Figure {
  std::string name{};  ///< Fit for a file, such as "gap" or "attribution_by_scope".
  std::string title{};
  std::string description{};  ///< What it shows and how to read it.
  std::variant<BarFigure, LineFigure, MapFigure> marks{};

  /// Its marks, where they are known to be bars, lines or maps. Throws `std::bad_variant_access` where they are others.
  [[nodiscard]] const BarFigure& bars() const { return std::get<BarFigure>(marks); }
  [[nodiscard]] const LineFigure& lines() const { return std::get<LineFigure>(marks); }
  [[nodiscard]] const MapFigure& maps() const { return std::get<MapFigure>(marks); }
};

/// The drawing of bars and of lines, for captions that tell their scales.
[[nodiscard]] BarChart chart_of(const BarFigure& figure);
[[nodiscard]] LineChart chart_of(const LineFigure& figure);

/// Adds the figure to a page, as drawings in HTML and SVG. The shades are those of maps, which other figures may share.
void write_svg(Markup& page, const Figure& figure, const LinearScale& shades = {0, 1});

}  // namespace behalf

#endif  // BEHALF_IO_CHART_FIGURE_HPP
