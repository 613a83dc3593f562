/**
 * Writes dictionaries/hmm.tsv from the Python package jieba (MIT):
 *   pip download jieba==0.42.1 --no-deps --no-binary :all: && tar xzf jieba-0.42.1.tar.gz
 *   npx tsx scripts/hmm-from-jieba.ts jieba-0.42.1
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const STATES = ['B', 'M', 'E', 'S'] as const;
const HEADER = `# Hidden Markov model of jieba 0.42.1 (finalseg, MIT), natural logarithms
# Rows B, E, M, S: transitions from that state; start: first state; a character: its emission; -: impossible
from\t${STATES.join('\t')}
`;

type Row = Readonly<Record<string, number>>;

/** A Python literal of nested dictionaries with string keys, read as JSON. */
function readTable(directory: string, name: string): Record<string, unknown> {
  const source = readFileSync(join(directory, 'jieba', 'finalseg', `${name}.py`), 'utf8');
  const literal = source.slice(source.indexOf('{')).replaceAll("'", '"');
  return JSON.parse(literal) as Record<string, unknown>;
}

function toLine(key: string, row: Row): string {
  const cells = STATES.map((state) => {
    const value = row[state];
    return value === undefined || value < -1e100 ? '-' : String(value);
  });
  return [key, ...cells].join('\t');
}

const directory = process.argv[2] ?? 'jieba-0.42.1';
const start = readTable(directory, 'prob_start') as Row;
const transitions = readTable(directory, 'prob_trans') as Record<string, Row>;
const emissions = readTable(directory, 'prob_emit') as Record<string, Row>;
const characters = new Set(STATES.flatMap((state) => Object.keys(emissions[state] ?? {})));
// jieba shows the model nothing but these characters.
const han = [...characters].filter((character) => /^[\u4e00-\u9fd5]$/.test(character));
const rows = [
  ...['B', 'E', 'M', 'S'].map((state) => toLine(state, transitions[state] ?? {})),
  toLine('start', start),
  ...han.sort().map((character) => {
    const row = STATES.flatMap((state) => {
      const value = emissions[state]?.[character];
      return value === undefined ? [] : [[state, value] as const];
    });
    return toLine(character, Object.fromEntries(row));
  }),
];
writeFileSync(new URL('../dictionaries/hmm.tsv', import.meta.url), `${HEADER}${rows.join('\n')}\n`);
