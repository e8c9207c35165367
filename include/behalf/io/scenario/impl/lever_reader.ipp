#ifndef BEHALF_IO_SCENARIO_IMPL_LEVER_READER_IPP
#define BEHALF_IO_SCENARIO_IMPL_LEVER_READER_IPP

#include <behalf/io/json/json_cursor.hpp>
#include <behalf/io/json/one_line.hpp>
#include <behalf/io/scenario/lever_reader.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace behalf {

LeverEntry::LeverEntry(const JsonCursor& at, const std::vector<std::string>& attributes)
    : at_{at}, attributes_{&attributes} {}

void LeverEntry::expect(std::initializer_list<std::string_view> own) const {
  std::vector<std::string_view> known{"lever", "name", "cost", "levels"};
  known.insert(known.end(), own.begin(), own.end());
  at_.expect_object(known);
}

double LeverEntry::number_or(std::string_view key, double otherwise) const {
  const std::optional<JsonCursor> member = at_.find(key);
  return member ? member->number() : otherwise;
}

std::vector<Eigen::Index> LeverEntry::attributes() const {
  std::vector<Eigen::Index> result;
  const std::optional<JsonCursor> list = at_.find("attributes");
  for (Eigen::Index k = 0; list && k < list->size(); ++k) {
    result.push_back(static_cast<Eigen::Index>(place((*list)[k], *attributes_, "an attribute")));
  }
  return result;
}

std::vector<Eigen::Index> LeverEntry::some_attributes() const {
  (void)at_.at("attributes").size_of_some("attribute");
  return attributes();
}

std::size_t LeverEntry::place(const JsonCursor& at, const std::vector<std::string>& names, const std::string& what) {
  const auto found = std::find(names.begin(), names.end(), at.text());
  if (found == names.end()) at.refuse("expected " + what + ", there is none called " + in_quotes(at.text()));
  return static_cast<std::size_t>(found - names.begin());
}

}  // namespace behalf

#endif  // BEHALF_IO_SCENARIO_IMPL_LEVER_READER_IPP
