import type { PainFinding } from '../../model/findings.ts';
import { ASPECTS, STAGES } from '../../model/labels.ts';
import { visible } from '../../model/visible.ts';
import { count, percent } from '../figures.ts';
import { cautions } from '../pains.ts';
import { cutHint, othersSentence, quoted, quoteOrigin, trendEvidence } from '../sentences.ts';
import { say, trendMark, trendName, WORDS } from '../wording.ts';
import { bar, hanging, sparkline, widthOf } from './layout.ts';
import type { Page } from './page.ts';
import { type Column, tableRows } from './table.ts';

/** The ranked pain points as a table, each row followed by its quotes. */
export function painSection(page: Page): string[] {
  const { findings, language, width, paint } = page;
  const shown = findings.pains.slice(0, page.limit);
  const others = othersSentence(findings, language);
  const tail = (page.brief ? [] : [cutHint(findings.pains, shown.length, language), others])
    .filter((text) => text !== null)
    .flatMap((text) => hanging('', text, width));
  if (shown.length === 0) return [say(WORDS.noPains, language), ...tail];
  const table = painTable(shown, page);
  const rows = shown.flatMap((pain, index) => [
    ...(table.rows[index] ?? []),
    ...detailLines(pain, page),
  ]);
  return [table.heading, ...rows, ...(tail.length > 0 ? ['', ...tail.map(paint.dim)] : [])];
}

function painTable(
  shown: readonly PainFinding[],
  { findings, language, width, paint }: Page,
): { heading: string; rows: string[][] } {
  // Where no customer is known, none is a blank and not a zero.
  const known = findings.scope.customers !== null;
  const most = Math.max(1, ...shown.map((pain) => pain.voices));
  // A bar needs room beside a label of a dozen characters; a narrow terminal has the figures alone.
  const barWidth = width < 76 ? 0 : Math.min(24, Math.floor((width - 60) / 2));
  const columns: Column[] = [
    { heading: '#', align: 'right' },
    { heading: say(WORDS.pain, language), align: 'left', flexible: true, paint: paint.bold },
    { heading: say(WORDS.voices, language), align: 'right' },
    ...(known ? [{ heading: say(WORDS.customers, language), align: 'right' } as const] : []),
    { heading: say(WORDS.share, language), align: 'right' },
    {
      heading: say(WORDS.trend, language),
      align: 'left',
      paint: (cell, row) => paintTrend(cell, shown[row], paint),
    },
    { heading: say(WORDS.severity, language), align: 'right' },
    { heading: ' '.repeat(barWidth), align: 'left', paint: paint.negative },
  ];
  const rows = shown.map((pain) => [
    String(pain.rank),
    visible(pain.label),
    count(pain.voices),
    ...(known ? [count(pain.customers)] : []),
    percent(pain.share.value),
    barWidth > 0 ? trendName(pain.trend, language) : trendMark(pain.trend),
    pain.severity.toFixed(2),
    bar(pain.voices / most, barWidth),
  ]);
  return tableRows(barWidth > 0 ? columns : columns.slice(0, -1), rows, width, paint.dim);
}

function paintTrend(cell: string, pain: PainFinding | undefined, paint: Page['paint']): string {
  if (pain?.trend.direction === 'rising') return paint.warning(cell);
  return pain?.trend.direction === 'falling' ? paint.relief(cell) : paint.dim(cell);
}

const INDENT = '    ';

function detailLines(pain: PainFinding, page: Page): string[] {
  const { language, width, paint } = page;
  const place = `${say(STAGES[pain.stage], language)} · ${say(ASPECTS[pain.aspect], language)}`;
  const course = pain.series.length > 1 && width >= 76 ? `  ${sparkline(pain.series, 52)}` : '';
  return [
    paint.dim(`${INDENT}${place}${course}`),
    ...cautions(pain, language).flatMap((text) =>
      hanging(`${INDENT}· `, text, width).map(paint.dim),
    ),
    ...pain.quotes.slice(0, page.quotes).flatMap((quote) => quoteLines(quote, page)),
  ];
}

/** The words in quotation marks; where they can be looked up stands behind them if there is room, else below. */
function quoteLines(
  quote: PainFinding['quotes'][number],
  { language, width, paint }: Page,
): string[] {
  const origin = quoteOrigin(quote, language);
  const said = visible(`${quote.before}${quote.span}${quote.after}`);
  const span = visible(quote.span);
  const plainLines = hanging(`${INDENT}“`, `${said}”`, width);
  const lines = plainLines.map((line) => line.replace(span, () => paint.bold(span)));
  const last = lines.at(-1) ?? '';
  if (widthOf(plainLines.at(-1) ?? '') + 2 + widthOf(origin) <= width) {
    return [...lines.slice(0, -1), `${last}  ${paint.dim(origin)}`];
  }
  return [...lines, ...hanging(`${INDENT} `, origin, width).map((line) => paint.dim(line))];
}

/** What moves, with the counts that it rests on. */
export function movementSection(page: Page): string[] {
  const { findings, language } = page;
  const rising = movements(findings.rising, 'rising', page);
  const falling = movements(findings.falling, 'falling', page);
  const lines = [...rising, ...falling];
  return lines.length > 0 ? lines : [say(WORDS.noTrend, language)];
}

function movements(
  ids: readonly string[],
  direction: 'rising' | 'falling',
  { findings, language, width, paint, limit }: Page,
): string[] {
  const arrow = direction === 'rising' ? '↑ ' : '↓ ';
  const color = direction === 'rising' ? paint.warning : paint.relief;
  return ids.slice(0, limit).flatMap((id) => {
    const pain = findings.pains.find((candidate) => candidate.id === id);
    if (!pain) return [];
    const title = `${say(WORDS[direction], language)}${language === 'zh' ? '' : ' '}${quoted(pain.label, language)}`;
    return [
      ...hanging(arrow, title, width).map(color),
      ...hanging(
        '  ',
        `${trendEvidence(pain.trend, language)}  ${sparkline(pain.series, 26)}`,
        width,
      ),
    ];
  });
}
