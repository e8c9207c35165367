#ifndef BEHALF_EXAMPLES_DATA_CONGRESS118_HPP
#define BEHALF_EXAMPLES_DATA_CONGRESS118_HPP

#include "data/csv.hpp"

#include <behalf/solve/random.hpp>

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace data {

/// The line of least squares of y on x, and their correlation, with intervals of 95 %.
struct Line {
  using Interval = std::pair<double, double>;

  Line(const std::vector<double>& x, const std::vector<double>& y) {
    const double n = static_cast<double>(x.size());
    double mean_x = 0;
    double mean_y = 0;
    for (std::size_t k = 0; k < x.size(); ++k) {
      mean_x += x[k] / n;
      mean_y += y[k] / n;
    }
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (std::size_t k = 0; k < x.size(); ++k) {
      xx += (x[k] - mean_x) * (x[k] - mean_x);
      xy += (x[k] - mean_x) * (y[k] - mean_y);
      yy += (y[k] - mean_y) * (y[k] - mean_y);
    }
    slope = xy / xx;
    intercept = mean_y - slope * mean_x;
    correlation = xy / std::sqrt(xx * yy);
    const double residual = std::max(0.0, yy - slope * xy);
    slope_error = std::sqrt(residual / (n - 2) / xx);
    points = n;
  }
  /// By Student's t with n − 2 degrees of freedom.
  [[nodiscard]] Interval slope_interval() const {
    const double half = slope_error * boost::math::quantile(boost::math::students_t{points - 2}, 0.975);
    return {slope - half, slope + half};
  }
  /// By Fisher's transformation.
  [[nodiscard]] Interval correlation_interval() const {
    const double half = boost::math::quantile(boost::math::normal{}, 0.975) / std::sqrt(points - 3);
    return {std::tanh(std::atanh(correlation) - half), std::tanh(std::atanh(correlation) + half)};
  }
  [[nodiscard]] double operator()(double x) const noexcept { return intercept + slope * x; }

  double slope = 0;
  double intercept = 0;
  double correlation = 0;
  double slope_error = 0;  ///< Standard error of the slope.
  double points = 0;
};

/// The 118th Congress as published at the end of 2023: who sits where, how often each member agreed with the President,
/// and by how much the President had won or lost where the member was elected.
struct Congress {
  struct Member {
    std::string id{};
    std::string name{};
    std::string chamber{};       ///< "house" or "senate".
    std::string constituency{};  ///< A district such as "AL-1", or a state.
    std::string party{};         ///< Of an independent: that of the caucus.
    double agreement = 0;        ///< Share of votes, 0 to 1, as published.
    double margin = 0;           ///< In points, positive where the President had won.
  };
  struct Committee {
    std::string id{};
    std::string name{};
    std::string parent{};  ///< Of a subcommittee: the committee it belongs to.
  };
  struct Seat {
    std::string member{};
    std::string committee{};
  };

  Congress() = default;
  /// Reads the files of the folder congress118.
  explicit Congress(const std::string& folder) {
    const Csv of_members{folder + "/members.csv"};
    for (std::size_t row = 0; row < of_members.size(); ++row) {
      const auto text = [&](const char* column) { return of_members.text(row, column); };
      members.push_back({text("bioguide"), text("name"), text("chamber"), text("constituency"),
                         text(text("caucus").empty() ? "party" : "caucus"), of_members.number(row, "agree_pct"),
                         of_members.number(row, "biden_margin")});
    }
    const Csv of_committees{folder + "/committees.csv"};
    for (std::size_t row = 0; row < of_committees.size(); ++row) {
      committees.push_back(
          {of_committees.text(row, "committee"), of_committees.text(row, "name"), of_committees.text(row, "parent")});
    }
    const Csv of_seats{folder + "/memberships.csv"};
    for (std::size_t row = 0; row < of_seats.size(); ++row) {
      seats.push_back({of_seats.text(row, "bioguide"), of_seats.text(row, "committee")});
    }
  }

  /// How agreement goes with the margin among the members of a chamber, or of one party in it.
  [[nodiscard]] Line agreement_by_margin(const std::string& chamber, const std::string& party = {}) const {
    std::vector<double> margins;
    std::vector<double> agreements;
    for (const Member& member : members) {
      if (member.chamber != chamber || (!party.empty() && member.party != party)) continue;
      margins.push_back(member.margin);
      agreements.push_back(member.agreement);
    }
    return {margins, agreements};
  }

  /// The same with as many members of each party and chamber drawn from its own, each as often as chance has it: what
  /// lines would be if others like them had been elected. Without committees and seats.
  [[nodiscard]] Congress drawn_again(behalf::RandomStream& random) const {
    Congress result;
    result.members = members;
    std::map<std::pair<std::string, std::string>, std::vector<std::size_t>> groups;
    for (std::size_t k = 0; k < members.size(); ++k) groups[{members[k].chamber, members[k].party}].push_back(k);
    for (const auto& [group, places] : groups) {
      for (const std::size_t k : places) {
        result.members[k] = members[places[random.below(static_cast<std::uint32_t>(places.size()))]];
      }
    }
    return result;
  }

  std::vector<Member> members{};
  std::vector<Committee> committees{};
  std::vector<Seat> seats{};  ///< Some are of delegates without a vote, who are not among the members.
};

}  // namespace data

#endif  // BEHALF_EXAMPLES_DATA_CONGRESS118_HPP
