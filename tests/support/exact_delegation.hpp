#ifndef BEHALF_TESTS_SUPPORT_EXACT_DELEGATION_HPP
#define BEHALF_TESTS_SUPPORT_EXACT_DELEGATION_HPP

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>

#include <boost/multiprecision/cpp_bin_float.hpp>

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

/// The formulas as they are written, with so many digits that no size and no condition matters.
namespace behalf_test {

/// 1e300 beside 1e-300 leaves fifty digits.
using Wide =
    boost::multiprecision::number<boost::multiprecision::cpp_bin_float<1500, boost::multiprecision::digit_base_2>,
                                  boost::multiprecision::et_off>;

/// A table of wide numbers with the few operations that the formulas take.
class WideMatrix {
public:
  WideMatrix() = default;
  WideMatrix(std::size_t rows, std::size_t columns)
      : rows_{rows}, columns_{columns}, entries_(rows * columns, Wide(0)) {}
  explicit WideMatrix(const behalf::Matrix<>& from)
      : WideMatrix(static_cast<std::size_t>(from.rows()), static_cast<std::size_t>(from.cols())) {
    for (std::size_t i = 0; i < rows_; ++i) {
      for (std::size_t j = 0; j < columns_; ++j) {
        (*this)(i, j) = Wide(from(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)));
      }
    }
  }
  [[nodiscard]] static WideMatrix identity(std::size_t d) {
    WideMatrix result(d, d);
    for (std::size_t i = 0; i < d; ++i) result(i, i) = 1;
    return result;
  }

  [[nodiscard]] std::size_t rows() const { return rows_; }
  [[nodiscard]] std::size_t columns() const { return columns_; }
  [[nodiscard]] Wide& operator()(std::size_t i, std::size_t j) { return entries_[i * columns_ + j]; }
  [[nodiscard]] const Wide& operator()(std::size_t i, std::size_t j) const { return entries_[i * columns_ + j]; }

  [[nodiscard]] WideMatrix transposed() const {
    WideMatrix result(columns_, rows_);
    for (std::size_t i = 0; i < rows_; ++i) {
      for (std::size_t j = 0; j < columns_; ++j) result(j, i) = (*this)(i, j);
    }
    return result;
  }
  [[nodiscard]] friend WideMatrix operator*(const WideMatrix& a, const WideMatrix& b) {
    WideMatrix result(a.rows_, b.columns_);
    for (std::size_t i = 0; i < a.rows_; ++i) {
      for (std::size_t k = 0; k < a.columns_; ++k) {
        for (std::size_t j = 0; j < b.columns_; ++j) result(i, j) += a(i, k) * b(k, j);
      }
    }
    return result;
  }
  [[nodiscard]] friend WideMatrix operator*(const Wide& s, WideMatrix a) {
    for (Wide& x : a.entries_) x *= s;
    return a;
  }
  [[nodiscard]] friend WideMatrix operator+(WideMatrix a, const WideMatrix& b) {
    for (std::size_t k = 0; k < a.entries_.size(); ++k) a.entries_[k] += b.entries_[k];
    return a;
  }
  [[nodiscard]] friend WideMatrix operator-(WideMatrix a, const WideMatrix& b) {
    for (std::size_t k = 0; k < a.entries_.size(); ++k) a.entries_[k] -= b.entries_[k];
    return a;
  }
  [[nodiscard]] Wide trace() const {
    Wide sum(0);
    for (std::size_t i = 0; i < rows_; ++i) sum += (*this)(i, i);
    return sum;
  }

  /// M⁻¹X of a regular matrix, by elimination.
  [[nodiscard]] WideMatrix solve(WideMatrix right) const {
    WideMatrix m = *this;
    for (std::size_t k = 0; k < rows_; ++k) {
      std::size_t pivot = k;
      for (std::size_t i = k; i < rows_; ++i) pivot = abs(m(i, k)) > abs(m(pivot, k)) ? i : pivot;
      for (std::size_t j = 0; j < columns_; ++j) std::swap(m(k, j), m(pivot, j));
      for (std::size_t j = 0; j < right.columns_; ++j) std::swap(right(k, j), right(pivot, j));
      for (std::size_t i = 0; i < rows_; ++i) {
        if (i == k || m(i, k) == 0) continue;
        const Wide factor = m(i, k) / m(k, k);
        for (std::size_t j = k; j < columns_; ++j) m(i, j) -= factor * m(k, j);
        for (std::size_t j = 0; j < right.columns_; ++j) right(i, j) -= factor * right(k, j);
      }
    }
    for (std::size_t i = 0; i < rows_; ++i) {
      for (std::size_t j = 0; j < right.columns_; ++j) right(i, j) /= m(i, i);
    }
    return right;
  }

  /// Independent rows that span what the rows span, without those that `without` columns need to be 0.
  [[nodiscard]] WideMatrix row_space(const std::vector<Eigen::Index>& without) const {
    WideMatrix m = *this;
    std::vector<std::size_t> order;
    for (const Eigen::Index j : without) order.push_back(static_cast<std::size_t>(j));
    const std::size_t first = order.size();
    for (std::size_t j = 0; j < columns_; ++j) order.push_back(j);
    const Wide nothing = pow(Wide(10), -150);
    std::size_t rank = 0, dropped = 0;
    for (std::size_t k = 0; k < order.size(); ++k) {
      const std::size_t j = order[k];
      std::size_t pivot = rank;
      Wide largest(0);
      for (std::size_t i = rank; i < rows_; ++i) {
        if (abs(m(i, j)) > largest) {
          largest = abs(m(i, j));
          pivot = i;
        }
      }
      if (!(largest > nothing)) continue;
      for (std::size_t c = 0; c < columns_; ++c) std::swap(m(rank, c), m(pivot, c));
      for (std::size_t i = rank + 1; i < rows_; ++i) {
        const Wide factor = m(i, j) / m(rank, j);
        for (std::size_t c = 0; c < columns_; ++c) m(i, c) -= factor * m(rank, c);
        m(i, j) = 0;
      }
      ++rank;
      if (k < first) ++dropped;
    }
    WideMatrix result(rank - dropped, columns_);
    for (std::size_t i = dropped; i < rank; ++i) {
      for (std::size_t c = 0; c < columns_; ++c) result(i - dropped, c) = m(i, c);
    }
    return result;
  }

private:
  std::size_t rows_ = 0;
  std::size_t columns_ = 0;
  std::vector<Wide> entries_;
};

