import { describe, expect, test } from 'vitest';
import { analyseText, annotate } from '../../src/annotate/annotate.ts';
import { engine } from '../support/engine.ts';

describe('the industry', () => {
  test.each([
    ['提前结清还要收罚息', 'bank'],
    ['线上理赔传了四回照片', 'bank'],
    ['主副卡想拆开，营业厅不给办', 'telecom'],
    ['弱电井里的线没人理', 'telecom'],
    ['取药窗口排到大门外', 'hospital'],
    ['牙补了一个月就掉', 'hospital'],
    ['剩余课时不给退', 'school'],
    ['学车交了钱约不上科目一', 'school'],
    ['抽卡保底歪了两次', 'app'],
    ['首页改版以后收藏夹不见了', 'app'],
    ['逾重行李收了四百', 'travel'],
    ['司机半路加价', 'travel'],
    ['托尼老师把刘海剪坏了', 'local'],
    ['搬运费涨到八百', 'local'],
    ['水电改造增项两万', 'local'],
    ['道闸抬不起来，岗亭里没人', 'citizen'],
    ['暖气片摸着是凉的', 'citizen'],
    ['延迟退房要加两百', 'hotel'],
    ['车厘子化冻以后全软了', 'food'],
    ['烘干机烘一次两个钟头', 'device'],
    ['中控屏开着开着黑了', 'car'],
    ['运行速度：打王者不掉帧 待机时间：一天一充', 'phone'],
    ['上脸有点卡粉', 'beauty'],
    // A faint word is believed where none speaks of another industry.
    ['柜台说下周再来', 'bank'],
    ['今天天气真好', null],
  ] as const)('of %s is %s', (text, industry) => {
    expect(analyseText(text, engine).findings.reading.domain).toBe(industry);
  });
});

/** Facts that are failures, though no word in them judges. */
describe('a failure', () => {
  test.each([
    // Waits, and how they are told.
    ['填好单子坐了五十分钟，还没叫到我', 'negative service'],
    ['约的九点，十一点半才轮到', 'negative service'],
    ['牛奶走了六天才收到', 'negative delivery'],
    ['工期八十天现在都第一百二十天了', 'negative service'],
    // Amounts.
    ['上个月刚买，这个月就官降一万二', 'negative price'],
    ['平时三十今天收五十二', 'negative price'],
    ['看个感冒多花了四百', 'negative price'],
    ['刷满五笔了还给扣了两百年费', 'negative price'],
    ['每月冒出两笔会员费', 'negative price'],
    // Whom one is sent to.
    ['社区说归街道，街道说归社区', 'negative service'],
    ['平台说找商家，商家说找平台', 'negative service'],
    ['改个手机号还得跑一趟开户行', 'negative policy'],
    ['箱子太重，让我自己去二楼取', 'negative service'],
    ['接线员每次都说“已经登记”', 'negative service'],
    // Refusals.
    ['课只能转不能退', 'negative policy'],
    ['健康告知我通不过', 'negative policy'],
    ['不买就不让走', 'negative service'],
    ['物业从来没公示过', 'negative policy'],
    // Excuses.
    ['漆掉了一块，卖家一口咬定人为损坏', 'negative aftersales'],
    ['冰箱漏水，师傅说是使用不当', 'negative aftersales'],
    // What comes is another thing.
    ['点的是牛腩饭送来的是鸡腿饭', 'negative delivery'],
    ['订的大床给换成了两张小床', 'negative authenticity'],
    ['名字打成了别人的', 'negative service'],
    // What fails, and how soon.
    ['烤箱用了三个月就打不开了', 'negative quality'],
    ['鞋穿了没几天就开胶', 'negative quality'],
    ['热水器半夜自动熄火', 'negative quality'],
    ['屏幕上一条竖线', 'negative quality'],
    ['轮椅根本推不上去', 'negative environment'],
    ['楼上跺脚听得一清二楚', 'negative environment'],
    ['定位老飘到河对岸', 'negative digital'],
    // What harms.
    ['宝宝喝了两天一直吐，拉肚子', 'negative safety'],
    ['司机一路看手机', 'negative safety'],
    ['地面湿滑，奶奶滑了一跤', 'negative safety'],
  ] as const)('%s is %s', (text, wanted) => {
    const found = annotate(text, engine).opinions.map((one) => `${one.polarity} ${one.aspect}`);
    expect(found).toContain(wanted);
  });
});

