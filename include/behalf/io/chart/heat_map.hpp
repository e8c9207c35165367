#ifndef BEHALF_IO_CHART_HEAT_MAP_HPP
#define BEHALF_IO_CHART_HEAT_MAP_HPP

#include <behalf/io/chart/bar_chart.hpp>
#include <behalf/io/chart/datum.hpp>
#include <behalf/io/chart/svg.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace behalf {

/// One field of a heat map.
struct HeatCell {
  std::optional<double> value{};  ///< What its shade tells; absent: it is not known, and drawn as an empty frame.
  std::string figure{};           ///< Written in it where all figures have room in their fields.
  std::string hover{};            ///< Shown under the pointer and read aloud.
  bool marked = false;            ///< Carries a dot, for what the drawing cannot say otherwise.
  std::string css{};              ///< Classes of its own, such as one for another colour.
  Data data{};                    ///< Not drawn, but in the data; none: it is not in them.
};

/// A line along the borders of the fields of a heat map.
struct HeatLine {
  std::string css{};
  std::string hover{};
  std::vector<std::optional<std::size_t>> heights{};  ///< Rows below it in each column; absent: it is interrupted.
  std::vector<Data> data{};                           ///< What the data say of it in each column.
};

/// Fields in rows and columns, each as strong in one colour as its value is large.
///
/// All drawings have the same width in user units, so that several on a page have texts of the same size. Labels that would
/// overlap are left out, the last one never. Labels of rows have at most half the width.
class HeatMap {
public:
  struct Options {
    std::string title{};                         ///< What it shows, read aloud in its place.
    std::string description{};                   ///< The same at length, with the numbers.
    std::string row_title{};                     ///< What goes up, with its unit.
    std::string column_title{};                  ///< What goes to the right, with its unit.
    std::vector<std::string> rows{};             ///< Their labels, from the bottom.
    std::vector<std::string> columns{};          ///< Their labels, from the left.
    std::vector<std::vector<HeatCell>> cells{};  ///< cells[row][column], from the bottom.
    std::vector<HeatLine> lines{};               ///< Drawn in this order.
    double least_row_height = 4;                 ///< In user units, however many rows there are.
  };

  /// Throws `InvalidArgument` where there is no field, where cells are not rows × columns, and where a line has not one
  /// height for each column, of at most as many as there are rows.
  explicit HeatMap(Options options);

  /// Its least and greatest value; absent where no value is known.
  [[nodiscard]] std::optional<std::pair<double, double>> range() const;

  /// Whether some value is not known.
  [[nodiscard]] bool incomplete() const;

  /// The drawing, with the shades of a scale that other drawings may share.
  [[nodiscard]] Svg svg(const LinearScale& shades) const;

  /// What the shades of a scale mean, as a drawing of the same width: a strip from the least to the greatest.
  [[nodiscard]] static Svg legend(const LinearScale& shades, const std::string& unit, const std::string& title);

private:
  static constexpr double width = 340;
  static constexpr double top = 22;
  static constexpr double right = 4;
  /// Up to this opacity the colour of the page shows through so much that texts on it have its contrast.
  static constexpr double weak = 0.64;

  static void require(bool holds, const char* field, const char* rule);
  /// The least value is still a shade, so that it is not taken for one that is not known.
  [[nodiscard]] static double opacity(double position);

  [[nodiscard]] static std::size_t length(std::string_view text);
  /// About as wide as digits and lower case letters are in the size of texts.
  [[nodiscard]] static double text_width(std::size_t characters) { return 7 * static_cast<double>(characters); }
  [[nodiscard]] static double longest(const std::vector<std::string>& labels);

  [[nodiscard]] double plot_height() const { return cell_height_ * static_cast<double>(options_.rows.size()); }
  [[nodiscard]] double x(std::size_t columns) const;
  /// Where so many rows end, from the bottom.
  [[nodiscard]] double y(std::size_t rows) const;

  [[nodiscard]] bool figures_fit() const;

  void draw_cell(Svg& svg, SvgPoint corner, const HeatCell& cell, const LinearScale& shades, bool written) const;

  void draw_line(Svg& svg, const HeatLine& line) const;

  void draw_labels(Svg& svg) const;
  /// Which of so many labels to show when each needs the room of so many fields: every k-th and the last.
  [[nodiscard]] static std::vector<std::size_t> shown(std::size_t count, double fields);

  Options options_;
  double left_ = 0;
  double cell_width_ = 0;
  double cell_height_ = 0;
};

}  // namespace behalf

#endif  // BEHALF_IO_CHART_HEAT_MAP_HPP
