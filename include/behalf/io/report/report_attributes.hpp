#ifndef BEHALF_IO_REPORT_REPORT_ATTRIBUTES_HPP
#define BEHALF_IO_REPORT_REPORT_ATTRIBUTES_HPP

#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/io/chart/markup.hpp>

#include <string>

namespace behalf::internal {

/// Where the gap of the weighted mean lies, attribute by attribute, and, folded, that of every row. Needs `by_attribute`.
void write_attributes(Markup& page, const Diagnosis& diagnosis);

/// What was put in, folded.
void write_inputs(Markup& page, const std::string& inputs);

}  // namespace behalf::internal

#endif  // BEHALF_IO_REPORT_REPORT_ATTRIBUTES_HPP
