#ifndef BEHALF_ENGINE_PETSC_MAP_HPP
#define BEHALF_ENGINE_PETSC_MAP_HPP

#include <behalf/engine/petsc/edges.hpp>
#include <behalf/network/impl/operator.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace behalf::internal {

/// What goes along the delegations by the share alone: w numbers of an agent, 1 or d.
struct PetscShares {
  Eigen::Index width = 1;

  void apply(Eigen::Index, double s, const double* x, double* out) const {
    Eigen::Map<Eigen::ArrayXd>(out, width) += s * Eigen::Map<const Eigen::ArrayXd>(x, width);
  }
  void apply_transposed(Eigen::Index k, double s, const double* x, double* out) const { apply(k, s, x, out); }
  [[nodiscard]] Matrix<> load(Eigen::Index) const { return Matrix<>::Identity(width, width); }
  [[nodiscard]] PetscShares absolute() const { return *this; }
};

/// What goes along the delegations by the operators of their classes as well: d numbers of an agent.
template <class Operators>
struct PetscOperators {
  static constexpr bool mixes = Operators::form == OperatorForm::dense;
  Matrix<> table;
  Eigen::Index width = 1;

  void apply(Eigen::Index k, double s, const double* x, double* out) const {
    Operators::apply(table.col(k).data(), s, x, out, width);
  }
  void apply_transposed(Eigen::Index k, double s, const double* x, double* out) const {
    Operators::apply_transposed(table.col(k).data(), s, x, out, width);
  }
  [[nodiscard]] Matrix<> load(Eigen::Index k) const { return Operators::load(table.col(k).data(), width); }
  [[nodiscard]] PetscOperators absolute() const { return {table.cwiseAbs(), width}; }
  /// The same for numbers that are counted in other units, each times `units` (w) of what it was.
  [[nodiscard]] PetscOperators in_units(const Vector<>& units) const {
    PetscOperators result = *this;
    for (Eigen::Index k = 0; k < table.cols(); ++k) {
      const Matrix<> changed = units.asDiagonal() * load(k) * units.cwiseInverse().asDiagonal();
      Operators::store(changed, result.table.col(k).data(), width);
    }
    return result;
  }
};

/// The map N of numbers of agents along the delegations between them, (Nx)_v = r_v Σ_e s_e M_e c_u x_u over u → v, with
/// factors r and c of each own agent (empty: 1) and M the identity or the operators of delegations: `Kernel`.
template <class Kernel>
class PetscMap {
public:
  /// Collective; the factors must outlive the map.
  PetscMap(const PetscEdges& edges, Kernel kernel, const std::vector<double>& row, const std::vector<double>& column)
      : edges_{&edges},
        kernel_{std::move(kernel)},
        row_{&row},
        column_{&column},
        own_{edges.ranks().zeros(width(), agents())},
        ghosts_{edges.ranks().zeros(width(), static_cast<Eigen::Index>(edges.ghosts()))} {}

  [[nodiscard]] const PetscEdges& edges() const noexcept { return *edges_; }
  [[nodiscard]] Eigen::Index width() const noexcept { return kernel_.width; }
  [[nodiscard]] Eigen::Index agents() const noexcept { return static_cast<Eigen::Index>(edges_->agents()); }
  [[nodiscard]] PetscMap absolute() const {
    return {*edges_, edges_->ranks().made([&] { return kernel_.absolute(); }), *row_, *column_};
  }
  /// Counts numbers in other units, each times `units` (w) of what it was; along shares alone that changes nothing.
  void change_units(const Vector<>& units) {
    if constexpr (requires { kernel_.in_units(units); }) {
      kernel_ = edges_->ranks().made([&] { return kernel_.in_units(units); });
    }
  }

  /// y += factor · Nx, or with Nᵀ in place of N; `x` and `y` are w numbers of each own agent.
  void add(bool transposed, const double* x, double factor, double* y) const {
    if (transposed) {
      add_transposed(x, factor, y);
    } else {
      add(x, factor, y);
    }
  }

