#ifndef BEHALF_NETWORK_VALIDATION_SUPPORT_HPP
#define BEHALF_NETWORK_VALIDATION_SUPPORT_HPP

#include <behalf/information/jury.hpp>
#include <behalf/network/validation.hpp>

#include <optional>

namespace behalf {

/// What a group of validators is good for by what reaches it: where nobody from outside is in it, no more than one of them.
template <class ScalarType = double>
struct ValidationSupport {
  using Scalar = ScalarType;

  struct Figures {
    Scalar accuracy{};                           ///< Of the majority.
    std::optional<Scalar> wrong_if_unanimous{};  ///< Absent where they cannot all say the same.
  };

  Scalar effective_number{};
  Figures independent{};
  Figures common_shock{};
  Figures beta_binomial{};
};

/// What a circle of validators supports, beside what it claims. Grounded: the same. In a trap, where nobody from outside is in
/// it, there is no more evidence than one member has: effective number 1, the mean accuracy of a member, and where all agree
/// they are wrong as often as a member is on average; each never better than what is claimed. The trap is the difference.
template <class Scalar>
[[nodiscard]] ValidationSupport<Scalar> supported(const ValidationComponent<Scalar>& circle) {
  const auto figures = [&](const JuryAccuracy<Scalar>& claimed) {
    typename ValidationSupport<Scalar>::Figures result{claimed.majority_right, claimed.wrong_if_unanimous};
    if (circle.grounded) return result;
    const Scalar wrong = circle.error_rates.mean();
    if (Scalar(1) - wrong < result.accuracy) result.accuracy = Scalar(1) - wrong;
    if (result.wrong_if_unanimous && *result.wrong_if_unanimous < wrong) result.wrong_if_unanimous = wrong;
    return result;
  };
  const bool less = !circle.grounded && circle.effective_number > Scalar(1);
  return {less ? Scalar(1) : circle.effective_number, figures(circle.accuracy.independent),
          figures(circle.accuracy.common_shock), figures(circle.accuracy.beta_binomial)};
}

}  // namespace behalf

#endif  // BEHALF_NETWORK_VALIDATION_SUPPORT_HPP
