import type { UrgentVoice } from '../model/facts.ts';
import type { Findings } from '../model/findings.ts';
import { type Language, SIGNALS } from '../model/labels.ts';
import { visible } from '../model/visible.ts';
import { count } from './figures.ts';
import { quoted } from './sentences.ts';
import { say } from './wording.ts';

/** What stands beside an urgent voice: channel, product, signals and pain points. */
export function urgentHeading(
  { channel, product, signals, pains }: UrgentVoice,
  findings: Findings,
  language: Language,
): string[] {
  const named = pains.flatMap((id) => findings.pains.find((pain) => pain.id === id)?.label ?? []);
  return [
    ...[channel, product].flatMap((name) => (name === null ? [] : [visible(name)])),
    ...signals.map((signal) => say(SIGNALS[signal], language)),
    ...named.map((label) => quoted(label, language)),
  ];
}

/** How many urgent voices there are beside those shown; null where all are. */
export function urgentHint(
  { urgency }: Findings,
  shown: number,
  language: Language,
): string | null {
  const all = urgency.find(({ label }) => label === 'urgent')?.share.count ?? 0;
  if (all === 0) return language === 'zh' ? '没有紧急的声音。' : 'No voice is urgent.';
  if (all <= shown) return null;
  return language === 'zh'
    ? `共 ${count(all)} 条紧急声音，这里是最近的 ${count(shown)} 条；全部见 voc export voices 的 urgency 列。`
    : `The latest ${count(shown)} of ${count(all)} urgent voices; voc export voices has all, in the column urgency.`;
}
