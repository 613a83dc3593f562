import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRows } from '../../../scripts/read-rows.ts';
import { createComparison } from '../../../src/cluster/copies/copies.ts';
import type { ComparedVoice } from '../../../src/model/copies.ts';
import { SPUN_FROM } from '../../../src/model/flags.ts';
import { engine } from '../../support/engine.ts';
import { compare, findingsOf, voice } from './comparing.ts';

/** Texts numbered from `1`, compared in this order: the group of each. */
function groupsOf(...texts: readonly string[]): (string | null)[] {
  const found = new Map(
    compare(texts.map((text, at) => voice(`${at + 1}`, text))).map(({ key, group }) => [
      key,
      group,
    ]),
  );
  return texts.map((_, at) => found.get(`${at + 1}`) ?? null);
}

const LONG =
  '电饭煲用了一个星期才来评价，煮出来的米饭粒粒分明，内胆不粘锅，老人也会操作，预约功能很实用，早上起来就有粥喝';
const OTHER =
  '宽带装了半个月还没装好，师傅来了两次都说线路有问题，打客服电话每次都让等，孩子上网课只能用手机流量';

describe('near-duplicates', () => {
  test.each<[what: string, texts: readonly string[], groups: readonly (string | null)[]]>([
    ['the same text', [LONG, LONG], ['1', '1']],
    ['other punctuation and spaces', [LONG, LONG.replaceAll('，', '  。')], ['1', '1']],
    [
      'full-width and Traditional forms',
      ['這個電飯煲煮飯很好吃，128元買的', '这个电饭煲煮饭很好吃，１２８元买的'],
      ['1', '1'],
    ],
    ['two characters changed', [LONG, LONG.replace('一个星期', '两个星期')], ['1', '1']],
    ['a few words more', [LONG, `${LONG}，不错`], ['1', '1']],
    ['another text', [LONG, OTHER], [null, null]],
    ['half of the text is another', [LONG, LONG.slice(0, 26) + OTHER.slice(0, 26)], [null, null]],
    ['short praise that many give', ['质量很好，很满意', '质量很好，很满意'], [null, null]],
    [
      'runs of one word',
      ['好好好好好好好好好好好好', '好好好好好好好好好好好好好好'],
      [null, null],
    ],
    ['no text', ['', ''], [null, null]],
    ['three in one group', [LONG, OTHER, LONG, `${LONG}。`], ['1', null, '1', '1']],
  ])('%s', (_, texts, groups) => {
    expect(groupsOf(...texts)).toEqual(groups);
  });

  test('a copy belongs to the first voice, and a later voice moves nothing', () => {
    const text = fc.array(fc.constantFrom(...LONG, ...OTHER), { minLength: 0, maxLength: 30 });
    const texts = fc.array(
      fc.tuple(fc.constantFrom(LONG, OTHER), text).map(([start, end]) => start + end.join('')),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(texts, (many) => {
        const all = groupsOf(...many);
        const before = groupsOf(...many.slice(0, -1));
        for (const [at, group] of before.entries()) if (group !== null) expect(all[at]).toBe(group);
        for (const [at, group] of all.entries()) {
          if (group === null) continue;
          expect(Number(group)).toBeLessThanOrEqual(at + 1);
          expect(all[Number(group) - 1]).toBe(group);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('the search finds what comparing each with each finds', () => {
    const letters = fc.array(fc.constantFrom(...'等候三天发货客服态度差'), {
      minLength: 24,
      maxLength: 30,
    });
    fc.assert(
      fc.property(fc.array(letters, { minLength: 2, maxLength: 25 }), (many) => {
        const texts = many.map((units) => units.join(''));
        expect(groupsOf(...texts)).toEqual(slowGroupsOf(texts));
      }),
      { numRuns: 200 },
    );
  });
});

/** The rule word for word: each text joins the most alike of the earlier first ones, from 70 % on. */
function slowGroupsOf(texts: readonly string[]): (string | null)[] {
  const sets = texts.map((text) => {
    const set = new Set([...text].slice(2).map((_, at) => text.slice(at, at + 3)));
    return set.size < 6 ? new Set<string>() : set;
  });
  const leaders: number[] = [];
  for (const [at, own] of sets.entries()) {
    let [best, most] = [at, 0];
    for (let other = 0; other < at; other++) {
      const set = sets[other] ?? new Set();
      const shared = [...own].filter((shingle) => set.has(shingle)).length;
      const alike = shared / (own.size + set.size - shared);
      if (leaders[other] === other && alike >= 0.7 && alike > most) [best, most] = [other, alike];
    }
    leaders.push(best);
  }
  return leaders.map((leader, at) =>
    leaders.some((other, place) => other === leader && (place !== at || leader !== at))
      ? leaders.filter((other) => other === leader).length > 1
        ? `${leader + 1}`
        : null
      : null,
  );
}

describe('near-duplicates among short texts', () => {
  const PAIRS = readRows(readFileSync(new URL('short.tsv', import.meta.url), 'utf8'), 3);
  const isGroup = ([, one = '', other = '']: readonly string[]): boolean =>
    groupsOf(one, other)[0] !== null;

  test('none that says something else is grouped; most that say the same are', () => {
    const same = PAIRS.filter(([label]) => label === 'same');
    const others = PAIRS.filter(([label]) => label === 'other');
    expect([same.length, others.length]).toEqual([28, 28]);
    expect(others.filter(isGroup)).toEqual([]);
    expect(same.filter(isGroup).length).toBeGreaterThanOrEqual(19);
  });

  test.each([
    ['等了三天才发货太慢了', '等了三天才发货真的太慢了啊', true],
    ['这家店卖的东西质量好', '这家店卖的东西质量差', false],
    ['质量好', '质量差', false],
    ['质量非常好', '质量好', false],
    // Twenty letters that say something, and one more particle.
    [
      '宽带装好半个月每天晚上断网客服电话打不通',
      '宽带装好半个月每天晚上断网客服电话打不通啊',
      true,
    ],
    ['非常非常非常非常非常非常', '非常非常非常非常非常', false],
  ])('%s, %s: %s', (one, other, grouped) => {
    expect(isGroup(['', one, other])).toBe(grouped);
  });
});

describe('pasted texts', () => {
  const [one, two] = [{ customerId: 'A' }, { customerId: 'B' }];
  test.each<[what: string, voices: readonly ComparedVoice[], copied: boolean]>([
    ['two customers', [voice('1', LONG, one), voice('2', LONG, two)], true],
    ['one customer who sent it twice', [voice('1', LONG, one), voice('2', LONG, one)], false],
    [
      'one customer, two products',
      [voice('1', LONG, { ...one, product: '锅' }), voice('2', LONG, { ...one, product: '壶' })],
      true,
    ],
    ['two of unknown customers', [voice('1', LONG), voice('2', LONG)], false],
    ['three of unknown customers', [voice('1', LONG), voice('2', LONG), voice('3', LONG)], true],
    [
      'a short text of two customers',
      [voice('1', '等了三天才发货，太慢了吧', one), voice('2', '等了三天才发货，太慢了吧', two)],
      false,
    ],
  ])('%s', (_, voices, copied) => {
    const found = compare(voices);
    expect(found).toHaveLength(voices.length);
    expect(found.every((finding) => finding.copied === copied)).toBe(true);
  });
});

const SPUN = [
  '杯子颜色不错，孩子天天捧在手里舍不得放下，拿着也很舒服，质量没话说',
  '书包样式不错，女儿天天捧在手里舍不得放下，拿着也很舒服，面料没话说',
  '手机款式不错，爸爸天天捧在手里舍不得放下，拿着也很舒服，屏幕没话说',
  '雨伞大小不错，老婆天天捧在手里舍不得放下，拿着也很舒服，伞骨没话说',
];

test('what is found does not depend on the order of reading, nor of equal times', () => {
  const texts = fc.constantFrom(...SPUN, LONG, `${LONG}。谢谢`, `${SPUN[0]}，谢谢`);
  const said = fc.record({
    text: texts,
    saidAt: fc.option(fc.integer({ min: 0, max: 3 })),
    customerId: fc.option(fc.constantFrom('一', '二')),
  });
  fc.assert(
    fc.property(fc.array(said, { minLength: 2, maxLength: 9 }), (list) => {
      const voices = list.map(({ text, ...fields }, at) => voice(`${at}`, text, fields));
      const [forwards, backwards] = [voices, [...voices].reverse()].map((some) => {
        const comparison = createComparison(engine);
        for (const one of some) comparison.add(one);
        return findingsOf(comparison);
      });
      expect(backwards).toEqual(forwards);
    }),
  );
});

describe('template wording', () => {
  test('texts of one template with swapped nouns are scored high, and are no copies', () => {
    const found = compare(SPUN.map((text, at) => voice(`${at}`, text)));
    expect(found.map(({ group }) => group)).toEqual([null, null, null, null]);
    for (const { spun } of found) expect(spun).toBeGreaterThanOrEqual(SPUN_FROM);
  });

  test('the score of a text does not depend on the order of the texts', () => {
    const words = ['杯子', '书包', '手机', '雨伞', '孩子', '女儿', '爸爸', '老婆', '颜色', '样式'];
    const ends = [
      '质量很好',
      '面料很好',
      '拿着很舒服',
      '隔三岔五就想再来买一次',
      '推荐大家也来看看',
    ];
    const text = fc
      .tuple(
        fc.array(fc.constantFrom(...words), { minLength: 3, maxLength: 3 }),
        fc.array(fc.constantFrom(...ends), { minLength: 1, maxLength: 3 }),
      )
      .map(([[a, b, c], end]) => `${a}${b}不错，${c}天天捧在手里舍不得放下，${end.join('，')}`);
    fc.assert(
      fc.property(fc.array(text, { minLength: 3, maxLength: 12 }), fc.nat(), (texts, seed) => {
        const voices = texts.map((one, at) => voice(`${at}`, one));
        const shuffled = voices
          .map((one, at) => ({ one, place: Math.imul(seed + at + 1, 2_654_435_761) >>> 0 }))
          .sort((a, b) => a.place - b.place)
          .map(({ one }) => one);
        const scoresOf = (list: readonly ComparedVoice[]): Map<string, number> =>
          new Map(compare(list).map(({ key, spun }) => [key, spun]));
        const [as, other] = [scoresOf(voices), scoresOf(shuffled)];
        for (const { key } of voices) expect(other.get(key) ?? 0).toBe(as.get(key) ?? 0);
      }),
    );
  });

  test('two of a skeleton are no template, and copies are one wording', () => {
    const [first = '', second = ''] = SPUN;
    const found = compare([first, second, first, second].map((text, at) => voice(`${at}`, text)));
    expect(found.every(({ spun }) => spun === 0)).toBe(true);
  });

  test.each([
    [
      '等了三天才发货，打电话没人接',
      '等了五天才发货，发消息没人回',
      '等了两天才退款，找客服没人理',
    ],
    ['东西不错', '质量不错', '味道不错'],
    [LONG, OTHER, '房间隔音太差，半夜走廊有人说话听得清清楚楚，前台说满房换不了，早餐倒是丰富'],
  ])('%j and the like are nobody’s template', (...texts) => {
    expect(compare(texts.map((text, at) => voice(`${at}`, text)))).toEqual([]);
  });
});

test('texts of any length take the same room and stay comparable', () => {
  const page = Array.from({ length: 400 }, (_, at) => `第${at * 37}条意见是${at * at}号窗口`).join(
    '，',
  );
  expect(groupsOf(page, `${page}。另外谢谢`, OTHER.repeat(30))).toEqual(['1', '1', null]);
});

test('comparing stops after every few thousand voices, so that a signal is heard', () => {
  const comparison = createComparison(engine);
  const texts = [LONG, OTHER];
  for (let at = 0; at < 20_000; at++) comparison.add(voice(`${at}`, `${texts[at % 2]}${at}`));
  let stops = 0;
  for (const steps = comparison.end(); steps.next().done !== true; stops++);
  expect(stops).toBeGreaterThanOrEqual(20);
});
