/** What makes a voice itself. `id` is null where the export gave none. */
export interface Identity {
  readonly source: string;
  readonly id: string | null;
  /** Whether the id is that of a conversation, which may be cut in two where an export ends. */
  readonly conversation: boolean;
  /** The text, folded. */
  readonly folded: string;
  readonly createdAt: string | null;
  /** When the row came to be; null where its time may change later, as that of the last step of a ticket does. */
  readonly began: string | null;
  readonly customerId: string | null;
  /** Tells a second voice of the same row from the first. */
  readonly part: 'followup' | null;
}

/** What a row says of a voice. Rows of one key with other contents are versions of it. */
export interface Content {
  readonly text: string;
  readonly createdAt: string | null;
  readonly channel: string | null;
  readonly customerId: string | null;
  readonly customerGroup: string | null;
  readonly rating: number | null;
  readonly ratingMax: number | null;
  readonly product: string | null;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Numbers up to six digits may be those of the rows of a file, and the next file begins at 1 again. */
const SHORT_NUMBER = /^\d{1,6}$/;
const MIDNIGHT = /T00:00:00/;

/**
 * The content key: equal for the same voice from whichever file, 32 hexadecimal digits. With an id of the
 * export it is made of source and id. An id that may come again for another voice (a short number, a
 * conversation) counts together with the time at which the voice began, or with the text where that is not known
 * to the minute. Without an id the key is made of source, text, time and customer.
 * @param digest a cryptographic hash as hexadecimal digits, at least 32 of them
 */
export function contentKey(identity: Identity, digest: (text: string) => string): string {
  return digest(JSON.stringify(partsOf(identity))).slice(0, 32);
}

function partsOf(identity: Identity): readonly (string | null)[] {
  const { source, id, createdAt, began, customerId, part } = identity;
  if (id === null) return [source, null, identity.folded, createdAt, customerId, part];
  if (!identity.conversation && !SHORT_NUMBER.test(id)) return [source, id, part];
  return began === null || MIDNIGHT.test(began)
    ? [source, id, identity.folded, part]
    : [source, id, 'began', began, part];
}

/**
 * Tells versions of a voice apart: 32 hexadecimal digits that are equal where nothing but width, case and spaces
 * differs, the order of columns, or columns that speak of the export (its number of a row, when it was made).
 * @param folded the text of the content, folded
 * @param isPassing whether a column is such a one
 * @param digest as in `contentKey`
 */
export function contentVersion(
  content: Content,
  folded: string,
  isPassing: (column: string) => boolean,
  digest: (text: string) => string,
): string {
  const attributes = Object.entries(content.attributes)
    .filter(([name]) => !isPassing(name))
    .map(([name, value]) => [name, fold(value)] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  const { createdAt, channel, customerId, customerGroup, rating, ratingMax, product } = content;
  const rest = [createdAt, channel, customerId, customerGroup, rating, ratingMax, product];
  return digest(JSON.stringify([folded, ...rest, attributes])).slice(0, 32);
}

/**
 * Full-width and half-width forms, case and spacing differ between exports of the same row, and so does
 * `_x000D_`, the carriage return of workbooks, which some programs copy as if it were text.
 */
export function fold(text: string): string {
  const folded = text.normalize('NFKC').toLowerCase().replaceAll('_x000d_', ' ');
  return folded.replace(/\s+/g, ' ').trim();
}
