#ifndef BEHALF_IO_CHART_MARKUP_HPP
#define BEHALF_IO_CHART_MARKUP_HPP

#include <behalf/io/json/one_line.hpp>
#include <behalf/solve/invalid_argument.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace behalf {

namespace internal {

/// Whether a code point may stand in HTML and in XML: no control characters but tab and line feed, no noncharacters.
[[nodiscard]] constexpr bool is_allowed(char32_t c) noexcept {
  const bool control = (c < 0x20 && c != U'\t' && c != U'\n') || (c >= 0x7F && c < 0xA0);
  return !control && (c & 0xFFFEU) != 0xFFFE && !(c >= 0xFDD0 && c <= 0xFDEF);
}

/// A name in the middle of a plain text, kept from turning the direction of what follows it (in elements, `bdi` does
/// that).
[[nodiscard]] inline std::string isolated(const std::string& name) {
  const bool ascii = std::all_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  // First strong isolate and pop directional isolate, in UTF-8.
  static constexpr std::string_view marks{"\xE2\x81\xA8\xE2\x81\xA9"};
  return ascii ? name : std::string{marks.substr(0, 3)} + name + std::string{marks.substr(3)};
}

/// A name cut to so many code points, for a label; the whole of it belongs under the pointer.
[[nodiscard]] inline std::string shortened(const std::string& name, int most) {
  std::size_t end = 0;
  for (int k = 0; k < most && end < name.size(); ++k) {
    end += std::max<std::size_t>(1, first_code_point(std::string_view{name}.substr(end)).bytes);
  }
  return isolated(name.substr(0, end)) + (end < name.size() ? "…" : "");
}

}  // namespace internal

/// A text as it stands between tags or in a quoted attribute of HTML and XML alike. What cannot stand there, such as
/// bytes that are not UTF-8 and control characters, becomes U+FFFD.
[[nodiscard]] inline std::string escaped(std::string_view text) {
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

/// A tree of elements as text, HTML and well-formed XML at the same time. Every element that is opened is closed and
/// every text is escaped, whatever it contains; only the names of elements and attributes are taken as they are.
class Markup {
public:
  /// Of an element: a name and its value. One without a value is not written.
  struct Attribute {
    std::string name;
    std::string value;
  };

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
  /// A style sheet. HTML and XML read the characters < and & in it differently, so it must do without them: throws
  /// `InvalidArgument` otherwise.
  Markup& style(std::string_view sheet) {
    if (sheet.find_first_of("<&") != std::string_view::npos) {
      throw InvalidArgument{"Markup", "style", "expected a style sheet without < and &"};
    }
    text_.append("<style>").append(sheet).append("</style>");
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

#endif  // BEHALF_IO_CHART_MARKUP_HPP
