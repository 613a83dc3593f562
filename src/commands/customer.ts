import type { Command } from 'commander';
import { EXIT, InputError } from '../model/errors.ts';
import { type Message, SENTIMENTS, SIGNALS, STAGES } from '../model/labels.ts';
import type { Cell } from '../model/store.ts';
import { customerToken } from '../pipeline.ts';
import { figure, shownIn, shownSigned } from '../report/answer-cells.ts';
import { SOURCES } from '../report/wording.ts';
import type { Store } from '../store/session.ts';
import { lastDayOf, readVoiceLines, type VoiceLine } from '../store/voice-rows.ts';
import { type Answer, type AnswerFlags, addAnswerFlags, readScoped, showAnswer } from './answer.ts';
import { hasKey, keyedHash } from './privacy.ts';
import { type Terminal, voicing } from './terminal.ts';

export function declare(
  command: Command,
  text: (message: Message) => string,
): (args: readonly unknown[], flags: AnswerFlags, terminal: Terminal) => Promise<number> {
  command.argument(
    '<customer>',
    text({
      zh: '客户编号：导出文件里的原值，或库里的替代编号 c-…',
      en: 'the customer id: as it stands in the exports, or the token c-... of the store',
    }),
  );
  addAnswerFlags(command, text).addHelpText(
    'after',
    text({
      zh: '\n一位客户的全部声音，按时间排列，带间隔天数。原编号用本机密钥换成替代编号后查找。\n\n示例：\n  $ voc customer MH101981\n  $ voc customer c-3f9a04d1c27be650 -o 客户.xlsx',
      en: '\nAll voices of a customer in order of time, with the days between them. The original id is turned\ninto its token with the key of this machine.\n\nExamples:\n  $ voc customer MH101981\n  $ voc customer c-3f9a04d1c27be650 -o customer.xlsx',
    }),
  );
  return async ([customer], flags, terminal) => {
    const say = voicing(terminal, flags);
    const ids = idsOf(customer as string, terminal);
    const answer = await readScoped(flags, terminal, say, (reader) =>
      customerAnswer(reader, customer as string, ids, terminal),
    );
    await showAnswer(answer, flags, terminal, say);
    return EXIT.done;
  };
}

/** How the store may know the customer: by the id as it is, and by its token. */
function idsOf(customer: string, terminal: Terminal): readonly [string, string] {
  return [customer, customerToken(customer, keyedHash(terminal, { mayMakeKey: false }))];
}

const THEIRS = 's.n IN (SELECT v.number FROM voices v WHERE v.customer_id IN ($id, $token))';

async function customerAnswer(
  reader: Store,
  customer: string,
  [id, token]: readonly [string, string],
  terminal: Terminal,
): Promise<Answer> {
  const voices = await readVoiceLines(reader, THEIRS, { id, token });
  const [first] = voices;
  if (first === undefined) throw nobody(customer, id !== token && !hasKey(terminal));
  const gaps = gapsOf(voices);
  return {
    title: { zh: `客户 ${first.customerId}`, en: `Customer ${first.customerId}` },
    notes: notesOf(voices, gaps, await lastDayOf(reader)),
    columns: COLUMNS,
    rows: voices.map((voice, at) => cellsOf(voice, gaps[at] ?? null)),
  };
}

const DAY = 86_400_000;

/** Whole days from the voice before; null for the first and for undated ones. */
function gapsOf(voices: readonly VoiceLine[]): (number | null)[] {
  return voices.map(({ createdAt }, at) => {
    const before = voices[at - 1]?.createdAt ?? null;
    return createdAt === null || before === null
      ? null
      : Math.floor((Date.parse(createdAt) - Date.parse(before)) / DAY);
  });
}

function notesOf(
  voices: readonly VoiceLine[],
  gaps: readonly (number | null)[],
  lastDay: string | null,
): Message[] {
  const longest = Math.max(0, ...gaps.filter((gap) => gap !== null));
  const dated = voices.filter(({ createdAt }) => createdAt !== null);
  const [first, last] = [dated[0]?.createdAt, dated.at(-1)?.createdAt];
  const negative = voices.filter(({ sentiment }) => sentiment === 'negative').length;
  const notes: Message[] = [
    {
      zh: `${voices.length} 条声音，其中负面 ${negative} 条`,
      en: `${voices.length} voices, ${negative} of them negative`,
    },
  ];
  if (first && last && lastDay !== null) {
    const silent = Math.floor((Date.parse(lastDay) - Date.parse(last.slice(0, 10))) / DAY);
    notes.push({
      zh: `${first.slice(0, 10)} 到 ${last.slice(0, 10)}，最长间隔 ${longest} 天；到库中最后一天 ${lastDay} 已 ${silent} 天没有声音`,
      en: `${first.slice(0, 10)} to ${last.slice(0, 10)}, longest gap ${longest} days; silent for ${silent} days up to the last day of the store, ${lastDay}`,
    });
  }
  return notes;
}

function cellsOf(voice: VoiceLine, gap: number | null): Cell[] {
  return [
    voice.createdAt,
    gap,
    voice.id,
    voice.source,
    voice.channel,
    voice.product,
    voice.rating,
    voice.sentiment,
    figure(voice.score),
    voice.stages || null,
    voice.pains,
    voice.signals || null,
    voice.text,
  ];
}

const COLUMNS: Answer['columns'] = [
  {
    id: 'created_at',
    name: { zh: '时间', en: 'time' },
    shown: (time) => String(time).slice(0, 16).replace('T', ' '),
  },
  { id: 'gap_days', name: { zh: '间隔天', en: 'days since' } },
  { id: 'voice_id', name: { zh: '编号', en: 'id' } },
  { id: 'source', name: { zh: '来源', en: 'source' }, shown: shownIn(SOURCES) },
  { id: 'channel', name: { zh: '渠道', en: 'channel' } },
  { id: 'product', name: { zh: '产品', en: 'product' } },
  { id: 'rating', name: { zh: '评分', en: 'rating' } },
  { id: 'sentiment', name: { zh: '情感', en: 'sentiment' }, shown: shownIn(SENTIMENTS) },
  { id: 'score', name: { zh: '得分', en: 'score' }, shown: shownSigned },
  { id: 'stages', name: { zh: '阶段', en: 'stages' }, shown: shownIn(STAGES) },
  { id: 'pains', name: { zh: '痛点', en: 'pain points' } },
  { id: 'signals', name: { zh: '信号', en: 'signals' }, shown: shownIn(SIGNALS) },
  { id: 'text', name: { zh: '原文', en: 'text' } },
];

function nobody(customer: string, keyless: boolean): InputError {
  return new InputError(
    keyless
      ? {
          zh: `没有找到客户 ${customer}：本机没有密钥，原编号换不成替代编号；请用替代编号 c-…，或用 VOC_KEY_FILE 指定密钥`,
          en: `no voice of customer ${customer}: without the key an id has no token; give the token c-..., or name the key with VOC_KEY_FILE`,
        }
      : {
          zh: `没有客户 ${customer} 的声音；请检查编号，或放宽筛选（voc export voices 列出 customer_id）`,
          en: `no voice of customer ${customer}; check the id, or widen the filter (voc export voices lists customer_id)`,
        },
  );
}
