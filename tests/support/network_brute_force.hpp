#ifndef BEHALF_TESTS_SUPPORT_NETWORK_BRUTE_FORCE_HPP
#define BEHALF_TESTS_SUPPORT_NETWORK_BRUTE_FORCE_HPP

#include "support/seen_noise.hpp"

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>
#include <Eigen/Eigenvalues>
#include <Eigen/LU>
#include <Eigen/QR>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace behalf_test {

/// A delegation network computed from its definition with dense matrices: slow, and nothing is shared between edges,
/// parties or sets of axes.
///
/// For one set of ideal axes, and for one reference where principals are ideal, all θ of principals and agents are the
/// solution of one system (I − A)θ = h with a block of d rows each. Regrets are summed as they are defined.
template <class Scalar = double>
class NetworkBruteForce {
public:
  using Vector = behalf::Vector<Scalar>;
  using Matrix = behalf::Matrix<Scalar>;
  using Data = behalf::NetworkData<Scalar>;

  explicit NetworkBruteForce(Data data);

  [[nodiscard]] const Data& data() const { return data_; }
  /// Whether every mandate that matters ends somewhere.
  [[nodiscard]] bool feasible() const { return feasible_; }
  /// (p + f) × a: how much party i bears of what each agent does.
  [[nodiscard]] const Matrix& exposures() const { return exposures_; }
  /// Principals, then affected parties.
  [[nodiscard]] Eigen::Index rows() const { return index(p_ + data_.affected()); }
  [[nodiscard]] Vector values(Eigen::Index i) const;
  [[nodiscard]] Vector weights() const;
  [[nodiscard]] Vector collective_values() const;
  [[nodiscard]] Vector collective_exposure() const;

  /// What every principal and agent is motivated by (d × (p + a)), what risk each agent's pay bears, and the spectral
  /// radius of A. The solution means something only where that is below 1.
  struct Motivation {
    Matrix theta;
    Vector premium;
    double spectral_radius = 0;
    [[nodiscard]] bool means() const { return spectral_radius < 1; }
  };

  /// `reference`: whose values all principals have where principals are ideal.
  [[nodiscard]] Motivation motivation(behalf::AxisSet ideal, const Vector& reference) const;

  /// Σ_v x_v [½(θ_v − v)ᵀC_v⁻¹(θ_v − v) + R_v].
  [[nodiscard]] Scalar regret(const Motivation& motivation, const Vector& exposure, const Vector& reference) const;
  [[nodiscard]] Scalar stake(const Vector& exposure, const Vector& reference) const;

  /// The regret of every party, or of the collective, with these axes ideal; nothing where the network has no meaning.
  [[nodiscard]] std::optional<Vector> regrets(behalf::AxisSet ideal, bool collective = false) const;
  [[nodiscard]] Vector stakes(bool collective = false) const;
  /// All eight columns; nothing where the network has no meaning in some of them.
  [[nodiscard]] std::optional<behalf::Matrix<Scalar, Eigen::Dynamic, 8>> lattice(bool collective = false) const;
  /// The largest spectral radius of any set of ideal axes.
  [[nodiscard]] double largest_spectral_radius() const;

  /// T_e = GᵀM⁺GC⁻¹P with M = GC⁻¹Gᵀ + n' r GΣGᵀ, or diag(t).
  [[nodiscard]] Matrix transmission(std::size_t e, behalf::AxisSet ideal) const;

private:
  [[nodiscard]] static Eigen::Index index(std::size_t i) { return static_cast<Eigen::Index>(i); }
  [[nodiscard]] const behalf::DelegationTerms<Scalar>& terms(std::size_t e) const {
    return data_.terms[data_.terms_of.empty() ? 0 : data_.terms_of[e]];
  }
  [[nodiscard]] const behalf::Agent<Scalar>& type(std::size_t v) const {
    return data_.agent_types[data_.agent_type.empty() ? 0 : data_.agent_type[v - p_]];
  }
  [[nodiscard]] Matrix cost(std::size_t v) const;
  [[nodiscard]] Scalar risk_aversion(std::size_t v) const { return type(v).risk_aversion; }
  [[nodiscard]] Vector taste(std::size_t v) const;
  [[nodiscard]] Scalar in_shares(std::size_t v) const;
  [[nodiscard]] Scalar out_shares(std::size_t u) const;
  /// n' of an agent: one where principals are unified, else the distinct parties that delegate a positive share to it.
  [[nodiscard]] Scalar bargainers_of(std::size_t v) const;
  [[nodiscard]] std::vector<bool> reached_from_principals() const;
  /// The share of an edge: as it is; or, where principals are ideal, of what its agent gets at all, and nothing into an
  /// agent that no principal reaches.
  [[nodiscard]] Scalar share(std::size_t e, bool alone, const std::vector<bool>& reached) const;

