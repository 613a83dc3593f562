import type { PainFinding } from '../../model/findings.ts';
import { ASPECTS, type Language, type Message, STAGES } from '../../model/labels.ts';
import { BLANK, count, percent } from '../figures.ts';
import { cautions, QUADRANTS } from '../pains.ts';
import { QUADRANT_PAINS, quadrantPains, quadrantSentence } from '../quadrants.ts';
import { cutHint, othersSentence, quoteOrigin, trendEvidence } from '../sentences.ts';
import { say, trendName, WORDS } from '../wording.ts';
import { plain, table } from './markup.ts';
import type { Page } from './page.ts';

/** The ranked pain points, then their quotes. */
export function painSection({ findings, language, limit, quotes, brief }: Page): string[] {
  const shown = findings.pains.slice(0, limit);
  const others = othersSentence(findings, language);
  const tail = (brief ? [] : [cutHint(findings.pains, shown.length, language), others])
    .filter((text) => text !== null)
    .map(plain);
  if (shown.length === 0) return [say(WORDS.noPains, language), ...tail];
  return [
    painTable(shown, findings.scope.customers !== null, language),
    `### ${say(WORDS.quotes, language)}`,
    ...shown.map((pain) => evidenceList(pain, quotes, language)),
    ...tail,
  ];
}

/** @param known whether any customer is; else none is a blank and not a zero */
function painTable(pains: readonly PainFinding[], known: boolean, language: Language): string {
  const heads = [
    WORDS.pain,
    WORDS.voices,
    ...(known ? [WORDS.customers] : []),
    WORDS.share,
    WORDS.trend,
    WORDS.severity,
    WORDS.stage,
    WORDS.aspect,
  ].map((head) => say(head, language));
  return table(
    ['#', ...heads],
    [true, false, true, ...(known ? [true] : []), true, false, true, false, false],
    pains.map((pain) => [
      String(pain.rank),
      plain(pain.label),
      count(pain.voices),
      ...(known ? [count(pain.customers)] : []),
      percent(pain.share.value),
      trendName(pain.trend, language),
      pain.severity.toFixed(2),
      say(STAGES[pain.stage], language),
      say(ASPECTS[pain.aspect], language),
    ]),
  );
}

/** What tempers a pain point and where it gathers, then its quotes. */
function evidenceList(pain: PainFinding, most: number, language: Language): string {
  const facts = cautions(pain, language).map((text) => `   - ${plain(text)}`);
  const quotes = pain.quotes
    .slice(0, most)
    .map(
      (quote) =>
        `   - “${plain(quote.before)}**${plain(quote.span)}**${plain(quote.after)}” ${plain(quoteOrigin(quote, language))}`,
    );
  return [`${pain.rank}. **${plain(pain.label)}**`, ...facts, ...quotes].join('\n');
}

/** Pain points by volume and severity. */
export function quadrantSection({ findings, language }: Page): string[] {
  const heads = [
    language === 'zh' ? '象限' : 'Quadrant',
    ...[WORDS.pain, WORDS.mainPains].map((head) => say(head, language)),
  ];
  const rows = quadrantPains(findings).map(({ quadrant, pains }) => [
    say(QUADRANTS[quadrant], language),
    count(pains.length),
    pains
      .slice(0, QUADRANT_PAINS)
      .map(({ label, voices, severity }) =>
        plain(
          language === 'zh'
            ? `${label} ${count(voices)}（严重度 ${severity.toFixed(2)}）`
            : `${label} ${count(voices)} (severity ${severity.toFixed(2)})`,
        ),
      )
      .join(language === 'zh' ? '、' : ', ') || BLANK,
  ]);
  return [table(heads, [false, true, false], rows), plain(quadrantSentence(findings, language))];
}

/** Rising and falling pain points with the counts behind each claim. */
export function movementSection({ findings, language }: Page): string[] {
  const list = (ids: readonly string[], heading: Message): string[] => {
    const found = ids.flatMap((id) => findings.pains.filter((pain) => pain.id === id));
    if (found.length === 0) return [];
    const entries = found.map(
      (pain) => `- **${plain(pain.label)}** ${plain(trendEvidence(pain.trend, language))}`,
    );
    return [`### ${say(heading, language)}`, entries.join('\n')];
  };
  const blocks = [...list(findings.rising, WORDS.rising), ...list(findings.falling, WORDS.falling)];
  return blocks.length > 0 ? blocks : [say(WORDS.noTrend, language)];
}
