import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { journeyMap } from '../../src/journey/map.ts';
import { planOf } from '../../src/journey/plan.ts';
import type { Element } from '../../src/model/elements.ts';
import type { JourneyMap, JourneyPlan } from '../../src/model/journey.ts';
import type { AnnotatedVoice } from '../../src/model/store.ts';
import { concernWords } from '../../src/pipeline/journeys.ts';
import { readFacts } from '../../src/store/facts.ts';
import {
  journeyVoices,
  largestProblem,
  readJourney,
  readJourneyOfScope,
} from '../../src/store/journey-facts.ts';
import { readAlignment, readChurn, readConcerns } from '../../src/store/journey-views.ts';
import { dictionaries, dictionaryFiles } from '../dictionaries.ts';
import { sharedFolder } from '../support/process.ts';
import { BAD, cluster, load, RUDE, read, SLOW, TASTY, tempFolder, voiceOf } from './voices.ts';

const JOURNEYS = dictionaryFiles['journeys.tsv'] ?? '';
const DEFAULT = planOf(JOURNEYS);
const WORDS = concernWords(dictionaries);
const DELIVERY = 3;
const SERVICE = 5;

const LATE = { ...SLOW, span: '快递还没有到' };

const touch = (item: string, opinion: number | null = 0): Element => ({
  element: 'touchpoint',
  item,
  start: 0,
  end: 2,
  opinion,
});

const voices: readonly AnnotatedVoice[] = [
  {
    ...voiceOf('1', [SLOW], { source: 'hotline', customerGroup: '金卡' }),
    elements: [touch('courier')],
  },
  { ...voiceOf('2', [SLOW, RUDE], { source: 'review' }), elements: [touch('online_service', 1)] },
  voiceOf('3', [TASTY], { customerGroup: '金卡' }, { signals: ['recommend'] }),
  voiceOf('4', [RUDE, BAD], { source: 'survey' }, { signals: ['churn', 'expectation'] }),
  voiceOf('5', [TASTY], {}, { kinds: ['praise', 'suggestion'] }),
];

const STORE = join(sharedFolder(), 'voc.db');
beforeAll(() => fill(STORE, voices));

async function fill(store: string, rows: readonly AnnotatedVoice[], parts = 1): Promise<string> {
  for (let part = 0; part < parts; part++) {
    await load(
      store,
      rows.filter((_, at) => at % parts === part),
    );
  }
  await cluster(store);
  return store;
}

test('a report reads its map from the voices that it has selected, and finds the same', async () => {
  const { alone, beside } = await read(STORE, async (reader) => {
    const filter = { source: 'review' };
    const alone = await readJourney(reader, filter, DEFAULT, {});
    await readFacts(reader, filter);
    return { alone, beside: await readJourneyOfScope(reader, DEFAULT) };
  });
  expect(beside).toEqual(alone);
  expect(beside.voices).toBeGreaterThan(0);
});

const factsIn = (store: string, plan: JourneyPlan = DEFAULT) =>
  read(store, (reader) => readJourney(reader, {}, plan, {}));

