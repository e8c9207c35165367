#ifndef BEHALF_ENGINE_PETSC_EDGES_HPP
#define BEHALF_ENGINE_PETSC_EDGES_HPP

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/engine/petsc/calls.hpp>
#include <behalf/engine/petsc/part.hpp>
#include <behalf/network/impl/operator_class.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <optional>
#include <petscsf.h>
#include <string>
#include <utility>
#include <vector>

namespace behalf::internal {

/// One rank's delegations as the solvers read them: grouped by the agent they lead to, 16 bytes each (source, share, operator
/// class), 4 more where they were not given in this order.
///
/// Sources are numbered on the rank: its own agents, then agents of other ranks that delegate to them (ghosts), then all
/// principals. Numbers of own agents reach the ghosts of other ranks, and sums come back, over a `PetscSF`.
class PetscEdges {
public:
  using Local = std::uint32_t;

  /// Throws the same `InvalidArgument` on all ranks where the parts do not make up a network.
  PetscEdges(MPI_Comm comm, PetscPart part) : ranks_{comm}, part_{std::move(part)} {
    ranks_.agree([&] { part_.validate(); });
    require_same_common();
    require_all_agents();
    connect();
    ranks_.agree([&] {
      sort_edges();
      set_classes();
    });
  }
  PetscEdges(const PetscEdges&) = delete;
  PetscEdges& operator=(const PetscEdges&) = delete;

  [[nodiscard]] const PetscRanks& ranks() const noexcept { return ranks_; }
  /// The rank's part without its edges.
  [[nodiscard]] const PetscPart& part() const noexcept { return part_; }
  /// What all ranks have in common.
  [[nodiscard]] const NetworkData<>& data() const noexcept { return part_.common; }
  [[nodiscard]] Eigen::Index dimension() const noexcept { return data().dimension(); }
  [[nodiscard]] const std::vector<OperatorClass>& operator_classes() const noexcept { return classes_; }
  [[nodiscard]] Local agents() const noexcept { return static_cast<Local>(part_.agent_count); }
  [[nodiscard]] Local ghosts() const noexcept { return ghosts_; }
  [[nodiscard]] Local principals() const noexcept { return static_cast<Local>(data().principals()); }
  [[nodiscard]] std::size_t delegation_count() const noexcept { return share_.size(); }
  /// The delegations to own agent v: numbers from `begin(v)` to `end(v)` − 1.
  [[nodiscard]] Local begin(Local v) const { return row_[v]; }
  [[nodiscard]] Local end(Local v) const { return row_[v + 1]; }
  [[nodiscard]] Local source(std::size_t e) const { return source_[e]; }
  [[nodiscard]] double share(std::size_t e) const { return share_[e]; }
  [[nodiscard]] Eigen::Index operator_class(std::size_t e) const { return static_cast<Eigen::Index>(class_[e]); }
  /// The place of delegation e among those given.
  [[nodiscard]] std::size_t given(std::size_t e) const { return given_.empty() ? e : given_[e]; }
  [[nodiscard]] bool is_own(Local source) const noexcept { return source < agents(); }
  [[nodiscard]] bool is_principal(Local source) const noexcept { return source >= agents() + ghosts_; }
  [[nodiscard]] Local principal(Local source) const noexcept { return source - agents() - ghosts_; }
  [[nodiscard]] std::uint32_t type(Local v) const { return part_.agent_type.empty() ? 0 : part_.agent_type[v]; }
  [[nodiscard]] std::string name(long vertex) const { return data().name(static_cast<std::size_t>(vertex)); }

