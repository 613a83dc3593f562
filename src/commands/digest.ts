import crypto from 'node:crypto';

/** The digest of content keys and pain point ids: SHA-256, cut to 128 bits, in hexadecimal. */
export function digest(text: string | Uint8Array): string {
  return sha256(text).slice(0, 32);
}

/** In one call, which takes half the time; the first releases of Node 20 do not have it. */
const sha256: (data: string | Uint8Array) => string =
  typeof crypto.hash === 'function'
    ? (data) => crypto.hash('sha256', data, 'hex')
    : (data) => crypto.createHash('sha256').update(data).digest('hex');
