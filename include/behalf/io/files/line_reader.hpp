#ifndef BEHALF_IO_FILES_LINE_READER_HPP
#define BEHALF_IO_FILES_LINE_READER_HPP

#include <behalf/io/files/input_file.hpp>

#include <cstddef>
#include <cstring>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace behalf {

namespace internal {

/// The lines of a file, one at a time, from a buffer that is filled again as needed.
class LineReader {
public:
  explicit LineReader(const std::filesystem::path& path);

  /// The next line without its end; false behind the last. Throws `ScenarioError` for a line that has no end.
  bool next(std::string_view& line);
  /// The next line that has an end, without it; false where there is none any more.
  bool next_whole(std::string_view& line);
  /// Once there is no whole line any more: what there is of one that has no end.
  [[nodiscard]] std::string_view rest() const noexcept { return {buffer_.data() + begin_, end_ - begin_}; }
  /// How many bytes of the file are in the lines that were read.
  [[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }
  [[noreturn]] void refuse(const std::string& rule) const;
  /// The number of the line that was read last, counted from 1.
  [[nodiscard]] std::size_t line() const noexcept { return line_; }

private:
  static constexpr std::size_t longest_line = std::size_t{1} << 20U;

  bool fill();

  std::filesystem::path path_;
  File file_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;     // of the next line in the buffer
  std::size_t end_ = 0;       // of what is in the buffer
  std::size_t searched_ = 0;  // bytes of the next line that hold no end
  std::size_t line_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace internal

}  // namespace behalf

#endif  // BEHALF_IO_FILES_LINE_READER_HPP
