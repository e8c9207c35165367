#ifndef BEHALF_TESTS_SUPPORT_COUNTRIES_HPP
#define BEHALF_TESTS_SUPPORT_COUNTRIES_HPP

#include "data/csv.hpp"

#include <behalf/model/population.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#ifndef BEHALF_DATA_DIR
#define BEHALF_DATA_DIR ""
#endif

namespace behalf_test {

/// Whether the real data sets are there.
[[nodiscard]] inline bool has_data() { return !std::string{BEHALF_DATA_DIR}.empty(); }

/// The moral concerns of 4309 people, one group per country of 21, \cite davani2024; a score s on the scale 1 to 5 becomes
/// the value (s − centre) / unit. Needs the data.
[[nodiscard]] inline behalf::Population<> countries(double centre, double unit) {
  constexpr std::array<const char*, 6> concerns{"care",      "equality", "proportionality",
                                                "authority", "loyalty",  "purity"};
  const data::Csv table{BEHALF_DATA_DIR "/d3code_values/moments.csv"};
  std::vector<behalf::Group<>> groups;
  for (std::size_t row = 0; row < table.size(); ++row) {
    behalf::Group<> group{
        .name = table.text(row, "iso3"), .weight = table.number(row, "n"), .mean = behalf::Vector<>(6)};
    group.covariance.resize(6, 6);
    for (std::size_t j = 0; j < concerns.size(); ++j) {
      const Eigen::Index to = static_cast<Eigen::Index>(j);
      group.mean(to) = (table.number(row, std::string{"mean_"} + concerns[j]) - centre) / unit;
      for (std::size_t k = j; k < concerns.size(); ++k) {
        const Eigen::Index other = static_cast<Eigen::Index>(k);
        const std::string name = std::string{"cov_"} + concerns[j] + "_" + concerns[k];
        group.covariance(to, other) = group.covariance(other, to) = table.number(row, name) / (unit * unit);
      }
    }
    groups.push_back(group);
  }
  return behalf::Population<>{groups};
}

}  // namespace behalf_test

#endif  // BEHALF_TESTS_SUPPORT_COUNTRIES_HPP
