#ifndef BEHALF_TESTS_SUPPORT_SCRATCH_FILE_HPP
#define BEHALF_TESTS_SUPPORT_SCRATCH_FILE_HPP

#include <filesystem>
#include <fstream>
#include <ios>
#include <random>
#include <string>
#include <string_view>
#include <system_error>

namespace behalf_test {

/// A file of its own, which is removed at the end.
class ScratchFile {
public:
  ScratchFile()
      : path_{std::filesystem::temp_directory_path() / ("behalf-fuzz-" + std::to_string(std::random_device{}()))} {}
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;
  ~ScratchFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  [[nodiscard]] const std::filesystem::path& with(std::string_view text) const {
    std::ofstream{path_, std::ios::binary}.write(text.data(), static_cast<std::streamsize>(text.size()));
    return path_;
  }

private:
  std::filesystem::path path_;
};

}  // namespace behalf_test

#endif  // BEHALF_TESTS_SUPPORT_SCRATCH_FILE_HPP
