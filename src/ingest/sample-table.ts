import type { HeaderLexicon } from '../lexicon/headers.ts';
import type { SourceItem } from '../model/source.ts';
import { flatten } from './cells.ts';
import type { NamedColumn } from './column-roles.ts';
import { columnNames, filledWidth, findHeader, headerNames, MAX_ROWS_ABOVE } from './header-row.ts';
import type { HeaderCandidate, Recognised } from './profile-match.ts';

/** The first items of an export as columns with their names. */
export interface SampleTable {
  readonly columns: readonly NamedColumn[];
  readonly headed: boolean;
  readonly headerLine: number;
  /** Whether it is made of objects, whose fields have no order and may be absent. */
  readonly objects: boolean;
}

/** @param known the profile by which the header is known; without one it is told by the lexicon */
export function tableOf(
  sample: readonly SourceItem[],
  lexicon: HeaderLexicon,
  known: Recognised | null = null,
): SampleTable {
  const objects = sample.filter((item) => item.kind === 'object');
  const rows = sample.filter((item) => item.kind === 'row');
  if (objects.length > rows.length) return objectTable(objects.map((item) => item.fields));
  const cells = rows.map((row) => row.cells);
  const at = known === null ? findHeader(cells, lexicon) : headerOf(known, cells, lexicon);
  const header = headerNames(cells, at);
  const body = cells.slice(at + 1);
  const width = at >= 0 ? header.length : Math.max(0, ...body.map(filledWidth));
  const columns = columnNames(header, width).map((name, column) => ({
    name,
    values: body.map((row) => row[column] ?? ''),
    raw: [],
  }));
  return { columns, headed: at >= 0, headerLine: rows[at]?.line ?? 0, objects: false };
}

/** The header that is like that of the profile; where none is, none for a profile without one. */
function headerOf(
  { at, profile }: Recognised,
  rows: readonly (readonly string[])[],
  lexicon: HeaderLexicon,
): number {
  return at ?? (profile.header === 0 ? -1 : findHeader(rows, lexicon));
}

function objectTable(objects: readonly Readonly<Record<string, unknown>>[]): SampleTable {
  const values = new Map<string, string[]>();
  for (const [at, fields] of objects.entries()) {
    for (const [name, value] of flatten(fields)) {
      const column = values.get(name) ?? [];
      values.set(name, column);
      column[at] = value;
    }
  }
  const columns = [...values].map(([name, column]) => ({
    name,
    values: objects.map((_, at) => column[at] ?? ''),
    raw: objects.map((fields) => fields[name]),
  }));
  return { columns, headed: true, headerLine: 0, objects: true };
}

/** The rows that may be a header; of objects the names of their fields. */
export function headerCandidates(sample: readonly SourceItem[]): readonly HeaderCandidate[] {
  const objects = sample.filter((item) => item.kind === 'object');
  const rows = sample.filter((item) => item.kind === 'row');
  if (objects.length > rows.length) {
    const names = objects.flatMap(({ fields }) => flatten(fields).map(([name]) => name));
    return [{ at: -1, names: [...new Set(names)] }];
  }
  const cells = rows.slice(0, MAX_ROWS_ABOVE + 1).map((row) => row.cells);
  return cells.map((_, at) => ({ at, names: headerNames(cells, at) }));
}
