#ifndef BEHALF_IO_ROWS_HPP
#define BEHALF_IO_ROWS_HPP

#include <behalf/io/files/input_file.hpp>
#include <behalf/io/files/line_reader.hpp>
#include <behalf/io/files/row_text.hpp>
#include <behalf/io/json/one_line.hpp>
#include <behalf/io/json/scenario_error.hpp>
#include <behalf/scaling/point.hpp>
#include <behalf/scaling/row.hpp>
#include <behalf/scaling/runnable_study.hpp>
#include <behalf/scaling/shard.hpp>
#include <behalf/solve/invalid_argument.hpp>

#include <cerrno>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

namespace behalf {

namespace internal {

/// Whose rows a file holds: what its first line says.
struct RowFileHead {
  std::uint64_t fingerprint = 0;
  std::size_t points = 0;  // of the study
  Shard share{};

  [[nodiscard]] std::string line() const;
  /// Reads such a line without its end; false where it is none.
  [[nodiscard]] bool read(std::string_view text);

  static constexpr std::string_view kind = "# behalf scaling rows, ";
  static constexpr std::string_view form = "# behalf scaling rows, format 1, study ";
};

/// The rows of a file in their order, each of them checked. Every fault is a `ScenarioError` with the line.
template <RowNumber Scalar>
class RowFileReader {
public:
  explicit RowFileReader(const std::filesystem::path& path) : lines_{path} {}

  /// Reads the lines before the rows; false where the file ends before they do.
  bool read_head() {
    std::string_view line;
    if (!lines_.next_whole(line)) return false;
    if (!head_.read(line)) {
      lines_.refuse(line.starts_with(RowFileHead::kind)
                        ? "expected rows of a scaling study in format 1, got " + in_quotes(line)
                        : "expected rows of a scaling study, got " + in_quotes(line));
    }
    if (!lines_.next_whole(line)) return false;
    const std::string columns = column_line<Scalar>();
    if (line != std::string_view{columns}.substr(0, columns.size() - 1)) {
      lines_.refuse("expected the line of the columns of format 1, got " + in_quotes(line));
    }
    return true;
  }
  [[nodiscard]] const RowFileHead& head() const noexcept { return head_; }

  /// The next whole row; false where there is none any more. Rows that were there before are passed over: two runs that
  /// wrote to one file at the same time wrote each row in its order, some of them twice.
  bool next(ScalingRow<Scalar>& row) {
    std::string_view line;
    while (lines_.next_whole(line)) {
      const std::string fault = read_row(line, row, head_.fingerprint);
      if (!fault.empty()) refuse(fault);
      if (is_known(row.index)) continue;
      if (rows_ == head_.share.points(head_.points)) refuse("expected no more rows, the share is complete");
      if (row.index != head_.share.point(rows_)) {
        refuse("expected point " + std::to_string(head_.share.point(rows_)) + ", got point " +
               std::to_string(row.index));
      }
      ++rows_;
      return true;
    }
    return false;
  }
  [[nodiscard]] std::size_t rows() const noexcept { return rows_; }
  [[nodiscard]] const LineReader& lines() const noexcept { return lines_; }

private:
  [[nodiscard]] bool is_known(std::size_t index) const {
    const Shard& share = head_.share;
    return index >= share.index && (index - share.index) % share.count == 0 && index < share.point(rows_);
  }
  /// Says what is wrong with the row just read, and how to go on from those before it.
  [[noreturn]] void refuse(const std::string& fault) const {
    lines_.refuse(fault + "; a file of the " + std::to_string(lines_.line() - 1) +
                  " lines before is good to go on from");
  }

  LineReader lines_;
  RowFileHead head_;
  std::size_t rows_ = 0;
};

/// Keeps other runs from writing to a file of rows until it is closed. Throws `FileError` that says who is writing to it.
/// Where the file system knows no locks there is none: what two runs write is then passed over when it is read.
void lock_rows(std::FILE* file, const std::filesystem::path& path);

/// A fault in a line of a file as "FILE:LINE: rule".
[[nodiscard]] FileError in_file(const std::filesystem::path& path, const ScenarioError& fault);

}  // namespace internal

/// The rows of a share of a study on disk, as they come; a run that was killed goes on behind those that are there.
///
/// Text: a line "# behalf scaling rows, …" with the study and the share, a line with the names of the columns, and a line
/// per row, CSV for any statistics program. Numbers have as many digits as they need to be read back with the same bits;
/// relative_gap is empty where it is absent; the last column is a checksum of the line. The bytes do not depend on how
/// often the run was interrupted. Each row has left the process when `operator()` returns, so that no death of the process
/// loses it; a machine that stops may lose the last rows. One run at a time writes to a file: it holds a lock on it.
///
///     RowFile file{"study.csv", study, share};
///     run(study, share, file, {.skip = file.rows()});
template <RowNumber ScalarType = double>
class RowFile {
public:
  using Scalar = ScalarType;

