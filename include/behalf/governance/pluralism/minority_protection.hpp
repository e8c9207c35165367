#ifndef BEHALF_GOVERNANCE_PLURALISM_MINORITY_PROTECTION_HPP
#define BEHALF_GOVERNANCE_PLURALISM_MINORITY_PROTECTION_HPP

#include <behalf/governance/pluralism/clustering.hpp>
#include <behalf/governance/pluralism/k_means.hpp>
#include <behalf/governance/pluralism/pluralism.hpp>
#include <behalf/solve/ball_projection.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/random.hpp>
#include <behalf/solve/require.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

/// Whom no policy may leave too far behind.
template <class Scalar = double>
struct MinorityProtection {
  std::vector<Eigen::Index> rows{};         ///< The protected principals.
  Scalar largest_relative_gap = Scalar(1);  ///< > 0: gap ≤ this · stake for each; 1: no worse than not delegating.
};

/// Variants of a policy that protect a minority, and what the protection is worth in weight.
template <class Scalar = double>
struct ProtectedPluralism {
  Pluralism<Scalar> policy;  ///< Its bound and floor are those without protection.
  Vector<Scalar>
      extra_weights;  ///< n, ≥ 0: a variant acts on the mean values of those it serves, with these weights added.
};

namespace internal {

/// Variants that keep within everybody's ball, from one start: served by the nearest, centres as near to the mean as allowed.
template <class Scalar>
class ProtectedSearch {
public:
  ProtectedSearch(const CostUnits<Scalar>& units, const Vector<Scalar>& radii, Eigen::Index k)
      : units_{units}, radii_{radii}, k_{k} {}

  /// Descends from these centres (k × d); true when it ended with everybody protected.
  bool descend(Matrix<Scalar> start) {
    centres = std::move(start);
    extra = Vector<Scalar>::Zero(units_.values.rows());
    cost = std::numeric_limits<Scalar>::max();
    for (int round = 0; round < 200; ++round) {
      assign();
      bool kept = true;
      for (Eigen::Index c = 0; c < k_; ++c) kept = settle_centre(c) && kept;
      Scalar now(0);
      worst = Scalar(0);
      for (Eigen::Index i = 0; i < units_.values.rows(); ++i) {
        const Scalar apart =
            (units_.values.row(i) - centres.row(assignment[static_cast<std::size_t>(i)])).squaredNorm();
        now += units_.weights(i) * apart;
        if (apart > worst * radii_(i) * radii_(i)) worst = apart / (radii_(i) * radii_(i));
      }
      const bool settled = assignment == before_;
      before_ = assignment;
      cost = now;
      if (settled) return kept;
    }
    return false;
  }

  Matrix<Scalar> centres;                ///< k × d.
  std::vector<Eigen::Index> assignment;  ///< n.
  Vector<Scalar> extra;                  ///< n: multipliers of the balls.
  Scalar cost{};                         ///< Σ w_i|x_i − centre|².
  Scalar worst{};                        ///< The largest |x_i − centre|² / radius².
  bool disjoint = false;                 ///< Whether, for one variant, it is proved that no centre protects everybody.

private:
  void assign() {
    assignment.clear();
    for (Eigen::Index i = 0; i < units_.values.rows(); ++i) {
      assignment.push_back(nearest_centre(centres, units_.values.row(i)));
    }
  }
  bool settle_centre(Eigen::Index c) {
    std::vector<Eigen::Index> members, guarded;
    Vector<Scalar> mean = Vector<Scalar>::Zero(units_.values.cols());
    Scalar mass(0);
    for (Eigen::Index i = 0; i < units_.values.rows(); ++i) {
      extra(i) = assignment[static_cast<std::size_t>(i)] == c ? Scalar(0) : extra(i);
      if (assignment[static_cast<std::size_t>(i)] != c) continue;
      members.push_back(i);
      if (is_finite(radii_(i))) guarded.push_back(i);
      mass += units_.weights(i);
      mean += units_.weights(i) * units_.values.row(i).transpose();
    }
    if (members.empty()) return true;
    // Where nobody has weight, those who are protected stand for themselves.
    if (mass > Scalar(0)) {
      mean /= mass;
    } else {
      mean = units_.values.row(guarded.empty() ? members.front() : guarded.front()).transpose();
    }
    if (guarded.empty()) {
      centres.row(c) = mean.transpose();
      return true;
    }
    const Scalar pull = mass > Scalar(0) ? mass : units_.weights.sum();
    const Vector<Scalar> limits = chosen_rows<Scalar>(radii_, guarded);
    const BallProjection<Scalar> nearest = project_on_balls(mean, pull, chosen_rows(units_.values, guarded), limits);
    centres.row(c) = nearest.point.transpose();
    for (std::size_t j = 0; j < guarded.size(); ++j)
      extra(guarded[j]) = nearest.multipliers(static_cast<Eigen::Index>(j));
    disjoint = k_ == 1 && nearest.disjoint;
    return nearest.within;
  }

