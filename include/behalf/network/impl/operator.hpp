#ifndef BEHALF_NETWORK_IMPL_OPERATOR_HPP
#define BEHALF_NETWORK_IMPL_OPERATOR_HPP

#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>

#include <cstdint>
#include <type_traits>

namespace behalf {

/// How the d × d operators of a network are stored: by their diagonal where no attribute moves another, else in full.
enum class OperatorForm : std::uint8_t { diagonal, dense };

namespace internal {

/// Operators stored by their diagonal, d numbers each: closed under all that the solvers do with them.
/// In every function `d` is the dimension, pointers lead to d numbers (vectors and operators alike), and `out` is added to.
template <class ScalarType, int Dim>
struct DiagonalOperators {
  using Scalar = ScalarType;
  using In = Eigen::Map<const Eigen::Array<Scalar, Dim, 1>>;
  using Out = Eigen::Map<Eigen::Array<Scalar, Dim, 1>>;
  static constexpr OperatorForm form = OperatorForm::diagonal;
  static constexpr int static_size = Dim;

  [[nodiscard]] static constexpr Eigen::Index size(Eigen::Index d) noexcept { return d; }
  static void store(const Matrix<Scalar>& from, Scalar* out, Eigen::Index d) { Out(out, d) = from.diagonal().array(); }
  [[nodiscard]] static Matrix<Scalar> load(const Scalar* t, Eigen::Index d) {
    return Vector<Scalar>(In(t, d).matrix()).asDiagonal();
  }
  /// out += s T x.
  static void apply(const Scalar* t, const Scalar& s, const Scalar* x, Scalar* out, Eigen::Index d) {
    Out(out, d) += (s * In(t, d)) * In(x, d);
  }
  /// out += s Tᵀx.
  static void apply_transposed(const Scalar* t, const Scalar& s, const Scalar* x, Scalar* out, Eigen::Index d) {
    apply(t, s, x, out, d);
  }
  /// out += s T Q.
  static void multiply(const Scalar* t, const Scalar& s, const Scalar* q, Scalar* out, Eigen::Index d) {
    apply(t, s, q, out, d);
  }
  /// out += QᵀMQ for a symmetric M.
  static void congruence(const Scalar* m, const Scalar* q, Scalar* out, Eigen::Index d) {
    Out(out, d) += In(m, d) * In(q, d).square();
  }
  /// out += ZᵀZ.
  static void gram(const Scalar* z, Scalar* out, Eigen::Index d) { Out(out, d) += In(z, d).square(); }
  /// out += s I.
  static void add_identity(const Scalar& s, Scalar* out, Eigen::Index d) { Out(out, d) += s; }
  /// out += s vvᵀ, as far as its trace with operators of this form depends on it.
  static void outer(const Scalar& s, const Scalar* v, Scalar* out, Eigen::Index d) {
    Out(out, d) += s * In(v, d).square();
  }
  /// vᵀHv.
  [[nodiscard]] static Scalar quadratic(const Scalar* h, const Scalar* v, Eigen::Index d) {
    return (In(h, d) * In(v, d).square()).sum();
  }
};

/// The same for operators stored in full, by columns, d² numbers each.
template <class ScalarType, int Dim>
struct DenseOperators {
  using Scalar = ScalarType;
  using In = Eigen::Map<const Matrix<Scalar, Dim, Dim>>;
  using Out = Eigen::Map<Matrix<Scalar, Dim, Dim>>;
  using InVector = Eigen::Map<const Vector<Scalar, Dim>>;
  using OutVector = Eigen::Map<Vector<Scalar, Dim>>;
  static constexpr OperatorForm form = OperatorForm::dense;
  static constexpr int static_size = Dim == Eigen::Dynamic ? Eigen::Dynamic : Dim * Dim;

