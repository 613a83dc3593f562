import { type ByFirstUnit, byFirstUnit } from './first-units.ts';
import { plainName } from './headers.ts';
import { badCell, readTable } from './tables.ts';

/** Kinds of personal data; `other` are numbers and columns that look like it and belong to nobody. */
export const PERSONAL_KINDS = [
  'phone',
  'landline',
  'identity',
  'card',
  'email',
  'plate',
  'qq',
  'wechat',
  'address',
  'order',
  'name',
  'document',
  'ip',
  'other',
] as const;
export type PersonalKind = (typeof PERSONAL_KINDS)[number];

/** A word after which a value of a kind follows. */
export interface PersonalCue {
  readonly word: string;
  readonly kind: PersonalKind;
  /** Whether the word has other uses too, so that what follows must look like such a value. */
  readonly weak: boolean;
  /** Whether the word names what somebody is (患者, 我是), so that only a likely full name counts as the value. */
  readonly role: boolean;
}

/** What the words of `personal.tsv` are: each set holds lower-case, half-width words. */
export interface PersonalLexicon {
  /** Cues and titles by their first UTF-16 unit, longer ones first. */
  readonly cues: ByFirstUnit<PersonalCue>;
  /** Titles of customers (女士), by their first UTF-16 unit. */
  readonly titles: ByFirstUnit<string>;
  /** Titles of people at work (经理, 医生), by their first UTF-16 unit. */
  readonly staffTitles: ByFirstUnit<string>;
  readonly surnames: ReadonlySet<string>;
  /** Surnames that are common words as well: 高, 于, 安. */
  readonly unclearSurnames: ReadonlySet<string>;
  /** The first UTF-16 units of both. */
  readonly surnameFirsts: ReadonlySet<number>;
  /** Words that begin or end with a surname and are no names. */
  readonly notNames: ReadonlySet<string>;
  /** Unclear surnames that stand for things of every day (车, 水), which a title seldom follows as a name. */
  readonly everyday: ReadonlySet<string>;
  /** Characters that given names are made of, alone or in pairs; `pairedGiven` are found in pairs only (国, 子). */
  readonly given: ReadonlySet<string>;
  readonly pairedGiven: ReadonlySet<string>;
  /** Characters that no given name contains. */
  readonly notGiven: ReadonlySet<string>;
  /** Words of a surname and one more character that are no names when they stand alone: 文明, 黄河. */
  readonly surnameWords: ReadonlySet<string>;
  /** Characters that may stand directly before a name, or directly after it. */
  readonly beforeName: ReadonlySet<string>;
  readonly afterName: ReadonlySet<string>;
  /** Characters that begin what people with a name do (称, 要求), though given names may contain them. */
  readonly followsName: ReadonlySet<string>;
  readonly roads: ReadonlySet<string>;
  readonly estates: ReadonlySet<string>;
  readonly areas: ReadonlySet<string>;
  /** Names of provinces without 省, with which a full address begins. */
  readonly provinces: ReadonlySet<string>;
  readonly units: ReadonlySet<string>;
  /** The first UTF-16 units of `units`. */
  readonly unitFirsts: ReadonlySet<number>;
  /** Characters that no address contains. */
  readonly notInAddresses: ReadonlySet<string>;
  /** Kinds of columns by their whole name, and by a part of it, in the form of `plainName`. */
  readonly headers: ReadonlyMap<string, PersonalKind>;
  readonly headerParts: readonly (readonly [part: string, kind: PersonalKind])[];
}

export const PERSONAL_FILE = 'personal.tsv';

/** The uses that are plain sets of words. */
const SETS = {
  surname: 'surnames',
  unclear: 'unclearSurnames',
  not: 'notNames',
  before: 'beforeName',
  after: 'afterName',
  follow: 'followsName',
  everyday: 'everyday',
  given: 'given',
  given_two: 'pairedGiven',
  no_given: 'notGiven',
  word: 'surnameWords',
  road: 'roads',
  estate: 'estates',
  area: 'areas',
  unit: 'units',
  province: 'provinces',
  stop: 'notInAddresses',
} as const satisfies Readonly<Record<string, keyof PersonalLexicon>>;

/**
 * Reads `personal.tsv`: kind, word and use, one entry a line.
 * @throws InputError that names the line of an entry that is none
 */
export function parsePersonal(tsv: string): PersonalLexicon {
  const rows = readTable(PERSONAL_FILE, tsv, ['kind', 'word', 'use']).map(({ line, cells }) => {
    const [kind = '', word = '', use = ''] = cells;
    if (!isKind(kind)) throw badCell(PERSONAL_FILE, line, kind, PERSONAL_KINDS.join(', '));
    if (!(use in SETS) && !OTHER_USES.includes(use)) {
      throw badCell(PERSONAL_FILE, line, use, [...Object.keys(SETS), ...OTHER_USES].join(', '));
    }
    return { kind, word, use };
  });
  const wordsOf = (use: string): Set<string> =>
    new Set(rows.filter((row) => row.use === use).map(({ word }) => word));
  const sets = Object.entries(SETS).map(([use, name]) => [name, wordsOf(use)]);
  const named = (use: string): (readonly [string, PersonalKind])[] =>
    rows.filter((row) => row.use === use).map(({ word, kind }) => [plainName(word), kind]);
  return {
    ...(Object.fromEntries(sets) as Pick<PersonalLexicon, (typeof SETS)[keyof typeof SETS]>),
    cues: byFirstUnit(
      rows
        .filter(({ use }) => use === 'cue' || use === 'weak_cue' || use === 'role')
        .map(({ kind, word, use }) => ({
          kind,
          word,
          weak: use === 'weak_cue',
          role: use === 'role',
        })),
      ({ word }) => word,
    ),
    surnameFirsts: firstsOf(...wordsOf('surname'), ...wordsOf('unclear')),
    unitFirsts: firstsOf(...wordsOf('unit')),
    titles: byFirstUnit([...wordsOf('title')], (word) => word),
    staffTitles: byFirstUnit([...wordsOf('staff_title')], (word) => word),
    headers: new Map(named('header')),
    headerParts: named('header_part'),
  };
}

function firstsOf(...words: readonly string[]): ReadonlySet<number> {
  return new Set(words.map((word) => word.charCodeAt(0)));
}

const OTHER_USES = ['cue', 'weak_cue', 'role', 'title', 'staff_title', 'header', 'header_part'];

function isKind(kind: string): kind is PersonalKind {
  return (PERSONAL_KINDS as readonly string[]).includes(kind);
}

/**
 * The kind of personal data that a column holds by its name; null for none. Of parts the one that ends last
 * counts, since the head of a name stands at its end: 收货人手机号 is a phone.
 */
export function personalHeader(header: string, lexicon: PersonalLexicon): PersonalKind | null {
  const plain = plainName(header.normalize('NFKC').replace(/[([【<][^)\]】>]*[)\]】>]/g, ''));
  const exact = lexicon.headers.get(plain);
  if (exact !== undefined) return exact;
  let found: PersonalKind | null = null;
  let last = 0;
  for (const [part, kind] of lexicon.headerParts) {
    const at = plain.lastIndexOf(part);
    if (at < 0) continue;
    if (kind === 'other') return 'other';
    if (at + part.length <= last) continue;
    last = at + part.length;
    found = kind;
  }
  return found;
}
