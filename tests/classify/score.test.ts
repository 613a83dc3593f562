import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addClaims,
  addPrefixes,
  type Claim,
  createFeatures,
  createPrefixes,
  readFeatures,
} from '../../src/classify/features.ts';
import {
  findSlot,
  type LinearModel,
  openModel,
  packModel,
  packWeights,
  weightAt,
} from '../../src/classify/model.ts';
import { createScorer } from '../../src/classify/score.ts';
import type { Span } from '../../src/model/voice.ts';
import { unitsOf } from '../../src/text/units.ts';

/** Words of two characters. */
const cut = (text: string) => {
  const count = Math.ceil(text.length / 2);
  return {
    count,
    ends: Int32Array.from({ length: count }, (_, i) => Math.min(text.length, 2 * i + 2)),
  };
};

const scratch = createFeatures();

function keysOf(text: string, hidden: readonly Span[] = []): number[] {
  readFeatures(unitsOf(text), cut(text), hidden, null, scratch);
  return [...scratch.keys.subarray(0, scratch.count)];
}

/** Says that a thing is good or bad; without a thing, that all is. */
const claim = (entry: string, weight: number, object: string | null = null): Claim => ({
  entry,
  weight,
  turned: false,
  object: object === null ? null : { term: { aspect: { object, aspect: 'quality' } } },
});

function claimedKeys(claims: readonly Claim[], from = 0): number[] {
  readFeatures(unitsOf(''), cut(''), [], null, scratch);
  addClaims(claims, from, scratch);
  return [...scratch.keys.subarray(0, scratch.count)];
}

/** A model that knows these runs of characters. */
function modelOf(weights: Readonly<Record<string, number>>): LinearModel {
  const prefixes = createPrefixes();
  // The first runs are those that begin at 0; the longest of them is the text itself.
  const keyed = Object.entries(weights).map(([text, weight]) => {
    const key = keysOf(text)[text.length - 1] as number;
    addPrefixes(prefixes, text, (one) => one === key);
    return { key, weight };
  });
  return { ...packWeights(keyed, 8), prefixes, bias: 0, dense: Float64Array.of(1) };
}

/** Ends where a word does. */
const evenText = fc.string({ unit: 'binary' }).filter((text) => text.length % 2 === 0);

describe('features', () => {
  test('are runs of one to four characters and words of two or more', () => {
    // 5 + 4 + 3 + 2 runs, 2 words.
    expect(keysOf('客服很敷衍')).toHaveLength(14 + 2);
    expect(keysOf('')).toEqual([]);
  });

  test('of a part are features of the whole', () => {
    fc.assert(
      fc.property(evenText, fc.string({ unit: 'binary' }), (a, b) => {
        const whole = new Set(keysOf(a + b));
        expect(keysOf(a).filter((key) => !whole.has(key))).toEqual([]);
      }),
    );
  });

  test('that touch a hidden span are left out, in this text only', () => {
    const hidden = keysOf('很不好用，慢', [{ start: 1, end: 4 }]);
    expect(hidden.toSorted()).toEqual([...keysOf('很'), ...keysOf('，慢')].toSorted());
    expect(keysOf('很不好用，慢').length).toBeGreaterThan(hidden.length);
  });

  test('do not depend on what was read before', () => {
    const before = keysOf('好的');
    keysOf('房间很大'.repeat(2000), [{ start: 0, end: 7999 }]);
    expect(keysOf('好的')).toEqual(before);
  });
});

describe('the features of claims', () => {
  test('are the entry, its object and the aspect of that', () => {
    expect(claimedKeys([claim('好', 1, '屏幕')])).toHaveLength(3);
    expect(claimedKeys([claim('好', 0, '屏幕')])).toEqual([]);
    const [, object, aspect] = claimedKeys([claim('差', -1, '屏幕')]);
    expect(claimedKeys([claim('慢', -2, '屏幕')]).slice(1)).toEqual([object, aspect]);
  });

  test('are others for praise than for blame, and a turned claim has one more', () => {
    const praise = claimedKeys([claim('贵', 1, '屏幕')]);
    const blame = claimedKeys([claim('贵', -1, '屏幕')]);
    expect(praise.filter((key) => blame.includes(key))).toEqual([]);
    const turned = claimedKeys([{ ...claim('贵', 1, '屏幕'), turned: true }]);
    expect(turned.filter((key) => !praise.includes(key))).toHaveLength(1);
    expect(praise.filter((key) => !turned.includes(key))).toEqual([]);
  });

  test('are none of the runs and words of a text', () => {
    const claimed = claimedKeys([claim('很好', 1, '屏幕')]);
    expect(keysOf('很好屏幕').filter((key) => claimed.includes(key))).toEqual([]);
  });

  test('count for units of their own, however many there are', () => {
    const claims = Array.from({ length: 300 }, (_, i) => claim('好', 1 + i, '屏幕'));
    const [one = 0] = claimedKeys(claims.slice(0, 1));
    expect(claimedKeys(claims, 7).filter((key) => key === one)).toHaveLength(300);
    expect(scratch.units[0]).toBe(7);
    expect(scratch.units[scratch.count - 1]).toBe(306);
  });
});

