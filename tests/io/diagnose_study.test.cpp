// The scaling study of a scenario through the program: kept, resumed, shared out, merged.
#include <behalf/gap/attribution.hpp>
#include <behalf/io/files/row_text.hpp>
#include <behalf/io/rows.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/scaling/row.hpp>
#include <behalf/scaling/shard.hpp>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <cstddef>
#include <filesystem>
#include <functional>
#include <io/command.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace {

using tests::is_one_line;
using tests::Outcome;
using tests::read_text;
using tests::run;
using tests::ScratchFolder;
using tests::write_text;
using Change = std::function<void(behalf::ScalingRow<>&)>;

const char* const asked =
    R"({"kind": "population", "attributes": ["a", "b", "c"], "information": {"noise": [0.1, 0.2, 1]},
  "groups": [{"name": "x", "mean": [1, 2, 0], "covariance": [1, 1, 0.5]}, {"name": "y", "mean": [3, -1, 1]},
             {"name": "z", "mean": [0, 1, 2], "covariance": [0.1, 0.2, 0.3]}],
  "scaling": {"diversity": [0, 1, 2], "samples": 4, "tolerance": 1.5}})";

/// A folder with a scenario that asks for a study of 27 points.
struct Workplace : ScratchFolder {
  Workplace() { write_text(*this / "s.json", asked); }
};

/// What the program prints when it succeeds.
std::string answer(const Workplace& folder, const std::string& arguments) {
  const Outcome outcome = run(folder, "\"$DIAGNOSE\" " + arguments);
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.err);
  CHECK(outcome.err == "");
  return outcome.out;
}

void check_refusal(const Workplace& folder, const std::string& arguments, const std::string& line) {
  CAPTURE(arguments);
  const Outcome outcome = run(folder, "\"$DIAGNOSE\" " + arguments);
  CHECK(outcome.exit_code == 2);
  CHECK(outcome.out == "");
  CHECK(is_one_line(outcome.err));
  CHECK_MESSAGE(outcome.err.find(line) != std::string::npos, outcome.err);
}

}  // namespace

