import type { JourneyItem, JourneyMap, Nine, StageMap } from '../../model/journey.ts';
import { NINE } from '../../model/journey.ts';
import type { Language } from '../../model/labels.ts';
import { shareBar } from '../charts/bars.ts';
import { count, signed } from '../figures.ts';
import { documentHtml } from '../html/document.ts';
import { type Markup, markup } from '../html/markup.ts';
import { MARKS, say, WORDS } from '../wording.ts';
import { dialChart, narrowCurve, wideCurve } from './curve.ts';
import {
  headline,
  methodSteps,
  NINE_IDS,
  notesOf,
  othersText,
  outcomeItems,
  painOf,
  reachText,
  shareText,
  titleOf,
  word,
} from './words.ts';

/** Elements that are rows of the map; the stage itself is its column. */
const ROWS = NINE_IDS.filter((id) => id !== 'stage');
/** Items shown before the reader asks for more. */
const SHOWN = 4;
const GOOD = new Set(['delight', 'satisfaction', 'touched', 'relief', 'belonging']);

/** The journey map as one HTML file that asks for nothing. Every number opens to what customers said. */
export function journeyHtml(map: JourneyMap, language: Language): string {
  const body = markup`<p class="lead">${headline(map, language)}</p>
${seedSection(map, language)}
<h2 class="unseen">${say(WORDS.stage, language)}</h2>
${mapFigure(map, { language, mostItems: Number.POSITIVE_INFINITY, volume: (_, text) => markup`${text}`, pain: byId })}
${sideCards(map, language)}
${methodCard(map, language)}
<ul class="notes">${notesOf(map, language).map((note) => markup`<li>${note}</li>`)}</ul>`;
  return documentHtml(titleOf(map, language), body, language, 'wide');
}

/** How the map is drawn. */
export interface MapOptions {
  readonly language: Language;
  /** Items of a cell that are in the page at all. */
  readonly mostItems: number;
  /** The number of voices of a stage, as a link where there is a place to lead to. */
  readonly volume: (stage: string, text: string) => Markup;
  /** The way from a pain point to all that is known of it. */
  readonly pain: (id: string) => Markup;
}

/** The way to a pain point that the page does not list. */
export function byId(id: string): Markup {
  return markup`<code>voc pains show ${id}</code>`;
}

/** More stages than this have no room beside each other: they stand as cards on every screen. */
const MOST_COLUMNS = 9;

/** The nine elements by stage: columns under their emotion curve on a wide screen, cards on a narrow one. */
export function mapFigure(map: JourneyMap, options: MapOptions): Markup {
  const { language } = options;
  const { length } = map.stages;
  const shape = length > MOST_COLUMNS ? 'many' : `s${length}`;
  return markup`<div class="narrow ${shape}">${narrowCurve(map, language)}</div>
<div class="map ${shape}">
<div class="rows"><div></div><div class="scale"><span>+1</span><span>0</span><span>−1</span></div>${ROWS.map((id) => markup`<div>${say(NINE[id], language)}</div>`)}</div>
<div class="over">${wideCurve(map, language)}</div>
${map.stages.map((stage, at) => stageColumn(stage, at, map, options))}
</div>`;
}

/** Where voices were caused and voiced, and how customers part. */
export function sideCards(map: JourneyMap, language: Language): Markup {
  return markup`<div class="pair">${crossingCard(map, language)}${outcomeCard(map, language)}</div>`;
}

function stageColumn(stage: StageMap, at: number, map: JourneyMap, options: MapOptions): Markup {
  const { language, volume } = options;
  const silent = othersText(stage, language);
  const unit = language === 'zh' ? ' 条' : ' voices';
  const marks = stage.marks.map(
    (mark) => markup`<span class="mark ${mark}">${say(MARKS[mark], language)}</span>`,
  );
  const few = stage.few ? markup`<span class="volume">${word('few', language)}</span>` : null;
  const voices = markup`${volume(stage.id, `${count(stage.voices)}${unit}`)} · ${shareText(stage.voices, map)}`;
  return markup`<section class="stage c${at + 1} ${stage.marks.join(' ')}"><header><h3>${say(stage.name, language)}${marks}</h3><span class="volume">${silent ?? voices}</span>${few}</header><div class="gap"></div>${ROWS.map((id) => cell(stage, id, options))}</section>
`;
}

