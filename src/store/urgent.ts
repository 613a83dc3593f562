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

/** The latest urgent voices of the scope, undated ones last. Needs the tables `scope` and `stated`. */
export async function readUrgent(reader: Store): Promise<UrgentVoice[]> {
  const rows = await query<Row>(
    reader,
    `WITH chosen AS (
       SELECT * FROM scope WHERE urgency = 'urgent' AND NOT wordless
       ORDER BY created_at DESC NULLS LAST, n LIMIT ${MOST_VOICES}),
     named AS (
       SELECT t.n, string_agg(DISTINCT p.id, '|' ORDER BY p.id) AS pains
       FROM stated t JOIN chosen USING (n) JOIN pains p ON p.id = t.pain_id AND p.other IS NULL GROUP BY t.n)
     SELECT v.id AS "voiceId", v.key AS "voiceKey", v.text,
       strftime(v.created_at, '%Y-%m-%dT%H:%M:%S') || v.created_offset AS "createdAt",
       s.channel, s.product, s.signals, named.pains
     FROM chosen s ${JOIN_VOICES} LEFT JOIN named USING (n)
     ORDER BY s.created_at DESC NULLS LAST, n`,
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
