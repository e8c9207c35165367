// Compiles every class template of the library in full, members that nobody calls included, for float and double, and
// with a dimension that is known to the compiler; other scalar types run through the laws.
// A member that does not compile for one of them breaks the build of this file.

#include <behalf/behalf.hpp>

#include <doctest/doctest.h>

#include <optional>
#include <type_traits>
#include <vector>

#define INSTANTIATE_FOR(Scalar)                                                \
  template class behalf::Moments<Scalar>;                                      \
  template class behalf::LinearObjective<Scalar>;                              \
  template class behalf::InformationSet<Scalar>;                               \
  template struct behalf::Principal<Scalar>;                                   \
  template struct behalf::AffectedParty<Scalar>;                               \
  template struct behalf::Agent<Scalar>;                                       \
  template struct behalf::Group<Scalar>;                                       \
  template class behalf::Population<Scalar>;                                   \
  template struct behalf::Lattice<Scalar>;                                     \
  template struct behalf::Warning<Scalar>;                                     \
  template class behalf::Attribution<Scalar>;                                  \
  template struct behalf::Verdict<Scalar>;                                     \
  template struct behalf::SampledShapley<Scalar>;                              \
  template class behalf::Reference<Scalar>;                                    \
  template struct behalf::LinearQuadraticSpec<Scalar>;                         \
  template class behalf::IncentiveSpace<Scalar>;                               \
  template struct behalf::JuryClass<Scalar>;                                   \
  template struct behalf::JuryAccuracy<Scalar>;                                \
  template class behalf::LinearQuadratic<Scalar>;                              \
  template struct behalf::Estimate<Scalar>;                                    \
  template struct behalf::ScalingPoint<Scalar>;                                \
  template struct behalf::ScalingPlan<Scalar>;                                 \
  template struct behalf::ScalingRow<Scalar>;                                  \
  template struct behalf::ScalingSlopes<Scalar>;                               \
  template struct behalf::ScalingShard<Scalar>;                                \
  template class behalf::PopulationStudy<Scalar>;                              \
  template struct behalf::JointDiagonal<Scalar>;                               \
  template struct behalf::SteadyCovariance<Scalar>;                            \
  template struct behalf::Clustering<Scalar>;                                  \
  template struct behalf::BallProjection<Scalar>;                              \
  template struct behalf::InspectionGame<Scalar>;                              \
  template struct behalf::InspectionOutcome<Scalar>;                           \
  template struct behalf::VerificationProblem<Scalar>;                         \
  template struct behalf::DebtContract<Scalar>;                                \
  template struct behalf::VotingPanel<Scalar>;                                 \
  template struct behalf::PanelVerdict<Scalar>;                                \
  template struct behalf::ValueProcess<Scalar>;                                \
  template struct behalf::OngoingConsultation<Scalar>;                         \
  template struct behalf::OneTimeFix<Scalar>;                                  \
  template struct behalf::BreakEven<Scalar>;                                   \
  template struct behalf::CheapestPeriod<Scalar>;                              \
  template struct behalf::Constituency<Scalar>;                                \
  template struct behalf::Pluralism<Scalar>;                                   \
  template struct behalf::ExponentialHarm<Scalar>;                             \
  template struct behalf::LiabilityRule<Scalar>;                               \
  template class behalf::LeverCost<Scalar>;                                    \
  template struct behalf::Lever<behalf::LinearQuadraticSpec<Scalar>>;          \
  template struct behalf::SetLevers<behalf::LinearQuadraticSpec<Scalar>>;      \
  template struct behalf::EvaluateLevers<behalf::LinearQuadraticSpec<Scalar>>; \
  template class behalf::LeverEffect<Scalar>;                                  \
  template struct behalf::Portfolio<Scalar>;                                   \
  template struct behalf::CostGapFrontier<Scalar>;                             \
  template struct behalf::CheapestPortfolio<Scalar>;                           \
  template struct behalf::Excess<Scalar>

INSTANTIATE_FOR(float);
INSTANTIATE_FOR(double);
template class behalf::IncentiveSpace<double, 3>;
template class behalf::LinearQuadratic<double, 3>;

