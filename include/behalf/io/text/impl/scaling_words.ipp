#ifndef BEHALF_IO_TEXT_IMPL_SCALING_WORDS_IPP
#define BEHALF_IO_TEXT_IMPL_SCALING_WORDS_IPP

#include <behalf/io/text/readable.hpp>
#include <behalf/io/text/scaling_words.hpp>
#include <behalf/scaling/point.hpp>

#include <string>
#include <string_view>

namespace behalf::internal {

std::string_view with_unit(ScalingAxis axis) {
  switch (axis) {
    case ScalingAxis::generality: return "generality (attributes)";
    case ScalingAxis::scope: return "scope (groups)";
    case ScalingAxis::diversity: break;
  }
  return "diversity (1: as in the data)";
}

std::string level_of(const ScalingPoint<double>& point, ScalingAxis axis) {
  return std::string{to_text(axis)} + ' ' + to_readable(point.level(axis));
}

std::string elsewhere(const ScalingPoint<double>& point, ScalingAxis axis) {
  std::string text;
  for (const ScalingAxis other : all_scaling_axes) {
    if (other == axis) continue;
    text += (text.empty() ? "" : ", ") + level_of(point, other);
  }
  return text;
}

}  // namespace behalf::internal

#endif  // BEHALF_IO_TEXT_IMPL_SCALING_WORDS_IPP
