import { type HeaderLexicon, meaningOf, plainName } from '../lexicon/headers.ts';
import type { Speaker } from '../model/voice.ts';
import { type Cells, flatten, isBlank, isObject, joined, textOf } from './cells.ts';
import { inferDateFormat, parseDate } from './dates.ts';
import { learnedSides, type Sides, sidesOf, speakerOf } from './sides.ts';

/** When something was said. */
export interface Moment {
  /** ISO 8601 with offset; null where unknown. */
  readonly time: string | null;
  /** Seconds from any one point of the conversation's own: for order and distances; null where unknown. */
  readonly seconds: number | null;
}

/** One turn of a conversation. */
export interface Turn extends Moment {
  readonly speaker: Speaker;
  readonly text: string;
  /** What else a list of turns says of this one, by name. */
  readonly others?: Cells;
}

/** The turns of a conversation. */
export interface Conversation {
  readonly turns: readonly Turn[];
  /** Whether it is known who is the customer; if not, everything stands in turns of the customer. */
  readonly sided: boolean;
  /** Who its labels are, as far as that is known. */
  readonly sides?: Sides;
}

/** A conversation as a voice: what the customer said is the text, the rest becomes attributes. */
export interface Dialogue {
  readonly text: string;
  readonly startedAt: string | null;
  readonly attributes: Readonly<Record<string, string>>;
  /** What the customer said last; empty where nothing. */
  readonly lastTurn: string;
}

/** The moment of an ISO 8601 time. */
export function momentOf(time: string | null): Moment {
  return { time, seconds: time === null ? null : Date.parse(time) / 1000 };
}

/** Whether a value of an object is a list of turns: objects that hold some text. */
export function isTurnList(value: unknown): value is readonly Readonly<Record<string, unknown>>[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every(
      (turn) => isObject(turn) && Object.values(turn).some((part) => typeof part === 'string'),
    )
  );
}

/**
 * The turns of a list of objects; none where no field of theirs is the text.
 * @param learned who codes such as 0 or A are in other conversations of the export
 */
export function readTurns(
  received: readonly Readonly<Record<string, unknown>>[],
  lexicon: HeaderLexicon,
  offset: string,
  learned: Sides | null = null,
): Conversation {
  const list = received.map((turn) => plainTurn(turn, lexicon));
  const names = [...new Set(list.flatMap((turn) => Object.keys(turn)))];
  const fieldFor = (role: string): string | undefined =>
    names.find((name) => meaningOf(name, lexicon)?.role === role) ??
    names.find((name) => meaningOf(lastPart(name), lexicon)?.role === role);
  const text = fieldFor('text');
  if (text === undefined) return { turns: [], sided: true };
  const column = (name: string | undefined): string[] =>
    list.map((turn) => (name === undefined ? '' : textOf(turn[name])));
  const texts = column(text);
  const speaker = speakerField(
    names.filter((name) => name !== text),
    column,
    texts,
    lexicon,
  );
  const rest = names.filter((name) => name !== text && name !== speaker);
  const { name: time, moments } = turnTimes(rest, fieldFor('createdAt'), column, offset);
  const speakers = column(speaker);
  const others = names.filter((name) => name !== text && name !== speaker && name !== time);
  const said = texts.map((words, at) => ({ label: speakers[at] ?? '', text: words }));
  const sides = sidesOf(said, lexicon) ?? learnedSides(said, learned);
  const turns = texts.map((words, at) => ({
    speaker: sides?.get(plainName(speakers[at] ?? '')) ?? CUSTOMER,
    text: words,
    others: others
      .map((name) => [name, textOf(list[at]?.[name])] as const)
      .filter(([, value]) => !isBlank(value)),
    ...(moments[at] ?? momentOf(null)),
  }));
  return sides === null ? { turns, sided: false } : { turns, sided: true, sides };
}

