import { type HeaderLexicon, plainName } from '../lexicon/headers.ts';
import { CUSTOMER_MARK } from './personal/customer.ts';
import { MARKS } from './personal/mask.ts';
import { speakerOf } from './sides.ts';

/** A turn while its lines are collected. */
export interface Passage {
  /** As written. */
  readonly label: string;
  /** As written; empty without one. */
  readonly time: string;
  readonly lines: string[];
}

/** A line that may begin a turn. `box` is a label in brackets with nothing behind it, `hash` one between hashes. */
interface Marked {
  readonly label: string;
  readonly time: string;
  readonly mark: 'colon' | 'box' | 'hash' | 'space' | 'end';
  readonly words: string;
}

/** Lines of a cell, also where a program wrote the breaks as `\n` or as tags of HTML. */
const LINE_BREAK = /\r\n?|\n|\\r\\n|\\n|<br\s*\/?>|<\/?(?:p|div|li)>/i;
/** A tag that says who speaks, as in XML. */
const TAGGED = /<(\w{1,20})\s[^<>]{0,100}?(?:speaker|role|from)="([^"<>]{1,20})"[^<>]{0,100}>/g;
/** No label with its marks is longer. */
const LONGEST_HEAD = 200;

/** What chats write before a time of day: a date, mostly without its year, or a word for the day and its part. */
const DAY = String.raw`(?:(?:\d{4}[-/.年])?\d{1,2}[-/.月]\d{1,2}日?[ T]?|(?:今天|昨天|前天|(?:星期|周)[一二三四五六日天])\s?)?(?:凌晨|早上|上午|中午|下午|晚上)?\s?`;
const CLOCK = String.raw`${DAY}\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:[.,]\d{1,3})?`;
/** Seconds from the beginning of a recording, of a stretch both: 12.3s, 0.00 3.20. */
const SECONDS = String.raw`\d{1,5}(?:\.\d{1,3})?\s?(?:s|秒)|\d{1,5}\.\d{1,3}`;
const ELAPSED = String.raw`(?<elapsed>${SECONDS})(?:[\s,~–-]{1,3}(?:${SECONDS}))?`;
/** A stretch of a recording: only its beginning counts. */
const UNTIL = String.raw`(?:\s{0,3}(?:-->|[-~–—至到])\s{0,3}${CLOCK})?`;
/** What stands in the place of a name or number is part of a label. */
const MASK = `(?:${[...Object.values(MARKS), CUSTOMER_MARK]
  .map((mark) => mark.replace(/[[\]]/g, '\\$&'))
  .join('|')})`;
