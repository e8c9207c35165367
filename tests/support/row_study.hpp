#ifndef BEHALF_TESTS_SUPPORT_ROW_STUDY_HPP
#define BEHALF_TESTS_SUPPORT_ROW_STUDY_HPP

#include <behalf/gap/lattice.hpp>
#include <behalf/scaling/fingerprint.hpp>
#include <behalf/scaling/plan.hpp>
#include <behalf/scaling/row.hpp>
#include <behalf/solve/random.hpp>
#include <behalf/solve/solution.hpp>

#include <atomic>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace behalf_test {

/// A study whose rows are numbers of any size and sign, drawn for each point; some have no relative gap. Any point may be
/// made to fail.
template <class ScalarType = double>
class RowStudy {
public:
  using Scalar = ScalarType;
  struct Workspace {};

  explicit RowStudy(std::size_t points, std::uint64_t seed_of_rows = 1) : seed{seed_of_rows} {
    for (std::size_t k = 0; k < points; ++k) {
      plan_.points.push_back({static_cast<Eigen::Index>(1 + k % 7), static_cast<Eigen::Index>(1 + k / 7),
                              Scalar(static_cast<double>(k)) / Scalar(3)});
    }
  }

  [[nodiscard]] const behalf::ScalingPlan<Scalar>& plan() const { return plan_; }
  [[nodiscard]] std::size_t size() const { return plan_.size(); }
  [[nodiscard]] std::uint64_t fingerprint() const {
    behalf::Fingerprint all;
    all.add("rows");
    all.add(seed);
    add_plan(all, plan_);
    return all.value();
  }
  [[nodiscard]] static bool is_exact(std::size_t /*k*/) { return true; }
  [[nodiscard]] static std::uint64_t subsets(std::size_t /*k*/) { return 1; }
  behalf::LatticeOutcome row_into(std::size_t k, behalf::ScalingRow<Scalar>& row, Workspace& /*unused*/,
                                  behalf::Certificate* evidence = nullptr) const {
    ++*computed;
    if (k == throws) throw std::runtime_error{"the model of point " + std::to_string(k) + " is missing"};
    if (k == fails) return {behalf::Status::infeasible, behalf::AxisSet::none(), "nothing will do"};
    behalf::RandomStream random{seed, k};
    double busy = 0;
    for (int i = 0; i < work; ++i) busy += random.uniform();
    row.index = k;
    row.at = plan_.point(k);
    row.draws = (std::uint64_t{random()} << 32U) | random();
    row.exact = busy >= 0 && random.below(2) == 0;
    for (Scalar& regret : row.regrets) regret = number(random);
    row.gap = estimate(random);
    row.stake = estimate(random);
    row.relative_gap.reset();
    if (random.below(3) != 0) row.relative_gap = estimate(random);
    for (behalf::Estimate<Scalar>& x : row.shapley) x = estimate(random);
    for (behalf::Estimate<Scalar>& x : row.dividends) x = estimate(random);
    if (evidence) *evidence = certificate(k);
    return {};
  }
  [[nodiscard]] behalf::Certificate certificate(std::size_t k) const {
    behalf::Certificate result;
    result.primal_residual =
        k == uncertified ? std::numeric_limits<double>::infinity() : 1e-16 * static_cast<double>(k % 100);
    return result;
  }

  std::uint64_t seed;
  int work = 0;                         ///< Random numbers that each point takes more.
  std::optional<std::size_t> fails{};   ///< The point without a solution.
  std::optional<std::size_t> throws{};  ///< The point that throws.
  std::optional<std::size_t> uncertified{};
  /// How many points have been computed, copies of the study included.
  std::shared_ptr<std::atomic<std::size_t>> computed = std::make_shared<std::atomic<std::size_t>>(0);

private:
  [[nodiscard]] static Scalar number(behalf::RandomStream& random) {
    using Limits = std::numeric_limits<Scalar>;
    if (random.below(8) == 0) return random.below(2) == 0 ? Scalar(0) : -Scalar(0);
    const int lowest = Limits::min_exponent - Limits::digits;
    const int exponent =
        lowest + static_cast<int>(random.below(static_cast<std::uint32_t>(Limits::max_exponent - lowest)));
    return std::ldexp((Scalar(random.uniform()) - Scalar(0.5)) / Scalar(1.5), exponent);
  }
  [[nodiscard]] static behalf::Estimate<Scalar> estimate(behalf::RandomStream& random) {
    const Scalar value = number(random);
    return {value, number(random)};
  }

  behalf::ScalingPlan<Scalar> plan_{};
};

/// All bits of a row of doubles.
[[nodiscard]] inline std::vector<std::uint64_t> bits(const behalf::ScalingRow<>& row) {
  std::vector<std::uint64_t> result{row.index,
                                    static_cast<std::uint64_t>(row.at.generality),
                                    static_cast<std::uint64_t>(row.at.scope),
                                    row.draws,
                                    row.exact ? 1U : 0U,
                                    row.relative_gap ? 1U : 0U};
  const auto add = [&result](double x) { result.push_back(std::bit_cast<std::uint64_t>(x)); };
  const auto add_estimate = [&add](const behalf::Estimate<>& x) {
    add(x.value);
    add(x.standard_error);
  };
  add(row.at.diversity);
  for (const double regret : row.regrets) add(regret);
  add_estimate(row.gap);
  add_estimate(row.stake);
  if (row.relative_gap) add_estimate(*row.relative_gap);
  for (const behalf::Estimate<>& x : row.shapley) add_estimate(x);
  for (const behalf::Estimate<>& x : row.dividends) add_estimate(x);
  return result;
}
[[nodiscard]] inline std::vector<std::vector<std::uint64_t>> bits(const std::vector<behalf::ScalingRow<>>& rows) {
  std::vector<std::vector<std::uint64_t>> result;
  for (const behalf::ScalingRow<>& row : rows) result.push_back(bits(row));
  return result;
}

}  // namespace behalf_test

#endif  // BEHALF_TESTS_SUPPORT_ROW_STUDY_HPP
