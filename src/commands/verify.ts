import type { Command } from 'commander';
import { recheckVoice } from '../ingest/recheck.ts';
import { readShipped } from '../io/resources.ts';
import { type TableFormat, writeTable } from '../io/table.ts';
import { EXIT } from '../model/errors.ts';
import type { Message } from '../model/labels.ts';
import { loadResources } from '../pipeline.ts';
import {
  checkLeftovers,
  checkStore,
  type Leftovers,
  misplacedOpinions,
  type StoreCheck,
  type StoreFault,
  storedVoices,
} from '../store/check.ts';
import type { Store } from '../store/session.ts';
import { digest } from './digest.ts';
import { readStore } from './opening.ts';
import { addOutputFlags, formatOf, type OutputFlags } from './output-flags.ts';
import { addStoreFlags, type StoreFlags, storePath } from './settings.ts';
import { type CommonOptions, type Terminal, voicing, wantsColor } from './terminal.ts';

type VerifyFlags = StoreFlags & OutputFlags & CommonOptions;

const FORMATS = ['table', 'csv', 'tsv', 'ndjson', 'json', 'md'];

/** What one check came to. `faults` is 0 where all is well. */
interface Check {
  readonly id: string;
  readonly name: Message;
  readonly faults: number;
  /** Something to know that is no fault. */
  readonly note?: boolean;
  readonly found: Message;
}

export function declare(
  command: Command,
  text: (message: Message) => string,
): (args: readonly unknown[], flags: VerifyFlags, terminal: Terminal) => Promise<number> {
  addOutputFlags(addStoreFlags(command, text), text, FORMATS).addHelpText(
    'after',
    text({
      zh: '\n重新计算每条声音的键和版本，核对条数、引用、观点位置和脱敏，每项一行。只读不改。\n退出码：0 全部正常，1 有故障，75 库被占用。能修的用 voc doctor --fix 修。\n\n示例：\n  $ voc verify\n  $ voc verify --store /data/voc.db --format json',
      en: '\nMakes key and version of every voice anew; compares counts, references, places of\nopinions and masks; a line for each check. Changes nothing. Exit status: 0 all is\nwell, 1 there is a fault, 75 the store is busy. voc doctor --fix repairs what can be.\n\nExamples:\n  $ voc verify\n  $ voc verify --store /data/voc.db --format json',
    }),
  );
  return async (_, flags, terminal) => {
    const format = formatOf({ format: 'table', ...flags }, terminal, FORMATS) as TableFormat;
    const say = voicing(terminal, flags);
    const leftovers = await checkLeftovers(storePath(flags, terminal));
    const checks = await readStore(flags, terminal, say, (reader) => verify(reader, leftovers));
    const people = format === 'table' || format === 'md';
    await writeTable(rowsOf(checks, people, say.language), format, flags.output ?? '-', {
      stdout: terminal.stdout,
      color: wantsColor(terminal.stdout, flags.color, terminal.env),
    });
    return checks.some(({ faults }) => faults > 0) ? EXIT.failed : EXIT.done;
  };
}

function rowsOf(
  checks: readonly Check[],
  people: boolean,
  language: 'zh' | 'en',
): {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
} {
  const verdict = ({ faults, note }: Check): Message => {
    if (faults > 0) return { zh: '故障', en: 'fault' };
    return note === true ? { zh: '注意', en: 'note' } : { zh: '正常', en: 'ok' };
  };
  if (people) {
    return {
      columns: language === 'zh' ? ['结果', '检查项', '情况'] : ['result', 'check', 'found'],
      rows: checks.map((check) => [
        verdict(check)[language],
        check.name[language],
        check.found[language],
      ]),
    };
  }
  return {
    columns: ['check', 'result', 'faults', 'found'],
    rows: checks.map((check) => [check.id, verdict(check).en, check.faults, check.found[language]]),
  };
}

