import { ELEMENTS } from '../model/elements.ts';
import {
  type AlignmentFacts,
  type ChurnCount,
  CONCERNS,
  type Concern,
  type ConcernCount,
  type Excerpt,
  type JourneyMap,
  NINE,
  type Nine,
  type Process,
  type Sheet,
  type SoughtStep,
} from '../model/journey.ts';
import { ASPECTS, type Message } from '../model/labels.ts';
import { moodOf, shareOf } from './mood.ts';
import { type CueFinder, quotesOf, withCues } from './quotes.ts';

type Cells = Sheet['rows'][number];

const QUOTE = { id: 'quotes', name: { zh: '原话', en: 'In their words' } };
const KEYS = {
  id: 'voice_keys',
  name: { zh: '声音', en: 'Voices' },
  only: 'programs',
} as const;
const VOICES = { id: 'voices', name: { zh: '声音', en: 'Voices' } };

/** The five concerns of customers, each with its opinions, its mood from -1 to 1, and the rule that puts them there. */
export function concernSheet(counts: readonly ConcernCount[]): Sheet {
  const concerns = Object.keys(CONCERNS) as Concern[];
  return {
    title: { zh: '五项关切', en: 'The five concerns' },
    columns: [
      { id: 'concern', name: { zh: '标识', en: 'Id' }, only: 'programs' },
      { id: 'name', name: { zh: '关切', en: 'Concern' }, only: 'people' },
      { id: 'opinions', name: { zh: '观点', en: 'Opinions' } },
      { id: 'positive', name: { zh: '正面', en: 'Positive' } },
      { id: 'negative', name: { zh: '负面', en: 'Negative' } },
      { id: 'emotion', name: { zh: '情绪', en: 'Emotion' } },
      { id: 'emotion_low', name: { zh: '下限', en: 'From' } },
      { id: 'emotion_high', name: { zh: '上限', en: 'To' } },
      KEYS,
      QUOTE,
    ],
    rows: concerns.map((concern) => concernRow(concern, counts)),
    notes: [
      {
        zh: `观点里有专说某项关切的词（词典 concerns.tsv），就归那一项；没有的看方面（依次匹配，先中者得）：${concerns
          .slice(0, -1)
          .map((id) => ruleOf(id).zh)
          .join('；')}。价格、整体评价和没读懂对象的不归入五项。`,
        en: `Words of the opinion that speak of one concern (dictionary concerns.tsv) decide; else its aspect (the first that fits): ${concerns
          .slice(0, -1)
          .map((id) => ruleOf(id).en)
          .join(
            '; ',
          )}. Price, judgements of the whole and things that were not understood belong to none.`,
      },
    ],
  };
}

function concernRow(concern: Concern, counts: readonly ConcernCount[]): Cells {
  const own = counts.filter((count) => count.concern === concern);
  const of = (polarity: string): number =>
    own.find((count) => count.polarity === polarity)?.opinions ?? 0;
  const [positive, negative, neutral] = [of('positive'), of('negative'), of('neutral')];
  const mood = moodOf({ positive, negative, neutral });
  const worst = own.find(({ polarity }) => polarity === 'negative') ?? own[0];
  return [
    concern,
    CONCERNS[concern].name,
    positive + negative + neutral,
    positive,
    negative,
    ...[mood?.mean, mood?.low, mood?.high].map((value) =>
      value === undefined ? null : Number(value.toFixed(3)),
    ),
    ...wordsOf(worst?.excerpts ?? []),
  ];
}

function ruleOf(concern: Concern): Message {
  const { name, aspects, waiting } = CONCERNS[concern];
  const list = (language: 'zh' | 'en'): string =>
    aspects.map((aspect) => ASPECTS[aspect][language]).join(language === 'zh' ? '、' : ', ');
  return {
    zh: `${name.zh}＝${waiting ? '旁边有等待、没解决的词，方面为' : '方面为'}${list('zh')}`,
    en: `${name.en}: ${waiting ? 'a wait or an open problem beside it, in ' : ''}${list('en')}`,
  };
}

