#ifndef BEHALF_SOLVE_FIXED_COLUMN_HPP
#define BEHALF_SOLVE_FIXED_COLUMN_HPP

#include <behalf/solve/scalar.hpp>

#include <algorithm>
#include <initializer_list>
#include <string>

namespace behalf {

/// How numbers that are read together are written: all with the same number of digits after the point, four or as many as
/// show three digits of the largest of them; with a power of ten where the largest is below 0.0001, and each number from
/// 10⁹ on.
class FixedColumn {
public:
  FixedColumn() = default;
  FixedColumn(std::initializer_list<double> numbers) {
    for (const double x : numbers) add(x);
  }

  /// Takes a number into account, unless it is rounding: at most 1e-12 of `scale`.
  void add(double x, double scale = 0) {
    const double size = x < 0 ? -x : x;
    if (size < huge && size > 1e-12 * scale) largest_ = std::max(largest_, size);
  }

  /// The number as text; what is rounding of this scale, or beside the largest, is written as the zero that it stands for.
  [[nodiscard]] std::string operator()(double x, double scale = 0) const {
    const double size = x < 0 ? -x : x;
    if (!(size < huge)) return to_text(x, 4);
    const double shown = size <= 1e-12 * std::max(scale, largest_) ? 0.0 : x;
    if (largest_ > 0 && largest_ < smallest) return to_text(shown, 4);
    int decimals = 4;
    for (double least = 0.00995; decimals < 6 && largest_ > 0 && largest_ < least; least /= 10) ++decimals;
    return to_fixed(shown, decimals);
  }

private:
  static constexpr double huge = 1e9;
  static constexpr double smallest = 1e-4;

  double largest_ = 0;
};

}  // namespace behalf

#endif  // BEHALF_SOLVE_FIXED_COLUMN_HPP
