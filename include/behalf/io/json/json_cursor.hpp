#ifndef BEHALF_IO_JSON_JSON_CURSOR_HPP
#define BEHALF_IO_JSON_JSON_CURSOR_HPP

#include <behalf/config.hpp>
#include <behalf/io/json/one_line.hpp>
#include <behalf/io/json/scenario_error.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace behalf {

/// A place in a document and how it was reached: the one way in which scenarios are read.
///
/// Each reading function says what it expects and throws `ScenarioError` with the path of the place and what is there
/// instead. The path is kept as the steps taken and becomes text only then. The document must outlive its cursors.
class JsonCursor {
public:
  using Json = nlohmann::json;

  explicit JsonCursor(const Json& document) : value_{&document} {}

  [[nodiscard]] const Json& json() const noexcept { return *value_; }

  /// The path of this place, such as "$.principals[1].values".
  [[nodiscard]] std::string path() const {
    std::string result = "$";
    for (std::size_t k = 0; k < depth_; ++k) result += to_text(steps_[k]);
    return result;
  }
  /// Refuses what stands here.
  [[noreturn]] void refuse(const std::string& rule) const { throw ScenarioError{path(), rule}; }
  /// Refuses what stands here: `expected`, which is a phrase such as "a number", and what was found instead.
  [[noreturn]] void refuse_for(const std::string& expected) const {
    refuse("expected " + expected + ", got " + description());
  }

  /// Needs an object with no keys but these.
  void expect_object(std::initializer_list<std::string_view> known) const {
    expect_object(std::vector<std::string_view>{known});
  }
  void expect_object(const std::vector<std::string_view>& known) const {
    if (!value_->is_object()) refuse_for("an object");
    for (const auto& [key, value] : value_->get_ref<const Json::object_t&>()) {
      if (std::find(known.begin(), known.end(), key) != known.end()) continue;
      std::string rule = "unknown key, expected one of";
      for (const std::string_view name : known) rule += (name == known.front() ? " " : ", ") + std::string{name};
      step(key, value).refuse(rule);
    }
  }
  /// The member of the object here with this key, which must outlive the cursor; nothing where there is none.
  [[nodiscard]] std::optional<JsonCursor> find(std::string_view key) const {
    if (!value_->is_object()) refuse_for("an object");
    const auto member = value_->find(std::string{key});
    if (member == value_->end()) return std::nullopt;
    return step(key, *member);
  }
  /// The member of the object here with this key, which must be there.
  [[nodiscard]] JsonCursor at(std::string_view key) const {
    const std::optional<JsonCursor> member = find(key);
    if (!member) step(key, *value_).refuse("required, but missing");
    return *member;
  }

  /// The length of the list here.
  [[nodiscard]] Eigen::Index size() const {
    if (!value_->is_array()) refuse_for("a list");
    return static_cast<Eigen::Index>(value_->size());
  }
  /// The length of the list here, which must not be empty; `of` is what it holds, in the singular.
  [[nodiscard]] Eigen::Index size_of_some(const std::string& of) const {
    if (size() == 0) refuse("expected at least one " + of + ", got none");
    return size();
  }
  /// Entry i of the list here. Needs i < size().
  [[nodiscard]] JsonCursor operator[](Eigen::Index i) const {
    return step(std::nullopt, (*value_)[static_cast<std::size_t>(i)], static_cast<std::size_t>(i));
  }

  /// The text here.
  [[nodiscard]] const std::string& text() const {
    if (!value_->is_string()) refuse_for("a text");
    return value_->get_ref<const std::string&>();
  }
  /// The name here: a text that is not empty and can be printed.
  [[nodiscard]] const std::string& name() const {
    if (text().empty()) refuse("expected a name, got an empty text");
    if (!is_printable(text())) refuse_for("a name without control characters");
    return text();
  }
  /// Which of these words stands here, by its number.
  [[nodiscard]] std::size_t one_of(std::initializer_list<std::string_view> words) const {
    const auto* const found = std::find(words.begin(), words.end(), text());
    if (found == words.end()) {
      std::string expected;
      for (const std::string_view word : words) expected += (word == *words.begin() ? "" : " or ") + std::string{word};
      refuse_for(expected);
    }
    return static_cast<std::size_t>(found - words.begin());
  }
  /// What is said here: true or false.
  [[nodiscard]] bool truth() const {
    if (!value_->is_boolean()) refuse_for("true or false");
    return value_->get<bool>();
  }
  /// The finite number here.
  [[nodiscard]] double number() const {
    if (!value_->is_number()) refuse_for("a number");
    const double x = value_->get<double>();
    if (!is_finite(x)) refuse("expected a finite number, got " + behalf::to_text(x));
    return x;
  }

