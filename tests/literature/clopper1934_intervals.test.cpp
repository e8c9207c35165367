// \cite clopper1934: exact intervals for a rate, as the examples give them, and the tests beside them. Printed figures are
// those of everybody's tables; the rest is enumerated.

#include "exact_tests.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <vector>

TEST_SUITE("literature") {
  TEST_CASE("exact intervals are those of the tables, and cover every rate often enough") {
    const auto printed = [](double figure) { return doctest::Approx(figure).epsilon(5e-4); };
    CHECK(exact_interval(0, 10).first == 0);
    CHECK(exact_interval(0, 10).second == printed(0.3085));
    CHECK(exact_interval(2, 10).first == printed(0.02521));
    CHECK(exact_interval(2, 10).second == printed(0.5561));
    CHECK(exact_interval(10, 10).first == printed(0.6915));
    CHECK(exact_interval(10, 10).second == 1);
    for (const double rate : {0.01, 0.05, 0.2, 0.37, 0.5, 0.9, 0.999}) {
      for (const std::size_t tries : {5U, 20U, 60U}) {
        const std::vector<double> chances(tries, rate);
        double covered = 0;
        for (std::size_t hits = 0; hits <= tries; ++hits) {
          const auto [low, high] = exact_interval(hits, tries);
          if (low <= rate && rate <= high)
            covered += at_least(hits, chances) - (hits < tries ? at_least(hits + 1, chances) : 0);
        }
        CHECK(covered >= 0.95);
      }
    }
  }

  TEST_CASE("a sign test is exact") {
    CHECK(sign_test(0, 0) == 1);
    CHECK(sign_test(3, 3) == 1);
    CHECK(sign_test(5, 0) == doctest::Approx(2 / 32.0).epsilon(1e-12));
    CHECK(sign_test(1, 9) == doctest::Approx(2 * 11 / 1024.0).epsilon(1e-12));
    const std::vector<double> even(26, 0.5);
    CHECK(sign_test(22, 4) == doctest::Approx(2 * at_least(22, even)).epsilon(1e-12));
  }

  TEST_CASE("tests corrected for their number are those of Holm's method") {
    const std::vector<double> corrected = holm({0.01, 0.04, 0.03, 0.005});
    const std::vector<double> expected{0.03, 0.06, 0.06, 0.02};
    for (std::size_t k = 0; k < expected.size(); ++k)
      CHECK(corrected[k] == doctest::Approx(expected[k]).epsilon(1e-12));
    CHECK(holm({}).empty());
    CHECK(holm({0.6, 0.9}) == std::vector<double>{1, 1});
    CHECK(holm({0.2}) == std::vector<double>{0.2});
  }
}
