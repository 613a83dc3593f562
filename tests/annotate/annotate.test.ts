import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { annotate } from '../../src/annotate/annotate.ts';
import { ASPECTS, KINDS, labelsOf, SIGNALS, STAGES } from '../../src/model/labels.ts';
import { lexicon } from '../dictionaries.ts';
import { engine } from '../support/engine.ts';
import { anyText } from '../support/texts.ts';

test.each([
  ['物流太慢，快递员还骂人，失望', '失望', 'delivery'],
  ['太失望了', '太失望了', 'use'],
  ['会推荐给朋友', '会推荐给朋友', 'loyalty'],
  ['扫码支付总失败', '扫码支付总失败', 'purchase'],
])('in %j, %j is of the stage %s', (text, span, stage) => {
  const found = annotate(text, engine).opinions.find((opinion) => opinion.span === span);
  expect(found?.stage).toBe(stage);
});

test.each([
  // What is brought late is a matter of those who bring it; where one is served, of the staff.
  ['鸭血粉丝汤一个半钟头才送来', 'negative delivery/delivery'],
  ['晚上九点半才送达', 'negative delivery/delivery'],
  ['坐了四十分钟才上菜', 'negative service/delivery'],
  // How long one walks is where a place is.
  ['出门步行七分钟就到江边', 'positive location/use'],
  ['打车不到二十分钟', 'positive location/use'],
  // Who lives near something is not where it is.
  ['附近的住户苦不堪言', 'negative environment/use'],
  ['沿线居民不堪其扰', 'negative environment/use'],
  ['电梯里头等了十分钟才下来，房间乱糟糟的', 'negative environment/use'],
  ['17号才到手', 'negative delivery/delivery'],
  ['外卖小哥是走着来的吗，太慢', 'negative delivery/delivery'],
  ['准时送达', 'positive delivery/delivery'],
  ['骑手准时', 'positive delivery/delivery'],
  ['等的时间太长', 'negative service/delivery'],
  // What is found in a dish is no matter of how it cares for hair, nor music of what one may listen to.
  ['米饭里吃出头发', 'negative quality/use'],
  ['洗完头发很顺滑', 'positive performance/use'],
  ['餐厅里的音乐太吵', 'negative environment/use'],
  // Better than thought: by what is better.
  ['裙子比想象中更好看', 'positive appearance/use'],
  ['比预想的便宜', 'positive price/purchase'],
  // What is broken when it comes was broken on the way; a maker who does nothing fails in after-sales.
  ['一箱鸭蛋收到就是碎的', 'negative quality/delivery'],
  ['花瓶到手已经裂了', 'negative quality/delivery'],
  ['天窗漏雨厂家不予处理', 'negative aftersales/service'],
  ['一辈子不会再喝这种汽水', 'negative overall/loyalty'],
  ['水壶还是老老实实去商场挑吧', 'negative overall/loyalty'],
  ['再也不相信这家直播间了', 'negative overall/loyalty'],
  ['酸辣粉连个叉子都没给', 'negative delivery/delivery'],
  ['反正我是不喝这家的奶茶了', 'negative overall/loyalty'],
  // Mild blame, also of somebody satisfied.
  ['早餐很一般', 'negative taste/use'],
  ['位置好找，服务热情，房间一般，下次还住这里', 'negative environment/use'],
  ['坚决不去第二次', 'negative overall/loyalty'],
  // However it is praised.
  ['表带做工精致', 'positive quality/use'],
  ['外形外观：大气', 'positive appearance/use'],
])('%j is %s', (text, told) => {
  const { opinions } = annotate(text, engine);
  expect(opinions.map(({ polarity, aspect, stage }) => `${polarity} ${aspect}/${stage}`)).toContain(
    told,
  );
});

test.each([
  ['空姐拒绝给我盖毯子', 'negative'],
  ['车漆挺有光泽', 'positive'],
  ['明天再去拍几张', 'neutral'],
])('who states an opinion evaluates, whoever judges it: %j is %s', (text, sentiment) => {
  expect(annotate(text, engine).sentiment.label).toBe(sentiment);
});

