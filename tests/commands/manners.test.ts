import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  appears,
  bash,
  has,
  sharedFolder,
  startVoc,
  VOC,
  voc,
  workFolder,
} from '../support/process.ts';
import { clusterRunsIn, rowsOf, voicesIn, writeRows } from '../support/rows.ts';

const ESC = '\u001b';
const HIDE_CURSOR = `${ESC}[?25l`;
const SHOW_CURSOR = `${ESC}[?25h`;
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape codes are what is looked for
const ANY_CODE = /[\u001b\u0007\u009b]/;
/** Customers' words that would recolour, clear and retitle a terminal. */
const HOSTILE = `编号,评价内容,产品\n1,${ESC}[31m客服态度很差${ESC}[0m${ESC}]0;标题\u0007,${ESC}[2J手机\n2,屏幕碎了${ESC}[1A,手机\n3,屏幕碎了\u009b2J,手机\n`;

/** A folder with a store of these rows, clustered. */
async function withStore(rows: string, folder = workFolder()): Promise<string> {
  writeFileSync(join(folder, 'in.csv'), rows);
  await voc(['ingest', 'in.csv'], { cwd: folder });
  await voc(['cluster', '--quiet'], { cwd: folder });
  return folder;
}

describe('a closed pipe', () => {
  const folder = sharedFolder();
  beforeAll(() => withStore(rowsOf(3), folder));

  test.each([
    ['export', 'voc export voices | head -1', 'id,source,channel'],
    ['annotate', `yes '{"text":"等了很久"}' | voc annotate --format ndjson | head -1`, '{"id":"1"'],
    ['segment', 'yes 等了很久 | voc segment | head -1', '等'],
    ['report', 'voc report | head -1', ''],
    ['help', 'voc --help | head -1', '用法'],
  ])('ends %s quietly', async (_, script, first) => {
    const command = `${script}; echo "status \${PIPESTATUS[*]}"`;
    const { stdout, stderr } = await bash(command, { cwd: folder });
    expect(stderr).toBe('');
    expect(stdout.startsWith(first)).toBe(true);
    expect(stdout).toMatch(/status (141 )?0 0\n$/);
  });

  test('of messages does not stop a load', async () => {
    const own = workFolder();
    writeRows(join(own, 'in.csv'), 3);
    const script =
      '(sleep 0.2; voc ingest missing.csv in.csv; echo $? > status) 2>&1 | true; while ! [ -s status ]; do sleep 0.1; done; cat status';
    expect((await bash(script, { cwd: own })).stdout).toBe('1\n');
    expect(await voicesIn(join(own, 'voc.db'))).toBe(3);
  });

  test.skipIf(process.platform !== 'linux')('that is full is told of in one line', async () => {
    const script = 'voc export voices >/dev/full; echo $?; voc --help >/dev/full; echo $?';
    const { stdout, stderr } = await bash(script, { cwd: folder });
    expect(stdout).toBe('1\n1\n');
    expect(stderr).toBe(
      'voc: 无法写入 标准输出：磁盘已满；腾出空间后重试，原有文件没有改动\nvoc: stdout: ENOSPC\n',
    );
  });
});

