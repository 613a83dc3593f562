import type { PainFacts } from '../model/facts.ts';
import type { Message, Signal } from '../model/labels.ts';

/** What a voice with a signal adds, as part of a voice; an urgent voice adds a whole one. */
const WEIGHTS = {
  safety: 0.5,
  escalation: 0.5,
  churn: 0.3,
  repeat: 0.3,
  refund: 0.2,
} as const satisfies Partial<Record<Signal, number>>;

type Counts = Pick<PainFacts, 'voices' | 'urgent' | 'signals'>;

/**
 * How much is at stake with a pain point, from 0 to 1, by the signals of its voices. Voices times
 * (1 + severity) never falls when a voice is added: the signals only ever add to it.
 */
export function severityOf(pain: Counts): number {
  if (pain.voices === 0) return 0;
  const weighted = Object.entries(WEIGHTS).reduce(
    (sum, [signal, weight]) => sum + weight * (pain.signals[signal as keyof typeof WEIGHTS] ?? 0),
    pain.urgent,
  );
  return Math.min(1, weighted / pain.voices);
}

/** The formula, for the notes of a report. */
export const SEVERITY_FORMULA: Message = {
  zh: '严重度（0–1）＝紧急占比＋0.5×（安全占比＋升级占比）＋0.3×（流失占比＋反复占比）＋0.2×退换赔占比，超过 1 计为 1；占比以该痛点的声音数为分母。',
  en: 'Severity (0-1) = share urgent + 0.5 × (share safety + share escalation) + 0.3 × (share churn + share repeat) + 0.2 × share refund, at most 1; shares are of the voices of the pain point.',
};
