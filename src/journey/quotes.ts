import type { Excerpt, Said } from '../model/journey.ts';
import type { Span } from '../model/voice.ts';

/** Text units shown before and after the words themselves. */
const CONTEXT = 22;
/** Text units shown of a voice that is quoted as a whole. */
const WHOLE = 48;
/** Quotes of an item. */
const MOST_QUOTES = 3;
/** Where in a text the words are that put a label on it (`signal:expectation` …); null where there are none. */
export type CueFinder = (text: string, label: string) => Span | null;
/** The labels of whole voices that are items. */
const LABELS: Readonly<Record<string, string>> = {
  need: 'kind:need',
  suggestion: 'kind:suggestion',
  unmet: 'signal:expectation',
};
/** What a voice that no cue tells is quoted from: labels may come with an export, and kinds from other rules. */
const WORDS: Readonly<Record<string, RegExp>> = {
  need: /希望|要是|如果能|需要|能不能|想要|最好|盼|求/,
  suggestion: /建议|希望|应该|可以考虑|不如|最好/,
  unmet: /本以为|以为|承诺|说好|答应|预期|期望|宣传|结果|没想到|居然|竟然|不符/,
};

/** Excerpts of whole voices with the place of the words that make them one of the item. */
export function withCues(
  excerpts: readonly Excerpt[],
  item: string,
  find: CueFinder,
): readonly Excerpt[] {
  const label = LABELS[item];
  if (label === undefined) return excerpts;
  return excerpts.map((excerpt) =>
    isPlaced(excerpt) ? excerpt : { ...excerpt, ...find(excerpt.text, label) },
  );
}

/**
 * Excerpts as quotes: the words with what stands around them in the sentence, cuts marked with `…`. Voices in which the
 * words are known come first.
 */
export function quotesOf(excerpts: readonly Excerpt[], item: string): Said[] {
  const words = WORDS[item];
  return excerpts
    .toSorted((a, b) => plainness(b, words) - plainness(a, words))
    .slice(0, MOST_QUOTES)
    .map((excerpt) => (isPlaced(excerpt) ? around(excerpt) : beginning(excerpt, words)));
}

function isPlaced({ start, end }: Excerpt): boolean {
  return end > start;
}

function plainness(excerpt: Excerpt, words: RegExp | undefined): number {
  if (isPlaced(excerpt)) return 2;
  return words?.test(excerpt.text) ? 1 : 0;
}

function around({ voiceKey, voiceId, text, start, end }: Excerpt): Said {
  const before = text.slice(Math.max(0, start - CONTEXT), start);
  const after = text.slice(end, end + CONTEXT);
  const left = before.split(SENTENCE_END).at(-1) ?? '';
  const right = after.split(SENTENCE_END)[0] ?? '';
  return {
    voiceKey,
    voiceId,
    before: left.length === CONTEXT ? `…${whole(left, 'start')}` : left.trimStart(),
    span: text.slice(start, end),
    after: right.length === CONTEXT ? `${whole(right, 'end')}…` : right.trimEnd(),
  };
}

const SENTENCE_END = /[。！？!?；;\n\r]+/;

/** The sentence of the voice that says it, about the words that do, else its beginning. */
function beginning({ voiceKey, voiceId, text }: Excerpt, cue: RegExp | undefined): Said {
  const spoken = text.split(SENTENCE_END).flatMap((sentence) => sentence.trim() || []);
  const told = (cue && spoken.find((sentence) => cue.test(sentence))) ?? spoken[0] ?? '';
  const at = Math.max(0, (cue?.exec(told)?.index ?? 0) - CONTEXT);
  const from = told.length > WHOLE ? at : 0;
  const cut = told.slice(from, from + WHOLE);
  const before = from > 0 ? '…' : '';
  const after = from + WHOLE < told.length ? '…' : '';
  return { voiceKey, voiceId, before, span: whole(whole(cut, 'start'), 'end'), after };
}

/** Without half of a character that a cut went through. */
function whole(text: string, cut: 'start' | 'end'): string {
  if (cut === 'start') return /^[\udc00-\udfff]/.test(text) ? text.slice(1) : text;
  return /[\ud800-\udbff]$/.test(text) ? text.slice(0, -1) : text;
}
