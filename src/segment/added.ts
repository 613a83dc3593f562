import { InputError } from '../model/errors.ts';
import { tableOf } from '../text/characters.ts';
import { foldUnit } from '../text/fold.ts';
import { textOf, unitsOf } from '../text/units.ts';
import { groupIntoClasses, UNKNOWN_TAG, type WordSense } from './classes.ts';
import { type AddedWords, initialsOf, type Listed } from './route.ts';
import { buildTrie, codesOf, type Trie } from './trie.ts';
import { frequencyToStayWhole, LONGEST_WORD } from './weight.ts';
import { findWord, IMPOSSIBLE, UNLISTED, type Words } from './words.ts';

/** A word that a person adds to the list, or gives another weight or tag. */
export interface UserWord {
  readonly word: string;
  /** Its frequency, beside some 60 million of the list; without one, what keeps the word alone whole. */
  readonly weight?: number;
  /** Part of speech; without one, that of the listed word or `n`. */
  readonly tag?: string;
  /** Never split, whatever stands around it; of two that overlap the one that begins first wins, then the longer. */
  readonly forced?: boolean;
}

/** Words that are found before all others, in any case and width; they may hold any character. */
export interface ForcedWords {
  readonly trie: Trie;
  /** Codes of its own for the UTF-16 units that forced words hold. */
  readonly codes: Uint16Array;
  /** 1 for the units with which a forced word begins. */
  readonly initials: Uint8Array;
  /** Ids of forced words are their nodes plus this. */
  readonly firstId: number;
}

/** The list together with what a person added. */
export interface Vocabulary {
  readonly listed: Listed;
  readonly hmm: Pick<Words, 'emissions' | 'transitions'>;
  readonly added: AddedWords | null;
  readonly forced: ForcedWords | null;
  readonly idLimit: number;
  readonly tagOf: (id: number) => string;
}

/**
 * Adds a person's words. One that holds a character that jieba never takes into a word (a space, an
 * emoji, a full-width letter) is treated as forced. Of two entries for one word the later counts.
 *
 * @throws InputError if a word is empty or longer than 64 units, or a weight is not a positive number
 */
export function addWords(words: Words, userWords: readonly UserWord[]): Vocabulary {
  for (const entry of userWords) checkEntry(entry);
  const entries = [...new Map(userWords.map((entry) => [entry.word, entry])).values()];
  const isForced = (entry: UserWord): boolean =>
    entry.forced === true || codesOf(entry.word, words.codes).includes('\0');

  const unforced = entries.filter((entry) => !isForced(entry));
  const codes = numberCharacters(unforced, words.codes, UNLISTED, words.codeLimit);
  const added = buildTable(words, unforced, codes);
  const forcedEntries = inOneCase(entries.filter(isForced));
  const forcedCodes = numberCharacters(forcedEntries, new Uint16Array(0x10000), 0, 1);
  const forced = buildTable(words, forcedEntries, forcedCodes);

  const firstAdded = words.trie.codes.length;
  const firstForced = firstAdded + added.trie.codes.length;
  return {
    listed: {
      trie: words.trie,
      weights: words.weights,
      codes: codes.codes,
      initials: initialsOf(words, codes.limit),
      idLimit: firstAdded,
    },
    hmm: { emissions: widen(words.emissions, codes.limit), transitions: words.transitions },
    added: unforced.length > 0 ? { ...added, initials: beginningsOf(unforced, codes) } : null,
    forced:
      forcedEntries.length > 0
        ? {
            ...forced,
            codes: withCases(forcedCodes.codes),
            initials: withCases(tableOf(forcedEntries.map(({ word }) => word.charAt(0)).join(''))),
            firstId: firstForced,
          }
        : null,
    idLimit: firstForced + forced.trie.codes.length,
    tagOf: (id) => {
      if (id >= firstForced) return tagIn(forced, id - firstForced);
      return id >= firstAdded ? tagIn(added, id - firstAdded) : tagIn(words, id);
    },
  };
}

