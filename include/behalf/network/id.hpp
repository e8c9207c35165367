#ifndef BEHALF_NETWORK_ID_HPP
#define BEHALF_NETWORK_ID_HPP

#include <compare>
#include <cstddef>
#include <cstdint>

namespace behalf {

namespace internal {

/// A number that means one kind of thing only: ids of different kinds neither compare nor convert.
template <class Kind>
class Id {
public:
  constexpr Id() = default;
  explicit constexpr Id(std::size_t index) noexcept : index_{static_cast<std::uint32_t>(index)} {}

  /// The place among all of its kind, counted from 0 in the order in which they were added.
  [[nodiscard]] constexpr std::size_t index() const noexcept { return index_; }
  friend constexpr auto operator<=>(const Id&, const Id&) = default;

private:
  std::uint32_t index_ = 0;
};

}  // namespace internal

/// Somebody who delegates and has values.
using PrincipalId = internal::Id<struct PrincipalKind>;
/// Somebody, or something, that acts on what it is delegated, and may delegate on.
using AgentId = internal::Id<struct AgentKind>;
/// Somebody who bears what agents do but delegates to none.
using AffectedId = internal::Id<struct AffectedKind>;

/// Delegation u → v: u pays v to act for it.
using DelegationId = internal::Id<struct DelegationKind>;
/// Oversight u → v: validator u checks v.
using OversightId = internal::Id<struct OversightKind>;
/// Exposure v → u: what agent v does reaches party u.
using ExposureId = internal::Id<struct ExposureKind>;
/// Contest u → v: u has the right to contest what agent v does.
using ContestId = internal::Id<struct ContestKind>;

/// What a party of a network is.
enum class PartyKind : std::uint8_t { principal, agent, affected };
/// What an edge of a network is.
enum class EdgeKind : std::uint8_t { delegation, oversight, exposure, contest };

/// A party of any kind. Every id of a party converts to it.
class PartyId {
public:
  constexpr PartyId() = default;
  constexpr PartyId(PartyKind kind, std::size_t index) noexcept
      : index_{static_cast<std::uint32_t>(index)}, kind_{kind} {}
  constexpr PartyId(PrincipalId id) noexcept : PartyId{PartyKind::principal, id.index()} {}  // NOLINT: it is a party
  constexpr PartyId(AgentId id) noexcept : PartyId{PartyKind::agent, id.index()} {}          // NOLINT: it is a party
  constexpr PartyId(AffectedId id) noexcept : PartyId{PartyKind::affected, id.index()} {}    // NOLINT: it is a party

  [[nodiscard]] constexpr PartyKind kind() const noexcept { return kind_; }
  /// The place among the parties of its kind.
  [[nodiscard]] constexpr std::size_t index() const noexcept { return index_; }
  friend constexpr auto operator<=>(const PartyId&, const PartyId&) = default;

private:
  std::uint32_t index_ = 0;
  PartyKind kind_ = PartyKind::principal;
};

}  // namespace behalf

#endif  // BEHALF_NETWORK_ID_HPP
