#ifndef BEHALF_ENGINE_PETSC_NETWORK_HPP
#define BEHALF_ENGINE_PETSC_NETWORK_HPP

#include <behalf/engine/petsc/edges.hpp>
#include <behalf/engine/petsc/flow.hpp>
#include <behalf/engine/petsc/mandates.hpp>
#include <behalf/engine/petsc/motivations.hpp>
#include <behalf/engine/petsc/part.hpp>
#include <behalf/gap/lattice.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/network/impl/contract_operator.hpp>
#include <behalf/network/impl/network_certificate.hpp>
#include <behalf/network/impl/network_rows.hpp>
#include <behalf/network/impl/network_workspace.hpp>
#include <behalf/network/impl/operator.hpp>
#include <behalf/solve/certified.hpp>
#include <behalf/solve/definite.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <mpi.h>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

/// What a rank holds of a network, counted.
struct PetscMemory {
  std::size_t agents = 0;
  std::size_t ghosts = 0;  ///< Agents of other ranks that delegate to those of this one.
  std::size_t delegations = 0;
  std::size_t structure_bytes = 0;  ///< Delegations, agents and what links ghosts to them.
  std::size_t kept_bytes = 0;       ///< What is kept between solves: where mandates go.
  std::size_t solve_bytes = 0;      ///< What a solve with principals ideal holds besides, the largest of the eight.
  std::size_t common_bytes = 0;     ///< What every rank holds: values and results of principals and affected parties.
};

/// `Network` for networks beyond one machine: agents and delegations are spread over the ranks of a communicator, and the
/// forward and the adjoint system are solved by Krylov methods of PETSc.
///
/// It has the regrets, stakes and statuses of `Network`, on every rank, for all kinds of networks that there are; only where
/// operators are dense, agents more than 256 / d and absolute values |A| do not settle though A does, it fails as
/// `ill_conditioned`, as it cannot show what `Network` shows cycle by cycle; and a fault names an agent, not a cycle.
/// Everything is collective: all ranks make the same calls in the same order. The caller initialises PETSc, and everything
/// is gone before it is finalised. Numbers are doubles.
///
/// A part that cannot be, and memory that a rank does not have for what grows with its part, make all ranks throw the same:
/// `InvalidArgument`, or `PetscFailure` with the rank. What breaks inside PETSc or MPI is thrown as `PetscFailure` where it
/// broke, and only MPI can end the ranks that wait for it.
///
/// Memory: a delegation takes 16 bytes (20 where a part does not give them in the order of agents), whatever the number of
/// attributes. With diagonal operators an agent takes 8 (2d + 6) bytes between solves and 8 (33d + 2) more within one, most
/// of it the basis of GMRES; a ghost 16 (d + 1), half of it on its own rank; and a principal or affected party 8 (2d + 9) on
/// every rank. The input is what a part holds, 20 bytes a delegation, of which none is left but what is counted here.
/// Thus 10^9 delegations to 10^8 agents by 10^6 principals, d = 8, on 16 ranks: 15.6 GB a rank, 13.3 of them within a solve,
/// and 0.14 more for a million ghosts (`behalf.bench.petsc` reckons it and measures smaller networks).
class PetscNetwork {
public:
  using Scalar = double;

  /// Calls `action(operators)` with a value of the type of the network's operators.
  template <class Action>
  decltype(auto) with_operators(const Action& action) const {
    return internal::with_operators<double, Eigen::Dynamic>(form_, action);
  }

  /// Throws `InvalidArgument`, the same on all ranks, where the parts of the ranks do not make up a network.
  PetscNetwork(MPI_Comm comm, PetscPart part, NetworkReference reference = NetworkReference::each)
      : edges_{comm, std::move(part)},
        form_{operator_form(edges_.data())},
        rows_{rows_of(edges_, reference)},
        mandates_{edges_, rows_},
        outcome_{mandates_.outcome()} {
    edges_.ranks().agree([&] {
      for (const Agent<>& type : edges_.data().agent_types) costs_.emplace_back(type, dimension());
    });
    stakes_ = edges_.ranks().zeros(rows_.size());
    if (outcome_.status != Status::optimal) return;
    with_operators([&]<class Operators>(Operators) {
      internal::PetscMandates::Moments moments = mandates_.follow<Operators>([](Eigen::Index) { return 1.0; });
      done_ = std::move(moments.done);
      moments.reaching.resize(0, 0);
      double residual = 0;
      Matrix<> losses = idle_losses<Operators>();
      stakes_ = mandates_.losses<Operators>(losses, residual);
      outcome_ = carried(std::max(residual, moments.residual));
    });
  }
  PetscNetwork(const PetscNetwork&) = delete;
  PetscNetwork& operator=(const PetscNetwork&) = delete;

