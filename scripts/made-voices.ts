import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { createRandom } from './random.ts';

const root = new URL('..', import.meta.url).pathname;

/** All clauses of the texts that the fixtures are made of, sorted. */
function clauses(): string[] {
  const files = ['reviews', 'nps', 'hotline'].map((name) =>
    readFileSync(`${root}scripts/fixtures/${name}.tsv`, 'utf8'),
  );
  const cells = files
    .flatMap((file) => file.split('\n').slice(1))
    .flatMap((line) => line.split('\t').slice(3));
  const cut = cells.flatMap((cell) =>
    cell.replace(/\{[^}]*\}|\\n/g, '').split(/[，。！？；,!?\s]+/u),
  );
  return [...new Set(cut.filter((clause) => clause.length >= 4 && !clause.includes(`"`)))].sort();
}

interface Making {
  readonly rows: number;
  /** Number of the first voice; other voices for other numbers. */
  readonly first?: number;
  /** A text has at least so many, in whole clauses. */
  readonly characters: number;
  /** Where the texts alone go, a line each. */
  readonly lines?: string;
}

/** Writes voices of random clauses as CSV, always the same for the same numbers. */
export function writeVoices(file: string, { rows, first = 0, characters, lines }: Making): void {
  const parts = clauses();
  const random = createRandom(first + 1);
  const csv = openSync(file, 'w');
  const texts = lines === undefined ? null : openSync(lines, 'w');
  writeSync(csv, '编号,评价内容,评分,时间,渠道,产品,客户编号,客户群\n');
  for (let n = first; n < first + rows; n++) {
    let text = '';
    while (text.length < characters)
      text += `${text && '，'}${parts[Math.floor(random() * parts.length)]}`;
    const day = new Date(Date.UTC(2025, 0, 1 + (n % 600))).toISOString().slice(0, 10);
    const customer = `K${Math.floor(random() * rows * 0.7)}`;
    writeSync(
      csv,
      `${n},${text},${1 + (n % 5)},${day},${'ABC'[n % 3]},P${n % 20},${customer},G${n % 7}\n`,
    );
    if (texts !== null) writeSync(texts, `${text}\n`);
  }
  closeSync(csv);
  if (texts !== null) closeSync(texts);
}
