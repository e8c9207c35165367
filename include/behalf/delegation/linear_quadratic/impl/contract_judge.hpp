#ifndef BEHALF_DELEGATION_LINEAR_QUADRATIC_IMPL_CONTRACT_JUDGE_HPP
#define BEHALF_DELEGATION_LINEAR_QUADRATIC_IMPL_CONTRACT_JUDGE_HPP

#include <behalf/model/information_set.hpp>
#include <behalf/solve/definite.hpp>
#include <behalf/solve/impl/cost_measure.hpp>
#include <behalf/solve/impl/residual.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

/// What certificates of linear contracts are computed with: none of it is shared with the solvers.
namespace behalf::internal {

/// Judges incentives by what metrics and noise allow, in the units of a `CostMeasure`.
///
/// Rows of the metrics are eliminated with never-seen attributes first and noisy ones next, so that some row shows what is
/// seen best. How far y is from the best follows from the gradient ρ = G(C⁻¹(stated − y) − κΣy) by strong convexity: in the
/// norm of C⁻¹ + κΣ it is √(ρᵀM⁻¹ρ), M = G(C⁻¹ + κΣ)Gᵀ, which grows to infinity as M becomes singular.
template <class Scalar, int Dim = Eigen::Dynamic>
class ContractJudge {
public:
  using Square = Matrix<Scalar, Dim, Dim>;
  using Columns = Matrix<Scalar, Dim, Eigen::Dynamic>;
  using Rows = Matrix<Scalar, Eigen::Dynamic, Dim>;

  /// `kappa` is what the order of elimination is chosen for.
  ContractJudge(const CostMeasure<Scalar, Dim>& cost, const std::optional<Matrix<Scalar>>& metrics,
                const InformationSet<Scalar>* noise, const Scalar& kappa);

  /// √Σ_jj x_j of every column, and the correlations that go with it.
  [[nodiscard]] Columns exposed(Columns x) const {
    for (Eigen::Index j = 0; j < x.cols(); ++j) {
      for (Eigen::Index i = 0; i < x.rows(); ++i) x(i, j) *= deviations_(i);
    }
    return x;
  }
  [[nodiscard]] const Square& likeness() const noexcept { return likeness_; }
  /// xᵀΣx of an exposed column.
  [[nodiscard]] Scalar variance(const Columns& exposed, Eigen::Index column) const {
    Scalar result(0);
    for (Eigen::Index j = 0; j < exposed.rows(); ++j) {
      if (exposed(j, column) == Scalar(0)) continue;
      result += exposed(j, column) * dot(likeness_, j, exposed, column);
    }
    return result;
  }

  /// Adds primal and dual residuals to a certificate, relative to what is stated and to `terms`, which that is the sum of and
  /// which may cancel. `off` takes how far each column is from the best.
  void certify(bool noisy, const Scalar& kappa, const Scalar& terms, const Columns& stated, const Columns& stated_slope,
               const Columns& y, const Columns& slope, std::vector<Scalar>& off, Certificate& result) const;

private:
  [[nodiscard]] static Scalar size_of(const Scalar& x) { return x < Scalar(0) ? Scalar(-x) : Scalar(x); }
  /// Brings rows into echelon form; returns the column of each row's pivot.
  [[nodiscard]] std::vector<Eigen::Index> eliminate(const Scalar& kappa);
  void set_outside(const CostMeasure<Scalar, Dim>& cost, const std::vector<Eigen::Index>& pivots);

