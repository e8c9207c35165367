#ifndef BEHALF_SOLVE_IMPL_SEPARATE_WALKS_HPP
#define BEHALF_SOLVE_IMPL_SEPARATE_WALKS_HPP

#include <behalf/solve/impl/graded_directions.hpp>
#include <behalf/solve/impl/graded_factor.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>

#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace behalf::internal {

/// What is not known of several quantities, of covariance A (d × d), in coordinates in which noisy looks at them, of
/// covariance R (d × d), tell of each separately: A = TTᵀ + what a look shows exactly, and a look tells of coordinate j with
/// the precision ν_j² ≥ 0 where its variance is 1.
///
/// R may be singular: what it shows exactly has no coordinate. It may be infinite on its diagonal, with 0 beside: never
/// looked at. A and R are taken as covariances; the caller checks. Precisions of very different size keep their digits:
/// coordinates come from `GradedDirections`, with what is seen best eliminated first, and from rotations of pairs (Jacobi) of
/// which each leaves the smaller of two its size.
template <class Scalar = double>
struct SeparateWalks {
  Matrix<Scalar> basis;      ///< T (d × q).
  Vector<Scalar> precision;  ///< ν (q), the root of it.
  bool shown = false;        ///< Whether a look shows something exactly.
  double doubt = 0;          ///< How far rounding may have moved what is computed in these coordinates, relatively.

  SeparateWalks(const Matrix<Scalar>& unknown, const Matrix<Scalar>& noise) {
    const Eigen::Index d = unknown.rows();
    const GradedFactor<Scalar> spread{unknown, all_alike(d, Scalar(1))};
    Matrix<Scalar> finite = noise;
    std::vector<bool> never(static_cast<std::size_t>(d), false);
    for (Eigen::Index j = 0; j < d; ++j) {
      if (!is_plus_infinity(noise(j, j))) continue;
      finite(j, j) = Scalar(0);
      never[static_cast<std::size_t>(j)] = true;
    }
    const GradedFactor<Scalar> looks{finite, all_alike(d, Scalar(1))};
    doubt = looks.doubt > spread.doubt ? looks.doubt : spread.doubt;
    Matrix<Scalar> roots = spread.loads;
    for (Eigen::Index k = 0; k < roots.cols(); ++k) {
      for (Eigen::Index i = 0; i < d; ++i) roots(i, k) *= spread.deviations(k);
    }
    // What each source of the noise hides, one after the other: exactly known where no source is left.
    Matrix<Scalar> rest = roots;
    Vector<Scalar> precisions = all_alike(d, std::numeric_limits<Scalar>::infinity());
    for (Eigen::Index k = 0; k < looks.loads.cols(); ++k) {
      const Eigen::Index own = looks.own[static_cast<std::size_t>(k)];
      precisions(own) = Scalar(1) / looks.deviations(k);
      for (Eigen::Index c = 0; c < rest.cols(); ++c) {
        for (Eigen::Index i = 0; i < d; ++i) {
          if (i != own) rest(i, c) -= looks.loads(i, k) * rest(own, c);
        }
      }
    }
    for (Eigen::Index j = 0; j < d; ++j) {
      if (never[static_cast<std::size_t>(j)]) precisions(j) = Scalar(0);
    }
    Matrix<Scalar> unit;
    set_identity(unit, roots.cols());
    GradedDirections<Scalar> directions{unit, rest, precisions, roots};
    doubt += directions.doubt;
    basis = directions.own;
    shown = basis.cols() < roots.cols();
    precision = directions.deviations;
    make_apart(directions.borne);
  }

  /// T diag(x) Tᵀ (d × d), symmetric.
  [[nodiscard]] Matrix<Scalar> compose(const Vector<Scalar>& x) const {
    Matrix<Scalar> result(basis.rows(), basis.rows());
    for (Eigen::Index i = 0; i < basis.rows(); ++i) {
      for (Eigen::Index j = 0; j <= i; ++j) {
        Scalar sum(0);
        for (Eigen::Index k = 0; k < x.size(); ++k) sum += (basis(i, k) * x(k)) * basis(j, k);
        result(i, j) = result(j, i) = sum;
      }
    }
    return result;
  }

private:
  /// Rotates pairs of coordinates until looks tell of each separately.
  void make_apart(Matrix<Scalar>& borne) {
    bool moved = true;
    for (int round = 0; moved && round < 60; ++round) {
      moved = false;
      for (Eigen::Index q = 1; q < precision.size(); ++q) {
        for (Eigen::Index p = 0; p < q; ++p) moved = rotate(borne, p, q) || moved;
      }
    }
    if (moved) doubt = std::numeric_limits<double>::infinity();
  }

  [[nodiscard]] bool rotate(Matrix<Scalar>& borne, Eigen::Index p, Eigen::Index q) {
    using std::abs;
    using std::sqrt;
    const Eigen::Index less = precision(p) > precision(q) ? q : p;
    const Eigen::Index more = less == p ? q : p;
    if (!(precision(less) > Scalar(0))) return false;
    Scalar cosine_between(0);
    for (Eigen::Index i = 0; i < borne.rows(); ++i) cosine_between += borne(i, less) * borne(i, more);
    if (!(abs(cosine_between) > Scalar(4) * std::numeric_limits<Scalar>::epsilon())) return false;
    // tan 2φ = 2ρc/(1 − ρ²) with ρ the ratio of the two, so that neither is squared.
    const Scalar ratio = precision(less) / precision(more);
    const Scalar across = Scalar(2) * ratio * cosine_between;
    const Scalar apart = (Scalar(1) - ratio) * (Scalar(1) + ratio);
    const Scalar size = abs(across);
    const Scalar length = apart > size ? Scalar(apart * sqrt(Scalar(1) + (size / apart) * (size / apart)))
                                       : Scalar(size * sqrt(Scalar(1) + (apart / size) * (apart / size)));
    const Scalar tangent = across / (apart + length);
    const Scalar cosine = Scalar(1) / sqrt(Scalar(1) + tangent * tangent);
    const Scalar sine = cosine * tangent;
    for (Eigen::Index i = 0; i < basis.rows(); ++i) {
      const Scalar x = basis(i, less), y = basis(i, more);
      basis(i, less) = cosine * x - sine * y;
      basis(i, more) = sine * x + cosine * y;
    }
    // Each in its own units: sine/ρ is of the size of the cosine between them.
    const Scalar down = cosine * (Scalar(2) * cosine_between) / (apart + length);
    Scalar smaller(0), larger(0);
    for (Eigen::Index i = 0; i < borne.rows(); ++i) {
      const Scalar x = borne(i, less), y = borne(i, more);
      borne(i, less) = cosine * x - down * y;
      borne(i, more) = (sine * ratio) * x + cosine * y;
      smaller += borne(i, less) * borne(i, less);
      larger += borne(i, more) * borne(i, more);
    }
    smaller = sqrt(smaller);
    larger = sqrt(larger);
    for (Eigen::Index i = 0; i < borne.rows(); ++i) {
      if (smaller > Scalar(0)) borne(i, less) /= smaller;
      borne(i, more) /= larger;
    }
    precision(less) *= smaller;
    precision(more) *= larger;
    return true;
  }
};

}  // namespace behalf::internal

#endif  // BEHALF_SOLVE_IMPL_SEPARATE_WALKS_HPP
