import { Argument, type Command } from 'commander';
import { EXIT, InputError } from '../model/errors.ts';
import {
  ASPECTS,
  type Aspect,
  labelsOf,
  type Message,
  STAGES,
  type Stage,
} from '../model/labels.ts';
import { addDictionaryFlag } from './dictionary.ts';
import { addOutputFlags } from './output-flags.ts';
import { PAIN_FORMATS, type PainsCall, type PainsFlags } from './pains/call.ts';
import { decideOn } from './pains/decide.ts';
import { listDecisions, listPains, showHistory, showPain } from './pains/look.ts';
import { addFilterFlags, addStoreFlags, wholeNumber } from './settings.ts';
import { type Terminal, voicing } from './terminal.ts';

const ACTIONS: Readonly<Record<string, (call: PainsCall) => Promise<void>>> = {
  list: listPains,
  show: showPain,
  history: showHistory,
  decisions: listDecisions,
  rename: decideOn,
  merge: decideOn,
  split: decideOn,
  hide: decideOn,
  undo: decideOn,
};

export function declare(
  command: Command,
  text: (message: Message) => string,
): (args: readonly unknown[], flags: PainsFlags, terminal: Terminal) => Promise<number> {
  command
    .addArgument(
      new Argument('<action>', text({ zh: '做什么', en: 'what to do' })).choices(
        Object.keys(ACTIONS),
      ),
    )
    .argument(
      '[ids...]',
      text({ zh: '痛点编号；rename 后面再写新名称', en: 'ids; after rename also the new label' }),
    );
  addFilterFlags(addOutputFlags(addStoreFlags(command, text), text, PAIN_FORMATS), text)
    .option(
      '--aspect <aspect>',
      text({ zh: '只看某个方面', en: 'of one aspect only' }),
      oneOf(labelsOf(ASPECTS)),
    )
    .option(
      '--stage <stage>',
      text({ zh: '只看某个阶段', en: 'of one stage only' }),
      oneOf(labelsOf(STAGES)),
    )
    .option('--top <n>', text({ zh: 'list 最多列多少个', en: 'how many list shows' }), wholeNumber)
    .option('--voices', text({ zh: 'show 列出它的每一条声音', en: 'show lists every voice' }))
    .option(
      '--by <term>',
      text({ zh: 'split：说法里含这个词的拆出来', en: 'split: what contains this word' }),
    )
    .option(
      '--label <label>',
      text({ zh: 'split：拆出部分的名称', en: 'split: label of the part' }),
    );
  addDictionaryFlag(command, text).addHelpText('after', text(HELP));
  return async ([action, ids], flags, terminal) => {
    const run = ACTIONS[action as string];
    if (run === undefined) throw new InputError({ zh: '没有这个动作', en: 'no such action' });
    await run({
      action: action as string,
      ids: ids as string[],
      flags,
      terminal,
      say: voicing(terminal, flags),
    });
    return EXIT.done;
  };
}

const HELP: Message = {
  zh: `
list       按优先级列出痛点
show       一个痛点的证据：声量、占比、严重度、稳定性、趋势、集中在哪里；--voices 列出每条声音
history    每次运行做了什么；给出编号则只看这个痛点的来历
decisions  人作过的决定
rename 编号 名称｜merge 编号 编号…（后面的并入第一个）｜split 编号 --by 词｜hide 编号｜undo 序号
决定记在库里，以后每次聚类都有效，可用 undo 撤回。

示例：
  $ voc pains list --since 2026-07-01 --stage delivery
  $ voc pains show p1a2b3c4d --voices --format csv > 声音.csv
  $ voc pains merge p1a2b3c4d p5e6f7a8b
  $ voc pains split p1a2b3c4d --by 安卓 --label 安卓端闪退
  $ voc pains undo 3`,
  en: `
list       pain points by priority
show       the evidence of one: volume, share, severity, stability, trend, where it gathers; --voices: every voice
history    what each run did; with an id, how that pain point came about
decisions  what people decided
rename ID LABEL | merge ID ID... (the others into the first) | split ID --by WORD | hide ID | undo NUMBER
Decisions are kept in the store and hold in all later runs; undo takes one back.

Examples:
  $ voc pains list --since 2026-07-01 --stage delivery
  $ voc pains show p1a2b3c4d --voices --format csv > voices.csv
  $ voc pains merge p1a2b3c4d p5e6f7a8b
  $ voc pains split p1a2b3c4d --by Android --label "crashes on Android"
  $ voc pains undo 3`,
};

function oneOf<Label extends Aspect | Stage>(labels: readonly Label[]): (value: string) => Label {
  return (value) => {
    const label = labels.find((one) => one === value);
    if (label !== undefined) return label;
    throw new InputError(
      {
        zh: `没有「${value}」：可用 ${labels.join('、')}`,
        en: `no "${value}": use ${labels.join(', ')}`,
      },
      { status: 2 },
    );
  };
}
