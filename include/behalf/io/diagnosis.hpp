#ifndef BEHALF_IO_DIAGNOSIS_HPP
#define BEHALF_IO_DIAGNOSIS_HPP

#include <behalf/gap/attribution.hpp>
#include <behalf/gap/verdict.hpp>
#include <behalf/solve/solution.hpp>

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

/// A question read from a file: one model of any kind, ready to be attributed, and what is needed to present its answer.
struct Scenario {
  std::string kind;                                     ///< "linear_quadratic", "population", …
  std::string reference;                                ///< "each" or "collective".
  std::vector<std::string> attributes;                  ///< Names of the d attributes.
  std::vector<std::optional<double>> tolerances;        ///< Per row of the result; absolute, in units of utility.
  std::function<Solution<Attribution<double>>()> solve;  ///< Attributes the gap of the model that was read.
};

/// The answer to a scenario: who falls short by how much, why, and whether that is aligned enough.
struct Diagnosis {
  std::string kind;
  std::string reference;
  std::vector<std::string> attributes;
  std::vector<std::optional<double>> tolerances;
  Attribution<double> attribution;
  Verdict<double> verdict;
  Certificate certificate;
};

/// Solves a scenario; fails with the status of its model.
[[nodiscard]] inline Solution<Diagnosis> diagnose(const Scenario& scenario) {
  Solution<Attribution<double>> solved = scenario.solve();
  if (!solved) return {solved.status(), solved.where()};
  const Certificate certificate = solved.certificate();
  Verdict<double> judged = verdict(solved.value(), scenario.tolerances);
  return {Diagnosis{scenario.kind, scenario.reference, scenario.attributes, scenario.tolerances,
                    std::move(solved).value(), std::move(judged), certificate},
          certificate};
}

}  // namespace behalf

#endif  // BEHALF_IO_DIAGNOSIS_HPP
