#ifndef BEHALF_IO_TEXT_IMPL_GOVERNANCE_WORDS_IPP
#define BEHALF_IO_TEXT_IMPL_GOVERNANCE_WORDS_IPP

#include <behalf/io/text/governance_words.hpp>

#include <cstdint>
#include <string>

namespace behalf {

std::string every(std::int64_t period) {
  return period == 1 ? "every step" : "every " + std::to_string(period) + " steps";
}

}  // namespace behalf

#endif  // BEHALF_IO_TEXT_IMPL_GOVERNANCE_WORDS_IPP
