#ifndef BEHALF_INFORMATION_LINEAR_CONTRACT_HPP
#define BEHALF_INFORMATION_LINEAR_CONTRACT_HPP

#include <behalf/model/information_set.hpp>
#include <behalf/solve/impl/graded_directions.hpp>
#include <behalf/solve/impl/graded_factor.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <utility>

namespace behalf {

/// Which incentives a linear contract can give to an agent whose cost of action is ½aᵀCa, and what they cost in risk.
///
/// Pay βᵀ(G(a + noise)) moves the agent by the incentive y = Gᵀβ. In cost units, x̃ = L⁻¹x with C = LLᵀ, so that
/// xᵀC⁻¹x = |x̃|², the incentives that can be given at all are the row space of the metrics G (k × d) without pay for
/// attributes that are never seen. `basis()` B (d × q) is an orthonormal basis of it, z = Bᵀx̃ are coordinates in it, and the
/// pay for z has the variance zᵀNz: N = diag(ν) R diag(ν) with the deviations ν that the directions bear and their
/// correlations R. All depend on G only through its row space. Directions are chosen so that variances of any size, up to
/// the largest numbers there are, keep their digits beside each other: see `internal::GradedDirections`.
/// Where d is known to the compiler there are d directions, those too many with B and ν 0.
/// Source: the multitask agency model, \cite holmstrom1991.
template <class ScalarType = double, int Dim = Eigen::Dynamic>
class IncentiveSpace {
public:
  using Scalar = ScalarType;
  using Square = Matrix<Scalar, Dim, Dim>;

  /// The incentives that metrics G (absent: every attribute by itself) and an information set (absent: everything is seen)
  /// allow, for the Cholesky factor L of the cost.
  IncentiveSpace(const Square& cost_factor, const std::optional<Matrix<Scalar>>& metrics,
                 const std::optional<InformationSet<Scalar>>& information);

  /// B (d × q).
  [[nodiscard]] const Square& basis() const noexcept { return basis_; }
  /// Bᵀ (q × d): z = Bᵀx̃.
  [[nodiscard]] const Square& coordinates() const noexcept { return coordinates_; }
  /// LB (d × q): the incentives of the directions in the attributes' own units, each as small as it must be where its risk
  /// is large.
  [[nodiscard]] const Square& incentives() const noexcept { return incentives_; }
  /// ν (q).
  [[nodiscard]] const Vector<Scalar, Dim>& deviations() const noexcept { return deviations_; }
  /// BBᵀ (d × d): the orthogonal projection on the incentives that can be given.
  [[nodiscard]] Square projection() const;
  /// BNBᵀ (d × d), so that the pay for ỹ has the variance ỹᵀ risk ỹ.
  [[nodiscard]] Square risk() const;
  /// Whether every incentive can be given.
  [[nodiscard]] bool everything() const noexcept { return everything_; }
  /// Whether no incentive bears risk.
  [[nodiscard]] bool riskless() const noexcept { return riskless_; }

  /// Turns coordinates z, column by column, into those of the best incentives (I + κN)⁻¹z for principals who would want z,
  /// where κ is the risk aversion of the agent times the number of bargainers. `factor` is reused room for the
  /// factorisation. Returns whether the numbers held.
  template <class Derived>
  [[nodiscard]] bool attenuate(const Scalar& kappa, Eigen::MatrixBase<Derived>& columns, Square& system,
                               Eigen::LLT<Square>& factor) const;

  /// Turns coordinates z, column by column, into what they bear in units of deviations, diag(ν)z.
  template <class Derived>
  void expose(Eigen::MatrixBase<Derived>& columns) const {
    for (Eigen::Index j = 0; j < columns.cols(); ++j) {
      for (Eigen::Index i = 0; i < columns.rows(); ++i) columns(i, j) *= deviations_(i);
    }
  }
  /// R (q × q), the correlations of what the directions bear.
  [[nodiscard]] const Square& likeness() const noexcept { return likeness_; }
  /// The variance wᵀRw of exposures w = diag(ν)z.
  [[nodiscard]] Scalar variance(const Scalar* exposed) const {
    const Eigen::Index q = Dim == Eigen::Dynamic ? deviations_.size() : Dim;
    Scalar result(0);
    for (Eigen::Index j = 0; j < q; ++j) {
      if (apart_) {
        result += exposed[j] * exposed[j];
        continue;
      }
      Scalar sum(0);
      for (Eigen::Index i = 0; i < q; ++i) sum += likeness_(i, j) * exposed[i];
      result += exposed[j] * sum;
    }
    return result;
  }

