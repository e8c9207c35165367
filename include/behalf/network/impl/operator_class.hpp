#ifndef BEHALF_NETWORK_IMPL_OPERATOR_CLASS_HPP
#define BEHALF_NETWORK_IMPL_OPERATOR_CLASS_HPP

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

namespace behalf {

/// Delegations that share one operator: by the same terms, to agents of the same type with as many bargainers.
struct OperatorClass {
  std::uint32_t terms = 0;
  std::uint32_t type = 0;
  std::uint32_t bargainers = 1;  ///< n': distinct delegators with a positive share, or 1 when they bargain as one.
  friend bool operator==(const OperatorClass&, const OperatorClass&) = default;
};

namespace internal {

/// Numbers operator classes in the order in which they are met.
class OperatorClassNumbers {
public:
  [[nodiscard]] std::uint32_t number(const OperatorClass& one) {
    if (!classes_.empty() && one == classes_[last_]) return last_;
    const auto [entry, is_new] = known_.emplace(one, static_cast<std::uint32_t>(classes_.size()));
    if (is_new) classes_.push_back(one);
    last_ = entry->second;
    return last_;
  }
  /// All classes, by their numbers.
  [[nodiscard]] std::vector<OperatorClass> take() { return std::move(classes_); }

private:
  struct Hash {
    [[nodiscard]] std::size_t operator()(const OperatorClass& one) const noexcept {
      std::size_t h = one.terms;
      h = h * 0x9E3779B97F4A7C15U + one.type;
      return (h * 0x9E3779B97F4A7C15U + one.bargainers) * 0xBF58476D1CE4E5B9U;
    }
  };

  std::unordered_map<OperatorClass, std::uint32_t, Hash> known_;
  std::vector<OperatorClass> classes_;
  std::uint32_t last_ = 0;
};

}  // namespace internal

}  // namespace behalf

#endif  // BEHALF_NETWORK_IMPL_OPERATOR_CLASS_HPP