  [[nodiscard]] Eigen::Index dimension() const noexcept { return edges_.dimension(); }
  [[nodiscard]] OperatorForm form() const noexcept { return form_; }
  [[nodiscard]] NetworkReference reference() const noexcept { return rows_.reference(); }
  [[nodiscard]] const Vector<>& stakes() const noexcept { return stakes_; }
  [[nodiscard]] const Vector<>& weights() const noexcept { return rows_.weights(); }
  [[nodiscard]] const std::vector<std::string>& names() const noexcept { return rows_.names(); }

  /// The regret of every row with these axes ideal. The certificate is that of `Network`: residuals of both systems over all
  /// ranks, by the largest number of what is compared; optimality of the contracts; and, as the duality gap, the sum of
  /// regrets against the same sum with mandates followed forward.
  [[nodiscard]] Solution<Vector<>> regret(AxisSet ideal) const {
    if (outcome_.status != Status::optimal) return failed<Vector<>>(ideal, outcome_);
    return with_operators([&]<class Operators>(Operators) {
      internal::PetscMotivations<Operators> motivations{edges_, mandates_.routes(), costs_, ideal};
      if (motivations.outcome().status == Status::optimal) motivations.solve(costs_);
      if (motivations.outcome().status != Status::optimal) return failed<Vector<>>(ideal, motivations.outcome());
      Certificate quality = operators_certificate<Operators>(ideal, motivations.table());
      Matrix<> losses = motivations.own_losses();
      const double again = edges_.ranks().sum(lost_forward<Operators>(losses, motivations.table()));
      double residual = 0;
      Vector<> regrets = mandates_.losses<Operators>(losses, residual);
      if (FlowOutcome outcome = carried(residual); outcome.status != Status::optimal) {
        return failed<Vector<>>(ideal, outcome);
      }
      if (!ideal.contains(Axis::principals)) regrets += stakes_;
      // The terms cancel; what is left below nothing is their rounding.
      regrets = (regrets.array() < 0).select(0, regrets);
      if (!regrets.allFinite() || !stakes_.allFinite()) {
        return failed<Vector<>>(ideal, {Status::ill_conditioned, "numbers overflow"});
      }
      Certificate solved;
      solved.primal_residual = std::max(residual, motivations.residual());
      solved.duality_gap = internal::relative(std::abs(again - regrets.sum()), stakes_.sum() + regrets.sum());
      quality.include(solved);
      if (!is_certified<double>(quality)) {
        return failed<Vector<>>(ideal, {Status::ill_conditioned, internal::beyond_bound<double>(quality.worst())});
      }
      return Solution<Vector<>>{std::move(regrets), quality, motivations.iterations()};
    });
  }

  /// θ of the agents of this rank (d × a), in the order of its part. Needs principals that are not ideal, whose motivations
  /// would depend on relative to whom.
  [[nodiscard]] Solution<Matrix<>> motivations(AxisSet ideal = AxisSet::none()) const {
    if (ideal.contains(Axis::principals)) {
      throw InvalidArgument{"motivations", "ideal", "expected principals as they are, got " + letters(ideal)};
    }
    return with_operators([&]<class Operators>(Operators) {
      internal::PetscMotivations<Operators> found{edges_, mandates_.routes(), costs_, ideal};
      if (found.outcome().status == Status::optimal) found.solve(costs_);
      if (found.outcome().status != Status::optimal) return failed<Matrix<>>(ideal, found.outcome());
      Certificate quality = operators_certificate<Operators>(ideal, found.table());
      quality.primal_residual = std::max(quality.primal_residual, found.residual());
      Matrix<> theta = edges_.ranks().made([&] { return found.motivation(); });
      return Solution<Matrix<>>{std::move(theta), quality, found.iterations()};
    });
  }

