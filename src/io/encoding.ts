import { isUtf8 } from 'node:buffer';

/** Encodings that text exports come in, by their WHATWG names. */
export type Encoding = 'utf-8' | 'gb18030' | 'big5' | 'utf-16le' | 'utf-16be';

/**
 * The hundred or so commonest characters of modern Chinese in both scripts: genuine text is full of
 * them, text decoded with the wrong table hardly ever holds one.
 */
const COMMON = new Set(
  '的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得着下自之年过发后里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样她本前开但因只从想实日意无它长把机十公第已使情明知全三又关点正业外将两高间由问很最重物手应文体见利什二等或新己制身果加月话合回内信表化老给位次度门任常先通教提比解名真处走入几口认条系题电数安少报才结受太量再感建务做接件计期市命指形品质快价买送收货店服换退差客' +
    '這個們來為國說時會對過發後裡還進樣開從實無長機學現當沒動點業將兩間問應體見經與應條係題電數報結務計質價買貨換請謝給話讓線網',
);
/** Half of Chinese text with its digits and delimiters is legible in this sense. */
const MIN_LEGIBILITY = 0.2;
/** Most control characters and undecodable bytes in a text; in strict UTF-8, where hosts pad cells with NULs, more are borne. */
const STRANGE = 0.1;
const UTF8_STRANGE = 0.3;
const LABELS: Readonly<Record<string, Encoding>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'utf-8-sig': 'utf-8',
  gbk: 'gb18030',
  gb2312: 'gb18030',
  gb18030: 'gb18030',
  cp936: 'gb18030',
  ansi: 'gb18030',
  big5: 'big5',
  cp950: 'big5',
  'utf-16': 'utf-16le',
  utf16: 'utf-16le',
  'utf-16le': 'utf-16le',
  utf16le: 'utf-16le',
  'utf-16be': 'utf-16be',
  utf16be: 'utf-16be',
};

/** The encoding that a person means by a name such as `GBK` or `utf8`; null where it is none of ours. */
export function encodingNamed(name: string): Encoding | null {
  return LABELS[name.trim().toLowerCase()] ?? null;
}

/** Length in bytes of the byte-order mark and what it says; null without one. */
export function byteOrderMark(head: Uint8Array): { encoding: Encoding; length: number } | null {
  const [a, b, c] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', length: 3 };
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', length: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', length: 2 };
  return null;
}

/**
 * Finds the encoding of a text from its first bytes (64 kB are enough): byte-order mark, the NULs of
 * UTF-16, strict UTF-8, then GB18030 against Big5 by the share of common characters. Null where no
 * encoding gives a text: the bytes are binary.
 */
export function detectEncoding(head: Uint8Array): Encoding | null {
  const mark = byteOrderMark(head);
  if (mark !== null) return mark.encoding;
  const wide = utf16ByNuls(head);
  if (wide !== null) return wide;
  if (isUtf8(withoutCutCharacter(head))) {
    return plausible(decode(head, 'utf-8'), UTF8_STRANGE) ? 'utf-8' : null;
  }
  const ranked = (['utf-8', 'gb18030', 'big5'] as const)
    .map((encoding) => ({ encoding, text: decode(head, encoding) }))
    .filter(({ text }) => plausible(text, STRANGE))
    .map(({ encoding, text }) => ({ encoding, score: naturalness(text) }))
    .sort((one, other) => other.score - one.score);
  return ranked[0]?.encoding ?? null;
}

/**
 * How much a decoded text looks like Chinese: the share of common characters among all that are not
 * ASCII, less the share of characters that only a wrong table produces. At most 1; 0 for ASCII.
 */
export function naturalness(text: string): number {
  let foreign = 0;
  let score = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (code < 0x80) continue;
    foreign += 1;
    if (COMMON.has(char)) score += 1;
    else if (code === 0xfffd || isPrivateUse(code)) score -= 2;
  }
  return foreign === 0 ? 0 : score / foreign;
}

/** Decodes leniently: what cannot be decoded becomes U+FFFD. No byte-order mark is removed. */
export function decode(bytes: Uint8Array, encoding: Encoding): string {
  return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
}

/** UTF-16 without a mark: every ASCII character brings a NUL. Which half comes first is told by what the text then is. */
function utf16ByNuls(head: Uint8Array): Encoding | null {
  const nuls = head.reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0);
  if (nuls < 0.005 * head.length) return null;
  // A few stray NULs in a UTF-8 text are no UTF-16.
  if (nuls < 0.2 * head.length && isUtf8(withoutCutCharacter(head))) return null;
  const whole = head.subarray(0, head.length & ~1);
  const little = legibility(decode(whole, 'utf-16le'));
  const big = legibility(decode(whole, 'utf-16be'));
  if (Math.max(little, big) < MIN_LEGIBILITY) return null;
  return little >= big ? 'utf-16le' : 'utf-16be';
}

/** Share of the characters that are ASCII (but no NUL) or common Chinese; bytes at random give next to none. */
function legibility(text: string): number {
  let known = 0;
  let nuls = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0) nuls += 1;
    if ((code >= 0x09 && code < 0x7f) || COMMON.has(text.charAt(at))) known += 1;
  }
  // Every other character a NUL: that is UTF-32.
  return nuls * 3 > text.length || text.length === 0 ? 0 : known / text.length;
}

/** Whether a decoded text may be one: hardly any control characters and undecodable bytes. */
function plausible(text: string, most: number): boolean {
  let strange = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const control = code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d && code !== 0x1b;
    if (control || code === 0xfffd) strange += 1;
  }
  return strange <= Math.max(2, text.length * most);
}

function isPrivateUse(code: number): boolean {
  return code >= 0xe000 && code <= 0xf8ff;
}

/** The bytes without a UTF-8 character that the end of the sample cuts in two. */
function withoutCutCharacter(head: Uint8Array): Uint8Array {
  for (let back = 1; back <= 3 && back <= head.length; back++) {
    const byte = head[head.length - back] ?? 0;
    if (byte < 0x80) return head;
    if (byte >= 0xc0) return head.subarray(0, head.length - back);
  }
  return head;
}
