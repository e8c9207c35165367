#ifndef BEHALF_EXAMPLES_DIAGNOSE_OUTPUT_FILE_HPP
#define BEHALF_EXAMPLES_DIAGNOSE_OUTPUT_FILE_HPP

#include <behalf/io/files/input_file.hpp>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace output {

/// The files that one run writes: either all of them get all of their text, or none is touched.
///
/// `stage` writes a text to a temporary file beside its target; `commit`, once everything is ready, puts each in its place
/// in one step. Whatever is not committed is removed again, when the object goes at the latest. Symbolic links are
/// followed and an existing file keeps its permissions. What is not a regular file (a pipe, /dev/stdout) can have no
/// temporary file and is written to by `commit`, before anything is put in its place.
/// Every failure throws `behalf::FileError`. Then, and whatever else is thrown meanwhile, nothing has been changed, save what
/// a pipe or device has already taken; an output that could not be staged is forgotten.
class Files {
public:
  /// Files in `protected_files`, such as the input, are refused as targets under whatever name.
  explicit Files(std::vector<std::filesystem::path> protected_files = {});
  Files(const Files&) = delete;
  Files(Files&&) = delete;
  Files& operator=(const Files&) = delete;
  Files& operator=(Files&&) = delete;
  ~Files();

  /// Prepares a file with this text. Refused are a directory, a file that may not be written, a protected file and the
  /// target of another output.
  void stage(const std::filesystem::path& target, std::string text);

  /// Puts everything that was prepared in its place.
  void commit();

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

  [[nodiscard]] static behalf::internal::File open(const std::filesystem::path& path, const char* mode);
  static void write(behalf::internal::File stream, const std::filesystem::path& name, std::string_view text);

  /// Names for what the process has open already, which may be a regular file that others write to as well.
  [[nodiscard]] static bool is_open_stream(const std::filesystem::path& path);
  [[nodiscard]] static std::filesystem::path resolved(const std::filesystem::path& name);
  [[nodiscard]] static bool is_same(const std::filesystem::path& a, const std::filesystem::path& b);
  /// A name in the folder of a file that nothing else has.
  [[nodiscard]] static std::filesystem::path beside(const std::filesystem::path& target);

  /// Replaces the target by its temporary file in one step; keeps what stood there if a later step may yet fail.
  static void put_in_place(Staged& file, bool keep_former);
  static void take_back(Staged& file) noexcept;
  static void remove_temporaries(const Staged& file) noexcept;

  std::vector<std::filesystem::path> protected_files_;
  std::vector<Staged> staged_;
};

}  // namespace output

#endif  // BEHALF_EXAMPLES_DIAGNOSE_OUTPUT_FILE_HPP
