import { visible } from '../../model/visible.ts';
import { count } from '../figures.ts';
import { QUADRANTS } from '../pains.ts';
import { QUADRANT_PAINS, quadrantPains, quadrantSentence } from '../quadrants.ts';
import { say, WORDS } from '../wording.ts';
import { wrap } from './layout.ts';
import type { Page } from './page.ts';
import { type Column, tableRows } from './table.ts';

/** Volume against severity as four rows, each with its heaviest pain points. */
export function quadrantSection({ findings, language, width, paint }: Page): string[] {
  const found = quadrantPains(findings);
  const columns: Column[] = [
    { heading: language === 'zh' ? '象限' : 'Quadrant', align: 'left', paint: paint.bold },
    { heading: say(WORDS.pain, language), align: 'right' },
    {
      heading: language === 'zh' ? '名称、声量、严重度' : 'label, voices, severity',
      align: 'left',
      flexible: true,
    },
  ];
  const rows = found.map(({ quadrant, pains }) => [
    say(QUADRANTS[quadrant], language),
    count(pains.length),
    pains
      .slice(0, QUADRANT_PAINS)
      .map(
        ({ label, voices, severity }) =>
          `${visible(label)} ${count(voices)} ${severity.toFixed(2)}`,
      )
      .join(language === 'zh' ? '，' : ', ') || '–',
  ]);
  const table = tableRows(columns, rows, width, paint.dim);
  return [
    table.heading,
    ...table.rows.flat(),
    ...wrap(quadrantSentence(findings, language), width).map(paint.dim),
  ];
}
