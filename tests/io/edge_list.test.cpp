#include "support/refused.hpp"

#include <behalf/io/edge_list.hpp>
#include <behalf/io/files/input_file.hpp>
#include <behalf/io/json/scenario_error.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <io/command.hpp>
#include <optional>
#include <random>
#include <sstream>
#include <string>
#include <vector>

namespace {

using behalf::EdgeNumbers;
using behalf::NetworkData;

/// Two principals, three agents and an affected party, by number or by name.
NetworkData<double> parties(bool named = false) {
  NetworkData<double> data;
  data.values = behalf::rows({{1, 2}, {3, 4}});
  data.affected_values = behalf::rows({{1}, {1}});
  data.agent_count = 3;
  if (named) data.names = {"citizens", "the \"firm\"", "a, b", " c", "d", "Zoë"};
  return data;
}

std::string written(const NetworkData<double>& data) {
  std::ostringstream out;
  behalf::write_edge_list(out, data);
  return out.str();
}

/// What is said of a list that must not be read, after which nothing of it is in the data.
std::string refusal(const std::string& text, bool named = false, EdgeNumbers numbers = EdgeNumbers::as_named) {
  const tests::ScratchFolder folder;
  tests::write_text(folder / "edges.csv", text);
  NetworkData<double> data = parties(named);
  const std::string said =
      behalf_test::refusal<behalf::ScenarioError>([&] { behalf::read_edge_list(folder / "edges.csv", data, numbers); });
  CHECK(data.sources.empty());
  CHECK(data.targets.empty());
  CHECK(data.shares.empty());
  CHECK(data.terms_of.empty());
  CHECK(data.terms.size() == 1);
  return said;
}

NetworkData<double> read(const std::string& text, bool named = false, EdgeNumbers numbers = EdgeNumbers::as_named) {
  const tests::ScratchFolder folder;
  tests::write_text(folder / "edges.csv", text);
  NetworkData<double> data = parties(named);
  behalf::read_edge_list(folder / "edges.csv", data, numbers);
  return data;
}

}  // namespace

