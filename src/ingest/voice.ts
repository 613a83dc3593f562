import type { HeaderLexicon } from '../lexicon/headers.ts';
import type { ColumnRole, Reject } from '../model/source.ts';
import type { Voice } from '../model/voice.ts';
import { isBlank } from './cells.ts';
import { contentKey, type Identity } from './content-key.ts';
import { parseDate } from './dates.ts';
import type { Dialogue } from './dialogue.ts';
import type { Layout } from './layout.ts';
import type { Privacy } from './personal/privacy.ts';
import { isAnonymous } from './personal/tokens.ts';
import { parseRating } from './ratings.ts';
import type { ExportRecord } from './record.ts';

/** What became of a record: it is in exactly one of the two heaps. */
export type ReadResult =
  | {
      readonly kind: 'voice';
      readonly voice: Voice;
      /** Of a conversation: what the customer said last. */
      readonly lastTurn?: string;
    }
  | { readonly kind: 'rejected'; readonly reject: Reject };

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
  /** For rows that still hold personal data: keys are made as if they held none, so that both are one voice. */
  readonly unmasked?: Privacy;
}

/** Makes voices of records. */
export interface VoiceMaker {
  /** The voice of a row, and a second one where the row holds a follow-up review; a reject without text. */
  readonly row: (record: ExportRecord) => readonly ReadResult[];
  readonly dialogue: (record: ExportRecord, dialogue: Dialogue, raw: string) => ReadResult;
}

export function createVoiceMaker(layout: Layout, options: VoiceOptions): VoiceMaker {
  return {
    row: (record) => rowVoices(record, layout, options),
    dialogue: (record, dialogue, raw) => {
      const { text, lastTurn } = dialogue;
      if (text === '' && !isScored(record, layout, options)) return emptyText({ ...record, raw });
      const voice = makeVoice(record, { ...dialogue, part: null }, layout, options);
      return { kind: 'voice', voice, ...(lastTurn === '' ? {} : { lastTurn }) };
    },
  };
}

interface Content {
  readonly text: string;
  readonly part: 'followup' | null;
  readonly attributes: Readonly<Record<string, string>>;
  readonly startedAt?: string | null;
}

function rowVoices(
  record: ExportRecord,
  layout: Layout,
  options: VoiceOptions,
): readonly ReadResult[] {
  const text = receivedText(record.cell('title'), record.cell('text'));
  const followup = receivedText('', record.cell('followup'));
  const scored = isScored(record, layout, options);
  if (text === '' && followup === '' && !scored) return [emptyText(record)];
  const own = makeVoice(record, { text, part: null, attributes: {} }, layout, options);
  const voices = text !== '' || scored ? [own] : [];
  if (followup !== '') {
    const content = { text: followup, part: 'followup', attributes: { followup: 'true' } } as const;
    voices.push({ ...makeVoice(record, content, layout, options), id: `${own.id}-followup` });
  }
  return voices.map((voice) => ({ kind: 'voice', voice }));
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

function makeVoice(
  record: ExportRecord,
  content: Content,
  layout: Layout,
  options: VoiceOptions,
): Voice {
  const { text, part } = content;
  const source = options.source ?? layout.source;
  const timeOf = (role: ColumnRole): string | null =>
    parseDate(record.cell(role), layout.dateFormat, options.tz ?? '+08:00');
  const dated = timeOf('createdAt');
  const followed = part === 'followup' ? timeOf('followupAt') : null;
  const createdAt = followed ?? dated ?? content.startedAt ?? null;
  const rating = ratingOf(record, part, layout, options);
  const customerId = knownCustomer(record.value('customerId'));
  const given = record.value('id') ?? record.value('conversation');
  const identity = { source, id: given, text, createdAt, customerId, part };
  const key = contentKey(protectedIdentity(identity, options.unmasked), options.digest);
  return {
    key,
    id: given ?? key.slice(0, 12),
    text,
    source,
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
}

/** A follow-up has no score of its own: counting the score of its row twice would bend every mean. */
function ratingOf(
  record: ExportRecord,
  part: Content['part'],
  layout: Layout,
  options: VoiceOptions,
): number | null {
  if (part !== null) return null;
  return parseRating(record.cell('rating'), layout.ratingScale, options.lexicon);
}

/** A score without a word is still an answer: leaving it out would bend every mean. */
function isScored(record: ExportRecord, layout: Layout, options: VoiceOptions): boolean {
  return ratingOf(record, null, layout, options) !== null;
}

function knownCustomer(name: string | null): string | null {
  return name === null || isAnonymous(name) ? null : name;
}

/** A key must tell nothing of a person that the store does not keep. */
function protectedIdentity(identity: Identity, privacy: Privacy | undefined): Identity {
  if (privacy === undefined) return identity;
  const { id, text, customerId } = identity;
  return {
    ...identity,
    id: id === null ? null : privacy.id(id),
    text: privacy.text(text),
    customerId: customerId === null ? null : privacy.customer(customerId),
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
  return Object.fromEntries(kept.map((role) => [record.nameOf(role), record.cell(role)]));
}

function emptyText(record: ExportRecord): ReadResult {
  const reason = { zh: '文本是空的', en: 'the text is empty' };
  return {
    kind: 'rejected',
    reject: { line: record.line, code: 'empty_text', reason, raw: record.raw },
  };
}
