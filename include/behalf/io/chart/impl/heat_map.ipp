#ifndef BEHALF_IO_CHART_IMPL_HEAT_MAP_IPP
#define BEHALF_IO_CHART_IMPL_HEAT_MAP_IPP

#include <behalf/io/chart/bar_chart.hpp>
#include <behalf/io/chart/heat_map.hpp>
#include <behalf/io/chart/svg.hpp>
#include <behalf/io/json/one_line.hpp>
#include <behalf/solve/invalid_argument.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace behalf {

HeatMap::HeatMap(Options options) : options_{std::move(options)} {
  require(!options_.rows.empty() && !options_.columns.empty(), "cells", "at least one row and one column");
  bool fits = options_.cells.size() == options_.rows.size();
  for (const auto& row : options_.cells) fits = fits && row.size() == options_.columns.size();
  require(fits, "cells", "a cell for every row and column");
  for (const HeatLine& line : options_.lines) {
    require(line.heights.size() == options_.columns.size(), "lines", "a height for every column");
    for (const std::optional<std::size_t>& height : line.heights) {
      require(height.value_or(0) <= options_.rows.size(), "lines", "heights of at most as many as there are rows");
    }
  }
  left_ = std::min(longest(options_.rows) + 10, width / 2);
  const double columns = static_cast<double>(options_.columns.size());
  const double rows = static_cast<double>(options_.rows.size());
  cell_width_ = std::min((width - left_ - right) / columns, 64.0);
  cell_height_ = std::clamp(200 / rows, std::min(options_.least_row_height, 34.0), 34.0);
}

std::optional<std::pair<double, double>> HeatMap::range() const {
  std::optional<std::pair<double, double>> result;
  for (const auto& row : options_.cells) {
    for (const HeatCell& cell : row) {
      if (cell.value) internal::widen(result, *cell.value);
    }
  }
  return result;
}

bool HeatMap::incomplete() const {
  return std::any_of(options_.cells.begin(), options_.cells.end(), [](const std::vector<HeatCell>& row) {
    return std::any_of(row.begin(), row.end(), [](const HeatCell& cell) { return !cell.value; });
  });
}

Svg HeatMap::svg(const LinearScale& shades) const {
  Svg svg{{.width = width,
           .height = top + plot_height() + 42,
           .title = options_.title,
           .description = options_.description,
           .css = "heat"}};
  const bool written = figures_fit();
  for (std::size_t row = 0; row < options_.rows.size(); ++row) {
    for (std::size_t column = 0; column < options_.columns.size(); ++column) {
      draw_cell(svg, {x(column), y(row + 1)}, options_.cells[row][column], shades, written);
    }
  }
  for (const HeatLine& line : options_.lines) draw_line(svg, line);
  draw_labels(svg);
  return svg;
}

Svg HeatMap::legend(const LinearScale& shades, const std::string& unit, const std::string& title) {
  static constexpr int steps = 48;
  static constexpr double margin = 24;
  static constexpr double step = (width - 2 * margin) / steps;
  Svg svg{{.width = width,
           .height = 44,
           .title = title + ": from " + shades.written(shades.ticks().front()) + unit + " to " +
                    shades.written(shades.ticks().back()) + unit,
           .css = "heat key"}};
  svg.text({margin, 11}, title);
  for (int k = 0; k < steps; ++k) {
    svg.rect({margin + k * step, 16}, step, 9, {.css = "shade", .opacity = opacity((k + 0.5) / steps)});
  }
  std::vector<std::string> labels;
  for (const LinearScale::Tick& tick : shades.ticks()) labels.push_back(shades.written(tick) + unit);
  const double apart = (width - 2 * margin) / static_cast<double>(labels.size() - 1);
  for (const std::size_t k : shown(labels.size(), (longest(labels) + 4) / apart)) {
    svg.text({margin + shades.ticks()[k].position * (width - 2 * margin), 38}, labels[k], {.anchor = "middle"});
  }
  return svg;
}

void HeatMap::require(bool holds, const char* field, const char* rule) {
  if (!holds) throw InvalidArgument{"HeatMap", field, std::string{"expected "} + rule};
}

double HeatMap::opacity(double position) { return std::round(100 * (0.06 + 0.94 * position)) / 100; }