describe('what is counted for a journey', () => {
  test('an opinion belongs to the stage of its cause, whatever channel it came through', async () => {
    const { crossing } = await factsIn(STORE);
    expect(crossing).toEqual([
      { voiced: 4, cause: DELIVERY, voices: 1 },
      { voiced: 4, cause: SERVICE, voices: 1 },
      { voiced: SERVICE, cause: DELIVERY, voices: 1 },
      { voiced: null, cause: 4, voices: 1 },
      { voiced: null, cause: SERVICE, voices: 1 },
    ]);
  });

  test.each([
    ['review', null, 4],
    ['hotline', null, SERVICE],
    ['chat', null, SERVICE],
    ['feedback', null, SERVICE],
    ['review', '投诉工单', SERVICE],
    ['survey', null, null],
    ['门店', null, null],
  ])('a voice of source %s, channel %s is voiced in %s', async (source, channel, voiced) => {
    const store = await fill(join(await tempFolder(), 'voc.db'), [
      voiceOf('1', [SLOW], { source, channel }),
    ]);
    const { crossing } = await factsIn(store);
    expect(crossing).toEqual([{ voiced, cause: DELIVERY, voices: 1 }]);
  });

  test('an element belongs to the stage of its opinion', async () => {
    const { items } = await factsIn(STORE);
    const touchpoints = items.filter(({ element }) => element === 'touchpoint');
    expect(touchpoints.map(({ place, item, voices }) => [place, item, voices])).toEqual([
      [DELIVERY, 'courier', 1],
      [SERVICE, 'online_service', 1],
    ]);
    expect(touchpoints[0]?.excerpts).toMatchObject([{ voiceId: '1', start: 0, end: 2 }]);
  });

  test('who says what in the end', async () => {
    const { outcome } = await factsIn(STORE);
    expect(outcome).toEqual({ leave: 1, stay: 0, recommend: 1, open: 3 });
  });

  test('stages of voc.yaml take opinions by word, then by aspect, then by stage', async () => {
    const plan = planOf(JOURNEYS, {
      stages: [
        { name: '之前', stages: ['awareness', 'consideration', 'purchase'] },
        { name: '等货', words: ['发货'] },
        { name: '品尝', aspects: ['taste'], stages: ['use'] },
        { name: '其余', stages: ['delivery', 'use', 'service', 'loyalty'] },
      ],
      voiced: { review: 'purchase' },
    });
    const { heard, crossing } = await factsIn(STORE, plan);
    expect(heard).toEqual([
      { place: 1, voices: 2 },
      { place: 2, voices: 2 },
      { place: 3, voices: 2 },
    ]);
    expect(crossing[0]).toEqual({ voiced: 0, cause: 1, voices: 1 });
  });

  test('where the opinion says no word of a stage, the thing that it judges does', async () => {
    const store = await fill(join(await tempFolder(), 'voc.db'), [
      voiceOf('1', [{ ...RUDE, span: '一直推脱', term: '物业' }]),
      voiceOf('2', [{ ...RUDE, span: '投诉没人理', term: '物业' }]),
    ]);
    const plan = planOf(JOURNEYS, { pack: 'citizen' });
    const { heard } = await factsIn(store, plan);
    expect(heard.map(({ place, voices }) => [plan.stages[place]?.id, voices])).toEqual([
      ['home', 1],
      ['report', 1],
    ]);
  });

  test('the map of a problem holds its voices only and tells one of them step by step', async () => {
    const store = STORE;
    const facts = await read(store, async (reader) => {
      const problem = (await largestProblem(reader, {})) ?? '';
      return readJourney(reader, {}, DEFAULT, { problem, problemOnly: true });
    });
    expect(facts.voices).toBe(2);
    expect(facts.seed).toMatchObject({
      voiceId: '2',
      steps: [
        { place: DELIVERY, isProblem: false },
        { place: SERVICE, isProblem: true },
      ],
    });
  });

  test('the map of a group tells what only others speak of', async () => {
    const store = STORE;
    const facts = await read(store, (reader) =>
      readJourney(reader, { group: '金卡' }, DEFAULT, { group: '金卡' }),
    );
    const map = journeyMap(facts, DEFAULT, { group: '金卡' });
    expect(map.stages.map(({ voices, others }) => [voices, others])).toEqual([
      ...[
        [0, 0],
        [0, 0],
        [0, 0],
      ],
      ...[
        [1, 1],
        [1, 2],
        [0, 2],
        [0, 0],
      ],
    ]);
  });

  test('both questions behind leaving are answered by themselves', async () => {
    const counts = await read(STORE, (reader) => readChurn(reader, {}, DEFAULT));
    expect(
      counts.map(({ unmet, unsolved, voices, leaving }) => [unmet, unsolved, voices, leaving]),
    ).toEqual([
      [true, false, 1, 1],
      [false, false, 4, 0],
    ]);
  });

  test('each opinion belongs to one concern', async () => {
    const counts = await read(STORE, (reader) => readConcerns(reader, {}, DEFAULT, WORDS));
    const of = (concern: string) =>
      counts
        .filter((count) => count.concern === concern)
        .reduce((sum, one) => sum + one.opinions, 0);
    expect([of('responsiveness'), of('reliability'), of('empathy'), of('other')]).toEqual([
      2, 2, 2, 1,
    ]);
  });

  test('a voice that says a thing twice is quoted with the first', async () => {
    const twice = (id: number) => voiceOf(String(id), id % 2 === 0 ? [SLOW, LATE] : [LATE, SLOW]);
    const store = await fill(
      join(await tempFolder(), 'voc.db'),
      Array.from({ length: 9 }, (_, id) => twice(id)),
    );
    const { items } = await factsIn(store);
    const pain = items.find(({ element, place }) => element === 'pain' && place === DELIVERY);
    expect(pain?.voices).toBe(9);
    expect(pain?.excerpts.map(({ start }) => start)).toEqual([0, 0, 0]);
  });

  test('steps are matched by word and touchpoint', async () => {
    const steps = [
      { name: '发货', words: ['发货'], touchpoints: ['courier'] },
      { name: '回访', words: ['回访'], touchpoints: [] },
    ];
    const facts = await read(STORE, (reader) => readAlignment(reader, {}, DEFAULT, steps));
    expect(facts.steps.map(({ name, voices }) => [name, voices])).toEqual([
      ['发货', 2],
      ['回访', 0],
    ]);
    expect(facts.touchpoints.map(({ name, voices }) => [name, voices])).toEqual([
      ['courier', 1],
      ['online_service', 1],
    ]);
  });
});

