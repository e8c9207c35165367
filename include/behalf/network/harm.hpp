#ifndef BEHALF_NETWORK_HARM_HPP
#define BEHALF_NETWORK_HARM_HPP

#include <behalf/gap/welfare.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/network/id.hpp>
#include <behalf/network/impl/contract_operator.hpp>
#include <behalf/network/impl/frozen_network.hpp>
#include <behalf/network/impl/mandate.hpp>
#include <behalf/network/impl/network_workspace.hpp>
#include <behalf/network/impl/operator.hpp>
#include <behalf/network/impl/operator_derivatives.hpp>
#include <behalf/network/impl/slope.hpp>
#include <behalf/network/network.hpp>
#include <behalf/solve/impl/aligned_columns.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

/// In which way a delegation does harm.
enum class HarmKind : std::uint8_t {
  share,        ///< That it is as large as it is: d/ds, all other shares as they are, its effect on exposures included.
  noise,        ///< That it is seen through noise: d/dτ at τ = 1 of Σ → τ²Σ, all its parts alike.
  translation,  ///< That what is wanted is mis-stated: d/dτ at τ = 1 of P → I + τ(P − I).
};

/// The harm of every delegation of a network: the derivative of a named welfare of regrets, with nothing ideal and all else
/// fixed. Positive: more of it hurts. In units of utility per unit of share or of τ.
///
/// One forward and one backward solve leave a few numbers per party, from which each harm follows in O(d), or O(d²) where
/// operators are dense. The network must outlive this.
template <class ScalarType = double>
class Harms {
public:
  using Scalar = ScalarType;

  /// The harms to a welfare, as `harms` says, that has this gradient at the regrets with nothing ideal. `quality` is the
  /// certificate of these regrets.
  template <int Dim>
  [[nodiscard]] static Solution<Harms> of(const Network<Scalar, Dim>& network, const Vector<Scalar>& gradient,
                                          const Certificate& quality);
  template <int Dim>
  static Solution<Harms> of(const Network<Scalar, Dim>&& network, const Vector<Scalar>& gradient,
                            const Certificate& quality) = delete;  // it would be gone before the harms are asked for

  /// The number of delegations.
  [[nodiscard]] std::size_t size() const noexcept { return network_->delegation_count(); }
  /// Whether a delegation is by a transmission, whose harms are by share and by attribute, or by contract.
  [[nodiscard]] bool has_transmission(DelegationId id) const { return terms_of(edge(id)).transmission.has_value(); }

  [[nodiscard]] Scalar share(DelegationId id) const { return harm(HarmKind::share, edge(id)); }
  /// Needs a delegation by contract.
  [[nodiscard]] Scalar noise(DelegationId id) const { return contract_harm(HarmKind::noise, id); }
  /// Needs a delegation by contract.
  [[nodiscard]] Scalar translation(DelegationId id) const { return contract_harm(HarmKind::translation, id); }
  /// d/dt_j of each attribute's transmission (d). Needs a delegation by transmission.
  [[nodiscard]] Vector<Scalar> transmission(DelegationId id) const;

  /// The harm of this kind of every delegation, in the given order; 0 where it has no meaning.
  [[nodiscard]] Vector<Scalar> all(HarmKind kind) const;
  /// All delegations, the most harmful first; equals in the given order.
  [[nodiscard]] std::vector<DelegationId> ranked(HarmKind kind) const;

private:
  using InVector = Eigen::Map<const Vector<Scalar>>;
  using Columns = internal::AlignedColumns<Scalar>;

  [[nodiscard]] std::uint32_t edge(DelegationId id) const;
  [[nodiscard]] const DelegationTerms<Scalar>& terms_of(std::uint32_t e) const {
    return network_->data().terms[network_->operator_classes()[network_->operator_class(e)].terms];
  }
  [[nodiscard]] InVector column(const Columns& columns, std::uint32_t v) const {
    return InVector(columns.column(v), columns.rows());
  }
  [[nodiscard]] Scalar contract_harm(HarmKind kind, DelegationId id) const;

  [[nodiscard]] Scalar harm(HarmKind kind, std::uint32_t e) const;
  /// What the mandates that reach u would lose if they all went on to v.
  [[nodiscard]] Scalar loss(std::uint32_t u, std::uint32_t v) const;

  struct Reaching {
    Columns mass;
    Columns first;
    Columns second;
  };

  const FrozenNetwork<Scalar>* network_ = nullptr;
  OperatorForm form_ = OperatorForm::dense;
  OperatorTable<Scalar> table_;
  internal::OperatorDerivatives<Scalar> derivatives_;
  Columns motivation_;   // θ
  Columns slope_;        // λ, the derivative of the welfare with respect to θ
  Columns shock_;        // Σ s W θ
  Columns error_shock_;  // Σ s W_k θ for each signal
  Columns done_;         // Σ ω x
  Reaching reaching_;    // moments of what reaches each party
  Columns constant_;     // losses of what is done with what reaches each party: ½vᵀHv + c·v + a
  Columns linear_;
  Columns square_;
  Columns mean_loss_;  // Σ_e f_e loss(u, v)
  Columns passed_;     // (1 − k) / out-share; 0 where exposures do not follow the delegations
};

