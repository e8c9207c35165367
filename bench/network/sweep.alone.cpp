// A network of 10^6 parties and up to 10^7 delegations with d = 8 attributes and diagonal operators of 256 classes: one
// solve, forward and backward, against what no such method can go below: the bytes of the edges streamed once per sweep,
// and the same accesses to parties in the same order, with each line of memory asked for as far ahead as is best here and
// nothing computed but sums. Peers in one direction, a matrix of shares times d columns of numbers that differ: Eigen's
// sparse product, and GraphBLAS where it is installed, against the floor of one such product. (A column whose numbers are
// all the same is stored by GraphBLAS as one number, of which nothing has to be gathered.)
//
//   behalf.bench.sweep [largest number of edges = 10000000] [runs = 11]

#include "support/floor.hpp"

#include <behalf/network/harm.hpp>
#include <behalf/network/network.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/impl/aligned_columns.hpp>
#include <behalf/solve/random.hpp>

#include <Eigen/Core>
#include <Eigen/SparseCore>

#if BEHALF_BENCH_GRAPHBLAS
extern "C" {
#include <GraphBLAS.h>
}
#endif

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <utility>
#include <vector>

namespace {

constexpr Eigen::Index d = 8;
constexpr std::uint32_t classes = 256;
using Network = behalf::Network<double, static_cast<int>(d)>;

/// A tenth of the parties are principals; every agent has ten delegators on average, anywhere before it.
behalf::NetworkData<> some_network(std::size_t edges, bool contracts) {
  behalf::RandomStream random{2026, edges};
  const std::uint32_t parties = static_cast<std::uint32_t>(edges / 10);
  const std::uint32_t principals = parties / 10;
  behalf::NetworkData<> data;
  data.values = Eigen::MatrixXd(d, principals);
  for (Eigen::Index i = 0; i < data.values.size(); ++i) data.values.data()[i] = 2 * random.uniform() - 1;
  data.agent_count = parties - principals;
  data.terms.clear();
  for (std::uint32_t k = 0; k < classes; ++k) {
    behalf::Vector<> numbers(d);
    for (Eigen::Index j = 0; j < d; ++j) numbers(j) = random.uniform();
    if (contracts) {
      data.terms.push_back({.noise = behalf::Matrix<>(numbers.asDiagonal())});
    } else {
      data.terms.push_back({.transmission = numbers});
    }
  }
  std::vector<std::uint32_t> in_edges(parties, 0);
  for (std::size_t e = 0; e < edges; ++e) {
    const std::uint32_t target = principals + random.below(parties - principals);
    data.targets.push_back(target);
    data.sources.push_back(random.below(target));
    data.terms_of.push_back(random.below(classes));
    ++in_edges[target];
  }
  for (const std::uint32_t target : data.targets) data.shares.push_back(1.0 / in_edges[target]);
  return data;
}

/// The accesses of one solve: the edges in their order, and for each a line of its target, written forward (and a second one
/// where pay bears risk) and read backward together with one number more.
class Floor {
public:
  Floor(const behalf::FrozenNetwork<>& network, bool risky) : network_{network}, risky_{risky} {
    const Eigen::Index n = static_cast<Eigen::Index>(network.parties());
    lines_.set_zero(d, n);
    numbers_.set_zero(1, n);
    risks_.set_zero(d, n);
    streamed_.resize(static_cast<Eigen::Index>(network.delegation_count()) * 10 / 8);
    streamed_.setOnes();
    solve_ahead_ = best_ahead([this](std::size_t ahead) { pass(ahead); });
    product_ahead_ = best_ahead([this](std::size_t ahead) { multiply(ahead); });
  }
  double operator()() {
    // Share and class of every edge, 10 bytes, once a sweep; targets are read by the accesses themselves.
    const double streams = 2 * bench::memory_pass_seconds(streamed_.data(), streamed_.size());
    return streams + bench::seconds([&] { pass(solve_ahead_); });
  }
  /// One direction: a sparse matrix times d columns, by rows, each line of a target asked for ahead.
  double product() {
    return bench::seconds([&] { multiply(product_ahead_); });
  }

private:
  using Line = Eigen::Map<Eigen::Matrix<double, d, 1>>;

