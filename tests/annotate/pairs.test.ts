import { stdout } from 'node:process';
import { describe, expect, test } from 'vitest';
import { type Scored, scoreLabels, scoreSentiment } from './pairs.ts';

/** Shares of right sentences, in percent, that have been reached. They only go up. */
const FLOORS = {
  'sentiment.tsv': { rows: 1170, all: 98, phenomenon: 83 },
  'sentiment.held-out.tsv': { rows: 270, all: 87, phenomenon: 66 },
  'labels.tsv': { rows: 450, all: 98, phenomenon: 75 },
  'labels.held-out.tsv': { rows: 200, all: 88, phenomenon: 0 },
} as const;

/** Sentences of our own by phenomenon, most of them in pairs that differ in a word and in their label. */
describe.each([
  ['sentiment.tsv', scoreSentiment],
  ['sentiment.held-out.tsv', scoreSentiment],
  ['labels.tsv', scoreLabels],
  ['labels.held-out.tsv', scoreLabels],
] as const)('%s', (file, score) => {
  const rows = score(file);
  const floor = FLOORS[file];
  const phenomena = [...new Set(rows.map(({ phenomenon }) => phenomenon))].map(
    (name) => [name, rows.filter(({ phenomenon }) => phenomenon === name)] as const,
  );

  test('has no sentence twice', () => {
    const sentences = rows.map(({ text, expected }) => `${text} ${expected}`);
    expect(sentences.filter((one, i) => sentences.indexOf(one) !== i)).toEqual([]);
    expect(rows.length).toBeGreaterThanOrEqual(floor.rows);
  });

  test('keeps its share of right sentences, over all and by phenomenon', () => {
    for (const [name, own] of phenomena) stdout.write(`${line(name, own)}\n`);
    stdout.write(`${line(file, rows)}\n`);
    expect(share(rows)).toBeGreaterThanOrEqual(floor.all);
    const low = phenomena.filter(([, own]) => share(own) < floor.phenomenon);
    expect(low.map(([name]) => name)).toEqual([]);
  });
});

function share(rows: readonly Scored[]): number {
  return (100 * rows.filter(({ right }) => right).length) / rows.length;
}

/** ` 93.3 % negation (14/15)`. */
function line(name: string, rows: readonly Scored[]): string {
  const right = rows.filter((row) => row.right).length;
  return `${share(rows).toFixed(1).padStart(5)} % ${name} (${right}/${rows.length})`;
}
