import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { FIXTURES } from './process.ts';
import { withClaimedSize, workbook as workbookOf, zip } from './zip.ts';

/** A file that is at fault, what must be said about it, and what becomes of its rows. */
export interface BadFile {
  readonly what: string;
  readonly name: string;
  /** Puts the file into the folder. */
  readonly make: (path: string) => void;
  readonly status: number;
  /** The whole of standard error; `{file}` is the path, `{seconds}` a figure. */
  readonly zh: string;
  /** The fault and the way out in English. */
  readonly en: RegExp;
  /** Rows of the file that hold data, and what became of them. */
  readonly rows?: { readonly read: number; readonly added: number; readonly rejected: number };
  /** Line and reason of each rejected row. */
  readonly rejects?: readonly (readonly [line: number, reason: string])[];
}

const HEADER = '编号,评价内容,评分';
const voice = (n: number): string => `${n},第${n}次买了，等了${n}天才发货，客服也不回复,2`;

/** A CSV file of 30 voices, some of its lines replaced (line 1 is the header). */
function csv(lines: Readonly<Record<number, string | Buffer>> = {}): Buffer {
  const all = [HEADER, ...Array.from({ length: 30 }, (_, at) => voice(at + 1))];
  const bytes = all.map((line, at) => Buffer.from(lines[at + 1] ?? line));
  return Buffer.concat(bytes.flatMap((line) => [line, Buffer.from('\n')]));
}

const writer =
  (content: string | Buffer) =>
  (path: string): void =>
    writeFileSync(path, content);

/** An OLE file of two sectors whose directory names one stream. */
function ole(stream: string): Buffer {
  const file = Buffer.alloc(1024);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(file);
  Buffer.from(stream, 'utf16le').copy(file, 512);
  return file;
}

const workbook = readFileSync(join(FIXTURES, 'reviews.xlsx'));
/** GB18030 of 「8,质量很差,1」 and 「9,物流太慢,2」, since Node writes no GB18030. */
const GB18030 = ['382cd6cac1bfbadcb2ee2c31', '392ccefac1f7ccabc2fd2c32'].map((hex) =>
  Buffer.from(hex, 'hex'),
);
const summary = (read: number, added: number, rejected: number): string =>
  `{file}：读入 ${read} 行（${read - rejected} 条声音），新增 ${added}，重复 ${read - rejected - added}，拒收 ${rejected}，用时 {seconds} 秒\n`;
const quarantine = (rejected: number): string =>
  `{file}：${rejected} 行未能入库，原因见 {file}.rejects.csv\n`;
const took = (read: number, rejected = 0): Required<BadFile>['rows'] => ({
  read,
  added: read - rejected,
  rejected,
});
/** A gzip file of so many lines, each of `length` letters, from a part that is packed once. */
function gzipOf(lines: number, length: number): Buffer {
  const line = gzipSync(`1,${'a'.repeat(length)}\n`, { level: 9 });
  return Buffer.concat(Array.from({ length: lines }, () => line));
}

/** Entities of which each is ten of the one before. */
const LAUGHS = Array.from(
  { length: 10 },
  (_, at) => `<!ENTITY e${at} "${at === 0 ? '哈' : `&e${at - 1};`.repeat(10)}">`,
).join('');

const xmlRow = (cells: readonly string[]): string =>
  `<row>${cells.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`;

const BIG = '包装破了，'.repeat((5 * 1024 * 1024) / 15);

