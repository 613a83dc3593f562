import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Facts } from '../../src/model/facts.ts';
import { TEXT_FLAGS, type TextFlag } from '../../src/model/flags.ts';
import { SENTIMENTS, SIGNALS } from '../../src/model/labels.ts';
import type { AnnotatedVoice } from '../../src/model/store.ts';
import { readFacts } from '../../src/store/facts.ts';
import { BAD, cluster, load, RUDE, read, SLOW, TASTY, tempFolder, voiceOf } from './voices.ts';

/*
 * The store counts with codes, numbers and tables of its own making. Here the same is counted by going through the
 * voices one by one.
 */

const LATE = { ...SLOW, span: '快递太慢', term: '快递', stage: 'service' as const };

const anyVoice = fc.record({
  statements: fc.array(fc.constantFrom(SLOW, LATE, RUDE, BAD, TASTY), { maxLength: 4 }),
  day: fc.constantFrom(null, '2026-03-30', '2026-04-05', '2026-04-06', '2026-12-31'),
  customerId: fc.constantFrom(null, 'C1', 'C2'),
  channel: fc.constantFrom(null, '', '微信', 'App'),
  product: fc.constantFrom(null, 'B', 'a'),
  rating: fc.constantFrom(null, 1, 5),
  sentiment: fc.constantFrom(...(Object.keys(SENTIMENTS) as (keyof typeof SENTIMENTS)[])),
  score: fc.constantFrom(-0.94, -0.1, 0.3333333),
  signals: fc.subarray(Object.keys(SIGNALS) as (keyof typeof SIGNALS)[], { maxLength: 2 }),
  flags: fc.subarray(['default', 'spam'] as TextFlag[]),
});

const anyVoices = fc.array(anyVoice, { minLength: 1, maxLength: 14 }).map((rows) =>
  rows.map(
    ({ statements, day, customerId, channel, product, rating, ...row }, at): AnnotatedVoice => {
      const created = day === null ? null : `${day}T09:30:00+08:00`;
      const fields = {
        ...{ createdAt: created, customerId, channel, product, rating },
        ratingMax: rating === null ? null : 5,
        text: statements.length === 0 ? '　' : statements.map(({ span }) => span).join('，'),
      };
      const labels = {
        sentiment: { label: row.sentiment, score: row.score },
        signals: row.signals,
      };
      return { ...voiceOf(String(at), statements, fields, labels), flags: row.flags };
    },
  ),
);

const dayOf = ({ voice }: AnnotatedVoice): string | null => voice.createdAt?.slice(0, 10) ?? null;

function mondayOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}

