#ifndef BEHALF_GAP_IMPL_EXTERN_PRINT_HPP
#define BEHALF_GAP_IMPL_EXTERN_PRINT_HPP

#include <behalf/gap/attribution.hpp>
#include <behalf/gap/print.hpp>

/// Tables of attributions of doubles compiled elsewhere: whoever includes this must be linked to what instantiates the list, such as
/// `behalf::models`.
#define BEHALF_GAP_PRINT(keyword)                                                       \
  namespace behalf {                                                                    \
  keyword template std::ostream& operator<<(std::ostream&, const Attribution<double>&); \
  keyword template std::ostream& operator<<(std::ostream&, const Warning<double>&);     \
  }

BEHALF_GAP_PRINT(extern)

#endif  // BEHALF_GAP_IMPL_EXTERN_PRINT_HPP
