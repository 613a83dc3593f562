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
