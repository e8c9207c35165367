#include "support/refused.hpp"
#include "support/table_model.hpp"

#include <behalf/gap/attribution.hpp>
#include <behalf/gap/check_model.hpp>
#include <behalf/gap/lattice.hpp>
#include <behalf/gap/model_laws.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/solution.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <functional>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace {

using behalf::AxisSet;
using behalf::BrokenLaw;
using behalf::Certificate;
using behalf::Lattice;
using behalf::LatticeOutcome;
using behalf::ModelLaw;
using behalf::Solution;
using behalf::vec;
using behalf::Vector;
using behalf_test::NamedTableModel;
using behalf_test::TableModel;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// Two principals and nothing wrong.
TableModel<> sound() {
  return {.table = behalf::rows({{13, 4, 5, 3, 6, 2, 1, 0}, {1, 0, 1, 0, 1, 0, 2, 0}}),
          .stake = vec({26, 0}),
          .weight = vec({3, 1})};
}

/// The sound model, of which any part can be made worse.
struct Broken : TableModel<> {
  Broken() : TableModel<>{sound()} {}

  std::function<void(AxisSet, Vector<>&)> worsen{};  ///< What is done to a regret before it is told.

  [[nodiscard]] Solution<Vector<>> regret(AxisSet ideal) const {
    Solution<Vector<>> told = TableModel::regret(ideal);
    if (!told || !worsen) return told;
    Vector<> regret = told.value();
    worsen(ideal, regret);
    return {regret, told.certificate()};
  }
};

/// The sound model solved all at once, with something added to one of the figures.
struct AllAtOnce : TableModel<> {
  struct Workspace {};
  double more = 0;
  Eigen::Index fewer = 0;

  AllAtOnce() : TableModel<>{sound()} {}
  [[nodiscard]] LatticeOutcome lattice_into(Lattice<>& lattice, Workspace&) const {
    lattice = {table, stake, weight};
    lattice.regrets(1, 3) += more;
    lattice.weights.conservativeResize(2 - fewer);
    return {};
  }
  [[nodiscard]] Certificate certificate(AxisSet, const Vector<>&) const { return {}; }
};
static_assert(behalf::SolvesLattice<AllAtOnce>);

std::vector<ModelLaw> laws(const std::vector<BrokenLaw>& broken) {
  std::vector<ModelLaw> result;
  for (const BrokenLaw& one : broken) result.push_back(one.law);
  return result;
}
template <class Model>
std::string said_of(const Model& model) {
  return behalf_test::refused_rule([&] { return behalf::attribute(model); });
}

/// A model that breaks the law where `change` has been done to it.
Broken broken(const std::function<void(Broken&)>& change) {
  Broken model;
  change(model);
  return model;
}

}  // namespace

