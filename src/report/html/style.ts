/**
 * The style sheet of the HTML report. Colours are those of Okabe and Ito, which colour-blind readers
 * tell apart, lightened for dark backgrounds; `--ink-2` keeps a contrast of 4.5 to 1 on both.
 */
export const STYLE = `
:root { color-scheme: light dark;
  --page: #f6f7f9; --card: #fff; --ink: #1b2430; --ink-2: #5a6675; --line: #e1e6ec; --soft: #eef1f5;
  --positive: #0072b2; --negative: #d55e00; --mixed: #b08900; --neutral: #8a95a3; --accent: #3b4d63; --relief: #00735a;
  --alarm: #b04600; --link: #00619a; --control: #78869a; }
@media (prefers-color-scheme: dark) { :root {
  --page: #12161c; --card: #1b212a; --ink: #e8ecf1; --ink-2: #a3afbd; --line: #303945; --soft: #252d38;
  --positive: #56b4e9; --negative: #f0803c; --mixed: #e6c229; --neutral: #6b7787; --accent: #9fb2c9; --relief: #3fc79f;
  --alarm: #f58b4c; --link: #7cc4f2; --control: #7c8a9c; } }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
a { color: var(--link); text-underline-offset: 3px; text-decoration-thickness: 1px; }
td.n a, .figure a, .lead a { color: inherit; text-decoration-style: dotted; text-decoration-color: var(--control); }
td.n a:hover, .figure a:hover { color: var(--link); text-decoration-style: solid; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 4px; }
nav ul { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 0 0 20px; padding: 0; list-style: none; font-size: .875rem; }
nav a { text-decoration: none; display: inline-block; padding: 3px 0; } nav a:hover { text-decoration: underline; }
.tools { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 16px; margin: 0 0 12px; font-size: .875rem; color: var(--ink-2); }
.tools label { display: flex; align-items: center; gap: 8px; }
.tools input, .tools select, .tools button { font: inherit; color: var(--ink); background: var(--card); border: 1px solid var(--control);
  border-radius: 8px; padding: 5px 10px; min-height: 34px; max-width: 100%; }
.tools input { width: 14rem; min-width: 0; } .tools button { cursor: pointer; } .tools button:hover { background: var(--soft); }
.tools output { font-variant-numeric: tabular-nums; }
button.sort { all: unset; cursor: pointer; white-space: nowrap; } button.sort:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
button.sort::after { content: "↕"; color: var(--control); margin-left: 3px; font-weight: 400; }
th[aria-sort=ascending] button.sort::after { content: "↑"; color: var(--ink); } th[aria-sort=descending] button.sort::after { content: "↓"; color: var(--ink); }
.evidence { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 310px), 1fr)); gap: 12px 24px; margin: 0 0 20px; }
.evidence > div { padding: 8px; border-radius: 8px; scroll-margin-top: 16px; min-width: 0; } .evidence > div:target { background: var(--soft); box-shadow: inset 3px 0 var(--link); }
.evidence blockquote { background: none; border: 0; border-top: 1px solid var(--line); border-radius: 0; padding: 6px 0; margin: 0; font-size: .9375rem; }
h4 { font-size: .9375rem; margin: 0 0 4px; overflow-wrap: anywhere; }
ul.plain { list-style: none; margin: 0; padding: 0; } td.name { overflow-wrap: anywhere; min-width: 8rem; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--ink); line-height: 1.6; font-size: 16px;
  font-family: system-ui, -apple-system, "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif; }
main { max-width: 1080px; margin: 0 auto; padding: 32px 20px 64px; }
h1 { font-size: 1.1rem; font-weight: 600; color: var(--ink-2); margin: 0 0 8px; letter-spacing: .02em; }
h2 { font-size: 1.2rem; margin: 0 0 12px; } section > h2 { margin-top: 32px; } .card > h2 { margin-top: 0; }
h3 { font-size: 1rem; margin: 0 0 8px; }
p { margin: 0 0 8px; }
.lead { font-size: 1.5rem; line-height: 1.5; font-weight: 600; margin: 0 0 6px; text-wrap: pretty; }
.also { font-size: 1.05rem; color: var(--ink); margin: 0 0 20px; }
.muted, figcaption, .origin { color: var(--ink-2); font-size: .875rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 20px; margin: 0 0 20px; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr)); gap: 20px; margin: 0 0 20px; }
.pair > .card { margin: 0; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin: 0 0 20px; padding: 0; list-style: none; }
.tiles li { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 14px 16px; }
.tiles .name { display: block; color: var(--ink-2); font-size: .875rem; }
.tiles .figure { display: block; font-size: 1.6rem; font-weight: 650; line-height: 1.3; font-variant-numeric: tabular-nums; }
.tiles .note { display: block; color: var(--ink-2); font-size: .8125rem; }
dl.scope { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; }
dl.scope dt { color: var(--ink-2); } dl.scope dd { margin: 0; }
figure { margin: 0; } svg { display: block; width: 100%; height: auto; overflow: visible; }
svg text { font: 12px system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; fill: var(--ink-2); }
svg .strong { fill: var(--ink); font-weight: 600; }
.fill-positive { fill: var(--positive); } .fill-negative { fill: var(--negative); } .fill-mixed { fill: var(--mixed); }
.fill-neutral { fill: var(--neutral); } .fill-accent { fill: var(--accent); } .fill-soft { fill: var(--soft); }
.stroke { fill: none; stroke: var(--accent); stroke-width: 2; } .grid { stroke: var(--line); } .zero { stroke: var(--ink-2); }
.band { fill: var(--negative); opacity: .18; } .band-line { stroke: var(--negative); stroke-width: 3; opacity: .25; } .course { fill: none; stroke: var(--negative); stroke-width: 2; }
.whisker { stroke: var(--ink-2); stroke-width: 1.5; opacity: .55; } .ring { stroke: var(--card); stroke-width: 2; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 0 0 8px; padding: 0; list-style: none; font-size: .875rem; color: var(--ink-2); }
.legend svg { display: inline-block; width: 12px; height: 12px; margin-right: 6px; vertical-align: -1px; }
ol.pains { list-style: none; margin: 0; padding: 0; }
ol.pains > li { border-top: 1px solid var(--line); } ol.pains > li:first-child { border-top: 0; }
summary { cursor: pointer; }
ol.pains summary { display: grid; grid-template-columns: 2rem minmax(0, 1fr) 9rem 6.5rem 7.5rem; gap: 4px 16px; align-items: center; padding: 12px 4px; list-style: none; }
ol.pains summary::-webkit-details-marker { display: none; }
ol.pains summary:hover, ol.pains summary:focus-visible { background: var(--soft); }
.rank { color: var(--ink-2); font-variant-numeric: tabular-nums; text-align: right; }
.label { font-weight: 600; overflow-wrap: anywhere; }
.label b::after { content: "▸"; color: var(--ink-2); margin-left: 6px; font-weight: 400; }
details[open] .label b::after { content: "▾"; }
.place { display: block; color: var(--ink-2); font-size: .8125rem; font-weight: 400; }
.volume { font-variant-numeric: tabular-nums; } .volume b { font-size: 1.05rem; }
.volume svg { height: 6px; margin-top: 4px; }
.spark { height: 32px; } .weeks { margin-top: 20px; }
.trend { font-size: .875rem; white-space: nowrap; color: var(--ink-2); } .trend.rising { color: var(--alarm); font-weight: 600; } .trend.falling { color: var(--relief); font-weight: 600; }
.body { padding: 0 4px 16px calc(2rem + 20px); }
mark { background: none; color: inherit; font-weight: 600; text-decoration: underline; text-decoration-color: var(--line); text-underline-offset: 3px; }
blockquote { margin: 0 0 8px; padding: 6px 14px; border-left: 3px solid var(--line); background: var(--soft); border-radius: 0 8px 8px 0; overflow-wrap: anywhere; }
.badge { display: inline-block; font-size: .75rem; line-height: 1.5; padding: 0 8px; border: 1px solid currentColor; border-radius: 99px; margin-left: 6px; color: var(--alarm); white-space: nowrap; }
.cautions { margin: 8px 0 0; padding-left: 18px; font-size: .875rem; color: var(--ink-2); }
ul.inline { list-style: none; display: flex; flex-wrap: wrap; gap: 2px 16px; margin: 0; padding: 0; } ul.inline .muted { display: inline; }
.brief .card { padding: 14px 18px; margin-bottom: 14px; } .brief .pair .card { margin-bottom: 14px; } .brief th, .brief td { padding: 4px 8px; } .brief blockquote { margin: 4px 0 0; padding: 2px 10px; font-size: .875rem; }
.brief td ul.plain { display: flex; flex-wrap: wrap; gap: 0 14px; }
.saiddone { list-style: none; margin: 0; padding: 0; } .saiddone h2 { margin: 0 0 10px; } .saiddone h2 .muted { font-weight: 400; margin-left: 6px; } .saiddone .pair { align-items: start; margin: 0; } .saiddone h3 { color: var(--ink-2); font-size: .875rem; }
.saiddone .done { border-left: 3px solid var(--relief); padding-left: 16px; } .saiddone .planned { border-color: var(--control); } .saiddone .open { border-left: 3px dashed var(--line); padding-left: 16px; } .did { font-weight: 600; }
.quadrants { margin: 0 0 16px; } .quadrants .phone { display: none; } .limit { stroke: var(--ink-2); stroke-dasharray: 4 4; opacity: .6; }
svg .corner { font-weight: 600; font-size: 13px; } .halo { paint-order: stroke; stroke: var(--card); stroke-width: 3px; stroke-linejoin: round; }
.facts { display: flex; flex-wrap: wrap; gap: 2px 20px; margin: 10px 0 0; padding: 0; list-style: none; font-size: .875rem; color: var(--ink-2); }
.facts b { color: var(--ink); font-weight: 600; }
.scroll { overflow-x: auto; } .scroll + .scroll { margin-top: 16px; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; font-variant-numeric: tabular-nums; }
td:first-child { white-space: nowrap; } td .muted { display: block; white-space: normal; } td.n .muted { white-space: nowrap; }
th { text-align: left; font-weight: 600; color: var(--ink-2); font-size: .8125rem; white-space: nowrap; }
th, td { padding: 6px 10px; border-bottom: 1px solid var(--line); vertical-align: top; }
td.n, th.n { text-align: right; white-space: nowrap; }
td.text { min-width: min(15rem, 60vw); } td.bar { width: 34%; min-width: 90px; vertical-align: middle; } td.bar svg { height: 10px; }
details.data { margin-top: 12px; font-size: .875rem; color: var(--ink-2); }
.moves { margin: 0; padding: 0; list-style: none; } .moves > li { padding: 8px 0; border-top: 1px solid var(--line); } .moves > li:first-child { border-top: 0; }
.notes { color: var(--ink-2); font-size: .875rem; padding-left: 20px; margin: 0 0 20px; } .card > .notes { margin: 0; }
@media (max-width: 640px) {
  main { padding: 20px 12px 48px; } .card { padding: 16px 14px; } .lead { font-size: 1.2rem; }
  .tiles { grid-template-columns: 1fr 1fr; }
  ol.pains summary { grid-template-columns: 1.4rem minmax(0, 1fr) 6rem; }
  .volume { grid-column: 2; } .trend { grid-column: 3; text-align: right; } .spark { grid-column: 3; grid-row: 1; }
  .body { padding-left: 0; } dl.scope { grid-template-columns: 1fr; gap: 0; } dl.scope dd { margin-bottom: 8px; }
  th, td { padding: 6px 5px; } td.bar { min-width: 60px; } th, button.sort { white-space: normal; } td.name { min-width: 5rem; }
  #metrics thead { display: none; } #metrics tr { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 12px; padding: 8px 0; border-bottom: 1px solid var(--line); }
  #metrics td { border: 0; padding: 2px 0; } #metrics td.name { flex: 1 0 85%; } #metrics td[data-head]::before { content: attr(data-head) " "; color: var(--ink-2); font-size: .8125rem; } #metrics td:last-child { flex: 1 0 100%; } #metrics ul.plain { display: flex; flex-wrap: wrap; gap: 0 14px; }
  .quadrants .desk { display: none; } .quadrants .phone { display: block; }
  .brief #pains thead { display: none; } .brief #pains tr { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 12px; padding: 8px 0; border-bottom: 1px solid var(--line); }
  .brief #pains td { border: 0; padding: 2px 0; } .brief #pains td.name { flex: 1 0 85%; } .brief #pains td[data-head]::before { content: attr(data-head) " "; color: var(--ink-2); font-size: .8125rem; } .brief #pains td .muted { display: inline; margin-left: 6px; }
}
@media print {
  nav, .tools { display: none; } a { color: inherit; text-decoration: none; } button.sort::after { content: none !important; }
  :root { --alarm: #b04600; --link: #000; } .evidence { grid-template-columns: 1fr 1fr; }
  :root { --page: #fff; --card: #fff; --soft: #fff; --ink: #000; --ink-2: #444; --line: #ccc;
    --positive: #0072b2; --negative: #d55e00; --mixed: #b08900; --neutral: #8a95a3; --accent: #3b4d63; --relief: #00795c; }
  body { font-size: 10pt; } main { max-width: none; padding: 0; } .pair { grid-template-columns: 1fr 1fr; } .tiles { grid-template-columns: repeat(auto-fit, minmax(100px, 1fr)); } h2, h3, h4 { break-after: avoid; } .lead { font-size: 15pt; }
  .label b::after { content: none !important; } details.data { display: none; }
  .card { border: 0; padding: 0; margin-bottom: 24px; } .card, ol.pains > li, figure, blockquote { break-inside: avoid; } .card.long { break-inside: auto; }
  details::details-content { content-visibility: visible; block-size: auto; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  .brief #evidence, .brief figcaption { display: none; } .brief main { zoom: .78; line-height: 1.4; } .brief section > h2 { margin: 10px 0 4px; font-size: 1.05rem; } .brief .lead { font-size: 14pt; }
  .brief .card, .brief .pair, .brief .tiles { margin-bottom: 6px; padding: 0; } .brief .tiles li { padding: 6px 10px; } .brief .also { margin-bottom: 8px; } .brief th, .brief td { padding: 2px 8px; } .brief p { margin-bottom: 3px; }
  .brief #stages .pair { grid-template-columns: 5fr 6fr; } .brief td ul.plain { display: flex; flex-wrap: wrap; gap: 0 12px; } .brief td.n .muted { display: inline; margin-left: 8px; }
}
`;
