import {
  type HeaderLexicon,
  isPassing,
  plainName,
  tellsChange,
  tellsStatus,
} from '../lexicon/headers.ts';
import type { ColumnRole, Reject } from '../model/source.ts';
import type { Unnamed, Voice } from '../model/voice.ts';
import { numberIn } from './answers.ts';
import { isBlank } from './cells.ts';
import {
  contentKey,
  contentVersion,
  fold,
  type Identity,
  isRepeatable,
  ordersIn,
  plainKey,
  type Content as Said,
} from './content-key.ts';
import { parseDate } from './dates.ts';
import type { Dialogue } from './dialogue.ts';
import type { Layout } from './layout.ts';
import type { Privacy, RowPrivacy } from './personal/privacy.ts';
import { isAnonymous, isOrder } from './personal/tokens.ts';
import { createRatingReader, type Rated } from './ratings.ts';
import type { ExportRecord } from './record.ts';

/** What became of a record: it is in exactly one of the two heaps. */
export type ReadResult =
  | {
      readonly kind: 'voice';
      readonly voice: Voice;
      /** Of a conversation: what the customer said last. */
      readonly lastTurn?: string;
      /** A conversation of which nothing tells who is the customer: everything that was said is its text. */
      readonly unsided?: true;
      /** The cell of its rating, where that is a score off the scale of the column and so no rating. */
      readonly offScale?: string;
      /** A time of the record that names no moment: it is left blank and kept beside the voice. */
      readonly untimed?: Untimed;
    }
  | { readonly kind: 'rejected'; readonly reject: Reject };

/** Where a time stands that names no moment, and its cell without personal data, cut short. */
export interface Untimed {
  readonly line: number;
  readonly cell: string;
}

/** What a person may fix for all voices of an export, and what the outside world must lend. */
export interface VoiceOptions {
  readonly lexicon: HeaderLexicon;
  /** A cryptographic hash as hexadecimal digits, at least 32 of them. */
  readonly digest: (text: string) => string;
  /** Offset of times that do not say their own; `+08:00` if absent. */
  readonly tz?: string;
  readonly source?: string;
  readonly channel?: string;
  readonly group?: string;
  /** Whether a number in a column of such a name answers a question of a survey; without it only ratings are answers. */
  readonly isAnswer?: (column: string, value: number) => boolean;
  /** For rows that still hold personal data: keys are made as if they held none, so that both are one voice. */
  readonly unmasked?: Privacy;
}

/** Makes voices of records. */
export interface VoiceMaker {
  /** The voice of a row, and a second one where the row holds a follow-up review; a reject without text. */
  readonly row: (record: ExportRecord) => readonly ReadResult[];
  /** The voice of a conversation; a reject where the customer said nothing. */
  readonly dialogue: (record: ExportRecord, dialogue: Dialogue, sided: boolean) => ReadResult;
}

export function createVoiceMaker(layout: Layout, options: VoiceOptions): VoiceMaker {
  const ratingOf = createRatingReader(layout.ratingScale, options.lexicon);
  const context = { layout, options, columns: columnsOf(layout, options), ratingOf };
  return {
    row: (record) => rowVoices(record, context),
    dialogue: (record, dialogue, sided) => {
      const { text, lastTurn } = dialogue;
      if (text === '' && !isScored(record, context)) {
        return dialogue.attributes['agent'] === undefined ? emptyText(record) : noTurn(record);
      }
      const voice = makeVoice(record, { ...dialogue, part: null, conversation: true }, context);
      return {
        kind: 'voice',
        voice,
        ...(lastTurn === '' ? {} : { lastTurn }),
        ...(sided ? {} : { unsided: true }),
        ...offScale(record, context),
        ...untimedIn(record, [voice], options),
      };
    },
  };
}

/** What is the same for all voices of an export. */
interface Context {
  readonly layout: Layout;
  readonly options: VoiceOptions;
  readonly columns: ColumnSense;
  readonly ratingOf: (cell: string) => Rated;
}

/** What the names of columns tell besides their roles. */
interface ColumnSense {
  readonly tellsChange: (name: string) => boolean;
  readonly tellsStatus: (name: string) => boolean;
  readonly isPassing: (name: string) => boolean;
}

/** Names that are remembered; a hostile export has new ones in every row. */
const MOST_NAMES = 10_000;

function columnsOf(layout: Layout, { lexicon }: VoiceOptions): ColumnSense {
  const remembered = (tell: (name: string) => boolean): ((name: string) => boolean) => {
    const known = new Map(layout.columns.map(({ name }) => [name, tell(name)]));
    return (name) => {
      const before = known.get(name);
      if (before !== undefined) return before;
      const told = tell(name);
      if (known.size < MOST_NAMES) known.set(name, told);
      return told;
    };
  };
  return {
    tellsChange: remembered((name) => tellsChange(name, lexicon)),
    tellsStatus: remembered((name) => tellsStatus(name, lexicon)),
    isPassing: remembered((name) => isPassing(name, lexicon)),
  };
}

