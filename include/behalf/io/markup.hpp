#ifndef BEHALF_IO_MARKUP_HPP
#define BEHALF_IO_MARKUP_HPP

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace behalf {

namespace internal {

/// The number of bytes of the character that starts `text`, 0 unless it is UTF-8 and allowed in a page: no control
/// characters but tab and line feed, no surrogates, no noncharacters.
[[nodiscard]] inline std::size_t character_length(std::string_view text) {
  const auto byte = [&](std::size_t k) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[k])); };
  const std::uint32_t first = byte(0);
  if (first < 0x80) return (first >= 0x20 && first != 0x7F) || first == '\t' || first == '\n' ? 1 : 0;
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < length) return 0;
  std::uint32_t point = first & (0x7FU >> length);
  for (std::size_t k = 1; k < length; ++k) {
    if ((byte(k) & 0xC0U) != 0x80) return 0;
    point = (point << 6U) | (byte(k) & 0x3FU);
  }
  const bool overlong = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
  const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
  const bool noncharacter = (point & 0xFFFEU) == 0xFFFE || (point >= 0xFDD0 && point <= 0xFDEF);
  return overlong || surrogate || noncharacter || point < 0xA0 || point > 0x10FFFF ? 0 : length;
}

/// A name in the middle of a plain text, kept from turning the direction of what follows it (in elements, `bdi` does that).
[[nodiscard]] inline std::string isolated(const std::string& name) {
  const bool ascii = std::all_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  return ascii ? name : "\u2068" + name + "\u2069";
}

}  // namespace internal

/// A text as it stands between tags or in a quoted attribute of HTML and XML alike. What cannot stand there, such as bytes
/// that are not UTF-8 and control characters, becomes U+FFFD.
[[nodiscard]] inline std::string escaped(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = internal::character_length(text);
    switch (text.front()) {
      case '&': result += "&amp;"; break;
      case '<': result += "&lt;"; break;
      case '>': result += "&gt;"; break;
      case '"': result += "&quot;"; break;
      case '\'': result += "&#39;"; break;
      default: result += length == 0 ? std::string_view{"\xEF\xBF\xBD"} : text.substr(0, length);
    }
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return result;
}

/// A name and its value; an attribute without a value is not written.
struct Attribute {
  std::string name;
  std::string value;
};

/// A tree of elements as text, HTML and well-formed XML at the same time. Every element that is opened is closed and every
/// text is escaped, whatever it contains; only the names of elements and attributes are taken as they are.
class Markup {
public:
  /// An element with a text, or with nothing in it.
  Markup& element(std::string_view name, const std::vector<Attribute>& attributes, std::string_view content) {
    open(name, attributes, ">");
    text(content);
    return close(name);
  }
  /// An element with the elements in it that `content()` writes into this tree.
  template <std::invocable Content>
  Markup& element(std::string_view name, const std::vector<Attribute>& attributes, Content&& content) {
    open(name, attributes, ">");
    std::forward<Content>(content)();
    return close(name);
  }
  /// An element that never has content, such as `meta` in HTML.
  Markup& element(std::string_view name, const std::vector<Attribute>& attributes) {
    return open(name, attributes, "/>");
  }
  /// A text, escaped.
  Markup& text(std::string_view content) {
    text_ += escaped(content);
    return *this;
  }
  /// All of another tree, here.
  Markup& append(const Markup& other) {
    text_ += other.text_;
    return *this;
  }
  /// A line break in the source, which means nothing, but is kind to those who read it.
  Markup& new_line() {
    text_ += '\n';
    return *this;
  }
  [[nodiscard]] const std::string& str() const noexcept { return text_; }

private:
  Markup& open(std::string_view name, const std::vector<Attribute>& attributes, std::string_view end) {
    text_.append("<").append(name);
    for (const Attribute& attribute : attributes) {
      if (attribute.value.empty()) continue;
      text_.append(" ").append(attribute.name).append("=\"").append(escaped(attribute.value)).append("\"");
    }
    text_ += end;
    return *this;
  }
  Markup& close(std::string_view name) {
    text_.append("</").append(name).append(">");
    return *this;
  }

  std::string text_;
};

}  // namespace behalf

#endif  // BEHALF_IO_MARKUP_HPP
