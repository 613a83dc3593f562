import { extname } from 'node:path';
import type { Message } from '../model/labels.ts';
import type { Voicing } from './terminal.ts';

/** What files are called in what is stored and said: people name them after customers. */
export interface FileNaming {
  /** A path without personal data in its parts; a short token tells apart what would be called the same. */
  readonly shown: (path: string) => string;
  /** Speaks of files that were asked for by what they are shown as. */
  readonly say: Voicing;
}

/** Digits of a token. */
const TOKEN_DIGITS = 6;

/**
 * @param mask puts marks in the place of personal data; null where names stay as they are
 * @param keyed a keyed hash in hexadecimal, asked for names with personal data alone
 */
export function fileNaming(
  say: Voicing,
  mask: ((text: string) => string) | null,
  keyed: (text: string) => string,
): FileNaming {
  if (mask === null) return { shown: (path) => path, say };
  const known = new Map<string, string>();
  const partShown = (part: string): string => {
    const masked = mask(part);
    if (masked === part) return part;
    const before = known.get(part);
    if (before !== undefined) return before;
    const suffix = extname(masked);
    const stem = masked.slice(0, masked.length - suffix.length);
    const shown = `${stem}-${keyed(part).slice(0, TOKEN_DIGITS)}${suffix}`;
    known.set(part, shown);
    return shown;
  };
  const told = (text: string): string => {
    let shown = text;
    for (const [part, instead] of known) shown = shown.replaceAll(part, instead);
    return shown;
  };
  const hiding =
    (line: (message: Message) => void) =>
    ({ zh, en }: Message): void =>
      line({ zh: told(zh), en: told(en) });
  return {
    shown: (path) =>
      path
        .split(/(?<=[/\\])/)
        .map(segmentShown)
        .join(''),
    say: {
      ...say,
      detail: hiding(say.detail),
      say: hiding(say.say),
      warn: hiding(say.warn),
    },
  };

  function segmentShown(segment: string): string {
    const [, part = '', end = ''] = /^(.*?)([/\\]?)$/s.exec(segment) ?? [];
    return partShown(part) + end;
  }
}