test('who asks whether something were not better suggests it', () => {
  expect(annotate('把垃圾桶挪到门外是不是更好？', engine).kinds).toContain('suggestion');
  expect(annotate('把垃圾桶挪到门外是不是更好？', engine).kinds).not.toContain('inquiry');
});

test('what is of no special sort is not blamed for it', () => {
  expect(annotate('普通的上班族来这里吃饭', engine).opinions).not.toContainEqual(
    expect.objectContaining({ polarity: 'negative' }),
  );
});

describe('dissatisfaction with the whole', () => {
  const stageOfLast = (text: string): string | undefined =>
    annotate(text, engine).opinions.findLast(({ aspect }) => aspect === 'overall')?.stage;

  test.each([
    ['the only stage that is blamed', '司机把箱子摔破了，差评', 'delivery'],
    ['the same where two are blamed alike', '快递太慢，外箱也压扁了，失望', 'delivery'],
    ['use where that is blamed too', '快递太慢，衣服还起球，失望', 'use'],
    ['use where a thing is named', '快递太慢，这条裤子真差劲', 'use'],
    ['use where nothing else is said', '太失望了', 'use'],
    ['use of what an authority does', '街道办推来推去，差评', 'use'],
  ])('was caused in %s', (_where, text, stage) => {
    expect(stageOfLast(text)).toBe(stage);
  });

  test('leaves satisfaction with it where it was', () => {
    expect(stageOfLast('快递很快，满意')).toBe('use');
  });
});

describe('a voice', () => {
  test('of the contract gets its opinions with object, aspect and stage', () => {
    const annotation = annotate('等了三天才发货，客服态度还差，再也不买了', engine);
    expect(annotation).toMatchObject({
      sentiment: { label: 'negative' },
      kinds: ['service_issue'],
      stages: ['delivery', 'service', 'loyalty'],
      signals: ['churn'],
      urgency: 'normal',
    });
    expect(annotation.opinions.map(({ span, aspect, term }) => [span, aspect, term])).toEqual([
      ['等了三天才发货', 'delivery', '发货'],
      ['客服态度还差', 'service', '客服'],
      ['再也不买了', 'overall', null],
    ]);
  });

  test('without text is neutral, other, and has no opinions', () => {
    expect(annotate('', engine)).toEqual({
      sentiment: { label: 'neutral', score: 0 },
      kinds: ['other'],
      opinions: [],
      stages: ['use'],
      signals: [],
      urgency: 'none',
    });
  });

  describe('of somebody satisfied', () => {
    const complaints = (text: string): string[] =>
      annotate(`${text}。外观很漂亮，屏幕清晰，运行速度很快，拍照效果特别好，非常满意`, engine)
        .opinions.filter(({ polarity }) => polarity === 'negative')
        .map(({ span }) => span);

    test.each([
      ['another’s thing', '老爸的旧手机坏掉了，就给他买了这台'],
      ['a former thing', '以前的手机用着也行，就是电池不耐用'],
      ['hearsay', '很多人说信号不好'],
      ['the one before', '上个华为用了四年，内存太小'],
      ['another person’s', '给爷爷换的，他的手机内存有点小'],
      ['what was bought long ago', '我两年前买的那款信号很差，还总断流'],
      ['what is liked', '因为喜欢稍微小的屏幕，所以选了它'],
      ['a state in which it charges', '自动关机状态下充满只要一小时'],
      ['what was not done', '还没玩游戏'],
    ])('does not complain of %s', (_of, text) => {
      expect(complaints(text)).toEqual([]);
    });

    test.each([
      ['not without it', '就是充电速度太慢了', '充电速度太慢'],
      ['set apart', '不过没有耳机孔有点遗憾', '没有耳机孔'],
    ])('complains of what is his: %s', (_how, text, said) => {
      expect(complaints(text).join()).toContain(said);
    });
  });

  test('says one thing of a compound, and one of each thing that is listed', () => {
    const aspects = (text: string): string[] =>
      annotate(text, engine).opinions.map(({ aspect }) => aspect);
    expect(aspects('菜品份量很足')).toHaveLength(1);
    expect(aspects('外观手感都不错')).toHaveLength(2);
    expect(aspects('外观和手感不错')).toHaveLength(2);
  });

  test('of many thousand words without a mark takes no longer than one with marks', () => {
    const text = '手机很好用屏幕清晰电池不耐用物流快'.repeat(1000);
    const { opinions } = annotate(text, engine);
    expect(opinions.length).toBeGreaterThan(1000);
    for (const { start, end, span } of opinions) expect(text.slice(start, end)).toBe(span);
  }, 5_000);

  test("is not judged by the company's reply behind it", () => {
    const own = annotate('房间很小，隔音也差。', engine);
    const replied = annotate(
      '房间很小，隔音也差。宾馆反馈：非常感谢，我们会改进，祝您愉快！',
      engine,
    );
    expect(replied).toEqual(own);
  });

  test.each([
    '房间很小，隔音也差。\n客服回复（2024-05-01 10:20）：非常抱歉，建议您下次投诉12315，我们退款',
    '房间很小，隔音也差。//@小张：太好了，推荐大家去',
    '房间很小，隔音也差。\n此用户没有填写评价内容',
    '房间很小，隔音也差。\n来自 安卓客户端',
  ])('is the same with what others wrote: %s', (text) => {
    expect(annotate(text, engine)).toEqual(annotate('房间很小，隔音也差。', engine));
  });

  test('goes on after the reply, where the customer adds something', () => {
    const { opinions } = annotate('房间很小\n商家回复：感谢支持\n追评：空调也坏了', engine);
    expect(opinions.map(({ span }) => span)).toEqual(['房间很小', '空调也坏了']);
  });

  test('that is only a line of the platform is neutral', () => {
    const { sentiment, opinions } = annotate('该用户觉得商品非常好，给出5星好评', engine);
    expect([sentiment.label, sentiment.score, opinions]).toEqual(['neutral', 0, []]);
  });
});

