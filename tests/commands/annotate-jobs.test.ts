import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bash, sharedFolder, voc, workFolder } from '../support/process.ts';

/** More rows than one thread does alone, in several batches; every thousandth line is no row. */
const ROWS = 8_000;
const PARTS = [
  '等了三天才发货',
  '客服态度很好',
  '屏幕碎了，要求退款',
  '味道不错😋',
  '"引号"和\\',
  '',
];

function lineOf(at: number): string {
  if (at % 1000 === 7) return `{"id":${at}`;
  const text = `${PARTS[at % 6]}，${PARTS[(at * 7) % 5]}。第${at}次`;
  return JSON.stringify({ id: at, text, ...(at % 3 === 0 ? { 城市: `城${at}` } : {}) });
}

const folder = sharedFolder();
const input = join(folder, 'voices.ndjson');
writeFileSync(input, `${Array.from({ length: ROWS }, (_, at) => lineOf(at)).join('\n')}\n`);

describe.each(['ndjson', 'json', 'csv'])('%s', (format) => {
  test('is the same for any number of threads, rejects too', async () => {
    const results = [];
    for (const jobs of ['1', '2', '4']) {
      const rejects = join(folder, `${format}-${jobs}.csv`);
      const args = ['annotate', input, '--format', format, '--jobs', jobs, '--rejects', rejects];
      const { status, stdout, stderr } = await voc(args);
      results.push({ status, stdout, stderr, rejects: readFileSync(rejects, 'utf8') });
    }
    const [one, two, four] = results;
    expect(one?.status).toBe(3);
    expect(two).toEqual(one);
    expect(four).toEqual(one);
  });
});

test('rows keep their order, rejects their lines', async () => {
  const { stdout, stderr } = await voc(['annotate', input, '--format', 'ndjson', '--jobs', '3']);
  const ids = stdout
    .trimEnd()
    .split('\n')
    .map((line) => Number((JSON.parse(line) as { id: string }).id));
  expect(ids).toEqual(Array.from({ length: ROWS }, (_, at) => at).filter((at) => at % 1000 !== 7));
  expect([...stderr.matchAll(/:(\d+)：/g)].map(([, line]) => Number(line))).toEqual(
    Array.from({ length: ROWS / 1000 }, (_, at) => at * 1000 + 8),
  );
});

test('a reader who leaves ends it quietly', async () => {
  const script = `voc annotate "${input}" --format ndjson --jobs 2 --rejects rejects.csv | head -1; echo \${PIPESTATUS[0]}`;
  const { stdout, stderr } = await bash(script, { cwd: workFolder() });
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^\{"id":"0".*\}\n0\n$/);
});

test('a file that breaks off in the middle ends it with its fault', async () => {
  const bad = join(folder, 'bad.json');
  writeFileSync(
    bad,
    `[${readFileSync(input, 'utf8').trimEnd().split('\n').slice(8, 900).join(',')}`,
  );
  const one = await voc(['annotate', bad, '--format', 'ndjson', '--jobs', '1']);
  const two = await voc(['annotate', bad, '--format', 'ndjson', '--jobs', '2']);
  expect(two).toEqual(one);
});

describe('a thread that ends before its work', () => {
  const loaded = join(folder, 'dying.cjs');
  writeFileSync(
    loaded,
    `const { isMainThread, parentPort } = require('node:worker_threads');
    const kept = [];
    const dying = {
      exits: () => process.exit(0),
      'takes all memory': () => { for (;;) kept.push(Array.from({ length: 1e5 }, Math.random)); },
    }[process.env.DYING];
    if (!isMainThread) parentPort.on('message', dying);`,
  );
  const NODE_OPTIONS = `--require "${loaded}" --max-old-space-size=150`;
  const args = ['annotate', input, '--format', 'ndjson', '--jobs', '2', '--rejects', 'r.csv'];

  test('for want of memory is told in a line, and no half file is left', async () => {
    const cwd = workFolder();
    const env = { NODE_OPTIONS, DYING: 'takes all memory', VOC_LANG: 'en' };
    const { status, stderr } = await voc([...args, '-o', 'labels.ndjson'], { cwd, env });
    expect(status).toBe(1);
    expect(stderr).toContain(
      'voc: a thread ran out of memory; use --jobs 1, or a machine with more of it\n',
    );
    expect(readdirSync(cwd)).toEqual([]);
  });

  test('without a word is a fault that is seen', async () => {
    const env = { NODE_OPTIONS, DYING: 'exits' };
    await expect(voc(args, { cwd: workFolder(), env })).rejects.toThrow(
      'a thread ended before its work',
    );
  });
});

test.each(['0', '-1', '1.5', 'x', ''])('%j threads are a wrong usage', async (jobs) => {
  const { status, stderr } = await voc(['annotate', input, '--jobs', jobs]);
  expect(status).toBe(2);
  expect(stderr).toContain('需要 1 到 999 的整数');
});

test('a store is the same for any number of threads', async () => {
  const own = workFolder();
  const tables = [];
  for (const jobs of ['1', '2', '4']) {
    const store = ['--store', `${jobs}.db`];
    const rejects = ['--rejects', `${jobs}.csv`];
    const loaded = await voc(['ingest', input, '--jobs', jobs, ...store, ...rejects], { cwd: own });
    expect(loaded.status).toBe(3);
    const exported = await Promise.all(
      ['voices', 'opinions'].map((table) =>
        voc(['export', table, '--format', 'csv', ...store], { cwd: own }),
      ),
    );
    const kept = readFileSync(join(own, `${jobs}.csv`), 'utf8');
    tables.push({ exported: exported.map(({ stdout }) => stdout), kept });
  }
  const [one, two, four] = tables;
  expect(one?.exported[0]?.split('\n').length).toBeGreaterThan(ROWS / 2);
  expect(two).toEqual(one);
  expect(four).toEqual(one);
});

describe('a file so large that other threads start before it is opened', () => {
  const large = join(folder, 'large.csv');
  const rows = Array.from({ length: 30_000 }, (_, at) => `${PARTS[at % 4]}，第${at}次来`);
  writeFileSync(large, `评价内容\n${rows.join('\n')}\n`);

  test('is annotated the same', async () => {
    const [one, two] = await Promise.all(
      ['1', '2'].map((jobs) => voc(['annotate', large, '--format', 'ndjson', '--jobs', jobs])),
    );
    expect(two).toEqual(one);
    expect(two?.stdout.split('\n')).toHaveLength(rows.length + 1);
  });

  test('is told of as any other where it cannot be read', async () => {
    const { status, stdout, stderr } = await voc([
      'annotate',
      large,
      '--format',
      'ndjson',
      '--jobs',
      '2',
      '--text',
      '正文',
    ]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^voc: .*「正文」.*\n$/);
  });
});
