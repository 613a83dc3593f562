import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sideNamer } from '../../src/ingest/column-sides.ts';
import { detectLayout, LAYOUT_SAMPLE, type Layout } from '../../src/ingest/layout.ts';
import { createReader } from '../../src/ingest/reader.ts';
import type { ReadResult, VoiceOptions } from '../../src/ingest/voice.ts';
import { openSource, type SourceOptions } from '../../src/io/source.ts';
import { type HeaderLexicon, parseHeaders } from '../../src/lexicon/headers.ts';
import { InputError } from '../../src/model/errors.ts';
import type { Reject, Source, SourceItem } from '../../src/model/source.ts';
import type { Voice } from '../../src/model/voice.ts';

export const lexicon: HeaderLexicon = parseHeaders(
  readFileSync('dictionaries/headers.tsv', 'utf8'),
);

const folder = mkdtempSync(join(tmpdir(), 'voc-test-'));
let files = 0;

/** Writes a file of its own in a temporary folder. The name says nothing about the content. */
export function fileOf(content: string | Uint8Array): string {
  files += 1;
  const path = join(folder, `file${files}`);
  writeFileSync(path, content);
  return path;
}

export interface Opened extends Omit<Source, 'batches'> {
  readonly items: readonly SourceItem[];
}

/** Opens a content as a file and reads all items. */
export async function open(
  content: string | Uint8Array,
  options: SourceOptions = {},
): Promise<Opened> {
  const source = await openSource(fileOf(content), options);
  const items: SourceItem[] = [];
  for await (const batch of source.batches) items.push(...batch);
  return { ...source, items };
}

/** The cells of all rows; what is no row stands as its code. */
export function cellsOf(items: readonly SourceItem[]): (readonly string[] | string)[] {
  return items.map((item) => {
    if (item.kind === 'row') return item.cells;
    return item.kind === 'bad' ? item.code : JSON.stringify(item.fields);
  });
}

export interface Ingested {
  readonly layout: Layout;
  readonly results: readonly ReadResult[];
  readonly voices: readonly Voice[];
  readonly rejects: readonly Reject[];
  /** Items that were no data: titles, header, blank rows. */
  readonly skipped: number;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Items to voices, the way the pipeline does it. */
export function ingestItems(
  items: readonly SourceItem[],
  options: Partial<VoiceOptions> = {},
  layout: Layout = detectLayout(items.slice(0, LAYOUT_SAMPLE), lexicon),
): Ingested {
  const reader = createReader(layout, { lexicon, digest, ...options });
  const named = sideNamer(layout) ?? ((item: SourceItem) => item);
  const read = items.map((item) => reader.read(named(item)));
  const results: readonly ReadResult[] = [...read.flatMap((one) => one ?? []), ...reader.end()];
  return {
    layout,
    results,
    voices: results.flatMap((one) => (one.kind === 'voice' ? [one.voice] : [])),
    rejects: results.flatMap((one) => (one.kind === 'rejected' ? [one.reject] : [])),
    skipped: read.filter((one) => one === null).length,
  };
}

export async function ingest(content: string | Uint8Array): Promise<Ingested> {
  return ingestItems((await open(content)).items);
}

/** The Chinese message of the InputError that something ends in. */
export async function faultOf(run: () => unknown): Promise<string> {
  try {
    await run();
  } catch (cause) {
    if (cause instanceof InputError) return cause.text.zh;
    throw cause;
  }
  throw new Error('nothing was refused');
}
