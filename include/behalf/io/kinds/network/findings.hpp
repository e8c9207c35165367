#ifndef BEHALF_IO_KINDS_NETWORK_FINDINGS_HPP
#define BEHALF_IO_KINDS_NETWORK_FINDINGS_HPP

#include <behalf/diagnosis/findings.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
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

    /// The largest of them: what the delegation is judged by at a glance.
    [[nodiscard]] double worst() const {
      double result = std::max({share, noise.value_or(share), translation.value_or(share)});
      for (const double x : transmission) result = std::max(result, x);
      return result;
    }
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
  };

  std::vector<std::string> principals{};
  std::vector<std::string> affected{};
  std::vector<Agent> agents{};
  std::vector<Delegation> delegations{};
  std::vector<Exposure> exposures{};
  std::vector<Oversight> oversight{};
  std::vector<Validation> validation{};

  /// All delegations, the most harmful first.
  [[nodiscard]] std::vector<Delegation> by_harm() const;
  /// The delegations that do noticeable harm, the most harmful first, and no more than `most`.
  [[nodiscard]] std::vector<Delegation> most_harmful(std::size_t most) const;

  [[nodiscard]] std::string fault() const override;
};

}  // namespace behalf

#endif  // BEHALF_IO_KINDS_NETWORK_FINDINGS_HPP
