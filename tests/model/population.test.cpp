#include "data/csv.hpp"
#include "support/refused.hpp"

#include <behalf/model/population.hpp>
#include <behalf/solve/random.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <limits>
#include <string>
#include <vector>

#if BEHALF_TEST_EXTRA_SCALARS
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/multiprecision/eigen.hpp>
#endif

namespace {

using behalf::Group;
using behalf::Matrix;
using behalf::Population;
using behalf::Vector;
using behalf_test::refused_field;
using Eigen::Index;

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

template <class Scalar = double>
Matrix<Scalar> some_rows(Index n, Index d) {
  behalf::RandomStream random{11, static_cast<std::uint64_t>(n)};
  Matrix<Scalar> rows(n, d);
  for (Index i = 0; i < n; ++i) {
    const double shared = random.uniform();
    for (Index j = 0; j < d; ++j) rows(i, j) = Scalar(static_cast<double>(j) + random.uniform() + shared);
  }
  return rows;
}

/// n labels of `groups` groups, mixed, with a trend so that the groups differ.
std::vector<std::string> some_labels(std::size_t n, std::uint32_t groups) {
  behalf::RandomStream random{12, n};
  std::vector<std::string> labels(n);
  for (std::size_t i = 0; i < n; ++i) labels[i] = "g" + std::to_string(random.below(groups));
  return labels;
}

/// Two groups that make a population.
std::vector<Group<>> two_groups() {
  return {{.name = "north", .weight = 3, .mean = behalf::vec({1, 2}), .covariance = behalf::rows({{2, 1}, {1, 1}})},
          {.name = "south", .weight = 1, .mean = behalf::vec({5, 0}), .covariance = behalf::diagonal({0, 4})}};
}

/// The field at fault in two groups after `change`.
template <class Change>
std::string refused_after(const Change& change) {
  std::vector<Group<>> groups = two_groups();
  change(groups);
  return refused_field([&] { static_cast<void>(Population<>{groups}); });
}

template <class Scalar>
void check_total_covariance(const Scalar& tolerance) {
  const Matrix<Scalar> rows = some_rows<Scalar>(3000, 4);
  const Population<Scalar> everyone = Population<Scalar>::from_rows(rows);
  std::vector<std::string> labels = some_labels(3000, 7);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (rows(static_cast<Index>(i), 0) > Scalar(1)) labels[i] += " high";
  }
  const Population<Scalar> grouped = Population<Scalar>::from_rows(rows, labels);
  CHECK(grouped.size() == 14);
  CHECK(grouped.total_weight() == Scalar(3000));
  CHECK((grouped.mean() - everyone.mean()).cwiseAbs().maxCoeff() < tolerance);
  CHECK((grouped.covariance() - everyone.covariance()).cwiseAbs().maxCoeff() < tolerance);
  CHECK(grouped.covariance_between()(0, 0) > Scalar(0.05));
  CHECK(grouped.covariance() == grouped.covariance().transpose());
}

}  // namespace

