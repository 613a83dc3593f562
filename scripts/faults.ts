/**
 * Breaks loads in all ways for as long as one likes: `npx tsx scripts/faults.ts [MINUTES] [KILLS] [SEED]`. Kills loads at instants of chance, fills disks of twenty sizes (as root), and lets a writer and eight
 * readers work for so many minutes while one of them is killed again and again. Prints what each came to; exit status
 * 1 if a row was lost, doubled or out of reach, or a reader waited for too long.
 */
import { spawnSync } from 'node:child_process';
import { type Campaign, fillDisks, killLoads, workInCrowd } from '../tests/support/campaigns.ts';

const [minutes = '10', kills = '200', seed = '1'] = process.argv.slice(2);
const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
const cut = spawnSync('unshare', ['-n', 'true']).status === 0;

function report(name: string, { figures, faults }: Campaign): void {
  const list = Object.entries(figures).map(([what, count]) => `${what} ${count}`);
  process.stdout.write(`${name}: ${list.join(', ')}; faults ${faults.length}\n`);
  for (const fault of faults) process.stdout.write(`  ${fault}\n`);
  if (faults.length > 0) process.exitCode = 1;
}

report('kill -9 of a load', await killLoads(Number(kills), Number(seed)));
const sizes = Array.from({ length: 20 }, (_, at) => 0.5 + at * 1.25);
if (isRoot) report('full disk', await fillDisks(sizes, 'mount'));
else process.stdout.write('full disk: skipped, only root may mount small disks\n');
report(
  `a writer and eight readers, ${cut ? 'without' : 'with'} a network`,
  await workInCrowd(Number(minutes) * 60, 8, 5, Number(seed), cut),
);
