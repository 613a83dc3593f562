import type { Labels } from './labels.ts';
import type { Span } from './voice.ts';

/**
 * What the words of a voice say of its place in the journey, besides opinions: six kinds of circumstance and two of
 * feeling. Each kind has a closed list of items. Identifiers are stable and appear in machine formats.
 */
export type ElementKind =
  | 'role'
  | 'time'
  | 'scene'
  | 'touchpoint'
  | 'expectation'
  | 'unsolved'
  | 'emotion'
  | 'effort';

/** A word of a voice that belongs to an element of the journey. */
export interface Element extends Span {
  readonly element: ElementKind;
  /** Which item of the kind's list. */
  readonly item: string;
  /** Position of the opinion that it stands nearest to, whose stage it shares; null in a voice without one that names a thing. */
  readonly opinion: number | null;
}

/**
 * What the speaker feels, beyond good and bad. An emotion needs a word that names or plainly shows it; praise and
 * blame alone are none. Denied (不生气), supposed (要是生气) and other people's emotions (客服很生气) do not count.
 */
const EMOTIONS: Labels = {
  anger: { zh: '愤怒', en: 'anger' },
  disappointment: { zh: '失望', en: 'disappointment' },
  anxiety: { zh: '焦虑', en: 'anxiety' },
  helplessness: { zh: '无奈', en: 'helplessness' },
  grievance: { zh: '委屈', en: 'feeling wronged' },
  disgust: { zh: '反感', en: 'disgust' },
  regret: { zh: '后悔', en: 'regret' },
  delight: { zh: '惊喜', en: 'delight' },
  satisfaction: { zh: '满意', en: 'satisfaction' },
  touched: { zh: '感动', en: 'touched' },
  relief: { zh: '安心', en: 'peace of mind' },
  belonging: { zh: '归属', en: 'belonging' },
};

/** What it cost the customer: time, a second try, too many steps, searching, being sent from one to the next. */
const EFFORTS: Labels = {
  wait: { zh: '等待', en: 'waiting' },
  repeat: { zh: '重复', en: 'doing it again' },
  steps: { zh: '步骤多', en: 'too many steps' },
  search: { zh: '找不到', en: 'searching' },
  buck: { zh: '推诿', en: 'passed around' },
};

const ROLES: Labels = {
  elder: { zh: '老人', en: 'elderly person' },
  child: { zh: '孩子', en: 'child' },
  parent: { zh: '家长', en: 'parent' },
  family: { zh: '家人', en: 'family' },
  partner: { zh: '伴侣', en: 'partner' },
  friend: { zh: '朋友同事', en: 'friend or colleague' },
  companion: { zh: '陪同', en: 'companion' },
  patient: { zh: '患者', en: 'patient' },
  student: { zh: '学生', en: 'student' },
  business: { zh: '企业与商户', en: 'business' },
  member: { zh: '老客户', en: 'regular customer' },
  newcomer: { zh: '新客户', en: 'first-time customer' },
  owner: { zh: '车主', en: 'car owner' },
  resident: { zh: '居民业主', en: 'resident' },
  villager: { zh: '村民', en: 'villager' },
  worker: { zh: '职工', en: 'employee' },
  disabled: { zh: '行动不便者', en: 'person with a disability' },
  pregnant: { zh: '孕产妇', en: 'expectant mother' },
  traveller: { zh: '旅客', en: 'traveller' },
  pet: { zh: '宠物', en: 'pet' },
};

const TIMES: Labels = {
  morning: { zh: '早上', en: 'morning' },
  noon: { zh: '中午', en: 'noon' },
  afternoon: { zh: '下午', en: 'afternoon' },
  evening: { zh: '晚上', en: 'evening' },
  night: { zh: '深夜', en: 'night' },
  workday: { zh: '工作日', en: 'working day' },
  weekend: { zh: '周末', en: 'weekend' },
  holiday: { zh: '节假日', en: 'holiday' },
  promotion: { zh: '大促', en: 'sales event' },
  rush: { zh: '高峰', en: 'rush hour' },
  spring: { zh: '春季', en: 'spring' },
  summer: { zh: '夏季', en: 'summer' },
  autumn: { zh: '秋季', en: 'autumn' },
  winter: { zh: '冬季', en: 'winter' },
  month_end: { zh: '月底月初', en: 'turn of the month' },
  term: { zh: '学期考试', en: 'term and exams' },
};

