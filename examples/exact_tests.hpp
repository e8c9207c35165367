#ifndef BEHALF_EXAMPLES_EXACT_TESTS_HPP
#define BEHALF_EXAMPLES_EXACT_TESTS_HPP

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
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
  return std::min(1., sum);
}

/// The sign test: how likely two rules that are equally good differ at least so much where one alone is right.
[[nodiscard]] inline double sign_test(std::size_t first_alone, std::size_t second_alone) {
  const std::size_t more = std::max(first_alone, second_alone);
  if (more == 0) return 1;
  const boost::math::binomial even{static_cast<double>(first_alone + second_alone), 0.5};
  return std::min(1., 2 * boost::math::cdf(boost::math::complement(even, static_cast<double>(more) - 1)));
}

/// The exact interval of Clopper and Pearson for a rate of which `hits` of `tries` were seen: it covers the rate with at
/// least this confidence.
[[nodiscard]] inline std::pair<double, double> exact_interval(std::size_t hits, std::size_t tries,
                                                              double confidence = 0.95) {
  const double x = static_cast<double>(hits);
  const double n = static_cast<double>(tries);
  const double beyond = (1 - confidence) / 2;
  return {boost::math::binomial::find_lower_bound_on_p(n, x, beyond),
          boost::math::binomial::find_upper_bound_on_p(n, x, beyond)};
}

/// How many standard errors to either side an interval of 95 % reaches.
[[nodiscard]] inline double two_sided_z() { return boost::math::quantile(boost::math::normal{}, 0.975); }

/// The probabilities of several tests corrected for their number (Holm's method): where no effect is real, one of them or
/// more is at most 0.05 with probability at most 0.05, however the tests hang together.
[[nodiscard]] inline std::vector<double> holm(const std::vector<double>& probabilities) {
  std::vector<std::size_t> order(probabilities.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return probabilities[a] < probabilities[b]; });
  std::vector<double> corrected(probabilities.size());
  double largest = 0;
  for (std::size_t k = 0; k < order.size(); ++k) {
    largest = std::max(largest, static_cast<double>(order.size() - k) * probabilities[order[k]]);
    corrected[order[k]] = std::min(1., largest);
  }
  return corrected;
}

#endif  // BEHALF_EXAMPLES_EXACT_TESTS_HPP
