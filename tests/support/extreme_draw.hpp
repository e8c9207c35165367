#ifndef BEHALF_TESTS_SUPPORT_EXTREME_DRAW_HPP
#define BEHALF_TESTS_SUPPORT_EXTREME_DRAW_HPP

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/random.hpp>

#include <Eigen/Core>
#include <Eigen/QR>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <optional>
#include <string>

namespace behalf_test {

/// Random data of any size: magnitudes from 1e-12 to 1e12, conditions to 1e12, variances to 1e300.
class ExtremeDraw {
public:
  ExtremeDraw(std::uint64_t seed, std::uint64_t stream) : random_{seed, stream} {
    // Half of the draws are mild in each respect, so that not everything is extreme at once.
    widest_ = one_in(3) ? 12 : one_in(2) ? 4 : 0.5;
    condition_ = one_in(3) ? 12 : one_in(2) ? 6 : 1;
    noisiest_ = one_in(3) ? 300 : one_in(2) ? 24 : 4;
  }

  [[nodiscard]] Eigen::Index below(Eigen::Index n) { return random_.below(static_cast<std::uint32_t>(n)); }
  [[nodiscard]] bool one_in(Eigen::Index n) { return below(n) == 0; }
  [[nodiscard]] double uniform(double from, double to) { return from + (to - from) * random_.uniform(); }
  /// 10^x for x between −12 and 12, or closer to 1.
  [[nodiscard]] double magnitude() { return std::pow(10.0, uniform(-widest_, widest_)); }
  [[nodiscard]] double number() { return (one_in(2) ? 1 : -1) * uniform(0.1, 2); }

