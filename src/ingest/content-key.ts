import { lazily } from '../lexicon/lazily.ts';
import { codeAt, createRoom, textOf } from '../text/units.ts';
import { isOrder } from './personal/tokens.ts';

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
  readonly stated: Stated;
}

/** What a row says of itself that stays as it is when its status changes. */
export interface Stated {
  readonly rating: number | null;
  readonly product: string | null;
  /** Null where the row does not say it: one that a person gave for the whole export does not count. */
  readonly channel: string | null;
  /** Tokens of the order numbers, sorted. */
  readonly orders: readonly string[];
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
 * to the minute. Without an id the key is made of source, text, time, customer and what the row states of itself.
 * @param digest a cryptographic hash as hexadecimal digits, at least 32 of them
 */
export function contentKey(identity: Identity, digest: (text: string) => string): string {
  const plain = plainKey(identity, digest);
  const { rating, product, channel, orders } = identity.stated;
  const facts = [rating, product && fold(product), channel && fold(channel), ...orders];
  if (identity.id !== null || facts.every((fact) => fact === null)) return plain;
  return digest(JSON.stringify([plain, ...facts])).slice(0, 32);
}

/** The content key without what the row states of itself: stores hold voices without an id under it. */
export function plainKey(identity: Identity, digest: (text: string) => string): string {
  return digest(JSON.stringify(partsOf(identity))).slice(0, 32);
}

/**
 * Whether rows of one file that share this identity are as many voices: many people say 好评 on one day, and only a
 * time of day together with a customer or an order tells a row that was sent twice from two of them. No two conversations
 * run the same by chance.
 */
export function isRepeatable(identity: Identity): boolean {
  const { id, conversation, customerId, createdAt, stated } = identity;
  if (id !== null || conversation) return false;
  const known = customerId !== null || stated.orders.length > 0;
  return !known || createdAt === null || MIDNIGHT.test(createdAt);
}

/** Whether a key is that of one of the voices of a file that share the identity of another: it counts on in the first digits. */
export function countsOn(key: string, first: string): boolean {
  return key.slice(COUNTING_DIGITS) === first.slice(COUNTING_DIGITS);
}

/** Digits at the beginning of a key that the store counts on in; see `src/store/arrival.ts`. */
const COUNTING_DIGITS = 8;

/** The order numbers among the columns of a row without personal data: tokens are in their place. */
export function ordersIn(attributes: Readonly<Record<string, string>>): readonly string[] {
  return Object.values(attributes).filter(isOrder).sort();
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
  const attributes: (readonly [name: string, folded: string])[] = [];
  for (const name of Object.keys(content.attributes)) {
    if (!isPassing(name)) attributes.push([name, fold(content.attributes[name] ?? '')]);
  }
  attributes.sort(([one], [other]) => (one < other ? -1 : 1));
  const { createdAt, channel, customerId, customerGroup, rating, ratingMax, product } = content;
  const rest = [
    createdAt,
    channel,
    customerId,
    customerGroup,
    rating,
    ratingMax,
    product,
    attributes,
  ];
  return digest(JSON.stringify([folded, ...rest])).slice(0, 32);
}

/**
 * Full-width and half-width forms, case and spacing differ between exports of the same row, and so does
 * `_x000D_`, the carriage return of workbooks, which some programs copy as if it were text.
 */
export function fold(text: string): string {
  return foldPlain(text) ?? foldAny(text);
}

function foldAny(text: string): string {
  const folded = text.normalize('NFKC').toLowerCase().replaceAll('_x000d_', ' ');
  return folded.replace(/\s+/g, ' ').trim();
}

const SPACE = 0x20;
/** From an ASCII character to its full-width form. */
const FULL_WIDTH = 0xfee0;

/** What `foldAny` makes of a unit, whatever stands beside it, for nearly all that Chinese is written with; 0 for all other units. */
const plainUnits = lazily(() => {
  const plain = new Uint16Array(65_536);
  for (let unit = 0x4e00; unit <= 0x9fa5; unit++) plain[unit] = unit;
  const rest = [...' \t\n\r\u3000、。《》〈〉「」『』【】“”‘’—·'].map((sign) => sign.charCodeAt(0));
  for (let ascii = 0x21; ascii < 0x7f; ascii++) rest.push(ascii, ascii + FULL_WIDTH);
  for (const unit of rest) plain[unit] = foldAny(String.fromCharCode(unit)).charCodeAt(0) || SPACE;
  // With what stands behind it, it may be a carriage return.
  for (const underscore of '_＿') plain[underscore.charCodeAt(0)] = 0;
  return plain;
});

const roomFor = createRoom();

/** A text of such units alone, folded in half the time; null for any other. */
function foldPlain(text: string): string | null {
  const plain = plainUnits();
  const { length: units } = text;
  const room = roomFor(units);
  let length = 0;
  let before = SPACE;
  for (let at = 0; at < units; at++) {
    const unit = plain[codeAt(text, at)] as number;
    if (unit === 0) return null;
    if (unit !== SPACE || before !== SPACE) room[length++] = unit;
    before = unit;
  }
  if (length > 0 && before === SPACE) length -= 1;
  return textOf(room.subarray(0, length));
}
