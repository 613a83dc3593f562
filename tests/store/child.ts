// What another process does to the store: `child.ts <what> <store> <number>`. Says on standard output how far it is.

import { stageBatch } from '../../src/store/batch.ts';
import { abandonStore } from '../../src/store/intent.ts';
import { mergeBatches } from '../../src/store/merge.ts';
import { withReader, withWriter } from '../../src/store/open.ts';
import { inTransaction } from '../../src/store/query.ts';
import { SLOW, SOURCE, voiceOf } from './voices.ts';

const [what = '', store = '', argument = '0'] = process.argv.slice(2);
const number = Number(argument);

const say = (word: string): boolean => process.stdout.write(`${word}\n`);
const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

async function* manyVoices(pauseAfter = Number.POSITIVE_INFINITY) {
  for (let i = 0; i < number; i++) {
    yield [
      voiceOf(`voice ${i}`, [SLOW], {
        text: `${SLOW.span}，第 ${i} 次了，${'慢'.repeat(i % 50)}`,
      }),
    ];
    if (i === pauseAfter) {
      say('staging');
      await pause(60_000);
    }
  }
}

process.on('SIGINT', () => {
  void abandonStore().then(() => process.exit(130));
});

const counts = () => ({ read: number, rejected: 0 });
const DEEDS: Record<string, () => Promise<unknown>> = {
  /** Holds the store open for writing for so many milliseconds. */
  write: () =>
    withWriter(store, {}, async () => {
      say('holding');
      await pause(number);
    }),
  /** Waits for a store that another process holds. */
  wait: () => withWriter(store, { onWait: () => say('waiting') }, async () => undefined),
  /** Reads again and again, each time for so many milliseconds, until it is killed. */
  read: async () => {
    say('reading');
    for (;;) await withReader(store, {}, () => pause(number));
  },
  /** Stages so many voices and merges them. */
  load: async () => {
    const batch = await stageBatch(store, SOURCE, manyVoices(), counts);
    say('merging');
    await mergeBatches(store, [batch]);
    say('merged');
  },
  /** Writes so many rows and commits them; lingers with the store still open. */
  commit: () =>
    withWriter(store, {}, async ({ connection }) => {
      await inTransaction(connection, async () => {
        await connection.run(
          `CREATE TABLE much AS SELECT range AS a, 'x' || range AS b FROM range(${number})`,
        );
        say('committing');
      });
      await pause(60_000);
    }),
  /** Stages a part of so many voices and hangs. */
  stage: () => stageBatch(store, SOURCE, manyVoices(3), counts),
};

await DEEDS[what]?.();
