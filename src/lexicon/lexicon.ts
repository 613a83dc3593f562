import { InputError } from '../model/errors.ts';
import { framesOf } from '../text/frames.ts';
import { type CleaningTables, cleaningTables } from '../text/tables.ts';
import { type Builder, DICTIONARIES } from './dictionaries.ts';
import type { AspectTerm, InnerObject, Quality, Term } from './entries.ts';
import { PROBLEMS_FILE, type Problems, readProblems } from './problems.ts';
import { indexStarts, type PatternStarts } from './starts.ts';
import { eachRow } from './tables.ts';
import { traitsOf } from './traits.ts';
import { buildTrie, type Trie } from './trie.ts';
import { createWordMemory, type WordMemory } from './word-memory.ts';

/** The dictionaries, ready to be asked. Immutable once loaded, but for work space: one for each thread. */
export interface Lexicon {
  /** What texts are cleaned with before anything is looked up. */
  readonly cleaning: CleaningTables;
  readonly terms: readonly Term[];
  readonly trie: Trie;
  readonly starts: PatternStarts;
  readonly memory: WordMemory;
  readonly byText: ReadonlyMap<string, Term>;
  readonly problems: Problems;
}

/**
 * Builds the lexicon from the texts of the dictionaries, by file name (`evaluations.tsv` …). Files of other
 * rooms are ignored.
 * @throws InputError for a missing file, or naming file and line of what is wrong in one.
 */
export function loadLexicon(files: Readonly<Record<string, string>>): Lexicon {
  const byText = new Map<string, Term>();
  const traditional = new Uint16Array(65536);
  const builder: Builder = {
    traditional,
    words: new Map(),
    frames: [],
    termOf: (text: string): Term => termOf(byText, text),
  };
  for (const dictionary of DICTIONARIES) {
    const text = files[dictionary.file];
    if (text === undefined) throw missing(dictionary.file);
    eachRow(dictionary.file, text, dictionary.columns, (row) => {
      dictionary.add(builder, dictionary.file, row);
    });
  }
  const terms = [...byText.values()];
  for (const term of terms) if (term.quality) inheritCases(term.quality, byText);
  const begins = beginningsOfObjects(terms);
  for (const term of terms) {
    term.meaning = means(term);
    if (term.evaluation && !term.aspect) term.inner = innerObject(term.text, byText, begins);
  }
  const problems = files[PROBLEMS_FILE];
  if (problems === undefined) throw missing(PROBLEMS_FILE);
  return {
    cleaning: cleaningTables(traditional, builder.words, framesOf(builder.frames)),
    terms,
    trie: buildTrie(
      terms.map((term) => term.text),
      traitsOf(terms),
    ),
    starts: indexStarts(terms),
    memory: createWordMemory(),
    byText,
    problems: readProblems(problems),
  };
}

/** The dictionary's entry for an object, null if the word names none. `term` must be folded. */
export function aspectTermOf(term: string, lexicon: Lexicon): AspectTerm | null {
  return lexicon.byText.get(term)?.aspect ?? null;
}

/** The name that a term shares with its synonyms (小哥 → 快递员); the term itself if none is known. */
export function canonicalOf(term: string, lexicon: Lexicon): string {
  return aspectTermOf(term, lexicon)?.object ?? term;
}

function termOf(byText: Map<string, Term>, text: string): Term {
  const known = byText.get(text);
  if (known) return known;
  const term: Term = {
    text,
    evaluation: null,
    aspect: null,
    inner: null,
    modifier: null,
    quality: null,
    domains: [],
    anchored: [],
    stop: false,
    meaning: false,
  };
  byText.set(text, term);
  return term;
}

/** 太高, 有点大: what 高 and 大 are blamed for, they are blamed for too. */
function inheritCases(quality: Quality, byText: ReadonlyMap<string, Term>): void {
  const plain = byText.get(quality.term.slice(-1))?.quality;
  if (!plain || plain === quality) return;
  for (const [object, known] of plain.cases) {
    if (known.weight < 0 && !quality.cases.has(object)) quality.cases.set(object, known);
  }
}

/** Longer objects are not looked for inside other terms. */
const LONGEST_INNER = 4;

/** 1 for the first units of specific objects: few of the stretches inside a text need be looked up. */
function beginningsOfObjects(terms: readonly Term[]): Uint8Array {
  const begins = new Uint8Array(65536);
  for (const term of terms) if (isSpecific(term)) begins[term.text.charCodeAt(0)] = 1;
  return begins;
}

function isSpecific({ aspect }: Term): boolean {
  return aspect !== null && aspect.aspect !== 'overall';
}

/** The longest specific object inside a longer text, the first of them; two characters or more. */
function innerObject(
  text: string,
  byText: ReadonlyMap<string, Term>,
  begins: Uint8Array,
): InnerObject | null {
  for (let length = Math.min(LONGEST_INNER, text.length - 1); length >= 2; length--) {
    for (let offset = 0; offset + length <= text.length; offset++) {
      if (begins[text.charCodeAt(offset)] === 0) continue;
      const term = byText.get(text.slice(offset, offset + length));
      if (term !== undefined && isSpecific(term)) return { offset, term };
    }
  }
  return null;
}

function means(term: Term): boolean {
  return (
    term.stop ||
    term.evaluation !== null ||
    term.aspect !== null ||
    term.modifier !== null ||
    term.quality !== null ||
    term.domains.length > 0
  );
}

function missing(file: string): InputError {
  return new InputError({
    zh: `缺少词典 ${file}：请重新安装，或检查词典目录`,
    en: `dictionary ${file} is missing: reinstall, or check the folder of dictionaries`,
  });
}