/** Voice keys joined with `|`, and the first words themselves. */
function wordsOf(excerpts: readonly Excerpt[], item = ''): [string | null, string | null] {
  const quotes = quotesOf(excerpts, item);
  const first = quotes[0];
  return [
    quotes.map(({ voiceKey }) => voiceKey).join('|') || null,
    first === undefined ? null : `${first.before}${first.span}${first.after}`,
  ];
}

/** The two questions behind leaving, and how many leave in each case. */
export function churnSheet(counts: readonly ChurnCount[], find: CueFinder): Sheet {
  const cases: readonly (readonly [boolean, boolean, Message])[] = [
    [true, true, { zh: '期望落空，问题也没解决', en: 'expectation unmet and problem unsolved' }],
    [true, false, { zh: '只有期望落空', en: 'expectation unmet only' }],
    [false, true, { zh: '只有问题没解决', en: 'problem unsolved only' }],
    [false, false, { zh: '两样都没说到', en: 'neither' }],
  ];
  return {
    title: { zh: '流失两问：期望满足了吗？问题解决了吗？', en: 'Two questions behind leaving' },
    columns: [
      { id: 'expectation_unmet', name: { zh: '期望落空', en: 'Unmet' }, only: 'programs' },
      { id: 'problem_unsolved', name: { zh: '没解决', en: 'Unsolved' }, only: 'programs' },
      { id: 'name', name: { zh: '情形', en: 'Case' }, only: 'people' },
      VOICES,
      { id: 'leaving', name: { zh: '要走的', en: 'Leaving' } },
      { id: 'leaving_share', name: { zh: '占比', en: 'Share' } },
      { id: 'leaving_low', name: { zh: '下限', en: 'From' } },
      { id: 'leaving_high', name: { zh: '上限', en: 'To' } },
      KEYS,
      QUOTE,
    ],
    rows: cases.map(([unmet, unsolved, name]) => {
      const found = counts.find((one) => one.unmet === unmet && one.unsolved === unsolved);
      const { voices = 0, leaving = 0, excerpts = [] } = found ?? {};
      const share = shareOf(leaving, voices) ?? [null, null, null];
      return [
        unmet ? 'yes' : 'no',
        unsolved ? 'yes' : 'no',
        name,
        voices,
        leaving,
        ...share.map((value) => (value === null ? null : Number(value.toFixed(4)))),
        ...(unmet ? wordsOf(withCues(excerpts, 'unmet', find), 'unmet') : wordsOf(excerpts)),
      ];
    }),
    notes: [
      {
        zh: '期望落空＝信号「期望落差」，或有「名不副实、没有想象中好」这样的词，或期望词（本以为、说好的、宣传的）旁边是负面观点（没有观点时，声音是负面或褒贬参半）。没解决＝信号「反复」，或不是正面的声音里有「还没解决、又出现、没人理」的词。要走的＝信号「流失」。两问各自判定；占比的上下限为 95% 威尔逊区间。',
        en: 'Unmet: the signal expectation, or words that say so (not as imagined), or words of expectation beside a negative opinion (without an opinion: in a negative or mixed voice). Unsolved: the signal repeat, or words such as "still not solved" in a voice that is not positive. Leaving: the signal churn. Both questions are answered by themselves; shares with 95% Wilson intervals.',
      },
    ],
  };
}

/**
 * The steps of a process with what to look for: their words and touchpoints, or their name and the touchpoints in it.
 * @param touchpointsIn the touchpoints that a text names
 */
export function soughtSteps(
  { steps }: Process,
  touchpointsIn: (text: string) => readonly string[],
): SoughtStep[] {
  return steps.map(({ name, words, touchpoints }) => ({
    name,
    words: words ?? (touchpoints === undefined ? [name] : []),
    touchpoints:
      touchpoints?.map(touchpointId) ?? touchpointsIn([name, ...(words ?? [])].join('，')),
  }));
}

function touchpointId(name: string): string {
  const known = Object.entries(ELEMENTS.touchpoint).find(
    ([, { zh, en }]) => zh === name || en === name,
  );
  return known?.[0] ?? name;
}

