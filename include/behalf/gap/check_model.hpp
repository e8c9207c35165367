#ifndef BEHALF_GAP_CHECK_MODEL_HPP
#define BEHALF_GAP_CHECK_MODEL_HPP

#include <behalf/gap/lattice.hpp>
#include <behalf/gap/model_laws.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/model/delegation_model.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

/// A law that a model breaks.
struct BrokenLaw {
  ModelLaw law;
  std::string place;       ///< Where first, such as "regret(OI)[2]", principals counted from 0.
  std::string rule;        ///< What must hold there and what was found.
  std::size_t places = 1;  ///< In how many places.
};

/// A broken law in words: "nothing is lost when every axis is ideal: regret(OIP)[1]: expected 0, …, got 2 (and 3 more)".
[[nodiscard]] inline std::string to_text(const BrokenLaw& broken) {
  std::string text = std::string{to_text(broken.law)} + ": " + broken.place + ": " + broken.rule;
  if (broken.places > 1) text += " (and " + std::to_string(broken.places - 1) + " more)";
  return text;
}

namespace internal {

/// Keeps each law that is broken with the first place and how many there are, in the order of `ModelLaw`.
class BrokenLaws {
public:
  void operator()(ModelLaw law, const std::string& place, const std::string& rule) {
    std::optional<BrokenLaw>& broken = broken_[static_cast<std::size_t>(law)];
    if (broken) {
      ++broken->places;
    } else {
      broken = BrokenLaw{law, place, rule};
    }
  }
  [[nodiscard]] std::vector<BrokenLaw> list() const {
    std::vector<BrokenLaw> result;
    for (const std::optional<BrokenLaw>& broken : broken_) {
      if (broken) result.push_back(*broken);
    }
    return result;
  }

private:
  std::array<std::optional<BrokenLaw>, 8> broken_{};
};

template <class A, class B>
[[nodiscard]] bool same_numbers(const A& a, const B& b) {
  if (a.size() != b.size()) return false;
  for (Eigen::Index i = 0; i < a.size(); ++i) {
    if (!(a(i) == b(i)) && (a(i) == a(i) || b(i) == b(i))) return false;  // not a number twice is the same
  }
  return true;
}

/// The lattice that a model solves all at once against the one that was asked for column by column.
template <SolvesLattice M>
void check_one_table(const M& model, const Lattice<typename M::Scalar>& table, BrokenLaws& laws) {
  using Scalar = typename M::Scalar;
  Lattice<Scalar> whole;
  typename M::Workspace workspace;
  const LatticeOutcome outcome = model.lattice_into(whole, workspace);
  if (outcome.status != Status::optimal) {
    return laws(ModelLaw::one_table, "lattice_into",
                "expected a solution, as of each regret, got " + std::string{to_text(outcome.status)});
  }
  if (whole.regrets.rows() != table.size() || !same_numbers(whole.stakes, table.stakes) ||
      !same_numbers(whole.weights, table.weights)) {
    return laws(ModelLaw::one_table, "lattice_into", "expected the stakes and weights of the model");
  }
  Scalar size(0);
  for (Eigen::Index i = 0; i < table.size(); ++i) {
    for (Eigen::Index ideal = 0; ideal < 8; ++ideal) {
      if (size < table.regrets(i, ideal)) size = table.regrets(i, ideal);
    }
    if (size < table.stakes(i)) size = table.stakes(i);
  }
  const Scalar rounding = model_rounding<Scalar>() * size;
  for (Eigen::Index i = 0; i < table.size(); ++i) {
    for (Eigen::Index ideal = 0; ideal < 8; ++ideal) {
      const Scalar apart = whole.regrets(i, ideal) - table.regrets(i, ideal);
      if (apart <= rounding && -apart <= rounding) continue;
      laws(ModelLaw::one_table, regret_place(static_cast<std::size_t>(ideal), i),
           "expected " + to_text(table.regrets(i, ideal)) + " as asked for by itself, got " +
               to_text(whole.regrets(i, ideal)));
    }
  }
}

}  // namespace internal

/// Every law of `ModelLaw` that a model breaks, in their order; nothing where it breaks none.
///
/// Asks the model for each of its regrets twice, and once for its whole lattice where it solves that. A law that holds here
/// may be broken by the same model of other data: call this in the tests of a model, for data of every kind that it takes.
///
///     for (const BrokenLaw& broken : check_model(model)) std::cerr << to_text(broken) << '\n';
template <DelegationModel M>
[[nodiscard]] std::vector<BrokenLaw> check_model(const M& model) {
  using Scalar = typename M::Scalar;
  internal::BrokenLaws laws;
  Lattice<Scalar> table;
  table.stakes = model.stakes();
  table.weights = model.weights();
  const Eigen::Index n = table.stakes.size();
  bool whole = internal::has_one_length("weights", table.weights.size(), n, laws);
  if (!whole) table.weights = Vector<Scalar>::Zero(n);
  if constexpr (NamesPrincipals<M>) {
    const std::vector<std::string> names = model.names();
    if (!names.empty()) (void)internal::has_one_length("names", static_cast<Eigen::Index>(names.size()), n, laws);
  }
  table.regrets.setZero(n, 8);
  Certificate certificate;
  for (const AxisSet ideal : all_axis_sets) {
    const std::string place = "regret(" + letters(ideal) + ")";
    const Solution<Vector<Scalar>> regret = model.regret(ideal);
    const Solution<Vector<Scalar>> again = model.regret(ideal);
    if (again.status() != regret.status() || (regret && !internal::same_numbers(regret.value(), again.value()))) {
      laws(ModelLaw::same_again, place, "expected the same twice");
    }
    if (!regret) {
      laws(ModelLaw::solved, place, "expected a solution, got " + std::string{to_text(regret.status())});
      whole = false;
      continue;
    }
    if (!internal::is_computed(regret.certificate())) {
      laws(ModelLaw::certified, place, "expected a finite certificate");
    } else {
      certificate.include(regret.certificate());
    }
    if (internal::has_one_length(place, regret.value().size(), n, laws)) {
      table.regrets.col(static_cast<Eigen::Index>(ideal.index())) = regret.value();
    } else {
      whole = false;
    }
  }
  internal::for_each_broken_law(table.regrets, table.stakes, table.weights, certificate.worst(), laws);
  if constexpr (SolvesLattice<M>) {
    if (whole) internal::check_one_table(model, table, laws);
  }
  return laws.list();
}

}  // namespace behalf

#endif  // BEHALF_GAP_CHECK_MODEL_HPP