describe('opinions', () => {
  test.each([
    [
      '外观和手感都不错',
      [
        ['外观', 'appearance'],
        ['手感', 'performance'],
      ],
    ],
    ['很小的房间', [['房间', 'environment']]],
    ['有点贵', [[null, 'price']]],
    [
      '味道不好吃，分量少',
      [
        ['味道', 'taste'],
        ['分量', 'spec'],
      ],
    ],
    ['电池半天就没电', [['电池', 'performance']]],
    ['没有发票', [['发票', 'policy']]],
    ['民宿的早餐挺丰富', [['早餐', 'taste']]],
    ['骑手态度恶劣', [['骑手', 'delivery']]],
    ['上门维修的师傅没来', [['师傅', 'aftersales']]],
    ['宽带老是掉线', [['宽带', 'digital']]],
    ['内存有点小', [['内存', 'spec']]],
    ['菜太少了', [['菜', 'spec']]],
    ['地铁站违规用工', [['地铁站', 'policy']]],
  ])('%s → %j', (text, wanted) => {
    const found = annotate(text, engine).opinions;
    expect(found.map(({ term, aspect }) => [term, aspect])).toEqual(wanted);
  });

  test.each([
    ['这部手机拍照清晰，就是信号太差', '信号太差', 'performance'],
    ['宽带和流量都买了，家里信号太差', '家里信号太差', 'digital'],
    ['业主群里都在说自来水浑浊', '自来水浑浊', 'quality'],
    ['航班晚点，飞机上座椅太旧', '座椅太旧', 'environment'],
    ['去支行办贷款，材料太麻烦', '材料太麻烦', 'policy'],
    ['试驾下来风噪小', '风噪小', 'quality'],
    ['小区绿化一直没人管', '没人管', 'service'],
    ['网约车司机推诿扯皮', '司机推诿扯皮', 'service'],
    ['新车开了一周，变速箱漏油4S店不管', '变速箱漏油', 'quality'],
    ['车子开了半年，内饰开裂', '内饰开裂', 'quality'],
    ['这部手机真香，屏幕清晰', '真香', 'overall'],
    ['这部手机的侧边指纹很灵敏', '侧边指纹很灵敏', 'performance'],
    ['小区楼盘延期，我们上访无门', '上访无门', 'aftersales'],
  ])('%s: %s is about %s in its industry', (text, said, wanted) => {
    const about = annotate(text, engine).opinions.filter(({ span }) => span.includes(said));
    expect(about.map(({ aspect }) => aspect)).toEqual([wanted]);
  });
});

