import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findElements, loadElements } from '../../src/annotate/elements.ts';
import { ELEMENTS } from '../../src/model/elements.ts';
import { dictionaryFiles, lexicon } from '../dictionaries.ts';

const index = loadElements((file) => dictionaryFiles[file] ?? '', lexicon.cleaning.traditional);

/** Sentences of our own with the emotions and efforts that their speaker has; `-` for none. */
function sentences(file: string): { text: string; labels: string[] }[] {
  const content = readFileSync(new URL(`emotions/${file}`, import.meta.url), 'utf8');
  return content
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [labels = '', text = ''] = line.split('\t');
      return { text, labels: labels === '-' ? [] : labels.split('|') };
    });
}

const LABELS = [...Object.keys(ELEMENTS.emotion), ...Object.keys(ELEMENTS.effort)];

interface Counts {
  hits: number;
  wrong: number;
  missed: number;
}

function found(text: string): string[] {
  const felt = findElements(text, [], index).filter(
    ({ element }) => element === 'emotion' || element === 'effort',
  );
  return [...new Set(felt.map(({ item }) => item))];
}

function outcomeOf(label: string, got: string[], labels: string[]): keyof Counts {
  if (!got.includes(label)) return 'missed';
  return labels.includes(label) ? 'hits' : 'wrong';
}

/** Precision and recall by label, and all together under `all`. */
function score(file: string): Map<string, Counts> {
  const counts = new Map<string, Counts>(
    [...LABELS, 'all'].map((label) => [label, { hits: 0, wrong: 0, missed: 0 }]),
  );
  for (const { text, labels } of sentences(file)) {
    const got = found(text);
    for (const label of new Set([...got, ...labels])) {
      const field = outcomeOf(label, got, labels);
      for (const name of [label, 'all']) {
        const one = counts.get(name);
        if (one === undefined) throw new Error(`${file}: no such label: ${label}`);
        one[field] += 1;
      }
    }
  }
  return counts;
}

const precision = ({ hits, wrong }: Counts): number => hits / Math.max(1, hits + wrong);
const recall = ({ hits, missed }: Counts): number => hits / Math.max(1, hits + missed);

function show(file: string, counts: Map<string, Counts>): void {
  const rows = [...counts].map(
    ([label, one]) =>
      `${label.padEnd(16)} n=${String(one.hits + one.missed).padStart(3)}  precision ${precision(one).toFixed(3)}  recall ${recall(one).toFixed(3)}`,
  );
  process.stderr.write(`${file}\n${rows.join('\n')}\n`);
}

describe('emotions and effort', () => {
  test('are found in the table that the dictionaries were tuned on', () => {
    const counts = score('sentences.tsv');
    show('sentences.tsv', counts);
    for (const [label, one] of counts) {
      expect(precision(one), `precision of ${label}`).toBeGreaterThanOrEqual(0.83);
      expect(recall(one), `recall of ${label}`).toBeGreaterThanOrEqual(0.83);
    }
  });

  test('are found in sentences that nothing was tuned on, half of them traps', () => {
    const counts = score('held-out.tsv');
    show('held-out.tsv', counts);
    const all = counts.get('all') ?? { hits: 0, wrong: 0, missed: 0 };
    expect(precision(all)).toBeGreaterThanOrEqual(0.7);
    expect(recall(all)).toBeGreaterThanOrEqual(0.88);
  });
});
