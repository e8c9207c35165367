#ifndef BEHALF_NETWORK_DELEGATION_TERMS_HPP
#define BEHALF_NETWORK_DELEGATION_TERMS_HPP

#include <behalf/model/information_set.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/require.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace behalf {

/// On what terms one party delegates to an agent: the linear contract of the reference model, with translation P, metrics G
/// and noise Σ, or else a transmission t ∈ [0, 1]^d: the share of each attribute of a mandate that arrives, for want of
/// information and at no risk. Absent: everything is stated, measured and seen as it is.
///
/// Σ has two parts. `noise` are shocks of the agent, which all who delegate to it see alike: it loads on them by its
/// symmetric root. `own_noise` is seen on this delegation alone. Never seen is what is infinite in either.
template <class ScalarType = double>
struct DelegationTerms {
  using Scalar = ScalarType;

  /// How many reports there may be in a network.
  static constexpr std::uint32_t most_errors = 1U << 16U;

  /// One report on the agent, read beside what is seen. Delegations to one agent that read the same report share its error.
  struct Signal {
    std::uint32_t error = 0;     ///< Which report; numbers from 0 on, throughout the network.
    Vector<Scalar> precision{};  ///< d, ≥ 0: 1/variance of its error on each attribute; 0 where it says nothing.
  };

  std::optional<Matrix<Scalar>> translation{};        ///< P (d × d).
  std::optional<Matrix<Scalar>> metrics{};            ///< G (k × d); k = 0: nothing is measured.
  std::optional<InformationSet<Scalar>> noise{};      ///< Variances (d × d) of what all see alike.
  std::optional<InformationSet<Scalar>> own_noise{};  ///< Variances (d × d) of what is seen here alone.
  std::optional<Vector<Scalar>> transmission{};       ///< t (d), instead of the four above.
  std::vector<Signal> signals{};  ///< Read besides, in any order. They say nothing where nothing is hidden.

  /// Whether something is hidden that a signal can tell about.
  [[nodiscard]] bool hides() const { return noise || own_noise; }
  /// Σ without signals; absent where everything is seen. Needs terms that `validate` accepts.
  [[nodiscard]] std::optional<InformationSet<Scalar>> stated_noise() const {
    if (!noise) return own_noise;
    return own_noise ? std::optional{add_noise(*noise, *own_noise)} : noise;
  }

  /// Throws `InvalidArgument` of this function for the field at fault unless these are terms for d attributes.
  void validate(const char* function, const std::string& field, Eigen::Index d) const;
};

template <class Scalar>
void DelegationTerms<Scalar>::validate(const char* function, const std::string& field, Eigen::Index d) const {
  if (transmission) {
    if (translation || metrics || hides() || !signals.empty()) {
      throw InvalidArgument{function, field + ".transmission",
                            "expected to stand alone, without translation, metrics, noise, own_noise or signals"};
    }
    require_size(function, field + ".transmission", transmission->size(), d);
    for (Eigen::Index j = 0; j < d; ++j) {
      require_fraction(function, field + ".transmission[" + std::to_string(j) + "]", (*transmission)(j));
    }
  }
  if (translation) {
    require_shape(function, field + ".translation", *translation, d, d);
    require_finite(function, field + ".translation", *translation);
  }
  if (metrics && metrics->rows() > 0) {
    require_shape(function, field + ".metrics", *metrics, metrics->rows(), d);
    require_finite(function, field + ".metrics", *metrics);
  }
  if (noise) require_shape(function, field + ".noise", noise->noise(), d, d);
  if (own_noise) require_shape(function, field + ".own_noise", own_noise->noise(), d, d);
  const auto require_alone = [&](const InformationSet<Scalar>& never, const char* where,
                                 const InformationSet<Scalar>& other, const char* member) {
    for (const Eigen::Index j : never.never_seen()) {
      for (Eigen::Index i = 0; i < d; ++i) {
        if (i == j || other.noise()(i, j) == Scalar(0)) continue;
        throw InvalidArgument{function, field + member + '[' + std::to_string(i) + "][" + std::to_string(j) + ']',
                              std::string{"expected 0 beside an infinite variance in "} + where + ", got " +
                                  to_text(other.noise()(i, j))};
      }
    }
  };
  if (noise && own_noise) {
    require_alone(*noise, "noise", *own_noise, ".own_noise");
    require_alone(*own_noise, "own_noise", *noise, ".noise");
  }
  for (std::size_t k = 0; k < signals.size(); ++k) {
    if (signals[k].error >= most_errors) {
      throw InvalidArgument{
          function, field + ".signals[" + std::to_string(k) + "].error",
          "expected less than " + std::to_string(most_errors) + ", got " + std::to_string(signals[k].error)};
    }
    const std::string place = field + ".signals[" + std::to_string(k) + "].precision";
    require_size(function, place, signals[k].precision.size(), d);
    for (Eigen::Index j = 0; j < d; ++j) {
      require_not_negative(function, place + '[' + std::to_string(j) + ']', signals[k].precision(j));
    }
  }
}

}  // namespace behalf

#endif  // BEHALF_NETWORK_DELEGATION_TERMS_HPP
