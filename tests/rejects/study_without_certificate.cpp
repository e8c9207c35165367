// rejects: RunnableStudy|constraints not satisfied
#include <behalf/scaling/shard.hpp>

struct Study {
  using Scalar = double;
  struct Workspace {};
  const behalf::ScalingPlan<>& plan() const { return plan_; }
  std::size_t size() const { return 0; }
  std::uint64_t fingerprint() const { return 0; }
  bool is_exact(std::size_t) const { return true; }
  std::uint64_t subsets(std::size_t) const { return 1; }
  behalf::LatticeOutcome row_into(std::size_t, behalf::ScalingRow<>&, Workspace&, behalf::Certificate*) const {
    return {};
  }
#ifdef BEHALF_ACCEPT
  behalf::Certificate certificate(std::size_t) const { return {}; }
#endif
  behalf::ScalingPlan<> plan_;
};

std::size_t ask() { return behalf::run(Study{}).value().rows.size(); }