describe('the model file', () => {
  const model = modelOf({ 好: 1, 不好: -2, 一般: -0.5 });

  test('opens as what was packed, wherever its bytes begin', () => {
    const bytes = packModel({ ...model, bias: 0.25 });
    const shifted = new Uint8Array(bytes.length + 1);
    shifted.set(bytes, 1);
    for (const copy of [bytes, shifted.subarray(1)]) {
      expect(openModel(copy)).toEqual({ ...model, bias: 0.25 });
    }
  });

  test.each([
    ['cut short', (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 2)],
    ['empty', () => new Uint8Array()],
    ['another file', () => new TextEncoder().encode('term\tweight\n'.repeat(20))],
    ['of another version', (bytes: Uint8Array) => bytes.with(4, 99)],
  ])('is refused if it is %s', (_, spoil) => {
    expect(() => openModel(spoil(packModel(model)))).toThrow(/./);
  });

  test('keeps all weights of a table that is nearly full, to within a step', () => {
    const weights = Array.from({ length: 200 }, (_, i) => ({
      key: Math.imul(i + 1, 0x9e3779b1) >>> 0,
      weight: (i % 40) - 20 || 1,
    }));
    const { slots, step } = packWeights(weights, 8);
    const found = weights.map(({ key }) => weightAt(slots, findSlot(slots, key)) * step);
    const wrong = weights.filter(({ weight }, i) => Math.abs(weight - (found[i] ?? 0)) > step);
    // Of keys in the same run of slots one in 255 cannot be told apart.
    expect(wrong.length).toBeLessThan(weights.length / 20);
  });

  test('gives equal bytes for equal weights in any order', () => {
    const weights = keysOf('客服很敷衍，再也不来了').map((key, i) => ({ key, weight: i - 7 }));
    expect(packWeights([...weights].reverse(), 8)).toEqual(packWeights(weights, 8));
  });
});

describe('the scorer', () => {
  const model = modelOf({ 好: 1, 不好: -2, 慢: -1, 慢得要命: -3 });

  test.each([
    ['一', 0],
    ['好', 1],
    ['好好好', 1],
    ['不好', (1 - 2) / Math.sqrt(2)],
    ['不好，慢', (1 - 2 - 1) / Math.sqrt(3)],
    ['慢得要', -1],
    ['慢得要命', (-1 - 3) / Math.sqrt(2)],
  ])('adds up %s', (text, wanted) => {
    expect(createScorer(model).score(unitsOf(text), cut(text), [], [])).toBeCloseTo(wanted, 1);
  });

  test('says what each character adds, and these add up', () => {
    const scorer = createScorer(model);
    const unit = fc.constantFrom('好', '不', '慢', '，', '一', '😀');
    fc.assert(
      fc.property(fc.string({ unit }), (text) => {
        const score = scorer.score(unitsOf(text), cut(text), [], []);
        const added = scorer.contributions();
        expect(added).toHaveLength(text.length);
        expect(added.reduce((sum, one) => sum + one, 0)).toBeCloseTo(score, 10);
      }),
    );
  });

  test('adds up what is claimed, each feature once, and says what each claim adds', () => {
    const claims = [claim('耐用', 1), claim('漂亮', 1), claim('漂亮', 2)];
    const [durable = 0, , , pretty = 0] = claimedKeys(claims);
    const weights = [
      { key: durable, weight: 2 },
      { key: pretty, weight: 1 },
    ];
    const scorer = createScorer({ ...model, ...packWeights(weights, 8) });
    const text = '很好';
    const score = scorer.score(unitsOf(text), cut(text), [], claims);
    expect(score).toBeCloseTo((2 + 1) / Math.sqrt(2), 1);
    const added = scorer.contributions();
    expect(added).toHaveLength(text.length + claims.length);
    expect([...added].map((one) => Math.sign(one))).toEqual([0, 0, 1, 1, 0]);
    expect(added.reduce((sum, one) => sum + one, 0)).toBeCloseTo(score, 10);
  });

  test('scores a text the same after any number of others', () => {
    const scorer = createScorer(model);
    const first = scorer.score(unitsOf('不好，慢'), cut('不好，慢'), [], []);
    for (let i = 0; i < 600; i++) scorer.score(unitsOf('好慢'), cut('好慢'), [], []);
    expect(scorer.score(unitsOf('不好，慢'), cut('不好，慢'), [], [])).toBe(first);
  });
});
