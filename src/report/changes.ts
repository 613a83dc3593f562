import type { Change, Comparison, PainChange, Share } from '../model/findings.ts';
import type { Labels, Language, Message } from '../model/labels.ts';
import { visible } from '../model/visible.ts';
import { BLANK, count, percent } from './figures.ts';
import { metricDifference, metricValue } from './metric-figures.ts';
import { quoted } from './sentences.ts';
import { say, WORDS } from './wording.ts';

const NONE: Message = {
  zh: '没有作比较：加 --since 日期 --compare-to previous，与紧接在前、长度相同的一期比较。',
  en: 'Nothing is compared: add --since DAY --compare-to previous to compare with the period of equal length before.',
};

/** How something stands against the period before, in words. */
export const CHANGES: Labels<Change> = {
  new: { zh: '新出现', en: 'new' },
  worse: { zh: '变差', en: 'worse' },
  same: { zh: '无明显变化', en: 'steady' },
  better: { zh: '变好', en: 'better' },
  gone: { zh: '不再出现', en: 'gone' },
};

/** Name, both periods, what became of it, and the difference with its interval. */
type ChangeCells = readonly [
  name: string,
  before: string,
  now: string,
  moved: string,
  difference: string,
];

/** A table of two periods for people; `id` is the pain point of a row. */
export interface ChangeTable {
  readonly heading: ChangeCells;
  readonly rows: readonly {
    readonly id: string | null;
    readonly change: Change;
    readonly cells: ChangeCells;
  }[];
}

/** Which periods are compared, and what got worse, what better, what is new and gone, a sentence each. */
export function changeSentences(comparison: Comparison | undefined, language: Language): string[] {
  if (comparison === undefined) return [say(NONE, language)];
  const { now, before, voices } = comparison;
  const zh = language === 'zh';
  const periods = zh
    ? `${now.since} 至 ${now.until} 的 ${count(voices.now)} 条，对比之前 ${before.since} 至 ${before.until} 的 ${count(voices.before)} 条。`
    : `${count(voices.now)} voices from ${now.since} to ${now.until}, against ${count(voices.before)} from ${before.since} to ${before.until}.`;
  if (voices.before === 0) {
    return [
      periods,
      zh ? '前一期没有声音，无从比较。' : 'There is nothing before to compare with.',
    ];
  }
  const found = (['worse', 'new', 'better', 'gone'] as const).flatMap((change) => {
    const pains = comparison.pains.filter((pain) => pain.change === change);
    return pains.length === 0 ? [] : listed(change, pains, language);
  });
  const quiet = zh ? '没有痛点明显变化。' : 'No pain point changed clearly.';
  return [periods, ...(found.length === 0 ? [quiet] : found)];
}

const NAMED = 5;

function listed(change: Change, pains: readonly PainChange[], language: Language): string {
  const name = say(CHANGES[change], language);
  const labels = [...pains]
    .sort((a, b) => volume(b) - volume(a) || (a.id < b.id ? -1 : 1))
    .slice(0, NAMED)
    .map(({ label, now, before }) => `${quoted(label, language)} ${before.count} → ${now.count}`);
  const rest = pains.length - labels.length;
  if (language === 'zh') {
    return `${name} ${count(pains.length)} 个：${labels.join('，')}${rest > 0 ? ` 等` : ''}。`;
  }
  return `${count(pains.length)} ${name}: ${labels.join(', ')}${rest > 0 ? ' and more' : ''}.`;
}

const volume = ({ now, before }: PainChange): number => now.count + before.count;

const MOST_ROWS = 30;

/** Figures of both periods, then the pain points that changed, the surest first; nothing where nothing is compared. */
export function changeTables(
  comparison: Comparison | undefined,
  language: Language,
): readonly ChangeTable[] {
  if (comparison === undefined || comparison.voices.before === 0) return [];
  const { negative, metrics } = comparison;
  const zh = language === 'zh';
  const heading = (first: Message, n: string): ChangeCells => [
    say(first, language),
    `${zh ? '前一期' : 'Before'}${n}`,
    `${zh ? '本期' : 'Now'}${n}`,
    zh ? '变化' : 'Change',
    zh ? '相差（95% 区间）' : 'Difference (95% interval)',
  ];
  const figures: ChangeTable['rows'] = [
    {
      id: null,
      change: negative.change,
      cells: [
        say(WORDS.negativeShare, language),
        outOf(percent(negative.before.value), negative.before.n),
        outOf(percent(negative.now.value), negative.now.n),
        say(CHANGES[negative.change], language),
        shareDifference(negative, language),
      ],
    },
    ...metrics
      .filter(({ now, before }) => now.n + before.n > 0)
      .map(({ now, before, change, difference }) => ({
        id: null,
        change,
        cells: [
          say(now.name, language),
          outOf(metricValue(before, language), before.n),
          outOf(metricValue(now, language), now.n),
          say(CHANGES[change], language),
          metricDifference(difference, now.unit, language),
        ] as const,
      })),
  ];
  const pains = comparison.pains.filter(({ change }) => change !== 'same').slice(0, MOST_ROWS);
  return [
    { heading: heading(WORDS.metric, zh ? '（n）' : ' (n)'), rows: figures },
    ...(pains.length === 0
      ? []
      : [{ heading: heading(WORDS.pain, ''), rows: pains.map((pain) => painRow(pain, language)) }]),
  ];
}

function painRow(pain: PainChange, language: Language): ChangeTable['rows'][number] {
  const { id, label, now, before, change } = pain;
  const moved = say(CHANGES[change], language);
  const cells = [visible(label), shareText(before), shareText(now), moved] as const;
  return { id, change, cells: [...cells, shareDifference(pain, language)] };
}

/** A difference of shares in points; a dash where a period has no voices. */
function shareDifference(
  { now, before, difference }: Pick<PainChange, 'now' | 'before' | 'difference'>,
  language: Language,
): string {
  if (now.n === 0 || before.n === 0) return BLANK;
  const { value, low, high } = difference;
  const points = { value: 100 * value, low: 100 * low, high: 100 * high };
  return metricDifference(points, 'percent', language);
}

/** A figure and of how many voices it is. */
function outOf(figure: string, n: number): string {
  return `${figure} (${count(n)})`;
}

function shareText(share: Share): string {
  return share.n === 0 ? BLANK : `${count(share.count)} (${percent(share.value)})`;
}
