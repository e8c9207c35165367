#ifndef BEHALF_IO_GRAPH_FILES_SRC_HPP
#define BEHALF_IO_GRAPH_FILES_SRC_HPP

/// All that `behalf::graph_files` compiles: to be included in exactly one .cpp of a program that is not built with CMake, see
/// `src.hpp`. Needs the library of Boost.Graph and expat.

#include <behalf/io/files/impl/dot.ipp>
#include <behalf/io/files/impl/graphml.ipp>
#include <behalf/io/files/impl/graphml_writer.ipp>
#include <behalf/io/files/impl/xml_reader.ipp>
#include <behalf/io/impl/graph_files.ipp>

#endif  // BEHALF_IO_GRAPH_FILES_SRC_HPP
