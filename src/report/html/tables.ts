import type { LabelFinding } from '../../model/findings.ts';
import {
  KINDS,
  type Language,
  type Message,
  SIGNALS,
  STAGES,
  URGENCIES,
} from '../../model/labels.ts';
import { shareBar } from '../charts/bars.ts';
import { emotionChart } from '../charts/emotion.ts';
import { cleaningSentences, cleaningTable } from '../cleaning.ts';
import { count, interval, percent, signed } from '../figures.ts';
import { metricInterval, metricValue } from '../metric-figures.ts';
import { VIEWS } from '../views.ts';
import { MARKS, say, WORDS } from '../wording.ts';
import { type Markup, markup } from './markup.ts';
import type { Page } from './page.ts';

/** The journey's stages: the emotion curve and the figures under it. */
export function stageSection({ findings, language }: Page): Markup {
  const labels = new Map(findings.pains.map((pain) => [pain.id, pain.label]));
  const rows = findings.stages.map(({ stage, voices, emotion, marks, pains }) => {
    const named = pains.flatMap((id) => labels.get(id) ?? []).join(language === 'zh' ? '、' : ', ');
    const title = [
      say(STAGES[stage], language),
      ...marks.map((mark) => `(${say(MARKS[mark], language)})`),
    ].join(' ');
    return markup`<tr><td>${title}</td><td class="n">${count(voices)}</td><td class="n">${emotion ? signed(emotion.mean) : '–'}</td><td>${named}</td></tr>`;
  });
  const heads = [
    head(WORDS.stage, language),
    number(WORDS.voices, language),
    number(WORDS.emotion, language),
    head(WORDS.mainPains, language),
  ];
  return markup`<section><h2>${say(VIEWS.stages, language)}</h2><div class="pair"><figure class="card">${emotionChart(findings.stages, language)}<figcaption>${say(CURVE, language)}</figcaption></figure><div class="card scroll"><table><thead><tr>${heads}</tr></thead><tbody>${rows}</tbody></table></div></div></section>`;
}

const CURVE: Message = {
  zh: '每个阶段观点的平均情感，−1 全为负面，+1 全为正面；竖线为 95% 区间，越长说明声音越少、越不可靠。',
  en: 'Mean polarity of the opinions of each stage, from -1 to +1; the vertical line is the 95% interval.',
};

/** Kinds of voice. */
export function kindSection({ findings, language }: Page): Markup {
  return markup`<section class="card"><h2>${say(VIEWS.kinds, language)}</h2>${labelTable(findings.kinds, KINDS, WORDS.kind, language)}</section>`;
}

/** Signals and urgency. */
export function signalSection({ findings, language }: Page): Markup {
  return markup`<section class="card"><h2>${say(VIEWS.signals, language)}</h2>${labelTable(findings.signals, SIGNALS, WORDS.signal, language)}<br>${labelTable(findings.urgency, URGENCIES, WORDS.urgency, language)}</section>`;
}

function labelTable<Label extends string>(
  found: readonly LabelFinding<Label>[],
  names: Readonly<Record<Label, Message>>,
  heading: Message,
  language: Language,
): Markup {
  const most = Math.max(...found.map((entry) => entry.share.value));
  const rows = found.map(({ label, share }) => {
    const bar = shareBar(most === 0 ? 0 : share.value / most, 'accent');
    return markup`<tr><td>${say(names[label], language)}</td><td class="bar">${bar}</td><td class="n">${count(share.count)}</td><td class="n" title="${interval(share)}">${percent(share.value)}</td></tr>`;
  });
  return markup`<table><thead><tr>${head(heading, language)}<th></th>${number(WORDS.voices, language)}${number(WORDS.share, language)}</tr></thead><tbody>${rows}</tbody></table>`;
}

/** Metrics with interval, number of answers and formula. */
export function metricSection({ findings, language }: Page): Markup {
  const rows = findings.metrics.map(
    (metric) =>
      markup`<tr><td>${say(metric.name, language)}<span class="muted">${say(metric.formula, language)}</span></td><td class="n"><b>${metricValue(metric)}</b></td><td class="n">${metricInterval(metric)}</td><td class="n">${count(metric.n)}</td></tr>`,
  );
  const heads = [
    head(WORDS.metric, language),
    number(WORDS.value, language),
    number(WORDS.interval, language),
    markup`<th class="n">n</th>`,
  ];
  const body =
    rows.length === 0
      ? markup`<p class="muted">${say(WORDS.noMetrics, language)}</p>`
      : markup`<div class="scroll"><table><thead><tr>${heads}</tr></thead><tbody>${rows}</tbody></table></div>`;
  return markup`<section class="card"><h2>${say(VIEWS.metrics, language)}</h2>${body}</section>`;
}

/** What voices are flagged as, and what changes without them. */
export function cleaningSection({ findings, language }: Page): Markup {
  const sentences = cleaningSentences(findings, language).map((text) => markup`<p>${text}</p>`);
  const [heads = [], ...rows] = cleaningTable(findings.cleaning, language);
  const table = markup`<div class="scroll"><table><thead><tr>${heads.map((text, at) => (at === 0 ? markup`<th>${text}</th>` : markup`<th class="n">${text}</th>`))}</tr></thead><tbody>${rows.map(([name, all, clean]) => markup`<tr><td>${name}</td><td class="n">${all}</td><td class="n">${clean}</td></tr>`)}</tbody></table></div>`;
  return markup`<section class="card"><h2>${say(VIEWS.cleaning, language)}</h2>${sentences}${findings.cleaning.flags.length > 0 ? table : null}</section>`;
}

/** The heading of a column of text. */
export function head(word: Message, language: Language): Markup {
  return markup`<th>${say(word, language)}</th>`;
}

/** The heading of a column of figures. */
export function number(word: Message, language: Language): Markup {
  return markup`<th class="n">${say(word, language)}</th>`;
}