describe('no opinion is', () => {
  const blamed = (text: string): string[] =>
    annotate(text, engine).opinions.flatMap(({ polarity, span }) =>
      polarity === 'negative' ? [span] : [],
    );

  test.each([
    '望有关部门尽快处理',
    '恳请领导到现场看看',
    '请上级督促',
    '贵部门是否知情',
    '没有出个任何毛病',
    '好久没用这个牌子了',
    '目前降价之后很划算',
    '等了一天了，终于收到了，手机非常好用，特别喜欢',
  ])('blame in %s', (text) => {
    expect(blamed(text)).toEqual([]);
  });

  test.each([
    ['praise', '给老妈买的，屏幕清晰', '给老妈买的'],
    ['praise', '屏幕清晰，如果再便宜些，感觉就是最完美的手机了', '完美'],
    ['praise', '性价比没有标准版高', '性价比'],
    ['praise', '屏幕过大，不好拿', '屏幕过大'],
    ['blame', '新路灯不会造成交通拥堵', '拥堵'],
    ['blame', '我们小区的普通民众都盼着通车', '普通'],
    ['blame', '路灯坏了，一到晚上看不清路，请制止违章占道行为', '违章占道'],
    ['blame', '门口夜市很吵，针对上述问题我们打了电话', '上述问题'],
  ])('%s in %s', (sort, text, said) => {
    const polarity = sort === 'praise' ? 'positive' : 'negative';
    const found = annotate(text, engine).opinions.filter((one) => one.polarity === polarity);
    expect(found.filter(({ span }) => span.includes(said))).toEqual([]);
  });

  test('what a failure harms', () => {
    const { opinions } = annotate('工地通宵施工，严重影响了周边居民的正常生活', engine);
    expect(opinions.map(({ span }) => span)).toContain('严重影响了周边居民的正常生活');
    expect(opinions.map(({ span }) => span)).not.toContain('周边居民的正常生活');
  });

  test('a complaint that says earlier words again, as letters do with their title', () => {
    const text = '东湖工地通宵施工扰民。东湖工地通宵施工扰民，已经三个月了。';
    expect(blamed(text).filter((span) => span.includes('施工扰民'))).toHaveLength(1);
    expect(blamed('客服态度差，快递员态度差')).toHaveLength(2);
  });
});

describe('an entry inside a word', () => {
  test.each([
    '想远程看看家里',
    '那里得重装',
    '没有电话打来',
    '头像永远在那里',
    '证书在桌上',
    '装了双卡',
    '无线网卡在里面',
    '冷水从那边来',
    '声音依旧',
    '他在香港读大学',
    '在tmall下单',
    'lower版本',
    '打开debug模式',
    'start_time那一栏',
  ])('is not found: %s', (text) => {
    // What the model makes of such a text is no matter of entries.
    const { lexicon, segmenter } = engine;
    expect(annotate(text, { lexicon, segmenter }).opinions).toEqual([]);
  });

  test.each([
    ['味道很棒', '味道很棒'],
    ['苦不堪言', '苦不堪言'],
    ['真的太好了', '真的太好了'],
    ['能力差', '能力差'],
    ['用户说丢了', '丢了'],
    ['旅客反映空调不制冷', '空调不制冷'],
  ])('%s → %s', (text, span) => {
    expect(annotate(text, engine).opinions.map((one) => one.span)).toEqual([span]);
  });

  test('is found where no words are known', () => {
    expect(annotate('声音依旧', { lexicon }).opinions).toHaveLength(1);
  });
});

