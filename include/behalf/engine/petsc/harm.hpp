#ifndef BEHALF_ENGINE_PETSC_HARM_HPP
#define BEHALF_ENGINE_PETSC_HARM_HPP

#include <behalf/engine/petsc/edges.hpp>
#include <behalf/engine/petsc/mandates.hpp>
#include <behalf/engine/petsc/motivations.hpp>
#include <behalf/engine/petsc/network.hpp>
#include <behalf/gap/welfare.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/network/impl/network_workspace.hpp>
#include <behalf/network/impl/operator_derivatives.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace behalf {

/// The harms of the delegations of one rank's part, in the order in which the part gave them: what `Harms` says of each.
struct PetscHarms {
  Vector<> share;         ///< d/ds.
  Vector<> noise;         ///< d/dτ at τ = 1 of Σ → τ²Σ; 0 where a delegation is by transmission.
  Vector<> translation;   ///< d/dτ at τ = 1 of P → I + τ(P − I); likewise.
  Matrix<> transmission;  ///< d/dt_j, one column each, 0 where a delegation is by contract; d × 0 where all are.
};

namespace internal {

/// Numbers of everybody who may delegate to the agents of a rank: its own, ghosts, and principals.
class PetscNumbers {
public:
  PetscNumbers(const PetscEdges& edges, Matrix<> own, Matrix<> principals)
      : edges_{edges}, own_{std::move(own)}, ghosts_{edges.fetched(own_)}, principals_{std::move(principals)} {}

  [[nodiscard]] Eigen::Map<const Vector<>> operator()(PetscEdges::Local u) const {
    const bool is_principal = edges_.is_principal(u);
    const Matrix<>& of = is_principal ? principals_ : edges_.is_own(u) ? own_ : ghosts_;
    const PetscEdges::Local k = is_principal ? edges_.principal(u) : edges_.is_own(u) ? u : u - edges_.agents();
    return {of.col(static_cast<Eigen::Index>(k)).data(), of.rows()};
  }

private:
  const PetscEdges& edges_;
  Matrix<> own_;
  Matrix<> ghosts_;
  Matrix<> principals_;
};

/// The harms of a network of operators of this form; `gradient` is that of the welfare.
template <class Operators>
class PetscHarmSolver {
public:
  PetscHarmSolver(const PetscNetwork& network, const Vector<>& gradient)
      : network_{network},
        edges_{network.edges()},
        gradient_{gradient},
        d_{network.dimension()},
        size_{Operators::size(d_)},
        moved_{edges_, network.mandates().routes(), network.costs(), AxisSet::none()} {}

  [[nodiscard]] Solution<PetscHarms> operator()(const Certificate& quality) {
    if (moved_.outcome().status == Status::optimal) moved_.solve(network_.costs());
    if (moved_.outcome().status != Status::optimal) return {moved_.outcome().status, moved_.outcome().where};
    const PetscMandates& mandates = network_.mandates();
    double residual = 0;
    losses_ = network_.idle_losses<Operators>();
    (void)mandates.losses<Operators>(losses_, residual);
    Matrix<> rest = moved_.own_losses();
    double also = 0;
    (void)mandates.losses<Operators>(rest, also);
    losses_.topRows(d_) = rest.topRows(d_);
    losses_.bottomRows(1) = rest.bottomRows(1);
    PetscMandates::Moments moments = mandates.follow<Operators>([&](Eigen::Index row) { return gradient_(row); });
    shock_ = moved_.shocks();
    for (const Matrix<>& risks : moved_.table().error_risks) error_shocks_.push_back(moved_.shocks_by(risks));
    done_ = edges_.ranks().made([&] { return Vector<>(moments.done.bottomRows(1).transpose()); });
    const double sloped = set_slopes(moments.done);
    const FlowOutcome outcome = PetscNetwork::carried(std::max({residual, also, moments.residual, sloped}));
    if (outcome.status != Status::optimal) return {outcome.status, outcome.where};
    Certificate certificate = quality;
    certificate.primal_residual = std::max({certificate.primal_residual, residual, also, moments.residual, sloped});
    return {all(std::move(moments.reaching)), certificate};
  }

private:
  using Local = PetscEdges::Local;

  /// λ_v = C⁻¹(X θ_v − Σ ω x v) + Σ_e s (Tᵀλ + X Wᵀz + s X Vθ) over the delegations of v: see `motivation_slopes`.
  [[nodiscard]] double set_slopes(const Matrix<>& done) {
    const PetscRanks& ranks = edges_.ranks();
    slope_ = ranks.zeros(d_, done.cols());
    for (Local v = 0; v < edges_.agents(); ++v) {
      const Eigen::Index k = static_cast<Eigen::Index>(v);
      const Vector<> off = done_(k) * moved_.motivation().col(k) - done.col(k).head(d_);
      Operators::apply(moved_.table().precision_of(edges_.type(v)), 1, off.data(), slope_.col(k).data(), d_);
    }
    const auto bear = [&](const Matrix<>& risks, const Matrix<>& shock) {
      const Matrix<> borne = ranks.made([&] { return Matrix<>(shock * done_.asDiagonal()); });
      moved_.map(risks).add(true, borne.data(), 1, slope_.data());
    };
    if (moved_.risky()) bear(moved_.table().risk, shock_);
    for (std::size_t k = 0; k < error_shocks_.size(); ++k) bear(moved_.table().error_risks[k], error_shocks_[k]);
    if (moved_.bears_own()) bear_own();
    return moved_.solve_adjoint(slope_, network_.costs());
  }

