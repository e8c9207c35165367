#ifndef BEHALF_IO_CHART_PALETTE_HPP
#define BEHALF_IO_CHART_PALETTE_HPP

#include <string>
#include <string_view>

namespace behalf {

/// Every colour of reports and of all figures, in light and in dark. Text has a contrast of at least 4.5 : 1 and marks of at
/// least 3 : 1 to their ground; the three axes differ in lightness as well as in hue, so that they can be told apart with any
/// colour vision and without colour.
inline constexpr std::string_view palette = R"css(
:root { color-scheme: light dark; --page: #fdfcfa; --ink: #1c1e21; --soft: #585e66; --rule: #d8d5cd;
  --alarm: #a3261a; --good: #1d6b3c; --link: #005a94;
  --objectives: #1f78b8; --information: #cf7b00; --principals: #6f1d56;
  --shade: #003437; --rises: #7d0a00; --falls: #002e66; --on-weak: #000000; --on-strong: #ffffff; }
@media screen and (prefers-color-scheme: dark) {
  :root { --page: #15171a; --ink: #e8e6e1; --soft: #a9adb3; --rule: #393d43;
    --alarm: #ff9a8a; --good: #7fd6a0; --link: #7cc0f0;
    --objectives: #56b4e9; --information: #ffcf70; --principals: #c04a93;
    --shade: #48bbb4; --rises: #ff8a70; --falls: #6cb0ff; --on-weak: #ffffff; --on-strong: #000000; } }
/* What the parts of a figure stand for. */
.objectives { --colour: var(--objectives); } .information { --colour: var(--information); }
.principals { --colour: var(--principals); } .joint { --colour: var(--soft); }
.hurts { --colour: var(--alarm); } .helps { --colour: var(--good); }
.reference { --colour: var(--alarm); } .proportion { --colour: var(--soft); }
.budget { --colour: var(--soft); } .enough { --colour: var(--good); }
.rises { --colour: var(--rises); } .falls { --colour: var(--falls); }
)css";

/// The colour in light of a class of the palette, such as "objectives", or of a name in it, such as "page", as "#1f78b8"; where
/// there is none, that of what is jointly done.
[[nodiscard]] std::string colour_of(std::string_view css);

}  // namespace behalf

#endif  // BEHALF_IO_CHART_PALETTE_HPP
