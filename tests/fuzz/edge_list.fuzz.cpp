// Any bytes are read as an edge list or refused in one line with nothing loaded, and a list that is read is written and read
// again as the same list.
#include "support/scratch_file.hpp"

#include <behalf/io/edge_list.hpp>
#include <behalf/io/json/one_line.hpp>
#include <behalf/io/json/scenario_error.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/matrix.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string_view>

namespace {

constexpr std::size_t longest_text = 4096;

void require(bool condition) {
  if (!condition) std::abort();
}

/// Two principals, three agents and an affected party, by number or by name.
behalf::NetworkData<double> parties(bool named) {
  behalf::NetworkData<double> data;
  data.values = behalf::rows({{1, 2}, {3, 4}});
  data.affected_values = behalf::rows({{1}, {1}});
  data.agent_count = 3;
  if (named) data.names = {"a", "\"b", "c,", " d", "", "f"};
  return data;
}

void check(std::string_view text, bool named, behalf::EdgeNumbers numbers) {
  static const behalf_test::ScratchFile file;
  behalf::NetworkData<double> data = parties(named);
  try {
    behalf::read_edge_list(file.with(text), data, numbers);
  } catch (const behalf::ScenarioError& error) {
    require(behalf::is_printable(error.what()));
    require(error.in_text());
    require(data.sources.empty() && data.targets.empty() && data.shares.empty() && data.terms.size() == 1);
    return;
  }
  std::ostringstream written;
  behalf::write_edge_list(written, data);
  behalf::NetworkData<double> again = parties(named);
  behalf::read_edge_list(file.with(written.str()), again);
  require(again.sources == data.sources && again.targets == data.targets && again.shares == data.shares);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > longest_text) return -1;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  check(text, false, behalf::EdgeNumbers::as_named);
  check(text, true, behalf::EdgeNumbers::as_named);
  check(text, true, behalf::EdgeNumbers::counts);
  return 0;
}
