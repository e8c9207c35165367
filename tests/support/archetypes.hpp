#ifndef BEHALF_TESTS_SUPPORT_ARCHETYPES_HPP
#define BEHALF_TESTS_SUPPORT_ARCHETYPES_HPP

#include <behalf/gap/lattice.hpp>
#include <behalf/governance/levers/governed.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/model/delegation_model.hpp>
#include <behalf/scaling/family_study.hpp>
#include <behalf/scaling/plan.hpp>
#include <behalf/scaling/row.hpp>
#include <behalf/scaling/runnable_study.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

/// The least that satisfies each concept: what is not in the concept is deleted or missing, so that a function that asks
/// for more than its concept says does not compile.
namespace archetype {

/// A model that is made in place and never copied, moved, compared or printed; what it gives are views.
class Model {
public:
  using Scalar = double;

  /// An agent that does its work at this level: two principals, of whom the second is served half as well.
  explicit Model(double level) : stakes_{behalf::vec({8, 4})}, weights_{behalf::vec({1, 3})}, level_{level} {}
  Model(const Model&) = delete;
  Model& operator=(const Model&) = delete;

  [[nodiscard]] behalf::Solution<behalf::Vector<>> regret(behalf::AxisSet ideal) const {
    const double faulty = 3 - static_cast<double>(ideal.size());
    return {behalf::Vector<>(level_ * faulty * behalf::vec({1, 2})), behalf::Certificate{}};
  }
  [[nodiscard]] Eigen::Ref<const behalf::Vector<>> stakes() const { return stakes_; }
  [[nodiscard]] Eigen::Map<const behalf::Vector<>> weights() const { return {weights_.data(), weights_.size()}; }

private:
  behalf::Vector<> stakes_;
  behalf::Vector<> weights_;
  double level_;
};
static_assert(behalf::DelegationModel<Model> && !behalf::SolvesLattice<Model> && !behalf::NamesPrincipals<Model> &&
              !behalf::GivesNotes<Model>);

/// The same, solved all at once; its workspace cannot be copied.
class LatticeModel : public Model {
public:
  using Model::Model;
  struct Workspace {
    Workspace() = default;
    Workspace(const Workspace&) = delete;
    Workspace& operator=(const Workspace&) = delete;
  };
  [[nodiscard]] behalf::LatticeOutcome lattice_into(behalf::Lattice<>& lattice, Workspace& /*unused*/) const {
    lattice.resize(2);
    lattice.stakes = stakes();
    lattice.weights = weights();
    for (const behalf::AxisSet ideal : behalf::all_axis_sets) {
      lattice.regrets.col(static_cast<Eigen::Index>(ideal.index())) = regret(ideal).value();
    }
    return {};
  }
  [[nodiscard]] behalf::Certificate certificate(behalf::AxisSet /*ideal*/, const behalf::Vector<>& /*regrets*/) const {
    return {};
  }
};
static_assert(behalf::SolvesLattice<LatticeModel>);

/// Makes models, and draws them; copied by nobody.
struct Family {
  Family() = default;
  Family(const Family&) = delete;
  Family(Family&&) = default;
  Family& operator=(const Family&) = delete;
  Family& operator=(Family&&) = delete;
  ~Family() = default;
  Model operator()(Eigen::Index g, Eigen::Index s, double delta) const {
    return Model{static_cast<double>(g) * static_cast<double>(s) * (1 + delta)};
  }
};
static_assert(behalf::ModelFamily<Family>);

/// A study that can be moved, and nothing else, with a workspace that can be neither.
class Study {
public:
  using Scalar = double;
  struct Workspace {
    Workspace() = default;
    Workspace(const Workspace&) = delete;
    Workspace& operator=(const Workspace&) = delete;
  };

  Study() : study_{"archetype", Family{}, {.generality = {1, 2, 3}, .scope = {1, 2}}} {}
  Study(const Study&) = delete;
  Study(Study&&) = default;
  Study& operator=(const Study&) = delete;
  Study& operator=(Study&&) = delete;
  ~Study() = default;

  [[nodiscard]] const behalf::ScalingPlan<>& plan() const { return study_.plan(); }
  [[nodiscard]] std::size_t size() const { return study_.size(); }
  [[nodiscard]] std::uint64_t fingerprint() const { return study_.fingerprint(); }
  [[nodiscard]] bool is_exact(std::size_t k) const { return study_.is_exact(k); }
  [[nodiscard]] std::uint64_t subsets(std::size_t k) const { return study_.subsets(k); }
  [[nodiscard]] behalf::LatticeOutcome row_into(std::size_t k, behalf::ScalingRow<>& row, Workspace& /*unused*/,
                                                behalf::Certificate* certificate) const {
    behalf::FamilyStudy<Family>::Workspace room;
    return study_.row_into(k, row, room, certificate);
  }
  [[nodiscard]] behalf::Certificate certificate(std::size_t k) const { return study_.certificate(k); }

private:
  behalf::FamilyStudy<Family> study_;
};
static_assert(behalf::RunnableStudy<Study>);

/// A description without a default, of which levers make others by copying and assigning.
class Description {
public:
  using Scalar = double;
  explicit Description(double level) : level_{level} {}
  [[nodiscard]] double level() const { return level_; }

private:
  double level_;
};

}  // namespace archetype

template <>
struct behalf::Governed<archetype::Description> {
  static archetype::Model model(const archetype::Description& description) {
    return archetype::Model{description.level()};
  }
};
static_assert(behalf::Governable<archetype::Description>);

#endif  // BEHALF_TESTS_SUPPORT_ARCHETYPES_HPP
