import type { JourneyItem, JourneyMap, Mood, Nine, StageMap } from '../../model/journey.ts';
import { ANSWERED, NINE } from '../../model/journey.ts';
import { type Labels, type Language, type Message, SIGNALS } from '../../model/labels.ts';
import { count, percent, signed } from '../figures.ts';
import { MARKS, say } from '../wording.ts';

export const NINE_IDS = Object.keys(NINE) as Nine[];

type Word =
  | 'title'
  | 'blank'
  | 'few'
  | 'recovery'
  | 'slot'
  | 'crossing'
  | 'crossingNote'
  | 'cause'
  | 'voiced'
  | 'unknown'
  | 'outcome'
  | 'open'
  | 'product'
  | 'service'
  | 'method'
  | 'undefined'
  | 'seed'
  | 'all'
  | 'more'
  | 'reading';

/** Words of the map in every format. */
const JOURNEY_WORDS: Labels<Word> = {
  title: { zh: '客户旅程', en: 'Customer journey' },
  blank: { zh: '没有人说到', en: 'nobody speaks of it' },
  few: { zh: '声音太少，不定峰谷', en: 'too few to call peak or valley' },
  recovery: { zh: '谷的补救', en: 'Recovery at the valley' },
  slot: {
    zh: '待填：写在 voc.yaml 的 journey.recovery',
    en: 'to be filled in: journey.recovery in voc.yaml',
  },
  crossing: { zh: '因何而起 × 在哪里说出', en: 'Where it was caused × where it was voiced' },
  crossingNote: {
    zh: '含负面观点的声音数：列是起因阶段，行是说出的阶段（由渠道和来源推定，问卷由企业发问，不定）。',
    en: 'Voices with a negative opinion: columns are the stage of cause, rows the stage of complaint (told from channel and source; surveys are asked by the company, so unknown).',
  },
  cause: { zh: '起因', en: 'caused in' },
  voiced: { zh: '说出', en: 'voiced in' },
  unknown: { zh: '不定', en: 'unknown' },
  outcome: { zh: '去留', en: 'Outcome' },
  open: { zh: '没有表态', en: 'does not say' },
  product: { zh: '产品', en: 'product' },
  service: { zh: '服务', en: 'service' },
  method: { zh: '方法步骤', en: 'Steps of the method' },
  undefined: { zh: '未定义（journey.method）', en: 'not defined (journey.method)' },
  seed: { zh: '一位客户的经过', en: "One customer's way" },
  all: { zh: '全部声音', en: 'all voices' },
  more: { zh: '另有', en: 'more:' },
  reading: {
    zh: '情绪是该阶段观点的平均正负（−1 到 +1），括号内为 95% 区间。需求、建议与期望落空是整条声音的标签，计入它说到的每个阶段。一条声音可说到几个阶段。',
    en: 'Emotion is the mean polarity of the opinions of a stage (-1 to +1) with its 95% interval. Needs, suggestions and unmet expectations are labels of the whole voice and count at each stage it speaks of. A voice may speak of several stages.',
  },
};

/** A word in a language. */
export function word(name: Word, language: Language): string {
  return say(JOURNEY_WORDS[name], language);
}

/** What journeys are called; the built-in one and that of a team need no name. */
const PACKS: Readonly<Record<string, Message | undefined>> = {
  app: { zh: '应用', en: 'app' },
  bank: { zh: '银行', en: 'bank' },
  car: { zh: '汽车', en: 'car' },
  citizen: { zh: '政务', en: 'citizen service' },
  education: { zh: '教育', en: 'education' },
  hospital: { zh: '医院', en: 'hospital' },
  hotel: { zh: '酒店', en: 'hotel' },
  insurance: { zh: '保险', en: 'insurance' },
  restaurant: { zh: '餐饮', en: 'restaurant' },
  shop: { zh: '网购', en: 'shop' },
  telecom: { zh: '通信', en: 'telecom' },
};

/** What the map is about, as a title. */
export function titleOf(map: JourneyMap, language: Language): string {
  const pack = PACKS[map.pack];
  const about = [
    map.group,
    map.problem === null ? null : `「${map.problem.label}」`,
    pack === undefined ? null : say(pack, language),
  ].filter((part) => part !== null);
  return [word('title', language), ...about].join(' · ');
}

/** In a sentence or two: where the journey is best, where worst, and what is not known. */
export function headline(map: JourneyMap, language: Language): string {
  const named = (mark: 'peak' | 'valley' | 'end'): string | null => {
    const stage = map.stages.find(({ marks }) => marks.includes(mark));
    if (!stage?.mood) return null;
    const figure = `${signed(stage.mood.mean)}${stillText(mark, stage.mood, language)}`;
    return language === 'zh'
      ? `${say(MARKS[mark], language)}在「${stage.name.zh}」（${figure}）`
      : `${say(MARKS[mark], language)}: ${stage.name.en} (${figure})`;
  };
  const told = (['valley', 'peak', 'end'] as const).flatMap((mark) => named(mark) ?? []);
  const silent = map.stages
    .filter(({ voices }) => voices === 0)
    .map(({ name }) => say(name, language));
  if (language === 'zh') {
    const marks = told.length === 0 ? '声音太少，看不出峰和谷' : told.join('，');
    const rest = silent.length === 0 ? '' : `没有人说到：${silent.join('、')}。`;
    const flat = isFlat(map) ? '峰谷的区间重叠，差别可能只是偶然。' : '';
    return `${count(map.voices)} 条声音，${marks}。${flat}${rest}`;
  }
  const marks = told.length === 0 ? 'too few voices to tell peak and valley' : told.join(', ');
  const rest = silent.length === 0 ? '' : ` Nobody speaks of ${silent.join(', ')}.`;
  const flat = isFlat(map) ? ' Their intervals overlap: the difference may be chance.' : '';
  return `${count(map.voices)} voices; ${marks}.${flat}${rest}`;
}

