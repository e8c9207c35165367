// \cite condorcet1785: majorities of those who are right more often than not. Its formula, the published formulas of the
// beta-binomial distribution (\cite skellam1948) and the design effect (\cite kish1965); the figures were computed by us
// with another program.

#include "literature/figures.hpp"

#include <behalf/information/error_model.hpp>
#include <behalf/information/jury.hpp>

#include <vector>

using namespace literature;

namespace {

std::vector<behalf::JuryClass<>> jury(Eigen::Index n, double right, double correlation) {
  return {{.error_rates = behalf::Vector<>::Constant(n, 1 - right), .correlation = correlation}};
}

behalf::JuryAccuracy<> worth(Eigen::Index n, double right, double correlation, behalf::ErrorModel model) {
  return behalf::jury_accuracy(jury(n, right, correlation), model);
}

}  // namespace

TEST_SUITE("literature") {
  TEST_CASE("three who are right seven times of ten are right together 784 times of a thousand") {
    CHECK(worth(3, 0.7, 0, behalf::ErrorModel::independent).majority_right == exactly(0.784));
    CHECK(worth(11, 0.7, 0, behalf::ErrorModel::independent).majority_right == printed(0.9217752090, 5e-11));
  }

  TEST_CASE("correlated errors leave less of it, how much less depends on how they come about") {
    CHECK(worth(3, 0.7, 0.3, behalf::ErrorModel::common_shock).majority_right == exactly(0.7588));
    CHECK(worth(3, 0.7, 0.3, behalf::ErrorModel::beta_binomial).majority_right == printed(0.7316615385, 5e-11));
  }

  TEST_CASE("three who agree prove less when their errors have a common cause") {
    CHECK(*worth(3, 0.7, 0.3, behalf::ErrorModel::independent).wrong_if_unanimous == printed(0.0729729730, 5e-11));
    CHECK(*worth(3, 0.7, 0.3, behalf::ErrorModel::common_shock).wrong_if_unanimous == printed(0.1948121646, 5e-11));
  }

  TEST_CASE("the majority of the better than chance grows right with their number, that of the worse grows wrong") {
    for (const double right : {0.501, 0.6, 0.9}) {
      for (Eigen::Index n = 1; n < 60; n += 2) {
        const behalf::JuryAccuracy<> few = worth(n, right, 0, behalf::ErrorModel::independent);
        const behalf::JuryAccuracy<> more = worth(n + 2, right, 0, behalf::ErrorModel::independent);
        CHECK(more.majority_wrong < few.majority_wrong);
        // With ties decided by a coin one more of an even number adds nothing.
        CHECK(worth(n + 1, right, 0, behalf::ErrorModel::independent).majority_right ==
              doctest::Approx(few.majority_right).epsilon(1e-12));
        CHECK(worth(n + 2, 1 - right, 0, behalf::ErrorModel::independent).majority_right <
              worth(n, 1 - right, 0, behalf::ErrorModel::independent).majority_right);
      }
    }
    CHECK(worth(10001, 0.6, 0, behalf::ErrorModel::independent).majority_wrong < 1e-80);
  }

  TEST_CASE("no number of members makes up for a common cause") {
    for (const Eigen::Index n : {101, 1001, 10001}) {
      CHECK(worth(n, 0.7, 0.3, behalf::ErrorModel::common_shock).majority_right < 0.91 + 1e-12);
      CHECK(worth(n, 0.7, 0.3, behalf::ErrorModel::beta_binomial).majority_right < 0.78);
      CHECK(behalf::effective_number(jury(n, 0.7, 0.3)) < 1 / 0.3);
    }
    CHECK(behalf::effective_number(3, 0.3) == exactly(1.875));
    CHECK(behalf::effective_number(11, 0.3) == exactly(2.75));
  }
}
