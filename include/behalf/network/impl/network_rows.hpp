#ifndef BEHALF_NETWORK_IMPL_NETWORK_ROWS_HPP
#define BEHALF_NETWORK_IMPL_NETWORK_ROWS_HPP

#include <behalf/network/network_data.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>

#include <cstdint>
#include <string>
#include <vector>

namespace behalf {

/// Relative to whose values the regrets of a network are taken.
enum class NetworkReference : std::uint8_t {
  each,        ///< Each principal and affected party by its own values.
  collective,  ///< One constructed principal with the values Σ w_i v_i and the exposure Σ w_i x_i / Σ w of the principals.
};

namespace internal {

/// By whom, and by what values, the deeds of an agent are judged.
template <class Scalar>
struct Yardstick {
  std::uint32_t party = 0;  ///< Vertex of a principal or an affected party.
  Scalar weight = Scalar(0);
  Eigen::Map<const Vector<Scalar>> values;
};

}  // namespace internal

/// The rows of a network's results: principals, then affected parties, in the given order, or the collective alone.
template <class ScalarType = double>
class NetworkRows {
public:
  using Scalar = ScalarType;

  NetworkRows(const NetworkData<Scalar>& data, NetworkReference reference);

  [[nodiscard]] NetworkReference reference() const noexcept { return reference_; }
  [[nodiscard]] Eigen::Index size() const noexcept { return weights_.size(); }
  /// What a row is judged by (d).
  [[nodiscard]] Eigen::Map<const Vector<Scalar>> values(Eigen::Index row) const {
    return {values_.col(row).data(), values_.rows()};
  }
  [[nodiscard]] const Vector<Scalar>& weights() const noexcept { return weights_; }
  /// The names of the rows; none where parties are numbered.
  [[nodiscard]] const std::vector<std::string>& names() const noexcept { return names_; }

  /// Calls `add(vertex, part)` for each party whose exposures make up those of a row.
  template <class Add>
  void for_parties_of(Eigen::Index row, const Add& add) const {
    if (reference_ == NetworkReference::each) {
      add(vertex(row), Scalar(1));
      return;
    }
    for (Eigen::Index i = 0; i < principals_; ++i) add(static_cast<std::uint32_t>(i), exposure_share_(i));
  }
  /// Everybody by whom deeds are judged, with the weights of the rows, which the collective spreads over the exposures of the principals.
  [[nodiscard]] std::vector<internal::Yardstick<Scalar>> yardsticks(const Vector<Scalar>& weight) const;

private:
  [[nodiscard]] std::uint32_t vertex(Eigen::Index row) const {
    return static_cast<std::uint32_t>(row < principals_ ? row : row + agents_);
  }

  NetworkReference reference_;
  Eigen::Index principals_;
  Eigen::Index agents_;
  Matrix<Scalar> values_;
  Vector<Scalar> exposure_share_;  // of each principal in the collective
  Vector<Scalar> weights_;
  std::vector<std::string> names_;
};

template <class Scalar>
NetworkRows<Scalar>::NetworkRows(const NetworkData<Scalar>& data, NetworkReference reference)
    : reference_{reference}, principals_{data.values.cols()}, agents_{static_cast<Eigen::Index>(data.agent_count)} {
  const Eigen::Index p = principals_;
  const Eigen::Index f = data.affected_values.cols();
  const Vector<Scalar> own =
      data.weights ? *data.weights : Vector<Scalar>::Constant(p, Scalar(1) / Scalar(static_cast<int>(p)));
  if (reference == NetworkReference::collective) {
    values_ = data.values * own;
    weights_ = Vector<Scalar>::Constant(1, own.sum());
    exposure_share_ = own / own.sum();
    names_ = {"collective"};
    return;
  }
  values_.resize(data.dimension(), p + f);
  values_.leftCols(p) = data.values;
  weights_ = Vector<Scalar>::Zero(p + f);
  weights_.head(p) = own;
  if (f > 0) values_.rightCols(f) = data.affected_values;
  if (data.affected_weights) weights_.tail(f) = *data.affected_weights;
  if (data.names.empty()) return;
  for (Eigen::Index row = 0; row < p + f; ++row) names_.push_back(data.name(vertex(row)));
}

template <class Scalar>
auto NetworkRows<Scalar>::yardsticks(const Vector<Scalar>& weight) const -> std::vector<internal::Yardstick<Scalar>> {
  std::vector<internal::Yardstick<Scalar>> result;
  for (Eigen::Index row = 0; row < size(); ++row) {
    for_parties_of(row, [&](std::uint32_t party, const Scalar& part) {
      result.push_back({party, Scalar(weight(row) * part), values(row)});
    });
  }
  return result;
}

}  // namespace behalf

#endif  // BEHALF_NETWORK_IMPL_NETWORK_ROWS_HPP
