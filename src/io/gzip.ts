import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { InputError } from '../model/errors.ts';
import { refuseBomb } from './bomb.ts';
import { type Input, inputOf } from './input-file.ts';

const MAGIC = Buffer.from([0x1f, 0x8b]);

export function isGzip(head: Buffer): boolean {
  return head.subarray(0, 2).equals(MAGIC);
}

/**
 * What a gzip file holds (or several that were put together), unpacked as it is read.
 * @throws InputError where it is damaged, breaks off, or unpacks to an unreasonable size: at once or while it is read
 */
export async function gunzip(input: Input, emptyIsFine: boolean): Promise<Input> {
  return inputOf(input.name, null, unpack(input), emptyIsFine);
}

async function* unpack(input: Input): AsyncGenerator<Buffer> {
  let packed = 0;
  let unpacked = 0;
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const chunk of input.chunks) {
      packed += chunk.length;
      yield chunk;
    }
  }
  const gunzipper = createGunzip();
  const source = Readable.from(counted(), { objectMode: true });
  source.on('error', (error) => gunzipper.destroy(error)).pipe(gunzipper);
  try {
    for await (const chunk of gunzipper as AsyncIterable<Buffer>) {
      unpacked += chunk.length;
      refuseBomb(input.name, unpacked, packed);
      yield chunk;
    }
  } catch (cause) {
    throw isZlibError(cause) ? damaged(input.name, cause) : cause;
  } finally {
    source.destroy();
    gunzipper.destroy();
    await input.close();
  }
}

function isZlibError(cause: unknown): cause is Error {
  return cause instanceof Error && 'code' in cause && /^Z_/.test(String(cause.code));
}

function damaged(name: string, cause: Error): InputError {
  return new InputError(
    {
      zh: `${name}：gzip 文件已损坏或不完整（${cause.message}）；请重新下载或重新导出`,
      en: `${name}: the gzip file is damaged or incomplete (${cause.message}); fetch or export it again`,
    },
    { cause },
  );
}