/// T = Gᵀ(GC⁻¹Gᵀ + κGΣGᵀ)⁻¹GC⁻¹ over independent rows of G.
[[nodiscard]] inline WideMatrix exact_transmission(const WideMatrix& cost,
                                                   const std::optional<behalf::Matrix<>>& metrics,
                                                   const behalf::InformationSet<>* noise, const Wide& kappa) {
  WideMatrix rows = WideMatrix::identity(cost.rows());
  if (metrics) rows = metrics->rows() > 0 ? WideMatrix{*metrics} : WideMatrix(0, cost.rows());
  rows = rows.row_space(noise == nullptr ? std::vector<Eigen::Index>{} : noise->never_seen());
  if (rows.rows() == 0) return WideMatrix(cost.rows(), cost.rows());
  const WideMatrix priced = cost.solve(rows.transposed());
  WideMatrix system = rows * priced;
  if (noise != nullptr) system = system + kappa * (rows * WideMatrix{noise->finite_noise()} * rows.transposed());
  return rows.transposed() * system.solve(priced.transposed());
}

/// Regrets (m × 8) and stakes of linear–quadratic delegation, by the formulas.
struct ExactLattice {
  std::vector<std::vector<Wide>> regrets;  ///< By reference and `AxisSet::index`.
  std::vector<Wide> stakes;
};

[[nodiscard]] inline ExactLattice exact_lattice(const behalf::LinearQuadraticSpec<>& spec) {
  using behalf::Axis;
  const std::size_t d = static_cast<std::size_t>(spec.dimension()), n = static_cast<std::size_t>(spec.principals());
  const WideMatrix cost = spec.cost ? WideMatrix{*spec.cost} : WideMatrix::identity(d);
  const WideMatrix inverse = cost.solve(WideMatrix::identity(d));
  std::vector<Wide> weights(n, Wide(1) / Wide(n));
  for (std::size_t i = 0; spec.weights && i < n; ++i) weights[i] = Wide((*spec.weights)(static_cast<Eigen::Index>(i)));
  const WideMatrix values = WideMatrix{spec.values}.transposed();
  WideMatrix mandate(d, 1);
  int bargainers = spec.bargaining == behalf::Bargaining::separate ? 0 : 1;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < d; ++j) mandate(j, 0) += weights[i] * values(j, i);
    if (spec.bargaining == behalf::Bargaining::separate && weights[i] > 0) ++bargainers;
  }
  WideMatrix references = values;
  if (spec.reference.kind() == behalf::Reference<>::Kind::collective) references = mandate;
  if (spec.reference.kind() == behalf::Reference<>::Kind::given) {
    references = WideMatrix{spec.reference.values()}.transposed();
  }
  const Wide r = Wide(spec.risk_aversion);
  ExactLattice result;
  const std::size_t m = references.columns();
  result.regrets.assign(m, std::vector<Wide>(8));
  std::vector<WideMatrix> wanted, spreads;
  for (std::size_t i = 0; i < m; ++i) {
    WideMatrix v(d, 1);
    for (std::size_t j = 0; j < d; ++j) v(j, 0) = references(j, i);
    const bool spread = !spec.covariances.empty() && spec.by_each();
    spreads.push_back(spread ? WideMatrix{spec.covariances[i]} : WideMatrix(d, d));
    result.stakes.push_back(((v.transposed() * inverse * v)(0, 0) + (inverse * spreads[i]).trace()) / 2);
    wanted.push_back(v);
  }
  for (const behalf::AxisSet ideal : behalf::all_axis_sets) {
    const bool asked = ideal.contains(Axis::objectives), alone = ideal.contains(Axis::principals);
    const behalf::InformationSet<>* const noise =
        spec.noise && !ideal.contains(Axis::information) ? &*spec.noise : nullptr;
    WideMatrix serves =
        exact_transmission(cost, asked ? std::nullopt : spec.metrics, noise, r * Wide(alone ? 1 : bargainers));
    if (spec.translation && !asked) serves = serves * WideMatrix{*spec.translation};
    WideMatrix sigma(d, d);
    if (noise != nullptr) sigma = WideMatrix{noise->finite_noise()};
    const WideMatrix excess = serves - WideMatrix::identity(d);
    const WideMatrix lost =
        alone ? excess.transposed() * inverse * excess + r * (serves.transposed() * sigma * serves) : inverse;
    for (std::size_t i = 0; i < m; ++i) {
      const WideMatrix y = serves * (alone ? wanted[i] : mandate);
      WideMatrix off = y - wanted[i];
      if (spec.taste && !asked) off = off + WideMatrix{behalf::Matrix<>{*spec.taste}};
      const Wide regret = (off.transposed() * inverse * off)(0, 0) + r * (y.transposed() * sigma * y)(0, 0);
      result.regrets[i][ideal.index()] = (regret + (lost * spreads[i]).trace()) / 2;
    }
  }
  return result;
}

}  // namespace behalf_test

#endif  // BEHALF_TESTS_SUPPORT_EXACT_DELEGATION_HPP
