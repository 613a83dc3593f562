import { type ByFirstUnit, byFirstUnit } from './first-units.ts';
import { badCell, type Row, readTable } from './tables.ts';

/** A stretch that rewriting programs leave behind: 情况优雅 for 环境优雅. */
export interface Rewording {
  /** What stands in the text: the word alone, or with letters beside it where the word alone tells little. */
  readonly text: string;
  /** The word that was put in, and the one that customers use. */
  readonly word: string;
  readonly original: string;
  /** How much rarer customers write this than the original, as a binary logarithm. */
  readonly bits: number;
}

/** What `spun.tsv` knows of wording that nobody made for the purpose. Texts are folded letters without punctuation. */
export interface SpunLexicon {
  /** Runs of four letters that so many customers write that sharing them tells nothing. */
  readonly stock: readonly string[];
  /** Whole clauses of praise that say nothing of the thing: 质量很好. */
  readonly praise: ReadonlySet<string>;
  /** By the first unit of what stands in the text. */
  readonly rewordings: ByFirstUnit<Rewording>;
}

export const SPUN_FILE = 'spun.tsv';
/** Letters of a run. */
export const RUN = 4;

/**
 * Reads `spun.tsv`: text, use (`run`, `praise`, or `word` with the word put in, the original and the weight), one entry a line.
 * @throws InputError that names the line of an entry that is none
 */
export function parseSpun(tsv: string): SpunLexicon {
  const stock: string[] = [];
  const praise = new Set<string>();
  const rewordings: Rewording[] = [];
  for (const row of readTable(SPUN_FILE, tsv, COLUMNS)) {
    const [text = '', use = ''] = row.cells;
    if (use === 'run' && text.length === RUN) stock.push(text);
    else if (use === 'praise') praise.add(text);
    else if (use === 'word') rewordings.push(rewordingOf(row));
    else throw badCell(SPUN_FILE, row.line, use, `run of ${RUN} letters, praise, word`);
  }
  return { stock, praise, rewordings: byFirstUnit(rewordings, ({ text }) => text) };
}

function rewordingOf({ line, cells }: Row): Rewording {
  const [text = '', , word = '', original = '', weight = ''] = cells;
  const bits = Number(weight);
  if (!(bits > 0)) throw badCell(SPUN_FILE, line, weight, 'a number above 0');
  return { text, word, original, bits };
}

const COLUMNS = ['text', 'use', 'word', 'original', 'bits'];
