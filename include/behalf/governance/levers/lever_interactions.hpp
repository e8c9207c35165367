#ifndef BEHALF_GOVERNANCE_LEVERS_LEVER_INTERACTIONS_HPP
#define BEHALF_GOVERNANCE_LEVERS_LEVER_INTERACTIONS_HPP

#include <behalf/gap/shapley.hpp>
#include <behalf/gap/welfare.hpp>
#include <behalf/governance/levers/baseline.hpp>
#include <behalf/governance/levers/governed.hpp>
#include <behalf/governance/levers/lever.hpp>
#include <behalf/governance/levers/lever_effect.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/require.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

namespace internal {

/// Calls `visit(description, set)` for the description with each set of levers pulled, lever k being bit k, until it says
/// that it is enough; a description is made once for all sets that begin alike. Returns whether all were visited.
template <class Description, class Visit>
bool for_each_lever_set(const std::vector<Lever<Description>>& levers,
                        const Vector<typename Description::Scalar>& levels, const Description& description,
                        const Visit& visit, std::size_t next = 0, std::uint32_t set = 0) {
  if (next == levers.size()) return visit(description, set);
  if (!for_each_lever_set(levers, levels, description, visit, next + 1, set)) return false;
  const Description pulled = pull(levers[next], description, levels(static_cast<Eigen::Index>(next)));
  return for_each_lever_set(levers, levels, pulled, visit, next + 1, set | (std::uint32_t{1} << next));
}

}  // namespace internal

/// How levers work together: for each pair the Shapley interaction index of the game v(S) = fall of a named welfare of gaps
/// when the levers of S are pulled, (n × n, symmetric, Shapley values on the diagonal). Positive: complements, each does
/// more beside the other; negative: substitutes, or one undoes the other.
///
/// 2^n models for n ≤ 20 levers. Fails as `regret` does, and names the levers. Throws `InvalidArgument` for more levers and
/// as `pull` does.
template <Governable Description, Welfare<typename Description::Scalar> W>
[[nodiscard]] Solution<Matrix<typename Description::Scalar>> lever_interactions(
    const Description& description, const std::vector<Lever<Description>>& levers, const W& welfare,
    const EffectOptions<typename Description::Scalar>& options = {}) {
  using Scalar = typename Description::Scalar;
  static constexpr const char* who = "lever_interactions";
  const std::size_t n = levers.size();
  if (n == 0 || n > static_cast<std::size_t>(most_players_exact)) {
    throw InvalidArgument{who, "levers",
                          "expected 1 to " + std::to_string(most_players_exact) + ", got " + std::to_string(n)};
  }
  const Vector<Scalar> levels = options.levels_of(who, n);
  const internal::Baseline<Description> before{who, description, options.weights};
  Vector<Scalar> game(Eigen::Index{1} << n);
  Certificate certificate;
  Status status = Status::optimal;
  std::string where;
  internal::for_each_lever_set(levers, levels, description, [&](const Description& there, std::uint32_t set) {
    const auto gaps = internal::gaps_of(there);
    if (!gaps) {
      status = gaps.status();
      where = "with the levers of the bits " + std::to_string(set) + ", " + gaps.where();
      return false;
    }
    certificate.include(gaps.certificate());
    game(static_cast<Eigen::Index>(set)) = static_cast<Scalar>(welfare(gaps.value(), before.weights()));
    return true;
  });
  if (status != Status::optimal) return {status, std::move(where)};
  game = (game(0) - game.array()).matrix().eval();
  Matrix<Scalar> result(static_cast<Eigen::Index>(n), static_cast<Eigen::Index>(n));
  for (std::uint32_t i = 0; i < n; ++i) {
    for (std::uint32_t j = 0; j <= i; ++j) {
      const Scalar index = interaction_index(game, (1U << i) | (1U << j));
      result(i, j) = index;
      result(j, i) = index;
    }
  }
  return {std::move(result), certificate};
}

}  // namespace behalf

#endif  // BEHALF_GOVERNANCE_LEVERS_LEVER_INTERACTIONS_HPP
