import type { PainFinding } from '../model/findings.ts';
import { ASPECTS, type Language, STAGES } from '../model/labels.ts';
import type { Cell } from '../model/store.ts';
import { interval, percent, rounded } from './figures.ts';
import type { ViewRows } from './rows.ts';
import { trendEvidence } from './sentences.ts';
import { trendName } from './wording.ts';

/** Pain points as a list: a row each, in their order. */
export function painListRows(pains: readonly PainFinding[]): ViewRows {
  return {
    columns: [
      ...['pain_id', 'label', 'voices', 'customers', 'share', 'share_low', 'share_high'],
      ...['severity', 'trend', 'aspect', 'stage', 'other', 'first_seen', 'last_seen'],
    ],
    rows: pains.map((pain) => [
      ...[pain.id, pain.label, pain.voices, pain.customers],
      ...[pain.share.value, pain.share.low, pain.share.high, pain.severity].map(rounded),
      ...[pain.trend.direction, pain.aspect, pain.stage, pain.other],
      ...[pain.firstSeen, pain.lastSeen],
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
    [say('客户', 'customers'), pain.customers],
    [
      say('占比（95% 区间）', 'share (95% interval)'),
      `${percent(pain.share.value)} (${interval(pain.share)})`,
    ],
    [say('严重度', 'severity'), pain.severity.toFixed(2)],
    [
      say('趋势', 'trend'),
      `${trendName(pain.trend, language)}：${trendEvidence(pain.trend, language)}`,
    ],
    [say('首次 – 最近', 'first – last seen'), `${pain.firstSeen ?? '–'} – ${pain.lastSeen ?? '–'}`],
    ...pain.quotes.map(({ before, span, after, voiceId }, at): [string, Cell] => [
      say(`原话 ${at + 1}`, `quote ${at + 1}`),
      `${before}${span}${after} #${voiceId}`,
    ]),
  ];
  return { columns: [say('项目', 'figure'), say('内容', 'value')], rows };
}