  const CostUnits<Scalar>& units_;
  const Vector<Scalar>& radii_;
  Eigen::Index k_;
  std::vector<Eigen::Index> before_;
};

/// Whether more than k of the protected are pairwise so far apart that no variant can serve two of them; looked for greedily.
template <class Scalar>
[[nodiscard]] bool too_many_apart(const Matrix<Scalar>& values, const Vector<Scalar>& radii,
                                  const std::vector<Eigen::Index>& guarded, Eigen::Index k) {
  for (const Eigen::Index first : guarded) {
    std::vector<Eigen::Index> apart{first};
    for (const Eigen::Index i : guarded) {
      const auto disjoint = [&](Eigen::Index j) {
        const Scalar reach = radii(i) + radii(j);
        return (values.row(i) - values.row(j)).squaredNorm() >
               reach * reach * (Scalar(1) + Scalar(64) * std::numeric_limits<Scalar>::epsilon());
      };
      if (std::all_of(apart.begin(), apart.end(), disjoint)) apart.push_back(i);
    }
    if (static_cast<Eigen::Index>(apart.size()) > k) return true;
  }
  return false;
}

}  // namespace internal

/// k variants of a policy as in `pluralism`, under the condition that no protected principal's gap exceeds a share of its
/// stake: gap_i ≤ ρ stake_i.
///
/// Everybody is served by the nearest variant, and each variant is the feasible one nearest to the mean of those it serves;
/// by Lagrange that is the mean with extra weight for those whose protection binds, so a protection costs as much as that
/// weight. For k = 1 this is the optimum; for more it is the best of the descents, a local one. Throws as `pluralism` does,
/// for rows that do not exist or occur twice, for a stake of 0 and unless ρ > 0. Status: `infeasible` where no k variants can
/// protect everybody (the spread within a group alone is too much; for k = 1 by a dual bound; otherwise more than k of them
/// are pairwise too far apart), `iteration_limit` where none were found without a proof; `where` says how far off the
/// best was. Certificate: primal residual = the most by which a protected gap exceeds its limit, relative to the limit; dual
/// residual = how far variants are from the means with extra weights and from complementary slackness, and what anybody
/// would gain by another variant; duality gap = gaps recomputed from the data as given.
template <class Scalar = double>
[[nodiscard]] Solution<ProtectedPluralism<Scalar>> protect(const Constituency<Scalar>& people,
                                                           const MinorityProtection<Scalar>& protection,
                                                           const PluralismOptions& options = {}) {
  using std::sqrt;
  static constexpr const char* who = "protect";
  const Scalar& rho = protection.largest_relative_gap;
  require_positive(who, "largest_relative_gap", rho);
  Solution<Pluralism<Scalar>> free = pluralism(people, options);
  if (!free) return {free.status(), free.where()};
  const internal::CostUnits<Scalar> units{who, people};
  const Eigen::Index n = people.values.rows(), k = free.value().mandates.rows();
  Vector<Scalar> radii = Vector<Scalar>::Constant(n, std::numeric_limits<Scalar>::infinity());
  for (std::size_t j = 0; j < protection.rows.size(); ++j) {
    const Eigen::Index i = protection.rows[j];
    const std::string field = "rows[" + std::to_string(j) + "]";
    if (i < 0 || i >= n) {
      throw InvalidArgument{who, field, "expected 0 to " + std::to_string(n - 1) + ", got " + std::to_string(i)};
    }
    if (is_finite(radii(i)))
      throw InvalidArgument{who, field, "expected each row once, got " + std::to_string(i) + " again"};
    const Scalar& stake = free.value().stakes(i);
    if (!(stake > Scalar(0))) throw InvalidArgument{who, field, "expected a principal with a stake above 0"};
    const Scalar room = rho * stake - units.within(i);
    if (!(room > Scalar(0))) {
      return {Status::infeasible, "since the spread within group " + std::to_string(i) + " is a relative gap of " +
                                      to_text(Scalar(units.within(i) / stake)) + " by itself"};
    }
    radii(i) = sqrt(Scalar(2) * room);
  }

  const std::vector<Eigen::Index>& guarded = protection.rows;
  std::optional<internal::ProtectedSearch<Scalar>> best;
  bool protects = false, proved = internal::too_many_apart(units.values, radii, guarded, k);
  Scalar least_worst = std::numeric_limits<Scalar>::infinity();
  for (int start = -1; start < options.search.restarts; ++start) {
    internal::ProtectedSearch<Scalar> search{units, radii, k};
    if (start < 0) {
      search.centres = units.cost.matrixL().solve(Matrix<Scalar>(free.value().mandates.transpose())).transpose();
    } else {
      // Starts at the protected in turn count as well as starts at anybody: those farthest from what is there first.
      RandomStream random{options.search.seed, static_cast<std::uint64_t>(start)};
      Vector<Scalar> pull = units.weights / units.weights.sum();
      for (const Eigen::Index i : guarded) pull(i) += Scalar(1) / (radii(i) * radii(i));
      search.centres = internal::drawn_centres(units.values, pull, k, random);
    }
    const bool held = search.descend(search.centres);
    if (search.worst < least_worst) least_worst = search.worst;
    proved = proved || search.disjoint;
    if (held && (!protects || search.cost < best->cost)) {
      best.emplace(std::move(search));
      protects = true;
    }
    if (k == 1) break;
  }
  if (!protects) {
    return {proved ? Status::infeasible : Status::iteration_limit,
            "the best found leaves a protected distance at " + to_text(Scalar(sqrt(least_worst))) + " times its limit"};
  }

  ProtectedPluralism<Scalar> result{units.describe(best->centres, best->assignment), best->extra};
  result.policy.lower_bound = free.value().lower_bound;
  result.policy.exact = k == 1;
  Certificate certificate;
  const double size = to_double(Scalar(units.values.cwiseAbs().maxCoeff()));
  const Matrix<Scalar> centres = best->centres;
  for (Eigen::Index c = 0; c < k; ++c) {
    Eigen::Matrix<Scalar, 1, Eigen::Dynamic> pull = Eigen::Matrix<Scalar, 1, Eigen::Dynamic>::Zero(centres.cols());
    Scalar mass(0), own_mass(0);
    for (Eigen::Index i = 0; i < n; ++i) {
      const Scalar apart = (units.values.row(i) - centres.row(c)).squaredNorm();
      const Eigen::Index own = best->assignment[static_cast<std::size_t>(i)];
      const Scalar own_apart = (units.values.row(i) - centres.row(own)).squaredNorm();
      certificate.dual_residual =
          std::max(certificate.dual_residual, to_double(Scalar(own_apart - apart)) / (size * size));
      if (own != c) continue;
      const Scalar weight = units.weights(i) + result.extra_weights(i);
      mass += weight;
      own_mass += units.weights(i);
      pull += weight * (units.values.row(i) - centres.row(c));
      if (!is_finite(radii(i))) continue;
      const double slack = to_double(Scalar(apart / (radii(i) * radii(i)) - Scalar(1)));
      certificate.primal_residual = std::max(certificate.primal_residual, slack);
      const double share = to_double(Scalar(result.extra_weights(i) / units.weights.sum()));
      certificate.dual_residual = std::max(certificate.dual_residual, share * std::abs(slack));
    }
    if (own_mass > Scalar(0)) {
      const double off = to_double(Scalar((pull / mass).cwiseAbs().maxCoeff()));
      certificate.dual_residual = std::max(certificate.dual_residual, off / size);
    }
  }
  certificate.duality_gap = internal::gaps_off(people, result.policy);
  return {std::move(result), certificate};
}

}  // namespace behalf

#endif  // BEHALF_GOVERNANCE_PLURALISM_MINORITY_PROTECTION_HPP