  /// Combinations of the metrics that do not pay for what is never seen.
  [[nodiscard]] static Matrix without(const Matrix& metrics, const std::vector<Eigen::Index>& never_seen);

  [[nodiscard]] static double spectral_radius(const Matrix& a);

  [[nodiscard]] Scalar kept(std::size_t v) const;

  void find_exposures();

  /// Follows the mandate of a principal: m_v = f_iv + Σ_u m_u (1 − keep_u) f_uv, x_v = keep_v m_v.
  void default_exposure(std::size_t i);

  Data data_;
  Eigen::Index d_;
  std::size_t p_;
  std::size_t a_;
  Matrix exposures_;
  bool feasible_ = true;
};

template <class Scalar>
NetworkBruteForce<Scalar>::NetworkBruteForce(Data data)
    : data_{std::move(data)}, d_{data_.dimension()}, p_{data_.principals()}, a_{data_.agent_count} {
  find_exposures();
}

template <class Scalar>
auto NetworkBruteForce<Scalar>::values(Eigen::Index i) const -> Vector {
  const Eigen::Index own = i - index(p_);
  return own < 0 ? Vector(data_.values.col(i)) : Vector(data_.affected_values.col(own));
}

template <class Scalar>
auto NetworkBruteForce<Scalar>::weights() const -> Vector {
  Vector result = Vector::Zero(rows());
  result.head(index(p_)).setConstant(Scalar(1) / Scalar(static_cast<double>(p_)));
  if (data_.weights) result.head(index(p_)) = *data_.weights;
  if (data_.affected_weights) result.tail(index(data_.affected())) = *data_.affected_weights;
  return result;
}

template <class Scalar>
auto NetworkBruteForce<Scalar>::collective_values() const -> Vector {
  return data_.values * weights().head(index(p_));
}

template <class Scalar>
auto NetworkBruteForce<Scalar>::collective_exposure() const -> Vector {
  const Vector w = weights().head(index(p_));
  return exposures_.topRows(index(p_)).transpose() * w / w.sum();
}

template <class Scalar>
auto NetworkBruteForce<Scalar>::motivation(behalf::AxisSet ideal, const Vector& reference) const -> Motivation {
  const bool alone = ideal.contains(behalf::Axis::principals);
  const Eigen::Index size = index(p_ + a_) * d_;
  Matrix a = Matrix::Zero(size, size);
  Vector h = Vector::Zero(size);
  for (std::size_t u = 0; u < p_; ++u) h.segment(index(u) * d_, d_) = alone ? reference : values(index(u));
  const std::vector<bool> reached = reached_from_principals();
  for (std::size_t v = p_; v < p_ + a_; ++v) {
    if (!ideal.contains(behalf::Axis::objectives)) h.segment(index(v) * d_, d_) += taste(v);
    if (alone && !reached[v]) h.segment(index(v) * d_, d_) += reference;
  }
  for (std::size_t e = 0; e < data_.sources.size(); ++e) {
    a.block(index(data_.targets[e]) * d_, index(data_.sources[e]) * d_, d_, d_) +=
        share(e, alone, reached) * transmission(e, ideal);
  }
  Motivation result;
  result.spectral_radius = spectral_radius(a);
  const Vector theta = Eigen::PartialPivLU<Matrix>{Matrix(Matrix::Identity(size, size) - a)}.solve(h);
  result.theta = Eigen::Map<const Matrix>(theta.data(), d_, index(p_ + a_));
  result.premium = Vector::Zero(index(a_));
  if (ideal.contains(behalf::Axis::information)) return result;
  for (std::size_t v = p_; v < p_ + a_; ++v) {
    Vector shock = Vector::Zero(d_);
    std::map<std::uint32_t, Vector> errors;
    Scalar own(0);
    for (std::size_t e = 0; e < data_.sources.size(); ++e) {
      if (data_.targets[e] != v || !terms(e).hides()) continue;
      const SeenNoise<Scalar> seen{terms(e), d_};
      const Vector y = share(e, alone, reached) * (transmission(e, ideal) * result.theta.col(index(data_.sources[e])));
      shock += seen.shared.transpose() * y;
      for (const auto& [error, loads] : seen.errors) {
        errors.try_emplace(error, Vector::Zero(d_)).first->second += loads.transpose() * y;
      }
      own += y.dot(seen.own * y);
    }
    Scalar variance = shock.squaredNorm() + own;
    for (const auto& [error, loads] : errors) variance += loads.squaredNorm();
    result.premium(index(v - p_)) = risk_aversion(v) * variance / Scalar(2);
  }
  return result;
}

