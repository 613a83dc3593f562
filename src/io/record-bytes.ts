import type { Annotation, Opinion } from '../model/annotation.ts';

/**
 * Writes annotated records as JSON in UTF-8, byte for byte what `JSON.stringify` and an encoder give. The record
 * is fixed, so that most of it is copied eight bytes at a time; no string of it is ever made.
 */
export interface RecordWriter {
  /**
   * Adds one record.
   * @param attributes the other columns as JSON, empty without any
   */
  readonly add: (id: string, text: string, labels: Annotation, attributes: string) => void;
  /** Adds what stands between two records, a few ASCII characters. */
  readonly separate: (between: string) => void;
  /** All bytes since the last call, in a buffer of their own. */
  readonly take: () => Uint8Array<ArrayBuffer>;
}

/**
 * ASCII in words of eight bytes, the last filled up with zeros that the next piece overwrites. No ASCII text reads
 * as NaN, which alone may change on the way through a register.
 */
interface Piece {
  readonly words: Float64Array;
  readonly length: number;
}
const WORD = 8;

const ENCODER = new TextEncoder();
const FIRST_BYTES = 1 << 16;
/** Scores have two decimals; should they ever have more, memory must not grow with them. */
const MOST_KNOWN = 4096;
/** UTF-8 needs no more for a UTF-16 unit. */
const MOST_BYTES = 3;
/** What a number, or all fixed pieces between two strings, need at most. */
const ROOM = 256;
/** 1 for units that JSON escapes, or that need a look at their neighbours. */
const SPECIAL: Uint8Array = new Uint8Array(65536).fill(1, 0, 0x20).fill(1, 0xd800, 0xe000);
SPECIAL[0x22] = 1;
SPECIAL[0x5c] = 1;
/** 1 for halves of pairs, which need that look wherever they stand. */
const HALF: Uint8Array = new Uint8Array(65536).fill(1, 0xd800, 0xe000);

const ID = pieceOf('{"id":');
const TEXT = pieceOf(',"text":');
const KINDS = pieceOf('},"kinds":');
const OPINIONS = pieceOf(',"opinions":[');
const SPAN = pieceOf('{"span":');
const NEXT_SPAN = pieceOf(',{"span":');
const START = pieceOf(',"start":');
const END = pieceOf(',"end":');
const TERM = pieceOf(',"term":');
const STAGES = pieceOf('],"stages":');
const SIGNALS = pieceOf(',"signals":');
const ATTRIBUTES = pieceOf(',"attributes":');

