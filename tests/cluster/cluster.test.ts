import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cluster, createGrouper } from '../../src/cluster/cluster.ts';
import { ASPECTS, labelsOf, STAGES } from '../../src/model/labels.ts';
import type { StatedOpinion } from '../../src/model/pain.ts';
import { digest, opinion, resources } from './resources.ts';

const grouped = (keys: readonly StatedOpinion[]) => cluster(keys, resources, digest);

// Words that meet in customers' sentences, so that spans fall into few groups and some into one.
const words = fc.constantFrom(
  ...['客服', '快递', '小哥', '变速箱', '屏幕', '价格', '不', '没有', '太', '慢', '异响', '回复'],
  ...['贵', '差', '坏了', '解决', '退款', '的', '，', '了', '服务', '生锈', '👎', '3'],
);
const phrase = (least: number) =>
  fc.array(words, { minLength: least, maxLength: 5 }).map((parts) => parts.join(''));
const anyOpinion: fc.Arbitrary<StatedOpinion> = fc.record({
  voiceKey: fc.constantFrom('a', 'b', 'c', 'd'),
  seq: fc.constant(0),
  span: phrase(1),
  term: fc.constantFrom(null, '客服', '小哥', '屏幕'),
  aspect: fc.constantFrom(...labelsOf(ASPECTS)),
  stage: fc.constantFrom(...labelsOf(STAGES)),
  before: phrase(0),
  head: phrase(0),
});
/** Opinions of up to four voices, each with a place of its own. */
const anyKeys = fc
  .array(anyOpinion, { maxLength: 25 })
  .map((opinions) => opinions.map((opinion, seq) => ({ ...opinion, seq })));
const idsOf = (keys: readonly StatedOpinion[]) => grouped(keys).placed.map(({ painId }) => painId);

describe('cluster', () => {
  test('gives each opinion the id of its pain point, in the order of the opinions', () => {
    const { pains, placed } = grouped([
      opinion('变速箱异响'),
      opinion('物流龟速', { aspect: 'delivery' }),
      opinion('变速箱有异响'),
    ]);
    const labels = new Map(pains.map(({ id, label }) => [id, label]));
    expect(placed.map(({ painId }) => labels.get(painId))).toEqual([
      '变速箱异响',
      '配送慢',
      '变速箱异响',
    ]);
  });

  test('takes aspect and stage from most opinions', () => {
    const late = { aspect: 'delivery', stage: 'delivery' } as const;
    const { pains } = grouped([
      opinion('快递员态度差', { aspect: 'service', stage: 'service' }),
      opinion('小哥态度恶劣', { ...late, voiceKey: 'a' }),
      opinion('小哥态度恶劣', { ...late, voiceKey: 'b' }),
    ]);
    expect(pains).toMatchObject([late]);
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
    expect(grouped([])).toEqual({ pains: [], placed: [] });
  });

  test('the order of the opinions changes nothing', () => {
    fc.assert(
      fc.property(anyKeys, (keys) => {
        const forth = grouped(keys);
        const back = grouped([...keys].reverse());
        expect(back.pains).toEqual(forth.pains);
        expect([...back.placed].reverse()).toEqual(forth.placed);
      }),
    );
  });

  test('every opinion has a pain point that is listed, and every pain point an opinion', () => {
    fc.assert(
      fc.property(anyKeys, (keys) => {
        const { pains, placed } = grouped(keys);
        expect(placed).toHaveLength(keys.length);
        const ids = [...new Set(placed.map(({ painId }) => painId))].sort();
        expect(ids).toEqual(pains.map(({ id }) => id));
        expect(pains.every(({ label }) => label.trim() !== '')).toBe(true);
      }),
    );
  });

  test('further voices move no opinion, rename no pain point and lower no volume', () => {
    fc.assert(
      fc.property(anyKeys, anyKeys, (keys, more) => {
        const others = more.map((one) => ({ ...one, voiceKey: `other ${one.voiceKey}` }));
        const before = grouped(keys);
        const after = grouped([...keys, ...others]);
        expect(after.placed.slice(0, keys.length)).toEqual(before.placed);
        const labels = new Map(after.pains.map(({ id, label }) => [id, label]));
        for (const { id, label } of before.pains) expect(labels.get(id)).toBe(label);
      }),
    );
  });

  test('equal voices have equal pain points', () => {
    fc.assert(
      fc.property(anyKeys, (keys) => {
        const twins = keys.map((one) => ({ ...one, voiceKey: `twin ${one.voiceKey}` }));
        const ids = idsOf([...keys, ...twins]);
        expect(ids.slice(keys.length)).toEqual(ids.slice(0, keys.length));
      }),
    );
  });
});