  /// How many edges ahead lines are best asked for, by the median of some runs each: decided once, so that the floor of a
  /// run is not the luckiest of several.
  template <class Work>
  static std::size_t best_ahead(const Work& work) {
    std::size_t best = 12;
    double fastest = std::numeric_limits<double>::infinity();
    for (const std::size_t ahead : {8U, 12U, 20U, 32U}) {
      std::vector<double> times;
      for (int k = 0; k < 3; ++k) times.push_back(bench::seconds([&] { work(ahead); }));
      if (bench::median(times) >= fastest) continue;
      fastest = bench::median(times);
      best = ahead;
    }
    return best;
  }
  void pass(std::size_t ahead) {
    write_forward(ahead);
    read_backward(ahead);
    lines_.set_zero(d, static_cast<Eigen::Index>(network_.parties()));
    risks_.set_zero(d, static_cast<Eigen::Index>(network_.parties()));
  }
  void multiply(std::size_t ahead) {
    const std::uint32_t* const targets = network_.targets();
    const double* const shares = network_.shares().data();
    const std::size_t edges = network_.delegation_count();
    for (std::uint32_t u = 0; u < network_.end_agents(); ++u) {
      Eigen::Matrix<double, d, 1> sum = Eigen::Matrix<double, d, 1>::Zero();
      for (std::size_t e = network_.begin(u); e < network_.end(u); ++e) {
        if (e + ahead < edges) behalf::internal::prefetch(lines_.column(targets[e + ahead]));
        sum += shares[e] * Line{lines_.column(targets[e])};
      }
      Line{risks_.column(u)} = sum;
    }
  }
  void write_forward(std::size_t ahead) {
    const std::uint32_t* const targets = network_.targets();
    const std::size_t edges = network_.delegation_count();
    for (std::uint32_t u = 0; u < network_.end_agents(); ++u) {
      const Line own{lines_.column(u)};
      for (std::size_t e = network_.begin(u); e < network_.end(u); ++e) {
        if (e + ahead < edges) {
          behalf::internal::prefetch(lines_.column(targets[e + ahead]));
          if (risky_) behalf::internal::prefetch(risks_.column(targets[e + ahead]));
        }
        Line{lines_.column(targets[e])} += own;
        if (risky_) Line{risks_.column(targets[e])} += own;
      }
    }
  }
  void read_backward(std::size_t ahead) {
    const std::uint32_t* const targets = network_.targets();
    for (std::uint32_t u = network_.end_agents(); u-- > 0;) {
      Eigen::Matrix<double, d, 1> sum = Eigen::Matrix<double, d, 1>::Zero();
      double number = 0;
      for (std::size_t e = network_.end(u); e-- > network_.begin(u);) {
        if (e >= ahead) {
          behalf::internal::prefetch(risks_.column(targets[e - ahead]));
          behalf::internal::prefetch(numbers_.column(targets[e - ahead]));
        }
        sum += Line{risks_.column(targets[e])};
        number += *numbers_.column(targets[e]);
      }
      Line{risks_.column(u)} = sum;
      *numbers_.column(u) = number;
    }
  }

