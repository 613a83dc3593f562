import { CURVE_HEIGHT, STAGE_WIDTH } from './curve.ts';

/**
 * What the picture of the journey has besides the style of the report. On a wide screen stages are columns of one
 * grid, so that an element stands in one row through all of them and the curve runs over their middles; on a phone
 * each stage is a card.
 */
export const JOURNEY_STYLE: string = `
main { max-width: 1480px; }
.map { display: grid; grid-template-columns: 76px repeat(var(--stages), minmax(0, 1fr)); grid-template-rows: auto auto repeat(8, auto); min-width: calc(76px + var(--stages) * ${STAGE_WIDTH}px); }
.frame { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 14px; margin: 0 0 24px; }
.rows, .stage { display: grid; grid-row: 1 / -1; grid-template-rows: subgrid; }
.rows { position: sticky; left: 0; z-index: 2; background: var(--card); border-right: 1px solid var(--line); }
.rows > div { padding: 12px 8px 10px 16px; color: var(--ink-2); font-size: .8125rem; font-weight: 600; border-top: 1px solid var(--line); }
.rows > div:nth-child(-n+2) { border-top: 0; }
.scale { display: flex; flex-direction: column; justify-content: space-between; font-weight: 400 !important; padding: 22px 8px 22px 16px !important; font-variant-numeric: tabular-nums; }
.over { grid-row: 2; z-index: 1; pointer-events: none; } .over svg { width: 100%; height: 100%; pointer-events: auto; }
.over .strong, .narrow .strong { paint-order: stroke; stroke: var(--card); stroke-width: 3px; stroke-linejoin: round; }
.stage { border-left: 1px solid transparent; }
.stage + .stage { border-left-color: var(--line); }
.stage.valley { background: linear-gradient(color-mix(in srgb, var(--negative) 9%, transparent), transparent 420px); }
.stage.peak { background: linear-gradient(color-mix(in srgb, var(--positive) 9%, transparent), transparent 420px); }
.stage > header { padding: 14px 12px 0; } .stage h3 { font-size: .9375rem; margin: 0; line-height: 1.35; }
.stage .volume { color: var(--ink-2); font-size: .8125rem; display: block; }
.mark { display: inline-block; font-size: .75rem; font-weight: 600; padding: 0 7px; border-radius: 99px; border: 1px solid currentColor; margin-left: 6px; vertical-align: 1px; }
.mark.valley { color: var(--negative); } .mark.peak { color: var(--positive); } .mark.end { color: var(--ink-2); }
.gap { aspect-ratio: ${STAGE_WIDTH} / ${CURVE_HEIGHT}; }
.cell { padding: 8px 12px 10px; border-top: 1px solid var(--line); min-width: 0; font-size: .8125rem; line-height: 1.45; }
.cell > h4 { display: none; }
.blank { color: var(--ink-2); opacity: .85; }
.items { list-style: none; margin: 0; padding: 0; }
.items summary, .items .plain { display: flex; justify-content: space-between; gap: 8px; padding: 2px 0; list-style: none; }
.items summary::-webkit-details-marker { display: none; }
.items summary:hover b, .items summary:focus-visible b { text-decoration: underline; text-underline-offset: 3px; }
.items b { font-weight: 500; overflow-wrap: anywhere; } .items .n { color: var(--ink-2); font-variant-numeric: tabular-nums; flex: none; }
.items .bad b { color: var(--negative); } .items .good b { color: var(--positive); }
.items blockquote { font-size: .8125rem; margin: 4px 0 8px; padding: 6px 9px; line-height: 1.5; }
.items .origin { display: block; font-size: .75rem; overflow-wrap: anywhere; }
.more > summary { color: var(--ink-2); font-size: .75rem; padding: 3px 0; } .more > summary:hover { text-decoration: underline; }
.dial { height: 31px; margin: 2px 0 4px; } .dial + .dial { margin-top: 4px; }
.mood { font-variant-numeric: tabular-nums; margin: 0 0 4px; } .mood strong { font-size: 1.05rem; } .mood.neg strong { color: var(--negative); } .mood.pos strong { color: var(--positive); }
.tracks { color: var(--ink-2); font-size: .75rem; margin: 0 0 4px; }
.slot { border: 1px dashed var(--line); border-radius: 8px; padding: 6px 8px; margin: 8px 0 0; color: var(--ink-2); font-size: .75rem; } .slot.filled { border-style: solid; color: var(--ink); }
.reach { fill: var(--accent); opacity: .1; } .few { fill: var(--card); stroke: var(--neutral); stroke-width: 2; stroke-dasharray: 2 2; }
.hollow { fill: none; stroke: var(--neutral); stroke-dasharray: 2 2; } svg .faint { fill: var(--ink-2); } svg .number { fill: var(--ink-2); font-weight: 600; }
.narrow { display: none; }
.path { list-style: none; margin: 0; padding: 0; counter-reset: step; }
.path li { position: relative; padding: 0 0 14px 30px; counter-increment: step; }
.path li::before { content: counter(step); position: absolute; left: 0; top: 2px; width: 20px; height: 20px; border-radius: 50%; background: var(--soft); color: var(--ink-2); font-size: .75rem; text-align: center; line-height: 20px; }
.path li::after { content: ""; position: absolute; left: 9.5px; top: 26px; bottom: 0; width: 1px; background: var(--line); } .path li:last-child::after { content: none; }
.path .where { color: var(--ink-2); font-size: .8125rem; margin-right: 8px; } .path .problem { font-weight: 650; color: var(--negative); }
.cross td.heat { text-align: right; font-variant-numeric: tabular-nums; background: color-mix(in srgb, var(--negative) calc(var(--heat) * 45%), transparent); }
.cross td.same { outline: 1px solid var(--line); outline-offset: -1px; }
.bars { list-style: none; margin: 0; padding: 0; } .bars li { display: grid; grid-template-columns: 5em 1fr 4.5em; gap: 10px; align-items: center; padding: 3px 0; } .bars svg { height: 10px; } .bars .n { text-align: right; font-variant-numeric: tabular-nums; }
.steps { display: flex; flex-wrap: wrap; gap: 8px; list-style: none; margin: 0; padding: 0; } .steps li { border: 1px solid var(--line); border-radius: 99px; padding: 3px 12px; font-size: .875rem; } .steps li.open { border-style: dashed; color: var(--ink-2); }
@media (max-width: 760px) {
  .frame { border: 0; background: none; overflow: visible; }
  .map { display: block; min-width: 0; } .rows, .over, .gap { display: none; }
  .narrow { display: block; background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 10px 6px 8px; margin: 0 0 16px; }
  .stage { display: block; background-color: var(--card); border: 1px solid var(--line) !important; border-radius: 12px; margin: 0 0 14px; }
  .stage > header { padding: 12px 14px; } .stage h3 { font-size: 1.05rem; } .stage h3::before { content: counter(stage) " "; color: var(--ink-2); font-weight: 500; }
  .map { counter-reset: stage; } .stage { counter-increment: stage; }
  .cell { display: grid; grid-template-columns: 4.2em minmax(0, 1fr); gap: 0 10px; padding: 8px 14px; font-size: .875rem; } .cell > h4 { display: block; margin: 2px 0 0; font-size: .8125rem; color: var(--ink-2); font-weight: 600; }
  .dial { max-width: 220px; }
}
@media print { .frame { overflow: visible; border: 0; } .map { zoom: .62; } .rows { position: static; } }
`;
