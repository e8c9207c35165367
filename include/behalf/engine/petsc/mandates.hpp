#ifndef BEHALF_ENGINE_PETSC_MANDATES_HPP
#define BEHALF_ENGINE_PETSC_MANDATES_HPP

#include <behalf/engine/petsc/edges.hpp>
#include <behalf/engine/petsc/flow.hpp>
#include <behalf/engine/petsc/map.hpp>
#include <behalf/engine/petsc/routes.hpp>
#include <behalf/network/impl/cyclic_system.hpp>
#include <behalf/network/impl/network_rows.hpp>
#include <behalf/network/impl/network_workspace.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace behalf::internal {

/// The flow of mandates from principals to the agents of all ranks, and of losses back, m = b + Nm and L = b + NᵀL with
/// N_vu = (1 − k_u) s_e / Σ s.
///
/// Tables hold one column of numbers for each own agent: d that go with values v, an operator's that go with vvᵀ, and one
/// by itself; for losses these are c, H and a of ½vᵀHv + c·v + a. The middle ones may be left out.
class PetscMandates {
public:
  PetscMandates(const PetscEdges& edges, const NetworkRows<>& rows)
      : edges_{edges},
        rows_{rows},
        routes_{edges},
        part_(edges.ranks().made([&] { return rows_of_parties(edges, rows); })) {
    if (routes_.fault) {
      outcome_ = {Status::infeasible, *routes_.fault};
      return;
    }
    const PetscConvergence found = converges(map(1));
    if (found.convergence != Convergence::proved) {
      outcome_ = {Status::ill_conditioned, "mandates around " + edges.name(found.where) + " hardly ever leave it"};
    }
  }

  [[nodiscard]] const PetscRoutes& routes() const noexcept { return routes_; }
  /// Whether mandates end somewhere.
  [[nodiscard]] const FlowOutcome& outcome() const noexcept { return outcome_; }

  /// Solves m = b + Nm, or L = b + NᵀL, in place; returns the residual as `PetscFlow::solve` does. d rows at a time, so that
  /// the solver holds vectors of d numbers an agent at most.
  [[nodiscard]] double carry(Matrix<>& table, bool transposed) const {
    const Eigen::Index d = edges_.dimension();
    double worst = 0;
    Eigen::Index first = 0;
    for (const Eigen::Index width : {d, Eigen::Index{1}}) {
      if (table.rows() - first < width) continue;
      PetscFlow<PetscMap<PetscShares>> flow{map(width)};
      for (; table.rows() - first >= width; first += width) {
        worst = std::max(worst, flow.solve(table, first, transposed));
      }
    }
    return worst;
  }

  /// What reaches agents, and what they do of it.
  struct Moments {
    Matrix<> reaching;
    Matrix<> done;
    double residual = 0;
  };
  /// Follows the mandates of all rows, `weight(row)` of each.
  template <class Operators, class Weight>
  [[nodiscard]] Moments follow(const Weight& weight) const {
    const Eigen::Index d = edges_.dimension();
    const Eigen::Index size = Operators::size(d);
    const auto add = [&](std::size_t party, double share, auto&& column) {
      const auto& [row, part] = part_[party];
      if (row < 0 || !(share > 0)) return;
      const double weighed = share * part * weight(row);
      const double* const values = rows_.values(row).data();
      column.head(d) += weighed * rows_.values(row);
      Operators::outer(weighed, values, column.data() + d, d);
      column(d + size) += weighed;
    };
    Moments result;
    for (Matrix<>* table : {&result.reaching, &result.done}) {
      *table = edges_.ranks().zeros(d + size + 1, static_cast<Eigen::Index>(edges_.agents()));
    }
    for_principals([&](std::size_t v, std::size_t e, std::size_t i) {
      add(i, edges_.share(e) * routes_.principal_passes[i], result.reaching.col(static_cast<Eigen::Index>(v)));
    });
    result.residual = carry(result.reaching, false);
    for (Eigen::Index v = 0; v < result.done.cols(); ++v) {
      result.done.col(v) = routes_.keep[static_cast<std::size_t>(v)] * result.reaching.col(v);
    }
    for (const auto& exposure : edges_.part().exposures) {
      add(party(exposure.party), exposure.intensity, result.done.col(own(exposure.agent)));
    }
    return result;
  }

