#ifndef BEHALF_IO_JSON_IMPL_JSON_CURSOR_IPP
#define BEHALF_IO_JSON_IMPL_JSON_CURSOR_IPP

#include <behalf/config.hpp>
#include <behalf/gap/impl/display_width.hpp>
#include <behalf/io/json/json_cursor.hpp>
#include <behalf/io/json/one_line.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace behalf {

std::string JsonCursor::path() const {
  std::string result = "$";
  for (std::size_t k = 0; k < depth_; ++k) result += to_text(steps_[k]);
  return result;
}

void JsonCursor::refuse_for(const std::string& expected) const {
  refuse("expected " + expected + ", got " + description());
}

void JsonCursor::expect_object(std::initializer_list<std::string_view> known) const {
  expect_object(std::vector<std::string_view>{known});
}

void JsonCursor::expect_object(std::span<const std::string_view> known) const {
  if (!value_->is_object()) refuse_for("an object");
  for (const auto& [key, value] : value_->get_ref<const Json::object_t&>()) {
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    std::string rule = "unknown key, expected one of";
    for (const std::string_view name : known) rule += (name == known.front() ? " " : ", ") + std::string{name};
    step(key, value).refuse(rule);
  }
}

std::optional<JsonCursor> JsonCursor::find(std::string_view key) const {
  if (!value_->is_object()) refuse_for("an object");
  const auto member = value_->find(std::string{key});
  if (member == value_->end()) return std::nullopt;
  return step(key, *member);
}

JsonCursor JsonCursor::at(std::string_view key) const {
  const std::optional<JsonCursor> member = find(key);
  if (!member) step(key, *value_).refuse("required, but missing");
  return *member;
}

Eigen::Index JsonCursor::size() const {
  if (!value_->is_array()) refuse_for("a list");
  return static_cast<Eigen::Index>(value_->size());
}

Eigen::Index JsonCursor::size_of_some(const std::string& of) const {
  if (size() == 0) refuse("expected at least one " + of + ", got none");
  return size();
}

JsonCursor JsonCursor::operator[](Eigen::Index i) const {
  return step(std::nullopt, (*value_)[static_cast<std::size_t>(i)], static_cast<std::size_t>(i));
}

const std::string& JsonCursor::text() const {
  if (!value_->is_string()) refuse_for("a text");
  return value_->get_ref<const std::string&>();
}

const std::string& JsonCursor::name() const {
  if (text().empty()) refuse("expected a name, got an empty text");
  if (!is_printable(text())) refuse_for("a name without control characters");
  if (!internal::is_visible(text())) refuse_for("a name that can be seen");
  return text();
}

std::size_t JsonCursor::one_of(std::initializer_list<std::string_view> words) const {
  return one_of(std::vector<std::string_view>{words});
}

std::size_t JsonCursor::one_of(const std::vector<std::string_view>& words) const {
  const auto found = std::find(words.begin(), words.end(), text());
  if (found == words.end()) {
    std::string expected;
    for (const std::string_view word : words) expected += (word == words.front() ? "" : " or ") + std::string{word};
    refuse_for(expected);
  }
  return static_cast<std::size_t>(found - words.begin());
}

bool JsonCursor::truth() const {
  if (!value_->is_boolean()) refuse_for("true or false");
  return value_->get<bool>();
}

double JsonCursor::number() const {
  if (!value_->is_number()) refuse_for("a number");
  const double x = value_->get<double>();
  if (!is_finite(x)) refuse("expected a finite number, got " + behalf::to_text(x));
  return x;
}

std::uint64_t JsonCursor::whole_number() const {
  if (value_->is_number_unsigned()) return value_->get<std::uint64_t>();
  const double x = value_->is_number() ? value_->get<double>() : -1;
  if (x > 0x1p53 && x == std::floor(x)) {
    refuse(
        "expected a whole number of at most 18446744073709551615, or of at most 2^53 with a point or an exponent, "
        "got " +
        behalf::to_text(x, 17));
  }
  // What is written as 3.0 or 1e3 is meant as such; beyond 2^53 a double may stand for another number.
  if (!(x >= 0 && x <= 0x1p53) || x != std::floor(x)) refuse_for("a whole number that is not negative");
  return static_cast<std::uint64_t>(x);
}

std::vector<double> JsonCursor::numbers() const {
  std::vector<double> result;
  for (Eigen::Index i = 0; i < size(); ++i) result.push_back((*this)[i].number());
  return result;
}

Vector<double> JsonCursor::vector(Eigen::Index d) const {
  expect_length(d, "number");
  Vector<double> result(d);
  for (Eigen::Index j = 0; j < d; ++j) result(j) = (*this)[j].number();
  return result;
}

Matrix<double> JsonCursor::rows(Eigen::Index columns) const {
  Matrix<double> result(size(), columns);
  for (Eigen::Index i = 0; i < result.rows(); ++i) result.row(i) = (*this)[i].vector(columns).transpose();
  return result;
}

bool JsonCursor::is_diagonal() const {
  return value_->is_array() && std::none_of(value_->begin(), value_->end(), [](const Json& x) { return x.is_array(); });
}

JsonCursor JsonCursor::step(std::optional<std::string_view> key, const Json& value, std::size_t index) const {
  BEHALF_ASSERT(depth_ < deepest, "a scenario is not read that deep");
  JsonCursor next = *this;
  next.value_ = &value;
  next.steps_[next.depth_++] = {key, index};
  return next;
}

std::string JsonCursor::to_text(const Step& step) {
  if (!step.key) return '[' + std::to_string(step.index) + ']';
  const bool plain =
      !step.key->empty() && step.key->size() <= 60 && std::all_of(step.key->begin(), step.key->end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
      });
  return plain ? '.' + std::string{*step.key} : '[' + in_quotes(*step.key) + ']';
}

std::string JsonCursor::description() const {
  switch (value_->type()) {
    case Json::value_t::null: return "null";
    case Json::value_t::boolean: return value_->get<bool>() ? "true" : "false";
    case Json::value_t::string: return in_quotes(value_->get_ref<const std::string&>());
    case Json::value_t::array: return "a list";
    case Json::value_t::object: return "an object";
    default: return behalf::to_text(value_->get<double>());
  }
}

void JsonCursor::expect_length(Eigen::Index wanted, const std::string& of) const {
  const std::string expected = std::to_string(wanted) + ' ' + of + (wanted == 1 ? "" : "s");
  if (!value_->is_array()) refuse_for(expected);
  if (size() != wanted) refuse("expected " + expected + ", got " + std::to_string(size()));
}

double JsonCursor::variance() const {
  if (value_->is_string() && text() == "inf") return std::numeric_limits<double>::infinity();
  if (!value_->is_number()) refuse_for("a number or \"inf\"");
  return number();
}

Matrix<double> JsonCursor::square(Eigen::Index d, bool infinite) const {
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

}  // namespace behalf

#endif  // BEHALF_IO_JSON_IMPL_JSON_CURSOR_IPP
