#ifndef BEHALF_SOLVE_MOMENTS_HPP
#define BEHALF_SOLVE_MOMENTS_HPP

#include <behalf/solve/impl/product_sums.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/require.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <string>
#include <type_traits>

namespace behalf {

/// Count, mean and covariance of rows, gathered in one pass over them and without keeping them.
///
/// Over n rows x_1, …, x_n of d numbers: mean m = Σ x_k / n (d, in the unit of the rows) and covariance
/// S = Σ (x_k − m)(x_k − m)ᵀ / n (d × d, in that unit squared; ÷n, not ÷(n − 1)).
///
/// Each block of 1920 rows is shifted before it is squared: the first by the mean of its first 128 rows, later ones by
/// the mean so far. However far the mean is from 0, S_ij is therefore good to a few epsilon √(S_ii S_jj) for ordinary
/// rows, and a column of equal numbers has variance 0 exactly. At worst (the first rows far from all others) the error
/// is 1 + n/k times as large when k = min(n, 128) rows come first and n ≤ 1920 rows follow in one call.
/// Blocks and other moments are joined by the pairwise update of \cite chan1983.
/// The same rows in the same calls give the same bits.
template <class ScalarType = double, int Dim = Eigen::Dynamic>
class Moments {
public:
  using Scalar = ScalarType;

  /// Moments of no rows yet, of a length known to the compiler.
  Moments()
    requires(Dim != Eigen::Dynamic)
      : Moments{Dim} {}
  /// Moments of no rows yet, of d ≥ 1 numbers each.
  explicit Moments(Eigen::Index dimension) {
    if (dimension < 1 || (Dim != Eigen::Dynamic && dimension != Dim)) {
      throw InvalidArgument{
          "Moments", "dimension",
          (Dim == Eigen::Dynamic ? "expected at least 1, got " : "expected another, got ") + std::to_string(dimension)};
    }
    state_.shift.setZero(dimension);
    state_.offset.setZero(dimension);
    state_.scatter.setZero(dimension, dimension);
  }

  /// Takes in a block of rows (n × d, of either storage order; n = 0 changes nothing).
  ///
  /// Throws `InvalidArgument` when the rows have another length, when a number is not finite (the first is named by row
  /// and column, counted from 0) and when squares overflow; the moments are then as they were. An expression that is
  /// not stored anywhere is evaluated first.
  template <class Derived>
  void add(const Eigen::MatrixBase<Derived>& rows) {
    static_assert(std::is_same_v<typename Derived::Scalar, Scalar>,
                  "the rows must have the scalar type of the moments");
    if constexpr ((Derived::Flags & Eigen::DirectAccessBit) == 0) {
      add(Matrix<Scalar>{rows});
    } else {
      const Derived& stored = rows.derived();
      if (stored.rowStride() == 1 || (stored.colStride() == 1 && stored.rowStride() >= stored.cols())) {
        add_stored(stored);
      } else {
        add_stored(Matrix<Scalar>{rows});
      }
    }
  }

  /// Takes in all rows that the other moments were gathered from. Throws when the numbers per row differ.
  void merge(const Moments& other) {
    require_size("Moments::merge", "other", other.dimension(), dimension());
    State next = state_;
    next.join(other.state_);
    require_squares("Moments::merge", "other", next);
    state_ = next;
  }

  /// n, the number of rows so far.
  [[nodiscard]] Eigen::Index count() const noexcept { return state_.count; }
  /// d, the numbers per row.
  [[nodiscard]] Eigen::Index dimension() const noexcept { return state_.shift.size(); }
  /// The mean (d). Throws `InvalidArgument` when there were no rows.
  [[nodiscard]] Vector<Scalar, Dim> mean() const {
    require_rows("Moments::mean");
    return state_.shift + state_.offset;
  }
  /// The covariance (d × d, ÷n), symmetric. Throws `InvalidArgument` when there were no rows.
  [[nodiscard]] Matrix<Scalar, Dim, Dim> covariance() const {
    require_rows("Moments::covariance");
    const Matrix<Scalar, Dim, Dim> scatter = state_.scatter.template selfadjointView<Eigen::Lower>();
    return scatter / internal::as_scalar<Scalar>(state_.count);
  }

private:
  static constexpr Eigen::Index block_rows = 1920;

  /// The mean is kept as shift + offset, so that it does not lose to a shift far from 0 what the offset knows.
  struct State {
    Eigen::Index count = 0;
    Vector<Scalar, Dim> shift;
    Vector<Scalar, Dim> offset;
    Matrix<Scalar, Dim, Dim> scatter;  ///< Σ (x − mean)(x − mean)ᵀ, the lower triangle of it.

