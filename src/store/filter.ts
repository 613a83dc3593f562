import { type CopyFlag, type Flag, TEXT_FLAGS } from '../model/flags.ts';
import type { Filter } from '../model/store.ts';
import { FOUND } from './copies.ts';
import { quoted, type Values } from './query.ts';

/** A condition on the voices table `v`, with its values. Undated voices are in no period. */
export interface Condition {
  readonly sql: string;
  readonly values: Values;
}

const CLAUSES: Readonly<Record<Exclude<keyof Filter, 'exclude'>, string>> = {
  since: 'CAST(v.created_at AS DATE) >= CAST($since AS DATE)',
  until: 'CAST(v.created_at AS DATE) <= CAST($until AS DATE)',
  source: 'v.source = $source',
  channel: 'v.channel = $channel',
  group: 'v.customer_group = $group',
  product: 'v.product = $product',
};

export function conditionOf(filter: Filter): Condition {
  const clauses: string[] = [];
  const values: Values = {};
  for (const [name, clause] of Object.entries(CLAUSES)) {
    const value = filter[name as keyof typeof CLAUSES];
    if (value === undefined) continue;
    clauses.push(clause);
    values[name] = value;
  }
  for (const flag of filter.exclude ?? []) clauses.push(`NOT ${flagged(flag)}`);
  return { sql: clauses.length === 0 ? 'true' : clauses.join(' AND '), values };
}

/** Whether a voice `v` carries a flag; of near-duplicates the first one does not. */
function flagged(flag: Flag): string {
  if (flag in TEXT_FLAGS) {
    return `list_contains(string_split(coalesce(v.flags, ''), '|'), ${quoted(flag)})`;
  }
  return `EXISTS (SELECT 1 FROM copies c WHERE c.number = v.number AND ${FOUND[flag as CopyFlag]})`;
}
