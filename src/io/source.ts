import { InputError } from '../model/errors.ts';
import type { Message } from '../model/labels.ts';
import type { Source, SourceItem } from '../model/source.ts';
import { archiveMembers, severalMembers, shownName } from './archive.ts';
import { bounded } from './bounds.ts';
import { gunzip, isGzip } from './gzip.ts';
import { type Input, inputOf, openInput } from './input-file.ts';
import { containerOf } from './signature.ts';
import { onDisk } from './spool.ts';
import { openText, type TextOptions } from './text-source.ts';
import { openZip, type ZipArchive } from './unzip.ts';
import { isWorkbook, refuseDocument } from './xlsx-package.ts';

/** What a person may say about an input where the content does not say it well enough. */
export interface SourceOptions extends TextOptions {
  /** Name, 1-based number or pattern of the sheets of a workbook; the one that suits best if absent. */
  readonly sheet?: string;
  /** How well the first rows of a sheet suit, the higher the better; sheets that suit no better than an earlier one are left. */
  readonly suits?: (rows: readonly SourceItem[], sheet: string) => number;
  /** For filters: an input without a byte has no batches, instead of being refused. */
  readonly emptyIsFine?: boolean;
  /** Told what of an input is not read. */
  readonly tell?: (message: Message) => void;
}

/** Archives in archives: a compressed table in a zip is as deep as exports go. */
const MAX_LAYERS = 2;

/**
 * Opens an export: finds its format, encoding and delimiter by content (never by its name) and reads it as
 * a stream of rows or objects; what is compressed with gzip or zip is unpacked on the way. Memory does not grow
 * with the size of text files.
 * @param path a file, or `-` for standard input
 * @throws InputError for what cannot be opened or read, or holds several exports; at once or while the batches are read
 */
export async function openSource(
  path: string,
  options: SourceOptions,
  stdin: AsyncIterable<Uint8Array | string> = process.stdin,
): Promise<Source> {
  const sources = sourcesIn(await openInput(path, stdin, options.emptyIsFine), options, {
    only: true,
    layers: 0,
  });
  const first = await sources.next();
  if (first.done) return { ...NOTHING, name: path };
  if (first.value instanceof InputError) throw first.value;
  return { ...first.value, batches: closing(first.value.batches, sources) };
}

/**
 * The exports in a file, one after the other: itself, the files of a zip archive, or several sheets of a workbook.
 * Each has to be read (or left) before the next is asked for. An export that cannot be opened gives its InputError in its place.
 * @throws InputError where the whole file cannot be opened
 */
export async function* openSources(
  path: string,
  options: SourceOptions,
  stdin: AsyncIterable<Uint8Array | string> = process.stdin,
): AsyncGenerator<Source | InputError> {
  const input = await openInput(path, stdin, options.emptyIsFine);
  yield* sourcesIn(input, options, { only: false, layers: 0 });
}

const NOTHING: Source = {
  name: '',
  format: 'csv',
  encoding: null,
  delimiter: null,
  batches: (async function* () {})(),
  warnings: [],
};

async function* closing(
  batches: Source['batches'],
  sources: AsyncGenerator<unknown>,
): AsyncGenerator<readonly SourceItem[]> {
  try {
    yield* batches;
  } finally {
    await sources.return(undefined);
  }
}

/** Where in an input we are: how many archives deep, and whether a second export would be one too many. */
interface Place {
  readonly only: boolean;
  readonly layers: number;
}

async function* sourcesIn(
  input: Input,
  options: SourceOptions,
  place: Place,
): AsyncGenerator<Source | InputError> {
  try {
    if (input.head.length === 0) return;
    if (isGzip(input.head)) {
      const inner = await gunzip(input, options.emptyIsFine === true);
      yield* sourcesIn(inner, options, deeper(input.name, place));
      return;
    }
    const container = await containerOf(input.name, input.head, () => namesEncryption(input));
    if (container === 'zip') {
      yield* sourcesInZip(input, options, place);
    } else {
      const source =
        container === 'parquet'
          ? await (await import('./parquet.ts')).readParquet(input)
          : await openText(input, options);
      yield { ...source, batches: bounded(source.batches) };
    }
  } finally {
    await input.close();
  }
}

function deeper(name: string, { only, layers }: Place): Place {
  if (layers < MAX_LAYERS) return { only, layers: layers + 1 };
  throw new InputError({
    zh: `${name}：压缩包套了 ${MAX_LAYERS} 层以上；请先解压`,
    en: `${name}: archives within archives, more than ${MAX_LAYERS} deep; unpack them first`,
  });
}

async function* sourcesInZip(
  input: Input,
  options: SourceOptions,
  place: Place,
): AsyncGenerator<Source | InputError> {
  const { name } = input;
  const { path, release } = await onDisk(input);
  let zip: ZipArchive | null = null;
  try {
    zip = await openZip(name, path);
    if (!isWorkbook(zip)) {
      yield* sourcesInArchive(name, zip, options, deeper(name, place));
      return;
    }
    const { workbookSources } = await import('./xlsx.ts');
    for await (const source of workbookSources(name, zip, { ...options, only: place.only })) {
      yield { ...source, batches: bounded(source.batches) };
    }
  } finally {
    zip?.close();
    await release();
  }
}

async function* sourcesInArchive(
  name: string,
  zip: ZipArchive,
  options: SourceOptions,
  place: Place,
): AsyncGenerator<Source | InputError> {
  refuseDocument(name, zip);
  const { members, warnings } = archiveMembers(name, zip);
  if (place.only && members.length > 1) throw severalMembers(name, members);
  for (const warning of warnings) options.tell?.(warning);
  for (const member of members) {
    const inner = `${name}/${shownName(member.name)}`;
    try {
      const input = await inputOf(inner, null, member.read(), options.emptyIsFine === true);
      yield* sourcesIn(input, options, place);
    } catch (cause) {
      if (!(cause instanceof InputError)) throw cause;
      yield cause;
    }
  }
}

/** Whether an OLE file holds the stream `EncryptedPackage`: the directory stands anywhere in it. */
async function namesEncryption(input: Input): Promise<boolean> {
  const mark = Buffer.from('EncryptedPackage', 'utf16le');
  let tail = Buffer.alloc(0);
  for await (const chunk of input.chunks) {
    const window = Buffer.concat([tail, chunk]);
    if (window.includes(mark)) return true;
    tail = window.subarray(-mark.length);
  }
  return false;
}
