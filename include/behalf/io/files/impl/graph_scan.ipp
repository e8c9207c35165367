#ifndef BEHALF_IO_FILES_IMPL_GRAPH_SCAN_IPP
#define BEHALF_IO_FILES_IMPL_GRAPH_SCAN_IPP

#include <behalf/io/files/graph_scan.hpp>
#include <behalf/io/json/json_text.hpp>
#include <behalf/io/json/scenario_error.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace behalf::internal {

/// A place in a text that is read from the front, and the line it is in.
class TextScan {
public:
  explicit TextScan(std::string_view text) : rest_{text} {}

  [[nodiscard]] bool at_end() const noexcept { return rest_.empty(); }
  [[nodiscard]] char front() const noexcept { return rest_.front(); }
  [[nodiscard]] bool starts_with(std::string_view text) const noexcept { return rest_.starts_with(text); }
  [[nodiscard]] std::size_t line() const noexcept { return line_; }
  [[nodiscard]] std::size_t left() const noexcept { return rest_.size(); }

  void skip(std::size_t bytes = 1) {
    line_ +=
        static_cast<std::size_t>(std::count(rest_.begin(), rest_.begin() + static_cast<std::ptrdiff_t>(bytes), '\n'));
    rest_.remove_prefix(bytes);
  }
  /// Goes on behind the next `end`, which must be there.
  void skip_past(std::string_view end, std::size_t from, const std::string& what) {
    const std::size_t at = rest_.find(end, from);
    if (at == std::string_view::npos) refuse(what + " is not closed");
    skip(at + end.size());
  }
  [[noreturn]] void refuse(const std::string& rule) const { throw ScenarioError{std::to_string(line_), rule}; }

private:
  std::string_view rest_;
  std::size_t line_ = 1;
};

void scan_xml(std::string_view text) {
  TextScan scan{text};
  std::size_t depth = 0;
  while (!scan.at_end()) {
    if (scan.front() == '\0') scan.refuse("not GraphML: a zero byte");
    if (scan.front() != '<') {
      scan.skip();
    } else if (scan.starts_with("<!--")) {
      scan.skip_past("-->", 4, "not GraphML: a comment");
    } else if (scan.starts_with("<![CDATA[")) {
      scan.skip_past("]]>", 9, "not GraphML: a CDATA section");
    } else if (scan.starts_with("<?")) {
      scan.skip_past("?>", 2, "not GraphML: an instruction");
    } else if (scan.starts_with("<!")) {
      scan.refuse("not GraphML: a document type");
    } else if (scan.starts_with("</")) {
      if (depth > 0) --depth;
      scan.skip_past(">", 2, "not GraphML: a tag");
    } else {
      if (++depth > deepest_json) scan.refuse("nested more than " + std::to_string(deepest_json) + " deep");
      scan.skip();
      bool empty = false;
      while (!scan.at_end() && scan.front() != '>') {
        empty = scan.front() == '/';
        if (scan.front() == '"' || scan.front() == '\'') {
          scan.skip_past(std::string_view{scan.front() == '"' ? "\"" : "'"}, 1, "not GraphML: a quoted text");
        } else {
          scan.skip();
        }
      }
      if (scan.at_end()) scan.refuse("not GraphML: a tag is not closed");
      scan.skip();
      if (empty) --depth;
    }
  }
}

std::vector<std::size_t> scan_dot(std::string_view text) {
  TextScan scan{text};
  std::vector<std::size_t> lines;
  std::size_t depth = 0;
  std::string before;   // the last token: one character, a word, or "->"
  std::string earlier;  // the one before
  const auto next = [&](std::string token) {
    earlier = std::move(before);
    before = std::move(token);
  };
  const auto is_word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
           static_cast<unsigned char>(c) >= 0x80;
  };
  while (!scan.at_end()) {
    const char c = scan.front();
    if (c == '\0') scan.refuse("not DOT: a zero byte");
    if (c == '\n') {
      scan.skip();
      lines.push_back(text.size() - scan.left());
    } else if (c == '"') {
      const std::size_t line = scan.line();
      scan.skip();
      while (!scan.at_end() && scan.front() != '"') scan.skip(scan.front() == '\\' && scan.left() > 1 ? 2 : 1);
      if (scan.at_end()) throw ScenarioError{std::to_string(line), "not DOT: a quoted text is not closed"};
      scan.skip();
      next("\"");
    } else if (scan.starts_with("/*")) {
      scan.skip_past("*/", 2, "not DOT: a comment");
    } else if (scan.starts_with("//") || c == '#') {
      while (!scan.at_end() && scan.front() != '\n') scan.skip();
    } else if (c == '<') {
      scan.refuse("not DOT that is read: a text in HTML");
    } else if (scan.starts_with("->") || scan.starts_with("--")) {
      if (before == "}" || earlier == "subgraph") scan.refuse("an edge from a group of nodes is not read");
      scan.skip(2);
      next("->");
    } else if (c == '{') {
      if (before == "->") scan.refuse("an edge to a group of nodes is not read");
      if (++depth > deepest_json) scan.refuse("nested more than " + std::to_string(deepest_json) + " deep");
      scan.skip();
      next("{");
    } else if (is_word(c)) {
      std::string word;
      for (; !scan.at_end() && is_word(scan.front()); scan.skip()) word += static_cast<char>(scan.front() | 0x20);
      if (before == "->" && word == "subgraph") scan.refuse("an edge to a group of nodes is not read");
      next(std::move(word));
    } else {
      if (c == '}' && depth > 0) --depth;
      scan.skip();
      if (c != ' ' && c != '\t' && c != '\r') next(std::string(1, c));
    }
  }
  return lines;
}

}  // namespace behalf::internal

#endif  // BEHALF_IO_FILES_IMPL_GRAPH_SCAN_IPP
