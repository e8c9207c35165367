#ifndef BEHALF_TESTS_IO_COMMAND_HPP
#define BEHALF_TESTS_IO_COMMAND_HPP

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <sys/wait.h>

#ifndef BEHALF_DIAGNOSE
#define BEHALF_DIAGNOSE ""
#endif

namespace tests {

/// A folder of its own that is removed with everything in it.
class ScratchFolder {
public:
  ScratchFolder() {
    std::random_device device;
    path_ =
        std::filesystem::temp_directory_path() / ("behalf-test-" + std::to_string(device()) + std::to_string(device()));
    std::filesystem::create_directory(path_);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::permissions(path_, std::filesystem::perms::owner_all, ignored);
    std::filesystem::remove_all(path_, ignored);
  }

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
  [[nodiscard]] std::string operator/(const std::string& name) const { return (path_ / name).string(); }
  /// The names of what is in it.
  [[nodiscard]] std::set<std::string> names() const {
    std::set<std::string> result;
    for (const auto& entry : std::filesystem::directory_iterator{path_})
      result.insert(entry.path().filename().string());
    return result;
  }

private:
  std::filesystem::path path_;
};

inline void write_text(const std::string& path, const std::string& text) {
  std::ofstream file{path, std::ios::binary};
  file << text;
  if (!file.flush()) throw std::runtime_error{"cannot write " + path};
}

[[nodiscard]] inline std::string read_text(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  if (!file) throw std::runtime_error{"cannot read " + path};
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// What a program left when it ended by itself.
struct Outcome {
  int exit_code = -1;
  std::string out;
  std::string err;
};

/// Runs a line of shell in this folder, in which $DIAGNOSE is the program. Its output goes to a folder beside.
[[nodiscard]] inline Outcome run(const ScratchFolder& folder, const std::string& line) {
  const ScratchFolder streams;
  const std::string whole = "cd '" + folder.path().string() + "' && DIAGNOSE='" BEHALF_DIAGNOSE "' && { " + line +
                            "; } >'" + streams / "out" + "' 2>'" + streams / "err" + "'";
  const int status = std::system(whole.c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read_text(streams / "out"), read_text(streams / "err")};
}

/// Whether a text is one line and ends as a line does.
[[nodiscard]] inline bool is_one_line(const std::string& text) {
  return text.size() > 1 && text.find('\n') == text.size() - 1;
}

/// Whether there is a program to run; says so, once per test case, when there is none.
[[nodiscard]] inline bool can_run(const std::string& name) {
  if (!std::string{BEHALF_DIAGNOSE}.empty()) return true;
  std::cout << "SKIPPED: " << name << ": the example diagnose is not built\n";
  return false;
}

}  // namespace tests

#endif  // BEHALF_TESTS_IO_COMMAND_HPP
