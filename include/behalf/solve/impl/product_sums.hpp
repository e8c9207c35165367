#ifndef BEHALF_SOLVE_IMPL_PRODUCT_SUMS_HPP
#define BEHALF_SOLVE_IMPL_PRODUCT_SUMS_HPP

#include <behalf/solve/impl/aligned_columns.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <array>
#include <cstddef>
#include <type_traits>
#include <vector>

namespace behalf::internal {

/// A number of things as a scalar; exact up to 2^53 where the scalar type is at least as fine as double.
template <class Scalar>
[[nodiscard]] Scalar as_scalar(Eigen::Index count) {
  return Scalar(static_cast<double>(count));
}

/// How many numbers one register of the target holds, read off the alignment that Eigen gives its arrays.
template <class Scalar>
[[nodiscard]] constexpr Eigen::Index register_width() noexcept {
  if constexpr (std::is_floating_point_v<Scalar>) {
    constexpr std::size_t width =
        alignof(Eigen::Array<Scalar, static_cast<int>(64 / sizeof(Scalar)), 1>) / sizeof(Scalar);
    return width > 1 ? static_cast<Eigen::Index>(width) : 1;
  } else {
    return 1;
  }
}

/// Sums of y and of the products y yᵀ over rows y = x − shift of d numbers, the shift chosen beforehand.
///
/// Columns go in groups of three: the running sums of a group, or of two groups with each other, fit the sixteen
/// registers of the baseline x86-64, so nothing is spilled. 96 rows are read at a time; what a group needs of earlier
/// groups comes from a shifted copy in the first-level cache, and all passes over these rows share in fetching the next.
/// Each 96 rows are summed by themselves first, so that rounding errors grow with 96 and n / 96 and not with n.
/// `restart` comes before the first `add`.
template <class Scalar>
class ProductSums {
public:
  explicit ProductSums(Eigen::Index dimension)
      : dimension_{dimension},
        groups_{(dimension + 2) / 3},
        shift_(static_cast<std::size_t>(3 * groups_), Packet::Zero()),
        sums_(shift_.size()),
        products_(static_cast<std::size_t>(9 * (groups_ * (groups_ + 1) / 2))),
        shifted_(static_cast<std::size_t>(3 * groups_ * stride)),
        last_(static_cast<std::size_t>(width * dimension)) {}

  /// Forgets all rows; the next ones are shifted by this vector (d).
  template <class Shift>
  void restart(const Shift& shift) {
    for (Eigen::Index j = 0; j < dimension_; ++j) shift_[static_cast<std::size_t>(j)] = Packet::Constant(shift(j));
    std::fill(sums_.begin(), sums_.end(), Packet::Zero());
    std::fill(products_.begin(), products_.end(), Packet::Zero());
  }

  /// Adds `size` rows, the first at `rows`; consecutive rows are `row_step` numbers apart, consecutive columns
  /// `column_step`. Either row_step is 1, or column_step is 1 and row_step >= d. Of the `available` >= size rows at that
  /// place, those after the first `size` are fetched ahead but not read.
  void add(const Scalar* rows, Eigen::Index size, Eigen::Index available, Eigen::Index row_step,
           Eigen::Index column_step) {
    const Eigen::Index whole = size - size % width;
    for (Eigen::Index first = 0; first < whole; first += fetched_rows) {
      const Eigen::Index packets = std::min(fetched_rows, whole - first) / width;
      const Eigen::Index ahead = std::max(std::min(first + fetched_rows, available - fetched_rows), Eigen::Index{0});
      const Scalar* const next = rows + ahead * row_step;
      if (row_step == 1) {
        add_packets<true>({rows + first, 1, column_step}, {next, column_step}, packets);
      } else {
        add_packets<false>({rows + first * row_step, row_step, 1}, {next, packets * width}, packets);
      }
    }
    if (whole < size) add_last(rows + whole * row_step, size - whole, row_step, column_step);
  }

