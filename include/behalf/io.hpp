#ifndef BEHALF_IO_HPP
#define BEHALF_IO_HPP

/// In and out: scenarios and results as JSON, networks as edge lists, drawings as SVG, the report as HTML, its
/// figures as Vega-Lite. Needs nlohmann-json. `graph_files.hpp`, which needs the library of Boost.Graph, is apart.

// IWYU pragma: begin_exports
#include <behalf/io/bar_chart.hpp>
#include <behalf/io/diagnosis.hpp>
#include <behalf/io/edge_list.hpp>
#include <behalf/io/governance_findings.hpp>
#include <behalf/io/governance_scenario.hpp>
#include <behalf/io/governance_view.hpp>
#include <behalf/io/graph_scan.hpp>
#include <behalf/io/graph_text.hpp>
#include <behalf/io/heat_map.hpp>
#include <behalf/io/input_file.hpp>
#include <behalf/io/json_cursor.hpp>
#include <behalf/io/json_number.hpp>
#include <behalf/io/json_text.hpp>
#include <behalf/io/lever_reader.hpp>
#include <behalf/io/line_chart.hpp>
#include <behalf/io/line_reader.hpp>
#include <behalf/io/linear_quadratic_scenario.hpp>
#include <behalf/io/markup.hpp>
#include <behalf/io/network_document.hpp>
#include <behalf/io/network_drawing.hpp>
#include <behalf/io/network_findings.hpp>
#include <behalf/io/network_lever_reader.hpp>
#include <behalf/io/network_reader.hpp>
#include <behalf/io/network_scenario.hpp>
#include <behalf/io/one_line.hpp>
#include <behalf/io/output_file.hpp>
#include <behalf/io/readable.hpp>
#include <behalf/io/report.hpp>
#include <behalf/io/report_charts.hpp>
#include <behalf/io/report_governance.hpp>
#include <behalf/io/report_levers.hpp>
#include <behalf/io/report_network.hpp>
#include <behalf/io/report_scaling.hpp>
#include <behalf/io/report_style.hpp>
#include <behalf/io/report_summary.hpp>
#include <behalf/io/report_surface.hpp>
#include <behalf/io/report_tables.hpp>
#include <behalf/io/report_words.hpp>
#include <behalf/io/result.hpp>
#include <behalf/io/result_governance.hpp>
#include <behalf/io/scaling_findings.hpp>
#include <behalf/io/scaling_scenario.hpp>
#include <behalf/io/scaling_view.hpp>
#include <behalf/io/scenario.hpp>
#include <behalf/io/scenario_error.hpp>
#include <behalf/io/scenario_parts.hpp>
#include <behalf/io/svg.hpp>
#include <behalf/io/vega_lite.hpp>
#include <behalf/io/vega_lite_figure.hpp>
#include <behalf/io/vega_lite_governance.hpp>
#include <behalf/io/vega_lite_scaling.hpp>
#include <behalf/io/vega_lite_surface.hpp>
// IWYU pragma: end_exports

#endif  // BEHALF_IO_HPP
