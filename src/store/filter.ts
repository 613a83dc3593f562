import type { Filter } from '../model/store.ts';
import type { Values } from './query.ts';

/** A condition on the voices table `v`, with its values. Undated voices are in no period. */
export interface Condition {
  readonly sql: string;
  readonly values: Values;
}

const CLAUSES: Readonly<Record<keyof Filter, string>> = {
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
    const value = filter[name as keyof Filter];
    if (value === undefined) continue;
    clauses.push(clause);
    values[name] = value;
  }
  return { sql: clauses.length === 0 ? 'true' : clauses.join(' AND '), values };
}
