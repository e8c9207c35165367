#ifndef BEHALF_IO_JSON_IMPL_JSON_TEXT_IPP
#define BEHALF_IO_JSON_IMPL_JSON_TEXT_IPP

#include <behalf/io/json/json_text.hpp>
#include <behalf/io/json/one_line.hpp>
#include <behalf/io/json/scenario_error.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace behalf {

namespace internal {

/// Reads a text and keeps account of how far the parser has come, which it does not tell its handler itself.
class CountingIterator {
public:
  // NOLINTBEGIN(readability-identifier-naming): the names of the standard
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;
  // NOLINTEND(readability-identifier-naming)

  CountingIterator(const char* at, const char** consumed) : at_{at}, consumed_{consumed} {}
  [[nodiscard]] reference operator*() const noexcept { return *at_; }
  CountingIterator& operator++() noexcept {
    *consumed_ = ++at_;
    return *this;
  }
  CountingIterator operator++(int) noexcept {
    CountingIterator before = *this;
    ++*this;
    return before;
  }
  friend bool operator==(const CountingIterator& a, const CountingIterator& b) noexcept { return a.at_ == b.at_; }
  friend bool operator!=(const CountingIterator& a, const CountingIterator& b) noexcept { return a.at_ != b.at_; }

private:
  const char* at_;
  const char** consumed_;
};

/// Builds a document from what the parser meets, and stops it at the first thing that is not allowed. The parser's own
/// builder keeps the last of two equal keys, and with a callback takes time quadratic in the length of a list of objects.
class JsonBuilder : public nlohmann::json_sax<nlohmann::json> {
public:
  using Json = nlohmann::json;

  explicit JsonBuilder(std::string_view text) : text_{text}, consumed_{text.data()} {}
  JsonBuilder(const JsonBuilder&) = delete;
  JsonBuilder& operator=(const JsonBuilder&) = delete;
  ~JsonBuilder() override { dismantle(root_); }

  [[nodiscard]] Json build() {
    const char* const end = text_.data() + text_.size();
    Json::sax_parse(CountingIterator{text_.data(), &consumed_}, CountingIterator{end, &consumed_}, this);
    if (consumed() > 0) refuse_zero_byte(consumed() - 1);
    return std::move(root_);
  }

  bool null() override { return put(nullptr); }
  bool boolean(bool value) override { return put(value); }
  bool number_integer(number_integer_t value) override { return put(value); }
  bool number_unsigned(number_unsigned_t value) override { return put(value); }
  bool number_float(number_float_t value, const string_t& said) override {
    if (value == 0 && said.substr(0, said.find_first_of("eE")).find_first_of("123456789") != std::string::npos) {
      const std::size_t start = token_start(consumed());
      fail(start, "the number " + one_line(word_at(start), 60) + " is too close to 0 to be told from it");
    }
    return put(value);
  }
  bool string(string_t& value) override { return put(std::move(value)); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(Json::object()); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& value) override {
    const auto [member, is_new] = open_.back()->get_ref<Json::object_t&>().emplace(value, nullptr);
    if (!is_new) fail(token_start(consumed()), "the key " + in_quotes(value) + " stands here a second time");
    member_ = &member->second;
    return true;
  }

  bool parse_error(std::size_t read, const std::string&, const Json::exception& error) override {
    // The parser counts the end of the text as one more byte that it has read, and takes a zero byte for the end.
    const std::size_t last = std::min(read, text_.size() + 1) - (read > 0 ? 1U : 0U);
    refuse_zero_byte(last);
    if (error.id == 406) {
      const std::size_t start = token_start(consumed());
      fail(start, "the number " + one_line(word_at(start), 60) + " is out of range");
    }
    auto [rule, spoiled] = without_preamble(error.what());
    const std::string_view literal = "invalid literal";
    if (rule.starts_with(literal)) {
      const std::size_t start = token_start(std::min(last + 1, text_.size()));
      rule.insert(literal.size(), ' ' + in_quotes(word_at(start)));
      fail(start, "not JSON: " + rule);
    }
    // A token that is not a token is found by the byte that spoils it, one in the wrong place by its first byte.
    fail(spoiled || last >= text_.size() ? last : token_start(last + 1), "not JSON: " + rule);
  }

private:
  template <class Value>
  bool put(Value&& value) {
    (void)place(std::forward<Value>(value));
    return true;
  }
  template <class Value>
  Json* place(Value&& value) {
    if (open_.empty()) {
      root_ = std::forward<Value>(value);
      return &root_;
    }
    Json& parent = *open_.back();
    if (parent.is_array()) {
      parent.get_ref<Json::array_t&>().emplace_back(std::forward<Value>(value));
      return &parent.get_ref<Json::array_t&>().back();
    }
    *member_ = std::forward<Value>(value);
    return member_;
  }
  bool open(Json list) {
    if (open_.size() == deepest_json) {
      fail(consumed() - 1, "nested more than " + std::to_string(deepest_json) + " deep");
    }
    open_.push_back(place(std::move(list)));
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }

