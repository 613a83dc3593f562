import { type HeaderLexicon, plainName } from '../lexicon/headers.ts';
import { isBlank, isObject } from './cells.ts';
import { inferDateFormat, parseDate } from './dates.ts';
import {
  type Conversation,
  isTurnList,
  type Moment,
  momentOf,
  readTurns,
  type Turn,
} from './dialogue.ts';
import { isStranger, learnedSides, pairIn, type Sides, sidesOf, speakerOf } from './sides.ts';
import {
  brokenAtSpeakers,
  isCodedSpeaker,
  linesOf,
  type Passage,
  passagesOf,
} from './transcript-lines.ts';

/** What times of a cell are read with. */
export interface TranscriptOptions {
  readonly lexicon: HeaderLexicon;
  /** Offset of times that do not say their own. */
  readonly offset: string;
  /** Start of the conversation in ISO 8601, for turns that say the time of day alone; null where it is unknown. */
  readonly startedAt: string | null;
  /** Who codes such as A or speaker_0 are in other cells, for one in which nothing tells it. */
  readonly learned?: Sides;
}

/**
 * The turns that a cell or field holds: a list of objects, the same as JSON, or a written transcript
 * (`客服：… 客户：…`, a turn a line or all in one). Null where it holds none. A written one whose sides nothing tells is
 * one turn of the customer.
 */
export function turnsOf(value: unknown, options: TranscriptOptions): Conversation | null {
  if (isTurnList(value) && value.every(isObject)) {
    return readTurns(value, options.lexicon, options.offset, options.learned);
  }
  if (Array.isArray(value)) return writtenTurns(value.map(String).join('\n'), options);
  if (typeof value !== 'string' || !HINT.test(value)) return null;
  const list = listInJson(value);
  return list === null ? writtenTurns(value, options) : turnsOf(list, options);
}

/** What every transcript has: a colon, a bracket, a bar, a hash, a line drawn, or seconds. */
const HINT = /[:：\]】〗」>›|)）→#]|\d\s?(?:s|秒)\s|\s-\s/;

/**
 * Share of the values, 0 to 1, that are conversations of a customer with somebody else.
 * @param unsided whether those count of which nothing tells who is the customer
 */
export function transcriptShare(
  values: readonly string[],
  lexicon: HeaderLexicon,
  unsided = false,
): number {
  const filled = values.filter((value) => !isBlank(value));
  if (filled.length === 0) return 0;
  const options = { lexicon, offset: '+00:00', startedAt: null };
  const dialogues = filled.filter((value) => {
    const found = turnsOf(value, options);
    if (found?.sided === false) return unsided;
    const speakers = found?.turns.map(({ speaker }) => speaker) ?? [];
    return speakers.includes('customer') && speakers.includes('agent');
  });
  return dialogues.length / filled.length;
}