TEST_SUITE("io/diagnose_study") {
  TEST_CASE("a study gives the same bytes and certificate kept, resumed, and merged from its shares in any order") {
    if (!tests::can_run(
            "a study gives the same bytes and certificate kept, resumed, and merged from its shares in any order"))
      return;
    const Workplace folder;
    const std::string here = answer(folder, "s.json --json here.json");
    const std::string numbers = read_text(folder / "here.json");
    CHECK(here.find("\nrelative gap by attributes entrusted") != std::string::npos);
    CHECK(answer(folder, "s.json --rows all.csv --json kept.json") == here);
    CHECK(read_text(folder / "kept.json") == numbers);
    const std::string rows = read_text(folder / "all.csv");

    // A run that was killed at any moment leaves the beginning of the file.
    for (const std::size_t length : {std::size_t{0}, std::size_t{10}, rows.size() / 3, rows.size() - 1, rows.size()}) {
      write_text(folder / "part.csv", rows.substr(0, length));
      CHECK(answer(folder, "s.json --rows part.csv --json part.json") == here);
      CHECK(read_text(folder / "part.json") == numbers);
      CHECK(read_text(folder / "part.csv") == rows);
    }

    CHECK(answer(folder, "s.json --rows 0.csv --shard 0/4") == "share 0 of 4: 7 points in 0.csv, 7 of them new\n");
    CHECK(answer(folder, "s.json --rows 0.csv --shard 0/4") == "share 0 of 4: 7 points in 0.csv, 0 of them new\n");
    for (const char* share : {"1", "2", "3"}) {
      (void)answer(folder, std::string{"s.json --rows "} + share + ".csv --shard " + share + "/4");
    }
    CHECK(answer(folder, "s.json --merge 3.csv 1.csv 0.csv 2.csv --json merged.json") == here);
    CHECK(read_text(folder / "merged.json") == numbers);
  }

  TEST_CASE("every figure is written as a specification into a folder that is there") {
    if (!tests::can_run("every figure is written as a specification into a folder that is there")) return;
    const Workplace folder;
    check_refusal(folder, "s.json --figures none", "none/");
    std::filesystem::create_directory(folder / "figures");
    (void)answer(folder, "s.json --figures figures");
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator{folder / "figures"}) {
      ++count;
      CHECK(entry.path().string().ends_with(".vl.json"));
      const nlohmann::json figure = nlohmann::json::parse(read_text(entry.path()));
      CHECK(figure["$schema"] == "https://vega.github.io/schema/vega-lite/v6.json");
      CHECK_FALSE(figure["title"].empty());
    }
    CHECK(count >= 6);
    std::filesystem::remove_all(folder / "figures");
    CHECK(folder.names() == std::set<std::string>{"s.json"});
  }

  TEST_CASE("rows that do not belong together are refused") {
    if (!tests::can_run("rows that do not belong together are refused")) return;
    const Workplace folder;
    (void)answer(folder, "s.json --rows 0.csv --shard 0/2");
    (void)answer(folder, "s.json --rows 1.csv --shard 1/2");
    check_refusal(folder, "s.json --merge 0.csv 1.csv 0.csv",
                  "--merge: 0.csv: expected points that no share has yet, but 0.csv has point 0");
    check_refusal(folder, "s.json --merge 0.csv", "expected all 27 points, point 1 is missing");
    check_refusal(folder, "s.json --rows 0.csv", "0.csv:1: expected share 0 of 1, got share 0 of 2");
    check_refusal(folder, "s.json --merge 0.csv s.json", "s.json:1: ");
    std::string other = asked;
    other.replace(other.find("0.2, 1]"), 7, "0.2, 2]");
    write_text(folder / "other.json", other);
    check_refusal(folder, "other.json --merge 0.csv 1.csv", "0.csv: expected rows of this study, got rows of another");
    check_refusal(folder, "other.json --rows 0.csv --shard 0/2", "0.csv:1: expected rows of this study, got rows of");
    const std::string rows = read_text(folder / "1.csv");
    std::string spoilt = rows;
    const std::size_t digit = spoilt.rfind('1', spoilt.size() / 2);
    spoilt[digit] = '2';
    write_text(folder / "1.csv", spoilt);
    check_refusal(folder, "s.json --rows 1.csv --shard 1/2", "1.csv:");
    check_refusal(folder, "s.json --merge 0.csv 1.csv", "1.csv:");
    CHECK(read_text(folder / "1.csv") == spoilt);
  }

  TEST_CASE("a row that was changed together with its checksum is refused, merged or resumed") {
    if (!tests::can_run("a row that was changed together with its checksum is refused, merged or resumed")) return;
    const Workplace folder;
    (void)answer(folder, "s.json --rows all.csv");
    const std::string text = read_text(folder / "all.csv");
    const std::string head = text.substr(0, text.find('\n', text.find('\n') + 1) + 1);
    const auto changed = [&](const Change& change) {
      behalf::ScalingShard<> shard = behalf::read_rows(folder / "all.csv");
      change(shard.rows[20]);
      std::string result = head;
      std::string line;
      for (const behalf::ScalingRow<>& row : shard.rows) {
        behalf::internal::write_row(line, row, shard.fingerprint);
        result += line;
      }
      return result;
    };
    CHECK(changed([](behalf::ScalingRow<>&) {}) == text);
    for (const auto& [change, fault] : std::vector<std::pair<Change, std::string>>{
             {[](behalf::ScalingRow<>& row) { row.gap.value *= 0.5; },
              "the figures of the row do not fit together: gap"},
             {[](behalf::ScalingRow<>& row) {
                row.gap.value = row.regrets[0] *= 0.5;
                row.relative_gap->value *= 0.5;
                const behalf::Attribution<> why{row.lattice()};
                for (const behalf::Axis axis : behalf::all_axes)
                  row.shapley[static_cast<std::size_t>(axis)].value = why.shapley(axis, 0);
                row.dividends[7].value = why.dividend(behalf::AxisSet::all(), 0);
              },
              "the row is not what the data give: regret_none"},
             {[](behalf::ScalingRow<>& row) { ++row.draws; }, "expected a mean over "}}) {
      write_text(folder / "changed.csv", changed(change));
      check_refusal(folder, "s.json --merge changed.csv --json o.json", "diagnose: --merge: point 20: " + fault);
      check_refusal(folder, "s.json --rows changed.csv --json o.json", "changed.csv: point 20: " + fault);
    }
    CHECK(folder.names() == std::set<std::string>{"all.csv", "changed.csv", "s.json"});
  }

  TEST_CASE("options of studies that make no sense are refused and leave nothing behind") {
    if (!tests::can_run("options of studies that make no sense are refused and leave nothing behind")) return;
    const Workplace folder;
    write_text(folder / "plain.json",
               R"({"kind": "linear_quadratic", "attributes": ["a"], "principals": [{"name": "x", "values": [1]}]})");
    for (const auto& [arguments, line] : std::vector<std::pair<std::string, std::string>>{
             {"s.json --shard 0/2", "--rows"},
             {"s.json --rows r.csv --shard 2/2", "--shard: expected I/N with I < N"},
             {"s.json --rows r.csv --shard 1", "--shard: expected I/N with I < N"},
             {"s.json --rows r.csv --shard -1/2", "--shard: expected I/N with I < N"},
             {"s.json --rows r.csv --shard 0/2x", "--shard: expected I/N with I < N"},
             {"s.json --rows r.csv --shard 0/2 --json o.json", "--json"},
             {"s.json --rows r.csv --merge r.csv", "--merge"},
             {"s.json --merge none.csv", "none.csv: "},
             {"s.json --rows /dev/full", "expected a file whose rows can be read again, got /dev/full"},
             {"s.json --json -", "-: expected the name of a file; standard input is /dev/stdin"},
             {"plain.json --rows r.csv", "plain.json: $.scaling: required"},
             {"s.json --rows none/r.csv", "none/r.csv: cannot be written"}}) {
      check_refusal(folder, arguments, line);
    }
    CHECK(folder.names() == std::set<std::string>{"plain.json", "s.json"});
    (void)answer(folder, "s.json --rows r.csv");
    check_refusal(folder, "s.json --rows r.csv --json r.csv", "it is the same file");
  }
}
