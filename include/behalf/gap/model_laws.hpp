#ifndef BEHALF_GAP_MODEL_LAWS_HPP
#define BEHALF_GAP_MODEL_LAWS_HPP

#include <behalf/model/axis.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace behalf {

/// What every delegation model obeys, whatever it is made of: n principals, regrets R (n × 8, by the set of ideal axes),
/// stakes and weights (n each).
enum class ModelLaw : std::uint8_t {
  one_length,    ///< Each column of R, stakes, weights and, where there are any, names have n entries.
  solved,        ///< Each of the eight sets of ideal axes has a solution.
  finite,        ///< No entry is infinite or not a number.
  not_negative,  ///< Entries are ≥ 0, regrets up to rounding: nobody gets more than the best that can be attained.
  nothing_lost,  ///< With every axis ideal R is 0 up to rounding: then everybody gets the best that can be attained.
  certified,     ///< Each certificate is finite.
  one_table,     ///< The lattice that a model solves all at once is that of its eight regrets.
  same_again,    ///< Asking again gives the same bits.
};

/// The law in words.
[[nodiscard]] constexpr std::string_view to_text(ModelLaw law) noexcept {
  switch (law) {
    case ModelLaw::one_length: return "regrets, stakes and weights are of one length";
    case ModelLaw::solved: return "every set of ideal axes has a solution";
    case ModelLaw::finite: return "every figure is finite";
    case ModelLaw::not_negative: return "no regret, stake or weight is negative";
    case ModelLaw::nothing_lost: return "nothing is lost when every axis is ideal";
    case ModelLaw::certified: return "every certificate is finite";
    case ModelLaw::one_table: return "the lattice is that of its eight regrets";
    case ModelLaw::same_again: return "asking again gives the same bits";
  }
  return "unknown law";
}

namespace internal {

/// What is rounding beside a figure of size 1.
template <class Scalar>
[[nodiscard]] Scalar model_rounding() {
  return Scalar(4096) * std::numeric_limits<Scalar>::epsilon();
}

/// The place of a regret in what is said of it, such as "regret(OI)[2]", principals counted from 0.
[[nodiscard]] inline std::string regret_place(std::size_t ideal, Eigen::Index i) {
  return "regret(" + letters(AxisSet::from_index(ideal)) + ")[" + std::to_string(i) + "]";
}

/// Calls `report(law, place, rule)` wherever regrets (n × 8), stakes and weights (n each) break `finite`, `not_negative`
/// or `nothing_lost`. Rounding is that of figures of the largest size in the table, or as much as the worst certificate
/// of the regrets says that they are off.
template <class Regrets, class Scalar, class Report>
void for_each_broken_law(const Regrets& regrets, const Vector<Scalar>& stakes, const Vector<Scalar>& weights,
                         double worst_certificate, Report& report) {
  Scalar size(0);
  const auto finite = [&report, &size](const Scalar& x, bool counts, const auto& place) {
    if (!is_finite(x)) return report(ModelLaw::finite, place(), "expected a finite number, got " + to_text(x));
    if (counts && size < x) size = x;
  };
  const auto at = [](const char* list, Eigen::Index i) {
    return [list, i] { return list + ("[" + std::to_string(i) + "]"); };
  };
  for (Eigen::Index i = 0; i < stakes.size(); ++i) {
    for (Eigen::Index ideal = 0; ideal < 8; ++ideal) {
      finite(regrets(i, ideal), true, [ideal, i] { return regret_place(static_cast<std::size_t>(ideal), i); });
    }
    finite(stakes(i), true, at("stakes", i));
    finite(weights(i), false, at("weights", i));
  }
  Scalar rounding = model_rounding<Scalar>();
  if (worst_certificate <= 1 && rounding < Scalar(worst_certificate)) rounding = Scalar(worst_certificate);
  rounding *= size;
  const auto not_negative = [&report](const Scalar& x, const Scalar& allowed, const auto& place) {
    if (x < -allowed && is_finite(x)) {
      report(ModelLaw::not_negative, place(), "expected a number that is not negative, got " + to_text(x));
    }
  };
  for (Eigen::Index i = 0; i < stakes.size(); ++i) {
    for (Eigen::Index ideal = 0; ideal < 8; ++ideal) {
      const auto place = [ideal, i] { return regret_place(static_cast<std::size_t>(ideal), i); };
      const Scalar& x = regrets(i, ideal);
      not_negative(x, rounding, place);
      if (ideal == 7 && x > rounding && is_finite(x)) {
        report(ModelLaw::nothing_lost, place(),
               "expected 0, or at most " + to_text(rounding) + " of rounding, got " + to_text(x));
      }
    }
    not_negative(stakes(i), Scalar(0), at("stakes", i));
    not_negative(weights(i), Scalar(0), at("weights", i));
  }
}

/// Calls `report(law, place, rule)` unless there are as many numbers as stakes.
template <class Report>
[[nodiscard]] bool has_one_length(const std::string& place, Eigen::Index size, Eigen::Index stakes, Report& report) {
  if (size == stakes) return true;
  report(ModelLaw::one_length, place,
         "expected as many numbers as stakes, " + std::to_string(stakes) + ", got " + std::to_string(size));
  return false;
}

}  // namespace internal

}  // namespace behalf

#endif  // BEHALF_GAP_MODEL_LAWS_HPP
