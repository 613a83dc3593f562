import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { sharedFolder, voc } from '../support/process.ts';

const ROWS = [
  ['1', '2026-03-02', '变速箱异响，太让人失望了'],
  ['2', '2026-03-03', '变速箱有异响'],
  ['3', '2026-03-04', '天窗漏水'],
  ['4', '2026-03-05', '天窗又漏水了'],
  ['5', '2026-03-06', '客服不回复'],
] as const;
const csvOf = (rows: readonly (readonly string[])[]) =>
  `id,created_at,text\n${rows.map((row) => row.join(',')).join('\n')}\n`;

interface Row {
  readonly pain_id: string;
  readonly label: string;
  readonly voices: number;
  readonly other: string | null;
}

// Each test starts the program some twenty times.
describe('voc pains', { timeout: 240_000 }, () => {
  const folder = sharedFolder();
  const run = (...args: readonly string[]) => voc([...args], { cwd: folder });
  const list = async (): Promise<Row[]> => {
    const { stdout } = await run('pains', 'list', '--format', 'ndjson');
    return stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  };
  const idOf = async (label: string) =>
    (await list()).find((row) => row.label === label)?.pain_id ?? 'none';

  beforeAll(async () => {
    writeFileSync(join(folder, 'all.csv'), csvOf(ROWS));
    expect((await run('ingest', 'all.csv')).status).toBe(0);
    expect((await run('cluster')).status).toBe(0);
  });

  test('list and show lead to the voices', async () => {
    expect((await list()).map(({ label, voices }) => [label, voices])).toEqual(
      expect.arrayContaining([
        ['变速箱异响', 2],
        ['天窗漏水', 2],
        ['客服不回复', 1],
      ]),
    );
    const id = await idOf('变速箱异响');
    const shown = await run('pains', 'show', id, '--voices', '--format', 'csv');
    const rows = shown.stdout.trim().split('\n').slice(1);
    expect(rows.map((row) => row.split(',')[0])).toEqual(['1', '1', '2']);
    expect((await run('pains', 'show', id, '--format', 'table')).stdout).toContain('变速箱异响');
  });

  test('decisions hold in later runs and can be taken back', async () => {
    const [gear, roof] = [await idOf('变速箱异响'), await idOf('天窗漏水')];
    expect((await run('pains', 'rename', gear, '变速箱有声音')).status).toBe(0);
    expect((await run('pains', 'merge', gear, roof)).status).toBe(0);
    expect((await run('pains', 'hide', await idOf('客服不回复'))).status).toBe(0);
    expect((await run('cluster')).stderr).toMatch(/没有变化/);
    expect(await list()).toEqual([
      expect.objectContaining({ pain_id: gear, label: '变速箱有声音', voices: 4, other: null }),
      expect.objectContaining({ label: '客服不回复', other: 'hidden' }),
    ]);
    expect((await run('pains', 'split', gear, '--by', '天窗', '--label', '漏水')).status).toBe(0);
    expect((await list()).map(({ voices }) => voices)).toEqual([2, 2, 1]);
    for (const number of ['1', '2', '3', '4']) {
      expect((await run('pains', 'undo', number)).status).toBe(0);
    }
    expect((await list()).map(({ label }) => label).sort()).toEqual(
      ['变速箱异响', '天窗漏水', '客服不回复'].sort(),
    );
    const history = await run('pains', 'history', roof, '--format', 'csv');
    const events = history.stdout
      .trim()
      .split('\n')
      .slice(1)
      .map((row) => row.split(',')[3]);
    expect(events).toEqual(expect.arrayContaining(['born', 'merged']));
    expect((await run('pains', 'decisions', '--format', 'csv')).stdout).toContain('undone');
  });

  test('night by night and at once give the same pain points, decisions included', async () => {
    const nightly = sharedFolder();
    const night = (...args: readonly string[]) => voc([...args], { cwd: nightly });
    const gear = await idOf('变速箱异响');
    const roof = await idOf('天窗漏水');
    for (const [at, row] of [...ROWS].reverse().entries()) {
      writeFileSync(join(nightly, `${at}.csv`), csvOf([row]));
      expect((await night('ingest', `${at}.csv`)).status).toBe(0);
      expect((await night('cluster')).status).toBe(0);
      if (at === 3) await night('pains', 'merge', gear, roof);
    }
    await run('pains', 'merge', gear, roof);
    const outputOf = async (where: typeof run) =>
      (await where('export', 'pains', '--format', 'csv')).stdout;
    expect(await outputOf(night)).toBe(await outputOf(run));
    await run('pains', 'undo', '5');
  });

  test.each([
    [['pains', 'show', 'p00000000'], 1, /pains list/],
    [['pains', 'merge', 'p00000000'], 2, /至少两个编号/],
    [['pains', 'undo', '99'], 1, /pains decisions/],
    [['pains', 'list', '--stage', 'nowhere'], 2, /delivery/],
  ])('%j says what is wrong', async (args, status, message) => {
    const answer = await run(...args);
    expect(answer.status).toBe(status);
    expect(answer.stderr).toMatch(message);
  });
});
