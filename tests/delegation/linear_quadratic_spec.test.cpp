#include "support/refused.hpp"

#include <behalf/delegation/linear_quadratic/description.hpp>

#include <doctest/doctest.h>

#include <functional>
#include <limits>
#include <string>
#include <vector>

using behalf::rows;
using behalf::vec;
using Spec = behalf::LinearQuadraticSpec<>;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

struct Fault {
  const char* field;
  const char* rule;  // how it begins
  std::function<void(Spec&)> make;
};

}  // namespace

TEST_SUITE("delegation/linear_quadratic_spec") {
  TEST_CASE("every fault is refused with its field and its rule") {
    const std::vector<Fault> faults{
        {"values", "expected at least one principal", [](Spec& s) { s.values.resize(0, 2); }},
        {"values", "expected at least one attribute", [](Spec& s) { s.values.resize(2, 0); }},
        {"values[1][0]", "expected a finite number, got inf", [](Spec& s) { s.values(1, 0) = infinity; }},
        {"weights", "expected 2 numbers, got 3",
         [](Spec& s) {
           s.weights = vec({1, 1, 1});
         }},
        {"weights", "expected at least one positive weight",
         [](Spec& s) {
           s.weights = vec({0, 0});
         }},
        {"weights[0]", "expected a finite number that is not negative, got -1",
         [](Spec& s) {
           s.weights = vec({-1, 1});
         }},
        {"covariances", "expected none or one for each of 2, got 1",
         [](Spec& s) {
           s.covariances = {rows({{1, 0}, {0, 1}})};
         }},
        {"covariances[1]", "expected a 2 x 2 matrix, got 1 x 1",
         [](Spec& s) {
           s.covariances = {rows({{1, 0}, {0, 1}}), rows({{1}})};
         }},
        {"covariances[0]", "expected a positive semidefinite matrix",
         [](Spec& s) {
           s.covariances = {rows({{1, 2}, {2, 1}}), rows({{1, 0}, {0, 1}})};
         }},
        {"names", "expected none or one for each of 2, got 1", [](Spec& s) { s.names = {"a"}; }},
        {"cost", "expected a 2 x 2 matrix, got 3 x 3",
         [](Spec& s) {
           s.cost = behalf::diagonal({1, 1, 1});
         }},
        {"cost", "expected a symmetric matrix",
         [](Spec& s) {
           s.cost = rows({{1, 0.5}, {0, 1}});
         }},
        {"cost", "expected a positive definite matrix",
         [](Spec& s) {
           s.cost = rows({{1, 1}, {1, 1}});
         }},
        {"cost[0][1]", "expected a finite number, got inf",
         [](Spec& s) {
           s.cost = rows({{1, infinity}, {0, 1}});
         }},
        {"translation", "expected a 2 x 2 matrix, got 1 x 2",
         [](Spec& s) {
           s.translation = rows({{1, 2}});
         }},
        {"metrics", "expected a 1 x 2 matrix, got 1 x 3",
         [](Spec& s) {
           s.metrics = rows({{1, 2, 3}});
         }},
        {"metrics[0][1]", "expected a finite number",
         [](Spec& s) {
           s.metrics = rows({{1, -infinity}});
         }},
        {"taste", "expected 2 numbers, got 1", [](Spec& s) { s.taste = vec({1}); }},
        {"taste[1]", "expected a finite number",
         [](Spec& s) {
           s.taste = vec({1, infinity});
         }},
        {"noise", "expected a 2 x 2 matrix, got 3 x 3",
         [](Spec& s) {
           s.noise = behalf::diagonal({1, 1, 1});
         }},
        {"risk_aversion", "expected a finite number that is not negative, got -2",
         [](Spec& s) { s.risk_aversion = -2; }},
        {"risk_aversion", "expected a finite number that is not negative, got inf",
         [](Spec& s) { s.risk_aversion = infinity; }},
        {"reference", "expected at least one row",
         [](Spec& s) { s.reference = behalf::Reference<>::given(behalf::Matrix<>(0, 2)); }},
        {"reference", "expected a 1 x 2 matrix, got 1 x 1",
         [](Spec& s) { s.reference = behalf::Reference<>::given(rows({{1}})); }},
        {"reference.weights", "expected 1 number, got 2", [](Spec& s) {
           s.reference = behalf::Reference<>::given(rows({{1, 1}}), vec({1, 1}));
         }}};
    for (const Fault& fault : faults) {
      Spec spec{.values = rows({{1, 2}, {3, 4}})};
      CHECK_NOTHROW(spec.validate());
      fault.make(spec);
      CAPTURE(fault.field);
      CAPTURE(fault.rule);
      behalf_test::refused([&] { spec.validate(); }, fault.field, fault.rule);
    }
  }

  TEST_CASE("what may be left out or empty is taken") {
    Spec spec{.values = rows({{1, 2}})};
    CHECK(spec.weights_or_default() == vec({1}));
    spec.metrics = behalf::Matrix<>(0, 0);  // nothing is measured
    spec.weights = vec({0.5});
    spec.cost = rows({{1e-12, 0}, {0, 1e12}});
    CHECK_NOTHROW(spec.validate());
  }

  TEST_CASE("principals and an agent make the data of a model") {
    const behalf::Agent<> agent{
        .name = "model", .cost = rows({{2, 0}, {0, 2}}), .risk_aversion = 3, .taste = vec({0, 1})};
    const Spec spec = behalf::delegate_to(
        agent, {{.name = "a", .objective = {vec({1, 2})}, .weight = 0.25}, {.name = "b", .objective = {vec({3, 4})}}});
    CHECK(spec.values == rows({{1, 2}, {3, 4}}));
    CHECK(*spec.weights == vec({0.25, 1}));
    CHECK(spec.names == std::vector<std::string>{"a", "b"});
    CHECK(*spec.cost == *agent.cost);
    CHECK(*spec.taste == *agent.taste);
    CHECK(spec.risk_aversion == 3);
    CHECK_THROWS_AS((void)behalf::delegate_to(agent, std::vector<behalf::Principal<>>{}), behalf::InvalidArgument);
    CHECK_THROWS_AS((void)behalf::delegate_to(
                        agent, {{.name = "a", .objective = {vec({1, 2})}}, {.name = "b", .objective = {vec({1})}}}),
                    behalf::InvalidArgument);
  }

  TEST_CASE("groups become principals with spread whose weights sum to 1") {
    const behalf::Population<> population{
        {{.name = "x", .weight = 3, .mean = vec({1, 0}), .covariance = rows({{1, 0}, {0, 2}})},
         {.name = "y", .weight = 1, .mean = vec({0, 1})}}};
    const Spec spec = behalf::delegate_to(behalf::Agent<>{}, population);
    CHECK(*spec.weights == vec({0.75, 0.25}));
    REQUIRE(spec.covariances.size() == 2);
    CHECK(spec.covariances[0] == rows({{1, 0}, {0, 2}}));
    CHECK(spec.covariances[1].isZero(0));
    CHECK(spec.mandate() == vec({0.75, 0.25}));
  }
}