TEST_SUITE("io/edge_list") {
  TEST_CASE("an edge list holds the delegations of a network by number or by name") {
    const NetworkData<double> numbered = read("from,to,share\n0,2,0.5\n1,2,.25\r\n2,3,1e-3\n");
    CHECK(numbered.sources == std::vector<std::uint32_t>{0, 1, 2});
    CHECK(numbered.targets == std::vector<std::uint32_t>{2, 2, 3});
    CHECK(numbered.shares == std::vector<double>{0.5, 0.25, 0.001});
    CHECK(numbered.terms_of.empty());
    const NetworkData<double> named =
        read("# 2 delegations\nfrom,to,share,x,y\n\"the \"\"firm\"\"\",\"a, b\",1,0.5,1\ncitizens, c,0.5,,\n", true);
    CHECK(named.sources == std::vector<std::uint32_t>{1, 0});
    CHECK(named.targets == std::vector<std::uint32_t>{2, 3});
    REQUIRE(named.terms.size() == 2);
    CHECK(*named.terms[named.terms_of[0]].transmission == behalf::vec({0.5, 1}));
    CHECK_FALSE(named.terms[named.terms_of[1]].transmission);
    CHECK(read("from,to,share\n").sources.empty());
  }

  TEST_CASE("fields may be separated by tabs, and then hold commas") {
    const NetworkData<double> data = read(
        "# 2 delegations\nfrom\tto\tshare\tx\ty\n\"the \"\"firm\"\"\"\ta, b\t1\t0.5\t1\ncitizens\t c\t0.5\t\t\n", true);
    CHECK(data.sources == std::vector<std::uint32_t>{1, 0});
    CHECK(data.targets == std::vector<std::uint32_t>{2, 3});
    CHECK(data.shares == std::vector<double>{1, 0.5});
    CHECK(*data.terms[data.terms_of[0]].transmission == behalf::vec({0.5, 1}));
    CHECK(refusal("from\tto\tshare\n0,2,1\n") == "2: expected a number, got \"0,2,1\"");
    CHECK(refusal("from,to\tshare\n").starts_with("1: expected the line from,to,share"));
    CHECK(refusal("from\tto\tshare\n\"d\",d\t1\n", true) ==
          "2: expected a tab behind the quotation mark, got \",d\\u00091\"");
  }

  TEST_CASE("what programs for tables add to a list is no part of it") {
    const NetworkData<double> plain = read("from,to,share,x,y\n0,2,0.5,1,0.25\n");
    for (const std::string text :
         {"\xEF\xBB\xBF"
          "from,to,share,x,y\n0,2,0.5,1,0.25\n",
          "\"from\",\"to\",\"share\",\"x, with \"\"y\"\"\",y\r\n0,2,0.5,1,0.25\r\n",
          "from,to,share,x,y\n0,2,0.5,1,0.25\n\n", "from,to,share,x,y\n\"0\",\"2\",\"0.5\",1,0.25\r\n\r\n\n",
          "\xEF\xBB\xBF"
          "# 1 delegations\nfrom,to,share,x,y\n0,2,0.5,1,0.25\n\n",
          "\xEF\xBB\xBF\"from\"\t\"to\"\t\"share\"\t\"x\"\ty\n0\t2\t0.5\t1\t0.25\n"}) {
      CAPTURE(text);
      CHECK(written(read(text)) == written(plain));
    }
  }

  TEST_CASE("counts of hand-offs are shares of what an agent is handed") {
    const std::string counts = "0,2,12\n1,2,3\n0,3,7.0\n2,4,0\n1,3,0\n2,3,1\n2,3,2e0\n";
    const NetworkData<double> named = read("from,to,count\n" + counts);
    CHECK(named.shares == std::vector<double>{0.8, 0.2, 0.7, 0, 0, 0.1, 0.2});
    const NetworkData<double> asked = read("from,to,share\n" + counts, false, EdgeNumbers::counts);
    CHECK(asked.shares == named.shares);
    CHECK(read("from,to,count,x,y\n0,2,4,1,0\n1,2,12,,\n").shares == std::vector<double>{0.25, 0.75});
    CHECK(refusal("from,to,share\n0,2,12\n1,2,3\n")
              .ends_with("; counts of hand-offs go in a column called count, or are asked for with EdgeNumbers::counts "
                         "(diagnose --counts)"));
    CHECK(refusal("from,to,share\n0,2,-1\n").find("counts") == std::string::npos);
    for (const std::string wrong : {"0.5", "-1", "9007199254740994", "nan", "inf"}) {
      CHECK(refusal("from,to,count\n0,2," + wrong + '\n') ==
            "2: expected a count of hand-offs, a whole number from 0 to 2^53, got \"" + wrong + '"');
    }
    CHECK(refusal("from,to,share\n0,2,0.5\n", false, EdgeNumbers::counts).starts_with("2: expected a count"));
    CHECK(refusal("from,to,count,x\n0,2,1,1\n").starts_with("1: expected the line from,to,share or from,to,count"));
  }

  TEST_CASE("shares of many counts are shares in all, whatever rounding makes of them") {
    for (const int many : {3, 7, 49, 98, 1000, 65537}) {
      CAPTURE(many);
      std::string text = "from,to,count\n";
      for (int k = 0; k < many; ++k) text += "0,2,1\n";
      const NetworkData<double> data = read(text);
      CHECK(data.shares == std::vector<double>(static_cast<std::size_t>(many), 1.0 / many));
    }
  }

  TEST_CASE("names that look alike are told apart") {
    CHECK(refusal("from,to,share\nd,Zoe\xCC\x88,1\n", true) == "2: expected the name of a party, got \"Zoe\\u0308\"");
    CHECK(refusal("from,to,share\nd\xC2\xA0,d,1\n", true) == "2: expected the name of a party, got \"d\\u00a0\"");
    CHECK(refusal("from,to\xE2\x80\x8B,share\n").ends_with("got \"from,to\\u200b,share\""));
    CHECK(refusal("\xEF\xBB\xBF\xEF\xBB\xBF"
                  "from,to,share\n")
              .ends_with("got \"\\ufefffrom,to,share\""));
  }

  TEST_CASE("a network that is written as an edge list and read again is the same network") {
    std::mt19937_64 random{20260202};
    const auto below = [&](std::size_t n) { return std::uniform_int_distribution<std::size_t>{0, n - 1}(random); };
    const auto fraction = [&] { return std::uniform_real_distribution<double>{0, 1}(random); };
    for (int k = 0; k < 200; ++k) {
      NetworkData<double> data = parties(k % 2 == 0);
      const bool transmits = below(2) == 0;
      data.terms.clear();
      data.terms.emplace_back();
      for (std::size_t e = below(20); e > 0; --e) {
        const std::uint32_t to = static_cast<std::uint32_t>(2 + below(3));
        const std::uint32_t from = static_cast<std::uint32_t>(below(5));
        if (from == to) continue;
        data.sources.push_back(from);
        data.targets.push_back(to);
        data.shares.push_back(fraction() / 20);
        data.terms_of.push_back(static_cast<std::uint32_t>(below(data.terms.size())));
        if (!transmits || below(2) == 0) continue;
        data.terms.emplace_back();
        data.terms.back().transmission = behalf::vec({fraction(), fraction()});
        data.terms_of.back() = static_cast<std::uint32_t>(data.terms.size() - 1);
      }
      const std::string text = written(data);
      CAPTURE(text);
      const NetworkData<double> again = read(text, k % 2 == 0);
      CHECK(again.sources == data.sources);
      CHECK(again.targets == data.targets);
      CHECK(again.shares == data.shares);
      for (std::size_t e = 0; e < data.sources.size(); ++e) {
        const auto& terms = again.terms.at(again.terms_of.empty() ? 0 : again.terms_of[e]);
        CHECK(terms.transmission == data.terms[data.terms_of[e]].transmission);
      }
      CHECK(written(again) == text);
    }
  }

  TEST_CASE("delegations by the same transmission share their terms") {
    const NetworkData<double> data =
        read("from,to,share,x,y\n0,2,.1,0.5,1\n1,2,.1,0.5,1\n0,3,.1,1,0.5\n1,3,.1,0.5,1\n");
    CHECK(data.terms.size() == 2);
    CHECK(data.terms_of == std::vector<std::uint32_t>{0, 0, 1, 0});
  }

  TEST_CASE("an edge list that is none is refused with its line and nothing of it is loaded") {
    CHECK(refusal("") == "1: expected the line from,to,share or from,to,count, the file ends");
    CHECK(refusal("# 3 delegations\n") == "1: expected the line from,to,share or from,to,count, the file ends");
    CHECK(refusal("from;to;share\n") ==
          "1: expected the line from,to,share or from,to,count, with 2 more columns or none, got \"from;to;share\"");
    CHECK(refusal("from,to,share,x\n")
              .starts_with("1: expected the line from,to,share or from,to,count, with 2 more columns or none"));
    CHECK(refusal("from,to,share\n0,2,1\n\n\n1,2,0\n") == "3: a blank line, with delegations behind it");
    CHECK(refusal("\xFF\xFE"
                  "f") == "1: the last line does not end: the file is cut off");
    CHECK(refusal(std::string{"\xFF\xFE"
                              "f\0\n\0",
                              6}) == "1: expected UTF-8, got UTF-16");
    CHECK(refusal("from,to,share\n0,2\n") == "2: expected more columns, the line ends");
    CHECK(refusal("from,to,share\n0,2,0.5,\n") == "2: expected no more columns, got \"\"");
    CHECK(refusal("from,to,share\n0,2,0.5,1,1\n") == "2: expected no more columns, got \"1,1\"");
    CHECK(refusal("from,to,share\n0,2,half\n") == "2: expected a number, got \"half\"");
    CHECK(refusal("from,to,share\n0,2, 0.5\n") == "2: expected a number, got \" 0.5\"");
    CHECK(refusal("from,to,share\n0,2,1e999\n") == "2: the number 1e999 is out of range");
    CHECK(refusal("from,to,share\n0,99999999999,1\n") == "2: the number 99999999999 is out of range");
    CHECK(refusal("from,to,share\n0,6,1\n") == "2: expected a party below 6, got 6");
    CHECK(refusal("from,to,share\n-1,2,1\n") == "2: expected a number, got \"-1\"");
    CHECK(refusal("from,to,share\n0,2,nan\n").starts_with("2: expected a finite number that is not negative"));
    CHECK(refusal("from,to,share\n0,2,inf\n").starts_with("2: expected a finite number that is not negative"));
    CHECK(refusal("from,to,share\n0,2,1\n0,3,-1\n").starts_with("3: expected a finite number that is not negative"));
    CHECK(refusal("from,to,share\n0,2,0.75\n1,3,1\n1,2,0.5\n")
              .starts_with("4: expected in-shares of agent 1 of at most 1"));
    CHECK(refusal("from,to,share\n2,2,1\n").starts_with("2: expected another party"));
    CHECK(refusal("from,to,share\n5,2,1\n").starts_with("2: expected a principal or an agent"));
    CHECK(refusal("from,to,share\n0,1,1\n").starts_with("2: expected an agent"));
    CHECK(refusal("from,to,share,x,y\n0,2,1,0.5,2\n") == "2: expected a number from 0 to 1, got 2");
    CHECK(refusal("from,to,share,x,y\n0,2,1,0.5,\n") == "2: expected a transmission of every attribute or of none");
    CHECK(refusal("from,to,share\nd,e,1\n", true) == "2: expected the name of a party, got \"e\"");
    CHECK(refusal("from,to,share\n\"d,e,1\n", true) == "2: a quotation mark is not closed");
    CHECK(refusal("from,to,share\n\"d\"e,d,1\n", true) ==
          "2: expected a comma behind the quotation mark, got \"e,d,1\"");
    CHECK(refusal("from,to,share\n0,2," + std::string(2'000'000, '1') + "\n") ==
          "2: a line of more than 1048576 bytes");
  }

  TEST_CASE("an edge list that is cut off anywhere is refused") {
    const std::string text = "# 3 delegations\nfrom,to,share,x,y\n0,2,0.125,0.5,1\n1,2,0.25,0.5,1\n0,3,0.5,0.75,0.5\n";
    REQUIRE(read(text).sources.size() == 3);
    for (std::size_t length = 0; length < text.size(); ++length) {
      CAPTURE(length);
      CHECK(refusal(text.substr(0, length)) != "was not refused");
    }
    CHECK(refusal(text.substr(0, text.size() - 2)) == "5: the last line does not end: the file is cut off");
    CHECK(refusal(text.substr(0, text.find("0,3"))) == "4: expected 3 delegations, the file ends after 2");
    CHECK(refusal(text + "1,3,0,,\n") == "6: expected 3 delegations, the file ends after 4");
  }

  TEST_CASE("lines of an edge list may lie across the blocks in which it is read") {
    NetworkData<double> data = parties();
    std::string text = "from,to,share\n";
    for (int k = 0; k < 200'000; ++k) text += (k % 2 == 0 ? "0,2,1e-6\n" : "1,3,0.0000025\n");
    const NetworkData<double> many = read(text);
    REQUIRE(many.sources.size() == 200'000);
    for (std::size_t e = 0; e < many.sources.size(); ++e) {
      if (many.targets[e] != 2 + e % 2 || many.shares[e] != (e % 2 == 0 ? 1e-6 : 2.5e-6)) FAIL("edge " << e);
    }
  }

  TEST_CASE("an edge list is for what it can hold") {
    NetworkData<double> data = parties();
    CHECK_THROWS_AS(behalf::read_edge_list("/nowhere/edges.csv", data), behalf::FileError);
    data.sources = {0};
    CHECK_THROWS_AS(behalf::read_edge_list("/nowhere/edges.csv", data), behalf::InvalidArgument);
    data.targets = {2};
    data.shares = {1};
    data.terms[0].metrics = behalf::rows({{1, 0}});
    CHECK_THROWS_AS((void)written(data), behalf::InvalidArgument);
    NetworkData<double> twins = parties(true);
    twins.names[1] = twins.names[0];
    CHECK_THROWS_AS(behalf::read_edge_list("/dev/null", twins), behalf::InvalidArgument);
  }
}
