import { describe, expect, test } from 'vitest';
import { namesIn } from '../../src/cluster/context.ts';
import { placedBy, type Reading, saidBy } from '../../src/cluster/group.ts';
import type { Aspect } from '../../src/model/labels.ts';
import type { StatedOpinion } from '../../src/model/pain.ts';
import { opinion, resources } from './resources.ts';

/** The reading of an opinion that nobody else's comes before. */
function groupOf(stated: StatedOpinion, { lexicon, segmenter }: typeof resources): Reading {
  const names = namesIn(lexicon, segmenter, 1);
  return placedBy(saidBy(stated, { lexicon, segmenter }), stated, names, lexicon);
}

const labelOf = (span: string, rest: Parameters<typeof opinion>[1] = {}) =>
  groupOf(opinion(span, rest), resources).label;

describe('a label names object and problem', () => {
  test.each([
    ['客服一直不回消息', 'service', '客服不回复'],
    ['等了三天才发货', 'delivery', '发货慢'],
    ['发货太慢了', 'delivery', '发货慢'],
    ['变速箱换挡的时候异响', 'quality', '变速箱异响'],
    ['大灯起雾很严重', 'quality', '大灯进水起雾'],
    ['发动机无法启动', 'quality', '发动机无法启动'],
    ['空调不制冷', 'quality', '空调不制冷'],
    ['我家门口的路灯不亮', 'environment', '路灯不亮'],
    ['客服态度特别差', 'service', '客服态度差'],
    ['服务员态度冷漠', 'service', '服务员态度差'],
    ['房间采光很差', 'environment', '采光差'],
    ['价格太贵', 'price', '价格贵'],
    ['電池不耐用', 'performance', '耗电'],
    ['车内多处异响', 'quality', '车内异响'],
    ['打方向卡顿', 'quality', '转向卡顿'],
    ['中控屏黑屏', 'quality', '车机死机'],
    ['校服的质量很差', 'quality', '校服质量差'],
    ['校服质量有问题', 'quality', '校服质量差'],
    ['物业一直不解决问题', 'service', '物业不解决问题'],
    ['人脸识别不如指纹解锁好用', 'digital', '人脸识别差'],
    ['不支持快充', 'performance', '不支持快充'],
    ['路况很差', 'environment', '交通拥堵'],
    ['停车收费太贵了', 'price', '停车费贵'],
    ['公交太贵', 'price', '票价贵'],
    ['楼下的夜宵摊扰民', 'environment', '餐饮油烟扰民'],
    ['物流公司半夜扰民', 'environment', '物流公司扰民'],
    ['每天弹琴到半夜很吵', 'environment', '弹琴扰民'],
    ['小区施工噪音大', 'environment', '施工扰民'],
    ['唯一的遗憾就是没有耳机', 'quality', '没有耳机'],
    ['房间小还没有窗户', 'environment', '没有窗'],
    ['与合同严重不符', 'authenticity', '与合同不符'],
    ['实物与图片不符', 'authenticity', '实际与宣传不符'],
    ['拍照有点发黄', 'performance', '拍照偏色'],
    ['身份证弄丢了', 'delivery', '证件丢失'],
    ['胎噪太大', 'quality', '胎噪大'],
    ['手机信号差', 'performance', '信号差'],
    ['家里没有信号', 'digital', '信号差'],
    ['宽带老断网', 'digital', '断网'],
  ] as const)('%s → %s', (span, aspect, label) => {
    expect(labelOf(span, { aspect })).toBe(label);
  });
});

describe('the object', () => {
  test.each([
    ['左边踏板的卡扣断裂了', '踏板开裂'],
    ['护栏歪了', '护栏变形'],
    ['师傅说好周三来又放鸽子', '爽约'],
    ['电池撑不到中午就没电了', '耗电'],
    ['房间采光差', '采光差'],
  ])('of %s gives %s', (span, label) => {
    expect(labelOf(span)).toBe(label);
  });

  test.each([
    ['师傅顺手修好了漏水', '漏水', '师傅'],
    ['客服说一直缺货', '缺货', '客服'],
    ['婆婆说水箱漏水', '水箱漏水', '婆婆'],
    ['东西坏了', '产品故障', '东西'],
  ])('of %s is not what the problem cannot befall', (span, label, stranger) => {
    expect(labelOf(span)).toBe(label);
    expect(labelOf(span)).not.toContain(stranger);
  });

  test('that nobody names is missed in the label', () => {
    expect(labelOf('总是有异响')).toBe('异响（部位不明）');
    expect(labelOf('用久了会发烫', { aspect: 'performance' })).toBe('机身发烫');
  });

  test('is said once', () => {
    expect(labelOf('天天断网断网断网', { aspect: 'digital' })).toBe('断网');
    expect(labelOf('价格贵，价格真的贵', { aspect: 'price' })).toBe('价格贵');
  });

  test('with a problem that is not told is no pain point by itself', () => {
    const { other, about } = groupOf(
      opinion('关于电梯的问题', { aspect: 'environment' }),
      resources,
    );
    expect([other, about?.label]).toEqual(['unclear', '电梯问题']);
  });

  test('and a quality of nothing in particular are no pain point', () => {
    expect(groupOf(opinion('太小了'), resources).other).toBe('unclear');
  });

  test('of a mood is not the thing that was named last', () => {
    const doubt = opinion('我开始怀疑', { term: '密码', aspect: 'digital' });
    expect(groupOf(doubt, resources).other).toBe('general');
  });

  test('the object that the span leaves out is the term of the opinion', () => {
    expect(labelOf('太慢了', { term: '快递', aspect: 'delivery' })).toBe('配送慢');
  });

  test('a term that is only part of a word of the span is no object', () => {
    expect(labelOf('电话打不通', { term: '电', aspect: 'service' })).not.toMatch(/^电(?!话)/u);
  });

  test('without any object the aspect stands in for it', () => {
    expect(labelOf('慢', { aspect: 'delivery' })).toBe('配送慢');
  });
});

