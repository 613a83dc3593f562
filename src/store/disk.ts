import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { InputError } from '../model/errors.ts';

const MEGABYTE = 1024 * 1024;

/** Throws an InputError when the disk of the store has less room than `bytes`. */
export async function requireSpace(store: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(dirname(store));
  const free = bavail * bsize;
  if (free >= bytes) return;
  const [needed, left] = [bytes, free].map((size) => Math.ceil(size / MEGABYTE));
  throw new InputError({
    zh: `${store}：磁盘空间不够，合并约需 ${needed} MB，只剩 ${left} MB，库没有被改动；请腾出空间后再运行一次`,
    en: `${store}: the merge needs about ${needed} MB of disk and ${left} MB are free, the store is unchanged; free some space and run the command again`,
  });
}