template <class Scalar>
auto Harms<Scalar>::transmission(DelegationId id) const -> Vector<Scalar> {
  if (!has_transmission(id)) {
    throw InvalidArgument{"Harms", "transmission", "expected a delegation by transmission, this one is by contract"};
  }
  const std::uint32_t e = edge(id);
  return network_->share(e) *
         column(motivation_, network_->source(e)).cwiseProduct(column(slope_, network_->target(e)));
}

template <class Scalar>
auto Harms<Scalar>::all(HarmKind kind) const -> Vector<Scalar> {
  Vector<Scalar> result(static_cast<Eigen::Index>(size()));
  for (std::size_t k = 0; k < size(); ++k) {
    const std::uint32_t e = edge(DelegationId{k});
    const bool none = kind != HarmKind::share && terms_of(e).transmission;
    result(static_cast<Eigen::Index>(k)) = none ? Scalar(0) : harm(kind, e);
  }
  return result;
}

template <class Scalar>
auto Harms<Scalar>::ranked(HarmKind kind) const -> std::vector<DelegationId> {
  const Vector<Scalar> harm_of = all(kind);
  std::vector<DelegationId> order;
  for (std::size_t k = 0; k < size(); ++k) order.emplace_back(k);
  std::stable_sort(order.begin(), order.end(), [&](DelegationId a, DelegationId b) {
    return harm_of(static_cast<Eigen::Index>(a.index())) > harm_of(static_cast<Eigen::Index>(b.index()));
  });
  return order;
}

template <class Scalar>
std::uint32_t Harms<Scalar>::edge(DelegationId id) const {
  if (id.index() >= size()) {
    throw InvalidArgument{"Harms", "id", "unknown delegation " + std::to_string(id.index())};
  }
  return static_cast<std::uint32_t>(network_->edge(id));
}

template <class Scalar>
Scalar Harms<Scalar>::contract_harm(HarmKind kind, DelegationId id) const {
  if (has_transmission(id)) {
    throw InvalidArgument{"Harms", kind == HarmKind::noise ? "noise" : "translation",
                          "expected a delegation by contract, this one is by transmission"};
  }
  return harm(kind, edge(id));
}

template <class Scalar>
Scalar Harms<Scalar>::harm(HarmKind kind, std::uint32_t e) const {
  const Eigen::Index d = network_->dimension();
  const internal::AnyOperators<Scalar> any{form_, d};
  const std::uint32_t u = network_->source(e);
  const std::uint32_t v = network_->target(e);
  const Scalar* const theta = motivation_.column(u);
  const Eigen::Index number = static_cast<Eigen::Index>(network_->operator_class(e));
  const auto moved_by = [&](const Matrix<Scalar>& operators) {
    Vector<Scalar> moved = Vector<Scalar>::Zero(d);
    any.apply(operators.col(number).data(), Scalar(1), theta, moved.data());
    return moved;
  };
  // What a change of the operators does to the welfare, by way of v's motivation and of the risk v's pay bears.
  const auto effect = [&](const OperatorTable<Scalar>& change, int own_times) {
    Scalar result(0);
    Scalar risk(0);
    if (change.transmission.size() > 0) result = moved_by(change.transmission).dot(column(slope_, v));
    if (change.risk.size() > 0) risk = moved_by(change.risk).dot(column(shock_, v));
    for (std::size_t k = 0; k < change.error_risks.size(); ++k) {
      if (change.error_risks[k].size() == 0) continue;
      risk += moved_by(change.error_risks[k]).dot(column(error_shock_, v).segment(static_cast<Eigen::Index>(k) * d, d));
    }
    if (change.own_risk.size() > 0) {
      const Scalar half = Scalar(own_times) * network_->share(e) / Scalar(2);
      risk += half * any.quadratic(change.own_risk.col(number).data(), theta);
    }
    return Scalar(result + *done_.column(v) * risk);
  };
  if (kind == HarmKind::noise) return network_->share(e) * effect(derivatives_.by_noise, 1);
  if (kind == HarmKind::translation) {
    return network_->share(e) * effect(derivatives_.by_translation, 1);
  }
  // Risk of its own grows with the square of the share.
  Scalar result = effect(table_, 2);
  const Scalar& passed = *passed_.column(u);
  if (passed > Scalar(0)) result += passed * (loss(u, v) - *mean_loss_.column(u));
  return result;
}

template <class Scalar>
Scalar Harms<Scalar>::loss(std::uint32_t u, std::uint32_t v) const {
  return *reaching_.mass.column(u) * *constant_.column(v) + column(reaching_.first, u).dot(column(linear_, v)) +
         column(reaching_.second, u).dot(column(square_, v)) / Scalar(2);
}

