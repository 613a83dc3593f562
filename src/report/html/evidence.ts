import type { Counted, Evidenced } from '../../model/facts.ts';
import type { Findings, MetricFinding } from '../../model/findings.ts';
import { FLAGS } from '../../model/flags.ts';
import {
  KINDS,
  type Labels,
  type Language,
  type Message,
  SENTIMENTS,
  SIGNALS,
  STAGES,
  URGENCIES,
} from '../../model/labels.ts';
import { count } from '../figures.ts';
import { quoteOrigin } from '../sentences.ts';
import { groupName, say, sourceName, WORDS } from '../wording.ts';
import { type Markup, markup } from './markup.ts';
import type { Page } from './page.ts';

/** What each kind of count is headed by. */
const KINDS_OF_COUNT: Labels<Counted> = {
  sentiment: WORDS.sentiment,
  kind: WORDS.kind,
  signal: WORDS.signal,
  urgency: WORDS.urgency,
  stage: WORDS.stage,
  flag: { zh: '数据质量', en: 'Data quality' },
  source: WORDS.sources,
  channel: WORDS.channels,
  group: WORDS.groups,
  product: WORDS.products,
  month: { zh: '负面声音，按月', en: 'Negative voices by month' },
  week: { zh: '负面声音，按周', en: 'Negative voices by week' },
  metric: { zh: '指标', en: 'Metrics' },
};

const LABELS: Readonly<Partial<Record<Counted, Labels>>> = {
  sentiment: SENTIMENTS,
  kind: KINDS,
  signal: SIGNALS,
  urgency: URGENCIES,
  stage: STAGES,
  flag: FLAGS,
};

/** The quotes that figures of `body` link to, by what they are counted as; null where none does. */
export function evidenceSection({ findings, language }: Page, body: Markup): Markup | null {
  const linked = new Set([...body.source.matchAll(/href="#q(\d+)"/g)].map(([, at]) => Number(at)));
  const blocks = (Object.keys(KINDS_OF_COUNT) as Counted[]).flatMap((of) => {
    const entries = findings.evidence.flatMap((entry, at) =>
      entry.of === of && linked.has(at) ? entryBlock(entry, at, findings, language) : [],
    );
    if (entries.length === 0) return [];
    return markup`<h3>${say(KINDS_OF_COUNT[of], language)}</h3><div class="evidence">${entries}</div>`;
  });
  if (blocks.length === 0) return null;
  const lead =
    language === 'zh'
      ? '报告里带下划线的数字都指到这里：每个数字最多三条原话，最直白的在前，附声音编号，可用 voc explain 查看；指标先举最差的答案，再举最好的。'
      : 'Underlined figures lead here: up to three quotes each, the plainest first, with the id of the voice for voc explain; of a metric those of the worst answers, then of the best.';
  return markup`<section class="card long" id="evidence"><h2>${say(EVIDENCE, language)}</h2><p class="muted">${lead}</p>${blocks}</section>`;
}

/** Heading of the section, and its name in the list of contents. */
export const EVIDENCE: Message = { zh: '数字背后的原话', en: 'The voices behind the figures' };

function entryBlock(
  { of, label, quotes }: Evidenced,
  at: number,
  findings: Findings,
  language: Language,
): Markup {
  const said = quotes.map(
    (quote) =>
      markup`<blockquote>${quote.before}${quote.span}${quote.after} <span class="origin" title="${quote.voiceKey}">${quoteOrigin(quote, language)}</span></blockquote>`,
  );
  return markup`<div id="q${at}"><h4>${nameOf(of, label, findings, language)}</h4>${said}</div>`;
}

function nameOf(of: Counted, label: string | null, findings: Findings, language: Language): string {
  const metric = findings.metrics.find(({ id }) => of === 'metric' && id === label);
  if (metric !== undefined) return answeredBy(metric, language);
  const stage = findings.stages.find((one) => of === 'stage' && one.stage === label);
  if (stage !== undefined) return say(stage.name, language);
  const known = label === null ? undefined : LABELS[of]?.[label];
  if (known) return say(known, language);
  return of === 'source' ? sourceName(label, language) : groupName(label, language);
}

/** The heading of the quotes of a metric: how many answers there are, of which they are a few. */
function answeredBy({ name, n }: MetricFinding, language: Language): string {
  return language === 'zh'
    ? `${name.zh}：共 ${count(n)} 个答案，举其中几个`
    : `${name.en}: some of ${count(n)} answers`;
}
