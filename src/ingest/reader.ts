import { plainName } from '../lexicon/headers.ts';
import type { Reject, SourceItem } from '../model/source.ts';
import { isBlank, withoutMarks } from './cells.ts';
import { parseDate } from './dates.ts';
import { type Conversation, joinTurns, momentOf, type Turn } from './dialogue.ts';
import { footerOf, titleAgain } from './footer.ts';
import { joinRecords } from './joined-record.ts';
import type { Layout } from './layout.ts';
import { type ExportRecord, toRecord } from './record.ts';
import { type Sides, sidesOf, speakerOf } from './sides.ts';
import { turnsOf } from './transcript.ts';
import { createVoiceMaker, type ReadResult, type VoiceOptions } from './voice.ts';

/** Turns of conversations that may still go on, kept in memory; beyond it the one that rested longest is taken as ended. */
const MOST_HELD = 20_000;

/**
 * Turns the items of one export into voices. `read` gives null for what is no data (titles, header, blank rows),
 * and an empty list for a turn of a conversation that may go on; `end` gives what is still held.
 */
export interface Reader {
  readonly read: (item: SourceItem) => readonly ReadResult[] | null;
  readonly end: () => readonly ReadResult[];
}

/** A reader for an export of this layout. It remembers the conversations at hand and nothing else. */
export function createReader(layout: Layout, options: VoiceOptions): Reader {
  const make = createVoiceMaker(layout, options);
  const grouped = layout.columns.some(({ role }) => role === 'conversation') && hasSpeaker(layout);
  /** By the id of the conversation, the one that rested longest first. */
  const held = new Map<string, ExportRecord[]>();
  let turns = 0;

  function conversation(records: readonly ExportRecord[]): readonly ReadResult[] {
    const sides = sidesOfTalk(records, layout, options);
    const said = records.map((record) => turnOf(record, layout, options, sides));
    const whole = joinRecords(records, said);
    if (whole === null) return [];
    const dialogue = joinTurns(said);
    const attributes = { ...dialogue.attributes, ...unreadTimes(records, said) };
    const sided = layout.sides.sided || said.some(({ speaker }) => speaker === 'agent');
    return [make.dialogue(whole, { ...dialogue, attributes }, sided)];
  }

  function hold(record: ExportRecord): readonly ReadResult[] {
    const id = record.value('conversation') ?? '';
    const records = held.get(id) ?? [];
    // Set anew, so that it goes to the end of the map.
    held.delete(id);
    held.set(id, records);
    records.push(record);
    turns += 1;
    return turns > MOST_HELD ? release() : [];
  }

  /** Ends the conversation that rested longest. */
  function release(): readonly ReadResult[] {
    const [oldest] = held;
    if (oldest === undefined) return [];
    const [id, records] = oldest;
    held.delete(id);
    turns -= records.length;
    return conversation(records);
  }

  function end(): readonly ReadResult[] {
    const results = [...held.values()].flatMap(conversation);
    held.clear();
    turns = 0;
    return results;
  }

  /** Titles and header by their first cell: exports of several pages repeat them. */
  const above = new Map<string, (readonly string[])[]>();

  function isAboveAgain({ cells }: SourceItem & { kind: 'row' }): boolean {
    const alike = above.get(cells[0] ?? '') ?? [];
    return alike.some(
      (row) => row.length === cells.length && row.every((cell, at) => cell === cells[at]),
    );
  }

  function rememberAbove({ cells, line }: SourceItem & { kind: 'row' }): void {
    if (line > layout.headerLine || cells.every((cell) => cell.trim() === '')) return;
    const first = cells[0] ?? '';
    above.set(first, [...(above.get(first) ?? []), cells]);
  }

  /** What is no voice though it stands among them; undefined for all other rows. */
  function aside(item: SourceItem): readonly ReadResult[] | undefined {
    if (item.kind !== 'row' || item.line <= layout.headerLine) return undefined;
    const reject = isAboveAgain(item) ? titleAgain(item) : footerOf(item, options.lexicon);
    return reject === null ? undefined : [{ kind: 'rejected', reject }];
  }

  function read(received: SourceItem): readonly ReadResult[] | null {
    const item = withoutMarks(received);
    const record = toRecord(item, layout);
    if (record === null) {
      if (item.kind === 'row') rememberAbove(item);
      return null;
    }
    const known = aside(item);
    if (known !== undefined) return known;
    if ('reject' in record) return [{ kind: 'rejected', reject: record.reject }];
    return grouped && record.value('conversation') !== null ? hold(record) : single(record);
  }

  function single(record: ExportRecord): readonly ReadResult[] {
    if (record.turns !== null) {
      const { turns, sided } = cellTurns(record, layout, options);
      return [make.dialogue(record, joinTurns(turns), sided)];
    }
    if (!hasSpeaker(layout)) return make.row(record);
    if (turnOf(record, layout, options).speaker !== 'customer') {
      return [{ kind: 'rejected', reject: notCustomer(record) }];
    }
    return make.row(withSpeaker(record));
  }

  return { read, end };
}

