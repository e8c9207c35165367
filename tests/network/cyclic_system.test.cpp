#include "support/compare.hpp"

#include <behalf/network/impl/contract_operator.hpp>
#include <behalf/network/impl/cyclic_system.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/random.hpp>

#include <Eigen/LU>
#include <Eigen/SparseCore>
#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>

namespace {

using behalf::Convergence;
using behalf::Matrix;
using System = behalf::internal::CyclicSystem<double>;

/// Random shares of others in a row of each, `sum` in all.
Matrix<> random_round(Eigen::Index size, double sum, std::uint64_t seed) {
  behalf::RandomStream random{seed, 0};
  Matrix<> round = Matrix<>::Zero(size, size);
  for (Eigen::Index i = 0; i < size; ++i) {
    for (int k = 0; k < 4; ++k) round(i, random.below(static_cast<std::uint32_t>(size))) += sum / 4;
  }
  return round;
}
System system_of(const Matrix<>& round) { return System{System::Sparse(round.sparseView())}; }

}  // namespace

TEST_SUITE("network/cyclic_system") {
  TEST_CASE("small and large systems and their transposes are solved as by a dense factorisation") {
    for (const Eigen::Index size : {3, 40, 300, 600}) {
      for (const double sum : {0.3, 0.9, 0.999}) {
        CAPTURE(size);
        CAPTURE(sum);
        const Matrix<> round = random_round(size, sum, 7);
        const System system = system_of(round);
        REQUIRE(system.convergence() == Convergence::proved);
        Matrix<> right = Matrix<>::Ones(size, 2);
        for (Eigen::Index i = 0; i < size; ++i) right(i, 1) = std::sin(static_cast<double>(i));
        const Matrix<> whole = Matrix<>::Identity(size, size) - round;
        for (const bool transposed : {false, true}) {
          Matrix<> x = right;
          REQUIRE(system.solve(x, transposed));
          const Matrix<> expected =
              transposed ? Matrix<>(whole.transpose().lu().solve(right)) : Matrix<>(whole.lu().solve(right));
          CHECK(behalf_test::apart(x, expected) <= 1e-11 * behalf_test::largest(expected));
        }
      }
    }
  }

  TEST_CASE("a long ring from which little is lost is solved to the last digits") {
    const Eigen::Index size = 2000;
    Matrix<> round = Matrix<>::Zero(size, size);
    for (Eigen::Index i = 0; i < size; ++i) round((i + 1) % size, i) = i == 0 ? 0.5 : 1;
    const System system = system_of(round);
    REQUIRE(system.convergence() == Convergence::proved);
    Matrix<> x = Matrix<>::Zero(size, 1);
    x(1, 0) = 0.5;
    REQUIRE(system.solve(x, false));
    // Half of what comes back is passed on, and half is added: everybody holds 1.
    CHECK(behalf_test::apart(x, Matrix<>(Matrix<>::Ones(size, 1))) <= 1e-10);
  }

  TEST_CASE("what does not fade is not taken for what does") {
    for (const Eigen::Index size : {4, 300}) {
      CAPTURE(size);
      CHECK(system_of(random_round(size, 1, 8)).convergence() == Convergence::disproved);
      CHECK(system_of(random_round(size, 1.2, 8)).convergence() == Convergence::disproved);
      CHECK(system_of(-random_round(size, 1.2, 8)).convergence() != Convergence::proved);
    }
    Matrix<> amplifies = behalf::rows({{0, 5}, {1, 0}});
    CHECK(system_of(amplifies).convergence() == Convergence::disproved);
    CHECK(system_of(amplifies).radius() == doctest::Approx(std::sqrt(5)).epsilon(0.01));
    // Large entries alone are no reason: a triangle fades.
    CHECK(system_of(behalf::rows({{0, 100, 100}, {0, 0, 100}, {0, 0, 0}})).convergence() == Convergence::proved);
  }

  TEST_CASE("a symmetric root squares to its matrix, also where that is singular or in bad units") {
    behalf::RandomStream random{9, 0};
    for (int k = 0; k < 2000; ++k) {
      const Eigen::Index d = 1 + k % 7;
      const Eigen::Index rank = 1 + k % d;
      Matrix<> factor(d, rank);
      for (Eigen::Index i = 0; i < factor.size(); ++i) factor.data()[i] = 2 * random.uniform() - 1;
      if (k % 3 == 0) {
        for (Eigen::Index i = 0; i < d; ++i) factor.row(i) *= std::pow(10.0, static_cast<double>(i % 5 - 2));
      }
      const Matrix<> square = factor * factor.transpose();
      const Matrix<> root = behalf::internal::symmetric_root(square);
      CHECK(behalf_test::apart(root * root, square) <= 1e-14 * behalf_test::largest(square));
      CHECK(behalf_test::apart(root, root.transpose()) <= 1e-15 * behalf_test::largest(root));
      if (rank == 1) CHECK(behalf_test::apart(root, square / factor.norm()) <= 1e-14 * behalf_test::largest(root));
    }
  }
}
