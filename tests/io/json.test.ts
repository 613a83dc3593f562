import { describe, expect, test } from 'vitest';
import { cellsOf, open } from '../support/exports.ts';

describe('one object a line', () => {
  test('marks and blank lines are no faults, a bad line is one with its number', async () => {
    const text =
      '\ufeff{"id":1,"text":"好"}\n\n\ufeff{"id":2,"text":"差"}\n{"id":3,\n[1\n{"id":4}\n';
    const { format, items } = await open(text);
    expect(format).toBe('ndjson');
    expect(items.map((item) => [item.line, item.kind])).toEqual([
      [1, 'object'],
      [3, 'object'],
      [4, 'bad'],
      [5, 'bad'],
      [6, 'object'],
    ]);
    expect(items[2]).toMatchObject({ code: 'bad_json', raw: '{"id":3,' });
  });

  test('long numbers keep their digits, inside strings and out', async () => {
    const { items } = await open(
      '{"id":12345678901234567890,"n":12.5,"text":"单号 98765432109876543210 没到"}\n',
    );
    expect(items[0]).toMatchObject({
      fields: { id: '12345678901234567890', n: 12.5, text: '单号 98765432109876543210 没到' },
    });
  });

  test('a fraction of many digits stays a number', async () => {
    const { items } = await open(
      '{"p":0.12345678901234566,"q":-1e16,"r":[{"id":1234567890123456}]}\n',
    );
    expect(items[0]).toMatchObject({
      fields: { p: 0.12345678901234566, q: -1e16, r: [{ id: '1234567890123456' }] },
    });
  });

  test('a value that is no object is a bad line', async () => {
    const { items } = await open('{"text":"好"}\n"差"\n');
    expect(items[1]).toMatchObject({ kind: 'bad', line: 2 });
  });
});

describe('documents', () => {
  test.each([
    ['an array', '[{"text":"好"},{"text":"差, ] } 了"}]'],
    [
      'an array over many lines',
      '[\n  {\n    "text": "好"\n  },\n  {\n    "text": "差, ] } 了"\n  }\n]\n',
    ],
    ['objects over many lines', '{\n "text": "好"\n}\n{\n "text": "差, ] } 了"\n}\n'],
    ['a wrapper', '{"code":0,"data":{"total":2,"list":[{"text":"好"},{"text":"差, ] } 了"}]}}'],
  ])('%s', async (_, text) => {
    const { format, items } = await open(text);
    expect(format).toBe('json');
    expect(cellsOf(items)).toEqual(['{"text":"好"}', '{"text":"差, ] } 了"}']);
  });

  test('an escaped quote does not end a string', async () => {
    const { items } = await open('[{"text":"他说\\"好\\"],[{"},\n{"text":"差\\\\"}]');
    expect(items).toHaveLength(2);
    expect(items[1]).toMatchObject({ line: 2, fields: { text: '差\\' } });
  });

  test('a broken element is reported, its neighbours are read', async () => {
    const { items } = await open('[{"text":"好"},\n{"text":坏},\n{"text":"差"}]');
    expect(items.map(({ kind }) => kind)).toEqual(['object', 'bad', 'object']);
  });

  test('what a cut-off document holds of its last element is reported', async () => {
    const { items } = await open('[{"text":"好"},\n{"text":"差');
    expect(items).toMatchObject([
      { kind: 'object', line: 1 },
      { kind: 'bad', line: 2, raw: '{"text":"差' },
    ]);
  });

  test('an empty array holds nothing', async () => {
    expect((await open('[]')).items).toEqual([]);
  });
});

test('a document that begins with its envelope on the first line is not taken for lines', async () => {
  const list = JSON.stringify([{ text: '好' }, { text: '差' }], null, 1);
  const { format, items } = await open(`{"code":0,"data":{"list":${list}}}`);
  expect([format, cellsOf(items)]).toEqual(['json', ['{"text":"好"}', '{"text":"差"}']]);
});

test('a first line that is damaged does not make a document of the rest', async () => {
  const { format, items } = await open('{"text":"好"\n{"text":"差"}\n{"text":"行"}\n');
  expect([format, cellsOf(items)]).toEqual([
    'ndjson',
    ['bad_json', '{"text":"差"}', '{"text":"行"}'],
  ]);
});

test('a wrapper in one line, longer than what is looked at, is unwrapped', async () => {
  const list = Array.from({ length: 5_000 }, (_, at) => ({ text: `第${at}次发货慢` }));
  const { format, items } = await open(JSON.stringify({ code: 0, data: { total: 5_000, list } }));
  expect([format, items.length]).toEqual(['json', 5_000]);
});

test.each([
  ['inside another', (wide: object) => ({ text: '慢', x: { y: wide } })],
  ['in a list', (wide: object) => ({ text: '慢', x: [wide] })],
])('an object of 100,000 fields %s is put aside before it is parsed', async (_, place) => {
  const wide = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`k${at}`, at]));
  const { items } = await open(`{"text":"好"}\n${JSON.stringify(place(wide))}\n{"text":"差"}\n`);
  expect(cellsOf(items)).toEqual(['{"text":"好"}', 'too_many_cells', '{"text":"差"}']);
});

test('a long row of many values in lists is a row', async () => {
  const turns = Array.from({ length: 8_000 }, (_, at) => ({
    角色: '客户',
    内容: `第${at}句话，发货慢`,
  }));
  const { items } = await open(`{"text":"好"}\n${JSON.stringify({ turns })}\n`);
  expect(items.map(({ kind }) => kind)).toEqual(['object', 'object']);
});

test('what is kept of a row that is too long does not end inside a number', async () => {
  const { items } = await open(`{"text":"好"}\n{"text":"${'长'.repeat(1_999_990)}13812345678"}\n`);
  const [, long] = items;
  expect(long?.kind === 'bad' && long.raw.slice(-2)).toBe('长…');
});

test('an object of a million fields is put aside', async () => {
  const wide = JSON.stringify(
    Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`k${at}`, 1])),
  );
  const { items } = await open(`${wide}\n{"text":"差"}\n`);
  expect(cellsOf(items)).toEqual(['too_many_cells', '{"text":"差"}']);
});

test('a byte-order mark in a text is one of its characters, and at the beginning of a line none', async () => {
  const { items } = await open('\ufeff{"text":"\ufeff好","turns":[{"text":"\\ufeff差"}]}\n');
  expect(cellsOf(items)).toEqual(['{"text":"\ufeff好","turns":[{"text":"\ufeff差"}]}']);
});
