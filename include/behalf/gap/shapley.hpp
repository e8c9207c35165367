#ifndef BEHALF_GAP_SHAPLEY_HPP
#define BEHALF_GAP_SHAPLEY_HPP

#include <behalf/gap/dividends.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/random.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <bit>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace behalf {

namespace internal {

/// The type of averages of such numbers: those of whole numbers are real.
template <class Number>
using Average =
    std::conditional_t<std::is_integral_v<std::remove_cvref_t<Number>>, double, std::remove_cvref_t<Number>>;

}  // namespace internal

/// The Shapley value of each of n ≤ 20 players, Σ_{S∌i} |S|!(n−|S|−1)!/n! (v(S∪i) − v(S)), exactly, in O(2^n).
///
/// The values sum to v(N) − v(∅). `game`, and what is refused, as for `harsanyi_dividends`. Source: \cite shapley1953.
template <class Scalar = double>
[[nodiscard]] Vector<internal::Average<Scalar>> shapley_values(const Vector<Scalar>& game) {
  using Real = internal::Average<Scalar>;
  const int n = internal::players_of("shapley_values", game);
  if (n == 0) return Vector<Real>(0);
  // weight[s] = s!(n−s−1)!/n!. A coalition of s members counts with weight[s−1] for its members and −weight[s] for the
  // others, so φ_i = Σ_{S∋i} (weight[s−1] + weight[s]) v(S) − Σ_S weight[s] v(S): one marginal sum per player.
  std::vector<Real> weight(static_cast<std::size_t>(n) + 1, Real(0));
  weight[0] = Real(1) / Real(n);
  for (int s = 1; s < n; ++s) {
    weight[static_cast<std::size_t>(s)] = weight[static_cast<std::size_t>(s - 1)] * Real(s) / Real(n - s);
  }
  Vector<Real> scaled(game.size());
  Real outside(0);
  for (Eigen::Index start = 0; start < game.size(); start += 64) {
    // Short inner sums keep the rounding error of the long one small.
    Real part(0);
    for (Eigen::Index index = start; index < std::min(start + 64, game.size()); ++index) {
      const std::size_t s = static_cast<std::size_t>(std::popcount(static_cast<std::uint64_t>(index)));
      const Real value = Real(game(index)) - Real(game(0));
      part += weight[s] * value;
      scaled(index) = ((s > 0 ? weight[s - 1] : Real(0)) + weight[s]) * value;
    }
    outside += part;
  }
  Vector<Real> values(n);
  for (int i = n - 1; i >= 0; --i) {
    const Eigen::Index half = Eigen::Index{1} << i;
    values(i) = scaled.segment(half, half).sum() - outside;
    scaled.head(half) += scaled.segment(half, half);
  }
  return values;
}

/// The Shapley interaction index of a coalition S of a game of n ≤ 20 players: Σ_{T⊇S} d(T)/(|T| − |S| + 1), its average
/// joint effect beyond that of its parts; positive for complements, negative for substitutes.
///
/// For one player it is the Shapley value. `coalition` holds the bits of the members, at least one.
/// Source: \cite grabisch1999.
template <class Scalar = double>
[[nodiscard]] internal::Average<Scalar> interaction_index(const Vector<Scalar>& game, std::uint32_t coalition) {
  using Real = internal::Average<Scalar>;
  const int n = internal::players_of("interaction_index", game);
  const std::uint32_t everybody = static_cast<std::uint32_t>(game.size() - 1);
  if (coalition == 0 || (coalition & ~everybody) != 0) {
    throw InvalidArgument{
        "interaction_index", "coalition",
        "expected some of " + std::to_string(n) + " players, got the bits " + std::to_string(coalition)};
  }
  const Vector<Real> dividends = harsanyi_dividends(Vector<Real>(game.template cast<Real>()));
  const std::uint32_t others = everybody & ~coalition;
  Real result(0);
  for (std::uint32_t extra = others;; extra = (extra - 1) & others) {
    result += dividends(static_cast<Eigen::Index>(coalition | extra)) / Real(std::popcount(extra) + 1);
    if (extra == 0) return result;
  }
}

/// Shapley values estimated from random orders, with their standard errors.
template <class Scalar = double>
struct SampledShapley {
  Vector<Scalar> values;           ///< n; they sum to v(N) − v(∅) whatever the orders drawn.
  Vector<Scalar> standard_errors;  ///< n; value ± two of them covers about 95 %, see `sample_shapley_values`.
};

/// How Shapley values are sampled: the same seed gives the same bits.
struct SamplingOptions {
  int samples = 1000;  ///< Orders drawn, N ≥ `fewest_draws`.
  std::uint64_t seed = 0;
};

namespace internal {

/// The contributions of one player in the orders seen so far: Welford's update keeps mean and spread exact when they differ
/// much in size.
template <class Scalar>
struct Contributions {
  Scalar mean = Scalar(0);
  Scalar squares = Scalar(0);  // Σ (x − mean)²
  Scalar least = Scalar(0);
  Scalar most = Scalar(0);

