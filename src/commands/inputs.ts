import { profileFit, textFit } from '../ingest/layout.ts';
import { expandPath } from '../io/expand.ts';
import { openSources, type SourceOptions } from '../io/source.ts';
import type { Profile } from '../model/configuration.ts';
import { EXIT, InputError, NoTextError } from '../model/errors.ts';
import type { Message } from '../model/labels.ts';
import type { Source } from '../model/source.ts';
import type { Resources } from '../pipeline.ts';
import type { FileNaming } from './file-names.ts';
import { type ReadingFlags, sourceOptions } from './reading.ts';
import type { Terminal, Voicing } from './terminal.ts';

/** Columns of texts suit a sheet up to 2; the columns of a profile suit it better, those of the sheet that it names best. */
const PROFILE_FIT = 3;
const LEAST_PROFILE_FIT = 0.6;

/**
 * How the exports of a command line are opened, to the person who wrote it.
 * @param profiles those that exports may be recognised by
 */
export function openingOptions(
  flags: ReadingFlags,
  { headers }: Pick<Resources, 'headers'>,
  say: Voicing,
  profiles: readonly Profile[] = [],
): SourceOptions {
  return {
    ...sourceOptions(flags),
    suits: (rows, sheet) => {
      const fit = profileFit(rows, profiles);
      if (fit < LEAST_PROFILE_FIT) return textFit(rows, headers, flags.text);
      const named = profiles.some((profile) => profile.sheet === sheet);
      return PROFILE_FIT + fit + (named ? 1 : 0);
    },
    tell: say.warn,
  };
}

/**
 * Hands on the exports that arguments mean: files, standard input, those in folders, archives and workbooks, one
 * after the other. What cannot be read is told of in one line and does not keep out the others.
 * @param use is also given the path of the file that the export is in
 * @returns the exit status of the first fault, else 0
 */
export async function forEachSource(
  args: readonly string[],
  options: SourceOptions,
  terminal: Terminal,
  { say, shown }: FileNaming,
  use: (source: Source, path: string) => Promise<void>,
): Promise<number> {
  let status: number = EXIT.done;
  let used = 0;
  const left: NoTextError[] = [];
  const tell = (fault: InputError): void => {
    say.warn({ zh: `voc: ${fault.text.zh}`, en: `voc: ${fault.text.en}` });
    status ||= fault.status;
  };
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (cause) {
      if (!(cause instanceof InputError)) throw cause;
      tell(cause);
    }
  };
  const useFound = async (source: Source, path: string): Promise<void> => {
    try {
      await use(source, path);
      used += 1;
    } catch (cause) {
      if (!(cause instanceof NoTextError && /\.txt$/i.test(source.name))) throw cause;
      left.push(cause);
    }
  };
  const useFile = async (path: string, argument: string): Promise<void> => {
    for await (const source of openSources(path, options, terminal.stdin)) {
      if (source instanceof InputError) tell(source);
      else {
        shown(source.name);
        await attempt(() => (source.name === argument ? use : useFound)(source, path));
      }
    }
  };
  for (const argument of args) {
    await attempt(async () => {
      const { files, warnings } = await expandPath(argument);
      // Names that are spoken of from here on.
      for (const file of files) shown(file);
      for (const warning of warnings) say.warn(warning);
      for (const file of files) await attempt(() => useFile(file, argument));
    });
  }
  for (const note of left) {
    if (used > 0) say.warn(leftNote(note));
    else tell(note);
  }
  return status;
}

/** A text in a folder or archive that is no table is mostly a note about the exports beside it. */
function leftNote({ text }: NoTextError): Message {
  return { zh: `跳过 ${text.zh}`, en: `left out: ${text.en}` };
}
