#ifndef BEHALF_IO_INPUT_FILE_HPP
#define BEHALF_IO_INPUT_FILE_HPP

#include <behalf/io/file_error.hpp>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

namespace behalf {

/// The longest file that is read: what comes from a device that never ends is refused, not collected.
inline constexpr std::size_t longest_input = std::size_t{256} << 20U;

namespace internal {

struct CloseFile {
  void operator()(std::FILE* file) const noexcept { (void)std::fclose(file); }  // NOLINT: the owner is File
};
using File = std::unique_ptr<std::FILE, CloseFile>;

}  // namespace internal

/// All the bytes of a file, a pipe or a device. Throws `FileError` when it cannot be read or exceeds `longest_input`.
[[nodiscard]] inline std::string read_file(const std::filesystem::path& path) {
  errno = 0;
  const internal::File file{std::fopen(path.string().c_str(), "rb")};
  if (!file) throw FileError{path, "cannot be read", internal::last_file_error()};
  std::string text;
  std::array<char, 65536> block{};
  while (const std::size_t count = std::fread(block.data(), 1, block.size(), file.get())) {
    text.append(block.data(), count);
    if (text.size() > longest_input) {
      throw FileError{path, "cannot be read: longer than " + std::to_string(longest_input) + " bytes"};
    }
  }
  if (std::ferror(file.get()) != 0) throw FileError{path, "cannot be read", internal::last_file_error()};
  return text;
}

}  // namespace behalf

#endif  // BEHALF_IO_INPUT_FILE_HPP
