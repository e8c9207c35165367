#ifndef BEHALF_SOLVE_IMPL_GRADED_DIRECTIONS_HPP
#define BEHALF_SOLVE_IMPL_GRADED_DIRECTIONS_HPP

#include <behalf/solve/definite.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>

#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

namespace behalf::internal {

/// Orthonormal directions of what some vectors span, such that each bears a variance of its own size.
///
/// Vector k loads by `loads(j, k)` on independent source j of standard deviation `deviations(j)`, which may be 0 or infinite.
/// Where sizes differ, a sum of squares would drown the small in the rounding of the large. So the largest source is
/// eliminated first: one vector keeps it, all others lose their loads on it exactly, and so on (complete pivoting). Then
/// Gram–Schmidt goes from the vector that bears least to the one that bears most, so that no direction takes up what a
/// smaller one was freed of. A vector that loads on an infinite source is left out once it has freed the others of it.
///
/// What is left of a vector or of a load after elimination counts as nothing below 64 n epsilon of what was subtracted.
template <class Scalar>
struct GradedDirections {
  Matrix<Scalar> basis;       ///< p × q, orthonormal columns.
  Matrix<Scalar> own;         ///< d × q: what the columns of `own` given become.
  Vector<Scalar> deviations;  ///< ν (q): the standard deviation that direction k bears.
  Matrix<Scalar> borne;       ///< m × q: how that is made up of the sources; columns of length 1, or 0.
  Matrix<Scalar> likeness;    ///< q × q: correlations of what the directions bear; 1 on the diagonal.
  bool apart = true;          ///< Whether all correlations are 0.
  double doubt = 0;           ///< By what angle rounding may have turned a direction.

  /// `vectors` (p × k), `loads` (m × k), `deviations` (m) and columns that go along with the vectors, `own` (d × k).
  GradedDirections(const Matrix<Scalar>& vectors, const Matrix<Scalar>& loads, const Vector<Scalar>& sources,
                   const Matrix<Scalar>& along);

private:
  [[nodiscard]] static Scalar size_of(const Scalar& x) { return x < Scalar(0) ? Scalar(-x) : Scalar(x); }
  [[nodiscard]] Scalar squared_length(Eigen::Index k) const {
    Scalar square(0);
    for (Eigen::Index i = 0; i < lengths_; ++i) square += table_(i, k) * table_(i, k);
    return square;
  }
  void scale(Eigen::Index k, const Scalar& factor) {
    for (Eigen::Index i = 0; i < table_.rows(); ++i) table_(i, k) *= factor;
    for (Eigen::Index j = 0; j < terms_.rows(); ++j) terms_(j, k) *= factor;
  }
  /// Column k less `factor` times column by; what was subtracted is kept for judging what is left.
  void subtract(Eigen::Index k, const Scalar& factor, Eigen::Index by) {
    for (Eigen::Index i = 0; i < table_.rows(); ++i) table_(i, k) -= factor * table_(i, by);
    const Scalar size = size_of(factor);
    for (Eigen::Index j = 0; j < terms_.rows(); ++j) terms_(j, k) += size * terms_(j, by);
    const double times = to_double(size);
    const std::size_t to = static_cast<std::size_t>(k), from = static_cast<std::size_t>(by);
    errors_[to] += times * errors_[from] + (1 + times) * rounding_;
    sizes_[to] += times * sizes_[from];
  }
  /// Makes column k of length 1; false where no more than rounding is left of it.
  [[nodiscard]] bool normalise(Eigen::Index k) {
    using std::sqrt;
    const Scalar square = squared_length(k);
    const std::size_t at = static_cast<std::size_t>(k);
    if (!(square > Scalar(0))) return false;
    const Scalar length = sqrt(square);
    if (!(to_double(length) > negligible_ * sizes_[at])) return false;
    scale(k, Scalar(1) / length);
    errors_[at] /= to_double(length);
    sizes_[at] /= to_double(length);
    return true;
  }
  /// A load, or nothing where it is no more than the rounding of what made it up.
  [[nodiscard]] Scalar load(Eigen::Index j, Eigen::Index k) {
    Scalar& entry = table_(lengths_ + j, k);
    if (!(entry == Scalar(0)) && !(size_of(entry) > Scalar(negligible_) * terms_(j, k))) entry = Scalar(0);
    return entry;
  }
  /// What column k of the table becomes once `by`, which has length 1, is taken out of it; twice, to working precision.
  void project(Eigen::Index k, Eigen::Index by) {
    for (int round = 0; round < 2; ++round) {
      Scalar product(0);
      for (Eigen::Index i = 0; i < lengths_; ++i) product += table_(i, by) * table_(i, k);
      subtract(k, product, by);
    }
  }
  void eliminate(const Vector<Scalar>& sources, std::vector<Eigen::Index>& free, std::vector<Eigen::Index>& bearing);
  void orthonormalise(std::vector<Eigen::Index> free, const std::vector<Eigen::Index>& bearing);
  void read(const Vector<Scalar>& sources);

