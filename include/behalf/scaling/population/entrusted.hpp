#ifndef BEHALF_SCALING_POPULATION_ENTRUSTED_HPP
#define BEHALF_SCALING_POPULATION_ENTRUSTED_HPP

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/information/linear_contract.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/scaling/averages.hpp>
#include <behalf/scaling/population/entrusted_data.hpp>
#include <behalf/scaling/population/subset.hpp>
#include <behalf/solve/certified.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include <array>
#include <cstddef>
#include <optional>

namespace behalf::internal {

/// The part of a symmetric matrix on and below its diagonal, row by row; place of (i, j) with j ≤ i.
[[nodiscard]] constexpr Eigen::Index packed_place(Eigen::Index i, Eigen::Index j) noexcept {
  return i * (i + 1) / 2 + j;
}

/// The mean lattice of those who entrust an agent with some attributes, as a function of nothing but the mean m and the
/// covariance V of their values, the groups' own covariances included.
///
/// With A = TP from what is wanted to the incentive, D = A − I and exposure n'τ, τ = r × (scale of the noise), a regret is
///   ½(Dm + b)ᵀC⁻¹(Dm + b) + ½τ mᵀAᵀΣAm + ½tr(R V),
/// R = C⁻¹ with principals faulty, R = DᵀC⁻¹D + τ AᵀΣA with principals ideal: the mandate is their mean. The stake is
/// ½mᵀC⁻¹m + ½tr(C⁻¹V). Since the noise appears in τ Σ only, one derivative in τ gives those in r and in the budget.
template <class Scalar>
class Entrusted {
public:
  Entrusted() = default;

  /// Takes on these attributes (ascending).
  void entrust(const LinearQuadraticSpec<Scalar>& whole, const Subset& attributes,
               const std::optional<Eigen::Index>& measured, bool unit_noise) {
    const EntrustedData<Scalar> data{whole, attributes, measured, unit_noise};
    attributes_ = attributes;
    places_.clear();
    for (std::size_t i = 0; i < attributes.size(); ++i) {
      for (std::size_t j = 0; j <= i; ++j) places_.push_back(packed_place(attributes[i], attributes[j]));
    }
    const Eigen::LLT<Matrix<Scalar>> factor{data.cost};
    lower_ = factor.matrixL();
    translation_ = Matrix<Scalar>::Identity(size(), size());
    if (data.translation) {
      translation_ = *data.translation * lower_;
      lower_.template triangularView<Eigen::Lower>().solveInPlace(translation_);
    }
    taste_ = Vector<Scalar>::Zero(size());
    if (data.taste) {
      taste_ = *data.taste;
      lower_.template triangularView<Eigen::Lower>().solveInPlace(taste_);
    }
    both_.emplace(lower_, data.metrics, data.noise);
    measured_.emplace(lower_, data.metrics, std::nullopt);
    seen_.emplace(lower_, std::nullopt, data.noise);
  }

  /// The eight regrets for risk τ and n' bargainers; the first set of ideal axes whose numbers overflow, if any.
  [[nodiscard]] std::optional<AxisSet> prepare(const Scalar& tau, int bargainers) {
    const Eigen::Index packed = static_cast<Eigen::Index>(places_.size());
    short_.resize(operators * size(), size());
    moved_.resize(operators * size(), size());
    of_square_.resize(2 * wide, packed);
    of_spread_.resize(2 * narrow, packed);
    of_square_.setConstant(Scalar(0));
    of_spread_.setConstant(Scalar(0));
    Matrix<Scalar> precision = inverse_lower();
    write(Matrix<Scalar>(precision.transpose() * precision), of_square_, 0);
    of_spread_.row(0) = of_square_.row(0);
    const bool alone = bargainers == 1;
    if (!set(faulty, *both_, true, tau, bargainers)) return AxisSet::none();
    if (alone) {
      copy(faulty, faulty_own);
    } else if (!set(faulty_own, *both_, true, tau, 1)) {
      return AxisSet{Axis::principals};
    }
    if (!set(asked, *seen_, false, tau, bargainers)) return AxisSet{Axis::objectives};
    if (alone) {
      copy(asked, asked_own);
    } else if (!set(asked_own, *seen_, false, tau, 1)) {
      return Axis::objectives | Axis::principals;
    }
    (void)set(known, *measured_, true, Scalar(0), 1);
    return std::nullopt;
  }

  /// Room for the evaluation, used again.
  struct Room {
    Vector<Scalar> mean;
    Vector<Scalar> short_of;
    Vector<Scalar> moved;
  };

