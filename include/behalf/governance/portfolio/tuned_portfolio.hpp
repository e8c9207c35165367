#ifndef BEHALF_GOVERNANCE_PORTFOLIO_TUNED_PORTFOLIO_HPP
#define BEHALF_GOVERNANCE_PORTFOLIO_TUNED_PORTFOLIO_HPP

#include <behalf/governance/portfolio/portfolio.hpp>
#include <behalf/solve/random.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace behalf {

/// How levels are tuned: the same seed gives the same bits.
template <class ScalarType = double>
struct TuningOptions {
  using Scalar = ScalarType;

  std::optional<Scalar> budget{};           ///< Most that it may cost, > 0; absent: no limit.
  std::optional<Vector<Scalar>> weights{};  ///< What welfare weighs parties by; default: the weights without any lever.
  int starts = 8;                           ///< Nothing at all, then random affordable levels; ≥ 1.
  std::uint64_t seed = 0;
  std::uint64_t most_models = std::uint64_t{1} << 20;  ///< Tried in all, at most.
};

namespace internal {

/// Descent on levels in [0, 1]^n within a budget, by moves of one lever up or down and exchanges of one for another.
///
/// Where costs are in proportion to levels these moves generate every feasible direction of the box and its budget, so that
/// a point of a differentiable welfare at which none of them descends satisfies the first-order conditions.
template <class Description, class W>
class LevelTuner {
public:
  using Scalar = typename Description::Scalar;

  LevelTuner(const Description& description, const std::vector<Lever<Description>>& levers, const W& welfare,
             const Vector<Scalar>& weights, const TuningOptions<Scalar>& options)
      : description_{description}, levers_{levers}, welfare_{welfare}, weights_{weights}, options_{options} {}

  /// The welfare at these levels; absent where the model has no solution.
  [[nodiscard]] std::optional<Scalar> value(const Vector<Scalar>& levels) {
    ++models_;
    const Solution<Vector<Scalar>> gaps = gaps_of(pull(levers_, description_, levels));
    if (!gaps) return std::nullopt;
    const Scalar value = static_cast<Scalar>(welfare_(gaps.value(), weights_));
    PortfolioQuestion<Description, W>::require_number(value);
    return value;
  }
  [[nodiscard]] std::uint64_t models() const noexcept { return models_; }
  [[nodiscard]] bool is_exhausted() const noexcept { return models_ >= options_.most_models; }

  /// Affordable levels: nothing, or random ones scaled down to the budget.
  [[nodiscard]] Vector<Scalar> start(int number) const {
    Vector<Scalar> levels = Vector<Scalar>::Zero(static_cast<Eigen::Index>(levers_.size()));
    if (number == 0) return levels;
    RandomStream random{options_.seed, static_cast<std::uint64_t>(number)};
    for (Eigen::Index k = 0; k < levels.size(); ++k) {
      levels(k) = Scalar(random.uniform());
      if (is_whole(k)) levels(k) = Scalar(levels(k) < Scalar(0.5) ? 0 : 1);
    }
    for (int halving = 0; !affords(levels) && halving < 60; ++halving) {
      levels /= Scalar(2);
      for (Eigen::Index k = 0; k < levels.size(); ++k) levels(k) *= Scalar(is_whole(k) ? 0 : 1);
    }
    return levels;
  }

  /// Moves from `levels` until no move of a hundred-thousandth helps.
  void descend(Vector<Scalar>& levels, Scalar& value) {
    Scalar step(0.25);
    while (step > smallest_step() && !is_exhausted()) {
      if (!improve(levels, value, step)) step /= Scalar(4);
    }
  }

  /// The steepest descent per unit of level among all feasible moves of this length, 0 where none descends.
  [[nodiscard]] Scalar steepest(const Vector<Scalar>& levels, const Scalar& value, const Scalar& step) {
    Scalar steepest(0);
    for_each_move(levels, step, [&](const Vector<Scalar>& there) {
      const std::optional<Scalar> moved = this->value(there);
      const Scalar length = (there - levels).cwiseAbs().maxCoeff();
      if (moved && length > Scalar(0)) steepest = std::max(steepest, Scalar((value - *moved) / length));
      return false;
    });
    return steepest;
  }

