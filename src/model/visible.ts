/** Marks that reorder the text around them: a terminal or browser would show other words than were written. */
const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROLS = /[\u0000-\u001f\u007f-\u009f]/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the same without line feed and tab
const LESS_CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/gu;

/**
 * A customer's words on one line, safe to show: line breaks and tabs become a space, control
 * characters become visible marks (`␛`), marks of text direction and halves of surrogate pairs `�`.
 */
export function visible(text: string): string {
  return text
    .replace(BREAKS, ' ')
    .replace(CONTROLS, (control) => controlPicture(control.charCodeAt(0)))
    .replace(BIDI, '\ufffd')
    .toWellFormed();
}

/** Text of several lines, safe for a terminal: as `visible`, but line feeds and tabs stay. */
export function visibleLines(text: string): string {
  return text
    .replace(/\r\n/g, '\n')
    .replace(LESS_CONTROLS, (control) => controlPicture(control.charCodeAt(0)))
    .replace(BIDI, '\ufffd')
    .toWellFormed();
}

function controlPicture(code: number): string {
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\ufffd';
}