async function verify(reader: Store, leftovers: Leftovers): Promise<readonly Check[]> {
  const check = await checkStore(reader);
  const texts = await checkTexts(reader);
  const misplaced = (await misplacedOpinions(reader)).size;
  return [
    {
      id: 'file',
      name: { zh: '库文件', en: 'file' },
      faults: 0,
      found: {
        zh: `结构版本 ${check.schemaVersion}，由 DuckDB ${check.engineVersion} 写成`,
        en: `schema ${check.schemaVersion}, written by DuckDB ${check.engineVersion}`,
      },
    },
    keysCheck(check, texts),
    contentsCheck(check, texts),
    countsCheck(check),
    annotationsCheck(check),
    opinionsCheck(check, misplaced),
    painsCheck(check),
    joinsCheck(check),
    masksCheck(texts),
    leftoversCheck(leftovers),
  ];
}

interface Texts {
  readonly checked: number;
  /** Versions of loads that were not masked: their keys are made of what the store does not hold. */
  readonly unmasked: number;
  readonly keys: number;
  readonly contents: number;
  readonly personal: number;
}

/** Makes keys and versions anew, one voice after the other. */
async function checkTexts(reader: Store): Promise<Texts> {
  const { headers: lexicon, findPersonal: find } = loadResources(readShipped());
  const counts = { checked: 0, unmasked: 0, keys: 0, contents: 0, personal: 0 };
  for await (const { voice, masked } of storedVoices(reader)) {
    if (!masked) {
      counts.unmasked += 1;
      continue;
    }
    const faults = recheckVoice(voice, { lexicon, find, digest });
    counts.checked += 1;
    counts.keys += faults.key ? 1 : 0;
    counts.contents += faults.version ? 1 : 0;
    counts.personal += faults.personal ? 1 : 0;
  }
  return counts;
}

/** The faults among some that there are, as one phrase. */
function listed(faults: readonly (readonly [count: number, zh: string, en: string])[]): Message {
  const there = faults.filter(([count]) => count > 0);
  return {
    zh: there.map(([count, zh]) => `${count} ${zh}`).join('，'),
    en: there.map(([count, , en]) => `${count} ${en}`).join(', '),
  };
}

const sum = (check: StoreCheck, ...names: readonly StoreFault[]): number =>
  names.reduce((total, name) => total + check.faults[name], 0);

const FIX: Message = { zh: '请运行 voc doctor --fix', en: 'run voc doctor --fix' };
const RESTORE: Message = {
  zh: '库被别的程序改过或已损坏：请用备份替换，或把原始文件读进一个新库',
  en: 'another program or a broken disk has changed the store: replace it with a backup, or load the exports into a new one',
};

/** A check that names what is wrong and the way out, or says what is there. */
function judged(
  id: string,
  name: Message,
  faults: readonly (readonly [count: number, zh: string, en: string])[],
  well: Message,
  wayOut: Message,
): Check {
  const total = faults.reduce((all, [count]) => all + count, 0);
  const wrong = listed(faults);
  const found =
    total === 0 ? well : { zh: `${wrong.zh}；${wayOut.zh}`, en: `${wrong.en}; ${wayOut.en}` };
  return { id, name, faults: total, found };
}

function keysCheck(check: StoreCheck, { checked, unmasked, keys }: Texts): Check {
  const doubled = sum(check, 'duplicateKeys');
  const rest: Message =
    unmasked === 0
      ? { zh: '', en: '' }
      : { zh: `，未脱敏的 ${unmasked} 条无法重算`, en: `, ${unmasked} unmasked ones cannot be` };
  return judged(
    'keys',
    { zh: '键', en: 'keys' },
    [
      [doubled, '个键不止一条声音', 'keys of more than one voice'],
      [keys, '条的键与内容不符', 'keys that are not those of their voice'],
    ],
    { zh: `${checked} 条已重算${rest.zh}`, en: `${checked} made anew${rest.en}` },
    keys === 0 ? FIX : RESTORE,
  );
}

function contentsCheck(check: StoreCheck, { contents }: Texts): Check {
  return judged(
    'contents',
    { zh: '内容与版本', en: 'contents' },
    [
      [contents, '条的内容与版本号不符', 'contents that are not those of their version'],
      [sum(check, 'lostVoices'), '个版本没有声音', 'versions without a voice'],
      [
        sum(check, 'overruled'),
        '条声音不是应该算数的版本',
        'voices against which another version counts',
      ],
    ],
    {
      zh: `${check.rows.voices} 条声音，另有 ${check.rows.versions} 个历史版本`,
      en: `${check.rows.voices} voices, ${check.rows.versions} other versions`,
    },
    contents === 0 ? FIX : RESTORE,
  );
}

