import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLetterScorer } from '../../../src/classify/letters.ts';
import { openModel } from '../../../src/classify/model.ts';
import { createFlagger } from '../../../src/ingest/cleaning/flags.ts';
import { parseFlags } from '../../../src/lexicon/flags.ts';
import { InputError } from '../../../src/model/errors.ts';
import type { TextFlag } from '../../../src/model/flags.ts';
import { findInTexts } from '../../../src/pipeline.ts';
import { dictionaryFiles, lexicon } from '../../dictionaries.ts';
import { engine } from '../../support/engine.ts';
import { labelledLines } from '../../support/labelled.ts';

const model = readFileSync(new URL('../../../dictionaries/spam.model', import.meta.url));

function newFlagger(learned: (letters: string) => number) {
  return createFlagger(
    parseFlags(dictionaryFiles['flags.tsv'] ?? ''),
    lexicon.cleaning.traditional,
    learned,
  );
}

const flagsOf = newFlagger(createLetterScorer(openModel(model)));

interface Labelled {
  readonly flags: readonly string[];
  readonly text: string;
}

function labelledIn(file: string): readonly Labelled[] {
  const lines = labelledLines(new URL(file, import.meta.url));
  return lines.map(({ label, text }) => ({ flags: label.split('|'), text }));
}

const LABELLED = labelledIn('labelled.tsv');

/** Least recall and precision on the labelled table, by flag. They only go up. */
const FLOORS: readonly (readonly [TextFlag, recall: number, precision: number])[] = [
  ['default', 0.97, 0.97],
  ['symbols', 0.97, 0.95],
  ['repetitive', 0.97, 0.95],
  ['spam', 0.97, 0.97],
];

test('the labelled table has 300 texts, half of them traps', () => {
  const traps = LABELLED.filter(({ flags }) => flags.includes('-')).length;
  expect(LABELLED.length).toBeGreaterThanOrEqual(300);
  expect(traps / LABELLED.length).toBeGreaterThan(0.48);
});

test.each(FLOORS)('%s is found with recall %d and precision %d', (flag, recall, precision) => {
  const wanted = LABELLED.filter(({ flags }) => flags.includes(flag));
  const found = LABELLED.filter(({ text }) => flagsOf(text).includes(flag));
  const right = found.filter(({ flags }) => flags.includes(flag)).length;
  expect(right / wanted.length).toBeGreaterThanOrEqual(recall);
  expect(right / found.length).toBeGreaterThanOrEqual(precision);
});

/** Tables of advertisements, with what is found of them at least and how many traps may be flagged. They only get better. */
const ADVERTISEMENTS: readonly (readonly [file: string, found: number, trapped: number])[] = [
  // Before a line of these had been looked at, 8 of 18 and 15 of 80 were found; what was missed has been added since.
  ['spam-second.tsv', 18, 0],
  ['spam-third.tsv', 73, 0],
  // 2 of 15 were found before words for coupons were added.
  ['coupons.tsv', 14, 0],
  // Before the model was trained on them, it found 37 and was caught by 7 traps; cues alone find 8 and are caught by one.
  ['spam-fourth.tsv', 40, 1],
  // No cue was added for a line of these, and the model was not trained on them; cues alone find 9 of 20 and 2 of 40.
  ['spam-blind.tsv', 17, 0],
  ['spam-model.tsv', 27, 0],
];

test.each(ADVERTISEMENTS)('%s: %d advertisements are found, of traps %d', (file, least, most) => {
  const labelled = labelledIn(file);
  const found = labelled.filter(({ text }) => flagsOf(text).includes('spam'));
  const right = found.filter(({ flags }) => flags.includes('spam')).length;
  expect(right).toBeGreaterThanOrEqual(least);
  expect(found.length - right).toBeLessThanOrEqual(most);
});

test.each([
  // Copied into a long review, and characters set apart so that no filter may read them.
  [
    `手机用着顺手，${'屏幕亮，拍照清楚，一天一充，'.repeat(12)}我的晒图里面有他电话，加他微让他发你链接`,
    true,
  ],
  ['神.卷.领.一.百，关.注.功.钟.号：小旭省，手感不错屏幕也亮', true],
  [`在路边发传单，${'说是免费领取，其实要办卡，大家小心。'.repeat(12)}`, false],
])('an advertisement in %j: %j', (text, wanted) => {
  expect(flagsOf(text).includes('spam')).toBe(wanted);
});

test.each([
  // What is learned flags without a cue, but neither where two cues speak against it, nor as far as it likes.
  ['天气晴朗适合出门散步看花', 3, true],
  ['天气晴朗适合出门散步看花', 2.9, false],
  ['天气晴朗适合出门散步看花', -9, false],
  ['天气晴朗退款退货适合出门', 9, false],
])('%j, learned %d: %j', (text, weight, wanted) => {
  expect(newFlagger(() => weight)(text).includes('spam')).toBe(wanted);
});

describe('decided cases', () => {
  test.each<[text: string, flags: readonly TextFlag[]]>([
    ['', ['empty']],
    [' \n ', ['empty']],
    ['好评！', ['default']],
    ['好评，物流快', []],
    ['没有好评', []],
    // Digits that say something are words; other digits are not.
    ['666', []],
    ['123', ['symbols']],
    ['👍👍', ['symbols']],
    ['👍好', []],
    ['垃圾垃圾垃圾', ['repetitive']],
    ['非常非常好', []],
    ['好评好评好评好评', ['default', 'repetitive']],
    // A contact alone is no advertisement, and neither is an offer.
    ['请回电，我的微信是[微信]', []],
    ['领券买的', []],
    ['加微信领券', ['spam']],
  ])('%j is flagged %j', (text, flags) => {
    expect(flagsOf(text)).toEqual(flags);
  });
});

test('a complaint that repeats itself stays a negative voice', () => {
  const job = { texts: ['垃圾垃圾垃圾'], given: [null], lastTurns: [null] };
  const [found] = findInTexts(job, engine);
  expect(found?.flags).toEqual(['repetitive']);
  expect(found?.annotation.sentiment.label).toBe('negative');
});

test('flags depend on the text alone, not on the texts before it', () => {
  const texts = fc.array(
    fc.oneof(
      fc.constantFrom(...LABELLED.map(({ text }) => text)),
      fc.string({ unit: fc.constantFrom('好', '差', '1', '，', '😀'), maxLength: 40 }),
    ),
    { minLength: 1, maxLength: 8 },
  );
  fc.assert(
    fc.property(texts, (many) => {
      const last = many.at(-1) ?? '';
      const after = many.map(flagsOf).at(-1);
      const fresh = newFlagger(createLetterScorer(openModel(model)));
      expect(after).toEqual(fresh(last));
    }),
    { numRuns: 60 },
  );
});

test('a text of ten megabytes is looked at in linear time', () => {
  const started = performance.now();
  expect(flagsOf('太差了，'.repeat(2_500_000))).toEqual(['repetitive']);
  expect(performance.now() - started).toBeLessThan(20_000);
});

test.each([
  ['x\tpraise\t-', /flags\.tsv:2.*praise/u],
  ['x\tspam\tmuch', /flags\.tsv:2.*much/u],
])('the entry %j is refused with its line', (row, message) => {
  const parse = (): unknown => parseFlags(`text\tflag\tweight\n${row}\n`);
  expect(parse).toThrow(InputError);
  expect(parse).toThrow(message);
});
