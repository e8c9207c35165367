#ifndef BEHALF_SCALING_AVERAGES_HPP
#define BEHALF_SCALING_AVERAGES_HPP

#include <behalf/gap/dividends.hpp>
#include <behalf/scaling/row.hpp>

#include <Eigen/Core>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace behalf::internal {

/// Eight regrets by the ideal axes, then the stake: what one subset contributes to a point.
template <class Scalar>
using LatticeSample = std::array<Scalar, 9>;

/// Means and variances of what the lattices at a point say, in one pass and in the order in which they come.
///
/// Variances are of the gap, the stake and each part of the attribution itself, so that what is 0 in every lattice has a
/// standard error of 0. The pass is that of \cite chan1983 for one number at a time.
template <class Scalar>
class Averages {
public:
  void add(const LatticeSample<Scalar>& sample) {
    for (Eigen::Index k = 0; k < 9; ++k) all_(k) = sample[static_cast<std::size_t>(k)];
    attribute_regrets(all_.data(), all_.data() + dividends, all_.data() + shapley);

    ++count_;
    const Scalar share = Scalar(1) / Scalar(static_cast<double>(count_));
    apart_ = all_ - mean_;
    const Scalar gap_apart = apart_(0);
    mean_ += apart_ * share;
    together_ += gap_apart * (all_(stake) - mean_(stake));
    squares_ += apart_ * (all_ - mean_);
  }

  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }

  /// Whether the standard error of the gap is at most `wanted` times the gap; looked at after 64, 128, 256, … draws only,
  /// so that luck with the first few does not end it.
  [[nodiscard]] bool precise(const std::optional<Scalar>& wanted) const {
    if (!wanted || count_ < 64 || (count_ & (count_ - 1)) != 0) return false;
    return error(squares_(0)) <= *wanted * mean_(0);
  }

  /// Writes means and, unless nothing was drawn, standard errors: sd/√n with sd² = Σ(x − mean)²/(n − 1).
  void write(ScalingRow<Scalar>& row, bool exact) const {
    row.draws = count_;
    row.exact = exact;
    for (std::size_t k = 0; k < 8; ++k) row.regrets[k] = mean_(static_cast<Eigen::Index>(k));
    row.gap = estimate(0, exact);
    row.stake = estimate(stake, exact);
    for (std::size_t k = 0; k < 3; ++k) row.shapley[k] = estimate(shapley + static_cast<Eigen::Index>(k), exact);
    for (std::size_t k = 0; k < 8; ++k) row.dividends[k] = estimate(dividends + static_cast<Eigen::Index>(k), exact);
    row.relative_gap.reset();
    if (!(row.stake.value > Scalar(0))) return;
    // A ratio of two means: its error to first order, in which the two move together.
    const Scalar ratio = row.gap.value / row.stake.value;
    const Scalar square = squares_(0) - Scalar(2) * ratio * together_ + ratio * ratio * squares_(stake);
    row.relative_gap = {ratio, exact ? Scalar(0) : Scalar(error(square) / row.stake.value)};
  }

private:
  static constexpr Eigen::Index stake = 8;
  static constexpr Eigen::Index shapley = 9;
  static constexpr Eigen::Index dividends = 12;
  using All = Eigen::Array<Scalar, 20, 1>;

  [[nodiscard]] Scalar error(const Scalar& squares) const {
    using std::sqrt;
    if (count_ < 2 || !(squares > Scalar(0))) return Scalar(0);
    const double n = static_cast<double>(count_);
    return sqrt(squares / Scalar(n * (n - 1)));
  }
  [[nodiscard]] Estimate<Scalar> estimate(Eigen::Index k, bool exact) const {
    return {mean_(k), exact ? Scalar(0) : error(squares_(k))};
  }

  All all_ = All::Zero();
  All apart_ = All::Zero();
  All mean_ = All::Zero();
  All squares_ = All::Zero();
  Scalar together_ = Scalar(0);
  std::uint64_t count_ = 0;
};

}  // namespace behalf::internal

#endif  // BEHALF_SCALING_AVERAGES_HPP
