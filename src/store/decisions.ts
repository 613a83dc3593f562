import type { Decision } from '../model/lineage.ts';
import { count, query } from './query.ts';
import type { Store, WritableStore } from './session.ts';

/** A decision as it is kept; one that was undone stays on record. */
export type KeptDecision = Decision & { readonly undone: boolean };

interface Row {
  readonly number: number;
  readonly action: Decision['action'];
  readonly pain_id: string;
  readonly others: string | null;
  readonly term: string | null;
  readonly label: string | null;
  readonly undone: number;
}

/** All decisions in the order in which they were made. */
export async function readDecisions(reader: Store): Promise<KeptDecision[]> {
  const rows = await query<Row>(reader, 'SELECT * FROM decisions ORDER BY number');
  return rows.map(decisionOf);
}

function decisionOf({ number, action, pain_id, others, term, label, undone }: Row): KeptDecision {
  const head = { number, pain: pain_id, undone: undone === 1 };
  if (action === 'merge') return { ...head, action, others: (others ?? '').split('|') };
  if (action === 'split') return { ...head, action, term: term ?? '', label: label ?? '' };
  return action === 'rename' ? { ...head, action, label: label ?? '' } : { ...head, action };
}

/** A decision before it has its number. */
export type NewDecision = Decision extends infer One
  ? One extends Decision
    ? Omit<One, 'number'>
    : never
  : never;

/** Keeps a decision; the pain points follow when it is applied. Gives its number. */
export async function keepDecision(writer: WritableStore, decision: NewDecision): Promise<number> {
  const number = (await count(writer, 'SELECT coalesce(max(number), 0) FROM decisions')) + 1;
  await writer.connection.run(
    `INSERT INTO decisions VALUES (${number}, $action, $pain, $others, $term, $label, 0)`,
    {
      action: decision.action,
      pain: decision.pain,
      others: decision.action === 'merge' ? decision.others.join('|') : null,
      term: decision.action === 'split' ? decision.term : null,
      label: 'label' in decision ? decision.label : null,
    },
  );
  return number;
}

/** Takes a decision back. */
export async function undoDecision(writer: WritableStore, number: number): Promise<void> {
  await writer.connection.run('UPDATE decisions SET undone = 1 WHERE number = $number', { number });
}
