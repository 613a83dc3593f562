import type { Explanation } from '../../model/explanation.ts';
import { visible } from '../../model/visible.ts';
import type { Span } from '../../model/voice.ts';
import { wrap } from '../terminal/layout.ts';
import type { Paint } from '../terminal/paint.ts';

type Style = 'positive' | 'negative' | 'dim' | 'plain';

/** The text on lines of at most `width` columns: words of praise and of blame in their colours, what is left out dim. */
export function coloredText(found: Explanation, width: number, paint: Paint): string[] {
  const { shown, styles } = styled(found);
  let at = 0;
  return wrap(shown, width).map((line) => {
    // Only spaces are lost between lines.
    while (line !== '' && shown[at] === ' ' && line[0] !== ' ') at++;
    const from = at;
    at += line.length;
    return painted(line, styles.slice(from, at), paint);
  });
}

/** Units of a text that a terminal shows; JSON holds all. */
export const LONGEST_SHOWN = 4000;

/** The text as it is safe to show, with a style for each of its units. */
function styled(found: Explanation): { shown: string; styles: Style[] } {
  const styles = stylesOf(found).slice(0, LONGEST_SHOWN);
  let shown = '';
  const shownStyles: Style[] = [];
  for (const { start, end } of runs(styles)) {
    const piece = visible(found.text.slice(start, end));
    shown += piece;
    for (let i = 0; i < piece.length; i++) shownStyles.push(styles[start] ?? 'plain');
  }
  if (found.text.length > LONGEST_SHOWN) {
    shown += '…';
    shownStyles.push('dim');
  }
  return { shown, styles: shownStyles };
}

/** A style for each unit of the text as received. */
function stylesOf({ text, cleaning, sentiment, judgements, cues }: Explanation): Style[] {
  const styles = new Array<Style>(text.length).fill('plain');
  for (const { start, end, cleaned } of cleaning) {
    if (cleaned.trim() === '') styles.fill('dim', start, end);
  }
  for (const { source, index, logOdds } of sentiment.contributions) {
    const list = source === 'judgement' ? judgements : source === 'hint' ? cues : [];
    const place = list[index ?? -1];
    if (place) styles.fill(logOdds > 0 ? 'positive' : 'negative', place.start, place.end);
  }
  return styles;
}

function painted(line: string, styles: readonly Style[], paint: Paint): string {
  return runs(styles)
    .map(({ start, end }) => {
      const piece = line.slice(start, end);
      const style = styles[start] ?? 'plain';
      return style === 'plain' ? piece : paint[style](piece);
    })
    .join('');
}

/** Stretches of one style. */
function runs(styles: readonly Style[]): Span[] {
  const found: Span[] = [];
  let start = 0;
  for (let end = 1; end <= styles.length; end++) {
    if (end < styles.length && styles[end] === styles[start]) continue;
    found.push({ start, end });
    start = end;
  }
  return found;
}
