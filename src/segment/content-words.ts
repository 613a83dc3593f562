import type { Span } from '../model/voice.ts';
import { clauses } from '../text/clauses.ts';
import { clean } from '../text/clean.ts';
import { receivedSpan } from '../text/offsets.ts';
import type { CleaningTables } from '../text/tables.ts';
import { unitsOf } from '../text/units.ts';
import type { Segmenter } from './segmenter.ts';

/** A stretch of a voice in which words stand together: all of it, or a clause. */
export interface Unit extends Span {
  /** The stretch as it is read: simplified, half-width, lower case. */
  readonly text: string;
  /** Its distinct words that carry meaning: no particles, pronouns, numbers and single characters. */
  readonly words: ReadonlySet<string>;
}

/** Reads texts as stretches of words. */
export interface WordReader {
  /** The whole text as one stretch. */
  readonly whole: (text: string) => Unit;
  /** Clause by clause; `start` and `end` point into the text as received. */
  readonly clauses: (text: string) => Unit[];
  /** A term as texts are read. */
  readonly plain: (term: string) => string;
}

/** Parts of speech of words that say what a voice is about: nouns, verbs, adjectives, idioms, places, foreign words. */
const MEANS = /^(?:n|v|a|i|l|j|s|t|z|b|eng)/;
const ALONE = /^a/;
/** Verbs, nouns and adverbs that stand in any text. */
const EMPTY = new Set([
  ...[
    '是',
    '有',
    '没有',
    '没',
    '说',
    '要',
    '来',
    '去',
    '做',
    '到',
    '会',
    '能',
    '想',
    '觉得',
    '感觉',
    '知道',
  ],
  ...[
    '可以',
    '可能',
    '应该',
    '需要',
    '希望',
    '使用',
    '进行',
    '时候',
    '东西',
    '事情',
    '问题',
    '情况',
    '现在',
  ],
  ...[
    '今天',
    '昨天',
    '明天',
    '目前',
    '起来',
    '出来',
    '下来',
    '过来',
    '不会',
    '不能',
    '不是',
    '就是',
    '还是',
  ],
]);

/** A reader that cleans texts and cuts them into words. */
export function createWordReader(cleaning: CleaningTables, segmenter: Segmenter): WordReader {
  const wordsIn = wordFinder(segmenter);
  return {
    plain: (term) => clean(term, cleaning).text.trim(),
    whole: (text) => {
      const read = clean(text, cleaning).text;
      return { start: 0, end: text.length, text: read, words: wordsIn(read) };
    },
    clauses: (text) => {
      const { text: read, offsets } = clean(text, cleaning);
      return clauses(read).map((span) => {
        const part = read.slice(span.start, span.end);
        return { ...receivedSpan(offsets, span), text: part, words: wordsIn(part) };
      });
    },
  };
}

function wordFinder(segmenter: Segmenter): (text: string) => Set<string> {
  // By id of the word: 0 not yet looked at, 1 counts, 2 counts even as a single character, 3 does not.
  const known = new Uint8Array(segmenter.idLimit);
  const counts = (id: number, length: number): boolean => {
    if (known[id] === 0) known[id] = id === 0 ? 1 : rankOf(segmenter.tagOf(id));
    return known[id] === 2 || (known[id] === 1 && length > 1);
  };
  return (text) => {
    const { count, ends, ids } = segmenter.cut(unitsOf(text));
    const found = new Set<string>();
    for (let at = 0, start = 0; at < count; at++) {
      const end = ends[at] as number;
      if (counts(ids[at] as number, end - start)) {
        const word = text.slice(start, end);
        if (LETTER.test(word) && !EMPTY.has(word)) found.add(word);
      }
      start = end;
    }
    return found;
  };
}

const LETTER = /\p{L}/u;

function rankOf(tag: string): 1 | 2 | 3 {
  if (ALONE.test(tag)) return 2;
  return MEANS.test(tag) ? 1 : 3;
}
