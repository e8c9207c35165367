#ifndef BEHALF_SCALING_POPULATION_ENTRUSTED_DATA_HPP
#define BEHALF_SCALING_POPULATION_ENTRUSTED_DATA_HPP

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/model/information_set.hpp>
#include <behalf/scaling/population/subset.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <optional>

namespace behalf::internal {

/// The data of linear–quadratic delegation restricted to some attributes: cost, taste, translation and noise by their
/// principal parts, metrics by their columns. Values are left alone.
template <class Scalar>
struct EntrustedData {
  Matrix<Scalar> cost;
  std::optional<Matrix<Scalar>> translation;
  std::optional<Matrix<Scalar>> metrics;
  std::optional<InformationSet<Scalar>> noise;
  std::optional<Vector<Scalar>> taste;

  /// With `measured`, the first so many of the attributes are the metrics. With `unit_noise`, each has variance 1.
  EntrustedData(const LinearQuadraticSpec<Scalar>& whole, const Subset& attributes,
                const std::optional<Eigen::Index>& measured, bool unit_noise) {
    const Eigen::Index g = static_cast<Eigen::Index>(attributes.size());
    cost = Matrix<Scalar>::Identity(g, g);
    if (whole.cost) cost = principal_part(*whole.cost, attributes);
    if (whole.translation) translation = principal_part(*whole.translation, attributes);
    if (whole.taste) {
      taste = Vector<Scalar>(g);
      for (Eigen::Index i = 0; i < g; ++i) (*taste)(i) = (*whole.taste)(attributes[static_cast<std::size_t>(i)]);
    }
    if (measured) {
      if (*measured < g) metrics = Matrix<Scalar>(Matrix<Scalar>::Identity(g, g).topRows(*measured));
    } else if (whole.metrics) {
      metrics = Matrix<Scalar>(whole.metrics->rows(), g);
      for (Eigen::Index j = 0; j < g && whole.metrics->rows() > 0; ++j) {
        metrics->col(j) = whole.metrics->col(attributes[static_cast<std::size_t>(j)]);
      }
    }
    if (unit_noise) {
      noise = InformationSet<Scalar>{Matrix<Scalar>(Matrix<Scalar>::Identity(g, g))};
    } else if (whole.noise) {
      noise = InformationSet<Scalar>{principal_part(whole.noise->noise(), attributes)};
    }
  }

  [[nodiscard]] static Matrix<Scalar> principal_part(const Matrix<Scalar>& matrix, const Subset& attributes) {
    const Eigen::Index g = static_cast<Eigen::Index>(attributes.size());
    Matrix<Scalar> part(g, g);
    for (Eigen::Index j = 0; j < g; ++j) {
      for (Eigen::Index i = 0; i < g; ++i) {
        part(i, j) = matrix(attributes[static_cast<std::size_t>(i)], attributes[static_cast<std::size_t>(j)]);
      }
    }
    return part;
  }
};

}  // namespace behalf::internal

#endif  // BEHALF_SCALING_POPULATION_ENTRUSTED_DATA_HPP
