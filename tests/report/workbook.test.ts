import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { workbookChunks } from '../../src/io/workbook.ts';
import { NINE } from '../../src/model/journey.ts';
import { viewsOf } from '../../src/report/extent.ts';
import { viewRows } from '../../src/report/rows.ts';
import { VIEWS } from '../../src/report/views.ts';
import { reportSheets, WORKBOOK_VOICES } from '../../src/report/workbook.ts';
import { COMPARED, FINDINGS } from '../support/findings.ts';
import { mapOf } from '../support/journey.ts';
import { FIXTURES, has, sharedFolder, workFolder } from '../support/process.ts';
import { voc } from '../support/voc.ts';

const VOICES = {
  columns: ['id', 'text', 'rating', 'sentiment', 'kinds'],
  rows: [
    ['R-1', '=1+1 客服不回复', 1, 'negative', 'service_issue|complaint'],
    ['00012', '很好😀', 5, 'positive', 'praise'],
  ],
};
const sheets = (language: 'zh' | 'en') => reportSheets(COMPARED, VOICES, { language });

test('there is a sheet for each view that has something to say, and the voices', () => {
  const names = (language: 'zh' | 'en') => viewsOf(COMPARED, {}).map((id) => VIEWS[id][language]);
  // Rising ones and quadrants are columns of the pain points.
  const expected = names('zh').filter(
    (name) => ![VIEWS.rising.zh, VIEWS.quadrants.zh].includes(name),
  );
  expect(
    sheets('zh')
      .map(({ name }) => name)
      .sort(),
  ).toEqual([...expected, '声音'].sort());
  expect(reportSheets(FINDINGS, VOICES, { language: 'zh' }).map(({ name }) => name)).not.toContain(
    VIEWS.changes.zh,
  );
});

test.each(['zh', 'en'] as const)('people read every heading and label in %s', (language) => {
  for (const { table, name } of sheets(language)) {
    if (language === 'zh') {
      expect(table.columns.filter((column) => /^[a-z_]+$/.test(column))).toEqual([]);
    }
    expect({ name, ids: table.columns.filter((column) => column.includes('_')) }).toEqual({
      name,
      ids: [],
    });
  }
  const voices = sheets(language).at(-1)?.table.rows[0];
  expect(voices?.slice(3)).toEqual(
    language === 'zh' ? ['负面', '服务问题|投诉'] : ['negative', 'service issue|complaint'],
  );
});

test('the figures are those of the views', () => {
  for (const [view, name] of [
    ['pains', VIEWS.pains.zh],
    ['changes', VIEWS.changes.zh],
    ['sentiment', VIEWS.sentiment.zh],
  ] as const) {
    const numbers = (rows: readonly (readonly unknown[])[]) =>
      rows.map((row) => row.filter((cell) => typeof cell === 'number'));
    const sheet = sheets('zh').find((found) => found.name === name);
    expect(numbers(sheet?.table.rows ?? [])).toEqual(numbers(viewRows(COMPARED, view).rows));
  }
});

test.each(['zh', 'en'] as const)('charts in %s show the cells that they name', (language) => {
  const all = reportSheets({ ...COMPARED, journey: mapOf() }, VOICES, { language });
  const charts = all.flatMap((sheet) => sheet.charts ?? []);
  expect(charts).toHaveLength(4);
  for (const { labels, figures } of charts) {
    expect(figures.values.some((value) => value !== null)).toBe(true);
    for (const { sheet, column, row, direction, values } of [labels, figures]) {
      const table = all.find(({ name }) => name === sheet)?.table;
      const lines = [table?.columns ?? [], ...(table?.rows ?? [])];
      const cells = values.map((_, at) =>
        direction === 'right' ? lines[row]?.[column + at] : lines[row + at]?.[column],
      );
      expect(cells).toEqual(values);
    }
  }
});

test('the sheets of the journey name their stages as the journey does, each column once', () => {
  const name = { zh: '客房', en: 'room' };
  const stages = FINDINGS.stages.slice(0, 1).map((one) => ({ ...one, stage: 'room', name }));
  const all = reportSheets({ ...FINDINGS, stages, journey: mapOf() }, VOICES, { language: 'en' });
  const tableOf = (title: string) => all.find((sheet) => sheet.name === title)?.table;
  expect(tableOf(VIEWS.stages.en)?.rows.map(([first]) => first)).toEqual(['room']);
  const items = tableOf('Journey items');
  expect(new Set(items?.columns).size).toBe(items?.columns.length);
  expect(items?.rows[0]?.slice(0, 2)).toEqual(['awareness', 'awareness']);
});

