#ifndef BEHALF_ENGINE_PETSC_MAP_HPP
#define BEHALF_ENGINE_PETSC_MAP_HPP

#include <behalf/engine/petsc_edges.hpp>
#include <behalf/network/operator.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>

#include <algorithm>
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
struct PetscMap {
  const PetscEdges* edges = nullptr;
  Kernel kernel{};
  std::vector<double> row{};
  std::vector<double> column{};

  [[nodiscard]] Eigen::Index width() const noexcept { return kernel.width; }
  [[nodiscard]] Eigen::Index agents() const noexcept { return static_cast<Eigen::Index>(edges->agents()); }
  [[nodiscard]] PetscMap absolute() const { return {edges, kernel.absolute(), row, column}; }

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
    const auto own_numbers = [&](Local u) { return y + static_cast<Eigen::Index>(u) * width(); };
    const auto factor = [&](const std::vector<double>& factors, Local u) { return factors.empty() ? 1.0 : factors[u]; };
    std::copy(x, x + width() * agents(), y);
    for (Local k = 0; k < edges->agents(); ++k) {
      const Local v = transposed ? edges->agents() - 1 - k : k;
      const double scale = factor(row, v);
      for (Local e = edges->begin(v); e < edges->end(v); ++e) {
        const Local u = edges->source(e);
        if (u >= v) continue;  // ghosts and principals come after all own agents
        const double s = scale * edges->share(e) * factor(column, u);
        if (transposed) {
          kernel.apply_transposed(edges->operator_class(e), s, own_numbers(v), own_numbers(u));
        } else {
          kernel.apply(edges->operator_class(e), s, own_numbers(u), own_numbers(v));
        }
      }
    }
  }

private:
  using Local = PetscEdges::Local;

  template <class Pointer>
  [[nodiscard]] Pointer numbers_of(Local u, Pointer own, Pointer ghosts) const {
    const bool is_own = edges->is_own(u);
    return (is_own ? own : ghosts) + static_cast<Eigen::Index>(is_own ? u : u - edges->agents()) * width();
  }
  [[nodiscard]] Eigen::Map<const Vector<>> columns() const { return {column.data(), agents()}; }

  void add(const double* x, double factor, double* y) const {
    Matrix<> scaled;
    if (!column.empty()) {
      scaled = Eigen::Map<const Matrix<>>(x, width(), agents()) * columns().asDiagonal();
      x = scaled.data();
    }
    Matrix<> ghosts(width(), static_cast<Eigen::Index>(edges->ghosts()));
    edges->fetch(width(), x, ghosts.data());
    const double* const others = ghosts.data();
    for (Local v = 0; v < edges->agents(); ++v) {
      const double scale = row.empty() ? factor : factor * row[v];
      double* const out = y + static_cast<Eigen::Index>(v) * width();
      for (Local e = edges->begin(v); e < edges->end(v); ++e) {
        const Local u = edges->source(e);
        if (edges->is_principal(u)) continue;
        kernel.apply(edges->operator_class(e), scale * edges->share(e), numbers_of(u, x, others), out);
      }
    }
  }
  void add_transposed(const double* x, double factor, double* y) const {
    Matrix<> own = Matrix<>::Zero(width(), agents());
    Matrix<> ghosts = Matrix<>::Zero(width(), static_cast<Eigen::Index>(edges->ghosts()));
    for (Local v = 0; v < edges->agents(); ++v) {
      const double scale = row.empty() ? factor : factor * row[v];
      const double* const from = x + static_cast<Eigen::Index>(v) * width();
      for (Local e = edges->begin(v); e < edges->end(v); ++e) {
        const Local u = edges->source(e);
        if (edges->is_principal(u)) continue;
        kernel.apply_transposed(edges->operator_class(e), scale * edges->share(e), from,
                                numbers_of(u, own.data(), ghosts.data()));
      }
    }
    edges->bring_back(width(), ghosts.data(), own.data());
    if (!column.empty()) own = Matrix<>(own * columns().asDiagonal());
    Eigen::Map<Matrix<>>(y, width(), agents()) += own;
  }
};

}  // namespace behalf::internal

#endif  // BEHALF_ENGINE_PETSC_MAP_HPP
