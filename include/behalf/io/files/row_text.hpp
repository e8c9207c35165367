#ifndef BEHALF_IO_FILES_ROW_TEXT_HPP
#define BEHALF_IO_FILES_ROW_TEXT_HPP

#include <behalf/io/json/one_line.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/scaling/fingerprint.hpp>
#include <behalf/scaling/row.hpp>

#include <array>
#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace behalf {

/// What rows on disk are made of: numbers that every standard library writes and reads without losing a bit, down to the
/// smallest (those of a long double it does not read).
template <class T>
concept RowNumber = std::same_as<T, float> || std::same_as<T, double>;

}  // namespace behalf

namespace behalf::internal {

/// Calls `field(number, name)` for every number of a row in the order of the columns; `name()` makes the name of the
/// column.
template <class Row, class Field>
void for_each_field(Row& row, Field& field) {
  const auto named = [](const char* name) { return [name] { return std::string{name}; }; };
  field(row.index, named("index"));
  field(row.at.generality, named("generality"));
  field(row.at.scope, named("scope"));
  field(row.at.diversity, named("diversity"));
  field(row.draws, named("draws"));
  field(row.exact, named("exact"));
  for (const AxisSet ideal : all_axis_sets) {
    field(row.regrets[ideal.index()], [ideal] { return "regret_" + letters(ideal); });
  }
  field(row.gap, named("gap"));
  field(row.stake, named("stake"));
  field(row.relative_gap, named("relative_gap"));
  for (const Axis axis : all_axes) {
    field(row.shapley[static_cast<std::size_t>(axis)], [axis] { return "shapley_" + letters(axis); });
  }
  for (const AxisSet faulty : all_axis_sets) {
    field(row.dividends[faulty.index()], [faulty] { return "dividend_" + letters(faulty); });
  }
}

/// The names of the columns, each followed by a comma.
template <class Scalar>
class ColumnNames {
public:
  template <class Number, class Name>
  void operator()(const Number& /*unused*/, const Name& name) {
    text_ += name() + ',';
  }
  template <class Name>
  void operator()(const Estimate<Scalar>& /*unused*/, const Name& name) {
    text_ += name() + ',' + name() + "_se,";
  }
  template <class Name>
  void operator()(const std::optional<Estimate<Scalar>>& /*unused*/, const Name& name) {
    (*this)(Estimate<Scalar>{}, name);
  }
  [[nodiscard]] const std::string& text() const noexcept { return text_; }

private:
  std::string text_;
};

/// Writes the numbers of a row, each followed by a comma, with as many digits as their bits need.
template <class Scalar>
class RowWriter {
public:
  explicit RowWriter(std::string& text) : text_{&text} {}

  template <class Number, class Name>
  void operator()(const Number& x, const Name& /*unused*/) {
    std::array<char, 64> buffer{};
    text_->append(buffer.data(), std::to_chars(buffer.data(), buffer.data() + buffer.size(), x).ptr) += ',';
  }
  template <class Name>
  void operator()(const bool& x, const Name& /*unused*/) {
    *text_ += x ? "1," : "0,";
  }
  template <class Name>
  void operator()(const Estimate<Scalar>& x, const Name& name) {
    (*this)(x.value, name);
    (*this)(x.standard_error, name);
  }
  template <class Name>
  void operator()(const std::optional<Estimate<Scalar>>& x, const Name& name) {
    if (x) return (*this)(*x, name);
    *text_ += ",,";
  }

private:
  std::string* text_;
};

/// Reads the numbers of a row, each followed by a comma; the first that is not one is the fault.
template <class Scalar>
class RowReader {
public:
  explicit RowReader(std::string_view text) : rest_{text} {}

  template <class Number, class Name>
  void operator()(Number& x, const Name& name) {
    const std::string_view text = next();
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), x);
    require(error == std::errc{} && end == text.data() + text.size() && !text.empty(), name, "a number", text);
  }
  template <class Name>
  void operator()(bool& x, const Name& name) {
    const std::string_view text = next();
    x = text == "1";
    require(x || text == "0", name, "1 or 0", text);
  }
  template <class Name>
  void operator()(Estimate<Scalar>& x, const Name& name) {
    (*this)(x.value, name);
    (*this)(x.standard_error, [&name] { return name() + "_se"; });
  }
  template <class Name>
  void operator()(std::optional<Estimate<Scalar>>& x, const Name& name) {
    x.reset();
    if (!rest_.starts_with(",,")) return (*this)(x.emplace(), name);
    rest_.remove_prefix(2);
  }
  /// What is wrong, once all columns have been read; empty: nothing.
  [[nodiscard]] std::string fault() const {
    return fault_.empty() && !rest_.empty() ? "expected no more columns, got " + in_quotes(rest_) : fault_;
  }

private:
  [[nodiscard]] std::string_view next() {
    const std::size_t comma = rest_.find(',');
    const std::string_view text = rest_.substr(0, comma);
    rest_.remove_prefix(comma == std::string_view::npos ? rest_.size() : comma + 1);
    return text;
  }
  template <class Name>
  void require(bool holds, const Name& name, const char* what, std::string_view text) {
    if (!holds && fault_.empty())
      fault_ = std::string{"expected "} + what + " for " + name() + ", got " + in_quotes(text);
  }

  std::string_view rest_;
  std::string fault_;
};

/// The line that names the columns of rows, with its end.
template <RowNumber Scalar>
[[nodiscard]] std::string column_line() {
  ColumnNames<Scalar> names;
  const ScalingRow<Scalar> row;
  for_each_field(row, names);
  return names.text() + "checksum\n";
}

/// Sixteen digits that depend on the study and on every character of its row.
[[nodiscard]] inline std::string checksum(std::uint64_t study, std::string_view numbers) {
  Fingerprint all;
  all.add(study);
  all.add(numbers);
  return hexadecimal(all.value(), 16);
}

/// A row as a line with its end; reading it gives the same bits.
template <RowNumber Scalar>
void write_row(std::string& line, const ScalingRow<Scalar>& row, std::uint64_t study) {
  line.clear();
  RowWriter<Scalar> writer{line};
  for_each_field(row, writer);
  line += checksum(study, line) + '\n';
}

/// Reads the row of a line without its end. Returns what is wrong with it; empty: nothing.
template <RowNumber Scalar>
[[nodiscard]] std::string read_row(std::string_view line, ScalingRow<Scalar>& row, std::uint64_t study) {
  const std::size_t numbers = line.rfind(',') + 1;  // 0 where there is no comma
  if (line.substr(numbers) != checksum(study, line.substr(0, numbers))) {
    return "the row is not what was written: its checksum is not that of its numbers";
  }
  RowReader<Scalar> reader{line.substr(0, numbers)};
  for_each_field(row, reader);
  return reader.fault();
}

}  // namespace behalf::internal

#endif  // BEHALF_IO_FILES_ROW_TEXT_HPP
