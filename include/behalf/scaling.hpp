#ifndef BEHALF_SCALING_HPP
#define BEHALF_SCALING_HPP

/// How the gap grows with generality, scope and diversity: studies, their shards, and the laws in what they find.

// IWYU pragma: begin_exports
#include <behalf/scaling/averages.hpp>
#include <behalf/scaling/family_study.hpp>
#include <behalf/scaling/fingerprint.hpp>
#include <behalf/scaling/known_rows.hpp>
#include <behalf/scaling/laws/elasticity.hpp>
#include <behalf/scaling/laws/fall.hpp>
#include <behalf/scaling/laws/frontier.hpp>
#include <behalf/scaling/laws/headline.hpp>
#include <behalf/scaling/laws/neighbour.hpp>
#include <behalf/scaling/laws/not_monotone.hpp>
#include <behalf/scaling/laws/power_law.hpp>
#include <behalf/scaling/plan.hpp>
#include <behalf/scaling/point.hpp>
#include <behalf/scaling/population/entrusted.hpp>
#include <behalf/scaling/population/entrusted_data.hpp>
#include <behalf/scaling/population/pairs.hpp>
#include <behalf/scaling/population/study.hpp>
#include <behalf/scaling/population/subset.hpp>
#include <behalf/scaling/row.hpp>
#include <behalf/scaling/row_check.hpp>
#include <behalf/scaling/runnable_study.hpp>
#include <behalf/scaling/shard.hpp>
#include <behalf/scaling/study.hpp>
// IWYU pragma: end_exports

#endif  // BEHALF_SCALING_HPP