describe('a kindness', () => {
  test.each([
    ['师傅下大雨还送上楼', 'positive'],
    ['管家没有一次说不行', 'positive'],
    ['保安见了孩子都打招呼', 'positive'],
    ['走的时候把碎屑都扫干净了', 'positive'],
    ['练了两个月瘦了九斤', 'positive'],
    ['第六次回购了', 'positive'],
  ] as const)('%s is %s', (text, wanted) => {
    expect(annotate(text, engine).opinions.map(({ polarity }) => polarity)).toContain(wanted);
  });
});

describe('the conduct of those', () => {
  test.each([
    ['who see to a claim is aftersales', '理赔报了半个月，没人联系我', 'aftersales'],
    ['who see to a repair is aftersales', '报修两周，一直没人回复', 'aftersales'],
    ['who see to nothing of the sort is service', '前台一直没人回复', 'service'],
  ])('%s', (_, text, aspect) => {
    expect(annotate(text, engine).opinions.map((one) => one.aspect)).toContain(aspect);
  });
});

describe('a wrong or short delivery', () => {
  test.each(['发错颜色了', '少发了一包螺丝', '漏发两颗配件'])('%s is about delivery', (text) => {
    expect(annotate(text, engine).opinions.map(({ aspect }) => aspect)).toEqual(['delivery']);
  });
});

describe('the conduct of whom one pays to be driven, taught or guided', () => {
  test.each(['司机态度恶劣', '教练态度恶劣', '导游态度恶劣'])('%s belongs to use', (text) => {
    expect(annotate(text, engine).opinions.map(({ stage }) => stage)).toEqual(['use']);
  });

  test('unlike that of others', () => {
    expect(annotate('客服态度恶劣', engine).opinions.map(({ stage }) => stage)).toEqual([
      'service',
    ]);
  });
});

describe('a signal', () => {
  test.each([
    ['烫完头皮起水泡', 'safety'],
    ['闺女闻了一晚上流鼻血', 'safety'],
    ['司机对乘客言语骚扰', 'safety'],
    ['燃气表那儿有异味', 'safety'],
    ['已经截图发黑猫了，退款拖着不给', 'escalation'],
    ['银保监我也投诉了，保单就是不给退', 'escalation'],
    ['玩了四年，退坑，策划太烂', 'churn'],
    ['服务太差，再点剁手', 'churn'],
    ['第五次回购了，好吃', 'repurchase'],
  ] as const)('%s sends %s', (text, signal) => {
    expect(annotate(text, engine).signals).toContain(signal);
  });
});

describe('what is announced as a fault or a merit', () => {
  test.each([
    ['缺点就是沾指纹，其他都好', ['-沾指纹', '+其他都好']],
    ['美中不足是按键有点紧，总体满意', ['-美中不足是按键有点紧', '+总体满意']],
    ['优点是屏幕亮，缺点是壳子容易留印', ['+屏幕亮', '-壳子容易留印']],
    ['不好的地方就是停车要绕一圈', ['-不好的地方就是停车要绕一圈']],
    ['最满意的是师傅自带鞋套', ['+最满意的是师傅自带鞋套']],
    ['缺点目前没发现', ['+缺点目前没发现']],
    ['唯一的缺点是', []],
  ])('%s: %j', (text, wanted) => {
    const found = annotate(text, engine).opinions.map(
      ({ polarity, span }) => `${polarity === 'positive' ? '+' : '-'}${span}`,
    );
    expect(found).toEqual(wanted);
  });
});

