#ifndef BEHALF_IO_JSON_IMPL_ONE_LINE_IPP
#define BEHALF_IO_JSON_IMPL_ONE_LINE_IPP

#include <behalf/io/json/one_line.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace behalf {

namespace internal {

/// Whether a code point would end a line, steer a terminal or reorder the text around it.
[[nodiscard]] constexpr bool is_control(char32_t c) noexcept {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

std::string hexadecimal(std::uint64_t value, int digits) {
  std::string result;
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) result += "0123456789abcdef"[(value >> shift) & 0xFU];
  return result;
}

}  // namespace internal

std::string one_line(std::string_view text, std::size_t longest) {
  std::string result;
  while (!text.empty()) {
    const internal::CodePoint first = internal::first_code_point(text);
    const std::size_t bytes = first.bytes == 0 ? 1 : first.bytes;
    std::string piece{text.substr(0, bytes)};
    if (first.bytes == 0) {
      piece = "\\x" + internal::hexadecimal(static_cast<unsigned char>(text[0]), 2);
    } else if (internal::is_control(first.value)) {
      piece = "\\u" + internal::hexadecimal(static_cast<unsigned>(first.value), 4);
    }
    if (piece.size() > longest - result.size()) return result + "...";
    result += piece;
    text.remove_prefix(bytes);
  }
  return result;
}

std::string in_quotes(std::string_view text) { return '"' + one_line(text, 60) + '"'; }

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
