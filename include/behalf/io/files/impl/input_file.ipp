#ifndef BEHALF_IO_FILES_IMPL_INPUT_FILE_IPP
#define BEHALF_IO_FILES_IMPL_INPUT_FILE_IPP

#include <behalf/io/files/input_file.hpp>
#include <behalf/io/json/one_line.hpp>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <system_error>

namespace behalf {

FileError::FileError(const std::filesystem::path& file, const std::string& rule)
    : std::runtime_error{(file.empty() ? "\"\"" : one_line(file.string())) + ": " + one_line(rule)} {}

FileError::FileError(const std::filesystem::path& file, const std::string& rule, const std::error_code& error)
    : FileError{file, rule + ": " + error.message()} {}

namespace internal {

std::error_code last_file_error() { return {errno == 0 ? EIO : errno, std::generic_category()}; }

}  // namespace internal

std::string read_file(const std::filesystem::path& path) {
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

#endif  // BEHALF_IO_FILES_IMPL_INPUT_FILE_IPP
