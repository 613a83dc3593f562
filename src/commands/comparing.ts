import { setImmediate as turn } from 'node:timers/promises';
import type { CopyFinding } from '../model/copies.ts';
import { SPUN_FROM } from '../model/flags.ts';
import type { Message } from '../model/labels.ts';
import { createComparison, type Resources } from '../pipeline.ts';
import { readCompared } from '../store/copies.ts';
import type { Store } from '../store/session.ts';

/** Compares all voices of a store, each with all. */
export async function compareVoices(
  reader: Store,
  resources: Resources,
): Promise<readonly CopyFinding[]> {
  const comparison = createComparison(resources);
  for await (const voice of readCompared(reader)) comparison.add(voice);
  const steps = comparison.end();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    // A signal that came meanwhile is heard here.
    await turn();
  }
}

/** In one line: how many voices are copies of others; null where none is. */
export function copySummary(copies: readonly CopyFinding[]): Message | null {
  if (copies.length === 0) return null;
  const grouped = copies.filter(({ group }) => group !== null).length;
  const groups = new Set(copies.flatMap(({ group }) => group ?? [])).size;
  const copied = copies.filter((copy) => copy.copied).length;
  const spun = copies.filter((copy) => copy.spun >= SPUN_FROM).length;
  return {
    zh: `查重完成：雷同 ${grouped} 条（${groups} 组），其中复制粘贴 ${copied} 条；套版换词 ${spun} 条（只作标记，一条不删）`,
    en: `compared: ${grouped} near-duplicates (${groups} groups), ${copied} of them pasted; ${spun} of template wording (flagged, none dropped)`,
  };
}
