#ifndef BEHALF_SOLVE_RANDOM_HPP
#define BEHALF_SOLVE_RANDOM_HPP

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numbers>

namespace behalf {

/// The fewest draws from whose spread a standard error says something: with fewer the spread itself is hardly known, and
/// twice the error of two draws covers the truth in 70 % of cases instead of 95 %.
inline constexpr unsigned fewest_draws = 32;

/// Random numbers that depend only on (seed, stream, position): every sample of a study has a stream of its own, so the
/// draws are the same for any number of threads, ranks or shards and any order of work.
///
/// The generator is Philox 4x32 with ten rounds. Satisfies `std::uniform_random_bit_generator` (32 bits a call).
/// Source: \cite salmon2011.
class RandomStream {
public:
  using result_type = std::uint32_t;
  using Block = std::array<std::uint32_t, 4>;
  using Key = std::array<std::uint32_t, 2>;

  RandomStream(std::uint64_t seed, std::uint64_t stream)
      : key_{low(seed), high(seed)}, counter_{0, 0, low(stream), high(stream)} {}

  [[nodiscard]] static constexpr result_type min() noexcept { return 0; }
  [[nodiscard]] static constexpr result_type max() noexcept { return std::numeric_limits<result_type>::max(); }

  /// The next 32 random bits.
  result_type operator()() noexcept {
    if (used_ == block_.size()) {
      block_ = philox(counter_, key_);
      if (++counter_[0] == 0) ++counter_[1];
      used_ = 0;
    }
    return block_[used_++];
  }

  /// A number uniform on [0, 1), a multiple of 2^-53.
  [[nodiscard]] double uniform() noexcept {
    const std::uint64_t bits = (std::uint64_t{(*this)()} << 32U) | (*this)();
    return static_cast<double>(bits >> 11U) * 0x1p-53;
  }

  /// A whole number uniform on 0, …, n − 1, without bias. Needs n > 0.
  [[nodiscard]] std::uint32_t below(std::uint32_t n) noexcept {
    // Lemire's rejection: the low half of bits·n is uneven only below 2^32 mod n.
    std::uint64_t product = std::uint64_t{(*this)()} * n;
    if (low(product) < n) {
      const std::uint32_t uneven = (0U - n) % n;
      while (low(product) < uneven) product = std::uint64_t{(*this)()} * n;
    }
    return high(product);
  }

  /// A number from the standard normal distribution, by the method of Box and Muller from two uniform ones; as
  /// portable as the standard library's log1p and cos. Source: \cite box1958.
  [[nodiscard]] double normal() noexcept {
    const double away = uniform(), turn = uniform();
    return std::sqrt(-2 * std::log1p(-away)) * std::cos(2 * std::numbers::pi * turn);
  }

  /// Ten rounds of Philox on one counter block.
  [[nodiscard]] static constexpr Block philox(Block counter, Key key) noexcept {
    for (int round = 0; round < 10; ++round) {
      const std::uint64_t first = std::uint64_t{0xD2511F53U} * counter[0];
      const std::uint64_t second = std::uint64_t{0xCD9E8D57U} * counter[2];
      counter = {high(second) ^ counter[1] ^ key[0], low(second), high(first) ^ counter[3] ^ key[1], low(first)};
      key[0] += 0x9E3779B9U;
      key[1] += 0xBB67AE85U;
    }
    return counter;
  }

private:
  [[nodiscard]] static constexpr std::uint32_t low(std::uint64_t x) noexcept { return static_cast<std::uint32_t>(x); }
  [[nodiscard]] static constexpr std::uint32_t high(std::uint64_t x) noexcept {
    return static_cast<std::uint32_t>(x >> 32U);
  }

  Key key_;
  Block counter_;
  Block block_{};
  std::size_t used_ = 4;
};

}  // namespace behalf

#endif  // BEHALF_SOLVE_RANDOM_HPP
