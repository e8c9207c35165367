#ifndef BEHALF_IO_IMPL_ROWS_IPP
#define BEHALF_IO_IMPL_ROWS_IPP

#include <behalf/io/files/input_file.hpp>
#include <behalf/io/files/row_text.hpp>
#include <behalf/io/json/one_line.hpp>
#include <behalf/io/json/scenario_error.hpp>
#include <behalf/io/rows.hpp>
#include <behalf/scaling/shard.hpp>

#include <charconv>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

namespace behalf {

namespace internal {

std::string RowFileHead::line() const {
  return std::string{form} + hexadecimal(fingerprint, 16) + ", " + std::to_string(points) + " points, share " +
         std::to_string(share.index) + " of " + std::to_string(share.count) + '\n';
}

bool RowFileHead::read(std::string_view text) {
  std::string_view rest = text;
  const auto number = [&rest](std::string_view before, auto& x, int base) {
    if (!rest.starts_with(before)) return false;
    rest.remove_prefix(before.size());
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), x, base);
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    return error == std::errc{};
  };
  // Written again it must be the same, so that there is one way to say it.
  return number(form, fingerprint, 16) && number(", ", points, 10) && number(" points, share ", share.index, 10) &&
         number(" of ", share.count, 10) && share.index < share.count && line() == std::string{text} + '\n';
}

FileError in_file(const std::filesystem::path& path, const ScenarioError& fault) {
  return {path.string() + ':' + fault.place(), fault.rule()};
}

}  // namespace internal

}  // namespace behalf

#endif  // BEHALF_IO_IMPL_ROWS_IPP
