import { InputError } from '../model/errors.ts';
import type { Message } from '../model/labels.ts';

/** What the first bytes say: a workbook (or another zip), Parquet, or text of some kind. */
export type Container = 'zip' | 'parquet' | 'text';

const SAVE_AS_XLSX: Message = {
  zh: '请用 Excel 或 WPS 打开，另存为 .xlsx 后再读入',
  en: 'open it in a spreadsheet, save it as .xlsx and read that',
};
const UNPACK: Message = { zh: '请先解压再读入', en: 'unpack it first' };
const EXPORT: Message = {
  zh: '请导出为 XLSX、CSV 或 NDJSON',
  en: 'export it as XLSX, CSV or NDJSON',
};

const UTF32: Message = { zh: ' UTF-32 编码的文本', en: 'a text in UTF-32' };
const AS_UTF8: Message = { zh: '请另存为 UTF-8', en: 'save it as UTF-8' };

/** Beginnings of files that are not read, what they are, and the way out. */
const REFUSED: readonly { magic: string; what: Message; wayOut: Message }[] = [
  { magic: 'Rar!', what: { zh: 'RAR 压缩文件', en: 'a RAR archive' }, wayOut: UNPACK },
  { magic: '7z\xbc\xaf', what: { zh: '7z 压缩文件', en: 'a 7z archive' }, wayOut: UNPACK },
  { magic: '%PDF', what: { zh: 'PDF 文件', en: 'a PDF' }, wayOut: EXPORT },
  { magic: '\x89PNG', what: { zh: '图片', en: 'a picture' }, wayOut: EXPORT },
  { magic: '\xff\xd8\xff', what: { zh: '图片', en: 'a picture' }, wayOut: EXPORT },
  { magic: 'GIF8', what: { zh: '图片', en: 'a picture' }, wayOut: EXPORT },
  { magic: '\xff\xfe\0\0', what: UTF32, wayOut: AS_UTF8 },
  { magic: '\0\0\xfe\xff', what: UTF32, wayOut: AS_UTF8 },
  { magic: 'SQLite format 3', what: { zh: 'SQLite 数据库', en: 'a database' }, wayOut: EXPORT },
];

/**
 * Tells containers by their first bytes and refuses what cannot be read.
 * @param encrypted whether the file names the stream of an encrypted workbook; asked for OLE files only
 * @throws InputError for old or password-protected workbooks, archives, pictures and the like
 */
export async function containerOf(
  name: string,
  head: Buffer,
  encrypted: () => Promise<boolean>,
): Promise<Container> {
  const start = head.subarray(0, 16).toString('latin1');
  if (start.startsWith('PK\x03\x04') || start.startsWith('PK\x05\x06')) return 'zip';
  if (start.startsWith('PAR1')) return 'parquet';
  if (start.startsWith('\xd0\xcf\x11\xe0')) throw oleError(name, await encrypted());
  const refused = REFUSED.find(({ magic }) => start.startsWith(magic));
  if (refused !== undefined) throw refusal(name, refused.what, refused.wayOut);
  return 'text';
}

/** Tables that systems save as HTML or XML under the name .xls, found by their first characters. */
export function refuseMarkup(name: string, text: string): void {
  const start = text.slice(0, 4096).trimStart().toLowerCase();
  if (/^mime-version: ?1/.test(start)) throw markup(name, WEB_ARCHIVE);
  if (!start.startsWith('<')) return;
  if (/^<(!doctype html|html|table|head|meta|style)/.test(start)) throw markup(name, WEB_TABLE);
  if (start.startsWith('<?xml')) {
    throw markup(name, start.includes('schemas-microsoft-com:office') ? XML_TABLE : XML);
  }
}

const WEB_TABLE: Message = {
  zh: '网页格式的表格（扩展名常为 .xls）',
  en: 'a table in HTML, often named .xls',
};
const WEB_ARCHIVE: Message = {
  zh: '单个网页文件（MHTML，扩展名常为 .xls 或 .mht）',
  en: 'a web page in one file (MHTML, often named .xls or .mht)',
};
const XML_TABLE: Message = {
  zh: ' XML 格式的 Excel 表格（扩展名常为 .xls）',
  en: 'a table of Excel in XML, often named .xls',
};
const XML: Message = {
  zh: 'XML 文件（OpenDocument 的 .fods 也是）',
  en: 'an XML file (as .fods of OpenDocument is)',
};

function markup(name: string, what: Message): InputError {
  return refusal(name, what, SAVE_AS_XLSX);
}

/** A file that is no text in any encoding that exports come in. */
export function binaryError(name: string): InputError {
  return refusal(
    name,
    { zh: '二进制内容，不是表格或文本', en: 'binary, neither a table nor text' },
    EXPORT,
  );
}

/** One line that says what a file is and what to do with it. */
export function refusal(name: string, what: Message, wayOut: Message): InputError {
  return new InputError({
    zh: `${name}：这是${what.zh}，无法读取；${wayOut.zh}`,
    en: `${name}: is ${what.en} and cannot be read; ${wayOut.en}`,
  });
}

function oleError(name: string, encrypted: boolean): InputError {
  if (encrypted) {
    return refusal(
      name,
      { zh: '加了密码的 Excel 文件', en: 'a password-protected workbook' },
      {
        zh: '请在 Excel 或 WPS 中去掉打开密码，另存后再读入',
        en: 'remove the password in a spreadsheet, save it and read that',
      },
    );
  }
  return refusal(name, { zh: '旧版 Office 文件（.xls）', en: 'an old .xls file' }, SAVE_AS_XLSX);
}
