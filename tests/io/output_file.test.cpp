#include "diagnose/output_file.hpp"

#include "support/refused.hpp"

#include <behalf/io/files/input_file.hpp>

#include <doctest/doctest.h>

#include <csignal>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <io/command.hpp>
#include <new>
#include <set>
#include <string>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace {

using OutputFiles = output::Files;
using tests::read_text;
using tests::ScratchFolder;
using tests::write_text;
using Names = std::set<std::string>;

/// What a call that must fail says.
std::string refusal(const std::function<void()>& call) { return behalf_test::refusal<behalf::FileError>(call); }

/// How many more allocations succeed; negative: all of them.
int allocations_left = -1;

/// Runs out of memory after so many allocations, until it goes.
class ScarceMemory {
public:
  explicit ScarceMemory(int allocations) { allocations_left = allocations; }
  ScarceMemory(const ScarceMemory&) = delete;
  ScarceMemory& operator=(const ScarceMemory&) = delete;
  ~ScarceMemory() { allocations_left = -1; }
};

/// Refuses for a while to make files longer than this.
class ShortFiles {
public:
  explicit ShortFiles(rlim_t bytes) {
    CHECK(getrlimit(RLIMIT_FSIZE, &usual_) == 0);
    const rlimit limit{bytes, usual_.rlim_max};
    CHECK(setrlimit(RLIMIT_FSIZE, &limit) == 0);
    handler_ = std::signal(SIGXFSZ, SIG_IGN);
  }
  ShortFiles(const ShortFiles&) = delete;
  ShortFiles& operator=(const ShortFiles&) = delete;
  ~ShortFiles() {
    CHECK(setrlimit(RLIMIT_FSIZE, &usual_) == 0);
    (void)std::signal(SIGXFSZ, handler_);
  }

private:
  rlimit usual_{};
  void (*handler_)(int) = nullptr;
};

/// Acts for a while as somebody whom permissions bind, which they do not do to root.
class Unprivileged {
public:
  Unprivileged() : was_root_{geteuid() == 0} {
    if (was_root_) CHECK(seteuid(65534) == 0);
  }
  Unprivileged(const Unprivileged&) = delete;
  Unprivileged& operator=(const Unprivileged&) = delete;
  ~Unprivileged() {
    if (was_root_) CHECK(seteuid(0) == 0);
  }

private:
  bool was_root_;
};

}  // namespace

