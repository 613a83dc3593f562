import { type Entry, fromBufferPromise, openPromise, type ZipFile } from 'yauzl';
import { InputError } from '../model/errors.ts';
import { type Input, readWhole } from './input-file.ts';
import { refusal } from './signature.ts';

/** The parts of a workbook: files in a zip. */
export interface Package {
  readonly names: readonly string[];
  /** A part as decoded text; nothing for a part that is not there. Fails where it is unreasonably large. */
  readonly read: (name: string) => AsyncIterable<string>;
  readonly close: () => void;
}

const MAX_PIPE_BYTES = 512 * 1024 * 1024;
const MAX_PARTS = 10_000;
/** No part of a real workbook unpacks to more. */
const MAX_PART_BYTES = 4 * 1024 ** 3;
/** Parts up to this size are read however well they were packed. */
const SMALL_PART_BYTES = 256 * 1024 * 1024;
/** The XML of tables shrinks twenty- to a hundredfold; zip bombs a thousandfold. */
const MAX_RATIO = 500;

/**
 * Opens the zip of a workbook.
 * @throws InputError for a damaged zip, another kind of zip, or one with too many parts
 */
export async function openPackage(input: Input): Promise<Package> {
  const zip = await openZip(input);
  try {
    const entries = new Map<string, Entry>();
    for await (const entry of zip.eachEntry()) {
      entries.set(entry.fileName, entry);
      if (entries.size > MAX_PARTS) throw bomb(input.name, `> ${MAX_PARTS}`);
    }
    const names = [...entries.keys()];
    refuseOthers(input.name, names);
    return {
      names,
      read: (name) => readPart(input.name, zip, entries.get(name)),
      close: () => zip.close(),
    };
  } catch (cause) {
    zip.close();
    throw cause instanceof InputError ? cause : damaged(input.name, cause);
  }
}

/** A workbook that is not what it should be. */
export function damaged(name: string, cause: unknown): InputError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new InputError(
    {
      zh: `${name}：工作簿已损坏或不完整（${why}）；请重新导出，或用 Excel/WPS 打开后另存`,
      en: `${name}: the workbook is damaged or incomplete (${why}); export it again, or open and save it in a spreadsheet`,
    },
    { cause },
  );
}

/** A workbook that would fill the memory or the day. */
export function bomb(name: string, what: string): InputError {
  return new InputError({
    zh: `${name}：工作簿展开后大得不合理（${what}），可能是压缩炸弹，已拒绝读取；请改用 CSV 导出`,
    en: `${name}: the workbook unpacks to an unreasonable size (${what}) and may be a zip bomb; export it as CSV`,
  });
}

async function openZip(input: Input): Promise<ZipFile> {
  const options = { lazyEntries: true, autoClose: false };
  if (input.path === null) {
    const bytes = await readWhole(input, MAX_PIPE_BYTES);
    return fromBufferPromise(bytes, options).catch((cause) => {
      throw damaged(input.name, cause);
    });
  }
  await input.close();
  return openPromise(input.path, options).catch((cause) => {
    throw damaged(input.name, cause);
  });
}

function refuseOthers(name: string, names: readonly string[]): void {
  if (names.includes('xl/workbook.xml')) return;
  const saveAsXlsx = {
    zh: '请用 Excel 或 WPS 打开，另存为 .xlsx 后再读入',
    en: 'open it in a spreadsheet, save it as .xlsx and read that',
  };
  if (names.includes('xl/workbook.bin')) {
    throw refusal(
      name,
      { zh: '二进制工作簿（.xlsb）', en: 'a binary workbook (.xlsb)' },
      saveAsXlsx,
    );
  }
  if (names.includes('content.xml')) {
    throw refusal(
      name,
      { zh: 'OpenDocument 文件（.ods）', en: 'an OpenDocument file' },
      saveAsXlsx,
    );
  }
  if (names.includes('word/document.xml')) {
    const table = { zh: '请把表格另存为 .xlsx', en: 'save its table as .xlsx' };
    throw refusal(name, { zh: 'Word 文档', en: 'a Word document' }, table);
  }
  const unpack = { zh: '请先解压，再读入其中的文件', en: 'unpack it and read the files in it' };
  throw refusal(
    name,
    { zh: 'zip 压缩包，不是工作簿', en: 'a zip archive, not a workbook' },
    unpack,
  );
}

async function* readPart(
  name: string,
  zip: ZipFile,
  entry: Entry | undefined,
): AsyncGenerator<string> {
  if (entry === undefined) return;
  const { uncompressedSize: size, compressedSize } = entry;
  const packed = size > SMALL_PART_BYTES && size > MAX_RATIO * compressedSize;
  if (size > MAX_PART_BYTES || packed) throw bomb(name, `${Math.round(size / 1048576)} MB`);
  const decoder = new TextDecoder('utf-8');
  try {
    const stream = await zip.openReadStreamPromise(entry);
    for await (const chunk of stream) yield decoder.decode(chunk as Buffer, { stream: true });
    yield decoder.decode();
  } catch (cause) {
    throw cause instanceof InputError ? cause : damaged(name, cause);
  }
}
