/** Undoes `_x000D_`, by which workbooks write characters that XML cannot hold. */
export function unescapeText(text: string): string {
  return text.includes('_x') ? text.replace(/_x([0-9A-Fa-f]{4})_/g, characterOf) : text;
}

/**
 * The same for tabs and line breaks alone: some programs copy those from a workbook as if they were text. Anything else
 * that looks like it may be what a customer wrote.
 */
export function unescapeBreaks(text: string): string {
  return text.includes('_x000') ? text.replace(/_x(000[9AaDd])_/g, characterOf) : text;
}

function characterOf(_: string, digits: string): string {
  return String.fromCharCode(Number.parseInt(digits, 16));
}
