#ifndef BEHALF_IO_IMPL_EDGE_LIST_IPP
#define BEHALF_IO_IMPL_EDGE_LIST_IPP

#include <behalf/diagnosis/scenario.hpp>
#include <behalf/io/edge_list.hpp>
#include <behalf/io/files/line_reader.hpp>
#include <behalf/io/json/json_cursor.hpp>
#include <behalf/io/json/one_line.hpp>
#include <behalf/io/json/scenario_error.hpp>
#include <behalf/io/kinds/network/document.hpp>
#include <behalf/io/scenario.hpp>
#include <behalf/network/network_data.hpp>
#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <system_error>
#include <unordered_map>
#include <utility>
#include <vector>

namespace behalf {

namespace internal {

/// Reads the lines of an edge list into arrays of its own.
class EdgeListReader {
public:
  EdgeListReader(const std::filesystem::path& path, const NetworkData<double>& parties, EdgeNumbers numbers)
      : lines_{path},
        parties_{&parties},
        transmission_(static_cast<std::size_t>(parties.dimension())),
        is_counted_{numbers == EdgeNumbers::counts} {
    vertices_.reserve(parties.names.size());
    for (std::size_t v = 0; v < parties.names.size(); ++v) {
      if (!vertices_.emplace(parties.names[v], static_cast<std::uint32_t>(v)).second) {
        throw InvalidArgument{"read_edge_list", "names[" + std::to_string(v) + ']', "expected a name of its own"};
      }
    }
  }

  void read() {
    read_head();
    std::size_t blank = 0;  // the first of the lines at the end that hold nothing
    while (lines_.next(rest_)) {
      if (rest_.empty()) {
        if (blank == 0) blank = lines_.line();
        continue;
      }
      if (blank != 0) throw ScenarioError{std::to_string(blank), "a blank line, with delegations behind it"};
      read_edge();
    }
    if (is_counted_) divide_counts();
    if (promised_ && sources.size() != *promised_) {
      lines_.refuse("expected " + std::to_string(*promised_) + " delegations, the file ends after " +
                    std::to_string(sources.size()));
    }
  }
  /// Whether the numbers of the list are counts of hand-offs.
  [[nodiscard]] bool is_counted() const noexcept { return is_counted_; }
  /// The line of a delegation.
  [[nodiscard]] std::size_t line_of(std::size_t edge) const noexcept { return first_line_ + edge; }

  std::vector<std::uint32_t> sources{};
  std::vector<std::uint32_t> targets{};
  std::vector<double> shares{};
  bool has_transmissions = false;
  std::vector<std::uint32_t> terms_of{};
  std::vector<DelegationTerms<double>> terms{};

private:
  /// "# 3 delegations", if it is there, and "from,to,share" with any names of d more columns. Programs for tables put a mark
  /// before the first line, which tells UTF-8 from other encodings.
  void read_head() {
    static constexpr std::string_view before = "# ";
    static constexpr std::string_view behind = " delegations";
    static constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    next_line();
    if (rest_.starts_with(byte_order_mark)) rest_.remove_prefix(byte_order_mark.size());
    if (rest_.starts_with("\xFF\xFE") || rest_.starts_with("\xFE\xFF")) lines_.refuse("expected UTF-8, got UTF-16");
    if (rest_.starts_with(before) && rest_.ends_with(behind)) {
      promised_ = number<std::size_t>(rest_.substr(2, rest_.size() - before.size() - behind.size()));
      const std::size_t sensible = std::min(*promised_, std::size_t{1} << 24U);
      sources.reserve(sensible);
      targets.reserve(sensible);
      shares.reserve(sensible);
      next_line();
    }
    const std::string line{rest_};
    if (rest_.starts_with("from\t") || rest_.starts_with("\"from\"\t")) separator_ = '\t';
    more_ = true;
    std::size_t columns = 0;
    bool fits = true;
    for (; more_; ++columns) {
      const std::string_view name = field();
      if (columns == 2 && name == "count") is_counted_ = true;
      fits = fits && (columns == 0   ? name == "from"
                      : columns == 1 ? name == "to"
                      : columns == 2 ? name == "share" || name == "count"
                                     : true);
    }
    has_transmissions = columns > 3;
    if (!fits || columns < 3 || (has_transmissions && columns - 3 != transmission_.size())) {
      lines_.refuse("expected the line from,to,share or from,to,count, with " + std::to_string(transmission_.size()) +
                    " more columns or none, got " + in_quotes(line));
    }
    first_line_ = lines_.line() + 1;
  }
  void next_line() {
    if (!lines_.next(rest_)) lines_.refuse("expected the line from,to,share or from,to,count, the file ends");
  }

  void read_edge() {
    more_ = true;
    sources.push_back(party(field()));
    targets.push_back(party(field()));
    shares.push_back(is_counted_ ? count(field()) : number<double>(field()));
    if (has_transmissions) terms_of.push_back(read_transmission());
    if (more_) lines_.refuse("expected no more columns, got " + in_quotes(rest_));
  }

