#include <behalf/gap/print.hpp>

#include <doctest/doctest.h>

#include <locale>
#include <sstream>
#include <string>

namespace {

behalf::Attribution<> two() {
  behalf::Lattice<> lattice;
  lattice.resize(2);
  lattice.regrets.setZero();
  lattice.regrets.col(0) = behalf::vec({1234.5, 0.25});
  lattice.regrets(1, 1) = 0.75;  // ideal objectives make it worse
  lattice.stakes = behalf::vec({2469, 0});
  lattice.weights = behalf::vec({1, 3});
  return behalf::Attribution<>{lattice, {"people of São Paulo", "b"}, {"a note"}};
}

template <class Printed>
std::string text(const Printed& printed, const std::locale& locale = std::locale::classic()) {
  std::ostringstream out;
  out.imbue(locale);
  out << printed;
  return out.str();
}

struct Commas : std::numpunct<char> {
  char do_decimal_point() const override { return ','; }
  char do_thousands_sep() const override { return '.'; }
  std::string do_grouping() const override { return "\3"; }
};

}  // namespace

TEST_SUITE("gap/print") {
  TEST_CASE("the table names its mean and marks what has no meaning and counts letters not bytes") {
    CHECK(text(two()) ==
          "principal                  gap  relative  objectives  information  principals\n"
          "people of São Paulo  1234.5000    0.5000    411.5000     411.5000    411.5000\n"
          "b                       0.2500         -     -0.1667       0.2083      0.2083\n"
          "weighted mean         308.8125    0.5003    102.7500     103.0312    103.0312\n"
          "note: a note");
  }

  TEST_CASE("a warning is one sentence with the number") {
    CHECK(text(two().warnings().front()) == "warning: ideal objectives alone would raise the regret of b by 0.5");
  }

  TEST_CASE("no locale changes a digit") {
    const std::locale commas{std::locale::classic(), new Commas};
    CHECK(text(two(), commas) == text(two()));
    CHECK(text(two().warnings().front(), commas) == text(two().warnings().front()));
  }
}
