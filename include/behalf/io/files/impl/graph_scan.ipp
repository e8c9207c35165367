#ifndef BEHALF_IO_FILES_IMPL_GRAPH_SCAN_IPP
#define BEHALF_IO_FILES_IMPL_GRAPH_SCAN_IPP

#include <behalf/io/files/graph_scan.hpp>
#include <behalf/io/json/json_text.hpp>
#include <behalf/io/json/scenario_error.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace behalf::internal {

/// A place in a text that is read from the front, and the line it is in.
class TextScan {
public:
  explicit TextScan(std::string_view text) : rest_{text} {}

  [[nodiscard]] bool at_end() const noexcept { return rest_.empty(); }
  [[nodiscard]] char front() const noexcept { return rest_.front(); }
  [[nodiscard]] std::string_view front(std::size_t bytes) const noexcept { return rest_.substr(0, bytes); }
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

/// Reads DOT token by token: one character, a word, a quoted text, or "->".
class DotScanner {
public:
  explicit DotScanner(std::string_view text) : size_{text.size()}, scan_{text} {}

  [[nodiscard]] DotScan scan() {
    while (!scan_.at_end()) step();
    return std::move(found_);
  }

private:
  /// A word of no quoted text is in small letters too, as keywords may be in any.
  struct Token {
    std::string word{};
    std::string text{};
    std::size_t at = 0;
  };

  [[nodiscard]] static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
           static_cast<unsigned char>(c) >= 0x80;
  }
  [[nodiscard]] std::size_t place() const { return size_ - scan_.left(); }

  void next(std::string word, std::string text, std::size_t at) {
    if (before_.word.empty() && word == "strict") found_.strict = at;
    earlier_ = std::move(before_.word);
    before_ = {std::move(word), std::move(text), at};
  }

  void step() {
    const char c = scan_.front();
    const std::size_t at = place();
    if (c == '\0') scan_.refuse("not DOT: a zero byte");
    if (c == '\n') {
      scan_.skip();
      found_.lines.push_back(place());
    } else if (c == '"') {
      quoted(at);
    } else if (scan_.starts_with("/*")) {
      scan_.skip_past("*/", 2, "not DOT: a comment");
    } else if (scan_.starts_with("//") || c == '#') {
      while (!scan_.at_end() && scan_.front() != '\n') scan_.skip();
    } else if (c == '<') {
      scan_.refuse("not DOT that is read: a text in HTML");
    } else if (scan_.starts_with("->") || scan_.starts_with("--")) {
      if (before_.word == "}" || earlier_ == "subgraph") scan_.refuse("an edge from a group of nodes is not read");
      scan_.skip(2);
      next("->", {}, at);
    } else if (is_word(c)) {
      word(at);
    } else {
      mark(c);
      scan_.skip();
      if (c != ' ' && c != '\t' && c != '\r') next(std::string(1, c), {}, at);
    }
  }
  void quoted(std::size_t at) {
    const std::size_t line = scan_.line();
    std::string text;
    scan_.skip();
    while (!scan_.at_end() && scan_.front() != '"') {
      const std::size_t bytes = scan_.front() == '\\' && scan_.left() > 1 ? 2 : 1;
      text += scan_.front(bytes);
      scan_.skip(bytes);
    }
    if (scan_.at_end()) throw ScenarioError{std::to_string(line), "not DOT: a quoted text is not closed"};
    scan_.skip();
    next("\"", std::move(text), at);
  }
  void word(std::size_t at) {
    std::string text;
    std::string small;
    for (; !scan_.at_end() && is_word(scan_.front()); scan_.skip()) {
      text += scan_.front();
      small += static_cast<char>(scan_.front() | 0x20);
    }
    if (before_.word == "->" && small == "subgraph") scan_.refuse("an edge to a group of nodes is not read");
    next(std::move(small), std::move(text), at);
  }
  /// What a character means that is neither of a word nor of a text.
  void mark(char c) {
    if (c == '{') {
      if (before_.word == "->") scan_.refuse("an edge to a group of nodes is not read");
      if (++depth_ > deepest_json) scan_.refuse("nested more than " + std::to_string(deepest_json) + " deep");
    } else if (c == '}') {
      if (depth_ > 0) --depth_;
    } else if (c == '[') {
      if (before_.word != "]") list_of_ = before_.word;
      if (before_.word == "edge") found_.edge_defaults.push_back(before_.at);
      in_list_ = true;
    } else if (c == ']') {
      in_list_ = false;
    } else if (c == '=' && depth_ > 1 && (!in_list_ || list_of_ == "graph")) {
      found_.of_groups.push_back({scan_.line(), before_.text});
    }
  }

  std::size_t size_;
  TextScan scan_;
  DotScan found_;
  std::size_t depth_ = 0;
  bool in_list_ = false;  // of attributes
  std::string list_of_;   // the token before it
  Token before_;          // the last token
  std::string earlier_;   // the one before
};

DotScan scan_dot(std::string_view text) { return DotScanner{text}.scan(); }

}  // namespace behalf::internal

#endif  // BEHALF_IO_FILES_IMPL_GRAPH_SCAN_IPP
