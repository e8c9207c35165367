#ifndef BEHALF_SCALING_POPULATION_PAIRS_HPP
#define BEHALF_SCALING_POPULATION_PAIRS_HPP

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/gap/lattice.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/scaling/averages.hpp>
#include <behalf/scaling/plan.hpp>
#include <behalf/scaling/point.hpp>
#include <behalf/scaling/population/entrusted.hpp>
#include <behalf/scaling/population/subset.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/random.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace behalf::internal {

/// The pairs (A, B) of attributes that are entrusted and groups that are served, point by point: all of them in
/// lexicographic order, A first, where they are at most `samples`, and else as many independent draws.
template <class Scalar>
class Pairs {
public:
  using Spec = LinearQuadraticSpec<Scalar>;

  /// Room that is used again, one per thread.
  struct Workspace {
    std::vector<Entrusted<Scalar>> parts;
    std::vector<Subset> subsets;
    std::vector<char> ready;  // 0: not entrusted yet, 1: for another scope, 2: prepared
    SubsetDraw draw_attributes;
    SubsetDraw draw_groups;
    Subset attributes;
    Subset groups;
    Vector<Scalar> mean;
    Vector<Scalar> apart;
    Vector<Scalar> spread;
    typename Entrusted<Scalar>::Room room;
    LatticeSample<Scalar> sample{};
    std::uint64_t study = 0;
    Eigen::Index generality = 0;
    Eigen::Index scope = 0;
    bool kept = false;
  };

  /// Needs a whole and a plan that are valid together; `fingerprint` is of both.
  Pairs(Spec whole, ScalingPlan<Scalar> plan, std::uint64_t fingerprint)
      : whole_{std::move(whole)}, plan_{std::move(plan)}, fingerprint_{fingerprint} {
    const Vector<Scalar> weights = whole_.weights_or_default();
    for (Eigen::Index i = 0; i < weights.size(); ++i) {
      if (weights(i) > Scalar(0)) groups_.push_back(i);
    }
    const Eigen::Index d = whole_.dimension();
    const Eigen::Index n = static_cast<Eigen::Index>(groups_.size());
    means_.resize(d, n);
    weights_.resize(n);
    spreads_.setZero(d * (d + 1) / 2, n);
    for (Eigen::Index k = 0; k < n; ++k) {
      const Eigen::Index group = groups_[static_cast<std::size_t>(k)];
      means_.col(k) = whole_.values.row(group).transpose();
      weights_(k) = weights(group);
      if (whole_.covariances.empty()) continue;
      for (Eigen::Index i = 0; i < d; ++i) {
        for (Eigen::Index j = 0; j <= i; ++j) {
          spreads_(packed_place(i, j), k) = whole_.covariances[static_cast<std::size_t>(group)](i, j);
        }
      }
    }
  }

  [[nodiscard]] const Spec& whole() const noexcept { return whole_; }
  [[nodiscard]] const ScalingPlan<Scalar>& plan() const noexcept { return plan_; }
  [[nodiscard]] std::uint64_t fingerprint() const noexcept { return fingerprint_; }
  /// The row of the whole that the k-th group of positive weight is.
  [[nodiscard]] Eigen::Index group(Eigen::Index k) const { return groups_[static_cast<std::size_t>(k)]; }
  /// What the noise is multiplied by: g s/κ where the plan names κ.
  [[nodiscard]] Scalar scale(const ScalingPoint<Scalar>& point) const {
    if (!plan_.budget) return Scalar(1);
    return Scalar(static_cast<double>(point.generality * point.scope)) / *plan_.budget;
  }
  [[nodiscard]] Scalar tau(const ScalingPoint<Scalar>& point) const { return whole_.risk_aversion * scale(point); }

  /// How many pairs there are, as far as they can be counted.
  [[nodiscard]] std::uint64_t count(const ScalingPoint<Scalar>& point) const {
    return saturating_product(sets_of_attributes(point), choose(group_count(), point.scope));
  }
  /// Whether the pairs looked at are all there are.
  [[nodiscard]] bool exact(const ScalingPoint<Scalar>& point) const { return count(point) <= plan_.samples; }

