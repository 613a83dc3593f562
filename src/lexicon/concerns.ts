import { CONCERNS, type Concern, type ConcernWords } from '../model/journey.ts';
import { ASPECTS, type Aspect } from '../model/labels.ts';
import { compilePattern, expressionOf } from './patterns.ts';
import { badCell, eachRow } from './tables.ts';

/** Words of an opinion that tell which of the five concerns it is about. */
export const CONCERNS_FILE = 'concerns.tsv';
export const CONCERN_COLUMNS = ['pattern', 'concern', 'aspects'] as const;

/** Of words of two concerns in one opinion those of the first count: how one is treated colours how soon and how well. */
const FIRST: readonly Concern[] = [
  'empathy',
  'responsiveness',
  'assurance',
  'tangibles',
  'reliability',
];

/**
 * The words of the concerns, those that win first.
 * @throws InputError that names the line of what is wrong
 */
export function readConcernWords(text: string): ConcernWords[] {
  const groups = new Map<string, { concern: Concern; aspects: Aspect[] | null; words: string[] }>();
  eachRow(CONCERNS_FILE, text, CONCERN_COLUMNS, ({ line, cells }) => {
    const [source = '', concern = '', named = ''] = cells;
    const pattern = compilePattern(source);
    if (pattern === null) throw badCell(CONCERNS_FILE, line, source, 'a pattern');
    if (!isConcern(concern)) throw badCell(CONCERNS_FILE, line, concern, FIRST.join(' '));
    const aspects = named === '-' ? null : named.split('|').map((name) => aspectOf(name, line));
    const key = `${concern} ${named}`;
    const group = groups.get(key) ?? { concern, aspects, words: [] };
    groups.set(key, group);
    group.words.push(expressionOf(pattern));
  });
  return [...groups.values()]
    .sort((a, b) => FIRST.indexOf(a.concern) - FIRST.indexOf(b.concern))
    .map(({ concern, aspects, words }) => ({ concern, aspects, expression: words.join('|') }));
}

function isConcern(name: string): name is Concern {
  return Object.hasOwn(CONCERNS, name) && name !== 'other';
}

function aspectOf(name: string, line: number): Aspect {
  if (Object.hasOwn(ASPECTS, name)) return name as Aspect;
  throw badCell(CONCERNS_FILE, line, name, Object.keys(ASPECTS).join(' '));
}