/** The fields of a turn by dotted name, and who speaks where that stands in the name of a field: { 客户: '坏了' }, is_customer. */
function plainTurn(
  turn: Readonly<Record<string, unknown>>,
  lexicon: HeaderLexicon,
): Readonly<Record<string, unknown>> {
  const fields = Object.values(turn).some(isObject) ? Object.fromEntries(flatten(turn)) : turn;
  const [[label, text] = ['', null], ...others] = Object.entries(fields);
  if (typeof text === 'string' && others.length === 0 && speakerOf(label, lexicon) !== null) {
    return { speaker: label, text };
  }
  const flag = Object.keys(fields).find(
    (name) => typeof fields[name] === 'boolean' && flaggedSpeaker(name, lexicon) !== null,
  );
  if (flag === undefined) return fields;
  const { [flag]: isSo, ...rest } = fields;
  const side = flaggedSpeaker(flag, lexicon);
  return { ...rest, speaker: (side === 'customer') === isSo ? 'customer' : 'agent' };
}

/** Who speaks where a field such as is_customer or fromAgent is true; null for another. */
function flaggedSpeaker(name: string, lexicon: HeaderLexicon): Speaker | null {
  const kind = /^(?:is|from)(?:_|(?=[A-Z]))(\w{2,12})$/.exec(name)?.[1];
  const side = kind === undefined ? null : speakerOf(kind, lexicon);
  return side === 'system' ? null : side;
}

/** What a nested field is called in its own object. */
const lastPart = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** Whose words are where nobody is known: no voice is lost. */
const CUSTOMER: Speaker = 'customer';

/** Names under which a turn says how long after the beginning it was said. */
const ELAPSED =
  /^(?:start|begin|offset|from|bg|开始|起始)(?:[_ ]?(?:time|at|ms|s|sec|seconds?|时间|秒|毫秒))?$/i;
/** Whole numbers from this on count milliseconds: in seconds they would be hours. */
const MILLISECONDS_FROM = 10_000;

/** The field of turns that holds their times: the one named so, else one whose values are all times; and the times. */
function turnTimes(
  names: readonly string[],
  named: string | undefined,
  column: (name: string | undefined) => string[],
  offset: string,
): { readonly name: string | undefined; readonly moments: readonly Moment[] } {
  const dated = (name: string | undefined): readonly Moment[] => {
    const values = column(name);
    const format = inferDateFormat(values);
    return values.map((value) => momentOf(parseDate(value, format, offset)));
  };
  const own = dated(named);
  if (own.some(({ time }) => time !== null)) return { name: named, moments: own };
  for (const name of names) {
    const moments = dated(name);
    if (moments.every(({ time }) => time !== null)) return { name, moments };
  }
  const elapsed = names.find((name) => ELAPSED.test(name) && isElapsed(column(name)));
  if (elapsed === undefined) return { name: named, moments: own };
  const values = column(elapsed).map(Number);
  const thousands = values.every(Number.isInteger) && (values.at(-1) ?? 0) >= MILLISECONDS_FROM;
  const unit = thousands || /ms$/i.test(elapsed) ? 1000 : 1;
  const moments = values.map((value) => ({ time: null, seconds: value / unit }));
  return { name: elapsed, moments };
}

/** Whether values are numbers of which none is less than the one before. */
function isElapsed(values: readonly string[]): boolean {
  return values.every(
    (value, at) =>
      /^\d{1,9}(?:\.\d+)?$/.test(value) && Number(value) >= Number(values[at - 1] ?? 0),
  );
}

/** Share of the values that name a known speaker, 0 to 1. */
export function speakerShare(values: readonly string[], lexicon: HeaderLexicon): number {
  const filled = values.filter((value) => !isBlank(value));
  if (filled.length === 0) return 0;
  return filled.filter((value) => speakerOf(value, lexicon) !== null).length / filled.length;
}

/**
 * Makes one voice of the turns of a conversation, in the order of their times. Its text is empty where the customer
 * said nothing. Attributes: what a list says of its turns besides (`turn.…`, different values a line each), `agent` (what the other side said, robots included), `turns`, `customer_turns` and
 * `agent_turns` (lines of the system count nowhere), `first_response_seconds` and `duration_seconds` where times tell.
 */
