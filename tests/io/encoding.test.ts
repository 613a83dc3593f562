import { describe, expect, test } from 'vitest';
import { detectEncoding } from '../../src/io/encoding.ts';
import { cellsOf, faultOf, open } from '../support/exports.ts';
import { encodeBig5, encodeGb18030 } from '../support/legacy-encoding.ts';

const TEXT = '编号,内容\n1,一直等不到快递，客服也不回消息\n2,东西不错，下次还买\n';

function utf16be(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

describe('the encoding is found by content', () => {
  test.each([
    ['utf-8', Buffer.from(TEXT)],
    ['utf-8', Buffer.from(`\ufeff${TEXT}`)],
    ['gb18030', encodeGb18030(TEXT)],
    ['utf-16le', Buffer.from(TEXT, 'utf16le')],
    ['utf-16le', Buffer.from(`\ufeff${TEXT}`, 'utf16le')],
    ['utf-16be', utf16be(TEXT)],
    ['utf-16be', utf16be(`\ufeff${TEXT}`)],
  ])('%s', async (encoding, bytes) => {
    const source = await open(bytes);
    expect(source.encoding).toBe(encoding);
    expect(cellsOf(source.items)[0]).toEqual(['编号', '内容']);
    expect(cellsOf(source.items)[2]).toEqual(['2', '东西不错，下次还买']);
  });

  test.each([['我覺得這個品質不好，客服態度也差'], ['等了三天還沒有收到'], ['很好']])(
    'Big5 is told from GB18030: %s',
    (text) => {
      expect(detectEncoding(encodeBig5(text))).toBe('big5');
    },
  );

  test.each([['好评'], ['很好'], ['不错'], ['差'], ['客服'], ['联通']])(
    'a short GBK text %s is no Big5',
    (text) => {
      expect(detectEncoding(encodeGb18030(text))).toBe('gb18030');
    },
  );

  test('a character cut by the end of the sample does not hide UTF-8', () => {
    const bytes = Buffer.from('内容很好'.repeat(10));
    expect(detectEncoding(bytes.subarray(0, bytes.length - 1))).toBe('utf-8');
    expect(detectEncoding(bytes.subarray(0, bytes.length - 2))).toBe('utf-8');
  });

  test('a stray NUL does not make UTF-16 of a UTF-8 text', () => {
    expect(detectEncoding(Buffer.from(`${TEXT}3,坏\0了\n`))).toBe('utf-8');
  });

  test.each([
    ['a third of NULs, as of padded cells', `${TEXT}${'\0'.repeat(15)}`, 'utf-8'],
    ['mostly NULs', `${TEXT}${'\0'.repeat(60)}`, null],
    ['UTF-32 without a mark', Buffer.from(TEXT.replace(/./gsu, '$&\0'), 'utf16le'), null],
  ])('%s', (_, bytes, encoding) => {
    expect(detectEncoding(Buffer.from(bytes))).toBe(encoding);
  });

  test('a binary file is refused with the way out', async () => {
    const bytes = Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 7919 + at * at) % 251));
    expect(await faultOf(() => open(bytes))).toMatch(/二进制内容.*请导出为/);
  });

  test('a name that is no encoding is refused', async () => {
    expect(await faultOf(() => open(TEXT, { encoding: 'klingon' }))).toMatch(
      /不认识编码「klingon」/,
    );
  });

  test('a given encoding wins', async () => {
    const source = await open(encodeGb18030('内容\n很好\n'), { encoding: 'GBK' });
    expect(cellsOf(source.items)).toEqual([['内容'], ['很好']]);
  });
});

describe('lines in another encoding than their file', () => {
  test('GB18030 lines in a UTF-8 file are read and counted', async () => {
    const bytes = Buffer.concat([
      Buffer.from(TEXT.repeat(3)),
      encodeGb18030('7,这个东西不好用\n'),
      Buffer.from('8,还可以\n'),
    ]);
    const source = await open(bytes);
    expect(source.encoding).toBe('utf-8');
    expect(cellsOf(source.items).slice(-2)).toEqual([
      ['7', '这个东西不好用'],
      ['8', '还可以'],
    ]);
    expect(source.warnings[0]?.zh).toMatch(/有 1 行是 GB18030（首见第 10 行）/);
  });

  test('UTF-8 lines in a GB18030 file are read and counted', async () => {
    const bytes = Buffer.concat([
      encodeGb18030(TEXT.repeat(3)),
      Buffer.from('7,这个东西不好用\n'),
      encodeGb18030('8,还可以\n'),
    ]);
    const source = await open(bytes);
    expect(source.encoding).toBe('gb18030');
    expect(cellsOf(source.items).slice(-2)).toEqual([
      ['7', '这个东西不好用'],
      ['8', '还可以'],
    ]);
    expect(source.warnings).toHaveLength(1);
  });

  test('a line that is no text becomes a bad item with its line number', async () => {
    const bytes = Buffer.concat([
      Buffer.from(TEXT),
      Buffer.from([0x33, 0x2c, 0xff, 0xff, 0x0a]),
      Buffer.from('4,好\n'),
    ]);
    const { items } = await open(bytes);
    expect(items[3]).toMatchObject({ kind: 'bad', code: 'undecodable', line: 4 });
    expect(items[4]).toMatchObject({ kind: 'row', line: 5, cells: ['4', '好'] });
  });

  test('characters that were lost before the export are pointed out, the row is kept', async () => {
    const source = await open('编号,内容\n1,东西\ufffd坏了\n');
    expect(cellsOf(source.items)[1]).toEqual(['1', '东西\ufffd坏了']);
    expect(source.warnings[0]?.zh).toMatch(/有 1 行含有乱码符号.*第 2 行/);
  });

  test('GB18030 that begins only after the first 64 kB of ASCII is read', async () => {
    const ascii = Buffer.from(`id,text\n${'1,fine\n'.repeat(12_000)}`);
    const source = await open(Buffer.concat([ascii, encodeGb18030('2,东西不好用，要退货\n')]));
    expect(cellsOf(source.items).at(-1)).toEqual(['2', '东西不好用，要退货']);
  });
});
