#include <behalf/solve/random.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <set>
#include <vector>

namespace {

using behalf::RandomStream;
using Block = RandomStream::Block;

static_assert(std::uniform_random_bit_generator<RandomStream>);
// The generator can run in the compiler, so its known answers can be checked there too.
static_assert(RandomStream::philox({0, 0, 0, 0}, {0, 0})[0] == 0x6627e8d5U);

}  // namespace

TEST_SUITE("solve/random") {
  // salmon2011: the three vectors for philox4x32 with ten rounds in kat_vectors of the authors' Random123.
  TEST_CASE("Philox gives the published known answers") {
    CHECK(RandomStream::philox({0, 0, 0, 0}, {0, 0}) == Block{0x6627e8d5U, 0xe169c58dU, 0xbc57ac4cU, 0x9b00dbd8U});
    CHECK(RandomStream::philox({0xffffffffU, 0xffffffffU, 0xffffffffU, 0xffffffffU}, {0xffffffffU, 0xffffffffU}) ==
          Block{0x408f276dU, 0x41c83b0eU, 0xa20bc7c6U, 0x6d5451fdU});
    CHECK(RandomStream::philox({0x243f6a88U, 0x85a308d3U, 0x13198a2eU, 0x03707344U}, {0xa4093822U, 0x299f31d0U}) ==
          Block{0xd16cfe09U, 0x94fdccebU, 0x5001e420U, 0x24126ea1U});
  }

  TEST_CASE("a stream reads the blocks of its own counter under the key of its seed") {
    const std::uint64_t seed = 0x0123456789abcdefU;
    const std::uint64_t stream = 0xfedcba9876543210U;
    RandomStream random{seed, stream};
    for (std::uint32_t block = 0; block < 3; ++block) {
      const Block expected = RandomStream::philox({block, 0, 0x76543210U, 0xfedcba98U}, {0x89abcdefU, 0x01234567U});
      for (const std::uint32_t bits : expected) CHECK(random() == bits);
    }
  }

  TEST_CASE("the same seed and stream repeat bit for bit and any other pair does not") {
    const auto first_bits = [](std::uint64_t seed, std::uint64_t stream) {
      RandomStream random{seed, stream};
      std::array<std::uint32_t, 8> bits{};
      for (std::uint32_t& b : bits) b = random();
      return bits;
    };
    CHECK(first_bits(7, 9) == first_bits(7, 9));
    std::set<std::array<std::uint32_t, 8>> seen;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      for (std::uint64_t stream = 0; stream < 20; ++stream) seen.insert(first_bits(seed, stream));
    }
    seen.insert(first_bits(std::uint64_t{1} << 32U, 0));
    seen.insert(first_bits(0, std::uint64_t{1} << 32U));
    CHECK(seen.size() == 402);
  }

  TEST_CASE("a copy continues where the original stood") {
    RandomStream random{1, 2};
    for (int k = 0; k < 5; ++k) (void)random();
    RandomStream copy = random;
    for (int k = 0; k < 10; ++k) CHECK(copy() == random());
  }

  TEST_CASE("uniform numbers lie in the half open unit interval on a grid and have the right moments") {
    RandomStream random{3, 0};
    const int count = 200000;
    double sum = 0;
    double squares = 0;
    double least = 1;
    double most = 0;
    for (int k = 0; k < count; ++k) {
      const double x = random.uniform();
      REQUIRE(x >= 0);
      REQUIRE(x < 1);
      REQUIRE(x * 0x1p53 == std::floor(x * 0x1p53));
      sum += x;
      squares += x * x;
      least = std::min(least, x);
      most = std::max(most, x);
    }
    const double standard_error = std::sqrt(1.0 / 12 / count);
    CHECK(std::abs(sum / count - 0.5) < 4 * standard_error);
    CHECK(std::abs(squares / count - 1.0 / 3) < 4 * std::sqrt(4.0 / 45 / count));
    CHECK(least < 1e-3);
    CHECK(most > 0.999);
  }

  TEST_CASE("whole numbers below n are even over all of them") {
    for (const std::uint32_t n : {1U, 2U, 3U, 7U, 10U, 1000U}) {
      CAPTURE(n);
      RandomStream random{4, n};
      const int per_cell = 200;
      std::vector<int> counts(n, 0);
      for (std::uint32_t k = 0; k < n * per_cell; ++k) {
        const std::uint32_t x = random.below(n);
        REQUIRE(x < n);
        ++counts[x];
      }
      double chi_squared = 0;
      for (const int count : counts) chi_squared += (count - per_cell) * (count - per_cell) / double{per_cell};
      const double freedom = n - 1.0;
      CHECK(chi_squared <= freedom + 4 * std::sqrt(2 * freedom) + 4);
    }
  }

  TEST_CASE("a range that does not divide the number of bit patterns is drawn without bias") {
    // For n = 3·2^30 a plain multiplication would give every third number twice as often as the others.
    const std::uint32_t n = 3U << 30U;
    RandomStream random{5, 0};
    std::array<int, 3> counts{};
    const int draws = 30000;
    for (int k = 0; k < draws; ++k) ++counts[random.below(n) % 3];
    for (const int count : counts) CHECK(std::abs(count - draws / 3) < 4 * std::sqrt(draws * 2.0 / 9));
  }
}
