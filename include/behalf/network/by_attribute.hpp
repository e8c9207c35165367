#ifndef BEHALF_NETWORK_BY_ATTRIBUTE_HPP
#define BEHALF_NETWORK_BY_ATTRIBUTE_HPP

#include <behalf/delegation/linear_quadratic/institutions.hpp>
#include <behalf/gap/by_attribute.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/network/delegation_terms.hpp>
#include <behalf/network/impl/contract_operator.hpp>
#include <behalf/network/impl/edge_noise.hpp>
#include <behalf/network/impl/frozen_network.hpp>
#include <behalf/network/impl/mandate.hpp>
#include <behalf/network/impl/network_workspace.hpp>
#include <behalf/network/impl/operator.hpp>
#include <behalf/network/network.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace behalf {

namespace internal {

/// What every agent of a network does, and what its pay costs in risk, by attribute (d × one for each vertex), with nothing
/// ideal.
template <class ScalarType>
class NetworkDeeds {
public:
  using Scalar = ScalarType;

  template <int Dim>
  NetworkDeeds(const Network<Scalar, Dim>& network, const NetworkWorkspace<Scalar>& solved,
               const OperatorTable<Scalar>& table);

  Matrix<Scalar> asked;       ///< C⁻¹ Σ y_e.
  Matrix<Scalar> done;        ///< C⁻¹θ.
  Matrix<Scalar> motivation;  ///< θ.
  Matrix<Scalar> premium;     ///< ½ r Σ_e y_e ∘ (A_e Σ_e A_eᵀy_e + O_e y_e), with the errors of signals alike.

private:
  using Vertex = typename FrozenNetwork<Scalar>::Vertex;

  void bear(const FrozenNetwork<Scalar>& network, const std::vector<EdgeNoise<Scalar>>& noises,
            const Matrix<Scalar>& pay);
};

template <class Scalar>
template <int Dim>
NetworkDeeds<Scalar>::NetworkDeeds(const Network<Scalar, Dim>& network, const NetworkWorkspace<Scalar>& solved,
                                   const OperatorTable<Scalar>& table) {
  const FrozenNetwork<Scalar>& frozen = network.frozen();
  const Eigen::Index d = network.dimension();
  const Eigen::Index n = static_cast<Eigen::Index>(frozen.end_agents());
  const AnyOperators<Scalar> any{network.form(), d};
  Matrix<Scalar> pay = Matrix<Scalar>::Zero(d, static_cast<Eigen::Index>(frozen.delegation_count()));
  Matrix<Scalar> paid = Matrix<Scalar>::Zero(d, n);
  for (Vertex u = 0; u < frozen.end_delegators(); ++u) {
    for (Vertex e = frozen.begin(u); e < frozen.end(u); ++e) {
      const Eigen::Index k = static_cast<Eigen::Index>(e);
      any.apply(table.transmission.col(static_cast<Eigen::Index>(frozen.operator_class(e))).data(), frozen.share(e),
                solved.motivation.column(u), pay.col(k).data());
      paid.col(static_cast<Eigen::Index>(frozen.target(e))) += pay.col(k);
    }
  }
  motivation.resize(d, n);
  asked = Matrix<Scalar>::Zero(d, n);
  done = Matrix<Scalar>::Zero(d, n);
  for (Vertex v = 0; v < frozen.end_agents(); ++v) {
    const Eigen::Index k = static_cast<Eigen::Index>(v);
    for (Eigen::Index j = 0; j < d; ++j) motivation(j, k) = solved.motivation.column(v)[j];
    if (v < frozen.first_agent()) continue;
    const Scalar* const precision = table.precision_of(frozen.type(v));
    any.apply(precision, Scalar(1), paid.col(k).data(), asked.col(k).data());
    any.apply(precision, Scalar(1), motivation.col(k).data(), done.col(k).data());
  }
  std::vector<EdgeNoise<Scalar>> noises;
  for (const DelegationTerms<Scalar>& terms : network.data().terms) noises.emplace_back(terms, d);
  bear(frozen, noises, pay);
}

template <class Scalar>
void NetworkDeeds<Scalar>::bear(const FrozenNetwork<Scalar>& network, const std::vector<EdgeNoise<Scalar>>& noises,
                                const Matrix<Scalar>& pay) {
  const Eigen::Index d = pay.rows();
  premium = Matrix<Scalar>::Zero(d, done.cols());
  std::vector<std::vector<Vertex>> into(static_cast<std::size_t>(done.cols()));
  for (std::size_t e = 0; e < network.delegation_count(); ++e) {
    into[network.target(e)].push_back(static_cast<Vertex>(e));
  }
  const auto noise = [&](Vertex e) -> const EdgeNoise<Scalar>& {
    return noises[network.operator_classes()[network.operator_class(e)].terms];
  };
  for (Vertex v = network.first_agent(); v < network.end_agents(); ++v) {
    const Scalar& aversion = network.data().agent_types[network.type(v)].risk_aversion;
    if (!(aversion > Scalar(0))) continue;
    Vector<Scalar> shock = Vector<Scalar>::Zero(d);
    std::map<std::uint32_t, Vector<Scalar>> errors;
    for (const Vertex e : into[v]) {
      const EdgeNoise<Scalar>& seen = noise(e);
      const Vector<Scalar> y = pay.col(static_cast<Eigen::Index>(e));
      if (seen.shared.size() > 0) shock += seen.shared.transpose() * y;
      for (const auto& one : seen.on_errors) {
        errors.try_emplace(one.error, Vector<Scalar>::Zero(d)).first->second += one.loads.transpose() * y;
      }
    }
    for (const Vertex e : into[v]) {
      const EdgeNoise<Scalar>& seen = noise(e);
      const Vector<Scalar> y = pay.col(static_cast<Eigen::Index>(e));
      Vector<Scalar> borne = Vector<Scalar>::Zero(d);
      if (seen.shared.size() > 0) borne += seen.shared * shock;
      for (const auto& one : seen.on_errors) borne += one.loads * errors.at(one.error);
      if (seen.own.size() > 0) borne += seen.own * y;
      for (Eigen::Index j = 0; j < d; ++j) {
        premium(j, static_cast<Eigen::Index>(v)) += aversion * y(j) * borne(j) / Scalar(2);
      }
    }
  }
}

}  // namespace internal

