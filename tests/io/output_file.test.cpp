#include <behalf/io/file_error.hpp>
#include <behalf/io/input_file.hpp>
#include <behalf/io/output_file.hpp>

#include <doctest/doctest.h>

#include <filesystem>
#include <functional>
#include <io/command.hpp>
#include <set>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace {

using behalf::OutputFiles;
using tests::read_text;
using tests::ScratchFolder;
using tests::write_text;
using Names = std::set<std::string>;

/// What a call that must fail says.
std::string refusal(const std::function<void()>& call) {
  try {
    call();
    return "was not refused";
  } catch (const behalf::FileError& error) {
    return error.what();
  }
}

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
