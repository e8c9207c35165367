#ifndef BEHALF_IO_FILES_IMPL_LINE_READER_IPP
#define BEHALF_IO_FILES_IMPL_LINE_READER_IPP

#include <behalf/io/files/input_file.hpp>
#include <behalf/io/files/line_reader.hpp>
#include <behalf/io/json/scenario_error.hpp>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <string>
#include <string_view>

namespace behalf {

namespace internal {

LineReader::LineReader(const std::filesystem::path& path) : path_{path} {
  errno = 0;
  file_.reset(std::fopen(path.string().c_str(), "rb"));
  if (!file_) throw FileError{path, "cannot be read", last_file_error()};
  buffer_.resize(longest_line / 16);
}

bool LineReader::next(std::string_view& line) {
  if (next_whole(line)) return true;
  if (begin_ == end_) return false;
  ++line_;
  refuse("the last line does not end: the file is cut off");
}

bool LineReader::next_whole(std::string_view& line) {
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

void LineReader::refuse(const std::string& rule) const {
  throw ScenarioError{std::to_string(std::max<std::size_t>(line_, 1)), rule};
}

bool LineReader::fill() {
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (end_ == longest_line) {
    ++line_;
    refuse("a line of more than " + std::to_string(longest_line) + " bytes");
  }
  if (end_ == buffer_.size()) buffer_.resize(2 * buffer_.size());
  errno = 0;
  const std::size_t count = std::fread(buffer_.data() + end_, 1, buffer_.size() - end_, file_.get());
  if (std::ferror(file_.get()) != 0) throw FileError{path_, "cannot be read", last_file_error()};
  end_ += count;
  return count > 0;
}

}  // namespace internal

}  // namespace behalf

#endif  // BEHALF_IO_FILES_IMPL_LINE_READER_IPP
