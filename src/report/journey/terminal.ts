import {
  type JourneyItem,
  type JourneyMap,
  NINE,
  type Nine,
  type StageMap,
} from '../../model/journey.ts';
import type { Language } from '../../model/labels.ts';
import { visible } from '../../model/visible.ts';
import { count, signed } from '../figures.ts';
import { balance, hanging, padLeft, padRight, widthOf, wrap } from '../terminal/layout.ts';
import { type Paint, painting } from '../terminal/paint.ts';
import { type Column, tableRows } from '../terminal/table.ts';
import { say } from '../wording.ts';
import {
  headline,
  idNotes,
  marksText,
  methodSteps,
  moodText,
  NINE_IDS,
  notesOf,
  othersText,
  outcomeItems,
  titleOf,
  word,
} from './words.ts';

interface Page {
  readonly map: JourneyMap;
  readonly language: Language;
  readonly width: number;
  readonly paint: Paint;
}

/** Items named in a line, and quotes under a stage. */
const ITEMS = 5;
/** Columns of the axis from -1 to 1, on a wide terminal and on a narrow one. */
const AXIS = 21;
const NARROW_AXIS = 11;

/** The journey map for a person at a terminal. */
export function journeyTerminal(
  map: JourneyMap,
  options: { readonly language: Language; readonly width: number; readonly color: boolean },
): string {
  const width = Math.max(60, Math.min(200, Math.floor(options.width)));
  const page = { map, language: options.language, width, paint: painting(options.color) };
  const blocks = [
    [
      page.paint.bold(visible(titleOf(map, page.language))),
      ...wrap(headline(map, page.language), width),
    ],
    curve(page),
    ...(map.seed === null ? [] : [seed(page)]),
    ...map.stages.filter(({ voices }) => voices > 0).map((stage) => stageBlock(stage, page)),
    crossing(page),
    ending(page),
  ];
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`;
}

function curve({ map, language, width, paint }: Page): string[] {
  const zh = language === 'zh';
  const axis = width < 76 ? NARROW_AXIS : AXIS;
  const columns: Column[] = [
    { heading: zh ? '阶段' : 'Stage', align: 'left' },
    { heading: zh ? '声音' : 'Voices', align: 'right' },
    { heading: zh ? '情绪' : 'Emotion', align: 'right' },
    {
      heading: `${'-1'.padEnd(axis >> 1)}0${'+1'.padStart(axis - (axis >> 1) - 1)}`,
      align: 'left',
      paint: (cell, row) => {
        const mean = map.stages[row]?.mood?.mean;
        if (mean === undefined) return paint.dim(cell);
        return mean < 0 ? paint.negative(cell) : paint.positive(cell);
      },
    },
    { heading: '', align: 'left', flexible: true },
  ];
  const rows = map.stages.map((stage) => [
    visible(say(stage.name, language)),
    count(stage.voices),
    stage.mood ? signed(stage.mood.mean) : '',
    stage.mood ? balance(stage.mood.mean, axis) : '',
    othersText(stage, language) ?? marksText(stage, language),
  ]);
  const table = tableRows(columns, rows, width, paint.dim);
  return [table.heading, ...table.rows.flat()];
}

function seed({ map, language, width, paint }: Page): string[] {
  const told = map.seed;
  if (told === null) return [];
  return [
    paint.bold(`▌${word('seed', language)}（${visible(told.voiceId)}）`),
    ...told.steps.flatMap(({ place, span, polarity, isProblem }, at) => {
      const stage = map.stages[place];
      const name = stage === undefined ? '' : say(stage.name, language);
      const mark = isProblem ? ' ◀' : '';
      const line = hanging(`${at + 1}. ${name}  `, `${visible(span)}${mark}`, width);
      return line.map((text) => paint[polarity](text));
    }),
  ];
}

function stageBlock(stage: StageMap, page: Page): string[] {
  const { language, width, paint } = page;
  const zh = language === 'zh';
  const name = visible(say(stage.name, language));
  const head = [`${count(stage.voices)}${zh ? ' 条' : ' voices'}`, moodText(stage.mood, language)];
  const tracks = (['product', 'service'] as const).flatMap((track) => {
    const mood = stage.tracks[track];
    return mood === null
      ? []
      : [`${word(track, language)} ${signed(mood.mean)} (n=${count(mood.n)})`];
  });
  const heads = NINE_IDS.map((id) => say(NINE[id], language));
  const label = Math.max(...heads.map(widthOf)) + 2;
  const lines = NINE_IDS.filter((id) => id !== 'stage').flatMap((id) => {
    const items = stage.elements[id];
    const first = `  ${padRight(say(NINE[id], language), label)}`;
    if (items.length === 0) return [paint.dim(`${first}${word('blank', language)}`)];
    return [
      ...hanging(first, itemsText(id, items, language), width),
      ...quoteOf(id, items, page, label),
    ];
  });
  return [
    ...hanging(
      `${paint.bold(`▌${name}`)}  `,
      [...head, marksText(stage, language), ...tracks].filter((part) => part !== '').join(' · '),
      width,
    ),
    ...lines,
    ...recoveryLines(stage, page, label),
  ];
}

function recoveryLines(stage: StageMap, { language, width, paint }: Page, label: number): string[] {
  if (!stage.marks.includes('valley')) return [];
  const text = stage.recovery ?? word('slot', language);
  const heading = `  ${padRight(word('recovery', language), label)}`;
  return hanging(`${heading}${widthOf(heading) > label + 2 ? '  ' : ''}`, visible(text), width).map(
    (line) => (stage.recovery === null ? paint.dim(line) : line),
  );
}

function itemsText(element: Nine, items: readonly JourneyItem[], language: Language): string {
  const shown = items.slice(0, ITEMS).map((item) => {
    const id = element === 'pain' ? ` ${item.id}` : '';
    return `${visible(say(item.name, language))} ${count(item.voices)}${id}`;
  });
  const more = items.length - shown.length;
  const rest = more <= 0 ? '' : language === 'zh' ? ` · 另有 ${more} 项` : ` · ${more} more`;
  return `${shown.join(' · ')}${rest}`;
}

/** Words of a customer under what says little without them. */
function quoteOf(id: string, items: readonly JourneyItem[], page: Page, label: number): string[] {
  if (!['expectation', 'emotion', 'pain', 'opportunity'].includes(id)) return [];
  const quote = items[0]?.quotes[0];
  if (quote === undefined) return [];
  const text = visible(`${quote.before}${quote.span}${quote.after}`.trim());
  const lines = hanging(
    `${' '.repeat(label + 2)}「`,
    `${text}」 ${visible(quote.voiceId)}`,
    page.width,
  );
  return lines.map((line) => page.paint.dim(line));
}

function crossing({ map, language, width, paint }: Page): string[] {
  const causes = map.stages.filter(({ id }) => map.crossing.some(({ cause }) => cause === id));
  if (causes.length === 0)
    return [paint.bold(`▌${word('crossing', language)}`), word('blank', language)];
  const rows: (StageMap | null)[] = [
    ...map.stages.filter(({ id }) => map.crossing.some(({ voiced }) => voiced === id)),
    ...(map.crossing.some(({ voiced }) => voiced === null) ? [null] : []),
  ];
  const heading = language === 'zh' ? '说出＼起因' : 'voiced \\ caused';
  const names = [
    heading,
    ...rows.map((row) => (row === null ? word('unknown', language) : say(row.name, language))),
  ];
  const label = Math.max(...names.map(widthOf));
  const cells = causes.map(({ name }) => Math.max(widthOf(say(name, language)), 6));
  const line = (first: string, parts: readonly string[]): string =>
    `${padRight(first, label)}${parts.map((part, at) => `  ${padLeft(part, cells[at] ?? 6)}`).join('')}`;
  return [
    paint.bold(`▌${word('crossing', language)}`),
    paint.dim(
      line(
        heading,
        causes.map(({ name }) => say(name, language)),
      ),
    ),
    ...rows.map((row, at) =>
      line(
        names[at + 1] ?? '',
        causes.map(({ id }) => {
          const cell = map.crossing.find(
            (one) => one.voiced === (row?.id ?? null) && one.cause === id,
          );
          return cell === undefined ? '·' : count(cell.voices);
        }),
      ),
    ),
    ...wrap(word('crossingNote', language), width).map((text) => paint.dim(text)),
  ];
}

function ending({ map, language, width, paint }: Page): string[] {
  const outcome = outcomeItems(map, language).map(({ name, voices }) => `${name} ${count(voices)}`);
  const steps = methodSteps(map, language);
  return [
    ...hanging(`${paint.bold(`▌${word('outcome', language)}`)}  `, outcome.join(' · '), width),
    ...hanging(
      `${paint.bold(`▌${word('method', language)}`)}  `,
      steps.map(({ name }) => visible(name)).join(' · '),
      width,
    ),
    ...[...notesOf(map, language), ...idNotes(map, language)]
      .flatMap((note) => hanging('· ', note, width))
      .map((text) => paint.dim(text)),
  ];
}