  /// The sum of y_j.
  [[nodiscard]] Scalar sum(Eigen::Index j) const { return sums_[static_cast<std::size_t>(j)].sum(); }
  /// The sum of y_i y_j. Needs i >= j.
  [[nodiscard]] Scalar product(Eigen::Index i, Eigen::Index j) const {
    return products_[static_cast<std::size_t>(9 * pair_of(i / 3, j / 3) + 3 * (i % 3) + j % 3)].sum();
  }

private:
  static constexpr Eigen::Index width = register_width<Scalar>();
  static constexpr Eigen::Index fetched_rows = 96;
  static constexpr Eigen::Index stride = fetched_rows / width + 1;  // one more, so that columns spread over cache sets
  using Packet = Eigen::Array<Scalar, static_cast<int>(width), 1>;

  /// The rows at hand, or one column of them.
  struct Source {
    const Scalar* rows;
    Eigen::Index row_step;
    Eigen::Index column_step;

    [[nodiscard]] Source column(Eigen::Index j) const { return {rows + j * column_step, row_step, column_step}; }
    template <bool contiguous>
    [[nodiscard]] Packet read(Eigen::Index packet) const {
      if constexpr (contiguous) {
        return Eigen::Map<const Packet>{rows + packet * width};
      } else {
        return Eigen::Map<const Packet, 0, Eigen::InnerStride<>>{rows + packet * width * row_step,
                                                                 Eigen::InnerStride<>{row_step}};
      }
    }
  };

  /// Two stretches of the next rows, fetched along with a pass over the rows at hand.
  struct Stretches {
    const Scalar* one;
    const Scalar* other;
    void fetch(Eigen::Index packet) const {
      if constexpr (width > 1) {
        prefetch(one + packet * width);
        prefetch(other + packet * width);
      }
    }
  };

  /// The next rows in as many stretches as there are columns.
  struct Next {
    const Scalar* rows;
    Eigen::Index step;
  };

  /// The number of a pair of groups, other <= group, in the order of a lower triangle.
  [[nodiscard]] static Eigen::Index pair_of(Eigen::Index group, Eigen::Index other) {
    return group * (group + 1) / 2 + other;
  }
  [[nodiscard]] Packet* tile_of(Eigen::Index group, Eigen::Index other) {
    return products_.data() + 9 * pair_of(group, other);
  }

  /// Fewer rows than a register holds are filled up with the shift, which adds nothing.
  void add_last(const Scalar* rows, Eigen::Index size, Eigen::Index row_step, Eigen::Index column_step) {
    for (Eigen::Index j = 0; j < dimension_; ++j) {
      for (Eigen::Index k = 0; k < width; ++k) {
        last_[static_cast<std::size_t>(j * width + k)] =
            k < size ? rows[k * row_step + j * column_step] : shift_[static_cast<std::size_t>(j)](0);
      }
    }
    add_packets<true>({last_.data(), 1, width}, {last_.data(), width}, 1);
  }

  template <bool contiguous>
  void add_packets(const Source& source, const Next& next, Eigen::Index packets) {
    for (Eigen::Index group = 0; group < groups_; ++group) {
      switch (dimension_ - 3 * group) {
        case 1: add_group<contiguous, 1>(source.column(3 * group), next, packets, group); break;
        case 2: add_group<contiguous, 2>(source.column(3 * group), next, packets, group); break;
        default: add_group<contiguous, 3>(source.column(3 * group), next, packets, group);
      }
    }
  }

  template <bool contiguous, int columns>
  void add_group(const Source& source, const Next& next, Eigen::Index packets, Eigen::Index group) {
    Packet* const shifted = shifted_.data() + 3 * group * stride;
    square<contiguous, columns>(source, share_of(next, pair_of(group, group)), packets, shift_.data() + 3 * group,
                                shifted, sums_.data() + 3 * group, tile_of(group, group));
    for (Eigen::Index other = 0; other < group; ++other) {
      cross<columns>(shifted, shifted_.data() + 3 * other * stride, share_of(next, pair_of(group, other)), packets,
                     tile_of(group, other));
    }
  }

  /// What the pass over a pair of groups fetches, so that no pass waits for more than its share.
  [[nodiscard]] Stretches share_of(const Next& next, Eigen::Index pair) const {
    const Eigen::Index one = pair * dimension_ / pair_of(groups_, 0);
    const Eigen::Index other = std::min(one + 1, dimension_ - 1);
    return {next.rows + one * next.step, next.rows + other * next.step};
  }

