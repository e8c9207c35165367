#ifndef BEHALF_GOVERNANCE_LEVERS_BASELINE_HPP
#define BEHALF_GOVERNANCE_LEVERS_BASELINE_HPP

#include <behalf/governance/levers/governed.hpp>
#include <behalf/model/delegation_model.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/require.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace behalf::internal {

/// A description before any lever is pulled: its model, made once, what its rows are weighed by and how they are called.
template <Governable Description>
class Baseline {
public:
  using Scalar = typename Description::Scalar;
  using Model = decltype(Governed<Description>::model(std::declval<const Description&>()));

  /// Rows are weighed as asked for, else by the description as it is. Throws `InvalidArgument` for weights that cannot be,
  /// and as the model does for a description that describes none.
  Baseline(const char* function, const Description& description, const std::optional<Vector<Scalar>>& asked)
      : model_(Governed<Description>::model(description)), weights_{model_.weights()} {
    if (asked) {
      require_size(function, "weights", asked->size(), weights_.size());
      require_weights(function, "weights", *asked);
      weights_ = *asked;
    }
    if constexpr (NamesPrincipals<Model>) names_ = model_.names();
  }

  [[nodiscard]] const Model& model() const noexcept { return model_; }
  [[nodiscard]] const Vector<Scalar>& weights() const noexcept { return weights_; }
  /// The name of a row; its number, counted from 1, where the description gives no names.
  [[nodiscard]] std::string name(Eigen::Index row) const {
    const std::size_t place = static_cast<std::size_t>(row);
    return place < names_.size() ? names_[place] : std::to_string(row + 1);
  }

private:
  Model model_;
  Vector<Scalar> weights_;
  std::vector<std::string> names_;
};

}  // namespace behalf::internal

#endif  // BEHALF_GOVERNANCE_LEVERS_BASELINE_HPP
