import type { PeriodFinding } from '../../model/findings.ts';
import { type Language, SENTIMENTS } from '../../model/labels.ts';
import { shareBar } from '../charts/bars.ts';
import { hasShares, periodChart } from '../charts/periods.ts';
import { weekChart } from '../charts/weeks.ts';
import { coursePeriods } from '../course.ts';
import { BLANK, count, interval, percent, percentOf, signed } from '../figures.ts';
import { answeredMetrics, metricInterval } from '../metric-figures.ts';
import { headline, scopeLines } from '../sentences.ts';
import { VIEWS } from '../views.ts';
import { say, WORDS } from '../wording.ts';
import { type Markup, markup } from './markup.ts';
import { cited, type Page } from './page.ts';
import { citedMetric, head, number, tableOf } from './tables.ts';

/** The headline, the main figures, and where the voices come from. */
export function summarySection(page: Page): Markup {
  const { findings, language } = page;
  const [lead = '', ...also] = headline(findings, language);
  const { scope } = findings;
  const customers =
    language === 'zh' ? `${count(scope.customers)} 位客户` : `${count(scope.customers)} customers`;
  const negative = findings.sentiment.find((entry) => entry.label === 'negative')?.share;
  const tiles = [
    tile(
      say(WORDS.voices, language),
      page.brief
        ? markup`${count(scope.voices)}`
        : markup`<a href="#groups">${count(scope.voices)}</a>`,
      scope.customers === null ? '' : customers,
    ),
    negative
      ? tile(
          say(WORDS.negativeShare, language),
          cited(page, 'sentiment', 'negative', percent(negative.value)),
          interval(negative),
        )
      : null,
    ...answeredMetrics(findings)
      .filter(({ id, target }) => HEADLINE.has(id) || target !== null)
      .map((metric) =>
        tile(
          say(metric.name, language),
          citedMetric(page, metric),
          `${metricInterval(metric, language)}, n\u00a0=\u00a0${count(metric.n)}`,
        ),
      ),
  ];
  const facts = scopeLines(findings, language).map(
    ([heading, text]) => markup`<dt>${heading}</dt><dd>${text}</dd>`,
  );
  return markup`<section id="summary"><p class="lead">${lead}</p><p class="also">${also.join(language === 'zh' ? '' : ' ')}</p><ul class="tiles">${tiles}</ul>${page.brief ? null : markup`<dl class="scope card">${facts}</dl>`}</section>`;
}

/** Metrics that stand at the top; others do where a team has set them a target. */
const HEADLINE: ReadonlySet<string> = new Set(['nps', 'csat', 'ces', 'net_sentiment']);

function tile(name: string, figure: Markup, note: string): Markup {
  return markup`<li><span class="name">${name}</span><span class="figure">${figure}</span><span class="note">${note.replace(/^–, /, '')}</span></li>`;
}

/** Shares of the sentiments, and their course over months or weeks. */
export function sentimentSection(page: Page): Markup {
  const { findings, language } = page;
  const periods = coursePeriods(findings);
  const rows = findings.sentiment.map(
    ({ label, share }) =>
      markup`<tr><td>${say(SENTIMENTS[label], language)}</td><td class="bar">${shareBar(share.value, label)}</td><td class="n">${cited(page, 'sentiment', label, count(share.count))}</td><td class="n">${percent(share.value)}</td></tr>`,
  );
  const shares = markup`<div class="card"><table><thead><tr>${head(WORDS.sentiment, language)}<td></td>${number(WORDS.voices, language)}${number(WORDS.share, language)}</tr></thead><tbody>${rows}</tbody></table>${weeklyFigure(findings.weeks, language)}</div>`;
  return markup`<section id="sentiment"><h2>${say(VIEWS.sentiment, language)}</h2><div class="pair">${shares}${course(page, periods)}</div></section>`;
}

function weeklyFigure(weeks: readonly PeriodFinding[], language: Language): Markup | null {
  if (weeks.length < 3) return null;
  return markup`<figure class="weeks">${weekChart(weeks, language)}<figcaption>${say(WORDS.weekly, language)}</figcaption></figure>`;
}

function course(page: Page, periods: readonly PeriodFinding[]): Markup {
  const { language } = page;
  if (periods.length === 0)
    return markup`<p class="card muted">${say(WORDS.noDates, language)}</p>`;
  const legend = (['negative', 'mixed', 'neutral', 'positive'] as const).map(
    (label) =>
      markup`<li><svg viewBox="0 0 12 12" aria-hidden="true"><rect class="fill-${label}" width="12" height="12" rx="2"/></svg>${say(SENTIMENTS[label], language)}</li>`,
  );
  const topped = hasShares(periods);
  const caption =
    language === 'zh'
      ? `柱高为声量${topped ? '，柱顶数字为负面占比' : ''}。`
      : `Height: voices.${topped ? ' Figure on top: share of negative ones.' : ''}`;
  return markup`<figure class="card"><ul class="legend">${legend}</ul>${periodChart(periods, language)}<figcaption>${caption}</figcaption>${periodTable(page, periods)}</figure>`;
}

function periodTable(page: Page, periods: readonly PeriodFinding[]): Markup {
  const { language } = page;
  const grain = periods[0]?.period.length === 7 ? 'month' : 'week';
  const rows = periods.map(
    ({ period, voices, negative, meanScore }) =>
      markup`<tr><td>${period}</td><td class="n">${count(voices)}</td><td class="n">${cited(page, grain, period, percentOf(negative))}</td><td class="n">${interval(negative)}</td><td class="n">${voices === 0 ? BLANK : signed(meanScore)}</td></tr>`,
  );
  const heads = [
    head(WORDS[grain], language),
    number(WORDS.voices, language),
    number(WORDS.negativeShare, language),
    number(WORDS.interval, language),
    number(WORDS.meanScore, language),
  ];
  return markup`<details class="data"><summary>${say(WORDS.table, language)}</summary>${tableOf(say(VIEWS.sentiment, language), heads, rows)}</details>`;
}
