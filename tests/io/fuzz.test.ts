import { beforeAll, expect, test } from 'vitest';
import { damagedCase, lostMarks, readAll, type Sample, samples } from '../support/fuzz.ts';

const CASES = 20_000;
const SEED = 20_261_122;
/** Longest that a damaged file of a few kilobytes may take, on a machine that does other things too. */
const MAX_MILLISECONDS = 5_000;

let all: readonly Sample[] = [];
beforeAll(async () => {
  all = await samples();
});

test('every sample is read whole as it is', async () => {
  for (const sample of all) {
    const outcome = await readAll([sample.bytes]);
    expect([sample.name, outcome.faults, outcome.lost]).toEqual([sample.name, [], 0]);
    const rows = new Set(outcome.kept.match(/\d{4}Z/g));
    expect([sample.name, rows.size]).toEqual([sample.name, sample.name === 'zip' ? 36 : 12]);
  }
});

test(`${CASES} damaged files: no crash, no hang, no row lost in silence`, async () => {
  for (let number = 0; number < CASES; number++) {
    const { what, bytes, plain, random } = damagedCase(all, SEED + number);
    const cut = Math.floor(random() * bytes.length);
    const started = performance.now();
    const outcome = await readAll([bytes.subarray(0, cut), bytes.subarray(cut)]);
    expect(performance.now() - started, what).toBeLessThan(MAX_MILLISECONDS);
    expect([what, outcome.lost]).toEqual([what, 0]);
    for (const { text } of outcome.faults) expect(text.zh.length, what).toBeLessThan(2_000);
    if (plain && outcome.items.length > 0) {
      expect([what, lostMarks(bytes, outcome)]).toEqual([what, []]);
    }
    if (number % 10 === 0) {
      expect([what, (await readAll([bytes])).items]).toEqual([what, outcome.items]);
    }
  }
}, 300_000);
