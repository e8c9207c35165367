#ifndef BEHALF_SOLVE_IMPL_ALIGNED_COLUMNS_HPP
#define BEHALF_SOLVE_IMPL_ALIGNED_COLUMNS_HPP

#include <Eigen/Core>

#include <cstddef>
#include <new>
#include <vector>

namespace behalf::internal {

/// Fetches the line of memory at an address ahead of its use, where the compiler can say so.
inline void prefetch([[maybe_unused]] const void* address) noexcept {
#if defined(__GNUC__)
  __builtin_prefetch(address);
#endif
}

/// Memory that begins where a line of the cache begins, so that a column of eight doubles is one line and not parts of two.
template <class T>
struct LineAllocator {
  using value_type = T;
  static constexpr std::size_t line = alignof(T) > 64 ? alignof(T) : 64;

  LineAllocator() = default;
  template <class U>
  LineAllocator(const LineAllocator<U>&) noexcept {}  // NOLINT: allocators convert

  [[nodiscard]] T* allocate(std::size_t n) {
    return static_cast<T*>(::operator new(n * sizeof(T), std::align_val_t{line}));
  }
  void deallocate(T* at, std::size_t) noexcept { ::operator delete(at, std::align_val_t{line}); }
  friend bool operator==(const LineAllocator&, const LineAllocator&) noexcept { return true; }
};

/// Columns of numbers, one for each of many things that are read in no order.
template <class Scalar>
class AlignedColumns {
public:
  /// Room for `columns` columns of `rows` zeros; allocates only when it grows.
  void set_zero(Eigen::Index rows, Eigen::Index columns) {
    rows_ = rows;
    numbers_.assign(static_cast<std::size_t>(rows * columns), Scalar(0));
  }
  [[nodiscard]] Scalar* column(std::size_t k) noexcept { return numbers_.data() + k * static_cast<std::size_t>(rows_); }
  [[nodiscard]] const Scalar* column(std::size_t k) const noexcept {
    return numbers_.data() + k * static_cast<std::size_t>(rows_);
  }
  [[nodiscard]] Eigen::Index rows() const noexcept { return rows_; }
  [[nodiscard]] std::size_t bytes() const noexcept { return numbers_.capacity() * sizeof(Scalar); }

private:
  std::vector<Scalar, LineAllocator<Scalar>> numbers_;
  Eigen::Index rows_ = 0;
};

}  // namespace behalf::internal

#endif  // BEHALF_SOLVE_IMPL_ALIGNED_COLUMNS_HPP
