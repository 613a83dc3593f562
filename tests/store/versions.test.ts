import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AnnotatedVoice } from '../../src/model/store.ts';
import { loadVoices } from '../../src/store/merge.ts';
import { readVoice } from '../../src/store/tables.ts';
import {
  BAD,
  cluster,
  everythingIn,
  inBatches,
  load,
  RUDE,
  read,
  SLOW,
  SOURCE,
  TASTY,
  tableOf,
  tempFolder,
  voiceOf,
} from './voices.ts';

type Fields = Parameters<typeof voiceOf>[2];
const day = (number: number): string => `2026-04-${String(number).padStart(2, '0')}`;
const utc = (number: number): string => `${day(number)}T08:00:00.000Z`;
/** A voice that says when its export was made: nothing else in the file is younger. */
const filler = (number: number): AnnotatedVoice =>
  voiceOf(`f${number}`, [TASTY], { createdAt: `${day(number)}T23:00:00+08:00` });
const ticket = (status: string, fields: Fields = {}, statements = [SLOW]): AnnotatedVoice =>
  voiceOf('T-1042', statements, { attributes: { 状态: status }, ...fields });
const current = async (store: string): Promise<AnnotatedVoice | undefined> =>
  (await read(store, (reader) => readVoice(reader, 'T-1042')))[0];
const statusOf = async (store: string): Promise<string | undefined> =>
  (await current(store))?.voice.attributes['状态'];

test('a later status counts, the earlier one stays in the history, and both are known from then on', async () => {
  const store = join(await tempFolder(), 'voc.db');
  const [open, closed] = [ticket('处理中'), ticket('已完结', { changedAt: utc(9) }, [SLOW, RUDE])];
  expect(await load(store, [open])).toMatchObject({ added: 1, updated: 0 });
  expect(await load(store, [closed])).toMatchObject({ added: 0, updated: 1, duplicate: 0 });
  expect(await current(store)).toEqual(closed);
  expect((await tableOf(store, 'opinions')).map(([, , , span]) => span)).toEqual([
    SLOW.span,
    RUDE.span,
  ]);
  const history = await tableOf(store, 'versions');
  expect(history.map((row) => [row[1], row[12]])).toEqual([
    ['false', '{"状态":"处理中"}'],
    ['true', '{"状态":"已完结"}'],
  ]);
  const before = await everythingIn(store);
  for (const again of [open, closed]) {
    expect(await load(store, [again])).toMatchObject({ updated: 0, outdated: 0, duplicate: 1 });
  }
  expect(await everythingIn(store)).toEqual(before);
});

test.each([
  ['says a later change', { changedAt: utc(2) }, { changedAt: utc(5) }, 1, 1],
  ['says a change, where the other says none', {}, { changedAt: utc(5) }, 9, 1],
  ['comes from an export that reaches further', {}, {}, 1, 5],
])(
  'the version that %s counts, in either order of loading',
  async (_, one, other, first, second) => {
    const folder = await tempFolder();
    const exports = [
      [ticket('处理中', one), filler(first)],
      [ticket('已完结', other), filler(second)],
    ] as const;
    const [forth, back] = [join(folder, 'a.db'), join(folder, 'b.db')];
    for (const voices of exports) await load(forth, voices);
    for (const voices of exports.toReversed()) await load(back, voices);
    expect([await statusOf(forth), await statusOf(back)]).toEqual(['已完结', '已完结']);
    expect(await everythingIn(back)).toEqual(await everythingIn(forth));
    expect(await tableOf(back, 'versions')).toHaveLength(2);
  },
);

test('an older export that is loaded later is told of as such and changes nothing', async () => {
  const store = join(await tempFolder(), 'voc.db');
  await load(store, [ticket('已完结', { changedAt: utc(9) })]);
  const before = await everythingIn(store);
  const result = await load(store, [ticket('处理中', { changedAt: utc(2) })]);
  expect(result).toMatchObject({ added: 0, updated: 0, outdated: 1, duplicate: 0 });
  expect(await everythingIn(store)).toEqual(before);
});

test('where nothing tells the time, the version that was loaded later counts', async () => {
  const store = join(await tempFolder(), 'voc.db');
  await load(store, [ticket('', {}, [SLOW])]);
  expect(await load(store, [ticket('', {}, [BAD])])).toMatchObject({ updated: 1 });
  expect((await current(store))?.voice.text).toBe(BAD.span);
});

