import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import { annotate } from '../annotate/annotate.ts';
import { readDictionaries, readDictionaryTexts, readShipped, readWords } from '../io/resources.ts';
import { writeTable } from '../io/table.ts';
import { EXIT, InputError } from '../model/errors.ts';
import type { Message } from '../model/labels.ts';
import { compileDictionaries } from '../pipeline/compiling.ts';
import { loadSegmenter } from '../pipeline/segmenting.ts';
import { loadResources, type Resources } from '../pipeline.ts';
import { checkLeftovers, checkStore, type Leftovers, type StoreCheck } from '../store/check.ts';
import { loadApi } from '../store/engine.ts';
import { withReader } from '../store/open.ts';
import { fix } from './doctor/fix.ts';
import { storeOptions } from './opening.ts';
import { addStoreFlags, type StoreFlags, storePath } from './settings.ts';
import {
  type CommonOptions,
  type Terminal,
  type Voicing,
  voicing,
  wantsColor,
} from './terminal.ts';

type DoctorFlags = StoreFlags & CommonOptions & { readonly fix?: boolean };

type Verdict = 'ok' | 'note' | 'fault' | 'busy';

/** One thing that was looked at. */
interface Check {
  readonly name: Message;
  readonly verdict: Verdict;
  readonly found: Message;
}

const VERDICTS: Readonly<Record<Verdict, Message>> = {
  ok: { zh: '正常', en: 'ok' },
  note: { zh: '注意', en: 'note' },
  fault: { zh: '故障', en: 'fault' },
  busy: { zh: '占用', en: 'busy' },
};

/** Below this much free space a night's load may fail. */
const LOW_SPACE = 1024 ** 3;

export function declare(
  command: Command,
  text: (message: Message) => string,
): (args: readonly unknown[], flags: DoctorFlags, terminal: Terminal) => Promise<number> {
  addStoreFlags(command, text)
    .option(
      '--fix',
      text({
        zh: '修复库：清理残留，补入等待的数据，重做缺失或错误的标注和计数；不会丢掉任何声音',
        en: 'repair the store: leftovers, waiting batches, annotations and counts; never loses a voice',
      }),
    )
    .addHelpText(
      'after',
      text({
        zh: '\n不加 --fix 时只检查，不修改；有故障时退出码为 1，库被占用时为 75。逐条核对请用 voc verify。\n\n示例：\n  $ voc doctor\n  $ voc doctor --store /data/voc.db\n  $ voc doctor --fix && voc verify',
        en: '\nWithout --fix it looks and changes nothing; exit status 1 if there is a fault, 75 if\nthe store is busy. voc verify goes through every voice.\n\nExamples:\n  $ voc doctor\n  $ voc doctor --store /data/voc.db\n  $ voc doctor --fix && voc verify',
      }),
    );
  return async (_, flags, terminal) => {
    const say = voicing(terminal, flags);
    const loaded = loadedOnce();
    if (flags.fix === true) await fix(flags, terminal, say, loaded);
    const checks = [
      installation(terminal),
      locale(terminal, say),
      await attempt({ zh: '词典', en: 'dictionaries' }, () => dictionaries(loaded)),
      await attempt({ zh: '词表', en: 'word list' }, wordList),
      await attempt({ zh: '数据库引擎', en: 'database engine' }, engine),
      ...(await store(flags, terminal, say)),
      await attempt({ zh: '磁盘', en: 'disk' }, () => disk(storePath(flags, terminal))),
    ];
    const rows = checks.map(({ name, verdict, found }) => [
      VERDICTS[verdict][say.language],
      name[say.language],
      found[say.language],
    ]);
    const columns =
      say.language === 'zh' ? ['结果', '检查项', '情况'] : ['result', 'check', 'found'];
    await writeTable({ columns, rows }, 'table', '-', {
      stdout: terminal.stdout,
      color: wantsColor(terminal.stdout, flags.color, terminal.env),
    });
    const found = (wanted: Verdict): boolean => checks.some(({ verdict }) => verdict === wanted);
    if (found('fault')) return EXIT.failed;
    return found('busy') ? EXIT.busy : EXIT.done;
  };
}

type Finding = Omit<Check, 'name'>;

const ok = (zh: string, en: string = zh): Finding => ({ verdict: 'ok', found: { zh, en } });

/** A check that throws has found a fault. */
async function attempt(name: Message, look: () => Finding | Promise<Finding>): Promise<Check> {
  try {
    return { name, ...(await look()) };
  } catch (error) {
    const plain = error instanceof Error ? error.message : String(error);
    const found = error instanceof InputError ? error.text : { zh: plain, en: plain };
    const busy = error instanceof InputError && error.status === EXIT.busy;
    return { name, verdict: busy ? 'busy' : 'fault', found };
  }
}

function installation(terminal: Terminal): Check {
  const { node } = process.versions;
  const supported = Number.parseInt(node, 10) >= 20;
  const what = `voc ${terminal.version}, Node ${node}, ${process.platform}-${process.arch}`;
  return {
    name: { zh: '安装', en: 'installation' },
    verdict: supported ? 'ok' : 'fault',
    found: supported
      ? { zh: what, en: what }
      : { zh: `${what}：需要 Node 20 以上`, en: `${what}: Node 20 or later is needed` },
  };
}

function locale({ env }: Terminal, say: Voicing): Check {
  const value = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  const utf8 = /utf-?8/i.test(value);
  const language = say.language === 'zh' ? '中文' : 'English';
  return {
    name: { zh: '语言环境', en: 'locale' },
    verdict: utf8 || process.platform === 'win32' ? 'ok' : 'note',
    found: utf8
      ? { zh: `${value}，界面语言 ${language}`, en: `${value}, language ${language}` }
      : {
          zh: `${value || '未设置'}：终端可能显示不了中文，可设 LANG=zh_CN.UTF-8`,
          en: `${value || 'not set'}: the terminal may not show Chinese; set LANG=zh_CN.UTF-8`,
        },
  };
}

