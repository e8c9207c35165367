// \cite davani2024: the moral concerns of 4309 people in 21 countries, from their published data. Figures computed by us
// from means and covariances per country with another program; tolerance 1e-11, since the table has 12 digits.

#include "literature/figures.hpp"
#include "support/csv.hpp"

#include <behalf/delegation/linear_quadratic_spec.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/model/population.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <iostream>
#include <string>
#include <vector>

#ifndef BEHALF_DATA_DIR
#define BEHALF_DATA_DIR ""
#endif

using namespace literature;

namespace {

constexpr std::array<const char*, 6> concerns{"care", "equality", "proportionality", "authority", "loyalty", "purity"};

/// One group per country; a score s on the scale 1 to 5 becomes the value (s − centre) / unit.
behalf::Population<> countries(double centre, double unit) {
  const tests::Csv table{std::string{BEHALF_DATA_DIR} + "/d3code_values/moments.csv"};
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

}  // namespace

TEST_SUITE("literature") {
  TEST_CASE("people of 21 countries differ so much that nobody can act for all of them") {
    if (std::string{BEHALF_DATA_DIR}.empty()) {
      std::cout << "SKIPPED: there is no folder of data\n";
      return;
    }
    const auto digits = [](double figure) { return doctest::Approx(figure).epsilon(1e-11); };
    const behalf::Population<> people = countries(3, 2);
    const behalf_test::Solved solved = behalf_test::solve(behalf::delegate_to(behalf::Agent<>{}, people));
    REQUIRE(solved.why.size() == 21);
    const behalf::Attribution<> mean = weighted_mean(solved.why);
    CHECK(mean.gap(0) == digits(0.7113837736733));
    CHECK(mean.stake(0) == digits(1.0374716355946));
    CHECK(*mean.relative_gap(0) == digits(0.6856898533574));
    // Objectives and information are ideal as they stand: it is all the principals' doing.
    CHECK(mean.shapley(behalf::Axis::principals, 0) == digits(mean.gap(0)));
    CHECK(mean.lattice().regret(o | i, 0) == digits(0.5 * people.covariance().trace()));

    const behalf::Population<> raw = countries(0, 1);
    CHECK(raw.covariance().trace() == digits(5.691070189386));
    CHECK(raw.covariance_between().trace() == digits(1.005938594284));
  }
}
