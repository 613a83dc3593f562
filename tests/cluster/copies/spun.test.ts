import { describe, expect, test } from 'vitest';
import { createRewordingFinder, rewordedScore } from '../../../src/cluster/copies/reworded.ts';
import { spokenOf } from '../../../src/cluster/copies/spoken.ts';
import { parseSpun } from '../../../src/lexicon/spun.ts';
import { InputError } from '../../../src/model/errors.ts';
import { SPUN_FROM } from '../../../src/model/flags.ts';
import { lexicon } from '../../dictionaries.ts';
import { engine } from '../../support/engine.ts';
import { labelledLines } from '../../support/labelled.ts';
import { compare, voice } from './comparing.ts';

interface Labelled {
  readonly text: string;
  readonly spun: boolean;
}

function labelledIn(file: string): readonly Labelled[] {
  const lines = labelledLines(new URL(file, import.meta.url));
  return lines.map(({ label, text }) => ({ text, spun: label !== '-' }));
}

/** Least recall and precision on the labelled tables. They only go up. */
const FLOORS: Readonly<Record<string, readonly [recall: number, precision: number]>> = {
  'spun.tsv': [0.85, 0.98],
  // Written before the program could tell any of it; measured once, and no line of it was mended for.
  'spun-blind.tsv': [0.83, 0.98],
};

test.each(Object.entries(FLOORS))(
  '%s: what was spun is told with the recall and precision of %j',
  (file, [recall, precision]) => {
    const labelled = labelledIn(file);
    const found = compare(labelled.map(({ text }, at) => voice(String(at), text)))
      .filter(({ spun }) => spun >= SPUN_FROM)
      .map(({ key }) => labelled[Number(key)]);
    const right = found.filter((one) => one?.spun === true).length;
    const wanted = labelled.filter(({ spun }) => spun).length;
    expect(right / wanted).toBeGreaterThanOrEqual(recall);
    expect(right / found.length).toBeGreaterThanOrEqual(precision);
  },
);

test('the tables have 100 spun texts and 200 that people write', () => {
  const all = Object.keys(FLOORS).flatMap(labelledIn);
  const spun = all.filter((one) => one.spun).length;
  expect(spun).toBeGreaterThanOrEqual(100);
  expect(all.length - spun).toBeGreaterThanOrEqual(200);
});

const rewordingsIn = createRewordingFinder(engine.spun);
const spoken = (text: string) => spokenOf(text, lexicon.cleaning.traditional);

describe('words that a program put in', () => {
  test.each<[text: string, words: readonly string[]]>([
    ['客服做事很周密', ['做事<服务', '周密<周到']],
    ['情况很好，物流速率快', ['情况<环境', '速率<速度']],
    // The words themselves are Chinese: only what stands beside them tells.
    ['我出差办事，情况紧急', []],
    ['环境优雅，物流速度快', []],
  ])('of %j are %j', (text, words) => {
    const found = rewordingsIn(spoken(text).letters);
    expect(found.map(({ word, original }) => `${word}<${original}`)).toEqual(words);
  });

  test('one of them is no evidence, and a long text needs more of them', () => {
    const short = spoken('客服做事很周密');
    const long = spoken(`客服做事很周密，${'等了三天才有人回电话，说下周再来看看，'.repeat(20)}`);
    const scoreOf = (read: typeof short) => rewordedScore(read, rewordingsIn(read.letters));
    expect(scoreOf(spoken('师傅做事很认真'))).toBe(0);
    expect(scoreOf(short)).toBeGreaterThanOrEqual(SPUN_FROM);
    expect(scoreOf(long)).toBeLessThan(SPUN_FROM);
  });
});

test('the headings of a form are nobody’s wording', () => {
  expect(spoken('外形外观：很美，手感好\n拍照效果:一般').letters).toBe('很美手感好一般');
  expect(spoken('外形外观：很美，手感好\n拍照效果:一般').ends).toEqual([2, 5, 7]);
});

test('texts of one form are no template, for all its headings', () => {
  const texts = [
    '外形外观：白色那款耐看\n屏幕音效：外放有点破音\n运行速度：开游戏卡\n待机时间：撑到下午三点',
    '外形外观：比照片厚一圈\n屏幕音效：看剧够用了\n运行速度：微信秒开\n待机时间：两天充一回',
    '外形外观：后盖爱沾指纹\n屏幕音效：没细听\n运行速度：切后台会杀\n待机时间：出门得带充电宝',
  ];
  expect(compare(texts.map((text, at) => voice(`${at}`, text)))).toEqual([]);
});

test('one customer who writes alike in all letters fills no template', () => {
  const places = ['图书馆', '体育场', '少年宫', '养老院'];
  const texts = places.map(
    (place) => `我们镇上至今没有${place}，恳请早日列入年度计划并告知具体开工日期，翘首以盼`,
  );
  const same = texts.map((text, at) => voice(`${at}`, text, { customerId: 'A' }));
  expect(compare(same).every(({ spun }) => spun === 0)).toBe(true);
  const many = texts.map((text, at) => voice(`${at}`, text, { customerId: `${at}` }));
  expect(compare(many).length).toBe(4);
});

test.each([
  ['很好\tcheap\t-\t-\t-', /spun\.tsv:2.*cheap/u],
  ['很好\trun\t-\t-\t-', /spun\.tsv:2.*run/u],
  ['做事\tword\t做事\t服务\tmuch', /spun\.tsv:2.*much/u],
])('the entry %j is refused with its line', (row, message) => {
  const parse = (): unknown => parseSpun(`text\tuse\tword\toriginal\tbits\n${row}\n`);
  expect(parse).toThrow(InputError);
  expect(parse).toThrow(message);
});