describe('what an opinion is about', () => {
  test.each([
    ['施工单位夜间施工到十二点，噪音很大', '施工'],
    ['这手机用了两天，经常发热', '手机'],
    ['房间在五楼。太贵了', null],
    ['網路很慢', '網路'],
    ['客服说会处理，再也不买了', null],
  ])('%s → %s', (text, term) => {
    expect(annotate(text, engine).opinions.at(-1)?.term).toBe(term);
  });
});

describe('in industries where nothing is shipped or tasted', () => {
  test.each([
    ['取款机又吞卡了，柜台前面还有六个人在办', 'digital service'],
    ['柜员机坏了两台', 'digital'],
    ['医保报销才报了三成', 'policy'],
    ['诊室里有股霉味', 'environment'],
    ['候诊两个小时，大夫没说两句话就开单子', 'service service'],
    ['光猫坏了', 'digital'],
    ['驾校教练老换', 'service'],
    ['司机边开车边看手机', 'safety'],
    ['停电也没提前通知', 'environment'],
    ['物业把事情推给开发商', 'aftersales'],
    ['会员卡说清零就清零', 'policy'],
    ['为盖章跑了四趟', 'service'],
    ['师傅骑车把餐送到，半路没发火', ''],
  ])('%s → %s', (text, aspects) => {
    const { opinions } = annotate(text, engine);
    const blamed = opinions.filter(({ polarity }) => polarity === 'negative');
    expect(blamed.map(({ aspect }) => aspect).join(' ')).toBe(aspects);
  });
});

test('a case that is told to ask what to do blames nobody', () => {
  const { sentiment, kinds } = annotate('请问存折丢了怎么补办', engine);
  expect([sentiment.label, kinds]).toEqual(['neutral', ['inquiry']]);
});

describe('kinds', () => {
  test.each([
    ['用户来电反映小区二次供水发黄，催促尽快处理', ['complaint']],
    ['自来水公司的水压太低', ['product_issue']],
    ['网课内容太水，助教态度敷衍', ['product_issue', 'service_issue']],
    ['手机用两天就死机', ['product_issue']],
    ['快递太慢', ['service_issue']],
    ['骗子商家，要求退款', ['complaint']],
    ['请问这个怎么安装？', ['inquiry']],
    ['希望增加夜间模式', ['need']],
    ['建议食堂多开两个窗口', ['suggestion']],
    ['很好用', ['praise']],
    ['今天下单了', ['other']],
  ] as const)('%s contains %j', (text, kinds) => {
    expect(annotate(text, engine).kinds).toEqual(expect.arrayContaining([...kinds]));
  });
});

describe('signals', () => {
  test.each([
    ['太难吃了，再也不来了', ['churn']],
    ['这破软件，已卸载', ['churn']],
    ['系统自带的软件都卸载了，手机很流畅', []],
    ['有几个应用卸载不掉，很占地方', []],
    ['提醒大家千万别买', ['churn']],
    ['提醒大家：早餐只含一份', []],
    ['同事问要不再来个红烧肉', []],
    ['这是最后一次买了', ['churn']],
    ['上个月最后一次买的时候还挺好', []],
    ['很好用，会回购的', ['repurchase']],
    ['非常好，推荐大家购买', ['recommend']],
    ['质量太差，我要退货', ['refund']],
    ['一直不处理，我要打12315', ['escalation']],
    ['刹车失灵', ['safety']],
    ['反映了三次都没解决', ['repeat']],
    ['说好的今天送到，结果没到', ['expectation']],
    ['不推荐购买，太差', ['churn']],
    ['没有过敏，很温和', []],
    ['打算换移动了，套餐太贵', ['churn']],
    ['客服把我拉黑，又换号打过来', []],
    ['乘客反映司机一边开车一边接电话', ['safety']],
    ['住户反映楼道灯不亮，没有人来看', []],
  ] as const)('%s → %j', (text, wanted) => {
    const { signals } = annotate(text, engine);
    expect(signals).toEqual(expect.arrayContaining([...wanted]));
    if (wanted.length === 0) expect(signals).toEqual([]);
  });
});

