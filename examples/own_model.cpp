#include <behalf/behalf.hpp>

#include <iomanip>
#include <iostream>

/// Somebody else's model: an assistant answers one kind of question out of g for s communities. It knows their answers on
/// a scale, all of whose spread grows with δ, copies a popular proxy, is checked now and then, and gives one answer to all.
struct Assistant {
  using Scalar = double;
  Eigen::Index kinds, communities;
  double diversity;

  behalf::Solution<behalf::Vector<>> regret(behalf::AxisSet ideal) const {
    behalf::Vector<> result(communities);
    for (Eigen::Index i = 0; i < communities; ++i) {
      const double apart = ideal.contains(behalf::Axis::principals) ? 0 : wants(i) - wants(communities / 2);
      const double proxy = ideal.contains(behalf::Axis::objectives) ? 0 : 0.3;
      const double unseen = ideal.contains(behalf::Axis::information) ? 0 : 0.1 * static_cast<double>(kinds);
      result(i) = (apart + proxy) * (apart + proxy) + unseen * (1 + proxy);  // what is not seen feeds the proxy
    }
    return {result, behalf::Certificate{}};
  }
  behalf::Vector<> stakes() const { return behalf::Vector<>::Constant(communities, 4); }
  behalf::Vector<> weights() const { return behalf::Vector<>::Ones(communities); }
  double wants(Eigen::Index i) const { return diversity * static_cast<double>(i) / 4; }
};

int main() {
  const Assistant assistant{2, 3, 1};
  for (const behalf::BrokenLaw& broken : behalf::check_model(assistant)) std::cerr << to_text(broken) << '\n';
  std::cout << std::fixed << std::setprecision(4) << behalf::attribute(assistant).value() << '\n';

  const behalf::FamilyStudy study{
      "assistant",
      [](Eigen::Index g, Eigen::Index s, double delta) {
        return Assistant{g, s, delta};
      },
      behalf::ScalingPlan<>{.generality = {1, 2, 4, 8}, .scope = {1, 2, 4, 8}, .diversity = {1}}};
  const auto rows = behalf::run(study).value().rows;
  std::cout << "gap of the weighted mean\n generality \\ scope      1       2       4       8\n";
  for (const auto& row : rows) {
    if (row.at.scope == 1) std::cout << std::setw(18) << row.at.generality;
    std::cout << std::setw(8) << behalf::to_fixed(row.gap.value) << (row.at.scope == 8 ? "\n" : "");
  }
  for (const behalf::FrontierPoint& point : behalf::frontier(rows, 0.5)) {
    std::cout << "scope " << point.scope << ": up to " << point.generality << " kinds of questions stay within 0.5\n";
  }
  for (const auto& fall : behalf::not_monotone(rows)) {
    std::cout << "easier from " << to_text(rows[fall.from].at) << " to " << to_text(rows[fall.to].at) << '\n';
  }
  const behalf::PowerLaw law = behalf::power_laws(rows, behalf::ScalingAxis::generality).front().law;
  std::cout << "for one community the gap grows as generality to the power " << behalf::to_fixed(law.exponent)
            << ", which misses by up to " << behalf::to_fixed(100 * law.largest_miss, 1) << " %\n";
}
