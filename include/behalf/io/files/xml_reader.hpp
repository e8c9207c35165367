#ifndef BEHALF_IO_FILES_XML_READER_HPP
#define BEHALF_IO_FILES_XML_READER_HPP

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace behalf::internal {

/// The attributes of an element of XML, as expat has them: name, value, name, value, null.
class XmlAttributes {
public:
  explicit XmlAttributes(const char** attributes) : attributes_{attributes} {}

  [[nodiscard]] std::optional<std::string> find(std::string_view name) const {
    for (const char** at = attributes_; *at != nullptr; at += 2) {
      if (name == at[0]) return std::string{at[1]};
    }
    return std::nullopt;
  }
  /// The first whose name is not one of these, has no namespace and is not of an extension, such as "parse.order".
  template <std::size_t n>
  [[nodiscard]] std::optional<std::string> other_than(const std::array<std::string_view, n>& known) const {
    for (const char** at = attributes_; *at != nullptr; at += 2) {
      const std::string_view name = at[0];
      const bool extends =
          name.find('\n') != std::string_view::npos || name.starts_with("parse.") || name.starts_with("yfiles.");
      if (!extends && std::find(known.begin(), known.end(), name) == known.end()) return std::string{name};
    }
    return std::nullopt;
  }

private:
  const char** attributes_;
};

/// Takes what a text in XML consists of, in its order, with the line; texts come in pieces. Names are without prefix, beside
/// the address of their namespace, which is empty where there is none.
class XmlEvents {
public:
  XmlEvents() = default;
  XmlEvents(const XmlEvents&) = delete;
  XmlEvents& operator=(const XmlEvents&) = delete;
  virtual ~XmlEvents() = default;

  virtual void start(std::size_t line, std::string_view space, std::string_view name,
                     const XmlAttributes& attributes) = 0;
  virtual void text(std::size_t line, std::string_view text) = 0;
  virtual void end() = 0;
};

/// Throws `ScenarioError` with a line.
[[noreturn]] void refuse_line(std::size_t line, const std::string& rule);

/// Reads a text in XML to its end and returns its last line. Throws `ScenarioError` with the line for what is not XML, for
/// encodings other than UTF-8, UTF-16, ISO-8859-1 and US-ASCII, and for document types, which can replace text; what the
/// events throw passes through.
[[nodiscard]] std::size_t read_xml(std::string_view text, XmlEvents& events);

}  // namespace behalf::internal

#endif  // BEHALF_IO_FILES_XML_READER_HPP
