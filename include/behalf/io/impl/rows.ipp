#ifndef BEHALF_IO_IMPL_ROWS_IPP
#define BEHALF_IO_IMPL_ROWS_IPP

#include <behalf/io/files/input_file.hpp>
#include <behalf/io/files/row_text.hpp>
#include <behalf/io/json/one_line.hpp>
#include <behalf/io/json/scenario_error.hpp>
#include <behalf/io/rows.hpp>
#include <behalf/scaling/shard.hpp>

#include <cerrno>
#include <charconv>
#include <cstddef>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <string>
#include <string_view>
#include <sys/file.h>
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

void lock_rows(std::FILE* file, const std::filesystem::path& path) {
  const int descriptor = fileno(file);
  struct flock range {};
  range.l_type = F_WRLCK;
  range.l_whence = SEEK_SET;
  if (flock(descriptor, LOCK_EX | LOCK_NB) == 0) {
    (void)fcntl(descriptor, F_SETLK, &range);  // says which process it is, which the other lock does not
    return;
  }
  if (errno != EWOULDBLOCK) return;
  const bool known = fcntl(descriptor, F_GETLK, &range) == 0 && range.l_type != F_UNLCK && range.l_pid > 0;
  throw FileError{path, "is being written by another run" +
                            (known ? ", process " + std::to_string(range.l_pid) : std::string{}) +
                            ": wait for it, or give this one a share and a file of its own"};
}

FileError in_file(const std::filesystem::path& path, const ScenarioError& fault) {
  return {path.string() + ':' + fault.place(), fault.rule()};
}

}  // namespace internal

}  // namespace behalf

#endif  // BEHALF_IO_IMPL_ROWS_IPP
