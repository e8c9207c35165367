#ifndef BEHALF_IO_CHART_BAR_CHART_HPP
#define BEHALF_IO_CHART_BAR_CHART_HPP

#include <behalf/io/chart/datum.hpp>
#include <behalf/io/chart/markup.hpp>
#include <behalf/io/chart/svg.hpp>
#include <behalf/io/text/readable.hpp>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

namespace internal {

/// Makes a range from the least to the greatest number reach as far as x; an absent one begins there.
void widen(std::optional<std::pair<double, double>>& range, double x);

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

  LinearScale(double least, double greatest, int intervals = 6);

  /// The same for numbers that are told by shades, not lengths: zero is on it only where the least number is not more than
  /// half the greatest, or where they hardly differ, since shades of nothing but large numbers would all look alike.
  [[nodiscard]] static LinearScale of_shades(double least, double greatest, int intervals = 6);

  [[nodiscard]] double low() const noexcept { return low_; }
  [[nodiscard]] double high() const noexcept { return high_; }
  /// Where x stands between the ends of the axis: 0 to 1, at the end for what lies beyond it.
  [[nodiscard]] double position(double x) const;
  [[nodiscard]] bool covers(double x) const { return x >= low_ && x <= high_; }
  [[nodiscard]] const std::vector<Tick>& ticks() const noexcept { return ticks_; }
  /// The power of ten that the labels leave out, 0 for numbers of ordinary size.
  [[nodiscard]] int exponent() const noexcept { return exponent_; }
  /// A value as the labels are written, with the power of ten.
  [[nodiscard]] std::string written(const Tick& tick) const;

private:
  struct Ends {
    double low = 0;
    double high = 0;
  };

  LinearScale(const Ends& ends, int intervals);

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
  std::optional<double> standard_error{};  ///< Not drawn, but in the data.
};

/// One row of a bar chart: parts and their total.
struct Bar {
  std::string name{};
  std::string figure{};                 ///< The total as it is written beside the bar.
  std::vector<BarPart> parts{};         ///< Stacked in this order; negative ones from zero to the left.
  std::optional<double> total{};        ///< Where the mark stands; absent: there is no total.
  std::optional<double> uncertainty{};  ///< Up to where a thin line reaches to either side: two standard errors.
  std::optional<double> tolerance{};    ///< Where a second, dashed mark stands.
  bool summary = false;                 ///< A row that sums up the others, set apart from them.
  Data data{};                          ///< Not drawn, but in the data.
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
  BarChart(std::vector<Bar> bars, Options options);

  [[nodiscard]] const LinearScale& scale() const noexcept { return scale_; }
  /// Whether a bar reaches beyond the scale.
  [[nodiscard]] bool cuts() const;

  /// Adds the chart to a page.
  void write(Markup& page) const;

private:
  static constexpr double width = 1000;
  static constexpr double height = 28;

  void write_row(Markup& page, const Bar& bar) const;

  [[nodiscard]] Svg drawing(const Bar& bar) const;

  void line(Svg& svg, double value, double top, double bottom, const std::string& css, std::string hover = {}) const;
  static void arrow(Svg& svg, double tip, double back);
  [[nodiscard]] double x(double value) const { return width * scale_.position(value); }
  [[nodiscard]] std::string written(double value) const { return to_readable(value) + options_.unit; }
  [[nodiscard]] std::string hover(const Bar& bar, const std::string& what, double value) const;

  /// "users: 1.894 = objectives 0.4228 + information 0.7117 + principals 0.76".
  [[nodiscard]] std::string sum(const Bar& bar) const;
  /// How far the parts of a bar, and its total with what it may be off by, reach to the left and to the right.
  [[nodiscard]] static std::pair<double, double> ends(const Bar& bar);
  [[nodiscard]] static LinearScale scale_of(const std::vector<Bar>& bars, const Options& options);

  std::vector<Bar> bars_;
  Options options_;
  LinearScale scale_;
};

}  // namespace behalf

#endif  // BEHALF_IO_CHART_BAR_CHART_HPP