const NAME = String.raw`(?:${MASK}|[^\s:：,，。！？!?;|()（）[\]【】〖〗「」<>‹›〈〉→]){1,20}`;
/** Names in Latin letters have spaces: Supervisor Bob, Agent (Anna), Customer Service. */
const LATIN_NAME = String.raw`[A-Za-z][\w.'-]{0,19}(?: (?:[A-Z][\w.'-]{0,19}|\([^()]{1,20}\))){1,3}(?=\s?[:：])`;
/** A shop, and who speaks for it. */
const SHOP_NAME = String.raw`[^\s:：]{2,20}店[:：]${NAME}(?=\s?[:：]|\s{0,8}[[(（【]?${CLOCK})`;
/** The kind of speaker and who it is, before a time in brackets: 顾客 #88213 (10:00:05). */
const TWO_NAMES = String.raw`${NAME}\s${NAME}(?=\s?[[(（【]${CLOCK})`;
const BOXED = String.raw`(?!${MASK})[[【〖「<‹〈(（](?<boxed>${NAME})(?:[\s|,，]{1,3}(?<within>${CLOCK})${UNTIL})?[)\]】〗」>›〉）]`;
const HASHED = '#(?<hashed>[^\\s#:：]{1,10})#';
const LABEL = String.raw`(?:${BOXED}|${HASHED}|(?<bare>${LATIN_NAME}|${SHOP_NAME}|${TWO_NAMES}|${NAME}(?:[(（](?!${CLOCK})[^()（）]{1,20}[)）]|[[【](?!${CLOCK})(?:${MASK}|[^[\]【】]{1,20})[\]】])?))`;
/** To whom: 客户->客服. */
const TO = String.raw`(?:\s?(?:-+>|=>|→)\s?${NAME}(?=\s?[:：]))?`;
/** 客服-小丽 说： */
const SAYS = String.raw`(?:\s{1,2}说(?=\s?[:：]))?`;
const AFTER = String.raw`(?:[\s|]{0,4}[[(（【]?\s{0,3}(?<after>${CLOCK})${UNTIL}\s{0,3}[\])）】]?\s{0,3})?`;
const MARK = String.raw`(?<mark>[:：]|\|{1,3}|-+>|→|(?<=\s)[-–—](?=\s)|\s|$|(?<=[\]】〗」>›〉)）#]))`;
/** Where a turn begins: its number, who speaks, with a time before or after, and mostly a colon. */
const MARKER = new RegExp(
  String.raw`^(?:\d{1,3}[.、)）](?!\d)\s{0,3})?(?:[[(【（<]?(?:(?<before>${CLOCK})${UNTIL}|${ELAPSED})[\])】）>]?[\s,，|-]{0,5})?${LABEL}${TO}${SAYS}\s{0,8}${AFTER}${MARK}`,
  'u',
);
/** A speaker inside a line: with a colon behind a blank, a bar or the end of a sentence, in brackets or hashes, or between bars. */
const INSIDE = new RegExp(
  String.raw`(?<=^|[\s|;；。！？!?…~～\])）】])((?:${MASK}|[^\s:：|;；。！？!?…~～，,[\]【】]){1,20})[:：]|(?!${MASK})[[【〖<](${NAME})[\]】〗>]|#([^\s#:：]{1,10})#|(?<=^|\|)\s?(${NAME})\s?\|{1,3}`,
  'gu',
);

/** The lines of a cell, as they may hold turns. */
export function linesOf(text: string): readonly string[] {
  const tagged = text.includes('="')
    ? text.replace(TAGGED, '\n$2：').replace(/<\/\w{1,20}>/g, '\n')
    : text;
  return tagged.split(LINE_BREAK);
}

/** Lines put together to turns. What stands before the first turn belongs to nobody and is left. */
export function passagesOf(lines: readonly string[], lexicon: HeaderLexicon): readonly Passage[] {
  const marked = lines.map(markedLine);
  const counts = new Map<string, number>();
  for (const line of marked) {
    if (line !== null) counts.set(line.label, (counts.get(line.label) ?? 0) + 1);
  }
  const paired = pairedIn([...counts.keys()], lexicon);
  const isTurn = (line: Marked): boolean =>
    beginsTurn(line, paired.has(line.label) ? 2 : (counts.get(line.label) ?? 0), lexicon);
  const passages: Passage[] = [];
  for (const [at, line] of lines.entries()) {
    const turn = marked[at] ?? null;
    if (turn !== null && isTurn(turn)) {
      const { label, time, words } = turn;
      passages.push({ label, time, lines: words.trim() === '' ? [] : [words.trim()] });
    } else if (line.trim() !== '') passages.at(-1)?.lines.push(line.trim());
  }
  return passages;
}

/** The labels of which another one is the other half of a pair: each of them begins turns though it comes once. */
function pairedIn(labels: readonly string[], { pairs }: HeaderLexicon): ReadonlySet<string> {
  const names = new Map(labels.map((label) => [plainName(label), label]));
  const found = pairs.filter(({ customer, agent }) => names.has(customer) && names.has(agent));
  return new Set(
    found.flatMap(({ customer, agent }) => [names.get(customer) ?? '', names.get(agent) ?? '']),
  );
}

function markedLine(line: string): Marked | null {
  const whole = line.trimStart();
  const found = MARKER.exec(whole.slice(0, LONGEST_HEAD));
  if (found === null || found.groups === undefined) return null;
  const { before, elapsed, boxed, hashed, within, bare, after, mark = '' } = found.groups;
  return {
    label: boxed ?? hashed ?? bare ?? '',
    time: before ?? within ?? after ?? elapsed ?? '',
    mark: hashed === undefined ? kindOf(mark, boxed !== undefined) : 'hash',
    words: whole.slice(found[0].length),
  };
}