  void add(const Scalar& x, int seen) {
    if (seen == 0) least = most = x;
    if (x < least) least = x;
    if (x > most) most = x;
    const Scalar off = x - mean;
    mean += off / Scalar(seen + 1);
    squares += off * (x - mean);
  }
};

/// (ln 40 / Φ⁻¹(0.975))²: what nothing seen adds to the squares of what was seen, in units of R².
inline constexpr double variance_of_nothing_seen = 3.5423604;

/// A coalition in words: "{0, 3, 4}", of many members the first twenty.
[[nodiscard]] inline std::string coalition_text(const std::vector<bool>& members) {
  constexpr int most = 20;
  std::string text;
  int named = 0;
  for (std::size_t k = 0; k < members.size(); ++k) {
    if (!members[k]) continue;
    if (++named > most) continue;
    text += (named == 1 ? "" : ", ") + std::to_string(k);
  }
  if (named > most) text += ", … (" + std::to_string(named) + " members)";
  return "{" + text + "}";
}

}  // namespace internal

/// Estimates Shapley values of n players from their contributions x = v(S ∪ i) − v(S) in N uniformly random orders of joining.
///
/// A player may matter only in few orders, so that none of those drawn shows it; the spread of what was seen would then say
/// that its value is certain. The standard error of player i is therefore √((Σ(x − x̄)² + 3.54 R²)/(N(N − 1))), where R is
/// the widest range of contributions that any one player showed: where nothing was seen two of them reach R·ln 40/N, the end
/// of the exact interval of Clopper and Pearson for a chance of which N tries showed nothing. Of contributions that are 0 or
/// R, value ± 1.96 standard errors covers at least 94 % for every chance and N ≥ `fewest_draws`; where contributions are
/// spread evenly over R the errors are larger than sd/√N by the part 21/N. What nobody showed in any order is not covered.
///
/// `game(members)` gives v of a coalition, a `std::vector<bool>` of length n; it is called N·n + 1 times and may count in
/// whole numbers. Order k depends only on (seed, k). Throws `InvalidArgument` for fewer than one player or `fewest_draws`
/// samples, and where the game gives a number that is not finite, naming the coalition.
/// Source: \cite castro2009 (orders), \cite clopper1934 (exact interval).
template <class Game>
  requires std::invocable<const Game&, const std::vector<bool>&>
[[nodiscard]] auto sample_shapley_values(const Game& game, int players, const SamplingOptions& options = {})
    -> SampledShapley<internal::Average<std::invoke_result_t<const Game&, const std::vector<bool>&>>> {
  using Scalar = internal::Average<std::invoke_result_t<const Game&, const std::vector<bool>&>>;
  using std::sqrt;
  static constexpr const char* who = "sample_shapley_values";
  if (players < 1) throw InvalidArgument{who, "players", "expected at least 1, got " + std::to_string(players)};
  if (options.samples < static_cast<int>(fewest_draws)) {
    throw InvalidArgument{
        who, "samples",
        "expected at least " + std::to_string(fewest_draws) + ", got " + std::to_string(options.samples)};
  }
  const auto worth = [&game](const std::vector<bool>& members) {
    const Scalar value = static_cast<Scalar>(game(members));
    if (!is_finite(value)) {
      throw InvalidArgument{who, "game(" + internal::coalition_text(members) + ")",
                            "expected a finite number, got " + to_text(value)};
    }
    return value;
  };
  const std::size_t n = static_cast<std::size_t>(players);
  const Scalar nobody = worth(std::vector<bool>(n, false));
  std::vector<internal::Contributions<Scalar>> seen(n);
  std::vector<std::uint32_t> order(n);
  for (int k = 0; k < options.samples; ++k) {
    RandomStream random{options.seed, static_cast<std::uint64_t>(k)};
    std::iota(order.begin(), order.end(), 0U);
    for (std::uint32_t i = static_cast<std::uint32_t>(n); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
    std::vector<bool> members(n, false);
    Scalar before = nobody;
    for (const std::uint32_t player : order) {
      members[player] = true;
      const Scalar after = worth(members);
      seen[player].add(after - before, k);
      before = after;
    }
  }
  Scalar range(0);
  for (const auto& one : seen) {
    if (one.most - one.least > range) range = one.most - one.least;
  }
  const Scalar count(options.samples);
  SampledShapley<Scalar> result{Vector<Scalar>::Zero(players), Vector<Scalar>::Zero(players)};
  for (std::size_t k = 0; k < n; ++k) {
    const Eigen::Index i = static_cast<Eigen::Index>(k);
    result.values(i) = seen[k].mean;
    const Scalar squares = seen[k].squares + Scalar(internal::variance_of_nothing_seen) * range * range;
    if (squares > Scalar(0)) result.standard_errors(i) = sqrt(squares / (count * (count - Scalar(1))));
  }
  return result;
}

}  // namespace behalf

#endif  // BEHALF_GAP_SHAPLEY_HPP