export const BAD_FILES: readonly BadFile[] = [
  {
    what: '空文件',
    name: 'empty.csv',
    make: writer(''),
    status: 1,
    zh: 'voc: {file}：文件是空的（0 字节）；请重新导出后再试\n',
    en: /the file is empty \(0 bytes\); export it again/,
  },
  {
    what: '只有表头',
    name: 'header.csv',
    make: writer(`${HEADER}\n`),
    status: 0,
    zh: summary(0, 0, 0),
    en: /0 rows read \(0 voices\), 0 new, 0 duplicate, 0 rejected/,
    rows: took(0),
  },
  {
    what: '没有文本列',
    name: 'notext.csv',
    make: writer('月份,数量\n1,2\n3,4\n'),
    status: 1,
    zh: 'voc: {file}：找不到文本列；现有列：「月份」「数量」。请用 --text 列名 指定\n',
    en: /no column with text; there are "月份", "数量" \(say --text NAME\)/,
  },
  {
    what: '列名里有控制符和换行',
    name: 'escape.csv',
    make: writer('"\u001b[31m月\n份",数量\n1,2\n3,4\n'),
    status: 1,
    zh: 'voc: {file}：找不到文本列；现有列：「␛[31m月 份」「数量」。请用 --text 列名 指定\n',
    en: /there are "␛\[31m月 份", "数量"/,
  },
  {
    what: '二进制文件',
    name: 'binary.csv',
    make: writer(Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * at * 7 + at) % 256))),
    status: 1,
    zh: 'voc: {file}：这是二进制内容，不是表格或文本，无法读取；请导出为 XLSX、CSV 或 NDJSON\n',
    en: /is binary, neither a table nor text and cannot be read; export it as/,
  },
  {
    what: '空文件夹',
    name: 'folder.csv',
    make: (path) => mkdirSync(path),
    status: 1,
    zh: 'voc: {file}：文件夹里没有能读的数据文件（认得的后缀：csv tsv txt xlsx json ndjson parquet zip gz）；请检查路径，或直接写出文件名\n',
    en: /no exports in this folder/,
  },
  {
    what: '文件不存在',
    name: 'missing.csv',
    make: () => undefined,
    status: 1,
    zh: 'voc: {file}：找不到这个文件；请检查路径和文件名\n',
    en: /no such file; check the path and the name/,
  },
  {
    what: '加密码的 XLSX',
    name: 'password.xlsx',
    make: writer(ole('EncryptedPackage')),
    status: 1,
    zh: 'voc: {file}：这是加了密码的 Excel 文件，无法读取；请在 Excel 或 WPS 中去掉打开密码，另存后再读入\n',
    en: /is a password-protected workbook and cannot be read; remove the password/,
  },
  {
    what: '旧版 .xls',
    name: 'old.xls',
    make: writer(ole('Workbook')),
    status: 1,
    zh: 'voc: {file}：这是旧版 Office 文件（.xls），无法读取；请用 Excel 或 WPS 打开，另存为 .xlsx 后再读入\n',
    en: /is an old \.xls file and cannot be read; open it in a spreadsheet/,
  },
  {
    what: '网页格式的 .xls',
    name: 'html.xls',
    make: writer('<html><body><table><tr><td>评价</td></tr></table></body></html>'),
    status: 1,
    zh: 'voc: {file}：这是网页格式的表格（扩展名常为 .xls），无法读取；请用 Excel 或 WPS 打开，另存为 .xlsx 后再读入\n',
    en: /is a table in HTML/,
  },
  {
    what: '截断的 XLSX',
    name: 'truncated.xlsx',
    make: writer(workbook.subarray(0, workbook.length / 2)),
    status: 1,
    zh: 'voc: {file}：工作簿或压缩包已损坏或不完整（{detail}）；请重新导出，或用 Excel/WPS 打开后另存\n',
    en: /damaged or incomplete/,
  },
  {
    what: '中间损坏的 XLSX',
    name: 'damaged.xlsx',
    make: writer(
      Buffer.concat([
        workbook.subarray(0, workbook.length / 3),
        Buffer.alloc(2000),
        workbook.subarray(workbook.length / 3 + 2000),
      ]),
    ),
    status: 1,
    zh: 'voc: {file}：工作簿或压缩包已损坏或不完整（{detail}）；请重新导出，或用 Excel/WPS 打开后另存\n',
    en: /damaged or incomplete/,
  },
  {
    what: '损坏的 Parquet',
    name: 'damaged.parquet',
    make: writer(`PAR1${'\0'.repeat(300)}PAR1`),
    status: 1,
    zh: 'voc: {file}：这是损坏的 Parquet 文件，无法读取；请重新导出\n',
    en: /is a damaged Parquet file and cannot be read/,
  },
  {
    what: '中间引号没有闭合',
    name: 'quote.csv',
    make: writer(csv({ 15: '14,"客服说会回电，一直没有,2' })),
    status: 3,
    zh: summary(30, 29, 1) + quarantine(1),
    en: /30 rows read \(29 voices\), 29 new, 0 duplicate, 1 rejected/,
    rows: took(30, 1),
    rejects: [[15, '引号没有闭合']],
  },
  {
    what: '各行格数不一',
    name: 'ragged.csv',
    make: writer(csv({ 5: '4,少了一格', 9: '8,多,了,两,格', 12: '11' })),
    status: 3,
    zh: summary(30, 28, 2) + quarantine(2),
    en: /30 rows read \(28 voices\), 28 new, 0 duplicate, 2 rejected/,
    rows: took(30, 2),
    rejects: [
      [9, '这一行有 5 格，表头只有 3 列（文本中可能有未加引号的分隔符）'],
      [12, '文本是空的'],
    ],
  },
  {
    what: '一个文件里两种编码',
    name: 'mixed.csv',
    make: writer(csv({ 9: GB18030[0] ?? '', 10: GB18030[1] ?? '' })),
    status: 0,
    zh: `{file}：文件编码是 utf-8，但有 2 行是 GB18030（首见第 9 行），已按 GB18030 读入\n${summary(30, 30, 0)}`,
    en: /2 lines are GB18030 \(the first is line 9\)/,
    rows: took(30),
  },
  {
    what: '不属于任何编码的字节',
    name: 'bytes.csv',
    make: writer(csv({ 6: Buffer.from('352cfffe8100e5ae20808080', 'hex') })),
    status: 3,
    zh: summary(30, 29, 1) + quarantine(1),
    en: /29 new, 0 duplicate, 1 rejected/,
    rows: took(30, 1),
    rejects: [[6, '有字节不属于文件的编码']],
  },
  {
    what: '5 MB 的单元格',
    name: 'big.csv',
    make: writer(csv({ 8: `7,"${BIG}\n""破""了",1` })),
    status: 0,
    zh: `${summary(30, 30, 0)}{file}：清洗：机械重复 1（只作标记，一条不删）\n`,
    en: /30 rows read \(30 voices\), 30 new/,
    rows: took(30),
  },
  {
    what: '截断的 JSON',
    name: 'truncated.json',
    make: writer('[{"id":1,"text":"等了很久"},\n{"id":2,"text":"还不错"},\n{"id":3,"te'),
    status: 3,
    zh: summary(3, 2, 1) + quarantine(1),
    en: /3 rows read \(2 voices\), 2 new, 0 duplicate, 1 rejected/,
    rows: took(3, 1),
    rejects: [[3, '不是完整的 JSON']],
  },
  {
    what: 'NDJSON 里的坏行和过深的嵌套',
    name: 'bad.ndjson',
    make: writer(
      `{"id":1,"text":"等了很久"}\n不是 JSON\n{"id":3,"text":"坏了","x":${'['.repeat(3000)}${']'.repeat(3000)}}\n{"id":4,"text":""}\n`,
    ),
    status: 3,
    zh: summary(4, 1, 3) + quarantine(3),
    en: /4 rows read \(1 voices\), 1 new, 0 duplicate, 3 rejected/,
    rows: took(4, 3),
    rejects: [
      [2, '不是完整的 JSON'],
      [3, '嵌套超过 200 层'],
      [4, '文本是空的'],
    ],
  },
  {
    what: '一行 10 MB',
    name: 'tenmb.csv',
    make: writer(csv({ 8: `7,${'等了三天，'.repeat(700_000)},1` })),
    status: 3,
    zh: summary(30, 29, 1) + quarantine(1),
    en: /30 rows read \(29 voices\), 29 new, 0 duplicate, 1 rejected/,
    rows: took(30, 1),
  },
  {
    what: '一行一百万列',
    name: 'wide-row.csv',
    make: writer(csv({ 8: `7,好${',1'.repeat(1_000_000)}` })),
    status: 3,
    zh: summary(30, 29, 1) + quarantine(1),
    en: /30 rows read \(29 voices\), 29 new, 0 duplicate, 1 rejected/,
    rows: took(30, 1),
  },
  {
    what: '一百万列的表',
    name: 'wide.csv',
    make: writer(`编号${',列'.repeat(1_000_000)}\n1${',好'.repeat(1_000_000)}\n`),
    status: 1,
    zh: 'voc: {file}：没有一行能读，例如第 1 行：超过 16384 列，不像表格数据；请检查分隔符；请重新导出\n',
    en: /no row can be read, for example line 1: more than 16384 cells/,
  },
  {
    what: 'gzip 压缩炸弹',
    name: 'bomb.csv.gz',
    make: writer(gzipOf(120, 2_500_000)),
    status: 1,
    zh: 'voc: {file}：展开后大得不合理（解压后至少 256 MB，是压缩前的 {n} 倍；上限 64 GB、500 倍），可能是压缩炸弹，已拒绝读取；请核实来源，或改用 CSV 导出\n',
    en: /unpacks to an unreasonable size \(.*64 GB and 500 times\)/,
  },
  {
    what: 'zip 压缩炸弹',
    name: 'bomb.zip',
    make: writer(withClaimedSize(zip({ 'a.csv': csv() }), 'a.csv', 4_000_000_000)),
    status: 1,
    zh: 'voc: {file}：展开后大得不合理（解压后至少 3815 MB，是压缩前的 {n} 倍；上限 64 GB、500 倍），可能是压缩炸弹，已拒绝读取；请核实来源，或改用 CSV 导出\n',
    en: /may be a zip bomb/,
  },
  {
    what: '十亿笑声的 XLSX',
    name: 'laughs.xlsx',
    make: writer(
      zip({
        'xl/workbook.xml': `<!DOCTYPE x [${LAUGHS}]><workbook><sheets>&e9;</sheets></workbook>`,
      }),
    ),
    status: 1,
    zh: 'voc: {file}：工作簿里声明了文档类型或实体（DTD），正常的表格没有，可能是攻击，已拒绝读取；请核实来源，或用 Excel/WPS 打开后另存\n',
    en: /declares a document type or entities \(DTD\), which no spreadsheet does/,
  },
  {
    what: '引用外部文件的 XLSX',
    name: 'external.xlsx',
    make: writer(
      zip({
        'xl/workbook.xml':
          '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><workbook><sheets>&e;</sheets></workbook>',
      }),
    ),
    status: 1,
    zh: 'voc: {file}：工作簿里声明了文档类型或实体（DTD），正常的表格没有，可能是攻击，已拒绝读取；请核实来源，或用 Excel/WPS 打开后另存\n',
    en: /declares a document type/,
  },
  {
    what: 'UTF-32',
    name: 'wide.csv',
    make: writer(Buffer.from(`\ufeff${HEADER}`.replace(/./gsu, '$&\0'), 'utf16le')),
    status: 1,
    zh: 'voc: {file}：这是 UTF-32 编码的文本，无法读取；请另存为 UTF-8\n',
    en: /is a text in UTF-32 and cannot be read; save it as UTF-8/,
  },
  {
    what: '一行一百万格的 XLSX',
    name: 'million.xlsx',
    make: writer(
      workbookOf({
        评价: `${xmlRow(HEADER.split(','))}${xmlRow(voice(1).split(','))}<row>${'<c><v>1</v></c>'.repeat(1_000_000)}</row>${xmlRow(voice(2).split(','))}`,
      }),
    ),
    status: 3,
    zh: summary(3, 2, 1) + quarantine(1),
    en: /never asked/,
    rows: took(3, 1),
    rejects: [[3, '超过 16384 列，不像表格数据；请检查分隔符']],
  },
  {
    what: '附有说明的 zip',
    name: 'notes.zip',
    make: writer(
      zip({
        'readme.txt': '本包由系统导出，请勿外传。\n字段含义见手册。\n',
        '导出/使用说明(1).txt': '一行说明',
        'a.csv': csv(),
        LICENSE: 'x',
      }),
    ),
    status: 0,
    zh: `{file}：跳过 3 个不是数据的文件：LICENSE、readme.txt、导出/使用说明(1).txt\n${summary(30, 30, 0).replace('{file}', '{file}/a.csv')}`,
    en: /never asked/,
    rows: took(30),
  },
  {
    what: '附有没有正文的 txt 的 zip',
    name: 'dates.zip',
    make: writer(zip({ '导出时间.txt': '2026-04-01', 'a.csv': csv() })),
    status: 0,
    zh: `跳过 {file}/导出时间.txt：找不到文本列；现有列：「列1」。请用 --text 列名 指定\n${summary(30, 30, 0).replace('{file}', '{file}/a.csv')}`,
    en: /never asked/,
    rows: took(30),
  },
  {
    what: '只有没有正文的 txt 的 zip',
    name: 'date.zip',
    make: writer(zip({ '导出时间.txt': '2026-04-01' })),
    status: 1,
    zh: 'voc: {file}/导出时间.txt：找不到文本列；现有列：「列1」。请用 --text 列名 指定\n',
    en: /no column with text/,
  },
  {
    what: '三种换行混用',
    name: 'returns.csv',
    make: writer(
      `${HEADER}\r\n${voice(1)}\r${voice(2)}\n${voice(3)}\r\n4,"两行\r文字，发货慢",2\n`,
    ),
    status: 0,
    zh: summary(4, 4, 0),
    en: /never asked/,
    rows: took(4),
  },
  {
    what: '路径往外指的 zip',
    name: 'paths.zip',
    make: writer(zip({ '../../../tmp/voc-evil.csv': csv() })),
    status: 0,
    zh: summary(30, 30, 0).replace('{file}', '{file}/tmp/voc-evil.csv'),
    en: /30 rows read/,
    rows: took(30),
  },
  {
    what: '没有数据的 zip',
    name: 'pictures.zip',
    make: writer(zip({ 'a.png': 'x' })),
    status: 1,
    zh: 'voc: {file}：这是 zip 压缩包，里面没有能读的数据文件（认得的后缀：csv tsv txt xlsx json ndjson parquet zip gz）；请检查内容\n',
    en: /a zip archive without exports/,
  },
];
