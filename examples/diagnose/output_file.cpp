#include "output_file.hpp"

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

namespace output {

Files::Files(std::vector<std::filesystem::path> protected_files) : protected_files_{std::move(protected_files)} {}

Files::~Files() {
  for (const Staged& file : staged_) remove_temporaries(file);
}

void Files::stage(const std::filesystem::path& target, std::string text) {
  namespace fs = std::filesystem;
  Staged file{.name = target, .target = resolved(target)};
  std::error_code error;
  const fs::file_status status = fs::status(file.target, error);
  if (status.type() == fs::file_type::none) throw behalf::FileError{target, cannot, error};
  if (fs::is_directory(status)) throw behalf::FileError{target, std::string{cannot} + ": it is a directory"};
  file.exists = fs::exists(status);
  if (is_open_stream(file.target) || (file.exists && !fs::is_regular_file(status))) {
    file.text = std::move(text);
    staged_.push_back(std::move(file));
    return;
  }
  for (const fs::path& other : protected_files_) {
    if (is_same(file.target, other)) throw behalf::FileError{target, same + behalf::in_quotes(other.string())};
  }
  for (const Staged& other : staged_) {
    if (!other.temporary.empty() && is_same(file.target, other.target)) {
      throw behalf::FileError{target, same + "the other output " + behalf::in_quotes(other.name.string())};
    }
  }
  if (file.exists && !open(file.target, "ab"))
    throw behalf::FileError{target, cannot, behalf::internal::last_file_error()};
  file.temporary = beside(file.target);
  staged_.reserve(staged_.size() + 1);  // so that nothing fails between making a file and knowing of it
  behalf::internal::File stream = open(file.temporary, "wbx");
  if (!stream) throw behalf::FileError{target, cannot, behalf::internal::last_file_error()};
  staged_.push_back(std::move(file));
  try {
    if (staged_.back().exists) {
      fs::permissions(staged_.back().temporary, status.permissions() & fs::perms::all, error);
      if (error) throw behalf::FileError{target, cannot, error};
    }
    write(std::move(stream), target, text);
  } catch (...) {
    remove_temporaries(staged_.back());
    staged_.pop_back();
    throw;
  }
}

void Files::commit() {
  for (const Staged& file : staged_) {
    if (!file.temporary.empty()) continue;
    // At the end, so that a file behind /dev/stdout keeps what was printed before.
    behalf::internal::File stream = open(file.target, "ab");
    if (!stream) throw behalf::FileError{file.name, cannot, behalf::internal::last_file_error()};
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

behalf::internal::File Files::open(const std::filesystem::path& path, const char* mode) {
  errno = 0;
  return behalf::internal::File{std::fopen(path.string().c_str(), mode)};
}

void Files::write(behalf::internal::File stream, const std::filesystem::path& name, std::string_view text) {
  errno = 0;
  // Some systems find out only when a file is closed that there was no room for it.
  if (std::fwrite(text.data(), 1, text.size(), stream.get()) != text.size() || std::fflush(stream.get()) != 0 ||
      std::fclose(stream.release()) != 0) {
    throw behalf::FileError{name, cannot, behalf::internal::last_file_error()};
  }
}

bool Files::is_open_stream(const std::filesystem::path& path) {
  return path == "/dev/stdout" || path == "/dev/stderr" || path.parent_path() == "/dev/fd" ||
         path.string().starts_with("/proc/");
}

std::filesystem::path Files::resolved(const std::filesystem::path& name) {
  namespace fs = std::filesystem;
  if (name.empty()) throw behalf::FileError{name, std::string{cannot} + ": the name is empty"};
  fs::path path = name;
  std::error_code error;
  for (int links = 0; links < 40; ++links) {
    if (is_open_stream(path) || !fs::is_symlink(fs::symlink_status(path, error))) return path;
    const fs::path next = fs::read_symlink(path, error);
    if (error) throw behalf::FileError{name, cannot, error};
    path = path.parent_path() / next;
  }
  throw behalf::FileError{name, cannot, std::make_error_code(std::errc::too_many_symbolic_link_levels)};
}

bool Files::is_same(const std::filesystem::path& a, const std::filesystem::path& b) {
  namespace fs = std::filesystem;
  const auto folder = [](const fs::path& file) { return file.has_parent_path() ? file.parent_path() : fs::path{"."}; };
  std::error_code error;
  if (fs::equivalent(a, b, error)) return true;
  // Neither needs to be there yet, but the folder does.
  return a.filename() == b.filename() && fs::equivalent(folder(a), folder(b), error);
}

std::filesystem::path Files::beside(const std::filesystem::path& target) {
  std::random_device device;
  return target.parent_path() / (".behalf-" + behalf::internal::hexadecimal(device(), 8) + ".tmp");
}

void Files::put_in_place(Staged& file, bool keep_former) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (file.exists && keep_former) {
    file.former = beside(file.target);
    fs::create_hard_link(file.target, file.former, error);
    // Not every file system has hard links.
    if (error && !fs::copy_file(file.target, file.former, error)) throw behalf::FileError{file.name, cannot, error};
  }
  fs::rename(file.temporary, file.target, error);
  if (error) throw behalf::FileError{file.name, cannot, error};
}

void Files::take_back(Staged& file) noexcept {
  std::error_code error;
  if (file.former.empty()) {
    std::filesystem::remove(file.target, error);
  } else {
    std::filesystem::rename(file.former, file.target, error);
    if (error) file.former.clear();  // then it is all that is left of what stood there
  }
}

void Files::remove_temporaries(const Staged& file) noexcept {
  std::error_code error;
  if (!file.temporary.empty()) std::filesystem::remove(file.temporary, error);
  if (!file.former.empty()) std::filesystem::remove(file.former, error);
}

}  // namespace output
