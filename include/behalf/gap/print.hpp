#ifndef BEHALF_GAP_PRINT_HPP
#define BEHALF_GAP_PRINT_HPP

#include <behalf/gap/attribution.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

namespace internal {

/// How many columns a text takes on a terminal: its code points.
[[nodiscard]] inline std::size_t width(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// Lines of cells, each column as wide as its widest cell, the first one left-aligned and the others right-aligned.
[[nodiscard]] inline std::string aligned(const std::vector<std::vector<std::string>>& lines) {
  std::vector<std::size_t> widths;
  for (const std::vector<std::string>& line : lines) {
    widths.resize(std::max(widths.size(), line.size()));
    for (std::size_t k = 0; k < line.size(); ++k) widths[k] = std::max(widths[k], width(line[k]));
  }
  std::string result;
  for (const std::vector<std::string>& line : lines) {
    for (std::size_t k = 0; k < line.size(); ++k) {
      const std::string padding(widths[k] - width(line[k]), ' ');
      if (k > 0) result += "  ";
      result += k == 0 ? line[k] + (line.size() == 1 ? "" : padding) : padding + line[k];
    }
    result += '\n';
  }
  result.pop_back();
  return result;
}

template <class Scalar>
[[nodiscard]] std::vector<std::string> cells(const Attribution<Scalar>& attribution, Eigen::Index i) {
  const std::optional<Scalar> relative = attribution.relative_gap(i);
  std::vector<std::string> line{attribution.name(i), to_fixed(attribution.gap(i)),
                                relative ? to_fixed(*relative) : "-"};
  for (const Axis axis : all_axes) line.push_back(to_fixed(attribution.shapley(axis, i)));
  return line;
}

}  // namespace internal

/// A table: for each principal the gap, the gap relative to the stake ("-" where that is 0), and what each axis
/// contributes; below it the weighted mean where there is more than one principal, and the model's notes.
template <class Scalar>
std::ostream& operator<<(std::ostream& out, const Attribution<Scalar>& attribution) {
  std::vector<std::vector<std::string>> lines{
      {"principal", "gap", "relative", "objectives", "information", "principals"}};
  for (Eigen::Index i = 0; i < attribution.size(); ++i) lines.push_back(internal::cells(attribution, i));
  if (attribution.size() > 1 && internal::sum_of(attribution.lattice().weights) > Scalar(0)) {
    lines.push_back(internal::cells(weighted_mean(attribution), 0));
  }
  out << internal::aligned(lines);
  for (const std::string& note : attribution.notes()) out << "\nnote: " << note;
  return out;
}

/// One sentence: whom a repair makes worse off, and by how much.
template <class Scalar>
std::ostream& operator<<(std::ostream& out, const Warning<Scalar>& warning) {
  return out << "warning: ideal " << to_text(warning.axis) << " alone would raise the regret of " << warning.name
             << " by " << to_text(warning.increase);
}

}  // namespace behalf

#ifdef BEHALF_COMPILED_MODELS
#include <behalf/gap/impl/extern_print.hpp>
#endif

#endif  // BEHALF_GAP_PRINT_HPP
