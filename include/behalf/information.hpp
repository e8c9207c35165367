#ifndef BEHALF_INFORMATION_HPP
#define BEHALF_INFORMATION_HPP

/// Who knows what: which incentives hidden action leaves to a linear contract, what the verdict of a group is worth whose
/// errors are correlated, and what audits do when they cost something.

// IWYU pragma: begin_exports
#include <behalf/information/costly_verification.hpp>
#include <behalf/information/error_model.hpp>
#include <behalf/information/inspection_game.hpp>
#include <behalf/information/jury.hpp>
#include <behalf/information/linear_contract.hpp>
#include <behalf/information/measured_jury.hpp>
// IWYU pragma: end_exports

#endif  // BEHALF_INFORMATION_HPP
