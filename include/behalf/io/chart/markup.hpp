#ifndef BEHALF_IO_CHART_MARKUP_HPP
#define BEHALF_IO_CHART_MARKUP_HPP

#include <concepts>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace behalf {

namespace internal {

/// A name in the middle of a plain text, kept from turning the direction of what follows it (in elements, `bdi` does
/// that).
[[nodiscard]] std::string isolated(const std::string& name);

/// A name cut to so many code points, for a label; the whole of it belongs under the pointer.
[[nodiscard]] std::string shortened(const std::string& name, int most);

}  // namespace internal

/// A text as it stands between tags or in a quoted attribute of HTML and XML alike. What cannot stand there, such as
/// bytes that are not UTF-8 and control characters, becomes U+FFFD.
[[nodiscard]] std::string escaped(std::string_view text);

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
  Markup& element(std::string_view name, const std::vector<Attribute>& attributes, std::string_view content);
  /// An element with the elements in it that `content()` writes into this tree.
  template <std::invocable Content>
  Markup& element(std::string_view name, const std::vector<Attribute>& attributes, Content&& content) {
    open(name, attributes, ">");
    std::forward<Content>(content)();
    return close(name);
  }
  /// An element that never has content, such as `meta` in HTML.
  Markup& element(std::string_view name, const std::vector<Attribute>& attributes);
  /// A text, escaped.
  Markup& text(std::string_view content);
  /// A style sheet. HTML and XML read the characters < and & in it differently, so it must do without them: throws
  /// `InvalidArgument` otherwise.
  Markup& style(std::string_view sheet);
  /// All of another tree, here.
  Markup& append(const Markup& other);
  /// A line break in the source, which means nothing, but is kind to those who read it.
  Markup& new_line();
  [[nodiscard]] const std::string& str() const noexcept { return text_; }

private:
  Markup& open(std::string_view name, const std::vector<Attribute>& attributes, std::string_view end);
  Markup& close(std::string_view name);

  std::string text_;
};

}  // namespace behalf

#endif  // BEHALF_IO_CHART_MARKUP_HPP