  Matrix<Scalar> table_;  // vectors, loads and what goes along, below each other
  Matrix<Scalar> terms_;  // for each load, the size of what made it up
  Vector<Scalar> most_;   // for each source, the largest load on it
  Eigen::Index lengths_ = 0;
  std::vector<double> errors_, sizes_;
  std::vector<Eigen::Index> chosen_;
  double rounding_ = 0, negligible_ = 0;
};

template <class Scalar>
GradedDirections<Scalar>::GradedDirections(const Matrix<Scalar>& vectors, const Matrix<Scalar>& loads,
                                           const Vector<Scalar>& sources, const Matrix<Scalar>& along)
    : lengths_{vectors.rows()} {
  const Eigen::Index count = vectors.cols();
  table_.resize(vectors.rows() + loads.rows() + along.rows(), count);
  terms_.resize(loads.rows(), count);
  most_ = all_alike(loads.rows(), Scalar(1));
  for (Eigen::Index k = 0; k < count; ++k) {
    for (Eigen::Index i = 0; i < vectors.rows(); ++i) table_(i, k) = vectors(i, k);
    for (Eigen::Index j = 0; j < loads.rows(); ++j) {
      table_(lengths_ + j, k) = loads(j, k);
      terms_(j, k) = size_of(loads(j, k));
    }
    for (Eigen::Index i = 0; i < along.rows(); ++i) table_(lengths_ + loads.rows() + i, k) = along(i, k);
  }
  rounding_ = to_double(std::numeric_limits<Scalar>::epsilon());
  negligible_ = to_double(definite_tolerance<Scalar>(lengths_ + count));
  errors_.assign(static_cast<std::size_t>(count), rounding_);
  sizes_.assign(static_cast<std::size_t>(count), 0);
  std::vector<Eigen::Index> free, bearing;
  for (Eigen::Index k = 0; k < count; ++k) {
    if (!normalise(k)) continue;
    sizes_[static_cast<std::size_t>(k)] = 1;
    errors_[static_cast<std::size_t>(k)] = rounding_;
    free.push_back(k);
    for (Eigen::Index j = 0; j < loads.rows(); ++j) {
      if (k == free.front() || size_of(table_(lengths_ + j, k)) > most_(j)) most_(j) = size_of(table_(lengths_ + j, k));
    }
  }
  for (Eigen::Index j = 0; j < loads.rows(); ++j) {
    if (!(most_(j) > Scalar(0))) most_(j) = Scalar(1);
  }
  eliminate(sources, free, bearing);
  orthonormalise(std::move(free), bearing);
  read(sources);
}

template <class Scalar>
void GradedDirections<Scalar>::eliminate(const Vector<Scalar>& sources, std::vector<Eigen::Index>& free,
                                         std::vector<Eigen::Index>& bearing) {
  while (!free.empty()) {
    Eigen::Index source = -1;
    std::size_t place = 0;
    Scalar largest(0);
    bool infinite = false;
    for (Eigen::Index j = 0; j < sources.size(); ++j) {
      const bool never = is_plus_infinity(sources(j));
      if (!(sources(j) > Scalar(0)) || (infinite && !never)) continue;
      for (std::size_t f = 0; f < free.size(); ++f) {
        const Scalar entry = size_of(load(j, free[f]));
        // Of infinite sources none is larger than another: how much is left of the largest load on it decides.
        const Scalar size = never ? Scalar(entry / most_(j)) : Scalar(entry * sources(j));
        if (!(entry > Scalar(0)) || !(size > largest || (never && !infinite))) continue;
        infinite = never;
        largest = size;
        source = j;
        place = f;
      }
    }
    if (source < 0) return;
    const Eigen::Index pivot = free[place];
    free.erase(free.begin() + static_cast<std::ptrdiff_t>(place));
    if (!infinite) bearing.push_back(pivot);
    std::vector<Eigen::Index> left;
    for (const Eigen::Index k : free) {
      const Scalar factor = table_(lengths_ + source, k) / table_(lengths_ + source, pivot);
      subtract(k, factor, pivot);
      table_(lengths_ + source, k) = Scalar(0);
      if (normalise(k)) left.push_back(k);
    }
    free = std::move(left);
  }
}

template <class Scalar>
void GradedDirections<Scalar>::orthonormalise(std::vector<Eigen::Index> free,
                                              const std::vector<Eigen::Index>& bearing) {
  // Of those that bear nothing the one of which most is left goes first.
  while (!free.empty()) {
    std::size_t place = 0;
    Scalar longest(0);
    for (std::size_t f = 0; f < free.size(); ++f) {
      const Scalar square = squared_length(free[f]);
      if (!(square > longest)) continue;
      longest = square;
      place = f;
    }
    const Eigen::Index next = free[place];
    free.erase(free.begin() + static_cast<std::ptrdiff_t>(place));
    for (const Eigen::Index by : chosen_) project(next, by);
    if (!normalise(next)) continue;
    chosen_.push_back(next);
    for (const Eigen::Index k : free) project(k, next);
  }
  for (std::size_t b = bearing.size(); b-- > 0;) {
    for (const Eigen::Index by : chosen_) project(bearing[b], by);
    if (normalise(bearing[b])) chosen_.push_back(bearing[b]);
  }
}

template <class Scalar>
void GradedDirections<Scalar>::read(const Vector<Scalar>& sources) {
  using std::sqrt;
  const Eigen::Index q = static_cast<Eigen::Index>(chosen_.size());
  const Eigen::Index d = table_.rows() - lengths_ - terms_.rows();
  basis.resize(lengths_, q);
  own.resize(d, q);
  deviations.resize(q);
  borne.resize(terms_.rows(), q);
  for (Eigen::Index k = 0; k < q; ++k) {
    const Eigen::Index from = chosen_[static_cast<std::size_t>(k)];
    for (Eigen::Index i = 0; i < lengths_; ++i) basis(i, k) = table_(i, from);
    for (Eigen::Index i = 0; i < d; ++i) own(i, k) = table_(lengths_ + terms_.rows() + i, from);
    if (errors_[static_cast<std::size_t>(from)] > doubt) doubt = errors_[static_cast<std::size_t>(from)];
    Scalar largest(0);
    for (Eigen::Index j = 0; j < borne.rows(); ++j) {
      borne(j, k) =
          sources(j) > Scalar(0) && !is_plus_infinity(sources(j)) ? Scalar(load(j, from) * sources(j)) : Scalar(0);
      if (size_of(borne(j, k)) > largest) largest = size_of(borne(j, k));
    }
    Scalar square(0);
    for (Eigen::Index j = 0; j < borne.rows() && largest > Scalar(0); ++j) {
      borne(j, k) /= largest;
      square += borne(j, k) * borne(j, k);
    }
    const Scalar length = square > Scalar(0) ? Scalar(sqrt(square)) : Scalar(0);
    deviations(k) = largest * length;
    for (Eigen::Index j = 0; j < borne.rows() && length > Scalar(0); ++j) borne(j, k) /= length;
  }
  set_identity(likeness, q);
  for (Eigen::Index k = 0; k < q; ++k) {
    for (Eigen::Index l = 0; l < k; ++l) {
      Scalar product(0);
      for (Eigen::Index j = 0; j < borne.rows(); ++j) product += borne(j, k) * borne(j, l);
      likeness(k, l) = likeness(l, k) = product;
      if (!(product == Scalar(0))) apart = false;
    }
  }
  table_.resize(0, 0);
  terms_.resize(0, 0);
}

/// Independent columns that span what the columns of a matrix (d × k) span, each with a row in which all that follow are 0:
/// elimination with the largest entry first, in `units` (d) of the rows.
///
/// An entry that is no more than 64 n epsilon of what was subtracted in it counts as nothing, entry by entry, so that rows of
/// very different size keep their digits. `doubt` takes how far rounding may have moved a column, relative to its size.
template <class Scalar>
[[nodiscard]] Matrix<Scalar> independent_columns(Matrix<Scalar> columns, const Vector<Scalar>& units, double& doubt) {
  using std::swap;
  const auto size_of = [](const Scalar& x) { return x < Scalar(0) ? Scalar(-x) : Scalar(x); };
  const Eigen::Index d = columns.rows(), count = columns.cols();
  const Scalar negligible = definite_tolerance<Scalar>(d + count);
  Matrix<Scalar> terms(d, count);
  // Divides a column by its largest entry in units; where there is none it stays as it is.
  const auto normalise = [&](Eigen::Index k) {
    Scalar most(0);
    for (Eigen::Index i = 0; i < d; ++i) {
      if (!(size_of(columns(i, k)) > negligible * terms(i, k)) && !(columns(i, k) == Scalar(0)))
        columns(i, k) = Scalar(0);
      const Scalar size = size_of(columns(i, k)) / units(i);
      if (size > most) most = size;
    }
    for (Eigen::Index i = 0; i < d && most > Scalar(0); ++i) {
      columns(i, k) /= most;
      terms(i, k) /= most;
    }
  };
  for (Eigen::Index k = 0; k < count; ++k) {
    for (Eigen::Index i = 0; i < d; ++i) terms(i, k) = size_of(columns(i, k));
    normalise(k);
  }
  Eigen::Index rank = 0;
  for (; rank < count; ++rank) {
    Eigen::Index row = -1, pivot = rank;
    Scalar largest(0);
    for (Eigen::Index k = rank; k < count; ++k) {
      for (Eigen::Index i = 0; i < d; ++i) {
        const Scalar size = size_of(columns(i, k)) / units(i);
        if (!(size > largest)) continue;
        largest = size;
        row = i;
        pivot = k;
      }
    }
    if (row < 0) break;
    for (Eigen::Index i = 0; i < d && pivot != rank; ++i) {
      swap(columns(i, pivot), columns(i, rank));
      swap(terms(i, pivot), terms(i, rank));
    }
    Scalar lost(0);
    for (Eigen::Index i = 0; i < d; ++i) {
      const Scalar size = terms(i, rank) / units(i);
      if (size > lost) lost = size;
    }
    const double error = to_double(std::numeric_limits<Scalar>::epsilon()) * to_double(lost);
    if (error > doubt) doubt = error;
    for (Eigen::Index k = rank + 1; k < count; ++k) {
      const Scalar factor = columns(row, k) / columns(row, rank);
      const Scalar size = size_of(factor);
      for (Eigen::Index i = 0; i < d; ++i) {
        columns(i, k) -= factor * columns(i, rank);
        terms(i, k) += size * terms(i, rank);
      }
      columns(row, k) = terms(row, k) = Scalar(0);
      normalise(k);
    }
  }
  return columns.leftCols(rank);
}

}  // namespace behalf::internal

#endif  // BEHALF_SOLVE_IMPL_GRADED_DIRECTIONS_HPP
