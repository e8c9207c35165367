#ifndef BEHALF_GAP_LATTICE_HPP
#define BEHALF_GAP_LATTICE_HPP

#include <behalf/gap/model_laws.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/model/delegation_model.hpp>
#include <behalf/solve/certified.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <concepts>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace behalf {

/// The lattice of repairs: the regret of n principals for each of the eight sets of axes made ideal.
template <class ScalarType = double>
struct Lattice {
  using Scalar = ScalarType;

  Matrix<Scalar, Eigen::Dynamic, 8> regrets;  ///< n × 8, column `ideal.index()`, in units of utility.
  Vector<Scalar> stakes;                      ///< n; utility of the own ideal − utility of no delegation.
  Vector<Scalar> weights;                     ///< n; what summaries weigh the principals by.

  [[nodiscard]] Eigen::Index size() const noexcept { return regrets.rows(); }
  /// The regret of principal i with these axes ideal.
  [[nodiscard]] const Scalar& regret(AxisSet ideal, Eigen::Index i) const {
    return regrets(i, static_cast<Eigen::Index>(ideal.index()));
  }
  /// Room for n principals; allocates only when n changes.
  void resize(Eigen::Index n) {
    regrets.resize(n, 8);
    stakes.resize(n);
    weights.resize(n);
  }
};

/// How the solution of a whole lattice ended; when it failed, `failed` is the first set of axes without a solution.
struct LatticeOutcome {
  Status status = Status::optimal;
  AxisSet failed{};
  std::string where{};  ///< In which part of the model, where it can say.
};

/// A model that solves all eight subsets together, into a lattice and with a workspace that are used again, and that can
/// say from its original data how good one column of the result is.
template <class M>
concept SolvesLattice =
    DelegationModel<M> && std::constructible_from<typename M::Workspace> &&
    requires(const M& model, Lattice<typename M::Scalar>& lattice, typename M::Workspace& workspace, AxisSet ideal) {
      { model.lattice_into(lattice, workspace) } -> std::same_as<LatticeOutcome>;
      { model.certificate(ideal, Vector<typename M::Scalar>{}) } -> std::same_as<Certificate>;
    };

/// A model that makes something which certifies columns of regrets one after the other and computes once what they have in
/// common. `lattice` uses it in place of `certificate` where there is one.
template <class M>
concept SharesCertificates = SolvesLattice<M> && requires(const M& model, AxisSet ideal) {
  { model.certifier()(ideal, Vector<typename M::Scalar>{}) } -> std::same_as<Certificate>;
};

namespace internal {

/// Where a solution failed: with which axes ideal and, where the model says so, in which part of it.
[[nodiscard]] inline std::string with_ideal(AxisSet ideal, const std::string& where = {}) {
  return "with ideal axes: " + letters(ideal) + (where.empty() ? "" : ": " + where);
}

/// Whether a certificate could be computed at all; how small its figures must be is for the caller to judge.
[[nodiscard]] inline bool is_computed(const Certificate& certificate) { return is_finite(certificate.worst()); }

template <SolvesLattice M>
[[nodiscard]] auto certifier_of(const M& model) {
  if constexpr (SharesCertificates<M>) {
    return model.certifier();
  } else {
    return [&model](AxisSet ideal, const Vector<typename M::Scalar>& regrets) {
      return model.certificate(ideal, regrets);
    };
  }
}

/// A broken law of a model where numbers broke down is a failed solution; any other is the model's mistake and thrown.
struct LatticeLaws {
  std::optional<std::string> not_finite{};  ///< Where numbers broke down first.

  void operator()(ModelLaw law, const std::string& place, const std::string& rule) {
    if (law != ModelLaw::finite) throw InvalidArgument{"lattice", place, std::string{to_text(law)} + ": " + rule};
    if (!not_finite) not_finite = "at " + place + ": " + rule;
  }
};

}  // namespace internal

/// Solves a model with every subset of its axes made ideal.
///
/// Fails with the status of the first subset, in the order of `AxisSet::index`, that has no solution, and names it, and as
/// `ill_conditioned` where a figure is not finite. The certificate is the worst of the eight; a model that solves the
/// whole lattice fails as `ill_conditioned` when a figure of it exceeds `certificate_bound`. Throws `InvalidArgument`, whose field is a place such as
/// "regret(OI)[2]" and whose rule begins with the law, for a model that breaks `ModelLaw::one_length`, `not_negative` or
/// `nothing_lost`; `check_model` names all that it breaks.
template <DelegationModel M>
[[nodiscard]] Solution<Lattice<typename M::Scalar>> lattice(const M& model) {
  using Scalar = typename M::Scalar;
  Lattice<Scalar> result;
  Certificate certificate;
  internal::LatticeLaws laws;
  if constexpr (SolvesLattice<M>) {
    typename M::Workspace workspace;
    const LatticeOutcome outcome = model.lattice_into(result, workspace);
    if (outcome.status != Status::optimal) return {outcome.status, internal::with_ideal(outcome.failed, outcome.where)};
    (void)internal::has_one_length("regret", result.regrets.rows(), result.stakes.size(), laws);
    (void)internal::has_one_length("weights", result.weights.size(), result.stakes.size(), laws);
    auto certify = internal::certifier_of(model);
    Vector<Scalar> column(result.size());
    for (const AxisSet ideal : all_axis_sets) {
      for (Eigen::Index i = 0; i < result.size(); ++i) column(i) = result.regret(ideal, i);
      const Certificate one = certify(ideal, column);
      if (!is_certified<Scalar>(one)) {
        return {Status::ill_conditioned, internal::with_ideal(ideal, internal::beyond_bound<Scalar>(one.worst()))};
      }
      certificate.include(one);
    }
  } else {
    result.stakes = model.stakes();
    result.weights = model.weights();
    (void)internal::has_one_length("weights", result.weights.size(), result.stakes.size(), laws);
    result.regrets.resize(result.stakes.size(), 8);
    for (const AxisSet ideal : all_axis_sets) {
      const Solution<Vector<Scalar>> regret = model.regret(ideal);
      if (!regret) return {regret.status(), internal::with_ideal(ideal, regret.where())};
      (void)internal::has_one_length("regret(" + letters(ideal) + ")", regret.value().size(), result.stakes.size(),
                                     laws);
      result.regrets.col(static_cast<Eigen::Index>(ideal.index())) = regret.value();
      certificate.include(regret.certificate());
    }
  }
  internal::for_each_broken_law(result.regrets, result.stakes, result.weights, certificate.worst(), laws);
  if (laws.not_finite) return {Status::ill_conditioned, *laws.not_finite};
  return {std::move(result), certificate};
}

/// The lattice of the weighted mean of the principals, Σ w_i (·)_i / Σ w: one row, with the total weight.
/// Since gaps, stakes, dividends and Shapley values are linear in the lattice, its attribution is the mean attribution.
/// Needs a positive total weight.
template <class Scalar>
[[nodiscard]] Lattice<Scalar> weighted_mean(const Lattice<Scalar>& lattice) {
  const Scalar total = lattice.weights.sum();
  if (!(total > Scalar(0))) throw std::invalid_argument{"weighted_mean: weights: expected a positive sum"};
  Lattice<Scalar> mean;
  mean.resize(1);
  mean.regrets = (lattice.weights.transpose() * lattice.regrets) / total;
  mean.stakes(0) = lattice.weights.dot(lattice.stakes) / total;
  mean.weights(0) = total;
  return mean;
}

}  // namespace behalf

#endif  // BEHALF_GAP_LATTICE_HPP
