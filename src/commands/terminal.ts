import type { Readable, Writable } from 'node:stream';
import type { Language, Message } from '../model/labels.ts';
import { visible } from '../model/visible.ts';

/** A stream that may be a terminal, as `process.stdout` is. */
export type OutputStream = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** All that a command may know of the process it runs in. */
export interface Terminal {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Version of the package. */
  readonly version: string;
}

/** Options that every command takes. */
export interface CommonOptions {
  readonly lang?: string;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly color?: boolean | string;
}

/** How a command speaks to the person who started it: everything here goes to standard error, names of files and columns without their control characters. */
export interface Voicing {
  readonly language: Language;
  readonly quiet: boolean;
  /** One line of detail, only with `--verbose`. */
  readonly detail: (message: Message) => void;
  /** One line, unless `--quiet`. */
  readonly say: (message: Message) => void;
  /** One line, also with `--quiet`: something was lost or is wrong. */
  readonly warn: (message: Message) => void;
}

/**
 * The language of what people read: `--lang`, then `VOC_LANG`, then the locale, else Chinese.
 * `C`, `POSIX` and an empty locale say nothing about the person.
 */
export function languageOf(
  asked: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Language {
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  const wish = (asked ?? env['VOC_LANG'] ?? locale).toLowerCase();
  return wish.startsWith('en') ? 'en' : 'zh';
}

/** Whether a stream gets colour: `--color always|never`, else NO_COLOR and FORCE_COLOR, else only a terminal does. */
export function wantsColor(
  stream: OutputStream,
  asked: boolean | string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  if (asked === true || asked === 'always') return true;
  if (asked === false || asked === 'never') return false;
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR'] && env['FORCE_COLOR'] !== '0') return true;
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}

/** The way a command speaks, from its common options. */
export function voicing(terminal: Terminal, options: CommonOptions): Voicing {
  const language = languageOf(options.lang, terminal.env);
  const quiet = options.quiet === true;
  const line = (message: Message): void => {
    terminal.stderr.write(`${visible(message[language])}\n`);
  };
  return {
    language,
    quiet,
    detail: options.verbose === true && !quiet ? line : () => {},
    say: quiet ? () => {} : line,
    warn: line,
  };
}
