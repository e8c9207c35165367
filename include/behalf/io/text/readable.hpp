#ifndef BEHALF_IO_TEXT_READABLE_HPP
#define BEHALF_IO_TEXT_READABLE_HPP

#include <string>
#include <vector>

namespace behalf {

namespace internal {

/// Below 10^this a number is written with a power of ten, and from 10^(largest_plain + 1) on.
inline constexpr int smallest_plain = -4;

inline constexpr int largest_plain = 5;

/// The k for which 10^k ≤ |x| < 10^(k+1), after rounding x to `digits` significant digits. Needs x finite and not 0.
[[nodiscard]] int decimal_exponent(double x, int digits = 17);

/// A number in the typography of print: a minus sign instead of a hyphen.
[[nodiscard]] std::string with_minus(std::string text);

/// "×10³⁰⁰".
[[nodiscard]] std::string power_of_ten(int exponent);

/// What stands for a number that is none: infinities as such, everything else as a dash.
[[nodiscard]] std::string not_a_number(double x);

}  // namespace internal

/// A number for people, in a sentence: `digits` significant digits without trailing zeros, with a power of ten where
/// the number is very large or very small, the same in every locale.
[[nodiscard]] std::string to_readable(double x, int digits = 4);

/// A share for people: 0.6831 is "68%" with two significant digits. No digit before the point is rounded away.
[[nodiscard]] std::string to_percent(double x, int digits = 2);

/// A number as it is: the shortest text that reads back as the same double.
[[nodiscard]] std::string to_exact(double x);

/// How the numbers of one column of a table are written: with the same number of decimals, enough for `digits`
/// significant digits of the largest and at least `least`; those that this would hide or make very long, with a power
/// of ten.
class NumberColumn {
public:
  explicit NumberColumn(const std::vector<double>& numbers, int digits = 4, int least = 3);

  /// The number as text; what is at most 1e-12 of `scale` is the rounding error of a zero, and written as one.
  [[nodiscard]] std::string operator()(double x, double scale = 0) const;

private:
  int decimals_;
  bool plain_ = true;
};

}  // namespace behalf

#endif  // BEHALF_IO_TEXT_READABLE_HPP