/** The process beside what customers say: steps with voices, touchpoints outside the process, steps without a voice. */
export function alignmentSheet(facts: AlignmentFacts, steps: readonly SoughtStep[]): Sheet {
  const inProcess = new Set(steps.flatMap(({ touchpoints }) => touchpoints));
  const row = (status: string, name: Message, found: AlignmentFacts['steps'][number]): Cells => [
    status,
    STATUS[status] ?? null,
    name,
    found.voices,
    ...wordsOf(found.excerpts),
  ];
  const plain = (name: string): Message => ({ zh: name, en: name });
  const matched = facts.steps.filter(({ voices }) => voices > 0);
  const silent = facts.steps.filter(({ voices }) => voices === 0);
  return {
    title: { zh: '流程与旅程对照', en: 'Process and journey side by side' },
    columns: [
      { id: 'status', name: { zh: '标识', en: 'Id' }, only: 'programs' },
      { id: 'where', name: { zh: '在哪里', en: 'Where' }, only: 'people' },
      { id: 'name', name: { zh: '步骤或触点', en: 'Step or touchpoint' } },
      VOICES,
      KEYS,
      QUOTE,
    ],
    rows: [
      ...matched.map((step) => row('matched', plain(step.name), step)),
      ...facts.touchpoints
        .filter(({ name }) => !inProcess.has(name))
        .map((one) => row('voice_only', ELEMENTS.touchpoint[one.name] ?? plain(one.name), one)),
      ...silent.map((step) => row('process_only', plain(step.name), step)),
    ],
    notes: [
      {
        zh: '步骤按 process.yaml 里的 words 在原文中查找，按 touchpoints 在触点中查找；两样都没写时，用步骤名和其中的触点词。',
        en: 'Steps are looked for by their words in the texts and by their touchpoints; where neither is given, by their name and the touchpoints in it.',
      },
    ],
  };
}

const STATUS: Readonly<Record<string, Message>> = {
  matched: { zh: '两边都有', en: 'both' },
  voice_only: { zh: '只有客户说到', en: 'voiced only' },
  process_only: { zh: '只在流程里', en: 'process only' },
};

/** Voices below which an element is there, but stands on single cases. */
const FEW_VOICES = 3;

/** Which of the nine elements are filled, stand on few voices, or are blank, stage by stage. */
export function checkSheet(map: JourneyMap): Sheet {
  const nine = Object.keys(NINE) as Nine[];
  return {
    title: { zh: '九要素检查', en: 'Check of the nine elements' },
    columns: [
      { id: 'stage', name: { zh: '标识', en: 'Id' }, only: 'programs' },
      { id: 'name', name: { zh: '阶段', en: 'Stage' }, only: 'people' },
      // The stage itself is one of the nine; its id is the first column.
      ...nine.map((id) => ({ id: id === 'stage' ? 'stage_heard' : id, name: NINE[id] })),
    ],
    rows: map.stages.map((stage) => [
      stage.id,
      stage.name,
      ...nine.map((id) => {
        const most = Math.max(0, ...stage.elements[id].map(({ voices }) => voices));
        return FILLED[most === 0 ? 'blank' : most < FEW_VOICES ? 'few' : 'filled'];
      }),
    ]),
    notes: [
      {
        zh: `✓ 有 ${FEW_VOICES} 条以上声音支持；△ 只有一两条；空 没有人说到。`,
        en: `yes: at least ${FEW_VOICES} voices; few: one or two; blank: nobody speaks of it.`,
      },
    ],
  };
}

const FILLED = {
  filled: { id: 'filled', zh: '✓', en: 'yes' },
  few: { id: 'few', zh: '△', en: 'few' },
  blank: { id: 'blank', zh: '空', en: 'blank' },
} as const;

/** The first blank of a map by stage and element; null where nothing is blank. */
export function firstBlank(
  map: JourneyMap,
): { readonly stage: Message; readonly element: Message } | null {
  for (const stage of map.stages) {
    for (const id of Object.keys(NINE) as Nine[]) {
      if (stage.elements[id].length === 0) return { stage: stage.name, element: NINE[id] };
    }
  }
  return null;
}
