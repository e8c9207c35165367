#ifndef BEHALF_IO_KINDS_LINEAR_QUADRATIC_TERMS_HPP
#define BEHALF_IO_KINDS_LINEAR_QUADRATIC_TERMS_HPP

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/io/json/json_cursor.hpp>
#include <behalf/model/party.hpp>

#include <Eigen/Core>

namespace behalf::internal {

/// Reads how principals bargain.
[[nodiscard]] Bargaining read_bargaining(const JsonCursor& document);

/// Reads what an agent of d attributes does, at what cost and risk, and what it wants by itself.
[[nodiscard]] Agent<double> read_agent_terms(const JsonCursor& at, Eigen::Index d);

}  // namespace behalf::internal

#endif  // BEHALF_IO_KINDS_LINEAR_QUADRATIC_TERMS_HPP
