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

  TEST_CASE("rates get the digits that they need, the same for gaps and what they are due to") {
    behalf::Lattice<> rates;
    rates.resize(1);
    rates.regrets.setZero();
    rates.regrets.col(0) = behalf::vec({0.0067});
    rates.stakes = behalf::vec({0.01});
    rates.weights = behalf::vec({1});
    CHECK(text(behalf::Attribution<>{rates, {"users"}}) ==
          "principal      gap  relative  objectives  information  principals\n"
          "users      0.00670    0.6700     0.00223      0.00223     0.00223");
    rates.regrets *= 1e-3;
    rates.stakes *= 1e-3;
    CHECK(text(behalf::Attribution<>{rates, {"users"}}) ==
          "principal      gap  relative  objectives  information  principals\n"
          "users      6.7e-06    0.6700   2.233e-06    2.233e-06   2.233e-06");
  }

  TEST_CASE("columns stand below each other whatever the script, and what is read from right to left is isolated") {
    behalf::Lattice<> lattice;
    lattice.resize(4);
    lattice.regrets.setZero();
    lattice.stakes = behalf::vec({0, 0, 0, 0});
    lattice.weights = behalf::vec({0, 0, 0, 0});
    // Two Arabic letters; two ideographs; a letter with a combining accent; Thai with a vowel and a tone above.
    const behalf::Attribution<> rows{lattice, {"\u0645\u0646", "\u5229\u7528", "e\u0301", "\u0E17\u0E35\u0E48"}};
    CHECK(text(rows) ==
          "principal     gap  relative  objectives  information  principals\n"
          "\u2068\u0645\u0646\u2069         0.0000         -      0.0000       0.0000      0.0000\n"
          "\u5229\u7528       0.0000         -      0.0000       0.0000      0.0000\n"
          "e\u0301          0.0000         -      0.0000       0.0000      0.0000\n"
          "\u0E17\u0E35\u0E48          0.0000         -      0.0000       0.0000      0.0000");
    CHECK(behalf::internal::width("\U0001F600 ok") == 5);
    CHECK(behalf::internal::width("S\u00E3o") == 3);
    CHECK(behalf::internal::in_line("S\u00E3o Paulo, \u5229\u7528") == "S\u00E3o Paulo, \u5229\u7528");
    CHECK(behalf::internal::in_line("\u05E2\u05D1 (users)") == "\u2068\u05E2\u05D1 (users)\u2069");
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
