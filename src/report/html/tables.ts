import type { Counted } from '../../model/facts.ts';
import type { LabelFinding, MetricFinding } from '../../model/findings.ts';
import {
  KINDS,
  type Labels,
  type Language,
  type Message,
  SIGNALS,
  URGENCIES,
} from '../../model/labels.ts';
import { shareBar } from '../charts/bars.ts';
import { emotionChart } from '../charts/emotion.ts';
import { cleaningSentences, cleaningTable } from '../cleaning.ts';
import { BLANK, count, interval, percent, signed } from '../figures.ts';
import {
  answeredMetrics,
  blankSentence,
  metricInterval,
  metricValue,
  targetText,
} from '../metric-figures.ts';
import { shownStages } from '../stages.ts';
import { VIEWS } from '../views.ts';
import { MARKS, say, WORDS } from '../wording.ts';
import { journeySection } from './journey.ts';
import { type Markup, markup } from './markup.ts';
import { cited, isCited, type Page, toPain } from './page.ts';

/** The journey's stages: the emotion curve and the figures under it. */
export function stageSection(page: Page): Markup {
  const { findings, language } = page;
  if (findings.journey !== undefined && !page.brief) return journeySection(page, findings.journey);
  const labels = new Map(findings.pains.map((pain) => [pain.id, pain.label]));
  const rows = shownStages(findings, page).map((found) => {
    const { stage, voices, emotion, marks, pains } = found;
    const named = pains.flatMap((id) => {
      const label = labels.get(id);
      return label === undefined ? [] : [markup`<li>${toPain(page, id, label)}</li>`];
    });
    const title = [
      say(found.name, language),
      ...marks.map((mark) => `(${say(MARKS[mark], language)})`),
    ].join(' ');
    return markup`<tr><td>${title}</td><td class="n">${cited(page, 'stage', stage, count(voices))}</td><td class="n">${emotion ? signed(emotion.mean) : BLANK}</td><td><ul class="plain">${named}</ul></td></tr>`;
  });
  const heads = [
    head(WORDS.stage, language),
    number(WORDS.voices, language),
    number(WORDS.emotion, language),
    head(WORDS.mainPains, language),
  ];
  const title = say(VIEWS.stages, language);
  return markup`<section id="stages"><h2>${title}</h2><div class="pair"><figure class="card">${emotionChart(findings.stages, language)}<figcaption>${say(CURVE, language)}</figcaption></figure><div class="card">${tableOf(title, heads, rows)}</div></div></section>`;
}

const CURVE: Message = {
  zh: '每个阶段观点的平均情感，−1 全为负面，+1 全为正面；竖线为 95% 区间，越长说明声音越少、越不可靠。',
  en: 'Mean polarity of the opinions of each stage, from -1 to +1; the vertical line is the 95% interval.',
};

/** Kinds of voice. */
export function kindSection(page: Page): Markup {
  const { findings, language } = page;
  return markup`<section class="card" id="kinds"><h2>${say(VIEWS.kinds, language)}</h2>${labelTable(page, 'kind', findings.kinds, KINDS, WORDS.kind)}</section>`;
}

/** Signals and urgency. */
export function signalSection(page: Page): Markup {
  const { findings, language } = page;
  return markup`<section class="card" id="signals"><h2>${say(VIEWS.signals, language)}</h2>${labelTable(page, 'signal', findings.signals, SIGNALS, WORDS.signal)}<br>${labelTable(page, 'urgency', findings.urgency, URGENCIES, WORDS.urgency)}</section>`;
}

function labelTable<Label extends string>(
  page: Page,
  of: Counted,
  found: readonly LabelFinding<Label>[],
  names: Labels<Label>,
  heading: Message,
): Markup {
  const { language } = page;
  const most = Math.max(...found.map((entry) => entry.share.value));
  const rows = found.map(({ label, share }) => {
    const bar = shareBar(most === 0 ? 0 : share.value / most, 'accent');
    return markup`<tr><td>${say(names[label], language)}</td><td class="bar">${bar}</td><td class="n">${cited(page, of, label, count(share.count))}</td><td class="n" title="${interval(share)}">${percent(share.value)}</td></tr>`;
  });
  return markup`<table><thead><tr>${head(heading, language)}<td></td>${number(WORDS.voices, language)}${number(WORDS.share, language)}</tr></thead><tbody>${rows}</tbody></table>`;
}

