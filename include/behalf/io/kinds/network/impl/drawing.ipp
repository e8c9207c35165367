#ifndef BEHALF_IO_KINDS_NETWORK_IMPL_DRAWING_IPP
#define BEHALF_IO_KINDS_NETWORK_IMPL_DRAWING_IPP

#include <behalf/io/chart/markup.hpp>
#include <behalf/io/chart/svg.hpp>
#include <behalf/io/kinds/network/drawing.hpp>
#include <behalf/io/kinds/network/findings.hpp>
#include <behalf/io/text/readable.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace behalf {

namespace internal {

/// The web of delegation from left to right: principals, agents by how many delegations away from a principal they are,
/// affected parties.
class NetworkDrawing {
public:
  explicit NetworkDrawing(const NetworkFindings& network) : network_{&network} {
    place_parties();
    for (const NetworkFindings::Delegation& edge : network.delegations) {
      largest_ = std::max(largest_, std::abs(edge.harm.share));
    }
  }

  [[nodiscard]] Svg svg() const {
    std::string told;
    for (const NetworkFindings::Delegation& edge : network_->delegations) told += words(edge) + ". ";
    // Wide enough for three columns at least, so that a small web is not blown up to the width of the page.
    const double width = column_x(std::max<std::size_t>(columns_.size(), 3) - 1) + box_width + margin;
    Svg result{
        {.width = width, .height = height_, .title = "The web of delegation", .description = told, .css = "web"}};
    for (const NetworkFindings::Exposure& edge : network_->exposures) draw_exposure(result, edge);
    std::map<std::pair<std::string, std::string>, int> drawn;
    for (const NetworkFindings::Delegation& edge : network_->delegations) {
      draw_delegation(result, edge, drawn[{edge.from, edge.to}]++);
    }
    for (const auto& [name, party] : parties_) draw_party(result, name, party);
    return result;
  }

private:
  struct Party {
    std::size_t column = 0;
    double y = 0;  // of its middle
    std::string kind{};
  };
  static constexpr double margin = 50;
  static constexpr double box_width = 132;
  static constexpr double box_height = 34;
  static constexpr double row_height = 62;
  static constexpr double column_width = 250;

  void place_parties() {
    const auto enter = [&](const std::string& name, std::size_t column, const char* kind) {
      columns_.resize(std::max(columns_.size(), column + 1));
      columns_[column].push_back(name);
      parties_[name] = {column, 0, kind};
    };
    for (const std::string& name : network_->principals) enter(name, 0, "principal");
    const std::map<std::string, std::size_t> depth = depths();
    for (const NetworkFindings::Agent& agent : network_->agents) {
      const auto known = depth.find(agent.name);
      enter(agent.name, known == depth.end() ? 1 : known->second, "agent");
    }
    const std::size_t last = columns_.size();
    for (const std::string& name : network_->affected) enter(name, last, "affected");

    std::size_t rows = 1;
    for (const auto& column : columns_) rows = std::max(rows, column.size());
    height_ = static_cast<double>(rows) * row_height + row_height / 2;
    for (const auto& column : columns_) {
      const double free = height_ - static_cast<double>(column.size()) * row_height;
      for (std::size_t k = 0; k < column.size(); ++k) {
        parties_[column[k]].y = free / 2 + (static_cast<double>(k) + 0.5) * row_height;
      }
    }
  }

  /// How many delegations lead to each party from a principal, by the longest way that does not go round.
  [[nodiscard]] std::map<std::string, std::size_t> depths() const {
    std::vector<std::string> order;  // by when nothing more is to be found from there
    std::set<std::string> seen;
    const std::function<void(const std::string&)> visit = [&](const std::string& name) {
      if (!seen.insert(name).second) return;
      for (const NetworkFindings::Delegation& edge : network_->delegations) {
        if (edge.from == name && edge.share > 0) visit(edge.to);
      }
      order.push_back(name);
    };
    for (const std::string& name : network_->principals) visit(name);
    std::map<std::string, std::size_t> depth;
    while (!order.empty()) {
      const std::string name = order.back();
      order.pop_back();
      const std::size_t next = depth[name] + 1;
      for (const NetworkFindings::Delegation& edge : network_->delegations) {
        const bool ahead = std::find(order.begin(), order.end(), edge.to) != order.end();
        if (edge.from == name && edge.share > 0 && ahead) depth[edge.to] = std::max(depth[edge.to], next);
      }
    }
    return depth;
  }

  [[nodiscard]] static double column_x(std::size_t column) {
    return margin + column_width * static_cast<double>(column);
  }

  void draw_party(Svg& svg, const std::string& name, const Party& party) const {
    svg.group({.css = "party " + party.kind, .hover = isolated(name) + " (" + party.kind + ')'},
              {column_x(party.column), party.y - box_height / 2}, [&] {
                svg.rect({0, 0}, box_width, box_height, {.css = "frame"});
                svg.text({box_width / 2, 22}, label(name), {.anchor = "middle"});
              });
  }

