#ifndef BEHALF_GOVERNANCE_PORTFOLIO_PORTFOLIO_RECORD_HPP
#define BEHALF_GOVERNANCE_PORTFOLIO_PORTFOLIO_RECORD_HPP

#include <cstdint>
#include <iterator>
#include <limits>
#include <map>
#include <optional>

namespace behalf::internal {

/// A portfolio by its number, what it costs and how much gap it leaves.
template <class Scalar>
struct TriedPortfolio {
  Scalar value;
  Scalar cost;
  std::uint64_t number;
};

/// What two values may differ by and still be the same up to rounding.
template <class Scalar>
[[nodiscard]] Scalar value_rounding(const Scalar& value) {
  const Scalar part = Scalar(64) * std::numeric_limits<Scalar>::epsilon() * value;
  return part < Scalar(0) ? Scalar(-part) : part;
}

/// The best portfolio so far: the least value; among equals, up to rounding, the cheapest; among those the first.
template <class Scalar>
class BestPortfolio {
public:
  /// Whether no portfolio of at least this cost and value could replace the best one.
  [[nodiscard]] bool is_no_better(const Scalar& cost, const Scalar& value) const {
    if (!best_) return false;
    const Scalar rounding = value_rounding(best_->value);
    return value > best_->value + rounding ||
           (value >= best_->value - rounding && cost >= best_->cost - value_rounding(best_->cost));
  }
  void offer(const Scalar& cost, const Scalar& value, std::uint64_t number) {
    if (!is_no_better(cost, value)) best_ = TriedPortfolio<Scalar>{value, cost, number};
  }
  [[nodiscard]] bool empty() const noexcept { return !best_; }
  [[nodiscard]] const std::optional<TriedPortfolio<Scalar>>& best() const noexcept { return best_; }

private:
  std::optional<TriedPortfolio<Scalar>> best_;
};

/// All portfolios so far that no other beats in both cost and value.
template <class Scalar>
class CostFrontier {
public:
  /// Whether another portfolio costs no more and leaves no larger value, up to rounding.
  [[nodiscard]] bool is_no_better(const Scalar& cost, const Scalar& value) const {
    // Costs that add up to the same up to rounding are the same.
    const auto after = points_.upper_bound(cost + value_rounding(cost));
    return after != points_.begin() &&
           std::prev(after)->second.value <= value + value_rounding(std::prev(after)->second.value);
  }
  void offer(const Scalar& cost, const Scalar& value, std::uint64_t number) {
    if (is_no_better(cost, value)) return;
    auto place = points_.insert_or_assign(cost, TriedPortfolio<Scalar>{value, cost, number}).first;
    if (place != points_.begin()) {
      const auto before = std::prev(place);
      if (before->second.cost >= cost - value_rounding(cost)) points_.erase(before);
    }
    for (++place; place != points_.end() && place->second.value >= value;) place = points_.erase(place);
  }
  [[nodiscard]] bool empty() const noexcept { return points_.empty(); }
  /// By cost, ascending; values descend.
  [[nodiscard]] const std::map<Scalar, TriedPortfolio<Scalar>>& points() const noexcept { return points_; }

private:
  std::map<Scalar, TriedPortfolio<Scalar>> points_;
};

}  // namespace behalf::internal

#endif  // BEHALF_GOVERNANCE_PORTFOLIO_PORTFOLIO_RECORD_HPP
