#ifndef BEHALF_IO_FILES_INPUT_FILE_HPP
#define BEHALF_IO_FILES_INPUT_FILE_HPP

#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <system_error>

namespace behalf {

/// A file that cannot be read or written. The text reads "file: rule" and is one line, whatever the file is called.
class FileError : public std::runtime_error {
public:
  FileError(const std::filesystem::path& file, const std::string& rule);
  /// The same with what the system says about the error: "cannot be read: Permission denied".
  FileError(const std::filesystem::path& file, const std::string& rule, const std::error_code& error);
};

namespace internal {

/// The error that the C library has just reported.
[[nodiscard]] std::error_code last_file_error();

}  // namespace internal

/// The longest file that is read: what comes from a device that never ends is refused, not collected.
inline constexpr std::size_t longest_input = std::size_t{256} << 20U;

namespace internal {

struct CloseFile {
  void operator()(std::FILE* file) const noexcept { (void)std::fclose(file); }  // NOLINT: the owner is File
};

using File = std::unique_ptr<std::FILE, CloseFile>;

}  // namespace internal

/// All the bytes of a file, a pipe or a device. Throws `FileError` when it cannot be read or exceeds `longest_input`.
[[nodiscard]] std::string read_file(const std::filesystem::path& path);

}  // namespace behalf

#endif  // BEHALF_IO_FILES_INPUT_FILE_HPP
