#include <behalf/scaling/population/subset.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <set>

using behalf::internal::choose;
using behalf::internal::Subset;

TEST_SUITE("scaling/subset") {
  TEST_CASE("subsets are counted, up to the largest number there is") {
    CHECK(choose(6, 3) == 20);
    CHECK(choose(21, 10) == 352716);
    CHECK(choose(21, 21) == 1);
    CHECK(choose(5, 0) == 1);
    CHECK(choose(60, 30) == 118264581564861424U);
    CHECK(choose(1000, 500) == std::numeric_limits<std::uint64_t>::max());
    CHECK(behalf::internal::saturating_product(1U << 20U, 1U << 20U) == std::uint64_t{1} << 40U);
    CHECK(behalf::internal::saturating_product(std::uint64_t{1} << 40U, std::uint64_t{1} << 30U) ==
          std::numeric_limits<std::uint64_t>::max());
  }

  TEST_CASE("enumeration visits every subset once, ascending") {
    for (Eigen::Index n = 1; n <= 8; ++n) {
      for (Eigen::Index k = 1; k <= n; ++k) {
        std::set<Subset> seen;
        Subset subset;
        Subset before;
        behalf::internal::first_subset(subset, k);
        do {
          CHECK(std::is_sorted(subset.begin(), subset.end()));
          CHECK(before < subset);
          CHECK(subset.back() < n);
          seen.insert(subset);
          before = subset;
        } while (behalf::internal::next_subset(subset, n));
        CHECK(seen.size() == choose(n, k));
      }
    }
  }

  TEST_CASE("every subset is drawn as often, and a draw depends on its random numbers alone") {
    behalf::internal::SubsetDraw draw{5};
    for (Eigen::Index k = 1; k <= 5; ++k) {
      std::map<Subset, int> counts;
      constexpr int draws = 20000;
      Subset subset;
      for (int i = 0; i < draws; ++i) {
        behalf::RandomStream random{7, static_cast<std::uint64_t>(i)};
        draw(random, k, subset);
        if (i % 1000 == 0) {
          behalf::RandomStream again{7, static_cast<std::uint64_t>(i)};
          Subset other;
          behalf::internal::SubsetDraw{5}(again, k, other);
          CHECK(other == subset);
        }
        std::sort(subset.begin(), subset.end());
        ++counts[subset];
      }
      const double cells = static_cast<double>(choose(5, k));
      CHECK(counts.size() == choose(5, k));
      double chi_square = 0;
      for (const auto& [members, count] : counts) {
        CHECK(std::adjacent_find(members.begin(), members.end()) == members.end());
        chi_square += (count - draws / cells) * (count - draws / cells) / (draws / cells);
      }
      CHECK(chi_square < 30);  // at most 9 degrees of freedom: exceeded once in 2000
    }
  }
}
