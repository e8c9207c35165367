#ifndef BEHALF_IO_REPORT_REPORT_WORDS_HPP
#define BEHALF_IO_REPORT_REPORT_WORDS_HPP

#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/io/chart/markup.hpp>

#include <string>
#include <vector>

namespace behalf::internal {

/// The single repairs that make somebody worse off: how many and whom most for each axis, then all of them; few are
/// listed right away.
void write_warnings(Markup& page, const Attribution<double>& attribution, const std::string& rows);

void write_notes(Markup& page, const std::vector<std::string>& notes);

/// How well the answer solves its problem.
void write_certificate(Markup& page, const Certificate& certificate);

void write_glossary(Markup& page);

/// Where the numbers come from.
void write_origin(Markup& page, const Diagnosis& diagnosis);

}  // namespace behalf::internal

#endif  // BEHALF_IO_REPORT_REPORT_WORDS_HPP
