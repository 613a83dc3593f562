import type { Findings, LabelFinding, PainFinding, PeriodFinding } from '../model/findings.ts';
import {
  ASPECTS,
  KINDS,
  type Language,
  type Message,
  SENTIMENTS,
  SIGNALS,
  STAGES,
  URGENCIES,
} from '../model/labels.ts';
import { visible } from '../model/visible.ts';
import { changeSentences, changeTables } from './changes.ts';
import { cleaningSentences, cleaningTable } from './cleaning.ts';
import { BLANK, count, interval, percent, percentOf, signed } from './figures.ts';
import { metricInterval, metricValue } from './metric-figures.ts';
import {
  clusterHint,
  cutHint,
  EMPTY_HINT,
  headline,
  othersSentence,
  quoteOrigin,
  scopeLines,
  trendEvidence,
} from './sentences.ts';
import { VIEWS, type View, viewsOf } from './views.ts';
import { MARKS, type ReportOptions, say, trendName, WORDS } from './wording.ts';

interface Page {
  readonly findings: Findings;
  readonly language: Language;
  readonly limit: number;
}

const SECTIONS: Readonly<Record<View, (page: Page) => string[]>> = {
  summary: summarySection,
  sentiment: sentimentSection,
  pains: painSection,
  rising: movementSection,
  stages: stageSection,
  kinds: ({ findings, language }) => [labelTable(findings.kinds, KINDS, WORDS.kind, language)],
  signals: ({ findings, language }) => [
    labelTable(findings.signals, SIGNALS, WORDS.signal, language),
    labelTable(findings.urgency, URGENCIES, WORDS.urgency, language),
  ],
  metrics: metricSection,
  cleaning: cleaningSection,
  changes: changeSection,
};
const LIMIT = 20;

/** The report, or one view of it, as Markdown (GitHub tables). Customers' words are escaped: they make no markup. */
export function renderMarkdown(findings: Findings, options: ReportOptions): string {
  const { language } = options;
  const page: Page = { findings, language, limit: options.limit ?? LIMIT };
  const title = `# ${say(WORDS.title, language)}`;
  if (findings.scope.voices === 0) return `${title}\n\n${say(EMPTY_HINT, language)}\n`;
  const views = viewsOf(findings, options.view);
  const blocks = views.flatMap((view) => [
    ...(view === 'summary' ? [] : [`## ${say(VIEWS[view], language)}`]),
    ...SECTIONS[view](page),
  ]);
  const notes = options.view && options.view !== 'summary' ? [] : noteSection(page);
  return `${[title, ...blocks, ...notes].join('\n\n')}\n`;
}

/**
 * Text that stands for itself: nothing in it is read as Markdown or HTML, and no address becomes a
 * link. Marks that only count at the start of a line (`#`, `-`, `1.`) are escaped only there.
 */