  /// Calls `visit(part)` for every pair of point k, with the moments of its groups in the workspace, until it says stop.
  template <class Visit>
  [[nodiscard]] LatticeOutcome for_each(std::size_t k, Workspace& workspace, const Visit& visit) const {
    const ScalingPoint<Scalar> point = plan_.point(k);
    start(point, workspace);
    std::size_t slot = 0;
    if (exact(point)) {
      first_subset(workspace.attributes, point.generality);
      do {
        if (!workspace.kept) workspace.ready[0] = 0;
        if (const std::optional<AxisSet> failed = prepare(point, slot, workspace)) return overflow(*failed);
        first_subset(workspace.groups, point.scope);
        do {
          summarise(workspace);
          if (visit(workspace.parts[slot])) return {};
        } while (next_subset(workspace.groups, group_count()));
        if (workspace.kept) ++slot;
      } while (next_subset(workspace.attributes, whole_.dimension()));
      return {};
    }
    for (std::uint64_t draw = 0; draw < plan_.samples; ++draw) {
      RandomStream random{plan_.seed, (static_cast<std::uint64_t>(k) << 32U) | draw};
      if (workspace.kept) {
        slot = random.below(static_cast<std::uint32_t>(workspace.subsets.size()));
        workspace.attributes = workspace.subsets[slot];
      } else {
        workspace.draw_attributes(random, point.generality, workspace.attributes);
        std::sort(workspace.attributes.begin(), workspace.attributes.end());
        workspace.ready[0] = 0;
      }
      if (const std::optional<AxisSet> failed = prepare(point, slot, workspace)) return overflow(*failed);
      workspace.draw_groups(random, point.scope, workspace.groups);
      summarise(workspace);
      if (visit(workspace.parts[slot])) return {};
    }
    return {};
  }

private:
  /// Up to this many sets of attributes are kept prepared; where there are more, each is prepared when it is drawn.
  static constexpr std::uint64_t most_kept = 1024;

  [[nodiscard]] Eigen::Index group_count() const noexcept { return weights_.size(); }
  [[nodiscard]] std::uint64_t sets_of_attributes(const ScalingPoint<Scalar>& point) const {
    return choose(whole_.dimension(), point.generality);
  }
  [[nodiscard]] static LatticeOutcome overflow(AxisSet failed) { return {Status::ill_conditioned, failed}; }

  /// Makes the workspace fit this study and point, keeping what is prepared for it already.
  void start(const ScalingPoint<Scalar>& point, Workspace& workspace) const {
    if (workspace.study != fingerprint_ || workspace.generality == 0) {
      workspace.study = fingerprint_;
      workspace.generality = 0;
      workspace.draw_attributes = SubsetDraw{whole_.dimension()};
      workspace.draw_groups = SubsetDraw{group_count()};
      workspace.mean.resize(whole_.dimension());
      workspace.apart.resize(whole_.dimension());
      workspace.spread.resize(spreads_.rows());
    }
    if (workspace.generality != point.generality) {
      workspace.generality = point.generality;
      workspace.kept = sets_of_attributes(point) <= most_kept;
      workspace.subsets.clear();
      Subset subset;
      first_subset(subset, point.generality);
      do {
        workspace.subsets.push_back(subset);
      } while (workspace.kept && next_subset(subset, whole_.dimension()));
      if (workspace.parts.size() < workspace.subsets.size()) workspace.parts.resize(workspace.subsets.size());
      workspace.ready.assign(workspace.subsets.size(), 0);
    } else if (workspace.scope != point.scope) {
      for (char& ready : workspace.ready) ready = std::min(ready, char{1});
    }
    workspace.scope = point.scope;
  }

  [[nodiscard]] std::optional<AxisSet> prepare(const ScalingPoint<Scalar>& point, std::size_t slot,
                                               Workspace& workspace) const {
    char& ready = workspace.ready[slot];
    if (ready == 2) return std::nullopt;
    if (ready == 0) {
      workspace.parts[slot].entrust(whole_, workspace.attributes, plan_.metrics, plan_.budget.has_value());
      ready = 1;
    }
    const int bargainers = whole_.bargaining == Bargaining::separate ? static_cast<int>(point.scope) : 1;
    const std::optional<AxisSet> failed = workspace.parts[slot].prepare(tau(point), bargainers);
    if (!failed) ready = 2;
    return failed;
  }

  /// Mean and covariance of the values of the groups in the workspace; relative to the first of them, so that groups far
  /// from 0 and close to each other do not lose digits, and in two passes.
  void summarise(Workspace& workspace) const {
    const Subset& groups = workspace.groups;
    Scalar total(0);
    for (const Eigen::Index group : groups) total += weights_(group);
    workspace.mean = means_.col(groups.front());
    workspace.spread.setConstant(Scalar(0));
    for (const Eigen::Index group : groups) {
      const Scalar share = weights_(group) / total;
      workspace.spread += share * spreads_.col(group);
      if (group == groups.front()) continue;
      workspace.mean += share * (means_.col(group) - means_.col(groups.front()));
    }
    if (groups.size() == 1) return;
    for (const Eigen::Index group : groups) {
      const Scalar share = weights_(group) / total;
      workspace.apart = means_.col(group) - workspace.mean;
      Scalar* spread = workspace.spread.data();
      for (Eigen::Index i = 0; i < workspace.apart.size(); ++i) {
        const Scalar factor = share * workspace.apart(i);
        for (Eigen::Index j = 0; j <= i; ++j) *spread++ += factor * workspace.apart(j);
      }
    }
  }

  Spec whole_;
  ScalingPlan<Scalar> plan_;
  std::uint64_t fingerprint_;
  std::vector<Eigen::Index> groups_;  // of positive weight
  Matrix<Scalar> means_;              // d × n
  Matrix<Scalar> spreads_;            // d(d + 1)/2 × n, packed
  Vector<Scalar> weights_;            // n
};

}  // namespace behalf::internal

#endif  // BEHALF_SCALING_POPULATION_PAIRS_HPP
