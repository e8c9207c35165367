#ifndef BEHALF_TESTS_IO_ELEMENTS_HPP
#define BEHALF_TESTS_IO_ELEMENTS_HPP

#include <algorithm>
#include <cstddef>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace tests {

/// An element as a reader sees it: its attributes and all text in it, unescaped.
struct Element {
  std::string name{};
  std::map<std::string, std::string> attributes{};
  std::string text{};
  std::vector<std::size_t> ancestors{};  ///< Indices of the elements around it, outermost first.

  [[nodiscard]] std::string operator[](const std::string& attribute) const {
    const auto found = attributes.find(attribute);
    return found == attributes.end() ? std::string{} : found->second;
  }
  [[nodiscard]] bool is(const std::string& css) const {
    return (' ' + (*this)["class"] + ' ').find(' ' + css + ' ') != std::string::npos;
  }
};

/// Reads what is well-formed HTML and XML at the same time, and throws for anything else: an element that is not closed
/// or closed by another, an attribute without quotes or given twice, a bare &, <, > or quote, a reference that is not
/// one of five.
class Elements {
public:
  explicit Elements(std::string_view source) : rest_{source} {
    if (rest_.starts_with("<!DOCTYPE html>\n")) rest_.remove_prefix(16);
    while (!rest_.empty()) step();
    if (!open_.empty()) throw std::runtime_error{"not closed: " + all_[open_.back()].name};
  }

  [[nodiscard]] const std::vector<Element>& all() const& { return all_; }
  const std::vector<Element>& all() && = delete;
  /// The elements of this name, with this class unless it is empty, in this element unless it is null.
  [[nodiscard]] std::vector<Element> find(const std::string& name, const std::string& css = {},
                                          const Element* within = nullptr) const {
    std::vector<Element> result;
    for (const Element& element : all_) {
      const bool inside = within == nullptr || std::any_of(element.ancestors.begin(), element.ancestors.end(),
                                                           [&](std::size_t k) { return &all_[k] == within; });
      if (element.name == name && (css.empty() || element.is(css)) && inside) result.push_back(element);
    }
    return result;
  }
  /// The same as addresses, to look further inside them.
  [[nodiscard]] std::vector<const Element*> places(const std::string& name, const std::string& css = {}) const {
    std::vector<const Element*> result;
    for (const Element& element : all_) {
      if (element.name == name && (css.empty() || element.is(css))) result.push_back(&element);
    }
    return result;
  }
  /// The only such element.
  [[nodiscard]] Element one(const std::string& name, const std::string& css = {}) const {
    const std::vector<Element> found = find(name, css);
    if (found.size() != 1) throw std::runtime_error{std::to_string(found.size()) + " elements " + name + ' ' + css};
    return found.front();
  }

private:
  void step() {
    if (!rest_.starts_with('<')) {
      const bool style = !open_.empty() && all_[open_.back()].name == "style";
      const std::string_view raw = rest_.substr(0, rest_.find('<'));
      rest_.remove_prefix(raw.size());
      const std::string text = style ? std::string{raw} : unescaped(raw);
      if (open_.empty() && text.find_first_not_of(" \n") != std::string::npos) throw std::runtime_error{"text outside"};
      for (const std::size_t k : open_) all_[k].text += text;
    } else if (rest_.starts_with("</")) {
      rest_.remove_prefix(2);
      const std::string_view name = take_until('>');
      rest_.remove_prefix(1);
      if (open_.empty() || all_[open_.back()].name != name) throw std::runtime_error{"closed: " + std::string{name}};
      open_.pop_back();
    } else {
      rest_.remove_prefix(1);
      open_element();
    }
  }

  void open_element() {
    Element element;
    element.ancestors = open_;
    element.name = take_while_name();
    while (rest_.starts_with(' ')) {
      rest_.remove_prefix(1);
      const std::string name = take_while_name();
      expect("=\"");
      const std::string value = unescaped(take_until('"'));
      expect("\"");
      if (name.empty() || !element.attributes.emplace(name, value).second) throw std::runtime_error{"twice: " + name};
    }
    const bool empty = rest_.starts_with('/');
    if (empty) rest_.remove_prefix(1);
    expect(">");
    all_.push_back(element);
    if (!empty) open_.push_back(all_.size() - 1);
  }

  void expect(std::string_view text) {
    if (!rest_.starts_with(text)) throw std::runtime_error{"expected " + std::string{text} + " at " + here()};
    rest_.remove_prefix(text.size());
  }
  [[nodiscard]] std::string here() const { return std::string{rest_.substr(0, 40)}; }
  [[nodiscard]] std::string_view take_until(char end) {
    const std::size_t length = rest_.find(end);
    if (length == std::string_view::npos) throw std::runtime_error{"no end at " + here()};
    const std::string_view result = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return result;
  }
  [[nodiscard]] std::string take_while_name() {
    std::size_t length = 0;
    while (length < rest_.size() && (rest_[length] == '-' || rest_[length] == ':' ||
                                     std::string_view{" =\"<>/\n&'"}.find(rest_[length]) == std::string_view::npos)) {
      ++length;
    }
    if (length == 0) throw std::runtime_error{"no name at " + here()};
    std::string result{rest_.substr(0, length)};
    rest_.remove_prefix(length);
    return result;
  }
  [[nodiscard]] static std::string unescaped(std::string_view text) {
    static const std::map<std::string_view, char> references{
        {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}};
    std::string result;
    while (!text.empty()) {
      if (text.front() == '&') {
        const auto found = references.find(text.substr(0, text.find(';') + 1));
        if (found == references.end()) throw std::runtime_error{"bare & at " + std::string{text.substr(0, 40)}};
        result += found->second;
        text.remove_prefix(found->first.size());
      } else if (std::string_view{"<>\"'"}.find(text.front()) != std::string_view::npos) {
        throw std::runtime_error{"not escaped: " + std::string{text.substr(0, 40)}};
      } else {
        result += text.front();
        text.remove_prefix(1);
      }
    }
    return result;
  }

  std::string_view rest_;
  std::vector<Element> all_;
  std::vector<std::size_t> open_;
};

}  // namespace tests

#endif  // BEHALF_TESTS_IO_ELEMENTS_HPP
