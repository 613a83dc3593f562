import { scaleLinear, scalePoint } from 'd3-scale';
import { curveMonotoneX, line } from 'd3-shape';
import type { StageFinding } from '../../model/findings.ts';
import type { Language } from '../../model/labels.ts';
import { count, signed } from '../figures.ts';
import { type Markup, markup } from '../html/markup.ts';
import { widthOf } from '../terminal/layout.ts';
import { MARKS, say } from '../wording.ts';
import { place } from './periods.ts';

const WIDTH = 420;
const HEIGHT = 270;
const MARGIN = { top: 24, right: 24, bottom: 52, left: 44 };
/** Columns of the terminal are a good measure of letters, this wide each. */
const LETTER = 7;

/** The emotion curve of the journey: mean polarity of each stage with its 95 % interval; peak, valley and end are named. */
export function emotionChart(stages: readonly StageFinding[], language: Language): Markup {
  const x = scalePoint<string>()
    .domain(stages.map((stage) => stage.stage))
    .range([MARGIN.left + 14, WIDTH - MARGIN.right])
    .padding(0.1);
  const y = scaleLinear()
    .domain([-1, 1])
    .range([HEIGHT - MARGIN.bottom, MARGIN.top]);
  const curve = line<StageFinding>()
    .defined((stage) => stage.emotion !== null)
    .x((stage) => x(stage.stage) ?? 0)
    .y((stage) => y(stage.emotion?.mean ?? 0))
    .curve(curveMonotoneX)
    .digits(1)(stages);
  const grid = [-1, -0.5, 0, 0.5, 1].map(
    (tick) =>
      markup`<line class="${tick === 0 ? 'zero' : 'grid'}" x1="${MARGIN.left}" x2="${WIDTH}" y1="${place(y(tick))}" y2="${place(y(tick))}"/><text x="${MARGIN.left - 6}" y="${place(y(tick) + 4)}" text-anchor="end">${signed(tick, 1)}</text>`,
  );
  const points = stages.map((stage, index) => {
    const above = standsOut(stage, stages[index - 1], stages[index + 1]);
    return point(stage, { x: x(stage.stage) ?? 0, y, above }, language);
  });
  const names = stages.map((stage, index) => name(stage, x(stage.stage) ?? 0, index, language));
  return markup`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${summary(stages, language)}">${grid}<path class="stroke" d="${curve ?? ''}"/>${points}${names}</svg>`;
}

/** Whether the curve runs below a stage, so that its figure has room above. */
function standsOut(
  stage: StageFinding,
  before: StageFinding | undefined,
  after: StageFinding | undefined,
): boolean {
  const around = [before, after].flatMap((other) => other?.emotion?.mean ?? []);
  if (around.length === 0) return true;
  const mean = around.reduce((sum, value) => sum + value, 0) / around.length;
  return (stage.emotion?.mean ?? 0) >= mean;
}

function point(
  stage: StageFinding,
  { x, y, above }: { x: number; y: (value: number) => number; above: boolean },
  language: Language,
): Markup | null {
  if (!stage.emotion) return null;
  const { mean, low, high, n } = stage.emotion;
  const color = mean < 0 ? 'fill-negative' : 'fill-positive';
  const marks = stage.marks.map((mark) => say(MARKS[mark], language)).join(' ');
  const figure = marks === '' ? signed(mean) : `${marks} ${signed(mean)}`;
  const title = `${say(stage.name, language)} ${signed(mean)} (${signed(low)} – ${signed(high)}), n = ${count(n)}`;
  const whisker = markup`<line class="whisker" x1="${place(x)}" x2="${place(x)}" y1="${place(y(low))}" y2="${place(y(high))}"/>`;
  const dot = markup`<circle class="${color} ring" cx="${place(x)}" cy="${place(y(mean))}" r="${marks === '' ? 5 : 7}"/>`;
  // Near the side the figure ends where the picture does.
  const inside = x + (widthOf(figure) * LETTER) / 2 < WIDTH;
  // Below the lowest point there is no room: the names of the stages stand there.
  const under = y(low) + 16;
  const level = above || under > HEIGHT - MARGIN.bottom + 6 ? y(high) - 8 : under;
  const label = markup`<text class="strong" x="${place(inside ? x : WIDTH)}" y="${place(level)}" text-anchor="${inside ? 'middle' : 'end'}">${figure}</text>`;
  return markup`<g><title>${title}</title>${whisker}${dot}${label}</g>`;
}

/** English names are longer than their place and stand on two levels in turn. */
function name(stage: StageFinding, x: number, index: number, language: Language): Markup {
  const level = language === 'en' && index % 2 === 1 ? 16 : 0;
  const n = stage.emotion ? `n=${count(stage.emotion.n)}` : '–';
  const below =
    language === 'zh'
      ? markup`<text x="${place(x)}" y="${HEIGHT - 12}" text-anchor="middle">${n}</text>`
      : null;
  return markup`<text class="strong" x="${place(x)}" y="${HEIGHT - 30 + level}" text-anchor="middle">${say(stage.name, language)}</text>${below}`;
}

function summary(stages: readonly StageFinding[], language: Language): string {
  const parts = stages.flatMap((stage) =>
    stage.emotion ? [`${say(stage.name, language)} ${signed(stage.emotion.mean)}`] : [],
  );
  return language === 'zh'
    ? `旅程情绪曲线：${parts.join('，')}`
    : `Emotion along the journey: ${parts.join(', ')}`;
}
