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
#include <optional>
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
    add_plan(all, plan_);
    fingerprint_ = all.value();
  }

  [[nodiscard]] const ScalingPlan<Scalar>& plan() const noexcept { return plan_; }
  /// The number of points.
  [[nodiscard]] std::size_t size() const noexcept { return plan_.size(); }
  [[nodiscard]] std::uint64_t fingerprint() const noexcept { return fingerprint_; }

  /// Whether one model is all that there is at a point.
  [[nodiscard]] bool is_exact(std::size_t /*k*/) const noexcept { return !drawn; }
  /// How many models there are at a point; fewer where the plan names a precision and that is reached earlier.
  [[nodiscard]] std::uint64_t subsets(std::size_t /*k*/) const noexcept { return drawn ? plan_.samples : 1; }

  /// Point k and, unless `certificate` is null, how good it is: the worst of its models. Fails as `lattice` does for the
  /// first model without a solution. Throws `InvalidArgument`, whose field is the place, such as "at generality 1, scope
  /// 2, diversity 1, model 3: regret(OIP)[0]", for a model that the callable cannot make, that is none (see `lattice`), whose
  /// weights sum to 0, or with more or fewer principals than the first of the point.
  [[nodiscard]] LatticeOutcome row_into(std::size_t k, ScalingRow<Scalar>& row, Workspace& /*unused*/,
                                        Certificate* certificate = nullptr) const {
    Point point{.at = plan_.point(k)};
    const LatticeOutcome outcome = solve(k, point);
    row.index = k;
    row.at = point.at;
    if (outcome.status != Status::optimal) return outcome;
    point.averages.write(row, !drawn);
    if (certificate) *certificate = point.certificate;
    return {};
  }
  /// How good the row of point k is, which was computed before: its models are solved again.
  [[nodiscard]] Certificate certificate(std::size_t k) const {
    Point point{.at = plan_.point(k)};
    if (solve(k, point).status != Status::optimal) {
      point.certificate.duality_gap = std::numeric_limits<double>::infinity();
    }
    return point.certificate;
  }

private:
  static constexpr bool drawn = internal::DrawsModel<F, Scalar>;

  /// What has been found of a point.
  struct Point {
    ScalingPoint<Scalar> at{};
    internal::Averages<Scalar> averages{};
    Certificate certificate{};
    Eigen::Index principals = 0;  // of the first model
  };

  [[nodiscard]] LatticeOutcome solve(std::size_t k, Point& point) const {
    const ScalingPoint<Scalar>& at = point.at;
    if constexpr (drawn) {
      for (std::uint64_t draw = 0; draw < plan_.samples; ++draw) {
        RandomStream random{plan_.seed, (static_cast<std::uint64_t>(k) << 32U) | draw};
        LatticeOutcome outcome = add([&] { return make_(at.generality, at.scope, at.diversity, random); }, point);
        if (outcome.status != Status::optimal) return outcome;
        if (point.averages.precise(plan_.precision)) break;
      }
      return {};
    } else {
      return add([&] { return make_(at.generality, at.scope, at.diversity); }, point);
    }
  }

  template <class Make>
  [[nodiscard]] static LatticeOutcome add(const Make& make, Point& point) {
    const auto refuse = [&point](const std::string& place, const std::string& rule) {
      const std::uint64_t number = point.averages.count();
      const std::string which = drawn ? ", model " + std::to_string(number) : std::string{};
      throw InvalidArgument{"FamilyStudy", "at " + to_text(point.at) + which + ": " + place, rule};
    };
    std::optional<Solution<Lattice<Scalar>>> solved;
    try {
      solved.emplace(lattice(make()));
    } catch (const InvalidArgument& error) {
      refuse(error.field(), error.rule());
    }
    if (!*solved) return {solved->status(), AxisSet::none(), solved->where()};
    const Lattice<Scalar>& table = solved->value();
    if (point.averages.count() == 0) point.principals = table.size();
    if (table.size() != point.principals) {
      refuse("principals", "expected " + std::to_string(point.principals) + ", as many as model 0 has, got " +
                               std::to_string(table.size()));
    }
    if (!(table.weights.sum() > Scalar(0))) refuse("weights", "expected a positive sum, got 0");
    point.certificate.include(solved->certificate());
    const Lattice<Scalar> mean = weighted_mean(table);
    internal::LatticeSample<Scalar> sample{};
    for (std::size_t ideal = 0; ideal < 8; ++ideal) sample[ideal] = mean.regrets(0, static_cast<Eigen::Index>(ideal));
    sample[8] = mean.stakes(0);
    point.averages.add(sample);
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
