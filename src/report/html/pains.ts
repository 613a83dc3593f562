import type { PainFinding } from '../../model/findings.ts';
import { ASPECTS, labelsOf, type Message, SIGNALS, STAGES } from '../../model/labels.ts';
import { shareBar, sparkChart } from '../charts/bars.ts';
import { count, interval, percent } from '../figures.ts';
import { cautions, PAIN_STATUS } from '../pains.ts';
import { cutHint, othersSentence, quoteOrigin, trendEvidence } from '../sentences.ts';
import { VIEWS } from '../views.ts';
import { groupName, say, trendName, WORDS } from '../wording.ts';
import { type Markup, markup } from './markup.ts';
import { type Page, toPain } from './page.ts';
import { head, heading, number, tableOf } from './tables.ts';

/** The ranked pain points: one line each, which opens to quotes with their voices and to further figures. */
export function painSection(page: Page): Markup {
  const { findings, language, listed: shown } = page;
  if (page.brief) return briefSection(page);
  const most = Math.max(1, ...shown.map((pain) => pain.voices));
  const tail = [
    cutHint(findings.pains, shown.length, language),
    othersSentence(findings, language),
  ].map((text) => (text === null ? null : markup`<p class="muted">${text}</p>`));
  const list =
    shown.length === 0
      ? markup`<p>${say(WORDS.noPains, language)}</p>`
      : markup`<ol class="pains">${shown.map((pain) => painEntry(pain, most, page))}</ol>`;
  return markup`<section class="card long" id="pains"><h2>${say(VIEWS.pains, language)}</h2>${list}${tail}</section>`;
}

/** The top pain points as a table that fits one page, each with a quote and what its figures rest on. */
function briefSection(page: Page): Markup {
  const { language, listed } = page;
  const title = say(VIEWS.pains, language);
  const heads = [
    heading('#', 'n'),
    head(WORDS.pain, language),
    number(WORDS.voices, language),
    number(WORDS.share, language),
    number(WORDS.severity, language),
    head(WORDS.trend, language),
  ];
  const rows = listed.map((pain) => {
    const said = quotes(pain, page);
    const named = (word: Message): string => say(word, language);
    return markup`<tr id="${pain.id}-quotes"><td class="n">${pain.rank}</td><td class="name"><b>${pain.label}</b>${badges(pain, language)}${said}</td><td class="n" data-head="${named(WORDS.voices)}">${count(pain.voices)}</td><td class="n" data-head="${named(WORDS.share)}">${percent(pain.share.value)}<span class="muted">${interval(pain.share)}</span></td><td class="n" data-head="${named(WORDS.severity)}">${pain.severity.toFixed(2)}</td><td class="trend ${pain.trend.direction}">${trendName(pain.trend, language)}</td></tr>`;
  });
  return markup`<section class="card" id="pains"><h2>${title}</h2>${tableOf(title, heads, rows)}</section>`;
}

function painEntry(pain: PainFinding, most: number, page: Page): Markup {
  const { language } = page;
  const unit = language === 'zh' ? ' 条' : ' voices';
  const place = `${say(STAGES[pain.stage], language)} · ${say(ASPECTS[pain.aspect], language)}`;
  const color = pain.trend.direction === 'rising' ? 'negative' : 'accent';
  const spark = sparkChart(pain.series, color, sparkTitle(pain, language));
  return markup`<li id="${pain.id}" data-rank="${pain.rank}" data-stage="${pain.stage}" data-stage-name="${say(STAGES[pain.stage], language)}" data-voices="${pain.voices}" data-severity="${pain.severity}" data-ratio="${pain.trend.ratio}"><details><summary><span class="rank">${pain.rank}</span><span class="label"><b>${pain.label}</b><span class="place">${place}${badges(pain, language)}</span></span><span class="volume"><b>${count(pain.voices)}</b>${unit} · ${percent(pain.share.value)}${shareBar(pain.voices / most, color)}</span>${spark ?? markup`<span></span>`}<span class="trend ${pain.trend.direction}">${trendName(pain.trend, language)}</span></summary><div class="body" id="${pain.id}-quotes">${quotes(pain, page)}${cautionList(pain, language)}${facts(pain, page)}</div></details></li>`;
}

