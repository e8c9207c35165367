#ifndef BEHALF_IO_JSON_JSON_NUMBER_HPP
#define BEHALF_IO_JSON_JSON_NUMBER_HPP

#include <nlohmann/json.hpp>

#include <optional>

namespace behalf::internal {

using OrderedJson = nlohmann::ordered_json;

/// A number; zero is written without a sign.
[[nodiscard]] inline OrderedJson json_number(double x) { return x == 0 ? 0.0 : x; }

template <class T>
[[nodiscard]] OrderedJson json_or_null(const std::optional<T>& value) {
  return value ? OrderedJson(*value) : OrderedJson(nullptr);
}

/// A list of numbers.
template <class Numbers>
[[nodiscard]] OrderedJson json_numbers(const Numbers& numbers) {
  OrderedJson list = OrderedJson::array();
  for (const double x : numbers) list.push_back(json_number(x));
  return list;
}

}  // namespace behalf::internal

#endif  // BEHALF_IO_JSON_JSON_NUMBER_HPP
