#ifndef BEHALF_GOVERNANCE_PROCESS_PROCESS_SIMULATION_HPP
#define BEHALF_GOVERNANCE_PROCESS_PROCESS_SIMULATION_HPP

#include <behalf/governance/process/process.hpp>
#include <behalf/governance/process/value_process.hpp>
#include <behalf/scaling/row.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/random.hpp>
#include <behalf/solve/require.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <Eigen/LU>

#include <cmath>
#include <cstdint>
#include <deque>

namespace behalf {

/// How a process is simulated: the same seed gives the same bits.
struct ProcessSimulationOptions {
  double arrival = 1;      ///< Probability, 0 to 1, that a consultation has an answer.
  int periods = 50;        ///< ≥ 1, counted in each replication,
  int warm_up = 50;        ///< ≥ 0, before they count.
  int replications = 200;  ///< ≥ 2, independent; replication k depends on (seed, k) alone.
  std::uint64_t seed = 0;
};

namespace internal {

/// A root F (d × d) of a covariance, FFᵀ = covariance, also of a singular one.
template <class Scalar>
[[nodiscard]] Matrix<Scalar> root_of(const Matrix<Scalar>& covariance) {
  const Eigen::LDLT<Matrix<Scalar>> factor{covariance};
  const Vector<Scalar> pivots = factor.vectorD().cwiseMax(Scalar(0)).cwiseSqrt();
  const Matrix<Scalar> lower = Matrix<Scalar>(factor.matrixL()) * pivots.asDiagonal();
  return factor.transpositionsP().transpose() * lower;
}

template <class Scalar>
[[nodiscard]] Vector<Scalar> normal_vector(const Matrix<Scalar>& root, RandomStream& random) {
  Vector<Scalar> draws(root.cols());
  for (Scalar& draw : draws) draw = Scalar(random.normal());
  return root * draws;
}

/// One history of values and of what is believed of them.
template <class Scalar>
class ValueHistory {
public:
  ValueHistory(const ValueProcess<Scalar>& process, const Matrix<Scalar>& prior, RandomStream& random)
      : drift_{process.drift},
        noise_{seen(process.noise)},
        drift_root_{root_of(process.drift)},
        noise_root_{root_of(noise_)},
        unknown_{prior},
        values_{normal_vector(root_of(prior), random)},
        believed_{Vector<Scalar>::Zero(prior.rows())} {}

  void drift(RandomStream& random) {
    values_ += normal_vector(drift_root_, random);
    unknown_ += drift_;
  }
  void consult(RandomStream& random) {
    const Vector<Scalar> answer = values_ + normal_vector(noise_root_, random);
    const Matrix<Scalar> gain = Eigen::FullPivLU<Matrix<Scalar>>{unknown_ + noise_}.solve(unknown_).transpose();
    believed_ += gain * (answer - believed_);
    unknown_ -= Matrix<Scalar>(gain * unknown_);
    unknown_ = Matrix<Scalar>((unknown_ + unknown_.transpose()) / 2);
  }
  [[nodiscard]] const Vector<Scalar>& values() const noexcept { return values_; }
  [[nodiscard]] const Vector<Scalar>& believed() const noexcept { return believed_; }

private:
  /// What no consultation is about does not drift where there is a steady state: it is known.
  [[nodiscard]] static Matrix<Scalar> seen(Matrix<Scalar> noise) {
    for (Eigen::Index j = 0; j < noise.rows(); ++j) {
      if (is_plus_infinity(noise(j, j))) noise(j, j) = Scalar(0);
    }
    return noise;
  }

  Matrix<Scalar> drift_, noise_, drift_root_, noise_root_, unknown_;
  Vector<Scalar> values_, believed_;
};

}  // namespace internal

/// The mean gap of ongoing consultation, estimated: values drift, are asked for with noise, some answers get lost, the others
/// arrive late, and the agent acts on the mean of what is believed; ½(v̂ − v)ᵀC⁻¹(v̂ − v) is averaged over all steps.
///
/// Everything is normal. It starts in the steady state without losses; `warm_up` periods let it forget. The standard
/// error is that of the mean over replications. Throws `InvalidArgument` as `ongoing_consultation` does and for options
/// out of their range. Other than by drawing, nothing is shared with `ongoing_consultation` but its P⁻ as a start.
template <class Scalar = double>
[[nodiscard]] Estimate<double> simulate_process(const ValueProcess<Scalar>& process, const ConsultationPlan& plan = {},
                                                const ProcessSimulationOptions& options = {}) {
  static constexpr const char* who = "simulate_process";
  require_fraction(who, "arrival", options.arrival);
  internal::require_at_least(who, "periods", options.periods, 1);
  internal::require_at_least(who, "warm_up", options.warm_up, 0);
  internal::require_at_least(who, "replications", options.replications, 2);
  const Matrix<Scalar> prior = ongoing_consultation(process, plan).value().prior;
  const Eigen::Index d = prior.rows();
  const Eigen::LLT<Matrix<Scalar>> cost{internal::or_identity(process.cost, d)};
  Estimate<double> result;
  double squares = 0;
  for (int k = 0; k < options.replications; ++k) {
    RandomStream random{options.seed, static_cast<std::uint64_t>(k)};
    internal::ValueHistory<Scalar> history{process, prior, random};
    std::deque<Vector<Scalar>> on_the_way;  // what is believed at each step, until it may be acted on
    double sum = 0;
    for (int t = 0; t < (options.warm_up + options.periods) * plan.period; ++t) {
      if (t > 0) history.drift(random);
      if (t % plan.period == 0 && random.uniform() < options.arrival) history.consult(random);
      on_the_way.push_back(history.believed());
      if (static_cast<int>(on_the_way.size()) > plan.delay + 1) on_the_way.pop_front();
      if (t < options.warm_up * plan.period) continue;
      const Vector<Scalar> off = on_the_way.front() - history.values();
      sum += to_double(cost.matrixL().solve(off).squaredNorm()) / 2;
    }
    const double mean = sum / (options.periods * plan.period);
    const double apart = mean - result.value;
    result.value += apart / (k + 1);
    squares += apart * (mean - result.value);
  }
  const double n = options.replications;
  result.standard_error = std::sqrt(squares / (n * (n - 1)));
  return result;
}

}  // namespace behalf

#endif  // BEHALF_GOVERNANCE_PROCESS_PROCESS_SIMULATION_HPP
