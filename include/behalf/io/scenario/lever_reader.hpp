#ifndef BEHALF_IO_SCENARIO_LEVER_READER_HPP
#define BEHALF_IO_SCENARIO_LEVER_READER_HPP

#include <behalf/delegation/linear_quadratic/description.hpp>
#include <behalf/governance/levers/lever.hpp>
#include <behalf/governance/linear_quadratic/contest_levers.hpp>
#include <behalf/governance/linear_quadratic/signal.hpp>
#include <behalf/io/json/json_cursor.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace behalf::internal {

/// Every lever that a scenario can name, whatever its kind.
enum class NamedLever : std::size_t {
  representation,
  redesign_metrics,
  redesign_translation,
  audit,
  transparency,
  interpretability,
  independent_validators,
  reporting,
  liability,
  veto,
  appeal,
  recourse,
};

/// One lever as it stands in a scenario, with the names it may refer to.
class LeverEntry {
public:
  LeverEntry(const JsonCursor& at, const std::vector<std::string>& attributes);

  [[nodiscard]] const JsonCursor& at() const noexcept { return at_; }
  [[nodiscard]] NamedLever which() const;
  /// Needs no keys but these and those that every lever may have.
  void expect(std::initializer_list<std::string_view> own) const;
  [[nodiscard]] double number(std::string_view key) const { return at_.at(key).number(); }
  [[nodiscard]] double number_or(std::string_view key, double otherwise) const;
  /// The attributes that are named; none where there is no list.
  [[nodiscard]] std::vector<Eigen::Index> attributes() const;
  [[nodiscard]] std::vector<Eigen::Index> some_attributes() const;
  [[nodiscard]] ValidatorPanel<double> panel() const;
  [[nodiscard]] Reports<double> reports() const;
  /// The number, among these names, of the one that stands here.
  [[nodiscard]] static std::size_t place(const JsonCursor& at, const std::vector<std::string>& names,
                                         const std::string& what);

private:
  JsonCursor at_;
  const std::vector<std::string>* attributes_;
};

/// A lever on linear–quadratic delegation among parties with these names.
[[nodiscard]] Lever<LinearQuadraticSpec<double>> read_lever(const LeverEntry& entry,
                                                            const LinearQuadraticSpec<double>& spec);

}  // namespace behalf::internal

#endif  // BEHALF_IO_SCENARIO_LEVER_READER_HPP
