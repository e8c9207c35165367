#ifndef BEHALF_GOVERNANCE_LEVERS_GOVERNED_HPP
#define BEHALF_GOVERNANCE_LEVERS_GOVERNED_HPP

#include <behalf/model/delegation_model.hpp>

#include <variant>

namespace behalf {

/// How a description of delegation, which levers change, is solved. A model joins governance by specialising this for its
/// description with
///   `static Model model(const Description&)`, a `DelegationModel` whose rows no lever adds or removes.
/// It may name a type `Direction`, how fast a lever moves the fields of a description, and offer
///   `static std::optional<Lattice<Scalar>> slope(const Description&, const Direction&)`,
/// how fast that moves the lattice of repairs (absent where the lattice jumps); without it differences are taken.
/// Comes before the first lever on that description.
template <class Description>
struct Governed;

/// A description that levers can be applied to.
template <class Description>
concept Governable = requires(const Description& description) {
  typename Description::Scalar;
  { Governed<Description>::model(description) } -> DelegationModel;
};

namespace internal {

/// A description whose lattice has slopes in closed form.
template <class Description>
concept HasSlopes = requires { typename Governed<Description>::Direction; };

template <class Description>
struct DirectionOf {
  using type = std::monostate;
};
template <HasSlopes Description>
struct DirectionOf<Description> {
  using type = typename Governed<Description>::Direction;
};

}  // namespace internal

}  // namespace behalf

#endif  // BEHALF_GOVERNANCE_LEVERS_GOVERNED_HPP