template <class Scalar>
template <int Dim>
Solution<Harms<Scalar>> Harms<Scalar>::of(const Network<Scalar, Dim>& network, const Vector<Scalar>& gradient,
                                          const Certificate& quality) {
  const std::vector<internal::Yardstick<Scalar>> yardsticks =
      network.rows().yardsticks(network.before_redress(gradient));
  const FrozenNetwork<Scalar>& frozen = network.frozen();
  const Eigen::Index d = network.dimension();
  const Eigen::Index n = static_cast<Eigen::Index>(frozen.parties());
  const internal::AnyOperators<Scalar> any{network.form(), d};
  using Vertex = std::uint32_t;
  Harms<Scalar> harms;
  harms.network_ = &frozen;
  harms.form_ = network.form();
  NetworkWorkspace<Scalar> ws;
  harms.table_ = network.table(AxisSet::none(), ws);
  internal::MandateMoments<Scalar> moments;
  FlowOutcome outcome = network.idle(ws);
  harms.square_ = ws.square;
  if (outcome.status == Status::optimal) outcome = network.solve(AxisSet::none(), ws);
  if (outcome.status != Status::optimal) return {outcome.status, std::move(outcome.where)};
  if (!moments.follow(network.form(), frozen, network.routes().is_carried, yardsticks)) {
    return {Status::ill_conditioned, "mandates hardly ever leave a cycle"};
  }
  harms.shock_.set_zero(d, n);
  harms.mean_loss_.set_zero(1, n);
  harms.passed_.set_zero(1, n);
  const Eigen::Index errors = static_cast<Eigen::Index>(harms.table_.error_risks.size());
  harms.error_shock_.set_zero(errors * d, n);
  const auto bear = [&](const Matrix<Scalar>& risks, Vertex u, Vertex e, Scalar* out) {
    if (risks.size() == 0) return;
    const Eigen::Index number = static_cast<Eigen::Index>(frozen.operator_class(e));
    any.apply(risks.col(number).data(), frozen.share(e), ws.motivation.column(u), out);
  };
  for (Vertex u = 0; u < frozen.end_delegators(); ++u) {
    for (Vertex e = frozen.begin(u); e < frozen.end(u); ++e) {
      const Vertex v = frozen.target(e);
      bear(harms.table_.risk, u, e, harms.shock_.column(v));
      for (Eigen::Index k = 0; k < errors; ++k) {
        bear(harms.table_.error_risks[static_cast<std::size_t>(k)], u, e, harms.error_shock_.column(v) + k * d);
      }
    }
  }
  FlowOutcome sloped =
      internal::motivation_slopes(network.form(), frozen, harms.table_, network.motives(AxisSet::none()), ws.motivation,
                                  harms.shock_, harms.error_shock_, moments.done, harms.slope_);
  if (sloped.status != Status::optimal) return {sloped.status, std::move(sloped.where)};
  harms.motivation_ = std::move(ws.motivation);
  harms.constant_ = std::move(ws.constant);
  harms.linear_ = std::move(ws.linear);
  harms.done_ = std::move(moments.done.mass);
  harms.reaching_ = {std::move(moments.reaching.mass), std::move(moments.reaching.first),
                     std::move(moments.reaching.second)};
  for (Vertex u = 0; frozen.shares_move_mandates() && u < frozen.end_agents(); ++u) {
    const Scalar out = frozen.out_share(u);
    const bool acts = u >= frozen.first_agent();
    if (!(out > Scalar(0)) || (!acts && frozen.is_exposed(u))) continue;
    *harms.passed_.column(u) = (Scalar(1) - (acts ? frozen.kept(u, out) : Scalar(0))) / out;
    for (Vertex e = frozen.begin(u); e < frozen.end(u); ++e) {
      *harms.mean_loss_.column(u) += frozen.share(e) / out * harms.loss(u, frozen.target(e));
    }
  }
  harms.derivatives_ =
      internal::operator_derivatives(network.form(), frozen.data(), frozen.operator_classes(), network.costs());
  return {std::move(harms), quality};
}

/// The harm of every delegation to a welfare of the regrets: `WeightedMean{}`, `WorstOff{}`, `Quantile{q}` or any other that
/// has a gradient. Fails as `Network::regret` does.
template <class Scalar, int Dim, DifferentiableWelfare<Scalar> W>
[[nodiscard]] Solution<Harms<Scalar>> harms(const Network<Scalar, Dim>& network, const W& welfare) {
  const Solution<Vector<Scalar>> gaps = network.regret(AxisSet::none());
  if (!gaps) return {gaps.status(), gaps.where()};
  return Harms<Scalar>::of(network, welfare.gradient(gaps.value(), network.weights()), gaps.certificate());
}
/// A network that goes away is refused: the harms refer to it.
template <class Scalar, int Dim, DifferentiableWelfare<Scalar> W>
Solution<Harms<Scalar>> harms(const Network<Scalar, Dim>&& network, const W& welfare) = delete;

}  // namespace behalf

#ifdef BEHALF_COMPILED_MODELS
#include <behalf/network/impl/extern_harms.hpp>
#endif

#endif  // BEHALF_NETWORK_HARM_HPP
