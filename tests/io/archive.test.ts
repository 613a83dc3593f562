import { writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, test } from 'vitest';
import { openSource, openSources, type SourceOptions } from '../../src/io/source.ts';
import { InputError } from '../../src/model/errors.ts';
import { cellsOf, faultOf, fileOf, open } from '../support/exports.ts';
import { encodeGb18030 } from '../support/legacy-encoding.ts';
import { withClaimedSize, workbook, zip } from '../support/zip.ts';

const CSV = '编号,评价内容\n1,等了三天才发货\n';
const ROWS = [
  ['编号', '评价内容'],
  ['1', '等了三天才发货'],
];
const BOOK = workbook({ S: '<row><c t="inlineStr"><is><t>内容</t></is></c></row>' });

/** Name within the archive and cells of each source; a fault as its message. */
async function sources(content: Uint8Array, options: SourceOptions = {}): Promise<unknown[]> {
  const path = fileOf(content);
  const found: unknown[] = [];
  for await (const source of openSources(path, options)) {
    if (source instanceof InputError) {
      found.push(source.text.zh.replaceAll(path, ''));
      continue;
    }
    const items = [];
    for await (const batch of source.batches) items.push(...batch);
    found.push([source.name.slice(path.length), source.format, cellsOf(items)]);
  }
  return found;
}

