import type { PatternHit } from '../lexicon/scan.ts';
import { type Overlapping, overlapping } from '../text/search.ts';
import { labelOf, type Reading } from './reading.ts';

/** Whether one of these labels is among those of a voice's cues. */
export function hasOneOf(cues: ReadonlySet<string>, labels: readonly string[]): boolean {
  return cues.size > 0 && labels.some((label) => cues.has(label));
}

/** Labels that cues put on a voice (`kind:complaint` …), after those that take labels away. */
export function cuedLabels({ cues }: Pick<Reading, 'cues'>): ReadonlySet<string> {
  if (cues.length === 0) return NO_CUES;
  const blocked = blockedCues(cues);
  return new Set(cues.filter((cue) => !isBlock(cue) && !blocked.has(cue)).map(labelOf));
}

const NO_CUES: ReadonlySet<string> = new Set();

/** Whether a cue takes a label away, and puts none there. */
export function isBlock(cue: PatternHit): boolean {
  return labelOf(cue).startsWith('not');
}

/** The cues, by start, whose label a block takes away, each with that block; linear in their number. */
export function blockedCues(cues: readonly PatternHit[]): ReadonlyMap<PatternHit, PatternHit> {
  if (!cues.some(isBlock)) return NONE_BLOCKED;
  const blocked = new Map<PatternHit, PatternHit>();
  const blocksOf = sortedBlocks(cues);
  for (const cue of cues.filter((one) => !isBlock(one))) {
    const block = blocksOf.get(`not${labelOf(cue)}`)?.(cue);
    if (block) blocked.set(cue, block);
  }
  return blocked;
}

const NONE_BLOCKED: ReadonlyMap<PatternHit, PatternHit> = new Map();

/** The blocks of each label, as what finds the first that overlaps a cue. */
function sortedBlocks(cues: readonly PatternHit[]): Map<string, Overlapping<PatternHit>> {
  const lists = new Map<string, PatternHit[]>();
  for (const block of cues.filter(isBlock)) {
    const label = labelOf(block);
    lists.set(label, lists.get(label) ?? []);
    lists.get(label)?.push(block);
  }
  return new Map([...lists].map(([label, blocks]) => [label, overlapping(blocks)]));
}
