#ifndef BEHALF_SCALING_POPULATION_SUBSET_HPP
#define BEHALF_SCALING_POPULATION_SUBSET_HPP

#include <behalf/solve/random.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

namespace behalf::internal {

/// Some of the numbers 0, …, n − 1.
using Subset = std::vector<Eigen::Index>;

/// a·b, or the largest number where that is larger.
[[nodiscard]] inline std::uint64_t saturating_product(std::uint64_t a, std::uint64_t b) noexcept {
  constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
  return b != 0 && a > most / b ? most : a * b;
}

/// n choose k, or the largest number where a factor on the way to it is larger. Needs 0 ≤ k ≤ n.
[[nodiscard]] inline std::uint64_t choose(Eigen::Index n, Eigen::Index k) noexcept {
  constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t result = 1;
  for (Eigen::Index i = 0; i < std::min(k, n - k); ++i) {
    const std::uint64_t product = saturating_product(result, static_cast<std::uint64_t>(n - i));
    if (product == most) return most;
    result = product / static_cast<std::uint64_t>(i + 1);
  }
  return result;
}

/// The first subset of k in lexicographic order: 0, …, k − 1.
inline void first_subset(Subset& subset, Eigen::Index k) {
  subset.resize(static_cast<std::size_t>(k));
  std::iota(subset.begin(), subset.end(), Eigen::Index{0});
}

/// Goes on to the next subset of as many of n numbers, ascending; false after the last.
[[nodiscard]] inline bool next_subset(Subset& subset, Eigen::Index n) {
  const Eigen::Index k = static_cast<Eigen::Index>(subset.size());
  for (Eigen::Index i = k - 1; i >= 0; --i) {
    Eigen::Index& member = subset[static_cast<std::size_t>(i)];
    if (member == n - k + i) continue;
    Eigen::Index value = ++member;
    for (Eigen::Index j = i + 1; j < k; ++j) subset[static_cast<std::size_t>(j)] = ++value;
    return true;
  }
  return false;
}

/// Draws subsets, each of k of n numbers with the same probability, at the cost of min(k, n − k) random numbers.
class SubsetDraw {
public:
  explicit SubsetDraw(Eigen::Index n = 0) : order_(static_cast<std::size_t>(n)) {
    std::iota(order_.begin(), order_.end(), Eigen::Index{0});
  }

  /// The drawn numbers come in no order, but the same for the same random numbers.
  void operator()(RandomStream& random, Eigen::Index k, Subset& subset) {
    const std::size_t n = order_.size();
    const std::size_t wanted = static_cast<std::size_t>(k);
    const bool drop = wanted > n - wanted;
    const std::size_t swaps = drop ? n - wanted : wanted;
    swapped_.resize(swaps);
    for (std::size_t i = 0; i < swaps; ++i) {
      swapped_[i] = i + random.below(static_cast<std::uint32_t>(n - i));
      std::swap(order_[i], order_[swapped_[i]]);
    }
    const auto from = order_.begin() + static_cast<std::ptrdiff_t>(drop ? swaps : 0);
    subset.assign(from, from + static_cast<std::ptrdiff_t>(wanted));
    for (std::size_t i = swaps; i-- > 0;) std::swap(order_[i], order_[swapped_[i]]);
  }

private:
  Subset order_;
  std::vector<std::size_t> swapped_;
};

}  // namespace behalf::internal

#endif  // BEHALF_SCALING_POPULATION_SUBSET_HPP