/** A metric's figure as a link to quotes: of those who answered, else of its main pain point. */
export function citedMetric(page: Page, metric: MetricFinding): Markup {
  const figure = metricValue(metric, page.language);
  const [first] = metric.pains;
  if (first === undefined || isCited(page, 'metric', metric.id)) {
    return cited(page, 'metric', metric.id, figure);
  }
  return toPain(page, first.id, figure);
}

/** Metrics with interval, number of answers, formula, target, and what those who answered complain of most. */
export function metricSection(page: Page): Markup {
  const { findings, language, brief } = page;
  const shown = answeredMetrics(findings);
  const aimed = shown.some(({ target }) => target !== null);
  const heads = [
    head(WORDS.metric, language),
    number(WORDS.value, language),
    number(WORDS.interval, language),
    number({ zh: 'n', en: 'n' }, language),
    aimed ? head(WORDS.target, language) : null,
    head(WORDS.mainPains, language),
  ];
  const rows = shown.map((metric) => {
    const formula = brief
      ? null
      : markup`<span class="muted">${say(metric.formula, language)}</span>`;
    const target = aimed
      ? markup`<td data-head="${say(WORDS.target, language)}">${targetText(metric, language) ?? BLANK}</td>`
      : null;
    const pains = metric.pains.map(
      ({ id, label, voices }) => markup`<li>${toPain(page, id, label)} ${count(voices)}</li>`,
    );
    return markup`<tr><td class="name">${say(metric.name, language)}${formula}</td><td class="n"><b>${citedMetric(page, metric)}</b></td><td class="n">${metricInterval(metric, language)}</td><td class="n" data-head="n">${count(metric.n)}</td>${target}<td><ul class="plain">${pains}</ul></td></tr>`;
  });
  const title = say(VIEWS.metrics, language);
  const blank = brief ? null : blankSentence(findings, language);
  const body =
    rows.length === 0
      ? markup`<p class="muted">${say(WORDS.noMetrics, language)}</p>`
      : markup`${tableOf(
          title,
          heads.filter((one) => one !== null),
          rows,
        )}${blank === null ? null : markup`<p class="muted">${blank}</p>`}`;
  return markup`<section class="card" id="metrics"><h2>${title}</h2>${body}</section>`;
}

/** What voices are flagged as, and what changes without them. */
export function cleaningSection({ findings, language }: Page): Markup {
  const title = say(VIEWS.cleaning, language);
  const sentences = cleaningSentences(findings, language).map((text) => markup`<p>${text}</p>`);
  const [heads = [], ...rows] = cleaningTable(findings.cleaning, language);
  const table = tableOf(
    title,
    heads.map((text, at) => heading(text, at === 0 ? null : 'n')),
    rows.map(
      ([name, all, clean]) =>
        markup`<tr><td>${name}</td><td class="n">${all}</td><td class="n">${clean}</td></tr>`,
    ),
  );
  return markup`<section class="card" id="cleaning"><h2>${title}</h2>${sentences}${findings.cleaning.flags.length > 0 ? table : null}</section>`;
}

/** A table that scrolls in its own place where it is too wide; `name` says to a screen reader what it is. */
export function tableOf(name: string, heads: readonly Markup[], rows: readonly Markup[]): Markup {
  return markup`<div class="scroll" role="region" aria-label="${name}" tabindex="0"><table><thead><tr>${heads}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

/** The heading of a column of text. */
export function head(word: Message, language: Language): Markup {
  return heading(say(word, language), null);
}

/** The heading of a column of figures. */
export function number(word: Message, language: Language): Markup {
  return heading(say(word, language), 'n');
}

/** The heading of a column, `n` where it holds figures. */
export function heading(text: string, kind: 'n' | null): Markup {
  return kind === null
    ? markup`<th scope="col">${text}</th>`
    : markup`<th scope="col" class="n">${text}</th>`;
}