  /// y = (I − L)⁻¹x, or with Lᵀ in place of L, where L is the part of N from own agents to own agents that come later: what
  /// one sweep along a rank's own delegations does.
  void sweep(bool transposed, const double* x, double* y) const {
    const auto numbers = [&](Local u) { return y + static_cast<Eigen::Index>(u) * width(); };
    std::copy(x, x + width() * agents(), y);
    for (Local k = 0; k < edges_->agents(); ++k) {
      const Local v = transposed ? edges_->agents() - 1 - k : k;
      const double scale = factor_of(*row_, v);
      for (Local e = edges_->begin(v); e < edges_->end(v); ++e) {
        const Local u = edges_->source(e);
        if (u >= v) continue;  // ghosts and principals come after all own agents
        const double s = scale * edges_->share(e) * factor_of(*column_, u);
        if (transposed) {
          kernel_.apply_transposed(edges_->operator_class(e), s, numbers(v), numbers(u));
        } else {
          kernel_.apply(edges_->operator_class(e), s, numbers(u), numbers(v));
        }
      }
    }
  }

  /// N on every rank, for small networks.
  [[nodiscard]] Matrix<> in_full() const {
    const Eigen::Index size = static_cast<Eigen::Index>(edges_->data().agent_count) * width();
    const Eigen::Index first = static_cast<Eigen::Index>(edges_->part().first_agent) * width();
    Matrix<> result = edges_->ranks().zeros(size, size);
    Matrix<> unit = edges_->ranks().zeros(width(), agents());
    for (Eigen::Index k = 0; k < size; ++k) {
      unit.setZero();
      if (k >= first && k < first + unit.size()) unit.data()[k - first] = 1;
      add(unit.data(), 1, result.col(k).data() + first);
    }
    edges_->ranks().sum_all(result.data(), static_cast<std::size_t>(result.size()));
    return result;
  }

private:
  using Local = PetscEdges::Local;

  [[nodiscard]] static double factor_of(const std::vector<double>& factors, Local u) {
    return factors.empty() ? 1.0 : factors[u];
  }
  template <class Pointer>
  [[nodiscard]] Pointer numbers_of(Local u, Pointer own, Pointer ghosts) const {
    const bool is_own = edges_->is_own(u);
    return (is_own ? own : ghosts) + static_cast<Eigen::Index>(is_own ? u : u - edges_->agents()) * width();
  }

  void add(const double* x, double factor, double* y) const {
    if (!column_->empty()) {
      for (Eigen::Index u = 0; u < agents(); ++u) {
        own_.col(u) = (*column_)[static_cast<std::size_t>(u)] * Eigen::Map<const Vector<>>(x + u * width(), width());
      }
      x = own_.data();
    }
    edges_->fetch(width(), x, ghosts_.data());
    const double* const others = ghosts_.data();
    for (Local v = 0; v < edges_->agents(); ++v) {
      const double scale = factor * factor_of(*row_, v);
      double* const out = y + static_cast<Eigen::Index>(v) * width();
      for (Local e = edges_->begin(v); e < edges_->end(v); ++e) {
        const Local u = edges_->source(e);
        if (edges_->is_principal(u)) continue;
        kernel_.apply(edges_->operator_class(e), scale * edges_->share(e), numbers_of(u, x, others), out);
      }
    }
  }
  void add_transposed(const double* x, double factor, double* y) const {
    own_.setZero();
    ghosts_.setZero();
    for (Local v = 0; v < edges_->agents(); ++v) {
      const double scale = factor * factor_of(*row_, v);
      const double* const from = x + static_cast<Eigen::Index>(v) * width();
      for (Local e = edges_->begin(v); e < edges_->end(v); ++e) {
        const Local u = edges_->source(e);
        if (edges_->is_principal(u)) continue;
        kernel_.apply_transposed(edges_->operator_class(e), scale * edges_->share(e), from,
                                 numbers_of(u, own_.data(), ghosts_.data()));
      }
    }
    edges_->bring_back(width(), ghosts_.data(), own_.data());
    for (Local u = 0; u < edges_->agents(); ++u) {
      const Eigen::Index k = static_cast<Eigen::Index>(u);
      Eigen::Map<Vector<>>(y + k * width(), width()) += factor_of(*column_, u) * own_.col(k);
    }
  }

  const PetscEdges* edges_;
  Kernel kernel_;
  const std::vector<double>* row_;
  const std::vector<double>* column_;
  mutable Matrix<> own_;     // room for one product at a time
  mutable Matrix<> ghosts_;  // so that a rank cannot run out of memory within one
};

}  // namespace behalf::internal

#endif  // BEHALF_ENGINE_PETSC_MAP_HPP
