#ifndef BEHALF_ENGINE_PETSC_FLOW_HPP
#define BEHALF_ENGINE_PETSC_FLOW_HPP

#include <behalf/engine/petsc/calls.hpp>
#include <behalf/engine/petsc/map.hpp>
#include <behalf/network/impl/cyclic_system.hpp>
#include <behalf/solve/definite.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <exception>
#include <limits>
#include <new>
#include <petscksp.h>
#include <tuple>
#include <utility>

namespace behalf::internal {

/// What goes round and round among the agents of all ranks: solves x = b + Nx, and x = b + Nᵀx, by PETSc.
///
/// I − N is a shell matrix over the rank's delegations, which are thus stored once for all sets of axes. The solver is GMRES,
/// preconditioned by a few of Richardson's iterations with a sweep along each rank's delegations (`PCKSP`, `PCSHELL`), so
/// that it is soonest done where agents are numbered as mandates flow; where it stagnates, as on a long way round, Richardson
/// goes on alone. The options database may change the solver under the prefix `behalf_`. What is found is refined until
/// the true residual no longer falls.
template <class Map>
class PetscFlow {
public:
  static constexpr int restart = 15;
  /// Vectors of w numbers an agent that exist while a system is solved: the basis of GMRES, five it works with, three of
  /// Richardson's, two between it and us, three of the refinement, one of the product.
  static constexpr std::size_t vectors = restart + 14;

  /// `units` (w): what the numbers of an agent are multiplied by so that they may be compared; empty where none is mixed
  /// with another, and each is measured by itself.
  explicit PetscFlow(Map map, Vector<> units = {})
      : map_{std::move(map)},
        units_{std::move(units)},
        b_{ranks().zeros(map_.width(), map_.agents())},
        residual_{ranks().zeros(map_.width(), map_.agents())},
        x_{ranks().zeros(map_.width(), map_.agents())} {
    if (units_.size() > 0) map_.change_units(units_);
    // PETSc does not survive a lack of memory: whether there is enough for its vectors is asked before.
    const std::size_t bytes = static_cast<std::size_t>(b_.size()) * (vectors - 4) * sizeof(double);
    ranks().agree([&] { ::operator delete(::operator new(bytes)); });
    ranks().agree([&] { make_solvers(); });
  }
  PetscFlow(const PetscFlow&) = delete;
  PetscFlow& operator=(const PetscFlow&) = delete;

  [[nodiscard]] int iterations() const noexcept { return iterations_; }

  /// Replaces rows `first` to first + w − 1 of a table, b of every own agent, by x. Returns how far x is from b + Nx in the
  /// largest number, relative to the largest of x; infinite where the numbers broke down.
  [[nodiscard]] double solve(Matrix<>& table, Eigen::Index first, bool transposed) {
    Vector<> units = units_.size() > 0 ? units_ : Vector<>::Ones(map_.width());
    if (transposed) units = units.cwiseInverse().eval();
    b_ = units.asDiagonal() * table.middleRows(first, map_.width());
    x_.setZero();
    residual_ = b_;
    double best = std::numeric_limits<double>::infinity();
    for (bool improves = true; improves && best > std::numeric_limits<double>::epsilon();) {
      const Vector<> scale = sizes(residual_);
      if (!scale.allFinite()) return std::numeric_limits<double>::infinity();
      const bool converged = correct(scale, transposed);
      residual_ = b_ - x_;
      map_.add(transposed, x_.data(), 1, residual_.data());
      const double now = relative_size(residual_, x_);
      improves = converged && now < best / 4;
      best = now;
    }
    table.middleRows(first, map_.width()) = units.cwiseInverse().asDiagonal() * x_;
    return best;
  }
  [[nodiscard]] const Map& map() const noexcept { return map_; }

private:
  [[nodiscard]] const PetscRanks& ranks() const { return map_.edges().ranks(); }
  void make_solvers() {
    const PetscCalls call;
    const PetscInt size = static_cast<PetscInt>(map_.agents() * map_.width());
    call(MatCreateShell(ranks().comm(), size, size, PETSC_DETERMINE, PETSC_DETERMINE, this, matrix_.out()));
    call(MatShellSetOperation(matrix_.get(), MATOP_MULT, reinterpret_cast<void (*)()>(&multiply<false>)));
    call(MatShellSetOperation(matrix_.get(), MATOP_MULT_TRANSPOSE, reinterpret_cast<void (*)()>(&multiply<true>)));
    call(MatCreateVecs(matrix_.get(), found_.out(), wanted_.out()));
    make_solver(solver_, KSPGMRES, 300);
    call(KSPSetOptionsPrefix(solver_.get(), "behalf_"));
    call(KSPGMRESSetRestart(solver_.get(), restart));
    call(KSPGMRESSetPreAllocateVectors(solver_.get()));  // no rank may run out of memory later on
    call(KSPSetPCSide(solver_.get(), PC_RIGHT));
    PC series = nullptr;
    KSP terms = nullptr;
    call(KSPGetPC(solver_.get(), &series));
    call(PCSetType(series, PCKSP));
    call(PCKSPGetKSP(series, &terms));
    call(KSPSetType(terms, KSPRICHARDSON));
    call(KSPSetNormType(terms, KSP_NORM_NONE));
    call(KSPSetConvergenceTest(terms, KSPConvergedSkip, nullptr, nullptr));
    call(KSPSetTolerances(terms, PETSC_DEFAULT, PETSC_DEFAULT, PETSC_DEFAULT, 3));
    precondition_by_sweep(terms);
    call(KSPSetFromOptions(solver_.get()));
    call(KSPSetUp(solver_.get()));
  }
  void make_solver(PetscHandle<KSP, KSPDestroy>& solver, KSPType type, PetscInt most) const {
    const PetscCalls call;
    call(KSPCreate(ranks().comm(), solver.out()));
    call(KSPSetOperators(solver.get(), matrix_.get(), matrix_.get()));
    call(KSPSetType(solver.get(), type));
    call(KSPSetTolerances(solver.get(), 1e-8, 0, 1e12, most));
  }
  void precondition_by_sweep(KSP solver) {
    const PetscCalls call;
    PC sweep = nullptr;
    call(KSPGetPC(solver, &sweep));
    call(PCSetType(sweep, PCSHELL));
    call(PCShellSetContext(sweep, this));
    call(PCShellSetApply(sweep, &sweep_along<false>));
    call(PCShellSetApplyTranspose(sweep, &sweep_along<true>));
  }

