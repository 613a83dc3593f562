import { stat } from 'node:fs/promises';
import { waitingBatches } from './batch-files.ts';
import { count } from './query.ts';
import { readVersions } from './schema.ts';
import type { Store } from './session.ts';

/** What `voc doctor` says about a store. Everything under `faults` is 0 in a sound one. */
export interface StoreCheck {
  readonly path: string;
  readonly bytes: number;
  readonly schemaVersion: number;
  readonly engineVersion: string;
  readonly rows: Readonly<Record<'loads' | 'voices' | 'opinions' | 'pains', number>>;
  readonly faults: {
    /** Keys that more than one voice has. */
    readonly duplicateKeys: number;
    /** Voices without exactly one annotation. */
    readonly unannotated: number;
    /** Annotations and opinions without a voice. */
    readonly orphans: number;
    /** Opinions assigned to a pain point that is not there. */
    readonly lostPains: number;
    /** Loads whose rows read are not added, updated, outdated, duplicate or rejected. */
    readonly unbalancedLoads: number;
  };
  /** Loads whose voices hold personal data. */
  readonly unmaskedLoads: number;
  /** Batches that wait for the next merge. */
  readonly waiting: readonly string[];
}

export async function checkStore(reader: Store): Promise<StoreCheck> {
  const { schema, engine } = await readVersions(reader);
  const rows = (table: string) => count(reader, `SELECT count(*) FROM ${table}`);
  const { size: bytes } = await stat(reader.path);
  return {
    path: reader.path,
    bytes,
    schemaVersion: schema,
    engineVersion: engine,
    rows: {
      loads: await rows('loads'),
      voices: await rows('voices'),
      opinions: await rows('opinions'),
      pains: await rows('pains'),
    },
    faults: {
      duplicateKeys: await rows('(SELECT key FROM voices GROUP BY key HAVING count(*) > 1)'),
      unannotated: await rows(
        `(SELECT v.key FROM voices v LEFT JOIN annotations a ON a.voice_key = v.key
          GROUP BY v.key HAVING count(a.voice_key) <> count(DISTINCT v.rowid))`,
      ),
      orphans:
        (await rows('annotations WHERE voice_key NOT IN (SELECT key FROM voices)')) +
        (await rows('opinions WHERE voice_key NOT IN (SELECT key FROM voices)')),
      lostPains: await rows('opinion_pains WHERE pain_id NOT IN (SELECT id FROM pains)'),
      unbalancedLoads: await rows(
        'loads WHERE read <> added + updated + outdated + duplicate + rejected',
      ),
    },
    unmaskedLoads: await rows('loads WHERE masked = 0 AND added > 0'),
    waiting: (await waitingBatches(reader.path)).map(({ file }) => file),
  };
}
