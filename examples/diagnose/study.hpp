#ifndef BEHALF_EXAMPLES_DIAGNOSE_STUDY_HPP
#define BEHALF_EXAMPLES_DIAGNOSE_STUDY_HPP

#include <behalf/diagnosis/diagnose.hpp>
#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/io/rows.hpp>
#include <behalf/scaling/known_rows.hpp>
#include <behalf/scaling/row.hpp>
#include <behalf/scaling/runnable_study.hpp>
#include <behalf/scaling/shard.hpp>
#include <behalf/scaling/study.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/scalar.hpp>
#include <behalf/solve/solution.hpp>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

#if BEHALF_DIAGNOSE_THREADS
#include <behalf/engine/threads.hpp>
#endif

/// How the scaling study of a scenario is computed: on how many threads, into which file, which share of it, or from which
/// files.
namespace study {

using Rows = std::vector<behalf::ScalingRow<double>>;

struct Options {
  std::optional<std::string> file{};     ///< Rows are kept there as they come; a run that was killed goes on.
  std::optional<behalf::Shard> share{};  ///< Only this share, into the file.
  std::vector<std::string> merged{};     ///< Instead of computing: files with all the shares.
  int threads = 1;

  [[nodiscard]] bool any() const { return file || share || !merged.empty(); }
};

/// "2/8" is the share with number 2 of 8, counted from 0. Throws `std::runtime_error` for anything else.
[[nodiscard]] inline behalf::Shard read_share(const std::string& text) {
  behalf::Shard share;
  const char* const end = text.data() + text.size();
  const auto [slash, error] = std::from_chars(text.data(), end, share.index);
  if (error == std::errc{} && slash != end && *slash == '/') {
    const auto [rest, error_of_count] = std::from_chars(slash + 1, end, share.count);
    if (error_of_count == std::errc{} && rest == end && share.index < share.count) return share;
  }
  throw std::runtime_error{"diagnose: --shard: expected I/N with I < N, such as 0/4, got " + text};
}

/// How far a long computation is, how fast, and how long it will take, on standard error: a bar where that is a terminal,
/// else a line after half a minute, a minute, two, four, ….
class Bar {
public:
  /// What is counted, such as "points".
  explicit Bar(std::string unit) : unit_{std::move(unit)}, terminal_{isatty(STDERR_FILENO) != 0} {}
  Bar(const Bar&) = delete;
  Bar& operator=(const Bar&) = delete;
  ~Bar() {
    if (drawn_) std::fputs("\r\x1B[K", stderr);
  }

