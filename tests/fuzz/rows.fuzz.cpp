// Any bytes are read as rows of a scaling study or refused in one line, with the checksums that they have and with those that
// they should have; rows that are read are written as text that is read as the same rows.
#include "support/scratch_file.hpp"

#include <behalf/io/files/input_file.hpp>
#include <behalf/io/files/row_text.hpp>
#include <behalf/io/json/one_line.hpp>
#include <behalf/io/rows.hpp>
#include <behalf/scaling/row.hpp>
#include <behalf/scaling/shard.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

constexpr std::size_t longest_text = 4096;

void require(bool condition) {
  if (!condition) std::abort();
}

/// The text with the right checksum in each line after the first two.
std::string with_checksums(std::string_view text) {
  behalf::internal::RowFileHead head;
  std::string result;
  for (std::size_t line = 0; !text.empty(); ++line) {
    const std::size_t end = text.find('\n');
    std::string one{text.substr(0, end)};
    if (line == 0) (void)head.read(one);
    if (line > 1 && end != std::string_view::npos) {
      one.resize(one.rfind(',') + 1);
      one += behalf::internal::checksum(head.fingerprint, one);
    }
    result += one;
    if (end == std::string_view::npos) break;
    result += '\n';
    text.remove_prefix(end + 1);
  }
  return result;
}

void check(std::string_view text) {
  static const behalf_test::ScratchFile file;
  behalf::ScalingShard<double> shard;
  try {
    shard = behalf::read_rows(file.with(text));
  } catch (const behalf::FileError& error) {
    require(behalf::is_printable(error.what()));
    return;
  }
  std::string line, again;
  for (const behalf::ScalingRow<double>& row : shard.rows) {
    behalf::internal::write_row(line, row, shard.fingerprint);
    behalf::ScalingRow<double> read;
    require(
        behalf::internal::read_row(std::string_view{line}.substr(0, line.size() - 1), read, shard.fingerprint).empty());
    behalf::internal::write_row(again, read, shard.fingerprint);
    require(again == line);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > longest_text) return -1;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  check(text);
  check(with_checksums(text));
  return 0;
}
