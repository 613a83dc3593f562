/**
 * Reads damaged exports for as long as one likes: `npx tsx scripts/fuzz-ingest.ts [CASES] [SEED]`. Prints the seed of
 * each case that crashes, hangs, or loses a row in silence, and at the end how long a case of each kind took; exit
 * status 1 if there was one. A case is repeated with `npx tsx scripts/fuzz-ingest.ts 1 SEED`.
 */
import { damagedCase, lostMarks, readAll, samples } from '../tests/support/fuzz.ts';

const HANGS_MILLISECONDS = 5_000;
const [cases = '200000', seed = '1'] = process.argv.slice(2);
const all = await samples();
const times = new Map<string, { count: number; sum: number; most: number }>();
let faults = 0;

function report(what: string, fault: string): void {
  faults += 1;
  process.stdout.write(`${what}: ${fault}\n`);
}

for (let number = 0; number < Number(cases); number++) {
  const { what, bytes, plain } = damagedCase(all, Number(seed) + number);
  const started = performance.now();
  try {
    const outcome = await readAll([bytes]);
    const lost = plain && outcome.items.length > 0 ? lostMarks(bytes, outcome) : [];
    if (lost.length > 0 || outcome.lost > 0) report(what, `${outcome.lost} rows lost ${lost}`);
  } catch (error) {
    report(what, error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  const took = performance.now() - started;
  if (took > HANGS_MILLISECONDS) report(what, `took ${Math.round(took)} ms`);
  const kind = what.split(' and ')[0] ?? what;
  const { count, sum, most } = times.get(kind) ?? { count: 0, sum: 0, most: 0 };
  times.set(kind, { count: count + 1, sum: sum + took, most: Math.max(most, took) });
}
for (const [kind, { count, sum, most }] of [...times].sort()) {
  const mean = (sum / count).toFixed(1);
  process.stdout.write(
    `${kind}: ${count} cases, ${mean} ms each, ${Math.round(most)} ms at most\n`,
  );
}
process.stdout.write(`${cases} cases from seed ${seed}, ${faults} faults\n`);
process.exitCode = faults > 0 ? 1 : 0;
