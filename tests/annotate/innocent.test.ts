import { describe, expect, test } from 'vitest';
import { annotate } from '../../src/annotate/annotate.ts';
import { engine } from '../support/engine.ts';

const PRAISED_BY_LOOKS = `
空姐不肯给我拿毯子
前台叫我自己去拿枕头
保安说找不到雨伞
都下班了还给我打电话催缴
轮休也处理不了
下了班又帮不上忙
给钱都不接单
加钱也不肯送
没想到这么快就坏了
想不到这么快就没电了
二话不说就给我扣了分
等我反应过来押金扣完了
零差评都做不到
全程跟进无人
一直没跟进
半夜都给我发广告短信
凌晨也不回消息
全场起哄鼓掌让他们退票
小区的树都换了
我妹妹陪我去买的`;

const BLAMED_BY_LOOKS = `
学费从5000降到3000
毛巾越洗越干净
娃越练越厉害了
头发越用越多
面越吃越不腻
好喝到怀疑人生
导游把我带到山上看日出，美极了
孩子在一旁睡觉，一点都不吵
旁边喝茶的地方挺好
用了三年，正常磨损，很满意
大夫说观察两天，态度很好
小店藏在角落里，味道惊艳
请问这个是用纯棉做的吗
有这么大的吗
别家买不到的好东西
泥粘不住，很好清洗
妆容擦不掉，很持久
双手都握不住，好大一碗
海关两天就放行了
今早九点就装妥了
便宜卖了好几年`;

const PRAISE = `
地铁口旁边，方便出行
小区门口就有公交，方便居民
给闺蜜推荐了两回
已经向家人推荐了
跟邻居推荐了好几次`;

const PLAIN_BLAME = `
头皮越洗越痒
这手机越用越卡
排队排到怀疑人生
导航把我带到河边
护士在旁边玩手机
客服说先观察，就是不给换
退订入口藏在角落里
话费从30涨到60
有你们这么做事的吗
把我们当猴耍
外卖没给餐具
门禁成了摆设
这不就是骗人吗`;

const lines = (table: string): string[] => table.trim().split('\n');
const label = (text: string): string => annotate(text, engine).sentiment.label;

describe('what only shares words with a phrase', () => {
  test.each(lines(PRAISED_BY_LOOKS))('is no praise: %s', (text) => {
    expect(label(text)).not.toBe('positive');
  });

  test.each(lines(BLAMED_BY_LOOKS))('is no blame: %s', (text) => {
    expect(label(text)).not.toBe('negative');
  });
});

describe('what a phrase is for', () => {
  test.each(lines(PRAISE))('stays praise: %s', (text) => {
    expect(label(text)).toBe('positive');
  });

  test.each(lines(PLAIN_BLAME))('stays blame: %s', (text) => {
    expect(label(text)).toBe('negative');
  });
});
