#include "support/refused.hpp"

#include <behalf/information/jury.hpp>
#include <behalf/information/measured_jury.hpp>
#include <behalf/solve/random.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>

using behalf::rows;
using behalf::vec;

namespace {

behalf::Matrix<> equal_correlations(Eigen::Index n, double r) {
  behalf::Matrix<> matrix = behalf::Matrix<>::Constant(n, n, r);
  matrix.diagonal().setOnes();
  return matrix;
}

/// A jury with weak correlations of either sign, so that the expansion is a distribution.
std::pair<behalf::Vector<>, behalf::Matrix<>> weak(std::uint64_t k) {
  behalf::RandomStream random{21, k};
  const Eigen::Index n = 2 + static_cast<Eigen::Index>(random.below(6));
  behalf::Vector<> rates(n);
  for (double& rate : rates) rate = 0.2 + 0.4 * random.uniform();
  behalf::Matrix<> correlations = behalf::Matrix<>::Identity(n, n);
  for (Eigen::Index i = 0; i < n; ++i) {
    for (Eigen::Index j = 0; j < i; ++j) {
      correlations(i, j) = correlations(j, i) = (random.uniform() - 0.3) * 0.3 / static_cast<double>(n);
    }
  }
  return {rates, correlations};
}

/// P(k are wrong) by the counts of the others: pair (i, j) adds r s_i s_j (P(k − 2) − 2P(k − 1) + P(k)) of the rest.
behalf::Vector<> counts_by_pairs(const behalf::Vector<>& rates, const behalf::Matrix<>& correlations) {
  const Eigen::Index n = rates.size();
  behalf::Vector<> count = behalf::error_counts<>({{rates, 0}}, behalf::ErrorModel::independent);
  for (Eigen::Index i = 0; i < n; ++i) {
    for (Eigen::Index j = 0; j < i; ++j) {
      behalf::Vector<> rest = behalf::Vector<>::Ones(1);
      if (n > 2) {
        behalf::Vector<> others(n - 2);
        Eigen::Index to = 0;
        for (Eigen::Index m = 0; m < n; ++m) {
          if (m != i && m != j) others(to++) = rates(m);
        }
        rest = behalf::error_counts<>({{others, 0}}, behalf::ErrorModel::independent);
      }
      const double weight =
          correlations(i, j) * std::sqrt(rates(i) * (1 - rates(i))) * std::sqrt(rates(j) * (1 - rates(j)));
      count.head(n - 1) += weight * rest;
      count.segment(1, n - 1) -= 2 * weight * rest;
      count.tail(n - 1) += weight * rest;
    }
  }
  return count;
}

}  // namespace

