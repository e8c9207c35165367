#ifndef BEHALF_SOLVE_SCALAR_HPP
#define BEHALF_SOLVE_SCALAR_HPP

#include <array>
#include <charconv>
#include <limits>
#include <string>
#include <system_error>
#include <type_traits>

namespace behalf {

/// The nearest double of a number of any scalar type: a float, a multiprecision number, or a dual number (its value).
template <class Scalar>
[[nodiscard]] double to_double(const Scalar& x) {
  if constexpr (std::is_arithmetic_v<Scalar> || requires { static_cast<double>(x); }) {
    return static_cast<double>(x);
  } else {
    return to_double(x.value());
  }
}

/// Whether x is an ordinary number: neither infinite nor NaN.
template <class Scalar>
[[nodiscard]] bool is_finite(const Scalar& x) {
  return x <= std::numeric_limits<Scalar>::max() && x >= std::numeric_limits<Scalar>::lowest();
}

/// Whether x is plus infinity, which stands for "never seen" on the diagonal of a noise covariance.
template <class Scalar>
[[nodiscard]] bool is_plus_infinity(const Scalar& x) {
  return x > std::numeric_limits<Scalar>::max();
}

/// A number as text with up to `digits` significant digits, the same in every locale; "inf", "-inf" and "nan" in words.
template <class Scalar>
[[nodiscard]] std::string to_text(const Scalar& x, int digits = 6) {
  std::array<char, 64> buffer{};
  const std::to_chars_result end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), to_double(x), std::chars_format::general, digits);
  return {buffer.data(), end.ptr};
}

/// A number as text with a fixed number of digits after the point, the same in every locale; very large ones as `to_text`.
template <class Scalar>
[[nodiscard]] std::string to_fixed(const Scalar& x, int digits = 4) {
  std::array<char, 64> buffer{};
  const std::to_chars_result end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), to_double(x), std::chars_format::fixed, digits);
  if (end.ec != std::errc{}) return to_text(x);
  std::string text{buffer.data(), end.ptr};
  // What rounds to nothing is written without a sign.
  if (text.front() == '-' && text.find_first_not_of("-0.") == std::string::npos) text.erase(0, 1);
  return text;
}

}  // namespace behalf

#endif  // BEHALF_SOLVE_SCALAR_HPP
