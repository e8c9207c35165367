#ifndef BEHALF_IO_FIGURES_IMPL_VEGA_LITE_FIGURE_IPP
#define BEHALF_IO_FIGURES_IMPL_VEGA_LITE_FIGURE_IPP

#include <behalf/io/chart/bar_chart.hpp>
#include <behalf/io/chart/datum.hpp>
#include <behalf/io/chart/figure.hpp>
#include <behalf/io/chart/heat_map.hpp>
#include <behalf/io/chart/line_chart.hpp>
#include <behalf/io/chart/palette.hpp>
#include <behalf/io/figures/vega_lite_figure.hpp>
#include <behalf/io/json/json_number.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace behalf {

namespace internal {

std::vector<std::string> different_names(std::vector<std::string> names) {
  std::map<std::string, int> count;
  for (const std::string& name : names) ++count[name];
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (count[names[i]] > 1) names[i] += " (" + std::to_string(i + 1) + ')';
  }
  return names;
}

/// A number along x or y.
[[nodiscard]] OrderedJson quantity(const std::string& field, const std::string& title) {
  return {{"field", field}, {"type", "quantitative"}, {"title", title}};
}

void add_data(OrderedJson& value, const Data& data) {
  for (const Datum& datum : data) {
    std::visit(
        [&](const auto& x) {
          if constexpr (std::is_same_v<std::decay_t<decltype(x)>, double>) {
            value[datum.field] = json_number(x);
          } else {
            value[datum.field] = x;
          }
        },
        datum.value);
  }
}

/// The fields that data name, as a tooltip.
[[nodiscard]] OrderedJson tooltip(const OrderedJson& value) {
  OrderedJson fields = OrderedJson::array();
  for (const auto& item : value.items()) fields.push_back({{"field", item.key()}});
  return fields;
}

/// A layer with data of its own.
[[nodiscard]] OrderedJson layer(OrderedJson values, OrderedJson mark, OrderedJson encoding) {
  return {{"data", {{"values", std::move(values)}}}, {"mark", std::move(mark)}, {"encoding", std::move(encoding)}};
}

/// Bars in layers from the lowest to the topmost: parts, what to compare with, how far the totals may be off, tolerances,
/// totals; without totals, a bar for each row.
class BarSpecification {
public:
  explicit BarSpecification(const BarFigure& figure) : figure_{&figure} {
    for (const Bar& bar : figure.bars) names_.push_back(bar.name);
    names_ = different_names(std::move(names_));
  }

  void write(OrderedJson& result) const {
    const std::string& total = figure_->options.total;
    const bool split = any([](const Bar& bar) { return bar.total || bar.parts.empty(); });
    const bool parts = any([](const Bar& bar) { return !bar.parts.empty(); });
    result["width"] = 480;
    result["height"] = {{"step", 24}};
    if (!split) {
      result.update(layer(this->parts(total), bar(), encoding(total)));
      return;
    }
    OrderedJson layers = OrderedJson::array();
    if (parts) layers.push_back(layer(this->parts("value"), bar(), encoding("value")));
    // Zero is marked where no bar begins there, and what to compare with where the scale of a report shows it.
    OrderedJson references = OrderedJson::array();
    if (!parts) references.push_back({{"reference", 0}});
    const std::optional<double>& reference = figure_->options.reference;
    if (reference && chart_of(*figure_).scale().covers(*reference)) references.push_back({{"reference", *reference}});
    if (!references.empty()) {
      layers.push_back(layer(std::move(references),
                             {{"type", "rule"}, {"color", colour_of(figure_->options.reference_css)}},
                             {{"x", quantity("reference", figure_->value_title)}}));
    }
    if (any([](const Bar& bar) { return bar.uncertainty.has_value(); })) {
      layers.push_back(known(total, {{"type", "rule"}, {"strokeWidth", 1.5}}, "low"));
      layers.back()["encoding"]["x2"] = {{"field", "high"}};
    }
    const auto tick = [](const std::string& colour) -> OrderedJson {
      return {{"type", "tick"}, {"thickness", 3}, {"color", colour}, {"tooltip", true}};
    };
    if (any([](const Bar& bar) { return bar.tolerance.has_value(); })) {
      layers.push_back(known("tolerance", tick(colour_of("alarm")), "tolerance"));
    }
    layers.push_back(known(total, tick("black"), total));
    result["data"] = {{"values", totals()}};
    result["layer"] = std::move(layers);
  }

private:
  template <class Predicate>
  [[nodiscard]] bool any(const Predicate& is) const {
    return std::any_of(figure_->bars.begin(), figure_->bars.end(), is);
  }

