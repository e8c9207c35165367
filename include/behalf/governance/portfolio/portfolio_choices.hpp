#ifndef BEHALF_GOVERNANCE_PORTFOLIO_PORTFOLIO_CHOICES_HPP
#define BEHALF_GOVERNANCE_PORTFOLIO_PORTFOLIO_CHOICES_HPP

#include <behalf/governance/levers/lever.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/require.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/sums.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

/// What a portfolio of levers may be.
template <class ScalarType = double>
struct PortfolioOptions {
  using Scalar = ScalarType;

  std::optional<Scalar> budget{};  ///< Most that it may cost, > 0; absent: no limit.
  /// For each lever the levels that it may have, each in [0, 1]; empty: every lever is off or on.
  std::vector<std::vector<Scalar>> levels{};
  /// What the welfare function weighs the parties by. Default: the weights of the description as it is, since a lever that
  /// moves power must not move the yardstick.
  std::optional<Vector<Scalar>> weights{};
  /// A search that would try more models than this, or look at more settings to tell which to try, fails as
  /// `iteration_limit`.
  std::uint64_t most_models = std::uint64_t{1} << 22;
  /// Told now and then how many models were tried or looked at so far.
  std::function<void(std::uint64_t models)> progress{};
};

namespace internal {

/// Whether a budget covers what so many levers cost together; costs that add up to it up to rounding are within it.
template <class Scalar>
[[nodiscard]] bool affords(const Scalar& budget, const Scalar& cost, std::size_t levers) {
  return !sum_exceeds(cost, budget, levers);
}

/// The levels that levers may have, with their costs, and portfolios numbered in mixed radix by the places of their levels.
template <class Description>
class PortfolioChoices {
public:
  using Scalar = typename Description::Scalar;

  /// Throws `InvalidArgument` for a budget that is not above 0, levels that cannot be, and too many portfolios to number.
  PortfolioChoices(const char* function, const std::vector<Lever<Description>>& levers,
                   const PortfolioOptions<Scalar>& options)
      : levels_{options.levels} {
    if (levers.empty()) throw InvalidArgument{function, "levers", "expected at least one, got none"};
    if (levels_.empty()) levels_.assign(levers.size(), {Scalar(0), Scalar(1)});
    if (levels_.size() != levers.size()) {
      throw InvalidArgument{function, "levels",
                            "expected a list for each of " + std::to_string(levers.size()) + " levers, got " +
                                std::to_string(levels_.size())};
    }
    if (options.budget) {
      if (!(*options.budget > Scalar(0)) || !is_finite(*options.budget)) {
        throw InvalidArgument{
            function, "budget",
            "expected a finite number above 0, got " + to_text(*options.budget) + "; without a limit there is none"};
      }
      budget_ = options.budget;
    }
    for (std::size_t k = 0; k < levers.size(); ++k) {
      const std::string place = "levels[" + std::to_string(k) + "]";
      if (levels_[k].empty()) throw InvalidArgument{function, place, "expected at least one level, got none"};
      costs_.emplace_back();
      for (const Scalar& level : levels_[k]) {
        if (!(level >= Scalar(0)) || !(level <= Scalar(1))) {
          throw InvalidArgument{function, place, "expected levels from 0 to 1, got " + to_text(level)};
        }
        if (!levers[k].has(level)) throw InvalidArgument{function, place, levers[k].refusal_of(level)};
        try {
          costs_.back().push_back(levers[k].cost(level));
        } catch (const InvalidArgument& error) {
          throw InvalidArgument{function, "levers[" + std::to_string(k) + "].cost",
                                error.rule() + " at level " + to_text(level)};
        }
      }
      strides_.push_back(count_);
      if (count_ > std::numeric_limits<std::uint64_t>::max() / 2 / levels_[k].size()) {
        throw InvalidArgument{function, "levels", "expected fewer than 2^63 portfolios"};
      }
      count_ *= levels_[k].size();
    }
  }

  /// How many portfolios there are, whatever they cost.
  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }

  [[nodiscard]] std::size_t levers() const noexcept { return levels_.size(); }
  [[nodiscard]] bool affords(const Scalar& cost) const {
    return !budget_ || internal::affords(*budget_, cost, levers());
  }
  [[nodiscard]] const std::vector<Scalar>& levels(std::size_t lever) const { return levels_[lever]; }
  [[nodiscard]] const std::vector<Scalar>& costs(std::size_t lever) const { return costs_[lever]; }
  /// What the place of a lever's level adds to the number of a portfolio.
  [[nodiscard]] std::uint64_t stride(std::size_t lever) const { return strides_[lever]; }
  /// The levels of a portfolio by its number.
  [[nodiscard]] Vector<Scalar> levels_of(std::uint64_t number) const {
    Vector<Scalar> result(static_cast<Eigen::Index>(levers()));
    for (std::size_t k = 0; k < levers(); ++k) {
      result(static_cast<Eigen::Index>(k)) = levels_[k][number / strides_[k] % levels_[k].size()];
    }
    return result;
  }

private:
  std::vector<std::vector<Scalar>> levels_;
  std::vector<std::vector<Scalar>> costs_;
  std::vector<std::uint64_t> strides_;
  std::optional<Scalar> budget_;
  std::uint64_t count_ = 1;
};

/// Enters all settings that begin like the ones so far.
struct EnterAll {
  template <class Description>
  [[nodiscard]] bool operator()(std::size_t, const Description&, const typename Description::Scalar&) const noexcept {
    return true;
  }
};

/// Calls `visit(description, number, cost)` for every affordable setting of these levers (ascending), the others at no
/// level at all, until it says that it is enough; a description is made once for all settings that begin alike, and those
/// are left out where `enter(levers set so far, description, cost so far)` says so. Returns whether none said enough.
template <class Description, class Visit, class Enter = EnterAll>
bool for_each_setting(const PortfolioChoices<Description>& choices, const std::vector<Lever<Description>>& levers,
                      const std::vector<std::size_t>& which, const Description& description, const Visit& visit,
                      const Enter& enter = {}, std::size_t next = 0, std::uint64_t number = 0,
                      typename Description::Scalar cost = typename Description::Scalar(0)) {
  if (next == which.size()) return visit(description, number, cost);
  if (!enter(next, description, cost)) return true;
  const std::size_t k = which[next];
  for (std::size_t place = 0; place < choices.levels(k).size(); ++place) {
    const typename Description::Scalar sum = cost + choices.costs(k)[place];
    if (!choices.affords(sum)) continue;
    const typename Description::Scalar level = choices.levels(k)[place];
    const std::uint64_t there = number + choices.stride(k) * place;
    const bool more = level == typename Description::Scalar(0)
                          ? for_each_setting(choices, levers, which, description, visit, enter, next + 1, there, sum)
                          : for_each_setting(choices, levers, which, pull(levers[k], description, level), visit, enter,
                                             next + 1, there, sum);
    if (!more) return false;
  }
  return true;
}

}  // namespace internal

}  // namespace behalf

#endif  // BEHALF_GOVERNANCE_PORTFOLIO_PORTFOLIO_CHOICES_HPP