  /// How far rounding may have moved the best incentives for exposure κ, relative to what is wanted: what is lost where
  /// metrics are nearly redundant or noise is nearly singular.
  [[nodiscard]] double doubt(const Scalar& kappa) const {
    if (riskless_ || !(kappa > Scalar(0))) return turned_;
    const double size = to_double(kappa) * to_double(largest_) * to_double(largest_);
    const double lost = to_double(kappa) * unresolved_;
    return turned_ + (size < 1 ? size : 1.0) * noise_doubt_ + (lost < 1 ? lost : 1.0);
  }

private:
  [[nodiscard]] static bool is_diagonal(const Square& matrix) {
    for (Eigen::Index j = 0; j < matrix.cols(); ++j) {
      for (Eigen::Index i = 0; i < matrix.rows(); ++i) {
        if (i != j && !(matrix(i, j) == Scalar(0))) return false;
      }
    }
    return true;
  }
  void set_apart(const Square& cost_factor, const InformationSet<Scalar>& information);
  void set(const internal::GradedDirections<Scalar>& directions);
  [[nodiscard]] internal::GradedDirections<Scalar> directions(const Square& cost_factor,
                                                              const std::optional<Matrix<Scalar>>& metrics,
                                                              const std::optional<InformationSet<Scalar>>& information);

