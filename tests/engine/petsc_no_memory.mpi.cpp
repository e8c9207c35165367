// A rank without memory: each allocation of a network that grows with its part fails once, on each rank in turn, and all
// ranks throw the same. Linked with malloc wrapped, which is what Eigen allocates by.

#include "support/petsc_program.hpp"

#include <behalf/engine/petsc/calls.hpp>
#include <behalf/engine/petsc/harm.hpp>
#include <behalf/engine/petsc/network.hpp>
#include <behalf/engine/petsc/part.hpp>
#include <behalf/gap/welfare.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/network/network_data.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdlib>
#include <new>
#include <string>
#include <utility>

namespace {

/// What takes at least so many bytes grows with the agents or delegations of the networks here.
constexpr std::size_t large = 1024;
/// The number of large allocations until one fails; 0: none does.
std::size_t until_failure = 0;

bool fails(std::size_t size) {
  if (size < large || until_failure == 0) return false;
  return --until_failure == 0;
}

}  // namespace

extern "C" {
// NOLINTBEGIN(bugprone-reserved-identifier): these are the linker's names
void* __real_malloc(std::size_t size);
void* __wrap_malloc(std::size_t size);
void* __wrap_malloc(std::size_t size) { return fails(size) ? nullptr : __real_malloc(size); }
// NOLINTEND(bugprone-reserved-identifier)
}

// Inlined alone, one of them would look to the compiler as if it did not go with the other.
[[gnu::noinline]] void* operator new(std::size_t size) {
  if (void* const memory = std::malloc(size)) return memory;
  throw std::bad_alloc{};
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace {

/// What a network and its harms end with when on one rank this large allocation fails: "done", or what is thrown.
std::string end_of(behalf::PetscPart part, std::size_t failing) {
  std::string result = "done";
  until_failure = failing;
  try {
    const behalf::PetscNetwork network{PETSC_COMM_WORLD, std::move(part)};
    for (const behalf::AxisSet ideal : {behalf::AxisSet::none(), behalf::AxisSet::none() | behalf::Axis::principals}) {
      if (!network.regret(ideal)) result = "no regret";
    }
    if (!network.motivations()) result = "no motivations";
    if (!behalf::harms(network, behalf::WeightedMean{})) result = "no harms";
  } catch (const behalf::PetscFailure& failure) {
    result = failure.what();
  }
  return result;
}

}  // namespace

TEST_SUITE("engine/petsc_no_memory") {
  TEST_CASE("whatever a rank cannot allocate, all ranks throw the same") {
    const behalf::NetworkData<> data = behalf_test::large_network(600, 3'000, 2, true);
    for (int at = 0; at < behalf_test::all_ranks(); ++at) {
      CAPTURE(at);
      const std::string expected = "PetscNetwork: rank " + std::to_string(at) + ": out of memory";
      // Every one on the first rank, some on the others, which do the same.
      const std::size_t step = at == 0 ? 1 : 7;
      std::size_t failing = static_cast<std::size_t>(at) + 1;
      for (bool over = false; !over; failing += step) {
        CAPTURE(failing);
        const bool mine = at == behalf_test::this_rank();
        const std::string end = end_of(behalf_test::own_part(data), mine ? failing : 0);
        over = behalf_test::over_ranks(static_cast<double>(until_failure)) > 0;
        until_failure = 0;
        CHECK(end == (over ? "done" : expected));
        CHECK(behalf_test::is_everywhere(end));
        REQUIRE(failing < 2000);
      }
      CHECK(failing > 100);
    }
  }
}
