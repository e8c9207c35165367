#ifndef BEHALF_IO_REPAIRS_DRAWING_HPP
#define BEHALF_IO_REPAIRS_DRAWING_HPP

#include <behalf/gap/attribution.hpp>
#include <behalf/io/readable.hpp>
#include <behalf/io/svg.hpp>
#include <behalf/model/axis.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace behalf {

namespace internal {

/// Boxes for the eight sets of ideal axes: as it is on top, then one axis repaired, two, and all three at the bottom.
class RepairsDrawing {
public:
  RepairsDrawing(const Attribution<double>& attribution, Eigen::Index row)
      : attribution_{&attribution}, row_{row}, column_{regrets()} {}

  [[nodiscard]] Svg svg() const {
    std::string told;
    for (const AxisSet ideal : order) {
      told += (told.empty() ? "" : "; ") + words(ideal) + ": " + to_readable(regret(ideal));
    }
    Svg result{{.width = 400,
                .height = 4 * spacing - spacing + box_height + 4,
                .title = "Regret for every set of axes made ideal",
                .description = told + ".",
                .css = "repairs"}};
    for (const AxisSet ideal : order) {
      for (const Axis axis : all_axes) {
        if (!ideal.contains(axis)) draw_repair(result, ideal, axis);
      }
    }
    for (const AxisSet ideal : order) draw_box(result, ideal);
    return result;
  }

  /// Whether making one more axis ideal raises the regret, noticeably.
  [[nodiscard]] bool worse(AxisSet ideal, Axis axis) const {
    return regret(ideal | axis) - regret(ideal) > 1e-9 * std::max(attribution_->stake(row_), attribution_->gap(row_));
  }

private:
  static constexpr double spacing = 98;
  static constexpr double box_width = 120;
  static constexpr double box_height = 64;
  static constexpr Axis o = Axis::objectives;
  static constexpr Axis i = Axis::information;
  static constexpr Axis p = Axis::principals;
  static constexpr std::array<AxisSet, 8> order{AxisSet{}, o, i, p, o | i, o | p, i | p, AxisSet::all()};

  [[nodiscard]] double regret(AxisSet ideal) const { return attribution_->lattice().regret(ideal, row_); }

  [[nodiscard]] static std::string words(AxisSet ideal) {
    if (ideal == AxisSet::none()) return "as it is";
    if (ideal == AxisSet::all()) return "all three ideal";
    std::string result;
    for (const Axis axis : all_axes) {
      if (ideal.contains(axis)) result += (result.empty() ? "" : " + ") + std::string{to_text(axis)};
    }
    return result;
  }

  /// The middle of the upper side of a box.
  [[nodiscard]] static SvgPoint place(AxisSet ideal) {
    const bool left = ideal == o || ideal == (o | i);
    const bool right = ideal == p || ideal == (i | p);
    return {left ? 64.0 : right ? 336.0 : 200.0, 2 + spacing * ideal.size()};
  }

  void draw_repair(Svg& svg, AxisSet ideal, Axis axis) const {
    const SvgPoint from = place(ideal);
    const SvgPoint to = place(ideal | axis);
    const double change = regret(ideal | axis) - regret(ideal);
    const bool harms = worse(ideal, axis);
    const std::string name{to_text(axis)};
    svg.line({from.x, from.y + box_height}, to,
             {.css = "repair " + name + (harms ? " worse" : ""),
              .hover = name + " made ideal: " + (change > 0 ? "+" : "") + to_readable(change)});
  }

  void draw_box(Svg& svg, AxisSet ideal) const {
    const SvgPoint top = place(ideal);
    const double left = top.x - box_width / 2;
    double largest = 0;
    for (const AxisSet any : order) largest = std::max(largest, regret(any));
    const double share = largest > 0 ? std::clamp(regret(ideal) / largest, 0.0, 1.0) : 0.0;
    svg.group({.css = "box", .hover = words(ideal) + ": " + to_exact(regret(ideal))}, {left, top.y}, [&] {
      svg.rect({0, 0}, box_width, box_height, {.css = "frame"});
      svg.rect({8, box_height - 9}, (box_width - 16) * share, 3, {.css = "level"});
      const std::string text = words(ideal);
      const std::size_t cut = text.find(" + ");
      const bool two_lines = cut != std::string::npos;
      svg.text({box_width / 2, two_lines ? 15.0 : 22.0}, text.substr(0, two_lines ? cut + 2 : cut),
               {.css = "set", .anchor = "middle"});
      if (two_lines) svg.text({box_width / 2, 29}, text.substr(cut + 3), {.css = "set", .anchor = "middle"});
      svg.text({box_width / 2, two_lines ? 48.0 : 44.0}, column_(regret(ideal), attribution_->stake(row_)),
               {.css = "regret", .anchor = "middle"});
    });
  }

  [[nodiscard]] std::vector<double> regrets() const {
    std::vector<double> result(order.size());
    std::transform(order.begin(), order.end(), result.begin(), [&](AxisSet ideal) { return regret(ideal); });
    return result;
  }

  const Attribution<double>* attribution_;
  Eigen::Index row_;
  NumberColumn column_;
};

}  // namespace internal

/// The lattice of repairs of one row of an attribution as a drawing: its eight regrets, a line in the colour of the
/// axis for each repair, dashed where the repair makes things worse.
[[nodiscard]] inline Svg draw_repairs(const Attribution<double>& attribution, Eigen::Index row) {
  return internal::RepairsDrawing{attribution, row}.svg();
}

}  // namespace behalf

#endif  // BEHALF_IO_REPAIRS_DRAWING_HPP
