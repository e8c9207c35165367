#ifndef BEHALF_IO_REPORT_REPORT_NETWORK_HPP
#define BEHALF_IO_REPORT_REPORT_NETWORK_HPP

#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/diagnosis/network_findings.hpp>
#include <behalf/io/chart/markup.hpp>

#include <string>

namespace behalf::internal {

/// The drawing of a web of delegation, where it can be taken in.
void write_web(Markup& page, const NetworkFindings& network);

/// The delegations by the harm they do, the most harmful first.
void write_delegations(Markup& page, const Diagnosis& diagnosis);

/// "70% if they err independently, 68% by common shock, 68% by beta-binomial errors".
[[nodiscard]] std::string by_model(const NetworkFindings::ByErrorModel& by);

/// Validators who check each other, in words.
void write_validation(Markup& page, const NetworkFindings& network);

}  // namespace behalf::internal

#endif  // BEHALF_IO_REPORT_REPORT_NETWORK_HPP
