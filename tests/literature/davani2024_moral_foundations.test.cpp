// \cite davani2024: the moral concerns of 4309 people in 21 countries, from their published data. Figures computed by us
// from means and covariances per country with another program; tolerance 1e-11, since the table has 12 digits.

#include "literature/figures.hpp"
#include "support/countries.hpp"

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/model/population.hpp>

#include <iostream>

using namespace literature;
using behalf_test::countries;

TEST_SUITE("literature") {
  TEST_CASE("people of 21 countries differ so much that nobody can act for all of them") {
    if (!behalf_test::has_data()) {
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
