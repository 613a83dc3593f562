import { InputError } from '../model/errors.ts';

const MB = 1024 ** 2;
const GB = 1024 ** 3;
/** What unpacks to less is read however well it was packed. */
const SMALL_BYTES = 256 * MB;
/** Tables shrink twenty- to a hundredfold, bombs a thousandfold. */
const MAX_RATIO = 500;

/** Most bytes that are unpacked: from what is read as a stream, and from what has to lie on the disk or be one part of a workbook. */
export const MAX_UNPACKED: Readonly<Record<'stream' | 'whole', number>> = {
  stream: 64 * GB,
  whole: 4 * GB,
};

/**
 * Refuses what unpacks to an unreasonable size.
 * @param unpacked bytes that came out, or will by what the archive says
 * @param packed bytes that they came out of
 * @throws InputError that quotes the figures and the bounds
 */
export function refuseBomb(
  name: string,
  unpacked: number,
  packed: number,
  limit: number = MAX_UNPACKED.stream,
): void {
  const ratio = Math.round(unpacked / Math.max(packed, 1));
  if (unpacked <= limit && (unpacked <= SMALL_BYTES || ratio <= MAX_RATIO)) return;
  const size = Math.round(unpacked / MB);
  throw bombError(name, {
    zh: `解压后至少 ${size} MB，是压缩前的 ${ratio} 倍；上限 ${limit / GB} GB、${MAX_RATIO} 倍`,
    en: `at least ${size} MB from ${ratio} times less; bounds are ${limit / GB} GB and ${MAX_RATIO} times`,
  });
}

/** An archive that would fill the memory, the disk or the day. `what` names the figure and its bound. */
export function bombError(name: string, what: { zh: string; en: string }): InputError {
  return new InputError({
    zh: `${name}：展开后大得不合理（${what.zh}），可能是压缩炸弹，已拒绝读取；请核实来源，或改用 CSV 导出`,
    en: `${name}: unpacks to an unreasonable size (${what.en}) and may be a zip bomb; check where it comes from, or export it as CSV`,
  });
}

/** An XML document that declares a type or entities: no workbook does, documents that unfold into gigabytes or ask for other files do. */
export class DeclaredEntities extends Error {
  constructor() {
    super('declares a document type or entities');
  }
}

/** A workbook with such a document. */
export function declarationError(name: string): InputError {
  return new InputError({
    zh: `${name}：工作簿里声明了文档类型或实体（DTD），正常的表格没有，可能是攻击，已拒绝读取；请核实来源，或用 Excel/WPS 打开后另存`,
    en: `${name}: the workbook declares a document type or entities (DTD), which no spreadsheet does and attacks do; check where it comes from, or open and save it in a spreadsheet`,
  });
}
