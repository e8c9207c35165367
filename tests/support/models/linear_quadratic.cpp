#include "support/solve_linear_quadratic.hpp"

#include <behalf/delegation/linear_quadratic/model.hpp>
#include <behalf/gap/attribution.hpp>

behalf_test::Solved behalf_test::solve(const behalf::LinearQuadraticSpec<>& spec) {
  const behalf::LinearQuadratic<> model{spec};
  const behalf::Solution<behalf::Attribution<>> found = behalf::attribute(model);
  Solved result{found.value(), found.certificate(), {}, {}, {}};
  for (const behalf::AxisSet ideal : behalf::all_axis_sets) {
    result.incentives[ideal.index()] = model.incentives(ideal);
    result.actions[ideal.index()] = model.actions(ideal);
    result.transmission[ideal.index()] = model.transmission(ideal);
  }
  return result;
}