/** Times of turns that could not be read, as received, under the name of their column. */
function unreadTimes(
  records: readonly ExportRecord[],
  turns: readonly Turn[],
): Readonly<Record<string, string>> {
  const unread = records.filter(
    (record, at) => turns[at]?.time === null && record.value('createdAt') !== null,
  );
  const [first] = unread;
  if (first === undefined) return {};
  const cells = unread.map((record) => record.cell('createdAt')).sort();
  return { [first.nameOf('createdAt')]: cells.join('\n') };
}

/** The turns in the cell of a conversation. Words that nobody is named for are the customer's: no voice is lost. */
function cellTurns(record: ExportRecord, layout: Layout, options: VoiceOptions): Conversation {
  const offset = options.tz ?? '+08:00';
  const startedAt = parseDate(record.cell('createdAt'), layout.dateFormat, offset);
  const { learned } = layout.sides;
  const found = turnsOf(record.turns, { lexicon: options.lexicon, offset, startedAt, learned });
  if (found !== null) return found;
  const text = record.cell('turns');
  const words = { speaker: 'customer', text, ...momentOf(null) } as const;
  return { turns: isBlank(text) ? [] : [words], sided: true };
}

/** Who of the customers speaks (学员, 家长) is a column like any other, by which voices can be grouped. */
function withSpeaker(record: ExportRecord): ExportRecord {
  const name = record.nameOf('speaker');
  return { ...record, others: [...record.others, [name, record.cell('speaker')]] };
}

function hasSpeaker(layout: Layout): boolean {
  return layout.columns.some(({ role }) => role === 'speaker');
}

/**
 * Who the speakers of a conversation are that neither the lexicon nor the sample knows, by what they say in it: an agent may come
 * to speak long after the sample. Null where one side is known whoever it is, or nobody else speaks.
 */
function sidesOfTalk(
  records: readonly ExportRecord[],
  layout: Layout,
  { lexicon }: VoiceOptions,
): Sides | null {
  if (layout.sides.unknown !== 'customer') return null;
  const said = records
    .map((record) => ({ label: record.cell('speaker'), text: record.cell('text') }))
    .filter(({ label }) => !isBlank(label));
  const labels = [...new Set(said.map(({ label }) => label))];
  if (labels.length < 2 || labels.every((label) => speakerOf(label, lexicon) !== null)) return null;
  return sidesOf(said, lexicon);
}

function turnOf(
  record: ExportRecord,
  layout: Layout,
  options: VoiceOptions,
  sides: Sides | null = null,
): Turn {
  const [text, label] = [record.cell('text'), record.cell('speaker')];
  return {
    speaker:
      speakerOf(label, options.lexicon) ?? sides?.get(plainName(label)) ?? layout.sides.unknown,
    text: isBlank(text) ? '' : text,
    ...momentOf(parseDate(record.cell('createdAt'), layout.dateFormat, options.tz ?? '+08:00')),
  };
}

function notCustomer(record: ExportRecord): Reject {
  return {
    line: record.line,
    code: 'not_customer',
    reason: { zh: '不是客户说的话', en: 'not said by the customer' },
    raw: record.raw(),
  };
}
