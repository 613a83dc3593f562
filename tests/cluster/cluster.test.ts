import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cluster } from '../../src/cluster/cluster.ts';
import { ASPECTS, labelsOf, STAGES } from '../../src/model/labels.ts';
import type { StatedOpinion } from '../../src/model/pain.ts';
import { digest, opinion, resources } from './resources.ts';

const grouped = (keys: readonly StatedOpinion[]) => cluster(keys, resources, digest);

// Words that meet in customers' sentences, so that spans fall into few groups and some into one.
const words = fc.constantFrom(
  ...['客服', '快递', '小哥', '变速箱', '屏幕', '价格', '不', '没有', '太', '慢', '异响', '回复'],
  ...['贵', '差', '坏了', '解决', '退款', '的', '，', '了', '服务', '生锈', '👎', '3'],
);
const anyKey: fc.Arbitrary<StatedOpinion> = fc.record({
  span: fc.array(words, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('')),
  term: fc.constantFrom(null, '客服', '小哥', '屏幕'),
  aspect: fc.constantFrom(...labelsOf(ASPECTS)),
  stage: fc.constantFrom(...labelsOf(STAGES)),
  voices: fc.integer({ min: 1, max: 40 }),
});
const anyKeys = fc.array(anyKey, { maxLength: 25 });

describe('cluster', () => {
  test('gives each opinion the id of its pain point, in the order of the opinions', () => {
    const { pains, assigned } = grouped([
      opinion('变速箱异响'),
      opinion('物流龟速', { aspect: 'delivery' }),
      opinion('变速箱有异响'),
    ]);
    const labels = new Map(pains.map(({ id, label }) => [id, label]));
    expect(assigned.map((id) => labels.get(id))).toEqual(['变速箱异响', '配送慢', '变速箱异响']);
  });

  test('takes aspect and stage from most voices, not from most wordings', () => {
    const { pains } = grouped([
      opinion('快递员态度差', { aspect: 'service', stage: 'service', voices: 1 }),
      opinion('快递员态度很差', { aspect: 'service', stage: 'service', voices: 1 }),
      opinion('小哥态度恶劣', { aspect: 'delivery', stage: 'delivery', voices: 5 }),
    ]);
    expect(pains).toMatchObject([{ aspect: 'delivery', stage: 'delivery' }]);
  });

  test('breaks a tie by the order of the codebook', () => {
    const { pains } = grouped([
      opinion('天窗漏水', { aspect: 'environment', stage: 'service' }),
      opinion('天窗漏水', { aspect: 'quality', stage: 'use' }),
    ]);
    expect(pains).toMatchObject([{ aspect: 'quality', stage: 'use' }]);
  });

  test('makes ids of a p and eight hexadecimal digits, in order', () => {
    const ids = grouped(
      ['变速箱异响', '价格贵', '屏幕坏了'].map((span) => opinion(span)),
    ).pains.map(({ id }) => id);
    expect(ids.every((id) => /^p[0-9a-f]{8}$/u.test(id))).toBe(true);
    expect(ids).toEqual([...ids].sort());
  });

  test('keeps groups apart whose digests begin alike', () => {
    const alike = (text: string) => `00000000${digest(text)}`;
    const keys = ['变速箱异响', '价格贵', '屏幕坏了'].map((span) => opinion(span));
    const { pains } = cluster(keys, resources, alike);
    expect(new Set(pains.map(({ id }) => id)).size).toBe(3);
  });

  test('of no opinions there are no pain points', () => {
    expect(grouped([])).toEqual({ pains: [], assigned: [] });
  });

  test('the order of the opinions changes nothing', () => {
    fc.assert(
      fc.property(anyKeys, (keys) => {
        const forth = grouped(keys);
        const back = grouped([...keys].reverse());
        expect(back.pains).toEqual(forth.pains);
        expect([...back.assigned].reverse()).toEqual(forth.assigned);
      }),
    );
  });

  test('every opinion has a pain point that is listed, and every pain point an opinion', () => {
    fc.assert(
      fc.property(anyKeys, (keys) => {
        const { pains, assigned } = grouped(keys);
        expect(assigned).toHaveLength(keys.length);
        expect([...new Set(assigned)].sort()).toEqual(pains.map(({ id }) => id));
        expect(pains.every(({ label }) => label.trim() !== '')).toBe(true);
      }),
    );
  });

  test('further opinions move no opinion, rename no pain point and lower no volume', () => {
    fc.assert(
      fc.property(anyKeys, anyKeys, (keys, more) => {
        const before = grouped(keys);
        const after = grouped([...keys, ...more]);
        expect(after.assigned.slice(0, keys.length)).toEqual(before.assigned);
        const labels = new Map(after.pains.map(({ id, label }) => [id, label]));
        for (const { id, label } of before.pains) expect(labels.get(id)).toBe(label);
        const volume = (all: readonly StatedOpinion[], ids: readonly string[], id: string) =>
          all.reduce((sum, key, i) => sum + (ids[i] === id ? key.voices : 0), 0);
        for (const { id } of before.pains) {
          expect(volume([...keys, ...more], after.assigned, id)).toBeGreaterThanOrEqual(
            volume(keys, before.assigned, id),
          );
        }
      }),
    );
  });

  test('equal words have equal pain points, whatever the term, aspect and stage of their twins', () => {
    fc.assert(
      fc.property(anyKey, anyKeys, (key, others) => {
        const { assigned } = grouped([key, ...others, { ...key, voices: 7 }]);
        expect(assigned.at(-1)).toBe(assigned[0]);
      }),
    );
  });
});