  [[nodiscard]] behalf::Matrix<> matrix(Eigen::Index rows, Eigen::Index columns) {
    behalf::Matrix<> result(rows, columns);
    for (Eigen::Index j = 0; j < columns; ++j) {
      for (Eigen::Index i = 0; i < rows; ++i) result(i, j) = one_in(5) ? 0 : number();
    }
    return result;
  }
  /// Rows and columns of sizes of their own.
  [[nodiscard]] behalf::Matrix<> graded(Eigen::Index rows, Eigen::Index columns) {
    behalf::Matrix<> result = matrix(rows, columns);
    const bool by_row = one_in(2), by_column = one_in(2);
    for (Eigen::Index i = 0; by_row && i < rows; ++i) result.row(i) *= std::sqrt(magnitude());
    for (Eigen::Index j = 0; by_column && j < columns; ++j) result.col(j) *= std::sqrt(magnitude());
    return result;
  }
  /// A definite matrix of a condition of up to 1e12 in random directions, with the diagonal 1.
  [[nodiscard]] behalf::Matrix<> correlation(Eigen::Index d) {
    const double worst = uniform(0, condition_);
    const Eigen::HouseholderQR<behalf::Matrix<>> turn{matrix(d, d) + 0.1 * behalf::Matrix<>::Identity(d, d)};
    const behalf::Matrix<> q = turn.householderQ();
    behalf::Vector<> sizes(d);
    for (Eigen::Index j = 0; j < d; ++j) sizes(j) = std::pow(10.0, -uniform(0, worst));
    behalf::Matrix<> result = q * sizes.asDiagonal() * q.transpose();
    const behalf::Vector<> scale = result.diagonal().cwiseSqrt().cwiseInverse();
    result = behalf::Matrix<>(scale.asDiagonal() * result * scale.asDiagonal());
    for (Eigen::Index j = 0; j < d; ++j) {
      result(j, j) = 1;
      for (Eigen::Index i = 0; i < j; ++i) result(j, i) = result(i, j);
    }
    return result;
  }
  [[nodiscard]] behalf::Matrix<> scaled(behalf::Matrix<> matrix, const behalf::Vector<>& by) {
    for (Eigen::Index j = 0; j < matrix.cols(); ++j) {
      for (Eigen::Index i = 0; i < j; ++i) matrix(i, j) = matrix(j, i) = (matrix(i, j) * by(i)) * by(j);
      matrix(j, j) = (matrix(j, j) * by(j)) * by(j);
    }
    return matrix;
  }
  [[nodiscard]] behalf::Matrix<> cost(Eigen::Index d) {
    behalf::Vector<> units(d);
    for (Eigen::Index j = 0; j < d; ++j) units(j) = std::sqrt(magnitude());
    return scaled(one_in(3) ? behalf::Matrix<>(behalf::Matrix<>::Identity(d, d)) : correlation(d), units);
  }
  /// Variances up to 1e300, of which some may be 0 or infinite.
  [[nodiscard]] behalf::Matrix<> noise(Eigen::Index d, bool infinite = true) {
    behalf::Vector<> deviations(d);
    for (Eigen::Index j = 0; j < d; ++j) {
      deviations(j) = std::pow(10.0, one_in(3) ? uniform(0, noisiest_ / 2) : uniform(-1, 1));
      if (one_in(8)) deviations(j) = 0;
    }
    behalf::Matrix<> result =
        scaled(one_in(2) ? behalf::Matrix<>(behalf::Matrix<>::Identity(d, d)) : correlation(d), deviations);
    for (Eigen::Index j = 0; infinite && j < d; ++j) {
      if (!one_in(8)) continue;
      result.row(j).setZero();
      result.col(j).setZero();
      result(j, j) = std::numeric_limits<double>::infinity();
    }
    return result;
  }
  [[nodiscard]] behalf::Matrix<> metrics(Eigen::Index d) {
    behalf::Matrix<> result = graded(below(d + 2), d);
    // Redundant to the last bit, or nearly so, by the condition: what is redundant up to rounding counts as redundant, which
    // exact numbers are not.
    for (Eigen::Index i = 1; i < result.rows(); ++i) {
      if (one_in(6)) {
        result.row(i) = result.row(below(i));
      } else if (one_in(6)) {
        const behalf::Matrix<> of = result.row(below(i));
        const double length = result.row(i).norm();
        const double part = std::pow(10.0, -uniform(0, condition_)) * of.norm();
        result.row(i) = of + (length > 0 ? part / length : 0.0) * result.row(i);
      }
    }
    return result;
  }

private:
  behalf::RandomStream random_;
  double widest_, condition_, noisiest_;
};

/// How many scenarios to draw: as many as the environment says, else `few`.
[[nodiscard]] inline int extreme_draws(int few) {
  const char* const text = std::getenv("BEHALF_TEST_DRAWS");
  return text == nullptr ? few : std::max(1, std::atoi(text));
}

[[nodiscard]] inline behalf::LinearQuadraticSpec<> extreme_spec(ExtremeDraw& draw, bool population) {
  using behalf::Reference;
  const Eigen::Index n = 1 + draw.below(4), d = 1 + draw.below(5);
  behalf::LinearQuadraticSpec<> spec;
  spec.values = draw.graded(n, d);
  if (draw.one_in(2)) spec.values *= draw.magnitude();
  if (draw.one_in(2)) {
    spec.weights = behalf::Vector<>(n);
    for (Eigen::Index i = 0; i < n; ++i) (*spec.weights)(i) = draw.uniform(0.1, 1);
  }
  for (Eigen::Index i = 0; population && i < n; ++i) {
    behalf::Vector<> spread(d);
    for (Eigen::Index j = 0; j < d; ++j) spread(j) = std::sqrt(draw.magnitude());
    spec.covariances.push_back(draw.scaled(draw.correlation(d), spread));
  }
  if (!draw.one_in(3)) spec.cost = draw.cost(d);
  if (draw.one_in(3)) spec.translation = draw.graded(d, d);
  if (!draw.one_in(3)) spec.metrics = draw.metrics(d);
  if (draw.one_in(3)) spec.taste = behalf::Vector<>(draw.graded(d, 1));
  if (!draw.one_in(5)) spec.noise = draw.noise(d);
  spec.risk_aversion = draw.one_in(6) ? 0 : draw.magnitude();
  spec.bargaining = draw.one_in(2) ? behalf::Bargaining::separate : behalf::Bargaining::unified;
  if (!population && draw.one_in(5)) spec.reference = Reference<>::collective();
  return spec;
}

/// What became of many answers.
struct Account {
  int right = 0;
  int refused = 0;  ///< With a status.
  int wrong = 0;
  double worst = 0;  ///< Of those that count as answers: the largest error relative to the larger of stake and regret.

  void add(double error, double bound) {
    worst = std::max(worst, error);
    ++(error <= bound ? right : wrong);
  }
  [[nodiscard]] std::string text() const {
    return std::to_string(right) + " right, " + std::to_string(refused) + " with a status, " + std::to_string(wrong) +
           " wrong; largest error " + std::to_string(worst * 1e9) + "e-9";
  }
};

}  // namespace behalf_test

#endif  // BEHALF_TESTS_SUPPORT_EXTREME_DRAW_HPP
