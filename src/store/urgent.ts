import type { UrgentVoice } from '../model/facts.ts';
import type { Signal } from '../model/labels.ts';
import { query } from './query.ts';
import { JOIN_VOICES } from './scope.ts';
import type { Store } from './session.ts';

/** Urgent voices kept: a team reads no more at once. */
const MOST_VOICES = 50;
/** Text units of a quote; what is longer is cut, and found by the id beside it. */
const MOST_TEXT = 160;

interface Row {
  readonly voiceId: string;
  readonly voiceKey: string;
  readonly text: string;
  readonly createdAt: string | null;
  readonly channel: string | null;
  readonly product: string | null;
  readonly signals: string;
  readonly pains: string | null;
}

/** The latest urgent voices of the scope, undated ones last. Needs `numbered` and the tables of `addCounts`. */
export async function readUrgent(reader: Store): Promise<UrgentVoice[]> {
  const rows = await query<Row>(
    reader,
    `WITH chosen AS (
       SELECT v.number, v.rowid AS voice, a.signals FROM annotations a JOIN numbered x USING (number) JOIN voices v USING (number)
       WHERE a.urgency = 'urgent' AND x.n NOT IN (SELECT n FROM wordless_voices)
       ORDER BY v.created_at DESC NULLS LAST, v.key LIMIT ${MOST_VOICES}),
     named AS (
       SELECT t.number, string_agg(DISTINCT p.id, '|' ORDER BY p.id) AS pains
       FROM opinion_pains t JOIN chosen USING (number) JOIN pains p ON p.id = t.pain_id AND p.other IS NULL GROUP BY t.number)
     SELECT v.id AS "voiceId", v.key AS "voiceKey", v.text,
       strftime(v.created_at, '%Y-%m-%dT%H:%M:%S') || v.created_offset AS "createdAt",
       TRY_CAST(v.channel AS channels) AS channel, TRY_CAST(v.product AS products) AS product, s.signals, named.pains
     FROM chosen s ${JOIN_VOICES} LEFT JOIN named ON named.number = s.number
     ORDER BY v.created_at DESC NULLS LAST, v.key`,
  );
  return rows.map(({ text, signals, pains, channel, product, ...voice }) => ({
    quote: { ...voice, ...beginning(text.trim()), before: '', voices: 1 },
    channel,
    product,
    signals: signals.split('|').filter((signal) => signal !== '') as Signal[],
    pains: pains?.split('|') ?? [],
  }));
}

/** A long text cut at whole characters. */
function beginning(text: string): { readonly span: string; readonly after: string } {
  if (text.length <= MOST_TEXT) return { span: text, after: '' };
  return { span: text.slice(0, MOST_TEXT).replace(/[\ud800-\udbff]$/, ''), after: '…' };
}
