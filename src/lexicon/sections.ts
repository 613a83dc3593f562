import { InputError } from '../model/errors.ts';

/** What a section may hold. Numbers are written as the machine holds them, low byte first on all that Node runs on. */
export type Section = Uint8Array | Uint16Array | Int32Array;

/** Named arrays and texts side by side in one piece of memory. */
export interface Sections {
  /** The arrays of a name, where they stand: nothing is copied. */
  readonly bytes: (name: string) => Uint8Array;
  readonly units: (name: string) => Uint16Array;
  readonly numbers: (name: string) => Int32Array;
  /** A text, decoded anew by each call. */
  readonly text: (name: string) => string;
}

const MAGIC = 0x44434f56; // "VOCD" in the bytes of a little-endian machine
const VERSION = 3;
const HEADER_BYTES = 16;

/** Where a section begins, behind the table of contents, and how many bytes it has. */
type Place = readonly [start: number, length: number];

/** Packs what `openSections` opens; texts in UTF-8. Each section starts on a multiple of 8 bytes. */
export function packSections(sections: Readonly<Record<string, Section | string>>): Uint8Array {
  const encoder = new TextEncoder();
  let length = 0;
  const parts = Object.entries(sections).map(([name, content]) => {
    const part = typeof content === 'string' ? encoder.encode(content) : content;
    const start = length;
    length += padded(part.byteLength);
    return { name, part, start };
  });
  const places = parts.map(({ name, part, start }) => [name, [start, part.byteLength]]);
  const contents = encoder.encode(JSON.stringify(places));
  const from = HEADER_BYTES + padded(contents.length);
  const bytes = new Uint8Array(from + length);
  new Uint32Array(bytes.buffer).set([MAGIC, VERSION, bytes.length, contents.length]);
  bytes.set(contents, HEADER_BYTES);
  for (const { part, start } of parts) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), from + start);
  }
  return bytes;
}

/**
 * Opens packed sections in place (bytes that do not start on a multiple of 8 are copied once).
 * @throws InputError if the bytes are none, of another version, or cut short
 */
export function openSections(given: Uint8Array): Sections {
  const bytes = given.byteOffset % 8 === 0 ? given : new Uint8Array(given);
  if (bytes.byteLength < HEADER_BYTES) throw unusable();
  const header = new Uint32Array(bytes.buffer, bytes.byteOffset, HEADER_BYTES / 4);
  const [magic, version, length, contentsLength = 0] = header;
  if (magic !== MAGIC || version !== VERSION || length !== bytes.byteLength) throw unusable();
  const decoder = new TextDecoder();
  const contents = decoder.decode(bytes.subarray(HEADER_BYTES, HEADER_BYTES + contentsLength));
  const places = new Map(JSON.parse(contents) as readonly (readonly [string, Place])[]);
  const from = bytes.byteOffset + HEADER_BYTES + padded(contentsLength);
  const place = (name: string): readonly [buffer: ArrayBufferLike, ...Place] => {
    const found = places.get(name);
    if (found === undefined) throw new RangeError(`no section ${name}`);
    return [bytes.buffer, from + found[0], found[1]];
  };
  const array = <Kind extends Section>(kind: ArrayKind<Kind>, name: string): Kind => {
    const [buffer, start, size] = place(name);
    return new kind(buffer, start, size / kind.BYTES_PER_ELEMENT);
  };
  return {
    bytes: (name) => array(Uint8Array, name),
    units: (name) => array(Uint16Array, name),
    numbers: (name) => array(Int32Array, name),
    text: (name) => decoder.decode(array(Uint8Array, name)),
  };
}

interface ArrayKind<Kind> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, start: number, length: number): Kind;
}

function padded(size: number): number {
  return Math.ceil(size / 8) * 8;
}

function unusable(): InputError {
  return new InputError({
    zh: '编译词典 dictionaries.bin 损坏或版本不符；请重新安装，或运行 npm run build 重新生成',
    en: 'the compiled dictionaries dictionaries.bin are damaged or of another version; install again or run npm run build',
  });
}
