import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare, periodBefore } from '../../src/measure/comparison.ts';
import { measure } from '../../src/measure/measure.ts';
import type { Comparison, Findings } from '../../src/model/findings.ts';
import { factsOf, painOf, sentiments } from './facts-of.ts';

const NOW = { since: '2026-03-01', until: '2026-03-31' };
const PERIODS = { now: NOW, before: periodBefore(NOW) };

/** Findings of a period with `voices` voices, a quarter of them negative, and pain points of so many voices by id. */
function period(voices: number, pains: Readonly<Record<string, number>>): Findings {
  const facts = factsOf({
    scope: { ...factsOf().scope, voices },
    sentiment: sentiments({ negative: voices / 4, positive: (voices * 3) / 4 }),
    pains: Object.entries(pains).map(([id, count]) => painOf({ id, label: id, voices: count })),
  });
  return { ...measure(facts), stages: [] };
}

function changesOf(comparison: Comparison): Record<string, string> {
  return Object.fromEntries(comparison.pains.map(({ id, change }) => [id, change]));
}

test.each([
  [NOW, { since: '2026-01-29', until: '2026-02-28' }],
  [
    { since: '2026-03-02', until: '2026-03-02' },
    { since: '2026-03-01', until: '2026-03-01' },
  ],
  [
    { since: '2024-03-01', until: '2024-03-07' },
    { since: '2024-02-23', until: '2024-02-29' },
  ],
])('%o is compared with %o', (now, before) => {
  expect(periodBefore(now)).toEqual(before);
});

test('says what is new, gone, worse, better, and what cannot be told', () => {
  const now = period(1000, { worse: 90, better: 10, steady: 30, new: 5, few: 4 });
  const before = period(2000, { worse: 60, better: 120, steady: 62, gone: 5 });
  const comparison = compare({ now, before }, PERIODS);
  expect(changesOf(comparison)).toEqual({
    worse: 'worse',
    better: 'better',
    steady: 'same',
    new: 'new',
    gone: 'gone',
    few: 'same',
  });
  const worse = comparison.pains.find(({ id }) => id === 'worse');
  expect(worse).toMatchObject({ now: { count: 90 }, before: { count: 60 } });
  expect(worse?.difference.value).toBeCloseTo(0.06);
});

test('a period beside itself has not changed, and the other way round better is worse', () => {
  const counts = fc.dictionary(
    fc.constantFrom('a', 'b', 'c', 'd'),
    fc.integer({ min: 1, max: 200 }),
  );
  fc.assert(
    fc.property(counts, counts, (some, others) => {
      const [now, before] = [period(400, some), period(800, others)];
      const same = compare({ now, before: now }, PERIODS);
      expect(Object.values(changesOf(same)).every((change) => change === 'same')).toBe(true);
      const turned = { new: 'gone', gone: 'new', worse: 'better', better: 'worse', same: 'same' };
      const back = changesOf(compare({ now: before, before: now }, PERIODS));
      for (const { id, change } of compare({ now, before }, PERIODS).pains) {
        expect(back[id]).toBe(turned[change]);
      }
    }),
  );
});
