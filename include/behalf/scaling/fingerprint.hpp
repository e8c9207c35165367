#ifndef BEHALF_SCALING_FINGERPRINT_HPP
#define BEHALF_SCALING_FINGERPRINT_HPP

#include <behalf/scaling/plan.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace behalf {

/// A number that two studies share only if they ask the same of the same data, so that parts of different studies are not
/// put together by mistake (FNV-1a, 64 bits; no defence against somebody who means to).
class Fingerprint {
public:
  [[nodiscard]] std::uint64_t value() const noexcept { return value_; }

  void add(std::uint64_t number) noexcept {
    for (unsigned byte = 0; byte < 8; ++byte) step(static_cast<std::uint8_t>((number >> (8U * byte)) & 0xFFU));
  }
  void add(std::string_view text) noexcept {
    add(static_cast<std::uint64_t>(text.size()));
    for (const char c : text) step(static_cast<std::uint8_t>(c));
  }
  /// A number as its nearest double.
  template <class Scalar>
  void add_number(const Scalar& x) {
    add(std::bit_cast<std::uint64_t>(to_double(x)));
  }
  template <class Derived>
  void add_matrix(const Eigen::MatrixBase<Derived>& matrix) {
    add(static_cast<std::uint64_t>(matrix.rows()));
    add(static_cast<std::uint64_t>(matrix.cols()));
    for (Eigen::Index j = 0; j < matrix.cols(); ++j) {
      for (Eigen::Index i = 0; i < matrix.rows(); ++i) add_number(matrix(i, j));
    }
  }
  template <class Matrix>
  void add_matrix(const std::optional<Matrix>& matrix) {
    add(std::uint64_t{matrix ? 1U : 0U});
    if (matrix) add_matrix(*matrix);
  }
  template <class Scalar>
  void add_plan(const ScalingPlan<Scalar>& plan) {
    add(static_cast<std::uint64_t>(std::numeric_limits<Scalar>::digits));
    add(static_cast<std::uint64_t>(plan.size()));
    for (std::size_t k = 0; k < plan.size(); ++k) {
      const ScalingPoint<Scalar> point = plan.point(k);
      add(static_cast<std::uint64_t>(point.generality));
      add(static_cast<std::uint64_t>(point.scope));
      add_number(point.diversity);
    }
    add(plan.metrics ? static_cast<std::uint64_t>(*plan.metrics) : std::numeric_limits<std::uint64_t>::max());
    add_number(plan.budget.value_or(Scalar(0)));
    add(plan.samples);
    add(plan.seed);
    add_number(plan.precision.value_or(Scalar(0)));
  }

private:
  void step(std::uint8_t byte) noexcept { value_ = (value_ ^ byte) * 0x100000001B3U; }

  std::uint64_t value_ = 0xCBF29CE484222325U;
};

}  // namespace behalf

#endif  // BEHALF_SCALING_FINGERPRINT_HPP
