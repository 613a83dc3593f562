import { Argument, type Command } from 'commander';
import { readDictionaries, readWords } from '../io/resources.ts';
import { type Contrast, contrastsOf, LEAST_BOTH } from '../measure/contrast.ts';
import { wilson } from '../measure/interval.ts';
import { withColumnsIn } from '../measure/metric-columns.ts';
import { definitionsOf } from '../measure/metric-definitions.ts';
import { separatingOf } from '../measure/separating.ts';
import { addUnit, emptyTally, togetherIn } from '../measure/together.ts';
import { EXIT, InputError } from '../model/errors.ts';
import {
  ASPECTS,
  KINDS,
  type Message,
  POLARITIES,
  SENTIMENTS,
  SIGNALS,
  STAGES,
} from '../model/labels.ts';
import type { MetricDefinition } from '../model/metric.ts';
import type { SideCount, Sides } from '../model/sides.ts';
import type { Cell } from '../model/store.ts';
import { loadWordReader, type WordReader } from '../pipeline/words.ts';
import {
  figure,
  shownDifference,
  shownFactor,
  shownIn,
  shownRate,
  shownShare,
  shownSigned,
} from '../report/answer-cells.ts';
import { SOURCES } from '../report/wording.ts';
import { attributeNames, COLUMN_NAMES, groupBy } from '../store/columns.ts';
import { readPainLabels } from '../store/rated.ts';
import type { Store } from '../store/session.ts';
import {
  groupValues,
  readSideCounts,
  readSideScope,
  readValuePains,
  selectSides,
} from '../store/sides.ts';
import { readSideTexts } from '../store/texts.ts';
import { type Answer, type AnswerFlags, addAnswerFlags, readScoped, showAnswer } from './answer.ts';
import { configurationOf } from './configuration.ts';
import { addDictionaryFlag, type DictionaryFlags, readUserWords } from './dictionary.ts';
import { columnMeant, noSuchGroup } from './grouping.ts';
import { wholeNumber } from './settings.ts';
import { type Terminal, voicing } from './terminal.ts';

type SegmentsFlags = AnswerFlags & DictionaryFlags & { readonly by: string; readonly top: number };

const QUESTIONS = ['contrast', 'show', 'suggest'] as const;

export function declare(
  command: Command,
  text: (message: Message) => string,
): (args: readonly unknown[], flags: SegmentsFlags, terminal: Terminal) => Promise<number> {
  command
    .addArgument(
      new Argument(
        '<question>',
        text({
          zh: 'contrast 两群人说的有何不同；show 一群人的画像；suggest 哪一列最能分开痛点',
          en: 'contrast: what one group says that the other does not; show: a group; suggest: which column tells pain points apart',
        }),
      ).choices(QUESTIONS),
    )
    .argument('[names...]', text({ zh: '分组的名字', en: 'names of groups' }));
  addDictionaryFlag(addAnswerFlags(command, text), text)
    .option(
      '--by <column>',
      text({
        zh: '分组用哪一列：group（客群）、channel（渠道）、product（产品）等，或导出文件里的任何一列',
        en: 'the column that groups: group, channel, product … or any column of the exports',
      }),
      'group',
    )
    .option(
      '--top <n>',
      text({ zh: '每类最多列多少行（默认 15）', en: 'how many rows of a kind (default 15)' }),
      wholeNumber,
      15,
    )
    .addHelpText(
      'after',
      text({
        zh: '\n任何一列都可以分组。contrast 只写一个名字时与其余所有声音相比。\n\n示例：\n  $ voc segments suggest\n  $ voc segments contrast 大客户 普通\n  $ voc segments contrast 东店 西店 --by 门店 --top 5\n  $ voc segments show 大客户 -o 画像.md',
        en: '\nAny column can group. With one name only, contrast sets it against all other voices.\n\nExamples:\n  $ voc segments suggest\n  $ voc segments contrast 大客户 普通\n  $ voc segments contrast east west --by store --top 5\n  $ voc segments show 大客户 -o persona.md',
      }),
    );
  return async ([question, names], flags, terminal) => {
    const say = voicing(terminal, flags);
    const groups = names as readonly string[];
    refuseNames(question as string, groups);
    const words = await wordsFor(question as string, flags, terminal);
    const definitions = definitionsOf((await configurationOf(terminal)).metrics);
    const answer = await readScoped(flags, terminal, say, async (reader) => {
      if (words === null) return suggestAnswer(reader, definitions);
      const by = await columnMeant(reader, flags.by, say);
      return sidesAnswer(reader, words, groups, { ...flags, by }, question === 'show');
    });
    await showAnswer(answer, flags, terminal, say);
    return EXIT.done;
  };
}

