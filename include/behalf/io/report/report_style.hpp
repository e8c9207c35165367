#ifndef BEHALF_IO_REPORT_REPORT_STYLE_HPP
#define BEHALF_IO_REPORT_REPORT_STYLE_HPP

#include <string_view>

namespace behalf {

/// The style sheet of reports and of the drawings in them: for screens in light and dark, for narrow ones, and for
/// paper. The colours are those of the palette, which stands before it.
inline constexpr std::string_view report_style = R"css(
*, *::before, *::after { box-sizing: border-box; }
html { background: var(--page); color: var(--ink); -webkit-text-size-adjust: 100%; text-size-adjust: 100%;
  font: 100%/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 64rem; }
h1 { margin: 0 0 .75rem; font-size: 1rem; font-weight: 600; color: var(--soft); }
h2 { margin: 0 0 .5rem; font-size: 1.25rem; line-height: 1.3; }
h3 { margin: 2rem 0 .5rem; font-size: 1.0625rem; line-height: 1.3; } h4 { margin: 0; font-size: .9375rem; }
p, figcaption, .glossary, ul { max-width: 46rem; }
.answer { margin: 0; font-size: clamp(1.2rem, 1rem + 1.1vw, 1.6rem); line-height: 1.45; }
nav { margin: 1.5rem 0 0; padding: .75rem 0; border: solid var(--rule); border-width: 1px 0; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 0; padding: 0; list-style: none;
  max-width: none; }
a { color: var(--link); text-underline-offset: .15em; }
a:focus-visible, .scroll:focus-visible, summary:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
section { margin-top: 3rem; }
figure { margin: 0; } figure + figure { margin-top: 1.75rem; }
figcaption, caption { color: var(--soft); }
figcaption { margin-bottom: 1rem; }
.who, .name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; text-align: left; }
.who { display: inline-block; max-width: min(100%, 18em); vertical-align: bottom; }
.yes { color: var(--good); } .no { color: var(--alarm); }

.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding-bottom: .75rem; }
caption span { display: block; position: sticky; left: 0; max-width: min(46rem, calc(100vw - 2.5rem)); }
th, td { padding: .35rem .6rem; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--rule); }
thead th { vertical-align: bottom; white-space: normal; line-height: 1.25; font-weight: 600; font-size: .875rem; }
thead th, thead td { border-bottom-color: var(--soft); }
thead tr:first-child th[colspan] { text-align: center; border-bottom-color: var(--rule); }
tbody th, tfoot th { font-weight: 400; }
th[scope=row], thead tr:first-child th:first-child { text-align: left; position: sticky; left: 0;
  background: var(--page); padding-left: 0; z-index: 1; }
th .name { display: block; max-width: 16rem; }
tfoot th, tfoot td { font-weight: 600; border-top: 2px solid var(--soft); border-bottom: 0; }
.principal-table { width: 100%; }
th.verdict, td.verdict { text-align: left; padding-right: 0; }
td.effect { width: 16rem; padding: 0 0 0 1rem; }

.legend { display: grid; gap: .25rem 1.5rem; margin: 0 0 1.25rem; padding: 0; list-style: none; font-size: .9375rem; }
.legend li { display: grid; grid-template-columns: 1.25rem 1fr; column-gap: .6rem; }
.legend i { height: .8rem; margin-top: .35rem; -webkit-print-color-adjust: exact; print-color-adjust: exact;
  forced-color-adjust: none; }
.legend i.total { justify-self: center; width: 3px; height: 1.1rem; margin-top: .2rem; background: var(--ink); }
.legend i.tolerance { justify-self: center; width: 0; height: 1.1rem; margin-top: .2rem;
  border-left: 2px dashed var(--ink); }
.chart { padding-right: 1.5rem; }
.bars { margin: 0; padding: 0; list-style: none; }
.row { display: grid; grid-template-columns: minmax(0, 13rem) 6.5rem minmax(0, 1fr); align-items: center;
  column-gap: .75rem; break-inside: avoid; }
