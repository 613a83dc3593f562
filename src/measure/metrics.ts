import type { Facts } from '../model/facts.ts';
import type { Metric } from '../model/findings.ts';
import { balanceOf, wilson } from './interval.ts';
import { voicesOf } from './periods.ts';

type Head = Pick<Metric, 'id' | 'name' | 'formula'>;

const NPS: Head = {
  id: 'nps',
  name: { zh: '净推荐值 NPS', en: 'NPS' },
  formula: {
    zh: '0–10 分制：9–10 分占比减 0–6 分占比，乘 100；95 % 区间由多项分布方差按威尔逊法求得',
    en: 'scale 0-10: share of 9-10 minus share of 0-6, times 100; 95 % interval from the multinomial variance, inverted as Wilson does',
  },
};
const CSAT: Head = {
  id: 'csat',
  name: { zh: '满意度 CSAT', en: 'CSAT' },
  formula: {
    zh: '1–5 分制：4–5 分占比，乘 100；95 % 威尔逊区间',
    en: 'scale 1-5: share of 4-5, times 100; 95 % Wilson interval',
  },
};
const NET_SENTIMENT: Head = {
  id: 'net_sentiment',
  name: { zh: '净情感值', en: 'net sentiment' },
  formula: {
    zh: '正面声音占比减负面声音占比，乘 100（褒贬参半与中性只计入分母）；95 % 区间算法同 NPS',
    en: 'share of positive minus share of negative voices, times 100 (mixed and neutral count in the total only); 95 % interval as for NPS',
  },
};

/** NPS, CSAT and net sentiment, in this order; a metric without answers has null for its figures. */
export function metricsOf(facts: Facts): Metric[] {
  const nps = answers(facts, 10);
  const csat = answers(facts, 5);
  const all = voicesOf(facts.sentiment);
  return [
    balanceMetric(NPS, count(nps, 9, 10), count(nps, 0, 6), count(nps, 0, 10)),
    shareMetric(CSAT, count(csat, 4, 5), count(csat, 1, 5)),
    balanceMetric(NET_SENTIMENT, facts.sentiment.positive, facts.sentiment.negative, all),
  ];
}

type Answers = Facts['ratings'];

function answers(facts: Facts, max: number): Answers {
  return facts.ratings.filter((rating) => rating.max === max);
}

// Stars come in halves from some sources: 4.5 is at least 4, and 8.5 of 10 is no promoter.
function count(ratings: Answers, low: number, high: number): number {
  return ratings.reduce(
    (sum, { value, voices }) => sum + (value >= low && value <= high ? voices : 0),
    0,
  );
}

function balanceMetric(head: Head, inFavour: number, against: number, n: number): Metric {
  if (n === 0) return { ...head, value: null, low: null, high: null, n };
  const { value, low, high } = balanceOf(inFavour, against, n);
  return { ...head, value: 100 * value, low: 100 * low, high: 100 * high, n };
}

function shareMetric(head: Head, part: number, n: number): Metric {
  if (n === 0) return { ...head, value: null, low: null, high: null, n };
  const { value, low, high } = wilson(part, n);
  return { ...head, value: 100 * value, low: 100 * low, high: 100 * high, n };
}
