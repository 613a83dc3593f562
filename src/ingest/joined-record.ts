import type { ColumnRole } from '../model/source.ts';
import { type Cells, joined } from './cells.ts';
import { firstSaid, inOrder, type Turn } from './dialogue.ts';
import type { ExportRecord } from './record.ts';

/** What makes the conversation itself comes from the row of its first turn. */
const OF_FIRST_TURN: ReadonlySet<ColumnRole> = new Set([
  'id',
  'conversation',
  'createdAt',
  'text',
  'speaker',
]);
/** Columns that a voice has a field for: one value needs no attribute. */
const FIELDS = ['id', 'customerId', 'customerGroup', 'channel', 'product', 'rating'] as const;
/** Columns of a turn that a conversation has no field for. */
const NO_FIELDS = ['title', 'followup', 'followupAt', 'turns'] as const;

/**
 * The rows of a conversation as one record. A cell is that of the customer's first turn that fills it, else of the
 * first other turn; whatever other values the turns have stays, in the order of the turns, under the name of the column.
 * @param turns of the records, in the same order
 */
export function joinRecords(
  records: readonly ExportRecord[],
  turns: readonly Turn[],
): ExportRecord | null {
  const first = records[firstSaid(turns)];
  if (first === undefined) return null;
  const ordered = inOrder(turns.map((turn, at) => ({ ...turn, record: records[at] ?? first })));
  const all = ordered.map(({ record }) => record);
  const customers = ordered.filter(({ speaker }) => speaker === 'customer');
  const preferred = [...customers.map(({ record }) => record), ...all];
  const filling = (role: ColumnRole): ExportRecord =>
    OF_FIRST_TURN.has(role)
      ? first
      : (preferred.find((record) => record.value(role) !== null) ?? first);
  return {
    ...first,
    raw: () => records.map(({ raw }) => raw()).join('\n'),
    cell: (role) => filling(role).cell(role),
    value: (role) => filling(role).value(role),
    others: joined([...all.flatMap(({ others }) => others), ...otherValues(all)]),
  };
}

/** Values of columns with a role of which the turns have more than one, or that no field of a voice takes. */
function otherValues(records: readonly ExportRecord[]): Cells {
  const valuesOf = (role: ColumnRole): Cells =>
    records
      .filter((record) => record.value(role) !== null)
      .map((record) => [record.nameOf(role), record.cell(role)]);
  const several = FIELDS.map(valuesOf).filter(
    (values) => new Set(values.map(([, value]) => value)).size > 1,
  );
  return [...several, ...NO_FIELDS.map(valuesOf)].flat();
}
