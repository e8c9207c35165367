#ifndef BEHALF_IO_KINDS_NETWORK_FINDINGS_HPP
#define BEHALF_IO_KINDS_NETWORK_FINDINGS_HPP

#include <behalf/diagnosis/findings.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace behalf {

/// What a web of delegation adds to who falls short by how much: what its agents do, which delegations do harm, and which
/// validators only confirm each other. Parties go by their names; lists are in the order of the scenario.
struct NetworkFindings : Findings {
  /// What an agent is effectively motivated by, and what it does, per attribute.
  struct Agent {
    std::string name{};
    Vector<double> motivation{};
    Vector<double> action{};
  };

  /// What more of a delegation would change in the mean regret, all else as it is: derivatives, so that positive ones
  /// hurt.
  struct Harm {
    double share = 0;                     ///< By the share of the mandate.
    std::optional<double> noise{};        ///< By the size of the noise, in multiples of what it is.
    std::optional<double> translation{};  ///< By the distance of the translation from the truth.
    std::vector<double> transmission{};   ///< Instead of these two: by what arrives of each attribute.
  };
  struct Delegation {
    std::string from{};
    std::string to{};
    double share = 0;
    Harm harm{};
  };
  struct Exposure {
    std::string agent{};
    std::string party{};
    double intensity = 0;
  };
  struct Oversight {
    std::string from{};
    std::string to{};
  };

  /// A probability under each model of how errors come together; absent where it has no meaning.
  struct ByErrorModel {
    std::optional<double> independent{};
    std::optional<double> common_shock{};
    std::optional<double> beta_binomial{};
  };
  /// Validators who check each other, directly or through others.
  struct Validation {
    std::vector<std::string> members{};
    bool grounded = false;                ///< Whether evidence from outside reaches them; if not, it is a trap.
    double effective_number = 0;          ///< How many independent validators they are worth.
    ByErrorModel accuracy{};              ///< Of their majority.
    ByErrorModel wrong_when_unanimous{};  ///< How often they are wrong where they all say the same.
    /// The same by what reaches them from outside: for a trap no more than one of them knows.
    struct Supported {
      double effective_number = 0;
      ByErrorModel accuracy{};
      ByErrorModel wrong_when_unanimous{};
    };
    Supported supported{};
  };

  std::vector<std::string> principals{};
  std::vector<std::string> affected{};
  std::vector<Agent> agents{};
  std::vector<Delegation> delegations{};
  std::vector<Exposure> exposures{};
  std::vector<Oversight> oversight{};
  std::vector<Validation> validation{};
  std::vector<std::string> notes{};  ///< Assumptions worth a word.

  /// All delegations, those first of whose share more would hurt most.
  [[nodiscard]] std::vector<Delegation> by_harm() const;
  /// What more of can hurt, each counted in a unit of its own.
  enum class HarmBy : std::uint8_t {
    share,         ///< A unit of the share.
    noise,         ///< As much noise as there is.
    translation,   ///< As much as is misstated.
    transmission,  ///< All of an attribute that arrives.
  };
  /// Something more of which would hurt.
  struct Hurt {
    std::size_t delegation = 0;
    std::size_t attribute = 0;  ///< Of a transmission.
    double harm = 0;
  };
  /// Where more of this would hurt noticeably, by more than that, the worst first.
  [[nodiscard]] std::vector<Hurt> hurts(HarmBy by, double noticeable) const;
  /// Whether more of any delegation, in whatever can be changed of it, would change the mean regret by more than this.
  [[nodiscard]] bool delegations_matter(double noticeable) const;

  [[nodiscard]] std::string fault() const override;
};

}  // namespace behalf

#endif  // BEHALF_IO_KINDS_NETWORK_FINDINGS_HPP
