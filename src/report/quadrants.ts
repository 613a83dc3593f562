import type { Findings, PainFinding, Quadrant } from '../model/findings.ts';
import type { Language } from '../model/labels.ts';
import { QUADRANTS } from './pains.ts';

/** The pain points of a quadrant that are firm enough to act on, by rank. */
export interface QuadrantPains {
  readonly quadrant: Quadrant;
  readonly pains: readonly PainFinding[];
}

/** Pain points named in a quadrant. */
export const QUADRANT_PAINS = 6;

/** The four quadrants, what to act on first before the others. */
export function quadrantPains({ pains }: Findings): QuadrantPains[] {
  return (Object.keys(QUADRANTS) as Quadrant[]).map((quadrant) => ({
    quadrant,
    pains: pains.filter((pain) => pain.quadrant === quadrant && pain.status === 'actionable'),
  }));
}

/** Where the quadrants meet, and how many pain points are in none because they are not firm enough. */
export function quadrantSentence({ pains, middle }: Findings, language: Language): string {
  const loose = pains.filter(({ status }) => status !== 'actionable').length;
  const severity = middle.severity.toFixed(2);
  if (language === 'zh') {
    const rest = loose === 0 ? '' : `另有 ${loose} 个暂不足以行动，没有列入。`;
    return `分界取站得住的痛点的中位：自己说出问题的声音多于 ${middle.told} 条为声量大，严重度高于 ${severity} 为后果重。${rest}`;
  }
  const rest = loose === 0 ? '' : ` ${loose} more are not firm enough to act on and not listed.`;
  return `The limits are those of the middle pain point: more than ${middle.told} voices that say what is wrong are many, a severity above ${severity} is severe.${rest}`;
}