function checkEntry({ word, weight }: UserWord): void {
  if (word === '' || word.length > LONGEST_WORD)
    throw new InputError({
      zh: `用户词“${word.slice(0, 20)}”的长度应为 1 到 ${LONGEST_WORD} 个字符`,
      en: `the user word "${word.slice(0, 20)}" should have 1 to ${LONGEST_WORD} characters`,
    });
  if (weight !== undefined && !(weight > 0 && weight < Number.POSITIVE_INFINITY))
    throw new InputError({
      zh: `用户词“${word}”的权重 ${weight} 不是正数；可留空，由程序计算`,
      en: `the weight ${weight} of the user word "${word}" is not a positive number; leave it out to have it computed`,
    });
}

interface Codes {
  readonly codes: Uint16Array;
  /** One more than the highest code. */
  readonly limit: number;
}

/** Gives each character of the words that has the code `missing` one of its own, from `limit` on. */
function numberCharacters(
  entries: readonly UserWord[],
  codes: Uint16Array,
  missing: number,
  limit: number,
): Codes {
  const own = codes.slice();
  let next = limit;
  for (const { word } of entries) {
    for (let at = 0; at < word.length; at++) {
      const unit = word.charCodeAt(at);
      if (own[unit] === missing) own[unit] = next++;
    }
  }
  return { codes: own, limit: next };
}

/** Words by their nodes, with what is known of them by word class. */
interface WordTable extends Pick<Words, 'trie' | 'weights' | 'classTags' | 'tags'> {}

function buildTable(
  words: Words,
  entries: readonly UserWord[],
  { codes, limit }: Codes,
): WordTable {
  const classes = groupIntoClasses(
    entries.map((entry) => senseOf(words, entry)),
    words.total,
  );
  const coded = entries.map(({ word }, index) => ({
    codes: codesOf(word, codes),
    wordClass: classes.wordClasses[index] ?? 0,
  }));
  return { ...classes, trie: buildTrie(coded, limit) };
}

function senseOf(words: Words, { word, weight, tag }: UserWord): WordSense {
  const node = findWord(words, word);
  const logProbability = (part: string): number | undefined => {
    const found = findWord(words, part);
    return found === 0 ? undefined : words.weights[words.trie.classes[found] as number];
  };
  const unknown = words.weights[0] ?? 0;
  return {
    frequency: weight ?? frequencyToStayWhole(word, logProbability, unknown, words.total),
    tag: tag ?? (node === 0 ? 'n' : tagIn(words, node)),
  };
}

function tagIn(table: WordTable, node: number): string {
  return table.tags[table.classTags[table.trie.classes[node] as number] ?? 0] ?? UNKNOWN_TAG;
}

function beginningsOf(entries: readonly UserWord[], { codes, limit }: Codes): Uint8Array {
  const initials = new Uint8Array(limit);
  for (const { word } of entries) initials[codes[word.charCodeAt(0)] ?? 0] = 1;
  return initials;
}

/** The entries in small letters of half width, as customers write a code in any; of two that are one then the later counts. */
function inOneCase(entries: readonly UserWord[]): UserWord[] {
  const folded = entries.map((entry) => ({
    ...entry,
    word: textOf(unitsOf(entry.word).map((unit) => foldUnit(unit))),
  }));
  return [...new Map(folded.map((entry) => [entry.word, entry])).values()];
}

/** Units that are others in small letters of half width: A to Z, full-width signs, the full-width space. */
const CASED: readonly number[] = [
  ...Array.from({ length: 26 }, (_, at) => 0x41 + at),
  ...Array.from({ length: 94 }, (_, at) => 0xff01 + at),
  0x3000,
];

/** A table over units that says of letters in other cases and widths what it says of small ones of half width; changes it. */
function withCases<Table extends Uint8Array | Uint16Array>(table: Table): Table {
  for (const unit of CASED) table[unit] = table[foldUnit(unit)] as number;
  return table;
}

/** The emissions with a row for each further code, impossible in every state. */
function widen(emissions: Float64Array, limit: number): Float64Array {
  if (emissions.length === 4 * limit) return emissions;
  const wide = new Float64Array(4 * limit).fill(IMPOSSIBLE);
  wide.set(emissions);
  return wide;
}
