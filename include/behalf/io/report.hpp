#ifndef BEHALF_IO_REPORT_HPP
#define BEHALF_IO_REPORT_HPP

#include <behalf/diagnosis/diagnosis.hpp>

#include <iosfwd>

namespace behalf {

/// Writes the answer as one HTML page for people: who falls short by how much, why, what repairs would do, how far to
/// trust it. The page is complete in itself (no script, nothing to load), adapts to light, dark, narrow screens and
/// paper, and is the same bytes for the same diagnosis in every locale.
void write_report(std::ostream& out, const Diagnosis& diagnosis);

}  // namespace behalf

#endif  // BEHALF_IO_REPORT_HPP