  /// Copies `width` numbers, 1 or d, of each own agent to the ghosts of it on all ranks.
  void fetch(Eigen::Index width, const double* own, double* ghosts) const {
    const PetscCalls call;
    call(PetscSFBcastBegin(sf_.get(), unit(width), own, ghosts, MPI_REPLACE));
    call(PetscSFBcastEnd(sf_.get(), unit(width), own, ghosts, MPI_REPLACE));
  }
  /// Adds `width` numbers, 1 or d, of each ghost to the agent it stands for; or, with `MPI_MAX`, keeps the largest.
  void bring_back(Eigen::Index width, const double* ghosts, double* own, MPI_Op op = MPI_SUM) const {
    const PetscCalls call;
    call(PetscSFReduceBegin(sf_.get(), unit(width), ghosts, own, op));
    call(PetscSFReduceEnd(sf_.get(), unit(width), ghosts, own, op));
  }
  /// The columns of own agents copied to ghosts, d rows at a time as long as there are so many.
  [[nodiscard]] Matrix<> fetched(const Matrix<>& own) const {
    Matrix<> result = ranks_.zeros(own.rows(), static_cast<Eigen::Index>(ghosts_));
    for (Eigen::Index first = 0; first < own.rows();) {
      const Eigen::Index width = own.rows() - first >= dimension() ? dimension() : 1;
      const Matrix<> sent = ranks_.made([&] { return Matrix<>(own.middleRows(first, width)); });
      Matrix<> some = ranks_.zeros(width, result.cols());
      fetch(width, sent.data(), some.data());
      result.middleRows(first, width) = some;
      first += width;
    }
    return result;
  }

  /// Bytes of delegations and agents, and of what links ghosts to their agents (in PetscSF four numbers).
  [[nodiscard]] std::size_t bytes() const {
    return row_.size() * sizeof(Local) + share_.size() * (sizeof(double) + 2 * sizeof(Local)) +
           given_.size() * sizeof(Local) + ghosts_ * 4 * sizeof(PetscInt) + part_.agent_type.size() * sizeof(Local) +
           part_.keep.size() * sizeof(part_.keep[0]) + static_cast<std::size_t>(part_.tastes.size()) * sizeof(double) +
           part_.exposures.size() * sizeof(part_.exposures[0]);
  }

private:
  /// So many numbers at a time.
  struct Several {
    MPI_Datatype type = MPI_DATATYPE_NULL;
    Several() = default;
    Several(const Several&) = delete;
    Several& operator=(const Several&) = delete;
    ~Several() {
      if (type != MPI_DATATYPE_NULL) (void)MPI_Type_free(&type);
    }
  };

  [[nodiscard]] MPI_Datatype unit(Eigen::Index width) const { return width == 1 ? MPI_DOUBLE : several_.type; }

  /// A part that differs in what should be common would be waited for without end.
  void require_same_common() const {
    const std::uint64_t digest = part_.digest_of_common();
    for (const std::uint64_t half : {digest >> 32U, digest & 0xFFFFFFFFU}) {
      ranks_.require_same("parts", "expected the same `common` on every rank, got different ones",
                          static_cast<double>(half));
    }
  }
  void require_all_agents() const {
    const double unknowns = static_cast<double>(part_.common.agent_count) * static_cast<double>(dimension());
    if (unknowns > static_cast<double>(std::numeric_limits<PetscInt>::max())) {
      throw InvalidArgument{"PetscNetwork", "agent_count",
                            "expected agents times attributes to fit the numbers of PETSc; take one of 64-bit indices"};
    }
    const PetscCalls call;
    unsigned long before = 0;
    const unsigned long own = part_.agent_count;
    call(MPI_Exscan(&own, &before, 1, MPI_UNSIGNED_LONG, MPI_SUM, ranks_.comm()));
    if (ranks_.rank() == 0) before = 0;
    ranks_.agree([&] {
      if (part_.first_agent != before) {
        throw InvalidArgument{"PetscNetwork", "first_agent",
                              "expected the agents of ranks one after the other, " + std::to_string(before) + ", got " +
                                  std::to_string(part_.first_agent)};
      }
      const bool is_last = ranks_.rank() + 1 == ranks_.size();
      if (is_last && before + own != part_.common.agent_count) {
        throw InvalidArgument{"PetscNetwork", "agent_count",
                              "expected " + std::to_string(part_.common.agent_count) + " agents in all parts, got " +
                                  std::to_string(before + own)};
      }
    });
  }

