#ifndef BEHALF_IO_CHART_BAR_CHART_HPP
#define BEHALF_IO_CHART_BAR_CHART_HPP

#include <behalf/io/chart/markup.hpp>
#include <behalf/io/chart/svg.hpp>
#include <behalf/io/report/readable.hpp>
#include <behalf/solve/scalar.hpp>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

namespace internal {

/// Makes a range from the least to the greatest number reach as far as x; an absent one begins there.
inline void widen(std::optional<std::pair<double, double>>& range, double x) {
  range = range ? std::pair{std::min(range->first, x), std::max(range->second, x)} : std::pair{x, x};
}

}  // namespace internal

/// The linear axis of a chart: from a round number at or below the least value to one at or above the greatest, with
/// ticks at multiples of 1, 2 or 5 times a power of ten. Zero is on it. Any doubles will do: what is beyond
/// ±1e306 counts as that, NaN as 0, and an axis for nothing but zeros ends at 1.
class LinearScale {
public:
  /// A round value, where it stands on the axis (0 to 1), and how it is written.
  struct Tick {
    double value = 0;
    double position = 0;
    std::string label{};
  };

  LinearScale(double least, double greatest, int intervals = 6)
      : LinearScale{Ends{std::min(0.0, drawable(least)), std::max(0.0, drawable(greatest))}, intervals} {}

  /// The same for numbers that are told by shades, not lengths: zero is on it only where the least number is not more than
  /// half the greatest, or where they hardly differ, since shades of nothing but large numbers would all look alike.
  [[nodiscard]] static LinearScale of_shades(double least, double greatest, int intervals = 6) {
    const double low = drawable(least);
    const double high = drawable(greatest);
    if (low > high / 2 && high - low > 1e-6 * high) return {Ends{low, high}, intervals};
    return {low, high, intervals};
  }

  [[nodiscard]] double low() const noexcept { return low_; }
  [[nodiscard]] double high() const noexcept { return high_; }
  /// Where x stands between the ends of the axis: 0 to 1, at the end for what lies beyond it.
  [[nodiscard]] double position(double x) const { return std::clamp((drawable(x) - low_) / (high_ - low_), 0.0, 1.0); }
  [[nodiscard]] bool covers(double x) const { return x >= low_ && x <= high_; }
  [[nodiscard]] const std::vector<Tick>& ticks() const noexcept { return ticks_; }
  /// The power of ten that the labels leave out, 0 for numbers of ordinary size.
  [[nodiscard]] int exponent() const noexcept { return exponent_; }
  /// A value as the labels are written, with the power of ten.
  [[nodiscard]] std::string written(const Tick& tick) const {
    return exponent_ == 0 || tick.value == 0 ? tick.label : tick.label + internal::power_of_ten(exponent_);
  }

private:
  struct Ends {
    double low = 0;
    double high = 0;
  };

  LinearScale(const Ends& ends, int intervals) {
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

  [[nodiscard]] static double drawable(double x) { return std::isnan(x) ? 0 : std::clamp(x, -1e306, 1e306); }

  double low_ = 0;
  double high_ = 1;
  int exponent_ = 0;
  std::vector<Tick> ticks_;
};

/// One part of a bar: what it stands for, the class that colours it, and how much it is, of either sign.
struct BarPart {
  std::string name{};
  std::string css{};
  double value = 0;
};

/// One row of a bar chart: parts and their total.
struct Bar {
  std::string name{};
  std::string figure{};               ///< The total as it is written beside the bar.
  std::vector<BarPart> parts{};       ///< Stacked in this order; negative ones from zero to the left.
  std::optional<double> total{};      ///< Where the mark stands; absent: there is no total.
  double uncertainty = 0;             ///< Up to where a thin line reaches to either side of the mark.
  std::optional<double> tolerance{};  ///< Where a second, dashed mark stands.
  bool summary = false;               ///< A row that sums up the others, set apart from them.
};

/// Horizontal stacked bars below each other, all on one linear scale, one row of fixed height for each.
///
/// Rows are a list in HTML with a small stretched drawing each, so that names keep their size and are cut off by the
/// browser, which knows scripts and directions, a page may break between rows, and on a narrow screen names move above
/// their bars.
class BarChart {
public:
  struct Options {
    std::string unit{};                 ///< Written after each number, such as "%".
    std::optional<double> longest{};    ///< Bars are cut at this value on either side; absent: all are shown in full.
    std::optional<double> reference{};  ///< A value to compare with, drawn as a line through all rows.
    std::string reference_css{"reference"};  ///< The class that colours that line.
    std::string total{"gap"};                ///< What the total of a bar is.
  };