test('the journey map has a row for each element and a column for each stage', () => {
  const all = reportSheets({ ...COMPARED, journey: mapOf() }, VOICES, { language: 'zh' });
  const map = all.find(({ name }) => name === '旅程地图')?.table;
  expect(map?.columns).toEqual(['要素', ...mapOf().stages.map(({ name }) => name.zh)]);
  const names = map?.rows.map(([name]) => name);
  for (const element of Object.values(NINE)) {
    if (element !== NINE.stage) expect(names).toContain(element.zh);
  }
  expect(map?.rows.find(([name]) => name === '痛点')?.[4]).toBe('发货慢 12');
  expect(map?.rows.find(([name]) => name === '痛点')?.[1]).toBe('没有人说到');
});

test('the summary says how many of the voices it holds', () => {
  const [summary] = sheets('zh');
  expect(summary?.table.rows).toContainEqual(['声量', 1236]);
  expect(summary?.table.rows.flat().join('\n')).toContain('「声音」表有 2 条，共 1,236 条');
  expect(WORKBOOK_VOICES).toBeGreaterThanOrEqual(10_000);
});

describe.skipIf(!has('soffice'))('LibreOffice (skipped where it is absent)', () => {
  const folder = sharedFolder();

  /** What LibreOffice shows of a workbook: the cells of its sheets as texts, by their names. */
  function shown(path: string): Record<string, string[][]> {
    const csv = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1';
    const out = join(folder, 'sheets');
    spawnSync(
      'soffice',
      [
        ...['--headless', `-env:UserInstallation=file://${join(folder, 'profile')}`],
        ...['--convert-to', csv, '--outdir', out, path],
      ],
      { timeout: 100_000 },
    );
    return Object.fromEntries(
      readdirSync(out).map((name) => [
        name.replace(/^[^-]+-|\.csv$/g, ''),
        parse(readFileSync(join(out, name)), { bom: true, relax_column_count: true }) as string[][],
      ]),
    );
  }

  test('opens the workbook: every sheet with its cells, shares as percentages, no formula', async () => {
    const path = join(folder, 'report.xlsx');
    const chunks: Uint8Array[] = [];
    for await (const chunk of workbookChunks(sheets('zh'))) chunks.push(chunk);
    writeFileSync(path, Buffer.concat(chunks));
    const found = shown(path);
    expect(Object.keys(found).sort()).toEqual(
      sheets('zh')
        .map(({ name }) => name)
        .sort(),
    );
    for (const { name, table } of sheets('zh')) {
      expect([name, found[name]?.length]).toEqual([name, table.rows.length + 1]);
      expect(found[name]?.[0]).toEqual(table.columns);
    }
    const [, first] = found['痛点'] ?? [];
    expect(first?.slice(0, 7)).toEqual([
      ...['p3f2a91c0', '扫地机器人断网', '系统应用', '使用', '86', '71'],
      expect.stringMatching(/^6\.95793%$/),
    ]);
    expect(found['声音']?.slice(1)).toEqual([
      ['R-1', '=1+1 客服不回复', '1', '负面', '服务问题|投诉'],
      ['00012', '很好😀', '5', '正面', '表扬'],
    ]);
  });
});

test('voc report -o x.xlsx writes the workbook, a view its rows alone', async () => {
  const cwd = workFolder();
  await voc(['ingest', join(FIXTURES, 'nps.csv')], { cwd });
  expect((await voc(['report', '-o', join(cwd, 'all.xlsx')], { cwd })).status).toBe(0);
  expect((await voc(['report', 'metrics', '-o', join(cwd, 'one.xlsx')], { cwd })).status).toBe(0);
  const names = (file: string): string[] =>
    [
      ...readFileSync(join(cwd, file))
        .toString('latin1')
        .matchAll(/xl\/worksheets\/sheet\d+/g),
    ].map(String);
  expect(new Set(names('all.xlsx')).size).toBeGreaterThanOrEqual(8);
  expect(new Set(names('one.xlsx')).size).toBe(1);
});
