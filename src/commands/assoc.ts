import { type Command, Option } from 'commander';
import { readDictionaries, readWords } from '../io/resources.ts';
import { type Association, associationsOf, LEAST_TOGETHER } from '../measure/association.ts';
import { addUnit, emptyTally, type Tally, togetherIn } from '../measure/together.ts';
import { EXIT, InputError } from '../model/errors.ts';
import type { Message } from '../model/labels.ts';
import type { Cell } from '../model/store.ts';
import { loadWordReader, type WordReader } from '../pipeline/words.ts';
import { figure, shownFactor, shownRate } from '../report/answer-cells.ts';
import { readPainLabels } from '../store/rated.ts';
import type { Store } from '../store/session.ts';
import { type PainedText, readPainedTexts } from '../store/texts.ts';
import { type Answer, type AnswerFlags, addAnswerFlags, readScoped, showAnswer } from './answer.ts';
import { addDictionaryFlag, type DictionaryFlags, readUserWords } from './dictionary.ts';
import { wholeNumber } from './settings.ts';
import { type Terminal, voicing } from './terminal.ts';

type AssocFlags = AnswerFlags &
  DictionaryFlags & { readonly in: 'voice' | 'clause'; readonly top: number };

export function declare(
  command: Command,
  text: (message: Message) => string,
): (args: readonly unknown[], flags: AssocFlags, terminal: Terminal) => Promise<number> {
  command.argument('<term>', text({ zh: '要看的词，如 客服', en: 'the term, such as 客服' }));
  addDictionaryFlag(addAnswerFlags(command, text), text)
    .addOption(
      new Option(
        '--in <unit>',
        text({
          zh: '同在一条声音里，还是同在一个分句里',
          en: 'together in the same voice, or in the same clause',
        }),
      )
        .choices(['voice', 'clause'])
        .default('voice'),
    )
    .option(
      '--top <n>',
      text({
        zh: '词和痛点各列多少个（默认 30）',
        en: 'how many words, and how many pain points (default 30)',
      }),
      wholeNumber,
      30,
    )
    .addHelpText(
      'after',
      text({
        zh: `\n只列与它一起出现多于碰巧、且至少 ${LEAST_TOGETHER} 次的词和痛点，证据强的在前。\n\n示例：\n  $ voc assoc 客服\n  $ voc assoc 发货 --in clause --top 10\n  $ voc assoc 退款 --since 2026-07-01 --format csv > 关联.csv`,
        en: `\nLists words and pain points that stand with it more often than by chance, at least ${LEAST_TOGETHER} times; strongest\nevidence first.\n\nExamples:\n  $ voc assoc 客服\n  $ voc assoc 发货 --in clause --top 10\n  $ voc assoc 退款 --since 2026-07-01 --format csv > assoc.csv`,
      }),
    );
  return async ([term], flags, terminal) => {
    const say = voicing(terminal, flags);
    const userWords = await readUserWords(flags, terminal.stdin);
    const words = loadWordReader(
      { dictionaries: readDictionaries(), words: readWords() },
      userWords,
    );
    const plain = words.plain(term as string);
    const answer = await readScoped(flags, terminal, say, (reader) =>
      assocAnswer(reader, words, plain, flags),
    );
    await showAnswer(answer, flags, terminal, say);
    return EXIT.done;
  };
}

async function assocAnswer(
  reader: Store,
  words: WordReader,
  term: string,
  flags: Pick<AssocFlags, 'in' | 'top'>,
): Promise<Answer> {
  const tally = emptyTally();
  for await (const voice of readPainedTexts(reader)) count(tally, words, voice, term, flags.in);
  if (tally.withTerm === 0 || term === '') {
    throw new InputError({
      zh: `这些声音里没有提到「${term}」；请换一个说法，或放宽筛选`,
      en: `none of these voices mentions "${term}"; try another word, or widen the filter`,
    });
  }
  const labels = await readPainLabels(reader);
  const found = associationsOf(togetherIn(tally), tally.withTerm, tally.units, (item) => item);
  const ofKind = (kind: string): Association<string>[] =>
    found.filter(({ item }) => item.startsWith(kind)).slice(0, flags.top);
  return {
    title: { zh: `与「${term}」一起出现的`, en: `What goes with ${term}` },
    notes: notesOf(term, tally, flags.in),
    columns: COLUMNS,
    rows: [...ofKind(PAIN), ...ofKind(WORD)].map((entry) => cellsOf(entry, labels)),
  };
}

