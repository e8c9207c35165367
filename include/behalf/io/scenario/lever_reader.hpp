#ifndef BEHALF_IO_SCENARIO_LEVER_READER_HPP
#define BEHALF_IO_SCENARIO_LEVER_READER_HPP

#include <behalf/governance/levers/lever.hpp>
#include <behalf/io/json/json_cursor.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace behalf {

/// One lever as it stands in a scenario, with the names of attributes that it may refer to.
class LeverEntry {
public:
  LeverEntry(const JsonCursor& at, const std::vector<std::string>& attributes);

  [[nodiscard]] const JsonCursor& at() const noexcept { return at_; }
  /// Needs no keys but these and those that every lever may have.
  void expect(std::initializer_list<std::string_view> own) const;
  [[nodiscard]] double number(std::string_view key) const { return at_.at(key).number(); }
  [[nodiscard]] double number_or(std::string_view key, double otherwise) const;
  /// The attributes that are named; none where there is no list.
  [[nodiscard]] std::vector<Eigen::Index> attributes() const;
  /// The same, at least one.
  [[nodiscard]] std::vector<Eigen::Index> some_attributes() const;
  /// The number, among these names, of the one that stands here.
  [[nodiscard]] static std::size_t place(const JsonCursor& at, const std::vector<std::string>& names,
                                         const std::string& what);

private:
  JsonCursor at_;
  const std::vector<std::string>* attributes_;
};

/// A lever that scenarios can name, and how its terms are read.
template <class Description>
struct NamedLever {
  std::string_view name;
  Lever<Description> (*read)(const LeverEntry& entry, const Description& description);
  std::string_view target{};  ///< The key of what the lever calls its target, where that may be wrong.
};

/// The levers that scenarios about a description can name, a list `entries` of `NamedLever<Description>`. A kind whose
/// models can be governed specialises it beside its reader.
template <class Description>
struct NamedLevers;

}  // namespace behalf

#endif  // BEHALF_IO_SCENARIO_LEVER_READER_HPP