interface Content {
  readonly text: string;
  readonly part: 'followup' | null;
  readonly conversation: boolean;
  readonly attributes: Readonly<Record<string, string>>;
  readonly startedAt?: string | null;
}

function rowVoices(record: ExportRecord, context: Context): readonly ReadResult[] {
  const text = receivedText(record.cell('title'), record.cell('text'));
  const followup = receivedText('', record.cell('followup'));
  // A follow-up has the other columns of its row, and so the answers that stand in them.
  const isVoice = text !== '' || (followup === '' ? isScored : isRated)(record, context);
  if (!isVoice && followup === '') return [emptyText(record)];
  const plain = { text, part: null, conversation: false, attributes: {} } as const;
  const own = makeVoice(record, plain, context);
  const voices = isVoice ? [own] : [];
  if (followup !== '') {
    const content = { ...plain, text: followup, part: 'followup', attributes: FOLLOWUP } as const;
    const second = makeVoice(record, content, context);
    const row = second.unnamed === undefined ? own.id : second.id;
    voices.push({ ...second, id: `${row}-followup` });
  }
  const untimed = untimedIn(record, voices, context.options);
  const off = offScale(record, context);
  return voices.map((voice, at) => ({
    kind: 'voice',
    voice,
    ...(voice === own ? off : null),
    ...(at === 0 ? untimed : null),
  }));
}

const LONGEST_EXAMPLE = 30;

/** Whether a time of the record could not be read, told once for all its voices. */
function untimedIn(
  record: ExportRecord,
  voices: readonly Voice[],
  { unmasked }: VoiceOptions,
): { readonly untimed?: Untimed } {
  const isUnread = voices.some(({ createdAt }) => createdAt === null);
  const isFollowup = (voice: Voice): boolean => voice.attributes['followup'] === 'true';
  const second = voices.some(
    (voice) => isFollowup(voice) && record.nameOf('followupAt') in voice.attributes,
  );
  const role = isUnread ? 'createdAt' : 'followupAt';
  // A stroke says that there is none.
  if (!(isUnread || second) || !/[\p{L}\p{N}]/u.test(record.value(role) ?? '')) return {};
  const cell = unmasked?.text(record.cell(role)) ?? record.cell(role);
  return { untimed: { line: record.line, cell: cell.trim().slice(0, LONGEST_EXAMPLE) } };
}

/**
 * The text of a voice, which every offset points into: title and body on lines of their own, unless the body
 * repeats the title. Nothing else may change a text between the file and the voice.
 */
function receivedText(title: string, body: string): string {
  if (isBlank(body)) return isBlank(title) ? '' : title;
  if (isBlank(title) || body.includes(title.trim())) return body;
  return `${title}\n${body}`;
}

/** Marks the second voice of a row. */
const FOLLOWUP = { followup: 'true' } as const;

function makeVoice(record: ExportRecord, content: Content, context: Context): Voice {
  const { layout, options, columns } = context;
  const { text, part, conversation } = content;
  const source = options.source ?? layout.source;
  const timeOf = (role: ColumnRole): string | null =>
    parseDate(record.cell(role), layout.dateFormat, options.tz ?? '+08:00');
  const dated = timeOf('createdAt');
  const followed = part === 'followup' ? timeOf('followupAt') : null;
  const createdAt = followed ?? dated ?? content.startedAt ?? null;
  const rating = ratingOf(record, part, context);
  const customerId = knownCustomer(record.value('customerId'));
  const given = record.value('id') ?? record.value('conversation');
  const changing = dated !== null && columns.tellsChange(record.nameOf('createdAt'));
  const began = changing ? null : createdAt;
  const said: Said = {
    text,
    channel: record.value('channel') ?? options.channel ?? null,
    createdAt,
    customerId,
    customerGroup: record.value('customerGroup') ?? options.group ?? null,
    rating,
    ratingMax: rating === null ? null : layout.ratingScale,
    product: record.value('product'),
    attributes: {
      ...Object.fromEntries(record.others),
      ...unreadable(record, {
        createdAt: dated === null,
        followupAt: followed === null,
        rating: rating === null && part === null,
        customerId: customerId === null,
      }),
      ...content.attributes,
    },
  };
  const privacy = options.unmasked?.ofRow(customerId, said.attributes);
  const kept = protectedContent(said, privacy);
  const folded = fold(kept.text);
  const version = contentVersion(kept, folded, columns.isPassing, options.digest);
  const { product } = said;
  const stated = {
    rating,
    product: product === null ? null : (privacy?.text(product) ?? product),
    channel: record.value('channel'),
    orders: ordersIn(kept.attributes),
  };
  const identity = protectedIdentity(
    { source, id: given, conversation, folded, createdAt, began, customerId, part, stated },
    privacy,
  );
  const key = contentKey(identity, options.digest);
  const changedAt = lastChange(record, changing ? dated : null, context);
  const progress = progressOf(record, context);
  const unnamed = given === null ? { unnamed: unnamedOf(key, identity, said, kept, options) } : {};
  const id = given ?? key.slice(0, 12);
  return { key, version, changedAt, ...progress, id, source, ...said, ...unnamed };
}