export function plain(text: string): string {
  return visible(text)
    .replace(/[\\`*_[\]|~$@]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/^\s*[#+\-=>]/, (mark) => `${mark.slice(0, -1)}\\${mark.slice(-1)}`)
    .replace(/^(\s*\d+)([.)])(?=\s|$)/, '$1\\$2')
    .replace(/:\/\//g, '\\://')
    .replace(/www\./gi, (start) => `${start.slice(0, -1)}\\.`);
}

function table(
  heads: readonly string[],
  numbers: readonly boolean[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(heads),
    line(heads.map((_, index) => (numbers[index] ? '---:' : '---'))),
    ...rows.map(line),
  ].join('\n');
}

function summarySection({ findings, language }: Page): string[] {
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

function sentimentSection({ findings, language }: Page): string[] {
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

function labelTable<Label extends string>(
  found: readonly LabelFinding<Label>[],
  names: Readonly<Record<Label, Message>>,
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

function painSection({ findings, language, limit }: Page): string[] {
  const shown = findings.pains.slice(0, limit);
  const others = othersSentence(findings, language);
  const tail = [cutHint(findings.pains, shown.length, language), others]
    .filter((text) => text !== null)
    .map(plain);
  if (shown.length === 0) return [say(WORDS.noPains, language), ...tail];
  return [
    painTable(shown, language),
    `### ${say(WORDS.quotes, language)}`,
    ...shown.filter((pain) => pain.quotes.length > 0).map((pain) => quoteList(pain, language)),
    ...tail,
  ];
}

function painTable(pains: readonly PainFinding[], language: Language): string {
  const heads = [
    WORDS.pain,
    WORDS.voices,
    WORDS.customers,
    WORDS.share,
    WORDS.trend,
    WORDS.severity,
    WORDS.stage,
    WORDS.aspect,
  ].map((head) => say(head, language));
  return table(
    ['#', ...heads],
    [true, false, true, true, true, false, true, false, false],
    pains.map((pain) => [
      String(pain.rank),
      plain(pain.label),
      count(pain.voices),
      count(pain.customers),
      percent(pain.share.value),
      trendName(pain.trend, language),
      pain.severity.toFixed(2),
      say(STAGES[pain.stage], language),
      say(ASPECTS[pain.aspect], language),
    ]),
  );
}

function quoteList(pain: PainFinding, language: Language): string {
  const quotes = pain.quotes.map(
    (quote) =>
      `   - “${plain(quote.before)}**${plain(quote.span)}**${plain(quote.after)}” ${plain(quoteOrigin(quote, language))}`,
  );
  return [`${pain.rank}. **${plain(pain.label)}**`, ...quotes].join('\n');
}

function movementSection({ findings, language }: Page): string[] {
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

function stageSection({ findings, language }: Page): string[] {
  const labels = new Map(findings.pains.map((pain) => [pain.id, pain.label]));
  const heads = [WORDS.stage, WORDS.voices, WORDS.emotion, WORDS.interval].map((head) =>
    say(head, language),
  );
  const rows = findings.stages.map(({ stage, voices, emotion, marks, pains }) => [
    [
      say(STAGES[stage], language),
      ...marks.map((mark) => `**${say(MARKS[mark], language)}**`),
    ].join(' '),
    count(voices),
    emotion ? signed(emotion.mean) : '–',
    emotion ? `${signed(emotion.low)} – ${signed(emotion.high)}` : '–',
    count(emotion?.n ?? 0),
    pains
      .flatMap((id) => labels.get(id) ?? [])
      .map(plain)
      .join(language === 'zh' ? '、' : ', '),
  ]);
  return [
    table(
      [...heads, say(WORDS.opinions, language), say(WORDS.mainPains, language)],
      [false, true, true, true, true, false],
      rows,
    ),
  ];
}

function metricSection({ findings, language }: Page): string[] {
  if (findings.metrics.length === 0) return [say(WORDS.noMetrics, language)];
  const heads = [WORDS.metric, WORDS.value, WORDS.interval].map((head) => say(head, language));
  return [
    table(
      [...heads, 'n', say(WORDS.formula, language)],
      [false, true, true, true, false],
      findings.metrics.map((metric) => [
        plain(say(metric.name, language)),
        metricValue(metric),
        metricInterval(metric),
        count(metric.n),
        plain(say(metric.formula, language)),
      ]),
    ),
  ];
}

function changeSection({ findings, language }: Page): string[] {
  const tables = changeTables(findings.comparison, language).map(({ heading, rows }) =>
    table(
      heading.map(plain),
      [false, true, true, false],
      rows.map(({ cells }) => cells.map(plain)),
    ),
  );
  return [...changeSentences(findings.comparison, language).map(plain), ...tables];
}

function cleaningSection({ findings, language }: Page): string[] {
  const sentences = cleaningSentences(findings, language).map(plain);
  const text = sentences.join(language === 'zh' ? '' : ' ');
  if (findings.cleaning.flags.length === 0) return [text];
  const [heads = [], ...rows] = cleaningTable(findings.cleaning, language);
  return [
    text,
    table(
      heads,
      [false, true, true],
      rows.map((row) => row.map(plain)),
    ),
  ];
}

function noteSection({ findings, language }: Page): string[] {
  const hint = clusterHint(findings, language);
  const notes = [...findings.notes.map((note) => say(note, language)), ...(hint ? [hint] : [])];
  if (notes.length === 0) return [];
  return [`## ${say(WORDS.notes, language)}`, notes.map((note) => `- ${plain(note)}`).join('\n')];
}
