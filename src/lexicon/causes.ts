import { badCell, readTable } from './tables.ts';

export const CAUSES_FILE = 'causes.tsv';

/**
 * What a word does for cause and effect. `cause`: the cause follows; `effect`: the effect follows; `so`: begins the
 * clause of an effect; `veto`: before a marker, nothing is claimed; `stop`: holds a marker but is none.
 */
type CauseRole = 'cause' | 'effect' | 'so' | 'veto' | 'stop';

/** The words of cause and effect by role, longest first; `marker` finds whether a text has one at all. */
export interface CauseWords extends Readonly<Record<CauseRole, readonly string[]>> {
  readonly marker: RegExp;
}

/** Reads `causes.tsv`. @throws InputError that names the line of an entry that is none */
export function parseCauses(tsv: string): CauseWords {
  const words: Record<CauseRole, string[]> = { cause: [], effect: [], so: [], veto: [], stop: [] };
  for (const { line, cells } of readTable(CAUSES_FILE, tsv, ['marker', 'role'])) {
    const [marker = '', role = ''] = cells;
    if (!Object.hasOwn(words, role)) {
      throw badCell(CAUSES_FILE, line, role, Object.keys(words).join(', '));
    }
    words[role as CauseRole].push(marker);
  }
  for (const list of Object.values(words)) list.sort((a, b) => b.length - a.length);
  const markers = [...words.effect, ...words.cause, ...words.so];
  return { ...words, marker: new RegExp(markers.map(escaped).join('|')) };
}

const escaped = (word: string): string => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