  template <bool transposed>
  static PetscErrorCode multiply(Mat matrix, Vec x, Vec y) {
    return run(x, y, [&](const PetscCalls& call, const PetscScalar* from, PetscScalar* to) {
      void* context = nullptr;
      call(MatShellGetContext(matrix, static_cast<void*>(&context)));
      const Map& map = static_cast<const PetscFlow*>(context)->map_;
      std::copy(from, from + map.width() * map.agents(), to);
      map.add(transposed, from, -1, to);
    });
  }
  template <bool transposed>
  static PetscErrorCode sweep_along(PC sweep, Vec x, Vec y) {
    return run(x, y, [&](const PetscCalls& call, const PetscScalar* from, PetscScalar* to) {
      void* context = nullptr;
      call(PCShellGetContext(sweep, static_cast<void*>(&context)));
      static_cast<const PetscFlow*>(context)->map_.sweep(transposed, from, to);
    });
  }
  /// Exceptions must not pass through PETSc.
  template <class Action>
  static PetscErrorCode run(Vec x, Vec y, const Action& action) {
    try {
      const PetscCalls call;
      const PetscScalar* from = nullptr;
      PetscScalar* to = nullptr;
      call(VecGetArrayRead(x, &from));
      call(VecGetArray(y, &to));
      action(call, from, to);
      call(VecRestoreArrayRead(x, &from));
      call(VecRestoreArray(y, &to));
    } catch (const std::exception& fault) {
      return PetscError(PETSC_COMM_SELF, __LINE__, "PetscFlow", __FILE__, PETSC_ERR_LIB, PETSC_ERROR_INITIAL, "%s",
                        fault.what());
    }
    return static_cast<PetscErrorCode>(0);
  }

  /// The largest number of each kind on all ranks, or where kinds are mixed that of all.
  [[nodiscard]] Vector<> sizes(const Matrix<>& x) const {
    Vector<> result = Vector<>::Zero(x.rows());
    for (Eigen::Index j = 0; j < x.rows(); ++j) {
      const double size = x.cols() > 0 ? x.row(j).cwiseAbs().maxCoeff() : 0.0;
      // MPI_MAX may lose a NaN.
      result(j) = x.row(j).allFinite() ? size : std::numeric_limits<double>::infinity();
    }
    ranks().largest_all(result.data(), static_cast<std::size_t>(result.size()));
    if (units_.size() > 0) result.setConstant(result.maxCoeff());
    return result;
  }
  [[nodiscard]] double relative_size(const Matrix<>& residual, const Matrix<>& x) const {
    const Vector<> off = sizes(residual);
    const Vector<> size = sizes(x);
    double worst = 0;
    for (Eigen::Index j = 0; j < off.size(); ++j) {
      if (!(off(j) > 0)) continue;
      worst = std::max(worst,
                       is_finite(size(j)) && size(j) > 0 ? off(j) / size(j) : std::numeric_limits<double>::infinity());
    }
    return worst;
  }

