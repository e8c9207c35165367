#ifndef BEHALF_GOVERNANCE_LEVERS_GOVERNED_HPP
#define BEHALF_GOVERNANCE_LEVERS_GOVERNED_HPP

#include <behalf/model/axis.hpp>
#include <behalf/model/delegation_model.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/solution.hpp>

#include <concepts>
#include <variant>

namespace behalf {

/// How a description of delegation, which levers change, is solved. A kind of model joins governance by specialising this
/// for its description. It must offer
///   `static Model model(const Description&)`, a `DelegationModel` whose rows no lever adds or removes.
/// All that follows is optional:
/// - `static bool remembers(const Description&)`, whether it knows how it was without any lever, for what no lever moves, and
///   `static Description remembering(const Description&)`, the same description that knows it. `pull` asks for it before the
///   first lever.
/// - a type `Direction`, how fast a lever moves the fields of a description, and
///   `static std::optional<Lattice<Scalar>> slope(const Description&, const Direction&)`,
///   how fast that moves the lattice of repairs, absent where the lattice jumps. Without it differences are taken.
/// - a type `Parts`, a set of parts of the description, all of them by default: what a lever reads or changes. Levers that
///   share no part commute. Without it a description is one whole.
/// - a type `Gain`, the most that a lever can add to a description, for a search to rule out portfolios by.
/// - `static std::optional<internal::SearchOutcome<Scalar>> search(const internal::PortfolioQuestion<Description, W>&,
///   Record&)` for any welfare W and record of portfolios: an exact search that knows the kind; absent where it does not
///   apply. Without it every affordable portfolio is tried.
///
/// A lever returns a new description by value, and there is one for each portfolio tried: what is large in a description
/// and never changed by a lever belongs behind a `std::shared_ptr<const …>`, so that copies share it.
/// The specialisation comes before the first lever on that description, in a header that all its levers include.
template <class Description>
struct Governed;

/// A description that levers can be applied to.
template <class Description>
concept Governable = requires(const Description& description) {
  typename Description::Scalar;
  { Governed<Description>::model(description) } -> DelegationModel;
};

namespace internal {

/// A description that can know how it was without any lever.
template <class Description>
concept Remembers = requires(const Description& description) {
  { Governed<Description>::remembers(description) } -> std::convertible_to<bool>;
  { Governed<Description>::remembering(description) } -> std::convertible_to<Description>;
};

/// A description whose lattice has slopes in closed form.
template <class Description>
concept HasSlopes = requires { typename Governed<Description>::Direction; };
/// A description with parts that levers can be told apart by.
template <class Description>
concept HasParts = requires { typename Governed<Description>::Parts; };
/// A description whose kind says what levers can add to it.
template <class Description>
concept HasGains = requires { typename Governed<Description>::Gain; };

template <class Description>
struct DirectionOf {
  using type = std::monostate;
};
template <HasSlopes Description>
struct DirectionOf<Description> {
  using type = typename Governed<Description>::Direction;
};
template <class Description>
struct PartsOf {
  using type = std::monostate;
};
template <HasParts Description>
struct PartsOf<Description> {
  using type = typename Governed<Description>::Parts;
};
template <class Description>
struct GainOf {
  using type = std::monostate;
};
template <HasGains Description>
struct GainOf<Description> {
  using type = typename Governed<Description>::Gain;
};

/// The gaps of a description: regrets with nothing ideal.
template <Governable Description>
[[nodiscard]] Solution<Vector<typename Description::Scalar>> gaps_of(const Description& description) {
  return Governed<Description>::model(description).regret(AxisSet::none());
}

}  // namespace internal

}  // namespace behalf

#endif  // BEHALF_GOVERNANCE_LEVERS_GOVERNED_HPP