/** How many names each question takes. */
const NAMES: Readonly<Record<string, { readonly least: number; readonly most: number }>> = {
  contrast: { least: 1, most: 2 },
  show: { least: 1, most: 1 },
  suggest: { least: 0, most: 0 },
};

function refuseNames(question: string, names: readonly string[]): void {
  const { least, most } = NAMES[question] ?? { least: 0, most: 0 };
  if (names.length >= least && names.length <= most) return;
  const range = (joint: string): string =>
    least === most ? `${least}` : `${least}${joint}${most}`;
  throw new InputError(
    {
      zh: `voc segments ${question} 要写 ${range(' 到 ')} 个分组的名字，给了 ${names.length} 个`,
      en: `voc segments ${question} takes ${range(' or ')} names of groups, not ${names.length}`,
    },
    { status: EXIT.usage },
  );
}

async function wordsFor(
  question: string,
  flags: SegmentsFlags,
  terminal: Terminal,
): Promise<WordReader | null> {
  if (question === 'suggest') return null;
  const userWords = await readUserWords(flags, terminal.stdin);
  return loadWordReader({ dictionaries: readDictionaries(), words: readWords() }, userWords);
}

async function sidesAnswer(
  reader: Store,
  words: WordReader,
  [one = '', other = null]: readonly (string | null)[],
  { by, top }: Pick<SegmentsFlags, 'by' | 'top'>,
  persona: boolean,
): Promise<Answer> {
  await groupBy(reader, by);
  const sides = await selectSides(reader, one ?? '', other);
  await refuseEmpty(reader, by, sides, one ?? '', other);
  const labels = await readPainLabels(reader);
  const counts = [...(await readSideCounts(reader)), ...(await wordCounts(reader, words))];
  const types = persona ? PERSONA : SAID;
  const found = contrastsOf(
    counts.filter(({ type }) => types.includes(type) && type !== by),
    sides.one,
    sides.other,
  );
  const rows = types.flatMap((type) =>
    found
      .filter((entry) => entry.type === type && (!persona || entry.one >= LEAST_BOTH))
      .slice(0, top)
      .map((entry) => cellsOf(entry, sides, labels)),
  );
  const scope = await readSideScope(reader);
  return {
    title: { zh: `分组：${one}`, en: `Group ${one}` },
    notes: sideNotes(one ?? '', other, sides, scope),
    columns: columnsOf(one ?? '', other),
    rows,
  };
}

/** What people say, and with it what a persona also tells of them. */
const SAID: readonly string[] = ['aspect', 'pain', 'word'];
const PERSONA: readonly string[] = [
  ...['sentiment', 'aspect', 'pain', 'kind', 'signal', 'stage'],
  ...['group', 'source', 'channel', 'product', 'word'],
];

async function wordCounts(reader: Store, words: WordReader): Promise<SideCount[]> {
  const tally = emptyTally();
  for await (const { text, one } of readSideTexts(reader)) {
    addUnit(tally, words.whole(text).words, one);
  }
  return togetherIn(tally).map(({ item, units, together }) => ({
    type: 'word',
    item,
    one: together,
    other: units - together,
  }));
}

async function refuseEmpty(
  reader: Store,
  by: string,
  sides: Sides,
  one: string,
  other: string | null,
): Promise<void> {
  if (sides.one > 0 && (sides.other > 0 || other === null)) return;
  throw await noSuchGroup(reader, by, (sides.one === 0 ? one : other) ?? '');
}

