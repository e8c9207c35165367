// A lever that mends one axis and worsens another, found among small random models: which is neither rare nor a mistake.

#include <behalf/behalf.hpp>

#include <array>
#include <cstdint>
#include <iostream>
#include <string>
#include <vector>

namespace {

using Spec = behalf::LinearQuadraticSpec<>;

/// Two groups want different things of two attributes; both are measured together, and seen with noise.
Spec random_model(std::uint64_t number) {
  behalf::RandomStream random{2026, number};
  const auto level = [&random] { return 0.25 * random.below(9); };
  Spec spec;
  spec.values = behalf::rows({{level(), level()}, {level(), level()}});
  spec.weights = behalf::vec({0.7, 0.3});
  spec.names = {"urban users", "rural users"};
  spec.metrics = behalf::rows({{1, 0.25 + level()}});
  spec.noise = behalf::diagonal({0.25 + level(), 0.25 + level()});
  spec.taste = behalf::vec({0.25 * level(), 0});
  return spec;
}

std::vector<behalf::Lever<Spec>> levers() {
  return {behalf::EvaluateLevers<Spec>::audit({0}, 4), behalf::EvaluateLevers<Spec>::transparency(4),
          behalf::SetLevers<Spec>::redesign_metrics(behalf::rows({{1, 0}, {0, 1}})),
          behalf::ContestLevers<Spec>::liability({.parties = {{1, 0.5}}}), behalf::ContestLevers<Spec>::appeal(1, 0.5)};
}

}  // namespace

int main() {
  constexpr std::uint64_t models = 1000;
  std::array<int, 5> crossed{};
  std::array<int, 5> hurtful{};
  double most = 0;
  std::uint64_t found = 0;
  for (std::uint64_t number = 0; number < models; ++number) {
    const auto effects = behalf::cross_effects(random_model(number), levers()).value();
    for (std::size_t k = 0; k < effects.size(); ++k) {
      if (!effects[k].mends().empty() && !effects[k].worsens().empty()) ++crossed.at(k);
      if (!effects[k].hurts().empty()) ++hurtful.at(k);
    }
    const double worse = effects[0].mean_change->shapley(behalf::Axis::objectives, 0);
    if (worse > most && effects[0].mean_change->gap(0) > 0) {
      most = worse;
      found = number;
    }
  }
  std::cout << "of " << models << " models  mends an axis and worsens another  raises somebody's gap\n";
  for (std::size_t k = 0; k < crossed.size(); ++k) {
    std::cout << levers()[k].name << ": " << crossed.at(k) << ", " << hurtful.at(k) << '\n';
  }

  const Spec spec = random_model(found);
  const Spec audited = pull(levers()[0], spec, 1.0);
  std::cout << "\nthe audit that worsens objectives most\n"
            << behalf::attribute(behalf::LinearQuadratic{spec}).value() << "\n\nthe same after it\n"
            << behalf::attribute(behalf::LinearQuadratic{audited}).value() << "\n\n";
  const auto effects = behalf::cross_effects(spec, levers()).value();
  for (const auto& effect : effects) std::cout << to_text(effect) << '\n';
}
