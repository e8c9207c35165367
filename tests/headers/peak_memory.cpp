// peak_memory [--limit <MB>] <command>...: runs the command and prints the peak memory, in kB, of the largest process in
// it: for a compiler the same to .01 % at any load of the machine. With a limit it prints nothing unless it was passed,
// and then fails, so that it can stand before every compiler of a build (CMAKE_CXX_COMPILER_LAUNCHER).
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int count, char** words) {
  const bool limited = count > 3 && std::strcmp(words[1], "--limit") == 0;
  char** const command = words + (limited ? 3 : 1);
  if (*command == nullptr) return 2;
  const pid_t child = fork();
  if (child == 0) {
    execvp(*command, command);
    std::perror(*command);
    _exit(127);
  }
  int status = 0;
  if (child < 0 || waitpid(child, &status, 0) != child) return 2;
  if (!WIFEXITED(status)) return 2;
  if (WEXITSTATUS(status) != 0) return WEXITSTATUS(status);
  rusage used{};
  getrusage(RUSAGE_CHILDREN, &used);
  if (!limited) {
    std::printf("%ld\n", used.ru_maxrss);
  } else if (used.ru_maxrss > 1000 * std::atol(words[2])) {
    std::fprintf(stderr, "%ld kB of memory, more than %s MB:", used.ru_maxrss, words[2]);
    for (char** word = command; *word != nullptr; ++word) std::fprintf(stderr, " %s", *word);
    std::fputc('\n', stderr);
    return 1;
  }
  return 0;
}
