#ifndef BEHALF_IO_HPP
#define BEHALF_IO_HPP

/// In and out: scenarios and results as JSON, networks as edge lists, drawings as SVG, the report as HTML, its
/// figures as Vega-Lite. Needs nlohmann-json. `graph_files.hpp`, which needs the library of Boost.Graph, is apart.

// IWYU pragma: begin_exports
#include <behalf/io/chart/bar_chart.hpp>
#include <behalf/io/chart/heat_map.hpp>
#include <behalf/io/chart/line_chart.hpp>
#include <behalf/io/chart/markup.hpp>
#include <behalf/io/chart/network_drawing.hpp>
#include <behalf/io/chart/svg.hpp>
#include <behalf/io/edge_list.hpp>
#include <behalf/io/figures.hpp>
#include <behalf/io/figures/vega_lite_figure.hpp>
#include <behalf/io/figures/vega_lite_governance.hpp>
#include <behalf/io/figures/vega_lite_scaling.hpp>
#include <behalf/io/figures/vega_lite_surface.hpp>
#include <behalf/io/files/graph_scan.hpp>
#include <behalf/io/files/graph_text.hpp>
#include <behalf/io/files/input_file.hpp>
#include <behalf/io/files/line_reader.hpp>
#include <behalf/io/files/output_file.hpp>
#include <behalf/io/json/json_cursor.hpp>
#include <behalf/io/json/json_number.hpp>
#include <behalf/io/json/json_text.hpp>
#include <behalf/io/json/one_line.hpp>
#include <behalf/io/json/scenario_error.hpp>
#include <behalf/io/kinds/linear_quadratic_scenario.hpp>
#include <behalf/io/kinds/network_document.hpp>
#include <behalf/io/kinds/network_lever_reader.hpp>
#include <behalf/io/kinds/network_reader.hpp>
#include <behalf/io/kinds/network_scenario.hpp>
#include <behalf/io/report.hpp>
#include <behalf/io/report/readable.hpp>
#include <behalf/io/report/report_charts.hpp>
#include <behalf/io/report/report_governance.hpp>
#include <behalf/io/report/report_levers.hpp>
#include <behalf/io/report/report_network.hpp>
#include <behalf/io/report/report_scaling.hpp>
#include <behalf/io/report/report_style.hpp>
#include <behalf/io/report/report_summary.hpp>
#include <behalf/io/report/report_surface.hpp>
#include <behalf/io/report/report_tables.hpp>
#include <behalf/io/report/report_words.hpp>
#include <behalf/io/result.hpp>
#include <behalf/io/result/result_governance.hpp>
#include <behalf/io/scenario.hpp>
#include <behalf/io/scenario/governance_scenario.hpp>
#include <behalf/io/scenario/lever_reader.hpp>
#include <behalf/io/scenario/scaling_scenario.hpp>
#include <behalf/io/scenario/scenario_parts.hpp>
// IWYU pragma: end_exports

#endif  // BEHALF_IO_HPP
