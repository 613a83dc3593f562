import { readFileSync } from 'node:fs';
import { ASPECTS, type Aspect, labelsOf } from '../src/model/labels.ts';
import type { Span } from '../src/model/voice.ts';

/** An opinion that is marked in a sentence of our own. */
export interface OwnMark extends Span {
  readonly polarity: 'negative' | 'positive';
  /** What it is about; null where the sentence does not say. */
  readonly aspect: Aspect | null;
}

export interface OwnSentence {
  readonly text: string;
  readonly marks: readonly OwnMark[];
}

const MARK = /(\{[-+][^}]+\})/u;
const ASPECT = /^([a-z]+):/u;

/**
 * Our own sentences from `scripts/fixtures/`, one a line: `{-…}` and `{+…}` mark opinions, `{-price:…}` tells what one is
 * about. Lines that begin with # are comments.
 * @throws Error for an aspect that the codebook does not know
 */
export function readOwnSentences(file: string): OwnSentence[] {
  return readFileSync(new URL(`./fixtures/${file}`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .map(readSentence);
}

function readSentence(line: string): OwnSentence {
  const marks: OwnMark[] = [];
  const text = line.split(MARK).reduce((before, part) => {
    if (!part.startsWith('{')) return before + part;
    const inside = part.slice(2, -1);
    const name = ASPECT.exec(inside)?.[1];
    const span = name === undefined ? inside : inside.slice(name.length + 1);
    const polarity = part.startsWith('{-') ? 'negative' : 'positive';
    const [start, end] = [before.length, before.length + span.length];
    marks.push({ start, end, polarity, aspect: name === undefined ? null : aspectCalled(name) });
    return before + span;
  }, '');
  return { text, marks };
}

function aspectCalled(name: string): Aspect {
  const aspect = labelsOf(ASPECTS).find((one) => one === name);
  if (aspect === undefined) throw new Error(`no aspect is called ${name}`);
  return aspect;
}