function cellsOf(entry: Contrast, sides: Sides, labels: ReadonlyMap<string, string>): Cell[] {
  const { type, item } = entry;
  const share = wilson(entry.one, sides.one);
  const clear = entry.q < 0.05;
  return [
    type,
    type === 'pain' ? item : null,
    type === 'pain' ? (labels.get(item) ?? item) : item,
    entry.one,
    ...[share.value, share.low, share.high].map(figure),
    entry.other,
    figure(wilson(entry.other, sides.other).value),
    ...[entry.value, entry.low, entry.high, entry.q].map(figure),
    clear ? (entry.value > 0 ? 'more' : 'less') : null,
  ];
}

function columnsOf(one: string, other: string | null): Answer['columns'] {
  const rest: Message = other === null ? { zh: '其余', en: 'others' } : { zh: other, en: other };
  return [
    {
      id: 'type',
      name: { zh: '类', en: 'type' },
      shown: (type, language) => TYPES[String(type)]?.[language] ?? String(type),
    },
    { id: 'pain_id', name: { zh: '编号', en: 'id' }, forPrograms: true },
    {
      id: 'item',
      name: { zh: '内容', en: 'item' },
      shown: (item, language, row) => shownIn(LABELS[String(row[0])] ?? {})(item, language, row),
    },
    { id: 'voices', name: { zh: one, en: one } },
    { id: 'share', name: { zh: '占比', en: 'share' }, shown: shownShare },
    { id: 'share_low', name: { zh: '下限', en: 'low' }, shown: shownShare },
    { id: 'share_high', name: { zh: '上限', en: 'high' }, shown: shownShare },
    { id: 'other_voices', name: rest },
    { id: 'other_share', name: { zh: '占比', en: 'share' }, shown: shownShare },
    { id: 'difference', name: { zh: '相差', en: 'difference' }, shown: shownDifference },
    { id: 'difference_low', name: { zh: '下限', en: 'low' }, shown: shownDifference },
    { id: 'difference_high', name: { zh: '上限', en: 'high' }, shown: shownDifference },
    { id: 'q', name: { zh: '误报率', en: 'FDR' }, shown: shownRate },
    {
      id: 'verdict',
      name: { zh: '结论', en: 'verdict' },
      shown: (verdict, language) =>
        (verdict === 'more'
          ? { zh: `${one}更多`, en: `more in ${one}` }
          : { zh: `${one}更少`, en: `less in ${one}` })[language],
    },
  ];
}

/** The names of items by their type. */
const LABELS: Readonly<Record<string, Readonly<Record<string, Message>>>> = {
  aspect: { ...ASPECTS, ...POLARITIES },
  sentiment: SENTIMENTS,
  kind: KINDS,
  signal: SIGNALS,
  stage: STAGES,
  source: SOURCES,
};

const TYPES: Readonly<Record<string, Message>> = {
  ...COLUMN_NAMES,
  aspect: { zh: '观点', en: 'opinion' },
  pain: { zh: '痛点', en: 'pain point' },
  word: { zh: '词', en: 'word' },
};

function sideNotes(
  one: string,
  other: string | null,
  sides: Sides,
  scope: Awaited<ReturnType<typeof readSideScope>>,
): Message[] {
  const { customers, firstDay, lastDay } = scope;
  const days = firstDay === null ? null : `${firstDay} – ${lastDay}`;
  return [
    {
      zh: `${one}：${sides.one} 条声音${customers === null ? '' : `，${customers} 位已知客户`}${days === null ? '' : `，${days}`}；${other ?? '其余声音'}：${sides.other} 条`,
      en: `${one}: ${sides.one} voices${customers === null ? '' : `, ${customers} known customers`}${days === null ? '' : `, ${days}`}; ${other ?? 'all others'}: ${sides.other}`,
    },
    {
      zh: `占比为说到它的声音占本组声音之比（95 % 威尔逊区间）；相差带 95 % 区间（Newcombe 1998）；误报率已按全部检验过的项校正，5 % 以下才下结论；两组合计不足 ${LEAST_BOTH} 条的不列`,
      en: `share of the group's voices that say it (95 % Wilson interval); difference with its 95 % interval (Newcombe 1998); FDR corrected for all items tested, a verdict is given below 5 %; what fewer than ${LEAST_BOTH} voices of both say is left out`,
    },
  ];
}

