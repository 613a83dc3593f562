// A process that loads or reads a store, to be killed: `<load|write|read> <store> <first> <count> <wait>`. Its wall
// clock jumps about, since no wait may depend on it.

import { EXIT, InputError } from '../../src/model/errors.ts';
import type { AnnotatedVoice } from '../../src/model/store.ts';
import { loadVoices } from '../../src/store/merge.ts';
import { withReader } from '../../src/store/open.ts';

const [what, store = '', ...numbers] = process.argv.slice(2);
const [first = 0, rows = 0, wait = 0] = numbers.map(Number);
const now = Date.now;
Date.now = () => now() + Math.sin(performance.now()) * 86_400_000;

const say = (message: unknown): boolean => process.stdout.write(`${JSON.stringify(message)}\n`);
const SOURCE = {
  file: 'rows.csv',
  format: 'csv',
  encoding: 'utf-8',
  engine: '1',
  masked: true,
} as const;
const SPAN = '等了三天才发货';

function voiceOf(number: number): AnnotatedVoice {
  const key = number.toString(16).padStart(32, '0');
  return {
    voice: {
      key,
      version: key,
      changedAt: null,
      id: `T-${number}`,
      text: `${SPAN}，第 ${number} 次了，${'慢'.repeat(number % 50)}`,
      source: 'hotline',
      channel: null,
      createdAt: '2026-04-03T10:22:00+08:00',
      customerId: null,
      customerGroup: null,
      rating: null,
      ratingMax: null,
      product: null,
      attributes: {},
    },
    annotation: {
      sentiment: { label: 'negative', score: -0.9 },
      kinds: ['service_issue'],
      stages: ['delivery'],
      signals: [],
      urgency: 'normal',
      opinions: [
        {
          span: SPAN,
          start: 0,
          end: SPAN.length,
          polarity: 'negative',
          aspect: 'delivery',
          stage: 'delivery',
          term: '发货',
        },
      ],
    },
    flags: [],
  };
}

async function* voices(from: number): AsyncGenerator<readonly AnnotatedVoice[]> {
  for (let number = from; number < from + rows; number++) yield [voiceOf(number)];
}

const load = (from: number): Promise<unknown> =>
  loadVoices(store, SOURCE, voices(from), () => ({ read: rows, rejected: 0 }), {
    waitSeconds: wait,
  });

/** A store that stays busy is no fault: a batch waits beside it, a reader asks again. */
function unlessBusy(error: unknown): null {
  if (error instanceof InputError && error.status === EXIT.busy) return null;
  throw error;
}

async function read(): Promise<void> {
  const asked = performance.now();
  let seen: readonly number[] | null = null;
  let waited: number | null = null;
  const answer = await withReader(
    store,
    { waitSeconds: wait, threads: 1 },
    async ({ connection }) => {
      waited = performance.now() - asked;
      const counts = await connection.runAndReadAll(
        'SELECT (SELECT count(*) FROM voices), (SELECT count(*) FROM annotations), (SELECT count(*) FROM opinions)',
      );
      seen = counts.getRowsJS()[0]?.map(Number) ?? null;
    },
  ).catch(unlessBusy);
  // Until the first load is in there is nothing to see.
  if (answer?.found === false) await new Promise((resolve) => setTimeout(resolve, 50));
  else say({ seen, waited: waited ?? performance.now() - asked });
}

async function writeOn(): Promise<never> {
  for (let from = first; ; from += rows) {
    say({ from });
    await load(from).catch(unlessBusy);
  }
}

async function readOn(): Promise<never> {
  for (;;) await read();
}

if (what === 'load') {
  say('begins');
  await load(first);
} else await (what === 'write' ? writeOn() : readOn());
