import { type HeaderLexicon, plainName } from '../lexicon/headers.ts';
import { isBlank, isObject } from './cells.ts';
import { inferDateFormat, parseDate } from './dates.ts';
import {
  isTurnList,
  type Moment,
  momentOf,
  readTurns,
  speakerOf,
  type Turn,
  unknownSpeaker,
} from './dialogue.ts';

/** Lines of a cell, also where a program wrote the breaks as `\n` or `<br>`. */
const LINE_BREAK = /\r\n?|\n|\\r\\n|\\n|<br\s*\/?>/i;
const TIME = String.raw`(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[ T]?)?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\.\d{1,3})?`;
const NAME = String.raw`[^\s:：,，。！？!?;；|()（）[\]【】<>]{1,20}`;
/** Names in Latin letters have spaces: Supervisor Bob, Agent (Anna), Customer Service. */
const LATIN_NAME = String.raw`[A-Za-z][\w.'-]{0,19}(?: (?:[A-Z][\w.'-]{0,19}|\([^()]{1,20}\))){1,3}(?=\s?[:：])`;
const LABEL = String.raw`(?:[[【<](?<boxed>${NAME})[\]】>]|(?<bare>${LATIN_NAME}|${NAME}(?:[(（](?!\d)[^()（）]{1,20}[)）])?))`;
/** Where a turn begins: who speaks, with a time before or after, and mostly a colon. */
const MARKER = new RegExp(
  String.raw`^\s*(?:[[(【（<]?(?<before>${TIME})[\])】）>]?[\s,，-]*)?${LABEL}\s*(?:[[(（【]?\s*(?<after>${TIME})\s*[\])）】]?\s*)?(?<mark>[:：]|\s|$|(?<=[\]】>]))\s*(?<words>.*)$`,
  'su',
);

/** A line that begins a turn. `label` is as written. */
interface Marked {
  readonly label: string;
  readonly time: string;
  readonly mark: 'colon' | 'space' | 'end';
  readonly words: string;
}

/** A turn while its lines are collected. */
interface Passage {
  readonly label: string;
  readonly time: string;
  readonly lines: string[];
}

/** What times of a cell are read with. */
export interface TranscriptOptions {
  readonly lexicon: HeaderLexicon;
  /** Offset of times that do not say their own. */
  readonly offset: string;
  /** Start of the conversation in ISO 8601, for turns that say the time of day alone; null where it is unknown. */
  readonly startedAt: string | null;
}

/**
 * The turns that a cell or field holds: a list of objects, the same as JSON, or a written transcript
 * (`客服：… 客户：…`, a turn a line or all in one). Null where it holds none.
 */
export function turnsOf(value: unknown, options: TranscriptOptions): readonly Turn[] | null {
  if (isTurnList(value) && value.every(isObject)) {
    return readTurns(value, options.lexicon, options.offset);
  }
  if (Array.isArray(value)) return writtenTurns(value.map(String).join('\n'), options);
  if (typeof value !== 'string' || !/[:：\]】]/.test(value)) return null;
  const list = listInJson(value);
  return list === null ? writtenTurns(value, options) : turnsOf(list, options);
}

