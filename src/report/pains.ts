import type { Candidate, PainFinding, PainStatus, Quadrant } from '../model/findings.ts';
import { ASPECTS, type Labels, type Language, STAGES } from '../model/labels.ts';
import type { Cell } from '../model/store.ts';
import { visible } from '../model/visible.ts';
import { factor, interval, percent, rounded } from './figures.ts';
import type { ViewRows } from './rows.ts';
import { trendEvidence } from './sentences.ts';
import { trendName } from './wording.ts';

/** Pain points as a list: a row each, in their order. */
export function painListRows(pains: readonly PainFinding[]): ViewRows {
  return {
    columns: [
      ...['rank', 'pain_id', 'label', 'voices', 'customers', 'share', 'share_low', 'share_high'],
      ...['severity', 'priority', 'quadrant', 'trend', 'surge', 'stability', 'status'],
      ...['aspect', 'stage', 'other', 'first_seen', 'last_seen'],
    ],
    rows: pains.map((pain) => [
      ...[pain.rank, pain.id, pain.label, pain.voices, pain.customers],
      ...[pain.share.value, pain.share.low, pain.share.high].map(rounded),
      ...[rounded(pain.severity), rounded(pain.priority), pain.quadrant, pain.trend.direction],
      ...[pain.surge && rounded(pain.surge.ratio), rounded(pain.stability), pain.status],
      ...[pain.aspect, pain.stage, pain.other, pain.firstSeen, pain.lastSeen],
    ]),
  };
}

/** What is known of a pain point, a figure a row, with the words that say what it means. */
export function evidenceRows(pain: PainFinding, language: Language): ViewRows {
  const say = (zh: string, en: string): string => (language === 'zh' ? zh : en);
  const rows: [string, Cell][] = [
    [say('编号', 'id'), pain.id],
    [say('痛点', 'pain point'), pain.label],
    [say('方面', 'aspect'), ASPECTS[pain.aspect][language]],
    [say('阶段', 'stage'), STAGES[pain.stage][language]],
    [
      say('声音', 'voices'),
      say(
        `${pain.voices} 条，其中 ${pain.told} 条自己说出问题`,
        `${pain.voices}, ${pain.told} say what is wrong`,
      ),
    ],
    ...(pain.customers === null
      ? []
      : [[say('客户', 'customers'), pain.customers] satisfies [string, Cell]]),
    [
      say('占比（95% 区间）', 'share (95% interval)'),
      `${percent(pain.share.value)} (${interval(pain.share)})`,
    ],
    [say('严重度', 'severity'), pain.severity.toFixed(2)],
    [
      say('趋势', 'trend'),
      `${trendName(pain.trend, language)}：${trendEvidence(pain.trend, language)}`,
    ],
    [say('突增', 'surge'), surgeText(pain, language)],
    [
      say('稳定性', 'stability'),
      `${pain.stability.toFixed(2)} ${PAIN_STATUS[pain.status][language]}`,
    ],
    [
      say('优先级', 'priority'),
      `${pain.priority.toFixed(1)} ${QUADRANTS[pain.quadrant][language]}`,
    ],
    ...pain.candidates.map((candidate): [string, Cell] => [
      say('集中之处（线索，非原因）', 'gathers at (a hint, not the cause)'),
      candidateText(candidate, language),
    ]),
    [say('首次 – 最近', 'first – last seen'), `${pain.firstSeen ?? '–'} – ${pain.lastSeen ?? '–'}`],
    ...pain.quotes.map(({ before, span, after, voiceId }, at): [string, Cell] => [
      say(`原话 ${at + 1}`, `quote ${at + 1}`),
      `${before}${span}${after} #${voiceId}`,
    ]),
  ];
  return { columns: [say('项目', 'figure'), say('内容', 'value')], rows };
}

/** What the status of a pain point says to people. */
export const PAIN_STATUS: Labels<PainStatus> = {
  actionable: { zh: '可以行动', en: 'firm enough to act on' },
  insufficient: { zh: '暂不足以行动', en: 'not firm enough to act on' },
  general: { zh: '只说好坏，没说问题', en: 'a judgement without a problem' },
  unclear: { zh: '没有读懂', en: 'not understood' },
  hidden: { zh: '已隐藏', en: 'hidden' },
};

/** Volume and severity, against the middle pain point. */
export const QUADRANTS: Labels<Quadrant> = {
  act: { zh: '先办：声量大、后果重', en: 'act: many voices, severe' },
  ease: { zh: '改善：声量大、后果轻', en: 'ease: many voices, not severe' },
  watch: { zh: '盯住：声量小、后果重', en: 'watch: few voices, severe' },
  note: { zh: '记下：声量小、后果轻', en: 'note: few voices, not severe' },
};

/** Candidates that stand beside a pain point; `voc pains show` has all. */
const SHOWN_CANDIDATES = 2;

/** What tempers or explains a pain point, a sentence each: that it is not firm enough, a surge, where it gathers. */
export function cautions(pain: PainFinding, language: Language): string[] {
  const zh = language === 'zh';
  const loose = zh
    ? `${PAIN_STATUS.insufficient.zh}：稳定性 ${pain.stability.toFixed(2)}`
    : `${PAIN_STATUS.insufficient.en}: stability ${pain.stability.toFixed(2)}`;
  const surge = `${zh ? '突增：' : 'surging: '}${surgeText(pain, language)}`;
  return [
    ...(pain.status === 'insufficient' ? [loose] : []),
    ...(pain.surge === null ? [] : [surge]),
    ...pain.candidates
      .slice(0, SHOWN_CANDIDATES)
      .map(
        (candidate) =>
          `${zh ? '集中在（线索，非原因）' : 'gathers at (a hint, not the cause) '}${candidateText(candidate, language)}`,
      ),
  ];
}

function surgeText({ surge }: PainFinding, language: Language): string {
  if (surge === null) return language === 'zh' ? '没有' : 'none';
  const { weeks, voices, expected, ratio } = surge;
  return language === 'zh'
    ? `最近 ${weeks} 周 ${voices} 条，按以往应有 ${expected.toFixed(1)} 条，为 ${factor(ratio)} 倍`
    : `${voices} in the last ${weeks === 1 ? 'week' : 'two weeks'}, ${expected.toFixed(1)} expected, ${factor(ratio)} times`;
}

const DIMENSIONS: Labels<Candidate['dimension']> = {
  product: { zh: '产品', en: 'product' },
  channel: { zh: '渠道', en: 'channel' },
  group: { zh: '客户群', en: 'customer group' },
  stage: { zh: '阶段', en: 'stage' },
};

function candidateText(candidate: Candidate, language: Language): string {
  const { dimension, name, share, base, lift, low, high } = candidate;
  const stage = (STAGES as Labels)[name];
  const shown = dimension === 'stage' && stage ? stage[language] : visible(name);
  const range = `${factor(low)}–${factor(high)}`;
  return language === 'zh'
    ? `${DIMENSIONS[dimension].zh} ${shown}：占 ${percent(share)}，其余声音中占 ${percent(base)}，为 ${factor(lift)} 倍（${range}）`
    : `${DIMENSIONS[dimension].en} ${shown}: ${percent(share)}, ${percent(base)} of other voices, ${factor(lift)} times (${range})`;
}