  /// The whole number here, 0 or more.
  [[nodiscard]] std::uint64_t whole_number() const {
    if (value_->is_number_unsigned()) return value_->get<std::uint64_t>();
    const double x = value_->is_number() ? value_->get<double>() : -1;
    // What is written as 3.0 or 1e3 is meant as such; beyond 2^53 a double may stand for another number.
    if (!(x >= 0 && x <= 0x1p53) || x != std::floor(x)) refuse_for("a whole number that is not negative");
    return static_cast<std::uint64_t>(x);
  }
  /// The list of numbers here, of any length.
  [[nodiscard]] std::vector<double> numbers() const {
    std::vector<double> result;
    for (Eigen::Index i = 0; i < size(); ++i) result.push_back((*this)[i].number());
    return result;
  }

  /// The d numbers here.
  [[nodiscard]] Vector<double> vector(Eigen::Index d) const {
    expect_length(d, "number");
    Vector<double> result(d);
    for (Eigen::Index j = 0; j < d; ++j) result(j) = (*this)[j].number();
    return result;
  }
  /// The matrix here, a list of any number of rows with this many numbers each.
  [[nodiscard]] Matrix<double> rows(Eigen::Index columns) const {
    Matrix<double> result(size(), columns);
    for (Eigen::Index i = 0; i < result.rows(); ++i) result.row(i) = (*this)[i].vector(columns).transpose();
    return result;
  }
  /// Whether a square matrix is given here by its diagonal: a list none of whose entries is a list.
  [[nodiscard]] bool is_diagonal() const {
    return value_->is_array() &&
           std::none_of(value_->begin(), value_->end(), [](const Json& x) { return x.is_array(); });
  }
  /// The d × d matrix here, a list of d rows or of the d numbers of its diagonal.
  [[nodiscard]] Matrix<double> square(Eigen::Index d) const { return square(d, false); }
  /// The same, where "inf" may stand on the diagonal for an infinite variance.
  [[nodiscard]] Matrix<double> square_or_infinite(Eigen::Index d) const { return square(d, true); }

private:
  /// A key, or the number of an entry.
  struct Step {
    std::optional<std::string_view> key;
    std::size_t index = 0;
  };
  /// No scenario is read deeper than this; what is nested deeper is refused before.
  static constexpr std::size_t deepest = 8;

  [[nodiscard]] JsonCursor step(std::optional<std::string_view> key, const Json& value, std::size_t index = 0) const {
    BEHALF_ASSERT(depth_ < deepest, "a scenario is not read that deep");
    JsonCursor next = *this;
    next.value_ = &value;
    next.steps_[next.depth_++] = {key, index};
    return next;
  }
  [[nodiscard]] static std::string to_text(const Step& step) {
    if (!step.key) return '[' + std::to_string(step.index) + ']';
    const bool plain =
        !step.key->empty() && step.key->size() <= 60 && std::all_of(step.key->begin(), step.key->end(), [](char c) {
          return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        });
    return plain ? '.' + std::string{*step.key} : '[' + in_quotes(*step.key) + ']';
  }

  [[nodiscard]] std::string description() const {
    switch (value_->type()) {
      case Json::value_t::null: return "null";
      case Json::value_t::boolean: return value_->get<bool>() ? "true" : "false";
      case Json::value_t::string: return in_quotes(value_->get_ref<const std::string&>());
      case Json::value_t::array: return "a list";
      case Json::value_t::object: return "an object";
      default: return behalf::to_text(value_->get<double>());
    }
  }

  void expect_length(Eigen::Index wanted, const std::string& of) const {
    const std::string expected = std::to_string(wanted) + ' ' + of + (wanted == 1 ? "" : "s");
    if (!value_->is_array()) refuse_for(expected);
    if (size() != wanted) refuse("expected " + expected + ", got " + std::to_string(size()));
  }

  [[nodiscard]] double variance() const {
    if (value_->is_string() && text() == "inf") return std::numeric_limits<double>::infinity();
    if (!value_->is_number()) refuse_for("a number or \"inf\"");
    return number();
  }
  [[nodiscard]] Matrix<double> square(Eigen::Index d, bool infinite) const {
    const auto entry = [&](const JsonCursor& at, bool on_diagonal) {
      if (infinite && !on_diagonal && at.value_->is_string() && at.text() == "inf") {
        at.refuse("expected a number, \"inf\" may stand only on the diagonal");
      }
      return infinite && on_diagonal ? at.variance() : at.number();
    };
    Matrix<double> result = Matrix<double>::Zero(d, d);
    if (is_diagonal()) {
      expect_length(d, value_->empty() ? "row" : "number");
      for (Eigen::Index j = 0; j < d; ++j) result(j, j) = entry((*this)[j], true);
      return result;
    }
    expect_length(d, "row");
    for (Eigen::Index i = 0; i < d; ++i) {
      const JsonCursor row = (*this)[i];
      row.expect_length(d, "number");
      for (Eigen::Index j = 0; j < d; ++j) result(i, j) = entry(row[j], i == j);
    }
    return result;
  }

  const Json* value_;
  std::array<Step, deepest> steps_{};
  std::size_t depth_ = 0;
};

}  // namespace behalf

#endif  // BEHALF_IO_JSON_JSON_CURSOR_HPP