describe('one pain point', () => {
  const same = (one: string, other: string, aspect: Aspect) => {
    const key = (span: string) => groupOf(opinion(span, { aspect }), resources).key;
    expect(key(one)).toBe(key(other));
  };

  test.each([
    ['快递小哥态度恶劣', '快递员态度很差', 'delivery'],
    ['物流龟速', '快递太慢', 'delivery'],
    ['變速箱異響', '变速箱异响', 'quality'],
    ['天窗漏水', '天窗漏水严重', 'quality'],
    ['车机黑屏了', '车机死机', 'quality'],
    ['快递还没到货', '商品没有到货', 'delivery'],
    ['电池不耐用', '续航太差', 'performance'],
    ['车辆行驶中B柱异响', 'A柱有异响', 'quality'],
    ['天天扰民', '周边噪音大', 'environment'],
    ['开发商延期交房', '房子一直烂尾', 'policy'],
  ] as const)('%s = %s', (one, other, aspect) => {
    same(one, other, aspect);
  });

  test('has no aspect in its key: what one annotator calls service and another delivery is one', () => {
    const keys = (['service', 'delivery'] as const).map(
      (aspect) => groupOf(opinion('快递员态度差', { aspect }), resources).key,
    );
    expect(keys[0]).toBe(keys[1]);
  });
});

describe('a problem that says too little by itself', () => {
  test.each([
    ['物业一拖再拖', 'service', '物业办事拖延'],
    ['违法占用农田', 'policy', '违规占用'],
    ['非法进行经营', 'policy', '违规经营'],
  ] as const)('%s is told by who does what: %s → %s', (span, aspect, label) => {
    expect(labelOf(span, { aspect })).toBe(label);
  });

  test.each(['严重违规', '很不合理'])('%s alone is unclear', (span) => {
    expect(groupOf(opinion(span, { aspect: 'policy' }), resources).other).toBe('unclear');
  });

  test('of people, 差 says nothing, of what they do it does', () => {
    expect(groupOf(opinion('这个公司太差了', { aspect: 'service' }), resources).other).toBe(
      'general',
    );
    expect(labelOf('公司的售后太差了', { aspect: 'aftersales' })).toBe('售后差');
  });

  test('noise is named by who makes it, wherever in the voice that is said', () => {
    const noise = opinion('小区噪音大', { aspect: 'environment', before: '楼下的ktv开到半夜，' });
    expect(groupOf(noise, resources)).toMatchObject({ label: 'KTV扰民', ground: 'context' });
    expect(labelOf('小区噪音大', { aspect: 'environment' })).toBe('小区噪音大');
  });
});

test('what suffers is not what troubles: who stands behind the effect is no source', () => {
  const { label } = groupOf(
    opinion('严重影响商铺的正常生活', { aspect: 'environment' }),
    resources,
  );
  expect(label).not.toContain('商铺');
});

describe('opinions that name no problem', () => {
  test.each([
    ['太差了', 'general'],
    ['很失望', 'general'],
    ['再也不买了', 'general'],
    ['这家店太差了', 'general'],
    ['！！！', 'general'],
  ])('%s of the whole is %s', (span, other) => {
    expect(groupOf(opinion(span, { aspect: 'overall' }), resources).other).toBe(other);
  });

  test('are kept by aspect, so that nothing is lost', () => {
    const group = groupOf(opinion('……', { aspect: 'taste' }), resources);
    expect(group).toMatchObject({
      key: 'unclear|taste',
      label: '口味气味·未归类',
      other: 'unclear',
    });
  });

  test('a problem of nothing in particular is unclear, one of something is not', () => {
    expect(groupOf(opinion('出现问题'), resources).other).toBe('unclear');
    expect(groupOf(opinion('存在质量问题'), resources)).toMatchObject({ label: '质量差' });
  });

  test('a named thing that is just bad is a pain point all the same', () => {
    expect(groupOf(opinion('售后太差了', { aspect: 'aftersales' }), resources)).toMatchObject({
      label: '售后差',
      other: null,
    });
  });
});