  /// Adds Σ_e s² X Vθ_u over the delegations of u.
  void bear_own() {
    const Matrix<> ghosts = edges_.fetched(moved_.motivation());
    Matrix<> to_ghosts = edges_.ranks().zeros(d_, static_cast<Eigen::Index>(edges_.ghosts()));
    for (Local v = 0; v < edges_.agents(); ++v) {
      for (Local e = edges_.begin(v); e < edges_.end(v); ++e) {
        const Local u = edges_.source(e);
        if (edges_.is_principal(u)) continue;
        const bool is_own = edges_.is_own(u);
        const Eigen::Index k = static_cast<Eigen::Index>(is_own ? u : u - edges_.agents());
        const double s = edges_.share(e);
        Operators::apply(
            moved_.table().own_risk.col(edges_.operator_class(e)).data(), s * s * done_(static_cast<Eigen::Index>(v)),
            (is_own ? moved_.motivation() : ghosts).col(k).data(), (is_own ? slope_ : to_ghosts).col(k).data(), d_);
      }
    }
    edges_.bring_back(d_, to_ghosts.data(), slope_.data());
  }

  /// What the mandates that reach u (`reaching`) would lose if they all went on to v.
  [[nodiscard]] double loss(const Eigen::Map<const Vector<>>& reaching, Local v) const {
    const auto lost = losses_.col(static_cast<Eigen::Index>(v));
    return reaching.head(d_).dot(lost.head(d_)) + reaching.segment(d_, size_).dot(lost.segment(d_, size_)) / 2 +
           reaching(d_ + size_) * lost(d_ + size_);
  }
  /// What comes to each principal, as a table of `PetscMandates`.
  [[nodiscard]] Matrix<> starts() const {
    Matrix<> result = Matrix<>::Zero(d_ + size_ + 1, static_cast<Eigen::Index>(edges_.principals()));
    for (Eigen::Index i = 0; i < result.cols(); ++i) {
      const auto& [row, part] = network_.mandates().row_of(static_cast<std::size_t>(i));
      if (row < 0 || !(network_.mandates().routes().principal_passes[static_cast<std::size_t>(i)] > 0)) continue;
      const double weight = part * gradient_(row);
      result.col(i).head(d_) = weight * network_.rows().values(row);
      Operators::outer(weight, network_.rows().values(row).data(), result.col(i).data() + d_, d_);
      result(d_ + size_, i) = weight;
    }
    return result;
  }

