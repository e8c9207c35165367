#include "diagnose/d3code_figures.hpp"

#include <behalf/governance.hpp>
#include <behalf/model/population.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>

#include <algorithm>
#include <cstddef>
#include <iomanip>
#include <iostream>
#include <string>
#include <vector>

namespace {

/// The moral concerns of 4,309 people in 21 countries; a score from 1 to 5 becomes a value from −1 to 1.
behalf::Population<> countries() {
  std::vector<behalf::Group<>> groups;
  for (const d3code::Country& country : d3code::countries) {
    behalf::Group<> group{.name = std::string{country.name},
                          .weight = static_cast<double>(country.people),
                          .mean = behalf::Vector<>(6),
                          .covariance = behalf::Matrix<>(6, 6)};
    for (std::size_t i = 0; i < 6; ++i) {
      group.mean(static_cast<Eigen::Index>(i)) = (country.mean[i] - 3) / 2;
      for (std::size_t j = 0; j < 6; ++j) {
        group.covariance(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) = country.covariance_of(i, j) / 4;
      }
    }
    groups.push_back(group);
  }
  return behalf::Population<>{groups};
}

}  // namespace

int main() {
  const behalf::Population<> population = countries();
  const behalf::Constituency<> people = behalf::constituency_of(population);
  std::cout << "variants  mean gap  at least  of the floor removed  of what lies between countries\n";
  for (const Eigen::Index k : {1, 2, 3, 4, 6, 10, 21}) {
    const auto policy = behalf::pluralism(people, {.variants = k, .search = {.most_nodes = 4'000'000}}).value();
    std::cout << std::setw(8) << k << std::setw(10) << behalf::to_fixed(policy.mean_gap) << std::setw(10)
              << behalf::to_fixed(policy.lower_bound) << std::setw(22) << behalf::to_fixed(policy.share_removed(), 3)
              << std::setw(32) << behalf::to_fixed((policy.floor - policy.mean_gap) / (policy.floor - policy.within), 3)
              << (policy.exact ? "  the best there is" : "  the best found") << '\n';
  }
  const auto one = behalf::pluralism(people).value();
  const behalf::Vector<> relative = one.gaps.cwiseQuotient(one.stakes);
  Eigen::Index worst = 0;
  relative.maxCoeff(&worst);
  const auto name = [&](Eigen::Index i) { return population.groups()[static_cast<std::size_t>(i)].name; };
  std::cout << "\none policy for all: the average person is worse off than without it in";
  for (const Eigen::Index i : one.erased()) std::cout << ' ' << name(i);
  std::cout << "; least is left to " << name(worst) << ", whose gap is " << behalf::to_fixed(relative(worst), 3)
            << " of its stake\n";
  const double limit = 0.9;
  for (const Eigen::Index k : {1, 2}) {
    const auto safe = behalf::protect(people, {.rows = {worst}, .largest_relative_gap = limit}, {.variants = k});
    std::cout << "protected down to " << behalf::to_fixed(limit, 2) << " with " << k << " variant" << (k > 1 ? "s" : "")
              << ": ";
    if (safe) {
      std::cout << "mean gap " << behalf::to_fixed(safe.value().policy.mean_gap) << ", as if its "
                << behalf::to_fixed((*people.weights)(worst), 0) << " people were "
                << behalf::to_fixed((*people.weights)(worst) + safe.value().extra_weights(worst), 0) << '\n';
    } else {
      std::cout << to_text(safe.status()) << ' ' << safe.where() << '\n';
    }
  }
  std::cout
      << "\nA second variant removes three quarters of what lies between countries, and it makes protecting a minority "
         "far "
         "cheaper.\nBut most differences lie within countries: a policy for each of the 21 leaves 82 % of the floor.\n";
}
