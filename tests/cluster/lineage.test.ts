import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide as decideOn, splitId } from '../../src/cluster/decisions.ts';
import { carriedIds, eventsOf } from '../../src/cluster/lineage.ts';
import type { Decision, Move } from '../../src/model/lineage.ts';
import type { Clustering, PainPoint } from '../../src/model/pain.ts';
import { digest } from './resources.ts';

describe('what happened to pain points', () => {
  test.each<[string, Move[], object[]]>([
    ['nothing', [{ from: 'a', to: 'a', opinions: 3 }], []],
    ['born', [{ from: null, to: 'a', opinions: 2 }], [{ painId: 'a', event: 'born', after: 2 }]],
    [
      'grown',
      [
        { from: 'a', to: 'a', opinions: 3 },
        { from: null, to: 'a', opinions: 2 },
      ],
      [{ painId: 'a', event: 'grown', before: 3, after: 5 }],
    ],
    [
      'shrunk',
      [
        { from: 'a', to: 'a', opinions: 3 },
        { from: 'a', to: null, opinions: 1 },
      ],
      [{ painId: 'a', event: 'shrunk', before: 4, after: 3 }],
    ],
    ['gone', [{ from: 'a', to: null, opinions: 2 }], [{ painId: 'a', event: 'gone' }]],
    [
      'merged, and the other grown by it',
      [
        { from: 'a', to: 'b', opinions: 4 },
        { from: 'b', to: 'b', opinions: 4 },
      ],
      [
        { painId: 'a', event: 'merged', partner: 'b', overlap: 1 },
        { painId: 'b', event: 'grown' },
      ],
    ],
    [
      'split off',
      [
        { from: 'a', to: 'a', opinions: 6 },
        { from: 'a', to: 'b', opinions: 3 },
        { from: null, to: 'b', opinions: 1 },
      ],
      [
        { painId: 'a', event: 'shrunk' },
        { painId: 'b', event: 'split', partner: 'a', overlap: 0.75 },
      ],
    ],
  ])('%s', (_, moves, events) => {
    expect(eventsOf(moves)).toMatchObject(events);
    expect(eventsOf(moves)).toHaveLength(events.length);
  });
});

describe('ids that go on living under another engine', () => {
  test('where half of all opinions of either are in both', () => {
    const moves = [
      { from: 'old', to: 'new', opinions: 6 },
      { from: 'old', to: 'other', opinions: 3 },
      { from: null, to: 'new', opinions: 2 },
    ];
    expect([...carriedIds(moves)]).toEqual([['new', 'old']]);
  });

  test('but not where fewer are, nor where the old id is still there', () => {
    expect(
      carriedIds([
        { from: 'old', to: 'new', opinions: 4 },
        { from: 'old', to: 'other', opinions: 5 },
      ]).has('new'),
    ).toBe(false);
    expect(
      carriedIds([
        { from: 'old', to: 'new', opinions: 9 },
        { from: 'old', to: 'old', opinions: 1 },
      ]).size,
    ).toBe(0);
  });

  test('never give one id to two pain points', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const move = fc.record({ from: id, to: id, opinions: fc.integer({ min: 1, max: 9 }) });
    fc.assert(
      fc.property(fc.array(move, { maxLength: 12 }), (moves) => {
        const ids = [...carriedIds(moves).values()];
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });
});

const painOf = (id: string): PainPoint => ({
  ...{ id, label: `痛点${id}`, aspect: 'quality', stage: 'use', other: null },
});
const clusteringOf = (ids: readonly string[]): Clustering => ({
  pains: [...new Set(ids)].sort().map(painOf),
  placed: ids.map((painId) => ({ painId, ground: 'words' })),
});
/** The groups and their opinions, which say `spans`, as the decisions have them. */
function decide(
  { pains, placed }: Clustering,
  spans: readonly string[],
  decisions: readonly Decision[],
  hash: typeof digest,
): Clustering {
  const { painOf, ...decided } = decideOn(pains, decisions, hash);
  const moved = placed.map((placement, at) => {
    const painId = painOf(placement.painId, spans[at] ?? '');
    if (painId !== painOf(placement.painId, ''))
      expect(decided.divided).toContain(placement.painId);
    return { ...placement, painId };
  });
  const used = new Set(moved.map(({ painId }) => painId));
  return { pains: decided.pains.filter(({ id }) => used.has(id)), placed: moved };
}
const ids = ({ placed }: Clustering) => placed.map(({ painId }) => painId);

describe('decisions of people', () => {
  const spans = ['安卓闪退', '苹果闪退', '卡顿'];
  const before = clusteringOf(['a', 'a', 'b']);

  test('a rename changes the label and nothing else', () => {
    const after = decide(
      before,
      spans,
      [{ number: 1, action: 'rename', pain: 'a', label: '闪退' }],
      digest,
    );
    expect(after.pains).toEqual([{ ...painOf('a'), label: '闪退' }, painOf('b')]);
    expect(ids(after)).toEqual(ids(before));
  });

  test('a merge puts all members into the first', () => {
    const after = decide(
      before,
      spans,
      [{ number: 1, action: 'merge', pain: 'b', others: ['a'] }],
      digest,
    );
    expect(ids(after)).toEqual(['b', 'b', 'b']);
    expect(after.pains).toEqual([painOf('b')]);
  });

  test('a split takes out what contains the word', () => {
    const split: Decision = {
      number: 1,
      action: 'split',
      pain: 'a',
      term: '安卓',
      label: '安卓闪退',
    };
    const part = splitId('a', '安卓', digest);
    expect(ids(decide(before, spans, [split], digest))).toEqual([part, 'a', 'b']);
  });

  test('what is hidden is counted, but not ranked', () => {
    const after = decide(before, spans, [{ number: 1, action: 'hide', pain: 'a' }], digest);
    expect(after.pains[0]).toMatchObject({ id: 'a', other: 'hidden' });
  });

  test('one about a pain point that nobody has spoken of waits', () => {
    const decision: Decision = { number: 1, action: 'rename', pain: 'z', label: '没人说' };
    expect(decide(before, spans, [decision], digest)).toEqual(before);
  });

  const pain = fc.constantFrom('a', 'b', 'c');
  const anyDecision: fc.Arbitrary<Decision> = fc.oneof(
    fc.record({
      number: fc.nat(),
      action: fc.constant('rename' as const),
      pain,
      label: fc.constant('新名'),
    }),
    fc.record({ number: fc.nat(), action: fc.constant('hide' as const), pain }),
    fc.record({
      ...{ number: fc.nat(), action: fc.constant('split' as const), pain },
      ...{ term: fc.constantFrom('卡', '闪'), label: fc.constant('拆出') },
    }),
    fc.record({
      ...{ number: fc.nat(), action: fc.constant('merge' as const), pain: fc.constant('a') },
      others: fc.constantFrom(['b'], ['c'], ['b', 'c']),
    }),
  );

  test('place each opinion the same whether it comes with others or alone', () => {
    const said = fc.array(fc.tuple(pain, fc.constantFrom('卡了', '闪退', '卡得闪退', '慢')), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(said, fc.array(anyDecision, { maxLength: 5 }), (opinions, decisions) => {
        const whole = ids(
          decide(
            clusteringOf(opinions.map(([id]) => id)),
            opinions.map(([, span]) => span),
            decisions,
            digest,
          ),
        );
        // A merge speaks of pain points by id, so that what is there beside an opinion does not matter.
        const single = opinions.map(
          ([id, span]) => ids(decide(clusteringOf([id]), [span], decisions, digest))[0],
        );
        expect(single).toEqual(whole);
      }),
    );
  });
});
