#ifndef BEHALF_EXAMPLES_DATA_CSV_HPP
#define BEHALF_EXAMPLES_DATA_CSV_HPP

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <fstream>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace data {

/// A table of text with a header, as in the real data sets: fields between commas, in double quotes where they contain
/// one, a quote doubled inside quotes, no line breaks inside fields.
class Csv {
public:
  explicit Csv(const std::string& path) {
    std::ifstream file{path};
    std::string line;
    if (!std::getline(file, line)) throw std::runtime_error{"cannot read " + path};
    header_ = split(line);
    while (std::getline(file, line)) {
      if (line.empty() || line == "\r") continue;
      rows_.push_back(split(line));
      if (rows_.back().size() != header_.size()) {
        throw std::runtime_error{path + ": line " + std::to_string(rows_.size() + 1) + " does not fit the header"};
      }
    }
  }

  /// The number of rows below the header.
  [[nodiscard]] std::size_t size() const noexcept { return rows_.size(); }
  [[nodiscard]] const std::vector<std::string>& header() const noexcept { return header_; }
  [[nodiscard]] std::size_t column(const std::string& name) const {
    const auto place = std::find(header_.begin(), header_.end(), name);
    if (place == header_.end()) throw std::runtime_error{"there is no column " + name};
    return static_cast<std::size_t>(place - header_.begin());
  }
  [[nodiscard]] const std::string& text(std::size_t row, std::size_t column) const { return rows_.at(row).at(column); }
  [[nodiscard]] const std::string& text(std::size_t row, const std::string& name) const {
    return text(row, column(name));
  }
  /// A field as a number; NaN where it is blank.
  [[nodiscard]] double number(std::size_t row, std::size_t column) const {
    const std::string& field = text(row, column);
    if (field.empty()) return std::numeric_limits<double>::quiet_NaN();
    double value = 0;
    const char* const end = field.data() + field.size();
    const std::from_chars_result result = std::from_chars(field.data(), end, value);
    if (result.ec != std::errc{} || result.ptr != end) throw std::runtime_error{"\"" + field + "\" is not a number"};
    return value;
  }
  [[nodiscard]] double number(std::size_t row, const std::string& name) const { return number(row, column(name)); }

private:
  [[nodiscard]] static std::vector<std::string> split(const std::string& line) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
      const char c = line[i];
      if (c == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"') {
        fields.back() += line[++i];
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.emplace_back();
      } else if (c != '\r' || i + 1 < line.size()) {
        fields.back() += c;
      }
    }
    return fields;
  }

  std::vector<std::string> header_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace data

#endif  // BEHALF_EXAMPLES_DATA_CSV_HPP
