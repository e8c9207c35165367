#ifndef BEHALF_IO_CHART_IMPL_MARKUP_IPP
#define BEHALF_IO_CHART_IMPL_MARKUP_IPP

#include <behalf/io/chart/markup.hpp>
#include <behalf/io/json/one_line.hpp>
#include <behalf/solve/invalid_argument.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace behalf {

namespace internal {

/// Whether a code point may stand in HTML and in XML: no control characters but tab and line feed, no noncharacters.
[[nodiscard]] constexpr bool is_allowed(char32_t c) noexcept {
  const bool control = (c < 0x20 && c != U'\t' && c != U'\n') || (c >= 0x7F && c < 0xA0);
  return !control && (c & 0xFFFEU) != 0xFFFE && !(c >= 0xFDD0 && c <= 0xFDEF);
}

std::string isolated(const std::string& name) {
  const bool ascii = std::all_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  // First strong isolate and pop directional isolate, in UTF-8.
  static constexpr std::string_view marks{"\xE2\x81\xA8\xE2\x81\xA9"};
  return ascii ? name : std::string{marks.substr(0, 3)} + name + std::string{marks.substr(3)};
}

std::string shortened(const std::string& name, int most) {
  std::size_t end = 0;
  for (int k = 0; k < most && end < name.size(); ++k) {
    end += std::max<std::size_t>(1, first_code_point(std::string_view{name}.substr(end)).bytes);
  }
  return isolated(name.substr(0, end)) + (end < name.size() ? "…" : "");
}

}  // namespace internal

std::string escaped(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const internal::CodePoint first = internal::first_code_point(text);
    const std::size_t bytes = first.bytes == 0 ? 1 : first.bytes;
    switch (text.front()) {
      case '&': result += "&amp;"; break;
      case '<': result += "&lt;"; break;
      case '>': result += "&gt;"; break;
      case '"': result += "&quot;"; break;
      case '\'': result += "&#39;"; break;
      default:
        if (first.bytes == 0 || !internal::is_allowed(first.value)) {
          result += "\xEF\xBF\xBD";
        } else {
          result += text.substr(0, bytes);
        }
    }
    text.remove_prefix(bytes);
  }
  return result;
}

Markup& Markup::element(std::string_view name, const std::vector<Attribute>& attributes, std::string_view content) {
  open(name, attributes, ">");
  text(content);
  return close(name);
}

Markup& Markup::element(std::string_view name, const std::vector<Attribute>& attributes) {
  return open(name, attributes, "/>");
}

Markup& Markup::text(std::string_view content) {
  text_ += escaped(content);
  return *this;
}

Markup& Markup::style(std::string_view sheet) {
  if (sheet.find_first_of("<&") != std::string_view::npos) {
    throw InvalidArgument{"Markup", "style", "expected a style sheet without < and &"};
  }
  text_.append("<style>").append(sheet).append("</style>");
  return *this;
}

Markup& Markup::append(const Markup& other) {
  text_ += other.text_;
  return *this;
}

Markup& Markup::new_line() {
  text_ += '\n';
  return *this;
}

Markup& Markup::open(std::string_view name, const std::vector<Attribute>& attributes, std::string_view end) {
  text_.append("<").append(name);
  for (const Attribute& attribute : attributes) {
    if (attribute.value.empty()) continue;
    text_.append(" ").append(attribute.name).append("=\"").append(escaped(attribute.value)).append("\"");
  }
  text_ += end;
  return *this;
}

Markup& Markup::close(std::string_view name) {
  text_.append("</").append(name).append(">");
  return *this;
}

}  // namespace behalf

#endif  // BEHALF_IO_CHART_IMPL_MARKUP_IPP
