import { isUtf8 } from 'node:buffer';
import type { Entry, ZipFile } from 'yauzl';
import { InputError } from '../model/errors.ts';
import type { Message } from '../model/labels.ts';
import { bombError, DeclaredEntities, declarationError, refuseBomb } from './bomb.ts';
import { crcOf } from './crc.ts';
import { decode } from './encoding.ts';

/** A file in a zip archive. */
export interface ZipMember {
  /** Its path in the archive, with slashes, as it stands there: to be shown, never to be opened. */
  readonly name: string;
  /** Bytes, unpacked and packed, by what the archive says. */
  readonly size: number;
  readonly packed: number;
  readonly kind: 'file' | 'folder' | 'link';
  /** Its content; fails where that is not as the archive says. */
  readonly read: () => AsyncGenerator<Buffer>;
}

export interface ZipArchive {
  readonly members: readonly ZipMember[];
  readonly close: () => void;
}

const MAX_MEMBERS = 10_000;
const UTF8_NAMES = 0x800;
/** Upper half of the attributes where the archive was made on a Unix system: the mode of the file. */
const LINK = 0o120000;

/**
 * Opens a zip archive and lists it. Nothing is ever written under the names in it.
 * @throws InputError for a damaged archive, or one that would unpack to an unreasonable size
 */
export async function openZip(name: string, path: string): Promise<ZipArchive> {
  const { openPromise } = await import('yauzl');
  let zip: ZipFile | null = null;
  try {
    zip = await openPromise(path, { lazyEntries: true, autoClose: false, decodeStrings: false });
    const entries: Entry[] = [];
    for await (const entry of zip.eachEntry()) {
      entries.push(entry);
      if (entries.length > MAX_MEMBERS) throw tooMany(name);
    }
    const size = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
    refuseBomb(name, size, zip.fileSize);
    const opened = zip;
    return {
      members: entries.map((entry) => memberOf(name, opened, entry)),
      close: () => opened.close(),
    };
  } catch (cause) {
    zip?.close();
    throw cause instanceof InputError ? cause : damagedZip(name, cause);
  }
}

/** A zip, or a workbook, that is not what it should be. */
export function damagedZip(name: string, cause: unknown): InputError {
  if (cause instanceof DeclaredEntities) return declarationError(name);
  const why = cause instanceof Error ? cause.message : String(cause);
  return new InputError(
    {
      zh: `${name}：工作簿或压缩包已损坏或不完整（${inChinese(why)}）；请重新导出，或用 Excel/WPS 打开后另存`,
      en: `${name}: the workbook or archive is damaged or incomplete (${why}); export it again, or open and save it in a spreadsheet`,
    },
    { cause },
  );
}

/** What the reader of archives and the checks above say most often. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/^checksum of (.*)$/s, '$1 的校验和不对'],
  [/^end of central directory.*$/is, '末尾的目录不见了，多半没有下载完'],
  [/^too many bytes in the stream.*$/is, '内容比目录里写的大'],
  [/^not enough bytes in the stream.*$/is, '内容比目录里写的小'],
  [/^(unexpected EOF|file data overflows|unexpected end of file).*$/is, '内容不完整'],
  [/^invalid (comment length|central directory|local file header).*$/is, '目录或文件头不对'],
];

function inChinese(why: string): string {
  const [pattern, words] = REASONS.find(([known]) => known.test(why)) ?? [];
  return pattern === undefined ? why : why.replace(pattern, words ?? '');
}

function memberOf(archive: string, zip: ZipFile, entry: Entry): ZipMember {
  const name = nameOf(entry);
  const link = (entry.externalFileAttributes >>> 16) & 0o170000;
  return {
    name,
    size: entry.uncompressedSize,
    packed: entry.compressedSize,
    kind: name.endsWith('/') ? 'folder' : link === LINK ? 'link' : 'file',
    read: () => readEntry(archive, name, zip, entry),
  };
}

/** Archives made on Chinese Windows name their files in GB18030 and do not say so. */
function nameOf(entry: Entry): string {
  const utf8 = (entry.generalPurposeBitFlag & UTF8_NAMES) !== 0 || isUtf8(entry.fileNameRaw);
  return decode(entry.fileNameRaw, utf8 ? 'utf-8' : 'gb18030').replaceAll('\\', '/');
}

async function* readEntry(
  archive: string,
  name: string,
  zip: ZipFile,
  entry: Entry,
): AsyncGenerator<Buffer> {
  if (entry.isEncrypted()) throw refused(`${archive}/${name}`, ENCRYPTED);
  if (!entry.canDecodeFileData()) throw refused(`${archive}/${name}`, UNKNOWN_METHOD);
  let crc = 0;
  try {
    const stream = await zip.openReadStreamPromise(entry);
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      crc = crcOf(chunk, crc);
      yield chunk;
    }
    if (crc !== entry.crc32) throw new Error(`checksum of ${name}`);
  } catch (cause) {
    throw cause instanceof InputError ? cause : damagedZip(archive, cause);
  }
}

const ENCRYPTED: Message = {
  zh: '加了密码，无法读取；请先用密码解压',
  en: 'is encrypted and cannot be read; unpack it with its password first',
};
const UNKNOWN_METHOD: Message = {
  zh: '的压缩方式不认识；请解压，或重新压缩成普通的 zip',
  en: 'is packed in an unknown way; unpack it, or pack it again as a plain zip',
};

function refused(name: string, what: Message): InputError {
  return new InputError({ zh: `${name}：${what.zh}`, en: `${name}: ${what.en}` });
}

function tooMany(name: string): InputError {
  return bombError(name, {
    zh: `文件超过 ${MAX_MEMBERS} 个`,
    en: `more than ${MAX_MEMBERS} files`,
  });
}
