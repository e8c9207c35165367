#ifndef BEHALF_SOLVE_REQUIRE_HPP
#define BEHALF_SOLVE_REQUIRE_HPP

#include <behalf/solve/definite.hpp>
#include <behalf/solve/impl/symmetric_eigen.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>

#include <string>

namespace behalf {

/// The conditions that models put on their arguments, each with one wording. `function` is the name of what is being made,
/// `field` the argument; a broken condition throws `InvalidArgument` with both, the rule and the value at fault.

/// Needs size == expected.
inline void require_size(const char* function, const std::string& field, Eigen::Index size, Eigen::Index expected) {
  if (size != expected) {
    throw InvalidArgument{function, field,
                          "expected " + std::to_string(expected) + (expected == 1 ? " number" : " numbers") + ", got " +
                              std::to_string(size)};
  }
}

/// Needs a matrix of this shape.
template <class Derived>
void require_shape(const char* function, const std::string& field, const Eigen::MatrixBase<Derived>& matrix,
                   Eigen::Index rows, Eigen::Index columns) {
  if (matrix.rows() != rows || matrix.cols() != columns) {
    throw InvalidArgument{function, field,
                          "expected a " + std::to_string(rows) + " x " + std::to_string(columns) + " matrix, got " +
                              std::to_string(matrix.rows()) + " x " + std::to_string(matrix.cols())};
  }
}

/// Needs entries that are finite; the first that is not is named by its row and column, counted from 0.
template <class Derived>
void require_finite(const char* function, const std::string& field, const Eigen::MatrixBase<Derived>& matrix) {
  for (Eigen::Index i = 0; i < matrix.rows(); ++i) {
    for (Eigen::Index j = 0; j < matrix.cols(); ++j) {
      if (!is_finite(matrix(i, j))) {
        const std::string place = matrix.cols() == 1 ? "[" + std::to_string(i) + "]"
                                                     : "[" + std::to_string(i) + "][" + std::to_string(j) + "]";
        throw InvalidArgument{function, field + place, "expected a finite number, got " + to_text(matrix(i, j))};
      }
    }
  }
}

/// Needs a finite number that is not negative.
template <class Scalar>
void require_not_negative(const char* function, const std::string& field, const Scalar& x) {
  if (!(x >= Scalar(0)) || !is_finite(x)) {
    throw InvalidArgument{function, field, "expected a finite number that is not negative, got " + to_text(x)};
  }
}

/// Needs a finite number above 0.
template <class Scalar>
void require_positive(const char* function, const std::string& field, const Scalar& x) {
  if (!(x > Scalar(0)) || !is_finite(x)) {
    throw InvalidArgument{function, field, "expected a finite number above 0, got " + to_text(x)};
  }
}

/// Needs a number from 0 to 1: a probability, a share, a level.
template <class Scalar>
void require_fraction(const char* function, const std::string& field, const Scalar& x) {
  if (!(x >= Scalar(0)) || !(x <= Scalar(1))) {
    throw InvalidArgument{function, field, "expected a number from 0 to 1, got " + to_text(x)};
  }
}

/// Needs weights that are finite and not negative, at least one of them positive.
template <class Scalar>
void require_weights(const char* function, const std::string& field, const Vector<Scalar>& weights) {
  bool any_positive = false;
  for (Eigen::Index i = 0; i < weights.size(); ++i) {
    require_not_negative(function, field + "[" + std::to_string(i) + "]", weights(i));
    any_positive = any_positive || weights(i) > Scalar(0);
  }
  if (!any_positive) {
    throw InvalidArgument{function, field, "expected at least one positive weight, all are 0"};
  }
}

namespace internal {

/// A number in as many digits as tell it from another, at least 6.
template <class Scalar>
[[nodiscard]] std::string told_apart(const Scalar& x, const Scalar& other) {
  int digits = 6;
  while (digits < 17 && to_text(x, digits) == to_text(other, digits)) ++digits;
  return to_text(x, digits);
}

/// The least eigenvalue and the largest variance of a matrix, in parentheses.
template <class Scalar>
[[nodiscard]] std::string least_eigenvalue(const Matrix<Scalar>& matrix) {
  if (matrix.rows() > 100) return {};
  Scalar largest(0);
  for (Eigen::Index j = 0; j < matrix.rows(); ++j) largest = matrix(j, j) > largest ? matrix(j, j) : largest;
  return " (" + to_text(SymmetricEigen<Scalar>{matrix}.least(), 3) + ", the largest number on the diagonal is " +
         to_text(largest, 3) + ")";
}

}  // namespace internal

/// Needs a d × d matrix of finite numbers that equals its transpose.
template <class Scalar>
void require_symmetric(const char* function, const std::string& field, const Matrix<Scalar>& matrix, Eigen::Index d) {
  require_shape(function, field, matrix, d, d);
  require_finite(function, field, matrix);
  for (Eigen::Index i = 0; i < d; ++i) {
    for (Eigen::Index j = 0; j < i; ++j) {
      if (!is_symmetric<Scalar>(rows<Scalar>({{Scalar(0), matrix(i, j)}, {matrix(j, i), Scalar(0)}}))) {
        throw InvalidArgument{function, field,
                              "expected a symmetric matrix, got " + internal::told_apart(matrix(i, j), matrix(j, i)) +
                                  " at [" + std::to_string(i) + "][" + std::to_string(j) + "] and " +
                                  internal::told_apart(matrix(j, i), matrix(i, j)) + " at [" + std::to_string(j) +
                                  "][" + std::to_string(i) + "]"};
      }
    }
  }
}

/// Needs a d × d matrix that is symmetric and has only positive eigenvalues.
template <class Scalar>
void require_positive_definite(const char* function, const std::string& field, const Matrix<Scalar>& matrix,
                               Eigen::Index d) {
  require_symmetric(function, field, matrix, d);
  if (!is_positive_definite(matrix)) {
    throw InvalidArgument{function, field,
                          "expected a positive definite matrix, it has an eigenvalue that is not positive" +
                              internal::least_eigenvalue(matrix)};
  }
}

/// Needs a d × d covariance: symmetric, no negative eigenvalue.
template <class Scalar>
void require_covariance(const char* function, const std::string& field, const Matrix<Scalar>& matrix, Eigen::Index d) {
  require_symmetric(function, field, matrix, d);
  for (Eigen::Index i = 0; i < d; ++i) {
    const std::string place = "[" + std::to_string(i) + "]";
    require_not_negative(function, field + place + place, matrix(i, i));
  }
  if (!is_positive_semidefinite(matrix)) {
    throw InvalidArgument{function, field,
                          "expected a positive semidefinite matrix, it has a negative eigenvalue" +
                              internal::least_eigenvalue(matrix) +
                              "; give the numbers with more digits, lower the correlations, or take the nearest "
                              "covariance"};
  }
}

/// Needs a d × d covariance of noise: as `require_covariance`, or plus infinity on the diagonal for what is never seen, with
/// 0 beside it.
template <class Scalar>
void require_noise(const char* function, const std::string& field, const Matrix<Scalar>& matrix, Eigen::Index d) {
  require_shape(function, field, matrix, d, d);
  Matrix<Scalar> finite = matrix;
  for (Eigen::Index j = 0; j < d; ++j) {
    if (!is_plus_infinity(matrix(j, j))) continue;
    finite(j, j) = Scalar(0);
    for (Eigen::Index i = 0; i < d; ++i) {
      if (i == j || (matrix(i, j) == Scalar(0) && matrix(j, i) == Scalar(0))) continue;
      throw InvalidArgument{function, field + "[" + std::to_string(i) + "][" + std::to_string(j) + "]",
                            "expected 0 beside an infinite variance, got " +
                                to_text(matrix(i, j) == Scalar(0) ? matrix(j, i) : matrix(i, j))};
    }
  }
  require_covariance(function, field, finite, d);
}

}  // namespace behalf

#endif  // BEHALF_SOLVE_REQUIRE_HPP
