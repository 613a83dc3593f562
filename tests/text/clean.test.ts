import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clean } from '../../src/text/clean.ts';
import { receivedSpan } from '../../src/text/offsets.ts';
import { lexicon } from '../dictionaries.ts';

function cleaned(text: string): string {
  return clean(text, lexicon.cleaning).text;
}

describe('markup', () => {
  test.each([
    ['很好<br/>很快', '很好\n很快'],
    ['<p class="a">房间小</p>', '\n房间小\n'],
    ['<B>很</B>好', '很好'],
    ['很<!-- 注 -->好', '很好'],
    ['<很好>', '<很好>'],
    ['价格<300元，数量>2', '价格<300元，数量>2'],
    ['很好&nbsp;很快', '很好 很快'],
    ['还行&hellip;&#39;吧&#x27;', "还行…'吧'"],
    ['&amp;amp;lt;br&amp;gt;好', '\n好'],
    ['H&M的衣服；很好', 'h&m的衣服；很好'],
    ['第一行\\n第二行\\t完', '第一行\n第二行 完'],
    ['c:\\new 目录', 'c：\\new 目录'],
    ['[img]http://a.cn/1.jpg[/img]好看', ' 好看'],
    ['[color=red]太贵[/color]', '太贵'],
    ['[微笑]好', '[微笑]好'],
    ['详见https://a.cn/x?y=1&z=2，很好', '详见 ，很好'],
    ['见www.a.com。好', '见 。好'],
    ['http://', 'http：//'],
    ['www.<b>a</b>', ' '],
    ['wwww.a', 'wwww.a'],
  ])('%j → %j', (text, wanted) => {
    expect(cleaned(text)).toBe(wanted);
  });
});

describe('what nobody sees', () => {
  test.each([
    ['\ufeff质\u200b量\u00ad好\u0000', '质量好'],
    ['\u202e很好\u202c', '很好'],
    ['❤️好', '❤好'],
    ['👍🏻好', '👍好'],
    ['👨‍👩‍👧住', '👨👩👧住'],
    ['1️⃣贵', '1贵'],
    ['🏻', '🏻'],
  ])('%j → %j', (text, wanted) => {
    expect(cleaned(text)).toBe(wanted);
  });
});

describe('runs of one character', () => {
  test.each([
    ['好好好好好吃', '好好吃'],
    ['哈哈哈哈', '哈哈'],
    ['慢慢来', '慢慢来'],
    ['很好！！！！', '很好！！！！'],
    ['质質質质', '质质'],
    ['www是什么，10000元', 'www是什么，10000元'],
  ])('%j → %j', (text, wanted) => {
    expect(cleaned(text)).toBe(wanted);
  });
});

describe('words of Traditional script', () => {
  test.each([
    ['軟體很卡，網路也慢', '软件很卡，网络也慢'],
    ['滑鼠壞了', '鼠标坏了'],
    ['乾隆年間的東西很乾淨', '乾隆年间的东西很干净'],
    ['使用者的資料不見了', '用户的数据不见了'],
    ['計程車司機看著手機', '出租车司机看着手机'],
    ['影片很好看', '影片很好看'],
    ['影片畫質很差', '视频画质很差'],
    ['什么时候發貨', '什么时候发货'],
  ])('%j → %j', (text, wanted) => {
    expect(cleaned(text)).toBe(wanted);
  });
});

describe('what is not the customer’s', () => {
  test.each([
    ['房间小。宾馆反馈：感谢您，我们会改进', '房间小。'],
    ['房间小 宾馆反馈 2008年7月17日 : 感谢您', '房间小 '],
    ['房间小。\n【商家回复】感谢您', '房间小。\n'],
    ['房间小，酒店回复（2020-01-02 10:20:30）：感谢您', '房间小，'],
    ['慢\n客服回复：马上处理\n追评：还是没处理', '慢\n\n：还是没处理'],
    ['我打了电话，客服回复：不能退', '我打了电话，客服回复：不能退'],
    ['商家回复很慢', '商家回复很慢'],
    ['商家回复 亲，感谢', '商家回复 亲，感谢'],
    ['追评：用了两天坏了', '追评：用了两天坏了'],
    ['同意//@小王:太差了', '同意'],
    ['回复@小王：太差了', '太差了'],
    ['引用：别人的话\n我觉得好', '\n我觉得好'],
    ['此用户没有填写评价内容', ''],
    ['此用户没有填写评价内容。\n很好', '\n很好'],
    ['很好\n来自iPhone 15客户端', '很好\n'],
    ['系统默认好评!', ''],
    ['系统默认好评不合理', '系统默认好评不合理'],
  ])('%j → %j', (text, wanted) => {
    expect(cleaned(text)).toBe(wanted);
  });
});