  Square basis_;
  Square coordinates_;
  Square incentives_;
  Vector<Scalar, Dim> deviations_;
  Square likeness_;
  Scalar largest_ = Scalar(0);
  double turned_ = 0, noise_doubt_ = 0, unresolved_ = 0;
  bool everything_ = true;
  bool riskless_ = true;
  bool apart_ = true;
};

template <class Scalar, int Dim>
IncentiveSpace<Scalar, Dim>::IncentiveSpace(const Square& cost_factor, const std::optional<Matrix<Scalar>>& metrics,
                                            const std::optional<InformationSet<Scalar>>& information) {
  const Eigen::Index d = cost_factor.rows();
  internal::set_identity(basis_, d);
  internal::set_identity(likeness_, d);
  incentives_ = cost_factor;
  deviations_.setZero(d);
  if (metrics || (information && !information->is_perfect())) {
    if (!metrics && is_diagonal(cost_factor) && is_diagonal(information->finite_noise())) {
      set_apart(cost_factor, *information);
    } else {
      set(directions(cost_factor, metrics, information));
    }
  }
  coordinates_ = internal::transposed(basis_);
  for (Eigen::Index k = 0; k < deviations_.size(); ++k) {
    if (deviations_(k) > largest_) largest_ = deviations_(k);
  }
  riskless_ = !(largest_ > Scalar(0));
}

/// Where nothing mixes attributes each is a direction by itself.
template <class Scalar, int Dim>
void IncentiveSpace<Scalar, Dim>::set_apart(const Square& cost_factor, const InformationSet<Scalar>& information) {
  using std::sqrt;
  for (Eigen::Index j = 0; j < cost_factor.rows(); ++j) {
    if (information.finite_noise()(j, j) > Scalar(0)) {
      deviations_(j) = sqrt(information.finite_noise()(j, j)) * cost_factor(j, j);
    }
  }
  for (const Eigen::Index j : information.never_seen()) {
    basis_(j, j) = Scalar(0);
    incentives_(j, j) = Scalar(0);
    everything_ = false;
  }
}

template <class Scalar, int Dim>
internal::GradedDirections<Scalar> IncentiveSpace<Scalar, Dim>::directions(
    const Square& cost_factor, const std::optional<Matrix<Scalar>>& metrics,
    const std::optional<InformationSet<Scalar>>& information) {
  using std::sqrt;
  const Eigen::Index d = cost_factor.rows();
  Matrix<Scalar> given;  // Gᵀ
  if (metrics) {
    given = metrics->rows() > 0 ? Matrix<Scalar>(internal::transposed(*metrics)) : Matrix<Scalar>(d, 0);
  } else {
    internal::set_identity(given, d);
  }
  Vector<Scalar> scale(d);  // a variance counts in units of the cost of its attribute
  Vector<Scalar> units(d);
  for (Eigen::Index j = 0; j < d; ++j) {
    Scalar square(0);
    for (Eigen::Index i = 0; i <= j; ++i) square += cost_factor(j, i) * cost_factor(j, i);
    scale(j) = Scalar(1) / square;
    units(j) = sqrt(square);
  }
  double lost = 0;
  if (metrics) given = internal::independent_columns<Scalar>(std::move(given), units, lost);
  Matrix<Scalar> vectors = given;
  if (vectors.cols() > 0) cost_factor.template triangularView<Eigen::Lower>().solveInPlace(vectors);
  Matrix<Scalar> loads;
  Vector<Scalar> sources;
  if (information) {
    const internal::GradedFactor<Scalar> noise{information->finite_noise(), scale};
    noise_doubt_ = noise.doubt;
    unresolved_ = to_double(noise.unresolved);
    const Eigen::Index seen = noise.loads.cols();
    const Eigen::Index never = static_cast<Eigen::Index>(information->never_seen().size());
    loads.resize(seen + never, given.cols());
    sources.resize(seen + never);
    for (Eigen::Index j = 0; j < seen; ++j) sources(j) = noise.deviations(j);
    for (Eigen::Index k = 0; k < given.cols(); ++k) {
      for (Eigen::Index j = 0; j < seen; ++j) {
        Scalar sum(0);
        for (Eigen::Index i = 0; i < d; ++i) sum += noise.loads(i, j) * given(i, k);
        loads(j, k) = sum;
      }
      for (Eigen::Index j = 0; j < never; ++j) {
        loads(seen + j, k) = given(information->never_seen()[static_cast<std::size_t>(j)], k);
        sources(seen + j) = std::numeric_limits<Scalar>::infinity();
      }
    }
  }
  internal::GradedDirections<Scalar> result{vectors, loads, sources, given};
  result.doubt += lost;
  return result;
}

template <class Scalar, int Dim>
void IncentiveSpace<Scalar, Dim>::set(const internal::GradedDirections<Scalar>& directions) {
  const Eigen::Index d = basis_.rows();
  const Eigen::Index q = directions.basis.cols();
  everything_ = q == d;
  apart_ = directions.apart;
  turned_ = directions.doubt;
  const Eigen::Index room = Dim == Eigen::Dynamic ? q : Eigen::Index{Dim};
  basis_.setZero(d, d);
  if constexpr (Dim == Eigen::Dynamic) {
    basis_.resize(d, q);
    incentives_.resize(d, q);
    deviations_.resize(q);
  }
  internal::set_identity(likeness_, room);
  for (Eigen::Index k = 0; k < room; ++k) {
    for (Eigen::Index i = 0; i < d; ++i) {
      basis_(i, k) = k < q ? directions.basis(i, k) : Scalar(0);
      incentives_(i, k) = k < q ? directions.own(i, k) : Scalar(0);
    }
    deviations_(k) = k < q ? directions.deviations(k) : Scalar(0);
    for (Eigen::Index l = 0; k < q && l < q; ++l) likeness_(l, k) = directions.likeness(l, k);
  }
}

template <class Scalar, int Dim>
auto IncentiveSpace<Scalar, Dim>::projection() const -> Square {
  Square result;
  internal::set_identity(result, basis_.rows());
  if (!everything_) result = Square(basis_ * coordinates_);
  return result;
}

template <class Scalar, int Dim>
auto IncentiveSpace<Scalar, Dim>::risk() const -> Square {
  Square exposed = coordinates_;
  expose(exposed);
  const Square alike = likeness_ * exposed;
  return Square(internal::transposed(exposed) * alike);
}

template <class Scalar, int Dim>
template <class Derived>
bool IncentiveSpace<Scalar, Dim>::attenuate(const Scalar& kappa, Eigen::MatrixBase<Derived>& columns, Square& system,
                                            Eigen::LLT<Square>& factor) const {
  using std::sqrt;
  if (riskless_ || !(kappa > Scalar(0))) return true;
  const Scalar root = sqrt(kappa);
  const Eigen::Index q = Dim == Eigen::Dynamic ? deviations_.size() : Dim;
  // I + κN = D⁻¹(D² + EᵀRE)D⁻¹ with the diagonal 1 in the brackets, so that no variance is too large.
  Vector<Scalar, Dim> shrink, exposed;
  shrink.resize(q);
  exposed.resize(q);
  for (Eigen::Index i = 0; i < q; ++i) {
    const Scalar size = root * deviations_(i);
    if (size > Scalar(1)) {
      exposed(i) = Scalar(1) / sqrt(Scalar(1) + (Scalar(1) / size) / size);
      shrink(i) = exposed(i) / size;
    } else {
      shrink(i) = Scalar(1) / sqrt(Scalar(1) + size * size);
      exposed(i) = shrink(i) * size;
    }
    if (!is_finite(size)) return false;
  }
  const auto scale = [&] {
    for (Eigen::Index j = 0; j < columns.cols(); ++j) {
      for (Eigen::Index i = 0; i < q; ++i) columns(i, j) *= shrink(i);
    }
  };
  scale();
  if (!apart_) {
    system.resize(q, q);
    for (Eigen::Index j = 0; j < q; ++j) {
      for (Eigen::Index i = 0; i < q; ++i) system(i, j) = exposed(i) * exposed(j) * likeness_(i, j);
      system(j, j) = Scalar(1);
    }
    factor.compute(system);
    if (factor.info() != Eigen::Success) return false;
    factor.solveInPlace(columns);
  }
  scale();
  return true;
}

}  // namespace behalf

#ifdef BEHALF_COMPILED_MODELS
#include <behalf/information/impl/extern.hpp>
#endif

#endif  // BEHALF_INFORMATION_LINEAR_CONTRACT_HPP
