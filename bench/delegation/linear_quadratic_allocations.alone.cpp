// Counts heap allocations of lattice and attribution with reused room; Eigen allocates with malloc, which the linker wraps.
// Exits with 1 when the fixed-size path allocates at all.

#include "model.hpp"

#include <behalf/delegation/linear_quadratic/model.hpp>
#include <behalf/gap/attribution.hpp>

#include <cstddef>
#include <cstdio>

namespace {
std::size_t allocations = 0;

template <int Dim>
std::size_t allocations_of_a_thousand() {
  const behalf::LinearQuadratic<double, Dim> model{bench::full_spec(8, 16)};
  typename behalf::LinearQuadratic<double, Dim>::Workspace workspace;
  behalf::Lattice<> lattice;
  behalf::Attribution<> attribution;
  const auto once = [&] {
    (void)model.lattice_into(lattice, workspace);
    attribution.assign(lattice);
  };
  once();
  const std::size_t before = allocations;
  for (int k = 0; k < 1000; ++k) once();
  return allocations - before;
}
}  // namespace

extern "C" {
void* __real_malloc(std::size_t size);   // NOLINT: the names the linker gives
void* __wrap_malloc(std::size_t size);   // NOLINT
void* __wrap_malloc(std::size_t size) {  // NOLINT
  ++allocations;
  return __real_malloc(size);
}
}

int main() {
  const std::size_t start = allocations;
  static behalf::Vector<> probe;  // of a variable that nobody else sees the compiler would leave the allocation out
  probe.setZero(100);
  if (allocations == start) {
    std::puts("allocations are not counted: link with -Wl,--wrap=malloc");
    return 1;
  }
  const std::size_t fixed = allocations_of_a_thousand<8>();
  const std::size_t dynamic = allocations_of_a_thousand<Eigen::Dynamic>();
  std::printf("allocations in 1000 lattices with attribution: fixed d = 8: %zu, dynamic d: %zu\n", fixed, dynamic);
  return fixed == 0 ? 0 : 1;
}