function kindOf(mark: string, boxed: boolean): Marked['mark'] {
  if (mark.trim() !== '') return 'colon';
  if (boxed) return 'box';
  return mark === '' ? 'end' : 'space';
}

/** A line such as `订单号：12` begins no turn: a stranger's name needs a time, or to come again. */
function beginsTurn(line: Marked, count: number, lexicon: HeaderLexicon): boolean {
  const { label, time, mark } = line;
  // Topics stand between hashes as well.
  if (mark === 'hash') return isNamed(label, lexicon);
  if (/^\d/.test(label) && !isPerson(label)) {
    const isSpeaker =
      (mark === 'colon' && NUMBERED.test(label)) || (mark === 'box' && CHANNEL.test(label));
    return count >= 2 && isSpeaker;
  }
  if (isCodedSpeaker(label)) return count >= 2 || time !== '';
  if (speakerOf(label, lexicon) !== null) {
    return mark === 'colon' || mark === 'box' || time !== '' || isNamed(label, lexicon);
  }
  if (lexicon.marks.has(plainName(label))) return mark === 'box' || time !== '';
  return strangerBegins(line, count);
}

/** Whether a line with a label that nobody knows begins a turn. */
function strangerBegins({ label, time, mark }: Marked, count: number): boolean {
  if (/[:：]/.test(time)) {
    return mark === 'space' ? LETTER.test(label) && count >= 2 : !MEASURE.test(label);
  }
  if (mark === 'box') return count >= 2 && /^[a-z]/i.test(label);
  return mark === 'colon' && (count >= 2 || isPerson(label));
}

const isNamed = (label: string, { speakers }: HeaderLexicon): boolean =>
  speakers.has(plainName(label));

/** What programs that hear recordings call those who speak. */
const CODED_SPEAKER =
  /^(?:说话人|发言人|讲话人|声道|通道|speaker|spk|channel)[ _-]?(?:\d{1,2}|[a-d]|[一二三四])$/i;
export function isCodedSpeaker(label: string): boolean {
  return CODED_SPEAKER.test(label);
}

/** By which recorders name a channel. */
const CHANNEL = /^[012]$/;
/** By which systems name an agent or a customer. */
const NUMBERED = /^(?:[012]|\d{4,11})$/;
/** By which programs that hear recordings name who speaks, before a time: A 0:03. */
const LETTER = /^[a-d甲乙]$/i;

/** Headings of forms, behind which a time is a value: 时间：10:00. */
const MEASURE = /(?:时间|日期|时段|时刻|time|date)$/i;

/** Whether a label can only be somebody: a mark for a name or number, a title behind a name, a mobile number. */
function isPerson(label: string): boolean {
  return /^(?:\[(?:姓名|手机|座机|微信|QQ)\])|^.{1,4}(?:女士|先生|小姐|太太)$|^1\d{10}$/.test(
    label,
  );
}

/** A text in one line, broken before speakers that are known, named as a person, paired, or come again. */
export function brokenAtSpeakers(text: string, lexicon: HeaderLexicon): readonly string[] {
  const found = [...text.matchAll(INSIDE)].map((match) => ({
    label: match.slice(1).find((label) => label !== undefined) ?? '',
    kind: match[1] !== undefined ? 'open' : match[2] !== undefined ? 'boxed' : 'whole',
    at: match.index,
  }));
  const open = found.filter(({ kind }) => kind === 'open').map(({ label }) => label);
  const paired = pairedIn(open, lexicon);
  const isSpeaker = ({ label, kind }: (typeof found)[number]): boolean => {
    // Topics stand in hashes as well, and values between bars.
    if (kind === 'whole') return isNamed(label, lexicon);
    if (speakerOf(label, lexicon) !== null) return true;
    if (kind === 'boxed') return lexicon.marks.has(plainName(label));
    return isPerson(label) || paired.has(label) || open.indexOf(label) !== open.lastIndexOf(label);
  };
  const pieces: string[] = [];
  let from = 0;
  for (const { at } of found.filter(isSpeaker)) {
    pieces.push(text.slice(from, at).replace(/[\s|/;；]+$/, ''));
    from = at;
  }
  return [...pieces, text.slice(from)].filter((piece) => piece.trim() !== '');
}