template <class Scalar>
Scalar NetworkBruteForce<Scalar>::regret(const Motivation& motivation, const Vector& exposure,
                                         const Vector& reference) const {
  Scalar sum(0);
  for (std::size_t k = 0; k < a_; ++k) {
    const Vector off = motivation.theta.col(index(p_ + k)) - reference;
    sum += exposure(index(k)) *
           (off.dot(Eigen::PartialPivLU<Matrix>{cost(p_ + k)}.solve(off)) / Scalar(2) + motivation.premium(index(k)));
  }
  return sum;
}

template <class Scalar>
Scalar NetworkBruteForce<Scalar>::stake(const Vector& exposure, const Vector& reference) const {
  Scalar sum(0);
  for (std::size_t k = 0; k < a_; ++k) {
    sum += exposure(index(k)) * reference.dot(Eigen::PartialPivLU<Matrix>{cost(p_ + k)}.solve(reference)) / Scalar(2);
  }
  return sum;
}

template <class Scalar>
auto NetworkBruteForce<Scalar>::regrets(behalf::AxisSet ideal, bool collective) const -> std::optional<Vector> {
  if (!feasible_) return std::nullopt;
  Vector result(collective ? 1 : rows());
  for (Eigen::Index i = 0; i < result.size(); ++i) {
    const Vector reference = collective ? collective_values() : values(i);
    const Vector exposure = collective ? collective_exposure() : Vector(exposures_.row(i).transpose());
    const Motivation found = motivation(ideal, reference);
    if (!found.means()) return std::nullopt;
    result(i) = regret(found, exposure, reference);
  }
  return result;
}

template <class Scalar>
auto NetworkBruteForce<Scalar>::stakes(bool collective) const -> Vector {
  if (collective) return Vector::Constant(1, stake(collective_exposure(), collective_values()));
  Vector result(rows());
  for (Eigen::Index i = 0; i < rows(); ++i) result(i) = stake(exposures_.row(i).transpose(), values(i));
  return result;
}

template <class Scalar>
auto NetworkBruteForce<Scalar>::lattice(bool collective) const
    -> std::optional<behalf::Matrix<Scalar, Eigen::Dynamic, 8>> {
  behalf::Matrix<Scalar, Eigen::Dynamic, 8> result(collective ? 1 : rows(), 8);
  for (const behalf::AxisSet ideal : behalf::all_axis_sets) {
    const std::optional<Vector> column = regrets(ideal, collective);
    if (!column) return std::nullopt;
    result.col(index(ideal.index())) = *column;
  }
  return result;
}

template <class Scalar>
auto NetworkBruteForce<Scalar>::largest_spectral_radius() const -> double {
  double result = 0;
  for (const behalf::AxisSet ideal : behalf::all_axis_sets) {
    result = std::max(result, motivation(ideal, Vector(Vector::Zero(d_))).spectral_radius);
  }
  return result;
}

