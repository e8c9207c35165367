#ifndef BEHALF_IO_CHART_IMPL_BAR_CHART_IPP
#define BEHALF_IO_CHART_IMPL_BAR_CHART_IPP

#include <behalf/io/chart/bar_chart.hpp>
#include <behalf/io/chart/markup.hpp>
#include <behalf/io/chart/svg.hpp>
#include <behalf/io/text/readable.hpp>
#include <behalf/solve/scalar.hpp>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

namespace internal {

void widen(std::optional<std::pair<double, double>>& range, double x) {
  range = range ? std::pair{std::min(range->first, x), std::max(range->second, x)} : std::pair{x, x};
}

}  // namespace internal

LinearScale::LinearScale(double least, double greatest, int intervals)
    : LinearScale{Ends{std::min(0.0, drawable(least)), std::max(0.0, drawable(greatest))}, intervals} {}

LinearScale LinearScale::of_shades(double least, double greatest, int intervals) {
  const double low = drawable(least);
  const double high = drawable(greatest);
  if (low > high / 2 && high - low > 1e-6 * high) return {Ends{low, high}, intervals};
  return {low, high, intervals};
}

double LinearScale::position(double x) const { return std::clamp((drawable(x) - low_) / (high_ - low_), 0.0, 1.0); }

std::string LinearScale::written(const Tick& tick) const {
  return exponent_ == 0 || tick.value == 0 ? tick.label : tick.label + internal::power_of_ten(exponent_);
}

LinearScale::LinearScale(const Ends& ends, int intervals) {
  const auto [low, high] = ends;
  const double span = std::max(high - low, 1e-300);
  const bool empty = !(high > low);
  const double coarse = empty ? 0.2 : span / intervals;
  int power = internal::decimal_exponent(coarse);
  const double lead = coarse / std::pow(10.0, power);
  // A hair of tolerance, so that 0.2 · 5 ends at 1 and not at 1.2.
  int factor = lead <= 1.0000001 ? 1 : lead <= 2.0000001 ? 2 : lead <= 5.0000001 ? 5 : 10;
  if (factor == 10) {
    factor = 1;
    ++power;
  }
  const double step = factor * std::pow(10.0, power);
  const int first = static_cast<int>(std::floor(low / step + 1e-7));
  const int last = empty ? 5 : std::max(first + 1, static_cast<int>(std::ceil(high / step - 1e-7)));
  low_ = first * step;
  high_ = last * step;
  const int largest = internal::decimal_exponent(std::max(-low_, high_), 6);
  if (largest < internal::smallest_plain + 1 || largest > internal::largest_plain - 1) exponent_ = largest;
  const double mantissa = factor * std::pow(10.0, power - exponent_);
  for (int k = first; k <= last; ++k) {
    ticks_.push_back({k * step, position(k * step),
                      k == 0 ? "0" : internal::with_minus(to_fixed(k * mantissa, std::max(0, exponent_ - power)))});
  }
}

BarChart::BarChart(std::vector<Bar> bars, Options options)
    : bars_{std::move(bars)}, options_{std::move(options)}, scale_{scale_of(bars_, options_)} {}

bool BarChart::cuts() const {
  return std::any_of(bars_.begin(), bars_.end(), [&](const Bar& bar) {
    const auto [least, greatest] = ends(bar);
    return least < scale_.low() || greatest > scale_.high();
  });
}

void BarChart::write(Markup& page) const {
  page.element("div", {{"class", "chart"}}, [&] {
    page.element("div", {{"class", "row ticks"}, {"aria-hidden", "true"}}, [&] {
      page.element("span", {{"class", "scale"}}, [&] {
        for (const LinearScale::Tick& tick : scale_.ticks()) {
          page.element("span", {{"style", "left:" + internal::coordinate(100 * tick.position) + '%'}},
                       tick.label + options_.unit);
        }
      });
    });
    page.new_line().element("ol", {{"class", "bars"}, {"role", "list"}}, [&] {
      for (const Bar& bar : bars_) {
        page.new_line().element("li", {{"class", bar.summary ? "row summary" : "row"}}, [&] { write_row(page, bar); });
      }
    });
  });
}

