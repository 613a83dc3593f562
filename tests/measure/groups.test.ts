import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contradictionsIn, type TwoSided } from '../../src/measure/contradictions.ts';
import { contrastsOf } from '../../src/measure/contrast.ts';
import { separatingOf } from '../../src/measure/separating.ts';
import { silencesOf } from '../../src/measure/silence.ts';

describe('contrasts', () => {
  const item = (name: string, one: number, other: number) => ({
    type: 'word',
    item: name,
    one,
    other,
  });

  test('what is planted comes first; what hardly anybody says is not tested', () => {
    const found = contrastsOf([item('同', 30, 30), item('异', 40, 5), item('少', 2, 2)], 100, 100);
    expect(found.map((entry) => entry.item)).toEqual(['异', '同']);
    expect(found[0]?.value).toBeCloseTo(0.35, 12);
    expect(found[0]?.q).toBeLessThan(0.001);
    expect(found[1]?.q).toBeCloseTo(1, 6);
  });

  const counts = fc.array(fc.tuple(fc.nat(50), fc.nat(50)), { maxLength: 12 });
  test('in any order the same; turned around the signs change', () => {
    fc.assert(
      fc.property(counts, (some) => {
        const items = some.map(([one, other], at) => item(String(at), one, other));
        const found = contrastsOf(items, 50, 50);
        expect(contrastsOf([...items].reverse(), 50, 50)).toEqual(found);
        const turned = contrastsOf(
          items.map(({ one, other, ...rest }) => ({ ...rest, one: other, other: one })),
          50,
          50,
        );
        for (const entry of turned) {
          const same = found.find((one) => one.item === entry.item);
          expect(entry.value).toBeCloseTo(-(same?.value ?? Number.NaN), 12);
        }
      }),
    );
  });
});

describe('silence', () => {
  test('expected by size: silent, too few, heard, and too small to tell', () => {
    // 110 voices for 1100 orders: one for ten.
    const found = silencesOf([
      { value: '有声', voices: 60, exposure: 500 },
      { value: '太少', voices: 5, exposure: 200 },
      { value: '没有', voices: 0, exposure: 90 },
      { value: '太小', voices: 0, exposure: 10 },
      { value: '其余', voices: 45, exposure: 300 },
    ]);
    expect(found.map(({ value, status }) => [value, status])).toEqual([
      ['没有', 'silent'],
      ['太少', 'quiet'],
      ['太小', 'unclear'],
      ['有声', 'heard'],
      ['其余', 'heard'],
    ]);
    expect(found[1]?.expected).toBeCloseTo(20, 10);
  });

  test('equal rates are never called silent', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1 }), (sizes) => {
        const heard = sizes.map((size, at) => ({
          value: `${at}`,
          voices: size,
          exposure: 3 * size,
        }));
        expect(silencesOf(heard).every(({ status }) => status === 'heard')).toBe(true);
      }),
    );
  });
});

describe('which column separates', () => {
  test('the planted column does, and names its pair; the idle one does not', () => {
    const pairs = (counts: readonly (readonly [string, string, number])[]) =>
      counts.map(([value, pain, voices]) => ({ value, pain, voices }));
    const planted = separatingOf(
      pairs([
        ['东', 'p1', 40],
        ['东', 'p2', 10],
        ['西', 'p1', 10],
        ['西', 'p2', 40],
        ['稀', 'p1', 2],
      ]),
    );
    expect(planted.v).toBeGreaterThan(0.5);
    expect(planted).toMatchObject({
      values: 3,
      voices: 102,
      strongest: { value: '西', pain: 'p2' },
    });
    const idle = pairs([
      ['东', 'p1', 25],
      ['东', 'p2', 25],
      ['西', 'p1', 25],
      ['西', 'p2', 25],
    ]);
    expect(separatingOf(idle)).toMatchObject({ v: 0, strongest: null });
  });
});

