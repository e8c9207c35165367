#include "support/refused.hpp"

#include <behalf/solve/moments.hpp>
#include <behalf/solve/random.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#if BEHALF_TEST_EXTRA_SCALARS
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/multiprecision/eigen.hpp>
#endif

namespace {

using behalf::Matrix;
using behalf::Moments;
using behalf::Vector;
using behalf_test::refused_field;
using Eigen::Index;

template <class Scalar>
using StoredByRows = Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Rows whose columns have different means and spreads and are correlated with each other.
template <class Scalar = double>
Matrix<Scalar> some_rows(Index n, Index d, std::uint64_t seed = 1) {
  behalf::RandomStream random{seed, static_cast<std::uint64_t>(n * 1000 + d)};
  Matrix<Scalar> rows(n, d);
  for (Index i = 0; i < n; ++i) {
    const double shared = random.uniform();
    for (Index j = 0; j < d; ++j) {
      const double own = random.uniform() + random.uniform() - 1;
      rows(i, j) = Scalar(static_cast<double>(j % 5) - 2 + (1 + static_cast<double>(j % 3)) * (own + shared));
    }
  }
  return rows;
}

/// Mean and covariance by the definition, two passes in a finer type.
template <class Fine>
struct TwoPasses {
  template <class Rows>
  explicit TwoPasses(const Rows& rows) : mean(rows.cols()), covariance(rows.cols(), rows.cols()) {
    const Matrix<Fine> fine = rows.template cast<Fine>();
    const Fine n = static_cast<Fine>(static_cast<double>(rows.rows()));
    for (Index j = 0; j < rows.cols(); ++j) {
      // The mean of the distances to the first row, so that the reference is good far from 0 as well.
      Fine sum = Fine(0);
      for (Index i = 0; i < rows.rows(); ++i) sum += fine(i, j) - fine(0, j);
      mean(j) = fine(0, j) + sum / n;
    }
    for (Index j = 0; j < rows.cols(); ++j) {
      for (Index k = 0; k < rows.cols(); ++k) {
        Fine sum = Fine(0);
        for (Index i = 0; i < rows.rows(); ++i) sum += (fine(i, j) - mean(j)) * (fine(i, k) - mean(k));
        covariance(j, k) = sum / n;
      }
    }
  }
  Vector<Fine> mean;
  Matrix<Fine> covariance;
};

/// The largest error of S_ij in units of √(S_ii S_jj).
template <class Scalar, int Dim, class Fine>
Fine covariance_error(const Moments<Scalar, Dim>& moments, const TwoPasses<Fine>& exact) {
  using std::abs;
  using std::sqrt;
  const Matrix<Fine> covariance = moments.covariance().template cast<Fine>();
  Fine worst = Fine(0);
  for (Index i = 0; i < covariance.rows(); ++i) {
    for (Index j = 0; j < covariance.cols(); ++j) {
      const Fine unit = sqrt(exact.covariance(i, i) * exact.covariance(j, j));
      const Fine error = abs(covariance(i, j) - exact.covariance(i, j));
      worst = std::max<Fine>(worst, unit > Fine(0) ? error / unit : error);
    }
  }
  return worst;
}

/// The largest error of a mean in units of its size or standard deviation, whichever is larger.
template <class Scalar, int Dim, class Fine>
Fine mean_error(const Moments<Scalar, Dim>& moments, const TwoPasses<Fine>& exact) {
  using std::abs;
  using std::sqrt;
  const Vector<Fine> mean = moments.mean().template cast<Fine>();
  Fine worst = Fine(0);
  for (Index j = 0; j < mean.size(); ++j) {
    const Fine unit = std::max<Fine>(abs(exact.mean(j)), sqrt(exact.covariance(j, j)));
    const Fine error = abs(mean(j) - exact.mean(j));
    worst = std::max<Fine>(worst, unit > Fine(0) ? error / unit : error);
  }
  return worst;
}

template <class Scalar, int Dim>
bool same_bits(const Moments<Scalar, Dim>& a, const Moments<Scalar, Dim>& b) {
  return a.count() == b.count() && a.mean() == b.mean() && a.covariance() == b.covariance();
}

}  // namespace

