#ifndef BEHALF_DIAGNOSIS_WORDS_HPP
#define BEHALF_DIAGNOSIS_WORDS_HPP

#include <string>

namespace behalf {

/// What a kind of model calls its parts, for whoever writes about them.
struct Words {
  std::string row = "principal";          ///< A row of the result.
  std::string rows = "principals";        ///< Several of them.
  std::string attributes = "attributes";  ///< What the names in `attributes` are: attributes, candidates, states.
  std::string agent = "The agent acts";   ///< Who acts on somebody's behalf.
};

}  // namespace behalf

#endif  // BEHALF_DIAGNOSIS_WORDS_HPP
