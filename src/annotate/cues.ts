import type { PatternHit } from '../lexicon/scan.ts';
import { type Overlapping, overlapping } from '../text/search.ts';
import { clauseAt, labelOf, type Reading } from './reading.ts';

/** Whether one of these labels is among those of a voice's cues. */
export function hasOneOf(cues: ReadonlySet<string>, labels: readonly string[]): boolean {
  return cues.size > 0 && labels.some((label) => cues.has(label));
}

/** Labels that cues put on a voice (`kind:complaint` …), after those that take labels away. */
export function cuedLabels(reading: Reading): ReadonlySet<string> {
  if (reading.cues.length === 0) return NO_CUES;
  const labels = new Set<string>();
  const blocked = blockedCues(reading.cues);
  for (const cue of reading.cues) {
    if (isBlock(cue) || blocked.has(cue)) continue;
    const label = labelOf(cue);
    if (label !== PROMISE) labels.add(label);
    else if (isBroken(cue, reading)) labels.add('signal:expectation');
  }
  return labels;
}

const NO_CUES: ReadonlySet<string> = new Set();

/** The label of a cue that tells what was promised. */
const PROMISE = 'told:promise';
/** What opens a clause that tells what came instead: 实际只有三百, 结果收了我二百. */
const REALITY =
  /^(?:但|但是|可|可是|而|不过)?(?:结果|实际|其实|到手|收到|拿到|实物|打开|装上|送来|到了?[店家]|一看|真?用起来|现在|最后|没想到|谁知|哪知|不料|回家|回来|当场|却)/u;

/** Whether a cue tells what was promised. */
export function isPromise(cue: PatternHit): boolean {
  return labelOf(cue) === PROMISE;
}

/** Whether a clause opens with what came instead of a promise. */
export function opensReality(said: string): boolean {
  return REALITY.test(said);
}

/** Whether one of the next two clauses of the sentence tells what came instead of what a cue says was promised. */
function isBroken(cue: PatternHit, reading: Reading): boolean {
  const { clauses, folded } = reading;
  const at = clauseAt(reading, cue);
  const { sentence } = clauses[at] ?? {};
  return clauses
    .slice(at + 1, at + 3)
    .some((next) => next.sentence === sentence && REALITY.test(folded.slice(next.start, next.end)));
}

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