  /// Makes the file, or opens one of this study and share: checks every row that is there and cuts off a last one that was
  /// not written to its end. What is not a regular file (a pipe, /dev/stdout) is written from the start.
  ///
  /// Throws `FileError`, and nothing has been changed, when the file cannot be read or written, when another run writes to it
  /// and ("FILE:LINE: rule") when it
  /// is no such file, is of another study or share, or has a row that is not as it was written.
  template <RunnableStudy S>
    requires std::same_as<typename S::Scalar, Scalar>
  RowFile(const std::filesystem::path& path, const S& study, Shard share = {})
      : path_{path}, head_{study.fingerprint(), study.size(), shard(share.index, share.count)} {
    const std::string head = head_.line() + internal::column_line<Scalar>();
    std::error_code error;
    std::size_t bytes = 0;
    bool cut_off = false;
    const bool is_there = std::filesystem::is_regular_file(path, error);
    errno = 0;
    file_.reset(std::fopen(path.string().c_str(), "ab"));
    if (!file_) fail(internal::last_file_error());
    if (std::filesystem::is_regular_file(path, error)) internal::lock_rows(file_.get(), path);
    if (is_there) {
      try {
        bytes = check(study, head);
      } catch (const ScenarioError& fault) {
        throw internal::in_file(path, fault);
      }
      cut_off = std::filesystem::file_size(path, error) != bytes;
    }
    error.clear();
    errno = 0;
    // Each row is one write of the system: a buffer could keep a part of it for later.
    if (std::setvbuf(file_.get(), nullptr, _IONBF, 0) != 0) fail(internal::last_file_error());
    if (cut_off) std::filesystem::resize_file(path, bytes, error);
    if (error) fail(error);
    if (bytes == 0) write(head);
  }

  /// How many rows of the share are there.
  [[nodiscard]] std::size_t rows() const noexcept { return rows_; }

  /// Appends the next row of the share. Throws `FileError` when it cannot be written, to which the file is then closed, and
  /// `InvalidArgument` for a row that is not the next.
  void operator()(const ScalingRow<Scalar>& row) {
    const std::size_t next = head_.share.point(rows_);
    if (row.index != next || rows_ == head_.share.points(head_.points)) {
      throw InvalidArgument{
          "RowFile", "row",
          "expected " +
              (rows_ == head_.share.points(head_.points) ? std::string{"no more rows"}
                                                         : "point " + std::to_string(next) + " of the study") +
              ", got point " + std::to_string(row.index)};
    }
    if (!file_) throw FileError{path_, "cannot be written: an earlier row could not be"};
    internal::write_row(line_, row, head_.fingerprint);
    write(line_);
    ++rows_;
  }

private:
  /// Checks an existing file, counts its rows and returns how many bytes are theirs.
  template <RunnableStudy S>
  [[nodiscard]] std::size_t check(const S& study, const std::string& head) {
    internal::RowFileReader<Scalar> reader{path_};
    if (!reader.read_head()) return check_beginning(head);
    const internal::RowFileHead& found = reader.head();
    const auto refuse = [](const std::string& rule) { throw ScenarioError{"1", rule}; };
    if (found.fingerprint != head_.fingerprint || found.points != head_.points) {
      refuse("expected rows of this study, got rows of another");
    }
    if (found.share.index != head_.share.index || found.share.count != head_.share.count) {
      refuse("expected share " + std::to_string(head_.share.index) + " of " + std::to_string(head_.share.count) +
             ", got share " + std::to_string(found.share.index) + " of " + std::to_string(found.share.count));
    }
    ScalingRow<Scalar> row;
    while (reader.next(row)) {
      if (!(row.at == study.plan().point(row.index))) {
        throw ScenarioError{std::to_string(reader.lines().line()),
                            "expected the point of the study, got " + to_text(row.at)};
      }
    }
    rows_ = reader.rows();
    return reader.lines().bytes();
  }
  /// A file that ends before its rows begin is ours only if it is the beginning of such a file.
  [[nodiscard]] std::size_t check_beginning(const std::string& head) const {
    if (!std::string_view{head}.starts_with(read_file(path_))) {
      throw ScenarioError{"1", "expected rows of this study and share or an empty file"};
    }
    return 0;
  }

  void write(std::string_view text) {
    errno = 0;
    if (std::fwrite(text.data(), 1, text.size(), file_.get()) != text.size()) fail(internal::last_file_error());
  }
  [[noreturn]] void fail(const std::error_code& error) {
    file_.reset();
    throw FileError{path_, "cannot be written", error};
  }

  std::filesystem::path path_;
  internal::RowFileHead head_;
  internal::File file_;
  std::string line_;
  std::size_t rows_ = 0;
};

template <RunnableStudy S>
RowFile(const std::filesystem::path&, const S&, Shard = {}) -> RowFile<typename S::Scalar>;

/// The rows of a file that `RowFile` wrote, for `merge_shards`, which needs each share to be complete.
/// Throws `FileError` when it cannot be read and ("FILE:LINE: rule") for a file that is none, is cut off in a line, or has a
/// row that is not as it was written or not the next of its share.
template <RowNumber Scalar = double>
[[nodiscard]] ScalingShard<Scalar> read_rows(const std::filesystem::path& path) {
  try {
    internal::RowFileReader<Scalar> reader{path};
    const bool whole = reader.read_head();
    ScalingShard<Scalar> shard{.fingerprint = reader.head().fingerprint};
    ScalingRow<Scalar> row;
    while (whole && reader.next(row)) shard.rows.push_back(row);
    if (!whole || !reader.lines().rest().empty()) {
      throw ScenarioError{std::to_string(reader.lines().line() + 1), "the file is cut off"};
    }
    return shard;
  } catch (const ScenarioError& fault) {
    throw internal::in_file(path, fault);
  }
}

}  // namespace behalf

#endif  // BEHALF_IO_ROWS_HPP