  [[nodiscard]] static Scalar smallest_step() {
    using std::sqrt;
    return std::max(Scalar(1e-6), Scalar(sqrt(std::numeric_limits<Scalar>::epsilon())));
  }

private:
  [[nodiscard]] bool affords(const Vector<Scalar>& levels) const {
    return !options_.budget || internal::affords(*options_.budget, cost_of(levers_, levels), levers_.size());
  }

  [[nodiscard]] bool improve(Vector<Scalar>& levels, Scalar& value, const Scalar& step) {
    bool improved = false;
    for_each_move(Vector<Scalar>(levels), step, [&](const Vector<Scalar>& there) {
      if (is_exhausted()) return true;
      const std::optional<Scalar> moved = this->value(there);
      if (!moved || !(*moved < value - value_rounding(value))) return false;
      levels = there;
      value = *moved;
      improved = true;
      return true;
    });
    return improved;
  }

  /// Calls `visit(levels)` for every feasible move until it says that it is enough.
  template <class Visit>
  void for_each_move(const Vector<Scalar>& levels, const Scalar& step, const Visit& visit) const {
    const Eigen::Index n = levels.size();
    for (Eigen::Index k = 0; k < n; ++k) {
      for (const int sign : {1, -1}) {
        Vector<Scalar> there = levels;
        there(k) = stepped(k, levels(k), Scalar(Scalar(sign) * step));
        if (there(k) == levels(k)) continue;
        if (!affords(there)) {
          if (is_whole(k) || !climb_to_budget(there, k, levels(k))) continue;
        }
        if (visit(there)) return;
      }
    }
    for (Eigen::Index up = 0; options_.budget && up < n; ++up) {
      for (Eigen::Index down = 0; down < n; ++down) {
        if (up == down || levels(up) == Scalar(1) || levels(down) == Scalar(0)) continue;
        Vector<Scalar> there = levels;
        there(up) = stepped(up, levels(up), step);
        if (affords(there) || !pay_with(there, down)) continue;
        if (visit(there)) return;
      }
    }
  }
  /// Whether lever k is on or off.
  [[nodiscard]] bool is_whole(Eigen::Index k) const {
    return !levers_[static_cast<std::size_t>(k)].indivisible.empty();
  }
  /// A level of lever k a step away from this one, all the way where it is on or off.
  [[nodiscard]] Scalar stepped(Eigen::Index k, const Scalar& level, const Scalar& step) const {
    if (is_whole(k)) return Scalar(step > Scalar(0) ? 1 : 0);
    return std::clamp(Scalar(level + step), Scalar(0), Scalar(1));
  }
  /// Puts lever k as far as the budget allows, above `from`; false where that is nowhere.
  [[nodiscard]] bool climb_to_budget(Vector<Scalar>& levels, Eigen::Index k, const Scalar& from) const {
    Scalar low = from;
    Scalar high = levels(k);
    for (int halving = 0; halving < std::numeric_limits<Scalar>::digits; ++halving) {
      levels(k) = (low + high) / Scalar(2);
      (affords(levels) ? low : high) = levels(k);
    }
    levels(k) = low;
    return low > from + smallest_step() / Scalar(4);
  }
  /// Takes as little of lever k as makes the levels affordable; false where all of it does not.
  [[nodiscard]] bool pay_with(Vector<Scalar>& levels, Eigen::Index k) const {
    Scalar low(0);
    Scalar high = levels(k);
    levels(k) = low;
    if (!affords(levels)) return false;
    if (is_whole(k)) return true;
    for (int halving = 0; halving < std::numeric_limits<Scalar>::digits; ++halving) {
      levels(k) = (low + high) / Scalar(2);
      (affords(levels) ? low : high) = levels(k);
    }
    levels(k) = low;
    return true;
  }