  /// The next field of the line; in quotation marks it may hold what separates fields, and quotation marks written twice.
  [[nodiscard]] std::string_view field() {
    if (!more_) lines_.refuse("expected more columns, the line ends");
    if (rest_.starts_with('"')) return quoted_field();
    const std::size_t end = rest_.find(separator_);
    more_ = end != std::string_view::npos;
    const std::string_view result = rest_.substr(0, end);
    rest_.remove_prefix(more_ ? end + 1 : rest_.size());
    return result;
  }
  [[nodiscard]] std::string_view quoted_field() {
    unquoted_.clear();
    for (rest_.remove_prefix(1);; rest_.remove_prefix(2)) {
      const std::size_t mark = rest_.find('"');
      if (mark == std::string_view::npos) lines_.refuse("a quotation mark is not closed");
      unquoted_ += rest_.substr(0, mark);
      rest_.remove_prefix(mark);
      if (!rest_.starts_with("\"\"")) break;
      unquoted_ += '"';
    }
    rest_.remove_prefix(1);
    more_ = rest_.starts_with(separator_);
    if (!more_ && !rest_.empty()) {
      lines_.refuse(std::string{"expected a "} + (separator_ == ',' ? "comma" : "tab") +
                    " behind the quotation mark, got " + in_quotes(rest_));
    }
    rest_.remove_prefix(more_ ? 1 : 0);
    return unquoted_;
  }

  template <class Number>
  [[nodiscard]] Number number(std::string_view text) const {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc::result_out_of_range) lines_.refuse("the number " + one_line(text, 60) + " is out of range");
    if (error != std::errc{} || end != text.data() + text.size()) {
      lines_.refuse("expected a number, got " + in_quotes(text));
    }
    return value;
  }
  /// A whole number of hand-offs, as a double holds it without rounding.
  [[nodiscard]] double count(std::string_view text) const {
    const double value = number<double>(text);
    if (!(value >= 0) || value > most_hand_offs || std::trunc(value) != value) {
      lines_.refuse("expected a count of hand-offs, a whole number from 0 to 2^53, got " + in_quotes(text));
    }
    return value;
  }
  void divide_counts() {
    std::vector<double> sums(parties_->parties());
    for (std::size_t e = 0; e < shares.size(); ++e) sums[targets[e]] += shares[e];
    for (std::size_t e = 0; e < shares.size(); ++e) {
      if (shares[e] > 0) shares[e] /= sums[targets[e]];
    }
  }
  /// The vertex of a party: by its name, or by its number where parties have no names.
  [[nodiscard]] std::uint32_t party(std::string_view text) const {
    if (vertices_.empty()) {
      const std::uint32_t vertex = number<std::uint32_t>(text);
      if (vertex < parties_->parties()) return vertex;
      lines_.refuse("expected a party below " + std::to_string(parties_->parties()) + ", got " + one_line(text));
    }
    const auto known = vertices_.find(text);
    if (known == vertices_.end()) lines_.refuse("expected the name of a party, got " + in_quotes(text));
    return known->second;
  }

  /// The number of the terms with this transmission; delegations by the same one share them. Nothing in any of the
  /// columns: everything arrives.
  [[nodiscard]] std::uint32_t read_transmission() {
    std::size_t given = 0;
    for (double& share : transmission_) {
      const std::string_view text = field();
      if (text.empty()) continue;
      share = number<double>(text);
      ++given;
    }
    if (given != 0 && given != transmission_.size()) {
      lines_.refuse("expected a transmission of every attribute or of none");
    }
    key_.assign(reinterpret_cast<const char*>(transmission_.data()), given * sizeof(double));
    const auto [known, is_new] = terms_known_.try_emplace(key_, static_cast<std::uint32_t>(terms.size()));
    if (is_new) {
      terms.emplace_back();
      if (given != 0) {
        terms.back().transmission =
            Eigen::Map<const Vector<double>>(transmission_.data(), static_cast<Eigen::Index>(given));
      }
    }
    return known->second;
  }

  LineReader lines_;
  const NetworkData<double>* parties_;
  std::unordered_map<std::string_view, std::uint32_t> vertices_;
  std::vector<double> transmission_;
  std::string key_;
  std::unordered_map<std::string, std::uint32_t> terms_known_;
  static constexpr double most_hand_offs = 9007199254740992.0;

  char separator_ = ',';
  bool is_counted_;        // whether the numbers are counts of hand-offs
  std::string_view rest_;  // what is left of the line
  bool more_ = false;      // whether that is one more field, if only an empty one
  std::string unquoted_;
  std::optional<std::size_t> promised_;
  std::size_t first_line_ = 2;
};

/// Appends text that a reader of CSV takes for one field.
void append_csv(std::string& line, std::string_view text) {
  if (text.find_first_of(",\"") == std::string_view::npos) {
    line += text;
    return;
  }
  line += '"';
  for (const char c : text) line.append(c == '"' ? 2 : 1, c);
  line += '"';
}

void append_csv(std::string& line, double x) {
  std::array<char, 64> buffer{};
  line.append(buffer.data(), std::to_chars(buffer.data(), buffer.data() + buffer.size(), x).ptr);
}

}  // namespace internal