function listInJson(value: string): readonly unknown[] | null {
  if (!/^\s*[[{]\s*["{[\]]/.test(value)) return null;
  try {
    const parsed: unknown = JSON.parse(value);
    if (Array.isArray(parsed)) return parsed;
    // What stands beside the list would be lost: such a cell stays as it is.
    const [list, ...others] = isObject(parsed) ? Object.values(parsed) : [];
    return isTurnList(list) && others.length === 0 ? list : null;
  } catch {
    return null;
  }
}

/** The labels of a written transcript that are nicknames or the like, as written; none of any other text. */
export function strangersIn(text: string, lexicon: HeaderLexicon): readonly string[] {
  const passages = HINT.test(text) ? writtenPassages(text, lexicon) : null;
  const labels = new Set(passages?.map(({ label }) => label));
  return [...labels].filter((label) => !isCodedSpeaker(label) && isStranger(label, lexicon));
}

/** The turns of a written transcript; null for any other text. */
function writtenPassages(text: string, lexicon: HeaderLexicon): readonly Passage[] | null {
  const whole = passagesOf(linesOf(text), lexicon);
  const passages = whole.length >= 2 ? whole : passagesOf(brokenAtSpeakers(text, lexicon), lexicon);
  const known = passages.some(({ label }) => speakerOf(label, lexicon) !== null);
  return known || isExchange(passages, lexicon) ? passages : null;
}

function writtenTurns(text: string, options: TranscriptOptions): Conversation | null {
  const { lexicon } = options;
  const chosen = writtenPassages(text, lexicon);
  if (chosen === null) return null;
  const said = chosen.map(({ label, lines }) => ({ label, text: lines.join('\n') }));
  const sides = sidesOf(said, lexicon) ?? learnedSides(said, options.learned ?? null);
  if (sides !== null) return { turns: timed(chosen, sides, options), sided: true, sides };
  return { turns: [{ speaker: 'customer', text, ...momentOf(null) }], sided: false };
}

/** Share of the turns, 0 to 1, that must be somebody else's than the one before in a talk of strangers. */
const SHARE_ANSWERS = 0.5;

/** Whether labels that nobody knows are speakers: two that come again and answer each other, or a known pair. */
function isExchange(passages: readonly Passage[], lexicon: HeaderLexicon): boolean {
  const labels = passages.map(({ label }) => plainName(label));
  const names = [...new Set(labels)];
  const answers = labels.filter((label, at) => at > 0 && label !== labels[at - 1]).length;
  const alternates = answers >= 2 && answers >= SHARE_ANSWERS * (labels.length - 1);
  if (pairIn(names, lexicon) !== null) return alternates;
  const again = names.filter((name) => labels.indexOf(name) !== labels.lastIndexOf(name));
  // Where each turn has its time, it is enough that one of them speaks again.
  const least = passages.every(({ time }) => time !== '') ? 1 : 2;
  return alternates && again.length >= least && names.length <= MOST_STRANGERS;
}

/** More labels than take part in a talk are headings. */
const MOST_STRANGERS = 4;

/** Who spoke, and when. A time of day is of the day of the conversation, or of the next where midnight has passed. */
function timed(
  passages: readonly Passage[],
  sides: Sides,
  options: TranscriptOptions,
): readonly Turn[] {
  const { offset } = options;
  const format = inferDateFormat(passages.map(({ time }) => time));
  const times = passages.map(({ time }) => parseDate(time, format, offset));
  const clock = createClock(options.startedAt ?? times.find((time) => time !== null) ?? null);
  return passages.map(({ label, time, lines }, at) => ({
    speaker: sides.get(plainName(label)) ?? 'customer',
    text: lines.join('\n'),
    ...(times[at] ? momentOf(times[at]) : clock(time)),
  }));
}

const DAY = 24 * 3600;
const OF_DAY = /(凌晨|早上|上午|中午|下午|晚上)?\s?(\d{1,2})[:：](\d{2})(?:[:：](\d{2}))?/;

/** Seconds from the beginning of a recording. */
const ELAPSED = /^(\d{1,5}(?:\.\d{1,3})?)\s?(?:s|秒)?$/;

/** Gives times of day their day, counted from `start` (ISO 8601 with offset); without one, only their distance is known. */
function createClock(start: string | null): (time: string) => Moment {
  const midnight = start === null ? 0 : Date.parse(`${start.slice(0, 10)}T00:00:00Z`) / 1000;
  let [day, last] = [0, 0];
  return (time) => {
    const [, elapsed] = ELAPSED.exec(time) ?? [];
    if (elapsed !== undefined) return { time: null, seconds: Number(elapsed) };
    const [, part = '', written, minute, second = '0'] = OF_DAY.exec(time) ?? [];
    if (written === undefined || Number(written) > 23) return momentOf(null);
    const hour = Number(written) + (/下午|晚上/.test(part) && Number(written) < 12 ? 12 : 0);
    const ofDay = (hour * 60 + Number(minute)) * 60 + Number(second);
    if (last - ofDay > DAY / 2) day += 1;
    last = ofDay;
    const seconds = midnight + day * DAY + ofDay;
    if (start === null) return { time: null, seconds };
    return momentOf(`${new Date(seconds * 1000).toISOString().slice(0, 19)}${start.slice(19)}`);
  };
}
