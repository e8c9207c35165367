#ifndef BEHALF_NETWORK_IMPL_MORE_RISK_HPP
#define BEHALF_NETWORK_IMPL_MORE_RISK_HPP

#include <behalf/network/impl/contract_operator.hpp>
#include <behalf/solve/impl/aligned_columns.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>

namespace behalf::internal {

/// What pay bears beside the shocks that all who delegate to an agent see alike, one column for each party; no numbers at
/// all where a network has neither signals nor noise of single delegations.
template <class ScalarType>
struct MoreRiskColumns {
  using Scalar = ScalarType;

  AlignedColumns<Scalar> error_linear{};  ///< Σ s W_k θ of each signal k.
  AlignedColumns<Scalar> error_square{};  ///< With principals ideal Σ s W_k Q.
  AlignedColumns<Scalar> own_constant{};  ///< ½ Σ s² θᵀVθ; with principals ideal of the response to tastes.
  AlignedColumns<Scalar> own_linear{};    ///< With principals ideal Σ s² QᵀVβ,
  AlignedColumns<Scalar> own_square{};    ///< and Σ s² QᵀVQ.

  [[nodiscard]] std::size_t bytes() const {
    return error_linear.bytes() + error_square.bytes() + own_constant.bytes() + own_linear.bytes() + own_square.bytes();
  }
};

/// Adds it up along the delegations: R_v gains ½ Σ_k |Σ_e s_e W_ke θ_u|² for the signals k and ½ Σ_e s_e² θ_uᵀV_eθ_u.
template <class Operators, int Dim>
class MoreRisk {
public:
  using Scalar = typename Operators::Scalar;
  using Vertex = std::uint32_t;

  /// `alone`: whether principals are ideal, so that θ = β + Qv.
  MoreRisk(const OperatorTable<Scalar>& table, MoreRiskColumns<Scalar>& columns, Eigen::Index d, bool alone)
      : table_{table}, columns_{columns}, d_{d}, size_{Operators::size(d)}, alone_{alone} {}

  /// Room for sums of so many parties.
  void start(Eigen::Index parties) {
    const Eigen::Index errors = static_cast<Eigen::Index>(table_.error_risks.size());
    columns_.error_linear.set_zero(d_ * errors, parties);
    if (alone_) columns_.error_square.set_zero(size_ * errors, parties);
    if (table_.own_risk.size() == 0) return;
    columns_.own_constant.set_zero(1, parties);
    if (!alone_) return;
    columns_.own_linear.set_zero(d_, parties);
    columns_.own_square.set_zero(size_, parties);
  }

  /// What a delegation of this class with share s adds for v, from θ or, with principals ideal, β and Q of the delegator.
  void add(Eigen::Index number, const Scalar& s, const Scalar* theta, const Scalar* response, Vertex v) {
    for (std::size_t k = 0; k < table_.error_risks.size(); ++k) {
      if (table_.error_risks[k].size() == 0) continue;
      const Scalar* const w = table_.error_risks[k].col(number).data();
      const Eigen::Index error = static_cast<Eigen::Index>(k);
      Operators::apply(w, s, theta, columns_.error_linear.column(v) + error * d_, d_);
      if (alone_) Operators::multiply(w, s, response, columns_.error_square.column(v) + error * size_, d_);
    }
    if (table_.own_risk.size() == 0) return;
    const Scalar* const own = table_.own_risk.col(number).data();
    const Scalar square = s * s;
    *columns_.own_constant.column(v) += square * Operators::quadratic(own, theta, d_) / Scalar(2);
    if (!alone_) return;
    Vector<Scalar> moved = Vector<Scalar>::Zero(d_);
    Operators::apply(own, square, theta, moved.data(), d_);
    Operators::apply_transposed(response, Scalar(1), moved.data(), columns_.own_linear.column(v), d_);
    Vector<Scalar> whole = Vector<Scalar>::Zero(size_);
    Operators::congruence(own, response, whole.data(), d_);
    Out(columns_.own_square.column(v), size_) += square * whole;
  }

  /// In-shares of v are divided by what `scale` is the inverse of.
  void scale(Vertex v, const Scalar& scale) {
    Out(columns_.error_linear.column(v), columns_.error_linear.rows()) *= scale;
    if (alone_) Out(columns_.error_square.column(v), columns_.error_square.rows()) *= scale;
    if (table_.own_risk.size() == 0) return;
    const Scalar square = scale * scale;
    *columns_.own_constant.column(v) *= square;
    if (!alone_) return;
    Out(columns_.own_linear.column(v), d_) *= square;
    Out(columns_.own_square.column(v), size_) *= square;
  }

  /// Adds it to v's own loss ½xᵀHx + c·x + a for values x; `square` is H, absent with principals as they are.
  void add_to_loss(Vertex v, Scalar& constant, Scalar* linear, Scalar* square) const {
    for (std::size_t k = 0; k < table_.error_risks.size(); ++k) {
      const Eigen::Index error = static_cast<Eigen::Index>(k);
      const Scalar* const z = columns_.error_linear.column(v) + error * d_;
      constant += In(z, d_).squaredNorm() / Scalar(2);
      if (!alone_) continue;
      const Scalar* const turned = columns_.error_square.column(v) + error * size_;
      Operators::apply_transposed(turned, Scalar(1), z, linear, d_);
      Operators::gram(turned, square, d_);
    }
    if (table_.own_risk.size() == 0) return;
    constant += *columns_.own_constant.column(v);
    if (!alone_) return;
    Out(linear, d_) += In(columns_.own_linear.column(v), d_);
    Out(square, size_) += In(columns_.own_square.column(v), size_);
  }

private:
  using In = Eigen::Map<const Vector<Scalar>>;
  using Out = Eigen::Map<Vector<Scalar>>;

  const OperatorTable<Scalar>& table_;
  MoreRiskColumns<Scalar>& columns_;
  Eigen::Index d_;
  Eigen::Index size_;
  bool alone_;
};

}  // namespace behalf::internal

#endif  // BEHALF_NETWORK_IMPL_MORE_RISK_HPP
