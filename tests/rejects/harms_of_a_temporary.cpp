// rejects: deleted
#include <behalf/network/harm.hpp>

#include <utility>

// Harms refer to their network, which must still be there when they are asked for.
#ifdef BEHALF_ACCEPT
using Asked = const behalf::Network<>&;
#else
using Asked = behalf::Network<>;
#endif
using Found = decltype(behalf::harms(std::declval<Asked>(), behalf::WeightedMean{}));
