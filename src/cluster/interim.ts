import type { Lexicon } from '../lexicon/lexicon.ts';
import { scan } from '../lexicon/scan.ts';
import type { OpinionKey } from '../model/pain.ts';

export function problemOf(
  folded: string,
  _key: OpinionKey,
  lexicon: Lexicon,
): { object: string | null; problem: string | null } {
  const { hits, patterns } = scan(folded, lexicon);
  let object: string | null = null,
    problem: string | null = null;
  for (const h of hits) {
    if (h.term.aspect) object = h.term.aspect.object;
    if (h.term.evaluation && h.term.evaluation.weight < 0)
      problem = h.term.evaluation.problem ?? h.term.text;
  }
  for (const p of patterns)
    if (p.anchored.evaluation && p.anchored.evaluation.weight < 0)
      problem = p.anchored.evaluation.problem ?? problem;
  return { object, problem };
}
