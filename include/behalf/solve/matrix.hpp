#ifndef BEHALF_SOLVE_MATRIX_HPP
#define BEHALF_SOLVE_MATRIX_HPP

#include <behalf/solve/invalid_argument.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <type_traits>

namespace behalf {

/// A column of numbers; its length is known to the compiler where `Rows` is given.
template <class Scalar = double, int Rows = Eigen::Dynamic>
using Vector = Eigen::Matrix<Scalar, Rows, 1>;

/// A table of numbers, stored by columns.
template <class Scalar = double, int Rows = Eigen::Dynamic, int Columns = Eigen::Dynamic>
using Matrix = Eigen::Matrix<Scalar, Rows, Columns>;

/// A vector from its entries: vec({0.5, 0.3, 0.2}).
template <class Scalar = double>
[[nodiscard]] Vector<Scalar> vec(std::initializer_list<std::type_identity_t<Scalar>> entries) {
  Vector<Scalar> result(static_cast<Eigen::Index>(entries.size()));
  Eigen::Index i = 0;
  for (const Scalar& entry : entries) result(i++) = entry;
  return result;
}

/// A matrix from its rows: rows({{3, 1, 0}, {1, 3, 0}}). Throws `InvalidArgument` when the rows differ in length.
template <class Scalar = double>
[[nodiscard]] Matrix<Scalar> rows(std::initializer_list<std::initializer_list<std::type_identity_t<Scalar>>> list) {
  const std::size_t columns = list.size() == 0 ? 0 : list.begin()->size();
  Matrix<Scalar> result(static_cast<Eigen::Index>(list.size()), static_cast<Eigen::Index>(columns));
  Eigen::Index i = 0;
  for (const std::initializer_list<Scalar>& row : list) {
    if (row.size() != columns) {
      throw InvalidArgument{"rows", "row " + std::to_string(i),
                            "expected " + std::to_string(columns) + " numbers, got " + std::to_string(row.size())};
    }
    Eigen::Index j = 0;
    for (const Scalar& entry : row) result(i, j++) = entry;
    ++i;
  }
  return result;
}

/// A square matrix with these entries on its diagonal and zeros elsewhere: diagonal({0.1, 0.1, 0.4}).
template <class Scalar = double>
[[nodiscard]] Matrix<Scalar> diagonal(std::initializer_list<std::type_identity_t<Scalar>> entries) {
  const Vector<Scalar> values = vec<Scalar>(entries);
  Matrix<Scalar> result(values.size(), values.size());
  for (Eigen::Index j = 0; j < result.cols(); ++j) {
    for (Eigen::Index i = 0; i < result.rows(); ++i) result(i, j) = i == j ? values(i) : Scalar(0);
  }
  return result;
}

namespace internal {

// Loops where an expression would do: every kind of expression costs each program that contains it about as much to compile
// as the whole loop, many times over.

/// Makes a square matrix the identity (d × d).
template <class Scalar, int Dim>
void set_identity(Matrix<Scalar, Dim, Dim>& matrix, Eigen::Index d) {
  matrix.resize(d, d);
  for (Eigen::Index j = 0; j < d; ++j) {
    for (Eigen::Index i = 0; i < d; ++i) matrix(i, j) = Scalar(i == j ? 1 : 0);
  }
}

template <class Scalar, int Rows, int Columns>
[[nodiscard]] Matrix<Scalar, Columns, Rows> transposed(const Matrix<Scalar, Rows, Columns>& matrix) {
  Matrix<Scalar, Columns, Rows> result;
  result.resize(matrix.cols(), matrix.rows());
  for (Eigen::Index j = 0; j < matrix.cols(); ++j) {
    for (Eigen::Index i = 0; i < matrix.rows(); ++i) result(j, i) = matrix(i, j);
  }
  return result;
}

template <class Scalar>
[[nodiscard]] Scalar sum_of(const Vector<Scalar>& numbers) {
  Scalar sum(0);
  for (Eigen::Index i = 0; i < numbers.size(); ++i) sum += numbers(i);
  return sum;
}

/// n numbers that are all x.
template <class Scalar>
[[nodiscard]] Vector<Scalar> all_alike(Eigen::Index n, const Scalar& x) {
  Vector<Scalar> result(n);
  for (Eigen::Index i = 0; i < n; ++i) result(i) = x;
  return result;
}

/// A square matrix (d × d) where one is given, else the identity: the cost of an action that costs ½|a|².
template <class Scalar>
[[nodiscard]] Matrix<Scalar> or_identity(const std::optional<Matrix<Scalar>>& matrix, Eigen::Index d) {
  if (matrix) return *matrix;
  Matrix<Scalar> identity;
  set_identity(identity, d);
  return identity;
}

}  // namespace internal

}  // namespace behalf

#ifdef BEHALF_COMPILED_MODELS
#include <behalf/solve/impl/extern.hpp>
#endif

#endif  // BEHALF_SOLVE_MATRIX_HPP
