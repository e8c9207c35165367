#ifndef BEHALF_IO_CHART_IMPL_SVG_IPP
#define BEHALF_IO_CHART_IMPL_SVG_IPP

#include <behalf/io/chart/markup.hpp>
#include <behalf/io/chart/svg.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/scalar.hpp>

#include <cmath>
#include <string>
#include <string_view>
#include <vector>

namespace behalf {

namespace internal {

std::string coordinate(double x) {
  if (!(std::abs(x) <= 1e6)) {
    throw InvalidArgument{"Svg", "coordinate", "expected a number between -1e6 and 1e6, got " + to_text(x)};
  }
  std::string text = to_fixed(x + 0.0, 2);  // + 0.0: without the sign of a negative zero
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string extent(double x) {
  if (!(x >= 0)) throw InvalidArgument{"Svg", "extent", "expected a number that is not negative, got " + to_text(x)};
  return coordinate(x);
}

}  // namespace internal

SvgPath SvgPath::through(const std::vector<SvgPoint>& points) {
  SvgPath path;
  for (const SvgPoint& p : points) path.step(path.data_.empty() ? 'M' : 'L', {p});
  return path;
}

SvgPath& SvgPath::step(char command, const std::vector<SvgPoint>& points) {
  data_ += command;
  for (const SvgPoint& p : points) {
    if (data_.back() != command) data_ += ' ';
    data_ += internal::coordinate(p.x) + ' ' + internal::coordinate(p.y);
  }
  return *this;
}

Svg& Svg::rect(SvgPoint corner, double width, double height, const SvgMark& mark) {
  return shape("rect",
               {{"x", internal::coordinate(corner.x)},
                {"y", internal::coordinate(corner.y)},
                {"width", internal::extent(width)},
                {"height", internal::extent(height)}},
               mark);
}

Svg& Svg::line(SvgPoint from, SvgPoint to, const SvgMark& mark) {
  return shape("line",
               {{"x1", internal::coordinate(from.x)},
                {"y1", internal::coordinate(from.y)},
                {"x2", internal::coordinate(to.x)},
                {"y2", internal::coordinate(to.y)}},
               mark);
}

Svg& Svg::circle(SvgPoint centre, double radius, const SvgMark& mark) {
  return shape(
      "circle",
      {{"cx", internal::coordinate(centre.x)}, {"cy", internal::coordinate(centre.y)}, {"r", internal::extent(radius)}},
      mark);
}

Svg& Svg::polyline(const std::vector<SvgPoint>& points, const SvgMark& mark) {
  return shape("path", {{"d", SvgPath::through(points).str()}, {"fill", "none"}}, mark);
}

Svg& Svg::text(SvgPoint at, std::string_view content, const SvgMark& mark) {
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

std::string Svg::document(std::string_view style) const {
  return root({{"xmlns", "http://www.w3.org/2000/svg"},
               {"width", internal::extent(options_.width)},
               {"height", internal::extent(options_.height)}},
              style)
             .str() +
         "\n";
}

Markup Svg::root(std::vector<Markup::Attribute> attributes, std::string_view style) const {
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

Svg& Svg::shape(std::string_view name, std::vector<Markup::Attribute> geometry, const SvgMark& mark) {
  geometry.insert(geometry.begin(), {"class", mark.css});
  geometry.push_back({"fill-opacity", opacity(mark)});
  if (mark.hover.empty()) {
    body_.element(name, geometry);
  } else {
    body_.element(name, geometry, [&] { hover(mark); });
  }
  return *this;
}

void Svg::hover(const SvgMark& mark) {
  if (!mark.hover.empty()) body_.element("title", {}, mark.hover);
}

std::string Svg::opacity(const SvgMark& mark) {
  if (!mark.opacity) return {};
  if (*mark.opacity > 1) {
    throw InvalidArgument{"Svg", "opacity", "expected a number from 0 to 1, got " + to_text(*mark.opacity)};
  }
  return internal::extent(*mark.opacity);
}

}  // namespace behalf

#endif  // BEHALF_IO_CHART_IMPL_SVG_IPP
