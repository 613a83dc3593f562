import { expect, test } from 'vitest';
import { fillDisks, killLoads, workInCrowd } from '../support/campaigns.ts';
import { isRoot } from '../support/process.ts';

// `scripts/faults.ts` does the same for hours.

test('loads that are killed at any instant lose nothing and leave nothing twice', async () => {
  const { figures, faults } = await killLoads(8, 7);
  expect(faults).toEqual([]);
  expect(figures['before']).toBeGreaterThan(0);
});

test.skipIf(!isRoot)(
  'a disk that is full at any point of a load (needs root, to mount)',
  async () => {
    const { figures, faults } = await fillDisks([0.5, 2, 3, 5, 8, 30], 'mount');
    expect(faults).toEqual([]);
    expect([figures['full'], figures['done']]).not.toContain(0);
  },
);

test('a writer and readers, one of them killed again and again: no row lost, nobody waits too long', async () => {
  const { figures, faults } = await workInCrowd(8, 3, 5, 7, false);
  expect(faults).toEqual([]);
  expect(figures['reads']).toBeGreaterThan(0);
});
