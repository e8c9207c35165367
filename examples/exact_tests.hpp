#ifndef BEHALF_EXAMPLES_EXACT_TESTS_HPP
#define BEHALF_EXAMPLES_EXACT_TESTS_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

/// P(at least `hits` of independent events of these chances happen), exactly.
[[nodiscard]] inline double at_least(std::size_t hits, const std::vector<double>& chances) {
  std::vector<double> probability(chances.size() + 1);
  probability[0] = 1;
  for (const double chance : chances) {
    for (std::size_t k = chances.size(); k > 0; --k) probability[k] += chance * (probability[k - 1] - probability[k]);
    probability[0] *= 1 - chance;
  }
  double sum = 0;
  for (std::size_t k = hits; k < probability.size(); ++k) sum += probability[k];
  return sum;
}

/// The sign test: how likely two rules that are equally good differ at least so much where one alone is right.
[[nodiscard]] inline double sign_test(std::size_t first_alone, std::size_t second_alone) {
  const std::vector<double> even(first_alone + second_alone, 0.5);
  return std::min(1., 2 * at_least(std::max(first_alone, second_alone), even));
}

/// Wilson's interval of 95 % for a rate of which `hits` of `n` were seen.
[[nodiscard]] inline std::pair<double, double> wilson(std::size_t hits, std::size_t tries) {
  constexpr double z = 1.959963984540054;
  const double x = static_cast<double>(hits);
  const double n = static_cast<double>(tries);
  const double centre = (x + z * z / 2) / (n + z * z);
  const double half = z / (n + z * z) * std::sqrt(x * (n - x) / n + z * z / 4);
  return {centre - half, centre + half};
}

#endif  // BEHALF_EXAMPLES_EXACT_TESTS_HPP
