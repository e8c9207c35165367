// Any text is read as GraphML and as DOT or refused: nothing is thrown but ScenarioError, in one line, and a network that is
// read is written and read again as the same network.
#include <behalf/io/graph_files.hpp>
#include <behalf/io/json/one_line.hpp>
#include <behalf/io/json/scenario_error.hpp>
#include <behalf/io/kinds/network/document.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string_view>

namespace {

constexpr std::size_t longest_text = 4096;

void require(bool condition) {
  if (!condition) std::abort();
}

template <class Read>
std::optional<behalf::NetworkFile> read(const Read& read_text, std::string_view text) {
  try {
    return read_text(text);
  } catch (const behalf::ScenarioError& error) {
    require(behalf::is_printable(error.what()));
    require(!error.place().empty() && !error.rule().empty());
    return std::nullopt;
  }
}

void check(const std::optional<behalf::NetworkFile>& file) {
  if (!file) return;
  const auto document = behalf::network_document(*file);
  require(behalf::network_document(behalf::read_graphml(behalf::to_graphml(*file))) == document);
  require(behalf::network_document(behalf::read_dot(behalf::to_dot(*file))) == document);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > longest_text) return -1;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  check(read(behalf::read_graphml, text));
  check(read(behalf::read_dot, text));
  return 0;
}