void read_edge_list(const std::filesystem::path& path, NetworkData<double>& data, EdgeNumbers numbers) {
  if (!data.sources.empty()) {
    throw InvalidArgument{"read_edge_list", "sources", "expected no delegations yet, got some"};
  }
  internal::EdgeListReader reader{path, data, numbers};
  reader.read();
  const auto exchange = [&] {
    data.sources.swap(reader.sources);
    data.targets.swap(reader.targets);
    data.shares.swap(reader.shares);
    if (!reader.has_transmissions) return;
    data.terms_of.swap(reader.terms_of);
    data.terms.swap(reader.terms);
  };
  exchange();
  try {
    data.validate();
  } catch (const InvalidArgument& error) {
    exchange();
    static constexpr std::string_view list = "delegations[";
    const std::string_view field = error.field();
    if (!field.starts_with(list)) throw;
    std::size_t edge = 0;
    std::from_chars(field.data() + list.size(), field.data() + field.size(), edge);
    // A share that is one by itself and too much with others is what counts look like.
    const bool may_be_count = !reader.is_counted() && field.ends_with(".share") && reader.shares[edge] >= 0 &&
                              std::isfinite(reader.shares[edge]);
    throw ScenarioError{
        std::to_string(reader.line_of(edge)),
        error.rule() + (may_be_count ? "; counts of hand-offs go in a column called count, or are asked for "
                                       "with EdgeNumbers::counts (diagnose --counts)"
                                     : "")};
  }
}

Scenario read_edge_list_scenario(const std::filesystem::path& path, const nlohmann::json& parties,
                                 EdgeNumbers numbers) {
  const JsonCursor at{parties};
  (void)at.at("kind").one_of({"network"});
  if (const auto delegations = at.find("delegations"); delegations && delegations->size() > 0) {
    delegations->refuse("expected none, since they are in the edge list");
  }
  NetworkData<double> data = read_network_document(parties).network.data();
  data.terms.assign(1, {});
  read_edge_list(path, data, numbers);
  nlohmann::json document = parties;
  nlohmann::json& delegations = document["delegations"] = nlohmann::json::array();
  for (std::size_t e = 0; e < data.sources.size(); ++e) {
    nlohmann::json edge{
        {"from", data.names[data.sources[e]]}, {"to", data.names[data.targets[e]]}, {"share", data.shares[e]}};
    const DelegationTerms<double>& terms = data.terms[data.terms_of.empty() ? 0 : data.terms_of[e]];
    if (terms.transmission)
      edge["transmission"] = std::vector<double>(terms.transmission->begin(), terms.transmission->end());
    delegations.push_back(std::move(edge));
  }
  return read_scenario_document(document);
}

void write_edge_list(std::ostream& out, const NetworkData<double>& data) {
  const auto terms_of = [&](std::size_t e) -> const DelegationTerms<double>& {
    return data.terms.at(data.terms_of.empty() ? 0 : data.terms_of[e]);
  };
  bool transmits = false;
  for (std::size_t e = 0; e < data.sources.size(); ++e) {
    const DelegationTerms<double>& terms = terms_of(e);
    if (terms.metrics || terms.noise || terms.translation) {
      throw InvalidArgument{"write_edge_list", "delegations[" + std::to_string(e) + ']',
                            "expected no metrics, noise or translation"};
    }
    transmits = transmits || terms.transmission;
  }
  std::string line = "# " + std::to_string(data.sources.size()) + " delegations\nfrom,to,share";
  for (Eigen::Index j = 0; transmits && j < data.dimension(); ++j) line += ",transmission " + std::to_string(j + 1);
  for (std::size_t e = 0; e < data.sources.size(); ++e) {
    line += '\n';
    for (const std::uint32_t vertex : {data.sources[e], data.targets[e]}) {
      internal::append_csv(line, data.names.empty() ? std::to_string(vertex) : data.names[vertex]);
      line += ',';
    }
    internal::append_csv(line, data.shares[e]);
    for (Eigen::Index j = 0; transmits && j < data.dimension(); ++j) {
      line += ',';
      if (terms_of(e).transmission) internal::append_csv(line, (*terms_of(e).transmission)(j));
    }
    out.write(line.data(), static_cast<std::streamsize>(line.size()));
    line.clear();
  }
  line += '\n';
  out.write(line.data(), static_cast<std::streamsize>(line.size()));
}

}  // namespace behalf

#endif  // BEHALF_IO_IMPL_EDGE_LIST_IPP
