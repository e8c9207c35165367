#include "support/compare.hpp"
#include "support/dual.hpp"
#include "support/refused.hpp"

#include <behalf/information/error_model.hpp>
#include <behalf/information/jury.hpp>
#include <behalf/solve/random.hpp>

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/quadrature/sinh_sinh.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#ifndef BEHALF_TEST_EXTRA_SCALARS
#define BEHALF_TEST_EXTRA_SCALARS 1
#endif

using behalf::ErrorModel;
using behalf::vec;
using behalf_test::refused;
using Jury = std::vector<behalf::JuryClass<>>;

namespace {

constexpr std::array<ErrorModel, 3> models{ErrorModel::independent, ErrorModel::common_shock,
                                           ErrorModel::beta_binomial};

Jury equals(Eigen::Index n, double rate, double correlation) {
  return {{.error_rates = behalf::Vector<>::Constant(n, rate), .correlation = correlation}};
}

/// Up to three classes of up to four members each.
Jury random_jury(behalf::RandomStream& random) {
  Jury jury(1 + random.below(3));
  for (behalf::JuryClass<>& members : jury) {
    members.error_rates.resize(1 + static_cast<Eigen::Index>(random.below(4)));
    for (double& rate : members.error_rates) rate = random.uniform();
    members.correlation = 0.05 + 0.9 * random.uniform();
  }
  return jury;
}

/// The mean of f(p, 1 − p) for p from the beta distribution of mean e and variance ρe(1 − e), by quadrature over the log
/// odds of p, in which nothing is singular.
template <class Function>
double beta_mean(double e, double rho, const Function& f) {
  const double a = e * (1 - rho) / rho, b = (1 - e) * (1 - rho) / rho;
  boost::math::quadrature::sinh_sinh<double> integrator;
  const double sum = integrator.integrate([&](double t) {
    const double log_p = std::min(t, 0.0) - std::log1p(std::exp(-std::abs(t))), log_q = log_p - t;
    const double weight = std::exp(a * log_p + b * log_q);
    return weight > 0 ? weight * f(std::exp(log_p), std::exp(log_q)) : 0.0;
  });
  return sum / boost::math::beta(a, b);
}

/// The probability that exactly these members of a class are wrong, from the words of the model.
double pattern(const behalf::JuryClass<>& members, ErrorModel model, unsigned wrong) {
  const auto is_wrong = [&](Eigen::Index i) { return (wrong >> static_cast<unsigned>(i)) % 2 == 1; };
  const Eigen::Index n = members.error_rates.size();
  if (model == ErrorModel::beta_binomial && n > 1) {
    int k = 0;
    for (Eigen::Index i = 0; i < n; ++i) k += is_wrong(i) ? 1 : 0;
    return beta_mean(members.error_rates.mean(), members.correlation,
                     [&](double p, double right) { return std::pow(p, k) * std::pow(right, static_cast<int>(n) - k); });
  }
  double alone = 1, lowest_wrong = 1, highest_right = 0;
  for (Eigen::Index i = 0; i < n; ++i) {
    const double rate = members.error_rates(i);
    alone *= is_wrong(i) ? rate : 1 - rate;
    if (is_wrong(i)) lowest_wrong = std::min(lowest_wrong, rate);
    if (!is_wrong(i)) highest_right = std::max(highest_right, rate);
  }
  if (model != ErrorModel::common_shock) return alone;
  // The shared draw u gives this pattern iff u < e_i for the wrong and u >= e_i for the right ones.
  return members.correlation * std::max(0.0, lowest_wrong - highest_right) + (1 - members.correlation) * alone;
}

struct Enumerated {
  std::vector<double> count;
  double all_right = 0, all_wrong = 0;
};

/// All outcomes of all classes, one by one.
Enumerated enumerate(const Jury& jury, ErrorModel model) {
  Enumerated result{{1.0}, 1, 1};
  for (const behalf::JuryClass<>& members : jury) {
    const std::size_t n = static_cast<std::size_t>(members.error_rates.size());
    std::vector<double> count(result.count.size() + n, 0.0);
    for (unsigned wrong = 0; wrong < (1U << n); ++wrong) {
      const double p = pattern(members, model, wrong);
      const std::size_t k = static_cast<std::size_t>(__builtin_popcount(wrong));
      for (std::size_t before = 0; before < result.count.size(); ++before) {
        count[before + k] += p * result.count[before];
      }
    }
    result.count = count;
    result.all_right *= pattern(members, model, 0);
    result.all_wrong *= pattern(members, model, (1U << n) - 1);
  }
  return result;
}

#if BEHALF_TEST_EXTRA_SCALARS
template <class Scalar>
behalf::JuryAccuracy<Scalar> mixed_accuracy(ErrorModel model) {
  // Rates and correlations that are the same number in every binary type.
  const behalf::Vector<Scalar> first = vec<Scalar>({4, 6, 2, 4}) / Scalar(16);
  const behalf::Vector<Scalar> second = vec<Scalar>({8, 1, 5}) / Scalar(16);
  const behalf::Vector<Scalar> third = vec<Scalar>({7}) / Scalar(16);
  return behalf::jury_accuracy<Scalar>({{first, Scalar(0.25)}, {second, Scalar(0.5)}, {third, Scalar(0.75)}}, model);
}
#endif

}  // namespace