void BarChart::write_row(Markup& page, const Bar& bar) const {
  page.element("span", {{"class", "name"}, {"title", bar.name}, {"dir", "auto"}}, bar.name);
  page.element("span", {{"class", "figure"}}, bar.figure);
  page.append(drawing(bar).markup());
}

Svg BarChart::drawing(const Bar& bar) const {
  Svg svg{{.width = width, .height = height, .title = sum(bar), .css = "bar", .stretch = true}};
  for (const LinearScale::Tick& tick : scale_.ticks()) line(svg, tick.value, 0, height, "grid");
  double positive = 0;
  double negative = 0;
  for (const BarPart& part : bar.parts) {
    double& end = part.value < 0 ? negative : positive;
    const double start = end;
    end += part.value;
    const double left = x(std::min(start, end));
    const double right = x(std::max(start, end));
    if (right - left < 0.005) continue;
    svg.rect({left, 7}, right - left, height - 14, {.css = part.css, .hover = hover(bar, part.name, part.value)});
  }
  if (options_.reference && scale_.covers(*options_.reference))
    line(svg, *options_.reference, 0, height, options_.reference_css);
  line(svg, 0, 0, height, "zero");
  if (bar.tolerance && scale_.covers(*bar.tolerance)) {
    line(svg, *bar.tolerance, 2, height - 2, "halo");
    line(svg, *bar.tolerance, 2, height - 2, "tolerance", hover(bar, "tolerance", *bar.tolerance));
  }
  if (const double off = bar.uncertainty.value_or(0); bar.total && off > 0) {
    const SvgPoint from{x(*bar.total - off), height / 2};
    const SvgPoint to{x(*bar.total + off), height / 2};
    svg.line(from, to, {.css = "halo"});
    svg.line(from, to, {.css = "uncertainty", .hover = hover(bar, options_.total + " ±", off)});
  }
  if (bar.total && scale_.covers(*bar.total)) {
    line(svg, *bar.total, 3, height - 3, "halo");
    line(svg, *bar.total, 3, height - 3, "total", hover(bar, options_.total, *bar.total));
  }
  const auto [least, greatest] = ends(bar);
  if (least < scale_.low()) arrow(svg, 0, 10);
  if (greatest > scale_.high()) arrow(svg, width, width - 10);
  return svg;
}

void BarChart::line(Svg& svg, double value, double top, double bottom, const std::string& css,
                    std::string hover) const {
  svg.line({x(value), top}, {x(value), bottom}, {.css = css, .hover = std::move(hover)});
}

void BarChart::arrow(Svg& svg, double tip, double back) {
  svg.path(SvgPath{}.move_to({tip, height / 2}).line_to({back, 3}).line_to({back, height - 3}).close(), {.css = "cut"});
}

std::string BarChart::hover(const Bar& bar, const std::string& what, double value) const {
  return internal::isolated(bar.name) + ", " + what + ": " + to_exact(value) + options_.unit;
}

std::string BarChart::sum(const Bar& bar) const {
  std::string text = internal::isolated(bar.name) + ": " + (bar.total ? written(*bar.total) : bar.figure);
  for (const BarPart& part : bar.parts) {
    const bool first = &part == &bar.parts.front();
    text += first ? " = " : part.value < 0 ? " − " : " + ";
    text += part.name + ' ' + written(first ? part.value : std::abs(part.value));
  }
  return text;
}

std::pair<double, double> BarChart::ends(const Bar& bar) {
  double negative = 0;
  double positive = 0;
  for (const BarPart& part : bar.parts) (part.value < 0 ? negative : positive) += part.value;
  if (!bar.total) return {negative, positive};
  const double off = bar.uncertainty.value_or(0);
  return {std::min(negative, *bar.total - off), std::max(positive, *bar.total + off)};
}

LinearScale BarChart::scale_of(const std::vector<Bar>& bars, const Options& options) {
  double least = 0;
  double greatest = 0;
  for (const Bar& bar : bars) {
    const auto [low, high] = ends(bar);
    least = std::min(least, low);
    greatest = std::max(greatest, high);
  }
  if (options.longest) {
    least = std::max(least, -*options.longest);
    greatest = std::min(greatest, *options.longest);
  }
  return {least, greatest};
}

}  // namespace behalf

#endif  // BEHALF_IO_CHART_IMPL_BAR_CHART_IPP