  explicit BarChart(std::vector<Bar> bars) : BarChart{std::move(bars), Options{}} {}
  BarChart(std::vector<Bar> bars, Options options)
      : bars_{std::move(bars)}, options_{std::move(options)}, scale_{scale_of(bars_, options_)} {}

  [[nodiscard]] const LinearScale& scale() const noexcept { return scale_; }
  /// Whether a bar reaches beyond the scale.
  [[nodiscard]] bool cuts() const {
    return std::any_of(bars_.begin(), bars_.end(), [&](const Bar& bar) {
      const auto [least, greatest] = ends(bar);
      return least < scale_.low() || greatest > scale_.high();
    });
  }

  /// Adds the chart to a page.
  void write(Markup& page) const {
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
          page.new_line().element("li", {{"class", bar.summary ? "row summary" : "row"}},
                                  [&] { write_row(page, bar); });
        }
      });
    });
  }

private:
  static constexpr double width = 1000;
  static constexpr double height = 28;

  void write_row(Markup& page, const Bar& bar) const {
    page.element("span", {{"class", "name"}, {"title", bar.name}, {"dir", "auto"}}, bar.name);
    page.element("span", {{"class", "figure"}}, bar.figure);
    page.append(drawing(bar).markup());
  }

  [[nodiscard]] Svg drawing(const Bar& bar) const {
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
    if (bar.total && bar.uncertainty > 0) {
      const SvgPoint from{x(*bar.total - bar.uncertainty), height / 2};
      const SvgPoint to{x(*bar.total + bar.uncertainty), height / 2};
      svg.line(from, to, {.css = "halo"});
      svg.line(from, to, {.css = "uncertainty", .hover = hover(bar, options_.total + " ±", bar.uncertainty)});
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

  void line(Svg& svg, double value, double top, double bottom, const std::string& css, std::string hover = {}) const {
    svg.line({x(value), top}, {x(value), bottom}, {.css = css, .hover = std::move(hover)});
  }
  static void arrow(Svg& svg, double tip, double back) {
    svg.path(SvgPath{}.move_to({tip, height / 2}).line_to({back, 3}).line_to({back, height - 3}).close(),
             {.css = "cut"});
  }
  [[nodiscard]] double x(double value) const { return width * scale_.position(value); }
  [[nodiscard]] std::string written(double value) const { return to_readable(value) + options_.unit; }
  [[nodiscard]] std::string hover(const Bar& bar, const std::string& what, double value) const {
    return internal::isolated(bar.name) + ", " + what + ": " + to_exact(value) + options_.unit;
  }

  /// "users: 1.894 = objectives 0.4228 + information 0.7117 + principals 0.76".
  [[nodiscard]] std::string sum(const Bar& bar) const {
    std::string text = internal::isolated(bar.name) + ": " + (bar.total ? written(*bar.total) : bar.figure);
    for (const BarPart& part : bar.parts) {
      const bool first = &part == &bar.parts.front();
      text += first ? " = " : part.value < 0 ? " − " : " + ";
      text += part.name + ' ' + written(first ? part.value : std::abs(part.value));
    }
    return text;
  }
  /// How far the parts of a bar, and its total with what it may be off by, reach to the left and to the right.
  [[nodiscard]] static std::pair<double, double> ends(const Bar& bar) {
    double negative = 0;
    double positive = 0;
    for (const BarPart& part : bar.parts) (part.value < 0 ? negative : positive) += part.value;
    if (!bar.total) return {negative, positive};
    return {std::min(negative, *bar.total - bar.uncertainty), std::max(positive, *bar.total + bar.uncertainty)};
  }
  [[nodiscard]] static LinearScale scale_of(const std::vector<Bar>& bars, const Options& options) {
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

  std::vector<Bar> bars_;
  Options options_;
  LinearScale scale_;
};

}  // namespace behalf

#endif  // BEHALF_IO_CHART_BAR_CHART_HPP