TEST_SUITE("information/jury") {
  TEST_CASE("majority, unanimity and what it proves are the sums over all outcomes") {
    for (std::uint64_t k = 0; k < 40; ++k) {
      behalf::RandomStream random{7, k};
      const Jury jury = random_jury(random);
      for (const ErrorModel model : models) {
        CAPTURE(k);
        CAPTURE(std::string{to_text(model)});
        const Enumerated outcomes = enumerate(jury, model);
        const behalf::Vector<> count = behalf::error_counts(jury, model);
        REQUIRE(static_cast<std::size_t>(count.size()) == outcomes.count.size());
        double right = 0;
        const std::size_t n = outcomes.count.size() - 1;
        for (std::size_t wrong = 0; wrong <= n; ++wrong) {
          CHECK(std::abs(count(static_cast<Eigen::Index>(wrong)) - outcomes.count[wrong]) < 1e-10);
          right += outcomes.count[wrong] * (2 * wrong < n ? 1 : 2 * wrong == n ? 0.5 : 0);
        }
        const behalf::JuryAccuracy<> worth = behalf::jury_accuracy(jury, model);
        CHECK(worth.majority_right == doctest::Approx(right).epsilon(1e-10));
        CHECK(worth.majority_right + worth.majority_wrong == doctest::Approx(1).epsilon(1e-14));
        const double unanimous = outcomes.all_wrong + outcomes.all_right;
        CHECK(worth.unanimous == doctest::Approx(unanimous).epsilon(1e-9).scale(1e-9));
        REQUIRE(worth.wrong_if_unanimous.has_value() == (unanimous > 0));
        CHECK(*worth.wrong_if_unanimous == doctest::Approx(outcomes.all_wrong / unanimous).epsilon(1e-9));
      }
    }
  }

  TEST_CASE("majorities of ten thousand have all their digits") {
    for (const double rate : {0.3, 0.45, 0.49, 0.499, 0.5, 0.51}) {
      for (const Eigen::Index n : {1001, 10000}) {
        CAPTURE(rate);
        CAPTURE(n);
        const behalf::JuryAccuracy<> worth = behalf::jury_accuracy(equals(n, rate, 0.3), ErrorModel::independent);
        const boost::math::binomial errors{static_cast<double>(n), rate};
        const double middle = static_cast<double>(n / 2);
        const double tie = n % 2 == 0 ? boost::math::pdf(errors, middle) / 2 : 0;
        const double wrong = boost::math::cdf(boost::math::complement(errors, middle)) + tie;
        // A probability of less than 1e-280 is nothing to a double.
        if (wrong > 1e-280) CHECK(std::abs(worth.majority_wrong / wrong - 1) < 1e-11);
        CHECK(worth.majority_right == doctest::Approx(1 - wrong).epsilon(1e-12));
        const behalf::JuryAccuracy<> alike = behalf::jury_accuracy(equals(n, rate, 0), ErrorModel::beta_binomial);
        CHECK(alike.majority_wrong == doctest::Approx(worth.majority_wrong).epsilon(1e-10));
      }
    }
    for (const double rho : {0.001, 0.05, 0.3, 0.9}) {
      CAPTURE(rho);
      const double right =
          beta_mean(0.3, rho, [](double, double q) { return boost::math::ibeta(5001, 5001, std::min(q, 1.0)); });
      const behalf::JuryAccuracy<> worth = behalf::jury_accuracy(equals(10001, 0.3, rho), ErrorModel::beta_binomial);
      CHECK(worth.majority_right == doctest::Approx(right).epsilon(1e-9));
    }
  }

  TEST_CASE("what unanimity of ten thousand proves is known although it never happens") {
    const auto half = [](double first, double second) {
      behalf::Vector<> rates(10000);
      rates << behalf::Vector<>::Constant(5000, first), behalf::Vector<>::Constant(5000, second);
      return behalf::jury_accuracy<>({{rates, 0}}, ErrorModel::independent);
    };
    CHECK(half(0.5, 0.5).unanimous == 0);
    CHECK(*half(0.5, 0.5).wrong_if_unanimous == 0.5);
    CHECK(*half(0.25, 0.75).wrong_if_unanimous == doctest::Approx(0.5).epsilon(1e-11));
    CHECK(*half(0.01, 0.01).wrong_if_unanimous == 0);
    CHECK(*half(0.99, 0.99).wrong_if_unanimous == 1);
    Jury apart(10000, {vec({0.25}), 1});
    for (std::size_t k = 0; k < 5000; ++k) apart[2 * k].error_rates(0) = 0.75;
    apart.push_back({vec({0.2}), 1});
    for (const ErrorModel model : models) {
      CHECK(*behalf::jury_accuracy(apart, model).wrong_if_unanimous == doctest::Approx(0.2).epsilon(1e-11));
    }
  }

  TEST_CASE("right and wrong are symmetric") {
    for (std::uint64_t k = 0; k < 30; ++k) {
      behalf::RandomStream random{8, k};
      const Jury jury = random_jury(random);
      Jury mirror = jury;
      for (behalf::JuryClass<>& members : mirror) members.error_rates = (1 - members.error_rates.array()).matrix();
      for (const ErrorModel model : models) {
        const behalf::JuryAccuracy<> one = behalf::jury_accuracy(jury, model);
        const behalf::JuryAccuracy<> other = behalf::jury_accuracy(mirror, model);
        CHECK(one.majority_right == doctest::Approx(other.majority_wrong).epsilon(1e-12));
        CHECK(one.unanimous == doctest::Approx(other.unanimous).epsilon(1e-12));
        CHECK(*one.wrong_if_unanimous == doctest::Approx(1 - *other.wrong_if_unanimous).epsilon(1e-12));
      }
    }
  }

  TEST_CASE("relabelling members and classes changes nothing") {
    for (std::uint64_t k = 0; k < 30; ++k) {
      behalf::RandomStream random{9, k};
      const Jury jury = random_jury(random);
      Jury relabelled{jury.rbegin(), jury.rend()};
      for (behalf::JuryClass<>& members : relabelled) members.error_rates.reverseInPlace();
      for (const ErrorModel model : models) {
        const behalf::JuryAccuracy<> one = behalf::jury_accuracy(jury, model);
        const behalf::JuryAccuracy<> other = behalf::jury_accuracy(relabelled, model);
        CHECK(one.majority_right == doctest::Approx(other.majority_right).epsilon(1e-14));
        CHECK(one.unanimous == doctest::Approx(other.unanimous).epsilon(1e-13));
        CHECK(*one.wrong_if_unanimous == doctest::Approx(*other.wrong_if_unanimous).epsilon(1e-13));
      }
      CHECK(behalf::effective_number(jury) == doctest::Approx(behalf::effective_number(relabelled)).epsilon(1e-14));
    }
  }

  TEST_CASE("with full correlation agreement rises with the number of members and accuracy does not") {
    double suggested = 0;
    for (const Eigen::Index n : {1, 3, 5, 11, 101}) {
      const behalf::JuryAccuracy<> alone = behalf::jury_accuracy(equals(n, 0.3, 1), ErrorModel::independent);
      // What the agreement of so many would prove if they were independent.
      CHECK(1 - *alone.wrong_if_unanimous > suggested);
      suggested = 1 - *alone.wrong_if_unanimous;
      for (const ErrorModel model : {ErrorModel::common_shock, ErrorModel::beta_binomial}) {
        const behalf::JuryAccuracy<> worth = behalf::jury_accuracy(equals(n, 0.3, 1), model);
        CHECK(worth.unanimous == doctest::Approx(1).epsilon(1e-14));
        CHECK(worth.majority_right == doctest::Approx(0.7).epsilon(1e-14));
        CHECK(*worth.wrong_if_unanimous == doctest::Approx(0.3).epsilon(1e-14));
      }
      CHECK(behalf::effective_number(equals(n, 0.3, 1)) == doctest::Approx(1).epsilon(1e-14));
    }
  }

  TEST_CASE("more correlation makes a good majority worse and its agreement more frequent") {
    for (const ErrorModel model : {ErrorModel::common_shock, ErrorModel::beta_binomial}) {
      for (int step = 1; step <= 20; ++step) {
        const behalf::JuryAccuracy<> less = behalf::jury_accuracy(equals(7, 0.2, (step - 1) / 20.0), model);
        const behalf::JuryAccuracy<> more = behalf::jury_accuracy(equals(7, 0.2, step / 20.0), model);
        CHECK(more.majority_right < less.majority_right);
        CHECK(more.unanimous > less.unanimous);
        CHECK(*more.wrong_if_unanimous > *less.wrong_if_unanimous);
      }
    }
  }

  TEST_CASE("without correlation and for one member the models agree") {
    for (const ErrorModel model : models) {
      CHECK(behalf::jury_accuracy(equals(9, 0.3, 0), model).majority_right ==
            doctest::Approx(behalf::jury_accuracy(equals(9, 0.3, 0.5), ErrorModel::independent).majority_right)
                .epsilon(1e-12));
      const behalf::JuryAccuracy<> one = behalf::jury_accuracy(equals(1, 0.3, 0.5), model);
      CHECK(one.majority_wrong == doctest::Approx(0.3).epsilon(1e-15));
      CHECK(one.unanimous == doctest::Approx(1).epsilon(1e-15));
    }
  }

  TEST_CASE("who is never wrong and who is always wrong never agree") {
    const Jury jury{{vec({0, 1, 0.5}), 0.5}};
    for (const ErrorModel model : {ErrorModel::independent, ErrorModel::common_shock}) {
      const behalf::JuryAccuracy<> worth = behalf::jury_accuracy(jury, model);
      CHECK(worth.unanimous == 0);
      CHECK_FALSE(worth.wrong_if_unanimous.has_value());
      CHECK(worth.majority_right == doctest::Approx(0.5).epsilon(1e-12));
    }
    for (const ErrorModel model : models) {
      for (const double rho : {0.0, 0.5, 1.0}) {
        CHECK(behalf::jury_accuracy(equals(4, 0, rho), model).majority_right == 1);
        CHECK(behalf::jury_accuracy(equals(4, 1, rho), model).majority_wrong == 1);
        CHECK(*behalf::jury_accuracy(equals(4, 0, rho), model).wrong_if_unanimous == 0);
        CHECK(*behalf::jury_accuracy(equals(4, 1, rho), model).wrong_if_unanimous == 1);
      }
    }
  }

  TEST_CASE("a jury is worth between one and all of its members") {
    for (std::uint64_t k = 0; k < 50; ++k) {
      behalf::RandomStream random{10, k};
      const Jury jury = random_jury(random);
      double n = 0;
      double variance = 0;  // of the sum of standardised errors
      for (const behalf::JuryClass<>& members : jury) {
        const double size = static_cast<double>(members.error_rates.size());
        n += size;
        variance += size + size * (size - 1) * members.correlation;
      }
      CHECK(behalf::effective_number(jury) == doctest::Approx(n * n / variance).epsilon(1e-13));
      CHECK(behalf::effective_number(jury) >= 1 - 1e-14);
      CHECK(behalf::effective_number(jury) <= n + 1e-13);
    }
    CHECK(behalf::effective_number(3, 0.5) == doctest::Approx(1.5).epsilon(1e-12));
    CHECK(behalf::effective_number(2, -0.5) == doctest::Approx(4).epsilon(1e-12));
    CHECK(behalf::effective_number(1, 1.0) == doctest::Approx(1).epsilon(1e-12));
  }

  TEST_CASE("ten thousand floats keep theirs") {
    const behalf::Vector<float> rates = behalf::Vector<float>::Constant(10000, 0.499F);
    CHECK(behalf::jury_accuracy<float>({{rates, 0.1F}}, ErrorModel::independent).majority_right ==
          doctest::Approx(0.57926).epsilon(1e-3));
  }

#if BEHALF_TEST_EXTRA_SCALARS
  TEST_CASE("float, long double and fifty digits agree with double") {
    using Fifty = boost::multiprecision::cpp_bin_float_50;
    for (const ErrorModel model : models) {
      const behalf::JuryAccuracy<Fifty> exact = mixed_accuracy<Fifty>(model);
      const auto close = [&](const auto& worth, double tolerance) {
        CHECK(std::abs(behalf::to_double(Fifty(worth.majority_right) - exact.majority_right)) < tolerance);
        CHECK(std::abs(behalf::to_double(Fifty(worth.majority_wrong) - exact.majority_wrong)) < tolerance);
        CHECK(std::abs(behalf::to_double(Fifty(worth.unanimous) - exact.unanimous)) < tolerance);
        CHECK(std::abs(behalf::to_double(Fifty(*worth.wrong_if_unanimous) - *exact.wrong_if_unanimous)) < tolerance);
      };
      close(mixed_accuracy<float>(model), 1e-6);
      close(mixed_accuracy<double>(model), 1e-15);
      close(mixed_accuracy<long double>(model), 1e-15 * behalf_test::coarseness<long double>());
      CHECK(behalf::to_double(exact.majority_right + exact.majority_wrong - 1) < 1e-48);
    }
  }

  TEST_CASE("a derivative with respect to the error rate comes through") {
    using behalf_test::Dual;
    const double e = 0.3;
    const behalf::Vector<Dual> rates = behalf::Vector<Dual>::Constant(3, Dual{e, 1});
    for (const ErrorModel model : models) {
      const behalf::JuryAccuracy<Dual> worth = behalf::jury_accuracy<Dual>({{rates, Dual{0.25, 0}}}, model);
      const double step = 1e-6;
      const double above = behalf::jury_accuracy(equals(3, e + step, 0.25), model).majority_right;
      const double below = behalf::jury_accuracy(equals(3, e - step, 0.25), model).majority_right;
      CHECK(worth.majority_right.derivative() == doctest::Approx((above - below) / (2 * step)).epsilon(1e-7));
    }
    const behalf::JuryAccuracy<Dual> alone = behalf::jury_accuracy<Dual>({{rates, 0}}, ErrorModel::independent);
    CHECK(alone.majority_right.derivative() == doctest::Approx(-6 * e * (1 - e)).epsilon(1e-13));
  }
#endif

  TEST_CASE("what is no jury is refused with the field and the rule") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    for (const ErrorModel model : models) {
      refused([&] { (void)behalf::jury_accuracy(Jury{}, model); }, "jury");
      refused([&] { (void)behalf::jury_accuracy<>({{vec({0.1}), 0}, {}}, model); }, "jury[1].error_rates");
      refused([&] { (void)behalf::jury_accuracy<>({{vec({0.1, 1.1}), 0}}, model); }, "jury[0].error_rates[1]");
      refused([&] { (void)behalf::jury_accuracy<>({{vec({-0.1}), 0}}, model); }, "jury[0].error_rates[0]");
      refused([&] { (void)behalf::jury_accuracy<>({{vec({nan}), 0}}, model); }, "jury[0].error_rates[0]");
      refused([&] { (void)behalf::jury_accuracy<>({{vec({0.1}), 1.5}}, model); }, "jury[0].correlation");
      refused([&] { (void)behalf::error_counts<>({{vec({0.1}), nan}}, model); }, "jury[0].correlation");
    }
    refused([] { (void)behalf::effective_number(0, 0.5); }, "n");
    refused([] { (void)behalf::effective_number(3, -0.5); }, "rho");
    refused([] { (void)behalf::effective_number(3, 1.5); }, "rho");
    refused([&] { (void)behalf::effective_number(3, nan); }, "rho");
  }
}