function tally<Key>(keys: Iterable<Key>): Map<Key, number> {
  const counts = new Map<Key, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** Counts by name, names in code point order with null last. */
const named = (names: readonly (string | null)[]) =>
  [...tally(names)]
    .sort(([a], [b]) => (a === null ? 1 : b === null ? -1 : a < b ? -1 : 1))
    .map(([name, voices]) => ({ name, voices }));

const inTime = (a: AnnotatedVoice, b: AnnotatedVoice): number => {
  const keys = [a, b].map((one) => `${one.voice.createdAt ?? '9'} ${one.voice.key}`);
  return (keys[0] ?? '') < (keys[1] ?? '') ? -1 : 1;
};

/** Facts of the pain points of an aspect. */
function painOf(voices: readonly AnnotatedVoice[], aspect: string) {
  const spansOf = ({ annotation }: AnnotatedVoice): string[] => [
    ...new Set(
      annotation.opinions
        .filter((one) => one.aspect === aspect && one.polarity === 'negative')
        .map(({ span }) => span),
    ),
  ];
  const having = [...voices].filter((one) => spansOf(one).length > 0).sort(inTime);
  const days = having.flatMap((one) => dayOf(one) ?? []).sort();
  const said = [...tally(having.flatMap(spansOf))].map(([span, count]) => ({
    span,
    voices: count,
    first: having.findIndex((one) => spansOf(one).includes(span)),
  }));
  said.sort((a, b) => b.voices - a.voices || a.first - b.first || (a.span < b.span ? -1 : 1));
  return {
    voices: having.length,
    customers: new Set(having.flatMap(({ voice }) => voice.customerId ?? [])).size || null,
    firstSeen: days[0] ?? null,
    lastSeen: days.at(-1) ?? null,
    signals: Object.fromEntries(tally(having.flatMap(({ annotation }) => annotation.signals))),
    weeks: [...tally(days.map(mondayOf))].map(([week, count]) => ({ week, voices: count })),
    channels: named(having.map(({ voice }) => voice.channel)),
    products: named(having.map(({ voice }) => voice.product)),
    quotes: said.map(({ span, voices: count, first }) => [span, count, having[first]?.voice.id]),
  };
}

/** The ids of the voices that show a flag most plainly. */
function shownOf(voices: readonly AnnotatedVoice[], flag: TextFlag): (string | undefined)[] {
  const carrying = voices
    .filter(({ voice, flags }) => voice.text !== '　' && flags?.includes(flag))
    .sort(inTime);
  const cost = ({ voice, annotation, flags }: AnnotatedVoice): number =>
    (voice.text.length >= 8 ? 0 : 1_000_001) +
    1_000_000 -
    Math.abs(Math.round(annotation.sentiment.score * 1_000_000)) +
    3_000_000 * ((flags?.length ?? 1) - 1);
  return carrying
    .map((one, at) => ({ id: one.voice.id, cost: cost(one), at }))
    .sort((a, b) => a.cost - b.cost || a.at - b.at)
    .slice(0, 6)
    .map(({ id }) => id);
}

function expectCounted(facts: Facts, voices: readonly AnnotatedVoice[]): void {
  const aspects = tally(
    voices.flatMap(({ annotation }) => [
      ...new Set(annotation.opinions.map(({ aspect, polarity }) => `${aspect} ${polarity}`)),
    ]),
  );
  expect(facts.aspects.map((one) => [`${one.aspect} ${one.polarity}`, one.voices]).sort()).toEqual(
    [...aspects].sort(),
  );
  const dated = voices.flatMap((one) => dayOf(one) ?? []).sort();
  expect(facts.weeks.map(({ week }) => week)).toEqual([...new Set(dated.map(mondayOf))]);
  expect(facts.months.map(({ month }) => month)).toEqual([
    ...new Set(dated.map((day) => day.slice(0, 7))),
  ]);
  expect(facts.cleaning.clean.voices).toBe(
    voices.filter(({ flags }) => flags?.length === 0).length,
  );
  expect(facts.scope.withoutText).toBe(voices.filter(({ voice }) => voice.text === '　').length);
  for (const { aspect, quotes, ...pain } of facts.pains) {
    const told = quotes.map(({ span, voices: count, voiceId }) => [span, count, voiceId]);
    expect({ ...pain, quotes: told }).toMatchObject(painOf(voices, aspect));
  }
  for (const flag of Object.keys(TEXT_FLAGS) as TextFlag[]) {
    const shown = facts.evidence.find((one) => one.of === 'flag' && one.label === flag)?.quotes;
    expect((shown ?? []).map(({ voiceId }) => voiceId)).toEqual(shownOf(voices, flag));
  }
}

test('what the store counts is what one counts by hand', async () => {
  await fc.assert(
    fc.asyncProperty(anyVoices, async (voices) => {
      const store = join(await tempFolder(), 'voc.db');
      await load(store, voices.slice(0, 5));
      await load(store, voices.slice(5));
      await cluster(store);
      const facts = await read(store, (reader) => readFacts(reader, {}));
      expectCounted(facts, voices);
      const along = { quotes: true, evidence: false, journey: false, scope: false };
      const inParts = await read(store, (reader) => readFacts(reader, {}, along, 3));
      expect({ ...inParts, evidence: facts.evidence }).toEqual(facts);
    }),
    { numRuns: 8 },
  );
}, 120_000);
