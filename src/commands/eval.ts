import type { Command } from 'commander';
import { annotate } from '../annotate/annotate.ts';
import { type LabelledFile, readLabelled } from '../ingest/labelled.ts';
import { pairRows } from '../ingest/pairing.ts';
import { outputTo } from '../io/output.ts';
import { readShipped } from '../io/resources.ts';
import { openSource } from '../io/source.ts';
import { type TableFormat, writeTable } from '../io/table.ts';
import { evaluate } from '../measure/evaluate.ts';
import { EXIT, InputError } from '../model/errors.ts';
import type { ComparedVoice, Evaluation, LabelledRow, Labelling } from '../model/evaluation.ts';
import type { Message } from '../model/labels.ts';
import type { Reject } from '../model/source.ts';
import { layOut, loadResources, type Resources } from '../pipeline.ts';
import { renderEvaluationJson } from '../report/evaluation/json.ts';
import { evaluationRows } from '../report/evaluation/rows.ts';
import { renderEvaluation } from '../report/evaluation/terminal.ts';
import { nameOf } from './describe.ts';
import { addDictionaryFlag, type DictionaryFlags, readUserWords } from './dictionary.ts';
import { openingOptions } from './inputs.ts';
import { addOutputFlags, formatOf, isForSpreadsheets, type OutputFlags } from './output-flags.ts';
import { addSourceFlags, givenColumns, type ReadingFlags } from './reading.ts';
import { wholeNumber } from './settings.ts';
import {
  type CommonOptions,
  type Terminal,
  type Voicing,
  voicing,
  wantsColor,
} from './terminal.ts';

type EvalFlags = ReadingFlags &
  OutputFlags &
  DictionaryFlags &
  CommonOptions & {
    readonly predicted?: string;
    readonly by?: string;
    readonly misses?: number;
  };

const FORMATS = ['table', 'csv', 'tsv', 'ndjson', 'json', 'md', 'xlsx', 'parquet'];
const MISSES = 3;

export function declare(
  command: Command,
  text: (message: Message) => string,
): (args: readonly unknown[], flags: EvalFlags, terminal: Terminal) => Promise<number> {
  command.argument(
    '<gold>',
    text({
      zh: '人工标注的文件，- 表示标准输入',
      en: 'a file labelled by people, - for standard input',
    }),
  );
  addDictionaryFlag(addSourceFlags(addOutputFlags(command, text, FORMATS), text), text)
    .option(
      '--predicted <file>',
      text({
        zh: '不用本程序标注，而与这个文件里的标注比较（另一位标注者，或另一个程序）',
        en: 'compare with the labels of this file (of a second person, or another program) instead of our own',
      }),
    )
    .option(
      '--by <column>',
      text({
        zh: '按这一列分组给出结果（默认渠道列或来源列）',
        en: 'results by the values of this column (default: that of the channel or source)',
      }),
    )
    .option(
      '--misses <n>',
      text({
        zh: `每个字段列出多少个错得最重的（默认 ${MISSES}）`,
        en: `how many of the worst misses are listed for each field (default ${MISSES})`,
      }),
      wholeNumber,
    )
    .addHelpText(
      'after',
      text({
        zh: '\n要有文本列，以及下列标注列中的至少一列：sentiment、kinds、stages、signals、urgency、\nopinions（JSON），或 label（1 正面；0、-1 负面）。voc annotate 的输出改正后就能用。\n一格里的多个标签用 | 连接；空格表示没有标（signals 和 opinions 表示没有）。\n百分数带 95% 区间；csv、json 等格式含全部数字，json 还含混淆表和错例。\n退出码：0 完成，1 失败，3 完成但有行被拒收（标签不认识、观点不在文本里、编号和文本都重复）。\n\n示例：\n  $ voc eval 标注.csv\n  $ voc eval 标注.jsonl --by channel --misses 10\n  $ voc eval 甲.csv --predicted 乙.csv     两位标注者的一致程度（κ）\n  $ voc eval 标注.csv --format json -o 评测.json',
        en: '\nIt takes a column with the text and at least one with labels: sentiment, kinds,\nstages, signals, urgency, opinions (JSON), or label (1 positive; 0, -1 negative).\nWhat voc annotate writes can be corrected and used. Several labels in one cell are\njoined with |; an empty cell is not labelled (signals, opinions: there are none).\nPercentages have 95% intervals; csv, json and the like hold all figures, json also\nconfusion tables and misses. Exit status: 0 done, 1 failed, 3 done but rows were\nrejected (an unknown label, an opinion that is not in its text, a voice twice).\n\nExamples:\n  $ voc eval labelled.csv\n  $ voc eval labelled.jsonl --by channel --misses 10\n  $ voc eval one.csv --predicted other.csv     agreement of two people (kappa)\n  $ voc eval labelled.csv --format json -o scores.json',
      }),
    );
  return async ([gold], flags, terminal) =>
    evaluateFile(gold as string, flags, terminal, voicing(terminal, flags));
}

