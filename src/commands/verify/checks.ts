import type { Message } from '../../model/labels.ts';
import type { Leftovers, StoreCheck, StoreFault } from '../../store/check.ts';

/** What one check came to. `faults` is 0 where all is well. */
export interface Check {
  readonly id: string;
  readonly name: Message;
  readonly faults: number;
  /** Something to know that is no fault. */
  readonly note?: boolean;
  readonly found: Message;
}

/** What going through all voices came to. */
export interface Texts {
  readonly checked: number;
  /** Versions of loads that were not masked: their keys are made of what the store does not hold. */
  readonly unmasked: number;
  readonly keys: number;
  readonly contents: number;
  /** Voices with broken characters whose key or version is of what they were made of. */
  readonly broken: number;
  readonly personal: number;
  /** Voices to which a masked join has brought personal data. */
  readonly joined: number;
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

export function keysCheck(check: StoreCheck, { checked, unmasked, keys }: Texts): Check {
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

export function contentsCheck(check: StoreCheck, { contents, broken }: Texts): Check {
  return judged(
    'contents',
    { zh: '内容与版本', en: 'contents' },
    [
      [contents, '条的内容与版本号不符', 'contents that are not those of their version'],
      [
        broken,
        '条字符残缺的声音还是旧版本算的键或版本号',
        'voices with broken characters under key or version of an earlier version',
      ],
      [sum(check, 'lostVoices'), '个版本没有声音', 'versions without a voice'],
      [
        sum(check, 'unreadableColumns'),
        '条的属性列读不出来（旧版本写入的残缺字符）',
        'with attributes that cannot be read (broken characters that an earlier version wrote)',
      ],
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

export function countsCheck(check: StoreCheck): Check {
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

export function annotationsCheck(check: StoreCheck): Check {
  return judged(
    'annotations',
    { zh: '标注', en: 'annotations' },
    [
      [sum(check, 'unannotated'), '条声音没有标注，或不止一份', 'voices without exactly one'],
      [sum(check, 'orphans'), '份标注或观点没有声音', 'annotations or opinions without a voice'],
      [
        sum(check, 'misnumbered'),
        '份标注或观点与声音的内部序号不符',
        'annotations or opinions under another internal number than their voice',
      ],
    ],
    { zh: '每条声音一份', en: 'one for each voice' },
    FIX,
  );
}

export function opinionsCheck(check: StoreCheck, misplaced: number): Check {
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

export function painsCheck(check: StoreCheck): Check {
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

export function joinsCheck(check: StoreCheck): Check {
  return judged(
    'joins',
    { zh: '业务数据', en: 'joins' },
    [[sum(check, 'unbalancedJoins'), '次对应的条数加不起来', 'joins whose counts do not add up']],
    { zh: `${check.rows.joins} 次对应`, en: `${check.rows.joins} joins` },
    { zh: '请再运行一次 voc join', en: 'run voc join again' },
  );
}

export function masksCheck({ checked, unmasked, personal, joined }: Texts): Check {
  const check = judged(
    'masks',
    { zh: '脱敏', en: 'masks' },
    [
      [personal, '条在脱敏的读入里仍有个人信息', 'voices of masked loads hold personal data'],
      [
        joined,
        '条声音的业务数据列里有个人信息（请再运行一次 voc join）',
        'voices have personal data in joined columns (run voc join again)',
      ],
    ],
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

export function leftoversCheck({ waiting, dead, log }: Leftovers): Check {
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