/** Share of the values, 0 to 1, that are conversations of a customer with somebody else. */
export function transcriptShare(values: readonly string[], lexicon: HeaderLexicon): number {
  const filled = values.filter((value) => !isBlank(value));
  if (filled.length === 0) return 0;
  const options = { lexicon, offset: '+00:00', startedAt: null };
  const dialogues = filled.filter((value) => {
    const speakers = turnsOf(value, options)?.map(({ speaker }) => speaker) ?? [];
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

function writtenTurns(text: string, options: TranscriptOptions): readonly Turn[] | null {
  const { lexicon } = options;
  const lines = text.split(LINE_BREAK);
  const passages = passagesOf(lines, lexicon);
  const chosen =
    passages.length >= 2 ? passages : passagesOf(brokenAtSpeakers(text, lexicon), lexicon);
  const known = chosen.some(({ label }) => speakerOf(label, lexicon) !== null);
  return known ? timed(chosen, options) : null;
}

/** Lines put together to turns. What stands before the first turn belongs to nobody and is left. */
function passagesOf(lines: readonly string[], lexicon: HeaderLexicon): readonly Passage[] {
  const marked = lines.map(markedLine);
  const counts = new Map<string, number>();
  for (const line of marked) {
    if (line !== null) counts.set(line.label, (counts.get(line.label) ?? 0) + 1);
  }
  const passages: Passage[] = [];
  for (const [at, line] of lines.entries()) {
    const turn = marked[at] ?? null;
    if (turn !== null && beginsTurn(turn, counts.get(turn.label) ?? 0, lexicon)) {
      const { label, time, words } = turn;
      passages.push({ label, time, lines: words.trim() === '' ? [] : [words.trim()] });
    } else if (line.trim() !== '') passages.at(-1)?.lines.push(line.trim());
  }
  return passages;
}

function markedLine(line: string): Marked | null {
  const groups = MARKER.exec(line)?.groups;
  if (groups === undefined) return null;
  const { before, boxed, bare, after, mark = '', words = '' } = groups;
  const boxEnds = boxed !== undefined || /[:：]/.test(mark);
  return {
    label: boxed ?? bare ?? '',
    time: before ?? after ?? '',
    mark: boxEnds ? 'colon' : mark === '' ? 'end' : 'space',
    words,
  };
}

/** A line such as `订单号：12` begins no turn: a stranger's name needs a time, or to come again. */
function beginsTurn({ label, time, mark }: Marked, count: number, lexicon: HeaderLexicon): boolean {
  if (/^\d/.test(label)) return false;
  if (speakerOf(label, lexicon) !== null) {
    return mark === 'colon' || time !== '' || lexicon.speakers.has(plainName(label));
  }
  if (time !== '') return mark !== 'space';
  return mark === 'colon' && count >= 2;
}

/** A text in one line, broken before known speakers with a colon that follow a blank, a bar or the end of a sentence. */
function brokenAtSpeakers(text: string, lexicon: HeaderLexicon): readonly string[] {
  const pieces: string[] = [];
  let from = 0;
  for (const found of text.matchAll(
    /(?<=^|[\s|;；。！？!?…~～\])）】])([^\s:：|;；。！？!?…~～，,]{1,20})[:：]/gu,
  )) {
    if (speakerOf(found[1] ?? '', lexicon) === null) continue;
    pieces.push(text.slice(from, found.index).replace(/[\s|/;；]+$/, ''));
    from = found.index;
  }
  return [...pieces, text.slice(from)].filter((piece) => piece.trim() !== '');
}

/** Who spoke, and when. A time of day is of the day of the conversation, or of the next where midnight has passed. */
function timed(passages: readonly Passage[], options: TranscriptOptions): readonly Turn[] {
  const { lexicon, offset } = options;
  const unknown = unknownSpeaker(
    passages.map(({ label }) => label),
    lexicon,
  );
  const format = inferDateFormat(passages.map(({ time }) => time));
  const times = passages.map(({ time }) => parseDate(time, format, offset));
  const clock = createClock(options.startedAt ?? times.find((time) => time !== null) ?? null);
  return passages.map(({ label, time, lines }, at) => ({
    speaker: speakerOf(label, lexicon) ?? unknown,
    text: lines.join('\n'),
    ...(times[at] ? momentOf(times[at]) : clock(time)),
  }));
}

const DAY = 24 * 3600;

/** Gives times of day their day, counted from `start` (ISO 8601 with offset); without one, only their distance is known. */
function createClock(start: string | null): (time: string) => Moment {
  const midnight = start === null ? 0 : Date.parse(`${start.slice(0, 10)}T00:00:00Z`) / 1000;
  let [day, last] = [0, 0];
  return (time) => {
    const [, hour, minute, second = '0'] =
      /^(\d{1,2})[:：](\d{2})(?:[:：](\d{2}))?/.exec(time) ?? [];
    if (hour === undefined || Number(hour) > 23) return momentOf(null);
    const ofDay = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
    if (last - ofDay > DAY / 2) day += 1;
    last = ofDay;
    const seconds = midnight + day * DAY + ofDay;
    if (start === null) return { time: null, seconds };
    return momentOf(`${new Date(seconds * 1000).toISOString().slice(0, 19)}${start.slice(19)}`);
  };
}