/** A peak that is still bad, or a valley that is still good, says so. */
function stillText(mark: keyof typeof MARKS, { mean }: Mood, language: Language): string {
  if (mark === 'peak' && mean < 0) return language === 'zh' ? '，仍是负面' : ', still negative';
  if (mark === 'valley' && mean > 0) return language === 'zh' ? '，仍是正面' : ', still positive';
  return '';
}

/** Whether peak and valley may well be the same: their intervals overlap. */
function isFlat({ stages }: JourneyMap): boolean {
  const mood = (mark: 'peak' | 'valley'): Mood | null =>
    stages.find(({ marks }) => marks.includes(mark))?.mood ?? null;
  const [peak, valley] = [mood('peak'), mood('valley')];
  return peak !== null && valley !== null && peak.low <= valley.high;
}

/** A mood with its interval: `−0.42（−0.55 – −0.27，n=96）`. */
export function moodText(mood: Mood | null, language: Language): string {
  return mood === null ? '–' : `${signed(mood.mean)}${reachText(mood, language)}`;
}

/** The interval and the number of opinions of a mood, as they stand behind it. */
export function reachText({ low, high, n }: Mood, language: Language): string {
  const inner = `${signed(low)} – ${signed(high)}`;
  return language === 'zh' ? `（${inner}，n=${count(n)}）` : ` (${inner}, n=${count(n)})`;
}

/** Peak, valley and end of a stage, or why it has none. */
export function marksText(stage: StageMap, language: Language): string {
  if (stage.few) return word('few', language);
  return stage.marks.map((mark) => say(MARKS[mark], language)).join(' ');
}

/** The outcome as names with their numbers; a voice may say more than one. */
export function outcomeItems(
  map: JourneyMap,
  language: Language,
): {
  readonly id: 'leave' | 'stay' | 'recommend' | 'open';
  readonly name: string;
  readonly voices: number;
}[] {
  const { leave, stay, recommend, open } = map.outcome;
  return [
    { id: 'leave', name: say(SIGNALS.churn, language), voices: leave },
    { id: 'stay', name: say(SIGNALS.repurchase, language), voices: stay },
    { id: 'recommend', name: say(SIGNALS.recommend, language), voices: recommend },
    { id: 'open', name: word('open', language), voices: open },
  ];
}

/** The pain point that an item of a map is, or that its voices propose something for; null for others. */
export function painOf({ id }: JourneyItem, element: Nine): string | null {
  if (element === 'pain') return id;
  return id.startsWith(ANSWERED) ? id.slice(ANSWERED.length) : null;
}

/** How to see all that is known of the pain points that a map names by id; an empty list where it names none. */
export function idNotes(map: JourneyMap, language: Language): string[] {
  const example = map.stages.flatMap(({ elements }) => elements.pain)[0]?.id;
  if (example === undefined) return [];
  return [
    language === 'zh'
      ? `痛点后面是它的编号：voc pains show ${example} 看原话和数字，加 --voices 列出每一条声音。`
      : `Behind a pain point stands its id: voc pains show ${example} has its quotes and figures, and with --voices every voice.`,
  ];
}

/** What is to be said of voices whose words were never looked at, and of a group that is silent. */
export function notesOf(map: JourneyMap, language: Language): string[] {
  const notes = [word('reading', language)];
  if (map.unread > 0) {
    notes.push(
      language === 'zh'
        ? `${count(map.unread)} 条声音由旧版本读入，没有找过角色、场景、触点和情绪词：这些格子里没有它们。重新读入到新库即可补齐。`
        : `${count(map.unread)} voices were read by an earlier version that did not look for roles, scenes, touchpoints and emotions: they are missing there. Ingest them into a new store to have them.`,
    );
  }
  return notes;
}

/** Of a silent stage: that nobody speaks of it, or only others than the group. */
export function othersText(stage: StageMap, language: Language): string | null {
  if (stage.voices > 0) return null;
  if (stage.others === 0) return word('blank', language);
  return language === 'zh'
    ? `本客群没有人说到；其他客户 ${count(stage.others)} 条`
    : `nobody of the group; ${count(stage.others)} voices of others`;
}

/** How many steps the method has; the names of those after the third are not written down anywhere. */
const STEPS = 8;

/** A step of the method, or a run of steps that nobody has named. */
export interface MethodStep {
  readonly name: string;
  readonly isOpen: boolean;
}

/** The steps of the method by number: those that the program does, those that somebody named, and the rest. */
export function methodSteps(map: JourneyMap, language: Language): MethodStep[] {
  const done =
    language === 'zh'
      ? ['收集客户声音', '定性客户痛需', '绘制客户旅程']
      : ['collect voices', 'qualify pain and need', 'draw the journey'];
  const named = [...done, ...map.method].map((name, at) => ({
    name: `${at + 1} ${name}`,
    isOpen: false,
  }));
  if (named.length >= STEPS) return named;
  const first = named.length + 1;
  const run = first === STEPS ? String(STEPS) : `${first}–${STEPS}`;
  return [...named, { name: `${run} ${word('undefined', language)}`, isOpen: true }];
}

/** A share of the map's voices. */
export function shareText(voices: number, map: JourneyMap): string {
  return map.voices === 0 ? '–' : percent(voices / map.voices);
}