  [[nodiscard]] static constexpr Eigen::Index size(Eigen::Index d) noexcept { return d * d; }
  static void store(const Matrix<Scalar>& from, Scalar* out, Eigen::Index d) { Out(out, d, d) = from; }
  [[nodiscard]] static Matrix<Scalar> load(const Scalar* t, Eigen::Index d) { return In(t, d, d); }
  static void apply(const Scalar* t, const Scalar& s, const Scalar* x, Scalar* out, Eigen::Index d) {
    OutVector(out, d).noalias() += s * In(t, d, d).lazyProduct(InVector(x, d));
  }
  static void apply_transposed(const Scalar* t, const Scalar& s, const Scalar* x, Scalar* out, Eigen::Index d) {
    OutVector(out, d).noalias() += s * In(t, d, d).transpose().lazyProduct(InVector(x, d));
  }
  static void multiply(const Scalar* t, const Scalar& s, const Scalar* q, Scalar* out, Eigen::Index d) {
    Out(out, d, d).noalias() += s * In(t, d, d).lazyProduct(In(q, d, d));
  }
  static void congruence(const Scalar* m, const Scalar* q, Scalar* out, Eigen::Index d) {
    const Matrix<Scalar, Dim, Dim> half = In(m, d, d).lazyProduct(In(q, d, d));
    Out(out, d, d).noalias() += In(q, d, d).transpose().lazyProduct(half);
  }
  static void gram(const Scalar* z, Scalar* out, Eigen::Index d) {
    Out(out, d, d).noalias() += In(z, d, d).transpose().lazyProduct(In(z, d, d));
  }
  static void add_identity(const Scalar& s, Scalar* out, Eigen::Index d) { Out(out, d, d).diagonal().array() += s; }
  static void outer(const Scalar& s, const Scalar* v, Scalar* out, Eigen::Index d) {
    Out(out, d, d).noalias() += s * InVector(v, d).lazyProduct(InVector(v, d).transpose());
  }
  [[nodiscard]] static Scalar quadratic(const Scalar* h, const Scalar* v, Eigen::Index d) {
    return InVector(v, d).dot(In(h, d, d).lazyProduct(InVector(v, d)));
  }
};

/// Calls `action` with the operators of this form, as a value of their type.
template <class Scalar, int Dim, class Action>
decltype(auto) with_operators(OperatorForm form, Action&& action) {
  if (form == OperatorForm::diagonal) return action(DiagonalOperators<Scalar, Dim>{});
  return action(DenseOperators<Scalar, Dim>{});
}

/// The operators of a form that is known only at run time, for all but the sweeps: what they cost more is a branch.
template <class ScalarType>
class AnyOperators {
public:
  using Scalar = ScalarType;

  AnyOperators(OperatorForm form, Eigen::Index d) : is_diagonal_{form == OperatorForm::diagonal}, d_{d} {}

  [[nodiscard]] Eigen::Index dimension() const noexcept { return d_; }
  [[nodiscard]] Eigen::Index size() const noexcept { return is_diagonal_ ? Diagonal::size(d_) : Dense::size(d_); }
  void store(const Matrix<Scalar>& from, Scalar* out) const;
  [[nodiscard]] Matrix<Scalar> load(const Scalar* t) const;
  void apply(const Scalar* t, const Scalar& s, const Scalar* x, Scalar* out) const;
  void apply_transposed(const Scalar* t, const Scalar& s, const Scalar* x, Scalar* out) const;
  void multiply(const Scalar* t, const Scalar& s, const Scalar* q, Scalar* out) const;
  void add_identity(const Scalar& s, Scalar* out) const;
  void outer(const Scalar& s, const Scalar* v, Scalar* out) const;
  [[nodiscard]] Scalar quadratic(const Scalar* h, const Scalar* v) const;

private:
  using Diagonal = DiagonalOperators<Scalar, Eigen::Dynamic>;
  using Dense = DenseOperators<Scalar, Eigen::Dynamic>;

  bool is_diagonal_;
  Eigen::Index d_;
};

template <class Scalar>
void AnyOperators<Scalar>::store(const Matrix<Scalar>& from, Scalar* out) const {
  is_diagonal_ ? Diagonal::store(from, out, d_) : Dense::store(from, out, d_);
}
template <class Scalar>
Matrix<Scalar> AnyOperators<Scalar>::load(const Scalar* t) const {
  return is_diagonal_ ? Diagonal::load(t, d_) : Dense::load(t, d_);
}
template <class Scalar>
void AnyOperators<Scalar>::apply(const Scalar* t, const Scalar& s, const Scalar* x, Scalar* out) const {
  is_diagonal_ ? Diagonal::apply(t, s, x, out, d_) : Dense::apply(t, s, x, out, d_);
}
template <class Scalar>
void AnyOperators<Scalar>::apply_transposed(const Scalar* t, const Scalar& s, const Scalar* x, Scalar* out) const {
  is_diagonal_ ? Diagonal::apply_transposed(t, s, x, out, d_) : Dense::apply_transposed(t, s, x, out, d_);
}
template <class Scalar>
void AnyOperators<Scalar>::multiply(const Scalar* t, const Scalar& s, const Scalar* q, Scalar* out) const {
  is_diagonal_ ? Diagonal::multiply(t, s, q, out, d_) : Dense::multiply(t, s, q, out, d_);
}
template <class Scalar>
void AnyOperators<Scalar>::add_identity(const Scalar& s, Scalar* out) const {
  is_diagonal_ ? Diagonal::add_identity(s, out, d_) : Dense::add_identity(s, out, d_);
}
template <class Scalar>
void AnyOperators<Scalar>::outer(const Scalar& s, const Scalar* v, Scalar* out) const {
  is_diagonal_ ? Diagonal::outer(s, v, out, d_) : Dense::outer(s, v, out, d_);
}
template <class Scalar>
Scalar AnyOperators<Scalar>::quadratic(const Scalar* h, const Scalar* v) const {
  return is_diagonal_ ? Diagonal::quadratic(h, v, d_) : Dense::quadratic(h, v, d_);
}

}  // namespace internal

}  // namespace behalf

#endif  // BEHALF_NETWORK_IMPL_OPERATOR_HPP
