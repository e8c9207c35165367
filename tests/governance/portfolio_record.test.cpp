#include "support/random_model.hpp"

#include <behalf/governance/portfolio/portfolio_record.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

using behalf::internal::BestPortfolio;
using behalf::internal::CostFrontier;
using behalf_test::Draw;

namespace {

/// What is offered, with many ties: multiples of ¼, of either sign for values.
struct Offer {
  double cost;
  double value;
};
std::vector<Offer> some_offers(Draw& draw) {
  std::vector<Offer> result;
  const Eigen::Index count = draw.below(30);
  for (Eigen::Index k = 0; k < count; ++k) result.push_back({static_cast<double>(draw.below(9)) / 4, draw.number()});
  return result;
}

/// Whether the first costs no more and leaves no larger value than the second.
bool is_as_good(const Offer& a, const Offer& b) { return a.cost <= b.cost && a.value <= b.value; }

constexpr double epsilon = std::numeric_limits<double>::epsilon();

}  // namespace

TEST_SUITE("governance/portfolio_record") {
  TEST_CASE("the best portfolio has the least value, among equals the least cost, and among those came first") {
    for (std::uint64_t k = 0; k < 300; ++k) {
      CAPTURE(k);
      Draw draw{460, k};
      const std::vector<Offer> offers = some_offers(draw);
      BestPortfolio<double> record;
      CHECK(record.empty());
      std::size_t best = 0;
      for (std::size_t i = 0; i < offers.size(); ++i) {
        const Offer& one = offers[i];
        const bool better = i == 0 || one.value < offers[best].value ||
                            (one.value == offers[best].value && one.cost < offers[best].cost);
        CHECK(record.is_no_better(one.cost, one.value) == !better);
        record.offer(one.cost, one.value, i);
        if (better) best = i;
        REQUIRE_FALSE(record.empty());
        CHECK(record.best()->number == best);
        CHECK(record.best()->cost == offers[best].cost);
        CHECK(record.best()->value == offers[best].value);
      }
    }
  }

  TEST_CASE("the frontier is what no other offer is as good as, by cost, and of equals the first") {
    std::size_t longest = 0;
    for (std::uint64_t k = 0; k < 500; ++k) {
      CAPTURE(k);
      Draw draw{461, k};
      const std::vector<Offer> offers = some_offers(draw);
      CostFrontier<double> record;
      CHECK(record.empty());
      for (std::size_t i = 0; i < offers.size(); ++i) {
        bool beaten = false;
        for (std::size_t j = 0; j < i; ++j) beaten = beaten || is_as_good(offers[j], offers[i]);
        CHECK(record.is_no_better(offers[i].cost, offers[i].value) == beaten);
        record.offer(offers[i].cost, offers[i].value, i);
      }
      std::size_t expected = 0;
      for (std::size_t i = 0; i < offers.size(); ++i) {
        bool beaten = false;
        for (std::size_t j = 0; j < offers.size(); ++j) {
          beaten =
              beaten || (j != i && is_as_good(offers[j], offers[i]) && (!is_as_good(offers[i], offers[j]) || j < i));
        }
        const auto found = record.points().find(offers[i].cost);
        const bool there = found != record.points().end() && found->second.number == i;
        CHECK(there == !beaten);
        if (there) CHECK(found->second.value == offers[i].value);
        if (!beaten) ++expected;
      }
      CHECK(record.points().size() == expected);
      longest = std::max(longest, expected);
      double value = std::numeric_limits<double>::infinity();
      for (const auto& [cost, point] : record.points()) {
        CHECK(point.cost == cost);
        CHECK(point.value < value);
        value = point.value;
      }
    }
    CHECK(longest >= 5);
  }

  TEST_CASE("values that differ by rounding are equal, so that cost decides, whatever their sign") {
    for (const double value : {3.0, -3.0}) {
      const double same = value + 10 * epsilon, other = value - 1000 * epsilon;
      BestPortfolio<double> best;
      best.offer(1, value, 1);
      CHECK(best.is_no_better(1, value - 10 * epsilon));
      CHECK_FALSE(best.is_no_better(0.5, same));
      best.offer(0.5, same, 2);
      CHECK(best.best()->number == 2);
      best.offer(1, other, 3);
      CHECK(best.best()->number == 3);

      CostFrontier<double> frontier;
      frontier.offer(1, value, 1);
      CHECK(frontier.is_no_better(2, value - 10 * epsilon));
      CHECK_FALSE(frontier.is_no_better(2, other));
      frontier.offer(2, other, 2);
      CHECK(frontier.points().size() == 2);
    }
    // Nothing but 0 is the same as 0.
    BestPortfolio<double> none;
    none.offer(1, 0, 1);
    CHECK_FALSE(none.is_no_better(1, -1e-300));
    CHECK(none.is_no_better(0, 1e-300));
  }
}