describe('urgency', () => {
  test.each([
    ['用了以后过敏，脸都红肿了', 'urgent'],
    ['包装有点破', 'normal'],
    ['很喜欢', 'none'],
    ['虽然有点小贵，但是非常好用，很喜欢', 'none'],
    ['请相关部门依法处理，垃圾堆在派出所旁边没人清理', 'normal'],
    ['法院门口的路灯一直不亮', 'normal'],
    ['向消协投诉了，还是不退款', 'urgent'],
    ['已经停水三天，没人管', 'urgent'],
    ['开发商拖欠农民工工资', 'urgent'],
    ['楼道存在严重安全隐患', 'urgent'],
  ] as const)('%s → %s', (text, urgency) => {
    expect(annotate(text, engine).urgency).toBe(urgency);
  });
});

describe('a clause that runs on', () => {
  test.each([
    ['房间很大但是隔音太差', ['房间很大', '隔音太差']],
    ['1、房间小2、隔音差3、早餐不错', ['房间小', '隔音差', '早餐不错']],
    ['服务员居然态度恶劣', ['服务员居然态度恶劣']],
  ])('%s → %j', (text, wanted) => {
    expect(annotate(text, engine).opinions.map(({ span }) => span)).toEqual(wanted);
  });

  test.each([
    ['阳台漏风渴望早日解决', '阳台漏风'],
    ['单元门坏了烦请物业处理', '单元门坏了'],
    ['热水器不热敬请处理', '热水器不热'],
    ['井盖破损特请有关部门重视', '井盖破损'],
    ['我要投诉，空调不制冷期盼尽快更换', '空调不制冷'],
    ['我要投诉，冰箱不制冷迫切希望早日维修', '冰箱不制冷'],
    ['我要投诉，门禁坏了企盼厂家更换', '门禁坏了'],
    ['我要投诉，屏幕碎了还请更换', '屏幕碎了'],
    ['楼道灯坏了望尽快维修', '楼道灯坏了'],
  ])('ends before what is demanded, not inside its first word: %s → %s', (text, fault) => {
    const spans = annotate(text, engine).opinions.map(({ span }) => span);
    expect(spans.filter((span) => span.endsWith(fault))).toHaveLength(1);
  });

  test.each([
    '我要投诉，房间太脏对不起我的期望必须赔偿',
    '我要投诉，服务太差辜负了期望要赔偿',
    '我要投诉，护士态度差连看望都不让还不道歉赔偿',
    '我要投诉，门锁坏了申请维修',
  ])('does not end before a word that ends like a demand: %s', (text) => {
    const [, said] = text.split('，');
    expect(annotate(text, engine).opinions.map(({ span }) => span)).toEqual([said]);
  });

  test.each([
    ['屏幕清晰，同时期产品里最差', '同时期产品里最差'],
    ['价格便宜，同时代机型里最卡', '同时代机型里最卡'],
    ['左边两个好用，另外两个坏了', '另外两个坏了'],
    ['声音很好，首先锋耳机难用', '首先锋耳机难用'],
    ['这个厂的货贵，其次品很差', '其次品很差'],
    ['饭菜难吃，此外卖还洒了', '此外卖还洒了'],
    ['服务态度不好，同时发货太慢', '发货太慢'],
    ['服务态度不好，另外卖家不发货', '卖家不发货'],
    ['味道不好，其次服务态度很差', '服务态度很差'],
    ['送得快，首先包装破了', '包装破了'],
  ])('begins behind what links it, where that is a word: %s → %s', (text, last) => {
    expect(annotate(text, engine).opinions.at(-1)?.span).toBe(last);
  });
});

