/** What makes a voice itself. `id` is null where the export gave none. */
export interface Identity {
  readonly source: string;
  readonly id: string | null;
  readonly text: string;
  readonly createdAt: string | null;
  readonly customerId: string | null;
  /** Tells a second voice of the same row from the first. */
  readonly part: 'followup' | null;
}

/**
 * The content key: equal for the same voice from whichever file, 32 hexadecimal digits. With an id of the
 * export it is made of source, id and text; without, of source, text, time and customer.
 * @param digest a cryptographic hash as hexadecimal digits, at least 32 of them
 */
export function contentKey(identity: Identity, digest: (text: string) => string): string {
  const { source, id, createdAt, customerId, part } = identity;
  const text = foldForKey(identity.text);
  const parts =
    id === null ? [source, null, text, createdAt, customerId, part] : [source, id, text, part];
  return digest(JSON.stringify(parts)).slice(0, 32);
}

/**
 * Full-width and half-width forms, case and spacing differ between exports of the same row, and so does
 * `_x000D_`, the carriage return of workbooks, which some programs copy as if it were text.
 */
function foldForKey(text: string): string {
  const folded = text.normalize('NFKC').toLowerCase().replaceAll('_x000d_', ' ');
  return folded.replace(/\s+/g, ' ').trim();
}