  [[nodiscard]] OrderedJson totals() const {
    OrderedJson values = OrderedJson::array();
    for (std::size_t k = 0; k < names_.size(); ++k) {
      const Bar& bar = figure_->bars[k];
      OrderedJson value{{figure_->row.name, names_[k]}, {figure_->options.total, json_or_null(bar.total)}};
      add_data(value, bar.data);
      if (bar.tolerance) value["tolerance"] = *bar.tolerance;
      if (bar.total && bar.uncertainty) {
        value["standard_error"] = *bar.uncertainty / 2;
        value["low"] = *bar.total - *bar.uncertainty;
        value["high"] = *bar.total + *bar.uncertainty;
      }
      values.push_back(std::move(value));
    }
    return values;
  }

  [[nodiscard]] OrderedJson parts(const std::string& field) const {
    OrderedJson values = OrderedJson::array();
    for (std::size_t k = 0; k < names_.size(); ++k) {
      int order = 0;
      for (const BarPart& part : figure_->bars[k].parts) {
        OrderedJson value{{figure_->row.name, names_[k]}, {field, json_number(part.value)}, {"order", order++}};
        if (!figure_->part.name.empty()) value[figure_->part.name] = part.name;
        if (part.standard_error) value["standard_error"] = *part.standard_error;
        add_data(value, figure_->bars[k].data);
        values.push_back(std::move(value));
      }
    }
    return values;
  }

  [[nodiscard]] static OrderedJson bar() { return {{"type", "bar"}, {"color", colour_of("joint")}, {"tooltip", true}}; }

  // The rows are named outright, since the layers have data of their own and a row may have no bar.
  [[nodiscard]] OrderedJson place(const std::string& value) const {
    return {{"y",
             {{"field", figure_->row.name},
              {"type", "nominal"},
              {"title", figure_->row.title},
              {"scale", {{"domain", names_}}},
              {"axis", {{"labelLimit", 400}}}}},
            {"x", quantity(value, figure_->value_title)}};
  }

  [[nodiscard]] OrderedJson encoding(const std::string& value) const {
    OrderedJson result = place(value);
    if (figure_->part.name.empty()) return result;
    OrderedJson domain = OrderedJson::array();
    OrderedJson range = OrderedJson::array();
    for (const Bar& bar : figure_->bars) {
      for (const BarPart& part : bar.parts) {
        if (std::find(domain.begin(), domain.end(), part.name) != domain.end()) continue;
        domain.push_back(part.name);
        range.push_back(colour_of(part.css));
      }
    }
    result["color"] = {{"field", figure_->part.name},
                       {"type", "nominal"},
                       {"title", figure_->part.title},
                       {"scale", {{"domain", domain}, {"range", range}}}};
    result["order"] = {{"field", "order"}, {"type", "quantitative"}};
    return result;
  }

  /// A layer of the rows in which a field is known.
  [[nodiscard]] OrderedJson known(const std::string& field, OrderedJson mark, const std::string& at) const {
    return {{"transform", {{{"filter", "isValid(datum." + field + ")"}}}},
            {"mark", std::move(mark)},
            {"encoding", place(at)}};
  }

  const BarFigure* figure_;
  std::vector<std::string> names_;
};

