#ifndef BEHALF_EXAMPLES_DIAGNOSE_SUMMARY_HPP
#define BEHALF_EXAMPLES_DIAGNOSE_SUMMARY_HPP

#include "governance_summary.hpp"

#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/diagnosis/scaling_findings.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/gap/impl/display_width.hpp>
#include <behalf/gap/print.hpp>
#include <behalf/io/kinds/kind.hpp>
#include <behalf/scaling/laws/elasticity.hpp>
#include <behalf/scaling/laws/frontier.hpp>
#include <behalf/scaling/laws/headline.hpp>
#include <behalf/scaling/laws/not_monotone.hpp>
#include <behalf/scaling/point.hpp>
#include <behalf/scaling/row.hpp>
#include <behalf/solve/random.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace summary {

/// "accuracy, privacy, reach".
[[nodiscard]] inline std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

/// The rows whose verdict is this one.
[[nodiscard]] inline std::vector<std::string> names_with(const behalf::Diagnosis& diagnosis,
                                                         std::optional<bool> within) {
  std::vector<std::string> names;
  for (Eigen::Index i = 0; i < diagnosis.attribution.size(); ++i) {
    if (diagnosis.is_unserved(i) || diagnosis.verdict.within[static_cast<std::size_t>(i)] != within) continue;
    names.push_back(behalf::internal::in_line(diagnosis.attribution.name(i)) +
                    (within == true && diagnosis.is_harmed(i) ? " (though worse off than without delegating)" : ""));
  }
  return names;
}

/// The least power of ten, from 1e-12 on, that is not exceeded. Residuals near the rounding error differ from compiler to
/// compiler, their bound does not.
[[nodiscard]] inline std::string bound(double x) {
  int exponent = -12;
  while (exponent < 308 && x > std::pow(10.0, exponent)) ++exponent;
  return exponent < 0 ? "1e-" + std::string(exponent > -10 ? "0" : "") + std::to_string(-exponent)
                      : behalf::to_text(std::pow(10.0, exponent));
}

/// Who is aligned enough with whom.
inline void write_verdict(std::ostream& out, const behalf::Diagnosis& diagnosis) {
  const std::vector<std::string> within = names_with(diagnosis, true);
  const std::vector<std::string> outside = names_with(diagnosis, false);
  const std::vector<std::string> unstated = names_with(diagnosis, std::nullopt);
  std::vector<std::string> unserved;
  for (const Eigen::Index i : diagnosis.unserved) {
    unserved.push_back(behalf::internal::in_line(diagnosis.attribution.name(i)));
  }
  if (!unserved.empty()) out << "served by nobody: " << listed(unserved) << '\n';
  if (within.empty() && outside.empty()) {
    const bool stated = std::any_of(diagnosis.tolerances.begin(), diagnosis.tolerances.end(),
                                    [](const std::optional<double>& tolerance) { return tolerance.has_value(); });
    if (stated) return;
    out << "verdict: none, for nobody stated a tolerance\n";
    return;
  }
  if (!within.empty()) out << "aligned enough for: " << listed(within) << '\n';
  if (!outside.empty()) out << "not aligned enough for: " << listed(outside) << '\n';
  if (!unstated.empty()) out << "no tolerance stated: " << listed(unstated) << '\n';
  if (diagnosis.verdict.share) {
    out << "share of weight within tolerance: " << behalf::to_fixed(100 * *diagnosis.verdict.share, 1) << " %\n";
  }
}

/// The attribution with the affected parties marked as such: they are in no mean unless they have weight.
[[nodiscard]] inline behalf::Attribution<double> marked(const behalf::Diagnosis& diagnosis) {
  const behalf::Attribution<double>& rows = diagnosis.attribution;
  const Eigen::Index affected = static_cast<Eigen::Index>(diagnosis.affected_rows.value_or(0));
  std::vector<std::string> names;
  for (Eigen::Index i = 0; i < rows.size(); ++i) {
    names.push_back(rows.name(i) + (i < rows.size() - affected ? "" : " (affected)"));
  }
  return behalf::Attribution<double>{rows.lattice(), names, rows.notes()};
}

/// The relative gap by generality and scope, at the diversity that headlines are about.
inline void write_surface(std::ostream& out, const std::vector<behalf::ScalingRow<double>>& rows) {
  const double diversity = behalf::headline_point(rows).diversity;
  std::map<Eigen::Index, std::map<Eigen::Index, const behalf::ScalingRow<double>*>> surface;
  std::set<Eigen::Index> scopes;
  double error = 0;
  for (const behalf::ScalingRow<double>& row : rows) {
    if (row.at.diversity != diversity) continue;
    surface[row.at.generality][row.at.scope] = &row;
    scopes.insert(row.at.scope);
    if (row.relative_gap) error = std::max(error, row.relative_gap->standard_error);
  }
  out << "\nrelative gap by attributes entrusted (down) and groups served (across), diversity "
      << behalf::to_text(diversity) << ", standard errors at most " << behalf::to_fixed(error) << ":\n    ";
  const auto cell = [&](const std::string& text) {
    out << std::string(text.size() < 8 ? 8 - text.size() : 1, ' ') << text;
  };
  for (const Eigen::Index s : scopes) cell(std::to_string(s));
  out << '\n';
  for (const auto& [g, line] : surface) {
    const std::string name = std::to_string(g);
    out << std::string(name.size() < 4 ? 4 - name.size() : 0, ' ') << name;
    for (const Eigen::Index s : scopes) {
      const auto found = line.find(s);
      cell(found != line.end() && found->second->relative_gap ? behalf::to_fixed(found->second->relative_gap->value)
                                                              : "-");
    }
    out << '\n';
  }
}

