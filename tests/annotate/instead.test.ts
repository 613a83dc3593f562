import { describe, expect, test } from 'vitest';
import { annotate } from '../../src/annotate/annotate.ts';
import { engine } from '../support/engine.ts';

const blamed = (text: string): string[] =>
  annotate(text, engine)
    .opinions.filter(({ polarity }) => polarity === 'negative')
    .map(({ span }) => span);

/** Faults that no word states, and that only show against the clause before. */
describe('what came instead', () => {
  test.each([
    // Of a promise, which itself is no fault.
    ['客服说一个工作日回电，一个礼拜过去了手机没响过', '客服说一个工作日回电'],
    ['当初承诺终身免费保养，第二年就开始收钱', '当初承诺终身免费保养'],
    ['说好的独立卫浴，到了才知道是公用的', '说好的独立卫浴'],
  ])('of what was promised is a fault: %s', (text, promised) => {
    const { sentiment, signals } = annotate(text, engine);
    expect(sentiment.label).toBe('negative');
    expect(signals).toContain('expectation');
    expect(blamed(text)).not.toContain(promised);
    expect(blamed(text).length).toBeGreaterThan(0);
  });

  test.each(['说好三天到，果然第三天就到了', '承诺一小时上门，到了五十分钟就修好'])(
    'of a promise that was kept is none: %s',
    (text) => {
      expect(annotate(text, engine).signals).not.toContain('expectation');
      expect(blamed(text)).toEqual([]);
    },
  );

  test.each([
    '订的江景房，住进去就能看到桥',
    '订的双人间，退房的时候前台送了橙子',
    '买的现货，拆开就用上了',
    '承诺五天到，给我打了电话通知',
    '约了上门安装，来的师傅姓李',
    '网页写的免费停车，现场有人引导',
    '下单页显示有赠品，给我放在箱子里了',
  ])('is not whatever happens where the promise was to be kept: %s', (text) => {
    expect(annotate(text, engine).signals).not.toContain('expectation');
    expect(blamed(text)).toEqual([]);
  });

  test.each([
    '约的主任，给我换成了实习生',
    '订的江景房，进去却是背街的窗',
    '买的商务座，上车才告知没座位',
    '承诺终身保修，没过保修期就收费',
    '开发商承诺的学校一直没影',
    '不守承诺的商家',
    '当初的承诺全是空话',
  ])('is told by words that say so: %s', (text) => {
    expect(annotate(text, engine).signals).toContain('expectation');
  });

  test('a delay that is no fault breaks no promise, though 没过 begins it', () => {
    expect(annotate('门店承诺可以换，没过几天就换好了', engine).signals).not.toContain(
      'expectation',
    );
  });

  test.each([
    ['别家都支持随时退课，你家过一天就不认', '你家过一天就不认'],
    ['隔壁小区才收一块五，我们两块八', '我们两块八'],
    ['大夫水平很高，可取药要跑三栋楼', '可取药要跑三栋楼'],
    ['房间很干净，不过走到地铁要四十分钟', '不过走到地铁要四十分钟'],
  ])('of what others get, or of what was praised: %s', (text, fault) => {
    expect(blamed(text).some((span) => fault.includes(span) || span.includes(fault))).toBe(true);
  });
});

describe('a fact that is bad as it stands', () => {
  test.each([
    '停了二十分钟扣三十块',
    '一个班塞了五十多个孩子',
    '十公里收了我一百二',
    '为了一个公章来回跑了五趟',
    '体检报告过了半个月还没出',
    '打总部让找门店，打门店说归总部',
    '工作人员说这事他们管不着',
    '一会儿说是系统问题，一会儿说是总部问题',
    '司机绕路害我没赶上高铁',
  ])('blames: %s', (text) => {
    expect(annotate(text, engine).sentiment.label).toBe('negative');
    expect(blamed(text).length).toBeGreaterThan(0);
  });

  test.each(['一共三个人住了两晚', '我昨天下单了两件', '收货地址是学校', '手机尾号八八六六'])(
    'is not who speaks, nor when or where: %s',
    (text) => expect(annotate(text, engine).sentiment.label).toBe('neutral'),
  );
});

describe('who ends in a question', () => {
  test.each([
    '深色模式在哪调啊',
    '能寄存行李到晚上不',
    '驾照过期三个月还能换吗',
    '航班延误四小时可以赔多少',
    '快递丢了一般怎么赔',
    '租的房子合同没到期想退，押金怎么算',
    '车被刮了没有监控，走保险要哪些材料',
  ])('asks, and blames nobody with his case: %s', (text) => {
    const { sentiment, kinds, opinions, urgency } = annotate(text, engine);
    expect(sentiment.label).toBe('neutral');
    expect(kinds).toContain('inquiry');
    expect(opinions).toEqual([]);
    expect(urgency).toBe('none');
  });

  test.each([
    '冰箱又不制冷了，你们到底能修好吗',
    '退款拖了一个月，凭什么不给退',
    '这能吃吗？',
    '够用，主要看你怎么玩',
    '房间一般，主要还是离公司近',
  ])('does not ask who reproaches, or only speaks so: %s', (text) => {
    expect(annotate(text, engine).kinds).not.toContain('inquiry');
  });
});

describe('praise and blame', () => {
  test('as many of each make a mixed voice where neither is dominant', () => {
    const { sentiment } = annotate(
      '大厅宽敞，排队机也好用。可是窗口只开一个，前面十几个人，等了一个半小时',
      engine,
    );
    expect(sentiment.label).toBe('mixed');
  });
});
