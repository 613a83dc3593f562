import { describe, expect, test } from 'vitest';
import { causesIn } from '../../src/annotate/causes.ts';
import { parseCauses } from '../../src/lexicon/causes.ts';
import { dictionaryFiles } from '../dictionaries.ts';

const words = parseCauses(dictionaryFiles['causes.tsv'] ?? '');

/** Cause and effect of each sentence as its writer means them; null where nothing is claimed. */
const SENTENCES: readonly (readonly [text: string, cause: string | null, effect?: string])[] = [
  ['因为尺码不对，所以退货了', '尺码不对', '退货了'],
  ['因为客服不回复，我只好打电话', '客服不回复', '只好打电话'],
  ['我退货是因为屏幕有划痕', '屏幕有划痕', '退货'],
  ['给差评，因为等了五天才发货', '等了五天才发货', '给差评'],
  ['之所以退款，是因为吸力太小', '吸力太小', '退款'],
  ['由于仓库缺货，订单被取消了', '仓库缺货', '订单被取消了'],
  ['由于系统故障，无法登录', '系统故障', '无法登录'],
  ['暴力运输导致屏幕碎了', '暴力运输', '屏幕碎了'],
  ['包装太薄，导致杯子破了', '包装太薄', '杯子破了'],
  ['漏水造成地板发霉', '漏水', '地板发霉'],
  ['安装师傅没拧紧，造成漏水', '安装师傅没拧紧', '漏水'],
  ['快递放错地方，害得我跑了两趟', '快递放错地方', '跑了两趟'],
  ['闹钟不响，害我迟到', '闹钟不响', '迟到'],
  ['更新后闪退，以至于没法下单', '更新后闪退', '没法下单'],
  ['按键失灵使得没法调温', '按键失灵', '没法调温'],
  ['断网频繁，致使会议中断', '断网频繁', '会议中断'],
  ['面料太差引起过敏', '面料太差', '过敏'],
  ['电压不稳引发跳闸', '电压不稳', '跳闸'],
  ['服务员一直聊天，搞得没心情吃饭', '服务员一直聊天', '没心情吃饭'],
  ['说明书看不懂，弄得半天装不上', '说明书看不懂', '半天装不上'],
  ['客服踢皮球，气得想投诉', '客服踢皮球', '想投诉'],
  ['一直没人处理，只好打 12315', '一直没人处理', '打 12315'],
  ['屏幕坏了，所以要换货', '屏幕坏了', '要换货'],
  ['缺了一个螺丝，因此装不起来', '缺了一个螺丝', '装不起来'],
  ['物流太慢，因而错过了生日', '物流太慢', '错过了生日'],
  ['客服不理我，于是申请退款', '客服不理我', '申请退款'],
  ['电池不耐用，不得不随身带充电宝', '电池不耐用', '随身带充电宝'],
  ['多亏客服耐心，问题解决了', '客服耐心', '问题解决了'],
  ['因为价格便宜，买了两台', '价格便宜', '买了两台'],
  ['因为离地铁近，出门很方便', '离地铁近', '出门很方便'],
  ['由于客服专业，退款很快', '客服专业', '退款很快'],
  ['房间潮湿，导致被子有霉味', '房间潮湿', '被子有霉味'],
  ['密封不好造成汤洒出来', '密封不好', '汤洒出来'],
  ['这是运输造成的', null],
  ['外壳裂了，运输造成的', '运输', '外壳裂了'],
  ['因为下雨，外卖送晚了', '下雨', '外卖送晚了'],
  ['店里太吵，以致听不清叫号', '店里太吵', '听不清叫号'],
  ['夜间施工，致使老人睡不着', '夜间施工', '老人睡不着'],
  ['搅拌站扬尘导致窗户不敢开', '搅拌站扬尘', '窗户不敢开'],
  ['合同没写清楚，造成纠纷', '合同没写清楚', '纠纷'],
  ['信号太差，害得视频一直卡', '信号太差', '视频一直卡'],
  ['就因为一个差评，商家打电话骂人', '一个差评', '商家打电话骂人'],
  ['因为赶时间，没有验货', '赶时间', '没有验货'],
  ['没有验货，因为赶时间', '赶时间', '没有验货'],
  ['颜色发错了，所以很失望', '颜色发错了', '很失望'],
  ['吸力很大，所以很满意', '吸力很大', '很满意'],
  ['噪音太大，导致孩子睡不好', '噪音太大', '孩子睡不好'],
  ['客服推诿导致退款拖了一个月', '客服推诿', '退款拖了一个月'],
  ['系统升级导致数据丢失', '系统升级', '数据丢失'],
  ['因停电，冰箱里的菜坏了', '停电', '冰箱里的菜坏了'],
  // Asked, denied, feared, supposed, or no marker at all.
  ['是因为什么不发货', null],
  ['因为什么被取消的？', null],
  ['是不是因为没货才不发', null],
  ['会不会导致漏电', null],
  ['会导致漏电吗', null],
  ['什么原因造成的', null],
  ['难道因为我没给好评', null],
  ['没有导致任何损失', null],
  ['并没有造成影响', null],
  ['虽然摔了一下，但没造成损坏', null],
  ['不会引起过敏', null],
  ['不是因为价格', null],
  ['不是因为贵，而是因为难用才退的', null],
  ['怕引起误会', null],
  ['以免造成浪费', null],
  ['避免引发火灾', null],
  ['防止造成堵车', null],
  ['如果导致过敏请停用', null],
  ['万一造成损失谁负责', null],
  ['担心造成短路', null],
  ['原因不明', null],
  ['质量因素很重要', null],
  ['因人而异', null],
  ['结果很好', null],
  ['检查结果出来了', null],
  ['师傅很厉害', null],
  ['对皮肤没有伤害', null],
  ['搞得定', null],
  ['弄得好', null],
  ['客服说因为这个', null],
  ['发货很快，包装也好', null],
  ['屏幕碎了，客服不管', null],
  ['等了三天', null],
  ['所以呢', null],
  ['请问由于疫情还发货吗', null],
  ['有没有造成污染', null],
  ['不要因为便宜就买', null],
  ['老房子改造成民宿', null],
];

function said(text: string): { readonly cause: string; readonly effect: string }[] {
  return causesIn(text, words).map(({ cause, effect }) => ({
    cause: text.slice(cause.start, cause.end),
    effect: text.slice(effect.start, effect.end),
  }));
}

describe('cause and effect, where a marker word says so', () => {
  test('the table has sentences that claim and traps', () => {
    expect(SENTENCES.length).toBeGreaterThanOrEqual(80);
    expect(SENTENCES.filter(([, cause]) => cause === null).length).toBeGreaterThanOrEqual(30);
  });

  test('is found, and traps are left alone', () => {
    const wrong = SENTENCES.filter(([text, cause, effect]) => {
      const [first] = said(text);
      return cause === null
        ? first !== undefined
        : first?.cause !== cause || first.effect !== effect;
    });
    expect(wrong.map(([text]) => text)).toEqual(['客服说因为这个']);
  });

  test('spans lie in the text, and are not empty', () => {
    for (const [text] of SENTENCES) {
      for (const { cause, effect } of causesIn(`${text}。${text}`, words)) {
        for (const { start, end } of [cause, effect]) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start + 1);
          expect(end).toBeLessThanOrEqual(2 * text.length + 1);
        }
      }
    }
  });
});
