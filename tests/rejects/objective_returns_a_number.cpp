// rejects: constraints not satisfied|no matching|does not satisfy
#include <behalf/model/objective.hpp>

#include <string>

struct Slogan {
#ifdef BEHALF_ACCEPT
  double operator()(const behalf::Vector<>& action) const { return action.sum(); }
#else
  std::string operator()(const behalf::Vector<>&) const { return "be good"; }
#endif
};

template <behalf::Objective<behalf::Vector<>> Wants>
void pursue(const Wants&) {}

void ask() { pursue(Slogan{}); }
