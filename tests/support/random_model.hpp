#ifndef BEHALF_TESTS_SUPPORT_RANDOM_MODEL_HPP
#define BEHALF_TESTS_SUPPORT_RANDOM_MODEL_HPP

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/random.hpp>

#include <Eigen/Core>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>

namespace behalf_test {

/// Random data on a coarse binary grid: products of two such matrices are exact in every scalar type from float to
/// 50 digits, so that all of them are given the very same model, and singular matrices are singular exactly.
class Draw {
public:
  explicit Draw(std::uint64_t seed, std::uint64_t stream = 0) : random_{seed, stream} {}

  /// 0, …, n − 1.
  [[nodiscard]] Eigen::Index below(Eigen::Index n) { return random_.below(static_cast<std::uint32_t>(n)); }
  [[nodiscard]] bool one_in(Eigen::Index n) { return below(n) == 0; }
  /// A multiple of ¼ between −2 and 2.
  [[nodiscard]] double number() { return static_cast<double>(below(17) - 8) / 4; }
  [[nodiscard]] behalf::Matrix<> matrix(Eigen::Index rows, Eigen::Index columns) {
    behalf::Matrix<> result(rows, columns);
    for (Eigen::Index j = 0; j < columns; ++j) {
      for (Eigen::Index i = 0; i < rows; ++i) result(i, j) = number();
    }
    return result;
  }
  [[nodiscard]] behalf::Vector<> vector(Eigen::Index size) { return matrix(size, 1); }
  /// A positive semidefinite matrix of any rank.
  [[nodiscard]] behalf::Matrix<> covariance(Eigen::Index d) {
    const behalf::Matrix<> factor = matrix(d, below(d + 2));
    return factor * factor.transpose();
  }
  [[nodiscard]] behalf::Matrix<> positive_definite(Eigen::Index d) {
    behalf::Matrix<> result = covariance(d);
    result.diagonal().array() += 0.5 * static_cast<double>(1 + below(4));
    return result;
  }
  /// Weights that are multiples of ⅛, at least one of them positive.
  [[nodiscard]] behalf::Vector<> weights(Eigen::Index n) {
    behalf::Vector<> result(n);
    for (Eigen::Index i = 0; i < n; ++i) result(i) = static_cast<double>(below(7)) / 8;
    result(below(n)) = 0.5;
    return result;
  }
  /// Up to d + 2 metrics, some of them sums of others, multiples of others or 0.
  [[nodiscard]] behalf::Matrix<> metrics(Eigen::Index d) {
    const Eigen::Index k = below(d + 3);
    behalf::Matrix<> result = matrix(k, d);
    for (Eigen::Index i = 1; i < k; ++i) {
      if (one_in(4)) result.row(i) = result.row(below(i)) - 2 * result.row(below(i));
      if (one_in(12)) result.row(i).setZero();
    }
    return result;
  }
  /// Noise of any rank, in one of three cases with attributes that are never seen.
  [[nodiscard]] behalf::InformationSet<> noise(Eigen::Index d) {
    behalf::Matrix<> result = covariance(d);
    if (!one_in(3)) return result;
    for (Eigen::Index j = 0; j < d; ++j) {
      if (!one_in(3)) continue;
      result.row(j).setZero();
      result.col(j).setZero();
      result(j, j) = std::numeric_limits<double>::infinity();
    }
    return result;
  }

private:
  behalf::RandomStream random_;
};

/// A model with up to six principals and six attributes in which anything may be absent, redundant or singular.
[[nodiscard]] inline behalf::LinearQuadraticSpec<> random_spec(Draw& draw, std::optional<Eigen::Index> dimension = {}) {
  using behalf::Reference;
  const Eigen::Index n = 1 + draw.below(6);
  const Eigen::Index d = dimension ? *dimension : 1 + draw.below(6);
  behalf::LinearQuadraticSpec<> spec;
  spec.values = draw.matrix(n, d);
  if (draw.one_in(8)) spec.values.row(draw.below(n)).setZero();
  if (!draw.one_in(3)) spec.weights = draw.weights(n);
  if (draw.one_in(3)) {
    for (Eigen::Index i = 0; i < n; ++i) spec.covariances.push_back(draw.covariance(d));
  }
  if (draw.one_in(2)) {
    for (Eigen::Index i = 0; i < n; ++i) spec.names.push_back("principal " + std::to_string(i));
  }
  if (!draw.one_in(3)) spec.cost = draw.positive_definite(d);
  if (draw.one_in(3)) spec.translation = draw.matrix(d, d);
  if (!draw.one_in(3)) spec.metrics = draw.metrics(d);
  if (draw.one_in(2)) spec.taste = draw.vector(d);
  if (!draw.one_in(4)) spec.noise = draw.noise(d);
  spec.risk_aversion = draw.one_in(4) ? 0 : static_cast<double>(1 + draw.below(12)) / 4;
  spec.bargaining = draw.one_in(2) ? behalf::Bargaining::separate : behalf::Bargaining::unified;
  const Eigen::Index kind = draw.below(4);
  if (kind == 1) {
    spec.reference = Reference<>::collective();
    // A mandate that cancels must do so exactly: relative to a stake of rounding errors no tolerance means anything.
    if (!spec.weights) spec.weights = draw.weights(n);
  }
  if (kind == 2) spec.reference = Reference<>::given(draw.matrix(2, d));
  if (kind == 3 && draw.one_in(2)) {
    const Eigen::Index m = 1 + draw.below(3);
    spec.reference = Reference<>::given(draw.matrix(m, d), draw.weights(m));
  }
  return spec;
}

/// The same data in another scalar type.
template <class Scalar>
[[nodiscard]] behalf::LinearQuadraticSpec<Scalar> cast(const behalf::LinearQuadraticSpec<>& spec) {
  using behalf::Matrix;
  using behalf::Reference;
  using behalf::Vector;
  const auto matrix = [](const Matrix<>& m) {
    Matrix<Scalar> result(m.rows(), m.cols());
    for (Eigen::Index j = 0; j < m.cols(); ++j) {
      for (Eigen::Index i = 0; i < m.rows(); ++i) {
        result(i, j) = m(i, j) > std::numeric_limits<double>::max() ? std::numeric_limits<Scalar>::infinity()
                                                                    : static_cast<Scalar>(m(i, j));
      }
    }
    return result;
  };
  const auto vector = [&matrix](const Vector<>& v) { return Vector<Scalar>(matrix(v)); };
  behalf::LinearQuadraticSpec<Scalar> result;
  result.values = matrix(spec.values);
  if (spec.weights) result.weights = vector(*spec.weights);
  for (const Matrix<>& covariance : spec.covariances) result.covariances.push_back(matrix(covariance));
  result.names = spec.names;
  if (spec.cost) result.cost = matrix(*spec.cost);
  if (spec.translation) result.translation = matrix(*spec.translation);
  if (spec.metrics) result.metrics = matrix(*spec.metrics);
  if (spec.taste) result.taste = vector(*spec.taste);
  if (spec.noise) result.noise = matrix(spec.noise->noise());
  result.risk_aversion = static_cast<Scalar>(spec.risk_aversion);
  result.bargaining = spec.bargaining;
  switch (spec.reference.kind()) {
    case Reference<>::Kind::each: break;
    case Reference<>::Kind::collective: result.reference = Reference<Scalar>::collective(); break;
    case Reference<>::Kind::given: {
      std::optional<Vector<Scalar>> weights;
      if (spec.reference.weights()) weights = vector(*spec.reference.weights());
      result.reference = Reference<Scalar>::given(matrix(spec.reference.values()), std::move(weights));
      break;
    }
  }
  return result;
}

}  // namespace behalf_test

#endif  // BEHALF_TESTS_SUPPORT_RANDOM_MODEL_HPP
