type Table = ReadonlyMap<string, readonly [number, number]>;

/** The two-byte codes of the old Chinese encodings, from the decoders that Node brings. */
const TABLES: Readonly<Record<'gb18030' | 'big5', Table>> = {
  gb18030: inverseTable('gb18030'),
  big5: inverseTable('big5'),
};

/** Encodes text as GB18030; only ASCII and characters of two bytes, which is what Chinese exports consist of. */
export function encodeGb18030(text: string): Buffer {
  return encode(text, TABLES.gb18030);
}

/** Encodes text as Big5. */
export function encodeBig5(text: string): Buffer {
  return encode(text, TABLES.big5);
}

function encode(text: string, table: Table): Buffer {
  const bytes: number[] = [];
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    const pair = table.get(char);
    if (code < 0x80) bytes.push(code);
    else if (pair !== undefined) bytes.push(...pair);
    else throw new Error(`no two-byte code for ${char}`);
  }
  return Buffer.from(bytes);
}

function inverseTable(encoding: string): Table {
  const table = new Map<string, readonly [number, number]>();
  const decoder = new TextDecoder(encoding);
  for (let high = 0x81; high <= 0xfe; high++) {
    for (let low = 0x40; low <= 0xfe; low++) {
      if (low === 0x7f) continue;
      const char = decoder.decode(Uint8Array.of(high, low));
      const single = [...char].length === 1 && char !== '\ufffd';
      if (single && !table.has(char)) table.set(char, [high, low]);
    }
  }
  return table;
}
