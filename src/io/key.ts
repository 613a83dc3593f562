import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { InputError } from '../model/errors.ts';

/** A key is written as 64 hexadecimal digits; one made elsewhere has at least this many characters. */
const LEAST_CHARACTERS = 32;

/**
 * The key in a file; null where there is no such file.
 * @throws InputError for a file that cannot be read, that others may read, or that is too short for a key
 */
export function readKey(path: string): Uint8Array | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').trim();
    if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) throw tooOpen(path);
  } catch (error) {
    if (error instanceof InputError) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw unusable(path, error);
  }
  if (text.length < LEAST_CHARACTERS) throw tooShort(path);
  return Buffer.from(text, 'utf8');
}

/**
 * Makes a random key that only its owner may read. The file appears with its content at once, and where another
 * process was faster its key is the one.
 * @throws InputError where the file cannot be written
 */
export function makeKey(path: string): Uint8Array {
  const draft = `${path}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw unusable(path, error);
  } finally {
    rmSync(draft, { force: true });
  }
  const key = readKey(path);
  if (key === null) throw unusable(path, new Error('gone'));
  return key;
}

function tooOpen(path: string): InputError {
  return new InputError({
    zh: `${path}：密钥文件别人也能读，客户编号的替代编号就不再保密；请运行 chmod 600 ${path}`,
    en: `${path}: others may read this key, so the tokens of customers would be no secret; run chmod 600 ${path}`,
  });
}

function tooShort(path: string): InputError {
  return new InputError({
    zh: `${path}：密钥太短，至少要 ${LEAST_CHARACTERS} 个字符；请从备份恢复，没有备份就删掉它，voc 会另建一个（之后的替代编号与以前的对不上）`,
    en: `${path}: too short for a key, ${LEAST_CHARACTERS} characters are needed; restore it from a backup, or delete it and voc makes another (whose tokens differ from the earlier ones)`,
  });
}

function unusable(path: string, cause: unknown): InputError {
  const code = (cause as NodeJS.ErrnoException).code ?? String(cause);
  return new InputError(
    {
      zh: `${path}：读不了或写不了密钥文件（${code}）；请检查权限，或用环境变量 VOC_KEY_FILE 指定另一个`,
      en: `${path}: the key cannot be read or made (${code}); check its permissions, or name another file with VOC_KEY_FILE`,
    },
    { cause },
  );
}