  /// Delegations leave a party on its right side and reach the next on its left side.
  void draw_delegation(Svg& svg, const NetworkFindings::Delegation& edge, int parallel) const {
    const int width = static_cast<int>(std::clamp(std::ceil(8 * edge.share), 1.0, 8.0));
    const int step = (parallel + 1) / 2 * (parallel % 2 == 0 ? 1 : -1);
    const double size = 5 + width / 2.0;
    const SvgPoint end = left_of(edge.to, 7.0 * step);
    const SvgMark mark{.css = "delegation w" + std::to_string(width) + ' ' + classes(edge), .hover = words(edge)};
    svg.path(route(edge.from, edge.to, 7.0 * step, size), mark);
    svg.path(SvgPath{}
                 .move_to(end)
                 .line_to({end.x - 1.6 * size, end.y - size})
                 .line_to({end.x - 1.6 * size, end.y + size})
                 .close(),
             {.css = "tip " + classes(edge), .hover = words(edge)});
  }
  void draw_exposure(Svg& svg, const NetworkFindings::Exposure& edge) const {
    svg.path(route(edge.agent, edge.party, 9, 0),
             {.css = "exposure",
              .hover = isolated(edge.party) + " bears what " + isolated(edge.agent) + " does, with intensity " +
                       to_readable(edge.intensity)});
  }

  [[nodiscard]] SvgPoint left_of(const std::string& name, double shift) const {
    const Party& party = parties_.at(name);
    return {column_x(party.column), party.y + shift};
  }
  /// Where a line is clear of all parties of these columns: above or below them, whichever is nearer.
  [[nodiscard]] double between(std::size_t first, std::size_t last, double y) const {
    double top = height_;
    double bottom = 0;
    for (const auto& [name, party] : parties_) {
      if (party.column < first || party.column >= last) continue;
      top = std::min(top, party.y - row_height / 2);
      bottom = std::max(bottom, party.y + row_height / 2);
    }
    return y - top <= bottom - y ? top : bottom;
  }
  /// A line from the right side of one party to the left side of another, past the parties between them, and round below
  /// where that is not further right.
  [[nodiscard]] SvgPath route(const std::string& from, const std::string& to, double shift, double tip) const {
    const SvgPoint end{left_of(to, shift).x - tip, left_of(to, shift).y};
    const SvgPoint start{left_of(from, shift).x + box_width, left_of(from, shift).y};
    SvgPath path;
    path.move_to(start);
    const auto sweep = [&](SvgPoint a, SvgPoint b) {
      const double reach = (b.x - a.x) / 2;
      path.curve_to({a.x + reach, a.y}, {b.x - reach, b.y}, b);
    };
    const std::size_t first = parties_.at(from).column + 1;
    const std::size_t last = parties_.at(to).column;
    if (last > first) {
      const double aside = between(first, last, start.y) + shift / 2;
      sweep(start, {column_x(first), aside});
      path.line_to({column_x(last - 1) + box_width, aside});
      sweep({column_x(last - 1) + box_width, aside}, end);
      return path;
    }
    if (last == first) {
      sweep(start, end);
      return path;
    }
    static constexpr double bulge = 44;
    const double below = std::max(start.y, end.y) + row_height / 2 - shift / 2;
    path.curve_to({start.x + bulge, start.y}, {start.x + bulge, below}, {start.x, below});
    path.line_to({end.x, below});
    return path.curve_to({end.x - bulge, below}, {end.x - bulge, end.y}, end);
  }

  /// Whether more of a delegation hurts, and how much of the largest there is.
  [[nodiscard]] std::string classes(const NetworkFindings::Delegation& edge) const {
    const double size = std::abs(edge.harm.share);
    if (!(size > 1e-9 * largest_)) return "neutral";
    const std::string strength = size > largest_ * 2 / 3 ? " strong" : size > largest_ / 3 ? " middling" : " weak";
    return (edge.harm.share > 0 ? "hurts" : "helps") + strength;
  }
  [[nodiscard]] static std::string words(const NetworkFindings::Delegation& edge) {
    const double harm = edge.harm.share;
    return isolated(edge.from) + " → " + isolated(edge.to) + ", share " + to_readable(edge.share) +
           ": each unit more would " + (harm > 0 ? "raise" : "lower") + " the mean regret by " +
           to_readable(std::abs(harm));
  }
  /// A name that fits its box; the whole of it is shown under the pointer.
  [[nodiscard]] static std::string label(const std::string& name) { return shortened(name, 18); }

  const NetworkFindings* network_;
  std::vector<std::vector<std::string>> columns_;
  std::map<std::string, Party> parties_;
  double height_ = 0;
  double largest_ = 0;
};

}  // namespace internal

Svg draw_network(const NetworkFindings& network) { return internal::NetworkDrawing{network}.svg(); }

}  // namespace behalf

#endif  // BEHALF_IO_KINDS_NETWORK_IMPL_DRAWING_IPP