// Not inlined, so that g++ does not see malloc meet delete.
[[gnu::noinline]] void* operator new(std::size_t size) {
  if (allocations_left == 0) throw std::bad_alloc{};
  if (allocations_left > 0) --allocations_left;
  if (void* memory = std::malloc(size > 0 ? size : 1)) return memory;
  throw std::bad_alloc{};
}
// The sanitizers' own would otherwise make what is deleted here.
[[gnu::noinline]] void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  try {
    return ::operator new(size);
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

TEST_SUITE("io/output_file") {
  TEST_CASE("outputs appear all at once when they are committed") {
    const ScratchFolder folder;
    write_text(folder / "old", "before");
    const std::string text(200'000, 'x');
    OutputFiles files;
    files.stage(folder / "new", text);
    files.stage(folder / "old", "after");
    CHECK_FALSE(fs::exists(folder / "new"));
    CHECK(read_text(folder / "old") == "before");
    files.commit();
    CHECK(folder.names() == Names{"new", "old"});
    CHECK(read_text(folder / "new") == text);
    CHECK(read_text(folder / "old") == "after");
  }

  TEST_CASE("what is not committed leaves nothing behind") {
    const ScratchFolder folder;
    write_text(folder / "old", "before");
    {
      OutputFiles files;
      files.stage(folder / "new", "text");
      files.stage(folder / "old", "after");
      CHECK(folder.names().size() == 3);  // the old file and two temporary ones
    }
    CHECK(folder.names() == Names{"old"});
    CHECK(read_text(folder / "old") == "before");
  }

  TEST_CASE("an output that fails takes the others with it") {
    const ScratchFolder folder;
    CHECK(refusal([&] {
            OutputFiles files;
            files.stage(folder / "first", "text");
            files.stage(folder / "absent/second", "text");
          }) == folder / "absent/second" + ": cannot be written: No such file or directory");
    CHECK(folder.names().empty());
  }

  TEST_CASE("what was put in place is taken back when a later output cannot be") {
    for (const bool existed : {false, true}) {
      CAPTURE(existed);
      const ScratchFolder folder;
      if (existed) {
        write_text(folder / "first", "before");
        fs::permissions(folder / "first", fs::perms::owner_read | fs::perms::owner_write);
      }
      const std::string said = refusal([&] {
        OutputFiles files;
        files.stage(folder / "first", "after");
        files.stage(folder / "second", "after");
        fs::create_directory(folder / "second");
        files.commit();
      });
      CHECK(said == folder / "second" + ": cannot be written: Is a directory");
      CHECK(folder.names() == (existed ? Names{"first", "second"} : Names{"second"}));
      if (!existed) continue;
      CHECK(read_text(folder / "first") == "before");
      CHECK(fs::status(folder / "first").permissions() == (fs::perms::owner_read | fs::perms::owner_write));
    }
  }

  TEST_CASE("whatever is thrown and whenever all outputs are in place or none is") {
    int allocations = 0;
    int half_way = 0;
    for (bool thrown = true; thrown; ++allocations) {
      CAPTURE(allocations);
      const ScratchFolder folder;
      write_text(folder / "first", "before");
      write_text(folder / "second", "before");
      const fs::path targets[] = {folder / "first", folder / "second", folder / "third"};
      bool committing = false;
      thrown = false;
      try {
        OutputFiles files;
        const ScarceMemory memory{allocations};
        for (const fs::path& target : targets) files.stage(target, "after");
        committing = true;
        files.commit();
      } catch (const std::bad_alloc&) {
        thrown = true;
        half_way += committing ? 1 : 0;
      }
      CHECK(folder.names() == (thrown ? Names{"first", "second"} : Names{"first", "second", "third"}));
      const std::string text = thrown ? "before" : "after";
      CHECK(read_text(folder / "first") == text);
      CHECK(read_text(folder / "second") == text);
    }
    CHECK(allocations > 10);
    CHECK(half_way > 1);
  }

  TEST_CASE("an output that cannot be staged is forgotten and the others can be committed") {
    const ScratchFolder folder;
    write_text(folder / "long", "before");
    OutputFiles files;
    files.stage(folder / "short", "text");
    std::string said;
    {
      const ShortFiles limit{1000};
      said = refusal([&] { files.stage(folder / "long", std::string(2000, 'x')); });
    }
    CHECK(said == folder / "long" + ": cannot be written: File too large");
    CHECK(folder.names().size() == 2);  // the old file and the temporary one of the other
    files.commit();
    CHECK(folder.names() == Names{"long", "short"});
    CHECK(read_text(folder / "long") == "before");
  }

  TEST_CASE("an existing file keeps its permissions and a new one has the usual ones") {
    const ScratchFolder folder;
    write_text(folder / "old", "before");
    fs::permissions(folder / "old", fs::perms::owner_all | fs::perms::others_read);
    const mode_t mask = umask(027);
    OutputFiles files;
    files.stage(folder / "old", "after");
    files.stage(folder / "new", "text");
    files.commit();
    umask(mask);
    CHECK(fs::status(folder / "old").permissions() == (fs::perms::owner_all | fs::perms::others_read));
    CHECK(fs::status(folder / "new").permissions() ==
          (fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read));
  }

  TEST_CASE("symbolic links are followed and stay") {
    const ScratchFolder folder;
    fs::create_directory(folder / "sub");
    write_text(folder / "sub/file", "before");
    fs::create_symlink("sub/link", folder / "outer");
    fs::create_symlink("file", folder / "sub/link");
    fs::create_symlink("sub/created", folder / "dangling");
    OutputFiles files;
    files.stage(folder / "outer", "after");
    files.stage(folder / "dangling", "new");
    files.commit();
    CHECK(fs::is_symlink(folder / "outer"));
    CHECK(fs::is_symlink(folder / "sub/link"));
    CHECK(fs::is_symlink(folder / "dangling"));
    CHECK(read_text(folder / "sub/file") == "after");
    CHECK(read_text(folder / "sub/created") == "new");
    CHECK(folder.names() == Names{"dangling", "outer", "sub"});

    fs::create_symlink("loop", folder / "loop");
    CHECK(refusal([&] { OutputFiles{}.stage(folder / "loop", "x"); }) ==
          folder / "loop" + ": cannot be written: Too many levels of symbolic links");
  }

  TEST_CASE("a target that is a folder or has no name or may not be written is refused") {
    const ScratchFolder folder;
    CHECK(refusal([&] { OutputFiles{}.stage(folder.path(), "x"); }) ==
          folder.path().string() + ": cannot be written: it is a directory");
    CHECK(refusal([&] { OutputFiles{}.stage("", "x"); }) == "\"\": cannot be written: the name is empty");
    write_text(folder / "file", "before");
    CHECK(refusal([&] { OutputFiles{}.stage(folder / "file/below", "x"); }) ==
          folder / "file/below" + ": cannot be written: Not a directory");
    CHECK(refusal([&] { OutputFiles{}.stage(folder / std::string(300, 'n'), "x"); }).ends_with("File name too long"));
    fs::permissions(folder / "file", fs::perms::owner_read | fs::perms::others_read);
    fs::permissions(folder.path(), fs::perms::all);
    {
      const Unprivileged somebody;
      CHECK(refusal([&] { OutputFiles{}.stage(folder / "file", "x"); }) ==
            folder / "file" + ": cannot be written: Permission denied");
    }
    fs::permissions(folder.path(), fs::perms::owner_read | fs::perms::owner_exec | fs::perms::others_exec);
    {
      const Unprivileged somebody;
      CHECK(refusal([&] { OutputFiles{}.stage(folder / "new", "x"); }) ==
            folder / "new" + ": cannot be written: Permission denied");
    }
    CHECK(folder.names() == Names{"file"});
    CHECK(read_text(folder / "file") == "before");
  }

  TEST_CASE("a protected file is refused under whatever name") {
    const ScratchFolder folder;
    write_text(folder / "input", "before");
    fs::create_symlink("input", folder / "link");
    fs::create_hard_link(folder / "input", folder / "hard");
    fs::create_directory(folder / "sub");
    for (const std::string name : {"input", "link", "hard", "sub/../input", "./input"}) {
      CAPTURE(name);
      OutputFiles files{{folder / "input"}};
      CHECK(refusal([&] { files.stage(folder / name, "x"); }) ==
            folder / name + ": cannot be written: it is the same file as \"" + folder / "input" + "\"");
    }
    // What protects nothing that is there protects nothing.
    OutputFiles files{{folder / "absent"}};
    files.stage(folder / "other", "text");
    files.commit();
    CHECK(read_text(folder / "other") == "text");
    CHECK(read_text(folder / "input") == "before");
  }

  TEST_CASE("two outputs cannot have the same target") {
    const ScratchFolder folder;
    fs::create_directory(folder / "sub");
    fs::create_symlink("sub/file", folder / "link");
    for (const std::string name : {"sub/file", "link", "sub/../sub/./file"}) {
      CAPTURE(name);
      OutputFiles files;
      files.stage(folder / "sub/file", "x");
      CHECK(refusal([&] {
              files.stage(folder / name, "y");
            }).find(": cannot be written: it is the same file as the other output \"") != std::string::npos);
    }
    CHECK(fs::is_empty(folder / "sub"));
  }

  TEST_CASE("what is not a regular file is written directly") {
    const ScratchFolder folder;
    REQUIRE(mkfifo((folder / "pipe").c_str(), 0600) == 0);
    const tests::ScratchFolder streams;
    // Opened for reading as well, so that opening it for writing does not wait.
    std::FILE* reader = std::fopen((folder / "pipe").c_str(), "r+");
    REQUIRE(reader != nullptr);
    OutputFiles files{{"/dev/null"}};
    files.stage(folder / "pipe", "through the pipe\n");
    files.stage("/dev/null", "x");
    files.stage("/dev/null", "y");
    files.commit();
    char line[64] = {};
    CHECK(std::fgets(line, sizeof line, reader) != nullptr);
    CHECK(std::string{line} == "through the pipe\n");
    (void)std::fclose(reader);
    CHECK(folder.names() == Names{"pipe"});
  }

  TEST_CASE("a full device fails the run and nothing is put in its place") {
    const ScratchFolder folder;
    write_text(folder / "old", "before");
    CHECK(refusal([&] {
            OutputFiles files;
            files.stage(folder / "old", "after");
            files.stage(folder / "new", "text");
            files.stage("/dev/full", "text");
            files.commit();
          }) == "/dev/full: cannot be written: No space left on device");
    CHECK(folder.names() == Names{"old"});
    CHECK(read_text(folder / "old") == "before");
  }
}