/// Where drawing leaves more open than was asked for, or too much for any claim.
inline void write_draws(std::ostream& out, const behalf::ScalingFindings& scaling) {
  if (scaling.imprecise > 0) {
    out << "precision " << behalf::to_text(*scaling.precision) << " not reached at " << scaling.imprecise << " of "
        << scaling.rows.size() << " points\n";
  }
  if (scaling.too_few_draws > 0) {
    out << "fewer than " << behalf::fewest_draws << " draws at " << scaling.too_few_draws << " of "
        << scaling.rows.size() << " points: their standard errors say little, and no claim rests on them\n";
  }
}

/// How the gap grows: the surface, the frontier, one sentence per direction, and where difficulty is not monotone.
inline void write_scaling(std::ostream& out, const behalf::ScalingFindings& scaling) {
  write_surface(out, scaling.rows);
  const double diversity = behalf::headline_point(scaling.rows).diversity;
  for (const behalf::FrontierPoint& one : scaling.frontier) {
    if (one.diversity != diversity) continue;
    out << (&one == &*std::find_if(scaling.frontier.begin(), scaling.frontier.end(),
                                   [&](const behalf::FrontierPoint& other) { return other.diversity == diversity; })
                ? "frontier, most attributes that can be entrusted within a gap of " +
                      behalf::to_text(*scaling.tolerance) + ":"
                : ",")
        << ' ' << one.generality;
    if (one.surely != one.possibly) out << " (" << one.surely << " to " << one.possibly << ')';
    out << " to serve " << one.scope;
  }
  if (!scaling.frontier.empty()) out << '\n';
  for (const behalf::ScalingAxis axis : behalf::all_scaling_axes) {
    if (const auto doubling = behalf::doubling(scaling.rows, axis)) out << to_text(*doubling) << '\n';
  }
  write_draws(out, scaling);
  constexpr std::size_t most = 5;
  const std::size_t count = scaling.not_monotone.size();
  if (count == 0) return;
  std::vector<behalf::NotMonotone> falls = scaling.not_monotone;
  const auto own =
      std::count_if(falls.begin(), falls.end(), [](const behalf::NotMonotone& one) { return one.own_diversity; });
  std::stable_sort(falls.begin(), falls.end(), [](const behalf::NotMonotone& a, const behalf::NotMonotone& b) {
    return a.change.value < b.change.value;
  });
  out << "difficulty is not monotone: the relative gap falls at " << count << (count == 1 ? " step" : " steps")
      << " upwards, " << (own == 0 ? "none" : std::to_string(own))
      << " of them between people as they are (the gap itself at " << scaling.gap_falls.size() << ')'
      << (count > most ? ", most at" : "") << '\n';
  for (std::size_t k = 0; k < std::min(most, count); ++k) {
    const behalf::ScalingPoint<double>& from = scaling.rows[falls[k].from].at;
    const behalf::ScalingPoint<double>& to = scaling.rows[falls[k].to].at;
    out << "  " << to_text(falls[k].axis) << ' ' << behalf::to_text(from.level(falls[k].axis)) << " -> "
        << behalf::to_text(to.level(falls[k].axis)) << " (from " << to_text(from)
        << "): " << behalf::to_fixed(falls[k].change.value)
        << (falls[k].change.standard_error > 0 ? ", standard error " + behalf::to_fixed(falls[k].change.standard_error)
                                               : std::string{", exact"})
        << '\n';
  }
}

/// What a diagnosis says, for people.
inline void write(std::ostream& out, const behalf::Diagnosis& diagnosis) {
  std::vector<std::string> attributes;
  for (const std::string& name : diagnosis.attributes) attributes.push_back(behalf::internal::in_line(name));
  out << diagnosis.kind << " (" << listed(attributes) << "): gaps relative to "
      << (diagnosis.reference == "collective" ? "what the principals want together" : "each row's own values") << "\n\n"
      << marked(diagnosis) << "\n\n";
  write_verdict(out, diagnosis);
  if (diagnosis.findings && diagnosis.shown_by->write_summary) diagnosis.shown_by->write_summary(out, diagnosis);
  if (diagnosis.scaling) write_scaling(out, *diagnosis.scaling);
  if (diagnosis.governance) write_governance(out, *diagnosis.governance);
  for (const behalf::Failure& failure : diagnosis.failures)
    out << '\n' << failure.part << ": " << failure.in_words() << '\n';
  for (const behalf::Warning<double>& warning : diagnosis.attribution.warnings()) out << warning << '\n';
  out << "certificate: no residual above " << bound(diagnosis.certificate.worst()) << '\n';
}

}  // namespace summary

#endif  // BEHALF_EXAMPLES_DIAGNOSE_SUMMARY_HPP
