#ifndef BEHALF_IO_REPORT_READABLE_HPP
#define BEHALF_IO_REPORT_READABLE_HPP

#include <behalf/solve/scalar.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace behalf {

namespace internal {

/// Below 10^this a number is written with a power of ten, and from 10^(largest_plain + 1) on.
inline constexpr int smallest_plain = -4;
inline constexpr int largest_plain = 5;

/// The k for which 10^k ≤ |x| < 10^(k+1), after rounding x to `digits` significant digits. Needs x finite and not 0.
[[nodiscard]] inline int decimal_exponent(double x, int digits = 17) {
  std::array<char, 64> buffer{};
  const char* end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), x, std::chars_format::scientific, digits - 1).ptr;
  const char* sign = std::find(static_cast<const char*>(buffer.data()), end, 'e') + 1;
  int exponent = 0;
  std::from_chars(*sign == '+' ? sign + 1 : sign, end, exponent);
  return exponent;
}

/// A number in the typography of print: a minus sign instead of a hyphen.
[[nodiscard]] inline std::string with_minus(std::string text) {
  if (text.starts_with('-')) text.replace(0, 1, "−");
  return text;
}

[[nodiscard]] inline std::string without_trailing_zeros(std::string text) {
  if (text.find('.') == std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

/// "×10³⁰⁰".
[[nodiscard]] inline std::string power_of_ten(int exponent) {
  static constexpr std::array<std::string_view, 10> raised{"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string result = exponent < 0 ? "×10⁻" : "×10";
  for (const char digit : std::to_string(std::abs(exponent))) result += raised[static_cast<std::size_t>(digit - '0')];
  return result;
}

/// A number with a power of ten, such as "1.894×10⁻⁷". Needs x finite and not 0.
[[nodiscard]] inline std::string with_power(double x, int digits) {
  std::array<char, 64> buffer{};
  const char* end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), x, std::chars_format::scientific, digits - 1).ptr;
  const char* mark = std::find(static_cast<const char*>(buffer.data()), end, 'e');
  return with_minus(without_trailing_zeros({static_cast<const char*>(buffer.data()), mark})) +
         power_of_ten(decimal_exponent(x, digits));
}

/// What stands for a number that is none: infinities as such, everything else as a dash.
[[nodiscard]] inline std::string not_a_number(double x) { return std::isinf(x) ? (x > 0 ? "∞" : "−∞") : "–"; }

}  // namespace internal

/// A number for people, in a sentence: `digits` significant digits without trailing zeros, with a power of ten where
/// the number is very large or very small, the same in every locale.
[[nodiscard]] inline std::string to_readable(double x, int digits = 4) {
  if (!std::isfinite(x)) return internal::not_a_number(x);
  if (x == 0) return "0";
  const int size = internal::decimal_exponent(x);
  if (size < internal::smallest_plain || size > internal::largest_plain) return internal::with_power(x, digits);
  const int decimals = std::max(0, digits - 1 - internal::decimal_exponent(x, digits));
  return internal::with_minus(internal::without_trailing_zeros(to_fixed(x, decimals)));
}

/// A share for people: 0.6831 is "68%" with two significant digits. No digit before the point is rounded away.
[[nodiscard]] inline std::string to_percent(double x, int digits = 2) {
  const double percent = 100 * x;
  const bool ordinary = std::isfinite(percent) && std::abs(percent) >= 1;
  return to_readable(percent,
                     ordinary ? std::max(digits, 1 + std::min(internal::decimal_exponent(percent), 3)) : digits) +
         '%';
}

/// A number as it is: the shortest text that reads back as the same double.
[[nodiscard]] inline std::string to_exact(double x) {
  if (!std::isfinite(x)) return internal::not_a_number(x);
  std::array<char, 64> buffer{};
  const char* end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), x == 0 ? 0.0 : x).ptr;
  return internal::with_minus({static_cast<const char*>(buffer.data()), end});
}

/// How the numbers of one column of a table are written: with the same number of decimals, enough for `digits`
/// significant digits of the largest and at least `least`; those that this would hide or make very long, with a power
/// of ten.
class NumberColumn {
public:
  explicit NumberColumn(const std::vector<double>& numbers, int digits = 4, int least = 3) : decimals_{least} {
    double largest = 0;
    for (const double x : numbers) {
      if (std::abs(x) < std::pow(10.0, internal::largest_plain + 1)) largest = std::max(largest, std::abs(x));
    }
    if (largest > 0) {
      const int exponent = internal::decimal_exponent(largest, digits);
      plain_ = exponent >= internal::smallest_plain;
      decimals_ = std::max(least, digits - 1 - exponent);
    }
  }

  /// The number as text; what is at most 1e-12 of `scale` is the rounding error of a zero, and written as one.
  [[nodiscard]] std::string operator()(double x, double scale = 0) const {
    if (!std::isfinite(x)) return internal::not_a_number(x);
    const double size = std::abs(x);
    if (size <= 1e-12 * scale) return "0";
    const bool hidden = !plain_ || size < 0.5 * std::pow(10.0, -decimals_);
    if (hidden || internal::decimal_exponent(x) > internal::largest_plain) return internal::with_power(x, 4);
    return internal::with_minus(to_fixed(x, decimals_));
  }

private:
  int decimals_;
  bool plain_ = true;
};

}  // namespace behalf

#endif  // BEHALF_IO_REPORT_READABLE_HPP
