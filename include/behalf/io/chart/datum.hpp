#ifndef BEHALF_IO_CHART_DATUM_HPP
#define BEHALF_IO_CHART_DATUM_HPP

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

namespace behalf {

/// What the data of a figure say of one of its marks, beyond where it stands: nothing where it is not known.
struct Datum {
  std::string field{};
  std::variant<std::nullptr_t, bool, double, std::string> value{nullptr};
};

using Data = std::vector<Datum>;

}  // namespace behalf

#endif  // BEHALF_IO_CHART_DATUM_HPP
