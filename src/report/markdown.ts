import type { Findings, LabelFinding, PainFinding, PeriodFinding } from '../model/findings.ts';
import {
  ASPECTS,
  KINDS,
  type Labels,
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
import { type Extent, extentOf, titleOf, viewsOf } from './extent.ts';
import { BLANK, count, interval, percent, percentOf, signed } from './figures.ts';
import {
  answeredMetrics,
  besideText,
  blankSentence,
  metricInterval,
  metricValue,
  targetText,
} from './metric-figures.ts';
import { cautions, QUADRANTS } from './pains.ts';
import { QUADRANT_PAINS, quadrantPains, quadrantSentence } from './quadrants.ts';
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
import { shownStages } from './stages.ts';
import { LISTED_PRODUCTS, NAMED_PAINS, productPainsOf, themesOf } from './themes.ts';
import { urgentHeading, urgentHint } from './urgent.ts';
import { VIEWS, type View } from './views.ts';
import { groupName, MARKS, type ReportOptions, say, trendName, WORDS } from './wording.ts';

interface Page extends Extent {
  readonly findings: Findings;
  readonly language: Language;
}

const SECTIONS: Readonly<Record<View, (page: Page) => string[]>> = {
  summary: summarySection,
  sentiment: sentimentSection,
  pains: painSection,
  quadrants: quadrantSection,
  themes: themeSection,
  rising: movementSection,
  stages: stageSection,
  urgent: urgentSection,
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
  const page: Page = { findings, language, ...extentOf(options, LIMIT) };
  const title = `# ${titleOf(options)}`;
  if (findings.scope.voices === 0) return `${title}\n\n${say(EMPTY_HINT, language)}\n`;
  const views = viewsOf(findings, options);
  const blocks = views.flatMap((view) => [
    ...(view === 'summary' ? [] : [`## ${say(VIEWS[view], language)}`]),
    ...SECTIONS[view](page),
  ]);
  const silent = page.brief || (options.view && options.view !== 'summary');
  const notes = silent ? [] : noteSection(page);
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

function painSection({ findings, language, limit, quotes, brief }: Page): string[] {
  const shown = findings.pains.slice(0, limit);
  const others = othersSentence(findings, language);
  const tail = (brief ? [] : [cutHint(findings.pains, shown.length, language), others])
    .filter((text) => text !== null)
    .map(plain);
  if (shown.length === 0) return [say(WORDS.noPains, language), ...tail];
  return [
    painTable(shown, language),
    `### ${say(WORDS.quotes, language)}`,
    ...shown.map((pain) => evidenceList(pain, quotes, language)),
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

function quadrantSection({ findings, language }: Page): string[] {
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

function themeSection({ findings, language }: Page): string[] {
  const words = (...keys: readonly (keyof typeof WORDS)[]): string[] =>
    keys.map((key) => say(WORDS[key], language));
  const named = (pains: readonly { readonly label: string; readonly voices: number }[]): string =>
    pains
      .slice(0, NAMED_PAINS)
      .map(({ label, voices }) => plain(`${label} ${count(voices)}`))
      .join(language === 'zh' ? '、' : ', ');
  const numbers = [false, true, true, false];
  const products = productPainsOf(findings).slice(0, LISTED_PRODUCTS);
  return [
    table(
      words('theme', 'negativeVoices', 'pain', 'mainPains'),
      numbers,
      themesOf(findings).map(({ aspect, negative, pains }) => [
        say(ASPECTS[aspect], language),
        count(negative),
        count(pains.length),
        named(pains),
      ]),
    ),
    ...(products.length === 0
      ? []
      : [
          table(
            words('products', 'voices', 'negativeShare', 'mainPains'),
            numbers,
            products.map(({ name, voices, negative, pains }) => [
              plain(groupName(name, language)),
              count(voices),
              percent(negative / voices),
              named(pains.map((one) => ({ label: one.pain.label, voices: one.voices }))),
            ]),
          ),
        ]),
  ];
}

function urgentSection({ findings, language, limit }: Page): string[] {
  const shown = findings.urgentVoices.slice(0, limit);
  const hint = urgentHint(findings, shown.length, language);
  const entries = shown.map((voice) => {
    const heading = [
      quoteOrigin(voice.quote, language),
      ...urgentHeading(voice, findings, language),
    ].join(' · ');
    return `- “${plain(`${voice.quote.span}${voice.quote.after}`)}” ${plain(heading)}`;
  });
  return [
    ...(entries.length === 0 ? [] : [entries.join('\n')]),
    ...(hint === null ? [] : [plain(hint)]),
  ];
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

function stageSection({ findings, language, brief }: Page): string[] {
  const labels = new Map(findings.pains.map((pain) => [pain.id, pain.label]));
  const heads = [WORDS.stage, WORDS.voices, WORDS.emotion, WORDS.interval].map((head) =>
    say(head, language),
  );
  const rows = shownStages(findings, { brief }).map(({ stage, voices, emotion, marks, pains }) => [
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

function metricSection({ findings, language, brief }: Page): string[] {
  const shown = answeredMetrics(findings);
  if (shown.length === 0) return [say(WORDS.noMetrics, language)];
  const heads = [WORDS.metric, WORDS.value, WORDS.interval].map((head) => say(head, language));
  const last = [WORDS.target, WORDS.mainPains, WORDS.formula].map((head) => say(head, language));
  const columns = brief ? -1 : undefined;
  const blank = blankSentence(findings, language);
  return [
    table(
      [...heads, 'n', ...last].slice(0, columns),
      [false, true, true, true, false, false, false],
      shown.map((metric) =>
        [
          plain(say(metric.name, language)),
          metricValue(metric, language),
          metricInterval(metric, language),
          count(metric.n),
          plain(targetText(metric, language) ?? BLANK),
          plain(besideText(metric, language) ?? BLANK),
          plain(say(metric.formula, language)),
        ].slice(0, columns),
      ),
    ),
    ...(brief || blank === null ? [] : [plain(blank)]),
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