test('a version counts from the first export that has it, also when that one is loaded last', async () => {
  const folder = await tempFolder();
  const open = ticket('处理中');
  const exports = [
    [open, filler(1)],
    [ticket('已完结'), filler(2)],
    [open, filler(3)],
  ];
  const [forth, back] = [join(folder, 'a.db'), join(folder, 'b.db')];
  for (const voices of exports) await load(forth, voices);
  for (const at of [2, 1, 0]) await load(back, exports[at] ?? []);
  expect([await statusOf(forth), await statusOf(back)]).toEqual(['已完结', '已完结']);
  expect(await everythingIn(back)).toEqual(await everythingIn(forth));
});

test('of several versions in one file the last change counts, the others are in the history', async () => {
  const store = join(await tempFolder(), 'voc.db');
  const three = [2, 9, 5].map((number) => ticket(`第${number}天`, { changedAt: utc(number) }));
  expect(await load(store, [...three, ...three])).toMatchObject({
    added: 1,
    updated: 0,
    outdated: 2,
    duplicate: 3,
  });
  expect(await statusOf(store)).toBe('第9天');
  expect((await tableOf(store, 'versions')).map((row) => row[1])).toEqual([
    'false',
    'false',
    'true',
  ]);
});

test('of versions in one file that say the same change, or none, the later status counts', async () => {
  for (const changedAt of [null, utc(5)]) {
    const three = [3, 5, 1].map((progress) => ticket(`第${progress}步`, { changedAt, progress }));
    for (const voices of [three, three.toReversed()]) {
      const store = join(await tempFolder(), 'voc.db');
      await load(store, voices);
      expect(await statusOf(store)).toBe('第5步');
      // The same where all of them come to a voice that is there.
      const later = join(await tempFolder(), 'voc.db');
      await load(later, [ticket('第0步', { changedAt })]);
      await load(later, voices);
      expect(await statusOf(later)).toBe('第5步');
    }
  }
});

const anyVersion = fc.record({
  id: fc.integer({ min: 1, max: 3 }),
  statements: fc.constantFrom([SLOW], [RUDE, BAD], []),
  status: fc.constantFrom('处理中', '已完结', '已回访'),
  changed: fc.option(fc.integer({ min: 1, max: 9 }), { nil: null }),
});
/** Exports of different days, whose rows may be versions of each other. */
const anyExports = fc
  .uniqueArray(fc.integer({ min: 10, max: 28 }), { minLength: 2, maxLength: 4 })
  .chain((days) =>
    fc.tuple(
      ...days.map((number) =>
        fc.array(anyVersion, { maxLength: 5 }).map((rows) => [
          filler(number),
          ...rows.map(({ id, statements, status, changed }) =>
            voiceOf(`${id}`, statements, {
              text: statements.map(({ span }) => span).join('，') || '没什么好说的',
              attributes: { 状态: status },
              changedAt: changed === null ? null : utc(changed),
            }),
          ),
        ]),
      ),
    ),
  );

test('exports of different days, in any order, cut anywhere: same store, every row accounted for', async () => {
  const folder = await tempFolder();
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      anyExports.chain((exports) =>
        fc.tuple(fc.constant(exports), fc.shuffledSubarray(exports, { minLength: exports.length })),
      ),
      async ([exports, shuffled]) => {
        run += 1;
        const stores = [join(folder, `${run}-a.db`), join(folder, `${run}-b.db`)] as const;
        for (const [at, order] of [exports, shuffled].entries()) {
          for (const voices of order) {
            const rows = at === 0 ? voices : voices.toReversed();
            const result = await load(stores[at] ?? '', rows);
            const { added, updated, outdated, duplicate } = result;
            expect(added + updated + outdated + duplicate).toBe(voices.length);
          }
          await cluster(stores[at] ?? '');
        }
        expect(await everythingIn(stores[1])).toEqual(await everythingIn(stores[0]));
        const shown = async (store: string) =>
          (await tableOf(store, 'versions')).map((row) => [...row.slice(0, 4), ...row.slice(5)]);
        expect((await shown(stores[1])).sort()).toEqual((await shown(stores[0])).sort());
      },
    ),
    { numRuns: 5 },
  );
});

test('a load in which nothing has a time loses no row', async () => {
  const store = join(await tempFolder(), 'voc.db');
  const undated = [ticket('a', { createdAt: null }), ticket('b', { createdAt: null })];
  const result = await loadVoices(store, SOURCE, inBatches(undated), () => ({
    read: 2,
    rejected: 0,
  }));
  expect(result).toMatchObject({ added: 1, outdated: 1 });
  expect(await tableOf(store, 'versions')).toHaveLength(2);
});