.row .figure { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.row .bar, .row .scale { grid-column: 3; }
.row.summary { margin-top: .5rem; font-weight: 600; }
.ticks { position: sticky; top: 0; z-index: 1; background: var(--page); }
.scale { position: relative; height: 1.75rem; }
.scale span { position: absolute; bottom: .2rem; transform: translateX(-50%); font-size: .8125rem;
  color: var(--soft); white-space: nowrap; font-variant-numeric: tabular-nums; }

svg { display: block; forced-color-adjust: none; }
.bar { width: 100%; height: 28px; overflow: visible; }
.bar line, .bar rect { vector-effect: non-scaling-stroke; }
.bar rect { stroke: var(--page); stroke-width: 1px; }
.bar .grid { stroke: var(--rule); } .bar .zero { stroke: var(--soft); }
.bar .reference, .bar .proportion { stroke: var(--colour); stroke-width: 2px; }
.bar .halo { stroke: var(--page); stroke-width: 6px; } .bar .total { stroke: var(--ink); stroke-width: 3px; }
.bar .uncertainty { stroke: var(--ink); stroke-width: 1.5px; }
.bar .tolerance { stroke: var(--ink); stroke-width: 2px; stroke-dasharray: 3 3; } .bar .cut { fill: var(--ink); }
.legend i { background: var(--colour); } .bar rect { fill: var(--colour); }
.repairs { width: 100%; max-width: 34rem; height: auto; }
.repairs .repair { stroke: var(--colour); stroke-width: 2.5px; }
.repairs .worse { stroke-width: 4px; stroke-dasharray: 6 4; }
.repairs .frame { fill: var(--page); stroke: var(--soft); } .repairs .level { fill: var(--soft); }
.repairs text { fill: var(--ink); font-size: 12px; } .repairs .regret { font-size: 15px; font-weight: 600; }
.web { width: 100%; height: auto; } .web text { fill: var(--ink); font-size: 13px; }
.web .frame { fill: var(--page); stroke: var(--soft); stroke-width: 1.5px; }
.web .principal .frame { stroke: var(--principals); } .web .affected .frame { stroke-dasharray: 5 3; }
.exposure, .neutral { --colour: var(--soft); }
.web .delegation, .web .exposure { fill: none; stroke: var(--colour); stroke-width: 1.5px; }
.web .exposure { stroke-dasharray: 2 3; } .web .delegation.hurts { stroke-dasharray: 12 3; } .web .tip { fill: var(--colour); }
.web .w2 { stroke-width: 2.5px; } .web .w3 { stroke-width: 3.5px; } .web .w4 { stroke-width: 4.5px; }
.web .w5 { stroke-width: 5.5px; } .web .w6 { stroke-width: 6.5px; } .web .w7 { stroke-width: 7.5px; }
.web .w8 { stroke-width: 8.5px; } .web .weak { opacity: .65; } .web .middling { opacity: .8; }
.legend i.exposure { height: 0; margin-top: .7rem; background: none; border-top: 2px dotted var(--soft); }
.heats { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 19rem), 1fr)); gap: 1.25rem 1.5rem; }
.heat { width: 100%; max-width: 27rem; height: auto; } .heat text { fill: var(--ink); font-size: 12px; }
.heat.key { max-width: 21.25rem; margin-bottom: 1rem; } .heat .shade { shape-rendering: crispEdges; }
.heat .shade, .heat .cell { fill: var(--shade); }
.heat .rises, .heat .falls { fill: var(--colour); }
.heat .missing { fill: none; stroke: var(--soft); stroke-dasharray: 2 3; }
.heat .weak, .heat text.weak { fill: var(--on-weak); } .heat .strong, .heat text.strong { fill: var(--on-strong); }
.heat .halo, .heat .line { fill: none; stroke-linejoin: round; }
.heat .halo { stroke: var(--page); stroke-width: 4.5px; }
.heat .line { stroke: var(--ink); stroke-width: 2.5px; }
.heat .surely, .heat .possibly { stroke-width: 1px; } .heat .possibly { stroke-dasharray: 4 2; }
.legend .frontier, .legend .surely { height: 0; margin-top: .65rem; border-top: 3px solid var(--ink); }
.legend .surely { border-top-width: 1px; }
.legend .hole { justify-self: center; width: .4rem; height: .4rem; margin-top: .55rem; border-radius: 50%;
  background: var(--ink); }
.legend .missing { border: 1px dashed var(--soft); }
.lines { width: 100%; max-width: 27rem; height: auto; } .lines text { fill: var(--ink); font-size: 12px; }
.lines .grid { stroke: var(--rule); } .lines .tick { stroke: var(--soft); }
.lines .line { stroke: var(--ink); stroke-width: 2.5px; stroke-linejoin: round; }
.lines .line.once { stroke-width: 1.5px; stroke-dasharray: 6 3; } .lines .dot { fill: var(--ink); }
.lines .mark { stroke: var(--colour); stroke-width: 2px; stroke-dasharray: 6 3; }
.lines .mark.enough { stroke-dasharray: 1.5 3; }
.legend .budget, .legend .enough { height: 0; margin-top: .65rem; background: none; border-top: 2px dashed var(--soft); }
.legend .enough { border-top: 3px dotted var(--good); }
th.group { text-align: left; padding-left: 0; font-size: .875rem; color: var(--soft); padding-top: .9rem; }

.warnings { padding-left: 1.25rem; } .warnings li { margin-bottom: .35rem; overflow-wrap: anywhere; }
summary { cursor: pointer; color: var(--link); }
dl { margin: 0; } dt { font-weight: 600; } dd { margin: 0 0 .75rem; overflow-wrap: anywhere; }
.facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .25rem 1.5rem; }
.facts dd { margin: 0; }
footer { margin-top: 3rem; padding-top: 1.5rem; border-top: 1px solid var(--rule); color: var(--soft); }

@media (max-width: 44rem) {
  body { padding: 1.25rem 1rem 3rem; }
  .row { grid-template-columns: minmax(0, 1fr) auto; } .row .bar, .row .scale { grid-column: 1 / -1; }
  .chart { padding: 0 1rem; } .effect { display: none; } th .name { max-width: 9rem; }
  th, td { padding: .35rem .5rem; } }
@media print {
  :root { --page: #fff; } html { font-size: 9.5pt; background: none; } body { max-width: none; padding: 0; }
  nav { display: none; } section { margin-top: 1.75rem; } .answer { font-size: 1.3rem; }
  h2, h3, h4, figcaption, caption, .legend, dt { break-after: avoid; }
  figcaption, tr, .repairs, .heat, .legend, .dividend-table, .facts, dd { break-inside: avoid; }
  tfoot { display: table-row-group; } th, td { padding: .2rem .4rem; }
  .ticks, th[scope=row] { position: static; } .scroll { overflow: visible; }
  .scroll div { min-width: 0 !important; } }
)css";

}  // namespace behalf

#endif  // BEHALF_IO_REPORT_REPORT_STYLE_HPP
