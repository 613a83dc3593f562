/**
 * A text as the search for personal data reads it: half-width letters and digits, lower case, ideographic spaces and
 * the digits of mathematics as ordinary ones. Punctuation stays. Unit for unit, so that a place in it is the same place in the text.
 */
export function plainText(text: string): string {
  if (!NOT_PLAIN.test(text)) return text;
  return text.replace(NOT_PLAIN_ALL, plainPiece);
}

const NOT_PLAIN = /[A-Z\u3000＊＋－．＠＿０-９Ａ-Ｚａ-ｚ]|\ud835[\udfce-\udfff]/;
const NOT_PLAIN_ALL = /[A-Z\u3000＊＋－．＠＿０-９Ａ-Ｚａ-ｚ]|\ud835[\udfce-\udfff]/g;

function plainPiece(piece: string): string {
  const code = piece.charCodeAt(0);
  if (code === 0x3000) return ' ';
  // The second unit of a pair becomes one that is not seen.
  if (code === 0xd835) return `${(piece.charCodeAt(1) - 0xdfce) % 10}\u200b`;
  const ascii = code >= 0xff01 ? code - 0xfee0 : code;
  return String.fromCharCode(ascii >= 0x41 && ascii <= 0x5a ? ascii + 32 : ascii);
}