describe('the way back', () => {
  test.each([
    ['軟體很卡', '软件', '軟體'],
    ['使用者滿意', '用户', '使用者'],
    ['<b>质</b>量', '质量', '质</b>量'],
    ['质\u200b量差', '质量', '质\u200b量'],
    ['好好好好吃', '好好', '好好好好'],
    ['👍🏻好', '👍', '👍🏻'],
    ['很&hellip;好', '…', '&hellip;'],
    ['ＡＰＰ差', 'app', 'ＡＰＰ'],
    ['见http://a.cn/1好', '好', '好'],
  ])('%j: %j stands for %j', (text, part, wanted) => {
    const { text: result, offsets } = clean(text, lexicon.cleaning);
    const start = result.indexOf(part);
    const span = receivedSpan(offsets, { start, end: start + part.length });
    expect(text.slice(span.start, span.end)).toBe(wanted);
  });

  test('needs no map where the text is clean or changes unit for unit', () => {
    for (const text of ['很好，很快。', '很好,ＡＰＰ', '質量好', '', '商家回复很慢']) {
      expect(clean(text, lexicon.cleaning).offsets).toBeNull();
    }
  });
});

const PIECES = [
  ...'很好慢质質量软軟體乾隆著，,。.!：:;；<>&\\/@[]【】() \n\r\tnrtAaＡｗw1２#"…~～、',
  ...['<br>', '</p>', '<b', '&lt;', '&gt;', '&amp;', 'amp;', '&#60;', '&#x200b;', '\\n', '\\\\'],
  ...['http://', 'https:', '//', 'www', '.cn', '[img]', '[/url]', '[color=', '[微笑]'],
  ...['\u200b', '\ufeff', '\u0000', '\u202e', '\u200d', '\ufe0f', '🏻', '👍', '\ud83d', '\udffb'],
  ...[
    '商家回复',
    '宾馆反馈',
    '客服回复',
    '追评',
    '补充点评',
    '回复',
    '引用',
    '回复@',
    '//@',
    '2008年7月',
  ],
  ...['此用户没有填写评价内容', '来自', '客户端', '网路', '網路', '影片', '滑鼠', '公車', '使用者'],
];
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 2 })), {
    maxLength: 24,
  })
  .map((pieces) => pieces.join(''));

describe('for any text', () => {
  test('cleaning twice changes nothing more', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const once = cleaned(text);
        expect(cleaned(once)).toBe(once);
      }),
      { numRuns: 5000 },
    );
  });

  test('every unit stands for a stretch of the text; the stretches never go back', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const { text: result, offsets } = clean(text, lexicon.cleaning);
        let [lastStart, lastEnd] = [0, 0];
        for (let i = 0; i < result.length; i++) {
          const { start, end } = receivedSpan(offsets, { start: i, end: i + 1 });
          expect(start).toBeGreaterThanOrEqual(lastStart);
          expect(end).toBeGreaterThanOrEqual(lastEnd);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          [lastStart, lastEnd] = [start, end];
        }
      }),
      { numRuns: 3000 },
    );
  });

  test('equal texts give equal results, whatever was cleaned before', () => {
    fc.assert(
      fc.property(hostile, hostile, (text, other) => {
        const first = clean(text, lexicon.cleaning);
        clean(other, lexicon.cleaning);
        expect(clean(text, lexicon.cleaning)).toEqual(first);
      }),
    );
  });

  test('a long text of nothing but openings or closings takes no more than its length', () => {
    for (const piece of [
      '<',
      '>',
      '&',
      ';',
      '[',
      ']',
      '\\',
      '@',
      '：',
      'http://',
      '商家回复 ',
      '<b',
    ]) {
      const text = piece.repeat(20_000);
      expect(cleaned(text).length).toBeLessThanOrEqual(text.length);
    }
  });
});
