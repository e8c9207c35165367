#ifndef BEHALF_IO_JSON_ONE_LINE_HPP
#define BEHALF_IO_JSON_ONE_LINE_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace behalf {

namespace internal {

/// The code point that a text begins with, and how many bytes it takes: 0 where the text does not begin with UTF-8.
struct CodePoint {
  char32_t value = 0;
  std::size_t bytes = 0;
};

[[nodiscard]] constexpr CodePoint first_code_point(std::string_view text) noexcept {
  if (text.empty()) return {};
  const unsigned lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80U) return {static_cast<char32_t>(lead), 1};
  const std::size_t bytes = lead >= 0xF0U ? 4 : lead >= 0xE0U ? 3 : 2;
  if (lead < 0xC2U || lead > 0xF4U || text.size() < bytes) return {};
  unsigned value = lead & (0xFFU >> (bytes + 1));
  for (std::size_t k = 1; k < bytes; ++k) {
    const unsigned next = static_cast<unsigned char>(text[k]);
    if ((next & 0xC0U) != 0x80U) return {};
    value = (value << 6U) | (next & 0x3FU);
  }
  const unsigned least = bytes == 2 ? 0x80U : bytes == 3 ? 0x800U : 0x10000U;
  if (value < least || value > 0x10FFFFU || (value >= 0xD800U && value <= 0xDFFFU)) return {};
  return {static_cast<char32_t>(value), bytes};
}

[[nodiscard]] std::string hexadecimal(std::uint64_t value, int digits);

}  // namespace internal

/// Text from anywhere, made fit to be quoted in one line of a message: control characters and line separators become an
/// escape such as \\u000a, bytes that are not UTF-8 one such as \\xff, and what exceeds `longest` bytes becomes "...". Doing
/// it twice changes nothing.
[[nodiscard]] std::string one_line(std::string_view text, std::size_t longest = std::string::npos);

/// Text in quotation marks for a message, on one line and not longer than the line can bear, with an escape also for what
/// cannot be seen: spaces other than the usual one, marks of direction and byte order, accents that stand by themselves. Two
/// texts that look alike but differ so are thereby told apart.
[[nodiscard]] std::string in_quotes(std::string_view text);

/// Whether a text can be printed as it is: UTF-8 without control characters, line separators or what is no character.
[[nodiscard]] bool is_printable(std::string_view text) noexcept;

}  // namespace behalf

#endif  // BEHALF_IO_JSON_ONE_LINE_HPP
