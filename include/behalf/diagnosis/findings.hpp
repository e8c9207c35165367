#ifndef BEHALF_DIAGNOSIS_FINDINGS_HPP
#define BEHALF_DIAGNOSIS_FINDINGS_HPP

#include <string>

namespace behalf {

/// What a kind of model adds to who falls short by how much: data of the kind's own type, with nothing in it of how it is
/// shown, which is the kind's business too (see `Kind`).
struct Findings {
  Findings() = default;
  Findings(const Findings&) = default;
  Findings(Findings&&) = default;
  Findings& operator=(const Findings&) = default;
  Findings& operator=(Findings&&) = default;
  virtual ~Findings() = default;

  /// Where a figure is not an ordinary number, such as "in what the agents do"; empty where all of them are.
  [[nodiscard]] virtual std::string fault() const = 0;
};

}  // namespace behalf

#endif  // BEHALF_DIAGNOSIS_FINDINGS_HPP
