import { describe, expect, test } from 'vitest';
import { annotate } from '../../src/annotate/annotate.ts';
import { engine } from '../support/engine.ts';

describe('a question', () => {
  test.each([
    '汤全洒了，叫我怎么喝',
    '等了两个钟头，还能再慢点吗',
    '说好的手机壳呢？',
    '不是说包安装的吗？',
    '盒子里怎么没有充电线？',
    '我买的苹果，怎么送来一箱梨',
    '饭是馊的，这还能吃吗',
    '面条硬成这样，厨师不识字吗？备注写了要软',
    '送来一堆碎渣，生意能不能好好做！',
  ])('that reproaches says that somebody is dissatisfied: %s', (text) => {
    const { sentiment, kinds } = annotate(text, engine);
    expect(sentiment.label).toBe('negative');
    expect(kinds).not.toContain('inquiry');
  });

  test.each(['请问发票怎么开', '这款有没有蓝色的？', '周末几点开门？', '请问还能再改一次地址吗？'])(
    'that is meant asks: %s',
    (text) => {
      const { sentiment, kinds } = annotate(text, engine);
      expect(sentiment.label).toBe('neutral');
      expect(kinds).toContain('inquiry');
    },
  );

  test.each([
    '附近有取款机吗',
    '老人受得了吗',
    '小孩吃得消吗',
    '摆设怎么放好看',
    '韭菜是本地的吗',
    '呼吸科要收费吗',
    '这个款式是用手工织的吗，请问',
    '怎么给我的账号充值',
    '怎么变成会员，请问',
    '这还能买吗',
  ])('asks where its words are those of reproaches, but of no person: %s', (text) => {
    const { sentiment, kinds } = annotate(text, engine);
    expect(sentiment.label).toBe('neutral');
    expect(kinds).toEqual(['inquiry']);
  });

  test.each([
    '我们业主是提款机吗',
    '当我们是韭菜吗',
    '这健身房是摆设吗',
    '这价格谁受得了',
    '呼吸一口是不是也要另收费？',
    '怎么给我发了一件破的',
    '买的鸡蛋怎么变成这样了',
  ])('reproaches where they are said of a person, or of what came: %s', (text) => {
    const { sentiment, kinds } = annotate(text, engine);
    expect(sentiment.label).toBe('negative');
    expect(kinds).not.toContain('inquiry');
  });

  test('that only names a thing is no fault: 白花蛇草', () => {
    expect(annotate('白花蛇草水好喝吗', engine).sentiment.label).toBe('neutral');
  });

  test.each([
    '谁用谁知道，屏幕清晰，运行流畅',
    '此时不买更待何时？音质很好，外观漂亮，很喜欢',
    '到哪里打车都方便，房间也干净，很满意',
    '同事都问在哪买的，做工精细，特别喜欢',
  ])('is none in praise that only tells: %s', (text) => {
    expect(annotate(text, engine).kinds).toEqual(['praise']);
  });

  test('counts in praise that ends in it', () => {
    const { kinds } = annotate('做工很好，颜色也喜欢，请问有没有大一号的？', engine);
    expect(kinds).toContain('inquiry');
  });

  test.each([
    '做工很好，请问这个怎么用',
    '屏幕很好，请问怎么连接蓝牙',
    '质量不错，想问一下怎么清洗',
  ])('counts in praise whatever it asks for, where it is announced: %s', (text) =>
    expect(annotate(text, engine).kinds).toEqual(['inquiry', 'praise']),
  );

  test('that asks whom to blame is none, announced or not', () => {
    expect(annotate('做工很好，请问谁来负责', engine).kinds).not.toContain('inquiry');
  });
});

describe('what was answered', () => {
  test('is a failure of service only to who is dissatisfied with it', () => {
    const { kinds, stages } = annotate('客服说很快发货，果然第二天就到，手机好看，电池差', engine);
    expect(kinds).not.toContain('service_issue');
    expect(stages).not.toContain('service');
    expect(annotate('客服说不归他们管，手机卡死了', engine).kinds).toContain('service_issue');
  });
});

describe('a danger', () => {
  test.each(['我爸住院，用你们的外卖太方便了', '片子太好玩，笑得我肚子疼'])(
    'that nobody is in is no signal: %s',
    (text) => expect(annotate(text, engine).signals).toEqual([]),
  );

  test.each(['淋浴间没有防滑垫，差点摔倒，其他都挺好', '桥面结冰，行人过桥危险性很大'])(
    'that somebody was in is one: %s',
    (text) => expect(annotate(text, engine).signals).toContain('safety'),
  );
});
