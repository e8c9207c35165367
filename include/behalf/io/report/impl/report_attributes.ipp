#ifndef BEHALF_IO_REPORT_IMPL_REPORT_ATTRIBUTES_IPP
#define BEHALF_IO_REPORT_IMPL_REPORT_ATTRIBUTES_IPP

#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/gap/by_attribute.hpp>
#include <behalf/io/chart/markup.hpp>
#include <behalf/io/report/report_attributes.hpp>
#include <behalf/io/report/report_tables.hpp>
#include <behalf/io/text/readable.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace behalf::internal {

/// How the numbers of a column are written.
[[nodiscard]] NumberColumn column_of(const Matrix<double>& numbers) {
  return NumberColumn{std::vector<double>(numbers.data(), numbers.data() + numbers.size())};
}

/// One row of wants, deeds and gaps as a table of attributes.
void write_attribute_table(Markup& page, const std::vector<std::string>& names, const AttributeGaps<double>& parts) {
  const bool tried = parts.measured.size() > 0;
  const NumberColumn deeds =
      column_of((Matrix<double>(3, parts.gap.cols()) << parts.wanted, parts.asked, parts.done).finished());
  const NumberColumn gaps = column_of(parts.gap);
  const NumberColumn measured = column_of(tried ? parts.measured : parts.gap);
  const double size = parts.gap.cwiseAbs().maxCoeff();
  write_table(page, "attribute-table", "Gap by attribute", [&] {
    write_caption(
        page,
        "Wanted: the deeds that are best by their own values. Asked: those that reach the agent as pay. Done: with "
        "what the agent wants by itself. The parts of the gap add up to it. If measured: by how much the gap would "
        "change if pay could be tied to this attribute by itself too, seen as badly as it is.");
    page.new_line().element("thead", {}, [&] {
      page.element("tr", {}, [&] {
        for (const char* head : {"attribute", "wanted", "asked", "done", "of the gap", "if measured"}) {
          page.element("th", {{"scope", "col"}}, head);
        }
      });
    });
    page.new_line().element("tbody", {}, [&] {
      for (Eigen::Index j = 0; j < parts.gap.cols(); ++j) {
        const std::string& name = names[static_cast<std::size_t>(j)];
        page.new_line().element("tr", {}, [&] {
          page.element("th", {{"scope", "row"}}, [&] {
            page.element("span", {{"class", "name"}, {"title", name}, {"dir", "auto"}}, name);
          });
          for (const Matrix<double>* one : {&parts.wanted, &parts.asked, &parts.done}) {
            page.element("td", {{"title", to_exact((*one)(0, j))}}, deeds((*one)(0, j)));
          }
          page.element("td", {{"title", to_exact(parts.gap(0, j))}}, gaps(parts.gap(0, j), size));
          page.element("td", {}, tried ? measured(parts.measured(0, j), size) : "–");
        });
      }
    });
  });
}

/// The gap of every row, by attribute.
void write_rows_by_attribute(Markup& page, const Diagnosis& diagnosis, Eigen::Index rows) {
  const AttributeGaps<double>& parts = *diagnosis.by_attribute;
  const NumberColumn gaps = column_of(parts.gap);
  write_table(page, "attribute-rows", "Gap of each row by attribute", [&] {
    write_caption(page, "The gap of each row, by attribute.");
    page.new_line().element("thead", {}, [&] {
      page.element("tr", {}, [&] {
        page.element("th", {{"scope", "col"}}, "");
        for (const std::string& name : diagnosis.attributes) {
          page.element("th", {{"scope", "col"}, {"dir", "auto"}}, name);
        }
      });
    });
    page.new_line().element("tbody", {}, [&] {
      for (Eigen::Index i = 0; i < rows; ++i) {
        const double size = std::max(diagnosis.attribution.stake(i), diagnosis.attribution.gap(i));
        page.new_line().element("tr", {}, [&] {
          page.element("th", {{"scope", "row"}}, [&] {
            page.element("span", {{"class", "name"}, {"dir", "auto"}}, diagnosis.attribution.name(i));
          });
          for (Eigen::Index j = 0; j < parts.gap.cols(); ++j) {
            page.element("td", {{"title", to_exact(parts.gap(i, j))}}, gaps(parts.gap(i, j), size));
          }
        });
      }
    });
  });
}

void write_attributes(Markup& page, const Diagnosis& diagnosis) {
  static constexpr Eigen::Index most = 40;
  const AttributeGaps<double>& parts = *diagnosis.by_attribute;
  const Vector<double>& weights = diagnosis.attribution.lattice().weights;
  if (parts.gap.rows() == 1 || weights.sum() > 0) {
    write_attribute_table(page, diagnosis.attributes, parts.gap.rows() == 1 ? parts : weighted_mean(parts, weights));
  }
  if (parts.gap.rows() == 1) return;
  const Eigen::Index shown = std::min(most, parts.gap.rows());
  page.element("details", {}, [&] {
    page.element("summary", {},
                 shown == parts.gap.rows()
                     ? "Every row"
                     : "The first " + std::to_string(shown) + " of " + std::to_string(parts.gap.rows()) + " rows");
    write_rows_by_attribute(page, diagnosis, shown);
  });
}

void write_inputs(Markup& page, const std::string& inputs) {
  page.element("p", {}, "Every number on this page follows from this scenario and the version below.");
  page.element("details", {}, [&] {
    page.element("summary", {}, "The scenario");
    page.element("pre", {{"class", "scroll"}, {"tabindex", "0"}}, inputs);
  });
}

}  // namespace behalf::internal

#endif  // BEHALF_IO_REPORT_IMPL_REPORT_ATTRIBUTES_IPP
