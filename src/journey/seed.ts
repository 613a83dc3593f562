import type { SeedFacts } from '../model/journey.ts';

/** What only leads to what follows: `问题一：`, `附：`, `以下是…`. */
const LEADS_ON = /[：:]\s*$|^以下(?:是|为|几|问题|情况)/;
/** What names a matter without telling anything of it. */
const MATTER = '(?:问题|情况|原因|事项|事宜|诉求|要求|建议|内容|如下)';
/** Such a word alone, with a number at most: `问题`, `问题一`, `第2个问题`, `1、原因`. */
const NUMBERED = new RegExp(
  `^第?[\\d一二三四五六七八九十]*[、.．个]?(?:以下|主要|具体)?${MATTER}[\\d一二三四五六七八九十]*$`,
);
/** A heading: a few words that end in one of a matter, and none among them that says that something is or happens. */
const HEADING = new RegExp(`^.{0,10}${MATTER}$`);
const TELLS =
  /[有是没不无未被把让给很太真好差慢贵坏]|存在|出现|发生|解决|处理|反映|导致|造成|遇到|进行|重视|影响/;
const EDGES = /^[\s\p{P}]+|[\s\p{P}]+$/gu;

/**
 * One customer's way without headings and bare names of a matter, which are no steps of it. Where nothing else names the
 * problem, what does is kept.
 */
export function toldSteps(seed: SeedFacts): SeedFacts {
  const told = seed.steps.filter(({ span }) => !isHeading(span));
  const steps = told.some(({ isProblem }) => isProblem)
    ? told
    : seed.steps.filter(({ span, isProblem }) => isProblem || !isHeading(span));
  return { ...seed, steps };
}

function isHeading(span: string): boolean {
  if (LEADS_ON.test(span)) return true;
  const text = span.replace(EDGES, '').replace(/\s+/g, '');
  return NUMBERED.test(text) || (HEADING.test(text) && !TELLS.test(text));
}
