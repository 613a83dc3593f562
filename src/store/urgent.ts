import type { UrgentVoice } from '../model/facts.ts';
import type { Signal } from '../model/labels.ts';
import type { ChosenVoice } from './chosen-voices.ts';
import { query } from './query.ts';
import type { Store } from './session.ts';

/** Urgent voices kept: a team reads no more at once. */
const MOST_VOICES = 50;
/** Text units of a quote; what is longer is cut, and found by the id beside it. */
const MOST_TEXT = 160;

/** An urgent voice by its number. */
export interface UrgentRow {
  readonly n: number;
  readonly channel: string | null;
  readonly product: string | null;
  readonly signals: string;
  readonly pains: string | null;
}

/** The latest urgent voices of the scope, undated ones last. Needs `numbered` and the tables of `addCounts`. */
export function readUrgent(reader: Store): Promise<UrgentRow[]> {
  return query<UrgentRow>(
    reader,
    `WITH chosen AS (
       SELECT x.n, v.channel, v.product, v.created_at, v.key, a.signals FROM annotations a JOIN numbered x ON x.n = a.number JOIN voices v ON v.number = x.n
       WHERE a.urgency = 'urgent' AND x.n NOT IN (SELECT n FROM wordless_voices)
       ORDER BY v.created_at DESC NULLS LAST, v.key LIMIT ${MOST_VOICES}),
     named AS (
       SELECT c.n, string_agg(DISTINCT p.id, '|' ORDER BY p.id) AS pains
       FROM opinion_pains t JOIN chosen c ON c.n = t.number JOIN pains p ON p.id = t.pain_id AND p.other IS NULL GROUP BY c.n)
     SELECT n, TRY_CAST(channel AS channels) AS channel, TRY_CAST(product AS products) AS product, signals, pains
     FROM chosen LEFT JOIN named USING (n) ORDER BY created_at DESC NULLS LAST, key`,
  );
}

/** Urgent voices with their words. */
export function urgentVoices(
  rows: readonly UrgentRow[],
  voices: ReadonlyMap<number, ChosenVoice>,
): UrgentVoice[] {
  return rows.flatMap(({ n, signals, pains, channel, product }) => {
    const chosen = voices.get(n);
    if (chosen === undefined) return [];
    const { text, ...voice } = chosen;
    return {
      quote: { ...voice, ...beginning(text.trim()), before: '', voices: 1 },
      channel,
      product,
      signals: signals.split('|').filter((signal) => signal !== '') as Signal[],
      pains: pains?.split('|') ?? [],
    };
  });
}

/** A long text cut at whole characters. */
function beginning(text: string): { readonly span: string; readonly after: string } {
  if (text.length <= MOST_TEXT) return { span: text, after: '' };
  return { span: text.slice(0, MOST_TEXT).replace(/[\ud800-\udbff]$/, ''), after: '…' };
}