  void operator()(std::uint64_t done, std::uint64_t of) {
    const auto now = std::chrono::steady_clock::now();
    if (!started_) {
      start_ = now;
      first_ = done;  // what was there already cost no time
      started_ = true;
    }
    if (now < next_ || now - start_ < std::chrono::milliseconds{200}) return;
    if (!terminal_ && now - start_ < wait_) return;
    const double seconds = std::chrono::duration<double>(now - start_).count();
    const double rate = static_cast<double>(done - first_) / std::max(seconds, 1e-9);
    std::string text = std::to_string(done) + " of " + std::to_string(of) + ' ' + unit_ + ", " +
                       behalf::to_fixed(rate, 0) + " a second";
    if (rate > 0) text += ", " + behalf::to_fixed(static_cast<double>(of - done) / rate, 0) + " s left";
    if (terminal_) {
      const std::size_t filled =
          std::min<std::size_t>(30, static_cast<std::size_t>(30 * done / std::max<std::uint64_t>(of, 1)));
      text = "\r[" + std::string(filled, '#') + std::string(30 - filled, ' ') + "] " + text + "\x1B[K";
      drawn_ = true;
      next_ = now + std::chrono::milliseconds{200};
    } else {
      text += '\n';
      wait_ *= 2;
    }
    std::fputs(text.c_str(), stderr);
  }

private:
  std::string unit_;
  bool terminal_;
  bool started_ = false;
  bool drawn_ = false;
  std::uint64_t first_ = 0;
  std::chrono::steady_clock::time_point start_{};
  std::chrono::steady_clock::time_point next_{};
  std::chrono::seconds wait_{30};
};

/// Hands the rows of a share to `sink`, in their order.
template <behalf::RunnableStudy S, class Sink>
[[nodiscard]] behalf::Solution<std::size_t> compute(const S& study, behalf::Shard share, Sink&& sink, std::size_t skip,
                                                    int threads) {
  Bar bar{"points"};
  const behalf::RunOptions options{.skip = skip, .progress = [&](std::size_t done, std::size_t of) { bar(done, of); }};
#if BEHALF_DIAGNOSE_THREADS
  if (threads != 1) return behalf::run_on_threads(study, share, sink, {.threads = threads, .run = options});
#else
  (void)threads;  // there is no such option without oneTBB
#endif
  return behalf::run(study, share, sink, options);
}

/// Computes the share that was asked for into its file. The value is how many rows were computed now.
[[nodiscard]] inline behalf::Solution<std::size_t> keep(const behalf::Study<double>& study, const Options& options) {
  const behalf::Shard share = options.share.value_or(behalf::Shard{});
  behalf::RowFile<double> file{*options.file, study, share};
  return compute(study, share, file, file.rows(), options.threads);
}

/// The rows of a study from the files that hold its shares.
[[nodiscard]] inline Rows merged(const behalf::Study<double>& study, const std::vector<std::string>& files) {
  std::vector<behalf::ScalingShard<double>> shares;
  for (const std::string& file : files) shares.push_back(behalf::read_rows(file));
  try {
    return behalf::merge_shards(study, shares);
  } catch (const behalf::InvalidArgument& error) {
    std::string text = "diagnose: --merge: " + std::string{error.field()} + ": " + std::string{error.rule()};
    for (std::size_t i = 0; i < files.size(); ++i) {
      const std::string place = "shards[" + std::to_string(i) + "]";
      for (std::size_t at = text.find(place); at != std::string::npos; at = text.find(place, at + files[i].size())) {
        text.replace(at, place.size(), files[i]);
      }
    }
    throw std::runtime_error{text};
  }
}

/// Rows of which the first `known` are from `origin`, and the rest, computed now, have this certificate: with one that
/// covers all of them. Throws `std::runtime_error` for a known row that is not one of the study.
[[nodiscard]] inline behalf::Solution<Rows> certified(const behalf::Study<double>& study, Rows rows, std::size_t known,
                                                      behalf::Certificate certificate, const std::string& origin,
                                                      int threads) {
  try {
    return behalf::certify_rows(
        study, std::move(rows), known, certificate,
        [threads](const auto& given, const auto& sink) { return compute(given, {}, sink, 0, threads); });
  } catch (const behalf::InvalidArgument& error) {
    throw std::runtime_error{origin + ": " + error.field() + ": " + error.rule()};
  }
}

/// Computes all rows of a study as these options say. The certificate covers all of them, wherever they are from.
[[nodiscard]] inline behalf::StudyRunner runner(const Options& options) {
  return [&options](const behalf::Study<double>& study) -> behalf::Solution<Rows> {
    if (!options.merged.empty()) {
      return certified(study, merged(study, options.merged), study.size(), {}, "diagnose: --merge", options.threads);
    }
    if (options.file) {
      const std::filesystem::file_status there = std::filesystem::status(*options.file);
      if (std::filesystem::exists(there) && !std::filesystem::is_regular_file(there)) {
        throw std::runtime_error{"diagnose: --rows: expected a file whose rows can be read again, got " +
                                 *options.file};
      }
      const behalf::Solution<std::size_t> done = keep(study, options);
      if (!done) return {done.status(), done.where()};
      return certified(study, merged(study, {*options.file}), study.size() - done.value(), done.certificate(),
                       *options.file, options.threads);
    }
    Rows rows;
    const auto take = [&rows](const behalf::ScalingRow<double>& row) { rows.push_back(row); };
    const behalf::Solution<std::size_t> done = compute(study, {}, take, 0, options.threads);
    if (!done) return {done.status(), done.where()};
    return {std::move(rows), done.certificate()};
  };
}

}  // namespace study

#endif  // BEHALF_EXAMPLES_DIAGNOSE_STUDY_HPP
