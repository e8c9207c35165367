#ifndef BEHALF_IO_KINDS_LINEAR_QUADRATIC_IMPL_TERMS_IPP
#define BEHALF_IO_KINDS_LINEAR_QUADRATIC_IMPL_TERMS_IPP

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/io/json/json_cursor.hpp>
#include <behalf/io/kinds/linear_quadratic/terms.hpp>
#include <behalf/model/party.hpp>

#include <Eigen/Core>

#include <optional>

namespace behalf::internal {

Bargaining read_bargaining(const JsonCursor& document) {
  const std::optional<JsonCursor> at = document.find("bargaining");
  return at && at->one_of({"unified", "separate"}) == 1 ? Bargaining::separate : Bargaining::unified;
}

Agent<double> read_agent_terms(const JsonCursor& at, Eigen::Index d) {
  Agent<double> agent;
  if (const auto cost = at.find("cost")) agent.cost = cost->square(d);
  if (const auto risk_aversion = at.find("risk_aversion")) agent.risk_aversion = risk_aversion->number();
  if (const auto taste = at.find("taste")) agent.taste = taste->vector(d);
  return agent;
}

}  // namespace behalf::internal

#endif  // BEHALF_IO_KINDS_LINEAR_QUADRATIC_IMPL_TERMS_IPP
