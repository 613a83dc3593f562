import { EXIT, InputError } from '../model/errors.ts';
import type { Message } from '../model/labels.ts';

/** A process that keeps others out of the store; null where the system does not name it. */
export interface Holder {
  readonly pid: number | null;
}

const OUT_OF_MEMORY = /Out of Memory Error|failed to pin block|could not allocate block/i;

/** What the engine says, and what a person should read instead. First match wins. */
const FAULTS: readonly { readonly sign: RegExp; readonly say: (path: string) => Message }[] = [
  {
    sign: /No space left on device|not enough (disk )?space|max_temp_directory_size/i,
    say: (path) => ({
      zh: `${path}：磁盘已满，库没有被改动；请腾出空间后再运行一次`,
      en: `${path}: the disk is full, the store is unchanged; free some space and run the command again`,
    }),
  },
  {
    sign: /Permission denied|permission denied|Read-only file system|Operation not permitted/i,
    say: (path) => ({
      zh: `${path}：没有读写权限；请检查文件和所在目录的权限，或用 --store 换一个位置`,
      en: `${path}: no permission; check the rights of the file and its folder, or choose another place with --store`,
    }),
  },
  {
    sign: /Is a directory|illegal operation on a directory/,
    say: (path) => ({
      zh: `${path}：这是目录，不是库文件；请用 --store 给出文件名`,
      en: `${path}: is a directory, not a store; give a file name with --store`,
    }),
  },
  {
    sign: /not a directory/i,
    say: (path) => ({
      zh: `${path}：路径中间有一段不是目录；请用 --store 换一个位置`,
      en: `${path}: a part of the path is not a folder; choose another place with --store`,
    }),
  },
  {
    sign: /no such file or directory/i,
    say: (path) => ({
      zh: `${path}：所在目录不存在；请先建立目录，或用 --store 换一个位置`,
      en: `${path}: its folder does not exist; create it, or choose another place with --store`,
    }),
  },
  {
    sign: /not a valid DuckDB database file/,
    say: (path) => ({
      zh: `${path}：不是 voc 的库文件；请移走它，或用 --store 换一个文件名`,
      en: `${path}: is not a voc store; move it away, or choose another file with --store`,
    }),
  },
  {
    sign: /with version number|newer version of DuckDB|storage version/i,
    say: (path) => ({
      zh: `${path}：由更新版本的程序写成；请升级 voc（npm install -g voc-toolkit@latest）`,
      en: `${path}: was written by a newer version; upgrade voc (npm install -g voc-toolkit@latest)`,
    }),
  },
  {
    sign: /Could not read enough bytes|Corrupt database file|Serialization Error|WAL file/i,
    say: (path) => ({
      zh: `${path}：文件不完整或已损坏；请用备份替换，或移走它再重新 voc ingest`,
      en: `${path}: is truncated or damaged; replace it with a backup, or move it away and run voc ingest again`,
    }),
  },
  {
    sign: OUT_OF_MEMORY,
    say: (path) => ({
      zh: `${path}：内存上限不够；请调大内存上限（memory_limit）后再运行`,
      en: `${path}: the memory limit is too low; raise memory_limit and run the command again`,
    }),
  },
];

/** Whether an error, of the engine or made of one for people, is that it would have needed more memory than it may keep. */
export function isOutOfMemory(error: unknown): boolean {
  const told = error instanceof InputError ? error.cause : error;
  return told instanceof Error && OUT_OF_MEMORY.test(told.message);
}

/** The message of a refused lock names the holder: `… (PID 4711)`; null when the error is another one. */
export function lockHolder(error: unknown): Holder | null {
  const text = error instanceof Error ? error.message : '';
  if (!/Could not set lock|Conflicting lock|being used by another process/i.test(text)) return null;
  const pid = /PID (\d+)/.exec(text)?.[1];
  return { pid: pid === undefined ? null : Number(pid) };
}

/**
 * Turns an error of the engine, or of the file system about the store's own files, into one for people. Anything
 * else, such as a bug or a fault of the input that is being loaded, comes back as it is.
 */
export function explain(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || error instanceof InputError) return error;
  const { path: touched } = error as NodeJS.ErrnoException;
  const ofEngine = /^([A-Za-z ]+ Error|Failed to [a-z]+): /.test(error.message);
  if (!ofEngine && !touched?.startsWith(path)) return error;
  // Names of files in the text must not decide what the fault is.
  const text = error.message.replaceAll(path, '');
  const fault = FAULTS.find(({ sign }) => sign.test(text));
  // A person knows the store, not the files that are on their way into it.
  const shown = path.replace(/\.(part|new)-[\d-]+$/, '');
  return fault ? new InputError(fault.say(shown), { cause: error }) : error;
}

/** The store stayed taken for the whole wait. */
export function busyError(path: string, holder: Holder, waited: number): InputError {
  const zh = holder.pid === null ? '另一个进程' : `进程 ${holder.pid} `;
  const en = holder.pid === null ? 'another process' : `process ${holder.pid}`;
  return new InputError(
    {
      zh: `${path}：等了 ${waited} 秒，${zh}仍占用着库；请稍后再试，或用 --wait 延长等待`,
      en: `${path}: ${en} still holds the store after ${waited} s; try again later, or wait longer with --wait`,
    },
    { status: EXIT.busy },
  );
}