const OWN: readonly string[] = ['group', 'channel', 'product', 'source'];
/** A column with more values names things, it does not group them. */
const MOST_VALUES = 100;
/** On average a value must hold so many voices. */
const LEAST_A_VALUE = 5;

/** Whether the values of a column group voices, rather than name them. */
function areGroups(values: readonly { readonly voices: number }[]): boolean {
  const voices = values.reduce((sum, value) => sum + value.voices, 0);
  return (
    values.length >= 2 && values.length <= MOST_VALUES && voices >= LEAST_A_VALUE * values.length
  );
}

/** Answers to metrics are left out: that a low score goes with a pain tells no group of customers. */
async function suggestAnswer(
  reader: Store,
  definitions: readonly MetricDefinition[],
): Promise<Answer> {
  const labels = await readPainLabels(reader);
  const left: string[] = [];
  const rows: Cell[][] = [];
  const names = await attributeNames(reader);
  const answers = definitions.flatMap((metric) => withColumnsIn(metric, names).columns);
  for (const column of [...OWN, ...names]) {
    await groupBy(reader, column);
    const values = await groupValues(reader);
    if (answers.includes(column) || !areGroups(values)) {
      if (values.length > 0) left.push(column);
      continue;
    }
    const found = separatingOf(await readValuePains(reader));
    const { strongest } = found;
    rows.push([
      column,
      values.length,
      found.voices,
      figure(found.v),
      strongest?.value ?? null,
      strongest === null ? null : (labels.get(strongest.pain) ?? strongest.pain),
      strongest?.voices ?? null,
      strongest === null ? null : figure(strongest.lift),
    ]);
  }
  rows.sort((a, b) => Number(b[3]) - Number(a[3]) || (String(a[0]) < String(b[0]) ? -1 : 1));
  return {
    title: { zh: '哪一列最能分开痛点', en: 'Which column tells pain points apart' },
    notes: suggestNotes(left),
    columns: SUGGEST_COLUMNS,
    rows,
  };
}

function suggestNotes(left: readonly string[]): Message[] {
  const notes: Message[] = [
    {
      zh: '区分度为列与主要痛点之间的 Cramér V，按 Bergsma（2013）修正值多造成的偏高；0 为毫不相干，1 为完全决定。例子是最超出碰巧的一对',
      en: "V is Cramér's V between the column and the main pain point, corrected for the number of values (Bergsma 2013); 0 means unrelated, 1 decides it. The example is the pair that most exceeds chance",
    },
  ];
  if (left.length > 0) {
    notes.push({
      zh: `没有参加比较（只有一个值，值太多像编号，或本身就是分数、时长）：${left.map((id) => COLUMN_NAMES[id]?.zh ?? id).join('、')}`,
      en: `left out (one value only, so many that they look like ids, or themselves scores or times): ${left.join(', ')}`,
    });
  }
  return notes;
}

const SUGGEST_COLUMNS: Answer['columns'] = [
  { id: 'column', name: { zh: '列', en: 'column' }, shown: shownIn(COLUMN_NAMES) },
  { id: 'values', name: { zh: '值的个数', en: 'values' } },
  { id: 'voices', name: { zh: '有痛点的声音', en: 'voices with a pain point' } },
  { id: 'v', name: { zh: '区分度', en: 'V' }, shown: shownSigned },
  {
    id: 'example',
    name: { zh: '例：值', en: 'example: value' },
    shown: (value, language, row) => shownIn(LABELS[String(row[0])] ?? {})(value, language, row),
  },
  { id: 'example_pain', name: { zh: '痛点', en: 'pain point' } },
  { id: 'example_voices', name: { zh: '声量', en: 'voices' } },
  { id: 'example_lift', name: { zh: '提升度', en: 'lift' }, shown: shownFactor },
];