/// Lines in steps or from dot to dot, told apart by their dashes, with a rule for each mark that the scale shows.
void write_lines(OrderedJson& result, const LineFigure& figure) {
  const LineChart::Options& options = figure.options;
  const LineChart chart = chart_of(figure);
  OrderedJson values = OrderedJson::array();
  bool dots = false;
  for (const ChartLine& line : options.lines) {
    for (const ChartLine::Point& point : line.points) {
      OrderedJson value{{figure.x, json_number(point.x)}};
      if (!figure.series.name.empty()) value[figure.series.name] = line.name;
      value[figure.y] = json_number(point.y);
      add_data(value, point.data);
      values.push_back(std::move(value));
      dots = dots || !point.hover.empty();
    }
  }
  OrderedJson mark{{"type", "line"}, {"point", dots}};
  if (options.lines.front().steps) mark["interpolate"] = "step-after";
  OrderedJson y = quantity(figure.y, options.y_title);
  y["scale"] = {{"zero", chart.y_scale().low() <= 0}};
  OrderedJson encoding{
      {"x", quantity(figure.x, options.x_title)}, {"y", std::move(y)}, {"tooltip", tooltip(values.front())}};
  if (!figure.series.name.empty()) {
    encoding["strokeDash"] = {
        {"field", figure.series.name}, {"type", "nominal"}, {"title", figure.series.title}, {"sort", nullptr}};
  }
  OrderedJson layers = OrderedJson::array();
  for (const ChartMark& at : options.marks) {
    if (!at.x || !chart.x_scale().covers(*at.x)) continue;
    OrderedJson place = OrderedJson::array();
    place.push_back({{figure.x, json_number(*at.x)}, {"mark", at.hover}});
    layers.push_back(layer(std::move(place), {{"type", "rule"}, {"color", colour_of(at.css)}, {"strokeDash", {6, 3}}},
                           {{"x", quantity(figure.x, options.x_title)}, {"tooltip", {{"field", "mark"}}}}));
  }
  layers.push_back({{"mark", std::move(mark)}, {"encoding", std::move(encoding)}});
  result["data"] = {{"values", std::move(values)}};
  result["width"] = 420;
  result["height"] = 260;
  result["layer"] = std::move(layers);
}

/// What the axis along rows or columns of a map is labelled with: that field in the data of its cells.
[[nodiscard]] OrderedJson labelled(const std::string& position, const std::string& title, const OrderedJson& labels) {
  OrderedJson middles = OrderedJson::array();
  for (std::size_t k = 0; k < labels.size(); ++k) middles.push_back(static_cast<double>(k) + 0.5);
  OrderedJson result = quantity(position, title);
  result["scale"] = {{"domain", {0, labels.size()}}, {"nice", false}};
  result["axis"] = {{"values", middles},    {"labelExpr", labels.dump() + "[floor(datum.value)]"},
                    {"labelOverlap", true}, {"labelLimit", 400},
                    {"grid", false},        {"ticks", false}};
  return result;
}

