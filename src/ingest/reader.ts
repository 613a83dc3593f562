import type { Reject, SourceItem } from '../model/source.ts';
import { isBlank } from './cells.ts';
import { parseDate } from './dates.ts';
import { isTurnList, joinTurns, readTurns, speakerOf, type Turn } from './dialogue.ts';
import type { Layout } from './layout.ts';
import { type ExportRecord, toRecord } from './record.ts';
import { createVoiceMaker, type ReadResult, type VoiceOptions } from './voice.ts';

/**
 * Turns the items of one export into voices, in order. `read` gives null for what is no data (titles, header,
 * blank rows), and an empty list for a turn of a conversation that goes on; `end` gives what is still held.
 */
export interface Reader {
  readonly read: (item: SourceItem) => readonly ReadResult[] | null;
  readonly end: () => readonly ReadResult[];
}

/** A reader for an export of this layout. It remembers the conversation at hand and nothing else. */
export function createReader(layout: Layout, options: VoiceOptions): Reader {
  const make = createVoiceMaker(layout, options);
  const grouped = layout.columns.some(({ role }) => role === 'conversation') && hasSpeaker(layout);
  let held: ExportRecord[] = [];

  function conversation(records: readonly ExportRecord[]): readonly ReadResult[] {
    const [first] = records;
    if (first === undefined) return [];
    const turns = records.map((record) => turnOf(record, layout, options));
    return [make.dialogue(first, joinTurns(turns), records.map(({ raw }) => raw).join('\n'))];
  }

  function end(): readonly ReadResult[] {
    const records = held;
    held = [];
    return conversation(records);
  }

  function read(item: SourceItem): readonly ReadResult[] | null {
    const record = toRecord(item, layout);
    if (record === null) return null;
    if ('reject' in record) return [{ kind: 'rejected', reject: record.reject }];
    if (!grouped) return single(record);
    const same = held[0]?.value('conversation') === record.value('conversation');
    const done = same ? [] : end();
    held.push(record);
    return done;
  }

  function single(record: ExportRecord): readonly ReadResult[] {
    if (isTurnList(record.turns)) {
      const turns = readTurns(record.turns, options.lexicon, options.tz ?? '+08:00');
      return [make.dialogue(record, joinTurns(turns), record.raw)];
    }
    if (hasSpeaker(layout) && turnOf(record, layout, options).speaker !== 'customer') {
      return [{ kind: 'rejected', reject: notCustomer(record) }];
    }
    return make.row(record);
  }

  return { read, end };
}

function hasSpeaker(layout: Layout): boolean {
  return layout.columns.some(({ role }) => role === 'speaker');
}

function turnOf(record: ExportRecord, layout: Layout, options: VoiceOptions): Turn {
  const text = record.cell('text');
  return {
    speaker: speakerOf(record.cell('speaker'), options.lexicon) ?? layout.unknownSpeaker,
    text: isBlank(text) ? '' : text,
    time: parseDate(record.cell('createdAt'), layout.dateFormat, options.tz ?? '+08:00'),
  };
}

function notCustomer(record: ExportRecord): Reject {
  return {
    line: record.line,
    code: 'not_customer',
    reason: { zh: '不是客户说的话', en: 'not said by the customer' },
    raw: record.raw,
  };
}
