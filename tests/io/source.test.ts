import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, test } from 'vitest';
import { openSource } from '../../src/io/source.ts';
import { cellsOf, faultOf, fileOf, open } from '../support/exports.ts';
import { workbook } from '../support/zip.ts';

describe('what cannot be read is refused with the way out', () => {
  test.each([
    ['an empty file', '', /0 字节.*重新导出/],
    ['an old workbook', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', /旧版 Office 文件.*另存为 \.xlsx/],
    [
      'a workbook with a password',
      `\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1${'\0'.repeat(70_000)}${[...'EncryptedPackage'].join('\0')}\0`,
      /加了密码.*去掉打开密码/,
    ],
    [
      'a table in XML named .xls',
      '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>',
      /XML 格式的 Excel 表格/,
    ],
    ['a web page in one file', 'MIME-Version: 1.0\nContent-Type: multipart/related\n', /MHTML/],
    ['a web page named .xls', '<html><table><tr><td>1</td></tr></table></html>', /网页格式的表格/],
    ['a PDF', '%PDF-1.7\n', /PDF/],
    ['damaged Parquet', 'PAR1xxxxxxxxxxxxPAR1', /损坏的 Parquet/],
  ])('%s', async (_, bytes, message) => {
    expect(await faultOf(() => open(Buffer.from(bytes, 'latin1')))).toMatch(message);
  });

  test('a missing file', async () => {
    expect(await faultOf(() => openSource('没有这个文件.csv', {}))).toMatch(
      /^没有这个文件\.csv：找不到这个文件/,
    );
  });

  test('a folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'voc-test-'));
    expect(await faultOf(() => openSource(folder, {}))).toMatch(/这是一个文件夹.*\*\.csv/);
  });

  test.skipIf(process.getuid?.() === 0)('a file without permission', async () => {
    const path = fileOf('内容\n好\n');
    chmodSync(path, 0);
    expect(await faultOf(() => openSource(path, {}))).toMatch(/没有读取权限/);
  });
});

test('standard input is read like a file, in whatever pieces it comes', async () => {
  const bytes = Buffer.from('编号,内容\n1,一直等不到\n2,很好\n');
  const pieces = Readable.from(Array.from(bytes, (byte) => Buffer.of(byte)));
  const source = await openSource('-', {}, pieces);
  const cells: unknown[] = [];
  for await (const batch of source.batches) cells.push(...cellsOf(batch));
  expect(cells).toEqual([
    ['编号', '内容'],
    ['1', '一直等不到'],
    ['2', '很好'],
  ]);
});

test('a workbook is read from standard input', async () => {
  const bytes = workbook({ S: '<row><c t="inlineStr"><is><t>内容</t></is></c></row>' });
  const source = await openSource('-', {}, Readable.from([bytes]));
  expect(source.format).toBe('xlsx');
});

test('Parquet is read with its long ids', async () => {
  const path = `${fileOf('')}.anything`;
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(
    `COPY (SELECT 12345678901234567 AS id, '很好' AS text, TIMESTAMP '2026-04-03 10:22:00' AS time, NULL AS note) TO '${path}' (FORMAT parquet)`,
  );
  connection.closeSync();
  instance.closeSync();
  const source = await openSource(path, {});
  expect(source.format).toBe('parquet');
  const items = [];
  for await (const batch of source.batches) items.push(...batch);
  expect(cellsOf(items)).toEqual([
    '{"id":"12345678901234567","text":"很好","time":"2026-04-03 10:22:00","note":null}',
  ]);
});

test('Parquet that is damaged far from its beginning does not pass for a shorter file', async () => {
  const path = `${fileOf('')}.parquet`;
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(
    `COPY (SELECT range AS id, '第' || hash(range) || '条，很好' AS text FROM range(400000)) TO '${path}' (FORMAT parquet, COMPRESSION zstd)`,
  );
  connection.closeSync();
  instance.closeSync();
  const bytes = readFileSync(path);
  const middle = Math.floor(bytes.length * 0.7);
  bytes.fill(0xff, middle, middle + 4096);
  writeFileSync(path, bytes);
  let rows = 0;
  const read = async (): Promise<void> => {
    const source = await openSource(path, {});
    for await (const batch of source.batches) rows += batch.length;
  };
  expect(await faultOf(read)).toMatch(/损坏的 Parquet/);
  expect(rows).toBeGreaterThan(100_000);
});

test('a file of a hundred thousand lines is read without holding it', async () => {
  const line = '编号,内容\n';
  const before = process.memoryUsage().arrayBuffers;
  const chunk = Buffer.from(line.repeat(10_000));
  const pieces = Readable.from(
    (function* () {
      for (let at = 0; at < 100; at++) yield chunk;
    })(),
  );
  const source = await openSource('-', {}, pieces);
  let count = 0;
  for await (const batch of source.batches) count += batch.length;
  expect(count).toBe(1_000_000);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024);
});