  /// The lattice of those whose values have this mean (d) and packed covariance (d(d + 1)/2), the latter times `square`.
  void evaluate(const Vector<Scalar>& mean, const Vector<Scalar>& spread, const Scalar& square, Room& room,
                LatticeSample<Scalar>& sample) const {
    Eigen::Matrix<Scalar, wide, 1> risk = Eigen::Matrix<Scalar, wide, 1>::Zero();
    Eigen::Matrix<Scalar, narrow, 1> spreads = Eigen::Matrix<Scalar, narrow, 1>::Zero();
    shift(mean, room);
    Eigen::Index p = 0;
    for (Eigen::Index i = 0; i < size(); ++i) {
      for (Eigen::Index j = 0; j <= i; ++j, ++p) {
        risk += of_square_.col(p).template head<wide>() * (room.mean(i) * room.mean(j));
        spreads += of_spread_.col(p).template head<narrow>() * spread(places_[static_cast<std::size_t>(p)]);
      }
    }
    const Scalar half = Scalar(0.5);
    spreads *= half * square;
    const Scalar diversity = spreads(0);
    const auto regret = [&](Eigen::Index k, const Scalar& spread_of) {
      return Scalar(half * (room.short_of.segment(k * size(), size()).squaredNorm() + risk(1 + k)) + spread_of);
    };
    sample = {regret(faulty, diversity),      regret(asked, diversity),      regret(known, diversity),  diversity,
              regret(faulty_own, spreads(1)), regret(asked_own, spreads(2)), regret(known, spreads(3)), Scalar(0),
              half * risk(0) + diversity};
  }

  /// The derivatives of `evaluate` in δ, where `square` is δ², and in τ.
  void slopes(const Vector<Scalar>& mean, const Vector<Scalar>& spread, const Scalar& delta, Room& room,
              LatticeSample<Scalar>& by_delta, LatticeSample<Scalar>& by_tau) const {
    Eigen::Matrix<Scalar, wide, 1> risk = Eigen::Matrix<Scalar, wide, 1>::Zero();
    Eigen::Matrix<Scalar, 2 * narrow, 1> spreads = Eigen::Matrix<Scalar, 2 * narrow, 1>::Zero();
    shift(mean, room);
    room.moved.setZero(short_.rows());
    for (Eigen::Index j = 0; j < size(); ++j) room.moved += moved_.col(j) * room.mean(j);
    Eigen::Index p = 0;
    for (Eigen::Index i = 0; i < size(); ++i) {
      for (Eigen::Index j = 0; j <= i; ++j, ++p) {
        risk += of_square_.col(p).template tail<wide>() * (room.mean(i) * room.mean(j));
        spreads += of_spread_.col(p) * spread(places_[static_cast<std::size_t>(p)]);
      }
    }
    spreads.template head<narrow>() *= delta;
    spreads.template tail<narrow>() *= Scalar(0.5) * delta * delta;
    by_delta = {spreads(0), spreads(0), spreads(0), spreads(0), spreads(1),
                spreads(2), spreads(3), Scalar(0),  spreads(0)};
    const auto slope = [&](Eigen::Index k) {
      return Scalar(room.short_of.segment(k * size(), size()).dot(room.moved.segment(k * size(), size())) +
                    Scalar(0.5) * risk(1 + k));
    };
    by_tau = {slope(faulty),
              slope(asked),
              Scalar(0),
              Scalar(0),
              slope(faulty_own) + spreads(narrow + 1),
              slope(asked_own) + spreads(narrow + 2),
              Scalar(0),
              Scalar(0),
              Scalar(0)};
  }

private:
  // The operators A that differ: with everything faulty for all bargainers and for one, the same with objectives ideal,
  // and with information ideal, where the number of bargainers does not matter.
  static constexpr Eigen::Index faulty = 0;
  static constexpr Eigen::Index faulty_own = 1;
  static constexpr Eigen::Index asked = 2;
  static constexpr Eigen::Index asked_own = 3;
  static constexpr Eigen::Index known = 4;
  static constexpr Eigen::Index operators = 5;
  static constexpr int wide = 6;    // C⁻¹ and τAᵀΣA of each operator
  static constexpr int narrow = 4;  // C⁻¹ and R of the three operators that serve one principal

  [[nodiscard]] Eigen::Index size() const noexcept { return static_cast<Eigen::Index>(attributes_.size()); }
  [[nodiscard]] Matrix<Scalar> inverse_lower() const {
    Matrix<Scalar> result = Matrix<Scalar>::Identity(size(), size());
    lower_.template triangularView<Eigen::Lower>().solveInPlace(result);
    return result;
  }
  [[nodiscard]] static Eigen::Index spread_row(Eigen::Index k) {
    return k == faulty_own ? 1 : k == asked_own ? 2 : k == known ? 3 : -1;
  }

  /// Writes a symmetric matrix as a row so that its product with a packed matrix is the trace of the product of both.
  static void write(const Matrix<Scalar>& matrix, Matrix<Scalar>& forms, Eigen::Index row) {
    Eigen::Index p = 0;
    for (Eigen::Index i = 0; i < matrix.rows(); ++i) {
      for (Eigen::Index j = 0; j < i; ++j) forms(row, p++) = matrix(i, j) + matrix(j, i);
      forms(row, p++) = matrix(i, i);
    }
  }

