import type { Command } from 'commander';
import { holdsPersonal, recheckVoice, type VoiceFaults } from '../ingest/recheck.ts';
import { readDictionaries } from '../io/resources.ts';
import { type TableFormat, writeTable } from '../io/table.ts';
import { EXIT } from '../model/errors.ts';
import type { Message } from '../model/labels.ts';
import type { Voice } from '../model/voice.ts';
import { loadReading } from '../pipeline.ts';
import {
  checkLeftovers,
  checkStore,
  type Leftovers,
  misplacedOpinions,
  storedJoins,
  storedVoices,
} from '../store/check.ts';
import type { Store } from '../store/session.ts';
import { digest } from './digest.ts';
import { readStore } from './opening.ts';
import { addOutputFlags, formatOf, type OutputFlags } from './output-flags.ts';
import { addStoreFlags, type StoreFlags, storePath } from './settings.ts';
import { type CommonOptions, type Terminal, voicing, wantsColor } from './terminal.ts';

import {
  annotationsCheck,
  type Check,
  contentsCheck,
  countsCheck,
  joinsCheck,
  keysCheck,
  leftoversCheck,
  masksCheck,
  opinionsCheck,
  painsCheck,
  type Texts,
} from './verify/checks.ts';

type VerifyFlags = StoreFlags & OutputFlags & CommonOptions;

const FORMATS = ['table', 'csv', 'tsv', 'ndjson', 'json', 'md'];

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

/** Makes keys and versions anew, one voice after the other, and looks for personal data there and in joined columns. */
async function checkTexts(reader: Store): Promise<Texts> {
  const { headers: lexicon, findPersonal: find } = loadReading(readDictionaries());
  const counts = {
    checked: 0,
    unmasked: 0,
    keys: 0,
    contents: 0,
    broken: 0,
    personal: 0,
    joined: 0,
  };
  for await (const { voice, masked } of storedVoices(reader)) {
    if (!masked) {
      counts.unmasked += 1;
      continue;
    }
    counts.checked += 1;
    for (const fault of faultsOf(voice, recheckVoice(voice, { lexicon, find, digest }))) {
      counts[fault] += 1;
    }
  }
  for await (const { columns, masked } of storedJoins(reader)) {
    counts.joined += masked && holdsPersonal(columns, find) ? 1 : 0;
  }
  return counts;
}

function faultsOf(
  voice: Voice,
  { key, version, personal }: VoiceFaults,
): readonly ('broken' | 'keys' | 'contents' | 'personal')[] {
  // Where a character was lost before the voice was stored, earlier versions made its key of what had come.
  const broken = (key || version) && JSON.stringify(voice).includes('\ufffd');
  return [
    ...(broken ? (['broken'] as const) : []),
    ...(key && !broken ? (['keys'] as const) : []),
    ...(version && !broken ? (['contents'] as const) : []),
    ...(personal ? (['personal'] as const) : []),
  ];
}
