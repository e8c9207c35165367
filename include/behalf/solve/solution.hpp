#ifndef BEHALF_SOLVE_SOLUTION_HPP
#define BEHALF_SOLVE_SOLUTION_HPP

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace behalf {

/// How a computation ended.
enum class Status : std::uint8_t {
  optimal,          ///< Solved; the certificate says how well.
  infeasible,       ///< Nothing meets the conditions.
  unbounded,        ///< The objective has no finite best value.
  ill_conditioned,  ///< The numbers broke down: overflow, a failed factorisation or a certificate that is too large.
  iteration_limit,  ///< The iteration ended before it converged.
};

/// The status in words, such as "ill-conditioned".
[[nodiscard]] constexpr std::string_view to_text(Status status) noexcept {
  switch (status) {
    case Status::optimal: return "optimal";
    case Status::infeasible: return "infeasible";
    case Status::unbounded: return "unbounded";
    case Status::ill_conditioned: return "ill-conditioned";
    case Status::iteration_limit: return "iteration limit reached";
  }
  return "unknown status";
}

/// How far an answer is from solving its problem, recomputed from the answer and the original data, never taken from the
/// solver's own state. Each figure is relative to the size of the terms that cancel in it; 0 is perfect.
struct Certificate {
  double primal_residual = 0;  ///< By how much the answer breaks the conditions it must meet.
  double dual_residual = 0;    ///< By how much it breaks the first-order conditions of its optimality.
  double duality_gap = 0;      ///< How far the reported value is from the value recomputed or bounded independently.
  std::optional<double>
      incentive_violation;  ///< What the agent could gain by deviating; absent where nothing is hidden.

  /// The largest of the figures; a NaN is infinitely wrong.
  [[nodiscard]] double worst() const noexcept {
    return worse(worse(primal_residual, dual_residual), worse(duality_gap, incentive_violation.value_or(0.0)));
  }
  /// Keeps, figure by figure, the worse of the two certificates.
  void include(const Certificate& other) noexcept {
    primal_residual = worse(primal_residual, other.primal_residual);
    dual_residual = worse(dual_residual, other.dual_residual);
    duality_gap = worse(duality_gap, other.duality_gap);
    if (other.incentive_violation) {
      incentive_violation = worse(incentive_violation.value_or(0.0), *other.incentive_violation);
    }
  }

private:
  [[nodiscard]] static double worse(double a, double b) noexcept {
    return a == a && b == b ? std::max(a, b) : std::numeric_limits<double>::infinity();
  }
};

/// A value with the evidence for it, or the reason why there is none.
///
/// A failed solution has no value: `value()` throws `std::runtime_error` with the status and where it arose.
template <class T>
class Solution {
public:
  /// A computation that worked.
  Solution(T value, Certificate certificate, int iterations = 0)
      : value_{std::move(value)}, certificate_{certificate}, iterations_{iterations} {}
  /// A computation that did not; `where` says in which part of the problem ("with objectives ideal").
  Solution(Status status, std::string where, int iterations = 0)
      : where_{std::move(where)}, iterations_{iterations}, status_{status} {
    if (status == Status::optimal) throw std::invalid_argument{"Solution: a failed solution cannot be optimal"};
  }

  [[nodiscard]] explicit operator bool() const noexcept { return value_.has_value(); }
  [[nodiscard]] Status status() const noexcept { return status_; }
  [[nodiscard]] int iterations() const noexcept { return iterations_; }
  /// Where a failed computation failed; empty when it worked.
  [[nodiscard]] const std::string& where() const noexcept { return where_; }

  [[nodiscard]] const T& value() const& {
    require();
    return *value_;
  }
  /// Of a solution that goes away: the value itself, which lives on under a name, const auto& x = solve(…).value().
  [[nodiscard]] T value() && {
    require();
    return std::move(*value_);
  }
  [[nodiscard]] const Certificate& certificate() const {
    require();
    return certificate_;
  }

private:
  void require() const {
    if (!value_) {
      throw std::runtime_error{"Solution: there is no value, the status is " + std::string{to_text(status_)} +
                               (where_.empty() ? "" : " " + where_)};
    }
  }

  std::optional<T> value_;
  Certificate certificate_{};
  std::string where_;
  int iterations_ = 0;
  Status status_ = Status::optimal;
};

}  // namespace behalf

#endif  // BEHALF_SOLVE_SOLUTION_HPP