/** The resources, loaded when first asked for: a package that is damaged is a finding, not the end of the command. */
function loadedOnce(): () => Resources {
  let resources: Resources | null = null;
  return () => {
    resources ??= loadResources(readShipped());
    return resources;
  };
}

function dictionaries(loaded: () => Resources): Finding {
  const texts = readDictionaryTexts();
  const resources = loaded();
  const entries = Object.values(texts)
    .flatMap((file) => file.split('\n'))
    .filter((line) => line !== '' && !line.startsWith('# ')).length;
  const text = '客服态度很差';
  const { sentiment } = annotate(text, resources);
  if (sentiment.label !== 'negative') {
    return {
      verdict: 'fault',
      found: {
        zh: `词典不完整：「${text}」没有判为负面，请重新安装`,
        en: `incomplete: "${text}" was not found negative; install again`,
      },
    };
  }
  const files = Object.keys(texts).length;
  const found = { zh: `${files} 个文件，${entries} 条`, en: `${files} files, ${entries} entries` };
  if (isCompiledFrom(texts)) return { verdict: 'ok', found };
  return {
    verdict: 'note',
    found: {
      zh: `${found.zh}；dictionaries/ 有改动还没有编译，不起作用：在源码目录运行 npm run build`,
      en: `${found.en}; dictionaries/ was changed and not compiled since, to no effect: run npm run build in the sources`,
    },
  };
}

/** Whether the compiled dictionaries say what the texts do. Throws an InputError for a text that is wrong. */
function isCompiledFrom(texts: Readonly<Record<string, string>>): boolean {
  return Buffer.compare(compileDictionaries(texts), readDictionaries()) === 0;
}

function wordList(): Finding {
  const bytes = readWords();
  const words = loadSegmenter(bytes).words('客服态度差');
  return ok(
    `${(bytes.length / 1e6).toFixed(1)} MB，试切：${words.join(' ')}`,
    `${(bytes.length / 1e6).toFixed(1)} MB, a trial: ${words.join(' ')}`,
  );
}

function engine(): Finding {
  const { version } = loadApi();
  return ok(`DuckDB ${version()}`);
}

async function store(flags: StoreFlags, terminal: Terminal, say: Voicing): Promise<Check[]> {
  const path = storePath(flags, terminal);
  const name = { zh: '库', en: 'store' };
  const checks: Check[] = [];
  const opened = await attempt(name, async () => {
    const read = await withReader(path, storeOptions(flags, say), checkStore);
    if (!read.found)
      return {
        verdict: 'note',
        found: {
          zh: `${path} 还不存在，voc ingest 会建立它`,
          en: `${path} does not exist yet; voc ingest makes it`,
        },
      };
    const faults = Object.entries(read.value.faults).filter(([, count]) => count > 0);
    if (faults.length > 0) checks.push(damaged(faults));
    if (read.value.unmaskedLoads > 0) checks.push(unmasked(read.value));
    const leftovers = await checkLeftovers(path);
    if (leftovers.waiting.length > 0) checks.push(waiting(leftovers));
    const { rows, schemaVersion, bytes } = read.value;
    const size = `${(bytes / 1e6).toFixed(1)} MB`;
    return ok(
      `${path}：${rows.voices} 条声音，${rows.opinions} 个观点，${rows.pains} 个痛点组，${size}，结构版本 ${schemaVersion}`,
      `${path}: ${rows.voices} voices, ${rows.opinions} opinions, ${rows.pains} pain groups, ${size}, schema ${schemaVersion}`,
    );
  });
  return [opened, ...checks];
}

function damaged(faults: readonly (readonly [string, number])[]): Check {
  const list = faults.map(([fault, count]) => `${fault} ${count}`).join(', ');
  return {
    name: { zh: '库的一致性', en: 'consistency' },
    verdict: 'fault',
    found: {
      zh: `${list}：请运行 voc doctor --fix，再用 voc verify 逐条核对`,
      en: `${list}: run voc doctor --fix, then voc verify`,
    },
  };
}

function unmasked({ unmaskedLoads: loads }: StoreCheck): Check {
  return {
    name: { zh: '个人信息', en: 'personal data' },
    verdict: 'note',
    found: {
      zh: `有 ${loads} 次读入没有脱敏：请小心保管库和报告，或把原始文件重新读进一个新库`,
      en: `${loads} ${loads === 1 ? 'load holds' : 'loads hold'} unmasked voices: guard store and reports, or ingest the exports into a new store`,
    },
  };
}

function waiting(leftovers: Leftovers): Check {
  const list = leftovers.waiting.join(', ');
  return {
    name: { zh: '待并入的数据', en: 'waiting batches' },
    verdict: 'note',
    found: {
      zh: `${list}：下次 voc ingest 会自动并入`,
      en: `${list}: the next voc ingest takes them in`,
    },
  };
}

async function disk(path: string): Promise<Finding> {
  const folder = dirname(path);
  if (!existsSync(folder)) {
    return {
      verdict: 'fault',
      found: {
        zh: `${folder} 不存在：请先建立目录，或用 --store 换一个位置`,
        en: `${folder} does not exist: create it, or choose another place with --store`,
      },
    };
  }
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const size = `${(free / 1e9).toFixed(1)} GB`;
  if (free > LOW_SPACE) return ok(`可用 ${size}`, `${size} free`);
  return {
    verdict: 'note',
    found: {
      zh: `只剩 ${size}，可能不够一次读入`,
      en: `only ${size} free, perhaps too little for a load`,
    },
  };
}
