import { describe, expect, test } from 'vitest';
import { annotate } from '../../src/annotate/annotate.ts';
import { explain } from '../../src/annotate/explain.ts';
import { engine } from '../support/engine.ts';

/** A fault that is told for the sake of what became of it. */
describe('what was put right', () => {
  test.each([
    ['路灯不亮，打完热线当天就修好了', '当天就修好了'],
    ['地暖漏水，报修后半小时师傅就来修好了', '师傅就来修好了'],
    ['房卡刷不开，前台立马给换好了', '前台立马给换好了'],
  ])('praises, and blames hardly: %s', (text, remedy) => {
    const { sentiment, kinds, opinions } = annotate(text, engine);
    expect(sentiment.label).toBe('positive');
    expect(kinds).toContain('praise');
    const praised = opinions.filter(({ polarity }) => polarity === 'positive');
    expect(praised.some(({ span }) => span.includes(remedy) || remedy.includes(span))).toBe(true);
  });

  test.each([
    ['微波炉坏了，一会儿就换好了', '一会儿就换好了'],
    ['热水器坏了，差价第二天就退给我了', '差价第二天就退给我了'],
    ['坏的灯管当天就换好了', '当天就换好了'],
    ['洗衣机坏了当天就修好了', '当天就修好了'],
    ['门锁坏了，王先生当天就来修好了', '当天就来修好了'],
    ['水管漏水，请了师傅当天就修好了', '当天就修好了'],
    ['烤箱坏了，当天修好能用了', '当天修好能用了'],
    ['水龙头漏水，当天就修好了，又不收费', '当天就修好了'],
    ['水龙头漏水，当天就修好了，师傅又帮我擦了台面', '当天就修好了'],
  ])('is told in words that hold what would deny it: %s', (text, remedy) => {
    const { sentiment, opinions } = annotate(text, engine);
    expect(sentiment.label).toBe('positive');
    const praised = opinions.filter(({ polarity }) => polarity === 'positive');
    expect(praised.some(({ span }) => span.includes(remedy) || remedy.includes(span))).toBe(true);
  });

  test.each(['淋浴不好用，枕头不舒服，报修后半小时师傅就来修好了', '投影特别差，前台立马给换好了'])(
    'leaves little of any fault, denied praise and strong words alike: %s',
    (text) => {
      expect(annotate(text, engine).sentiment.label).toBe('positive');
    },
  );

  test('relieves the faults before each remedy, and none far from all', () => {
    const far = '地板很脏';
    const idle = '我们早上出门，'.repeat(8);
    const text = `灯坏了，当天就修好了，${idle}${far}，${idle}门坏了，当天就修好了`;
    const { judgements } = explain(text, engine);
    const weightOf = (part: string): number =>
      judgements.find(({ entry }) => entry.includes(part))?.weight ?? 0;
    expect(weightOf('脏')).toBeLessThan(-0.7);
    expect(weightOf('坏')).toBeGreaterThan(-0.7);
    expect(weightOf('坏')).toBeLessThan(0);
  });

  test('that what was lost was paid for is praise beside the loss', () => {
    const { sentiment, opinions } = annotate(
      '快递弄丢了一件，站点第二天上门道歉，钱也照价赔了',
      engine,
    );
    expect(['mixed', 'positive']).toContain(sentiment.label);
    expect(opinions.map(({ polarity }) => polarity)).toEqual(['negative', 'positive', 'positive']);
  });

  test.each([
    '地暖漏水，报修后说马上修好，等了三天没人来',
    '水管漏水，当天修好了，可是第二天又漏了',
    '路灯坏了，要求尽快给换好',
    '手机坏了，售后才给修好，拖了一个月',
    '别家坏了当天就修好，你们家拖一个礼拜',
    '水管漏水，请师傅尽快给我修好',
    '门锁坏了，当天就修好了，第二天又坏了',
    '烤箱坏了，修好又不能用了',
  ])('is not what is only promised, asked for, late, undone or done by others: %s', (text) => {
    expect(annotate(text, engine).sentiment.label).toBe('negative');
  });
});

