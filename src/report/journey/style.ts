import { CURVE_HEIGHT, STAGE_WIDTH } from './curve.ts';

const COLUMNS = [1, 2, 3, 4, 5, 6, 7, 8, 9];

/**
 * How the journey map looks. On a wide screen stages are columns of one grid that always fits it, so that an element
 * stands in one row through all of them and the curve runs over their middles; on a narrow one each stage is a card.
 */
export const JOURNEY_STYLE: string = `
body.wide main { max-width: 1480px; }
.breakout { width: min(calc(100vw - 56px), 1480px); margin-left: 50%; transform: translateX(-50%); }
.map { display: grid; grid-template-rows: auto auto repeat(8, auto); background: var(--card); border: 1px solid var(--line); border-radius: 14px; margin: 0 0 24px; }
${COLUMNS.map((n) => `.map.s${n} { grid-template-columns: auto repeat(${n}, minmax(0, 1fr)); }`).join(' ')}
${COLUMNS.map((n) => `.stage.c${n} { grid-column: ${n + 1}; }`).join(' ')}
.rows, .stage { display: grid; grid-row: 1 / -1; grid-template-rows: subgrid; }
.rows { border-right: 1px solid var(--line); }
.rows > div { padding: 12px 6px 10px 14px; color: var(--ink-2); font-size: .8125rem; font-weight: 600; border-top: 1px solid var(--line); }
.rows > div:nth-child(-n+2) { border-top: 0; }
.scale { display: flex; flex-direction: column; justify-content: space-between; font-weight: 400 !important; padding: 22px 8px 22px 14px !important; font-variant-numeric: tabular-nums; }
.over { grid-row: 2; grid-column: 2 / -1; z-index: 1; pointer-events: none; } .over svg { width: 100%; height: 100%; pointer-events: auto; }
.over .strong, .narrow .strong { paint-order: stroke; stroke: var(--card); stroke-width: 3px; stroke-linejoin: round; }
.stage { border-left: 1px solid transparent; }
.stage + .stage { border-left-color: var(--line); }
.stage.valley { background: linear-gradient(color-mix(in srgb, var(--negative) 9%, transparent), transparent 420px); }
.stage.peak { background: linear-gradient(color-mix(in srgb, var(--positive) 9%, transparent), transparent 420px); }
.stage > header { padding: 14px 12px 0; } .stage h3 { font-size: .9375rem; margin: 0; line-height: 1.35; overflow-wrap: anywhere; }
.stage .volume { color: var(--ink-2); font-size: .8125rem; display: block; }
.mark { display: inline-block; font-size: .75rem; font-weight: 600; padding: 0 7px; border-radius: 99px; border: 1px solid currentColor; margin-left: 6px; vertical-align: 1px; }
.mark.valley { color: var(--negative); } .mark.peak { color: var(--positive); } .mark.end { color: var(--ink-2); }
.gap { aspect-ratio: ${STAGE_WIDTH} / ${CURVE_HEIGHT}; }
.cell { padding: 8px 12px 10px; border-top: 1px solid var(--line); min-width: 0; font-size: .8125rem; line-height: 1.45; }
.cell > h4 { display: none; }
.blank { color: var(--ink-2); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.items { list-style: none; margin: 0; padding: 0; }
.items summary, .items .plain { display: flex; justify-content: space-between; gap: 8px; padding: 2px 0; list-style: none; }
.items summary::-webkit-details-marker { display: none; }
.items summary:hover b, .items summary:focus-visible b { text-decoration: underline; text-underline-offset: 3px; }
.items b { font-weight: 500; overflow-wrap: anywhere; } .items .n { color: var(--ink-2); font-variant-numeric: tabular-nums; flex: none; }
.items .bad b { color: var(--negative); } .items .good b { color: var(--positive); }
.items blockquote { font-size: .8125rem; margin: 4px 0 8px; padding: 6px 9px; line-height: 1.5; }
.items .origin { display: block; font-size: .75rem; overflow-wrap: anywhere; }
.more > summary { color: var(--ink-2); font-size: .75rem; padding: 3px 0; } .more > summary:hover { text-decoration: underline; }
.dial { height: 31px; margin: 2px 0 0; } .ends { display: flex; justify-content: space-between; max-width: 144px; margin: 0 0 5px; color: var(--ink-2); font-size: .6875rem; line-height: 1.3; }
.mood { font-variant-numeric: tabular-nums; margin: 0 0 4px; } .mood strong { font-size: 1.05rem; } .mood.neg strong { color: var(--negative); } .mood.pos strong { color: var(--positive); }
.tracks { color: var(--ink-2); font-size: .75rem; margin: 0 0 4px; }
.slot { border: 1px dashed var(--line); border-radius: 8px; padding: 6px 8px; margin: 8px 0 0; color: var(--ink-2); font-size: .75rem; } .slot.filled { border-style: solid; color: var(--ink); }
.reach { fill: var(--accent); opacity: .1; } .few { fill: var(--card); stroke: var(--neutral); stroke-width: 2; stroke-dasharray: 2 2; }
.hollow { fill: none; stroke: var(--neutral); stroke-dasharray: 2 2; } svg .faint { fill: var(--ink-2); } svg .number { fill: var(--ink-2); font-weight: 600; }
.path { list-style: none; margin: 0; padding: 0; counter-reset: step; }
.path li { position: relative; padding: 0 0 14px 30px; counter-increment: step; }
.path li::before { content: counter(step); position: absolute; left: 0; top: 2px; width: 20px; height: 20px; border-radius: 50%; background: var(--soft); color: var(--ink-2); font-size: .75rem; text-align: center; line-height: 20px; }
.path li::after { content: ""; position: absolute; left: 9.5px; top: 26px; bottom: 0; width: 1px; background: var(--line); } .path li:last-child::after { content: none; }
.path .where { color: var(--ink-2); font-size: .8125rem; margin-right: 8px; } .path .problem { font-weight: 650; color: var(--negative); }
.cross td.heat { text-align: right; font-variant-numeric: tabular-nums; }
${COLUMNS.map((n) => `.h${n} { background: color-mix(in srgb, var(--negative) ${n * 5}%, transparent); }`).join(' ')}
.cross td.same { outline: 1px solid var(--line); outline-offset: -1px; }
.bars { list-style: none; margin: 0; padding: 0; } .bars li { display: grid; grid-template-columns: 5em 1fr 4.5em; gap: 10px; align-items: center; padding: 3px 0; } .bars svg { height: 10px; } .bars .n { text-align: right; font-variant-numeric: tabular-nums; }
.steps { display: flex; flex-wrap: wrap; gap: 8px; list-style: none; margin: 0; padding: 0; } .steps li { border: 1px solid var(--line); border-radius: 99px; padding: 3px 12px; font-size: .875rem; } .steps li.open { border-style: dashed; color: var(--ink-2); }
.map.many { grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr)); grid-template-rows: none; gap: 14px; align-items: start; background: none; border: 0; counter-reset: stage; }
.narrow { display: none; max-width: 560px; margin: 0 auto 16px; background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 10px 6px 8px; }
.narrow.many { display: block; }
${cards('.map.many')}
@media (max-width: 1119px) { .narrow { display: block; }
.map { grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr)) !important; grid-template-rows: none; gap: 14px; align-items: start; background: none; border: 0; counter-reset: stage; }
${cards('.map')} }
@media (max-width: 640px) { .breakout { width: auto; margin: 0; transform: none; } }
@media print { .breakout { width: auto; margin: 0; transform: none; } .map { zoom: .62; }
.map details::details-content { content-visibility: hidden; block-size: 0; } .stage, .cell { break-inside: avoid; } }
`;

/** The stages of a map as cards, each with its number in the curve. */
function cards(map: string): string {
  return `${map} .rows, ${map} .over, ${map} .gap { display: none; }
${map} .stage { display: block; grid-column: auto; grid-row: auto; background-color: var(--card); border: 1px solid var(--line); border-radius: 12px; counter-increment: stage; }
${map} .stage > header { padding: 12px 14px; } ${map} .stage h3 { font-size: 1.05rem; } ${map} .stage h3::before { content: counter(stage) " "; color: var(--ink-2); font-weight: 500; }
${map} .cell { display: grid; grid-template-columns: 4.2em minmax(0, 1fr); gap: 0 10px; padding: 8px 14px; font-size: .875rem; } ${map} .cell > h4 { display: block; margin: 2px 0 0; font-size: .8125rem; color: var(--ink-2); font-weight: 600; }
${map} .dial, ${map} .ends { max-width: 220px; }`;
}
