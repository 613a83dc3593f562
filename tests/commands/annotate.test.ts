import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Annotation } from '../../src/model/annotation.ts';
import { FIXTURES, voc, workFolder } from '../support/process.ts';

type Row = Annotation & {
  readonly id: string;
  readonly text: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
};

const FIELDS = ['id', 'text', 'sentiment', 'kinds', 'opinions', 'stages', 'signals', 'urgency'];

function rowsIn(ndjson: string): Row[] {
  return ndjson
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);
}

async function annotated(input: string, ...flags: string[]): Promise<Row[]> {
  const { status, stdout } = await voc(['annotate', '--format', 'ndjson', ...flags], {
    stdin: input,
  });
  expect(status).toBe(0);
  return rowsIn(stdout);
}

test.each(['reviews.xlsx', 'hotline.csv', 'nps.csv'])(
  '%s: rows in their order, fields in theirs, every offset slices back',
  async (file) => {
    const { status, stdout, stderr } = await voc([
      'annotate',
      join(FIXTURES, file),
      '--format',
      'ndjson',
    ]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const rows = rowsIn(stdout);
    expect(rows.length).toBeGreaterThan(200);
    const plain = await voc(['ingest', join(FIXTURES, file), '--dry-run'], { cwd: workFolder() });
    expect(plain.stdout).toContain(rows[0]?.id);
    for (const row of rows) {
      expect(Object.keys(row)).toEqual([...FIELDS, 'attributes']);
      for (const { start, end, span } of row.opinions)
        expect(row.text.slice(start, end)).toBe(span);
    }
  },
);

test('texts come back as received, in their order, whatever characters they hold', async () => {
  const texts = [
    '等了三天才发货😤，客服態度還差',
    'ＷＩＦＩ老断线',
    '  前后有空格，很差  ',
    '第一行很好\n第二行很差',
    '很\u0000差\u001b[31m',
    '',
    '＂全角＂',
    '\ufeff前面有个看不见的字符，很差',
    '差'.repeat(3000),
  ];
  const rows = await annotated(texts.map((text) => `${JSON.stringify({ text })}\n`).join(''));
  expect(rows.map(({ text }) => text)).toEqual(texts);
  expect(rows.map(({ id }) => id)).toEqual(texts.map((_, at) => String(at + 1)));
  for (const { text, opinions } of rows) {
    for (const { start, end, span } of opinions) expect(text.slice(start, end)).toBe(span);
  }
  expect(rows[5]).toMatchObject({
    sentiment: { label: 'neutral', score: 0 },
    kinds: ['other'],
    opinions: [],
  });
});

describe('other columns', () => {
  test('of objects come back unchanged under attributes', async () => {
    const input = {
      id: 'a1',
      text: '屏幕碎了',
      城市: '成都',
      score: 3,
      tags: ['a', null],
      where: { shop: { city: '上海' } },
      none: null,
      yes: true,
      __proto__x: '1',
    };
    const [row] = await annotated(`${JSON.stringify(input)}\n`);
    const { id, text, ...others } = input;
    expect(row).toMatchObject({ id, text });
    expect(row?.attributes).toEqual(others);
  });

  test('of tables come back as they stand, a customer’s own score too', async () => {
    const [row] = await annotated('编号,评价内容,score,备注,备注\n007,屏幕碎了, 3 ,=1+1,"a,b"\n');
    expect(row).toMatchObject({ id: '007', text: '屏幕碎了' });
    expect(row?.attributes).toEqual({ score: ' 3 ', 备注: '=1+1', '备注 2': 'a,b' });
  });

  test('stand in columns of their own in a table', async () => {
    const objects = '{"text":"屏幕碎了","score":3,"where":{"city":"上海"}}\n';
    const { stdout } = await voc(['annotate', '--format', 'csv'], { stdin: objects });
    const [header = '', row = ''] = stdout.split('\n');
    expect(header).toBe(
      'id,text,sentiment,score,kinds,stages,signals,urgency,opinions,attributes.score,where.city',
    );
    expect(row).toMatch(/,3,上海$/);
  });

  test('do not grow when the output is annotated again', async () => {
    const csv = await voc(['annotate', '--format', 'csv'], {
      stdin: '评价内容,城市\n屏幕碎了,成都\n',
    });
    const again = await voc(['annotate', '--format', 'csv'], { stdin: csv.stdout });
    expect(again.stdout).toBe(csv.stdout);
    const [first] = await annotated('{"text":"屏幕碎了","城市":"成都"}\n');
    const [second] = await annotated(`${JSON.stringify(first)}\n`);
    expect(second).toEqual(first);
    const table = await voc(['annotate', '--format', 'csv'], {
      stdin: `${JSON.stringify(first)}\n`,
    });
    expect(table.stdout.split('\n')[0]).toMatch(/,opinions,城市$/);
  });
});

describe('nothing in, nothing out', () => {
  test.each([
    ['ndjson', '', ''],
    ['csv', '', ''],
    ['table', '', ''],
    ['json', '', '[]\n'],
    ['ndjson', '\n\n', ''],
    ['csv', '\n\n', ''],
  ])('%s of %j', async (format, stdin, stdout) => {
    const result = await voc(['annotate', '--format', format], { stdin });
    expect(result).toEqual({ status: 0, stdout, stderr: '' });
  });

  test('with flags that name columns', async () => {
    const result = await voc(['annotate', '--text', '评价', '--format', 'ndjson']);
    expect(result).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  test('but a header line for a header line', async () => {
    const { status, stdout } = await voc(['annotate', '--format', 'csv'], {
      stdin: '评价内容,城市\n',
    });
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: 'id,text,sentiment,score,kinds,stages,signals,urgency,opinions,城市\n',
    });
  });
});

describe('what is no row', () => {
  const input =
    '{"id":1,"text":"屏幕碎了"}\n不是 JSON\n{"id":3}\n\n{"id":5,"text":7}\n{"id":6,"text":"不错"}\n';

  test('is told with its line and reason, and the status is 3', async () => {
    const { status, stdout, stderr } = await voc(['annotate', '--format', 'ndjson'], {
      stdin: input,
    });
    expect(status).toBe(3);
    expect(rowsIn(stdout).map(({ id }) => id)).toEqual(['1', '6']);
    expect(stderr).toBe(
      '标准输入:2：不是完整的 JSON\n标准输入:3：没有文本字段 text\n标准输入:5：没有文本字段 text\n',
    );
  });

  test('stays in its place with --rejects -, one line out for each line in', async () => {
    const input = '{"id":"a","text":"很好"}\n{broken\n{"x":1}\n{"id":"b","text":"太差了"}\n';
    const args = ['annotate', '--format', 'ndjson', '--rejects', '-', '--lang', 'en'];
    const { status, stdout, stderr } = await voc(args, { stdin: input });
    expect({ status, stderr }).toEqual({ status: 3, stderr: '' });
    const rows = rowsIn(stdout);
    expect(rows.map(({ id }) => id)).toEqual(['a', '2', '3', 'b']);
    expect(rows.map(({ attributes }) => attributes?.['rejected'])).toEqual([
      undefined,
      { line: 2, code: 'bad_json', reason: 'not complete JSON', raw: '{broken' },
      { line: 3, code: 'no_text', reason: 'no field "text" with a text', raw: '{"x":1}' },
      undefined,
    ]);
    expect(rows[1]).toMatchObject({ text: '', kinds: ['other'], opinions: [], urgency: 'none' });
  });

  test('has no place in a table', async () => {
    const { status, stderr } = await voc(['annotate', '--format', 'csv', '--rejects', '-'], {
      stdin: '{"text":"很好"}\n',
    });
    expect({ status, lines: stderr.split('\n').length }).toEqual({ status: 2, lines: 2 });
    expect(stderr).toContain('--rejects -');
  });

  test('goes to the rejects file, with nothing on standard error', async () => {
    const folder = workFolder();
    const args = ['annotate', '--format', 'ndjson', '--rejects', 'r.csv', '--lang', 'en'];
    const { status, stderr } = await voc(args, { cwd: folder, stdin: input });
    expect({ status, stderr }).toEqual({ status: 3, stderr: '' });
    expect(readFileSync(join(folder, 'r.csv'), 'utf8')).toBe(
      [
        '\ufefffile,line,code,reason,raw',
        '-,2,bad_json,not complete JSON,不是 JSON',
        '-,3,no_text,"no field ""text"" with a text","{""id"":3}"',
        '-,5,no_text,"no field ""text"" with a text","{""id"":5,""text"":7}"',
        '',
      ].join('\r\n'),
    );
    expect(readdirSync(folder)).toEqual(['r.csv']);
  });

  test('is a list of cells among objects', async () => {
    const stdin = '{"id":"1","text":"好"}\n[1]\n{"id":"3","text":"差"}\n';
    const { status, stdout, stderr } = await voc(['annotate', '--format', 'ndjson'], { stdin });
    expect(status).toBe(3);
    expect(rowsIn(stdout).map(({ id }) => id)).toEqual(['1', '3']);
    expect(stderr).toMatch(/^标准输入:2：[^\n]+\n$/);
  });

  test('is told even where there is no row at all', async () => {
    const args = ['annotate', '--input-format', 'ndjson', '--format', 'csv'];
    expect(await voc(args, { stdin: '坏\n行\n' })).toEqual({
      status: 3,
      stdout: '',
      stderr: '标准输入:1：不是完整的 JSON\n标准输入:2：不是完整的 JSON\n',
    });
  });

  test('in a table is a row of more cells than the header', async () => {
    const stdin = '编号,评价内容\n1,屏幕碎了\n2,不错,但是,贵\n3,还行\n';
    const { status, stdout, stderr } = await voc(['annotate', '--format', 'ndjson'], { stdin });
    expect(status).toBe(3);
    expect(rowsIn(stdout).map(({ id }) => id)).toEqual(['1', '3']);
    expect(stderr).toMatch(/^标准输入:3：这一行有 4 格，表头只有 2 列[^\n]*\n$/);
  });
});

describe('CSV', () => {
  const stdin = '{"id":"=1","text":"=HYPERLINK(1) 很差","号":"6222020200112233445"}\n';

  test('on standard output is plain, for machines', async () => {
    const { stdout } = await voc(['annotate', '--format', 'csv'], { stdin });
    expect(stdout).toMatch(/^id,text,/);
    expect(stdout).not.toContain('\r');
    expect(stdout).toContain('\n=1,=HYPERLINK(1) 很差,');
    expect(stdout).toMatch(/,6222020200112233445\n$/);
  });

  test('in a file, or with --excel, is for people: BOM, CRLF, no formulas, long numbers as text', async () => {
    const folder = workFolder();
    const file = await voc(['annotate', '-o', 'out.csv'], { cwd: folder, stdin });
    expect(file).toEqual({ status: 0, stdout: '', stderr: '' });
    const written = readFileSync(join(folder, 'out.csv'), 'utf8');
    expect(written).toMatch(/^\ufeffid,text,/);
    expect(written.split('\r\n')).toHaveLength(3);
    expect(written).toContain("\r\n'=1,'=HYPERLINK(1) 很差,");
    expect(written).toMatch(/,6222020200112233445\t\r\n$/);
    const shown = await voc(['annotate', '--format', 'csv', '--excel'], { stdin });
    expect(shown.stdout).toBe(written);
  });

  test('is complete or not there: a source that fails leaves the old file', async () => {
    const folder = workFolder();
    writeFileSync(join(folder, 'out.csv'), 'old');
    const { status } = await voc(['annotate', 'missing.csv', '-o', 'out.csv'], { cwd: folder });
    expect(status).toBe(1);
    expect(readFileSync(join(folder, 'out.csv'), 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['out.csv']);
  });
});