TEST_SUITE("gap/check_model") {
  TEST_CASE("a model that obeys every law breaks none and is attributed as it is") {
    CHECK(behalf::check_model(sound()).empty());
    CHECK(behalf::check_model(Broken{}).empty());
    CHECK(behalf::check_model(AllAtOnce{}).empty());
    CHECK(behalf::attribute(Broken{}).value().gap(0) == 13);
  }

  TEST_CASE("a model that breaks a law is refused by its name, with the axes, the principal and the figure") {
    const std::vector<std::pair<std::function<void(Broken&)>, std::string>> faults{
        {[](Broken& model) {
           model.weight = vec({1, 2, 3});
         },
         "weights: regrets, stakes and weights are of one length: expected as many numbers as stakes, 2, got 3"},
        {[](Broken& model) { model.stake = vec({26}); },
         "weights: regrets, stakes and weights are of one length: expected as many numbers as stakes, 1, got 2"},
        {[](Broken& model) {
           model.worsen = [](AxisSet ideal, Vector<>& regret) {
             if (ideal == AxisSet{behalf::Axis::information}) regret.conservativeResize(1);
           };
         },
         "regret(I): regrets, stakes and weights are of one length: expected as many numbers as stakes, 2, got 1"},
        {[](Broken& model) { model.table(1, 3) = -1e-10; },
         "regret(OI)[1]: no regret, stake or weight is negative: expected a number that is not negative, got -1e-10"},
        {[](Broken& model) { model.stake(0) = -1; },
         "stakes[0]: no regret, stake or weight is negative: expected a number that is not negative, got -1"},
        {[](Broken& model) { model.weight(1) = -2; },
         "weights[1]: no regret, stake or weight is negative: expected a number that is not negative, got -2"},
        {[](Broken& model) { model.table(1, 7) = 1e-10; },
         "regret(OIP)[1]: nothing is lost when every axis is ideal: expected 0, or at most 2.36469e-11 of rounding, "
         "got "
         "1e-10"}};
    for (const auto& fault : faults) {
      CAPTURE(fault.second);
      const Broken model = broken(fault.first);
      CHECK(said_of(model) == fault.second);
      const std::vector<BrokenLaw> found = behalf::check_model(model);
      REQUIRE_FALSE(found.empty());
      // What is thrown is the first of what the check says, place and law told the other way round.
      CHECK(fault.second.find(std::string{to_text(found.front().law)} + ": " + found.front().rule) !=
            std::string::npos);
      CHECK(fault.second.starts_with(found.front().place + ": "));
    }
  }

  TEST_CASE("a figure that is not finite is numbers that broke down") {
    for (const double x : {infinity, -infinity, not_a_number}) {
      CAPTURE(x);
      const Broken regret = broken([x](Broken& model) { model.table(1, 4) = x; });
      const Broken stake = broken([x](Broken& model) { model.stake(1) = x; });
      const Broken weight = broken([x](Broken& model) { model.weight(0) = x; });
      for (const Broken& model : {regret, stake, weight}) {
        CHECK(behalf::attribute(model).status() == behalf::Status::ill_conditioned);
        CHECK(behalf::check_model(model).front().law == ModelLaw::finite);
      }
      CHECK(behalf::lattice(regret).where() == "at regret(P)[1]: expected a finite number, got " + behalf::to_text(x));
      CHECK(behalf::lattice(stake).where() == "at stakes[1]: expected a finite number, got " + behalf::to_text(x));
      CHECK(behalf::lattice(weight).where() == "at weights[0]: expected a finite number, got " + behalf::to_text(x));
    }
  }

  TEST_CASE("rounding is no fault, nor is as much as the certificate of a regret says") {
    Broken model = broken([](Broken& one) {
      one.table(0, 7) = 2e-11;
      one.table(1, 2) = -2e-11;
    });
    CHECK(behalf::check_model(model).empty());
    CHECK(behalf::lattice(model).value().regrets(1, 2) == -2e-11);  // told as it is
    model.table(0, 7) = 1e-7;
    model.table(1, 2) = -1e-7;
    CHECK(laws(behalf::check_model(model)) == std::vector{ModelLaw::not_negative, ModelLaw::nothing_lost});
    model.TableModel::certificate.primal_residual = 1e-8;
    CHECK(behalf::check_model(model).empty());
    CHECK(static_cast<bool>(behalf::lattice(model)));
  }

  TEST_CASE("every law that is broken is named, with its first place and in how many") {
    Broken model = broken([](Broken& one) {
      one.table.col(7).setConstant(3);
      one.table(0, 2) = not_a_number;
      one.weight = vec({-1, -1});
      one.unsolved = AxisSet{behalf::Axis::principals} | AxisSet{behalf::Axis::objectives};
      one.TableModel::certificate.dual_residual = infinity;
    });
    const std::vector<BrokenLaw> found = behalf::check_model(model);
    CHECK(laws(found) == std::vector{ModelLaw::solved, ModelLaw::finite, ModelLaw::not_negative, ModelLaw::nothing_lost,
                                     ModelLaw::certified});
    CHECK(to_text(found[0]) ==
          "every set of ideal axes has a solution: regret(OP): expected a solution, got iteration limit reached");
    CHECK(found[1].place == "regret(I)[0]");
    CHECK(found[2].place == "weights[0]");
    CHECK(found[2].places == 2);
    CHECK(found[3].place == "regret(OIP)[0]");
    CHECK(to_text(found[3]).ends_with(" of rounding, got 3 (and 1 more)"));
    CHECK(found[4].place == "regret(O)");
  }

  TEST_CASE("a model that answers otherwise when asked again is told so") {
    int asked = 0;
    const Broken model = broken([&asked](Broken& one) {
      one.worsen = [&asked](AxisSet ideal, Vector<>& regret) {
        if (ideal == AxisSet{behalf::Axis::objectives}) regret(0) += ++asked;
      };
    });
    const std::vector<BrokenLaw> found = behalf::check_model(model);
    REQUIRE(laws(found) == std::vector{ModelLaw::same_again});
    CHECK(found[0].place == "regret(O)");
  }

  TEST_CASE("a lattice solved all at once must be that of its eight regrets") {
    AllAtOnce model;
    model.more = 1e-10;
    std::vector<BrokenLaw> found = behalf::check_model(model);
    REQUIRE(laws(found) == std::vector{ModelLaw::one_table});
    CHECK(found[0].place == "regret(OI)[1]");
    CHECK(found[0].places == 1);
    model.more = 1e-13;
    CHECK(behalf::check_model(model).empty());
    model.fewer = 1;
    found = behalf::check_model(model);
    REQUIRE(laws(found) == std::vector{ModelLaw::one_table});
    CHECK(found[0].place == "lattice_into");
    CHECK(said_of(model).starts_with("weights: regrets, stakes and weights are of one length"));
  }

  TEST_CASE("a model has as many names as principals, or none") {
    NamedTableModel model;
    static_cast<TableModel<>&>(model) = sound();
    CHECK(behalf::check_model(model).empty());
    model.called = {"users"};
    const std::vector<BrokenLaw> found = behalf::check_model(model);
    REQUIRE(laws(found) == std::vector{ModelLaw::one_length});
    CHECK(found[0].place == "names");
  }
}
