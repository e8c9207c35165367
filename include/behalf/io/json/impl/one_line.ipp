#ifndef BEHALF_IO_JSON_IMPL_ONE_LINE_IPP
#define BEHALF_IO_JSON_IMPL_ONE_LINE_IPP

#include <behalf/io/json/one_line.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace behalf {

namespace internal {

/// Whether a code point would end a line, steer a terminal or reorder the text around it, or is no character.
[[nodiscard]] constexpr bool is_control(char32_t c) noexcept {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
         c == 0xFFFE || c == 0xFFFF;
}

/// Whether a code point cannot be seen, looks like a space or is an accent on the letter before it, so that a text with it
/// looks like another without it.
[[nodiscard]] constexpr bool is_hidden(char32_t c) noexcept {
  return c == 0xA0 || c == 0xAD || (c >= 0x300 && c <= 0x36F) || c == 0x61C || c == 0x1680 || c == 0x180E ||
         (c >= 0x2000 && c <= 0x200F) || c == 0x202F || (c >= 0x205F && c <= 0x2064) || c == 0x3000 || c == 0x3164 ||
         (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF;
}

std::string hexadecimal(std::uint64_t value, int digits) {
  std::string result;
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) result += "0123456789abcdef"[(value >> shift) & 0xFU];
  return result;
}

}  // namespace internal

namespace internal {

/// One line, with an escape for whatever is a control or is one by `is_escaped(code point)`.
template <class Predicate>
[[nodiscard]] std::string escaped(std::string_view text, std::size_t longest, const Predicate& is_escaped) {
  std::string result;
  while (!text.empty()) {
    const CodePoint first = first_code_point(text);
    const std::size_t bytes = first.bytes == 0 ? 1 : first.bytes;
    std::string piece{text.substr(0, bytes)};
    if (first.bytes == 0) {
      piece = "\\x" + hexadecimal(static_cast<unsigned char>(text[0]), 2);
    } else if (is_control(first.value) || is_escaped(first.value)) {
      piece = "\\u" + hexadecimal(static_cast<unsigned>(first.value), 4);
    }
    if (piece.size() > longest - result.size()) return result + "...";
    result += piece;
    text.remove_prefix(bytes);
  }
  return result;
}

}  // namespace internal

std::string one_line(std::string_view text, std::size_t longest) {
  return internal::escaped(text, longest, [](char32_t) { return false; });
}

std::string in_quotes(std::string_view text) { return '"' + internal::escaped(text, 60, internal::is_hidden) + '"'; }

bool is_printable(std::string_view text) noexcept {
  while (!text.empty()) {
    const internal::CodePoint first = internal::first_code_point(text);
    if (first.bytes == 0 || internal::is_control(first.value)) return false;
    text.remove_prefix(first.bytes);
  }
  return true;
}

}  // namespace behalf

#endif  // BEHALF_IO_JSON_IMPL_ONE_LINE_IPP
