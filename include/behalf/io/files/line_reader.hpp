#ifndef BEHALF_IO_FILES_LINE_READER_HPP
#define BEHALF_IO_FILES_LINE_READER_HPP

#include <behalf/io/files/input_file.hpp>
#include <behalf/io/json/scenario_error.hpp>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdio>
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
  explicit LineReader(const std::filesystem::path& path) : path_{path} {
    errno = 0;
    file_.reset(std::fopen(path.string().c_str(), "rb"));
    if (!file_) throw FileError{path, "cannot be read", last_file_error()};
    buffer_.resize(longest_line);
  }

  /// The next line without its end; false behind the last. Throws `ScenarioError` for a line that has no end.
  bool next(std::string_view& line) {
    if (next_whole(line)) return true;
    if (begin_ == end_) return false;
    ++line_;
    refuse("the last line does not end: the file is cut off");
  }
  /// The next line that has an end, without it; false where there is none any more.
  bool next_whole(std::string_view& line) {
    do {
      char* const start = buffer_.data() + begin_;
      if (void* const end = std::memchr(start + searched_, '\n', end_ - begin_ - searched_)) {
        line = {start, static_cast<std::size_t>(static_cast<char*>(end) - start)};
        begin_ += line.size() + 1;
        bytes_ += line.size() + 1;
        searched_ = 0;
        ++line_;
        if (line.ends_with('\r')) line.remove_suffix(1);
        return true;
      }
      searched_ = end_ - begin_;
    } while (fill());
    return false;
  }
  /// Once there is no whole line any more: what there is of one that has no end.
  [[nodiscard]] std::string_view rest() const noexcept { return {buffer_.data() + begin_, end_ - begin_}; }
  /// How many bytes of the file are in the lines that were read.
  [[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }
  [[noreturn]] void refuse(const std::string& rule) const {
    throw ScenarioError{std::to_string(std::max<std::size_t>(line_, 1)), rule};
  }
  /// The number of the line that was read last, counted from 1.
  [[nodiscard]] std::size_t line() const noexcept { return line_; }

private:
  static constexpr std::size_t longest_line = std::size_t{1} << 20U;

  bool fill() {
    if (begin_ > 0) {
      std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
      end_ -= begin_;
      begin_ = 0;
    }
    if (end_ == buffer_.size()) {
      ++line_;
      refuse("a line of more than " + std::to_string(longest_line) + " bytes");
    }
    errno = 0;
    const std::size_t count = std::fread(buffer_.data() + end_, 1, buffer_.size() - end_, file_.get());
    if (std::ferror(file_.get()) != 0) throw FileError{path_, "cannot be read", last_file_error()};
    end_ += count;
    return count > 0;
  }

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