  /// Running sums of the products of three columns with three, each in a register of its own.
  struct Tile {
    Packet p00 = Packet::Zero(), p01 = Packet::Zero(), p02 = Packet::Zero();
    Packet p10 = Packet::Zero(), p11 = Packet::Zero(), p12 = Packet::Zero();
    Packet p20 = Packet::Zero(), p21 = Packet::Zero(), p22 = Packet::Zero();
  };

  /// Shifts a group of columns, keeps it, and adds it and its products with itself to the sums.
  template <bool contiguous, int columns>
  static void square(const Source& source, const Stretches ahead, Eigen::Index packets, const Packet* shift,
                     Packet* shifted, Packet* sums, Packet* products) {
    const Source x0 = source;
    const Source x1 = source.column(columns > 1 ? 1 : 0);
    const Source x2 = source.column(columns > 2 ? 2 : 0);
    const std::array<Packet, 3> c{shift[0], shift[1], shift[2]};
    std::array<Packet, 3> sum{Packet::Zero(), Packet::Zero(), Packet::Zero()};
    Tile tile;
    for (Eigen::Index k = 0; k < packets; ++k) {
      ahead.fetch(k);
      const Packet y0 = x0.template read<contiguous>(k) - c[0];
      shifted[k] = y0;
      sum[0] += y0;
      tile.p00 += y0 * y0;
      if constexpr (columns > 1) {
        const Packet y1 = x1.template read<contiguous>(k) - c[1];
        shifted[k + stride] = y1;
        sum[1] += y1;
        tile.p10 += y1 * y0;
        tile.p11 += y1 * y1;
        if constexpr (columns > 2) {
          const Packet y2 = x2.template read<contiguous>(k) - c[2];
          shifted[k + 2 * stride] = y2;
          sum[2] += y2;
          tile.p20 += y2 * y0;
          tile.p21 += y2 * y1;
          tile.p22 += y2 * y2;
        }
      }
    }
    sums[0] += sum[0], sums[1] += sum[1], sums[2] += sum[2];
    products[0] += tile.p00, products[3] += tile.p10, products[4] += tile.p11;
    products[6] += tile.p20, products[7] += tile.p21, products[8] += tile.p22;
  }

  /// Adds the products of a group of columns with an earlier group, which has all three, to the sums.
  template <int columns>
  static void cross(const Packet* a, const Packet* b, const Stretches ahead, Eigen::Index packets, Packet* products) {
    Tile tile;
    for (Eigen::Index k = 0; k < packets; ++k) {
      ahead.fetch(k);
      // References, since g++ 12 keeps a copy of each packet on the stack otherwise.
      const Packet& b0 = b[k];
      const Packet& b1 = b[k + stride];
      const Packet& b2 = b[k + 2 * stride];
      const Packet& a0 = a[k];
      tile.p00 += a0 * b0;
      tile.p01 += a0 * b1;
      tile.p02 += a0 * b2;
      if constexpr (columns > 1) {
        const Packet& a1 = a[k + stride];
        tile.p10 += a1 * b0;
        tile.p11 += a1 * b1;
        tile.p12 += a1 * b2;
      }
      if constexpr (columns > 2) {
        const Packet& a2 = a[k + 2 * stride];
        tile.p20 += a2 * b0;
        tile.p21 += a2 * b1;
        tile.p22 += a2 * b2;
      }
    }
    products[0] += tile.p00, products[1] += tile.p01, products[2] += tile.p02;
    products[3] += tile.p10, products[4] += tile.p11, products[5] += tile.p12;
    products[6] += tile.p20, products[7] += tile.p21, products[8] += tile.p22;
  }

  Eigen::Index dimension_;
  Eigen::Index groups_;
  std::vector<Packet> shift_;
  std::vector<Packet> sums_;
  std::vector<Packet> products_;  ///< Nine for each pair of groups.
  std::vector<Packet> shifted_;   ///< The shifted rows at hand, one stride for each column.
  std::vector<Scalar> last_;
};

}  // namespace behalf::internal

#endif  // BEHALF_SOLVE_IMPL_PRODUCT_SUMS_HPP
