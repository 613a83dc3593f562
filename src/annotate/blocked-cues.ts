import type { PatternHit } from '../lexicon/scan.ts';
import { isBlock } from './labels.ts';

/** The blocks of one label, as a walk along the text meets them. */
interface Blocks {
  readonly all: readonly PatternHit[];
  /** How many of all have begun. */
  begun: number;
  /** Those of them that may still reach a cue. */
  open: readonly PatternHit[];
}

/** The cues whose label a block takes away, each with that block; linear in their number. */
export function blockedCues(cues: readonly PatternHit[]): ReadonlyMap<PatternHit, PatternHit> {
  const blocked = new Map<PatternHit, PatternHit>();
  const blocksOf = sortedBlocks(cues);
  if (blocksOf.size === 0) return blocked;
  for (const cue of byStart(cues.filter((one) => !isBlock(one)))) {
    const blocks = blocksOf.get(`not${labelOf(cue)}`);
    const block = blocks && blockAt(blocks, cue);
    if (block) blocked.set(cue, block);
  }
  return blocked;
}

function sortedBlocks(cues: readonly PatternHit[]): Map<string, Blocks> {
  const lists = new Map<string, PatternHit[]>();
  for (const block of byStart(cues.filter(isBlock))) {
    const label = labelOf(block);
    lists.set(label, lists.get(label) ?? []);
    lists.get(label)?.push(block);
  }
  return new Map([...lists].map(([label, all]) => [label, { all, begun: 0, open: [] }]));
}

/** The first block that overlaps a cue; cues come by their start. */
function blockAt(blocks: Blocks, { start, end }: PatternHit): PatternHit | undefined {
  const from = blocks.begun;
  while ((blocks.all[blocks.begun]?.start ?? end) < end) blocks.begun++;
  blocks.open = [...blocks.open, ...blocks.all.slice(from, blocks.begun)].filter(
    (block) => block.end > start,
  );
  return blocks.open.find((block) => block.start < end);
}

function byStart(hits: readonly PatternHit[]): readonly PatternHit[] {
  return [...hits].sort((a, b) => a.start - b.start);
}

function labelOf({ anchored }: PatternHit): string {
  return anchored.cue?.label ?? '';
}