function cell(stage: StageMap, id: Nine, options: MapOptions): Markup {
  const { language } = options;
  const items = stage.elements[id];
  const body = {
    time: () => timeItems(items, options),
    emotion: () => emotionItems(stage, options),
  }[id as string];
  const content = body ? body() : itemList(id, items, options);
  return markup`<div class="cell"><h4>${say(NINE[id], language)}</h4><div>${content}</div></div>`;
}

function itemList(element: Nine, items: readonly JourneyItem[], options: MapOptions): Markup {
  const { language, mostItems } = options;
  if (items.length === 0) return markup`<span class="blank">${word('blank', language)}</span>`;
  const list = (some: readonly JourneyItem[]): Markup =>
    markup`<ul class="items">${some.map((item) => itemEntry(element, item, options))}</ul>`;
  const more = items.slice(SHOWN, mostItems);
  const all = items.length > mostItems ? count(items.length) : null;
  const label =
    language === 'zh'
      ? `另有 ${more.length} 项${all === null ? '' : `（共 ${all} 项）`}`
      : `${more.length} more${all === null ? '' : ` (of ${all})`}`;
  const rest =
    more.length === 0
      ? null
      : markup`<details class="more"><summary>${label}</summary>${list(more)}</details>`;
  return markup`${list(items.slice(0, SHOWN))}${rest}`;
}

function itemEntry(element: Nine, item: JourneyItem, { language, pain }: MapOptions): Markup {
  const tone = TONES[item.id] ?? '';
  const line = markup`<b>${say(item.name, language)}</b><span class="n">${count(item.voices)}</span>`;
  if (item.quotes.length === 0)
    return markup`<li class="${tone}"><span class="plain">${line}</span></li>`;
  const quotes = item.quotes.map(
    ({ before, span, after, voiceId, voiceKey }) =>
      markup`<blockquote>${before}<mark>${span}</mark>${after}<span class="origin" title="${voiceKey}">${voiceId}</span></blockquote>`,
  );
  const id = painOf(item, element);
  const way = id === null ? null : markup`<span class="origin">${pain(id)}</span>`;
  return markup`<li class="${tone}"><details><summary>${line}</summary>${quotes}${way}</details></li>`;
}

const TONES: Readonly<Record<string, string>> = Object.fromEntries([
  ...[...GOOD].map((id) => [id, 'good']),
  ...['anger', 'disappointment', 'anxiety', 'helplessness', 'grievance', 'disgust', 'regret'].map(
    (id) => [id, 'bad'],
  ),
]);

/** Hours and weekdays, which stand in a picture as a whole. */
const DIAL = /^(?:hour|weekday):/;

/** What a picture of times shows, and what stands under its first and its last bar. */
interface DialNames {
  readonly all: string;
  readonly ends: readonly [string, string];
}

const HOURS: Readonly<Record<Language, DialNames>> = {
  zh: { all: '一天里的时间', ends: ['0 点', '23 点'] },
  en: { all: 'by hour', ends: ['0:00', '23:00'] },
};
const DAYS: Readonly<Record<Language, DialNames>> = {
  zh: { all: '周一到周日', ends: ['周一', '周日'] },
  en: { all: 'Monday to Sunday', ends: ['Mon', 'Sun'] },
};

/** Hours and weekdays as pictures, seasons and words as a list. */
function timeItems(items: readonly JourneyItem[], options: MapOptions): Markup {
  const { language } = options;
  const hours = dial(items, 'hour', 24, 0, HOURS[language]);
  const days = dial(items, 'weekday', 7, 1, DAYS[language]);
  const rest = items.filter(({ id }) => !DIAL.test(id));
  if (rest.length === 0 && (hours ?? days) !== null) return markup`${hours}${days}`;
  return markup`${hours}${days}${itemList('time', rest, options)}`;
}

function dial(
  items: readonly JourneyItem[],
  kind: string,
  length: number,
  first: number,
  { all, ends: [from, to] }: DialNames,
): Markup | null {
  const counts = Array.from({ length }, (_, at) => {
    const found = items.find(
      ({ id }) => id.startsWith(`${kind}:`) && Number(id.slice(kind.length + 1)) === at + first,
    );
    return found?.voices ?? 0;
  });
  if (counts.every((voices) => voices === 0)) return null;
  const most = counts.indexOf(Math.max(...counts)) + first;
  const found = items.find(
    ({ id }) => id.startsWith(`${kind}:`) && Number(id.slice(kind.length + 1)) === most,
  );
  const chart = dialChart(counts, `${all}: ${counts.join(' ')} (${found?.name.zh ?? ''})`);
  return markup`${chart}<p class="ends" aria-hidden="true"><span>${from}</span><span>${to}</span></p>`;
}