  /// Operator k: L⁻¹D, τAᵀΣA and R, and their derivatives in τ.
  [[nodiscard]] bool set(Eigen::Index k, const IncentiveSpace<Scalar>& space, bool stated, const Scalar& tau,
                         int bargainers) {
    const Scalar exposure = tau * Scalar(bargainers);
    Matrix<Scalar> response = space.coordinates();
    if (stated) response = space.coordinates() * translation_;
    Matrix<Scalar> system;
    Eigen::LLT<Matrix<Scalar>> factor;
    if (!space.attenuate(exposure, response, system, factor)) return false;
    if (!(space.doubt(exposure) <= certificate_bound<Scalar>())) return false;
    const Matrix<Scalar> inverse = inverse_lower();
    const Matrix<Scalar> directed = response * inverse;
    const Matrix<Scalar> pay = space.basis() * directed;
    Matrix<Scalar> borne = directed;
    space.expose(borne);
    const Matrix<Scalar> alike = space.likeness() * borne;
    const Matrix<Scalar> variance = borne.transpose() * alike;
    Matrix<Scalar> lessened = alike;
    space.expose(lessened);
    if (!space.attenuate(exposure, lessened, system, factor)) return false;
    Matrix<Scalar> less = space.basis() * lessened;
    space.expose(lessened);
    lessened *= -Scalar(bargainers);
    less *= -Scalar(bargainers);
    const Matrix<Scalar> off = pay - inverse;
    const Matrix<Scalar> change = alike.transpose() * lessened;
    const Matrix<Scalar> steeper = variance + tau * (change + change.transpose());
    const Matrix<Scalar> along = off.transpose() * less;
    short_.middleRows(k * size(), size()) = off;
    moved_.middleRows(k * size(), size()) = less;
    write(Matrix<Scalar>(tau * variance), of_square_, 1 + k);
    write(steeper, of_square_, wide + 1 + k);
    const Eigen::Index row = spread_row(k);
    if (row < 0) return true;
    write(Matrix<Scalar>(off.transpose() * off + tau * variance), of_spread_, row);
    write(Matrix<Scalar>(along + along.transpose() + steeper), of_spread_, narrow + row);
    return true;
  }

  /// What serves all alike serves each alike where only one bargains.
  void copy(Eigen::Index from, Eigen::Index to) {
    short_.middleRows(to * size(), size()) = short_.middleRows(from * size(), size());
    moved_.middleRows(to * size(), size()) = moved_.middleRows(from * size(), size());
    for (const Eigen::Index half : {Eigen::Index{0}, Eigen::Index{wide}}) {
      of_square_.row(half + 1 + to) = of_square_.row(half + 1 + from);
    }
    const Matrix<Scalar> off = short_.middleRows(to * size(), size());
    const Matrix<Scalar> along = off.transpose() * moved_.middleRows(to * size(), size());
    write(Matrix<Scalar>(off.transpose() * off), of_spread_, spread_row(to));
    of_spread_.row(spread_row(to)) += of_square_.row(1 + to);
    write(Matrix<Scalar>(along + along.transpose()), of_spread_, narrow + spread_row(to));
    of_spread_.row(narrow + spread_row(to)) += of_square_.row(wide + 1 + to);
  }

  /// L⁻¹(Dm + b) of every operator, below each other; b is felt where objectives are faulty.
  void shift(const Vector<Scalar>& mean, Room& room) const {
    room.mean.resize(size());
    for (Eigen::Index i = 0; i < size(); ++i) room.mean(i) = mean(attributes_[static_cast<std::size_t>(i)]);
    room.short_of.setZero(short_.rows());
    for (const Eigen::Index k : {faulty, faulty_own, known}) room.short_of.segment(k * size(), size()) = taste_;
    for (Eigen::Index j = 0; j < size(); ++j) room.short_of += short_.col(j) * room.mean(j);
  }

  Subset attributes_;
  Subset places_;  // of the pairs of attributes in a packed matrix of all
  Matrix<Scalar> lower_;
  Matrix<Scalar> translation_;
  Vector<Scalar> taste_;
  std::optional<IncentiveSpace<Scalar>> both_;      // metrics and noise
  std::optional<IncentiveSpace<Scalar>> measured_;  // metrics alone
  std::optional<IncentiveSpace<Scalar>> seen_;      // noise alone
  Matrix<Scalar> short_;
  Matrix<Scalar> moved_;
  Matrix<Scalar> of_square_;
  Matrix<Scalar> of_spread_;
};

}  // namespace behalf::internal

#endif  // BEHALF_SCALING_POPULATION_ENTRUSTED_HPP
