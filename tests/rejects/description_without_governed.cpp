// rejects: constraints not satisfied|does not satisfy .Governable
#include <behalf/governance/levers/cross_effects.hpp>

#include <cstddef>
#include <vector>

struct Panel {
  using Scalar = double;
};
struct PanelModel {
  using Scalar = double;
  [[nodiscard]] behalf::Solution<behalf::Vector<>> regret(behalf::AxisSet) const {
    return {behalf::vec({0}), behalf::Certificate{}};
  }
  [[nodiscard]] behalf::Vector<> stakes() const { return behalf::vec({1}); }
  [[nodiscard]] behalf::Vector<> weights() const { return behalf::vec({1}); }
};

// Nobody has said how a panel is solved.
#ifdef BEHALF_ACCEPT
template <>
struct behalf::Governed<Panel> {
  static PanelModel model(const Panel&) { return {}; }
};
#endif
std::size_t ask(const Panel& panel, const std::vector<behalf::Lever<Panel>>& levers) {
  return behalf::cross_effects(panel, levers).value().size();
}
