import { type HeaderLexicon, plainName } from '../lexicon/headers.ts';
import type { ColumnRole, SourceItem } from '../model/source.ts';
import type { Speaker } from '../model/voice.ts';
import { isBlank, isObject } from './cells.ts';
import { type Sides, sidesOf, speakerOf } from './sides.ts';
import { isCodedSpeaker } from './transcript-lines.ts';

/** A turn of a sample, in the order in which turns were said. */
export interface SampleTurn {
  readonly conversation: string;
  readonly label: string;
  readonly text: string;
}

/** Who the values of a column of speakers are. */
export interface ColumnSides {
  /** Values that the lexicon does not know and the sample tells, by `plainName`. */
  readonly learned: Sides;
  /** Who any other value is. */
  readonly unknown: Speaker;
  /** Whether anything tells who is the customer. */
  readonly sided: boolean;
}

/** Values that are no names: 0, A, in, speaker_1. */
const CODE = /^(?:[a-z]{1,8}[_ -]?\d{0,2}|\d{1,2})$/i;
/** Columns of which one value is the way in and the other the way out. */
const DIRECTION = /方向|direction/i;

/**
 * Who is who in a column of speakers: by the lexicon, by a pair of values, by words of service; of a direction, who opens most
 * conversations is the customer.
 * @param name of the column
 */
export function columnSides(
  name: string,
  turns: readonly SampleTurn[],
  lexicon: HeaderLexicon,
): ColumnSides {
  const said = turns.filter(({ label }) => !isBlank(label));
  const sides = sidesOf(said, lexicon) ?? (DIRECTION.test(name) ? openersFirst(said) : null);
  if (sides === null) return { learned: new Map(), unknown: 'customer', sided: false };
  const labels = [...new Set(said.map(({ label }) => label))];
  const known = labels.some((label) => speakerOf(label, lexicon) === 'customer');
  if (known) return { learned: new Map(), unknown: 'agent', sided: true };
  const told = labels.filter((label) => speakerOf(label, lexicon) === null);
  const sideOf = (label: string): Speaker => sides.get(plainName(label)) ?? 'customer';
  const customers = told.filter((label) => sideOf(label) === 'customer');
  // The next customer has another name, unless a code stands for all of them.
  const coded = customers.length > 0 && customers.every((label) => isShared(label, said));
  const kept = told.filter((label) => coded || sideOf(label) !== 'customer');
  const learned = new Map(kept.map((label) => [plainName(label), sideOf(label)]));
  return { learned, unknown: coded ? 'agent' : 'customer', sided: true };
}

/** Share of the conversations, 0 to 1, in which a code has to be the same side to be so in those that do not tell it. */
const SHARE_AGREED = 0.8;

/** Who the codes of transcripts (A, speaker_0, 说话人1) are, by the conversations in which something tells it. */
export function cellSides(told: readonly Sides[]): ColumnSides {
  const counts = new Map<string, { customer: number; all: number }>();
  for (const [name, side] of told.flatMap((sides) => [...sides])) {
    if (side === 'system' || !(CODE.test(name) || isCodedSpeaker(name))) continue;
    const { customer, all } = counts.get(name) ?? { customer: 0, all: 0 };
    counts.set(name, { customer: customer + Number(side === 'customer'), all: all + 1 });
  }
  const learned = [...counts].flatMap(([name, { customer, all }]) => {
    if (Math.max(customer, all - customer) < SHARE_AGREED * all) return [];
    return [[name, customer * 2 > all ? 'customer' : 'agent'] as const];
  });
  return { learned: new Map(learned), unknown: 'customer', sided: true };
}

/** Whether a value stands for a side and not for a person. */
function isShared(label: string, said: readonly SampleTurn[]): boolean {
  if (CODE.test(label.trim())) return true;
  const all = new Set(said.map(({ conversation }) => conversation)).size;
  const own = new Set(
    said.filter((turn) => turn.label === label).map(({ conversation }) => conversation),
  ).size;
  return own >= 2 && own * 2 >= all;
}

/** Of two values, the one that opens more conversations is the customer. */
function openersFirst(said: readonly SampleTurn[]): Sides | null {
  const names = [...new Set(said.map(({ label }) => plainName(label)))];
  const [one, other] = names;
  if (names.length !== 2 || one === undefined || other === undefined) return null;
  const first = new Map<string, string>();
  for (const { conversation, label } of said) {
    if (!first.has(conversation)) first.set(conversation, plainName(label));
  }
  const opened = [...first.values()].filter((name) => name === one).length;
  if (opened * 2 === first.size) return null;
  const [customer, agent] = opened * 2 > first.size ? [one, other] : [other, one];
  return new Map([
    [customer, 'customer'],
    [agent, 'agent'],
  ]);
}

/** Share of the conversations of several rows, 0 to 1, in which a column of speakers has more than one value. */
const SHARE_TALKS = 0.5;
/** More values than take part in a conversation. */
const MOST_SPEAKERS = 4;

/** Whether in most conversations of several rows the values are those of a few who talk to each other. */
export function takesTurns(turns: readonly Pick<SampleTurn, 'conversation' | 'label'>[]): boolean {
  const conversations = new Map<string, string[]>();
  for (const { conversation, label } of turns) {
    if (isBlank(conversation) || isBlank(label)) continue;
    const labels = conversations.get(conversation) ?? [];
    labels.push(label);
    conversations.set(conversation, labels);
  }
  const several = [...conversations.values()].filter((labels) => labels.length >= 2);
  const talks = several.filter((labels) => {
    const speakers = new Set(labels).size;
    return speakers >= 2 && speakers <= MOST_SPEAKERS;
  });
  return talks.length > 0 && talks.length >= SHARE_TALKS * several.length;
}

/**
 * What puts the side in the place of a learned value of the speaker of an item, so that whoever reads on knows it, and no
 * learned name is left. Null where nothing was learned.
 */
export function sideNamer({ columns, headerLine, sides }: Sided): ItemChange | null {
  const at = columns.findIndex(({ role }) => role === 'speaker');
  const name = columns[at]?.name;
  if (name === undefined || sides.learned.size === 0) return null;
  const sideOf = (value: string): string => sides.learned.get(plainName(value)) ?? value;
  return (item) => {
    if (item.kind === 'object') {
      return { ...item, fields: fieldReplaced(item.fields, name, sideOf) };
    }
    if (item.kind !== 'row' || item.line <= headerLine) return item;
    const value = item.cells[at] ?? '';
    const side = sideOf(value);
    return side === value ? item : { ...item, cells: item.cells.with(at, side) };
  };
}

type ItemChange = (item: SourceItem) => SourceItem;

/** What is needed of a layout. */
interface Sided {
  readonly columns: readonly { readonly name: string; readonly role: ColumnRole }[];
  readonly headerLine: number;
  readonly sides: ColumnSides;
}

/** @param path dotted name of the field, as `flatten` makes it */
function fieldReplaced(
  fields: Readonly<Record<string, unknown>>,
  path: string,
  instead: (value: string) => string,
): Readonly<Record<string, unknown>> {
  const value = fields[path];
  if (typeof value === 'string' || typeof value === 'number') {
    return { ...fields, [path]: instead(String(value)) };
  }
  const head = Object.keys(fields).find((key) => path.startsWith(`${key}.`)) ?? '';
  const inner = fields[head];
  if (!isObject(inner)) return fields;
  return { ...fields, [head]: fieldReplaced(inner, path.slice(head.length + 1), instead) };
}