/// Where the gaps of a network lie, by attribute: the sum over agents, by how much of the deeds of each reaches the party, of
/// what is wanted of it, what its contracts ask for, what it does and what is missed by that, its premium included, after
/// what is made good. What measuring an attribute changes is with it measured by all contracts.
/// The work is that of following one mandate for each row and of one network for each attribute. Certificate: that of the
/// gaps, and by how much the parts fail to sum to them. Fails as `regret` does.
template <class Scalar, int Dim>
[[nodiscard]] Solution<AttributeGaps<Scalar>> by_attribute(const Network<Scalar, Dim>& network) {
  const Solution<Vector<Scalar>> gaps = network.regret(AxisSet::none());
  if (!gaps) return {gaps.status(), gaps.where()};
  const FrozenNetwork<Scalar>& frozen = network.frozen();
  const Eigen::Index d = network.dimension();
  const Eigen::Index rows = network.rows().size();
  NetworkWorkspace<Scalar> workspace;
  const OperatorTable<Scalar> table = network.table(AxisSet::none(), workspace);
  FlowOutcome outcome = network.solve(AxisSet::none(), workspace);
  if (outcome.status != Status::optimal) return {outcome.status, std::move(outcome.where)};
  const internal::NetworkDeeds<Scalar> deeds{network, workspace, table};
  const internal::AnyOperators<Scalar> any{network.form(), d};
  const Matrix<Scalar> none = Matrix<Scalar>::Zero(rows, d);
  AttributeGaps<Scalar> parts{none, none, none, none, {}};
  for (Eigen::Index i = 0; i < rows; ++i) {
    std::vector<internal::Yardstick<Scalar>> judges;
    network.rows().for_parties_of(i, [&](std::uint32_t party, const Scalar& part) {
      judges.push_back({party, part, network.rows().values(i)});
    });
    internal::MandateMoments<Scalar> moments;
    if (!moments.follow(network.form(), frozen, network.routes().is_carried, judges)) {
      return {Status::ill_conditioned, "mandates hardly ever leave a cycle"};
    }
    const Vector<Scalar> values = network.rows().values(i);
    for (std::uint32_t v = frozen.first_agent(); v < frozen.end_agents(); ++v) {
      const Scalar& reach = *moments.done.mass.column(v);
      if (reach == Scalar(0)) continue;
      const Eigen::Index k = static_cast<Eigen::Index>(v);
      Vector<Scalar> wanted = Vector<Scalar>::Zero(d);
      any.apply(table.precision_of(frozen.type(v)), Scalar(1), values.data(), wanted.data());
      for (Eigen::Index j = 0; j < d; ++j) {
        parts.wanted(i, j) += reach * wanted(j);
        parts.asked(i, j) += reach * deeds.asked(j, k);
        parts.done(i, j) += reach * deeds.done(j, k);
        const Scalar missed = (deeds.motivation(j, k) - values(j)) * (deeds.done(j, k) - wanted(j)) / Scalar(2);
        parts.gap(i, j) += reach * (missed + deeds.premium(j, k));
      }
    }
  }
  const Vector<Scalar>& redress = network.data().institutions.redress;
  for (Eigen::Index j = 0; redress.size() > 0 && j < d; ++j) {
    internal::make_good(redress, network.weights(), false, parts.gap.col(j).data());
  }
  const bool metrics = std::any_of(network.data().terms.begin(), network.data().terms.end(),
                                   [](const DelegationTerms<Scalar>& terms) { return terms.metrics.has_value(); });
  internal::measure_each(parts, gaps.value(), [&](Eigen::Index j) -> Solution<Vector<Scalar>> {
    if (!metrics) return gaps;
    NetworkData<Scalar> more = frozen.thaw();
    for (DelegationTerms<Scalar>& terms : more.terms) {
      if (terms.metrics) terms.metrics = internal::with_attribute(*terms.metrics, j);
    }
    return Network<Scalar, Dim>{std::move(more), network.reference()}.regret(AxisSet::none());
  });
  return internal::parts_of(std::move(parts), gaps.value(), network.stakes(), gaps.certificate());
}

}  // namespace behalf

#endif  // BEHALF_NETWORK_BY_ATTRIBUTE_HPP
