// rejects: Welfare
#include <behalf/gap/welfare.hpp>

struct Largest {
#ifdef BEHALF_ACCEPT
  double operator()(const behalf::Vector<>& gaps, const behalf::Vector<>&) const { return gaps.maxCoeff(); }
#else
  double operator()(const behalf::Vector<>& gaps) const { return gaps.maxCoeff(); }
#endif
};

double ask(const behalf::Attribution<double>& attribution) { return summarise(attribution, Largest{}); }
