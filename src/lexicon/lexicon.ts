import type { CleaningTables } from '../text/tables.ts';
import { openCleaning } from './cleaning.ts';
import type { AspectTerm } from './entries.ts';
import { lazily } from './lazily.ts';
import { PROBLEMS_FILE, type Problems, readProblems } from './problems.ts';
import { openSections, type Sections } from './sections.ts';
import type { PatternStarts } from './starts.ts';
import { openEntries, type Patterns, type TermByText, type Terms } from './terms.ts';
import type { Trie } from './trie.ts';
import { createWordMemory, type WordMemory } from './word-memory.ts';

/** Words of our own, which the segmenter asks for. */
export const OWN_WORDS_FILE = 'words.user.tsv';

/** The dictionaries, ready to be asked. Immutable once opened, but for work space: one for each thread. */
export interface Lexicon {
  /** What texts are cleaned with before anything is looked up. */
  readonly cleaning: CleaningTables;
  readonly terms: Terms;
  readonly trie: Trie;
  readonly starts: PatternStarts;
  readonly patterns: Patterns;
  readonly memory: WordMemory;
  readonly byText: TermByText;
  readonly problems: Problems;
}

/**
 * Opens compiled dictionaries in place. Entries are read when they are first asked for, so that opening takes about
 * a millisecond; the bytes may be shared by threads.
 * @throws InputError if the bytes are no compiled dictionaries, of another version, or cut short
 */
export function openLexicon(dictionaries: Uint8Array): Lexicon {
  const sections = openSections(dictionaries);
  const trie = trieIn(sections);
  const problems = lazily(() => readProblems(sections.text(PROBLEMS_FILE)));
  return {
    cleaning: openCleaning(sections),
    ...openEntries(sections, trie),
    trie,
    starts: startsIn(sections),
    memory: createWordMemory(),
    get problems() {
      return problems();
    },
  };
}

function trieIn({ units, numbers }: Sections): Trie {
  return { first: units('trie.first'), nodes: numbers('trie.nodes') };
}

function startsIn({ numbers }: Sections): PatternStarts {
  return {
    records: numbers('starts.records'),
    initials: numbers('starts.initials'),
    marks: numbers('starts.marks'),
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