async function parquet(): Promise<Buffer> {
  const path = `${fileOf('')}.made`;
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`COPY (SELECT '很好' AS text) TO '${path}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
  const { readFileSync } = await import('node:fs');
  return readFileSync(path);
}

describe('gzip', () => {
  test.each([
    ['CSV', CSV, 'csv', ROWS],
    ['CSV in GBK', encodeGb18030(CSV), 'csv', ROWS],
    ['NDJSON', '{"text":"好"}\n', 'ndjson', ['{"text":"好"}']],
    ['a JSON array', '[{"text":"好"}]', 'json', ['{"text":"好"}']],
    ['a workbook', BOOK, 'xlsx', [['内容']]],
    ['two files put together', undefined, 'csv', [...ROWS, ['1', '等了三天才发货']]],
  ])('%s', async (_, content, format, rows) => {
    const packed =
      content === undefined
        ? Buffer.concat([gzipSync(CSV), gzipSync('1,等了三天才发货\n')])
        : gzipSync(content);
    const source = await open(packed);
    expect([source.format, cellsOf(source.items)]).toEqual([format, rows]);
  });

  test('Parquet', async () => {
    const source = await open(gzipSync(await parquet()));
    expect([source.format, cellsOf(source.items)]).toEqual(['parquet', ['{"text":"很好"}']]);
  });

  test('from standard input', async () => {
    const source = await openSource('-', {}, Readable.from([gzipSync(CSV)]));
    const items = [];
    for await (const batch of source.batches) items.push(...batch);
    expect(cellsOf(items)).toEqual(ROWS);
  });

  test.each([
    ['that breaks off', gzipSync(CSV.repeat(500)).subarray(0, 60), /gzip 文件已损坏或不完整/],
    ['of nothing', gzipSync(''), /文件是空的/],
    ['in gzip in gzip', gzipSync(gzipSync(gzipSync(CSV))), /压缩包套了 2 层以上/],
  ])('%s is refused', async (_, content, message) => {
    expect(await faultOf(() => open(content))).toMatch(message);
  });

  test('that unpacks a thousandfold is refused with the figures', async () => {
    const part = gzipSync(`1,${'a'.repeat(2_500_000)}\n`, { level: 9 });
    const bomb = Buffer.concat(Array.from({ length: 120 }, () => part));
    expect(await faultOf(() => open(bomb))).toMatch(/是压缩前的 \d+ 倍；上限 64 GB、500 倍/);
  });
});

describe('a zip archive', () => {
  test('of one export is that export, for filters too', async () => {
    const { items, name } = await open(zip({ '导出.csv': CSV }));
    expect(cellsOf(items)).toEqual(ROWS);
    expect(name).toMatch(/\/导出\.csv$/);
  });

  test('of several exports is several sources, by name, of whatever format', async () => {
    const members = {
      'b.ndjson.gz': gzipSync('{"text":"好"}\n'),
      '一月/a.csv': CSV,
      'a.xlsx': BOOK,
      'c.parquet': await parquet(),
    };
    expect(await sources(zip(members))).toEqual([
      ['/a.xlsx', 'xlsx', [['内容']]],
      ['/b.ndjson.gz', 'ndjson', ['{"text":"好"}']],
      ['/c.parquet', 'parquet', ['{"text":"很好"}']],
      ['/一月/a.csv', 'csv', ROWS],
    ]);
  });

  test('of several exports is refused by a filter', async () => {
    expect(await faultOf(() => open(zip({ 'a.csv': CSV, 'b.csv': CSV })))).toMatch(
      /压缩包里有 2 个数据文件（a\.csv、b\.csv）.*一次只读一个/,
    );
  });

  test('one damaged member does not keep out the others', async () => {
    expect(
      await sources(zip({ 'a.csv': Buffer.from('\x89PNG\0\0', 'latin1'), 'b.csv': CSV })),
    ).toEqual([expect.stringMatching(/^\/a\.csv：这是/), ['/b.csv', 'csv', ROWS]]);
  });

  test('hidden members are left, others that are no exports are told of', async () => {
    const told: string[] = [];
    const archive = zip({
      'a.csv': CSV,
      '__MACOSX/._a.csv': 'x',
      '.b.csv': 'x',
      '说明.docx': 'x',
      'a.csv.rejects.csv': 'x',
    });
    expect(await sources(archive, { tell: ({ zh }) => told.push(zh) })).toHaveLength(1);
    expect(told).toEqual([
      expect.stringMatching(/跳过 2 个不是数据的文件：a\.csv\.rejects\.csv、说明\.docx$/),
    ]);
  });

  test('names that lead out of the archive are shown as if they did not, and nothing is written', async () => {
    const names = ['../../../x.csv', '/etc/x.csv', 'C:\\x.csv', `${'长'.repeat(300)}.csv`];
    const archive = zip(Object.fromEntries(names.map((name) => [name, CSV])));
    const found = (await sources(archive)) as [string][];
    expect(found.map(([name]) => name)).toEqual([
      '/x.csv',
      '/etc/x.csv',
      '/x.csv',
      `/…${'长'.repeat(116)}.csv`,
    ]);
  });

  test('names in GB18030 are read as such', async () => {
    const archive = zip({ 'abcd.csv': CSV });
    for (const at of [archive.indexOf('abcd.csv'), archive.lastIndexOf('abcd.csv')]) {
      encodeGb18030('评价').copy(archive, at);
    }
    const flags = archive.indexOf('PK\x01\x02', 0, 'latin1') + 8;
    archive.writeUInt16LE(0, flags);
    expect(await sources(archive)).toEqual([['/评价.csv', 'csv', ROWS]]);
  });

  test.each([
    ['without exports', { 'a.png': 'x' }, /里面没有能读的数据文件/],
    [
      'in a zip in a zip',
      { 'a.zip': zip({ 'b.zip': zip({ 'c.csv': CSV }) }) },
      /压缩包套了 2 层以上/,
    ],
    [
      'that is an OpenDocument table',
      { mimetype: 'x', 'content.xml': 'x' },
      /OpenDocument.*另存为 \.xlsx/,
    ],
    ['that is an .xlsb', { 'xl/workbook.bin': 'x' }, /二进制工作簿.*另存为 \.xlsx/],
  ])('%s is refused', async (_, members, message) => {
    expect(await faultOf(() => open(zip(members as Record<string, string | Buffer>)))).toMatch(
      message,
    );
  });

  test('whose members unpack to far more than the archive is refused before anything is read', async () => {
    const archive = withClaimedSize(zip({ 'a.csv': CSV }), 'a.csv', 2 ** 30);
    expect(await faultOf(() => open(archive))).toMatch(/1024 MB.*上限 64 GB、500 倍/);
  });

  test('a member whose bytes were changed is refused, not read with wrong letters', async () => {
    const archive = zip({ 'a.csv': CSV });
    const crc = archive.indexOf('PK\x01\x02', 0, 'latin1') + 16;
    archive.writeUInt32LE((archive.readUInt32LE(crc) ^ 1) >>> 0, crc);
    expect(await faultOf(() => open(archive))).toMatch(/已损坏或不完整（a\.csv 的校验和不对）/);
  });

  test('an encrypted member is refused with the way out', async () => {
    const archive = zip({ 'a.csv': CSV });
    const flags = archive.indexOf('PK\x01\x02', 0, 'latin1') + 8;
    archive.writeUInt16LE(archive.readUInt16LE(flags) | 1, flags);
    expect(await faultOf(() => open(archive))).toMatch(/a\.csv：加了密码.*用密码解压/);
  });
});

test.each([
  ['a workbook', () => BOOK, [['内容']]],
  ['a zip', () => zip({ 'a.csv': CSV }), ROWS],
  ['Parquet', parquet, ['{"text":"很好"}']],
])('%s comes through a pipe, and its copy goes away', async (_, make, rows) => {
  const copies = async (): Promise<string[]> =>
    (await readdir(tmpdir())).filter((name) => name.startsWith('voc-input-'));
  const before = await copies();
  const bytes = await make();
  const source = await openSource(
    '-',
    {},
    Readable.from([bytes.subarray(0, 20), bytes.subarray(20)]),
  );
  const items = [];
  for await (const batch of source.batches) items.push(...batch);
  expect(cellsOf(items)).toEqual(rows);
  expect((await copies()).filter((name) => !before.includes(name))).toEqual([]);
});

test('a Parquet file is read under a name that looks like a pattern', async () => {
  const path = `${fileOf('')}[1]*.parquet`;
  writeFileSync(path, await parquet());
  const source = await openSource(path, {});
  expect(source.format).toBe('parquet');
});
