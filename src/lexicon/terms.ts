import { DICTIONARIES, type Entry } from './dictionaries.ts';
import type { Anchored, AspectTerm, InnerObject, Quality, Term } from './entries.ts';
import type { Programs } from './patterns.ts';
import type { Sections } from './sections.ts';
import { openStrings } from './strings.ts';
import { idOf, step, type Trie, termAt } from './trie.ts';

/** The terms by their identifier, from 0 up. Each is put together when it is first asked for, and then stays. */
export interface Terms {
  readonly count: number;
  readonly at: (id: number) => Term;
}

/** The patterns of all terms, by the index that `PatternStarts` tells; read as terms are. */
export interface Patterns {
  readonly count: number;
  readonly at: (index: number) => Anchored;
  /** How each is matched, and where among these numbers it begins. */
  readonly programs: Programs;
  readonly places: Int32Array;
}

/** A term by its text. */
export type TermByText = Pick<ReadonlyMap<string, Term>, 'get'>;

export interface Entries {
  readonly terms: Terms;
  readonly patterns: Patterns;
  readonly byText: TermByText;
}

/** A term of which nothing is said. */
export function newTerm(text: string): Term {
  return {
    text,
    evaluation: null,
    aspect: null,
    inner: null,
    modifier: null,
    quality: null,
    domains: [],
    stop: false,
    meaning: false,
  };
}

/** Whether anything is said of a term itself. */
export function means(term: Term): boolean {
  return (
    term.stop ||
    term.evaluation !== null ||
    term.aspect !== null ||
    term.modifier !== null ||
    term.quality !== null ||
    term.domains.length > 0
  );
}

/** Opens the rows that `compileDictionaries` sorted by their terms. */
export function openEntries(sections: Sections, trie: Trie): Entries {
  const entryAt = openRows(sections);
  const patterns = openPatterns(sections, entryAt);
  const texts = openStrings(sections, 'terms');
  const termRows = sections.numbers('terms.rows');
  const rowStarts = sections.numbers('terms.rows.starts');
  const known: (Term | undefined)[] = new Array(texts.count).fill(undefined);

  function read(id: number): Term {
    const term = newTerm(texts.at(id));
    for (let at = rowStarts[id] ?? 0; at < (rowStarts[id + 1] ?? 0); at++) {
      entryAt(termRows[at] ?? 0).describe(term);
    }
    term.meaning = means(term);
    known[id] = term;
    if (term.quality) inheritCases(term.quality, byText);
    if (term.aspect) term.aspect = withSenses(term.aspect, byText);
    if (term.evaluation && !term.aspect) term.inner = innerObject(term.text, byText);
    return term;
  }

  const terms: Terms = { count: texts.count, at: (id) => known[id] ?? read(id) };
  const byText: TermByText = {
    get: (text) => {
      const id = idIn(trie, text);
      return id < 0 ? undefined : terms.at(id);
    },
  };
  return { terms, patterns, byText };
}

function openRows(sections: Sections): (index: number) => Entry {
  const rows = openStrings(sections, 'rows');
  const files = sections.bytes('rows.files');
  return (index) => {
    const dictionary = DICTIONARIES[files[index] ?? 0];
    if (!dictionary) throw new RangeError(`row ${index} is of no dictionary`);
    // Which line it was is known no more, nor needed: a row that is wrong does not get here.
    return dictionary.read({ file: dictionary.file, line: 0, cells: rows.at(index).split('\t') });
  };
}

/** Patterns with several first words stand in the list several times, and are one. */
function openPatterns(sections: Sections, entryAt: (index: number) => Entry): Patterns {
  const rows = sections.numbers('patterns.rows');
  const known: (Anchored | undefined)[] = new Array(rows.length).fill(undefined);
  const byRow = new Map<number, Anchored>();

  function read(index: number): Anchored {
    const row = rows[index] ?? 0;
    const pattern = byRow.get(row) ?? entryAt(row).pattern;
    if (!pattern) throw new RangeError(`row ${row} is no pattern`);
    byRow.set(row, pattern);
    known[index] = pattern;
    return pattern;
  }

  return {
    count: rows.length,
    at: (index) => known[index] ?? read(index),
    programs: sections.numbers('patterns.programs'),
    places: sections.numbers('patterns.places'),
  };
}

/** -1 for a text that is no term. */
function idIn(trie: Trie, text: string): number {
  let node = text === '' ? 0 : (trie.first[text.charCodeAt(0)] ?? 0);
  for (let i = 1; i < text.length && node !== 0; i++) node = step(trie, node, text.charCodeAt(i));
  return node === 0 ? -1 : idOf(termAt(trie, node));
}

/** 太高, 有点大: what 高 and 大 are blamed for, they are blamed for too. */
function inheritCases(quality: Quality, byText: TermByText): void {
  if (quality.term.length === 1) return;
  const plain = byText.get(quality.term.slice(-1))?.quality;
  for (const [object, known] of plain?.cases ?? []) {
    if (known.weight < 0 && !quality.cases.has(object)) quality.cases.set(object, known);
  }
}

/** What the name of an object means in an industry, its synonyms mean there too. */
function withSenses(named: AspectTerm, byText: TermByText): AspectTerm {
  if (named.senses !== null || named.object === named.term) return named;
  const senses = byText.get(named.object)?.aspect?.senses ?? null;
  return senses === null ? named : { ...named, senses };
}

/** Longer objects are not looked for inside other terms. */
const LONGEST_INNER = 4;

/** The longest specific object inside a longer text, the first of them; two characters or more. */
function innerObject(text: string, byText: TermByText): InnerObject | null {
  for (let length = Math.min(LONGEST_INNER, text.length - 1); length >= 2; length--) {
    for (let offset = 0; offset + length <= text.length; offset++) {
      const term = byText.get(text.slice(offset, offset + length));
      if (term?.aspect && term.aspect.aspect !== 'overall') return { offset, term };
    }
  }
  return null;
}
