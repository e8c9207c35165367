#ifndef BEHALF_GAP_PRINT_HPP
#define BEHALF_GAP_PRINT_HPP

#include <behalf/gap/attribution.hpp>
#include <behalf/gap/impl/display_width.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/solve/fixed_column.hpp>
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

/// The cells of a table of gaps: what is in units of utility is written alike, relative gaps by themselves.
class GapCells {
public:
  template <class Scalar>
  void add(const Attribution<Scalar>& attribution) {
    for (Eigen::Index i = 0; i < attribution.size(); ++i) {
      const double stake = to_double(attribution.stake(i));
      utility_.add(to_double(attribution.gap(i)), stake);
      for (const Axis axis : all_axes) utility_.add(to_double(attribution.shapley(axis, i)), stake);
      const std::optional<Scalar> relative = attribution.relative_gap(i);
      if (relative) relative_.add(to_double(*relative), 1);
    }
  }
  template <class Scalar>
  [[nodiscard]] std::vector<std::string> operator()(const Attribution<Scalar>& attribution, Eigen::Index i) const {
    const double stake = to_double(attribution.stake(i));
    const std::optional<Scalar> relative = attribution.relative_gap(i);
    std::vector<std::string> line{in_line(attribution.name(i)), utility_(to_double(attribution.gap(i)), stake),
                                  relative ? relative_(to_double(*relative), 1) : "-"};
    for (const Axis axis : all_axes) line.push_back(utility_(to_double(attribution.shapley(axis, i)), stake));
    return line;
  }

private:
  FixedColumn utility_;
  FixedColumn relative_;
};

}  // namespace internal

/// A table: for each principal the gap, the gap relative to the stake ("-" where that is 0), and what each axis
/// contributes; below it the weighted mean where there is more than one principal, and the model's notes.
template <class Scalar>
std::ostream& operator<<(std::ostream& out, const Attribution<Scalar>& attribution) {
  std::vector<std::vector<std::string>> lines{
      {"principal", "gap", "relative", "objectives", "information", "principals"}};
  std::optional<Attribution<Scalar>> mean;
  if (attribution.size() > 1 && internal::sum_of(attribution.lattice().weights) > Scalar(0)) {
    mean = weighted_mean(attribution);
  }
  internal::GapCells cells;
  cells.add(attribution);
  if (mean) cells.add(*mean);
  for (Eigen::Index i = 0; i < attribution.size(); ++i) lines.push_back(cells(attribution, i));
  if (mean) lines.push_back(cells(*mean, 0));
  out << internal::aligned(lines);
  for (const std::string& note : attribution.notes()) out << "\nnote: " << note;
  return out;
}

/// One sentence: whom a repair makes worse off, and by how much.
template <class Scalar>
std::ostream& operator<<(std::ostream& out, const Warning<Scalar>& warning) {
  return out << "warning: ideal " << to_text(warning.axis) << " alone would raise the regret of "
             << internal::in_line(warning.name) << " by " << to_text(warning.increase);
}

}  // namespace behalf

#ifdef BEHALF_COMPILED_MODELS
#include <behalf/gap/impl/extern_print.hpp>
#endif

#endif  // BEHALF_GAP_PRINT_HPP
