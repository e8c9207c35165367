#ifndef BEHALF_IO_REPORT_IMPL_REPORT_WORDS_IPP
#define BEHALF_IO_REPORT_IMPL_REPORT_WORDS_IPP

#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/io/chart/markup.hpp>
#include <behalf/io/report/report_summary.hpp>
#include <behalf/io/report/report_words.hpp>
#include <behalf/io/text/readable.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/version.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace behalf::internal {

/// "company: regret 2.95 → 3.767".
void write_harm(Markup& page, const Attribution<double>& attribution, const Warning<double>& warning) {
  write_name(page, warning.name);
  page.text(": regret " + to_readable(attribution.gap(warning.principal)) + " → " +
            to_readable(attribution.lattice().regret(warning.axis, warning.principal)) + " (+" +
            to_readable(warning.increase) + ")");
}

void write_warnings(Markup& page, const Attribution<double>& attribution, const std::string& rows) {
  static constexpr std::size_t few = 12;
  const std::vector<Warning<double>> warnings = attribution.warnings();
  if (warnings.empty()) {
    page.element("p", {}, "None: no axis, made ideal by itself, would raise anybody’s regret.");
    return;
  }
  const auto list = [&](auto&& each) {
    page.element("ul", {{"class", "warnings"}}, [&] {
      for (const Axis axis : all_axes) each(axis);
    });
  };
  const auto list_all = [&](Axis axis) {
    for (const Warning<double>& warning : warnings) {
      if (warning.axis != axis) continue;
      page.new_line().element("li", {}, [&] {
        page.text("Ideal ").element("strong", {}, to_text(axis)).text(" alone would harm ");
        write_harm(page, attribution, warning);
      });
    }
  };
  page.element("p", {}, "Repairing one axis while the others stay as they are can hurt. Here it would:");
  if (warnings.size() <= few) {
    list(list_all);
    return;
  }
  list([&](Axis axis) {
    const Warning<double>* worst = nullptr;
    std::size_t count = 0;
    for (const Warning<double>& warning : warnings) {
      if (warning.axis != axis) continue;
      ++count;
      if (worst == nullptr || warning.increase > worst->increase) worst = &warning;
    }
    if (worst == nullptr) return;
    page.new_line().element("li", {}, [&] {
      page.text("Ideal ").element("strong", {}, to_text(axis));
      page.text(" alone would harm " + std::to_string(count) + " of " + rows + ", most of all ");
      write_harm(page, attribution, *worst);
    });
  });
  page.element("details", {}, [&] {
    page.element("summary", {}, "All " + std::to_string(warnings.size()) + " harmful repairs");
    list(list_all);
  });
}

void write_notes(Markup& page, const std::vector<std::string>& notes) {
  page.element("ul", {}, [&] {
    for (const std::string& note : notes) page.element("li", {}, note);
  });
}

/// A term and what is said of it.
void write_fact(Markup& page, std::string_view term, std::string_view fact) {
  page.new_line().element("dt", {}, term).element("dd", {}, fact);
}

void write_certificate(Markup& page, const Certificate& certificate) {
  const std::optional<double>& violation = certificate.incentive_violation;
  page.element(
      "p", {},
      "Recomputed from the answer and the original data, not taken from the solver. Each figure is relative to "
      "the size of the terms that cancel in it: 0 is perfect, 10⁻¹⁶ is the precision of the machine.");
  page.element("dl", {{"class", "facts"}}, [&] {
    write_fact(page, "primal residual", to_readable(certificate.primal_residual, 2));
    write_fact(page, "dual residual", to_readable(certificate.dual_residual, 2));
    write_fact(page, "duality gap", to_readable(certificate.duality_gap, 2));
    write_fact(page, "incentive violation", violation ? to_readable(*violation, 2) : "– (nothing is hidden)");
  });
}

void write_glossary(Markup& page) {
  page.element("dl", {{"class", "glossary"}}, [&] {
    write_fact(page, "gap",
               "The regret as things are: the best utility a principal could attain, less the one it gets. 0 is "
               "perfect. With some axes made ideal, the regret that is left differs from the gap.");
    write_fact(
        page, "stake",
        "What the principal’s own ideal is worth to it, over not delegating at all. The relative gap is gap over "
        "stake: at 100% the principal might as well not delegate.");
    write_fact(
        page, "axis",
        "One of three structural reasons to fall short: objectives (what is asked for), information (what is "
        "seen) and principals (who is served). An axis is as it is, or made ideal: the aims are exactly those of "
        "the principals; everything is seen; the agent serves this principal alone.");
    write_fact(page, "attribution",
               "The split of a gap among the axes. What an axis does alone is its own; what axes do jointly is shared "
               "evenly among them (Shapley values). The parts add up to the gap and may be negative, where one fault "
               "offsets another.");
    write_fact(page, "tolerance",
               "The largest gap that still counts as aligned enough for a principal, in units of utility.");
  });
}

void write_origin(Markup& page, const Diagnosis& diagnosis) {
  const auto code = [&](std::string_view term, std::string_view what, std::string_view meaning) {
    page.new_line().element("dt", {}, term).element("dd", {}, [&] { page.element("code", {}, what).text(meaning); });
  };
  std::string_view meaning;
  if (diagnosis.reference == "each") meaning = ": everybody is compared with what would serve them alone";
  if (diagnosis.reference == "collective") meaning = ": the group as if it bargained as one";
  std::string attributes;
  for (const std::string& attribute : diagnosis.attributes) {
    attributes += (attributes.empty() ? "" : ", ") + isolated(attribute);
  }
  page.element("dl", {{"class", "facts"}}, [&] {
    write_fact(page, "made by", "behalf " + std::string{version_string});
    code("kind", diagnosis.kind, "");
    code("reference", diagnosis.reference, meaning);
    if (!attributes.empty()) write_fact(page, diagnosis.words.attributes, attributes);
  });
  page.element("p", {},
               "The framework is T. LaCroix’s (Relative Principals, Pluralistic Alignment, and the Structural Value "
               "Alignment Problem, arXiv 2604.20805, 2026); this formalisation is behalf’s.");
}

}  // namespace behalf::internal

#endif  // BEHALF_IO_REPORT_IMPL_REPORT_WORDS_IPP
