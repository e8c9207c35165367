#ifndef BEHALF_IO_FILE_ERROR_HPP
#define BEHALF_IO_FILE_ERROR_HPP

#include <behalf/io/one_line.hpp>

#include <cerrno>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <system_error>

namespace behalf {

/// A file that cannot be read or written. The text reads "file: rule" and is one line, whatever the file is called.
class FileError : public std::runtime_error {
public:
  FileError(const std::filesystem::path& file, const std::string& rule)
      : std::runtime_error{(file.empty() ? "\"\"" : one_line(file.string())) + ": " + one_line(rule)} {}
  /// The same with what the system says about the error: "cannot be read: Permission denied".
  FileError(const std::filesystem::path& file, const std::string& rule, const std::error_code& error)
      : FileError{file, rule + ": " + error.message()} {}
};

namespace internal {

/// The error that the C library has just reported.
[[nodiscard]] inline std::error_code last_file_error() { return {errno == 0 ? EIO : errno, std::generic_category()}; }

}  // namespace internal

}  // namespace behalf

#endif  // BEHALF_IO_FILE_ERROR_HPP
