import type { PersonalCue, PersonalLexicon } from '../../lexicon/personal.ts';
import { isHan, tableOf } from '../../text/characters.ts';
import { codeAt } from '../../text/units.ts';
import { addressAfterCue } from './addresses.ts';
import { isDate, isMobileNumber } from './checks.ts';
import { isAnyDigit, isLoose, readDigits } from './digits.ts';
import { latinNameEnd } from './latin-names.ts';
import { nameAfterRole, nameFromWhere } from './likely-names.ts';
import { nameAfterCue } from './names.ts';
import type { PersonalSpan } from './span.ts';

/** What may stand between a cue and its value: 是, a colon, a bracket. */
const CONNECTORS = tableOf(' \t:：=是为叫的号码([{（【「『“"\'‘)]}）】」』”’#,，.');
const NAME_CONNECTORS = tableOf(' \t:：=是为叫([（【「“"\'‘');
const MOST_CONNECTORS = 8;
/** What else may stand between a word for a person and the name: 签收人写的是. */
const SHOWN = /^(?:[写填留][的了]|显示|改[成为]|换成)/;
const SHOWN_FIRST = tableOf('写填留显改换');

/** The longest cue at a place of a plain text; null without one. */
export function cueAt(text: string, at: number, lexicon: PersonalLexicon): PersonalCue | null {
  const candidates = lexicon.cues.get(text.charCodeAt(at));
  if (candidates === undefined) return null;
  return (
    candidates.find((cue) => text.startsWith(cue.word, at) && standsAlone(text, at, cue)) ?? null
  );
}

/**
 * A Latin cue is no part of a longer word: `tel` is not in `hotel`. Behind 加v the name may follow at once, and behind
 * vx one with digits in it.
 */
function standsAlone(text: string, at: number, { word, kind }: PersonalCue): boolean {
  const end = at + word.length;
  // [地址] is what stands in the place of an address: it announces none.
  if (text[at - 1] === '[' && text[end] === ']') return false;
  if (isHan(word.charCodeAt(0))) return true;
  if (/^[a-z]/.test(word) && /[a-z]/.test(text[at - 1] ?? '')) return false;
  if (!/^[a-z]+$/.test(word) || !/[a-z]/.test(text[end] ?? '')) return true;
  return kind === 'wechat' && /^[a-z][a-z_-]*\d{3}/.test(text.slice(end, end + 20));
}

/** Where the value begins that a cue announces which ends at `end`. */
export function valueAfter(text: string, end: number, kind: PersonalCue['kind']): number {
  const connectors = kind === 'name' ? NAME_CONNECTORS : CONNECTORS;
  let at = end;
  if (kind === 'name' && SHOWN_FIRST[codeAt(text, end)] === 1) {
    at += SHOWN.exec(text.slice(end, end + 4))?.[0].length ?? 0;
  }
  while (at - end < MOST_CONNECTORS && connectors[codeAt(text, at)] === 1) at += 1;
  return at;
}

/** Where a cue stands and where its value begins. */
export interface Announcement {
  /** The text in plain form, and as received: names in Latin letters are told by their capitals. */
  readonly text: string;
  readonly original: string;
  readonly cueEnd: number;
  readonly at: number;
}

/** The value that a cue announces; null where it is none, or is found as a number by itself. */
export function announced(
  { text, original, cueEnd, at }: Announcement,
  cue: PersonalCue,
  lexicon: PersonalLexicon,
): PersonalSpan | null {
  const { kind, weak } = cue;
  if (kind === 'name') {
    const between = text.slice(cueEnd, at);
    const named = spanTo('name', at, nameEnd(text, original, at, between, cue, lexicon));
    if (named !== null || !cue.role || !cue.word.endsWith('是')) return named;
    const [start, end] = nameFromWhere(text, at, lexicon) ?? [at, at];
    return spanTo('name', start, end);
  }
  if (kind === 'address') return addressAfterCue(text, at, at > cueEnd, lexicon);
  // One letter or character has so many uses that the value itself must tell.
  const short = cue.word.length === 1;
  if (kind === 'qq') return spanTo('qq', at, qqEnd(text, at, short ? 7 : 5));
  if (kind === 'wechat') {
    return spanTo('wechat', at, wechatEnd(text, at, weak && (short || at === cueEnd)));
  }
  if (kind === 'order') return spanTo('order', at, orderEnd(text, at, weak));
  if (kind === 'document') return spanTo('document', at, documentEnd(text, at));
  return null;
}

function nameEnd(
  text: string,
  original: string,
  at: number,
  between: string,
  { word, weak, role }: PersonalCue,
  lexicon: PersonalLexicon,
): number {
  if (/[a-z]/.test(text[at] ?? '')) {
    return latinNameEnd(original, at, between, !weak && !role, word);
  }
  if (role) return nameAfterRole(text, at, lexicon);
  return nameAfterCue(text, at, between !== '', weak, lexicon);
}

function spanTo(kind: PersonalSpan['kind'], start: number, end: number): PersonalSpan | null {
  return end > start ? { kind, start, end } : null;
}

/** `least` to 11 digits, in one piece or in groups. */
function qqEnd(text: string, at: number, least: number): number {
  if (!isAnyDigit(text.charCodeAt(at))) return -1;
  const { groups, digits, end } = readDigits(text, at);
  const isNumber = (number: string): boolean =>
    number.length >= least && /^[1-9]\d{4,10}$/.test(number);
  if (isNumber(digits) && !isLoose(text, at, end)) return end;
  return isNumber(digits.slice(0, groups[0]?.to)) ? (groups[0]?.end ?? -1) : -1;
}

/** A name of letters, digits, _ and -, of at least five characters; bare digits that are no mobile number. */
function wechatEnd(text: string, at: number, mustLookLikeOne: boolean): number {
  const name = /^[a-z0-9_-]{5,20}(?![a-z0-9_@])/.exec(text.slice(at, at + 22))?.[0];
  if (name === undefined || isMobileNumber(name)) return -1;
  if (/^(pay|app|ios|iphone|ipad|android|windows|mac|pc|wifi|vip|chat)/.test(name)) return -1;
  if (/^\d+$/.test(name)) return name.length <= 11 ? at + name.length : -1;
  if (!/^[a-z_]/.test(name)) return -1;
  return mustLookLikeOne && !/[a-z].*[\d_-]/.test(name) ? -1 : at + name.length;
}

/** A code with at least six digits; behind a weak cue ten, and no date. */
function orderEnd(text: string, at: number, weak: boolean): number {
  const code = /^[a-z]{0,8}[-_]?\d(?:[ -]?[a-z0-9])*/.exec(text.slice(at, at + 48))?.[0] ?? '';
  const digits = code.replace(/\D/g, '');
  if (digits.length < (weak ? 10 : 6) || isDate(digits)) return -1;
  return at + code.length;
}

/**
 * A passport or a permit: one or two letters and 7 to 10 digits, or digits alone; of an officer 军字第 and digits; of a car
 * 17 letters and digits without I, O and Q (GB 16735).
 */
function documentEnd(text: string, at: number): number {
  const code =
    /^(?:[a-z]{0,2}\d{7,18}|[\u4e00-\u9fff]字第?\d{5,8}号?|(?=[a-z]*\d)[a-hj-npr-z\d]{17}(?![a-z]))(?!\d)/.exec(
      text.slice(at, at + 22),
    )?.[0];
  return code === undefined ? -1 : at + code.length;
}
