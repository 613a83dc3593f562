import type { PriorityWeights } from '../model/configuration.ts';
import type { Facts } from '../model/facts.ts';
import type { Message } from '../model/labels.ts';
import { priorityFormula } from './priority.ts';
import { SEVERITY_FORMULA } from './severity.ts';
import { STABILITY_FORMULA } from './stability.ts';
import { RECENT_WEEKS } from './trend.ts';

/** Below this many voices, shares and ranks may turn over with the next few voices. */
const FEW_VOICES = 100;
/** Below this many answers, a score on a scale of ratings is an anecdote. */
const FEW_ANSWERS = 30;

const READING: readonly Message[] = [
  {
    zh: '占比后的区间为 95 % 威尔逊区间。一条声音可含多个痛点，各痛点占比之和可超过 100 %。',
    en: 'Intervals of shares are 95 % Wilson intervals. A voice may state several pain points, so that their shares may add up to more than 100 %.',
  },
  SEVERITY_FORMULA,
  STABILITY_FORMULA,
  {
    zh: `趋势：数据最后一天所在周及之前共 ${RECENT_WEEKS} 周，与更早各周比较占全部声音的比例；精确条件二项检验（mid-p），经 Benjamini-Hochberg 校正（上升在全部受检痛点中，回落在声音数足以看出回落的痛点中），q < 0.05 且变化至少四分之一才称上升或回落。`,
    en: `Trend: share of all voices in the ${RECENT_WEEKS} weeks up to the last day of the data against all weeks before; exact conditional binomial test (mid-p), Benjamini-Hochberg (rises among all pain points tested, falls among those with voices enough to show one), called rising or falling only if q < 0.05 and the change is at least a quarter.`,
  },
  {
    zh: '突增：最近一周或两周的占比与之前至多一年相比（精确条件二项检验，单侧），平稳的痛点每周误报不超过百分之一。集中之处：产品、渠道、客户群、阶段在该痛点中的占比与其余声音之比（95 % 区间，全部检验一并作 Benjamini-Hochberg 校正），只是原因的线索，不是原因。',
    en: 'Surge: share in the last week or two against up to a year before (exact conditional binomial test, one-sided); a pain point that stays as it is gives a false alarm in at most one week of a hundred. Where it gathers: part of products, channels, customer groups and stages in the pain point against that in all other voices (95 % interval, Benjamini-Hochberg over all tests): a hint at the cause, not the cause.',
  },
];

/** How to read the figures, then what cannot be said with this data. */
export function notesOf(facts: Facts, weights: PriorityWeights): Message[] {
  if (facts.scope.voices === 0) return [];
  return [...READING, priorityFormula(weights), ...limits(facts)];
}

function limits(facts: Facts): Message[] {
  const { voices, undated, withoutText, unclustered } = facts.scope;
  const { excluded, uncompared } = facts.cleaning;
  const rated = facts.ratings.reduce((sum, rating) => sum + rating.voices, 0);
  const other = facts.pains.some((pain) => pain.other !== null);
  const notes: (Message | false)[] = [
    voices < FEW_VOICES && {
      zh: `只有 ${voices} 条声音：排名和占比还不稳，看区间，不看名次。`,
      en: `Only ${voices} voices: ranks and shares are not stable yet; read the intervals, not the order.`,
    },
    undated > 0 && {
      zh: `${undated} 条声音没有日期，不参与趋势和月度、周度数字。`,
      en: `${undated} voices have no date and are left out of trends, months and weeks.`,
    },
    withoutText > 0 && {
      zh: `${withoutText} 条只有评分没有文字：分数照常计入 NPS、CSAT 和 CES，情感计为中性。`,
      en: `${withoutText} voices are a score without a word: the score counts in NPS, CSAT and CES, the sentiment as neutral.`,
    },
    unclustered > 0 && {
      zh: `${unclustered} 条声音的负面观点尚未归入痛点：请先运行 voc cluster。`,
      en: `${unclustered} voices hold negative opinions that no pain point covers yet: run voc cluster first.`,
    },
    excluded > 0 && {
      zh: `已按 --exclude 排除 ${excluded} 条声音，它们不计入任何数字。`,
      en: `${excluded} voices were left out by --exclude and count in no figure.`,
    },
    uncompared > 0 && {
      zh: `${uncompared} 条声音尚未查重（雷同、复制粘贴、套版换词）：请先运行 voc cluster。`,
      en: `${uncompared} voices have not been compared for near-duplicates, pasted texts and template wording: run voc cluster first.`,
    },
    rated > 0 &&
      rated < FEW_ANSWERS && {
        zh: `只有 ${rated} 个评分：NPS 和 CSAT 仅供参考。`,
        en: `Only ${rated} ratings: NPS and CSAT are no more than a hint.`,
      },
    facts.scope.lastDay !== null &&
      new Set(facts.weeks.map(({ week }) => week)).size < 2 * RECENT_WEEKS && {
        zh: `有声音的周不足 ${2 * RECENT_WEEKS} 周：看不出趋势。`,
        en: `Fewer than ${2 * RECENT_WEEKS} weeks hold voices: no trend can be told.`,
      },
    other && {
      zh: '只说好坏、没有说出问题，或没有读懂的负面观点另列，计数但不参与排名。',
      en: 'Negative opinions that name no problem, or were not understood, are listed apart: counted, not ranked.',
    },
  ];
  return notes.filter((note) => note !== false);
}
