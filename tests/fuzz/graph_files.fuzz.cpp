// Any text is read as GraphML and as DOT or refused: nothing is thrown but ScenarioError, in one line, and a network that is
// read is written and read again as the same network. What is read is read in the same way where foreign attributes are to be
// passed over.
#include <behalf/io/files/foreign_attributes.hpp>
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

using Read = behalf::NetworkFile(std::string_view, behalf::ForeignAttributes);

std::optional<behalf::NetworkFile> read(Read& read_text, std::string_view text, behalf::ForeignAttributes foreign) {
  try {
    return read_text(text, foreign);
  } catch (const behalf::ScenarioError& error) {
    require(behalf::is_printable(error.what()));
    require(!error.place().empty() && !error.rule().empty());
    return std::nullopt;
  }
}

void check(Read& read_text, std::string_view text) {
  const auto all = read(read_text, text, behalf::ForeignAttributes::refuse);
  const auto known = read(read_text, text, behalf::ForeignAttributes::pass_over);
  if (!known) {
    require(!all);
    return;
  }
  const auto document = behalf::network_document(*known);
  require(!all || behalf::network_document(*all) == document);
  require(behalf::network_document(behalf::read_graphml(behalf::to_graphml(*known))) == document);
  require(behalf::network_document(behalf::read_dot(behalf::to_dot(*known))) == document);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > longest_text) return -1;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  check(behalf::read_graphml, text);
  check(behalf::read_dot, text);
  return 0;
}
