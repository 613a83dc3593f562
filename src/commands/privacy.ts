import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { makeKey, readKey } from '../io/key.ts';
import { keyedDigest } from './digest.ts';
import type { Terminal } from './terminal.ts';

/** Stands in where nothing may be written and there is no key yet: its tokens are never stored. */
const STAND_IN = Buffer.from('voc: the key of a preview, which nothing is stored with');

/**
 * The keyed hash for tokens: HMAC-SHA-256 in hexadecimal. The key is read when the first token is made, and made
 * where there is none, so that who needs no tokens needs no key.
 * @throws InputError, when it is called, for a key that cannot be used
 */
export function keyedHash(
  terminal: Terminal,
  { mayMakeKey }: { readonly mayMakeKey: boolean },
): (text: string) => string {
  let keyed: ((text: string) => string) | null = null;
  return (text) => {
    keyed ??= keyedDigest(
      readKey(keyPath(terminal)) ?? (mayMakeKey ? makeKey(keyPath(terminal)) : STAND_IN),
    );
    return keyed(text);
  };
}

/** Whether there is a key. */
export function hasKey(terminal: Terminal): boolean {
  return readKey(keyPath(terminal)) !== null;
}

/** The key's file: `VOC_KEY_FILE`, else `voc/key` in the person's folder for settings. */
export function keyPath({ env, cwd }: Terminal): string {
  if (env['VOC_KEY_FILE']) return resolve(cwd, env['VOC_KEY_FILE']);
  const windows = process.platform === 'win32' ? env['APPDATA'] : undefined;
  const settings = env['XDG_CONFIG_HOME'] || windows || join(env['HOME'] || homedir(), '.config');
  return join(settings, 'voc', 'key');
}
