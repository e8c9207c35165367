#include <behalf/gap.hpp>
#include <behalf/solve/matrix.hpp>
#if defined(PROGRAM_WITH_TBB) || defined(PROGRAM_WITH_MPI)
#include <behalf/scaling/population/study.hpp>
#endif
#ifdef PROGRAM_WITH_IO
#include <behalf/diagnosis.hpp>
#include <behalf/io.hpp>
#endif

#ifdef PROGRAM_WITH_GRAPH_FILES
#include <behalf/io/graph_files.hpp>
#endif
#ifdef PROGRAM_WITH_TBB
#include <behalf/engine/threads.hpp>
#endif
#ifdef PROGRAM_WITH_MPI
#include <behalf/engine/ranks.hpp>
#endif
#ifdef PROGRAM_WITH_PETSC
#include <behalf/engine/petsc/network.hpp>
#endif

#if defined(PROGRAM_WITH_TBB) || defined(PROGRAM_WITH_MPI)
behalf::PopulationStudy<> study() {
  behalf::LinearQuadraticSpec<> assistant;
  assistant.values = behalf::rows({{3, 1, 0}, {1, 3, 0}});
  behalf::ScalingPlan<> plan;
  plan.generality = {1, 2, 3};
  plan.scope = {1, 2};
  return {assistant, plan};
}
const auto nobody = [](const behalf::ScalingRow<>&) {};
#endif

int main() {
#ifdef PROGRAM_WITH_TBB
  if (behalf::run_on_threads(study(), {}, nobody, {.threads = 2}).value() != 6) return 1;
#endif
#ifdef PROGRAM_WITH_MPI
  MPI_Init(nullptr, nullptr);
  const auto rows = behalf::run_on_ranks(study(), {}, MPI_COMM_SELF, nobody);
  MPI_Finalize();
  if (rows.value() != 6) return 1;
#endif
#ifdef PROGRAM_WITH_PETSC
  if (PetscInitialize(nullptr, nullptr, nullptr, nullptr) != 0) return 1;
  {
    const behalf::NetworkData<> data{
        .values = behalf::rows({{1}}), .agent_count = 1, .sources = {0}, .targets = {1}, .shares = {0.5}};
    const behalf::PetscNetwork network{PETSC_COMM_SELF, behalf::petsc_part(data, 0, 1)};
    if (network.regret({}).value()(0) != 0.125) return 1;
  }
  if (PetscFinalize() != 0) return 1;
#endif
#ifdef PROGRAM_WITH_IO
  const behalf::Scenario scenario = behalf::read_scenario(
      R"({"kind": "linear_quadratic", "attributes": ["good"], "principals": [{"name": "all", "values": [1]}]})");
  if (behalf::diagnose(scenario).value().attribution.size() != 1) return 1;
#endif
#ifdef PROGRAM_WITH_GRAPH_FILES
  behalf::DelegationNetwork<double> network{1};
  network.add(behalf::Principal<double>{.name = "all", .objective = behalf::vec({1})});
  if (behalf::read_dot(behalf::to_dot({{"good"}, network})).network.principals().size() != 1) return 1;
#endif
  return behalf::shapley_values(behalf::vec({0, 1, 2, 4})).sum() == 4 ? 0 : 1;
}