    void join(const State& other) {
      if (other.count == 0) return;
      if (count == 0) {
        *this = other;
      } else {
        const Scalar mine = internal::as_scalar<Scalar>(count);
        const Scalar share =
            internal::as_scalar<Scalar>(other.count) / internal::as_scalar<Scalar>(count + other.count);
        const Vector<Scalar, Dim> apart = (other.shift - shift) + (other.offset - offset);
        for (Eigen::Index j = 0; j < apart.size(); ++j) {
          const Scalar factor = mine * share * apart(j);
          for (Eigen::Index i = j; i < apart.size(); ++i) scatter(i, j) += other.scatter(i, j) + factor * apart(i);
        }
        offset += share * apart;
        count += other.count;
      }
      // The next rows are shifted by the mean; what the rounded mean leaves over stays in the offset, without loss.
      const Vector<Scalar, Dim> moved = shift + offset;
      const Vector<Scalar, Dim> step = moved - shift;
      offset = ((shift - (moved - step)) + (offset - step)).eval();
      shift = moved;
    }
  };

  [[nodiscard]] static State summarise(Eigen::Index count, const Vector<Scalar, Dim>& shift,
                                       const internal::ProductSums<Scalar>& sums) {
    const Eigen::Index d = shift.size();
    const Scalar n = internal::as_scalar<Scalar>(count);
    State block{
        .count = count, .shift = shift, .offset = Vector<Scalar, Dim>(d), .scatter = Matrix<Scalar, Dim, Dim>(d, d)};
    for (Eigen::Index j = 0; j < d; ++j) block.offset(j) = sums.sum(j) / n;
    for (Eigen::Index j = 0; j < d; ++j) {
      for (Eigen::Index i = j; i < d; ++i) {
        block.scatter(i, j) = sums.product(i, j) - sums.sum(i) * block.offset(j);
      }
    }
    return block;
  }

  /// The mean of a few rows, equal to them where they are equal to each other.
  template <class Few>
  [[nodiscard]] static Vector<Scalar, Dim> centre_of(const Few& few) {
    const Vector<Scalar, Dim> first = few.row(0).transpose();
    Vector<Scalar, Dim> apart = Vector<Scalar, Dim>::Zero(few.cols());
    for (Eigen::Index i = 1; i < few.rows(); ++i) apart += few.row(i).transpose() - first;
    return first + apart / internal::as_scalar<Scalar>(few.rows());
  }

  template <class Stored>
  void add_stored(const Stored& rows) {
    require_shape("Moments::add", "rows", rows, rows.rows(), dimension());
    State next = state_;
    internal::ProductSums<Scalar> sums{dimension()};
    for (Eigen::Index first = 0; first < rows.rows(); first += block_rows) {
      const Eigen::Index size = std::min(block_rows, rows.rows() - first);
      if (next.count == 0) next.shift = centre_of(rows.topRows(std::min(size, Eigen::Index{128})));
      sums.restart(next.shift);
      sums.add(rows.data() + first * rows.rowStride(), size, rows.rows() - first, rows.rowStride(), rows.colStride());
      const State block = summarise(size, next.shift, sums);
      // Any number that is not finite shows in a square, so the rows are searched only when there is one.
      if (!has_finite_squares(block)) require_finite("Moments::add", "rows", rows);
      next.join(block);
    }
    require_squares("Moments::add", "rows", next);
    state_ = next;
  }

  [[nodiscard]] static bool has_finite_squares(const State& state) {
    for (Eigen::Index j = 0; j < state.shift.size(); ++j) {
      if (!is_finite(state.scatter(j, j))) return false;
    }
    return true;
  }

  static void require_squares(const char* function, const char* field, const State& state) {
    if (has_finite_squares(state)) return;
    throw InvalidArgument{function, field, "expected numbers whose squares do not overflow"};
  }

  void require_rows(const char* function) const {
    if (count() == 0) throw InvalidArgument{function, "rows", "expected at least one row, got none"};
  }

  State state_;
};

/// The moments of a block of rows (n × d, of either storage order).
///
/// Throws `InvalidArgument` as `Moments::add` does, and when there are no rows or no columns.
template <class Derived>
[[nodiscard]] Moments<typename Derived::Scalar, Derived::ColsAtCompileTime> moments(
    const Eigen::MatrixBase<Derived>& rows) {
  if (rows.rows() == 0) throw InvalidArgument{"moments", "rows", "expected at least one row, got none"};
  Moments<typename Derived::Scalar, Derived::ColsAtCompileTime> result{rows.cols()};
  result.add(rows);
  return result;
}

}  // namespace behalf

#endif  // BEHALF_SOLVE_MOMENTS_HPP