async function evaluateFile(
  file: string,
  flags: EvalFlags,
  terminal: Terminal,
  say: Voicing,
): Promise<number> {
  const format = formatOf(flags, terminal, FORMATS);
  const resources = loadResources(readShipped(), await readUserWords(flags, terminal.stdin));
  const gold = await read(file, flags, terminal, resources, say);
  const tell = (name: string, rejects: readonly Reject[]): void => {
    for (const { line, reason } of rejects) {
      const { zh, en } = nameOf(name);
      say.warn({ zh: `${zh}:${line}：${reason.zh}`, en: `${en}:${line}: ${reason.en}` });
    }
  };
  tell(file, gold.rejects);
  if (gold.rows.length === 0)
    throw gold.rejects.length === 0 ? noRows(nameOf(file)) : nothingLabelled(nameOf(file));
  let rejected = gold.rejects.length;
  let voices: readonly ComparedVoice[] = [];
  if (flags.predicted === undefined) voices = gold.rows.map((row) => annotated(row, resources));
  else {
    const predicted = await read(flags.predicted, flags, terminal, resources, say);
    const pairs = pairRows(gold, predicted);
    tell(flags.predicted, [...predicted.rejects, ...pairs.foundRejects]);
    tell(file, pairs.goldRejects);
    rejected += predicted.rejects.length + pairs.foundRejects.length + pairs.goldRejects.length;
    voices = pairs.voices;
    if (voices.length === 0) throw nothingInCommon(nameOf(file), nameOf(flags.predicted));
  }
  const options = { column: gold.column, misses: flags.misses ?? MISSES };
  await write(evaluate(voices, options), format, flags, terminal, say);
  return rejected > 0 ? EXIT.rejected : EXIT.done;
}

async function read(
  file: string,
  flags: EvalFlags,
  terminal: Terminal,
  resources: Resources,
  say: Voicing,
): Promise<LabelledFile> {
  const source = await openSource(file, openingOptions(flags, resources, say), terminal.stdin);
  const { layout, batches } = await layOut(source, resources.headers, {
    given: givenColumns(flags),
  });
  return readLabelled(nameOf(file), batches, layout, flags.by);
}

function annotated({ labels, ...row }: LabelledRow, resources: Resources): ComparedVoice {
  const { sentiment, ...others } = annotate(row.text, resources);
  const found: Labelling = {
    ...others,
    sentiment: sentiment.label,
    polarity: sentiment.score >= 0 ? 'positive' : 'negative',
    score: sentiment.score,
  };
  return { ...row, gold: labels, found };
}

async function write(
  evaluation: Evaluation,
  format: string,
  flags: EvalFlags,
  terminal: Terminal,
  { language }: Voicing,
): Promise<void> {
  const target = flags.output ?? '-';
  const toTerminal = target === '-';
  if (format === 'table') {
    const color = toTerminal && wantsColor(terminal.stdout, flags.color, terminal.env);
    const width = (toTerminal && terminal.stdout.columns) || 80;
    const text = renderEvaluation(evaluation, { language, color, width });
    return outputTo(target, [text], terminal.stdout, 'rendered');
  }
  if (format === 'json') {
    return outputTo(target, [renderEvaluationJson(evaluation)], terminal.stdout);
  }
  await writeTable(evaluationRows(evaluation), format as TableFormat, target, {
    excel: isForSpreadsheets(flags),
    name: 'scores',
    stdout: terminal.stdout,
  });
}

function noRows({ zh, en }: Message): InputError {
  return new InputError({
    zh: `${zh}：只有表头，没有数据行；请检查文件是否导出完整`,
    en: `${en}: a header and no rows; check whether the file was exported whole`,
  });
}

function nothingLabelled({ zh, en }: Message): InputError {
  return new InputError({
    zh: `${zh}：没有一行可用的标注；请看上面各行的原因，或检查标注列是否填写`,
    en: `${en}: no row with labels that can be used; see the reasons above, or fill in the columns of labels`,
  });
}

function nothingInCommon(gold: Message, found: Message): InputError {
  return new InputError({
    zh: `${gold.zh} 与 ${found.zh} 没有相同的声音；两个文件的编号列（或行的次序）与文本应当相同`,
    en: `${gold.en} and ${found.en} have no voice in common; ids (or the order of rows) and texts should be the same`,
  });
}