function emotionItems(stage: StageMap, options: MapOptions): Markup {
  const { language } = options;
  const { mood, tracks } = stage;
  const items = stage.elements.emotion;
  if (mood === null) return itemList('emotion', items, options);
  const parts = (['product', 'service'] as const).flatMap((track) => {
    const one = tracks[track];
    return one === null ? [] : [`${word(track, language)} ${signed(one.mean)} n=${count(one.n)}`];
  });
  const recovery = stage.marks.includes('valley')
    ? markup`<p class="slot ${stage.recovery === null ? '' : 'filled'}">${word('recovery', language)}${language === 'zh' ? '：' : ': '}${stage.recovery ?? word('slot', language)}</p>`
    : null;
  const list = items.length === 0 ? null : itemList('emotion', items, options);
  return markup`<p class="mood ${mood.mean < 0 ? 'neg' : 'pos'}"><strong>${signed(mood.mean)}</strong>${reachText(mood, language)}</p><p class="tracks">${parts.join(' · ')}</p>${list}${recovery}`;
}

function seedSection(map: JourneyMap, language: Language): Markup | null {
  if (map.seed === null) return null;
  const steps = map.seed.steps.map(({ place, span, isProblem }) => {
    const stage = map.stages[place];
    return markup`<li><span class="where">${stage === undefined ? '' : say(stage.name, language)}</span><span class="${isProblem ? 'problem' : ''}">${span}</span></li>`;
  });
  return markup`<section class="card"><h2>${word('seed', language)}</h2><ol class="path">${steps}</ol><p class="muted" title="${map.seed.voiceKey}">${map.seed.voiceId}</p></section>`;
}

/** Shades of the cross table. */
const HEATS = 9;

function crossingCard(map: JourneyMap, language: Language): Markup {
  const causes = map.stages.filter(({ id }) => map.crossing.some(({ cause }) => cause === id));
  const most = Math.max(1, ...map.crossing.map(({ voices }) => voices));
  const voiced = [...map.stages.map(({ id }) => id), null].filter((id) =>
    map.crossing.some((one) => one.voiced === id),
  );
  const nameOf = (id: string | null): string => {
    const stage = map.stages.find((one) => one.id === id);
    return stage === undefined ? word('unknown', language) : say(stage.name, language);
  };
  const rows = voiced.map((row) => {
    const cells = causes.map(({ id }) => {
      const found = map.crossing.find((one) => one.voiced === row && one.cause === id);
      const heat = Math.round(((found?.voices ?? 0) / most) * HEATS);
      return markup`<td class="heat h${heat}${row === id ? ' same' : ''}">${found === undefined ? '' : count(found.voices)}</td>`;
    });
    return markup`<tr><th scope="row">${nameOf(row)}</th>${cells}</tr>`;
  });
  const heads = causes.map(({ id }) => markup`<th scope="col" class="n">${nameOf(id)}</th>`);
  const table =
    causes.length === 0
      ? markup`<p class="muted">${word('blank', language)}</p>`
      : markup`<div class="scroll" role="region" aria-label="${word('crossing', language)}" tabindex="0"><table class="cross"><thead><tr><th>${word('voiced', language)} ＼ ${word('cause', language)}</th>${heads}</tr></thead><tbody>${rows}</tbody></table></div><p class="muted">${word('crossingNote', language)}</p>`;
  return markup`<section class="card"><h2>${word('crossing', language)}</h2>${table}</section>`;
}

function outcomeCard(map: JourneyMap, language: Language): Markup {
  const colors = { leave: 'negative', stay: 'positive', recommend: 'positive', open: 'neutral' };
  const bars = outcomeItems(map, language).map(
    ({ id, name, voices }) =>
      markup`<li><span>${name}</span>${shareBar(map.voices === 0 ? 0 : voices / map.voices, colors[id])}<span class="n">${count(voices)}</span></li>`,
  );
  return markup`<section class="card"><h2>${word('outcome', language)}</h2><ul class="bars">${bars}</ul></section>`;
}

function methodCard(map: JourneyMap, language: Language): Markup {
  const steps = methodSteps(map, language).map(
    ({ name, isOpen }) => markup`<li class="${isOpen ? 'open' : ''}">${name}</li>`,
  );
  return markup`<section class="card"><h2>${word('method', language)}</h2><ol class="steps">${steps}</ol></section>`;
}