TEST_SUITE("information/measured_jury") {
  TEST_CASE("without correlation the members err independently") {
    const behalf::Vector<> rates = vec({0.1, 0.3, 0.25, 0.4});
    const auto measured = behalf::jury_accuracy(rates, equal_correlations(4, 0));
    const behalf::JuryAccuracy<> alone = behalf::jury_accuracy<>({{rates, 0}}, behalf::ErrorModel::independent);
    CHECK(measured.value().majority_right == doctest::Approx(alone.majority_right).epsilon(1e-14));
    CHECK(measured.value().unanimous == doctest::Approx(alone.unanimous).epsilon(1e-14));
    CHECK(*measured.value().wrong_if_unanimous == doctest::Approx(*alone.wrong_if_unanimous).epsilon(1e-14));
    CHECK(measured.certificate().worst() < 1e-15);
  }

  TEST_CASE("twenty members can be written out") {
    const behalf::Vector<> rates = behalf::Vector<>::LinSpaced(20, 0.1, 0.48);
    const auto measured = behalf::jury_accuracy(rates, equal_correlations(20, 0));
    const behalf::JuryAccuracy<> alone = behalf::jury_accuracy<>({{rates, 0}}, behalf::ErrorModel::independent);
    CHECK(measured.value().majority_wrong == doctest::Approx(alone.majority_wrong).epsilon(1e-11));
    CHECK(measured.certificate().worst() < 1e-12);
  }

  TEST_CASE("two members are wrong together as often as their rates and correlation say") {
    const behalf::Vector<> rates = vec({0.2, 0.3});
    for (const double r : {-0.2, 0.0, 0.3, 0.6}) {
      const double both = 0.2 * 0.3 + r * std::sqrt(0.2 * 0.8 * 0.3 * 0.7);
      const behalf::JuryAccuracy<> worth = behalf::jury_accuracy(rates, equal_correlations(2, r)).value();
      CHECK(worth.majority_wrong == doctest::Approx(0.25).epsilon(1e-14));  // a tie counts half
      CHECK(worth.unanimous == doctest::Approx(both + (1 - 0.2 - 0.3 + both)).epsilon(1e-14));
      CHECK(*worth.wrong_if_unanimous == doctest::Approx(both / (0.5 + 2 * both)).epsilon(1e-14));
    }
    // They cannot be correlated more than this: whenever the first is wrong the second is.
    const double most = (0.2 - 0.2 * 0.3) / std::sqrt(0.2 * 0.8 * 0.3 * 0.7);
    CHECK(behalf::jury_accuracy(rates, equal_correlations(2, most - 1e-9)));
    CHECK(behalf::jury_accuracy(rates, equal_correlations(2, most + 1e-9)).status() == behalf::Status::infeasible);
  }

  TEST_CASE("the majority is what the counts of all pairs sum to") {
    int solved = 0;
    for (std::uint64_t k = 0; k < 60; ++k) {
      const auto [rates, correlations] = weak(k);
      const auto measured = behalf::jury_accuracy(rates, correlations);
      if (!measured) continue;
      ++solved;
      const behalf::Vector<> count = counts_by_pairs(rates, correlations);
      const Eigen::Index n = rates.size();
      double right = n % 2 == 0 ? count(n / 2) / 2 : 0;
      for (Eigen::Index wrong = 0; 2 * wrong < n; ++wrong) right += count(wrong);
      CHECK(measured.value().majority_right == doctest::Approx(right).epsilon(1e-13));
      CHECK(measured.value().majority_right + measured.value().majority_wrong == doctest::Approx(1).epsilon(1e-14));
      CHECK(measured.value().unanimous == doctest::Approx(count(0) + count(n)).epsilon(1e-12));
      CHECK(*measured.value().wrong_if_unanimous == doctest::Approx(count(n) / (count(0) + count(n))).epsilon(1e-12));
      CHECK(measured.certificate().worst() < 1e-14);
    }
    CHECK(solved > 40);
  }

  TEST_CASE("at equal rates of one half the majority of three is right half of the time whatever the correlation") {
    for (const double r : {0.0, 0.2, 0.5}) {
      CHECK(behalf::jury_accuracy(vec({0.5, 0.5, 0.5}), equal_correlations(3, r)).value().majority_right ==
            doctest::Approx(0.5).epsilon(1e-14));
    }
  }

  TEST_CASE("correlations too strong to be of pairs alone are told and not used") {
    const auto measured = behalf::jury_accuracy(vec({0.2, 0.2, 0.2, 0.2, 0.2}), equal_correlations(5, 0.6));
    REQUIRE_FALSE(measured);
    CHECK(measured.status() == behalf::Status::infeasible);
    CHECK(measured.where().find("the outcome that only ") != std::string::npos);
    CHECK(measured.where().find(" times the probability it has under independence") != std::string::npos);
  }

  TEST_CASE("who is never wrong is correlated with nobody") {
    const behalf::JuryAccuracy<> worth =
        behalf::jury_accuracy(vec({0, 0.3, 0.3}), rows({{1, 0, 0}, {0, 1, 0.25}, {0, 0.25, 1}})).value();
    CHECK(worth.majority_wrong == doctest::Approx(0.3 * 0.3 + 0.25 * 0.21).epsilon(1e-14));
    CHECK(*worth.wrong_if_unanimous == 0);
    CHECK_FALSE(behalf::jury_accuracy(vec({0, 1}), equal_correlations(2, 0)).value().wrong_if_unanimous);
  }

  TEST_CASE("the mean correlation is that of the pairs") {
    CHECK(behalf::mean_correlation(rows({{1, 0.1, 0.2}, {0.1, 1, -0.6}, {0.2, -0.6, 1}})) ==
          doctest::Approx(-0.1).epsilon(1e-12));
    CHECK(behalf::mean_correlation(rows({{1}})) == 0);
  }

  TEST_CASE("floats give the same to their digits") {
    const behalf::Vector<float> rates = vec<float>({0.1F, 0.3F, 0.25F});
    behalf::Matrix<float> correlations = behalf::Matrix<float>::Constant(3, 3, 0.1F);
    correlations.diagonal().setOnes();
    CHECK(
        behalf::jury_accuracy(rates, correlations).value().majority_right ==
        doctest::Approx(behalf::jury_accuracy(vec({0.1, 0.3, 0.25}), equal_correlations(3, 0.1)).value().majority_right)
            .epsilon(1e-6));
  }

  TEST_CASE("what cannot have been measured is refused with the field") {
    const auto refused = [](const behalf::Vector<>& rates, const behalf::Matrix<>& correlations, const char* field) {
      behalf_test::refused([&] { return behalf::jury_accuracy(rates, correlations); }, field);
    };
    refused(behalf::Vector<>(0), behalf::Matrix<>(0, 0), "error_rates");
    refused(behalf::Vector<>::Constant(21, 0.1), equal_correlations(21, 0), "error_rates");
    refused(vec({0.1, 2}), equal_correlations(2, 0), "error_rates[1]");
    refused(vec({0.1, 0.2}), equal_correlations(3, 0), "correlations");
    refused(vec({0.1, 0.2}), rows({{1, 0.1}, {0.2, 1}}), "correlations");
    refused(vec({0.1, 0.2}), rows({{1, 0.1}, {0.1, 2}}), "correlations[1][1]");
    refused(vec({0.1, 0.2}), rows({{1, 1.5}, {1.5, 1}}), "correlations[1][0]");
    refused(vec({0, 0.2}), rows({{1, 0.1}, {0.1, 1}}), "correlations[0][1]");
    const double nan = std::numeric_limits<double>::quiet_NaN();
    refused(vec({0.1, 0.2}), rows({{1, nan}, {nan, 1}}), "correlations[0][1]");
  }
}
