import type { LabelFinding, PeriodFinding } from '../../model/findings.ts';
import { type Labels, type Language, type Message, SENTIMENTS } from '../../model/labels.ts';
import { BLANK, count, interval, percent, percentOf, signed } from '../figures.ts';
import { headline, scopeLines } from '../sentences.ts';
import { say, WORDS } from '../wording.ts';
import { plain, table } from './markup.ts';
import type { Page } from './page.ts';

/** What the report comes to, and on what it rests. */
export function summarySection({ findings, language }: Page): string[] {
  const [first = '', ...rest] = headline(findings, language).map(plain);
  return [
    // On a line of its own: bold that ends in 。 before a Chinese character is not read as bold.
    `**${first}**`,
    ...(rest.length > 0 ? [rest.join(language === 'zh' ? '' : ' ')] : []),
    scopeLines(findings, language)
      .map(([heading, text]) => `- ${heading}${language === 'zh' ? '：' : ': '}${plain(text)}`)
      .join('\n'),
  ];
}

/** Voices by sentiment, as a whole and by month, or by week where no month has passed. */
export function sentimentSection({ findings, language }: Page): string[] {
  const periods = (heading: Message, found: readonly PeriodFinding[]): string[] =>
    found.length === 0 ? [] : [periodTable(heading, found, language)];
  return [
    labelTable(findings.sentiment, SENTIMENTS, WORDS.sentiment, language),
    ...(findings.months.length > 0
      ? periods(WORDS.month, findings.months)
      : periods(WORDS.week, findings.weeks)),
  ];
}

function periodTable(
  heading: Message,
  periods: readonly PeriodFinding[],
  language: Language,
): string {
  const sentiments = (['positive', 'negative', 'mixed', 'neutral'] as const).map(
    (label) => SENTIMENTS[label],
  );
  const heads = [heading, WORDS.voices, ...sentiments, WORDS.negativeShare, WORDS.meanScore];
  return table(
    heads.map((head) => say(head, language)),
    [false, true, true, true, true, true, true, true],
    periods.map(({ period, voices, sentiment, negative, meanScore }) => [
      period,
      count(voices),
      count(sentiment.positive),
      count(sentiment.negative),
      count(sentiment.mixed),
      count(sentiment.neutral),
      percentOf(negative),
      voices === 0 ? BLANK : signed(meanScore),
    ]),
  );
}

/** Voices by label, with shares and their intervals. */
export function labelTable<Label extends string>(
  found: readonly LabelFinding<Label>[],
  names: Labels<Label>,
  heading: Message,
  language: Language,
): string {
  return table(
    [heading, WORDS.voices, WORDS.share, WORDS.interval].map((head) => say(head, language)),
    [false, true, true, true],
    found.map(({ label, share }) => [
      say(names[label], language),
      count(share.count),
      percent(share.value),
      interval(share),
    ]),
  );
}
