#include "io/command.hpp"
#include "support/refused.hpp"

#include <behalf/io/files/input_file.hpp>
#include <behalf/io/files/line_reader.hpp>
#include <behalf/io/json/scenario_error.hpp>
#include <behalf/solve/random.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

using behalf::internal::LineReader;
using behalf_test::refusal;

namespace {

constexpr std::size_t longest = std::size_t{1} << 20U;

/// The whole lines of a text, and what is behind the last of them.
struct Split {
  std::vector<std::string> lines{};
  std::string rest{};
};
Split split(const std::string& text) {
  Split result;
  for (const char c : text) {
    if (c != '\n') {
      result.rest += c;
      continue;
    }
    if (!result.rest.empty() && result.rest.back() == '\r') result.rest.pop_back();
    result.lines.push_back(result.rest);
    result.rest.clear();
  }
  return result;
}

/// A file in a folder of its own.
struct TextFile : tests::ScratchFolder {
  explicit TextFile(const std::string& text) { tests::write_text(*this / "file", text); }
  [[nodiscard]] LineReader reader() const { return LineReader{*this / "file"}; }
};

Split read(const std::string& text) {
  const TextFile file{text};
  LineReader reader = file.reader();
  Split result;
  std::string_view line;
  std::size_t bytes = 0;
  while (reader.next_whole(line)) {
    result.lines.emplace_back(line);
    CHECK(reader.line() == result.lines.size());
    bytes = text.find('\n', bytes) + 1;
    CHECK(reader.bytes() == bytes);
  }
  result.rest = reader.rest();
  CHECK(reader.bytes() + result.rest.size() == text.size());
  return result;
}

/// What is said of a text whose lines are read to the last.
std::string said_of(const std::string& text) {
  const TextFile file{text};
  LineReader reader = file.reader();
  std::string_view line;
  return refusal<behalf::ScenarioError>([&] {
    while (reader.next(line)) continue;
  });
}

}  // namespace

TEST_SUITE("io/line_reader") {
  TEST_CASE("the lines of any bytes are what lies between their ends, and what has no end is the rest") {
    behalf::RandomStream random{700, 0};
    const std::string alphabet{"\n\n\r\r\0a\xFF ", 8};
    for (int k = 0; k < 400; ++k) {
      std::string text;
      const std::uint32_t length = random.below(40);
      for (std::uint32_t i = 0; i < length; ++i) text += alphabet[random.below(8)];
      CAPTURE(k);
      const Split found = read(text);
      const Split expected = split(text);
      CHECK(found.lines == expected.lines);
      CHECK(found.rest == expected.rest);
    }
  }

  TEST_CASE("lines are read across the blocks in which a file comes") {
    // Three times what is held at once.
    std::string text;
    for (std::size_t k = 0; text.size() < 3 * longest; ++k) text += std::string(k * 7919 % 8192, 'x') + "\r\n";
    text += "the rest\r";
    const Split found = read(text);
    const Split expected = split(text);
    CHECK(found.lines == expected.lines);
    CHECK(found.rest == "the rest\r");
  }

  TEST_CASE("a carriage return ends no line, and one of them before the end belongs to it") {
    CHECK(read("a\rb\n\r\n\r\r\n").lines == std::vector<std::string>{"a\rb", "", "\r"});
    CHECK(read(std::string{"\0\n\0\0\n", 5}).lines ==
          std::vector<std::string>{std::string(1, '\0'), std::string(2, '\0')});
  }

  TEST_CASE("a last line that does not end is refused by its number, and an empty file has no line") {
    CHECK(said_of("a\n\nb") == "3: the last line does not end: the file is cut off");
    CHECK(said_of("\r") == "1: the last line does not end: the file is cut off");
    CHECK(said_of("a\n\nb\n") == "was not refused");
    CHECK(said_of("") == "was not refused");
    const TextFile file{""};
    LineReader reader = file.reader();
    std::string_view line;
    CHECK_FALSE(reader.next(line));
    CHECK_FALSE(reader.next(line));
    CHECK(reader.line() == 0);
    CHECK(refusal<behalf::ScenarioError>([&] { reader.refuse("why"); }) == "1: why");
  }

  TEST_CASE("a line may have 2^20 bytes with its end and no more, wherever it is") {
    for (const std::string before : {"", "a\n"}) {
      const std::string most(longest - 1, 'x');
      CHECK(read(before + most + "\n").lines.back() == most);
      const std::string number = before.empty() ? "1" : "2";
      CHECK(said_of(before + most + "x\n") == number + ": a line of more than 1048576 bytes");
      CHECK(said_of(before + most + "xx") == number + ": a line of more than 1048576 bytes");
    }
  }

  TEST_CASE("a fault is said of the line that was read last, and a file that is none of itself") {
    const TextFile file{"a\nb\nc\n"};
    LineReader reader = file.reader();
    std::string_view line;
    REQUIRE(reader.next(line));
    REQUIRE(reader.next(line));
    CHECK(refusal<behalf::ScenarioError>([&] { reader.refuse("why"); }) == "2: why");
    CHECK(refusal<behalf::FileError>([&] { LineReader{file / "none"}; }) ==
          file / "none" + ": cannot be read: No such file or directory");
    CHECK(refusal<behalf::FileError>([&] {
            LineReader folder{file.path()};
            (void)folder.next(line);
          }) == file.path().string() + ": cannot be read: Is a directory");
  }
}
