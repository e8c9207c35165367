// rejects: DelegationModel
#include <behalf/gap/attribution.hpp>

struct Model {
  using Scalar = double;
#ifdef BEHALF_ACCEPT
  behalf::Solution<behalf::Vector<>> regret(behalf::AxisSet) const {
    return {behalf::Vector<>(behalf::Vector<>::Zero(1)), behalf::Certificate{}};
  }
#endif
  behalf::Vector<> stakes() const { return behalf::Vector<>::Ones(1); }
  behalf::Vector<> weights() const { return behalf::Vector<>::Ones(1); }
};

double ask() { return behalf::attribute(Model{}).value().gap(0); }
