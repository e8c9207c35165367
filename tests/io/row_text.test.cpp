#include <behalf/io/files/row_text.hpp>
#include <behalf/scaling/row.hpp>
#include <behalf/solve/random.hpp>

#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

using behalf::ScalingRow;
using behalf::internal::read_row;
using behalf::internal::write_row;

namespace {

template <class Scalar>
using Bits = std::conditional_t<std::same_as<Scalar, float>, std::uint32_t, std::uint64_t>;

/// Every figure of a row in the order of its columns, as its bits.
template <class Scalar>
class BitsOf {
public:
  template <class Number, class Name>
  void operator()(const Number& x, const Name& /*unused*/) {
    if constexpr (std::same_as<Number, Scalar>)
      bits_.push_back(std::bit_cast<Bits<Scalar>>(x));
    else
      bits_.push_back(static_cast<std::uint64_t>(x));
  }
  template <class Name>
  void operator()(const behalf::Estimate<Scalar>& x, const Name& name) {
    (*this)(x.value, name);
    (*this)(x.standard_error, name);
  }
  template <class Name>
  void operator()(const std::optional<behalf::Estimate<Scalar>>& x, const Name& name) {
    bits_.push_back(x ? 1 : 0);
    if (x) (*this)(*x, name);
  }
  [[nodiscard]] const std::vector<std::uint64_t>& bits() const noexcept { return bits_; }

private:
  std::vector<std::uint64_t> bits_;
};
template <class Scalar>
std::vector<std::uint64_t> bits_of(const ScalingRow<Scalar>& row) {
  BitsOf<Scalar> bits;
  behalf::internal::for_each_field(row, bits);
  return bits.bits();
}

/// A row in which every figure is the next that `number()` gives.
template <class Scalar, class Next>
ScalingRow<Scalar> row_of(const Next& number, bool relative) {
  ScalingRow<Scalar> row;
  row.index = 12;
  row.at = {3, 4, number()};
  row.draws = std::numeric_limits<std::uint64_t>::max();
  row.exact = false;
  for (Scalar& x : row.regrets) x = number();
  const auto next = [&] { return behalf::Estimate<Scalar>{number(), number()}; };
  row.gap = next();
  row.stake = next();
  if (relative) row.relative_gap = next();
  for (auto& x : row.shapley) x = next();
  for (auto& x : row.dividends) x = next();
  return row;
}

template <class Scalar>
void comes_back(const ScalingRow<Scalar>& row) {
  std::string line;
  write_row(line, row, 77);
  REQUIRE(line.ends_with('\n'));
  const std::string_view text = std::string_view{line}.substr(0, line.size() - 1);
  ScalingRow<Scalar> read;
  read.relative_gap.emplace();  // what was there before is gone
  CHECK(read_row<Scalar>(text, read, 77) == "");
  CHECK(bits_of(read) == bits_of(row));
}

template <class Scalar>
void any_number_comes_back() {
  using Limits = std::numeric_limits<Scalar>;
  for (const Scalar x : {Scalar(0), Scalar(-0.0), Limits::denorm_min(), -Limits::denorm_min(), Limits::min(),
                         std::nextafter(Limits::min(), Scalar(0)), Limits::max(), Limits::lowest(), Limits::epsilon(),
                         std::nextafter(Scalar(1), Scalar(2)), Scalar(0.1), Scalar(1e22), Scalar(1) / Scalar(3)}) {
    comes_back(row_of<Scalar>([&] { return x; }, true));
  }
  behalf::RandomStream random{701, 0};
  int subnormal = 0;
  for (int k = 0; k < 4000; ++k) {
    const auto number = [&] {
      Scalar x;
      do {
        std::uint64_t bits = (std::uint64_t{random.below(0xFFFFFFFFU)} << 32U) | random.below(0xFFFFFFFFU);
        // Half of them of the least exponent there is.
        if (k % 2 == 0) bits &= ~(sizeof(Scalar) == 4 ? std::uint64_t{0xFF} << 23U : std::uint64_t{0x7FF} << 52U);
        x = std::bit_cast<Scalar>(static_cast<Bits<Scalar>>(bits));
      } while (!std::isfinite(x));
      if (std::fpclassify(x) == FP_SUBNORMAL) ++subnormal;
      return x;
    };
    comes_back(row_of<Scalar>(number, k % 3 != 0));
  }
  CHECK(subnormal > 10000);
}

/// The parts of a line of columns, without the checksum.
std::vector<std::string> parts_of(const std::string& line) {
  std::vector<std::string> parts;
  for (std::size_t at = 0;;) {
    const std::size_t comma = line.find(',', at);
    if (comma == std::string::npos) return parts;
    parts.push_back(line.substr(at, comma - at));
    at = comma + 1;
  }
}

/// What is said of these numbers under a checksum that is right.
std::string fault_of(const std::vector<std::string>& parts) {
  std::string line;
  for (const std::string& part : parts) line += part + ',';
  line += behalf::internal::checksum(5, line);
  ScalingRow<> row;
  return read_row<double>(line, row, 5);
}

/// The parts of some row.
std::vector<std::string> some_parts() {
  std::string line;
  double next = 0;
  write_row(line, row_of<double>([&] { return next += 0.5; }, true), 5);
  return parts_of(line);
}

}  // namespace

