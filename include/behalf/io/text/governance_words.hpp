#ifndef BEHALF_IO_TEXT_GOVERNANCE_WORDS_HPP
#define BEHALF_IO_TEXT_GOVERNANCE_WORDS_HPP

#include <cstdint>
#include <string>

namespace behalf {

/// A period in words: "every step", "every 5 steps".
[[nodiscard]] std::string every(std::int64_t period);

}  // namespace behalf

#endif  // BEHALF_IO_TEXT_GOVERNANCE_WORDS_HPP
