import { InputError } from '../model/errors.ts';
import { COLUMN_ROLES, type ColumnRole } from '../model/source.ts';
import type { Speaker } from '../model/voice.ts';

export const HEADERS_FILE = 'headers.tsv';

/** What a column name says. */
export interface HeaderMeaning {
  readonly role: ColumnRole;
  /** Kind of export that such a column speaks for (`review`, `hotline`, `survey`, `chat`); null for none. */
  readonly source: string | null;
  /** Whether the whole name is known, or only a part of it. */
  readonly exact: boolean;
}

/** What exports call their columns, speakers and scores. Names are in the form of `plainName`. */
export interface HeaderLexicon {
  readonly exact: ReadonlyMap<string, HeaderMeaning>;
  /** Names made of one part of each list. */
  readonly made: readonly {
    readonly lists: readonly (readonly string[])[];
    readonly meaning: HeaderMeaning;
  }[];
  readonly contained: readonly { readonly name: string; readonly meaning: HeaderMeaning }[];
  readonly speakers: ReadonlyMap<string, Speaker>;
  /** What stands alone in brackets before the words of a side, or tells of the call: 来电, 接通. Elsewhere it means other things. */
  readonly marks: ReadonlyMap<string, Speaker>;
  /** Values that tell the sides only by standing together: 收 and 发. */
  readonly pairs: readonly { readonly customer: string; readonly agent: string }[];
  /** Words of service in the form of `plainWords`; `says` tell an agent, `hints` where several come together. */
  readonly service: { readonly says: readonly string[]; readonly hints: readonly string[] };
  /** Scores in words, from 1 to 5. */
  readonly scores: ReadonlyMap<string, number>;
  /** Parts of the names of columns that say when a row was changed or dealt with: 更新, closed. */
  readonly changes: readonly string[];
  /** Names of columns that speak of the export and not of the row: 序号, 导出时间. */
  readonly passing: ReadonlySet<string>;
  /** Parts of the names of columns that say how far a case is: 状态, status. */
  readonly statuses: readonly string[];
  /** How far a case is by its status, from 1 (new) to 5 (closed). */
  readonly progress: ReadonlyMap<string, number>;
  /** What rows begin with that are no data, in the form of `plainWords`. */
  readonly footers: {
    /** Rows that sum up those above: 合计. */
    readonly totals: ReadonlySet<string>;
    /** Labels of what is told of the export: 导出时间. */
    readonly notes: ReadonlySet<string>;
    /** What is counted in both: 条. */
    readonly units: ReadonlySet<string>;
    /** First characters of all totals and notes, and of 第 1 页, page 1. */
    readonly begins: ReadonlySet<string>;
  };
}

const ROLES: readonly string[] = COLUMN_ROLES;
const SPEAKERS: readonly string[] = ['customer', 'agent', 'system'] satisfies readonly Speaker[];

/**
 * Reads `headers.tsv`: role, name, match (`exact`, `contains`, `made`, `speaker`, `mark`, `pair`, `says`, `hints`, `score`, `column`, `progress`, `row`)
 * and source, one entry a line. A `made` name has lists of parts in braces: `{客户|会员}{等级|级别}` are four whole names, unless they stand by themselves.
 * @throws InputError that names the line of an entry that is none
 */
export function parseHeaders(tsv: string): HeaderLexicon {
  const lexicon = {
    exact: new Map<string, HeaderMeaning>(),
    made: [] as Names['made'],
    contained: [] as Names['contained'],
    speakers: new Map<string, Speaker>(),
    marks: new Map<string, Speaker>(),
    pairs: [] as { customer: string; agent: string }[],
    service: { says: [] as string[], hints: [] as string[] },
    scores: new Map<string, number>(),
    changes: [] as string[],
    passing: new Set<string>(),
    statuses: [] as string[],
    progress: new Map<string, number>(),
    footers: {
      totals: new Set<string>(),
      notes: new Set<string>(),
      units: new Set<string>(),
      begins: new Set(['第', 'p']),
    },
  };
  for (const [at, line] of tsv.split('\n').entries()) {
    if (line === '' || line.startsWith('#') || line.startsWith('role\t')) continue;
    const [role = '', name = '', match = '', source = ''] = line.split('\t');
    const added = ROLES.includes(role)
      ? addName(
          lexicon,
          { role: role as ColumnRole, source: source === '-' ? null : source },
          name,
          match,
        )
      : false;
    if (!added && !addValue(lexicon, role, name, match)) throw entryError(at + 1, line);
  }
  return lexicon;
}

/** The lists of parts of an entry, in the form of `plainName`. */
function listsOf(pattern: string): readonly (readonly string[])[] {
  const pieces = pattern.split(/[{}]/).filter((piece) => piece !== '');
  return pieces.map((piece) => piece.split('|').map(plainName));
}

/** Whether a name is made of one part of each list, in their order. */
function isMadeOf(name: string, [list, ...rest]: readonly (readonly string[])[]): boolean {
  if (list === undefined) return name === '';
  return list.some((part) => name.startsWith(part) && isMadeOf(name.slice(part.length), rest));
}

interface Names {
  readonly exact: Map<string, HeaderMeaning>;
  readonly made: {
    readonly lists: readonly (readonly string[])[];
    readonly meaning: HeaderMeaning;
  }[];
  readonly contained: { readonly name: string; readonly meaning: HeaderMeaning }[];
}

/** Adds the name of a column with a role; false for an entry that is none. */
function addName(
  { exact, made, contained }: Names,
  meaning: Omit<HeaderMeaning, 'exact'>,
  name: string,
  match: string,
): boolean {
  if (match === 'exact') exact.set(plainName(name), { ...meaning, exact: true });
  else if (match === 'made')
    made.push({ lists: listsOf(name), meaning: { ...meaning, exact: true } });
  else if (match === 'contains') {
    contained.push({ name: wordsOf(name), meaning: { ...meaning, exact: false } });
  } else return false;
  return true;
}