/// A map whose fields stand at 0, 1, 2, … so that lines can run along their borders.
[[nodiscard]] OrderedJson map_specification(const MapFigure& figure, const FigureMap& map, const OrderedJson& colour) {
  const HeatMap::Options& options = map.options;
  OrderedJson rows(options.rows.size(), nullptr);
  OrderedJson columns(options.columns.size(), nullptr);
  OrderedJson values = OrderedJson::array();
  OrderedJson told = OrderedJson::array();
  for (std::size_t row = options.rows.size(); row-- > 0;) {
    for (std::size_t column = 0; column < options.columns.size(); ++column) {
      if (options.cells[row][column].data.empty()) continue;
      OrderedJson value;
      add_data(value, options.cells[row][column].data);
      rows[row] = value[figure.row];
      columns[column] = value[figure.column];
      if (told.empty()) told = tooltip(value);
      value.update({{"left", column}, {"right", column + 1}, {"bottom", row}, {"top", row + 1}});
      values.push_back(std::move(value));
    }
  }
  OrderedJson x = labelled("left", options.column_title, columns);
  const OrderedJson y = labelled("bottom", options.row_title, rows);
  if (figure.changes) x["axis"]["labelAngle"] = -40;
  OrderedJson layers = OrderedJson::array();
  layers.push_back({{"transform", {{{"filter", "isValid(datum." + figure.value.name + ")"}}}},
                    {"mark", {{"type", "rect"}, {"stroke", "white"}}},
                    {"encoding",
                     {{"x", x},
                      {"x2", {{"field", "right"}}},
                      {"y", y},
                      {"y2", {{"field", "top"}}},
                      {"color", colour},
                      {"tooltip", told}}}});
  OrderedJson corners = OrderedJson::array();
  for (const HeatLine& line : options.lines) {
    for (std::size_t column = 0; column < line.heights.size(); ++column) {
      if (!line.heights[column]) continue;
      for (const std::size_t side : {0U, 1U}) {
        OrderedJson corner{{"part", line.css}, {"left", column + side}, {"bottom", *line.heights[column]}};
        corner["order"] = 2 * column + side;
        add_data(corner, line.data[column]);
        corners.push_back(std::move(corner));
      }
    }
  }
  if (!corners.empty()) {
    layers.push_back(
        layer(std::move(corners), {{"type", "line"}, {"color", "black"}, {"strokeWidth", 2}},
              {{"x", x},
               {"y", y},
               {"order", {{"field", "order"}, {"type", "quantitative"}}},
               {"strokeDash",
                {{"field", "part"},
                 {"type", "nominal"},
                 {"title", figure.line_title},
                 {"scale", {{"domain", {"frontier", "surely", "possibly"}}, {"range", {{1, 0}, {5, 2}, {1, 3}}}}}}}}));
  }
  return {{"title", map.name},
          {"data", {{"values", std::move(values)}}},
          {"width", figure.changes ? 72 * columns.size() : 280},
          {"height", figure.changes ? 24 * rows.size() : 200},
          {"layer", std::move(layers)}};
}

/// Maps beside each other, all with the same colours.
void write_maps(OrderedJson& result, const MapFigure& figure) {
  OrderedJson colour = quantity(figure.value.name, figure.value.title);
  if (figure.changes) {
    // Red rises, blue falls, nothing in between.
    colour["scale"] = {{"domainMid", 0},
                       {"range", {colour_of("falls"), colour_of("page"), colour_of("rises")}},
                       {"interpolate", "rgb"}};
  } else {
    colour["legend"] = {{"format", ".2~%"}};
    colour["scale"] = {{"scheme", "teals"}};
    if (const std::optional<std::pair<double, double>> range = figure.range()) {
      const LinearScale percents = LinearScale::of_shades(range->first, range->second);
      colour["scale"]["domain"] = {percents.low() / 100, percents.high() / 100};
    }
  }
  result["columns"] = 3;
  result["concat"] = OrderedJson::array();
  for (const FigureMap& map : figure.maps) result["concat"].push_back(map_specification(figure, map, colour));
}

}  // namespace internal

VegaLiteFigure to_vega_lite(const Figure& figure) {
  VegaLiteFigure result{figure.name,
                        {{"$schema", "https://vega.github.io/schema/vega-lite/v6.json"},
                         {"title", figure.title},
                         {"description", figure.description}}};
  if (const auto* bars = std::get_if<BarFigure>(&figure.marks)) {
    internal::BarSpecification{*bars}.write(result.specification);
  } else if (const auto* lines = std::get_if<LineFigure>(&figure.marks)) {
    internal::write_lines(result.specification, *lines);
  } else {
    internal::write_maps(result.specification, figure.maps());
  }
  return result;
}

}  // namespace behalf

#endif  // BEHALF_IO_FIGURES_IMPL_VEGA_LITE_FIGURE_IPP
