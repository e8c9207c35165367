#ifndef BEHALF_IO_CHART_SVG_HPP
#define BEHALF_IO_CHART_SVG_HPP

#include <behalf/io/chart/markup.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/scalar.hpp>

#include <cmath>
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
[[nodiscard]] inline std::string coordinate(double x) {
  if (!(std::abs(x) <= 1e6)) {
    throw InvalidArgument{"Svg", "coordinate", "expected a number between -1e6 and 1e6, got " + to_text(x)};
  }
  std::string text = to_fixed(x + 0.0, 2);  // + 0.0: without the sign of a negative zero
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

/// A width, height or radius: a coordinate that is not negative.
[[nodiscard]] inline std::string extent(double x) {
  if (!(x >= 0)) throw InvalidArgument{"Svg", "extent", "expected a number that is not negative, got " + to_text(x)};
  return coordinate(x);
}

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
  [[nodiscard]] static SvgPath through(const std::vector<SvgPoint>& points) {
    SvgPath path;
    for (const SvgPoint& p : points) path.step(path.data_.empty() ? 'M' : 'L', {p});
    return path;
  }
  /// The value of the attribute `d`.
  [[nodiscard]] const std::string& str() const noexcept { return data_; }

private:
  SvgPath& step(char command, const std::vector<SvgPoint>& points) {
    data_ += command;
    for (const SvgPoint& p : points) {
      if (data_.back() != command) data_ += ' ';
      data_ += internal::coordinate(p.x) + ' ' + internal::coordinate(p.y);
    }
    return *this;
  }

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

  Svg& rect(SvgPoint corner, double width, double height, const SvgMark& mark = {}) {
    return shape("rect",
                 {{"x", internal::coordinate(corner.x)},
                  {"y", internal::coordinate(corner.y)},
                  {"width", internal::extent(width)},
                  {"height", internal::extent(height)}},
                 mark);
  }
  Svg& line(SvgPoint from, SvgPoint to, const SvgMark& mark = {}) {
    return shape("line",
                 {{"x1", internal::coordinate(from.x)},
                  {"y1", internal::coordinate(from.y)},
                  {"x2", internal::coordinate(to.x)},
                  {"y2", internal::coordinate(to.y)}},
                 mark);
  }
  Svg& circle(SvgPoint centre, double radius, const SvgMark& mark = {}) {
    return shape("circle",
                 {{"cx", internal::coordinate(centre.x)},
                  {"cy", internal::coordinate(centre.y)},
                  {"r", internal::extent(radius)}},
                 mark);
  }
  Svg& path(const SvgPath& path, const SvgMark& mark = {}) { return shape("path", {{"d", path.str()}}, mark); }
  /// An open line from point to point.
  Svg& polyline(const std::vector<SvgPoint>& points, const SvgMark& mark = {}) {
    return shape("path", {{"d", SvgPath::through(points).str()}, {"fill", "none"}}, mark);
  }
  /// A text whose baseline goes through a point.
  Svg& text(SvgPoint at, std::string_view content, const SvgMark& mark = {}) {
    std::string turn;
    if (mark.turn) {
      turn = "rotate(" + internal::coordinate(*mark.turn) + ' ' + internal::coordinate(at.x) + ' ' +
             internal::coordinate(at.y) + ')';
    }
    body_.element("text",
                  {{"class", mark.css},
                   {"x", internal::coordinate(at.x)},
                   {"y", internal::coordinate(at.y)},
                   {"text-anchor", mark.anchor},
                   {"transform", turn},
                   {"fill-opacity", opacity(mark)}},
                  [&] {
                    hover(mark);
                    body_.text(content);
                  });
    return *this;
  }
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
  [[nodiscard]] std::string document(std::string_view style) const {
    return root({{"xmlns", "http://www.w3.org/2000/svg"},
                 {"width", internal::extent(options_.width)},
                 {"height", internal::extent(options_.height)}},
                style)
               .str() +
           "\n";
  }

private:
  [[nodiscard]] Markup root(std::vector<Markup::Attribute> attributes, std::string_view style) const {
    const bool told = !options_.title.empty();
    const std::string box = "0 0 " + internal::extent(options_.width) + ' ' + internal::extent(options_.height);
    attributes.push_back({"class", options_.css});
    attributes.push_back({"viewBox", box});
    attributes.push_back({"preserveAspectRatio", options_.stretch ? "none" : ""});
    attributes.push_back({told ? "role" : "aria-hidden", told ? "img" : "true"});
    Markup result;
    result.element("svg", attributes, [&] {
      if (told) result.element("title", {}, options_.title);
      if (!options_.description.empty()) result.element("desc", {}, options_.description);
      if (!style.empty()) result.style(style);
      result.append(body_);
    });
    return result;
  }
  Svg& shape(std::string_view name, std::vector<Markup::Attribute> geometry, const SvgMark& mark) {
    geometry.insert(geometry.begin(), {"class", mark.css});
    geometry.push_back({"fill-opacity", opacity(mark)});
    if (mark.hover.empty()) {
      body_.element(name, geometry);
    } else {
      body_.element(name, geometry, [&] { hover(mark); });
    }
    return *this;
  }
  void hover(const SvgMark& mark) {
    if (!mark.hover.empty()) body_.element("title", {}, mark.hover);
  }
  [[nodiscard]] static std::string opacity(const SvgMark& mark) {
    if (!mark.opacity) return {};
    if (*mark.opacity > 1) {
      throw InvalidArgument{"Svg", "opacity", "expected a number from 0 to 1, got " + to_text(*mark.opacity)};
    }
    return internal::extent(*mark.opacity);
  }

  Options options_;
  Markup body_;
};

}  // namespace behalf

#endif  // BEHALF_IO_CHART_SVG_HPP
