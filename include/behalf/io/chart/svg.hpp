#ifndef BEHALF_IO_CHART_SVG_HPP
#define BEHALF_IO_CHART_SVG_HPP

#include <behalf/io/chart/markup.hpp>

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace behalf {

/// A place in a drawing, in its user units: x to the right, y downwards.
struct SvgPoint {
  double x = 0;
  double y = 0;
};

/// How a mark looks and what it says. Colours and fonts belong to a style sheet, which knows light, dark and paper; a
/// drawing only names classes.
struct SvgMark {
  std::string css{};                ///< Classes, separated by spaces.
  std::string hover{};              ///< Shown under the pointer and read aloud.
  std::optional<double> opacity{};  ///< 0 to 1: what a heat map says in shades of one colour.
  std::string anchor{};             ///< Of a text: "start" (default), "middle" or "end" at its point.
  std::optional<double> turn{};     ///< Of a text: degrees clockwise about its point.
};

namespace internal {

/// A coordinate with at most two decimals. Throws `InvalidArgument` for what no screen can show.
[[nodiscard]] std::string coordinate(double x);

/// A width, height or radius: a coordinate that is not negative.
[[nodiscard]] std::string extent(double x);

}  // namespace internal

/// A line drawn without lifting the pen: straight pieces, Bézier curves, closed shapes.
class SvgPath {
public:
  SvgPath& move_to(SvgPoint p) { return step('M', {p}); }
  SvgPath& line_to(SvgPoint p) { return step('L', {p}); }
  /// A cubic curve with two control points.
  SvgPath& curve_to(SvgPoint first, SvgPoint second, SvgPoint end) { return step('C', {first, second, end}); }
  SvgPath& close() { return step('Z', {}); }
  /// Straight pieces from point to point.
  [[nodiscard]] static SvgPath through(const std::vector<SvgPoint>& points);
  /// The value of the attribute `d`.
  [[nodiscard]] const std::string& str() const noexcept { return data_; }

private:
  SvgPath& step(char command, const std::vector<SvgPoint>& points);

  std::string data_;
};

/// A drawing of `width` × `height` user units, as SVG that stands in an HTML page or alone.
///
/// Numbers are written with at most two decimals, the same in every locale, and texts are escaped. Throws
/// `InvalidArgument` for a coordinate that is not finite or beyond ±1e6, for a negative width, height or radius, and
/// for an opacity beyond 0 to 1.
class Svg {
public:
  struct Options {
    double width = 0;
    double height = 0;
    std::string title{};        ///< What the drawing shows, read aloud in its place; empty: it is an ornament.
    std::string description{};  ///< The same at length, with the numbers.
    std::string css{};          ///< Classes of the whole drawing.
    bool stretch = false;       ///< Fills its frame without keeping its proportions; then without texts and circles.
  };

  explicit Svg(Options options) : options_{std::move(options)} {}

  [[nodiscard]] double width() const noexcept { return options_.width; }

  Svg& rect(SvgPoint corner, double width, double height, const SvgMark& mark = {});
  Svg& line(SvgPoint from, SvgPoint to, const SvgMark& mark = {});
  Svg& circle(SvgPoint centre, double radius, const SvgMark& mark = {});
  Svg& path(const SvgPath& path, const SvgMark& mark = {}) { return shape("path", {{"d", path.str()}}, mark); }
  /// An open line from point to point.
  Svg& polyline(const std::vector<SvgPoint>& points, const SvgMark& mark = {});
  /// A text whose baseline goes through a point.
  Svg& text(SvgPoint at, std::string_view content, const SvgMark& mark = {});
  /// Marks that belong together, those that `draw()` adds to this drawing, moved by `shift`.
  template <std::invocable Draw>
  Svg& group(const SvgMark& mark, SvgPoint shift, Draw&& draw) {
    const bool moved = shift.x != 0 || shift.y != 0;
    const std::string move = "translate(" + internal::coordinate(shift.x) + ' ' + internal::coordinate(shift.y) + ')';
    body_.element("g", {{"class", mark.css}, {"transform", moved ? move : ""}, {"opacity", opacity(mark)}}, [&] {
      hover(mark);
      std::forward<Draw>(draw)();
    });
    return *this;
  }

  /// The drawing as an element of an HTML page.
  [[nodiscard]] Markup markup() const { return root({}, {}); }
  /// The drawing as a file of its own, with a style sheet for its classes.
  [[nodiscard]] std::string document(std::string_view style) const;

private:
  [[nodiscard]] Markup root(std::vector<Markup::Attribute> attributes, std::string_view style) const;
  Svg& shape(std::string_view name, std::vector<Markup::Attribute> geometry, const SvgMark& mark);
  void hover(const SvgMark& mark);
  [[nodiscard]] static std::string opacity(const SvgMark& mark);

  Options options_;
  Markup body_;
};

}  // namespace behalf

#endif  // BEHALF_IO_CHART_SVG_HPP