function countsCheck(check: StoreCheck): Check {
  return judged(
    'counts',
    { zh: '条数', en: 'counts' },
    [
      [sum(check, 'unbalancedLoads'), '次读入的行数加不起来', 'loads whose counts do not add up'],
      [
        sum(check, 'miscountedLoads'),
        '次读入与实际条数不符',
        'loads that hold more or fewer voices than they say',
      ],
    ],
    { zh: `${check.rows.loads} 次读入`, en: `${check.rows.loads} loads` },
    FIX,
  );
}

function annotationsCheck(check: StoreCheck): Check {
  return judged(
    'annotations',
    { zh: '标注', en: 'annotations' },
    [
      [sum(check, 'unannotated'), '条声音没有标注，或不止一份', 'voices without exactly one'],
      [sum(check, 'orphans'), '份标注或观点没有声音', 'annotations or opinions without a voice'],
    ],
    { zh: '每条声音一份', en: 'one for each voice' },
    FIX,
  );
}

function opinionsCheck(check: StoreCheck, misplaced: number): Check {
  return judged(
    'opinions',
    { zh: '观点位置', en: 'opinions' },
    [
      [
        misplaced,
        '条声音的观点不在原文所说的位置',
        'voices with an opinion that is not at its place',
      ],
    ],
    {
      zh: `${check.rows.opinions} 个，都在原文中`,
      en: `${check.rows.opinions}, all at their place in the text`,
    },
    FIX,
  );
}

function painsCheck(check: StoreCheck): Check {
  return judged(
    'pains',
    { zh: '痛点', en: 'pain points' },
    [
      [
        sum(check, 'lostPains'),
        '种说法归入的痛点不存在',
        'wordings of a pain point that is not there',
      ],
    ],
    { zh: `${check.rows.pains} 组`, en: `${check.rows.pains} groups` },
    FIX,
  );
}

function joinsCheck(check: StoreCheck): Check {
  return judged(
    'joins',
    { zh: '业务数据', en: 'joins' },
    [[sum(check, 'unbalancedJoins'), '次对应的条数加不起来', 'joins whose counts do not add up']],
    { zh: `${check.rows.joins} 次对应`, en: `${check.rows.joins} joins` },
    { zh: '请再运行一次 voc join', en: 'run voc join again' },
  );
}

function masksCheck({ checked, unmasked, personal }: Texts): Check {
  const check = judged(
    'masks',
    { zh: '脱敏', en: 'masks' },
    [[personal, '条在脱敏的读入里仍有个人信息', 'voices of masked loads hold personal data']],
    {
      zh:
        unmasked === 0
          ? `${checked} 条都没有个人信息的样子`
          : `${checked} 条没有；${unmasked} 条是按 --no-mask 读入的`,
      en:
        unmasked === 0
          ? `none in ${checked}`
          : `none in ${checked}; ${unmasked} were loaded with --no-mask`,
    },
    {
      zh: '请用 voc forget 删除，或把原始文件重新读进一个新库',
      en: 'remove them with voc forget, or load the exports into a new store',
    },
  );
  return { ...check, note: unmasked > 0 };
}

function leftoversCheck({ waiting, dead, log }: Leftovers): Check {
  const notes = listed([
    [
      waiting.length,
      '份数据等待并入，下次 voc ingest 会补入',
      'batches wait for the next voc ingest',
    ],
    [
      dead.length,
      '个文件是中断的进程留下的，下次写入时清理',
      'files of dead processes, which the next write removes',
    ],
    [log ? 1 : 0, '份日志还没有写进库文件', 'log that is not in the file yet'],
  ]);
  const some = waiting.length + dead.length > 0 || log;
  return {
    id: 'leftovers',
    name: { zh: '库旁文件', en: 'leftovers' },
    faults: 0,
    note: some,
    found: some ? notes : { zh: '没有', en: 'none' },
  };
}