  /// Adds to x what solves the system for the residual, which is of these sizes.
  [[nodiscard]] bool correct(const Vector<>& scale, bool transposed) {
    if (!(scale.maxCoeff() > 0)) return false;
    const Vector<> up = (scale.array() > 0).select(scale.cwiseInverse(), Vector<>::Zero(scale.size()));
    const PetscCalls call;
    PetscScalar* to = nullptr;
    call(VecGetArray(wanted_.get(), &to));
    Eigen::Map<Matrix<>>(to, x_.rows(), x_.cols()) = up.asDiagonal() * residual_;
    call(VecRestoreArray(wanted_.get(), &to));
    bool converged = run_solver(solver_.get(), transposed);
    if (!converged) {
      if (patient_.get() == nullptr) {
        ranks().agree([&] {
          make_solver(patient_, KSPRICHARDSON, 10'000);
          precondition_by_sweep(patient_.get());
          call(KSPSetUp(patient_.get()));
        });
      }
      converged = run_solver(patient_.get(), transposed);
    }
    const PetscScalar* from = nullptr;
    call(VecGetArrayRead(found_.get(), &from));
    x_ += scale.asDiagonal() * Eigen::Map<const Matrix<>>(from, x_.rows(), x_.cols());
    call(VecRestoreArrayRead(found_.get(), &from));
    return converged;
  }
  [[nodiscard]] bool run_solver(KSP solver, bool transposed) {
    const PetscCalls call;
    call(transposed ? KSPSolveTranspose(solver, wanted_.get(), found_.get())
                    : KSPSolve(solver, wanted_.get(), found_.get()));
    PetscInt rounds = 0;
    KSPConvergedReason reason = KSP_CONVERGED_ITERATING;
    call(KSPGetIterationNumber(solver, &rounds));
    call(KSPGetConvergedReason(solver, &reason));
    iterations_ += static_cast<int>(rounds);
    return reason > 0;
  }

  Map map_;
  Vector<> units_;
  Matrix<> b_;
  Matrix<> residual_;
  Matrix<> x_;
  PetscHandle<Mat, MatDestroy> matrix_;
  PetscHandle<Vec, VecDestroy> wanted_;
  PetscHandle<Vec, VecDestroy> found_;
  PetscHandle<KSP, KSPDestroy> solver_;
  PetscHandle<KSP, KSPDestroy> patient_;  // made where it is needed
  int iterations_ = 0;
};

/// Whether 1 + N + N² + … converges.
struct PetscConvergence {
  Convergence convergence = Convergence::open;
  double radius = 0;  ///< A bound of the spectral radius where it could be had, else an estimate.
  long where = 0;     ///< The vertex of an agent around which it converges last.
};

/// Shows by a vector w > 0 with |N|w ≤ qw, q < 1 (Collatz–Wielandt), that it does: by equal weights, else by those that solve
/// w = 1 + |N|w. Where that fails and the network is so small that `CyclicSystem` takes powers of N, by these.
template <class Map>
[[nodiscard]] PetscConvergence converges(const Map& map) {
  const PetscEdges& edges = map.edges();
  PetscConvergence result;
  Matrix<> weights = edges.ranks().zeros(map.width(), map.agents());
  Matrix<> next = edges.ranks().zeros(map.width(), map.agents());
  const auto bounds = [&](const Map& absolute) {
    next.setZero();
    absolute.add(false, weights.data(), 1, next.data());
    double greatest = 0;
    long place = static_cast<long>(edges.part().first_vertex());
    bool positive = true;
    for (Eigen::Index v = 0; v < weights.cols(); ++v) {
      for (Eigen::Index j = 0; j < weights.rows(); ++j) {
        const double ratio = next(j, v) / weights(j, v);
        positive = positive && weights(j, v) > 0 && is_finite(ratio);
        if (!(ratio > greatest)) continue;
        greatest = ratio;
        place = static_cast<long>(edges.part().first_vertex()) + static_cast<long>(v);
      }
    }
    std::tie(result.radius, result.where) = edges.ranks().largest_at(greatest, place);
    // Room for the rounding of the sums compared.
    return !edges.ranks().any(!positive) && result.radius + definite_tolerance<double>(1) < 1;
  };
  {
    Map absolute = map.absolute();
    weights.setOnes();
    bool proved = bounds(absolute);
    if (!proved) {
      PetscFlow<Map> flow{std::move(absolute)};
      proved = is_finite(flow.solve(weights, 0, false)) && bounds(flow.map());
    }
    if (proved) {
      result.convergence = Convergence::proved;
      return result;
    }
  }
  const Eigen::Index size = static_cast<Eigen::Index>(edges.data().agent_count) * map.width();
  if (size > CyclicSystem<double>::largest_direct) return result;
  const CyclicSystem<double> system{map.in_full().sparseView()};
  result.convergence = system.convergence();
  result.radius = system.radius();
  return result;
}

}  // namespace behalf::internal

#endif  // BEHALF_ENGINE_PETSC_FLOW_HPP
