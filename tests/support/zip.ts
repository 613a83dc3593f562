import { crc32, deflateRawSync } from 'node:zlib';

/** A zip of files, as workbooks are. */
export function zip(files: Readonly<Record<string, string | Buffer>>): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x800, 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(bytes.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    entries.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), fields, tail, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, Buffer.from('PK\x05\x06'), end]);
}

/** The zip with another unpacked size written into its directory, as a bomb would have it. */
export function withClaimedSize(bytes: Buffer, name: string, size: number): Buffer {
  const patched = Buffer.from(bytes);
  const entry = patched.lastIndexOf(Buffer.from(name)) - 46;
  patched.writeUInt32LE(size, entry + 24);
  return patched;
}

/** A workbook of hand-written parts: sheets by name, and the optional parts. */
export function workbook(
  sheets: Readonly<Record<string, string>>,
  parts: {
    strings?: string;
    styles?: string;
    properties?: string;
    hidden?: readonly string[];
  } = {},
): Buffer {
  const names = Object.keys(sheets);
  const state = (name: string): string => (parts.hidden?.includes(name) ? ' state="hidden"' : '');
  return zip({
    'xl/workbook.xml': `<workbook xmlns:r="r">${parts.properties ?? ''}<sheets>${names
      .map(
        (name, at) => `<sheet name="${name}" sheetId="${at + 1}"${state(name)} r:id="rId${at}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${names
      .map((_, at) => `<Relationship Id="rId${at}" Target="worksheets/sheet${at}.xml"/>`)
      .join('')}</Relationships>`,
    ...Object.fromEntries(
      names.map((name, at) => [
        `xl/worksheets/sheet${at}.xml`,
        `<worksheet><sheetData>${sheets[name]}</sheetData></worksheet>`,
      ]),
    ),
    ...(parts.strings === undefined
      ? {}
      : { 'xl/sharedStrings.xml': `<sst>${parts.strings}</sst>` }),
    ...(parts.styles === undefined
      ? {}
      : { 'xl/styles.xml': `<styleSheet>${parts.styles}</styleSheet>` }),
  });
}
