#ifndef BEHALF_IO_KINDS_IMPL_KINDS_IPP
#define BEHALF_IO_KINDS_IMPL_KINDS_IPP

#include <behalf/io/kinds/kinds.hpp>
#include <behalf/io/kinds/linear_quadratic.hpp>
#include <behalf/io/kinds/network.hpp>

namespace behalf {

Kinds built_in_kinds() {
  return {
      &linear_quadratic_kind,
      &population_kind,
      &network_kind,
  };
}

}  // namespace behalf

#endif  // BEHALF_IO_KINDS_IMPL_KINDS_IPP