namespace {

template <class Scalar>
Scalar everything_about_a_model() {
  using behalf::rows;
  using behalf::vec;
  const behalf::Agent<Scalar> agent{.name = "agent", .risk_aversion = Scalar(2)};
  const std::vector<behalf::Principal<Scalar>> people{
      {.name = "a", .objective = {vec<Scalar>({3, 1})}, .weight = Scalar(0.5)},
      {.name = "b", .objective = {vec<Scalar>({1, 3})}, .weight = Scalar(0.5)}};
  behalf::LinearQuadraticSpec<Scalar> spec = behalf::delegate_to(agent, people);
  spec.noise = combine(behalf::InformationSet<Scalar>{behalf::diagonal<Scalar>({1, 4})},
                       behalf::with_side_signals<Scalar>(behalf::diagonal<Scalar>({1, 1, 1}), 2));
  const behalf::LinearQuadratic<Scalar> model{spec};
  const behalf::Attribution<Scalar> why = behalf::attribute(model).value();
  const behalf::Vector<Scalar> game = vec<Scalar>({0, 1, 2, 4});
  const std::vector<behalf::JuryClass<Scalar>> jury{{vec<Scalar>({0.25, 0.5}), Scalar(0.25)}};
  const auto rows_of = [](const behalf::LinearQuadraticSpec<Scalar>& whole) {
    const behalf::PopulationStudy study{whole, {.generality = {1, 2}, .scope = {1, 2}, .diversity = {1, Scalar(0.5)}}};
    std::vector<behalf::ScalingRow<Scalar>> all = behalf::merge_shards(study, {behalf::run(study).value()});
    typename behalf::PopulationStudy<Scalar>::Workspace room;
    for (const auto& row : all) CHECK(behalf::row_fault(study, row, room) == "");
    return all;
  };
  const auto points = rows_of(spec);
  using Spec = behalf::LinearQuadraticSpec<Scalar>;
  const std::vector<behalf::Lever<Spec>> levers{behalf::EvaluateLevers<Spec>::audit({0}, Scalar(2), 1),
                                                behalf::ContestLevers<Spec>::appeal(1, Scalar(0.5), 2)};
  const behalf::Matrix<Scalar> pair = rows<Scalar>({{1, 0.25}, {0.25, 1}});
  return summarise(why, behalf::WeightedMean{}) + summarise(why, behalf::WorstOff{}) +
         summarise(why, behalf::Quantile{0.5}) + summarise(why, behalf::ShareWithin{1}) +
         behalf::verdict(why, Scalar(100)).share.value_or(Scalar(0)) + behalf::shapley_values(game).sum() +
         behalf::harsanyi_dividends(game)(3) + behalf::interaction_index(game, 3U) + behalf::gap(model).value()(0) -
         model.transmission(behalf::AxisSet::all()).trace() +
         behalf::jury_accuracy(jury, behalf::ErrorModel::common_shock).majority_right +
         behalf::jury_accuracy(jury.front().error_rates, pair).value().unanimous + behalf::mean_correlation(pair) +
         behalf::error_counts(jury, behalf::ErrorModel::beta_binomial)(0) + behalf::effective_number(jury) +
         portfolio(spec, levers, behalf::WorstOff{}).value().value +
         cost_frontier(spec, levers, behalf::WeightedMean{}, {.budget = Scalar(2)}).value().points.back().value +
         cheapest_portfolio(spec, levers, {.tolerances = {Scalar(100), {}}}).value().portfolio.cost +
         tuned_portfolio(spec, levers, behalf::WeightedMean{}, {.starts = 1}).value().value +
         lever_interactions(spec, levers, behalf::WorstOff{}).value()(0, 1) +
         cross_effects(spec, levers).value().front().slope->gap(0) + points.back().gap.value +
         Scalar(behalf::elasticities(points)[0].value->value) +
         Scalar(behalf::power_laws(points, behalf::ScalingAxis::scope)[0].law.exponent) +
         Scalar(static_cast<int>(behalf::frontier(points, 100)[0].generality)) +
         Scalar(static_cast<int>(behalf::not_monotone(points).size()));
}

}  // namespace

TEST_SUITE("instantiation") {
  TEST_CASE("every function gives the same answer in float and in double") {
    const double expected = everything_about_a_model<double>();
    CHECK(expected > 0);
    CHECK(everything_about_a_model<float>() == doctest::Approx(expected).epsilon(1e-5));
  }
}
