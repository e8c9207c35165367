#ifndef BEHALF_MODEL_HPP
#define BEHALF_MODEL_HPP

/// The nouns: axes, objectives, information sets, parties, populations, and what a delegation model is.

// IWYU pragma: begin_exports
#include <behalf/model/axis.hpp>
#include <behalf/model/delegation_model.hpp>
#include <behalf/model/information_set.hpp>
#include <behalf/model/objective.hpp>
#include <behalf/model/party.hpp>
#include <behalf/model/population.hpp>
// IWYU pragma: end_exports

#endif  // BEHALF_MODEL_HPP
