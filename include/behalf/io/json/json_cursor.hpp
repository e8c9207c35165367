#ifndef BEHALF_IO_JSON_JSON_CURSOR_HPP
#define BEHALF_IO_JSON_JSON_CURSOR_HPP

#include <behalf/io/json/scenario_error.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>
#include <nlohmann/json_fwd.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace behalf {

/// A place in a document and how it was reached: the one way in which scenarios are read.
///
/// Each reading function says what it expects and throws `ScenarioError` with the path of the place and what is there
/// instead. The path is kept as the steps taken and becomes text only then. The document must outlive its cursors.
class JsonCursor {
public:
  using Json = nlohmann::json;

  explicit JsonCursor(const Json& document) : value_{&document} {}
  explicit JsonCursor(const Json&&) = delete;

  [[nodiscard]] const Json& json() const noexcept { return *value_; }

  /// The path of this place, such as "$.principals[1].values".
  [[nodiscard]] std::string path() const;
  /// Refuses what stands here.
  [[noreturn]] void refuse(const std::string& rule) const { throw ScenarioError{path(), rule}; }
  /// Refuses what stands here: `expected`, which is a phrase such as "a number", and what was found instead.
  [[noreturn]] void refuse_for(const std::string& expected) const;

  /// Needs an object with no keys but these.
  void expect_object(std::initializer_list<std::string_view> known) const;
  void expect_object(std::span<const std::string_view> known) const;
  /// The member of the object here with this key, which must outlive the cursor; nothing where there is none.
  [[nodiscard]] std::optional<JsonCursor> find(std::string_view key) const;
  /// The member of the object here with this key, which must be there.
  [[nodiscard]] JsonCursor at(std::string_view key) const;

  /// The length of the list here.
  [[nodiscard]] Eigen::Index size() const;
  /// The length of the list here, which must not be empty; `of` is what it holds, in the singular.
  [[nodiscard]] Eigen::Index size_of_some(const std::string& of) const;
  /// Entry i of the list here. Needs i < size().
  [[nodiscard]] JsonCursor operator[](Eigen::Index i) const;

  /// The text here.
  [[nodiscard]] const std::string& text() const;
  /// The name here: a text that is not empty and can be printed.
  [[nodiscard]] const std::string& name() const;
  /// Which of these words stands here, by its number.
  [[nodiscard]] std::size_t one_of(std::initializer_list<std::string_view> words) const;
  [[nodiscard]] std::size_t one_of(const std::vector<std::string_view>& words) const;
  /// What is said here: true or false.
  [[nodiscard]] bool truth() const;
  /// The finite number here.
  [[nodiscard]] double number() const;

  /// The whole number here, 0 or more.
  [[nodiscard]] std::uint64_t whole_number() const;
  /// The list of numbers here, of any length.
  [[nodiscard]] std::vector<double> numbers() const;

  /// The d numbers here.
  [[nodiscard]] Vector<double> vector(Eigen::Index d) const;
  /// The matrix here, a list of any number of rows with this many numbers each.
  [[nodiscard]] Matrix<double> rows(Eigen::Index columns) const;
  /// Whether a square matrix is given here by its diagonal: a list none of whose entries is a list.
  [[nodiscard]] bool is_diagonal() const;
  /// The d × d matrix here, a list of d rows or of the d numbers of its diagonal.
  [[nodiscard]] Matrix<double> square(Eigen::Index d) const { return square(d, false); }
  /// The same, where "inf" may stand on the diagonal for an infinite variance.
  [[nodiscard]] Matrix<double> square_or_infinite(Eigen::Index d) const { return square(d, true); }

private:
  /// A key, or the number of an entry.
  struct Step {
    std::optional<std::string_view> key;
    std::size_t index = 0;
  };
  /// No scenario is read deeper than this; what is nested deeper is refused before.
  static constexpr std::size_t deepest = 8;

  [[nodiscard]] JsonCursor step(std::optional<std::string_view> key, const Json& value, std::size_t index = 0) const;
  [[nodiscard]] static std::string to_text(const Step& step);

  [[nodiscard]] std::string description() const;

  void expect_length(Eigen::Index wanted, const std::string& of) const;

  [[nodiscard]] double variance() const;
  [[nodiscard]] Matrix<double> square(Eigen::Index d, bool infinite) const;

  const Json* value_;
  std::array<Step, deepest> steps_{};
  std::size_t depth_ = 0;
};

}  // namespace behalf

#endif  // BEHALF_IO_JSON_JSON_CURSOR_HPP
