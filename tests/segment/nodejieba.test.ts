import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadNodejieba, type PeerSegmenter } from '../../src/io/nodejieba.ts';
import { InputError } from '../../src/model/errors.ts';
import { createSegmenter } from '../../src/segment/segmenter.ts';
import { spaceWords } from '../../src/segment/spaced.ts';
import { unitsOf } from '../../src/text/units.ts';
import { reviewsIn } from '../support/reviews.ts';
import { sharedFile } from '../support/shared.ts';
import { jiebaWords } from '../support/words.ts';

const ours = createSegmenter(jiebaWords());
/** The peer, or why it is not there: it is optional. */
const peer = loaded();

function loaded(): PeerSegmenter | InputError {
  try {
    return loadNodejieba();
  } catch (fault) {
    if (fault instanceof InputError) return fault;
    throw fault;
  }
}

const REVIEWS = [
  '等了三天才发货，客服态度还差，再也不买了',
  '手机用了两个月就自动关机，售后让我自己去维修点',
  '房间隔音太差，半夜能听到隔壁打呼噜',
  '退款申请提交五次，每次都显示系统繁忙',
  '安装师傅迟到两个小时，装完还留下一地垃圾',
  '银行柜台只开了一个窗口，排队排了一个半小时',
  '车子开了不到三千公里，变速箱就开始异响',
  '孩子很喜欢这套绘本，纸张厚实，印刷清晰',
  '买一送一的活动是假的，结账时根本没有优惠',
  '屏幕有两个坏点，拍照发给卖家就不理人了',
  '理赔流程太复杂，材料交了三遍还说不全',
  '网速只有宣传的三分之一，晚上根本看不了视频',
  '物业费年年涨，电梯坏了半个月也没人修',
  '希望能增加夜间配送，上班族白天收不了快递',
  '这家连锁酒店的热水忽冷忽热，洗澡像打仗',
  '奶粉的生产日期被涂改过，我怀疑是临期产品',
];

describe.skipIf(peer instanceof InputError)(
  `nodejieba${peer instanceof InputError ? ` (skipped: ${peer.message})` : ''}`,
  () => {
    let nodejieba: PeerSegmenter;
    beforeAll(() => {
      nodejieba = peer as PeerSegmenter;
    });
    const wordsOf = (text: string): string[] => {
      const { count, ends } = nodejieba.cut(unitsOf(text));
      return [...ends.subarray(0, count)].map((end, at) => text.slice(at && ends[at - 1], end));
    };

    test('cuts our sentences as we do, nearly always', () => {
      expect(agreement(REVIEWS, wordsOf).f1).toBeGreaterThan(0.98);
    });

    test('agrees on real reviews: F1 of words above 0.98, three of four texts all the same', async ({
      skip,
    }) => {
      const folder = sharedFile('data/sentiment');
      if (folder === null) return skip('no shared data beside the repository (VOC_SHARED)');
      const texts = await reviewsIn(folder);
      const { f1, same } = agreement(texts, wordsOf);
      expect(f1).toBeGreaterThan(0.98);
      expect(same).toBeGreaterThan(0.75);
    });

    test('covers any text, and its words come out line by line', () => {
      const part = fc.oneof(
        fc.constantFrom('客服', '不好用', '5-10', '\r\n', '\n', ' ', '😀', '\ud83d', '\0', '𠮷'),
        fc.string({ unit: 'binary' }),
      );
      fc.assert(
        fc.property(fc.array(part), (parts) => {
          const text = `${parts.join('')}\n`;
          const spaced = Buffer.from(spaceWords(unitsOf(text), nodejieba)).toString('utf8');
          expect(spaced.split('\n')).toHaveLength(text.split('\n').length);
          const letters = (lines: string): string =>
            Buffer.from(lines).toString('utf8').replace(/\s/g, '');
          expect(letters(spaced)).toBe(letters(text));
        }),
      );
    });

    test('tells parts of speech', () => {
      expect(nodejieba.tokens('客服很差')).toEqual([
        { start: 0, end: 2, tag: 'n' },
        { start: 2, end: 4, tag: expect.any(String) },
      ]);
    });
  },
);

/** F1 of words, and the share of texts that are cut alike. */
function agreement(
  texts: readonly string[],
  wordsOf: (text: string) => readonly string[],
): { f1: number; same: number } {
  let [common, all, same] = [0, 0, 0];
  for (const text of texts) {
    const [mine, theirs] = [spansOf(ours.words(text)), spansOf(wordsOf(text))];
    const both = theirs.filter((span) => mine.includes(span)).length;
    common += 2 * both;
    all += mine.length + theirs.length;
    if (both === mine.length && both === theirs.length) same += 1;
  }
  return { f1: common / all, same: same / texts.length };
}

/** Each word as its start and end. */
function spansOf(words: readonly string[]): string[] {
  let start = 0;
  return words.map((word) => {
    const span = `${start}-${start + word.length}`;
    start += word.length;
    return span;
  });
}
