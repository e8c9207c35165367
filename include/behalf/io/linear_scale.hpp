#ifndef BEHALF_IO_LINEAR_SCALE_HPP
#define BEHALF_IO_LINEAR_SCALE_HPP

#include <behalf/io/readable.hpp>
#include <behalf/solve/scalar.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace behalf {

/// The linear axis of a chart: from a round number at or below the least value to one at or above the greatest, with
/// ticks at multiples of 1, 2 or 5 times a power of ten. Zero is always on it. Any doubles will do: what is beyond
/// ±1e306 counts as that, NaN as 0, and an axis for nothing but zeros ends at 1.
class LinearScale {
public:
  /// A round value, where it stands on the axis (0 to 1), and how it is written.
  struct Tick {
    double value = 0;
    double position = 0;
    std::string label{};
  };

  LinearScale(double least, double greatest, int intervals = 6) {
    const double low = std::min(0.0, drawable(least));
    const double high = std::max(0.0, drawable(greatest));
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
  [[nodiscard]] static double drawable(double x) { return std::isnan(x) ? 0 : std::clamp(x, -1e306, 1e306); }

  double low_ = 0;
  double high_ = 1;
  int exponent_ = 0;
  std::vector<Tick> ticks_;
};

}  // namespace behalf

#endif  // BEHALF_IO_LINEAR_SCALE_HPP