template <class Scalar>
auto NetworkBruteForce<Scalar>::transmission(std::size_t e, behalf::AxisSet ideal) const -> Matrix {
  const behalf::DelegationTerms<Scalar>& by = terms(e);
  const Matrix identity = Matrix::Identity(d_, d_);
  const bool asked = ideal.contains(behalf::Axis::objectives);
  const bool seen = ideal.contains(behalf::Axis::information);
  if (by.transmission) return seen ? identity : Matrix(by.transmission->asDiagonal());
  const std::size_t v = data_.targets[e];
  const Matrix inverse = cost(v).inverse();
  Matrix metrics = asked || !by.metrics ? identity : *by.metrics;
  Matrix noise = Matrix::Zero(d_, d_);
  if (by.hides() && !seen) {
    const SeenNoise<Scalar> through{by, d_};
    noise = through.sigma;
    metrics = without(metrics, through.never_seen);
  }
  if (metrics.rows() == 0) return Matrix::Zero(d_, d_);
  const Scalar bargainers = ideal.contains(behalf::Axis::principals) ? Scalar(1) : bargainers_of(v);
  const Matrix m = metrics * (inverse + bargainers * risk_aversion(v) * noise) * metrics.transpose();
  Eigen::CompleteOrthogonalDecomposition<Matrix> decomposition;
  decomposition.setThreshold(Scalar(1e-10));
  decomposition.compute(m);
  const Matrix wanted = metrics * inverse * (asked || !by.translation ? identity : *by.translation);
  return metrics.transpose() * decomposition.solve(wanted);
}

template <class Scalar>
auto NetworkBruteForce<Scalar>::cost(std::size_t v) const -> Matrix {
  return type(v).cost.value_or(Matrix(Matrix::Identity(d_, d_)));
}

template <class Scalar>
auto NetworkBruteForce<Scalar>::taste(std::size_t v) const -> Vector {
  return data_.tastes.size() == 0 ? Vector(Vector::Zero(d_)) : Vector(data_.tastes.col(index(v - p_)));
}

template <class Scalar>
Scalar NetworkBruteForce<Scalar>::in_shares(std::size_t v) const {
  Scalar sum(0);
  for (std::size_t e = 0; e < data_.targets.size(); ++e) {
    if (data_.targets[e] == v) sum += data_.shares[e];
  }
  return sum;
}

template <class Scalar>
Scalar NetworkBruteForce<Scalar>::out_shares(std::size_t u) const {
  Scalar sum(0);
  for (std::size_t e = 0; e < data_.sources.size(); ++e) {
    if (data_.sources[e] == u) sum += data_.shares[e];
  }
  return sum;
}

template <class Scalar>
Scalar NetworkBruteForce<Scalar>::bargainers_of(std::size_t v) const {
  if (data_.bargaining == behalf::Bargaining::unified) return Scalar(1);
  std::set<std::size_t> sources;
  for (std::size_t e = 0; e < data_.targets.size(); ++e) {
    if (data_.targets[e] == v && data_.shares[e] > Scalar(0)) sources.insert(data_.sources[e]);
  }
  return Scalar(static_cast<double>(sources.size()));
}

template <class Scalar>
auto NetworkBruteForce<Scalar>::reached_from_principals() const -> std::vector<bool> {
  std::vector<bool> reached(p_ + a_, false);
  std::fill(reached.begin(), reached.begin() + static_cast<std::ptrdiff_t>(p_), true);
  for (std::size_t round = 0; round < p_ + a_; ++round) {
    for (std::size_t e = 0; e < data_.sources.size(); ++e) {
      if (reached[data_.sources[e]] && data_.shares[e] > Scalar(0)) reached[data_.targets[e]] = true;
    }
  }
  return reached;
}

template <class Scalar>
Scalar NetworkBruteForce<Scalar>::share(std::size_t e, bool alone, const std::vector<bool>& reached) const {
  if (!alone) return data_.shares[e];
  if (!reached[data_.targets[e]]) return Scalar(0);
  return data_.shares[e] / in_shares(data_.targets[e]);
}

template <class Scalar>
auto NetworkBruteForce<Scalar>::without(const Matrix& metrics, const std::vector<Eigen::Index>& never_seen) -> Matrix {
  if (never_seen.empty() || metrics.rows() == 0) return metrics;
  Matrix loads(index(never_seen.size()), metrics.rows());
  for (std::size_t j = 0; j < never_seen.size(); ++j) {
    loads.row(index(j)) = metrics.col(never_seen[j]).transpose();
  }
  if ((loads.array() == Scalar(0)).all()) return metrics;
  Eigen::FullPivLU<Matrix> factor;
  factor.setThreshold(Scalar(1e-10));
  factor.compute(loads);
  if (factor.dimensionOfKernel() == 0) return Matrix(0, metrics.cols());
  Matrix left = factor.kernel().transpose() * metrics;
  // What cancels, as redundant metrics do, is nothing and not a metric of rounding errors.
  const Scalar nothing = Scalar(1e-12) * metrics.cwiseAbs().maxCoeff();
  left = left.unaryExpr([&](const Scalar& x) { return x > nothing || -x > nothing ? x : Scalar(0); });
  return left;
}