export function joinTurns(given: readonly Turn[]): Dialogue {
  const turns = inOrder(given);
  const by = (speaker: Speaker): readonly string[] =>
    turns.filter((turn) => turn.speaker === speaker && !isBlank(turn.text)).map(({ text }) => text);
  const [customer, agent] = [by('customer'), by('agent')];
  const wait = firstResponseSeconds(turns);
  const duration = durationSeconds(turns);
  return {
    text: customer.join('\n'),
    startedAt: turns.find((turn) => turn.time !== null)?.time ?? null,
    attributes: {
      ...Object.fromEntries(
        joined(turns.flatMap(({ others = [] }) => others)).map(([name, value]) => [
          `turn.${name}`,
          value,
        ]),
      ),
      ...(agent.length === 0 ? {} : { agent: agent.join('\n') }),
      turns: String(customer.length + agent.length),
      customer_turns: String(customer.length),
      agent_turns: String(agent.length),
      ...(wait === null ? {} : { first_response_seconds: String(wait) }),
      ...(duration === null ? {} : { duration_seconds: String(duration) }),
    },
    lastTurn: customer.at(-1) ?? '',
  };
}

/** Index of the turn with the earliest time, whose row speaks for the conversation; the first one where none has a time. */
export function firstSaid(turns: readonly Turn[]): number {
  const times = turns.map(({ seconds }) => seconds ?? Number.POSITIVE_INFINITY);
  return times.indexOf(
    times.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY),
  );
}

/** Turns by their times; one without a time stays behind the turn that it followed, and so do those of equal times. */
export function inOrder<Said extends Turn>(turns: readonly Said[]): readonly Said[] {
  let last = Number.NEGATIVE_INFINITY;
  return turns
    .map((turn) => {
      last = turn.seconds ?? last;
      return { turn, at: last };
    })
    .sort((one, other) => (one.at === other.at ? 0 : one.at - other.at))
    .map(({ turn }) => turn);
}

/** Seconds from the customer's first turn to the agent's next one; null where either or its time is missing. */
function firstResponseSeconds(turns: readonly Turn[]): number | null {
  const asked = turns.findIndex((turn) => turn.speaker === 'customer');
  const answer = turns.slice(asked + 1).find((turn) => turn.speaker === 'agent');
  const from = turns[asked]?.seconds ?? null;
  const to = answer?.seconds ?? null;
  return asked < 0 || from === null || to === null ? null : tenths(to - from);
}

/** Seconds from the first turn of customer or agent to the last one; null where fewer than two have times. */
function durationSeconds(turns: readonly Turn[]): number | null {
  const times = turns.flatMap(({ speaker, seconds }) =>
    speaker === 'system' || seconds === null ? [] : [seconds],
  );
  const [first] = times;
  const last = times.at(-1);
  return times.length < 2 || first === undefined || last === undefined
    ? null
    : tenths(last - first);
}

/** Seconds without what binary fractions add. */
const tenths = (seconds: number): number => Math.round(seconds * 10) / 10;

/** Most speakers of a talk. */
const MOST_SPEAKERS = 4;

/**
 * The field of turns that says who speaks: one with known speakers, else one that is called so, else one of few values by which
 * the words tell the sides.
 */
function speakerField(
  names: readonly string[],
  column: (name: string) => string[],
  texts: readonly string[],
  lexicon: HeaderLexicon,
): string | undefined {
  const isNamed = (name: string): boolean =>
    [name, lastPart(name)].some((one) => meaningOf(one, lexicon)?.role === 'speaker');
  const ranked = names
    .map((name) => ({
      name,
      share: speakerShare(column(name), lexicon),
      named: isNamed(name),
    }))
    .filter(({ share, named }) => share >= 0.3 || (named && share > 0))
    .sort((one, other) => Number(other.named) - Number(one.named) || other.share - one.share);
  return (
    ranked[0]?.name ??
    names.find(isNamed) ??
    names.find((name) => tellsSides(column(name), texts, lexicon))
  );
}

/** Whether few values take turns, and what is said tells which of them is the customer. */
function tellsSides(
  labels: readonly string[],
  texts: readonly string[],
  lexicon: HeaderLexicon,
): boolean {
  const different = new Set(labels);
  if (different.size < 2 || different.size > MOST_SPEAKERS) return false;
  if (different.size === labels.length && labels.length > 2) return false;
  const said = labels.map((label, at) => ({ label, text: texts[at] ?? '' }));
  const sides = new Set(sidesOf(said, lexicon)?.values());
  return sides.has('customer') && sides.has('agent');
}
