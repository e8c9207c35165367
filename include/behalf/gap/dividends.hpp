#ifndef BEHALF_GAP_DIVIDENDS_HPP
#define BEHALF_GAP_DIVIDENDS_HPP

#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/require.hpp>

#include <Eigen/Core>

#include <bit>
#include <cstddef>
#include <string>

namespace behalf {

/// Largest number of players for which every coalition is written out (2^20 values).
inline constexpr int most_players_exact = 20;

namespace internal {

/// The number of players of a game given by its 2^n values, all finite.
template <class Scalar>
[[nodiscard]] int players_of(const char* function, const Vector<Scalar>& game) {
  const std::size_t size = static_cast<std::size_t>(game.size());
  if (!std::has_single_bit(size) || size > (std::size_t{1} << most_players_exact)) {
    throw InvalidArgument{
        function, "game",
        "expected 2^n values for n <= " + std::to_string(most_players_exact) + " players, got " + std::to_string(size)};
  }
  require_finite(function, "game", game);
  return std::countr_zero(size);
}

/// Turns the values v(S) of `games` games at once into their dividends d(S) = Σ_{T⊆S} (−1)^{|S|−|T|} v(T) (Möbius
/// inversion). Coalition S, numbered by the bits of its members, has its values at [S · games, (S + 1) · games).
template <class Scalar>
void values_to_dividends(Scalar* values, Eigen::Index coalitions, Eigen::Index games = 1) {
  const Eigen::Index end = coalitions * games;
  for (Eigen::Index bit = games; bit < end; bit *= 2) {
    for (Eigen::Index start = bit; start < end; start += 2 * bit) {
      for (Eigen::Index i = start; i < start + bit; ++i) values[i] -= values[i - bit];
    }
  }
}

/// The dividends (8 numbers each) and Shapley values (3 numbers each) of `games` games of the axes from their regrets by
/// ideal axes (8 numbers each): the value of a set of faulty axes is the regret with all others ideal, that of none is 0.
/// Set or axis k has its numbers at [k · games, (k + 1) · games). A Shapley value splits each dividend evenly.
template <class Scalar>
void attribute_regrets(const Scalar* regrets, Scalar* dividends, Scalar* shapley, Eigen::Index games = 1) {
  for (Eigen::Index i = 0; i < games; ++i) dividends[i] = Scalar(0);
  for (Eigen::Index faulty = 1; faulty < 8; ++faulty) {
    for (Eigen::Index i = 0; i < games; ++i) dividends[faulty * games + i] = regrets[(7 - faulty) * games + i];
  }
  values_to_dividends(dividends, 8, games);
  for (Eigen::Index axis = 0; axis < 3; ++axis) {
    const Eigen::Index own = Eigen::Index{1} << axis;
    const Eigen::Index second = own == 1 ? 2 : 1;
    const Eigen::Index third = 7 - own - second;
    const Scalar* const alone = dividends + own * games;
    const Scalar* const with_second = dividends + (own + second) * games;
    const Scalar* const with_third = dividends + (own + third) * games;
    const Scalar* const all = dividends + 7 * games;
    for (Eigen::Index i = 0; i < games; ++i) {
      shapley[axis * games + i] = alone[i] + (with_second[i] + with_third[i]) / Scalar(2) + all[i] / Scalar(3);
    }
  }
}

}  // namespace internal

/// Harsanyi dividends d(S) = Σ_{T⊆S} (−1)^{|S|−|T|} v(T) of a game of n ≤ 20 players, in O(n 2^n).
///
/// `game` holds v(S) for every coalition S, numbered by the bits of its members (2^n values; v(∅) may differ from 0); the
/// result is numbered alike and sums over the subsets of S to v(S). Throws `InvalidArgument` unless the size is a power of
/// two ≤ 2^20 and every value finite, naming the coalition by its number: "game[2]". Source: \cite harsanyi1963.
template <class Scalar = double>
[[nodiscard]] Vector<Scalar> harsanyi_dividends(const Vector<Scalar>& game) {
  (void)internal::players_of("harsanyi_dividends", game);
  Vector<Scalar> dividends = game;
  internal::values_to_dividends(dividends.data(), dividends.size());
  return dividends;
}

}  // namespace behalf

#endif  // BEHALF_GAP_DIVIDENDS_HPP