describe('two things of which one thing is said', () => {
  test.each([
    ['外观和手感都不错', ['appearance', 'performance']],
    ['夜景功能和广告一致', ['authenticity']],
    ['手机和充电器不匹配', 1],
  ])('%s', (text, wanted) => {
    const aspects = annotate(text, engine).opinions.map(({ aspect }) => aspect);
    if (typeof wanted === 'number') expect(aspects).toHaveLength(wanted);
    else expect(aspects).toEqual(wanted);
  });

  test('in a list of faults or merits no span ends with what links it to the next', () => {
    const spans = annotate('外观漂亮、充电快、信号好、很喜欢', engine).opinions.map(
      ({ span }) => span,
    );
    expect(spans.filter((span) => span.endsWith('、'))).toEqual([]);
    expect(spans.slice(0, 2)).toEqual(['外观漂亮', '充电快']);
  });
});

describe('what a voice signals', () => {
  test.each([
    ['行驶中动力消失', ['safety']],
    ['爬坡时变速箱脱挡', ['safety']],
    ['转向卡滞', ['safety']],
    ['手机掉水里还能用，质量好', []],
    ['用了三台他家的空调了，很好', ['repurchase']],
    ['用了三年的手机了，还很流畅', []],
    ['连续买了两台，都很好', ['repurchase']],
  ])('of %s is %j', (text, wanted) => {
    expect(annotate(text, engine).signals).toEqual(wanted);
  });
});

test.each(['客服很耐心的教我怎样设置', '店员手把手教老人怎么用', '够用，主要看你怎么玩'])(
  '%s asks nothing',
  (text) => {
    expect(annotate(text, engine).kinds).not.toContain('inquiry');
  },
);

describe('what is told of', () => {
  test.each([
    ['没给勺子', 'negative', 'delivery', 'delivery'],
    ['外卖送的太晚', 'negative', 'delivery', 'delivery'],
    ['点了三只鸡腿只给了两只', 'negative', 'delivery', 'delivery'],
    ['忘了给我调料包', 'negative', 'delivery', 'delivery'],
    ['馄饨汤洒了', 'negative', 'packaging', 'delivery'],
    ['罐子里的油都快漏完了', 'negative', 'packaging', 'delivery'],
    ['再也不定他家了', 'negative', 'overall', 'loyalty'],
    ['宝宝很爱吃', 'positive', 'taste', 'use'],
    ['支持的格式太少', 'negative', 'spec', 'use'],
    ['半夜有骚扰电话', 'negative', 'service', 'use'],
    ['实物跟图片差别太大', 'negative', 'authenticity', 'use'],
    ['自己煮的都比你家的好吃', 'negative', 'taste', 'use'],
    ['服务待改进', 'negative', 'service', 'service'],
    ['多次投诉没有结果', 'negative', 'service', 'service'],
    ['大家千万不要错过', 'positive', 'overall', 'loyalty'],
    ['我会向身边的人推荐', 'positive', 'overall', 'loyalty'],
    ['没有预想的好吃', 'negative', 'taste', 'use'],
  ])('%j is %s, of %s, in the stage %s', (text, polarity, aspect, stage) => {
    expect(annotate(text, engine).opinions).toMatchObject([{ polarity, aspect, stage }]);
  });

  test.each(['今天特别冷', '朋友推荐的', '为了方便市民出行', '我是会计专业的学生'])(
    '%j judges nothing that was bought',
    (text) => expect(annotate(text, engine).opinions).toEqual([]),
  );
});

describe('a span', () => {
  test.each([
    ['leaves out what is demanded', '北门护栏断裂希望物业尽快处理', ['北门护栏断裂']],
    ['leaves out what is begged for', '楼道灯不亮恳请维修', ['楼道灯不亮']],
    ['keeps what is asked for', '多次申请维修没人理', ['多次申请维修没人理']],
    ['leaves out what links it', '送得慢，而且汤洒了', ['送得慢', '汤洒了']],
    ['keeps what only looks so', '所以说质量差', ['所以说质量差']],
    ['ends before the next in a list', '小区管理混乱、门岗不到位', ['小区管理混乱', '门岗不到位']],
    ['ends before what links the next', '排骨很硬而且米饭凉了', ['排骨很硬', '米饭凉了']],
  ])('%s: %s', (_, text, spans) => {
    expect(annotate(text, engine).opinions.map(({ span }) => span)).toEqual(spans);
  });
});
