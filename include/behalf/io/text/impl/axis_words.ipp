#ifndef BEHALF_IO_TEXT_IMPL_AXIS_WORDS_IPP
#define BEHALF_IO_TEXT_IMPL_AXIS_WORDS_IPP

#include <behalf/io/text/axis_words.hpp>
#include <behalf/model/axis.hpp>

#include <string>

namespace behalf::internal {

/// The names of axes, with a word between any two.
[[nodiscard]] std::string joined(AxisSet axes, const char* between) {
  std::string text;
  for (const Axis axis : all_axes) {
    if (axes.contains(axis)) text += (text.empty() ? "" : between) + std::string{to_text(axis)};
  }
  return text;
}

std::string ideal_axes(AxisSet ideal) {
  if (ideal == AxisSet::none()) return "as it is";
  return ideal == AxisSet::all() ? "all three ideal" : joined(ideal, " + ");
}

std::string effect_of(AxisSet faulty) {
  if (faulty == AxisSet::all()) return "all three, jointly";
  return joined(faulty, " and ") + (faulty.size() == 1 ? " alone" : ", jointly");
}

}  // namespace behalf::internal

#endif  // BEHALF_IO_TEXT_IMPL_AXIS_WORDS_IPP