describe('Ctrl-C', () => {
  test('in the middle of a load: 130, nothing said, nothing left behind', async () => {
    const folder = workFolder();
    const load = startVoc(['ingest', '-'], { cwd: folder });
    // The first row is rejected, so that a draft of the rejects is there too.
    load.child.stdin.write(`编号,评价内容,评分\n0,,\n${rowsOf(4000).slice(17)}`);
    await appears(folder, /^voc\.db\.part-/);
    await appears(folder, /rejects/);
    load.child.kill('SIGINT');
    expect(await load.ended).toEqual({ status: 130, stdout: '', stderr: '' });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('in the middle of a merge: 130, the store as before or after, no intent', async () => {
    const folder = await withStore(rowsOf(3));
    writeRows(join(folder, 'many.csv'), 3000, 100);
    const load = startVoc(['ingest', 'many.csv'], { cwd: folder });
    await appears(folder, /\.intent$/);
    load.child.kill('SIGINT');
    const { status, stderr } = await load.ended;
    // It may have been done by then.
    expect([0, 130]).toContain(status);
    if (status === 130) expect(stderr).toBe('');
    expect([3, 3003]).toContain(await voicesIn(join(folder, 'voc.db')));
    const left = readdirSync(folder).filter((name) => /intent|part|tmp|new/.test(name));
    expect(left).toEqual([]);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'in the middle of clustering (%s): 130, the store as before or after, nothing left that others wait for',
    async (signal) => {
      const folder = await withStore(rowsOf(3000));
      const before = readFileSync(join(folder, 'voc.db'));
      const cluster = startVoc(['cluster'], { cwd: folder });
      await delay(700);
      const sent = performance.now();
      cluster.child.kill(signal);
      const { status } = await cluster.ended;
      expect(performance.now() - sent).toBeLessThan(3000);
      // It may have been done by then, and on its way out, where a signal ends it at once (null).
      expect([0, 130, null]).toContain(status);
      const isUntouched = readFileSync(join(folder, 'voc.db')).equals(before);
      expect(readdirSync(folder).filter((name) => /intent|tmp/.test(name))).toEqual([]);
      // Hit while it commits, the engine leaves a log of what is done, which whoever opens the store next takes in.
      expect(await voicesIn(join(folder, 'voc.db'))).toBe(3000);
      const runs = await clusterRunsIn(join(folder, 'voc.db'));
      // Hit behind its commit, the run is there whole, though nobody was told.
      expect(status === 130 && isUntouched ? [1, 2] : [2]).toContain(runs);
    },
  );

  test('in the middle of a filter: 130, no half-written file', async () => {
    const folder = workFolder();
    const args = ['annotate', '-', '-o', 'out.ndjson', '--rejects', 'r.csv'];
    const filter = startVoc(args, { cwd: folder });
    filter.child.stdin.write(`编号,评价内容,评分\n1,a,b,c,d\n${rowsOf(4000).slice(17)}`);
    await appears(folder, /^\.out\.ndjson\..*part$/);
    await appears(folder, /^r\.csv/);
    filter.child.kill('SIGINT');
    expect(await filter.ended).toEqual({ status: 130, stdout: '', stderr: '' });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('what is no terminal', () => {
  test('gets no escape code and no progress, whatever customers write', async () => {
    const folder = workFolder();
    writeFileSync(join(folder, 'in.csv'), HOSTILE);
    const { status, stdout, stderr } = await voc(['run', 'in.csv', '--format', 'table'], {
      cwd: folder,
    });
    expect(status).toBe(0);
    expect(stdout + stderr).not.toMatch(ANY_CODE);
    for (const format of ['md', 'html', 'table']) {
      const report = await voc(['report', '--format', format], { cwd: folder });
      expect(report.stdout).not.toMatch(ANY_CODE);
      expect(report.stdout).toContain('客服');
    }
  });

  test('gets data on standard output and the rest on standard error', async () => {
    const folder = workFolder();
    writeRows(join(folder, 'in.csv'), 3);
    const run = await voc(['run', 'in.csv', '--format', 'json'], { cwd: folder });
    expect(() => JSON.parse(run.stdout)).not.toThrow();
    expect(run.stderr).toMatch(/^in\.csv：读入 3 行[^\n]+\n聚类完成[^\n]+\n$/);
    const quiet = await voc(['run', 'in.csv', '--format', 'json', '--quiet'], { cwd: folder });
    expect(quiet).toEqual({ status: 0, stdout: run.stdout, stderr: '' });
  });
});

describe.skipIf(!has('script') || !has('stty'))('a terminal', () => {
  /** Runs commands with a terminal of so many columns as their standard output and error. */
  const onTerminal = (folder: string, script: string, columns = 80) =>
    bash(
      `export -f voc; script -qec 'stty cols ${columns} rows 24; ${script}' /dev/null </dev/null`,
      { cwd: folder, env: { TERM: 'xterm', SHELL: '/bin/bash' } },
    );
  /** All escape codes but those of colour and weight. */
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape codes are what is looked for
  const OTHER_CODES = /\u001b(?!\[[\d;]*m)|[\u0007\u009b]/;

  test('gets colour, but none of the codes in what customers write', async () => {
    const folder = await withStore(HOSTILE);
    const report = await onTerminal(folder, 'voc report');
    expect(report.status).toBe(0);
    expect(report.stdout).toMatch(/\[1m/);
    expect(report.stdout).not.toMatch(OTHER_CODES);
    const tables = await onTerminal(
      folder,
      'voc export voices; voc annotate in.csv; voc ingest in.csv --dry-run; voc doctor',
    );
    expect(tables.status).toBe(0);
    expect(tables.stdout).not.toMatch(OTHER_CODES);
  });

  test('gets no code at all with NO_COLOR', async () => {
    const folder = await withStore(HOSTILE);
    const { status, stdout } = await onTerminal(
      folder,
      'NO_COLOR=1 voc report; voc report --no-color',
    );
    expect(status).toBe(0);
    expect(stdout).toContain('客服');
    expect(stdout).not.toContain(ESC);
  });

  test('sees progress, and its cursor again after Ctrl-C', async () => {
    const folder = workFolder();
    const script = `
      mkfifo in; exec 3<>in
      "${process.execPath}" "${VOC}" ingest - <in & load=$!
      (printf '评价内容\\n'; yes 等了三天才发货 | head -4000) >&3
      until ls voc.db.part-* >/dev/null 2>&1; do sleep 0.05; done
      sleep 2; kill -INT $load; wait $load; echo "status $?"`;
    writeFileSync(join(folder, 'run.sh'), script);
    const { stdout } = await onTerminal(folder, 'bash --norc run.sh');
    expect(stdout).toContain('status 130');
    expect(stdout).toContain('-：已读');
    expect(stdout).toContain(HIDE_CURSOR);
    expect(stdout.lastIndexOf(SHOW_CURSOR)).toBeGreaterThan(stdout.lastIndexOf(HIDE_CURSOR));
    expect(readdirSync(folder)).toEqual(['in', 'run.sh']);
  });

  test('of unknown width gets no progress, which could never be erased', async () => {
    const folder = workFolder();
    writeRows(join(folder, 'in.csv'), 1200);
    const { status, stdout } = await onTerminal(folder, 'voc ingest in.csv', 0);
    expect(status).toBe(0);
    expect(stdout).not.toContain(ESC);
    expect(await voicesIn(join(folder, 'voc.db'))).toBe(1200);
  });
});

describe('help', () => {
  const folder = sharedFolder();
  beforeAll(() => withStore(rowsOf(3), folder));

  test('answers within twice the time of an empty script', { retry: 2 }, () => {
    const median = (args: readonly string[]): number => {
      const times = Array.from({ length: 7 }, () => {
        const started = performance.now();
        spawnSync(process.execPath, args);
        return performance.now() - started;
      });
      return times.sort((one, other) => one - other)[3] ?? 0;
    };
    expect(median([VOC, '--help'])).toBeLessThan(2 * median(['-e', '0']));
  });

  test.each([
    [['--help'], false],
    [['--version'], false],
    [['report', '--help'], false],
    [['ingest', 'missing.csv', '--dry-run'], false],
    [['annotate', 'in.csv'], false],
    [['segment', 'in.csv'], false],
    [['ingest', 'in.csv'], true],
    [['cluster'], true],
    [['report'], true],
    [['export', 'pains'], true],
    [['doctor'], true],
  ])('%j loads the database engine: %s', async (args, loads) => {
    const look = `process.on('exit', () => {
      const loaded = process.report.getReport().sharedObjects.some((file) => file.includes('duckdb'));
      process.getBuiltinModule('node:fs').writeFileSync(process.env.SEEN, String(loaded));
    })`;
    const seen = join(folder, 'seen');
    const env = {
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(look)}`,
      SEEN: seen,
    };
    await voc(args, { cwd: folder, env });
    expect(readFileSync(seen, 'utf8')).toBe(String(loads));
  });
});

describe('a wrong word', () => {
  test.each([
    [['reprot'], '没有命令 reprot\n（是不是 report？）'],
    [['report', '--sinse', '2026-01-01'], '没有选项 --sinse\n（是不是 --since？）'],
    [
      ['report', 'pain'],
      '参数 view 的值 pain 无效，可选：summary, changes, sentiment, pains, quadrants, themes, rising, stages, urgent, kinds, signals, metrics, cleaning\n（是不是 pains？）',
    ],
    [
      ['export', 'opinion'],
      '参数 table 的值 opinion 无效，可选：voices, opinions, assignments, versions, pains, journey, metrics\n（是不是 opinions？）',
    ],
    [
      ['report', '--format', 'exel'],
      '选项 --format <format> 的值 exel 无效，可选：table, csv, tsv, ndjson, json, md, html, xlsx, parquet',
    ],
  ])('%j gets the one that was meant, if there is one', async (args, message) => {
    expect(await voc(args)).toEqual({ status: 2, stdout: '', stderr: `voc: ${message}\n` });
  });

  test('in English', async () => {
    const { stderr } = await voc(['report', 'sentimnet', '--lang', 'en']);
    expect(stderr).toMatch(/'sentimnet' is invalid.*\n\(Did you mean sentiment\?\)\n$/);
  });

  test('for the format of a report is told before hours of loading', async () => {
    const folder = workFolder();
    writeRows(join(folder, 'in.csv'), 3);
    const { status, stderr } = await voc(['run', 'in.csv', '-o', 'report.docx'], { cwd: folder });
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /^voc: 从后缀看不出 report\.docx 要什么格式：请加 --format（[^\n]+）\n$/,
    );
    expect(readdirSync(folder)).toEqual(['in.csv']);
  });
});
