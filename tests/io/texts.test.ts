import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTexts } from '../../src/io/texts.ts';

test('texts come back as they were, whatever units they have', () => {
  const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
  const text = fc.oneof(
    fc.string(),
    fc.array(unit, { maxLength: 20 }).map((units) => units.join('')),
    fc.constantFrom('', 'é'.repeat(600_000), '好'.repeat(600_000)),
  );
  fc.assert(
    fc.property(fc.array(text, { maxLength: 20 }), (all) => {
      const texts = createTexts();
      for (const one of all) texts.add(one);
      expect(texts.count()).toBe(all.length);
      for (const [at, one] of all.entries()) expect(texts.at(at) === one).toBe(true);
      for (const none of [-1, all.length, Number.NaN]) {
        expect(texts.at(none)).toBeUndefined();
      }
    }),
    { numRuns: 60 },
  );
});

test('a hundred thousand of them are found again', () => {
  const texts = createTexts();
  for (let at = 0; at < 100_000; at++) texts.add(at % 2 === 0 ? `R${at}` : `第${at}次`);
  for (let at = 0; at < 100_000; at += 997) {
    expect(texts.at(at)).toBe(at % 2 === 0 ? `R${at}` : `第${at}次`);
  }
});
