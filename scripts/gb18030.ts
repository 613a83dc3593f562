let table: Map<string, number> | undefined;

/** Two-byte codes of GB18030 by character, read off the platform's own decoder. */
function twoByteCodes(): Map<string, number> {
  const codes = new Map<string, number>();
  const decoder = new TextDecoder('gb18030');
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if (character.length === 1 && character !== '\ufffd')
        codes.set(character, (lead << 8) | trail);
    }
  }
  return codes;
}

/** Bytes of a supplementary character: GB18030 counts them linearly from U+10000 on. */
function fourBytes(codePoint: number): number[] {
  const index = codePoint - 0x10000 + 189_000;
  return [
    0x81 + Math.floor(index / 12_600),
    0x30 + (Math.floor(index / 1260) % 10),
    0x81 + (Math.floor(index / 10) % 126),
    0x30 + (index % 10),
  ];
}

/** Encodes a text as GB18030. Throws on the few characters of the basic plane that need four bytes. */
export function encodeGb18030(text: string): Uint8Array {
  table ??= twoByteCodes();
  const bytes: number[] = [];
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    const code = table.get(character);
    if (codePoint < 0x80) bytes.push(codePoint);
    else if (code !== undefined) bytes.push(code >> 8, code & 0xff);
    else if (codePoint > 0xffff) bytes.push(...fourBytes(codePoint));
    else throw new Error(`no two-byte code for ${character} (U+${codePoint.toString(16)})`);
  }
  return Uint8Array.from(bytes);
}