  /// What each row loses by what agents do, from what each agent by itself costs, which is replaced by what is lost by all
  /// that is done with what reaches the agent. `residual` takes the residual of that.
  template <class Operators>
  [[nodiscard]] Vector<> losses(Matrix<>& table, double& residual) const {
    Vector<> result = edges_.ranks().zeros(rows_.size());
    const auto add = [&](std::size_t party, double share, Eigen::Index v) {
      const auto& [row, part] = part_[party];
      if (row < 0 || !(share > 0)) return;
      result(row) += share * part * loss<Operators>(table, v, rows_.values(row).data());
    };
    for (const auto& exposure : edges_.part().exposures) {
      add(party(exposure.party), exposure.intensity, own(exposure.agent));
    }
    for (Eigen::Index v = 0; v < table.cols(); ++v) table.col(v) *= routes_.own_part[static_cast<std::size_t>(v)];
    residual = carry(table, true);
    for_principals([&](std::size_t v, std::size_t e, std::size_t i) {
      add(i, edges_.share(e) * routes_.principal_passes[i], static_cast<Eigen::Index>(v));
    });
    edges_.ranks().sum_all(result.data(), static_cast<std::size_t>(result.size()));
    return result;
  }

  /// Calls `action(agent, delegation, principal)` for every delegation of a principal to an own agent.
  template <class Action>
  void for_principals(const Action& action) const {
    for (PetscEdges::Local v = 0; v < edges_.agents(); ++v) {
      for (PetscEdges::Local e = edges_.begin(v); e < edges_.end(v); ++e) {
        if (edges_.is_principal(edges_.source(e))) action(v, e, edges_.principal(edges_.source(e)));
      }
    }
  }
  /// The row that a principal's mandate counts in, and the part of the row that it is; −1 where in none.
  [[nodiscard]] const std::pair<Eigen::Index, double>& row_of(std::size_t principal) const { return part_[principal]; }

private:
  [[nodiscard]] PetscMap<PetscShares> map(Eigen::Index width) const {
    return {edges_, PetscShares{width}, everything_, routes_.passes};
  }
  /// Principals, then affected parties.
  [[nodiscard]] std::size_t party(std::uint32_t vertex) const {
    return vertex < edges_.data().principals() ? vertex : vertex - edges_.data().agent_count;
  }
  [[nodiscard]] Eigen::Index own(std::uint32_t agent) const {
    return static_cast<Eigen::Index>(agent - edges_.part().first_vertex());
  }
  [[nodiscard]] static std::vector<std::pair<Eigen::Index, double>> rows_of_parties(const PetscEdges& edges,
                                                                                    const NetworkRows<>& rows) {
    const std::size_t p = edges.data().principals();
    std::vector<std::pair<Eigen::Index, double>> result(p + edges.data().affected(), {-1, 0.0});
    for (Eigen::Index row = 0; row < rows.size(); ++row) {
      rows.for_parties_of(row, [&](std::uint32_t vertex, double part) {
        result[vertex < p ? vertex : vertex - edges.data().agent_count] = {row, part};
      });
    }
    return result;
  }
  template <class Operators>
  [[nodiscard]] double loss(const Matrix<>& table, Eigen::Index v, const double* values) const {
    const Eigen::Index d = edges_.dimension();
    double result = table.col(v).head(d).dot(Eigen::Map<const Vector<>>(values, d)) + table(table.rows() - 1, v);
    if (table.rows() > d + 1) result += Operators::quadratic(table.col(v).data() + d, values, d) / 2;
    return result;
  }

  const PetscEdges& edges_;
  const NetworkRows<>& rows_;
  PetscRoutes routes_;
  std::vector<double> everything_;                     // of what comes to an agent: empty, for 1
  std::vector<std::pair<Eigen::Index, double>> part_;  // row and part of it of each principal, then affected party
  FlowOutcome outcome_;
};

}  // namespace behalf::internal

#endif  // BEHALF_ENGINE_PETSC_MANDATES_HPP
