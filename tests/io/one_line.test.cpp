#include <behalf/io/json/one_line.hpp>
#include <behalf/solve/random.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

using behalf::is_printable;
using behalf::one_line;
using behalf::internal::first_code_point;

namespace {

/// A code point in UTF-8, written down from its table.
std::string utf8(char32_t c) {
  const auto byte = [](char32_t x) { return static_cast<char>(static_cast<unsigned char>(x)); };
  if (c < 0x80) return {byte(c)};
  if (c < 0x800) return {byte(0xC0 + c / 64), byte(0x80 + c % 64)};
  if (c < 0x10000) return {byte(0xE0 + c / 4096), byte(0x80 + c / 64 % 64), byte(0x80 + c % 64)};
  return {byte(0xF0 + c / 262144), byte(0x80 + c / 4096 % 64), byte(0x80 + c / 64 % 64), byte(0x80 + c % 64)};
}

std::string some_bytes(behalf::RandomStream& random) {
  std::string text;
  const std::uint32_t length = random.below(20);
  for (std::uint32_t k = 0; k < length; ++k) {
    switch (random.below(4)) {
      case 0: text += static_cast<char>(random.below(256)); break;
      case 1: text += static_cast<char>(random.below(32)); break;
      case 2: text += utf8(static_cast<char32_t>(0x2020 + random.below(80))); break;
      default: text += 'a';
    }
  }
  return text;
}

}  // namespace

TEST_SUITE("io/one_line") {
  TEST_CASE("every code point is read from its bytes, and nothing that is cut off, too long or half of a pair") {
    std::size_t read = 0;
    for (char32_t c = 0; c <= 0x110000; ++c) {
      const std::string bytes = utf8(c);
      const behalf::internal::CodePoint first = first_code_point(bytes + "\x80");
      const bool half = c >= 0xD800 && c < 0xE000;
      if (half || c > 0x10FFFF) {
        if (first.bytes != 0) FAIL_CHECK("a code point that is none was read");
        continue;
      }
      if (first.bytes == bytes.size() && first.value == c) ++read;
      if (c % 997 != 0) continue;
      for (std::size_t k = 1; k < bytes.size(); ++k) CHECK(first_code_point(bytes.substr(0, k)).bytes == 0);
    }
    CHECK(read == 0x110000 - 0x800);
    CHECK(first_code_point("").bytes == 0);
    for (const char* longer : {"\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xF0\x8F\xBF\xBF", "\xF8\x88\x80\x80\x80",
                               "\x80", "\xBF", "\xFF", "\xFE"}) {
      CHECK(first_code_point(longer).bytes == 0);
    }
  }

  TEST_CASE("in quotation marks texts that look alike are told apart") {
    using behalf::in_quotes;
    CHECK(in_quotes("Zoë & 名 😀") == "\"Zoë & 名 😀\"");
    for (const auto& one : std::vector<std::pair<std::string, std::string>>{{"a\xC2\xA0"
                                                                             "b",
                                                                             "a\\u00a0b"},
                                                                            {"\xEF\xBB\xBF"
                                                                             "a",
                                                                             "\\ufeffa"},
                                                                            {"a\xE2\x80\x8B", "a\\u200b"},
                                                                            {"a\xC2\xAD", "a\\u00ad"},
                                                                            {"e\xCC\x81", "e\\u0301"},
                                                                            {"\xE3\x80\x80", "\\u3000"}}) {
      const std::string& text = one.first;
      CHECK(in_quotes(text) == '"' + one.second + '"');
      CHECK(one_line(text) == text);
      CHECK(is_printable(text));
      CHECK(one_line(in_quotes(text)) == in_quotes(text));
    }
    CHECK_FALSE(is_printable("\xEF\xBF\xBE"));
    CHECK_FALSE(is_printable("\xEF\xBF\xBF"));
    CHECK(one_line("\xEF\xBF\xBF") == "\\uffff");
  }

  TEST_CASE("any bytes become one line that can be printed, and a second time the same one") {
    behalf::RandomStream random{740, 0};
    int changed = 0;
    for (int k = 0; k < 5000; ++k) {
      const std::string text = some_bytes(random);
      const std::string line = one_line(text);
      CHECK(is_printable(line));
      CHECK(one_line(line) == line);
      CHECK((line == text) == is_printable(text));
      if (line != text) ++changed;
    }
    CHECK(changed > 3000);
    CHECK(one_line("a\nb\x7F\xFF\xE2\x80\xA8é") == "a\\u000ab\\u007f\\xff\\u2028é");
  }

  TEST_CASE("a line is cut where it would be too long, between letters and escapes") {
    behalf::RandomStream random{741, 0};
    for (int k = 0; k < 5000; ++k) {
      const std::string whole = one_line(some_bytes(random));
      const std::size_t longest = random.below(30);
      const std::string line = one_line(whole, longest);
      if (whole.size() <= longest) {
        CHECK(line == whole);
        continue;
      }
      REQUIRE(line.ends_with("..."));
      const std::string kept = line.substr(0, line.size() - 3);
      CHECK(kept.size() <= longest);
      CHECK(whole.starts_with(kept));
      CHECK(is_printable(kept));
    }
    CHECK(one_line("aé\n", 2) == "a...");
    CHECK(one_line("aé\n", 3) == "aé...");
    CHECK(one_line("\n", 5) == "...");
    CHECK(behalf::in_quotes(std::string(61, 'x')) == '"' + std::string(60, 'x') + "...\"");
  }

  TEST_CASE("what ends a line, steers a terminal or turns the order of a text cannot be printed") {
    std::size_t controls = 0;
    for (char32_t c = 0; c < 0x3000; ++c) {
      const bool steers = c < 0x20 || (c >= 0x7F && c <= 0x9F);
      const bool turns = (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
      const bool printed = is_printable("a" + utf8(c) + "b");
      CHECK(printed == !(steers || turns));
      if (!printed) ++controls;
    }
    CHECK(controls == 32 + 33 + 7 + 4);
  }
}
