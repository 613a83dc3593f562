import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { FIXTURES, sharedFolder, voc, workFolder } from '../support/process.ts';

/** What an engine would hand over for rows: each with a column `voc`. */
async function withAnnotations(rows: readonly object[], column: string): Promise<string> {
  const stdin = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  const args = ['annotate', '--format', 'ndjson', '--text', column];
  const { stdout } = await voc(args, { stdin });
  const version = (await voc(['--version'])).stdout.trim().split(' ').at(-1);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line, at) => {
      const { id: _, text: __, attributes: ___, ...labels } = JSON.parse(line);
      return `${JSON.stringify({ ...rows[at], voc: { ...labels, column, engine: version } })}\n`;
    })
    .join('');
}

const ROWS = [
  { 订单号: 'a1', 评价内容: '等了三天才发货，客服态度还差', 评分: '1', 评价时间: '2026-03-01' },
  {
    订单号: 'a2',
    评价内容: '电话13800138000一直打不通，太差了',
    评分: '2',
    评价时间: '2026-03-02',
  },
  { 订单号: 'a3', 评价内容: '很好用，下次还来', 评分: '5', 评价时间: '2026-03-03' },
];

/** All tables of a store, as one text. */
async function contentOf(folder: string): Promise<string> {
  const tables = [];
  for (const table of ['voices', 'opinions']) {
    tables.push((await voc(['export', table, '--format', 'ndjson'], { cwd: folder })).stdout);
  }
  return tables.join('');
}

describe('voc ingest --annotated', () => {
  const direct = sharedFolder();
  beforeAll(async () => {
    const rows = ROWS.map((row) => `${JSON.stringify(row)}\n`).join('');
    writeFileSync(join(direct, 'rows.ndjson'), rows);
    await voc(['ingest', 'rows.ndjson'], { cwd: direct });
  });

  test('gives the store that reading the rows would give, masked text included', async () => {
    const folder = workFolder();
    writeFileSync(join(folder, 'rows.ndjson'), await withAnnotations(ROWS, '评价内容'));
    const loaded = await voc(['ingest', '--annotated', 'rows.ndjson'], { cwd: folder });
    expect(loaded).toMatchObject({ status: 0 });
    expect(loaded.stderr).not.toContain('重新标注');
    expect(await contentOf(folder)).toBe(await contentOf(direct));
  });

  test('takes the labels as they come', async () => {
    const folder = workFolder();
    const rows = (await withAnnotations(ROWS.slice(2), '评价内容')).replace(
      '"positive"',
      '"mixed"',
    );
    writeFileSync(join(folder, 'rows.ndjson'), rows);
    await voc(['ingest', '--annotated', 'rows.ndjson'], { cwd: folder });
    expect(await contentOf(folder)).toContain('"sentiment":"mixed"');
  });

  test.each([
    ['another version', (rows: string) => rows.replaceAll('"engine":"', '"engine":"9.')],
    ['a label that nobody knows', (rows: string) => rows.replaceAll('"urgency":"', '"urgency":"x')],
    ['spans that do not stand there', (rows: string) => rows.replaceAll('"start":', '"start":9')],
    ['no annotation', (rows: string) => rows.replaceAll('"voc":', '"other":')],
  ])('annotates anew what has %s, and says so', async (_, damage) => {
    const folder = workFolder();
    writeFileSync(join(folder, 'rows.ndjson'), damage(await withAnnotations(ROWS, '评价内容')));
    const { status, stderr } = await voc(['ingest', '--annotated', 'rows.ndjson'], { cwd: folder });
    expect(status).toBe(0);
    expect(stderr).toContain('3 行没有可用的标注');
    const opinions = (args: string): Promise<string> =>
      voc(['export', 'opinions', '--format', 'csv'], { cwd: args }).then(({ stdout }) => stdout);
    expect((await opinions(folder)).split('\n').length).toBe(
      (await opinions(direct)).split('\n').length,
    );
  });
});

describe('voc cluster --keys', () => {
  const folder = sharedFolder();
  const KEYS = ['span', 'term', 'aspect', 'stage'];
  beforeAll(async () => {
    for (const file of ['reviews.xlsx', 'hotline.csv']) {
      await voc(['ingest', join(FIXTURES, file)], { cwd: folder });
    }
    await voc(['cluster'], { cwd: folder });
  });

  test('gives most wordings the pain point of the store, in any order of the file', async () => {
    const { stdout } = await voc(['export', 'opinions', '--format', 'ndjson'], { cwd: folder });
    const negative = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string | null>)
      .filter(({ polarity }) => polarity === 'negative');
    const wordOf = (row: Record<string, unknown>): string =>
      JSON.stringify(KEYS.map((key) => row[key] ?? null));
    const expected = new Map(negative.map((row) => [wordOf(row), row['pain_id']]));
    const lines = [...expected.keys()].map((word) => {
      const fields = JSON.parse(word) as string[];
      return `${JSON.stringify(Object.fromEntries(KEYS.map((key, at) => [key, fields[at]])))}\n`;
    });
    const outcomes = [];
    for (const [name, order] of [
      ['a', lines],
      ['b', lines.toReversed()],
    ] as const) {
      writeFileSync(join(folder, `${name}.ndjson`), order.join(''));
      const args = ['cluster', '--keys', `${name}.ndjson`, '-o', `${name}.out.ndjson`];
      expect((await voc(args, { cwd: folder })).status).toBe(0);
      outcomes.push(readFileSync(join(folder, `${name}.out.ndjson`), 'utf8'));
    }
    expect(outcomes[0]).toBe(outcomes[1]);
    const found = (outcomes[0] ?? '')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string>);
    expect(found).toHaveLength(expected.size);
    const told = found.filter(({ other }) => other === null);
    expect(told.length).toBeGreaterThan(found.length / 2);
    const same = told.filter((row) => row['pain_id'] === expected.get(wordOf(row)));
    // A store finds in the voice what some wordings are about.
    expect(same.length / told.length).toBeGreaterThan(0.8);
  });

  test('tells of rows that are no wording, and goes on', async () => {
    const stdin =
      'span,term,aspect,stage,voices\n发货慢,发货,delivery,delivery,3\n,,delivery,delivery,1\n贵,,money,purchase,1\n贵,,price,purchase,0\n';
    const { status, stdout, stderr } = await voc(['cluster', '--keys', '-', '--format', 'csv'], {
      stdin,
    });
    expect(status).toBe(3);
    expect(stdout).toMatch(/^span,term,.*\n发货慢,发货,delivery,delivery,3,p[0-9a-f]{8},/);
    const widths = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split(',').length);
    expect(widths).toEqual([8, 8]);
    expect(stderr.trimEnd().split('\n')).toHaveLength(3);
    expect(stderr).toContain('「money」');
  });

  test('refuses a wording that stands there twice', async () => {
    const stdin = 'span,term,aspect,stage\n慢,,delivery,delivery\n慢,,delivery,delivery\n';
    const { status, stderr } = await voc(['cluster', '--keys', '-'], { stdin });
    expect({ status, lines: stderr.split('\n').length }).toEqual({ status: 1, lines: 2 });
  });

  test('an output without keys is wrong usage', async () => {
    expect((await voc(['cluster', '-o', 'x.csv'], { cwd: folder })).status).toBe(2);
  });
});
