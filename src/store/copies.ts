import type { ComparedVoice, CopyFinding } from '../model/copies.ts';
import { SPUN_FROM } from '../model/flags.ts';
import { count, inTransaction, stream } from './query.ts';
import type { Store, WritableStore } from './session.ts';

/** Joins the voices `v` to what comparing found of them, null where it found nothing. */
export const JOIN_COPIES = 'LEFT JOIN copies c ON c.voice_key = v.key';

/** All flags of a voice `v` with its copies `c`, joined with `|` in the order of `FLAGS`. */
export const FLAGS_SQL: string = `concat_ws('|', nullif(v.flags, ''),
  CASE WHEN c.duplicate_group <> v.key THEN 'duplicates' END, CASE WHEN c.copied THEN 'copied' END,
  CASE WHEN c.spun >= ${SPUN_FROM} THEN 'spun' END)`;

/** Every set of flags that `FLAGS_SQL` may give for the voices of the store, and some more; sorted. */
export const FLAG_SETS: string = `SELECT '' AS value UNION
  SELECT concat_ws('|', nullif(v.flags, ''), d, c, s) FROM (SELECT DISTINCT flags FROM voices) v,
    (SELECT unnest([NULL, 'duplicates']) AS d), (SELECT unnest([NULL, 'copied']) AS c), (SELECT unnest([NULL, 'spun']) AS s)
  ORDER BY value`;

/** All voices for comparing, in no order, since to sort texts takes memory; streamed. */
export async function* readCompared(store: Store): AsyncGenerator<ComparedVoice> {
  const rows = stream(
    store.connection,
    'SELECT key, CAST(epoch_us(created_at) AS DOUBLE), text, customer_id, product FROM voices',
    {},
  );
  for await (const [key, saidAt, text, customerId, product] of rows) {
    yield {
      key: String(key),
      saidAt: typeof saidAt === 'number' ? saidAt : null,
      text: String(text),
      customerId: typeof customerId === 'string' ? customerId : null,
      product: typeof product === 'string' ? product : null,
    };
  }
  await store.release();
}

/** Number of the last load of the store; 0 without one. */
export function lastLoad(reader: Store): Promise<number> {
  return count(reader, 'SELECT coalesce(max(number), 0) FROM loads');
}

/** Replaces what comparing found, in one transaction. `upTo` is the last load whose voices were compared. */
export async function writeCopies(
  { connection }: WritableStore,
  copies: readonly CopyFinding[],
  upTo: number,
): Promise<void> {
  await inTransaction(connection, async () => {
    await connection.run('DELETE FROM copies');
    const appender = await connection.createAppender('copies', 'main', 'store');
    for (const { key, group, copied, spun } of copies) {
      appender.appendVarchar(key);
      if (group === null) appender.appendNull();
      else appender.appendVarchar(group);
      appender.appendBoolean(copied);
      appender.appendDouble(spun);
      appender.endRow();
    }
    appender.closeSync();
    await connection.run(`UPDATE meta SET value = '${upTo}' WHERE name = 'compared_load'`);
  });
}