TEST_SUITE("model/population") {
  TEST_CASE("groups are kept in order and their weights are summed") {
    const Population<> population{two_groups()};
    CHECK(population.size() == 2);
    CHECK(population.dimension() == 2);
    CHECK(population.total_weight() == 4);
    CHECK(population.groups()[0].name == "north");
    CHECK(population.groups()[1].mean == behalf::vec({5, 0}));
  }

  TEST_CASE("the covariance of everyone is that within groups plus that between them") {
    const Population<> population{two_groups()};
    CHECK(population.mean() == behalf::vec({2, 1.5}));
    CHECK(population.covariance_within() == behalf::rows({{1.5, 0.75}, {0.75, 1.75}}));
    CHECK(population.covariance_between() == behalf::rows({{3, -1.5}, {-1.5, 0.75}}));
    CHECK(population.covariance() == population.covariance_within() + population.covariance_between());
  }

  TEST_CASE("the law of total covariance holds for any grouping of the same rows") {
    check_total_covariance<double>(1e-14);
    check_total_covariance<float>(1e-5F);
    check_total_covariance<long double>(1e-17L);
#if BEHALF_TEST_EXTRA_SCALARS
    using Fifty = boost::multiprecision::cpp_bin_float_50;
    check_total_covariance<Fifty>(Fifty("1e-47"));
#endif
  }

  TEST_CASE("groups far from zero keep the covariance between them") {
    std::vector<Group<>> groups = two_groups();
    const Matrix<> between = Population<>{groups}.covariance_between();
    for (Group<>& group : groups) group.mean.array() += 0x1p40;
    CHECK(Population<>{groups}.covariance_between() == between);
  }

  TEST_CASE("rows without labels are one group that weighs as many as they are") {
    const Population<> population = Population<>::from_rows(behalf::rows({{1, 10}, {3, 10}, {5, 40}, {7, 40}}));
    CHECK(population.size() == 1);
    CHECK(population.groups().front().name == "everyone");
    CHECK(population.total_weight() == 4);
    CHECK(population.mean() == behalf::vec({4, 25}));
    CHECK(population.covariance() == behalf::rows({{5, 30}, {30, 225}}));
    CHECK(population.covariance_between() == Matrix<>::Zero(2, 2));
  }

  TEST_CASE("labels gather their rows in order of first appearance") {
    const std::vector<std::string> labels{"b", "a", "b", "c", "b"};
    const Population<> population =
        Population<>::from_rows(behalf::rows({{1, 0}, {9, 9}, {2, 0}, {4, 4}, {6, 3}}), labels);
    REQUIRE(population.size() == 3);
    const Group<>& b = population.groups()[0];
    CHECK(b.name == "b");
    CHECK(b.weight == 3);
    CHECK(b.mean == behalf::vec({3, 1}));
    CHECK((b.covariance - behalf::rows({{14.0 / 3, 3}, {3, 2}})).cwiseAbs().maxCoeff() < 1e-15);
    CHECK(population.groups()[1].name == "a");
    CHECK(population.groups()[1].mean == behalf::vec({9, 9}));
    CHECK(population.groups()[1].covariance == Matrix<>::Zero(2, 2));
    CHECK(population.groups()[2].name == "c");
  }

  TEST_CASE("each labelled group has the moments of its own rows") {
    const Matrix<> rows = some_rows(9000, 5);
    for (const std::uint32_t groups : {1U, 3U, 40U, 5000U}) {
      const std::vector<std::string> labels = some_labels(9000, groups);
      const Population<> population = Population<>::from_rows(rows, labels);
      double error = 0;
      for (const Group<>& group : population.groups()) {
        Matrix<> own(static_cast<Index>(std::count(labels.begin(), labels.end(), group.name)), 5);
        Index next = 0;
        for (std::size_t i = 0; i < labels.size(); ++i) {
          if (labels[i] == group.name) own.row(next++) = rows.row(static_cast<Index>(i));
        }
        const behalf::Moments<> expected = behalf::moments(own);
        if (group.weight != static_cast<double>(own.rows())) error = 1;
        error = std::max(error, (group.mean - expected.mean()).cwiseAbs().maxCoeff());
        error = std::max(error, (group.covariance - expected.covariance()).cwiseAbs().maxCoeff());
      }
      CAPTURE(groups);
      CHECK(error < 4e-15);
      CHECK(population.total_weight() == 9000);
    }
  }

  TEST_CASE("rows may be stored by rows or be an expression") {
    const Matrix<> rows = some_rows(500, 3);
    const Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> by_rows = rows;
    const std::vector<std::string> labels = some_labels(500, 4);
    CHECK(Population<>::from_rows(by_rows).covariance() == Population<>::from_rows(rows).covariance());
    CHECK(Population<>::from_rows(rows * 1.0).covariance() == Population<>::from_rows(rows).covariance());
    CHECK(Population<>::from_rows(by_rows, labels).covariance() == Population<>::from_rows(rows, labels).covariance());
    CHECK(Population<>::from_rows(rows * 1.0, labels).covariance() ==
          Population<>::from_rows(rows, labels).covariance());
  }

  TEST_CASE("other weights change the whole and not the groups") {
    const Population<> population = Population<>{two_groups()}.with_weights(behalf::vec({0, 2}));
    CHECK(population.total_weight() == 2);
    CHECK(population.mean() == behalf::vec({5, 0}));
    CHECK(population.covariance() == behalf::diagonal({0, 4}));
    CHECK(population.groups()[0].mean == behalf::vec({1, 2}));
    CHECK(refused_field([&] { static_cast<void>(population.with_weights(behalf::vec({1}))); }) == "weights");
    CHECK(refused_field([&] { static_cast<void>(population.with_weights(behalf::vec({1, -1}))); }) == "weights[1]");
    CHECK(refused_field([&] { static_cast<void>(population.with_weights(behalf::vec({0, 0}))); }) == "weights");
  }

  TEST_CASE("a group without a covariance is of one mind") {
    const Population<> population{{{.name = "one", .weight = 2, .mean = behalf::vec({1, 2}), .covariance = {}}}};
    CHECK(population.groups().front().covariance == Matrix<>::Zero(2, 2));
    CHECK(population.covariance() == Matrix<>::Zero(2, 2));
  }

  TEST_CASE("groups that cannot be are refused by the field at fault") {
    CHECK(refused_after([](std::vector<Group<>>&) {}).empty());
    CHECK(refused_after([](auto& groups) { groups.clear(); }) == "groups");
    CHECK(refused_after([](auto& groups) { groups[0].mean.resize(0); }) == "groups[0].mean");
    CHECK(refused_after([](auto& groups) { groups[1].mean = behalf::vec({1, 2, 3}); }) == "groups[1].mean");
    CHECK(refused_after([](auto& groups) { groups[1].mean(0) = not_a_number; }) == "groups[1].mean[0]");
    CHECK(refused_after([](auto& groups) { groups[1].weight = -1; }) == "groups[1].weight");
    CHECK(refused_after([](auto& groups) { groups[0].weight = not_a_number; }) == "groups[0].weight");
    CHECK(refused_after([](auto& groups) { groups[0].weight = groups[1].weight = 0; }) == "groups");
    CHECK(refused_after([](auto& groups) { groups[0].weight = groups[1].weight = 1e308; }) == "groups");
    CHECK(refused_after([](auto& groups) { groups[0].mean(0) = 1e200; }) == "groups");
    CHECK(refused_after([](auto& groups) { groups[1].name = "north"; }) == "groups[1].name");
    CHECK(refused_after([](auto& groups) { groups[0].covariance = Matrix<>::Identity(3, 3); }) ==
          "groups[0].covariance");
    CHECK(refused_after([](auto& groups) { groups[0].covariance(0, 1) = 1.1; }) == "groups[0].covariance");
    CHECK(refused_after([](auto& groups) { groups[0].covariance(0, 1) = not_a_number; }) ==
          "groups[0].covariance[0][1]");
    CHECK(refused_after([](auto& groups) {
            groups[1].covariance = behalf::rows({{1, 2}, {2, 1}});
          }) == "groups[1].covariance");
    CHECK(refused_after([](auto& groups) { groups[1].covariance(1, 1) = -4; }) == "groups[1].covariance[1][1]");
  }

  TEST_CASE("rows that cannot be are refused by their place among all rows") {
    Matrix<> rows = some_rows(5000, 3);
    const std::vector<std::string> labels = some_labels(5000, 3);
    rows(4321, 2) = not_a_number;
    rows(4400, 1) = not_a_number;
    CHECK(refused_field([&] { static_cast<void>(Population<>::from_rows(rows)); }) == "rows[4321][2]");
    CHECK(refused_field([&] { static_cast<void>(Population<>::from_rows(rows, labels)); }) == "rows[4321][2]");
    CHECK(refused_field([&] { static_cast<void>(Population<>::from_rows(Matrix<>(0, 3))); }) == "rows");
    CHECK(refused_field([&] { static_cast<void>(Population<>::from_rows(Matrix<>(3, 0))); }) == "rows");
    CHECK(refused_field([&] {
            static_cast<void>(Population<>::from_rows(Matrix<>(0, 3), std::vector<std::string>{}));
          }) == "rows");
    CHECK(refused_field([&] { static_cast<void>(Population<>::from_rows(some_rows(4999, 3), labels)); }) == "labels");
    CHECK(refused_field([&] {
            static_cast<void>(Population<>::from_rows(behalf::rows({{1e200}, {-1e200}})));
          }) == "rows");
  }

  TEST_CASE("the raters of 21 countries have the published moments") {
    const std::string folder = BEHALF_DATA_DIR;
    if (folder.empty()) {
      std::cout << "SKIPPED: the raters of 21 countries have the published moments: BEHALF_DATA_DIR is not set\n";
      return;
    }
    const std::array<std::string, 6> scores{"care", "equality", "proportionality", "authority", "loyalty", "purity"};
    const data::Csv raters{folder + "/d3code_values/raters.csv"};
    Matrix<> rows(static_cast<Index>(raters.size()), 6);
    std::vector<std::string> countries;
    for (std::size_t i = 0; i < raters.size(); ++i) {
      countries.push_back(raters.text(i, "iso3"));
      for (std::size_t j = 0; j < scores.size(); ++j) {
        rows(static_cast<Index>(i), static_cast<Index>(j)) = raters.number(i, scores[j] + "_sum6") / 6;
      }
    }
    const Population<> population = Population<>::from_rows(rows, countries);
    const data::Csv published{folder + "/d3code_values/moments.csv"};
    CHECK(population.total_weight() == 4309);
    REQUIRE(population.size() == 21);
    REQUIRE(published.size() == 21);
    double error = 0;
    for (std::size_t k = 0; k < published.size(); ++k) {
      const auto group = std::find_if(population.groups().begin(), population.groups().end(),
                                      [&](const Group<>& one) { return one.name == published.text(k, "iso3"); });
      REQUIRE(group != population.groups().end());
      CHECK(group->weight == published.number(k, "n"));
      for (std::size_t i = 0; i < scores.size(); ++i) {
        const Index row = static_cast<Index>(i);
        error = std::max(error, std::abs(group->mean(row) - published.number(k, "mean_" + scores[i])));
        for (std::size_t j = i; j < scores.size(); ++j) {
          const double covariance = published.number(k, "cov_" + scores[i] + "_" + scores[j]);
          error = std::max(error, std::abs(group->covariance(row, static_cast<Index>(j)) - covariance));
        }
      }
    }
    CHECK(error < 1e-11);
    CHECK((population.covariance() - Population<>::from_rows(rows).covariance()).cwiseAbs().maxCoeff() < 1e-14);
  }
}
