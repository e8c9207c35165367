#include <behalf/solve/solution.hpp>

#include <doctest/doctest.h>

#include <limits>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

namespace {

using behalf::Certificate;
using behalf::Solution;
using behalf::Status;

// Asking "if (solution)" is meant; arithmetic with it is not.
static_assert(!std::is_convertible_v<Solution<int>, bool>);
static_assert(!std::is_convertible_v<Status, bool>);

std::string message_of(const Solution<double>& solution) {
  try {
    (void)solution.value();
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "did not throw";
}

}  // namespace

TEST_SUITE("solve/solution") {
  TEST_CASE("a solution that worked has a value and a certificate") {
    const Solution<double> solution{2.5, {.primal_residual = 1e-16, .incentive_violation = 1e-15}, 7};
    CHECK(static_cast<bool>(solution));
    CHECK(solution.status() == Status::optimal);
    CHECK(solution.value() == 2.5);
    CHECK(solution.certificate().primal_residual == 1e-16);
    CHECK(solution.iterations() == 7);
    CHECK(solution.where().empty());
  }

  TEST_CASE("reading a failed solution throws with its status and its place") {
    const Solution<double> solution{Status::infeasible, "with objectives ideal", 3};
    CHECK_FALSE(static_cast<bool>(solution));
    CHECK(solution.status() == Status::infeasible);
    CHECK(solution.iterations() == 3);
    CHECK(solution.where() == "with objectives ideal");
    CHECK_THROWS_AS((void)solution.value(), std::runtime_error);
    CHECK_THROWS_AS((void)solution.certificate(), std::runtime_error);
    CHECK(message_of(solution) == "Solution: there is no value, the status is infeasible with objectives ideal");
    CHECK(message_of({Status::unbounded, ""}) == "Solution: there is no value, the status is unbounded");
    CHECK_THROWS_AS((void)Solution<std::string>(Status::iteration_limit, "").value(), std::runtime_error);
  }

  TEST_CASE("a failed solution cannot claim to be optimal") {
    CHECK_THROWS_AS(Solution<double>(Status::optimal, "nowhere"), std::invalid_argument);
  }

  TEST_CASE("a value that cannot be copied can be moved out") {
    Solution<std::unique_ptr<int>> solution{std::make_unique<int>(4), {}};
    CHECK(*std::move(solution).value() == 4);
  }

  TEST_CASE("the value of a solution that goes away lives on under the name it is given") {
    static_assert(std::is_same_v<decltype(Solution<std::string>("", behalf::Certificate{}).value()), std::string>);
    const auto& text = Solution<std::string>(std::string(100, 'x'), behalf::Certificate{}).value();
    CHECK(text == std::string(100, 'x'));
  }

  TEST_CASE("every status is told in words of its own") {
    CHECK(behalf::to_text(Status::optimal) == "optimal");
    CHECK(behalf::to_text(Status::infeasible) == "infeasible");
    CHECK(behalf::to_text(Status::unbounded) == "unbounded");
    CHECK(behalf::to_text(Status::ill_conditioned) == "ill-conditioned");
    CHECK(behalf::to_text(Status::iteration_limit) == "iteration limit reached");
  }

  TEST_CASE("the worst of a certificate is its largest figure whichever that is") {
    CHECK(Certificate{}.worst() == 0);
    CHECK(Certificate{3, 2, 1, std::nullopt}.worst() == 3);
    CHECK(Certificate{1, 3, 2, std::nullopt}.worst() == 3);
    CHECK(Certificate{1, 2, 3, std::nullopt}.worst() == 3);
    CHECK(Certificate{1, 2, 3, 4}.worst() == 4);
  }

  TEST_CASE("including another certificate keeps the worse figures and whether anything is hidden") {
    Certificate both{1, 5, 3, std::nullopt};
    both.include({2, 4, 3, std::nullopt});
    CHECK(both.primal_residual == 2);
    CHECK(both.dual_residual == 5);
    CHECK(both.duality_gap == 3);
    CHECK_FALSE(both.incentive_violation.has_value());
    both.include({.incentive_violation = 0});
    CHECK(both.incentive_violation == 0.0);
    both.include({.incentive_violation = 2});
    both.include({.incentive_violation = 1});
    CHECK(both.incentive_violation == 2.0);
  }

  TEST_CASE("a figure that is not a number is never taken for a small one") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    for (const Certificate& broken :
         {Certificate{nan, 0, 0, 0}, Certificate{0, nan, 0, 0}, Certificate{0, 0, nan, 0}, Certificate{0, 0, 0, nan}}) {
      CHECK_FALSE(broken.worst() <= 1);
      Certificate both{.incentive_violation = 0};
      both.include(broken);
      CHECK_FALSE(both.worst() <= 1);
    }
  }
}
