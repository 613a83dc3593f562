import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clauses } from '../../src/text/clauses.ts';
import { fold } from '../../src/text/fold.ts';
import { lexicon } from '../dictionaries.ts';

function clausesOf(text: string): string[] {
  return clauses(fold(text, lexicon.cleaning.traditional)).map(({ start, end }) =>
    text.slice(start, end),
  );
}

describe('clauses', () => {
  test.each([
    ['很好，很快。', ['很好', '很快']],
    ['很好,很快', ['很好', '很快']],
    ['太慢了!!!再也不买了', ['太慢了', '再也不买了']],
    ['屏幕6.5寸,10:30送到', ['屏幕6.5寸', '10:30送到']],
    ['不错～～～喜欢~', ['不错', '喜欢']],
    ['质量好 物流快', ['质量好', '物流快']],
    ['iPhone 15 很好', ['iPhone 15 很好']],
    ['第一行\n第二行\r\n', ['第一行', '第二行']],
    ['２００８，０１入住', ['２００８，０１入住']],
    ['还行……吧', ['还行', '吧']],
    ['很好👍🏻物流快', ['很好', '物流快']],
    ['\ud83d\ud83d清澈', ['清澈']],
    ['质量差[怒]再也不买', ['质量差', '怒', '再也不买']],
    ['太好了(*^▽^*)物流快', ['太好了', '物流快']],
    ['很喜欢^_^', ['很喜欢']],
    ['很好（真的）', ['很好（真的）']],
    ['“很好”', ['“很好”']],
    ['-- 降价50% --', ['-- 降价50%']],
    ['★价格￥99', ['价格￥99']],
    ['1、房间小2、隔音差3、早餐不错', ['房间小', '隔音差', '早餐不错']],
    ['优点：1.多 2.快。缺点：1.贵 2.慢', ['优点', '多', '快', '缺点', '贵', '慢']],
    ['（1）房间小（2）隔音差', ['房间小', '隔音差']],
    ['①房间小②隔音差', ['房间小', '隔音差']],
    ['买了2、3次，等了15.没人理', ['买了2、3次', '等了15', '没人理']],
    ['2、3楼太吵，第1、2天没水', ['2、3楼太吵', '第1、2天没水']],
    ['   ', []],
    ['', []],
  ])('%j → %j', (text, wanted) => {
    expect(clausesOf(text)).toEqual(wanted);
  });

  test('are in order, not empty, and begin and end without spaces', () => {
    const unit = fc.constantFrom(...'好快，。 \n1.,!a　～😀');
    fc.assert(
      fc.property(fc.string({ unit }), (text) => {
        let last = 0;
        for (const { start, end } of clauses(fold(text, lexicon.cleaning.traditional))) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(text.slice(start, end)).toBe(text.slice(start, end).trim());
          last = end;
        }
      }),
    );
  });
});
