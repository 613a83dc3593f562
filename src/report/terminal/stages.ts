import type { StageFinding } from '../../model/findings.ts';
import { visible } from '../../model/visible.ts';
import { count, signed } from '../figures.ts';
import { shownStages } from '../stages.ts';
import { MARKS, say, WORDS } from '../wording.ts';
import { balance, hanging } from './layout.ts';
import type { Page } from './page.ts';
import { type Column, roomBeside, tableRows } from './table.ts';

/** A column of the table with its cells, from the first stage to the last. */
interface Filled extends Column {
  readonly cells: readonly string[];
}

/**
 * The stages of the journey with their emotion from -1 to 1, its interval and opinions, and peak, valley and end. Main
 * pain points stand at the end of the line where there is room, else below it.
 */
export function stageSection(page: Page): string[] {
  const { findings, width, language, paint } = page;
  const stages = shownStages(findings, page);
  const figures = figureColumns(stages, page);
  const rows = stages.map((_, row) => figures.map(({ cells }) => cells[row] ?? ''));
  const room = roomBeside(
    figures.map(({ heading }) => heading),
    rows,
    width,
  );
  const half = Math.floor(room / 2) - 1;
  const isWide = half >= LEAST_AXIS;
  const pains = stages.map((stage) => painNames(stage, page));
  const heading = say(WORDS.mainPains, language);
  const beside: Filled = { heading, align: 'left', flexible: true, cells: pains };
  const columns = [
    ...figures,
    ...axisColumn(isWide ? half : room, stages, page),
    ...(isWide ? [beside] : []),
  ];
  const filled = stages.map((_, row) => columns.map(({ cells }) => cells[row] ?? ''));
  const table = tableRows(columns, filled, width, paint.dim);
  const below = (row: number): string[] =>
    isWide || !pains[row] ? [] : hanging('    ', pains[row], width);
  return [table.heading, ...table.rows.flatMap((lines, row) => [...lines, ...below(row)])];
}

/** Name, voices, emotion with its interval and opinions, and marks. */
function figureColumns(stages: readonly StageFinding[], page: Page): Filled[] {
  const { language } = page;
  const column = (
    heading: string,
    align: Column['align'],
    cell: (stage: StageFinding) => string,
  ): Filled => ({ heading, align, cells: stages.map(cell) });
  return [
    column(say(WORDS.stage, language), 'left', ({ name }) => visible(say(name, language))),
    column(say(WORDS.voices, language), 'right', ({ voices }) => count(voices)),
    column(say(WORDS.emotion, language), 'right', ({ emotion }) =>
      emotion ? signed(emotion.mean) : '',
    ),
    column(say(WORDS.interval, language), 'right', ({ emotion }) =>
      emotion
        ? `${signed(emotion.low)} – ${signed(emotion.high)}`
        : say(WORDS.fewOpinions, language),
    ),
    column('n', 'right', ({ emotion }) => (emotion ? count(emotion.n) : '')),
    column('', 'left', (stage) => marksOf(stage, page)),
  ];
}

/** Terminal columns of the axis: fewer show nothing. */
const [LEAST_AXIS, MOST_AXIS] = [9, 41];

/** The axis from -1 to 1 in at most `room` columns, an odd number with zero in the middle; none where that is too few. */
function axisColumn(room: number, stages: readonly StageFinding[], { paint }: Page): Filled[] {
  if (room < LEAST_AXIS) return [];
  const wide = ((Math.min(MOST_AXIS, room) - 1) & ~1) + 1;
  const middle = wide >> 1;
  return [
    {
      heading: `${'-1'.padEnd(middle)}0${'+1'.padStart(middle)}`,
      align: 'left',
      cells: stages.map(({ emotion }) => (emotion ? balance(emotion.mean, wide) : '')),
      paint: (cell, row) => {
        const mean = stages[row]?.emotion?.mean;
        if (mean === undefined) return paint.dim(cell);
        return mean < 0 ? paint.negative(cell) : paint.positive(cell);
      },
    },
  ];
}

function marksOf(stage: StageFinding, { language }: Page): string {
  return stage.marks.map((mark) => say(MARKS[mark], language)).join(' ');
}

function painNames(stage: StageFinding, { findings, language }: Page): string {
  const names = stage.pains.flatMap((id) => {
    const pain = findings.pains.find((candidate) => candidate.id === id);
    return pain ? [visible(pain.label)] : [];
  });
  return names.join(language === 'zh' ? '、' : ', ');
}
