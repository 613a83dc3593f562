import { basename, dirname, join } from 'node:path';
import type { ReadResult } from '../ingest/voice.ts';
import { createRejectsFile } from '../io/rejects.ts';
import { openSource } from '../io/source.ts';
import type { Reject } from '../model/source.ts';
import type { AnnotatedVoice } from '../model/store.ts';
import { annotateVoice, layOut, type Resources, readVoices } from '../pipeline.ts';
import { loadVoices } from '../store/merge.ts';
import { digest } from './digest.ts';
import { storeOptions } from './opening.ts';
import { startProgress } from './progress.ts';
import {
  givenColumns,
  type ReadingFlags,
  sourceOptions,
  timeZone,
  type VoiceFlags,
} from './reading.ts';
import { type StoreFlags, storePath } from './settings.ts';
import type { Terminal, Voicing } from './terminal.ts';

export type LoadFlags = ReadingFlags & VoiceFlags & StoreFlags & { readonly rejects?: string };

/** What loading one file came to. `rows` of the file became `voices` and rejects; voices are new or duplicates. */
interface Loaded {
  rows: number;
  voices: number;
  rejected: number;
}

/**
 * Reads, annotates and stores one export, and says in one line what came of it.
 * @returns the number of rejected rows
 */
export async function loadFile(
  file: string,
  flags: LoadFlags,
  terminal: Terminal,
  say: Voicing,
  resources: Resources,
): Promise<number> {
  const started = performance.now();
  const store = storePath(flags, terminal);
  const source = await openSource(file, sourceOptions(flags), terminal.stdin);
  const { layout, items } = await layOut(source, resources.headers, givenColumns(flags));
  const rejectsPath = flags.rejects ?? rejectsBeside(store, file);
  const rejects = createRejectsFile(rejectsPath, say.language);
  const loaded: Loaded = { rows: 0, voices: 0, rejected: 0 };
  const progress = await startProgress(terminal, say, basename(file));
  try {
    const results = readVoices(items, layout, {
      lexicon: resources.headers,
      digest,
      tz: timeZone(flags),
      ...(flags.source === undefined ? {} : { source: flags.source }),
      ...(flags.channel === undefined ? {} : { channel: flags.channel }),
    });
    const annotated = annotateAll(
      results,
      resources,
      loaded,
      (reject) => rejects.add(file, reject),
      progress.at,
    );
    const { added, duplicate, kept } = await loadVoices(
      store,
      {
        file: basename(file),
        format: source.format,
        encoding: source.encoding ?? '',
        engine: terminal.version,
      },
      annotated,
      () => ({ read: loaded.voices + loaded.rejected, rejected: loaded.rejected }),
      storeOptions(flags, say),
    );
    await rejects.commit();
    progress.stop();
    for (const warning of source.warnings) {
      say.warn({ zh: `${file}：${warning.zh}`, en: `${file}: ${warning.en}` });
    }
    for (const load of kept) {
      say.say({
        zh: `${load.file}：上次未能并入的数据已补入，新增 ${load.added}，重复 ${load.duplicate}`,
        en: `${load.file}: taken in what an earlier command had to leave, ${load.added} new, ${load.duplicate} duplicate`,
      });
    }
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    say.say({
      zh: `${file}：读入 ${loaded.rows} 行（${loaded.voices} 条声音），新增 ${added}，重复 ${duplicate}，拒收 ${loaded.rejected}，用时 ${seconds} 秒`,
      en: `${file}: ${loaded.rows} rows read (${loaded.voices} voices), ${added} new, ${duplicate} duplicate, ${loaded.rejected} rejected, ${seconds} s`,
    });
    if (loaded.rejected > 0) {
      say.warn({
        zh: `${file}：${loaded.rejected} 行未能入库，原因见 ${rejectsPath}`,
        en: `${file}: ${loaded.rejected} rows were not taken in, the reasons are in ${rejectsPath}`,
      });
    }
    return loaded.rejected;
  } catch (error) {
    progress.stop();
    // The load is run again as a whole, and finds the same rejects again.
    await rejects.discard();
    throw error;
  }
}

/** Voices annotated, rejects put aside, both counted. */
async function* annotateAll(
  results: AsyncIterable<readonly ReadResult[]>,
  resources: Resources,
  loaded: Loaded,
  putAside: (reject: Reject) => Promise<void>,
  progress: (rows: number) => void,
): AsyncGenerator<AnnotatedVoice> {
  for await (const list of results) {
    loaded.rows += 1;
    progress(loaded.rows);
    for (const result of list) {
      if (result.kind === 'rejected') {
        loaded.rejected += 1;
        await putAside(result.reject);
      } else {
        loaded.voices += 1;
        yield annotateVoice(result.voice, resources);
      }
    }
  }
}

function rejectsBeside(store: string, file: string): string {
  const name = file === '-' ? 'stdin' : basename(file);
  return join(dirname(store), `${name}.rejects.csv`);
}
