import { isAlphanumeric, isColon } from './characters.ts';
import { type Draft, endsWith, lastPlace, unitAt, written } from './draft.ts';

/** What a finished piece of markup comes to: nothing but `text` from `start` of the draft on. */
export interface Reduction {
  readonly start: number;
  readonly text: string;
}

const LINE_FEED = '\n';
/** Longer pieces are no markup, or none that can be told from what a customer wrote. */
const LONGEST_TAG = 300;
const LONGEST_ENTITY = 10;

const BLOCKS =
  /^(?:br|p|div|li|ul|ol|tr|table|h[1-6]|hr|blockquote|section|article|pre|dd|dt|dl)$/u;
const INLINES =
  /^(?:a|abbr|b|big|button|center|code|em|embed|font|form|i|iframe|img|input|label|object|small|span|strike|strong|style|script|sub|sup|s|u|td|th|tbody|thead|video|audio|source|html|body|head|meta|link|title|param|wbr)$/u;
const FORUM_TAG =
  /^\/?(?:img|url|b|i|u|s|quote|color|size|font|align|email|video|audio|media|flash|code|list|em|hr|attach|hide|free|table|tr|td|\*)(?:=.*)?$/u;

/** What is left of markup that ends with this unit, the last of the draft; null if none does. */
export function reduceMarkup(draft: Draft): Reduction | null {
  switch (unitAt(draft, 1)) {
    case 0x3e:
      return tag(draft);
    case 0x3b:
      return entity(draft);
    case 0x5d:
      return forumTag(draft);
    default:
      return unitAt(draft, 2) === 0x5c ? escaped(draft) : null;
  }
}

/** `<br/>` and other tags of HTML; those that begin a line of their own leave a line break. */
function tag(draft: Draft): Reduction | null {
  const start = lastPlace(draft, 0x3c, LONGEST_TAG);
  if (start < 0) return null;
  const content = written(draft, start + 1, draft.length - 1);
  if (content.startsWith('!--') || content.startsWith('!doctype')) return { start, text: '' };
  const name = /^\/?([a-z][a-z1-6]*)(?:[\s/].*)?$/su.exec(content)?.[1] ?? '';
  if (BLOCKS.test(name)) return { start, text: LINE_FEED };
  return INLINES.test(name) ? { start, text: '' } : null;
}

/** `[img]`, `[/url]`, `[color=red]`; codes of faces such as [微笑] are words. */
function forumTag(draft: Draft): Reduction | null {
  const start = lastPlace(draft, 0x5b, LONGEST_TAG);
  if (start < 0) return null;
  return FORUM_TAG.test(written(draft, start + 1, draft.length - 1)) ? { start, text: '' } : null;
}

const ENTITIES: Readonly<Record<string, string>> = {
  nbsp: ' ',
  ensp: ' ',
  emsp: ' ',
  thinsp: ' ',
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  hellip: '…',
  mdash: '—',
  ndash: '–',
  middot: '·',
  bull: '•',
  ldquo: '“',
  rdquo: '”',
  lsquo: '‘',
  rsquo: '’',
  laquo: '«',
  raquo: '»',
  times: '×',
  divide: '÷',
  deg: '°',
  yen: '¥',
  euro: '€',
  copy: '©',
  reg: '®',
  trade: '™',
  zwnj: '',
  zwj: '',
  shy: '',
  hearts: '♥',
};

/** `&nbsp;`, `&#39;`, `&#x4e0d;`. */
function entity(draft: Draft): Reduction | null {
  const start = lastPlace(draft, 0x26, LONGEST_ENTITY);
  if (start < 0) return null;
  const name = written(draft, start + 1, draft.length - 1);
  const known = Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : numbered(name);
  return known === undefined ? null : { start, text: known };
}

function numbered(name: string): string | undefined {
  if (!name.startsWith('#')) return undefined;
  const code = name.startsWith('#x') ? hexadecimal(name.slice(2)) : decimal(name.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

function hexadecimal(digits: string): number {
  return /^[0-9a-f]+$/u.test(digits) ? Number.parseInt(digits, 16) : 0;
}

function decimal(digits: string): number {
  return /^\d+$/u.test(digits) ? Number(digits) : 0;
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: LINE_FEED,
  r: LINE_FEED,
  t: ' ',
  '"': '"',
  '/': '/',
};

/** `\n` and the like, written out; not in a path such as c:\new. */
function escaped(draft: Draft): Reduction | null {
  const meant = ESCAPES[String.fromCharCode(unitAt(draft, 1))];
  if (meant === undefined) return null;
  let start = draft.length - 2;
  while (start > 0 && draft.units[start - 1] === 0x5c) start--;
  return isInPath(draft, start) ? null : { start, text: meant };
}

function isInPath({ units }: Draft, start: number): boolean {
  const before = units[start - 1] ?? 0;
  return isAlphanumeric(before) || (isColon(before) && isAlphanumeric(units[start - 2] ?? 0));
}

const SCHEMES = ['https://', 'http://', 'ftp://'];

/** Where an address of the web begins in the draft, if this unit, about to be written, is its first own; -1 if not. */
export function addressStart(draft: Draft, unit: number): number {
  if (!isOfAddress(unit)) return -1;
  if (unitAt(draft, 1) === 0x2f) {
    const scheme = SCHEMES.find((one) => endsWith(draft, one));
    return scheme === undefined ? -1 : draft.length - scheme.length;
  }
  const named = isAlphanumeric(unit) && endsWith(draft, 'www.');
  return named && !isAlphanumeric(unitAt(draft, 5)) ? draft.length - 4 : -1;
}

const OUTSIDE_ADDRESSES = new Set([...'"\'<>[]'].map((c) => c.charCodeAt(0)));

/** Whether a unit can stand in an address: printable ASCII but quotes, angles and brackets. */
export function isOfAddress(unit: number): boolean {
  return unit > 0x20 && unit < 0x7f && !OUTSIDE_ADDRESSES.has(unit);
}
