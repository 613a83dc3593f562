import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRecordWriter } from '../../src/io/record-bytes.ts';
import type { Annotation, Opinion } from '../../src/model/annotation.ts';
import {
  ASPECTS,
  KINDS,
  labelsOf,
  POLARITIES,
  SENTIMENTS,
  SIGNALS,
  STAGES,
  URGENCIES,
} from '../../src/model/labels.ts';

/** Strings of any units: lone surrogates, control characters, quotes, all planes. */
const anyString = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc
    .array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0x22, 0x5c, 0xd83d, 0x0a)))
    .map((units) => String.fromCharCode(...units)),
  fc.constantFrom(
    '',
    '物流太慢了',
    '😤',
    '\ud83d',
    '\ude24\ud83d',
    'é',
    '\u007f\u0080\u07ff\u0800',
  ),
);

const opinion: fc.Arbitrary<Opinion> = fc.record({
  span: anyString,
  start: fc.nat(1_000_000),
  end: fc.nat(1_000_000),
  polarity: fc.constantFrom(...labelsOf(POLARITIES)),
  aspect: fc.constantFrom(...labelsOf(ASPECTS)),
  stage: fc.constantFrom(...labelsOf(STAGES)),
  term: fc.option(anyString),
});

const labels: fc.Arbitrary<Annotation> = fc.record({
  sentiment: fc.record({
    label: fc.constantFrom(...labelsOf(SENTIMENTS)),
    score: fc.oneof(
      fc.integer({ min: -100, max: 100 }).map((score) => score / 100),
      fc.double({ min: -1, max: 1, noNaN: true }),
    ),
  }),
  kinds: fc.subarray(labelsOf(KINDS)),
  opinions: fc.array(opinion),
  stages: fc.subarray(labelsOf(STAGES)),
  signals: fc.subarray(labelsOf(SIGNALS)),
  urgency: fc.constantFrom(...labelsOf(URGENCIES)),
});

const row = fc.record({
  id: anyString,
  text: anyString,
  labels,
  attributes: fc.oneof(fc.constant({}), fc.dictionary(anyString, anyString)),
});

type Row = typeof row extends fc.Arbitrary<infer Value> ? Value : never;

/** The record of the contract as JSON itself writes it. */
function plainly({ id, text, labels: found, attributes }: Row): string {
  const { sentiment, kinds, stages, signals, urgency } = found;
  const opinions = found.opinions.map(({ term, span, start, end, polarity, aspect, stage }) => ({
    ...{ span, start, end, polarity, aspect, stage },
    ...(term === null ? {} : { term }),
  }));
  const others = Object.keys(attributes).length > 0 ? { attributes } : {};
  const record = { id, text, sentiment, kinds, opinions, stages, signals, urgency, ...others };
  return JSON.stringify(record);
}

test('a record is what JSON makes of it, whatever stands in it', () => {
  const writer = createRecordWriter();
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      for (const [at, { id, text, labels: found, attributes }] of rows.entries()) {
        const json = JSON.stringify(attributes);
        if (at > 0) writer.separate(',\n');
        writer.add(id, text, found, json === '{}' ? '' : json);
      }
      expect(Buffer.from(writer.take()).toString('utf8')).toBe(rows.map(plainly).join(',\n'));
    }),
    { numRuns: 300 },
  );
});

test('a long text finds room', () => {
  const text = '差'.repeat(300_000);
  const none: Annotation = {
    sentiment: { label: 'neutral', score: 0 },
    kinds: ['other'],
    opinions: [],
    stages: [],
    signals: [],
    urgency: 'none',
  };
  const writer = createRecordWriter();
  writer.add('1', text, none, '');
  writer.add('2', `"${text}`, none, '');
  const record = (id: string, of: string): string => JSON.stringify({ id, text: of, ...none });
  expect(Buffer.from(writer.take()).toString('utf8')).toBe(
    record('1', text) + record('2', `"${text}`),
  );
});