interface Values {
  readonly speakers: Map<string, Speaker>;
  readonly marks: Map<string, Speaker>;
  readonly pairs: { readonly customer: string; readonly agent: string }[];
  readonly service: { readonly says: string[]; readonly hints: string[] };
  readonly scores: Map<string, number>;
  readonly changes: string[];
  readonly passing: Set<string>;
  readonly statuses: string[];
  readonly progress: Map<string, number>;
  readonly footers: Readonly<Record<'totals' | 'notes' | 'units' | 'begins', Set<string>>>;
}

/** Adds what is told of a speaker, a score or a column besides its role; false for an entry that is none. */
function addValue(lexicon: Values, role: string, name: string, match: string): boolean {
  if (match === 'column' && role === 'changed') lexicon.changes.push(wordsOf(name));
  else if (match === 'column' && role === 'status') lexicon.statuses.push(wordsOf(name));
  else if (match === 'column' && role === 'passing') lexicon.passing.add(plainName(name));
  else if (match === 'pair' && role === 'customer') lexicon.pairs.push(pairOf(name));
  else if ((match === 'says' || match === 'hints') && role === 'agent') {
    lexicon.service[match].push(plainWords(name));
  } else return addWord(lexicon, role, name, match);
  return true;
}

function pairOf(name: string): { customer: string; agent: string } {
  const [customer = '', agent = ''] = name.split('|').map(plainName);
  return { customer, agent };
}

/** Adds the name of a speaker, a score, a status, or what rows that are no data begin with; false for an entry that is none. */
function addWord(lexicon: Values, role: string, name: string, match: string): boolean {
  if ((match === 'speaker' || match === 'mark') && SPEAKERS.includes(role)) {
    lexicon[match === 'speaker' ? 'speakers' : 'marks'].set(plainName(name), role as Speaker);
    return true;
  }
  const footers = match === 'row' ? FOOTERS[role] : undefined;
  if (footers !== undefined) {
    lexicon.footers[footers].add(plainWords(name));
    if (footers !== 'units') lexicon.footers.begins.add(name.charAt(0));
    return true;
  }
  if (!(match === 'score' || match === 'progress') || !/^[1-5]$/.test(role)) return false;
  const values = match === 'score' ? lexicon.scores : lexicon.progress;
  values.set(plainName(name), Number(role));
  return true;
}

const FOOTERS: Readonly<Record<string, 'totals' | 'notes' | 'units'>> = {
  total: 'totals',
  note: 'notes',
  unit: 'units',
};

/** What a column is by its name; null for a name that the lexicon does not know. The longest known part counts. */
export function meaningOf(header: string, lexicon: HeaderLexicon): HeaderMeaning | null {
  const bare = header.normalize('NFKC').replace(/[([【<][^)\]】>]*[)\]】>]/g, '');
  const exact = lexicon.exact.get(plainName(header)) ?? lexicon.exact.get(plainName(bare));
  if (exact !== undefined) return exact;
  const words = wordsOf(bare);
  const plain = plainName(bare);
  const made = lexicon.made.find(({ lists }) => isMadeOf(plain, lists));
  if (made !== undefined) return made.meaning;
  const [best] = lexicon.contained
    .map(({ name, meaning }) => ({ name, meaning, at: placeOf(name, words, plain) }))
    .filter(({ at }) => at >= 0)
    .sort(
      (one, other) =>
        other.name.length - one.name.length ||
        Number(other.meaning.role === 'ignored') - Number(one.meaning.role === 'ignored') ||
        other.at - one.at ||
        (one.meaning.role < other.meaning.role ? -1 : 1),
    );
  return best?.meaning ?? null;
}

/** Whether a column says when its row was changed or dealt with. */
export function tellsChange(header: string, { changes }: HeaderLexicon): boolean {
  const [words, plain] = [wordsOf(header), plainName(header)];
  return changes.some((part) => placeOf(part, words, plain) >= 0);
}

/** Whether a column says how far the case of its row is. */
export function tellsStatus(header: string, { statuses }: HeaderLexicon): boolean {
  const [words, plain] = [wordsOf(header), plainName(header)];
  return statuses.some((part) => placeOf(part, words, plain) >= 0);
}

/** Whether a column speaks of the export: it may differ from export to export of the same row. */
export function isPassing(header: string, { passing }: HeaderLexicon): boolean {
  return passing.has(plainName(header));
}

/** The bare form of a name: half-width, lower case, without numbering, marks, spaces and underscores. */
export function plainName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^\s*(?:q?\d{1,3}\s*[.、:)]|第\d{1,3}题)/, '')
    .replace(/[\s_*:"'’“”?!.。-]/g, '');
}

/** The form in which words of service are looked for: half-width, lower case, without spaces. */
export function plainWords(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
}

/** Latin words of a name between underscores, so that `time` is found in `orderTime` but not in `sentiment`. */
function wordsOf(name: string): string {
  const words = name
    .normalize('NFKC')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
  return /^[\x20-\x7f]*$/.test(words) ? `_${words.replace(/[^a-z0-9#]+/g, '_')}_` : words;
}

function placeOf(name: string, words: string, plain: string): number {
  return name.startsWith('_') ? words.indexOf(name) : plain.indexOf(name);
}

function entryError(line: number, text: string): InputError {
  return new InputError({
    zh: `${HEADERS_FILE}:${line}：不认识的条目「${text}」；每行应为 角色、名称、匹配方式、来源 四列`,
    en: `${HEADERS_FILE}:${line}: unknown entry "${text}"; a line has role, name, match and source`,
  });
}
