import { MAX_UNPACKED, refuseBomb } from './bomb.ts';
import { refusal } from './signature.ts';
import type { ZipArchive, ZipMember } from './unzip.ts';

/** The parts of a workbook: files in a zip. */
export interface Package {
  readonly names: readonly string[];
  /** A part as decoded text; nothing for a part that is not there. Fails where it is unreasonably large. */
  readonly read: (name: string) => AsyncIterable<string>;
}

const WORKBOOK = 'xl/workbook.xml';

/** Whether a zip is a workbook. */
export function isWorkbook({ members }: ZipArchive): boolean {
  return members.some(({ name }) => name === WORKBOOK);
}

/** The parts of a workbook by name. */
export function packageOf(name: string, { members }: ZipArchive): Package {
  const parts = new Map(members.map((member) => [member.name, member]));
  return {
    names: [...parts.keys()],
    read: (part) => readPart(name, parts.get(part)),
  };
}

async function* readPart(name: string, part: ZipMember | undefined): AsyncGenerator<string> {
  if (part === undefined) return;
  refuseBomb(name, part.size, part.packed, MAX_UNPACKED.whole);
  const decoder = new TextDecoder('utf-8');
  for await (const chunk of part.read()) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/** Refuses zips that are documents of other kinds, with the way out. */
export function refuseDocument(name: string, { members }: ZipArchive): void {
  const names = new Set(members.map((member) => member.name));
  const saveAsXlsx = {
    zh: '请用 Excel 或 WPS 打开，另存为 .xlsx 后再读入',
    en: 'open it in a spreadsheet, save it as .xlsx and read that',
  };
  if (names.has('xl/workbook.bin')) {
    const what = { zh: '二进制工作簿（.xlsb）', en: 'a binary workbook (.xlsb)' };
    throw refusal(name, what, saveAsXlsx);
  }
  if (names.has('content.xml') && names.has('mimetype')) {
    const what = { zh: 'OpenDocument 文件（.ods）', en: 'an OpenDocument file' };
    throw refusal(name, what, saveAsXlsx);
  }
  if (names.has('Index/Document.iwa')) {
    const what = { zh: 'Numbers 表格', en: 'a Numbers spreadsheet' };
    throw refusal(name, what, { zh: '请导出为 .xlsx', en: 'export it as .xlsx' });
  }
  if (names.has('word/document.xml')) {
    const table = { zh: '请把表格另存为 .xlsx', en: 'save its table as .xlsx' };
    throw refusal(name, { zh: 'Word 文档', en: 'a Word document' }, table);
  }
}
