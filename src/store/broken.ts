import type { Voice, VoiceMarks } from '../model/voice.ts';
import { storedVoices } from './check.ts';
import { count } from './query.ts';
import type { WritableStore } from './session.ts';

/** Tables of what belongs to a voice. */
const CHILDREN = ['annotations', 'opinions', 'elements', 'copies', 'joined', 'opinion_pains'];
/** Voices in which a character was lost, which is where key and version may be of the text before. */
const LOST = `contains(v.text, '\ufffd') OR contains(v.attributes, '\ufffd') OR contains(v.attributes, '\\ufffd')
  OR contains(concat_ws(' ', v.id, v.channel, v.customer_group, v.product), '\ufffd')`;

/**
 * Voices whose texts came with half a surrogate pair were once stored with U+FFFD in its place, but with key and version of
 * what had come. They get those of what is stored, which the same export gives today.
 * @returns the number of versions that were changed
 */
export async function markBroken(
  writer: WritableStore,
  anew: (voice: Voice) => VoiceMarks | null,
): Promise<number> {
  const changes: { readonly old: Voice; readonly marks: VoiceMarks }[] = [];
  for await (const { voice, masked } of storedVoices(writer, LOST)) {
    const marks = masked ? anew(voice) : null;
    if (marks !== null) changes.push({ old: voice, marks });
  }
  for (const { old, marks } of changes) await mark(writer, old, marks);
  return changes.length;
}

async function mark({ connection }: WritableStore, old: Voice, marks: VoiceMarks): Promise<void> {
  const { key, version, id } = marks;
  if (key !== old.key) await moveChildren({ connection }, old.key, key);
  for (const table of ['voices', 'versions']) {
    await connection.run(
      `UPDATE ${table} SET key = $key, version = nullif($version, ''), id = $id
       WHERE key = $before AND coalesce(version, '') = $version_before`,
      { key, version, id, before: old.key, version_before: old.version },
    );
  }
}

/** Where the voice has come again since, under its key of today, what belongs to it is there already. */
async function moveChildren(
  writer: Pick<WritableStore, 'connection'>,
  from: string,
  to: string,
): Promise<void> {
  const again = await count(writer, `SELECT count(*) FROM voices WHERE key = '${to}'`);
  for (const table of CHILDREN) {
    await writer.connection.run(
      again > 0
        ? `DELETE FROM ${table} WHERE voice_key = $from`
        : `UPDATE ${table} SET voice_key = $to WHERE voice_key = $from`,
      again > 0 ? { from } : { from, to },
    );
  }
}
