#include "support/refused.hpp"
#include "support/row_study.hpp"

#include <behalf/io/files/input_file.hpp>
#include <behalf/io/rows.hpp>
#include <behalf/scaling/shard.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/random.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <io/command.hpp>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace fs = std::filesystem;

using behalf::FileError;
using behalf::InvalidArgument;
using behalf::RowFile;
using behalf::ScalingRow;
using behalf::ScalingShard;
using behalf::Shard;
using behalf::shard;
using behalf_test::bits;
using behalf_test::RowStudy;
using tests::read_text;
using tests::ScratchFolder;
using tests::write_text;

namespace {

/// Runs a share of a study into a file, from where the file is.
template <class Study>
std::size_t run_into(const std::string& path, const Study& study, Shard share = {}) {
  RowFile file{path, study, share};
  return behalf::run(study, share, file, {.skip = file.rows()}).value();
}

/// What a call that must fail says.
std::string refusal(const std::function<void()>& call) { return behalf_test::refusal<behalf::FileError>(call); }

/// The text with one place changed.
std::string with(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

/// The text without one of its lines, counted from 0.
std::string without_line(std::string text, std::size_t line) {
  std::size_t begin = 0;
  for (; line > 0; --line) begin = text.find('\n', begin) + 1;
  return text.erase(begin, text.find('\n', begin) + 1 - begin);
}

template <class Scalar>
void reads_back_the_same() {
  const ScratchFolder folder;
  const RowStudy<Scalar> study{200};
  const std::vector<ScalingRow<Scalar>> rows = behalf::run(study).value().rows;
  run_into(folder / "rows", study);
  const ScalingShard<Scalar> read = behalf::read_rows<Scalar>(folder / "rows");
  CHECK(read.fingerprint == study.fingerprint());
  REQUIRE(read.rows.size() == 200);
  int denormal = 0;
  const auto same = [&denormal](const Scalar& a, const Scalar& b) {
    if (std::fpclassify(a) == FP_SUBNORMAL) ++denormal;
    return a == b && std::signbit(a) == std::signbit(b);
  };
  const auto alike = [&same](const behalf::Estimate<Scalar>& a, const behalf::Estimate<Scalar>& b) {
    return same(a.value, b.value) && same(a.standard_error, b.standard_error);
  };
  for (std::size_t k = 0; k < rows.size(); ++k) {
    CAPTURE(k);
    const ScalingRow<Scalar>& a = rows[k];
    const ScalingRow<Scalar>& b = read.rows[k];
    CHECK(a.index == b.index);
    CHECK(a.at == b.at);
    CHECK(a.draws == b.draws);
    CHECK(a.exact == b.exact);
    CHECK(std::equal(a.regrets.begin(), a.regrets.end(), b.regrets.begin(), same));
    CHECK(alike(a.gap, b.gap));
    CHECK(alike(a.stake, b.stake));
    CHECK(a.relative_gap.has_value() == b.relative_gap.has_value());
    if (a.relative_gap && b.relative_gap) CHECK(alike(*a.relative_gap, *b.relative_gap));
    CHECK(std::equal(a.shapley.begin(), a.shapley.end(), b.shapley.begin(), alike));
    CHECK(std::equal(a.dividends.begin(), a.dividends.end(), b.dividends.begin(), alike));
  }
  CHECK(denormal > 0);
}

}  // namespace

TEST_SUITE("io/row_file") {
  TEST_CASE("rows read back with the same bits, be they float or double") {
    reads_back_the_same<float>();
    reads_back_the_same<double>();
  }

  TEST_CASE("a file is CSV behind one line of comment, with as many names as numbers") {
    const ScratchFolder folder;
    run_into(folder / "rows", RowStudy{10}, shard(1, 4));
    std::istringstream file{read_text(folder / "rows")};
    std::string line;
    std::getline(file, line);
    CHECK(line.starts_with("# behalf scaling rows, format 1, study "));
    CHECK(line.ends_with(", 10 points, share 1 of 4"));
    std::getline(file, line);
    CHECK(
        line ==
        "index,generality,scope,diversity,draws,exact,regret_none,regret_O,regret_I,regret_OI,regret_P,regret_OP,"
        "regret_IP,regret_OIP,gap,gap_se,stake,stake_se,relative_gap,relative_gap_se,shapley_O,shapley_O_se,shapley_I,"
        "shapley_I_se,shapley_P,shapley_P_se,dividend_none,dividend_none_se,dividend_O,dividend_O_se,dividend_I,"
        "dividend_I_se,dividend_OI,dividend_OI_se,dividend_P,dividend_P_se,dividend_OP,dividend_OP_se,dividend_IP,"
        "dividend_IP_se,dividend_OIP,dividend_OIP_se,checksum");
    const auto commas = std::count(line.begin(), line.end(), ',');
    for (const std::string index : {"1,", "5,", "9,"}) {
      std::getline(file, line);
      CHECK(line.starts_with(index));
      CHECK(std::count(line.begin(), line.end(), ',') == commas);
    }
    CHECK_FALSE(std::getline(file, line));
  }

  TEST_CASE("wherever a file was cut off the run goes on and ends with the same bytes") {
    const ScratchFolder folder;
    const RowStudy<> study{9};
    run_into(folder / "whole", study, shard(1, 2));
    const std::string whole = read_text(folder / "whole");
    std::size_t cut_in_row = 0;
    for (std::size_t bytes = 0; bytes <= whole.size(); ++bytes) {
      CAPTURE(bytes);
      const std::string part = whole.substr(0, bytes);
      write_text(folder / "part", part);
      const std::size_t lines = static_cast<std::size_t>(std::count(part.begin(), part.end(), '\n'));
      const std::size_t rows = lines < 2 ? 0 : lines - 2;
      *study.computed = 0;
      const bool is_right = run_into(folder / "part", study, shard(1, 2)) == 4 - rows && *study.computed == 4 - rows &&
                            read_text(folder / "part") == whole;
      if (!is_right) FAIL_CHECK("rows there before: ", rows);
      if (lines >= 2 && !part.ends_with('\n')) ++cut_in_row;
    }
    CHECK(cut_in_row > 1000);
  }

  TEST_CASE("a run that is complete is not computed again, and its file is not touched") {
    const ScratchFolder folder;
    const RowStudy<> study{20};
    CHECK(run_into(folder / "rows", study) == 20);
    const std::string text = read_text(folder / "rows");
    const auto written = fs::last_write_time(folder / "rows");
    *study.computed = 0;
    CHECK(run_into(folder / "rows", study) == 0);
    CHECK(*study.computed == 0);
    CHECK(read_text(folder / "rows") == text);
    CHECK(fs::last_write_time(folder / "rows") == written);
    const RowStudy<> none{0};
    CHECK(run_into(folder / "none", none) == 0);
    CHECK(behalf::read_rows(folder / "none").rows.empty());
  }

  TEST_CASE("what is not the beginning of this share of this study is refused and not changed") {
    const ScratchFolder folder;
    const RowStudy<> study{9};
    const std::string path = folder / "rows";
    run_into(path, study, shard(1, 2));
    const std::string good = read_text(path);
    const auto refused = [&](const std::string& text) {
      write_text(path, text);
      const std::string rule = refusal([&] { RowFile{path, study, shard(1, 2)}; });
      CHECK(read_text(path) == text);
      CHECK(rule.starts_with(path + ':'));
      return rule.substr(std::min(path.size() + 1, rule.size()));
    };
    run_into(folder / "other", RowStudy{9, 2}, shard(1, 2));
    run_into(folder / "longer", RowStudy{10}, shard(1, 2));
    run_into(folder / "first", study, shard(0, 2));
    run_into(folder / "third", study, shard(1, 3));
    CHECK(refused(read_text(folder / "other")) == "1: expected rows of this study, got rows of another");
    CHECK(refused(read_text(folder / "longer")) == "1: expected rows of this study, got rows of another");
    CHECK(refused(read_text(folder / "first")) == "1: expected share 1 of 2, got share 0 of 2");
    CHECK(refused(read_text(folder / "third")) == "1: expected share 1 of 2, got share 1 of 3");
    CHECK(refused("from,to,share\n") == "1: expected rows of a scaling study, got \"from,to,share\"");
    CHECK(refused("important") == "1: expected rows of this study and share or an empty file");
    CHECK(refused(with(good, "format 1", "format 2"))
              .starts_with("1: expected rows of a scaling study in format 1, got \"# behalf scaling rows, format 2"));
    CHECK(refused(with(good, "share 1 of 2", "share 2 of 2"))
              .starts_with("1: expected rows of a scaling study in format 1"));
    CHECK(refused(with(good, "index,", "Index,")).starts_with("2: expected the line of the columns of format 1"));
    const auto changed = [](int line) {
      return std::to_string(line) +
             ": the row is not what was written: its checksum is not that of its numbers; a file " + "of the " +
             std::to_string(line - 1) + " lines before is good to go on from";
    };
    const std::string fifth = good.substr(good.find("\n5,") + 1);
    const std::string zeros(fifth.find('\n'), '\0');
    CHECK(refused(with(good, "\n5,", "\n4,")) == changed(5));
    CHECK(refused(with(good, "\n3,4,", "\n3,5,")) == changed(4));
    CHECK(refused(with(good, fifth.substr(0, zeros.size()), zeros)) == changed(5));
    CHECK(refused(with(good, "\n5,", "\n\n5,")) == changed(5));
    CHECK(refused(without_line(good, 3)) ==
          "4: expected point 3, got point 5; a file of the 3 lines before is good to go on from");
    CHECK(refused(good + "something more\n") == changed(7));
    // A row of another study, whole as it is.
    const std::string foreign = read_text(folder / "other");
    CHECK(refused(good.substr(0, good.find("\n5,") + 1) + foreign.substr(foreign.find("\n5,") + 1)) == changed(5));
    // The last line may be anything that has no end, since it was not written to its end.
    write_text(path, good + "something");
    CHECK(run_into(path, study, shard(1, 2)) == 0);
    CHECK(read_text(path) == good);
  }

  TEST_CASE("what two runs wrote to one file at the same time is passed over where it is there twice") {
    const ScratchFolder folder;
    const RowStudy<> study{9};
    const std::string path = folder / "rows";
    run_into(path, study, shard(1, 2));
    const std::string good = read_text(path);
    const std::size_t third = good.find("\n3,") + 1;
    const std::size_t fifth = good.find("\n5,") + 1;
    const std::size_t last = good.rfind('\n', good.size() - 2) + 1;
    const std::string three = good.substr(third, fifth - third);
    for (const std::string& text :
         {good.substr(0, fifth) + three + good.substr(fifth), good + three, good + good.substr(last),
          good.substr(0, last) + good.substr(third, last - third) + good.substr(last)}) {
      write_text(path, text);
      CHECK(run_into(path, study, shard(1, 2)) == 0);
      CHECK(read_text(path) == text);
      CHECK(bits(behalf::read_rows(path).rows) == bits(behalf::run(study, shard(1, 2)).value().rows));
    }
    write_text(path, good.substr(0, fifth) + three);
    CHECK(run_into(path, study, shard(1, 2)) == 2);
    CHECK(bits(behalf::read_rows(path).rows) == bits(behalf::run(study, shard(1, 2)).value().rows));
  }

  TEST_CASE("while a run writes to a file no other does") {
    const ScratchFolder folder;
    const RowStudy<> study{4};
    const std::string path = folder / "rows";
    {
      const RowFile first{path, study};
      const std::string rule = refusal([&] { RowFile{path, study}; });
      CHECK(rule.starts_with(path + ": is being written by another run"));
      CHECK(rule.ends_with(": wait for it, or give this one a share and a file of its own"));
    }
    CHECK(run_into(path, study, shard(0, 1)) == 4);
  }

  TEST_CASE("a file is written by the rows of its share in their order and by no others") {
    const ScratchFolder folder;
    const RowStudy<> study{4};
    const std::vector<ScalingRow<>> rows = behalf::run(study).value().rows;
    RowFile file{folder / "rows", study, shard(1, 2)};
    CHECK_THROWS_WITH_AS(file(rows[0]), "RowFile: row: expected point 1 of the study, got point 0", InvalidArgument);
    file(rows[1]);
    CHECK_THROWS_WITH_AS(file(rows[1]), "RowFile: row: expected point 3 of the study, got point 1", InvalidArgument);
    file(rows[3]);
    CHECK(file.rows() == 2);
    CHECK_THROWS_WITH_AS(file(rows[3]), "RowFile: row: expected no more rows, got point 3", InvalidArgument);
    CHECK(bits(behalf::read_rows(folder / "rows").rows) == bits({rows[1], rows[3]}));
    CHECK_THROWS_AS((RowFile{folder / "x", study, {2, 2}}), InvalidArgument);
    CHECK(folder.names() == std::set<std::string>{"rows"});
  }

  TEST_CASE("a row is in the file as soon as it has been handed over") {
    const ScratchFolder folder;
    const RowStudy<> study{5};
    RowFile file{folder / "rows", study};
    std::size_t lines = 2;
    const auto done =
        behalf::run(study, {}, file, {.progress = [&](std::size_t, std::size_t) {
                      const std::string text = read_text(folder / "rows");
                      CHECK(text.ends_with('\n'));
                      CHECK(std::count(text.begin(), text.end(), '\n') == static_cast<std::ptrdiff_t>(++lines));
                    }});
    CHECK(done.value() == 5);
  }

  TEST_CASE("a full disk ends the run, and when there is room again it goes on") {
    const RowStudy<> study{40};
    CHECK(refusal([&] { run_into("/dev/full", study); }) == "/dev/full: cannot be written: No space left on device");
    CHECK(run_into("/dev/null", study) == 40);
    const ScratchFolder folder;
    CHECK(refusal([&] { run_into(folder.path().string(), study); }) ==
          folder.path().string() + ": cannot be written: Is a directory");
    CHECK(refusal([&] { run_into(folder / "no/where", study); }) ==
          folder / "no/where" + ": cannot be written: No such file or directory");
    run_into(folder / "whole", study);
    const std::string whole = read_text(folder / "whole");
    rlimit usual{};
    REQUIRE(getrlimit(RLIMIT_FSIZE, &usual) == 0);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    for (const rlim_t room : {std::size_t{100}, whole.size() / 2, whole.size() - 1}) {
      CAPTURE(room);
      fs::remove(folder / "rows");
      const rlimit limit{room, usual.rlim_max};
      const std::string full = folder / "rows" + ": cannot be written: ";
      std::string said;
      std::string then;
      REQUIRE(setrlimit(RLIMIT_FSIZE, &limit) == 0);
      said = refusal([&] {
        RowFile file{folder / "rows", study};
        try {
          (void)behalf::run(study, {}, file);
        } catch (const FileError&) {
          then = refusal([&] {
            (void)behalf::run(study, {}, [&](const auto& row) {
              if (row.index == file.rows()) file(row);
            });
          });
          throw;
        }
      });
      REQUIRE(setrlimit(RLIMIT_FSIZE, &usual) == 0);
      CHECK(said == full + "File too large");
      if (room > 1000) CHECK(then == full + "an earlier row could not be");
      CHECK(fs::file_size(folder / "rows") == room);
      run_into(folder / "rows", study);
      CHECK(read_text(folder / "rows") == whole);
    }
    (void)std::signal(SIGXFSZ, handler);
  }

  TEST_CASE("four shares on disk are the study, while overlaps, holes and shares of another study are not") {
    const ScratchFolder folder;
    const RowStudy<> study{30};
    std::vector<std::string> paths;
    std::vector<ScalingShard<>> shards;
    for (std::size_t i = 0; i < 4; ++i) {
      paths.push_back(folder / "share" + std::to_string(i));
      run_into(paths.back(), study, shard(i, 4));
      shards.push_back(behalf::read_rows(paths.back()));
    }
    const std::vector<ScalingRow<>> rows = behalf::merge_shards(study, shards);
    CHECK(bits(rows) == bits(behalf::run(study).value().rows));
    run_into(folder / "whole", study);
    RowFile merged{folder / "merged", study};
    for (const ScalingRow<>& row : rows) merged(row);
    CHECK(read_text(folder / "merged") == read_text(folder / "whole"));

    const auto refused = [&](const std::string& path) {
      std::vector<ScalingShard<>> some = shards;
      some[2] = behalf::read_rows(path);
      return behalf_test::refused_rule([&] { return behalf::merge_shards(study, some); });
    };
    run_into(folder / "other", RowStudy{30, 2}, shard(2, 4));
    CHECK(refused(paths[2]) == "was not refused");
    CHECK(refused(paths[1]) == "shards[2]: expected points that no share has yet, but shards[1] has point 1");
    CHECK(refused(folder / "other") == "shards[2]: expected rows of this study, got rows of another");
    CHECK(refused(folder / "whole") == "shards[2]: expected points that no share has yet, but shards[0] has point 0");
    const std::string text = read_text(paths[2]);
    write_text(paths[2], without_line(text, 8));
    CHECK(refused(paths[2]) == "shards: expected all 30 points, point 26 is missing");
    write_text(paths[2], text.substr(0, text.size() - 1));
    CHECK(refusal([&] { (void)behalf::read_rows(paths[2]); }) == paths[2] + ":9: the file is cut off");
    write_text(paths[2], without_line(text, 3));
    CHECK(refusal([&] { (void)behalf::read_rows(paths[2]); }) ==
          paths[2] + ":4: expected point 6, got point 10; a file of the 3 lines before is good to go on from");
    write_text(paths[2], "");
    CHECK(refusal([&] { (void)behalf::read_rows(paths[2]); }) == paths[2] + ":1: the file is cut off");
    CHECK(refusal([&] { (void)behalf::read_rows(folder / "none"); }) ==
          folder / "none" + ": cannot be read: No such file or directory");
  }

  TEST_CASE("a study that is killed again and again ends with the bytes of one that was not") {
    const ScratchFolder folder;
    RowStudy<> study{600};
    study.work = 4000;
    const std::string path = folder / "rows";
    run_into(folder / "whole", study);
    const std::string whole = read_text(folder / "whole");

    const char* const wanted = std::getenv("BEHALF_TEST_KILLS");
    const int kills = wanted == nullptr ? 3 : std::atoi(wanted);
    REQUIRE(kills > 0);
    behalf::RandomStream random{2026, 7};
    int killed = 0;
    std::size_t there = 0;
    for (int tries = 0; killed < kills && tries < 10 * kills + 10; ++tries) {
      const double step = 2 * random.uniform() * static_cast<double>(whole.size() - there) / (kills - killed + 1);
      const std::size_t moment = there + static_cast<std::size_t>(step);
      const pid_t child = fork();
      REQUIRE(child >= 0);
      if (child == 0) {
        try {
          run_into(path, study);
          _exit(0);
        } catch (...) {
          _exit(1);
        }
      }
      std::error_code error;
      int status = 0;
      while (waitpid(child, &status, WNOHANG) == 0) {
        if (fs::file_size(path, error) >= moment && !error) {
          std::this_thread::sleep_for(std::chrono::microseconds{random.below(2000)});
          REQUIRE(kill(child, SIGKILL) == 0);
          REQUIRE(waitpid(child, &status, 0) == child);
          break;
        }
        std::this_thread::sleep_for(std::chrono::microseconds{200});
      }
      const std::string text = read_text(path);
      CHECK(whole.starts_with(text));
      if (WIFSIGNALED(status)) {
        CHECK(WTERMSIG(status) == SIGKILL);
        ++killed;
        there = text.size();
      } else {  // it was quicker than the signal, and another is needed
        CHECK(WEXITSTATUS(status) == 0);
        CHECK(text == whole);
        fs::remove(path);
        there = 0;
      }
    }
    CHECK(killed == kills);
    run_into(path, study);
    CHECK(read_text(path) == whole);
  }
}