describe('contradictions', () => {
  const scored = (value: number, best: number, column = 'rating') => [{ column, value, best }];
  const voice: TwoSided = {
    scores: [],
    sentiment: 'neutral',
    score: 0,
    text: '',
    told: 0,
    signals: [],
    praise: 0,
    blame: 0,
  };
  test.each<[string, Partial<TwoSided>, string[]]>([
    [
      '9 of 10 and a complaint',
      { scores: scored(9, 10), sentiment: 'negative', score: -0.8, blame: 1, told: 1 },
      ['high_score_negative_text'],
    ],
    [
      '8 of 10 is not high',
      { scores: scored(8, 10), sentiment: 'negative', score: -0.8, blame: 1, told: 1 },
      [],
    ],
    [
      '4 of 5, hardly negative',
      { scores: scored(4, 5), sentiment: 'negative', score: -0.3, blame: 1, told: 1 },
      [],
    ],
    [
      '5 of 5 and leaving',
      { scores: scored(5, 5), signals: ['churn'], sentiment: 'negative', score: -0.9, blame: 2 },
      ['high_score_leaving'],
    ],
    [
      '5 of 5, kind words that are outweighed, and leaving',
      { scores: scored(5, 5), signals: ['churn'], praise: 2, sentiment: 'negative', score: -0.8 },
      ['high_score_leaving'],
    ],
    [
      '1 of 5, kind words, and leaving',
      { scores: scored(1, 5), signals: ['churn'], praise: 2, sentiment: 'positive', score: 0.9 },
      ['polite_leaving'],
    ],
    ['kind and leaving', { signals: ['churn'], praise: 1, sentiment: 'mixed' }, ['polite_leaving']],
    [
      'unkind and leaving',
      { signals: ['churn'], blame: 2, sentiment: 'negative', score: -0.9 },
      [],
    ],
    [
      '1 of 5 and praise',
      { scores: scored(1, 5), sentiment: 'positive', score: 0.9, praise: 2 },
      ['low_score_praise'],
    ],
    [
      '1 of 5 and one kind word',
      { scores: scored(1, 5), sentiment: 'positive', score: 0.9, praise: 1 },
      [],
    ],
    [
      '1 of 5, praise and a but',
      {
        ...{ scores: scored(1, 5), sentiment: 'positive', score: 0.9, praise: 2 },
        text: '质量好，物流快，就是贵',
      },
      [],
    ],
    [
      'a complaint that says nothing',
      { scores: scored(5, 5), sentiment: 'negative', score: -0.9, blame: 1 },
      [],
    ],
    [
      'a complaint that is taken back',
      {
        ...{ scores: scored(5, 5), sentiment: 'negative', score: -0.9, blame: 1, told: 1 },
        text: '虽然包装破了，东西没事',
      },
      [],
    ],
    [
      'a complaint that may be misread',
      { scores: scored(5, 5), sentiment: 'negative', score: -0.65, blame: 1, told: 1 },
      [],
    ],
    [
      'the one thing that could be better',
      {
        ...{ scores: scored(5, 5), sentiment: 'negative', score: -0.9, blame: 1, told: 1 },
        text: '唯一的遗憾是盖子偏紧',
      },
      [],
    ],
    [
      '5 of 5, content, and a farewell',
      {
        scores: scored(5, 5),
        signals: ['churn'],
        score: 0.6,
        text: '都挺好，就是涨价了，不会再住了',
      },
      ['high_score_leaving'],
    ],
    [
      '5 of 5, content, and advice to others',
      {
        scores: scored(5, 5),
        signals: ['churn'],
        score: 0.6,
        text: '房间很好，没车的话不建议住这里',
      },
      [],
    ],
    [
      'more blame than kind words',
      { signals: ['churn'], praise: 1, blame: 3, told: 2, sentiment: 'mixed' },
      [],
    ],
    [
      '1 of 5, praise and blame',
      { scores: scored(1, 5), sentiment: 'positive', score: 0.9, praise: 2, blame: 1 },
      [],
    ],
    [
      '40 of 100 and praise',
      { scores: scored(40, 100), sentiment: 'positive', score: 0.9, praise: 2 },
      ['low_score_praise'],
    ],
    ['no score', { sentiment: 'negative', score: -0.9, blame: 1, told: 1 }, []],
  ])('%s', (_, fields, found) => {
    expect(contradictionsIn({ ...voice, ...fields }).map(({ reason }) => reason)).toEqual(found);
  });

  const anyVoice = fc.record({
    text: fc.constantFrom('客服很热情', '谢谢，不过换别家了'),
    scores: fc.array(
      fc.record({
        column: fc.constantFrom('rating', '满意度'),
        value: fc.integer({ min: 0, max: 10 }),
        best: fc.constantFrom(5, 10),
      }),
      { maxLength: 2 },
    ),
    sentiment: fc.constantFrom('positive', 'negative', 'mixed', 'neutral'),
    score: fc.integer({ min: -10, max: 10 }).map((tenths) => tenths / 10),
    signals: fc.constant(['churn']),
    praise: fc.nat(3),
    blame: fc.nat(3),
    told: fc.nat(3),
  });
  test('whoever leaves with a high score or kind words is in exactly one list, unless content voices only advise others', () => {
    fc.assert(
      fc.property(anyVoice, (leaving) => {
        const isHigh = leaving.scores.some(({ value, best }) => value >= (best === 5 ? 4 : 9));
        const isKind =
          leaving.sentiment !== 'negative' && leaving.praise > 0 && leaving.praise >= leaving.blame;
        const reasons = contradictionsIn(leaving).map(({ reason }) => reason);
        const leaves = leaving.sentiment === 'negative' || leaving.text.includes('换别家');
        const high = leaves ? ['high_score_leaving'] : [];
        const kind = isKind ? ['polite_leaving'] : [];
        expect(reasons).toEqual(isHigh ? high : kind);
      }),
    );
  });

  test('the score that contradicts is named, whichever column it stands in', () => {
    const scores = [...scored(3, 10, 'rating'), ...scored(5, 5, '满意度')];
    const complaint = { sentiment: 'negative', score: -0.9, blame: 1, told: 1 };
    expect(contradictionsIn({ ...voice, ...complaint, scores })).toEqual([
      { reason: 'high_score_negative_text', score: scores[1] },
    ]);
  });
});