describe('faces', () => {
  test.each([
    ['😡😡😡', 'negative'],
    ['[赞][赞]', 'positive'],
    ['收到了👍🏻', 'positive'],
    ['今天收到[怒]', 'negative'],
    ['两天了>_<', 'negative'],
    ['已收货/:strong', 'positive'],
    ['今天收到', 'neutral'],
  ] as const)('%s is %s, and no opinion', (text, label) => {
    const annotation = annotate(text, engine);
    expect(annotation.sentiment.label).toBe(label);
    expect(annotation.opinions).toEqual([]);
  });

  test('stand in no span', () => {
    const spans = annotate('物流很快[赞]，包装破了😡客服也差(╯‵□′)╯', engine).opinions;
    expect(spans.map(({ span }) => span)).toEqual(['物流很快', '包装破了', '客服也差']);
  });
});

describe('for any text', () => {
  test('every opinion slices back out of the text as received', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const { start, end, span, term } of annotate(text, engine).opinions) {
          expect(text.slice(start, end)).toBe(span);
          expect(end).toBeGreaterThan(start);
          if (term !== null) expect(text).toContain(term);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('no opinion begins or ends inside a character of two units', () => {
    const part = fc.constantFrom(
      ...[
        '𠮷',
        '𠮷野家',
        '摩的并无',
        '的时候',
        '翻转屏幕',
        '几次就会花屏',
        '😀',
        '👍🏽',
        '硬盘',
        '很卡',
        '，',
      ],
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 9 }), (parts) => {
        const spans = annotate(parts.join(''), engine).opinions.map(({ span }) => span);
        expect(spans.filter((span) => !span.isWellFormed())).toEqual([]);
      }),
      { numRuns: 500, examples: [[['摩的并无', '𠮷', '的时候', '翻转屏幕', '几次就会花屏']]] },
    );
  });

  test('also where one judgement reaches over the next', () => {
    for (const { start, end } of annotate('質量无号医保', engine).opinions) {
      expect(end).toBeGreaterThan(start);
    }
  });

  test('labels are the codebook’s, in its order, each once; opinions are in text order', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { kinds, stages, signals, opinions, sentiment } = annotate(text, engine);
        expect(kinds).toEqual(labelsOf(KINDS).filter((kind) => kinds.includes(kind)));
        expect(stages).toEqual(labelsOf(STAGES).filter((stage) => stages.includes(stage)));
        expect(signals).toEqual(labelsOf(SIGNALS).filter((signal) => signals.includes(signal)));
        expect(kinds.length).toBeGreaterThan(0);
        expect(Math.abs(sentiment.score)).toBeLessThanOrEqual(1);
        const starts = opinions.map((opinion) => opinion.start);
        expect(starts).toEqual([...starts].sort((a, b) => a - b));
        expect(opinions.every((opinion) => opinion.aspect in ASPECTS)).toBe(true);
      }),
    );
  });

  test('equal texts get equal annotations, whatever was annotated before', () => {
    fc.assert(
      fc.property(anyText, anyText, (text, other) => {
        const first = annotate(text, engine);
        annotate(other, engine);
        expect(annotate(text, engine)).toEqual(first);
      }),
    );
  });

  test('traditional script and simplified script say the same', () => {
    const pairs = fc.constantFrom(
      ['質量', '质量'],
      ['態度', '态度'],
      ['壞了', '坏了'],
      ['發貨慢', '发货慢'],
      ['，', '，'],
    );
    fc.assert(
      fc.property(fc.array(pairs), (parts) => {
        const traditional = annotate(parts.map(([t]) => t).join(''), engine);
        const simplified = annotate(parts.map(([, s]) => s).join(''), engine);
        expect(traditional.sentiment).toEqual(simplified.sentiment);
        expect(traditional.opinions.map((o) => [o.start, o.end, o.aspect])).toEqual(
          simplified.opinions.map((o) => [o.start, o.end, o.aspect]),
        );
      }),
    );
  });
});