/** How far the row is by its columns of status together: each of them goes on with the case. */
function progressOf(
  { others }: ExportRecord,
  { options, columns }: Context,
): { readonly progress?: number } {
  let progress = 0;
  for (const [name, values] of others) {
    if (!columns.tellsStatus(name)) continue;
    const steps = values.split('\n').map((value) => options.lexicon.progress.get(plainName(value)));
    progress += Math.max(...steps.map((step) => step ?? 0));
  }
  return progress === 0 ? {} : { progress };
}

function unnamedOf(
  key: string,
  identity: Identity,
  said: Said,
  kept: Said,
  { digest }: VoiceOptions,
): Unnamed {
  const former = plainKey(identity, digest);
  const at = Object.values(kept.attributes).findIndex(isOrder);
  return {
    formerKey: former === key ? null : former,
    order: Object.values(said.attributes)[at] ?? null,
    repeatable: isRepeatable(identity),
  };
}

/** The latest time in the columns that say when the row was changed; null without any. */
function lastChange(
  record: ExportRecord,
  ownTime: string | null,
  { layout, options, columns }: Context,
): string | null {
  if (record.others.length === 0 && ownTime === null) return null;
  const times = record.others
    .filter(([name]) => columns.tellsChange(name))
    // Of a conversation, a column holds those of all turns, one a line.
    .flatMap(([, values]) => values.split('\n'))
    .map((value) => parseDate(value, layout.dateFormat, options.tz ?? '+08:00'));
  const instants = [...times, ownTime].flatMap((time) => (time === null ? [] : [Date.parse(time)]));
  return instants.length === 0 ? null : new Date(Math.max(...instants)).toISOString();
}

/** A follow-up has no score of its own: counting the score of its row twice would bend every mean. */
function ratingOf(record: ExportRecord, part: Content['part'], context: Context): number | null {
  return part === null ? context.ratingOf(record.cell('rating')).rating : null;
}

function offScale(record: ExportRecord, context: Context): { readonly offScale?: string } {
  const cell = record.cell('rating');
  return context.ratingOf(cell).isOffScale ? { offScale: cell.trim() } : {};
}

function isRated(record: ExportRecord, context: Context): boolean {
  return ratingOf(record, null, context) !== null;
}

/** A score without a word is still an answer: leaving it out would bend every mean. */
function isScored(record: ExportRecord, context: Context): boolean {
  if (isRated(record, context)) return true;
  const { isAnswer } = context.options;
  return record.others.some(([name, cell]) => {
    const value = numberIn(cell);
    return value !== null && isAnswer?.(name, value) === true;
  });
}

function knownCustomer(name: string | null): string | null {
  return name === null || isAnonymous(name) ? null : name;
}

/** A key must tell nothing of a person that the store does not keep. */
function protectedIdentity(identity: Identity, privacy: RowPrivacy | undefined): Identity {
  if (privacy === undefined) return identity;
  const { id, customerId } = identity;
  return {
    ...identity,
    id: id === null ? null : privacy.id(id),
    customerId: customerId === null ? null : privacy.customer(customerId),
  };
}

/** Nor may it depend on whether a load was masked which version a row is. */
function protectedContent(said: Said, privacy: RowPrivacy | undefined): Said {
  if (privacy === undefined) return said;
  const { text, customerId, attributes } = said;
  return {
    ...said,
    text: privacy.text(text),
    customerId: customerId === null ? null : privacy.customer(customerId),
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [
        privacy.text(name),
        privacy.cell(name, value),
      ]),
    ),
  };
}

/** Cells whose role could not be filled with them are kept as received. */
function unreadable(
  record: ExportRecord,
  roles: Readonly<Partial<Record<ColumnRole, boolean>>>,
): Record<string, string> {
  const kept = (Object.keys(roles) as ColumnRole[]).filter(
    (role) => roles[role] && record.value(role) !== null,
  );
  if (kept.length === 0) return {};
  return Object.fromEntries(kept.map((role) => [record.nameOf(role), record.cell(role)]));
}

function emptyText(record: ExportRecord): ReadResult {
  const reason = { zh: '文本是空的', en: 'the text is empty' };
  return {
    kind: 'rejected',
    reject: { line: record.line, code: 'empty_text', reason, raw: record.raw() },
  };
}

/** A conversation in which others spoke, but no customer. */
function noTurn(record: ExportRecord): ReadResult {
  const reason = { zh: '会话里没有客户说的话', en: 'no turn of the customer' };
  return {
    kind: 'rejected',
    reject: { line: record.line, code: 'no_customer_turn', reason, raw: record.raw() },
  };
}