std::size_t HeatMap::length(std::string_view text) {
  std::size_t count = 0;
  for (; !text.empty(); ++count) text.remove_prefix(std::max<std::size_t>(1, internal::first_code_point(text).bytes));
  return count;
}

double HeatMap::longest(const std::vector<std::string>& labels) {
  std::size_t result = 0;
  for (const std::string& label : labels) result = std::max(result, length(label));
  return text_width(result);
}

double HeatMap::x(std::size_t columns) const { return left_ + cell_width_ * static_cast<double>(columns); }

double HeatMap::y(std::size_t rows) const { return top + plot_height() - cell_height_ * static_cast<double>(rows); }

bool HeatMap::figures_fit() const {
  return cell_height_ >= 18 && std::all_of(options_.cells.begin(), options_.cells.end(), [this](const auto& row) {
           return std::all_of(row.begin(), row.end(), [this](const HeatCell& cell) {
             return text_width(length(cell.figure)) + (cell.marked ? 20 : 6) <= cell_width_;
           });
         });
}

void HeatMap::draw_cell(Svg& svg, SvgPoint corner, const HeatCell& cell, const LinearScale& shades,
                        bool written) const {
  const double gap = std::min(cell_width_, cell_height_) > 8 ? 0.5 : 0;
  const double shade = cell.value ? opacity(shades.position(*cell.value)) : 0;
  const std::string on = shade <= weak ? " weak" : " strong";
  SvgMark mark{.css = cell.value ? "cell" : "missing", .hover = cell.hover};
  if (!cell.css.empty()) mark.css += ' ' + cell.css;
  if (cell.value) mark.opacity = shade;
  svg.rect({corner.x + gap, corner.y + gap}, cell_width_ - 2 * gap, cell_height_ - 2 * gap, mark);
  if (written && !cell.figure.empty()) {
    svg.text({corner.x + cell_width_ / 2, corner.y + cell_height_ / 2 + 4}, cell.figure,
             {.css = "value" + on, .anchor = "middle"});
  }
  if (cell.marked) {
    const double radius = std::min(2.5, std::min(cell_width_, cell_height_) / 4);
    svg.circle({corner.x + cell_width_ - 2 * radius, corner.y + 2 * radius}, radius, {.css = "dot" + on});
  }
}

void HeatMap::draw_line(Svg& svg, const HeatLine& line) const {
  SvgPath path;
  bool drawing = false;
  for (std::size_t column = 0; column < line.heights.size(); ++column) {
    const std::optional<std::size_t>& height = line.heights[column];
    if (height) {
      const SvgPoint from{x(column), y(*height)};
      (drawing ? path.line_to(from) : path.move_to(from)).line_to({x(column + 1), y(*height)});
    }
    drawing = height.has_value();
  }
  if (path.str().empty()) return;
  svg.path(path, {.css = "halo"});
  svg.path(path, {.css = "line " + line.css, .hover = line.hover});
}

void HeatMap::draw_labels(Svg& svg) const {
  svg.text({0, 12}, "↑ " + options_.row_title, {.css = "axis"});
  const double line = top + plot_height();
  svg.text({left_, line + 36}, options_.column_title + " →", {.css = "axis"});
  for (const std::size_t row : shown(options_.rows.size(), 14 / cell_height_)) {
    svg.text({left_ - 6, y(row) - cell_height_ / 2 + 4}, options_.rows[row], {.anchor = "end"});
  }
  for (const std::size_t column : shown(options_.columns.size(), (longest(options_.columns) + 4) / cell_width_)) {
    svg.text({x(column) + cell_width_ / 2, line + 16}, options_.columns[column], {.anchor = "middle"});
  }
}

std::vector<std::size_t> HeatMap::shown(std::size_t count, double fields) {
  const std::size_t stride = static_cast<std::size_t>(std::max(1.0, std::ceil(fields - 1e-9)));
  std::vector<std::size_t> result;
  for (std::size_t k = 0; k + stride < count; k += stride) result.push_back(k);
  result.push_back(count - 1);
  return result;
}

}  // namespace behalf

#endif  // BEHALF_IO_CHART_IMPL_HEAT_MAP_IPP
