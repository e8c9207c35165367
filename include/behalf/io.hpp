#ifndef BEHALF_IO_HPP
#define BEHALF_IO_HPP

/// In and out: scenarios and results as JSON, networks as edge lists, rows of studies, the report as HTML, its figures as
/// Vega-Lite. This is what a program needs; what readers, writers and drawings are made of stands in the folders of io and is
/// included by its own headers. Bodies are compiled once, into `behalf::io` (see `src.hpp`). Needs nlohmann-json.
/// `graph_files.hpp`, which needs the library of Boost.Graph, is apart.

// IWYU pragma: begin_exports
#include <behalf/io/edge_list.hpp>
#include <behalf/io/figures.hpp>
#include <behalf/io/files/input_file.hpp>
#include <behalf/io/json/one_line.hpp>
#include <behalf/io/json/scenario_error.hpp>
#include <behalf/io/report.hpp>
#include <behalf/io/result.hpp>
#include <behalf/io/rows.hpp>
#include <behalf/io/scenario.hpp>
#include <behalf/io/text/readable.hpp>
// IWYU pragma: end_exports

#endif  // BEHALF_IO_HPP
