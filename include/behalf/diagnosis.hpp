#ifndef BEHALF_DIAGNOSIS_HPP
#define BEHALF_DIAGNOSIS_HPP

/// A question asked of a model of any kind, and what answers it: attribution, verdict, and what scaling and governance add.

// IWYU pragma: begin_exports
#include <behalf/diagnosis/diagnose.hpp>
#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/diagnosis/findings.hpp>
#include <behalf/diagnosis/governance_findings.hpp>
#include <behalf/diagnosis/governance_view.hpp>
#include <behalf/diagnosis/scaling_findings.hpp>
#include <behalf/diagnosis/scaling_view.hpp>
#include <behalf/diagnosis/scenario.hpp>
#include <behalf/diagnosis/words.hpp>
// IWYU pragma: end_exports

#endif  // BEHALF_DIAGNOSIS_HPP
