#ifndef BEHALF_BENCH_DELEGATION_MODEL_HPP
#define BEHALF_BENCH_DELEGATION_MODEL_HPP

#include <behalf/delegation/linear_quadratic/model.hpp>
#include <behalf/solve/random.hpp>

namespace bench {

inline behalf::Matrix<> random_matrix(behalf::RandomStream& random, Eigen::Index rows, Eigen::Index columns) {
  behalf::Matrix<> result(rows, columns);
  for (Eigen::Index j = 0; j < columns; ++j) {
    for (Eigen::Index i = 0; i < rows; ++i) result(i, j) = 2 * random.uniform() - 1;
  }
  return result;
}

/// A model with every part of the data present, so that no shortcut applies: n principals, d attributes, d − 3 metrics.
inline behalf::LinearQuadraticSpec<> full_spec(Eigen::Index d, Eigen::Index n) {
  behalf::RandomStream random{2026, 0};
  const behalf::Matrix<> root = random_matrix(random, d, d);
  const behalf::Matrix<> noise_root = random_matrix(random, d, d);
  behalf::LinearQuadraticSpec<> spec;
  spec.values = random_matrix(random, n, d);
  spec.cost = behalf::Matrix<>::Identity(d, d);
  spec.cost->selfadjointView<Eigen::Lower>().rankUpdate(root);
  spec.cost->triangularView<Eigen::StrictlyUpper>() = spec.cost->transpose();
  behalf::Matrix<> noise = behalf::Matrix<>::Zero(d, d);
  noise.selfadjointView<Eigen::Lower>().rankUpdate(noise_root);
  noise.triangularView<Eigen::StrictlyUpper>() = noise.transpose();
  spec.noise = noise;
  spec.metrics = random_matrix(random, d - 3, d);
  spec.translation = behalf::Matrix<>::Identity(d, d) + 0.1 * random_matrix(random, d, d);
  spec.taste = behalf::Vector<>(random_matrix(random, d, 1));
  spec.bargaining = behalf::Bargaining::separate;
  return spec;
}

}  // namespace bench

#endif  // BEHALF_BENCH_DELEGATION_MODEL_HPP