TEST_SUITE("io/row_text") {
  TEST_CASE("any finite double comes back with its bits, the smallest and both zeros included") {
    any_number_comes_back<double>();
  }
  TEST_CASE("any finite float comes back with its bits, the smallest and both zeros included") {
    any_number_comes_back<float>();
  }

  TEST_CASE("each column has the number that its name says, as the C library reads it") {
    std::string line;
    double next = 0;
    const ScalingRow<> row = row_of<double>([&] { return next += 0.1; }, true);
    write_row(line, row, 5);
    const std::vector<std::string> parts = parts_of(line);
    const std::vector<std::string> names = parts_of(behalf::internal::column_line<double>());
    REQUIRE(parts.size() == names.size());
    REQUIRE(behalf::internal::column_line<double>().ends_with(",checksum\n"));
    const auto number = [&](const std::string& name) {
      for (std::size_t k = 0; k < names.size(); ++k) {
        if (names[k] == name) return std::strtod(parts[k].c_str(), nullptr);
      }
      return -1.0;
    };
    CHECK(number("index") == 12);
    CHECK(number("generality") == 3);
    CHECK(number("scope") == 4);
    CHECK(number("exact") == 0);
    CHECK(number("diversity") == row.at.diversity);
    CHECK(number("regret_none") == row.regrets[0]);
    CHECK(number("regret_IP") == row.regrets[6]);
    CHECK(number("gap_se") == row.gap.standard_error);
    CHECK(number("stake") == row.stake.value);
    CHECK(number("relative_gap") == row.relative_gap->value);
    CHECK(number("shapley_I_se") == row.shapley[1].standard_error);
    CHECK(number("dividend_OP") == row.dividends[5].value);
    CHECK(number("dividend_OIP_se") == row.dividends[7].standard_error);
  }

  TEST_CASE("no character of a row can be changed, left out or added, and no row is of another study") {
    std::string line;
    double next = 0;
    write_row(line, row_of<double>([&] { return next += 0.1; }, false), 5);
    line.pop_back();
    ScalingRow<> row;
    CHECK(read_row<double>(line, row, 5) == "");
    CHECK(read_row<double>(line, row, 6).starts_with("the row is not what was written: "));
    for (std::size_t k = 0; k < line.size(); ++k) {
      std::string changed = line;
      changed[k] = changed[k] == '1' ? '2' : '1';
      CHECK(read_row<double>(changed, row, 5).starts_with("the row is not what was written: "));
      CHECK(read_row<double>(std::string{line}.erase(k, 1), row, 5) != "");
      CHECK(read_row<double>(std::string{line}.insert(k, 1, '0'), row, 5) != "");
    }
    CHECK(read_row<double>("", row, 5).starts_with("the row is not what was written: "));
  }

  TEST_CASE("what is no number is refused by the name of its column, though its checksum is right") {
    const std::vector<std::string> good = some_parts();
    CHECK(fault_of(good) == "");
    const std::vector<std::string> names = parts_of(behalf::internal::column_line<double>());
    for (std::size_t k = 0; k < good.size(); ++k) {
      for (const std::string part : {"x", " 1", "1 ", "+1", "0x1", "1e999", "1\"2\n"}) {
        std::vector<std::string> parts = good;
        parts[k] = part;
        const std::string quoted = part == "1\"2\n" ? "1\"2\\u000a" : part;
        CHECK(fault_of(parts) == std::string{"expected "} + (names[k] == "exact" ? "1 or 0" : "a number") + " for " +
                                     names[k] + ", got \"" + quoted + '"');
      }
      std::vector<std::string> parts = good;
      parts[k] = "";
      CHECK(fault_of(parts).starts_with("expected "));
    }
    for (const std::size_t whole : {std::size_t{0}, std::size_t{4}}) {
      std::vector<std::string> parts = good;
      parts[whole] = "-1";
      CHECK(fault_of(parts) == "expected a number for " + names[whole] + ", got \"-1\"");
      parts[whole] = "1.5";
      CHECK(fault_of(parts) == "expected a number for " + names[whole] + ", got \"1.5\"");
    }
  }

  TEST_CASE("a row of too few or too many columns is refused") {
    std::vector<std::string> parts = some_parts();
    parts.emplace_back("7");
    CHECK(fault_of(parts) == "expected no more columns, got \"7,\"");
    parts.pop_back();
    parts.pop_back();
    CHECK(fault_of(parts) == "expected a number for dividend_OIP_se, got \"\"");
    CHECK(fault_of({}) == "expected a number for index, got \"\"");
  }
}