  const behalf::FrozenNetwork<>& network_;
  bool risky_;
  behalf::internal::AlignedColumns<double> lines_;
  behalf::internal::AlignedColumns<double> risks_;
  behalf::internal::AlignedColumns<double> numbers_;
  Eigen::VectorXd streamed_;
  std::size_t solve_ahead_ = 0;
  std::size_t product_ahead_ = 0;
};

/// One direction as others do it: a sparse matrix times d columns.
double eigen_product_ms(const behalf::FrozenNetwork<>& network, int runs) {
  using Sparse = Eigen::SparseMatrix<double, Eigen::RowMajor, int>;
  const int n = static_cast<int>(network.parties());
  std::vector<Eigen::Triplet<double, int>> entries;
  entries.reserve(network.delegation_count());
  for (std::uint32_t u = 0; u < network.end_agents(); ++u) {
    for (std::uint32_t e = network.begin(u); e < network.end(u); ++e) {
      entries.emplace_back(static_cast<int>(network.target(e)), static_cast<int>(u), network.share(e));
    }
  }
  Sparse matrix(n, n);
  matrix.setFromTriplets(entries.begin(), entries.end());
  const Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> x =
      Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>::Random(n, d);
  Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> y(n, d);
  std::vector<double> times;
  for (int k = 0; k < runs; ++k) times.push_back(bench::seconds([&] { y.noalias() = matrix * x; }));
  benchmark::DoNotOptimize(y.data());
  return 1e3 * bench::median(times);
}

#if BEHALF_BENCH_GRAPHBLAS
/// The same by GraphBLAS, on one thread: the faster of one product with a full matrix and of d products with a full vector.
double graphblas_product_ms(const behalf::FrozenNetwork<>& network, int runs) {
  GrB_init(GrB_NONBLOCKING);
  GxB_Global_Option_set(GxB_GLOBAL_NTHREADS, 1);
  const GrB_Index n = network.parties();
  std::vector<GrB_Index> rows, columns;
  for (std::uint32_t u = 0; u < network.end_agents(); ++u) {
    for (std::uint32_t e = network.begin(u); e < network.end(u); ++e) {
      rows.push_back(network.target(e));
      columns.push_back(u);
    }
  }
  GrB_Matrix matrix = nullptr, many = nullptr, products = nullptr;
  GrB_Vector one = nullptr, product = nullptr;
  GrB_Matrix_new(&matrix, GrB_FP64, n, n);
  GrB_Matrix_build_FP64(matrix, rows.data(), columns.data(), network.shares().data(), rows.size(), GrB_PLUS_FP64);
  rows.clear();
  columns.clear();
  std::vector<double> numbers;
  behalf::RandomStream random{11, n};
  for (GrB_Index i = 0; i < n; ++i) {
    for (GrB_Index j = 0; j < static_cast<GrB_Index>(d); ++j) {
      rows.push_back(i);
      columns.push_back(j);
      numbers.push_back(random.uniform());
    }
  }
  GrB_Matrix_new(&many, GrB_FP64, n, static_cast<GrB_Index>(d));
  GrB_Matrix_build_FP64(many, rows.data(), columns.data(), numbers.data(), numbers.size(), GrB_PLUS_FP64);
  GrB_Matrix_new(&products, GrB_FP64, n, static_cast<GrB_Index>(d));
  GrB_Vector_new(&one, GrB_FP64, n);
  GrB_Vector_new(&product, GrB_FP64, n);
  for (GrB_Index i = 0; i < n; ++i) rows[i] = i;
  GrB_Vector_build_FP64(one, rows.data(), numbers.data(), n, GrB_PLUS_FP64);
  std::vector<double> by_vectors, by_matrix;
  for (int k = 0; k < runs; ++k) {
    by_vectors.push_back(bench::seconds([&] {
      for (Eigen::Index j = 0; j < d; ++j) {
        GrB_mxv(product, nullptr, nullptr, GrB_PLUS_TIMES_SEMIRING_FP64, matrix, one, nullptr);
        GrB_Vector_wait(product, GrB_MATERIALIZE);
      }
    }));
    by_matrix.push_back(bench::seconds([&] {
      GrB_mxm(products, nullptr, nullptr, GrB_PLUS_TIMES_SEMIRING_FP64, matrix, many, nullptr);
      GrB_Matrix_wait(products, GrB_MATERIALIZE);
    }));
  }
  GrB_Matrix_free(&matrix);
  GrB_Matrix_free(&many);
  GrB_Matrix_free(&products);
  GrB_Vector_free(&one);
  GrB_Vector_free(&product);
  GrB_finalize();
  return 1e3 * std::min(bench::median(by_vectors), bench::median(by_matrix));
}
#endif

void measure(std::size_t edges, bool contracts, int runs) {
  behalf::NetworkData<> data = some_network(edges, contracts);
  double freeze = 0;
  double shuffled = 0;
  {
    // The same agents under other numbers, so that an order has to be found.
    behalf::NetworkData<> other = data;
    std::vector<std::uint32_t> label(other.agent_count);
    for (std::uint32_t k = 0; k < label.size(); ++k) label[k] = k;
    behalf::RandomStream random{7, edges};
    for (std::uint32_t k = static_cast<std::uint32_t>(label.size()); k > 1; --k) {
      std::swap(label[k - 1], label[random.below(k)]);
    }
    const std::uint32_t first = static_cast<std::uint32_t>(other.principals());
    for (std::uint32_t& u : other.sources) u = u < first ? u : first + label[u - first];
    for (std::uint32_t& v : other.targets) v = first + label[v - first];
    shuffled = bench::seconds([&] { benchmark::DoNotOptimize(behalf::FrozenNetwork<>{std::move(other)}.parties()); });
  }
  std::vector<Network> network;
  freeze = bench::seconds([&] { network.emplace_back(std::move(data)); });
  const Network& model = network.front();
  Network::Workspace workspace;
  Eigen::VectorXd regrets(model.stakes().size());
  Floor floor{model.frozen(), contracts};
  const auto solve = [&](behalf::AxisSet ideal) {
    if (model.regret_into(ideal, workspace, regrets).status != behalf::Status::optimal) std::abort();
  };
  solve(behalf::AxisSet::none());
  const Eigen::VectorXd once = regrets;
  std::vector<double> times, floors, whole;
  for (int k = 0; k < runs; ++k) {
    floors.push_back(floor());
    times.push_back(bench::seconds([&] { solve(behalf::AxisSet::none()); }));
  }
  if (once != regrets) std::abort();  // the same bits every time
  const double per_edge = static_cast<double>(workspace.bytes()) / static_cast<double>(edges);
  solve(behalf::AxisSet::none() | behalf::Axis::principals);
  for (int k = 0; k < std::max(runs / 3, 1); ++k) {
    whole.push_back(bench::seconds([&] {
      for (const behalf::AxisSet ideal : behalf::all_axis_sets) solve(ideal);
    }));
  }
  const double n = static_cast<double>(edges);
  std::printf("%9zu %8.2f %8.2f %6.2f %6.2f %8.1f %9.1f %6.1f %6.1f %6.1f %8.0f %8.0f", edges,
              1e3 * bench::median(times), 1e3 * bench::median(floors), bench::median(times) / bench::median(floors),
              *std::min_element(times.begin(), times.end()) / *std::min_element(floors.begin(), floors.end()),
              1e9 * bench::median(times) / n, 1e3 * bench::median(whole),
              static_cast<double>(model.frozen().structure_bytes()) / n, per_edge,
              static_cast<double>(workspace.bytes()) / n, 1e3 * freeze, 1e3 * shuffled);
  std::vector<double> products;
  for (int k = 0; k < runs; ++k) products.push_back(floor.product());
  std::printf(" %8.2f", 1e3 * bench::median(products));
  std::printf(" %8.2f", eigen_product_ms(model.frozen(), std::max(runs / 3, 1)));
#if BEHALF_BENCH_GRAPHBLAS
  std::printf(" %8.2f", graphblas_product_ms(model.frozen(), std::max(runs / 3, 1)));
#endif
  std::printf("\n");
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t largest = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 10'000'000;
  const int runs = argc > 2 ? std::max(1, std::atoi(argv[2])) : 11;
  std::printf(
      "One solve of a network, d = 8, medians of processor time; ratio to the floor of medians and of the fastest; "
      "freeze\n"
      "includes the stakes, reorder is the freeze of the same network whose agents are numbered at random; Q: with\n"
      "principals ideal; product: the floor of one direction with one operator for all edges, beside Eigen and "
      "GraphBLAS.\n"
      "    edges    ms     floor  ratio   best  ns/edge  lattice ms  B/edge: structure, workspace, with Q  freeze  "
      "reorder  product  Eigen"
#if BEHALF_BENCH_GRAPHBLAS
      " GraphBLAS"
#endif
      "\n");
  for (const bool contracts : {false, true}) {
    std::printf("%s\n", contracts ? "by contracts, whose pay bears risk" : "by transmissions");
    for (std::size_t edges = 10'000; edges <= largest; edges *= 10) measure(edges, contracts, runs);
  }
}