describe('a letter', () => {
  const complaints = (text: string): string[] =>
    annotate(text, engine)
      .opinions.filter(({ polarity }) => polarity === 'negative')
      .map(({ span }) => span);

  test.each([
    ['purposes', '小区门口占道经营，为确保老人和学生不受伤害，请派人清理', ['小区门口占道经营']],
    ['what the law says', '楼道堆满杂物。消防法规定，任何单位不得堵塞消防通道', ['楼道堆满杂物']],
    [
      'what was done against it',
      '垃圾堆了一个月。去年街道对违法建筑进行了拆除',
      ['垃圾堆了一个月'],
    ],
    [
      'what would be',
      '河堤多处垮塌，一旦涨水，下游村庄势必被淹，后果不堪设想的损失将无法挽回',
      ['河堤多处垮塌'],
    ],
    ['in whose eyes', '对于住在这里的居民来说，公交站太远了', ['公交站太远了']],
    ['what a wrong costs by law', '工地半夜施工。情节严重的，处以两万元罚款', ['工地半夜施工']],
    ['what leads up to it', '更为恶劣的是，电梯经常停运', ['电梯经常停运']],
    ['what it asks for', '路灯坏了半年，不妨先装几盏临时的', ['路灯坏了半年']],
    ['what ought to be', '楼道灯坏了三个月，物业也该相应减免费用', ['楼道灯坏了三个月']],
  ])('does not complain of %s', (_, text, spans) => {
    expect(complaints(text)).toEqual(spans);
  });

  test.each([
    [
      'a title with what it titles',
      '关于电梯故障问题的反映。三号楼电梯经常停运',
      ['三号楼电梯经常停运'],
    ],
    ['a fault with how bad it is', '车间的噪音污染尤为严重', ['车间的噪音污染尤为严重']],
    ['a fault with its degree before it', '桥下一到早上就严重堵塞', ['桥下一到早上就严重堵塞']],
    ['faults in one breath', '工地上全是噪音和扬尘', ['工地上全是噪音和扬尘']],
    ['a wrong with its manner', '开发商违法捆绑销售车位', ['开发商违法捆绑销售车位']],
  ])('tells %s as one complaint', (_, text, spans) => {
    expect(complaints(text)).toEqual(spans);
  });

  test.each([
    ['what the writer lost', '驾驶证丢失了，请问补办需要什么材料'],
    ['the way to an end', '身份证过期了，在外地怎么换领'],
  ])('that asks about %s has no problem', (_, text) => {
    const { sentiment, kinds, opinions, urgency } = annotate(text, engine);
    expect([sentiment.label, kinds, opinions, urgency]).toEqual([
      'neutral',
      ['inquiry'],
      [],
      'none',
    ]);
  });

  test('tells once what its title says too', () => {
    const text = '关于夜市噪音扰民的反映。楼下夜市噪音扰民，每晚吵到两点';
    expect(complaints(text).filter((span) => span.includes('噪音扰民'))).toHaveLength(1);
  });
});

describe('a sentence that goes on for ever', () => {
  const cpuOf = (clauses: string, count: number): number => {
    const before = process.cpuUsage();
    annotate(clauses.repeat(count), engine);
    const { user, system } = process.cpuUsage(before);
    return user + system;
  };

  test.each([
    '味道很好，',
    '手机满意，屏幕小，',
    '承诺两小时到，实际等了一天，',
    '我要投诉12315，再也不来了，',
    '物业不作为，业主投诉，',
    '等了一天了，终于收到了，',
    '灯坏了，当天就修好了。',
    '请问怎么退款，',
    '根据规定物业不得停水，',
    '如果便宜点就好，',
    '之前的手机卡，现在好，',
    '说是好，其实差，',
    '怎么这么慢？',
    '张三经理说李四坏，',
    'http://a.cn/b ',
  ])('takes time that grows with it, not with its square: %s', (clauses) => {
    cpuOf(clauses, 200);
    // Sixteen times as much where each clause looks at all others; a little is lost where memory is short.
    expect(cpuOf(clauses, 32_000) / cpuOf(clauses, 2000)).toBeLessThan(50);
  });
});
