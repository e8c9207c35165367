#ifndef BEHALF_NETWORK_NETWORK_INSTITUTIONS_HPP
#define BEHALF_NETWORK_NETWORK_INSTITUTIONS_HPP

#include <behalf/network/delegation_terms.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/require.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace behalf {

template <class ScalarType>
struct NetworkData;

/// What institutions add to a web of delegation beside what they change of it: who bears what stays as it was, some have a
/// right to delegate, agents are liable to those affected, and some are made good for a part of their regret. Empty unless
/// levers fill it in. Formulas: behalf's.
template <class ScalarType = double>
struct NetworkInstitutions {
  using Scalar = ScalarType;
  /// A change of the terms of a delegation by contract.
  using Change = std::function<void(DelegationTerms<Scalar>& terms, Eigen::Index d)>;

  /// The shares that default exposures follow, one for each delegation, 0 for those that rights make; empty: the shares.
  std::vector<Scalar> mandate_shares{};
  /// How many delegations, the last ones, are made by rights to contest: affected parties have no others.
  std::size_t rights = 0;

  /// What liability adds: agent v maximises its own utility plus Σ_j λ_j U_j, so that where objectives are faulty it is moved
  /// by (θ_v + Σ λ_j v_j)/(1 + Σ λ_j) instead of θ_v; its pay and the premium stay.
  Vector<Scalar> felt_weight{};  ///< Σ λ_j ≥ 0 of each agent (a); empty: none is liable.
  Matrix<Scalar> felt{};         ///< Σ λ_j v_j of each agent (d × a).

  /// The share of the regret of each principal and affected party (p + f, 0 to 1) that the others make good by their
  /// weights; empty: nobody's.
  Vector<Scalar> redress{};

  std::uint32_t errors = 0;      ///< How many reports have been numbered: the next is this one.
  std::vector<Change> on_all{};  ///< What was done to all contracts, for those that a right makes later.
  std::shared_ptr<const NetworkData<Scalar>> before{};  ///< The network without any lever; absent: it is as it was.

  /// Whether there is nothing that a solver has to know.
  [[nodiscard]] bool empty() const {
    return mandate_shares.empty() && rights == 0 && felt_weight.size() == 0 && redress.size() == 0;
  }

  /// Throws `InvalidArgument` of this function unless this fits a network of so many delegations, agents and rows.
  void validate(const char* function, std::size_t delegations, Eigen::Index agents, Eigen::Index rows,
                Eigen::Index d) const;
};

template <class Scalar>
void NetworkInstitutions<Scalar>::validate(const char* function, std::size_t delegations, Eigen::Index agents,
                                           Eigen::Index rows, Eigen::Index d) const {
  if (!mandate_shares.empty()) {
    require_size(function, "institutions.mandate_shares", static_cast<Eigen::Index>(mandate_shares.size()),
                 static_cast<Eigen::Index>(delegations));
  }
  if (rights > 0 && (rights > delegations || mandate_shares.empty())) {
    throw InvalidArgument{function, "institutions.rights",
                          "expected the last delegations, with shares of mandates, got " + std::to_string(rights) +
                              " of " + std::to_string(delegations)};
  }
  for (std::size_t e = 0; e < mandate_shares.size(); ++e) {
    const std::string field = "institutions.mandate_shares[" + std::to_string(e) + ']';
    require_not_negative(function, field, mandate_shares[e]);
    if (e + rights < delegations || mandate_shares[e] == Scalar(0)) continue;
    throw InvalidArgument{function, field, "expected 0 for a delegation that a right makes"};
  }
  if (felt_weight.size() > 0 || felt.size() > 0) {
    require_size(function, "institutions.felt_weight", felt_weight.size(), agents);
    require_shape(function, "institutions.felt", felt, d, agents);
    require_finite(function, "institutions.felt", felt);
    for (Eigen::Index k = 0; k < agents; ++k) {
      require_not_negative(function, "institutions.felt_weight[" + std::to_string(k) + ']', felt_weight(k));
    }
  }
  if (redress.size() == 0) return;
  require_size(function, "institutions.redress", redress.size(), rows);
  for (Eigen::Index i = 0; i < rows; ++i) {
    require_fraction(function, "institutions.redress[" + std::to_string(i) + ']', redress(i));
  }
}

}  // namespace behalf

#endif  // BEHALF_NETWORK_NETWORK_INSTITUTIONS_HPP
