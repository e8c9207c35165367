#ifndef BEHALF_DELEGATION_HPP
#define BEHALF_DELEGATION_HPP

/// Complete models with all three axes.

// IWYU pragma: begin_exports
#include <behalf/delegation/linear_quadratic/by_attribute.hpp>
#include <behalf/delegation/linear_quadratic/certificate.hpp>
#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/delegation/linear_quadratic/institutions.hpp>
#include <behalf/delegation/linear_quadratic/model.hpp>
// IWYU pragma: end_exports

#endif  // BEHALF_DELEGATION_HPP
