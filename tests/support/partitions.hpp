#ifndef BEHALF_TESTS_SUPPORT_PARTITIONS_HPP
#define BEHALF_TESTS_SUPPORT_PARTITIONS_HPP

#include <Eigen/Core>

#include <cstddef>
#include <vector>

namespace behalf_test {

/// Calls f with every way to put n things into at most k unnamed boxes.
template <class Function>
void for_each_partition(Eigen::Index n, Eigen::Index k, const Function& f) {
  std::vector<Eigen::Index> box(static_cast<std::size_t>(n), 0);
  const auto fill = [&](const auto& self, std::size_t i, Eigen::Index used) -> void {
    if (i == box.size()) return f(box);
    for (Eigen::Index c = 0; c < k && c <= used; ++c) {
      box[i] = c;
      self(self, i + 1, c == used ? used + 1 : used);
    }
  };
  fill(fill, 0, 0);
}

}  // namespace behalf_test

#endif  // BEHALF_TESTS_SUPPORT_PARTITIONS_HPP
