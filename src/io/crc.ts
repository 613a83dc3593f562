import * as zlib from 'node:zlib';

const TABLE: Uint32Array = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc >>> 0;
});

/** Checksum of zip archives over more bytes; `crc` is that of the bytes before, 0 at the start. */
export const crcOf: (bytes: Uint8Array, crc: number) => number =
  // It came with Node 20.15; this runs on every Node 20.
  'crc32' in zlib ? (bytes, crc) => zlib.crc32(bytes, crc) : crcByTable;

function crcByTable(bytes: Uint8Array, start: number): number {
  let crc = start ^ 0xffffffff;
  for (const byte of bytes) crc = (TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