/** What the items of the tally begin with. */
const WORD = 'w:';
const PAIN = 'p:';

function count(
  tally: Tally,
  words: WordReader,
  { text, pains }: PainedText,
  term: string,
  unit: 'voice' | 'clause',
): void {
  for (const { text: read, words: held, start, end } of unit === 'voice'
    ? [words.whole(text)]
    : words.clauses(text)) {
    const items = new Set<string>();
    for (const pain of pains) {
      if (pain.start >= start && pain.start < end) items.add(PAIN + pain.id);
    }
    // A word that is part of the term, or holds it, goes with it by necessity.
    for (const word of held) {
      if (!word.includes(term) && !term.includes(word)) items.add(WORD + word);
    }
    addUnit(tally, items, read.includes(term));
  }
}

function cellsOf(
  { item, units, together, lift, low, high, likelihood, q }: Association<string>,
  labels: ReadonlyMap<string, string>,
): Cell[] {
  const id = item.slice(2);
  const pain = item.startsWith(PAIN);
  return [
    pain ? 'pain' : 'word',
    pain ? id : null,
    pain ? (labels.get(id) ?? id) : id,
    together,
    units,
    ...[lift, low, high, likelihood, q].map(figure),
  ];
}

const COLUMNS: Answer['columns'] = [
  {
    id: 'kind',
    name: { zh: '类', en: 'kind' },
    shown: (kind, language) =>
      (kind === 'pain' ? { zh: '痛点', en: 'pain point' } : { zh: '词', en: 'word' })[language],
  },
  { id: 'pain_id', name: { zh: '编号', en: 'id' } },
  { id: 'item', name: { zh: '内容', en: 'item' } },
  { id: 'together', name: { zh: '一起', en: 'together' } },
  { id: 'units', name: { zh: '总数', en: 'all' } },
  { id: 'lift', name: { zh: '提升度', en: 'lift' }, shown: shownFactor },
  { id: 'lift_low', name: { zh: '下限', en: 'low' }, shown: shownFactor },
  { id: 'lift_high', name: { zh: '上限', en: 'high' }, shown: shownFactor },
  {
    id: 'log_likelihood',
    name: { zh: '对数似然', en: 'log-likelihood' },
    shown: (cell) => Number(cell).toFixed(1),
  },
  { id: 'q', name: { zh: '误报率', en: 'FDR' }, shown: shownRate },
];

function notesOf(term: string, { units, withTerm }: Tally, unit: 'voice' | 'clause'): Message[] {
  const voices = unit === 'voice';
  return [
    {
      zh: voices
        ? `${units} 条声音中有 ${withTerm} 条提到「${term}」`
        : `${units} 个分句中有 ${withTerm} 个提到「${term}」`,
      en: `${withTerm} of ${units} ${voices ? 'voices' : 'clauses'} mention "${term}"`,
    },
    {
      zh: '提升度 = 提到它时出现的比例 ÷ 平时出现的比例（1 为无关，带 95 % 区间）；对数似然 G²（Dunning 1993）越大证据越强；误报率已按全部检验过的词和痛点校正（Benjamini-Hochberg）',
      en: 'lift = share beside the term ÷ share overall (1 means unrelated; 95 % interval); the larger the log-likelihood G² (Dunning 1993) the stronger the evidence; FDR is corrected for all words and pain points tested (Benjamini-Hochberg)',
    },
  ];
}
