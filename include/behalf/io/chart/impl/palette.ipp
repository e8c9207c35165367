#ifndef BEHALF_IO_CHART_IMPL_PALETTE_IPP
#define BEHALF_IO_CHART_IMPL_PALETTE_IPP

#include <behalf/io/chart/palette.hpp>

#include <string>
#include <string_view>

namespace behalf {

std::string colour_of(std::string_view css) {
  static constexpr std::string_view refers{" { --colour: var(--"};
  std::string name{css};
  if (const std::size_t rule = palette.find('.' + name + std::string{refers}); rule != std::string_view::npos) {
    const std::size_t begin = rule + 1 + name.size() + refers.size();
    name = palette.substr(begin, palette.find(')', begin) - begin);
  }
  const std::size_t declared = palette.find("--" + name + ": #");
  if (declared == std::string_view::npos) return colour_of("joint");
  return std::string{palette.substr(declared + name.size() + 4, 7)};
}

}  // namespace behalf

#endif  // BEHALF_IO_CHART_IMPL_PALETTE_IPP