/** A writer that keeps its work space, some times the size of the largest piece that is taken. */
export function createRecordWriter(): RecordWriter {
  const label = knownField(',"sentiment":{"label":');
  const score = knownField(',"score":');
  const polarity = knownField(',"polarity":');
  const aspect = knownField(',"aspect":');
  const stage = knownField(',"stage":');
  const urgency = knownField(',"urgency":');
  const element = knownField('');
  const separator = knownField('', String);
  let bytes = new Uint8Array(FIRST_BYTES);
  let view = new DataView(bytes.buffer);
  let at = 0;

  function reserve(room: number): void {
    if (at + room <= bytes.length) return;
    const larger = new Uint8Array(Math.max(2 * bytes.length, at + room));
    larger.set(bytes.subarray(0, at));
    bytes = larger;
    view = new DataView(bytes.buffer);
  }

  function put({ words, length }: Piece): void {
    let to = at;
    for (let i = 0; i < words.length; i++) {
      view.setFloat64(to, words[i] as number, true);
      to += WORD;
    }
    at += length;
  }

  function putByte(byte: number): void {
    bytes[at++] = byte;
  }

  function putOffset(value: number): void {
    if (value >= 10) putOffset((value / 10) | 0);
    bytes[at++] = 0x30 + (value % 10);
  }

  function putLabels(labels: readonly string[]): void {
    reserve(ROOM + labels.length * ROOM);
    putByte(0x5b);
    for (let i = 0; i < labels.length; i++) {
      if (i > 0) putByte(0x2c);
      put(element(labels[i] as string));
    }
    putByte(0x5d);
  }

  /** A string in quotes, and room for fixed pieces behind it. */
  function putString(text: string): void {
    reserve(text.length * MOST_BYTES + 2 + ROOM);
    putByte(0x22);
    if (putUnits(text, SPECIAL)) putByte(0x22);
    else {
      at--;
      putJson(JSON.stringify(text));
    }
  }

  /** The units of a text, for which there must be room; nothing, and false, if one of them is special. */
  function putUnits(text: string, special: Uint8Array): boolean {
    const out = bytes;
    const { length } = text;
    let to = at;
    for (let i = 0; i < length; i++) {
      // As `codeAt` of src/text/units.ts: texts have many forms.
      const unit = ''.charCodeAt.call(text, i);
      if (special[unit] === 1) return false;
      if (unit < 0x80) out[to++] = unit;
      else if (unit < 0x800) {
        out[to++] = 0xc0 | (unit >> 6);
        out[to++] = 0x80 | (unit & 0x3f);
      } else {
        out[to++] = 0xe0 | (unit >> 12);
        out[to++] = 0x80 | ((unit >> 6) & 0x3f);
        out[to++] = 0x80 | (unit & 0x3f);
      }
    }
    at = to;
    return true;
  }

  function putJson(json: string): void {
    reserve(json.length * MOST_BYTES + ROOM);
    if (!putUnits(json, HALF)) at += ENCODER.encodeInto(json, bytes.subarray(at)).written;
  }

  function putOpinion(opinion: Opinion, first: boolean): void {
    put(first ? SPAN : NEXT_SPAN);
    putString(opinion.span);
    put(START);
    putOffset(opinion.start);
    put(END);
    putOffset(opinion.end);
    put(polarity(opinion.polarity));
    put(aspect(opinion.aspect));
    put(stage(opinion.stage));
    if (opinion.term !== null) {
      put(TERM);
      putString(opinion.term);
    }
    putByte(0x7d);
  }

  function add(id: string, text: string, labels: Annotation, attributes: string): void {
    reserve(ROOM);
    put(ID);
    putString(id);
    put(TEXT);
    putString(text);
    put(label(labels.sentiment.label));
    put(score(labels.sentiment.score));
    put(KINDS);
    putLabels(labels.kinds);
    put(OPINIONS);
    const { opinions } = labels;
    for (let i = 0; i < opinions.length; i++) {
      reserve(ROOM);
      putOpinion(opinions[i] as Opinion, i === 0);
    }
    reserve(ROOM);
    put(STAGES);
    putLabels(labels.stages);
    put(SIGNALS);
    putLabels(labels.signals);
    put(urgency(labels.urgency));
    if (attributes !== '') {
      put(ATTRIBUTES);
      putJson(attributes);
    }
    putByte(0x7d);
  }

  function separate(between: string): void {
    reserve(ROOM);
    put(separator(between));
  }

  function take(): Uint8Array<ArrayBuffer> {
    const taken = bytes.slice(0, at);
    at = 0;
    return taken;
  }

  return { add, separate, take };
}

/** Gives a field with its name and its value, a label or a number that comes again and again. */
function knownField(
  name: string,
  text: (value: string | number) => string = JSON.stringify,
): (value: string | number) => Piece {
  const known = new Map<string | number, Piece>();
  return (value) => {
    const seen = known.get(value);
    if (seen !== undefined) return seen;
    if (known.size >= MOST_KNOWN) known.clear();
    const piece = pieceOf(name + text(value));
    known.set(value, piece);
    return piece;
  };
}

function pieceOf(ascii: string): Piece {
  const bytes = new Uint8Array(Math.ceil(ascii.length / WORD) * WORD);
  ENCODER.encodeInto(ascii, bytes);
  const view = new DataView(bytes.buffer);
  const words = Float64Array.from({ length: bytes.length / WORD }, (_, i) =>
    view.getFloat64(WORD * i, true),
  );
  return { words, length: ascii.length };
}
