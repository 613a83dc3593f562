import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSegmenter } from '../../src/segment/segmenter.ts';
import { spaceWords } from '../../src/segment/spaced.ts';
import { jiebaAlone, openWords } from '../../src/segment/words.ts';
import { unitsOf } from '../../src/text/units.ts';
import { jiebaWords } from '../support/words.ts';

const segmenter = createSegmenter(jiebaWords(), [{ word: '云 朵', forced: true }]);

const spaced = (text: string): string =>
  Buffer.from(spaceWords(unitsOf(text), segmenter)).toString('utf8');

/** The same said plainly: the words of each line that are more than white space, a space between. */
const plainly = (text: string): string =>
  text.replace(/[^\n]*\n/g, (line) => {
    const words = segmenter.words(line).filter((word) => word.trim() !== '');
    return `${words.join(' ')}\n`;
  });

describe('lines with a space between their words', () => {
  test.each([
    ['客服态度很差\n', '客服 态度 很差\n'],
    ['  等了 三天，才发货！\r\n\r\n好\n', '等 了 三天 ， 才 发货 ！\n\n好\n'],
    ['云 朵很软\n', '云 朵 很软\n'],
    ['café\u00a0好😀😀\u3000𠮷\ufeff\n', 'caf é 好 😀 😀 𠮷\n'],
    ['坏\ud83d的\udc4d\udc4d\n', '坏 \ufffd 的 \ufffd \ufffd\n'],
    ['', ''],
  ])('%j becomes %j', (text, lines) => {
    expect(spaced(text)).toBe(lines);
  });

  test('are what the words of each line are', () => {
    const part = fc.oneof(
      fc.constantFrom(
        '客服',
        '不好用',
        '👍',
        '\ud83d',
        '\udc4d',
        '云 朵',
        '\r',
        '\r\n',
        '\n',
        '\t',
      ),
      fc.constantFrom('iPhone15', ' ', '\u3000', '\u2028', '\u0085', 'é', 'ß', '₩', '𠮷', '\0'),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const text = `${parts.join('')}\n`;
        expect(spaced(text)).toBe(Buffer.from(plainly(text)).toString('utf8'));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the cost of words', () => {
  const words = new URL('../../dist/words.bin', import.meta.url);

  test('the compiled list weighs less than 8 MB', () => {
    expect(statSync(words).size).toBeLessThan(8e6);
  });

  test('it is ready in less than 30 ms of CPU', () => {
    const script = `
      import { readFileSync } from 'node:fs';
      import { loadSegmenter } from ${JSON.stringify(new URL('../../dist/index.js', import.meta.url).href)};
      const before = process.cpuUsage();
      loadSegmenter(readFileSync(new URL(${JSON.stringify(words.href)})));
      const { user, system } = process.cpuUsage(before);
      console.log((user + system) / 1000);`;
    const run = (): number =>
      Number(
        execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }),
      );
    expect(Math.min(run(), run(), run())).toBeLessThan(30);
  });

  test('with jieba alone it is ready in less than 30 ms of CPU, too', () => {
    const bytes = readFileSync(words);
    const load = (): number => cpuOf(() => createSegmenter(jiebaAlone(openWords(bytes))));
    expect(Math.min(load(), load(), load())).toBeLessThan(30_000);
  });

  test('cutting and writing takes less CPU than @node-rs/jieba cutting alone', () => {
    const oracle = Jieba.withDict(dict);
    const lines = Array.from(
      { length: 20_000 },
      (_, i) => `${REVIEWS[i % REVIEWS.length]}${REVIEWS[(7 * i + 3) % REVIEWS.length]}`,
    );
    const block = `${lines.join('\n')}\n`;
    const ours = (): void => {
      spaceWords(unitsOf(block), segmenter);
    };
    const theirs = (): void => {
      for (const line of lines) oracle.cut(line, true);
    };
    // Few words again and again suit the other: on real reviews it takes two and a half times as long as we do.
    // By turns, and the least of each: whatever else the machine does only adds.
    const rounds = Array.from({ length: 6 }, () => [cpuOf(ours), cpuOf(theirs)] as const);
    const [least, theirLeast] = [0, 1].map((who) => Math.min(...rounds.map((r) => r[who] ?? 0)));
    expect((theirLeast ?? 0) / (least ?? 1)).toBeGreaterThan(1.5);
  });
});

/** CPU time in microseconds. */
function cpuOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

const REVIEWS = [
  '等了三天才发货，客服态度还差，再也不买了。',
  '手机用了两个月就自动关机，售后让我自己去维修点！',
  '房间隔音太差，半夜能听到隔壁打呼噜，早餐种类倒是丰富。',
  '扫地机器人经常卡在沙发底下出不来，噪音也有点大。',
  '裤子尺码偏小，平时穿L这次要穿XL，退货运费还要自己出。',
  '做工粗糙，线头到处都是，对不起199元的价格……',
  '物业费年年涨，电梯坏了半个月也没人修，打12345才有人来。',
];
