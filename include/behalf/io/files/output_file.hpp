#ifndef BEHALF_IO_FILES_OUTPUT_FILE_HPP
#define BEHALF_IO_FILES_OUTPUT_FILE_HPP

#include <behalf/io/files/input_file.hpp>
#include <behalf/io/json/one_line.hpp>

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <random>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace behalf {

/// The files that one run writes: either all of them get all of their text, or none is touched.
///
/// `stage` writes a text to a temporary file beside its target; `commit`, once everything is ready, puts each in its place
/// in one step. Whatever is not committed is removed again, when the object goes at the latest. Symbolic links are
/// followed and an existing file keeps its permissions. What is not a regular file (a pipe, /dev/stdout) can have no
/// temporary file and is written to by `commit`, before anything is put in its place.
/// Every failure throws `FileError`. Then, and whatever else is thrown meanwhile, nothing has been changed, save what a pipe
/// or device has already taken; an output that could not be staged is forgotten.
class OutputFiles {
public:
  /// Files in `protected_files`, such as the input, are refused as targets under whatever name.
  explicit OutputFiles(std::vector<std::filesystem::path> protected_files = {})
      : protected_files_{std::move(protected_files)} {}
  OutputFiles(const OutputFiles&) = delete;
  OutputFiles(OutputFiles&&) = delete;
  OutputFiles& operator=(const OutputFiles&) = delete;
  OutputFiles& operator=(OutputFiles&&) = delete;
  ~OutputFiles() {
    for (const Staged& file : staged_) remove_temporaries(file);
  }

  /// Prepares a file with this text. Refused are a directory, a file that may not be written, a protected file and the
  /// target of another output.
  void stage(const std::filesystem::path& target, std::string text) {
    namespace fs = std::filesystem;
    Staged file{.name = target, .target = resolved(target)};
    std::error_code error;
    const fs::file_status status = fs::status(file.target, error);
    if (status.type() == fs::file_type::none) throw FileError{target, cannot, error};
    if (fs::is_directory(status)) throw FileError{target, std::string{cannot} + ": it is a directory"};
    file.exists = fs::exists(status);
    if (is_open_stream(file.target) || (file.exists && !fs::is_regular_file(status))) {
      file.text = std::move(text);
      staged_.push_back(std::move(file));
      return;
    }
    for (const fs::path& other : protected_files_) {
      if (is_same(file.target, other)) throw FileError{target, same + in_quotes(other.string())};
    }
    for (const Staged& other : staged_) {
      if (!other.temporary.empty() && is_same(file.target, other.target)) {
        throw FileError{target, same + "the other output " + in_quotes(other.name.string())};
      }
    }
    if (file.exists && !open(file.target, "ab")) throw FileError{target, cannot, internal::last_file_error()};
    file.temporary = beside(file.target);
    staged_.reserve(staged_.size() + 1);  // so that nothing fails between making a file and knowing of it
    internal::File stream = open(file.temporary, "wbx");
    if (!stream) throw FileError{target, cannot, internal::last_file_error()};
    staged_.push_back(std::move(file));
    try {
      if (staged_.back().exists) {
        fs::permissions(staged_.back().temporary, status.permissions() & fs::perms::all, error);
        if (error) throw FileError{target, cannot, error};
      }
      write(std::move(stream), target, text);
    } catch (...) {
      remove_temporaries(staged_.back());
      staged_.pop_back();
      throw;
    }
  }

  /// Puts everything that was prepared in its place.
  void commit() {
    for (const Staged& file : staged_) {
      if (!file.temporary.empty()) continue;
      // At the end, so that a file behind /dev/stdout keeps what was printed before.
      internal::File stream = open(file.target, "ab");
      if (!stream) throw FileError{file.name, cannot, internal::last_file_error()};
      write(std::move(stream), file.name, file.text);
    }
    std::erase_if(staged_, [](const Staged& file) { return file.temporary.empty(); });
    std::size_t done = 0;
    try {
      for (; done < staged_.size(); ++done) put_in_place(staged_[done], done + 1 < staged_.size());
    } catch (...) {
      while (done > 0) take_back(staged_[--done]);
      throw;
    }
    for (Staged& file : staged_) file.temporary.clear();
    for (const Staged& file : staged_) remove_temporaries(file);
    staged_.clear();
  }

private:
  struct Staged {
    std::filesystem::path name;         // as the caller calls it
    std::filesystem::path target{};     // with symbolic links followed
    std::filesystem::path temporary{};  // empty: not a regular file
    std::filesystem::path former{};     // what stood there before, in case it must come back
    std::string text{};
    bool exists = false;
  };
  static constexpr const char* cannot = "cannot be written";
  static inline const std::string same = "cannot be written: it is the same file as ";

  [[nodiscard]] static internal::File open(const std::filesystem::path& path, const char* mode) {
    errno = 0;
    return internal::File{std::fopen(path.string().c_str(), mode)};
  }
  static void write(internal::File stream, const std::filesystem::path& name, std::string_view text) {
    errno = 0;
    // Some systems find out only when a file is closed that there was no room for it.
    if (std::fwrite(text.data(), 1, text.size(), stream.get()) != text.size() || std::fflush(stream.get()) != 0 ||
        std::fclose(stream.release()) != 0) {
      throw FileError{name, cannot, internal::last_file_error()};
    }
  }

  /// Names for what the process has open already, which may be a regular file that others write to as well.
  [[nodiscard]] static bool is_open_stream(const std::filesystem::path& path) {
    return path == "/dev/stdout" || path == "/dev/stderr" || path.parent_path() == "/dev/fd" ||
           path.string().starts_with("/proc/");
  }
  [[nodiscard]] static std::filesystem::path resolved(const std::filesystem::path& name) {
    namespace fs = std::filesystem;
    if (name.empty()) throw FileError{name, std::string{cannot} + ": the name is empty"};
    fs::path path = name;
    std::error_code error;
    for (int links = 0; links < 40; ++links) {
      if (is_open_stream(path) || !fs::is_symlink(fs::symlink_status(path, error))) return path;
      const fs::path next = fs::read_symlink(path, error);
      if (error) throw FileError{name, cannot, error};
      path = path.parent_path() / next;
    }
    throw FileError{name, cannot, std::make_error_code(std::errc::too_many_symbolic_link_levels)};
  }
  [[nodiscard]] static bool is_same(const std::filesystem::path& a, const std::filesystem::path& b) {
    namespace fs = std::filesystem;
    const auto folder = [](const fs::path& file) {
      return file.has_parent_path() ? file.parent_path() : fs::path{"."};
    };
    std::error_code error;
    if (fs::equivalent(a, b, error)) return true;
    // Neither needs to be there yet, but the folder does.
    return a.filename() == b.filename() && fs::equivalent(folder(a), folder(b), error);
  }
  /// A name in the folder of a file that nothing else has.
  [[nodiscard]] static std::filesystem::path beside(const std::filesystem::path& target) {
    std::random_device device;
    return target.parent_path() / (".behalf-" + internal::hexadecimal(device(), 8) + ".tmp");
  }

  /// Replaces the target by its temporary file in one step; keeps what stood there if a later step may yet fail.
  static void put_in_place(Staged& file, bool keep_former) {
    namespace fs = std::filesystem;
    std::error_code error;
    if (file.exists && keep_former) {
      file.former = beside(file.target);
      fs::create_hard_link(file.target, file.former, error);
      // Not every file system has hard links.
      if (error && !fs::copy_file(file.target, file.former, error)) throw FileError{file.name, cannot, error};
    }
    fs::rename(file.temporary, file.target, error);
    if (error) throw FileError{file.name, cannot, error};
  }
  static void take_back(Staged& file) noexcept {
    std::error_code error;
    if (file.former.empty()) {
      std::filesystem::remove(file.target, error);
    } else {
      std::filesystem::rename(file.former, file.target, error);
      if (error) file.former.clear();  // then it is all that is left of what stood there
    }
  }
  static void remove_temporaries(const Staged& file) noexcept {
    std::error_code error;
    if (!file.temporary.empty()) std::filesystem::remove(file.temporary, error);
    if (!file.former.empty()) std::filesystem::remove(file.former, error);
  }

  std::vector<std::filesystem::path> protected_files_;
  std::vector<Staged> staged_;
};

}  // namespace behalf

#endif  // BEHALF_IO_FILES_OUTPUT_FILE_HPP
