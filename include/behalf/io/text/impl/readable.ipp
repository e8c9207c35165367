#ifndef BEHALF_IO_TEXT_IMPL_READABLE_IPP
#define BEHALF_IO_TEXT_IMPL_READABLE_IPP

#include <behalf/io/text/readable.hpp>
#include <behalf/solve/scalar.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace behalf {

namespace internal {

int decimal_exponent(double x, int digits) {
  std::array<char, 64> buffer{};
  const char* end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), x, std::chars_format::scientific, digits - 1).ptr;
  const char* sign = std::find(static_cast<const char*>(buffer.data()), end, 'e') + 1;
  int exponent = 0;
  std::from_chars(*sign == '+' ? sign + 1 : sign, end, exponent);
  return exponent;
}

std::string with_minus(std::string text) {
  if (text.starts_with('-')) text.replace(0, 1, "−");
  return text;
}

[[nodiscard]] std::string without_trailing_zeros(std::string text) {
  if (text.find('.') == std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string power_of_ten(int exponent) {
  static constexpr std::array<std::string_view, 10> raised{"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string result = exponent < 0 ? "×10⁻" : "×10";
  for (const char digit : std::to_string(std::abs(exponent))) result += raised[static_cast<std::size_t>(digit - '0')];
  return result;
}

/// A number with a power of ten, such as "1.894×10⁻⁷". Needs x finite and not 0.
[[nodiscard]] std::string with_power(double x, int digits) {
  std::array<char, 64> buffer{};
  const char* end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), x, std::chars_format::scientific, digits - 1).ptr;
  const char* mark = std::find(static_cast<const char*>(buffer.data()), end, 'e');
  return with_minus(without_trailing_zeros({static_cast<const char*>(buffer.data()), mark})) +
         power_of_ten(decimal_exponent(x, digits));
}

std::string not_a_number(double x) { return std::isinf(x) ? (x > 0 ? "∞" : "−∞") : "–"; }

}  // namespace internal

std::string to_readable(double x, int digits) {
  if (!std::isfinite(x)) return internal::not_a_number(x);
  if (x == 0) return "0";
  const int size = internal::decimal_exponent(x);
  if (size < internal::smallest_plain || size > internal::largest_plain) return internal::with_power(x, digits);
  const int decimals = std::max(0, digits - 1 - internal::decimal_exponent(x, digits));
  return internal::with_minus(internal::without_trailing_zeros(to_fixed(x, decimals)));
}

std::string to_percent(double x, int digits) {
  const double percent = 100 * x;
  const bool ordinary = std::isfinite(percent) && std::abs(percent) >= 1;
  return to_readable(percent,
                     ordinary ? std::max(digits, 1 + std::min(internal::decimal_exponent(percent), 3)) : digits) +
         '%';
}

std::string to_exact(double x) {
  if (!std::isfinite(x)) return internal::not_a_number(x);
  std::array<char, 64> buffer{};
  const char* end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), x == 0 ? 0.0 : x).ptr;
  return internal::with_minus({static_cast<const char*>(buffer.data()), end});
}

NumberColumn::NumberColumn(const std::vector<double>& numbers, int digits, int least) : decimals_{least} {
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

std::string NumberColumn::operator()(double x, double scale) const {
  if (!std::isfinite(x)) return internal::not_a_number(x);
  const double size = std::abs(x);
  if (size <= 1e-12 * scale) return "0";
  const bool hidden = !plain_ || size < 0.5 * std::pow(10.0, -decimals_);
  if (hidden || internal::decimal_exponent(x) > internal::largest_plain) return internal::with_power(x, 4);
  return internal::with_minus(to_fixed(x, decimals_));
}

}  // namespace behalf

#endif  // BEHALF_IO_TEXT_IMPL_READABLE_IPP
