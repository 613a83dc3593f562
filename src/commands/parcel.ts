import type { Annotation, Opinion } from '../model/annotation.ts';
import type { Element } from '../model/elements.ts';
import type { TextFlag } from '../model/flags.ts';
import type { Kind, Signal, Stage } from '../model/labels.ts';
import type { Found, TextJob } from '../pipeline.ts';

/**
 * What was found in the texts of a job, on its way from one thread to another: numbers, which are handed over without a
 * copy, and each different word once. To send the objects themselves takes several times as long.
 */
export interface Parcel {
  /** Whole numbers, which stay whole for the engine: the first fraction in an object has it compile anew all that reads such objects. */
  readonly numbers: Int32Array<ArrayBuffer>;
  readonly scores: Float64Array<ArrayBuffer>;
  readonly words: readonly string[];
}

/** Stands for null, where else a number from 0 on stands. */
const NULL = -1;

/** Packs what was found in the texts of a job. Annotations that came with the job are left out. */
export function pack(found: readonly Found[], { given }: TextJob): Parcel {
  const packing = createPacking();
  const { numbers, add, addAll } = packing;
  for (const [at, { annotation, elements, flags, lastSentiment }] of found.entries()) {
    if (given[at] === null) packAnnotation(annotation, packing);
    numbers.push(elements.length);
    for (const { start, end, element, item, opinion } of elements) {
      numbers.push(start, end, opinion ?? NULL);
      add(element);
      add(item);
    }
    addAll(flags);
    add(lastSentiment);
  }
  return packing.parcel();
}

function packAnnotation(annotation: Annotation, packing: Packing): void {
  const { numbers, scores, add, addAll } = packing;
  const { sentiment, kinds, opinions, stages, signals, urgency } = annotation;
  add(sentiment.label);
  scores.push(sentiment.score);
  numbers.push(opinions.length);
  for (const { start, end, term, aspect, polarity, stage } of opinions) {
    numbers.push(start, end);
    for (const word of [term, aspect, polarity, stage]) add(word);
  }
  for (const labels of [kinds, stages, signals]) addAll(labels);
  add(urgency);
}

/** A parcel that is being filled. */
interface Packing {
  readonly numbers: number[];
  readonly scores: number[];
  readonly add: (word: string | null) => void;
  readonly addAll: (words: readonly string[]) => void;
  readonly parcel: () => Parcel;
}

function createPacking(): Packing {
  const numbers: number[] = [];
  const scores: number[] = [];
  const places = new Map<string, number>();
  const add = (word: string | null): void => {
    if (word === null) {
      numbers.push(NULL);
      return;
    }
    const place = places.get(word) ?? places.size;
    if (place === places.size) places.set(word, place);
    numbers.push(place);
  };
  return {
    numbers,
    scores,
    add,
    addAll: (words) => {
      numbers.push(words.length);
      for (const word of words) add(word);
    },
    parcel: () => ({
      numbers: Int32Array.from(numbers),
      scores: Float64Array.from(scores),
      words: [...places.keys()],
    }),
  };
}

/** What was found in the texts of a job, as `pack` was given it. */
export function unpack(parcel: Parcel, { texts, given }: TextJob): Found[] {
  const unpacking = createUnpacking(parcel);
  const { word, list, wordOrNull } = unpacking;
  return texts.map((text, at) => ({
    annotation: given[at] ?? unpackAnnotation(text, unpacking),
    elements: list(() => unpackElement(unpacking)),
    flags: list<TextFlag>(word),
    lastSentiment: wordOrNull(),
  }));
}

function unpackAnnotation(text: string, unpacking: Unpacking): Annotation {
  const { score, word, list } = unpacking;
  return {
    sentiment: { label: word(), score: score() },
    opinions: list(() => unpackOpinion(text, unpacking)),
    kinds: list<Kind>(word),
    stages: list<Stage>(word),
    signals: list<Signal>(word),
    urgency: word(),
  };
}

function unpackOpinion(text: string, { number, word, wordOrNull }: Unpacking): Opinion {
  const [start, end] = [number(), number()];
  const term = wordOrNull();
  const span = text.slice(start, end);
  return { span, start, end, term, aspect: word(), polarity: word(), stage: word() };
}

function unpackElement({ number, word }: Unpacking): Element {
  const [start, end, opinion] = [number(), number(), number()];
  return { element: word(), item: word(), start, end, opinion: opinion === NULL ? null : opinion };
}

/** A parcel that is being emptied, from its beginning. Its words are labels of whichever kind were packed there. */
interface Unpacking {
  readonly number: () => number;
  readonly score: () => number;
  readonly word: <Word extends string>() => Word;
  readonly wordOrNull: <Word extends string>() => Word | null;
  readonly list: <Item>(next: () => Item) => Item[];
}

function createUnpacking({ numbers, scores, words }: Parcel): Unpacking {
  let at = 0;
  const left = scores.values();
  const number = (): number => {
    at += 1;
    return numbers[at - 1] ?? NULL;
  };
  const wordOrNull = <Word extends string>(): Word | null =>
    (words[number()] as Word | undefined) ?? null;
  return {
    number,
    score: () => left.next().value ?? 0,
    wordOrNull,
    word: <Word extends string>() => words[number()] as Word,
    list: (next) => {
      const items = [];
      for (let left = number(); left > 0; left--) items.push(next());
      return items;
    },
  };
}
