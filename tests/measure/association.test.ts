import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { associationsOf } from '../../src/measure/association.ts';
import { differenceOf, likelihoodRatio } from '../../src/measure/difference.ts';
import { poissonInterval } from '../../src/measure/poisson.ts';
import { correctedV } from '../../src/measure/separation.ts';
import { addUnit, emptyTally, togetherIn } from '../../src/measure/together.ts';

const WORDS = ['发货', '客服', '慢', '包装', '退款'] as const;
const units = fc.array(fc.record({ items: fc.subarray<string>([...WORDS]), holds: fc.boolean() }), {
  maxLength: 60,
});

describe('what goes with a term', () => {
  const tallied = (some: readonly { items: readonly string[]; holds: boolean }[]) => {
    const tally = emptyTally();
    for (const { items, holds } of some) addUnit(tally, items, holds);
    return tally;
  };

  test('counts are those of brute force', () => {
    fc.assert(
      fc.property(units, (some) => {
        const tally = tallied(some);
        expect(tally.units).toBe(some.length);
        expect(tally.withTerm).toBe(some.filter(({ holds }) => holds).length);
        for (const { item, units: held, together } of togetherIn(tally)) {
          expect(held).toBe(some.filter(({ items }) => items.includes(item)).length);
          expect(together).toBe(some.filter((u) => u.holds && u.items.includes(item)).length);
        }
      }),
    );
  });

  test('lift is the ratio of shares, in its interval, in any order of the units', () => {
    fc.assert(
      fc.property(units, (some) => {
        const of = (list: typeof some) => {
          const tally = tallied(list);
          return associationsOf(togetherIn(tally), tally.withTerm, tally.units, (item) => item);
        };
        const found = of(some);
        expect(of([...some].reverse())).toEqual(found);
        const holders = some.filter(({ holds }) => holds);
        for (const { item, lift, low, high } of found) {
          const share = (list: typeof some) =>
            list.filter(({ items }) => items.includes(item)).length / list.length;
          expect(lift).toBeCloseTo(share(holders) / share(some), 10);
          expect(low).toBeLessThanOrEqual(lift);
          expect(high).toBeGreaterThanOrEqual(lift);
        }
      }),
    );
  });

  test('figures by hand', () => {
    // 100 units, 20 with the term, 25 with the word, 15 with both: lift 15·100/(20·25) = 3.
    const [found] = associationsOf(
      [{ item: '慢', units: 25, together: 15 }],
      20,
      100,
      (item) => item,
    );
    expect(found?.lift).toBeCloseTo(3, 12);
    // Variance 1/15 − 1/20 − 1/25 + 5/100 = 0.0266667; spread exp(1.96 · 0.163299) = 1.377224.
    expect(found?.low).toBeCloseTo(2.1783, 3);
    expect(found?.high).toBeCloseTo(4.1317, 3);
  });

  test('what stands beside it less often than elsewhere, or twice only, is not listed', () => {
    const items = [
      { item: '甲', units: 50, together: 3 },
      { item: '乙', units: 2, together: 2 },
    ];
    expect(associationsOf(items, 20, 100, (item) => item)).toEqual([]);
  });
});

describe('difference of shares', () => {
  test('Newcombe 1998, table II: 56/70 and 48/80', () => {
    const { value, low, high } = differenceOf(56, 70, 48, 80);
    expect([value, low, high].map((x) => Number(x.toFixed(4)))).toEqual([0.2, 0.0524, 0.3339]);
  });

  test('likelihood ratio, by its definition', () => {
    const cells = [10, 20, 30, 5] as const;
    const expected = [30 * 40, 30 * 25, 35 * 40, 35 * 25].map((product) => product / 65);
    const g2 = 2 * cells.reduce((sum, o, i) => sum + o * Math.log(o / (expected[i] ?? 1)), 0);
    expect(likelihoodRatio(...cells)).toBeCloseTo(g2, 10);
    expect(likelihoodRatio(10, 20, 5, 10)).toBeCloseTo(0, 10);
  });

  test('turned around it changes its sign; without voices it says nothing', () => {
    fc.assert(
      fc.property(fc.nat(30), fc.nat(30), fc.nat(30), fc.nat(30), (a, b, c, d) => {
        const one = differenceOf(a, a + b, c, c + d);
        const other = differenceOf(c, c + d, a, a + b);
        expect(one.value).toBeCloseTo(-other.value, 12);
        expect(one.low).toBeCloseTo(-other.high, 12);
        expect(one.p).toBeCloseTo(other.p, 10);
      }),
    );
    expect(differenceOf(0, 0, 3, 5)).toEqual({ value: 0, low: -1, high: 1, p: 1 });
  });
});

describe('Poisson interval, against exact tables (Garwood 1936)', () => {
  test.each([
    [0, 0, 3.689],
    [1, 0.025, 5.572],
    [5, 1.623, 11.668],
    [20, 12.217, 30.888],
    [100, 81.364, 121.627],
  ])('%d: %d to %d', (count, low, high) => {
    const found = poissonInterval(count);
    expect(Math.abs(found.low - low)).toBeLessThan(0.02 + low * 0.02);
    expect(Math.abs(found.high - high)).toBeLessThan(high * 0.02);
  });
});

describe('how well a column separates', () => {
  const cellsOf = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts).map(([key, count]) => ({
      group: key.charAt(0),
      category: key.charAt(1),
      count,
    }));

  test('not at all, and wholly', () => {
    expect(correctedV(cellsOf({ ax: 50, ay: 50, bx: 50, by: 50 }))).toBe(0);
    expect(correctedV(cellsOf({ ax: 50, by: 50 }))).toBeCloseTo(1, 2);
  });

  test('by hand: φ² 0.36 of 200 voices', () => {
    // Less 1/199; rows and columns 2 − 1/199: √(0.354975 / 0.994975).
    expect(correctedV(cellsOf({ ax: 80, ay: 20, bx: 20, by: 80 }))).toBeCloseTo(0.597299, 5);
  });

  test('values for every voice separate nothing', () => {
    const ids = Array.from({ length: 40 }, (_, i) => ({
      group: String(i),
      category: String(i % 4),
      count: 1,
    }));
    expect(correctedV(ids)).toBe(0);
  });
});