const statement = fc.constantFrom(SLOW, RUDE, BAD, TASTY);
const anyVoices = fc
  .array(
    fc.record({
      statements: fc.uniqueArray(statement, { minLength: 1, maxLength: 3 }),
      group: fc.constantFrom(null, '金卡', '普卡'),
      source: fc.constantFrom('hotline', 'review', 'survey'),
      item: fc.constantFrom('courier', 'app'),
      createdAt: fc.constantFrom(null, '2026-04-03T10:22:00+08:00', '2026-12-05T00:00:00+08:00'),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((rows) =>
    rows.map(
      ({ statements, group, source, item, createdAt }, at): AnnotatedVoice => ({
        ...voiceOf(String(at), statements, { source, customerGroup: group, createdAt }),
        elements: [touch(item)],
      }),
    ),
  );

/** The distinct voices behind each stage, element and item. */
async function voicesBehind(store: string): Promise<Map<string, Set<unknown>>> {
  const behind = new Map<string, Set<unknown>>();
  await read(store, async (reader) => {
    const table = await journeyVoices(reader, {}, DEFAULT, {});
    for await (const [stage, element, item, , key] of table.rows) {
      const name = `${stage} ${element} ${item}`;
      behind.set(name, (behind.get(name) ?? new Set()).add(key));
    }
  });
  return behind;
}

async function expectVoicesBehind(store: string, map: JourneyMap, most: number): Promise<void> {
  const behind = await voicesBehind(store);
  for (const stage of map.stages) {
    expect(behind.get(`${stage.id} stage ${stage.id}`)?.size ?? 0).toBe(stage.voices);
    const items = Object.entries(stage.elements).flatMap(([id, list]) =>
      list.map((item) => ({ id, item })),
    );
    for (const { id, item } of items) {
      expect(behind.get(`${stage.id} ${id} ${item.id}`)?.size).toBe(item.voices);
      expect(item.voices).toBeLessThanOrEqual(most);
    }
  }
}

describe('of any voices', () => {
  test('the map is the same in any order and any number of loads, and each number leads to its voices', async () => {
    await fc.assert(
      fc.asyncProperty(anyVoices, async (rows) => {
        const store = await fill(join(await tempFolder(), 'voc.db'), rows);
        const map = journeyMap(await factsIn(store), DEFAULT, {});
        const other = await fill(join(await tempFolder(), 'voc.db'), [...rows].reverse(), 2);
        expect(journeyMap(await factsIn(other), DEFAULT, {})).toEqual(map);
        await expectVoicesBehind(store, map, rows.length);
        const opinions = map.stages.reduce((sum, { mood }) => sum + (mood?.n ?? 0), 0);
        expect(opinions).toBe(
          rows.reduce((sum, { annotation }) => sum + annotation.opinions.length, 0),
        );
      }),
      { numRuns: 3 },
    );
  }, 120_000);
});
