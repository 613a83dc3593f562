import type { GroupCount } from '../../model/facts.ts';
import type { Language, Message } from '../../model/labels.ts';
import { shareBar } from '../charts/bars.ts';
import { count, percent } from '../figures.ts';
import { groupName, say, sourceName, volumeOf, WORDS } from '../wording.ts';
import { type Markup, markup } from './markup.ts';
import { cited, type Page } from './page.ts';
import { head, number, tableOf } from './tables.ts';

/** Rows listed of each part; the smallest are counted in one sentence. */
const MOST_GROUPS = 30;

const PARTS = [
  ['source', 'sources'],
  ['channel', 'channels'],
  ['group', 'groups'],
  ['product', 'products'],
] as const;

/** Heading of the section. */
export const GROUPS: Message = { zh: '声音从哪里来', en: 'Where the voices come from' };

/** Voices and the share of negative ones by source, channel, customer group and product. */
export function groupSection(page: Page): Markup | null {
  const { findings, language } = page;
  const most = Math.max(1, ...findings.sources.map(volumeOf));
  const rows = PARTS.flatMap(([of, part]) => {
    const named = findings[part].some((group) => group.name !== null);
    return named
      ? findings[part].slice(0, MOST_GROUPS).map((group) => row(page, of, part, group, most))
      : [];
  });
  if (rows.length === 0) return null;
  const hidden = PARTS.reduce(
    (sum, [, part]) => sum + Math.max(0, findings[part].length - MOST_GROUPS),
    0,
  );
  const heads = [
    head({ zh: '分法', en: 'By' }, language),
    head({ zh: '名称', en: 'Name' }, language),
    number(WORDS.voices, language),
    markup`<td></td>`,
    number({ zh: '负面', en: 'Negative' }, language),
    number(WORDS.negativeShare, language),
  ];
  return markup`<section class="card" id="groups"><h2>${say(GROUPS, language)}</h2>${tableOf(say(GROUPS, language), heads, rows)}${hiddenHint(hidden, language)}</section>`;
}

function row(
  page: Page,
  of: (typeof PARTS)[number][0],
  part: (typeof PARTS)[number][1],
  group: GroupCount,
  most: number,
): Markup {
  const { language } = page;
  const voices = volumeOf(group);
  const { negative } = group.sentiment;
  const name = of === 'source' ? sourceName(group.name, language) : groupName(group.name, language);
  return markup`<tr><td>${say(WORDS[part], language)}</td><td class="name">${name}</td><td class="n">${cited(page, of, group.name, count(voices))}</td><td class="bar">${shareBar(voices / most, 'accent')}</td><td class="n">${count(negative)}</td><td class="n">${percent(negative / voices)}</td></tr>`;
}

function hiddenHint(hidden: number, language: Language): Markup | null {
  if (hidden === 0) return null;
  return markup`<p class="muted">${
    language === 'zh'
      ? `另有 ${count(hidden)} 个较小的未列出；全部见 voc report --format json。`
      : `${count(hidden)} smaller ones are not listed; voc report --format json has all.`
  }</p>`;
}
