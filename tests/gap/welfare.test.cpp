#include "support/table_model.hpp"

#include <behalf/gap/tolerance.hpp>
#include <behalf/gap/welfare.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>

using behalf::vec;

TEST_SUITE("gap/welfare") {
  TEST_CASE("the weighted mean weighs and the worst off does not") {
    CHECK(behalf::WeightedMean{}(vec({1, 2, 6}), vec({2, 1, 1})) == 2.5);
    CHECK(behalf::WorstOff{}(vec({1, 9, 6}), vec({2, 0, 1})) == 9);
  }

  TEST_CASE("a quantile is the smallest gap that enough of the weight does not exceed") {
    const behalf::Vector<> gaps = vec({5, 1, 3, 4});
    const behalf::Vector<> weights = vec({1, 1, 1, 1});
    CHECK(behalf::Quantile{0.25}(gaps, weights) == 1);
    CHECK(behalf::Quantile{0.26}(gaps, weights) == 3);
    CHECK(behalf::Quantile{0.5}(gaps, weights) == 3);
    CHECK(behalf::Quantile{1}(gaps, weights) == 5);
    CHECK(behalf::Quantile{0.5}(gaps, vec({8, 1, 1, 0})) == 5);
    CHECK(behalf::Quantile{1}(gaps, vec({0, 1, 1, 0})) == 3);  // weight 0: in no quantile
    CHECK(behalf::Quantile{0.3}(vec({2, 1, 0}), vec({0.1, 0.1, 0.1})) == 0);
    CHECK(behalf::Quantile{2.0 / 3}(vec({2, 1, 0}), vec({0.1, 0.1, 0.1})) == 1);  // two thirds up to rounding
  }

  TEST_CASE(
      "with equal weights a quantile is that of counting heads, however many there are and however weights are "
      "written") {
    std::size_t whole = 0;
    for (int n = 1; n <= 2500; ++n) {
      const behalf::Vector<> ranks = behalf::Vector<>::LinSpaced(n, 1, n);
      const behalf::Vector<> parts = behalf::Vector<>::Constant(n, 1.0 / n);
      const behalf::Vector<> rounded_up = behalf::Vector<>::Constant(n, std::nextafter(1.0 / n, 1.0));
      for (const auto& [q, tenths] : {std::pair{0.5, 50}, {0.75, 75}, {0.8, 80}, {0.9, 90}}) {
        const int rank = (n * tenths + 99) / 100;
        if (n * tenths % 100 == 0) ++whole;
        const behalf::Quantile quantile{q};
        if (quantile(ranks, parts) == rank && quantile(ranks, rounded_up) == rank) continue;
        CAPTURE(n);
        CAPTURE(q);
        CHECK(quantile(ranks, parts) == rank);
        CHECK(quantile(ranks, rounded_up) == rank);
      }
    }
    CHECK(whole == 2500 / 2 + 2500 / 4 + 2500 / 5 + 2500 / 10);
    const behalf::Vector<float> many = behalf::Vector<float>::LinSpaced(900, 1, 900);
    CHECK(behalf::Quantile{0.9}(many, behalf::Vector<float>(behalf::Vector<float>::Constant(900, 1.0F / 900))) == 810);
  }

  TEST_CASE("a gap at its tolerance up to rounding is within it, for whoever asks") {
    const double gap = 0.1 + 0.2;
    CHECK(behalf::ShareWithin{0.3}(vec({gap, 1}), vec({1, 3})) == 0.25);
    CHECK(behalf::ShareAbove{0.3}(vec({gap, 1}), vec({1, 3})) == 0.75);
    CHECK(behalf::ShareAbove{0.3}(vec({0.3 * (1 + 1e-13), 1}), vec({1, 3})) == 1);
    CHECK(behalf::is_tolerated(1e-15, 0.0, 1.0));
    CHECK_FALSE(behalf::is_tolerated(1e-15, 0.0));
    CHECK_FALSE(behalf::is_tolerated(1e-13, 0.0, 1.0));
    CHECK(behalf::is_tolerated(1e300, std::numeric_limits<double>::max()));
    CHECK_FALSE(behalf::is_tolerated(std::numeric_limits<double>::quiet_NaN(), 1.0));
  }

  TEST_CASE("the share within a tolerance counts weight and includes the tolerance itself") {
    CHECK(behalf::ShareWithin{3}(vec({5, 1, 3}), vec({2, 1, 1})) == 0.5);
    CHECK(behalf::ShareWithin{0.5}(vec({5, 1, 3}), vec({2, 1, 1})) == 0);
  }

  TEST_CASE("a summary takes the gaps and weights of an attribution") {
    const behalf_test::TableModel<> model{.table = behalf::rows({{4, 1, 1, 1, 1, 1, 1, 0}, {2, 0, 0, 0, 0, 0, 0, 0}}),
                                          .stake = vec({4, 4}),
                                          .weight = vec({1, 3})};
    const behalf::Attribution<> why = behalf::attribute(model).value();
    CHECK(summarise(why, behalf::WeightedMean{}) == 2.5);
    CHECK(summarise(why, behalf::WorstOff{}) == 4);
    CHECK(summarise(why, [](const behalf::Vector<>& gaps, const behalf::Vector<>&) { return gaps.minCoeff(); }) == 2);
  }

  TEST_CASE("weights and shares that make no sense are refused") {
    const behalf::Vector<> gaps = vec({1, 2});
    CHECK_THROWS_AS((void)behalf::WeightedMean{}(gaps, vec({0, 0})), behalf::InvalidArgument);
    CHECK_THROWS_AS((void)behalf::WeightedMean{}(gaps, vec({1, -1})), behalf::InvalidArgument);
    CHECK_THROWS_AS((void)behalf::WeightedMean{}(gaps, vec({1})), behalf::InvalidArgument);
    CHECK_THROWS_AS((void)behalf::ShareWithin{1}(gaps, vec({0, 0})), behalf::InvalidArgument);
    CHECK_THROWS_AS((void)behalf::WorstOff{}(behalf::Vector<>(0), behalf::Vector<>(0)), behalf::InvalidArgument);
    for (const double tolerance : {-1.0, std::numeric_limits<double>::quiet_NaN()}) {
      CHECK_THROWS_AS((void)behalf::ShareWithin{tolerance}(gaps, vec({1, 1})), behalf::InvalidArgument);
      CHECK_THROWS_AS((void)behalf::ShareAbove{tolerance}(gaps, vec({1, 1})), behalf::InvalidArgument);
    }
    for (const double q : {0.0, -0.1, 1.1, std::numeric_limits<double>::quiet_NaN()}) {
      CHECK_THROWS_AS((void)behalf::Quantile{q}(gaps, vec({1, 1})), behalf::InvalidArgument);
    }
  }

  TEST_CASE("a gradient says how welfare changes with each gap") {
    const behalf::Vector<> gaps = behalf::vec({3, 1, 5, 5});
    const behalf::Vector<> weights = behalf::vec({1, 2, 1, 0});
    CHECK(behalf::WeightedMean{}.gradient(gaps, weights) == behalf::vec({0.25, 0.5, 0.25, 0}));
    CHECK(behalf::WorstOff{}.gradient(gaps, weights) == behalf::vec({0, 0, 1, 0}));
    CHECK(behalf::Quantile{0.5}.gradient(gaps, weights) == behalf::vec({0, 1, 0, 0}));
    CHECK(behalf::Quantile{1}.gradient(gaps, weights) == behalf::vec({0, 0, 1, 0}));
    static_assert(behalf::DifferentiableWelfare<behalf::WeightedMean>);
    static_assert(!behalf::DifferentiableWelfare<behalf::ShareWithin>);
  }
}
