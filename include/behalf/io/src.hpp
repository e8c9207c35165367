#ifndef BEHALF_IO_SRC_HPP
#define BEHALF_IO_SRC_HPP

/// All that `behalf::io` compiles. With CMake there is nothing to do; who builds otherwise includes this header in exactly one
/// .cpp of a program, which then takes as long as everything else together. `graph_files_src.hpp` is apart.

#include <behalf/diagnosis/impl/diagnose.ipp>
#include <behalf/diagnosis/impl/governance_findings.ipp>
#include <behalf/diagnosis/impl/governance_view.ipp>
#include <behalf/diagnosis/impl/scaling_findings.ipp>
#include <behalf/diagnosis/impl/scaling_view.ipp>
#include <behalf/io/chart/impl/bar_chart.ipp>
#include <behalf/io/chart/impl/figure.ipp>
#include <behalf/io/chart/impl/heat_map.ipp>
#include <behalf/io/chart/impl/line_chart.ipp>
#include <behalf/io/chart/impl/markup.ipp>
#include <behalf/io/chart/impl/palette.ipp>
#include <behalf/io/chart/impl/svg.ipp>
#include <behalf/io/figures/impl/gap_figures.ipp>
#include <behalf/io/figures/impl/governance_figures.ipp>
#include <behalf/io/figures/impl/scaling_figures.ipp>
#include <behalf/io/figures/impl/vega_lite_figure.ipp>
#include <behalf/io/files/impl/graph_scan.ipp>
#include <behalf/io/files/impl/graph_text.ipp>
#include <behalf/io/files/impl/input_file.ipp>
#include <behalf/io/files/impl/line_reader.ipp>
#include <behalf/io/impl/edge_list.ipp>
#include <behalf/io/impl/figures.ipp>
#include <behalf/io/impl/report.ipp>
#include <behalf/io/impl/result.ipp>
#include <behalf/io/impl/rows.ipp>
#include <behalf/io/impl/scenario.ipp>
#include <behalf/io/json/impl/json_cursor.ipp>
#include <behalf/io/json/impl/json_text.ipp>
#include <behalf/io/json/impl/one_line.ipp>
#include <behalf/io/json/impl/scenario_error.ipp>
#include <behalf/io/kinds/impl/kinds.ipp>
#include <behalf/io/kinds/impl/linear_quadratic.ipp>
#include <behalf/io/kinds/impl/network.ipp>
#include <behalf/io/kinds/linear_quadratic/impl/lever_terms.ipp>
#include <behalf/io/kinds/linear_quadratic/impl/levers.ipp>
#include <behalf/io/kinds/linear_quadratic/impl/levers_govern.ipp>
#include <behalf/io/kinds/linear_quadratic/impl/terms.ipp>
#include <behalf/io/kinds/network/impl/document.ipp>
#include <behalf/io/kinds/network/impl/drawing.ipp>
#include <behalf/io/kinds/network/impl/findings.ipp>
#include <behalf/io/kinds/network/impl/levers.ipp>
#include <behalf/io/kinds/network/impl/levers_govern.ipp>
#include <behalf/io/kinds/network/impl/reader.ipp>
#include <behalf/io/kinds/network/impl/report.ipp>
#include <behalf/io/report/impl/report_attributes.ipp>
#include <behalf/io/report/impl/report_charts.ipp>
#include <behalf/io/report/impl/report_governance.ipp>
#include <behalf/io/report/impl/report_scaling.ipp>
#include <behalf/io/report/impl/report_summary.ipp>
#include <behalf/io/report/impl/report_tables.ipp>
#include <behalf/io/report/impl/report_words.ipp>
#include <behalf/io/result/impl/result_governance.ipp>
#include <behalf/io/scenario/impl/governance_scenario.ipp>
#include <behalf/io/scenario/impl/lever_reader.ipp>
#include <behalf/io/scenario/impl/scaling_scenario.ipp>
#include <behalf/io/scenario/impl/scenario_parts.ipp>
#include <behalf/io/text/impl/axis_words.ipp>
#include <behalf/io/text/impl/governance_words.ipp>
#include <behalf/io/text/impl/readable.ipp>
#include <behalf/io/text/impl/scaling_words.ipp>

#endif  // BEHALF_IO_SRC_HPP