  /// What this rank holds.
  [[nodiscard]] PetscMemory memory() const {
    const std::size_t d = static_cast<std::size_t>(dimension());
    const std::size_t size = form_ == OperatorForm::diagonal ? d : d * d;
    const std::size_t n = edges_.agents();
    constexpr std::size_t vectors = internal::PetscFlow<internal::PetscMap<internal::PetscShares>>::vectors;
    PetscMemory memory{.agents = n, .ghosts = edges_.ghosts(), .delegations = edges_.delegation_count()};
    memory.structure_bytes = edges_.bytes();
    memory.kept_bytes = static_cast<std::size_t>(done_.size()) * sizeof(double) + mandates_.routes().bytes();
    memory.solve_bytes = (n * (vectors * d + 2 * (d + size) + 2) + edges_.ghosts() * 2 * d +
                          3 * size * edges_.operator_classes().size()) *
                         sizeof(double);
    memory.common_bytes = (edges_.data().principals() + edges_.data().affected()) * (2 * d + 8) * sizeof(double);
    return memory;
  }

  [[nodiscard]] const internal::PetscEdges& edges() const noexcept { return edges_; }
  [[nodiscard]] const internal::PetscMandates& mandates() const noexcept { return mandates_; }
  [[nodiscard]] const NetworkRows<>& rows() const noexcept { return rows_; }
  [[nodiscard]] const std::vector<CostFactor<>>& costs() const noexcept { return costs_; }
  /// What each own agent costs if it does nothing, ½vᵀC⁻¹v: what stakes are made of.
  template <class Operators>
  [[nodiscard]] Matrix<> idle_losses() const {
    const Eigen::Index d = dimension();
    Matrix<> result = edges_.ranks().zeros(d + Operators::size(d) + 1, static_cast<Eigen::Index>(edges_.agents()));
    for (internal::PetscEdges::Local v = 0; v < edges_.agents(); ++v) {
      Operators::store(costs_[edges_.type(v)].inverse, result.col(static_cast<Eigen::Index>(v)).data() + d, d);
    }
    return result;
  }
  /// How a solve of the flow of mandates with this residual ended.
  [[nodiscard]] static FlowOutcome carried(double residual) {
    if (residual <= internal::definite_tolerance<double>(64)) return {};
    return is_finite(residual) ? FlowOutcome{Status::iteration_limit, "mandates did not settle"}
                               : FlowOutcome{Status::ill_conditioned, "numbers overflow"};
  }

private:
  [[nodiscard]] static NetworkRows<> rows_of(const internal::PetscEdges& edges, NetworkReference reference) {
    edges.ranks().require_same("reference", "expected the same on every rank, got different ones",
                               static_cast<double>(reference));
    return edges.ranks().made([&] { return NetworkRows<>{edges.data(), reference}; });
  }
  template <class T>
  [[nodiscard]] static Solution<T> failed(AxisSet ideal, const FlowOutcome& outcome) {
    return {outcome.status, internal::with_ideal(ideal, outcome.where)};
  }
  template <class Operators>
  [[nodiscard]] Certificate operators_certificate(AxisSet ideal, const OperatorTable<>& table) const {
    Certificate result;
    edges_.ranks().agree([&] {
      internal::certify_operators(Operators::form, edges_.data(), edges_.operator_classes(), costs_, ideal, table,
                                  result);
    });
    result.primal_residual = edges_.ranks().largest(result.primal_residual);
    result.dual_residual = edges_.ranks().largest(result.dual_residual);
    return result;
  }
  /// The sum of what all rows lose by what own agents do, with mandates followed forward. H is C⁻¹ where it is left out.
  template <class Operators>
  [[nodiscard]] double lost_forward(const Matrix<>& losses, const OperatorTable<>& table) const {
    const Eigen::Index d = dimension();
    const Eigen::Index size = Operators::size(d);
    double sum = 0;
    for (Eigen::Index v = 0; v < losses.cols(); ++v) {
      const double* const square = losses.rows() > d + 1
                                       ? losses.col(v).data() + d
                                       : table.precision_of(edges_.type(static_cast<std::uint32_t>(v)));
      sum += losses.col(v).head(d).dot(done_.col(v).head(d)) + losses(losses.rows() - 1, v) * done_(d + size, v) +
             Eigen::Map<const Vector<>>(square, size).dot(done_.col(v).segment(d, size)) / 2;
    }
    return sum;
  }

  internal::PetscEdges edges_;
  OperatorForm form_;
  NetworkRows<> rows_;
  internal::PetscMandates mandates_;
  FlowOutcome outcome_;
  std::vector<CostFactor<>> costs_;
  Matrix<> done_;  // Σ x v, Σ x vvᵀ and Σ x of each own agent over all rows
  Vector<> stakes_;
};

}  // namespace behalf

#endif  // BEHALF_ENGINE_PETSC_NETWORK_HPP
