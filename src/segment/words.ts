import { InputError } from '../model/errors.ts';
import { type Trie, walkTrie } from './trie.ts';

/** The compiled word list: typed arrays over one file, never changed. */
export interface Words {
  readonly trie: Trie;
  /** Code of each UTF-16 unit; 0 for what cannot be part of a word, UNLISTED for word characters that no word has. */
  readonly codes: Uint16Array;
  /** One more than the highest code. */
  readonly codeLimit: number;
  /** Natural logarithm of each word class's probability; class 0 is that of an unknown character. */
  readonly weights: Float64Array;
  /** Index into `tags` by word class. */
  readonly classTags: Uint16Array;
  readonly tags: readonly string[];
  /** Log probability of a code in the states B, M, E, S: `emissions[4 * code + state]`. */
  readonly emissions: Float64Array;
  /** Log probabilities in the order of `TRANSITIONS`. */
  readonly transitions: Float64Array;
  /** Sum of the frequencies behind `weights`. */
  readonly total: number;
  /** Our own words among those of the trie. */
  readonly own: OwnWords;
}

/** Where our own words stand in the trie, side by side with what jieba has there. */
export interface OwnWords {
  readonly nodes: Int32Array;
  /** Class of jieba's word, 0 where it has none. */
  readonly jiebaClasses: Uint16Array;
}

/** The code of every word character that neither the words nor the emissions know. */
export const UNLISTED = 1;

/** Stands for the logarithm of 0, so that even a run of impossible characters has a best cut. */
export const IMPOSSIBLE: number = -3.14e100;

/** The steps that a cut into begin, middle, end and single can take, in the order of `Words.transitions`. */
export const TRANSITIONS: readonly string[] = [
  ...['startB', 'startS'],
  ...['BM', 'BE', 'MM', 'ME', 'EB', 'ES', 'SB', 'SS'],
];

const MAGIC = 0x57434f56; // "VOCW" in the bytes of a little-endian machine
const VERSION = 4;
const HEADER_BYTES = 40;

/** Compiles what `openWords` reads. All sections start on a multiple of 8 bytes. */
export function packWords(words: Words): Uint8Array {
  const tags = new TextEncoder().encode(words.tags.join(' '));
  const sections = [
    words.weights,
    words.emissions,
    words.transitions,
    words.trie.bases,
    words.trie.codes,
    words.trie.classes,
    words.codes,
    words.classTags,
    words.own.nodes,
    words.own.jiebaClasses,
    tags,
  ];
  const length = sections.reduce((sum, part) => sum + padded(part.byteLength), HEADER_BYTES);
  const bytes = new Uint8Array(length);
  const counts = [words.trie.codes.length, words.codeLimit, words.weights.length, tags.length];
  const { own, total } = words;
  new Uint32Array(bytes.buffer).set([MAGIC, VERSION, length, ...counts, total, own.nodes.length]);
  let at = HEADER_BYTES;
  for (const part of sections) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += padded(part.byteLength);
  }
  return bytes;
}

/**
 * Opens a compiled word list in place: nothing is parsed or copied (bytes that do not start on a
 * multiple of 8 are copied once).
 *
 * @throws InputError if the bytes are not a word list, of another version, or cut short
 */
export function openWords(bytes: Uint8Array): Words {
  const file = bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes);
  if (file.byteLength < HEADER_BYTES) throw unusable('太短', 'is too short');
  const header = new Uint32Array(file.buffer, file.byteOffset, HEADER_BYTES / 4);
  const [magic, version, length, nodes, codeLimit, classes, tagBytes, total, own] = [...header] as [
    ...[number, number, number],
    ...[number, number, number],
    ...[number, number, number],
  ];
  if (magic !== MAGIC) throw unusable('不是词表', 'is not a word list');
  if (version !== VERSION)
    throw unusable(`版本为 ${version}，需要 ${VERSION}`, `has version ${version}, not ${VERSION}`);
  const sizes = [8 * classes, 32 * codeLimit, 8 * TRANSITIONS.length];
  const trieSizes = [4 * nodes, 2 * nodes, 2 * nodes];
  const otherSizes = [2 * 0x10000, 2 * classes, 4 * own, 2 * own, tagBytes];
  const expected = [...sizes, ...trieSizes, ...otherSizes].reduce(
    (sum, size) => sum + padded(size),
    HEADER_BYTES,
  );
  if (length !== file.byteLength || expected !== length)
    throw unusable('不完整', 'is damaged or cut short');
  let at = file.byteOffset + HEADER_BYTES;
  const section = (size: number): [ArrayBufferLike, number] => {
    const start = at;
    at += padded(size);
    return [file.buffer, start];
  };
  return {
    weights: new Float64Array(...section(8 * classes), classes),
    emissions: new Float64Array(...section(32 * codeLimit), 4 * codeLimit),
    transitions: new Float64Array(...section(8 * TRANSITIONS.length), TRANSITIONS.length),
    trie: {
      bases: new Int32Array(...section(4 * nodes), nodes),
      codes: new Uint16Array(...section(2 * nodes), nodes),
      classes: new Uint16Array(...section(2 * nodes), nodes),
    },
    codes: new Uint16Array(...section(2 * 0x10000), 0x10000),
    classTags: new Uint16Array(...section(2 * classes), classes),
    own: {
      nodes: new Int32Array(...section(4 * own), own),
      jiebaClasses: new Uint16Array(...section(2 * own), own),
    },
    tags: new TextDecoder().decode(new Uint8Array(...section(tagBytes), tagBytes)).split(' '),
    codeLimit,
    total,
  };
}

/** The list with jieba's words alone: all else is shared, only the word classes are copied. */
export function jiebaAlone(words: Words): Words {
  const { nodes, jiebaClasses } = words.own;
  const classes = words.trie.classes.slice();
  nodes.forEach((node, at) => {
    classes[node] = jiebaClasses[at] as number;
  });
  const own = { nodes: new Int32Array(0), jiebaClasses: new Uint16Array(0) };
  return { ...words, trie: { ...words.trie, classes }, own };
}

/** The node of a listed word, 0 for what is not one. */
export function findWord({ trie, codes }: Pick<Words, 'trie' | 'codes'>, word: string): number {
  const coded = Uint16Array.from({ length: word.length }, (_, at) => {
    return codes[word.charCodeAt(at)] ?? 0;
  });
  const node = walkTrie(trie, coded, 0, word.length);
  return trie.classes[node] === 0 ? 0 : node;
}

function padded(size: number): number {
  return Math.ceil(size / 8) * 8;
}

function unusable(zh: string, en: string): InputError {
  return new InputError({
    zh: `编译词表 words.bin ${zh}；请重新安装，或运行 npm run build 重新生成`,
    en: `the compiled word list words.bin ${en}; install again or run npm run build`,
  });
}