TEST_SUITE("solve/moments") {
  TEST_CASE("one pass equals the two passes of the definition for every shape and storage order") {
    for (const Index d : {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 31}) {
      for (const Index n : {1, 2, 3, 95, 96, 97, 191, 1919, 1920, 1921, 5001}) {
        CAPTURE(d);
        CAPTURE(n);
        const Matrix<> rows = some_rows(n, d);
        const TwoPasses<long double> exact{rows};
        const Moments<> moments = behalf::moments(rows);
        CHECK(moments.count() == n);
        CHECK(moments.dimension() == d);
        CHECK(covariance_error(moments, exact) < 1e-15L);
        CHECK(mean_error(moments, exact) < 1e-15L);
        CHECK(moments.covariance() == moments.covariance().transpose());
        const StoredByRows<double> by_rows = rows;
        CHECK(same_bits(behalf::moments(by_rows), moments));
      }
    }
  }

  TEST_CASE("a length known to the compiler changes nothing") {
    const Matrix<> rows = some_rows(3000, 8);
    Moments<double, 8> fixed;
    fixed.add(rows);
    CHECK(fixed.covariance() == behalf::moments(rows).covariance());
    CHECK(fixed.mean() == behalf::moments(rows).mean());
    const Eigen::Matrix<double, Eigen::Dynamic, 8> known = rows;
    static_assert(std::is_same_v<decltype(behalf::moments(known)), Moments<double, 8>>);
    CHECK(same_bits(behalf::moments(known), fixed));
  }

  TEST_CASE("the covariance divides by the number of rows") {
    const Moments<> moments = behalf::moments(behalf::rows({{1, 10}, {3, 10}, {5, 40}, {7, 40}}));
    CHECK(moments.mean() == behalf::vec({4, 25}));
    CHECK(moments.covariance() == behalf::rows({{5, 30}, {30, 225}}));
  }

  TEST_CASE("moving all rows moves the mean and leaves the covariance") {
    const Matrix<> rows = (some_rows(4000, 5) * 0x1p20).array().round().matrix() * 0x1p-20;
    const Moments<> here = behalf::moments(rows);
    for (const double distance : {-0x1p10, 0x1p20, 0x1p30}) {
      const Matrix<> moved = rows.array() + distance;
      const Moments<> there = behalf::moments(moved);
      CHECK((there.covariance() - here.covariance()).cwiseAbs().maxCoeff() < 2e-15);
      CHECK((there.mean() - here.mean()).isApproxToConstant(distance, 1e-15));
    }
  }

  TEST_CASE("rows at 1e8 keep all digits of the covariance that their storage kept") {
    const Matrix<> noise = some_rows(20000, 4);
    const Matrix<> rows = noise.array() + 1e8;
    const Moments<> moments = behalf::moments(rows);
    // Of the numbers as stored all digits are kept: a plain sum of squares would lose every one of them.
    CHECK(covariance_error(moments, TwoPasses<long double>{rows}) < 1e-15L);
    CHECK(mean_error(moments, TwoPasses<long double>{rows}) < 2e-16L);
    // Storing the noise at 1e8 moves every number by up to half of 2^-26, which is more than is lost here.
    CHECK(covariance_error(moments, TwoPasses<long double>{noise}) < 1e-9L);
    const double naive = (rows.transpose() * rows / 20000.0 - moments.mean() * moments.mean().transpose())(0, 0);
    CHECK(std::abs(naive - moments.covariance()(0, 0)) > 0.1);
  }

  TEST_CASE("a first row far from all others costs no more than two digits") {
    Matrix<> rows = some_rows(1920, 3);
    for (const double distance : {1e3, 1e8, 1e150}) {
      rows.row(0).setConstant(distance);
      CAPTURE(distance);
      CHECK(covariance_error(behalf::moments(rows), TwoPasses<long double>{rows}) <
            (1 + 1920 / 128) * std::numeric_limits<double>::epsilon());
    }
  }

  TEST_CASE("a trend through the rows costs nothing") {
    Matrix<> rows = some_rows(100000, 3);
    for (Index i = 0; i < rows.rows(); ++i) rows.row(i).array() += 0.01 * static_cast<double>(i);
    CHECK(covariance_error(behalf::moments(rows), TwoPasses<long double>{rows}) < 1e-15L);
  }

  TEST_CASE("equal numbers have variance zero exactly") {
    Matrix<> rows = some_rows(5000, 3);
    rows.col(1).setConstant(0.1);
    const Matrix<> covariance = behalf::moments(rows).covariance();
    CHECK(covariance.col(1) == behalf::vec({0, 0, 0}));
    CHECK(covariance(0, 0) > 0.1);
    CHECK(behalf::moments(rows).mean()(1) == 0.1);
    CHECK(behalf::moments(rows.topRows(1)).covariance() == Matrix<>::Zero(3, 3));
  }

  TEST_CASE("a change of unit by a power of two scales every bit") {
    const Matrix<> rows = some_rows(3000, 4);
    const Moments<> moments = behalf::moments(rows);
    const Moments<> scaled = behalf::moments(Matrix<>{rows * 0x1p40});
    CHECK(scaled.mean() == moments.mean() * 0x1p40);
    CHECK(scaled.covariance() == moments.covariance() * 0x1p80);
  }

  TEST_CASE("merging the moments of any split equals one pass over all rows") {
    const Matrix<> rows = some_rows(6000, 6).array() + 1e6;
    const TwoPasses<long double> exact{rows};
    behalf::RandomStream random{7, 0};
    for (int repetition = 0; repetition < 30; ++repetition) {
      std::vector<Index> cuts{0, 6000};
      for (std::uint32_t cut = random.below(8); cut > 0; --cut) cuts.push_back(random.below(6001));
      std::sort(cuts.begin(), cuts.end());
      std::vector<Moments<>> parts;
      for (std::size_t k = 0; k + 1 < cuts.size(); ++k) {
        parts.emplace_back(6);
        parts.back().add(rows.middleRows(cuts[k], cuts[k + 1] - cuts[k]));
      }
      std::rotate(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(random.below(8) % parts.size()),
                  parts.end());
      Moments<> merged{6};
      for (const Moments<>& part : parts) merged.merge(part);
      CHECK(merged.count() == 6000);
      CHECK(covariance_error(merged, exact) < 1e-15L);
      CHECK(mean_error(merged, exact) < 3e-16L);
    }
  }

  TEST_CASE("adding rows one by one equals adding them at once") {
    const Matrix<> rows = some_rows(500, 5).array() + 1e6;
    Moments<> moments{5};
    for (Index i = 0; i < rows.rows(); ++i) moments.add(rows.row(i));
    const TwoPasses<long double> exact{rows};
    CHECK(moments.count() == 500);
    CHECK(covariance_error(moments, exact) < 4e-15L);
    CHECK(mean_error(moments, exact) < 1e-15L);
  }

  TEST_CASE("merging moments with themselves doubles the count alone") {
    Moments<> moments = behalf::moments(some_rows(100, 3));
    const Matrix<> covariance = moments.covariance();
    moments.merge(moments);
    CHECK(moments.count() == 200);
    CHECK(moments.covariance().isApprox(covariance, 1e-15));
  }

  TEST_CASE("merging with no rows changes no bit on either side") {
    const Moments<> some = behalf::moments(some_rows(100, 3));
    Moments<> left = some;
    left.merge(Moments<>{3});
    CHECK(same_bits(left, some));
    Moments<> right{3};
    right.merge(some);
    CHECK(same_bits(right, some));
    left.add(Matrix<>(0, 3));
    CHECK(same_bits(left, some));
  }

  TEST_CASE("rows may be any expression and any part of a matrix") {
    const Matrix<> rows = some_rows(300, 4);
    const Moments<> expected = behalf::moments(rows);
    const Matrix<> turned = rows.transpose();
    CHECK(same_bits(behalf::moments(turned.transpose()), expected));
    CHECK(same_bits(behalf::moments(rows * 1.0), expected));
    CHECK(same_bits(behalf::moments(rows * Matrix<>::Identity(4, 4)), expected));
    Matrix<> wide = Matrix<>::Constant(900, 9, std::numeric_limits<double>::quiet_NaN());
    wide.block(17, 3, 300, 4) = rows;
    CHECK(same_bits(behalf::moments(wide.block(17, 3, 300, 4)), expected));
    const StoredByRows<double> wide_by_rows = wide;
    CHECK(same_bits(behalf::moments(wide_by_rows.block(17, 3, 300, 4)), expected));
    Matrix<> spread = Matrix<>::Constant(600, 4, std::numeric_limits<double>::quiet_NaN());
    using Steps = Eigen::Stride<Eigen::Dynamic, 2>;
    Eigen::Map<Matrix<>, 0, Steps> every_other{spread.data(), 300, 4, Steps{600, 2}};
    every_other = rows;
    CHECK(same_bits(behalf::moments(every_other), expected));
    CHECK(behalf::moments(rows.col(2)).covariance()(0, 0) ==
          doctest::Approx(expected.covariance()(2, 2)).epsilon(1e-14));
  }

  TEST_CASE_TEMPLATE("float and long double are good to their own precision", Scalar, float, long double) {
    for (const Index d : {1, 3, 8}) {
      const Matrix<Scalar> rows = some_rows<Scalar>(5000, d).array() + Scalar(1000);
      const TwoPasses<long double> exact{rows};
      const Moments<Scalar> moments = behalf::moments(rows);
      const long double unit = static_cast<long double>(std::numeric_limits<Scalar>::epsilon());
      // In long double the two passes are no finer than the one pass, so the bound is what they are good to.
      CHECK(covariance_error(moments, exact) < (std::is_same_v<Scalar, float> ? 4 : 64) * unit);
      CHECK(mean_error(moments, exact) < 4 * unit);
    }
  }

#if BEHALF_TEST_EXTRA_SCALARS
  TEST_CASE("fifty digits are good to fifty digits") {
    using Fifty = boost::multiprecision::cpp_bin_float_50;
    const Matrix<Fifty> rows = some_rows<Fifty>(400, 4).array() / Fifty(3) + Fifty("1e20");
    const Moments<Fifty> moments = behalf::moments(rows);
    const TwoPasses<boost::multiprecision::cpp_bin_float_100> exact{rows};
    CHECK(static_cast<double>(covariance_error(moments, exact)) < 1e-48);
    CHECK(static_cast<double>(mean_error(moments, exact)) < 1e-49);
  }
#endif

  TEST_CASE("a number that is not finite is refused by its place and changes nothing") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double infinity = std::numeric_limits<double>::infinity();
    for (const double bad : {nan, infinity, -infinity}) {
      for (const std::pair<Index, Index>& at :
           {std::pair<Index, Index>{0, 0}, {1, 2}, {130, 1}, {4099, 3}, {4100, 0}}) {
        const Index row = at.first;
        const Index column = at.second;
        CAPTURE(row);
        CAPTURE(bad);
        Moments<> moments = behalf::moments(some_rows(10, 4));
        const Moments<> before = moments;
        Matrix<> rows = some_rows(4101, 4);
        rows(row, column) = bad;
        const std::string place = "rows[" + std::to_string(row) + "][" + std::to_string(column) + "]";
        CHECK(refused_field([&] { moments.add(rows); }) == place);
        CHECK(refused_field([&] { moments.add(StoredByRows<double>{rows}); }) == place);
        CHECK(same_bits(moments, before));
        CHECK(refused_field([&] { static_cast<void>(behalf::moments(rows)); }) == place);
      }
    }
  }

  TEST_CASE("numbers whose squares overflow are refused and change nothing") {
    Moments<> moments = behalf::moments(some_rows(10, 2));
    const Moments<> before = moments;
    CHECK(refused_field([&] { moments.add(behalf::rows({{1e200, 0}, {-1e200, 1}})); }) == "rows");
    CHECK(refused_field([&] { moments.add(behalf::rows({{1e200, 0}})); }) == "rows");
    CHECK(refused_field([&] { moments.merge(behalf::moments(behalf::rows({{0, 1e200}}))); }) == "other");
    CHECK(same_bits(moments, before));
  }

  TEST_CASE("no rows have no moments and rows of another length are refused") {
    Moments<> moments{3};
    CHECK(moments.count() == 0);
    CHECK(refused_field([&] { static_cast<void>(moments.mean()); }) == "rows");
    CHECK(refused_field([&] { static_cast<void>(moments.covariance()); }) == "rows");
    CHECK(refused_field([] { static_cast<void>(behalf::moments(Matrix<>(0, 3))); }) == "rows");
    CHECK(refused_field([] { static_cast<void>(behalf::moments(Matrix<>(3, 0))); }) == "dimension");
    CHECK(refused_field([] { Moments<>{0}; }) == "dimension");
    CHECK(refused_field([] { Moments<double, 3>{4}; }) == "dimension");
    CHECK(refused_field([&] { moments.add(some_rows(5, 4)); }) == "rows");
    CHECK(refused_field([&] { moments.merge(behalf::moments(some_rows(5, 4))); }) == "other");
  }
}
