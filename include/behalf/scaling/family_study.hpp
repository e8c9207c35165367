#ifndef BEHALF_SCALING_FAMILY_STUDY_HPP
#define BEHALF_SCALING_FAMILY_STUDY_HPP

#include <behalf/gap/lattice.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/model/delegation_model.hpp>
#include <behalf/scaling/averages.hpp>
#include <behalf/scaling/fingerprint.hpp>
#include <behalf/scaling/plan.hpp>
#include <behalf/scaling/point.hpp>
#include <behalf/scaling/row.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/random.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>
#include <utility>

namespace behalf {

namespace internal {

template <class F, class Scalar>
concept MakesModel = requires(const F& make, Eigen::Index level, const Scalar& delta) {
  { make(level, level, delta) } -> DelegationModel;
};
template <class F, class Scalar>
concept DrawsModel = requires(const F& make, Eigen::Index level, const Scalar& delta, RandomStream& random) {
  { make(level, level, delta, random) } -> DelegationModel;
};

}  // namespace internal

/// A callable that makes a delegation model for (g, s, δ), or draws one with (g, s, δ, random).
template <class F, class Scalar = double>
concept ModelFamily = internal::MakesModel<F, Scalar> || internal::DrawsModel<F, Scalar>;

/// A scaling study of any family of delegation models, given by a callable (g, s, δ) → model.
///
/// A point is the weighted mean, Σ w_i (·)_i / Σ w, of the principals of its model. Where the callable takes a stream of
/// random numbers too, a point is the plain average over `samples` models, with standard errors; stream i of point k is
/// the same wherever it is computed. The callable must give the same model for the same arguments.
template <class F, class ScalarType = double>
  requires ModelFamily<F, ScalarType>
class FamilyStudy {
public:
  using Scalar = ScalarType;
  struct Workspace {};

  /// `name` stands for the family in the fingerprint: other models, other name.
  /// Throws `InvalidArgument` as `ScalingPlan::validate` does (levels have no upper limit), and when the plan names
  /// metrics or a budget, which a family has to make sense of itself.
  FamilyStudy(const std::string& name, F make, ScalingPlan<Scalar> plan)
      : make_{std::move(make)}, plan_{std::move(plan)} {
    constexpr Eigen::Index any = std::numeric_limits<Eigen::Index>::max();
    plan_.validate(any, any);
    if (plan_.metrics)
      throw InvalidArgument{"FamilyStudy", "scaling.metrics", "expected none, the family makes its own"};
    if (plan_.budget) throw InvalidArgument{"FamilyStudy", "scaling.budget", "expected none, the family makes its own"};
    Fingerprint all;
    all.add("family");
    all.add(name);
    all.add_plan(plan_);
    fingerprint_ = all.value();
  }

  [[nodiscard]] const ScalingPlan<Scalar>& plan() const noexcept { return plan_; }
  /// The number of points.
  [[nodiscard]] std::size_t size() const noexcept { return plan_.size(); }
  [[nodiscard]] std::uint64_t fingerprint() const noexcept { return fingerprint_; }

  /// Point k. Fails as `lattice` does for the first model without a solution.
  [[nodiscard]] LatticeOutcome row_into(std::size_t k, ScalingRow<Scalar>& row, Workspace& /*unused*/) const {
    Certificate ignored;
    return solve(k, row, ignored, plan_.samples);
  }
  /// How good point k is: the certificate of its (first) model.
  [[nodiscard]] Certificate certificate(std::size_t k) const {
    ScalingRow<Scalar> row;
    Certificate result;
    if (solve(k, row, result, 1).status != Status::optimal) {
      result.duality_gap = std::numeric_limits<double>::infinity();
    }
    return result;
  }

private:
  static constexpr bool drawn = internal::DrawsModel<F, Scalar>;

  [[nodiscard]] LatticeOutcome solve(std::size_t k, ScalingRow<Scalar>& row, Certificate& certificate,
                                     std::uint64_t samples) const {
    const ScalingPoint<Scalar> point = plan_.point(k);
    internal::Averages<Scalar> averages;
    LatticeOutcome outcome;
    if constexpr (drawn) {
      for (std::uint64_t draw = 0; draw < samples && outcome.status == Status::optimal; ++draw) {
        RandomStream random{plan_.seed, (static_cast<std::uint64_t>(k) << 32U) | draw};
        outcome = add(make_(point.generality, point.scope, point.diversity, random), averages, certificate);
        if (averages.precise(plan_.precision)) break;
      }
    } else {
      outcome = add(make_(point.generality, point.scope, point.diversity), averages, certificate);
    }
    row.index = k;
    row.at = point;
    if (outcome.status == Status::optimal) averages.write(row, !drawn);
    return outcome;
  }

  template <DelegationModel M>
  [[nodiscard]] static LatticeOutcome add(const M& model, internal::Averages<Scalar>& averages,
                                          Certificate& certificate) {
    const Solution<Lattice<Scalar>> solved = lattice(model);
    if (!solved) return {solved.status(), AxisSet::none(), solved.where()};
    certificate.include(solved.certificate());
    const Lattice<Scalar> mean = weighted_mean(solved.value());
    internal::LatticeSample<Scalar> sample{};
    for (std::size_t ideal = 0; ideal < 8; ++ideal) sample[ideal] = mean.regrets(0, static_cast<Eigen::Index>(ideal));
    sample[8] = mean.stakes(0);
    averages.add(sample);
    return {};
  }

  F make_;
  ScalingPlan<Scalar> plan_;
  std::uint64_t fingerprint_ = 0;
};

template <class F, class Scalar>
FamilyStudy(std::string, F, ScalingPlan<Scalar>) -> FamilyStudy<F, Scalar>;
template <class F>
FamilyStudy(const char*, F, ScalingPlan<>) -> FamilyStudy<F, double>;

}  // namespace behalf

#endif  // BEHALF_SCALING_FAMILY_STUDY_HPP
