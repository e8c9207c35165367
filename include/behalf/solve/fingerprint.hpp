#ifndef BEHALF_SOLVE_FINGERPRINT_HPP
#define BEHALF_SOLVE_FINGERPRINT_HPP

#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>

#include <bit>
#include <cstdint>
#include <optional>
#include <string_view>

namespace behalf {

/// A number that two sets of data share only if they are the same, or hardly ever otherwise, so that parts of different
/// studies or networks are not put together by mistake (FNV-1a, 64 bits; no defence against somebody who means to).
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

private:
  void step(std::uint8_t byte) noexcept { value_ = (value_ ^ byte) * 0x100000001B3U; }

  std::uint64_t value_ = 0xCBF29CE484222325U;
};

}  // namespace behalf

#endif  // BEHALF_SOLVE_FINGERPRINT_HPP