  Rows rows_;  // q × d; the first of them pay for what is never seen
  Eigen::Index unseen_ = 0;
  std::vector<Eigen::Index> never_;
  Vector<Scalar, Dim> deviations_;  // d
  Square likeness_;                 // d × d
  Columns outside_;                 // orthogonal to all rows, of length 1 in the norm of C
  Matrix<Scalar> gram_;             // GC⁻¹Gᵀ
  Rows loads_;                      // G·deviations, the largest of each row 1
  Vector<Scalar> risks_;            // and that largest
  Matrix<Scalar> borne_;            // loads·likeness·loadsᵀ
};

template <class Scalar, int Dim>
ContractJudge<Scalar, Dim>::ContractJudge(const CostMeasure<Scalar, Dim>& cost,
                                          const std::optional<Matrix<Scalar>>& metrics,
                                          const InformationSet<Scalar>* noise, const Scalar& kappa) {
  using std::sqrt;
  const Eigen::Index d = cost.matrix().rows();
  set_identity(likeness_, d);
  rows_ = likeness_;
  if (metrics) {
    rows_ = metrics->rows() > 0 ? *metrics : Matrix<Scalar>(0, d);
    // Pay y = Gᵀβ in these units is y_j/√C_jj.
    for (Eigen::Index j = 0; j < d; ++j) {
      for (Eigen::Index i = 0; i < rows_.rows(); ++i) rows_(i, j) /= cost.units(j);
    }
  }
  deviations_ = all_alike(d, Scalar(0));
  if (noise != nullptr) {
    never_ = noise->never_seen();
    const Matrix<Scalar>& sigma = noise->finite_noise();
    for (Eigen::Index j = 0; j < d; ++j) {
      if (sigma(j, j) > Scalar(0)) deviations_(j) = sqrt(sigma(j, j));
    }
    for (Eigen::Index j = 0; j < d; ++j) {
      for (Eigen::Index i = 0; i < j; ++i) {
        if (sigma(i, j) == Scalar(0)) continue;
        likeness_(i, j) = likeness_(j, i) = (sigma(i, j) / deviations_(i)) / deviations_(j);
      }
    }
    for (Eigen::Index j = 0; j < d; ++j) deviations_(j) *= cost.units(j);
  }
  set_outside(cost, eliminate(kappa));
  const Eigen::Index q = rows_.rows();
  Columns columns(d, q);
  for (Eigen::Index i = 0; i < q; ++i) {
    for (Eigen::Index j = 0; j < d; ++j) columns(j, i) = rows_(i, j);
  }
  const Columns priced = cost.slope(columns);
  gram_.resize(q, q);
  borne_.resize(q, q);
  risks_.resize(q);
  loads_.resize(q, d);
  Columns loads(d, q);
  for (Eigen::Index i = 0; i < q; ++i) {
    risks_(i) = Scalar(0);
    for (Eigen::Index j = 0; j < d; ++j) {
      loads(j, i) = columns(j, i) * deviations_(j);
      if (size_of(loads(j, i)) > risks_(i)) risks_(i) = size_of(loads(j, i));
    }
    for (Eigen::Index j = 0; j < d; ++j) {
      if (risks_(i) > Scalar(0)) loads(j, i) /= risks_(i);
      loads_(i, j) = loads(j, i);
    }
  }
  Columns alike(d, q);
  for (Eigen::Index i = 0; i < q; ++i) {
    for (Eigen::Index j = 0; j < d; ++j) alike(j, i) = dot(likeness_, j, loads, i);
  }
  for (Eigen::Index i = 0; i < q; ++i) {
    for (Eigen::Index j = 0; j < q; ++j) {
      gram_(j, i) = dot(columns, j, priced, i);
      borne_(j, i) = dot(loads, j, alike, i);
    }
  }
}

template <class Scalar, int Dim>
std::vector<Eigen::Index> ContractJudge<Scalar, Dim>::eliminate(const Scalar& kappa) {
  using std::sqrt;
  const Eigen::Index d = rows_.cols();
  const Scalar negligible = definite_tolerance<Scalar>(d + rows_.rows());
  const Scalar root = kappa > Scalar(0) ? Scalar(sqrt(kappa)) : Scalar(0);
  std::vector<bool> never(static_cast<std::size_t>(d), false);
  for (const Eigen::Index j : never_) never[static_cast<std::size_t>(j)] = true;
  Vector<Scalar, Dim> weight;
  weight.resize(d);
  for (Eigen::Index j = 0; j < d; ++j) weight(j) = Scalar(1) + root * deviations_(j);
  Matrix<Scalar> terms(rows_.rows(), d);
  for (Eigen::Index i = 0; i < rows_.rows(); ++i) {
    Scalar most(0);
    for (Eigen::Index j = 0; j < d; ++j) most = size_of(rows_(i, j)) > most ? size_of(rows_(i, j)) : most;
    for (Eigen::Index j = 0; j < d; ++j) {
      if (most > Scalar(0)) rows_(i, j) /= most;
      terms(i, j) = size_of(rows_(i, j));
    }
  }
  std::vector<Eigen::Index> pivots;
  Eigen::Index rank = 0;
  for (; rank < rows_.rows(); ++rank) {
    Eigen::Index row = -1, column = -1;
    bool blind = false;
    Scalar largest(0);
    for (Eigen::Index j = 0; j < d; ++j) {
      const bool unseen = never[static_cast<std::size_t>(j)];
      for (Eigen::Index i = rank; i < rows_.rows(); ++i) {
        Scalar& entry = rows_(i, j);
        if (!(size_of(entry) > negligible * terms(i, j))) entry = Scalar(0);
        const Scalar size = unseen ? size_of(entry) : Scalar(size_of(entry) * weight(j));
        if (!(size > Scalar(0)) || (blind && !unseen)) continue;
        if (!(size > largest) && !(unseen && !blind)) continue;
        blind = unseen;
        largest = size;
        row = i;
        column = j;
      }
    }
    if (row < 0) break;
    if (blind) unseen_ = rank + 1;
    using std::swap;
    for (Eigen::Index j = 0; j < d && row != rank; ++j) {
      swap(rows_(row, j), rows_(rank, j));
      swap(terms(row, j), terms(rank, j));
    }
    for (Eigen::Index i = rank + 1; i < rows_.rows(); ++i) {
      const Scalar factor = rows_(i, column) / rows_(rank, column);
      if (factor == Scalar(0)) continue;
      Scalar most(0);
      for (Eigen::Index j = 0; j < d; ++j) {
        rows_(i, j) -= factor * rows_(rank, j);
        terms(i, j) += size_of(factor) * terms(rank, j);
        if (j == column) rows_(i, j) = terms(i, j) = Scalar(0);
        if (!(size_of(rows_(i, j)) > negligible * terms(i, j))) rows_(i, j) = Scalar(0);
        most = size_of(rows_(i, j)) > most ? size_of(rows_(i, j)) : most;
      }
      for (Eigen::Index j = 0; j < d && most > Scalar(0); ++j) {
        rows_(i, j) /= most;
        terms(i, j) /= most;
      }
    }
    pivots.push_back(column);
  }
  rows_.conservativeResize(rank, d);
  return pivots;
}

template <class Scalar, int Dim>
void ContractJudge<Scalar, Dim>::set_outside(const CostMeasure<Scalar, Dim>& cost,
                                             const std::vector<Eigen::Index>& pivots) {
  using std::sqrt;
  const Eigen::Index d = rows_.cols(), rank = rows_.rows();
  outside_.resize(d, d - rank);
  Eigen::Index made = 0;
  for (Eigen::Index f = 0; f < d; ++f) {
    if (std::find(pivots.begin(), pivots.end(), f) != pivots.end()) continue;
    for (Eigen::Index j = 0; j < d; ++j) outside_(j, made) = Scalar(j == f ? 1 : 0);
    for (Eigen::Index i = rank; i-- > 0;) {
      const Eigen::Index pivot = pivots[static_cast<std::size_t>(i)];
      Scalar sum(0);
      for (Eigen::Index j = 0; j < d; ++j) sum += rows_(i, j) * outside_(j, made);
      outside_(pivot, made) = -sum / rows_(i, pivot);
    }
    Scalar square(0);
    for (Eigen::Index j = 0; j < d; ++j) square += outside_(j, made) * dot(cost.matrix(), j, outside_, made);
    const Scalar length = sqrt(square);
    for (Eigen::Index j = 0; j < d; ++j) outside_(j, made) /= length;
    ++made;
  }
}

template <class Scalar, int Dim>
void ContractJudge<Scalar, Dim>::certify(bool noisy, const Scalar& kappa, const Scalar& terms, const Columns& stated,
                                         const Columns& stated_slope, const Columns& y, const Columns& slope,
                                         std::vector<Scalar>& off, Certificate& result) const {
  using std::sqrt;
  const Eigen::Index d = y.rows();
  const Eigen::Index first = noisy ? unseen_ : 0;
  const Eigen::Index q = rows_.rows() - first;
  const Scalar root = noisy && kappa > Scalar(0) ? Scalar(sqrt(kappa)) : Scalar(0);
  const Scalar infinity = std::numeric_limits<Scalar>::infinity();
  // M in units in which its diagonal is 1, factored.
  Vector<Scalar> seen(q), risky(q);
  for (Eigen::Index i = 0; i < q; ++i) {
    const Scalar share =
        gram_(first + i, first + i) > Scalar(0) ? Scalar(sqrt(gram_(first + i, first + i))) : Scalar(0);
    const Scalar part =
        borne_(first + i, first + i) > Scalar(0) ? Scalar(sqrt(borne_(first + i, first + i))) : Scalar(0);
    const Scalar risk = root * risks_(first + i);
    const Scalar most = risk * part > share ? Scalar(risk * part) : share;
    const Scalar a = share / most, b = risk * part / most;
    const Scalar length = most * sqrt(a * a + b * b);
    seen(i) = Scalar(1) / length;
    risky(i) = risk / length;
  }
  Matrix<Scalar> factor(q, q);  // below the diagonal
  Vector<Scalar> shrink(q);     // 1 / diagonal
  bool regular = true;
  for (Eigen::Index j = 0; j < q; ++j) {
    for (Eigen::Index i = j; i < q; ++i) {
      Scalar entry =
          (seen(i) * gram_(first + i, first + j)) * seen(j) + (risky(i) * borne_(first + i, first + j)) * risky(j);
      for (Eigen::Index k = 0; k < j; ++k) entry -= factor(i, k) * factor(j, k);
      if (i == j) {
        regular = regular && entry > definite_tolerance<Scalar>(q);
        shrink(j) = Scalar(1) / sqrt(entry > Scalar(0) ? entry : Scalar(1));
      } else {
        factor(i, j) = entry * shrink(j);
      }
    }
  }
  off.assign(static_cast<std::size_t>(y.cols()), Scalar(0));
  Columns gradients(d, y.cols()), exposed(d, y.cols());
  for (Eigen::Index column = 0; column < y.cols(); ++column) {
    const Eigen::Index from = stated.cols() == 1 ? 0 : column;
    for (Eigen::Index j = 0; j < d; ++j) {
      gradients(j, column) = stated_slope(j, from) - slope(j, column);
      exposed(j, column) = noisy ? Scalar(root * deviations_(j) * y(j, column)) : Scalar(0);
    }
  }
  Matrix<Scalar> gains(q, y.cols()), costs;
  gains.noalias() = rows_.bottomRows(q).lazyProduct(gradients);
  if (noisy) {
    Columns borne(d, y.cols());
    borne.noalias() = likeness_.lazyProduct(exposed);
    costs.resize(q, y.cols());
    costs.noalias() = loads_.bottomRows(q).lazyProduct(borne);
  }
  Vector<Scalar> rest(q);
  for (Eigen::Index column = 0; column < y.cols(); ++column) {
    const Eigen::Index from = stated.cols() == 1 ? 0 : column;
    const Scalar wanted = dot(stated, from, stated_slope, from), given = dot(y, column, slope, column);
    const Scalar square = given > wanted ? given : wanted;
    const Scalar own = square > Scalar(0) ? Scalar(sqrt(square)) : Scalar(0);
    const Scalar size = terms > own ? terms : own;
    double outside = 0;
    Scalar sum(0);
    for (Eigen::Index i = 0; i < q; ++i) {
      rest(i) = seen(i) * gains(i, column);
      if (noisy) rest(i) -= risky(i) * costs(i, column);
      for (Eigen::Index k = 0; k < i; ++k) rest(i) -= factor(i, k) * rest(k);
      rest(i) *= shrink(i);
      sum += rest(i) * rest(i);
    }
    const Scalar apart = !regular && size > Scalar(0) ? infinity : sum > Scalar(0) ? Scalar(sqrt(sum)) : Scalar(0);
    if (noisy) {
      for (const Eigen::Index j : never_) outside = larger(outside, to_double(y(j, column)));
    }
    for (Eigen::Index k = 0; k < outside_.cols(); ++k)
      outside = larger(outside, to_double(dot(outside_, k, y, column)));
    off[static_cast<std::size_t>(column)] = apart + Scalar(outside);
    result.dual_residual = larger(result.dual_residual, relative(to_double(apart), to_double(size)));
    result.primal_residual = larger(result.primal_residual, relative(outside, to_double(size)));
  }
}

}  // namespace behalf::internal

#endif  // BEHALF_DELEGATION_LINEAR_QUADRATIC_IMPL_CONTRACT_JUDGE_HPP