  /// Numbers sources on the rank and links ghosts to the agents they stand for.
  void connect() {
    const std::vector<PetscInt> remote = ranks_.made([&] { return number_sources(); });
    const PetscCalls call;
    ranks_.agree([&] {
      PetscHandle<PetscLayout, PetscLayoutDestroy> layout;
      call(PetscLayoutCreateFromSizes(ranks_.comm(), static_cast<PetscInt>(part_.agent_count),
                                      static_cast<PetscInt>(data().agent_count), 1, layout.out()));
      call(PetscSFCreate(ranks_.comm(), sf_.out()));
      call(PetscSFSetGraphLayout(sf_.get(), layout.get(), static_cast<PetscInt>(ghosts_), nullptr, PETSC_COPY_VALUES,
                                 remote.data()));
      call(PetscSFSetUp(sf_.get()));
      call(MPI_Type_contiguous(static_cast<int>(dimension()), MPI_DOUBLE, &several_.type));
      call(MPI_Type_commit(&several_.type));
    });
  }
  /// Returns the agents that ghosts stand for, counted among all agents.
  [[nodiscard]] std::vector<PetscInt> number_sources() {
    const std::uint32_t p = static_cast<std::uint32_t>(data().principals());
    const auto is_elsewhere = [&](std::uint32_t u) { return u >= p && !part_.is_own(u); };
    std::vector<std::uint32_t> others;
    for (const std::uint32_t u : part_.sources) {
      if (is_elsewhere(u)) others.push_back(u);
    }
    std::sort(others.begin(), others.end());
    others.erase(std::unique(others.begin(), others.end()), others.end());
    ghosts_ = static_cast<Local>(others.size());
    for (std::uint32_t& u : part_.sources) {
      if (u < p) {
        u += agents() + ghosts_;
      } else if (part_.is_own(u)) {
        u -= part_.first_vertex();
      } else {
        u = agents() + static_cast<Local>(std::lower_bound(others.begin(), others.end(), u) - others.begin());
      }
    }
    std::vector<PetscInt> remote(others.size());
    for (std::size_t k = 0; k < others.size(); ++k) remote[k] = static_cast<PetscInt>(others[k] - p);
    return remote;
  }

  void sort_edges() {
    const std::size_t count = part_.sources.size();
    row_.assign(part_.agent_count + 1, 0);
    for (const std::uint32_t v : part_.targets) ++row_[v - part_.first_vertex() + 1];
    std::partial_sum(row_.begin(), row_.end(), row_.begin());
    if (std::is_sorted(part_.targets.begin(), part_.targets.end())) {
      source_ = std::move(part_.sources);
      share_ = std::move(part_.shares);
      class_ = std::move(part_.terms_of);
      class_.resize(count, 0);
    } else {
      std::vector<Local> next(row_.begin(), row_.end() - 1);
      source_.resize(count);
      share_.resize(count);
      class_.resize(count, 0);
      given_.resize(count);
      for (std::size_t e = 0; e < count; ++e) {
        const Local k = next[part_.targets[e] - part_.first_vertex()]++;
        source_[k] = part_.sources[e];
        share_[k] = part_.shares[e];
        if (!part_.terms_of.empty()) class_[k] = part_.terms_of[e];
        given_[k] = static_cast<Local>(e);
      }
    }
    for (auto* list : {&part_.sources, &part_.targets, &part_.terms_of}) std::vector<std::uint32_t>{}.swap(*list);
    std::vector<double>{}.swap(part_.shares);
  }

  /// Replaces terms of edges by operator classes.
  void set_classes() {
    OperatorClassNumbers numbers;
    std::vector<Local> delegators;
    for (Local v = 0; v < agents(); ++v) {
      Local bargainers = 1;
      if (data().bargaining == Bargaining::separate) {
        delegators.clear();
        for (Local e = begin(v); e < end(v); ++e) {
          if (share_[e] > 0) delegators.push_back(source_[e]);
        }
        std::sort(delegators.begin(), delegators.end());
        const auto last = std::unique(delegators.begin(), delegators.end());
        bargainers = std::max(Local{1}, static_cast<Local>(last - delegators.begin()));
      }
      for (Local e = begin(v); e < end(v); ++e) {
        class_[e] = numbers.number({class_[e], type(v), bargainers});
      }
    }
    classes_ = numbers.take();
  }

  PetscRanks ranks_;
  PetscPart part_;
  Local ghosts_ = 0;
  std::vector<Local> row_;
  std::vector<Local> source_;
  std::vector<double> share_;
  std::vector<Local> class_;
  std::vector<Local> given_;  // empty: as given
  std::vector<OperatorClass> classes_;
  PetscHandle<PetscSF, PetscSFDestroy> sf_;
  Several several_;  // d numbers
};

}  // namespace behalf::internal

#endif  // BEHALF_ENGINE_PETSC_EDGES_HPP