describe('a conversation in one text', () => {
  test('praises nothing where the agent speaks', () => {
    const { sentiment, opinions } = annotate(
      '客服：很高兴为您服务，现在续费有优惠哦 客户：我的课时退不了 客服：抱歉呢亲',
      engine,
    );
    expect(sentiment.label).toBe('negative');
    expect(opinions.filter(({ polarity }) => polarity === 'positive')).toEqual([]);
  });

  test('is not a review that names what it judges', () => {
    const { sentiment } = annotate('客服：态度很好 物流：很快', engine);
    expect(sentiment.label).toBe('positive');
  });

  test.each([
    ['顾客：李先生 老师：很有耐心，讲得很好 环境：很舒适', ['很有耐心', '讲得很好', '很舒适']],
    ['会员：陈姐。前台：非常热情。餐厅：很干净。', ['非常热情', '很干净']],
    ['手机号：1 客服：耐心细致 用户：陈某', ['耐心细致']],
    ['家长：陈某 班主任：特别负责 教室：很宽敞', ['特别负责', '很宽敞']],
    ['你家|客服：很热情 客户：陈某', ['很热情']],
  ])('is not a list of who and what is praised: %s', (text, praised) => {
    const { sentiment, opinions } = annotate(text, engine);
    expect(sentiment.label).toBe('positive');
    const spans = opinions.filter(({ polarity }) => polarity === 'positive');
    for (const part of praised) expect(spans.some(({ span }) => span.includes(part))).toBe(true);
  });

  test.each([
    '客户：登录不上 客服：我们的系统很稳定 客户：打不开',
    '客服：亲，这款非常好用哦 买家：收到是坏的',
    '用户：扣错钱了 售后：非常抱歉，我们的服务一直很贴心',
  ])('praises nothing where it is a conversation: %s', (text) => {
    const { opinions } = annotate(text, engine);
    expect(opinions.filter(({ polarity }) => polarity === 'positive')).toEqual([]);
  });
});

describe('stages', () => {
  test.each([
    ['退保的钱等了一个半月才回来', 'service'],
    ['空调不制冷，客服说让我自己找原因，气死了', 'service'],
    ['夜间模式在哪设置啊', 'use'],
  ] as const)('of %s', (text, stage) => {
    expect(annotate(text, engine).stages).toContain(stage);
  });

  test('do not come from an answer that is only asked for', () => {
    const { stages } = annotate('上周买的香水，颜色深浅不一样，请工作人员解释', engine);
    expect(stages).not.toContain('service');
  });

  test('of a wait for money back are not those of a delivery', () => {
    expect(annotate('退保的钱等了一个半月才回来', engine).stages).not.toContain('delivery');
  });
});

describe('what came instead of what was shown or booked', () => {
  test.each([
    '说是一对一，数了数十一个娃',
    '挂的是主任的号，进去一看是实习生',
    '图片海景大床，现场是两张小床',
    '页面写的当日送，次日也没送',
    '包过班，没过，不退钱',
  ])('breaks an expectation: %s', (text) => {
    const { sentiment, signals } = annotate(text, engine);
    expect(sentiment.label).toBe('negative');
    expect(signals).toContain('expectation');
  });

  test('is no clause that only leads up to it', () => {
    const { opinions } = annotate('订的是靠窗的大床房，进去一看，窗户对着一堵墙', engine);
    expect(opinions.map(({ span }) => span)).not.toContain('进去一看');
  });
});

describe('mockery and hyperbole', () => {
  test.each([
    '换个机油三千，是用金子做的吗',
    '交一年物业费，我是提款机吗',
    '催缴倒是一天没耽误',
    '安保就是个摆设',
    '跟抢劫有什么区别',
    '出险准时失联',
    '加钱就有座',
    '停了半年，下回走路是不是也要收费',
  ])('blames: %s', (text) => {
    expect(annotate(text, engine).sentiment.label).toBe('negative');
  });
});

describe('kindness that no word praises', () => {
  test.each([
    '护士下班了又折回来给我换药',
    '乘务员二话不说拿毯子给我妈盖上',
    '接线员听我唠叨半小时没打断',
    '师傅给加钱都不肯要',
    '管家记得我家孩子的名字',
    '这家银行的大姐教我妈用手机转账，一步步讲',
    '没催单也没推销',
    '全车鼓掌',
  ])('praises: %s', (text) => {
    const { sentiment, kinds } = annotate(text, engine);
    expect(sentiment.label).toBe('positive');
    expect(kinds).toContain('praise');
  });
});

test('who comes back praises, whatever for', () => {
  expect(annotate('生娃就认这家，二胎还来', engine).sentiment.label).toBe('positive');
});

test('an accident in a question is the case that is asked about', () => {
  const { sentiment, signals, urgency } = annotate('请问白内障手术医保能报多少', engine);
  expect(sentiment.label).toBe('neutral');
  expect(signals).not.toContain('safety');
  expect(urgency).toBe('none');
});
