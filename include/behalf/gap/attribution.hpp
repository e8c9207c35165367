#ifndef BEHALF_GAP_ATTRIBUTION_HPP
#define BEHALF_GAP_ATTRIBUTION_HPP

#include <behalf/gap/dividends.hpp>
#include <behalf/gap/lattice.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/model/delegation_model.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

/// A single repair that makes somebody worse off: with this axis alone made ideal, the principal's regret rises.
template <class Scalar = double>
struct Warning {
  Eigen::Index principal;  ///< Row of the lattice.
  std::string name;
  Axis axis;
  Scalar increase;  ///< In units of utility, > 0.
};

/// Why each principal's gap is as large as it is.
///
/// For the game c(F) = regret when exactly the axes in F are faulty, c(∅) = 0: Harsanyi dividends, the pure and joint
/// effects Σ_{S⊆F} (−1)^{|F|−|S|} c(S), and Shapley values, in which each dividend is split evenly among its axes. Either
/// may be negative; the Shapley values of a principal sum to its gap. All in units of utility.
/// Sources: \cite shapley1953, \cite harsanyi1963.
template <class ScalarType = double>
class Attribution {
public:
  using Scalar = ScalarType;

  Attribution() = default;
  explicit Attribution(Lattice<Scalar> lattice, std::vector<std::string> names = {},
                       std::vector<std::string> notes = {})
      : names_{std::move(names)}, notes_{std::move(notes)} {
    assign(lattice);
  }

  /// Attributes another lattice, in the room of this one; names and notes stay. Allocates only when the size changes.
  void assign(const Lattice<Scalar>& lattice);

  [[nodiscard]] Eigen::Index size() const noexcept { return lattice_.size(); }
  [[nodiscard]] const Lattice<Scalar>& lattice() const noexcept { return lattice_; }
  [[nodiscard]] const std::vector<std::string>& notes() const noexcept { return notes_; }
  /// The name of principal i; its number, counted from 1, where the model gives no names.
  [[nodiscard]] std::string name(Eigen::Index i) const {
    return static_cast<std::size_t>(i) < names_.size() ? names_[static_cast<std::size_t>(i)] : std::to_string(i + 1);
  }

  /// The gap of principal i: regret with nothing ideal.
  [[nodiscard]] const Scalar& gap(Eigen::Index i) const { return lattice_.regret(AxisSet::none(), i); }
  [[nodiscard]] const Scalar& stake(Eigen::Index i) const { return lattice_.stakes(i); }
  /// Gap / stake: 1 is no better than not delegating, above 1 is harmful; absent when the stake is 0.
  [[nodiscard]] std::optional<Scalar> relative_gap(Eigen::Index i) const {
    if (!(stake(i) > Scalar(0))) return std::nullopt;
    return Scalar(gap(i) / stake(i));
  }
  /// The share of principal i's gap that is due to this axis.
  [[nodiscard]] const Scalar& shapley(Axis axis, Eigen::Index i) const {
    return shapley_(i, static_cast<Eigen::Index>(axis));
  }
  /// What these axes do to principal i jointly, beyond what their proper subsets do.
  [[nodiscard]] const Scalar& dividend(AxisSet faulty, Eigen::Index i) const {
    return dividends_(i, static_cast<Eigen::Index>(faulty.index()));
  }

  /// Every (principal, axis) with regret_i({axis}) > regret_i(∅) + 1e-9 max(stake_i, gap_i), by principal, then axis.
  [[nodiscard]] std::vector<Warning<Scalar>> warnings() const;

private:
  Lattice<Scalar> lattice_;
  Matrix<Scalar, Eigen::Dynamic, 8> dividends_;
  Matrix<Scalar, Eigen::Dynamic, 3> shapley_;
  std::vector<std::string> names_;
  std::vector<std::string> notes_;
};

template <class Scalar>
void Attribution<Scalar>::assign(const Lattice<Scalar>& lattice) {
  lattice_ = lattice;
  dividends_.resize(lattice.size(), 8);
  shapley_.resize(lattice.size(), 3);
  internal::attribute_regrets(lattice.regrets.data(), dividends_.data(), shapley_.data(), lattice.size());
}

template <class Scalar>
std::vector<Warning<Scalar>> Attribution<Scalar>::warnings() const {
  std::vector<Warning<Scalar>> result;
  for (Eigen::Index i = 0; i < size(); ++i) {
    const Scalar noticeable = Scalar(1e-9) * std::max(stake(i), gap(i));
    for (const Axis axis : all_axes) {
      const Scalar increase = lattice_.regret(axis, i) - gap(i);
      if (increase > noticeable) result.push_back({i, name(i), axis, increase});
    }
  }
  return result;
}

/// The gap of every principal of a model and its attribution to the three axes; fails as `lattice` does.
template <DelegationModel M>
[[nodiscard]] Solution<Attribution<typename M::Scalar>> attribute(const M& model) {
  using Scalar = typename M::Scalar;
  Solution<Lattice<Scalar>> solved = lattice(model);
  if (!solved) return {solved.status(), solved.where()};
  const Certificate certificate = solved.certificate();
  std::vector<std::string> names;
  std::vector<std::string> notes;
  if constexpr (NamesPrincipals<M>) names = model.names();
  if constexpr (GivesNotes<M>) notes = model.notes();
  return {Attribution<Scalar>{std::move(solved).value(), std::move(names), std::move(notes)}, certificate};
}

/// The attribution of the weighted mean gap, a single row. Needs a positive total weight.
template <class Scalar>
[[nodiscard]] Attribution<Scalar> weighted_mean(const Attribution<Scalar>& attribution) {
  return Attribution<Scalar>{weighted_mean(attribution.lattice()), {"weighted mean"}};
}

/// The gap of every principal, for those who need nothing else: regret with nothing ideal.
template <DelegationModel M>
[[nodiscard]] Solution<Vector<typename M::Scalar>> gap(const M& model) {
  return model.regret(AxisSet::none());
}

}  // namespace behalf

#ifdef BEHALF_COMPILED_MODELS
#include <behalf/gap/impl/extern.hpp>
#endif

#endif  // BEHALF_GAP_ATTRIBUTION_HPP