  const Description& description_;
  const std::vector<Lever<Description>>& levers_;
  const W& welfare_;
  const Vector<Scalar>& weights_;
  const TuningOptions<Scalar>& options_;
  std::uint64_t models_ = 0;
};

}  // namespace internal

/// Levels anywhere between 0 and 1 (0 or 1 of levers that are on or off) that locally minimise a named welfare of the gaps within a budget: the best of several
/// starts, certified to be a local optimum, not a global one.
///
/// From each start the levels move by one lever, or by exchanging one for another at the cost of the budget, in ever
/// smaller steps down to 1e-6. Certificate: the dual residual is the steepest descent by any such move at the answer,
/// relative to the value; small at a local optimum, and where welfare is differentiable and costs are in proportion to
/// levels that are the first-order conditions. The duality gap holds the value against the model made anew; `bound` is
/// that of no gap at all. Where effects jump (new metrics, new bargainers) levels on either side are compared.
/// Fails as `infeasible` where no start has a model with a solution and as `iteration_limit` past `most_models`.
/// Throws `InvalidArgument` as `portfolio` does, and for less than one start.
template <Governable Description, Welfare<typename Description::Scalar> W>
[[nodiscard]] Solution<Portfolio<typename Description::Scalar>> tuned_portfolio(
    const Description& description, const std::vector<Lever<Description>>& levers, const W& welfare,
    const TuningOptions<typename Description::Scalar>& options = {}) {
  static_assert(!std::same_as<W, ShareWithin>, "a portfolio minimises: name the share that is left out, ShareAbove");
  using Scalar = typename Description::Scalar;
  static constexpr const char* who = "tuned_portfolio";
  // Checks what all portfolios must meet.
  (void)internal::PortfolioChoices<Description>{who, levers, PortfolioOptions<Scalar>{.budget = options.budget}};
  if (options.starts < 1) {
    throw InvalidArgument{who, "starts", "expected at least 1, got " + std::to_string(options.starts)};
  }
  const internal::Baseline<Description> baseline{who, description, options.weights};
  const Vector<Scalar>& weights = baseline.weights();
  internal::LevelTuner<Description, W> tuner{description, levers, welfare, weights, options};
  std::optional<Scalar> best;
  Vector<Scalar> best_levels = Vector<Scalar>::Zero(static_cast<Eigen::Index>(levers.size()));
  for (int k = 0; k < options.starts; ++k) {
    Vector<Scalar> levels = tuner.start(k);
    std::optional<Scalar> value = tuner.value(levels);
    if (!value) continue;
    tuner.descend(levels, *value);
    if (tuner.is_exhausted()) return {Status::iteration_limit, internal::after_models(tuner.models())};
    if (best && !(*value < *best)) continue;
    best = value;
    best_levels = levels;
  }
  if (!best) return {Status::infeasible, "no start has a model with a solution"};

  const Scalar steepest = tuner.steepest(best_levels, *best, tuner.smallest_step());
  Portfolio<Scalar> result;
  result.levels = best_levels;
  result.cost = cost_of(levers, result.levels);
  const Solution<Vector<Scalar>> gaps = internal::gaps_of(pull(levers, description, result.levels));
  if (!gaps) return {gaps.status(), gaps.where()};
  result.gaps = gaps.value();
  result.value = static_cast<Scalar>(welfare(result.gaps, weights));
  result.bound = static_cast<Scalar>(welfare(Vector<Scalar>(Vector<Scalar>::Zero(weights.size())), weights));
  result.models = tuner.models();
  Certificate certificate = gaps.certificate();
  const double size = to_double(result.value) > 0 ? to_double(result.value) : 1.0;
  certificate.dual_residual = std::max(certificate.dual_residual, to_double(steepest) / size);
  const double off = to_double(result.value) - to_double(*best);
  certificate.duality_gap = std::max(certificate.duality_gap, (off < 0 ? -off : off) / size);
  return {std::move(result), certificate};
}

}  // namespace behalf

#endif  // BEHALF_GOVERNANCE_PORTFOLIO_TUNED_PORTFOLIO_HPP
