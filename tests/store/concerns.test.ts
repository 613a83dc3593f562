import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { planOf } from '../../src/journey/plan.ts';
import { concernWords } from '../../src/pipeline/journeys.ts';
import { findInTexts } from '../../src/pipeline.ts';
import { selectChurn, selectConcerns } from '../../src/store/journey-views.ts';
import { query } from '../../src/store/query.ts';
import type { Store } from '../../src/store/session.ts';
import { dictionaries, dictionaryFiles } from '../dictionaries.ts';
import { engine } from '../support/engine.ts';
import { load, read, tempFolder, voiceOf } from './voices.ts';

const PLAN = planOf(dictionaryFiles['journeys.tsv'] ?? '');
const WORDS = concernWords(dictionaries);

interface Sentence {
  readonly labels: readonly string[];
  readonly text: string;
}

/** Sentences of our own with the concerns, or the answers to the two questions, that they show; `-` for none. */
function sentences(file: string): Sentence[] {
  const content = readFileSync(new URL(`../journey/concerns/${file}`, import.meta.url), 'utf8');
  return content
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [labels = '', text = ''] = line.split('\t');
      return { text, labels: labels === '-' ? [] : labels.split('|') };
    });
}

/** Stores the sentences as they are annotated, and reads the labels of each: rows of `number` and `label`. */
async function labelsIn(
  rows: readonly Sentence[],
  ask: (reader: Store) => Promise<{ number: string; label: string }[]>,
): Promise<string[][]> {
  const texts = rows.map(({ text }) => text);
  const none = texts.map(() => null);
  const found = findInTexts({ texts, given: none, lastTurns: none }, engine);
  const store = join(await tempFolder(), 'voc.db');
  await load(
    store,
    found.map((one, at) => ({
      ...one,
      voice: { ...voiceOf(String(at), []).voice, text: texts[at] ?? '' },
    })),
  );
  const given = await read(store, ask);
  return rows.map((_, at) =>
    given.filter(({ number }) => number === String(at)).map(({ label }) => label),
  );
}

const concerned = async (reader: Store): Promise<{ number: string; label: string }[]> => {
  await selectConcerns(reader, {}, PLAN, WORDS);
  return query(
    reader,
    `SELECT DISTINCT v.id AS number, c.concern AS label
     FROM concerned c JOIN voices v ON v.number = c.n WHERE c.concern <> 'other' ORDER BY ALL`,
  );
};

const churned = async (reader: Store): Promise<{ number: string; label: string }[]> => {
  await selectChurn(reader, {}, PLAN);
  return query(
    reader,
    `SELECT v.id AS number, unnest(list_filter([CASE WHEN unmet THEN 'unmet' END, CASE WHEN unsolved THEN 'unsolved' END], x -> x IS NOT NULL)) AS label
     FROM churned c JOIN voices v ON v.number = c.n ORDER BY ALL`,
  );
};

/** Precision and recall of all labels together, and of each in a line for whoever tunes. */
async function score(
  file: string,
  ask: (reader: Store) => Promise<{ number: string; label: string }[]>,
): Promise<{ precision: number; recall: number; lowest: number }> {
  const rows = sentences(file);
  const got = await labelsIn(rows, ask);
  const labels = [...new Set(rows.flatMap((row) => row.labels))].sort();
  const tally = (counted: readonly string[]): [precision: number, recall: number] => {
    const pairs = rows.flatMap((row, at) =>
      counted.map((label) => [row.labels.includes(label), got[at]?.includes(label)] as const),
    );
    const hits = pairs.filter(([is, told]) => is && told).length;
    const told = pairs.filter(([, one]) => one).length;
    return [hits / Math.max(1, told), hits / pairs.filter(([is]) => is).length];
  };
  const each = labels.map((label) => tally([label]));
  const [precision, recall] = tally(labels);
  const lines = labels.map((label, at) => `${label} ${each[at]?.map((x) => x.toFixed(2))}`);
  process.stderr.write(
    `${file}: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}; ${lines.join('; ')}\n`,
  );
  return { precision, recall, lowest: Math.min(...each.flat()) };
}

describe('on sentences of our own, floors below what was measured', () => {
  test.each([
    ['concerns.tsv', concerned, { precision: 0.86, recall: 0.92, lowest: 0.7 }],
    ['concerns-held-out.tsv', concerned, { precision: 0.8, recall: 0.82, lowest: 0.58 }],
    ['churn.tsv', churned, { precision: 0.93, recall: 0.77, lowest: 0.7 }],
    ['churn-held-out.tsv', churned, { precision: 0.95, recall: 0.79, lowest: 0.64 }],
  ] as const)('%s', async (file, ask, floors) => {
    const { precision, recall, lowest } = await score(file, ask);
    expect(precision).toBeGreaterThanOrEqual(floors.precision);
    expect(recall).toBeGreaterThanOrEqual(floors.recall);
    expect(lowest).toBeGreaterThanOrEqual(floors.lowest);
  });
});
