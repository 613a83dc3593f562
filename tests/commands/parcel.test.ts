import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pack, unpack } from '../../src/commands/parcel.ts';
import type { Opinion } from '../../src/model/annotation.ts';
import type { Element } from '../../src/model/elements.ts';
import type { Found } from '../../src/pipeline.ts';

/** Whatever a text may be: what is found in it points into it. */
const TEXT = '屏幕碎了，客服很耐心';
const place = fc
  .nat(TEXT.length)
  .chain((start) => fc.integer({ min: start, max: TEXT.length }).map((end) => ({ start, end })));

const opinion: fc.Arbitrary<Opinion> = fc
  .tuple(
    place,
    fc.option(fc.constantFrom('屏幕', '客服', '')),
    fc.constantFrom('quality', 'service'),
  )
  .map(([{ start, end }, term, aspect]) => ({
    ...{ start, end, span: TEXT.slice(start, end), term },
    ...{ aspect: aspect as 'quality', polarity: 'negative', stage: 'use' },
  }));
const element: fc.Arbitrary<Element> = fc
  .tuple(place, fc.option(fc.nat(3)), fc.constantFrom('anger', 'relief'))
  .map(([{ start, end }, nearest, item]) => ({
    ...{ start, end, item, element: 'emotion', opinion: nearest },
  }));
const annotation = fc.record({
  sentiment: fc.record({
    label: fc.constantFrom('negative', 'mixed'),
    score: fc.double({ min: -1, max: 1, noNaN: true }),
  }),
  opinions: fc.array(opinion, { maxLength: 3 }),
  kinds: fc.subarray(['complaint', 'need', 'other'] as const),
  stages: fc.subarray(['use', 'service'] as const),
  signals: fc.subarray(['churn', 'refund'] as const),
  urgency: fc.constantFrom('urgent', 'none'),
});
const found: fc.Arbitrary<Found> = fc.record({
  annotation,
  elements: fc.array(element, { maxLength: 3 }),
  flags: fc.subarray(['default', 'spam'] as const),
  lastSentiment: fc.option(fc.constantFrom('positive', 'negative')),
});

test('what another thread found arrives as it was, whichever annotations came with the texts', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(found, fc.boolean()), { maxLength: 5 }), (list) => {
      const job = {
        texts: list.map(() => TEXT),
        given: list.map(([{ annotation }, isGiven]) => (isGiven ? annotation : null)),
        lastTurns: list.map(() => null),
      };
      const all = list.map(([one]) => one);
      expect(unpack(structuredClone(pack(all, job)), job)).toEqual(all);
    }),
  );
});
