import stringWidth from 'string-width';

/** Letters of one column, and characters of two: all that most texts are made of. */
const PLAIN = /^[\u0020-\u007e\u3000-\u3029\u4e00-\u9fff\uff01-\uff60]*$/u;
const NARROW = /[\u0020-\u007e]/g;
const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });
/** Characters that may not begin a line, and those that may not end one (GB/T 15834). */
const CLOSERS = new Set('，。、；：？！）】》〉」』”’…—～·,.;:?!)]}%‰℃°');
const OPENERS = new Set('（【《〈「『“‘([{#￥$');
const WIDE_SCRIPT =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}\u3000-\u303f\uff00-\uffef]/u;

/** Terminal columns that a text without control characters takes. */
export function widthOf(text: string): number {
  if (!PLAIN.test(text)) return stringWidth(text);
  return 2 * text.length - (text.match(NARROW)?.length ?? 0);
}

/** Fills with spaces on the right up to `width` columns. */
export function padRight(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** Fills with spaces on the left up to `width` columns. */
export function padLeft(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - widthOf(text))) + text;
}

/** Cuts to at most `width` columns; what is cut ends in `…`. */
export function cutTo(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  return `${headOf(text, width - 1)}…`;
}

/** The longest beginning of a text that fits `width` columns, never less than one character. */
function headOf(text: string, width: number): string {
  let head = '';
  let used = 0;
  for (const { segment } of graphemes.segment(text)) {
    used += widthOf(segment);
    if (used > width && head !== '') break;
    head += segment;
    if (used > width) break;
  }
  return head;
}

/**
 * Breaks a text into lines of at most `width` columns. Chinese breaks between any two characters,
 * but no line begins with ，。」 or ends with （「; other scripts break at spaces, and a word longer
 * than a line is broken anywhere. Only spaces at line ends are lost.
 */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of unbreakable(text).flatMap((part) => breakLong(part, width))) {
    if (line !== '' && widthOf(line + piece.trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    line = line === '' ? piece.trimStart() : line + piece;
  }
  if (line.trimEnd() !== '' || lines.length === 0) lines.push(line.trimEnd());
  return lines;
}

/** The pieces between which a line may end: words with the spaces after them, wide characters with their marks. */
function unbreakable(text: string): string[] {
  const pieces: string[] = [];
  let last = '';
  for (const { segment } of graphemes.segment(text)) {
    const joined = pieces.length > 0 && !mayBreak(last, segment);
    if (joined) pieces.push(`${pieces.pop() ?? ''}${segment}`);
    else pieces.push(segment);
    last = segment;
  }
  return pieces;
}

function mayBreak(before: string, after: string): boolean {
  if (after === ' ' || CLOSERS.has(after) || OPENERS.has(before)) return false;
  if (before === ' ') return true;
  return WIDE_SCRIPT.test(before) || WIDE_SCRIPT.test(after);
}

function breakLong(piece: string, width: number): string[] {
  const parts: string[] = [];
  let rest = piece;
  while (widthOf(rest.trimEnd()) > width) {
    const head = headOf(rest, width);
    parts.push(head);
    rest = rest.slice(head.length);
  }
  return [...parts, rest];
}

/** Wraps a text of which the first line follows `first` and all others stand below its end. */
export function hanging(first: string, text: string, width: number): string[] {
  const indent = widthOf(first);
  return wrap(text, Math.max(10, width - indent)).map(
    (line, index) => (index === 0 ? first : ' '.repeat(indent)) + line,
  );
}

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** A bar of `value` (0 to 1) on `width` columns, in steps of an eighth; what is above zero shows at least one step. */
export function bar(value: number, width: number): string {
  const steps = Math.max(
    value > 0 ? 1 : 0,
    Math.round(Math.min(1, Math.max(0, value)) * width * 8),
  );
  return '█'.repeat(Math.floor(steps / 8)) + (EIGHTHS[steps % 8] ?? '');
}

const LEVELS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** A line of columns, one a value, at most `width` of them: longer series are summed in equal groups. */
export function sparkline(values: readonly number[], width: number): string {
  const size = Math.max(1, Math.ceil(values.length / width));
  const sums: number[] = [];
  for (let start = 0; start < values.length; start += size) {
    sums.push(values.slice(start, start + size).reduce((sum, value) => sum + value, 0));
  }
  const top = Math.max(0, ...sums);
  return sums.map((sum) => (top === 0 ? LEVELS[0] : LEVELS[Math.round((sum / top) * 7)])).join('');
}

/** A value from -1 to 1 as a mark on an axis of `width` columns with zero in the middle: `────●──┼───────`. */
export function balance(value: number, width: number): string {
  const middle = Math.floor(width / 2);
  const place = Math.round(((Math.max(-1, Math.min(1, value)) + 1) / 2) * (width - 1));
  const from = Math.min(place, middle);
  const to = Math.max(place, middle);
  return Array.from({ length: width }, (_, column) => {
    if (column === place) return '●';
    if (column === middle) return '┼';
    return column > from && column < to ? '━' : '─';
  }).join('');
}
