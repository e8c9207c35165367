#ifndef BEHALF_FWD_HPP
#define BEHALF_FWD_HPP

#include <cstdint>

/// On whose behalf an AI agent acts, and how far it falls short.
namespace behalf {

class InvalidArgument;
enum class Status : std::uint8_t;
struct Certificate;
template <class T>
class Solution;
class RandomStream;

enum class Axis : std::uint8_t;
class AxisSet;
template <class Scalar>
class LinearObjective;
template <class Scalar>
class InformationSet;
template <class Scalar>
struct Agent;
template <class Scalar>
struct Group;
template <class Scalar>
class Population;

template <class Scalar>
struct Lattice;
template <class Scalar>
class Attribution;
template <class Scalar>
struct Warning;
template <class Scalar>
struct Verdict;

enum class ErrorModel : std::uint8_t;
template <class Scalar>
struct JuryClass;
template <class Scalar>
struct JuryAccuracy;

enum class Bargaining : std::uint8_t;
template <class Scalar>
class Reference;
template <class Scalar>
struct LinearQuadraticSpec;
template <class Scalar, int Dim>
class LinearQuadratic;

enum class NetworkReference : std::uint8_t;
template <class Scalar>
class DelegationNetwork;
template <class Scalar>
struct NetworkData;
template <class Scalar, int Dim>
class Network;
template <class Scalar>
class Harms;

enum class ScalingAxis : std::uint8_t;
enum class ScalingMeasure : std::uint8_t;
template <class Scalar>
struct ScalingPoint;
template <class Scalar>
struct ScalingPlan;
template <class Scalar>
struct ScalingRow;
template <class Scalar>
struct ScalingShard;
template <class Scalar>
class PopulationStudy;
struct Shard;
struct PowerLaw;

enum class LeverKind : std::uint8_t;
enum class SlopeSource : std::uint8_t;
template <class Scalar>
class LeverCost;
template <class Description>
struct Lever;
template <class Description>
struct SetLevers;
template <class Description>
struct EvaluateLevers;
template <class Description>
struct ContestLevers;
template <class Description>
struct Governed;
template <class Scalar>
class LeverEffect;
template <class Scalar>
struct Portfolio;
template <class Scalar>
struct PortfolioOptions;

template <class Scalar>
struct ValueProcess;
template <class Scalar>
struct Constituency;
template <class Scalar>
struct Pluralism;

struct Scenario;
struct Diagnosis;

}  // namespace behalf

#endif  // BEHALF_FWD_HPP
