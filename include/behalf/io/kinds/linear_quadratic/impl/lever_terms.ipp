#ifndef BEHALF_IO_KINDS_LINEAR_QUADRATIC_IMPL_LEVER_TERMS_IPP
#define BEHALF_IO_KINDS_LINEAR_QUADRATIC_IMPL_LEVER_TERMS_IPP

#include <behalf/governance/linear_quadratic/signal.hpp>
#include <behalf/io/kinds/linear_quadratic/lever_terms.hpp>
#include <behalf/io/scenario/lever_reader.hpp>

#include <cstddef>

namespace behalf::internal {

ValidatorPanel<double> read_panel(const LeverEntry& entry) {
  return {.members = static_cast<std::size_t>(entry.at().at("members").whole_number()),
          .variance = entry.number("variance"),
          .correlation = entry.number_or("correlation", 0),
          .attributes = entry.attributes()};
}

Reports<double> read_reports(const LeverEntry& entry) {
  return {.attributes = entry.some_attributes(),
          .people = entry.number("people"),
          .rate = entry.number_or("rate", 1),
          .variance = entry.number("variance"),
          .correlation = entry.number_or("correlation", 0)};
}

}  // namespace behalf::internal

#endif  // BEHALF_IO_KINDS_LINEAR_QUADRATIC_IMPL_LEVER_TERMS_IPP
