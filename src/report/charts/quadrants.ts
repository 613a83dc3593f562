import { scaleLog, scaleSqrt } from 'd3-scale';
import type { Findings, PainFinding } from '../../model/findings.ts';
import type { Language, Message } from '../../model/labels.ts';
import { count } from '../figures.ts';
import { type Markup, markup } from '../html/markup.ts';
import { widthOf } from '../terminal/layout.ts';
import { say, WORDS } from '../wording.ts';
import { place } from './periods.ts';

/** A size of the picture: on a phone it is drawn anew, since letters that shrink with it cannot be read. */
interface Frame {
  readonly name: 'desk' | 'phone';
  readonly width: number;
  readonly height: number;
  /** How many pain points may carry their name. */
  readonly labels: number;
}

const FRAMES: readonly Frame[] = [
  { name: 'desk', width: 1000, height: 430, labels: 16 },
  { name: 'phone', width: 360, height: 380, labels: 8 },
];
const MARGIN = { top: 26, right: 14, bottom: 40, left: 44 };
/** Pain points that are drawn, by rank; more only cover each other. */
const MOST_POINTS = 80;
/** Columns of the terminal are a good measure of letters, this wide each. */
const LETTER = 6.4;

/** Pain points by volume and severity, with the lines at which the quadrants meet. */
export function quadrantChart(findings: Findings, language: Language): Markup {
  return markup`${FRAMES.map((frame) => chart(findings, language, frame))}`;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function chart({ pains, middle }: Findings, language: Language, frame: Frame): Markup {
  const { width, height } = frame;
  const shown = pains.filter(({ told }) => told > 0).slice(0, MOST_POINTS);
  const most = Math.max(4, ...shown.map(({ told }) => told));
  const x = scaleLog()
    .domain([0.9, most * 1.15])
    .range([MARGIN.left, width - MARGIN.right]);
  const y = scaleSqrt()
    .domain([0, Math.max(0.1, ...shown.map(({ severity }) => severity)) * 1.08])
    .range([height - MARGIN.bottom, MARGIN.top]);
  const at = { x: x(middle.told + 0.5), y: y(middle.severity) - 2 };
  const spots = shown.map((pain) => ({ pain, x: x(pain.told), y: y(pain.severity) }));
  const named = labels(spots, frame, language);
  const dots = [...spots].reverse().map((spot) => dot(spot, language));
  return markup`<svg class="${frame.name}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${summary(shown, language)}">${axes(frame, x, y, language)}<line class="limit" x1="${place(at.x)}" x2="${place(at.x)}" y1="${MARGIN.top}" y2="${height - MARGIN.bottom}"/><line class="limit" x1="${MARGIN.left}" x2="${width - MARGIN.right}" y1="${place(at.y)}" y2="${place(at.y)}"/>${corners(frame, language)}${dots}${named}</svg>`;
}

interface Spot {
  readonly pain: PainFinding;
  readonly x: number;
  readonly y: number;
}

function dot({ pain, x, y }: Spot, language: Language): Markup {
  const firm = pain.status === 'actionable';
  const color = { act: 'negative', watch: 'mixed', ease: 'positive', note: 'neutral' }[
    pain.quadrant
  ];
  const title = `${pain.label} ${say(WORDS.voices, language)} ${count(pain.voices)} ${say(WORDS.severity, language)} ${pain.severity.toFixed(2)}`;
  return markup`<circle class="${firm ? `fill-${color} ring` : 'few'}" cx="${place(x)}" cy="${place(y)}" r="${firm ? 6 : 4}"><title>${title}</title></circle>`;
}

/** Names beside their points, by rank, as long as they cover no other name, no corner and no point that is firm. */
function labels(spots: readonly Spot[], frame: Frame, language: Language): Markup[] {
  const { width, height, labels: most } = frame;
  const taken: Box[] = [
    ...spots
      .filter(({ pain }) => pain.status === 'actionable')
      .map(({ x, y }) => ({ left: x - 6, right: x + 6, top: y - 6, bottom: y + 6 })),
    ...cornersOf(frame).map((corner) => boxOf(corner, language)),
  ];
  const drawn: Markup[] = [];
  for (const { pain, x, y } of spots) {
    if (drawn.length === most) break;
    if (pain.status !== 'actionable') continue;
    const text = shortened(pain.label);
    const half = (widthOf(text) * LETTER) / 2;
    const middles = [
      ...[
        { x: x + half + 10, y: y + 4 },
        { x: x - half - 10, y: y + 4 },
      ],
      ...[
        { x, y: y - 11 },
        { x, y: y + 19 },
      ],
    ];
    const free = middles.find((one) => {
      const box = { left: one.x - half, right: one.x + half, top: one.y - 11, bottom: one.y + 3 };
      const inside = box.left > MARGIN.left && box.right < width && box.top > MARGIN.top - 8;
      return (
        inside && box.bottom < height - MARGIN.bottom && !taken.some((other) => meet(box, other))
      );
    });
    if (free === undefined) continue;
    taken.push({
      ...{ left: free.x - half - 2, right: free.x + half + 2 },
      ...{ top: free.y - 12, bottom: free.y + 4 },
    });
    drawn.push(
      markup`<text class="strong halo" x="${place(free.x)}" y="${place(free.y)}" text-anchor="middle">${text}</text>`,
    );
  }
  return drawn;
}

function meet(one: Box, other: Box): boolean {
  return (
    one.left < other.right &&
    other.left < one.right &&
    one.top < other.bottom &&
    other.top < one.bottom
  );
}

const MOST_LETTERS = 14;

function shortened(label: string): string {
  const letters = [...label];
  return letters.length <= MOST_LETTERS ? label : `${letters.slice(0, MOST_LETTERS - 1).join('')}…`;
}

const SEVERITY_AXIS: Message = { zh: '严重度 ↑', en: 'Severity ↑' };
const VOLUME_AXIS: Message = {
  zh: '自己说出问题的声音（对数刻度）→',
  en: 'Voices that say what is wrong (log scale) →',
};

function axes(
  { width, height }: Frame,
  x: (value: number) => number,
  y: { (value: number): number; ticks: (count: number) => number[] },
  language: Language,
): Markup {
  const bottom = height - MARGIN.bottom;
  const rows = y
    .ticks(4)
    .map(
      (tick) =>
        markup`<line class="grid" x1="${MARGIN.left}" x2="${width - MARGIN.right}" y1="${place(y(tick))}" y2="${place(y(tick))}"/><text x="${MARGIN.left - 6}" y="${place(y(tick) + 4)}" text-anchor="end">${tick.toFixed(1)}</text>`,
    );
  const columns = [1, 3, 10, 30, 100, 300, 1000, 3000, 10_000, 100_000]
    .filter((tick) => x(tick) <= width - MARGIN.right)
    .map(
      (tick) =>
        markup`<text x="${place(x(tick))}" y="${bottom + 16}" text-anchor="middle">${count(tick)}</text>`,
    );
  return markup`${rows}${columns}<text x="4" y="14">${say(SEVERITY_AXIS, language)}</text><text x="${width - MARGIN.right}" y="${height - 6}" text-anchor="end">${say(VOLUME_AXIS, language)}</text>`;
}

/** The name of a quadrant in the corner that it takes. */
interface Corner {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'end';
  readonly name: Message;
}

function cornersOf({ width, height }: Frame): readonly Corner[] {
  const [left, right] = [MARGIN.left + 6, width - MARGIN.right - 4];
  const [top, bottom] = [MARGIN.top + 14, height - MARGIN.bottom - 8];
  return [
    { x: right, y: top, anchor: 'end', name: CORNERS.act },
    { x: left, y: top, anchor: 'start', name: CORNERS.watch },
    { x: right, y: bottom, anchor: 'end', name: CORNERS.ease },
    { x: left, y: bottom, anchor: 'start', name: CORNERS.note },
  ];
}

function boxOf({ x, y, anchor, name }: Corner, language: Language): Box {
  const length = widthOf(say(name, language)) * LETTER * 1.1;
  const left = anchor === 'end' ? x - length : x;
  return { left: left - 4, right: left + length + 4, top: y - 13, bottom: y + 4 };
}

function corners(frame: Frame, language: Language): Markup {
  return markup`${cornersOf(frame).map(
    ({ x, y, anchor, name }) =>
      markup`<text class="corner" x="${x}" y="${y}" text-anchor="${anchor}">${say(name, language)}</text>`,
  )}`;
}

const CORNERS = {
  act: { zh: '先办', en: 'act' },
  watch: { zh: '盯住', en: 'watch' },
  ease: { zh: '改善', en: 'ease' },
  note: { zh: '记下', en: 'note' },
} as const;

function summary(shown: readonly PainFinding[], language: Language): string {
  const first = shown.filter(
    ({ quadrant, status }) => quadrant === 'act' && status === 'actionable',
  );
  const names = first.slice(0, 5).map(({ label }) => label);
  return language === 'zh'
    ? `声量与严重度：${shown.length} 个痛点，先办的有 ${names.join('、') || '没有'}`
    : `Volume and severity of ${shown.length} pain points; to act on first: ${names.join(', ') || 'none'}`;
}
