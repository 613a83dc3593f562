import { ELEMENTS, type ElementKind } from '../model/elements.ts';
import { compilePattern, type Pattern } from './patterns.ts';
import { badCell, eachRow } from './tables.ts';

/** An entry of the dictionaries of elements. */
export interface ElementEntry {
  readonly pattern: Pattern;
  readonly kind: ElementKind;
  /** Null for what only looks like an item: 等待区, 惊喜价. It keeps what begins inside it from being found. */
  readonly item: string | null;
  /** What it says when it is denied: 不满意 is disappointment. */
  readonly negated: string | null;
}

/** Circumstances, and emotions with effort; both have the same columns. */
export const ELEMENT_FILES = ['elements.tsv', 'emotions.tsv'] as const;
export const ELEMENT_COLUMNS = ['pattern', 'element', 'item', 'negated'] as const;

/**
 * The entries of a dictionary of elements.
 * @throws InputError that names file and line of what is wrong
 */
export function readElements(file: string, text: string): ElementEntry[] {
  const entries: ElementEntry[] = [];
  eachRow(file, text, ELEMENT_COLUMNS, ({ line, cells }) => {
    const [source = '', kind = '', item = '', negated = ''] = cells;
    const pattern = compilePattern(source);
    if (pattern === null) throw badCell(file, line, source, 'a pattern');
    if (!isKind(kind)) throw badCell(file, line, kind, Object.keys(ELEMENTS).join(' '));
    const named = (name: string): string | null => {
      if (name === '-') return null;
      if (Object.hasOwn(ELEMENTS[kind], name)) return name;
      throw badCell(file, line, name, Object.keys(ELEMENTS[kind]).join(' '));
    };
    entries.push({ pattern, kind, item: named(item), negated: named(negated) });
  });
  return entries;
}

function isKind(name: string): name is ElementKind {
  return Object.hasOwn(ELEMENTS, name);
}
