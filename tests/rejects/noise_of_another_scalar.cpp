// rejects: could not convert|no viable conversion|cannot convert|no match|no viable overloaded
#include <behalf/delegation/linear_quadratic/description.hpp>

void ask(behalf::LinearQuadraticSpec<double>& spec) {
#ifdef BEHALF_ACCEPT
  spec.noise = behalf::diagonal<double>({1, 1});
#else
  spec.noise = behalf::diagonal<float>({1, 1});
#endif
}
