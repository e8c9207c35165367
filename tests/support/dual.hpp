#ifndef BEHALF_TESTS_SUPPORT_DUAL_HPP
#define BEHALF_TESTS_SUPPORT_DUAL_HPP

#include <Eigen/Core>

#include <cmath>
#include <limits>
#include <ostream>
#include <type_traits>

/// A namespace of its own, so that looking up a function by its arguments finds nothing else of the tests.
namespace behalf_test::dual {

/// A number with its derivative in one direction: forward differentiation of whatever is computed with it.
/// Comparisons look at the value alone, so that a branch is taken as it is for a plain number. Eigen's triangular solves
/// skip entries that equal 0, and with them the derivative: what moves must not start from 0.
class Dual {
public:
  Dual() = default;
  Dual(double value, double derivative) : value_{value}, derivative_{derivative} {}
  template <class Number>
    requires std::is_arithmetic_v<Number>
  Dual(Number value) : value_{static_cast<double>(value)} {}  // NOLINT: ordinary numbers are constants

  [[nodiscard]] double value() const { return value_; }
  [[nodiscard]] double derivative() const { return derivative_; }
  explicit operator double() const { return value_; }

  Dual& operator+=(const Dual& b) { return *this = {value_ + b.value_, derivative_ + b.derivative_}; }
  Dual& operator-=(const Dual& b) { return *this = {value_ - b.value_, derivative_ - b.derivative_}; }
  Dual& operator*=(const Dual& b) {
    return *this = {value_ * b.value_, derivative_ * b.value_ + value_ * b.derivative_};
  }
  Dual& operator/=(const Dual& b) {
    const double quotient = value_ / b.value_;
    return *this = {quotient, (derivative_ - quotient * b.derivative_) / b.value_};
  }
  [[nodiscard]] Dual operator-() const { return {-value_, -derivative_}; }
  [[nodiscard]] friend Dual operator+(Dual a, const Dual& b) { return a += b; }
  [[nodiscard]] friend Dual operator-(Dual a, const Dual& b) { return a -= b; }
  [[nodiscard]] friend Dual operator*(Dual a, const Dual& b) { return a *= b; }
  [[nodiscard]] friend Dual operator/(Dual a, const Dual& b) { return a /= b; }

  friend bool operator==(const Dual& a, const Dual& b) { return a.value_ == b.value_; }
  friend auto operator<=>(const Dual& a, const Dual& b) { return a.value_ <=> b.value_; }

  /// The derivative at 0 is defined as 0: what is 0 with its derivative, such as a redundant metric, stays so.
  [[nodiscard]] friend Dual sqrt(const Dual& x) {
    const double root = std::sqrt(x.value_);
    return {root, root == 0 ? 0 : x.derivative_ / (2 * root)};
  }
  [[nodiscard]] friend Dual abs(const Dual& x) { return x.value_ < 0 ? -x : x; }
  [[nodiscard]] friend bool isfinite(const Dual& x) { return std::isfinite(x.value_); }
  [[nodiscard]] friend bool isinf(const Dual& x) { return std::isinf(x.value_); }
  [[nodiscard]] friend bool isnan(const Dual& x) { return std::isnan(x.value_); }
  friend std::ostream& operator<<(std::ostream& out, const Dual& x) { return out << x.value_; }

private:
  double value_ = 0;
  double derivative_ = 0;
};

}  // namespace behalf_test::dual

namespace behalf_test {
using dual::Dual;
}

template <>
class std::numeric_limits<behalf_test::Dual> : public std::numeric_limits<double> {
public:
  static behalf_test::Dual min() { return std::numeric_limits<double>::min(); }
  static behalf_test::Dual max() { return std::numeric_limits<double>::max(); }
  static behalf_test::Dual lowest() { return std::numeric_limits<double>::lowest(); }
  static behalf_test::Dual epsilon() { return std::numeric_limits<double>::epsilon(); }
  static behalf_test::Dual infinity() { return std::numeric_limits<double>::infinity(); }
  static behalf_test::Dual quiet_NaN() { return std::numeric_limits<double>::quiet_NaN(); }
};

template <>
struct Eigen::NumTraits<behalf_test::Dual> : Eigen::NumTraits<double> {
  using Real = behalf_test::Dual;
  using NonInteger = behalf_test::Dual;
  using Nested = behalf_test::Dual;
  using Literal = behalf_test::Dual;
  enum { RequireInitialization = 1, ReadCost = 2, AddCost = 2, MulCost = 4 };
  static Real epsilon() { return std::numeric_limits<double>::epsilon(); }
  static Real dummy_precision() { return 1e-12; }
  static Real highest() { return std::numeric_limits<double>::max(); }
  static Real lowest() { return std::numeric_limits<double>::lowest(); }
};

#endif  // BEHALF_TESTS_SUPPORT_DUAL_HPP
