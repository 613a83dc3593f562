import { type Command, Option } from 'commander';
import { explain } from '../annotate/explain.ts';
import { outputTo } from '../io/output.ts';
import { readShipped } from '../io/resources.ts';
import { EXIT, InputError } from '../model/errors.ts';
import type { Explanation } from '../model/explanation.ts';
import type { Message } from '../model/labels.ts';
import { loadAnnotating, loadWording } from '../pipeline/annotating.ts';
import { addDictionaryFlag, type DictionaryFlags, readUserWords } from './dictionary.ts';
import { addStoreFlags, type StoreFlags } from './settings.ts';
import {
  type CommonOptions,
  type Terminal,
  type Voicing,
  voicing,
  wantsColor,
} from './terminal.ts';

type ExplainFlags = CommonOptions &
  StoreFlags &
  DictionaryFlags & {
    readonly id?: boolean;
    readonly format?: 'table' | 'json' | 'ndjson';
  };

export function declare(
  command: Command,
  text: (message: Message) => string,
): (args: readonly unknown[], flags: ExplainFlags, terminal: Terminal) => Promise<number> {
  command
    .argument(
      '<text>',
      text({
        zh: '一段文本，- 表示标准输入；有 --id 或 --store 时是库中声音的编号',
        en: 'a text, - for standard input; with --id or --store the id of a voice in the store',
      }),
    )
    .option(
      '--id',
      text({
        zh: '参数是库中声音的编号（写了 --store 就不必写）',
        en: 'the argument is the id of a voice in the store (--store implies it)',
      }),
    )
    .addOption(
      new Option(
        '--format <format>',
        text({
          zh: '输出格式（默认：终端上 table，否则 json）',
          en: 'output format (default: table on a terminal, else json)',
        }),
      ).choices(['table', 'json', 'ndjson']),
    );
  addDictionaryFlag(addStoreFlags(command, text), text).addHelpText(
    'after',
    text({
      zh: '\n说明每个标签是怎么来的：哪个词典条目、规则或模型，在原文何处，分量多少。\n各项对数几率相加，正好得出情感得分：得分 = tanh(合计 / 2)。\n库中的声音按它的原文、用当前的词典重新说明；库里的标注不变。\n--verbose 还列出没有成为观点的候选，以及差在哪里。\n\n示例：\n  $ voc explain 客服很敷衍\n  $ echo 等了三天才发货 | voc explain -\n  $ voc explain 1042 --store voc.db        库中编号为 1042 的声音\n  $ voc explain --id 1042                  同上，用默认的库\n  $ voc explain 客服很敷衍 --format json > 说明.json',
      en: '\nTells where each label comes from: which dictionary entry, rule or model, where in\nthe text, with which weight. The log-odds of all parts add up to the sentiment\nscore: score = tanh(sum / 2). A voice of the store is explained anew, from its text\nand the dictionaries as they are; the labels in the store stay as they are.\n--verbose also lists what was weighed and is no opinion, and what it fell short by.\n\nExamples:\n  $ voc explain 客服很敷衍\n  $ echo 等了三天才发货 | voc explain -\n  $ voc explain 1042 --store voc.db        the voice with id 1042 in the store\n  $ voc explain --id 1042                  the same, in the default store\n  $ voc explain 客服很敷衍 --format json > why.json',
    }),
  );
  return async ([argument], flags, terminal) => {
    const say = voicing(terminal, flags);
    const voice = await textOf(argument as string, flags, terminal, say);
    const userWords = await readUserWords(flags, terminal.stdin);
    const shipped = readShipped();
    const resources = loadAnnotating(shipped, userWords);
    const wording = loadWording(shipped, resources)(voice);
    const found = { ...explain(voice, resources), ...(wording ? { wording } : {}) };
    const rendered = await render(found, flags, terminal, say);
    await outputTo('-', [rendered.text], terminal.stdout, rendered.made);
    return EXIT.done;
  };
}

async function textOf(
  argument: string,
  flags: ExplainFlags,
  terminal: Terminal,
  say: Voicing,
): Promise<string> {
  if (flags.id === true || flags.store !== undefined) {
    return storedText(argument, flags, terminal, say);
  }
  if (argument !== '-') return argument;
  const { readText } = await import('../io/text-source.ts');
  return (await readText('-', terminal.stdin)).replace(/\r?\n$/, '');
}

/** The engine of the store is loaded only here: nobody waits for it who has a text. */
async function storedText(
  id: string,
  flags: ExplainFlags,
  terminal: Terminal,
  say: Voicing,
): Promise<string> {
  const { readStore } = await import('./opening.ts');
  const { readVoice } = await import('../store/tables.ts');
  const found = await readStore(flags, terminal, say, (reader) => readVoice(reader, id));
  const [first] = found;
  if (first === undefined) {
    throw new InputError({
      zh: `库中没有编号为 ${id} 的声音；用 voc export voices 查编号；要说明一段文本，去掉 --id 和 --store`,
      en: `no voice with id ${id} in the store; see voc export voices for ids; to explain a text leave out --id and --store`,
    });
  }
  if (found.length > 1) {
    const keys = found.map(({ voice }) => `${voice.source} ${voice.key}`).join(', ');
    throw new InputError({
      zh: `有 ${found.length} 条声音的编号是 ${id}；请改用其中一条的键：${keys}`,
      en: `${found.length} voices have the id ${id}; name one of them by its key: ${keys}`,
    });
  }
  return first.voice.text;
}

async function render(
  found: Explanation,
  flags: ExplainFlags,
  terminal: Terminal,
  { language }: Voicing,
): Promise<{ text: string; made: 'rendered' | 'data' }> {
  const format = flags.format ?? (terminal.stdout.isTTY ? 'table' : 'json');
  if (format !== 'table') {
    const { renderExplanationJson } = await import('../report/explanation/json.ts');
    return { text: renderExplanationJson(found, format === 'json' ? 2 : 0), made: 'data' };
  }
  const { renderExplanation } = await import('../report/explanation/terminal.ts');
  const color = wantsColor(terminal.stdout, flags.color, terminal.env);
  const width = terminal.stdout.columns || 80;
  const verbose = flags.verbose === true;
  return { text: renderExplanation(found, { language, color, width, verbose }), made: 'rendered' };
}
