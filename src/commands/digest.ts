import { createHash } from 'node:crypto';

/** The digest of content keys and pain point ids: SHA-256, cut to 128 bits, in hexadecimal. */
export function digest(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