const SCENES: Labels = {
  home: { zh: '在家', en: 'at home' },
  commute: { zh: '上下班路上', en: 'commuting' },
  work: { zh: '上班办公', en: 'at work' },
  driving: { zh: '开车', en: 'driving' },
  trip: { zh: '出差旅行', en: 'travelling' },
  transit: { zh: '乘车候车', en: 'on public transport' },
  school: { zh: '学校', en: 'at school' },
  hospital: { zh: '看病', en: 'seeing a doctor' },
  shop: { zh: '逛店', en: 'in a shop' },
  dining: { zh: '吃饭聚餐', en: 'eating out' },
  lodging: { zh: '住店', en: 'staying overnight' },
  rest: { zh: '休息睡觉', en: 'rest and sleep' },
  outdoor: { zh: '户外运动', en: 'outdoors' },
  gift: { zh: '送礼', en: 'as a gift' },
  weather: { zh: '天气与停电', en: 'bad weather, outage' },
  moving: { zh: '装修搬家', en: 'moving and decorating' },
  urgent: { zh: '急用', en: 'in a hurry' },
  first_use: { zh: '刚到手', en: 'first use' },
  childcare: { zh: '带娃', en: 'with a child' },
  screen: { zh: '看片玩游戏', en: 'video and games' },
  business_visit: { zh: '办业务', en: 'an errand' },
  neighbourhood: { zh: '小区街道', en: 'in the neighbourhood' },
};

const TOUCHPOINTS: Labels = {
  app: { zh: 'APP', en: 'app' },
  miniprogram: { zh: '小程序', en: 'mini program' },
  official_account: { zh: '公众号', en: 'official account' },
  website: { zh: '网站', en: 'website' },
  hotline: { zh: '热线电话', en: 'hotline' },
  online_service: { zh: '在线客服', en: 'online service' },
  store: { zh: '门店', en: 'shop' },
  counter: { zh: '柜台窗口', en: 'counter' },
  self_service: { zh: '自助设备', en: 'self-service' },
  frontdesk: { zh: '前台', en: 'front desk' },
  staff: { zh: '现场人员', en: 'staff on site' },
  sales: { zh: '销售顾问', en: 'sales' },
  courier: { zh: '快递配送', en: 'courier' },
  pickup: { zh: '自提点', en: 'pick-up point' },
  technician: { zh: '上门师傅', en: 'technician' },
  service_centre: { zh: '售后网点', en: 'service centre' },
  medical: { zh: '医护', en: 'medical staff' },
  teacher: { zh: '老师', en: 'teacher' },
  property: { zh: '物业', en: 'property management' },
  authority: { zh: '政府与社区', en: 'authority' },
  livestream: { zh: '直播间', en: 'live stream' },
  message: { zh: '短信邮件', en: 'message' },
  advert: { zh: '广告宣传', en: 'advertising' },
  package: { zh: '包裹', en: 'parcel' },
  manual: { zh: '说明书', en: 'manual' },
  contract: { zh: '合同', en: 'contract' },
  invoice: { zh: '发票账单', en: 'invoice' },
  payment: { zh: '付款', en: 'payment' },
  parking: { zh: '停车场', en: 'parking' },
  platform: { zh: '平台', en: 'platform' },
  room: { zh: '房间座位', en: 'room or seat' },
};

const EXPECTATIONS: Labels = {
  expected: { zh: '原以为', en: 'had expected' },
  promised: { zh: '答应过', en: 'was promised' },
  described: { zh: '宣传写着', en: 'was described' },
  unmet: { zh: '落空', en: 'came to nothing' },
};

const UNSOLVED: Labels = {
  pending: { zh: '还没解决', en: 'still not solved' },
  again: { zh: '又出现', en: 'came back' },
  ignored: { zh: '没人理', en: 'nobody answers' },
};

/** The items of each kind, in the order that breaks ties. */
export const ELEMENTS: Readonly<Record<ElementKind, Labels>> = {
  role: ROLES,
  time: TIMES,
  scene: SCENES,
  touchpoint: TOUCHPOINTS,
  expectation: EXPECTATIONS,
  unsolved: UNSOLVED,
  emotion: EMOTIONS,
  effort: EFFORTS,
};
