import { CAUSES_FILE, parseCauses } from './causes.ts';
import { CLEANING, compileCleaning } from './cleaning.ts';
import { CONCERNS_FILE, readConcernWords } from './concerns.ts';
import { DICTIONARIES } from './dictionaries.ts';
import { ELEMENT_FILES, readElements } from './elements.ts';
import type { Anchored, Term } from './entries.ts';
import { FLAGS_FILE, parseFlags } from './flags.ts';
import { HEADERS_FILE, parseHeaders } from './headers.ts';
import { JOURNEYS_FILE, readJourneys } from './journeys.ts';
import { OWN_WORDS_FILE } from './lexicon.ts';
import { programOf } from './patterns.ts';
import { PERSONAL_FILE, parsePersonal } from './personal.ts';
import { PROBLEMS_FILE, readProblems } from './problems.ts';
import { packSections, type Section } from './sections.ts';
import { parseSpun, SPUN_FILE } from './spun.ts';
import { indexStarts } from './starts.ts';
import { packStrings, startsOf } from './strings.ts';
import { eachRow, missingFile } from './tables.ts';
import { means, newTerm } from './terms.ts';
import { traitsOf } from './traits.ts';
import { buildTrie } from './trie.ts';

type Sectioned = Readonly<Record<string, Section | string>>;

/**
 * Compiles the texts of the dictionaries, by file name (`evaluations.tsv` …), into what `openLexicon` opens in
 * a millisecond. Equal texts, equal bytes. Files that nothing here asks for are left out.
 * @throws InputError for a missing file, or naming file and line of what is wrong in one
 */
export function compileDictionaries(files: Readonly<Record<string, string>>): Uint8Array {
  const textOf = (file: string): string => {
    const text = files[file];
    if (text === undefined) throw missingFile(file);
    return text;
  };
  return packSections({
    ...compileEntries(textOf),
    ...compileCleaning(textOf),
    ...readLater(textOf),
  });
}

/** Files that are kept as they are, and read when something asks for them; they are read once here to be sure. */
function readLater(textOf: (file: string) => string): Sectioned {
  readProblems(textOf(PROBLEMS_FILE));
  parseHeaders(textOf(HEADERS_FILE));
  parsePersonal(textOf(PERSONAL_FILE));
  parseFlags(textOf(FLAGS_FILE));
  parseSpun(textOf(SPUN_FILE));
  parseCauses(textOf(CAUSES_FILE));
  for (const file of ELEMENT_FILES) readElements(file, textOf(file));
  readJourneys(textOf(JOURNEYS_FILE));
  readConcernWords(textOf(CONCERNS_FILE));
  const files = [
    ...[CLEANING.words.file, CLEANING.frames.file],
    ...[PROBLEMS_FILE, HEADERS_FILE, PERSONAL_FILE, FLAGS_FILE, CAUSES_FILE, SPUN_FILE],
    ...[OWN_WORDS_FILE, ...ELEMENT_FILES, JOURNEYS_FILE, CONCERNS_FILE],
  ];
  return Object.fromEntries(files.map((file) => [file, textOf(file)]));
}

/** A term with the rows that describe it, and the patterns that it may begin with the rows that they are. */
interface Draft {
  readonly term: Term;
  readonly rows: number[];
  readonly patterns: { readonly row: number; readonly anchored: Anchored }[];
}

/** The rows of all dictionaries, and the number of its dictionary for each. */
interface Rows {
  readonly texts: string[];
  readonly files: number[];
}

function compileEntries(textOf: (file: string) => string): Sectioned {
  const rows: Rows = { texts: [], files: [] };
  const drafts = readEntries(textOf, rows);
  for (const { term } of drafts) term.meaning = means(term);
  const texts = drafts.map(({ term }) => term.text);
  const traits = drafts.map(({ term, patterns }) => traitsOf(term, patterns.length > 0));
  const trie = buildTrie(texts, traits);
  const starts = indexStarts(
    drafts.map(({ patterns }) => patterns.map(({ anchored }) => anchored)),
  );
  const rowsOf = drafts.map((draft) => draft.rows);
  return {
    ...packStrings('rows', rows.texts),
    'rows.files': Uint8Array.from(rows.files),
    ...packStrings('terms', texts),
    'terms.rows': Int32Array.from(rowsOf.flat()),
    'terms.rows.starts': startsOf(rowsOf),
    ...compilePatterns(drafts.flatMap(({ patterns }) => patterns)),
    'trie.first': trie.first,
    'trie.nodes': trie.nodes,
    'starts.records': starts.records,
    'starts.initials': starts.initials,
    'starts.marks': starts.marks,
  };
}

/** The patterns of all terms; one with several first words stands among them several times, its program once. */
function compilePatterns(patterns: Draft['patterns']): Sectioned {
  const programs: number[] = [];
  const placeOf = new Map<number, number>();
  const places = patterns.map(({ row, anchored }) => {
    const place = placeOf.get(row) ?? programs.length;
    if (place === programs.length) programs.push(...programOf(anchored.pattern));
    placeOf.set(row, place);
    return place;
  });
  return {
    'patterns.rows': Int32Array.from(patterns, ({ row }) => row),
    'patterns.programs': Int32Array.from(programs),
    'patterns.places': Int32Array.from(places),
  };
}

/** Reads all rows, in order, and sorts them by their terms. */
function readEntries(textOf: (file: string) => string, rows: Rows): Draft[] {
  const drafts = new Map<string, Draft>();
  const draftOf = (text: string): Draft => {
    const draft = drafts.get(text) ?? { term: newTerm(text), rows: [], patterns: [] };
    drafts.set(text, draft);
    return draft;
  };
  for (const [number, { file, columns, read }] of DICTIONARIES.entries()) {
    eachRow(file, textOf(file), columns, (tableRow) => {
      const { term, describe, pattern: anchored } = read(tableRow);
      const row = rows.texts.length;
      rows.texts.push(tableRow.cells.join('\t'));
      rows.files.push(number);
      if (anchored) {
        for (const anchor of anchored.pattern.anchors)
          draftOf(anchor).patterns.push({ row, anchored });
      }
      if (term === null) return;
      const draft = draftOf(term);
      describe(draft.term);
      draft.rows.push(row);
    });
  }
  // What patterns begin with comes first: see `indexStarts`.
  const all = [...drafts.values()];
  const isAnchor = ({ patterns }: Draft): boolean => patterns.length > 0;
  return [...all.filter(isAnchor), ...all.filter((draft) => !isAnchor(draft))];
}