/** What a reader must see before they open it: not firm enough, or a surge. */
function badges(pain: PainFinding, language: Page['language']): Markup[] {
  return [
    ...(pain.status === 'insufficient' ? [PAIN_STATUS.insufficient] : []),
    ...(pain.surge === null ? [] : [SURGING]),
  ].map((text) => markup`<span class="badge">${say(text, language)}</span>`);
}

const SURGING: Message = { zh: '突增', en: 'surging' };

function cautionList(pain: PainFinding, language: Page['language']): Markup | null {
  const texts = cautions(pain, language);
  if (texts.length === 0) return null;
  return markup`<ul class="cautions">${texts.map((text) => markup`<li>${text}</li>`)}</ul>`;
}

/** Weeks that a screen reader hears of. */
const TOLD_WEEKS = 8;

function sparkTitle(pain: PainFinding, language: Page['language']): string {
  const last = pain.series.slice(-TOLD_WEEKS);
  return language === 'zh'
    ? `最近 ${last.length} 周每周声量：${last.join('，')}`
    : `Voices a week, last ${last.length} weeks: ${last.join(', ')}`;
}

function quotes(pain: PainFinding, { language, quotes: most }: Page): Markup[] {
  return pain.quotes
    .slice(0, most)
    .map(
      (quote) =>
        markup`<blockquote>${quote.before}<mark>${quote.span}</mark>${quote.after} <span class="origin" title="${quote.voiceKey}">${quoteOrigin(quote, language)}</span></blockquote>`,
    );
}

function facts(pain: PainFinding, { language, findings }: Page): Markup {
  const entries: (readonly [string, string])[] = [
    ...(findings.scope.customers === null
      ? []
      : [[say(WORDS.customers, language), count(pain.customers)] as const]),
    [`${say(WORDS.share, language)} ${say(WORDS.interval, language)}`, interval(pain.share)],
    [say(WORDS.severity, language), pain.severity.toFixed(2)],
    [say(WORDS.urgent, language), count(pain.urgent)],
    [language === 'zh' ? '稳定性' : 'Stability', pain.stability.toFixed(2)],
    [say(WORDS.priority, language), pain.priority.toFixed(1)],
  ];
  if (pain.firstSeen !== null && pain.lastSeen !== null) {
    entries.push([say(WORDS.period, language), `${pain.firstSeen} – ${pain.lastSeen}`]);
  }
  for (const signal of labelsOf(SIGNALS)) {
    const voices = pain.signals[signal] ?? 0;
    if (voices > 0) entries.push([say(SIGNALS[signal], language), count(voices)]);
  }
  for (const part of ['products', 'channels', 'groups'] as const) {
    const named = pain[part].filter((group) => group.name !== null);
    if (named.length === 0) continue;
    const sorted = [...named].sort(
      (a, b) => b.voices - a.voices || named.indexOf(a) - named.indexOf(b),
    );
    const text = sorted
      .slice(0, 4)
      .map((group) => `${groupName(group.name, language)} ${count(group.voices)}`);
    entries.push([say(WORDS[part], language), text.join(' · ')]);
  }
  return markup`<ul class="facts">${entries.map(([name, value]) => markup`<li>${name} <b>${value}</b></li>`)}<li>ID <b>${pain.id}</b></li></ul>`;
}

/** Rising and falling pain points with the counts behind each claim. */
export function movementSection(page: Page): Markup {
  const { findings, language } = page;
  const list = (ids: readonly string[], direction: 'rising' | 'falling'): Markup | null => {
    const found = ids.flatMap((id) => findings.pains.filter((pain) => pain.id === id));
    if (found.length === 0) return null;
    const entries = found.map(
      (pain) =>
        markup`<li><b>${toPain(page, pain.id, pain.label)}</b> <span class="trend ${direction}">${trendName(pain.trend, language)}</span><br><span class="muted">${trendEvidence(pain.trend, language)}</span></li>`,
    );
    return markup`<div class="card"><h3>${say(WORDS[direction], language)}</h3><ul class="moves">${entries}</ul></div>`;
  };
  const lists = [list(findings.rising, 'rising'), list(findings.falling, 'falling')];
  const body = lists.every((part) => part === null)
    ? markup`<p class="muted">${say(WORDS.noTrend, language)}</p>`
    : markup`<div class="pair">${lists}</div>`;
  return markup`<section id="rising"><h2>${say(VIEWS.rising, language)}</h2>${body}</section>`;
}
