import { scaleLinear, scalePoint } from 'd3-scale';
import { area, curveMonotoneX, line } from 'd3-shape';
import type { JourneyMap, StageMap } from '../../model/journey.ts';
import type { Language } from '../../model/labels.ts';
import { place } from '../charts/periods.ts';
import { count, signed } from '../figures.ts';
import { type Markup, markup } from '../html/markup.ts';
import { MARKS, say } from '../wording.ts';
import { word } from './words.ts';

/** How wide a stage is on the map, and how high the curve above it. */
export const STAGE_WIDTH = 172;
export const CURVE_HEIGHT = 190;
const PAD = 30;
/** The picture for phones, where the stages stand below each other and are numbered in it. */
const PHONE = { width: 360, height: 190 };

/** The emotion curve as wide as the map: a point in the middle of each stage's column, with its interval. */
export function wideCurve(map: JourneyMap, language: Language): Markup {
  const width = STAGE_WIDTH * map.stages.length;
  return curve(map, language, {
    width,
    height: CURVE_HEIGHT,
    edge: STAGE_WIDTH / 2,
    numbered: false,
  });
}

/** The same for a phone: points with the numbers of their stages. */
export function narrowCurve(map: JourneyMap, language: Language): Markup {
  return curve(map, language, { ...PHONE, edge: 22, numbered: true });
}

interface Frame {
  readonly width: number;
  readonly height: number;
  /** Distance of the outer points from the sides. */
  readonly edge: number;
  readonly numbered: boolean;
}

type Scale = (value: number) => number;

function curve(map: JourneyMap, language: Language, frame: Frame): Markup {
  const { width, height, edge, numbered } = frame;
  const x = scalePoint<string>()
    .domain(map.stages.map(({ id }) => id))
    .range([edge, width - edge]);
  const y = scaleLinear()
    .domain([-1, 1])
    .range([height - PAD - (numbered ? 14 : 0), PAD]);
  const at = (stage: StageMap): number => x(stage.id) ?? 0;
  const judged = map.stages.filter(({ mood }) => mood !== null);
  const course = line<StageMap>()
    .x(at)
    .y(({ mood }) => y(mood?.mean ?? 0))
    .curve(curveMonotoneX)
    .digits(1)(judged);
  const band = area<StageMap>()
    .x(at)
    .y0(({ mood }) => y(mood?.low ?? 0))
    .y1(({ mood }) => y(mood?.high ?? 0))
    .curve(curveMonotoneX)
    .digits(1)(judged);
  const levels = [-1, 0, 1].map(
    (level) =>
      markup`<line class="${level === 0 ? 'zero' : 'grid'}" x1="0" x2="${width}" y1="${place(y(level))}" y2="${place(y(level))}"/>`,
  );
  const points = map.stages.map(
    (stage, index) =>
      markup`${point(stage, { x: at(stage), y, width }, language)}${numbered ? markup`<text class="number" x="${place(at(stage))}" y="${height - 6}" text-anchor="middle">${index + 1}</text>` : null}`,
  );
  return markup`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${summary(map, language)}">${levels}<path class="reach" d="${band ?? ''}"/><path class="stroke" d="${course ?? ''}"/>${points}</svg>`;
}

/** Where a point stands in a picture of this width. */
interface Spot {
  readonly x: number;
  readonly y: Scale;
  readonly width: number;
}

/** Text near a side of the picture grows away from it. */
function anchorAt({ x, width }: Spot): 'start' | 'middle' | 'end' {
  if (x < 30) return 'start';
  return x > width - 30 ? 'end' : 'middle';
}

function labelX({ x, width }: Spot): number {
  if (x < 30) return x - 12;
  return x > width - 30 ? x + 14 : x;
}

function point(stage: StageMap, spot: Spot, language: Language): Markup {
  const { x, y } = spot;
  const { mood, marks, few } = stage;
  const name = say(stage.name, language);
  if (mood === null) {
    return markup`<g><title>${name}: ${word('blank', language)}</title><circle class="hollow" cx="${place(x)}" cy="${place(y(0))}" r="4"/></g>`;
  }
  const color = mood.mean < 0 ? 'fill-negative' : 'fill-positive';
  const title = `${name} ${signed(mood.mean)} (${signed(mood.low)} – ${signed(mood.high)}), n = ${count(mood.n)}`;
  const mark = marks.map((one) => say(MARKS[one], language)).join(' ');
  const above = mood.mean >= 0;
  // Near the edges the figure moves to the side that has room.
  const figure = Math.min(Math.max(y(mood.mean) + (above ? -14 : 24), 14), y(-1) + 24);
  const dot = few
    ? markup`<circle class="few" cx="${place(x)}" cy="${place(y(mood.mean))}" r="5"/>`
    : markup`<circle class="${color} ring" cx="${place(x)}" cy="${place(y(mood.mean))}" r="${marks.length > 0 ? 8 : 6}"/>`;
  const text = mark === '' ? signed(mood.mean) : `${mark} ${signed(mood.mean)}`;
  return markup`<g><title>${title}</title><line class="whisker" x1="${place(x)}" x2="${place(x)}" y1="${place(y(mood.low))}" y2="${place(y(mood.high))}"/>${dot}<text class="${few ? 'faint' : 'strong'}" x="${place(labelX(spot))}" y="${place(figure)}" text-anchor="${anchorAt(spot)}">${text}</text></g>`;
}

function summary({ stages }: JourneyMap, language: Language): string {
  const parts = stages.flatMap(({ name, mood }) =>
    mood === null ? [] : [`${say(name, language)} ${signed(mood.mean)}`],
  );
  return `${language === 'zh' ? '情绪曲线：' : 'Emotion along the journey: '}${parts.join(language === 'zh' ? '，' : ', ')}`;
}

/** Voices by hour of the day or by weekday as small columns. */
export function dialChart(counts: readonly number[], title: string): Markup {
  const most = Math.max(1, ...counts);
  const step = 144 / counts.length;
  const bars = counts.map((voices, at) => {
    const height = voices === 0 ? 0 : Math.max(1, (voices / most) * 28);
    return markup`<rect class="fill-accent" x="${place(at * step + 0.5)}" y="${place(30 - height)}" width="${place(step - 1)}" height="${place(height)}"/>`;
  });
  return markup`<svg class="dial" viewBox="0 0 144 31" preserveAspectRatio="xMinYMid meet" role="img" aria-label="${title}"><title>${title}</title><line class="grid" x1="0" x2="144" y1="30.5" y2="30.5"/>${bars}</svg>`;
}