template <class Scalar>
auto NetworkBruteForce<Scalar>::spectral_radius(const Matrix& a) -> double {
  const behalf::Matrix<> plain = a.unaryExpr([](const Scalar& x) { return behalf::to_double(x); });
  const Eigen::EigenSolver<behalf::Matrix<>> parts{plain, false};
  double result = 0;
  for (Eigen::Index k = 0; k < plain.rows(); ++k) result = std::max(result, std::abs(parts.eigenvalues()(k)));
  return result;
}

template <class Scalar>
Scalar NetworkBruteForce<Scalar>::kept(std::size_t v) const {
  const std::size_t k = v - p_;
  if (k < data_.keep.size() && data_.keep[k]) return *data_.keep[k];
  return out_shares(v) > Scalar(0) ? Scalar(0) : Scalar(1);
}

template <class Scalar>
void NetworkBruteForce<Scalar>::find_exposures() {
  exposures_ = Matrix::Zero(rows(), index(a_));
  for (std::size_t i = 0; i < p_ + data_.affected(); ++i) {
    const std::size_t vertex = i < p_ ? i : i + a_;
    bool given = false;
    for (const auto& exposure : data_.exposures) {
      if (exposure.party != vertex) continue;
      given = true;
      exposures_(index(i), index(exposure.agent - p_)) += exposure.intensity;
    }
    if (!given && i < p_ && out_shares(i) > Scalar(0)) default_exposure(i);
  }
}

template <class Scalar>
void NetworkBruteForce<Scalar>::default_exposure(std::size_t i) {
  // The flow on, u → v, among agents, and the agents that any of the mandate comes by.
  Matrix flow = Matrix::Zero(index(a_), index(a_));
  Vector from_principal = Vector::Zero(index(a_));
  for (std::size_t e = 0; e < data_.sources.size(); ++e) {
    if (!(data_.shares[e] > Scalar(0))) continue;
    const std::size_t u = data_.sources[e];
    const Eigen::Index v = index(data_.targets[e] - p_);
    const Scalar f = data_.shares[e] / out_shares(u);
    if (u == i) from_principal(v) += f;
    if (u >= p_) flow(index(u - p_), v) += (Scalar(1) - kept(u)) * f;
  }
  std::vector<bool> reached(a_);
  std::vector<bool> ends(a_);  // from here some of the mandate comes to be carried out
  for (std::size_t k = 0; k < a_; ++k) {
    reached[k] = from_principal(index(k)) > Scalar(0);
    ends[k] = kept(p_ + k) > Scalar(0);
  }
  for (std::size_t round = 0; round < a_; ++round) {
    for (std::size_t u = 0; u < a_; ++u) {
      for (std::size_t v = 0; v < a_; ++v) {
        if (!(flow(index(u), index(v)) > Scalar(0))) continue;
        if (reached[u]) reached[v] = true;
        if (ends[v]) ends[u] = true;
      }
    }
  }
  std::vector<std::size_t> by;
  for (std::size_t k = 0; k < a_; ++k) {
    if (!reached[k]) continue;
    const bool stuck = kept(p_ + k) < Scalar(1) && !(out_shares(p_ + k) > Scalar(0));
    if (stuck || !ends[k]) {
      feasible_ = false;
      return;
    }
    by.push_back(k);
  }
  Matrix system = Matrix::Identity(index(by.size()), index(by.size()));
  Vector right(index(by.size()));
  for (std::size_t v = 0; v < by.size(); ++v) {
    right(index(v)) = from_principal(index(by[v]));
    for (std::size_t u = 0; u < by.size(); ++u) system(index(v), index(u)) -= flow(index(by[u]), index(by[v]));
  }
  const Vector mass = system.inverse() * right;
  for (std::size_t v = 0; v < by.size(); ++v) {
    exposures_(index(i), index(by[v])) = kept(p_ + by[v]) * mass(index(v));
  }
}

extern template class NetworkBruteForce<double>;  // in models/network_brute_force.cpp

}  // namespace behalf_test

#endif  // BEHALF_TESTS_SUPPORT_NETWORK_BRUTE_FORCE_HPP