  [[nodiscard]] PetscHarms all(Matrix<> reaching) const {
    const PetscRoutes& routes = network_.mandates().routes();
    const PetscRanks& ranks = edges_.ranks();
    const PetscNumbers comes{edges_, std::move(reaching), ranks.made([&] { return starts(); })};
    const PetscNumbers theta{edges_, ranks.made([&] { return moved_.motivation(); }),
                             ranks.made([&] { return edges_.data().values; })};
    const PetscNumbers passes = numbers_of(routes.passes, routes.principal_passes);
    const PetscNumbers mean = mean_losses(comes);

    const OperatorDerivatives<double> change = ranks.made([&] {
      return operator_derivatives(Operators::form, edges_.data(), edges_.operator_classes(), network_.costs());
    });
    const Eigen::Index count = static_cast<Eigen::Index>(edges_.delegation_count());
    const bool transmits = std::any_of(edges_.data().terms.begin(), edges_.data().terms.end(),
                                       [](const auto& terms) { return terms.transmission.has_value(); });
    PetscHarms result{ranks.zeros(count), ranks.zeros(count), ranks.zeros(count),
                      ranks.zeros(d_, transmits ? count : 0)};
    for (Local v = 0; v < edges_.agents(); ++v) {
      for (Local e = edges_.begin(v); e < edges_.end(v); ++e) {
        const Local u = edges_.source(e);
        const Eigen::Index k = static_cast<Eigen::Index>(edges_.given(e));
        const double s = edges_.share(e);
        result.share(k) = effect(moved_.table(), 2, e, v, theta(u)) + passes(u)(0) * (loss(comes(u), v) - mean(u)(0));
        if (is_by_transmission(e)) {
          result.transmission.col(k) = s * theta(u).cwiseProduct(slope_.col(static_cast<Eigen::Index>(v)));
          continue;
        }
        result.noise(k) = s * effect(change.by_noise, 1, e, v, theta(u));
        result.translation(k) = s * effect(change.by_translation, 1, e, v, theta(u));
      }
    }
    return result;
  }
  [[nodiscard]] bool is_by_transmission(std::size_t e) const {
    const OperatorClass& which = edges_.operator_classes()[static_cast<std::size_t>(edges_.operator_class(e))];
    return edges_.data().terms[which.terms].transmission.has_value();
  }
  /// What a change of operators does to the welfare, by way of v's motivation and of the risk that v's pay bears; that of a
  /// delegation's own grows with its share `own_times` as much.
  [[nodiscard]] double effect(const OperatorTable<>& change, int own_times, std::size_t e, Local v,
                              const Eigen::Map<const Vector<>>& theta) const {
    const Eigen::Index k = static_cast<Eigen::Index>(v);
    const Eigen::Index number = edges_.operator_class(e);
    const auto moved_by = [&](const Matrix<>& operators) {
      Vector<> moved = Vector<>::Zero(d_);
      Operators::apply(operators.col(number).data(), 1, theta.data(), moved.data(), d_);
      return moved;
    };
    double result = 0;
    double risk = 0;
    if (change.transmission.size() > 0) result = moved_by(change.transmission).dot(slope_.col(k));
    if (change.risk.size() > 0) risk = moved_by(change.risk).dot(shock_.col(k));
    for (std::size_t error = 0; error < change.error_risks.size(); ++error) {
      if (change.error_risks[error].size() == 0) continue;
      risk += moved_by(change.error_risks[error]).dot(error_shocks_[error].col(k));
    }
    if (change.own_risk.size() > 0) {
      risk +=
          own_times * edges_.share(e) / 2 * Operators::quadratic(change.own_risk.col(number).data(), theta.data(), d_);
    }
    return result + done_(k) * risk;
  }
  /// Σ f_e loss(u, v) over the delegations of each own agent, and of each principal, where it passes anything on.
  [[nodiscard]] PetscNumbers mean_losses(const PetscNumbers& comes) const {
    const PetscRoutes& routes = network_.mandates().routes();
    std::vector<double> own = edges_.ranks().numbers(edges_.agents(), 0);
    std::vector<double> ghosts = edges_.ranks().numbers(edges_.ghosts(), 0);
    std::vector<double> principals = edges_.ranks().numbers(edges_.principals(), 0);
    for (Local v = 0; v < edges_.agents(); ++v) {
      for (Local e = edges_.begin(v); e < edges_.end(v); ++e) {
        const Local u = edges_.source(e);
        double& sum = edges_.is_own(u)         ? own[u]
                      : edges_.is_principal(u) ? principals[edges_.principal(u)]
                                               : ghosts[u - edges_.agents()];
        sum += edges_.share(e) * loss(comes(u), v);
      }
    }
    edges_.bring_back(1, ghosts.data(), own.data());
    edges_.ranks().sum_all(principals.data(), principals.size());
    for (std::size_t u = 0; u < own.size(); ++u) own[u] = routes.passes[u] > 0 ? own[u] / routes.out_share[u] : 0;
    for (std::size_t i = 0; i < principals.size(); ++i) principals[i] *= routes.principal_passes[i];
    return numbers_of(own, principals);
  }
  [[nodiscard]] PetscNumbers numbers_of(const std::vector<double>& own, const std::vector<double>& principals) const {
    const auto row = [&](const std::vector<double>& numbers) {
      return edges_.ranks().made([&] {
        return Matrix<>(Eigen::Map<const Matrix<>>(numbers.data(), 1, static_cast<Eigen::Index>(numbers.size())));
      });
    };
    Matrix<> first = row(own);
    return {edges_, std::move(first), row(principals)};
  }

  const PetscNetwork& network_;
  const PetscEdges& edges_;
  const Vector<>& gradient_;
  Eigen::Index d_;
  Eigen::Index size_;
  PetscMotivations<Operators> moved_;
  Matrix<> losses_;                     // of what is done with what reaches each own agent
  Matrix<> slope_;                      // λ, the derivative of the welfare with respect to θ
  Matrix<> shock_;                      // Σ s W θ
  std::vector<Matrix<>> error_shocks_;  // Σ s W_k θ for each signal
  Vector<> done_;                       // Σ ω x
};

}  // namespace internal

/// The harm of every delegation to a welfare of the regrets, as `harms` of a `Network`: each rank gets those of its part.
/// Collective; fails as `PetscNetwork::regret` does.
template <DifferentiableWelfare<double> W>
[[nodiscard]] Solution<PetscHarms> harms(const PetscNetwork& network, const W& welfare) {
  const Solution<Vector<>> gaps = network.regret(AxisSet::none());
  if (!gaps) return {gaps.status(), gaps.where()};
  const Vector<> gradient =
      network.edges().ranks().made([&] { return Vector<>(welfare.gradient(gaps.value(), network.weights())); });
  return network.with_operators([&]<class Operators>(Operators) {
    return internal::PetscHarmSolver<Operators>{network, gradient}(gaps.certificate());
  });
}

}  // namespace behalf

#endif  // BEHALF_ENGINE_PETSC_HARM_HPP