test('voice by voice, in any order of the voices, opinions have the places that they have all at once', () => {
  fc.assert(
    fc.property(anyKeys, fc.boolean(), (keys, isReversed) => {
      const whole = grouped(keys);
      const grouper = createGrouper(resources, digest);
      const voices = [...new Set(keys.map(({ voiceKey }) => voiceKey))];
      if (isReversed) voices.reverse();
      const order = voices.flatMap((voice) =>
        keys.flatMap(({ voiceKey }, at) => (voiceKey === voice ? [at] : [])),
      );
      for (const voice of voices) grouper.add(keys.filter(({ voiceKey }) => voiceKey === voice));
      const { pains, placed, grounds } = grouper.end();
      expect(pains).toEqual(whole.pains);
      const places = [...placed].map((place, at) => ({
        painId: pains[place]?.id,
        ground: grounds[at],
      }));
      expect(places).toEqual(order.map((at) => whole.placed[at]));
    }),
  );
});

describe('an opinion that leaves it to its voice what it is about', () => {
  const voice = (...spans: readonly string[]): (readonly [string, string])[] => {
    const said = spans.map((span, seq) =>
      opinion(span, { voiceKey: 'one', seq, aspect: 'service' }),
    );
    const { pains, placed } = grouped(said);
    const labels = new Map(pains.map(({ id, label }) => [id, label]));
    return placed.map(({ painId, ground }) => [labels.get(painId) ?? '', ground]);
  };

  test('means the problem that is told before it', () => {
    expect(voice('变速箱异响', '太让人失望了')).toEqual([
      ['变速箱异响', 'words'],
      ['变速箱异响', 'reference'],
    ]);
  });

  test('means the problem behind it where none is told before', () => {
    expect(voice('真的很失望', '天窗漏水', '变速箱异响')[0]).toEqual(['天窗漏水', 'reference']);
  });

  test('means who does the same elsewhere in the voice', () => {
    expect(voice('物业互相推诿', '天窗漏水', '一直在推诿')[2]).toEqual(['物业推诿', 'context']);
  });

  test('means what is told where it says too little of what', () => {
    expect(voice('变速箱异响', '至今没有解决')[1]).toEqual(['变速箱异响', 'reference']);
  });

  test('means nothing of another aspect where a review goes through one thing after the other', () => {
    const said = [
      opinion('电池不耐用', { voiceKey: 'one', seq: 0, aspect: 'performance' }),
      opinion('有点遗憾', { voiceKey: 'one', seq: 1, aspect: 'appearance' }),
    ];
    const { pains, placed } = grouped(said);
    const second = pains.find(({ id }) => id === placed[1]?.painId);
    expect(second).toMatchObject({ other: 'general', aspect: 'appearance' });
  });

  test('stays with its reason where the voice tells nothing', () => {
    expect(grouped([opinion('太让人失望了', { aspect: 'overall' })]).pains).toMatchObject([
      { other: 'general' },
    ]);
  });

  test('of a source of noise, who is named in the beginning is who troubles', () => {
    const { pains } = grouped([
      opinion('每天都被吵醒', { aspect: 'environment', head: '楼下的KTV开到很晚' }),
    ]);
    expect(pains).toMatchObject([{ label: 'KTV扰民' }]);
  });
});
