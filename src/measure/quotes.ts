import type { Quote } from '../model/facts.ts';

/** Quotes shown for a pain point. */
const MOST = 3;
/** Two quotes that share more of their character pairs than this say the same to a reader. */
const NEARLY_EQUAL = 0.6;

/** Which share of the character pairs of either text both have (Jaccard), from 0 to 1; punctuation and spaces do not count. */
export function likeness(one: string, other: string): number {
  return jaccard(pairsOf(one), pairsOf(other));
}

/**
 * At most three quotes, most typical first, no two of one voice or nearly equal. Typical is what is said in these
 * words often, and resembles what else is said.
 */
export function chooseQuotes(candidates: readonly Quote[]): Quote[] {
  // Sums of fractions depend on their order in the last digit, which would decide ties.
  const quotes = [...candidates].sort(compareQuotes);
  const pairs = quotes.map((quote) => pairsOf(quote.span));
  const alike: number[][] = [];
  for (const [i, own] of pairs.entries()) {
    alike.push(pairs.map((other, j) => (j < i ? (alike[j]?.[i] ?? 0) : jaccard(own, other))));
  }
  const typicality = alike.map((to) =>
    quotes.reduce((sum, quote, j) => sum + quote.voices * (to[j] ?? 0), 0),
  );
  const order = quotes
    .map((quote, i) => ({
      quote,
      pairs: pairs[i] ?? new Set<string>(),
      typical: typicality[i] ?? 0,
    }))
    .sort((a, b) => b.typical - a.typical || compareQuotes(a.quote, b.quote));
  const chosen: typeof order = [];
  for (const candidate of order) {
    // A voice is quoted with its whole sentence, which may say the same in two ways.
    const repeated = chosen.some(
      ({ quote, pairs: own }) =>
        quote.voiceKey === candidate.quote.voiceKey || jaccard(candidate.pairs, own) > NEARLY_EQUAL,
    );
    if (!repeated && chosen.length < MOST) chosen.push(candidate);
  }
  return chosen.map(({ quote }) => withinSentence(quote));
}

/** The first three quotes of which no two are nearly equal, in their order. */
export function unlikeQuotes(candidates: readonly Quote[]): Quote[] {
  const chosen: { quote: Quote; pairs: Set<string> }[] = [];
  for (const quote of candidates) {
    const pairs = pairsOf(quote.span);
    const repeated = chosen.some((other) => jaccard(pairs, other.pairs) > NEARLY_EQUAL);
    if (!repeated && chosen.length < MOST) chosen.push({ quote, pairs });
  }
  return chosen.map(({ quote }) => quote);
}

/** Longest stretch, in text units, that stands before or after the words themselves. */
const MOST_CONTEXT = 24;

/** Keeps of what stands around the words only what belongs to their sentence; a cut in it is marked with `…`. */
function withinSentence(quote: Quote): Quote {
  const before = quote.before.split(SENTENCE_END).at(-1)?.trimStart() ?? '';
  const ended = SENTENCE_END.exec(quote.after);
  const after = (ended ? quote.after.slice(0, ended.index) : quote.after).trimEnd();
  return { ...quote, before: lastClauses(before), after: firstClauses(after) };
}

const SENTENCE_END = /[。！？!?；;\n\r]+/;
const PAUSE = /[，,、：: ]/;

function lastClauses(text: string): string {
  if (text.length <= MOST_CONTEXT) return text;
  const cut = text.slice(-MOST_CONTEXT);
  const pause = PAUSE.exec(cut);
  return `…${pause ? cut.slice(pause.index + 1) : [...cut].slice(1).join('')}`;
}

function firstClauses(text: string): string {
  if (text.length <= MOST_CONTEXT) return text;
  const cut = text.slice(0, MOST_CONTEXT);
  const pause = Math.max(...['，', ',', '、', '：', ':', ' '].map((mark) => cut.lastIndexOf(mark)));
  return `${pause >= 0 ? cut.slice(0, pause) : [...cut].slice(0, -1).join('')}…`;
}

function compareQuotes(a: Quote, b: Quote): number {
  if (a.voices !== b.voices) return b.voices - a.voices;
  if (a.span !== b.span) return a.span < b.span ? -1 : 1;
  if (a.voiceKey === b.voiceKey) return 0;
  return a.voiceKey < b.voiceKey ? -1 : 1;
}

/** The pairs of neighbouring characters; a text of one character is its own pair. */
function pairsOf(text: string): Set<string> {
  const characters = [...text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')];
  if (characters.length < 2) return new Set(characters);
  return new Set(characters.slice(1).map((c, i) => `${characters[i] ?? ''}${c}`));
}

function jaccard(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let shared = 0;
  for (const pair of one) if (other.has(pair)) shared++;
  const either = one.size + other.size - shared;
  return either === 0 ? 1 : shared / either;
}
