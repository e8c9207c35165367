#ifndef BEHALF_EXAMPLES_DIAGNOSE_ATTRIBUTE_TABLE_HPP
#define BEHALF_EXAMPLES_DIAGNOSE_ATTRIBUTE_TABLE_HPP

#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/gap/by_attribute.hpp>
#include <behalf/io/text/readable.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>

#include <array>
#include <cstddef>
#include <ostream>
#include <string>

namespace summary {

/// Where the gap of row i lies: wanted, asked, done, the part of the gap, and what measuring the attribute would change.
inline void write_attributes_of(std::ostream& out, const std::string& name, const behalf::AttributeGaps<double>& parts,
                                Eigen::Index i, const std::vector<std::string>& attributes) {
  out << "\nwhere the gap of " << name << " lies\n";
  const auto cell = [&](const std::string& text) {
    out << std::string(text.size() < 12 ? 12 - text.size() : 1, ' ') << text;
  };
  for (const char* head : {"wanted", "asked", "done", "gap", "if measured"}) cell(head);
  out << "  attribute\n";
  for (Eigen::Index j = 0; j < parts.gap.cols(); ++j) {
    const std::array<const behalf::Matrix<double>*, 5> columns{&parts.wanted, &parts.asked, &parts.done, &parts.gap,
                                                               &parts.measured};
    for (const behalf::Matrix<double>* column : columns) {
      cell(column->size() > 0 ? behalf::to_text((*column)(i, j)) : std::string{"-"});
    }
    out << "  " << attributes[static_cast<std::size_t>(j)] << '\n';
  }
}

/// Where gaps lie, attribute by attribute: of each row, and of the weighted mean.
inline void write_attributes(std::ostream& out, const behalf::Diagnosis& diagnosis) {
  if (!diagnosis.by_attribute) {
    out << "\nwhere the gap lies by attribute cannot be said of this model\n";
    return;
  }
  const behalf::AttributeGaps<double>& parts = *diagnosis.by_attribute;
  for (Eigen::Index i = 0; i < parts.gap.rows(); ++i) {
    write_attributes_of(out, diagnosis.attribution.name(i), parts, i, diagnosis.attributes);
  }
  const behalf::Vector<double>& weights = diagnosis.attribution.lattice().weights;
  if (parts.gap.rows() == 1 || !(weights.sum() > 0)) return;
  write_attributes_of(out, "the weighted mean", weighted_mean(parts, weights), 0, diagnosis.attributes);
}

}  // namespace summary

#endif  // BEHALF_EXAMPLES_DIAGNOSE_ATTRIBUTE_TABLE_HPP