  [[nodiscard]] std::size_t consumed() const noexcept { return static_cast<std::size_t>(consumed_ - text_.data()); }

  [[nodiscard]] static bool is_word(char c) noexcept {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '+' || c == '-' ||
           c == '.';
  }
  /// Where the token starts that ends before `end`, or one byte earlier where the parser had to look at one byte more.
  [[nodiscard]] std::size_t token_start(std::size_t end) const noexcept {
    if (end > 0 && text_[end - 1] == '"') {
      std::size_t start = end - 1;
      while (start > 0) {
        std::size_t slashes = 0;
        if (text_[--start] != '"') continue;
        while (slashes < start && text_[start - 1 - slashes] == '\\') ++slashes;
        if (slashes % 2 == 0) break;
      }
      return start;
    }
    std::size_t start = end == 0 ? 0 : end - 1;
    if (start > 0 && !is_word(text_[start]) && is_word(text_[start - 1])) --start;
    while (start > 0 && is_word(text_[start]) && is_word(text_[start - 1])) --start;
    return start;
  }
  [[nodiscard]] std::string_view word_at(std::size_t start) const noexcept {
    std::size_t end = start;
    while (end < text_.size() && is_word(text_[end])) ++end;
    if (end == start) end += first_code_point(text_.substr(start)).bytes;
    return text_.substr(start, end - start);
  }

  /// What the parser says without its own name for the error, the place in words, and the token it repeats; and whether
  /// it repeated one.
  [[nodiscard]] static std::pair<std::string, bool> without_preamble(std::string_view said) {
    for (const std::string_view before : {"] ", ": ", " - "}) {
      const std::size_t at = said.find(before);
      if (at != std::string_view::npos) said.remove_prefix(at + before.size());
    }
    const std::size_t token = said.find("; last read: '");
    if (token == std::string_view::npos) return {std::string{said}, false};
    const std::size_t expected = said.rfind("'; expected ");
    return {std::string{said.substr(0, token)} +
                std::string{expected == std::string_view::npos ? "" : said.substr(expected + 1)},
            true};
  }

  void refuse_zero_byte(std::size_t offset) const {
    if (offset < text_.size() && text_[offset] == '\0') fail(offset, "not JSON: a zero byte");
  }

  [[noreturn]] void fail(std::size_t offset, const std::string& rule) const {
    const std::string_view before = text_.substr(0, offset);
    const std::size_t newline = before.rfind('\n');
    std::size_t start = newline == std::string_view::npos ? 0 : newline + 1;
    if (start == 0 && before.starts_with("\xEF\xBB\xBF")) start = 3;
    throw ScenarioError{
        std::to_string(1 + std::count(before.begin(), before.end(), '\n')) + ':' + std::to_string(offset - start + 1),
        rule};
  }

  std::string_view text_;
  const char* consumed_;
  Json root_;
  std::vector<Json*> open_;  // the lists and objects around the value that comes next
  Json* member_ = nullptr;   // the member of the innermost object that comes next
};

}  // namespace internal

void dismantle(nlohmann::json& document) noexcept {
  // As deep as documents are nested, at most `deepest_json`.
  if (auto* list = document.get_ptr<nlohmann::json::array_t*>()) {
    for (; !list->empty(); list->pop_back()) dismantle(list->back());
  } else if (auto* object = document.get_ptr<nlohmann::json::object_t*>()) {
    for (; !object->empty(); object->erase(object->begin())) dismantle(object->begin()->second);
  }
}

nlohmann::json parse_json(std::string_view text) { return internal::JsonBuilder{text}.build(); }

}  // namespace behalf

#endif  // BEHALF_IO_JSON_IMPL_JSON_TEXT_IPP
