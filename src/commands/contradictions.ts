import type { Command } from 'commander';
import {
  CONTRADICTIONS,
  type Contradiction,
  contradictionsIn,
  type Found,
  type GivenScore,
} from '../measure/contradictions.ts';
import { EXIT } from '../model/errors.ts';
import { type Message, SENTIMENTS, SIGNALS } from '../model/labels.ts';
import type { MetricDefinition } from '../model/metric.ts';
import type { Cell } from '../model/store.ts';
import { figure, shownIn, shownSigned } from '../report/answer-cells.ts';
import type { Store } from '../store/session.ts';
import { readVoiceLines, type VoiceLine } from '../store/voice-rows.ts';
import { type Answer, type AnswerFlags, addAnswerFlags, readScoped, showAnswer } from './answer.ts';
import { definitionsIn, readColumnScores } from './metric-findings.ts';
import { type Terminal, voicing } from './terminal.ts';

export function declare(
  command: Command,
  text: (message: Message) => string,
): (args: readonly unknown[], flags: AnswerFlags, terminal: Terminal) => Promise<number> {
  addAnswerFlags(command, text).addHelpText(
    'after',
    text({
      zh: '\n关系好不等于体验好：打高分却在抱怨或要离开，说着好话却要离开，打低分却在夸。\n评分和 NPS、满意度的每一列都看。带流失信号又打了高分、或好话不少于怨言的，都列出（满意的人只劝别人不要来的除外）；其余只列证据足的：\n抱怨要自己说出什么不好、没有收回的话，夸要夸两样以上、不带「但是」。\n每条写明矛盾的两边，供人判断是反话、客气，还是评分填反了。\n\n示例：\n  $ voc contradictions\n  $ voc contradictions --group 大客户 -o 矛盾.xlsx',
      en: '\nGood relations are not a good experience: a high score with a complaint or a farewell, kind words with a\nfarewell, a low score with nothing but praise. The rating and every column of NPS and CSAT are tested.\nWhoever leaves after a high score, or with kind words that are not outweighed, is listed, but not who is\ncontent and only keeps others away; the rest needs evidence: a complaint that says what is wrong and is not\ntaken back, praise of two things without a but.\nBoth sides are told, for a person to judge whether it is irony, courtesy, or a score the wrong way round.\n\nExamples:\n  $ voc contradictions\n  $ voc contradictions --group 大客户 -o contradictions.xlsx',
    }),
  );
  return async (_, flags, terminal) => {
    const say = voicing(terminal, flags);
    const definitions = await definitionsIn(terminal, say);
    const answer = await readScoped(flags, terminal, say, (reader) =>
      contradictionsAnswer(reader, definitions),
    );
    await showAnswer(answer, flags, terminal, say);
    return EXIT.done;
  };
}

/** Only these can contradict themselves; the exact rules are in `contradictionsIn`. */
const CANDIDATES = `list_contains(string_split(s.signals, '|'), 'churn')
  OR (s.rating IS NOT NULL AND s.sentiment IN ('positive', 'negative') AND abs(s.millionths) >= 700000
    AND (s.sentiment = 'negative') = (s.rating * 2 > s.rating_max))
  OR (s.rating_max = 10 AND s.rating <= 6 AND s.sentiment = 'positive')
  OR (s.sentiment IN ('positive', 'negative') AND abs(s.millionths) >= 700000
    AND s.n IN (SELECT n FROM scored))`;

async function contradictionsAnswer(
  reader: Store,
  definitions: readonly MetricDefinition[],
): Promise<Answer> {
  const inColumns = await readColumnScores(reader, definitions, CANDIDATES);
  const voices = await readVoiceLines(reader, CANDIDATES);
  const found = voices.flatMap((voice) =>
    contradictionsIn({
      ...voice,
      scores: [...ratingOf(voice), ...(inColumns.get(voice.n) ?? [])],
      signals: voice.signals.split('|'),
      praise: partsOf(voice.praise),
      blame: partsOf(voice.blame),
    }).map((one) => ({ ...one, voice })),
  );
  const order = Object.keys(CONTRADICTIONS);
  // Stable: within a reason the voices stay in order of time.
  found.sort((a, b) => order.indexOf(a.reason) - order.indexOf(b.reason));
  return {
    title: { zh: '自相矛盾的声音', en: 'Voices that contradict themselves' },
    notes: [
      ...notesOf(found),
      {
        zh: '评分和 NPS、满意度的每一列都看。高分：5 分制 4–5，10 分制 9–10；低分：5 分制 1–2，10 分制 0–6；其他分制取最高五分之一和最低五分之二。离开：带流失信号',
        en: 'the rating and every column of NPS and CSAT are tested. High: 4-5 of 5, 9-10 of 10; low: 1-2 of 5, 0-6 of 10; other scales: top fifth, lower two fifths. Leaving: the signal churn',
      },
    ],
    columns: COLUMNS,
    rows: found.map(cellsOf),
  };
}

function ratingOf({ rating, ratingMax }: VoiceLine): GivenScore[] {
  if (rating === null || ratingMax === null) return [];
  return [{ column: 'rating', value: rating, best: ratingMax }];
}

const partsOf = (joined: string | null): number => joined?.split('|').length ?? 0;

function notesOf(found: readonly { readonly reason: Contradiction }[]): Message[] {
  return (Object.keys(CONTRADICTIONS) as Contradiction[]).map((name) => {
    const count = found.filter(({ reason }) => reason === name).length;
    const { zh, en } = CONTRADICTIONS[name];
    return { zh: `${zh}：${count} 条`, en: `${en}: ${count}` };
  });
}

function cellsOf({ reason, score, voice }: Found & { readonly voice: VoiceLine }): Cell[] {
  return [
    reason,
    voice.id,
    voice.createdAt,
    voice.customerId,
    score?.value ?? null,
    score?.best ?? null,
    score?.column ?? null,
    voice.sentiment,
    figure(voice.score),
    voice.praise,
    voice.blame,
    voice.signals || null,
    voice.text,
  ];
}

const RATING: Message = { zh: '评分', en: 'rating' };

const COLUMNS: Answer['columns'] = [
  {
    id: 'reason',
    name: { zh: '矛盾', en: 'contradiction' },
    shown: (reason, language) => CONTRADICTIONS[reason as Contradiction][language],
  },
  { id: 'voice_id', name: { zh: '编号', en: 'id' } },
  {
    id: 'created_at',
    name: { zh: '时间', en: 'time' },
    shown: (time) => String(time).slice(0, 10),
  },
  { id: 'customer_id', name: { zh: '客户', en: 'customer' } },
  { id: 'rating', name: { zh: '评分', en: 'rating' } },
  { id: 'rating_max', name: { zh: '满分', en: 'of' } },
  {
    id: 'rating_column',
    name: { zh: '评分列', en: 'score column' },
    shown: (column, language) => (column === 'rating' ? RATING[language] : String(column)),
  },
  { id: 'sentiment', name: { zh: '情感', en: 'sentiment' }, shown: shownIn(SENTIMENTS) },
  { id: 'score', name: { zh: '得分', en: 'score' }, shown: shownSigned },
  { id: 'praise', name: { zh: '夸', en: 'praise' } },
  { id: 'blame', name: { zh: '怨', en: 'blame' } },
  { id: 'signals', name: { zh: '信号', en: 'signals' }, shown: shownIn(SIGNALS) },
  { id: 'text', name: { zh: '原文', en: 'text' } },
];
