import type { StageFinding } from '../../model/findings.ts';
import { STAGES } from '../../model/labels.ts';
import { visible } from '../../model/visible.ts';
import { count, signed } from '../figures.ts';
import { shownStages } from '../stages.ts';
import { MARKS, say, WORDS } from '../wording.ts';
import { balance } from './layout.ts';
import type { Page } from './page.ts';
import { type Column, roomBeside, tableRows } from './table.ts';

/** The stages of the journey with their emotion from -1 to 1, and peak, valley and end. */
export function stageSection(page: Page): string[] {
  const { findings, language, width, paint } = page;
  const stages = shownStages(findings, page);
  const heads = [WORDS.stage, WORDS.voices, WORDS.emotion].map((word) => say(word, language));
  const figures = stages.map((stage) => [
    say(STAGES[stage.stage], language),
    count(stage.voices),
    '+0.00',
    marksOf(stage, page),
  ]);
  // Half of what is left shows the axis (an odd number of columns, zero in the middle), half the pain points.
  const axis =
    Math.max(9, Math.min(41, Math.floor(roomBeside([...heads, ''], figures, width) / 2) - 1)) | 1;
  const color = (cell: string, row: number): string => {
    const mean = stages[row]?.emotion?.mean;
    if (mean === undefined) return paint.dim(cell);
    return mean < 0 ? paint.negative(cell) : paint.positive(cell);
  };
  const columns: Column[] = [
    { heading: say(WORDS.stage, language), align: 'left' },
    { heading: say(WORDS.voices, language), align: 'right' },
    { heading: say(WORDS.emotion, language), align: 'right' },
    { heading: '', align: 'left' },
    { heading: axisHeading(axis), align: 'left', paint: color },
    { heading: say(WORDS.mainPains, language), align: 'left', flexible: true },
  ];
  const rows = stages.map((stage) => [
    say(STAGES[stage.stage], language),
    count(stage.voices),
    stage.emotion ? signed(stage.emotion.mean) : '',
    marksOf(stage, page),
    stage.emotion ? balance(stage.emotion.mean, axis) : say(WORDS.fewOpinions, language),
    painNames(stage, page),
  ]);
  const table = tableRows(columns, rows, width, paint.dim);
  return [table.heading, ...table.rows.flat()];
}

function marksOf(stage: StageFinding, { language }: Page): string {
  return stage.marks.map((mark) => say(MARKS[mark], language)).join(' ');
}

function axisHeading(width: number): string {
  const middle = Math.floor(width / 2);
  return `${'-1'.padEnd(middle)}0${'+1'.padStart(width - middle - 1)}`;
}

function painNames(stage: StageFinding, { findings, language }: Page): string {
  const names = stage.pains.flatMap((id) => {
    const pain = findings.pains.find((candidate) => candidate.id === id);
    return pain ? [visible(pain.label)] : [];
  });
  return names.join(language === 'zh' ? '、' : ', ');
}
