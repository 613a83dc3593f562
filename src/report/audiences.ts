import type { Labels } from '../model/labels.ts';
import type { View } from './views.ts';

/** Who reads a report. All read the same figures; they differ in what they need first, and in how much of it. */
export type Audience = 'management' | 'service' | 'product';

/** The audiences with the names that people give them. */
export const AUDIENCES: Labels<Audience> = {
  management: { zh: '管理层', en: 'management' },
  service: { zh: '客服', en: 'service' },
  product: { zh: '产品', en: 'product' },
};

interface Outline {
  /** What is shown, in this order. */
  readonly views: readonly View[];
  /** Pain points and urgent voices that are listed, where nobody says how many. */
  readonly limit: number;
  /** Quotes that stand under a pain point. */
  readonly quotes: number;
  /** One page: no notes on method, and of the journey only its peak, valley and end. */
  readonly brief: boolean;
}

/** What each audience gets. */
export const OUTLINES: Readonly<Record<Audience, Outline>> = {
  management: {
    views: ['summary', 'pains', 'changes', 'stages', 'metrics'],
    limit: 5,
    quotes: 1,
    brief: true,
  },
  service: {
    views: ['summary', 'urgent', 'signals', 'pains', 'rising', 'kinds', 'metrics', 'changes'],
    limit: 20,
    quotes: 3,
    brief: false,
  },
  product: {
    views: ['summary', 'themes', 'quadrants', 'pains', 'rising', 'stages', 'changes'],
    limit: 20,
    quotes: 3,
    brief: false,
  },
};

/** The audience that a person means, by its name in either language. */
export function audienceNamed(name: string): Audience | undefined {
  const wanted = name.trim().toLowerCase();
  return (Object.keys(AUDIENCES) as Audience[]).find((id) =>
    [id, AUDIENCES[id].zh, AUDIENCES[id].en].includes(wanted),
  );
}
