import type { GroupCount, Quote } from '../model/facts.ts';
import type { Findings, PainFinding, Trend } from '../model/findings.ts';
import type { Language, Message } from '../model/labels.ts';
import { visible } from '../model/visible.ts';
import { count, factor, interval, percent } from './figures.ts';
import { groupName, sourceName, volumeOf, WORDS } from './wording.ts';

/** Said by every format when there is nothing to report; machine formats leave it to standard error. */
export const EMPTY_HINT: Message = {
  zh: '这个范围里还没有客户声音。尚未导入数据：运行 voc ingest FILE；已经导入：放宽 --since、--until、--channel 等条件。',
  en: 'There are no voices here yet. Nothing ingested so far: run voc ingest FILE. Already ingested: widen --since, --until, --channel and the like.',
};

/** Said when voices have come in that no clustering has seen. */
export function clusterHint(findings: Findings, language: Language): string | null {
  const { unclustered } = findings.scope;
  if (unclustered === 0) return null;
  return language === 'zh'
    ? `另有 ${count(unclustered)} 条带负面观点的声音尚未归并进痛点，运行 voc cluster 后会计入。`
    : `${count(unclustered)} voices with a negative opinion are not in any pain point yet; voc cluster brings them in.`;
}

/** What the whole report comes down to, one sentence a list entry. */
export function headline(findings: Findings, language: Language): string[] {
  if (findings.scope.voices === 0) return [EMPTY_HINT[language]];
  const sentences = [sentimentSentence(findings, language)];
  const top = findings.pains[0];
  if (top) sentences.push(topPainSentence(top, language));
  const named = (ids: readonly string[]): PainFinding[] =>
    ids
      .flatMap((id) => findings.pains.filter((pain) => pain.id === id && pain !== top))
      .slice(0, 2);
  const rising = named(findings.rising);
  const falling = named(findings.falling);
  if (rising.length > 0) {
    sentences.push(
      language === 'zh'
        ? `${labels(rising, 'zh')}也在上升。`
        : `Also rising: ${labels(rising, 'en')}.`,
    );
  }
  if (falling.length > 0) {
    sentences.push(
      language === 'zh'
        ? `${labels(falling, 'zh')}已明显回落。`
        : `Clearly falling: ${labels(falling, 'en')}.`,
    );
  }
  return sentences;
}

function sentimentSentence(findings: Findings, language: Language): string {
  const voices = count(findings.scope.voices);
  const negative = findings.sentiment.find((entry) => entry.label === 'negative')?.share;
  if (!negative) return language === 'zh' ? `共 ${voices} 条客户声音。` : `${voices} voices.`;
  return language === 'zh'
    ? `${voices} 条客户声音中，负面占 ${percent(negative.value)}（95% 区间 ${interval(negative)}）。`
    : `Of ${voices} voices, ${percent(negative.value)} are negative (95% interval ${interval(negative)}).`;
}

function topPainSentence(pain: PainFinding, language: Language): string {
  const label = quoted(pain.label, language);
  const share = percent(pain.share.value);
  const voices = count(pain.voices);
  if (language === 'zh') {
    const who = pain.customers !== null ? `，涉及 ${count(pain.customers)} 位客户` : '';
    return `首要痛点是${label}：${voices} 条${who}，占 ${share}${COURSE_ZH[pain.trend.direction]}。`;
  }
  const who = pain.customers !== null ? ` of ${count(pain.customers)} customers` : '';
  return `The heaviest pain point is ${label}: ${voices} voices${who}, ${share}${COURSE_EN[pain.trend.direction]}.`;
}

const COURSE_ZH = {
  rising: '，近四周明显上升',
  falling: '，近四周明显回落',
  steady: '',
  unclear: '',
};
const COURSE_EN = {
  rising: ', rising clearly over the last four weeks',
  falling: ', falling clearly over the last four weeks',
  steady: '',
  unclear: '',
};

/** A label in the quotation marks of the language. */
export function quoted(label: string, language: Language): string {
  return language === 'zh' ? `「${visible(label)}」` : `“${visible(label)}”`;
}

function labels(pains: readonly PainFinding[], language: Language): string {
  return pains.map((pain) => quoted(pain.label, language)).join(language === 'zh' ? '' : ', ');
}

/** What a trend rests on: `近四周 38 / 214 条（17.8%），此前 48 / 1,010 条（4.8%）`. */
export function trendEvidence(trend: Trend, language: Language): string {
  const part = (voices: number, total: number): string =>
    `${count(voices)} / ${count(total)}${language === 'zh' ? ' 条' : ''}`;
  const share = (voices: number, total: number): string =>
    total === 0 ? '–' : percent(voices / total);
  const recent = part(trend.recent, trend.recentTotal);
  const base = part(trend.base, trend.baseTotal);
  const recentShare = share(trend.recent, trend.recentTotal);
  const baseShare = share(trend.base, trend.baseTotal);
  return language === 'zh'
    ? `近四周 ${recent}（${recentShare}），此前 ${base}（${baseShare}），为此前的 ${factor(trend.ratio)} 倍`
    : `last four weeks ${recent} (${recentShare}), before ${base} (${baseShare}), ${factor(trend.ratio)} times the share before`;
}

/** Where the voices come from and when: heading and text of each line; lines without content are left out. */
export function scopeLines(
  findings: Findings,
  language: Language,
): [heading: string, text: string][] {
  const { scope } = findings;
  const lines: [string, string][] = [[WORDS.period[language], periodText(findings, language)]];
  if (scope.customers !== null) {
    lines.push([
      WORDS.customers[language],
      language === 'zh'
        ? `${count(scope.customers)} 位可识别客户`
        : `${count(scope.customers)} known`,
    ]);
  }
  lines.push([
    WORDS.opinions[language],
    language === 'zh'
      ? `${count(scope.opinions)} 条，其中负面 ${count(scope.negativeOpinions)} 条`
      : `${count(scope.opinions)}, ${count(scope.negativeOpinions)} of them negative`,
  ]);
  lines.push([
    WORDS.sources[language],
    largest(findings.sources, (name) => sourceName(name, language), language),
  ]);
  const name = (text: string | null): string => groupName(text, language);
  for (const part of ['channels', 'groups', 'products'] as const) {
    if (findings[part].some((group) => group.name !== null)) {
      lines.push([WORDS[part][language], largest(findings[part], name, language)]);
    }
  }
  return lines.filter(([, text]) => text !== '');
}

function periodText(findings: Findings, language: Language): string {
  const { firstDay, lastDay, undated } = findings.scope;
  if (firstDay === null || lastDay === null) return WORDS.noDates[language];
  const range = language === 'zh' ? `${firstDay} 至 ${lastDay}` : `${firstDay} to ${lastDay}`;
  if (undated === 0) return range;
  return language === 'zh'
    ? `${range}，另有 ${count(undated)} 条没有时间`
    : `${range}, and ${count(undated)} without a date`;
}

const SHOWN_GROUPS = 6;

/** Groups by volume, the largest by name, the rest as a count. */
function largest(
  groups: readonly GroupCount[],
  name: (name: string | null) => string,
  language: Language,
): string {
  const named = groups.map((group) => ({ name: name(group.name), voices: volumeOf(group) }));
  named.sort((a, b) => b.voices - a.voices || (a.name < b.name ? -1 : 1));
  const parts = named.slice(0, SHOWN_GROUPS).map((group) => `${group.name} ${count(group.voices)}`);
  const rest = named.length - SHOWN_GROUPS;
  if (rest > 0) parts.push(language === 'zh' ? `其余 ${rest} 个` : `${rest} more`);
  return parts.join(' · ');
}

/** Where a quote can be looked up, and how many say it in the same words: `#R-20417，同样说法 3 条`. */
export function quoteOrigin(quote: Quote, language: Language): string {
  const day = quote.createdAt === null ? '' : ` ${visible(quote.createdAt.slice(0, 10))}`;
  const answer = quote.answer === undefined ? '' : visible(quote.answer);
  const said = answer && (language === 'zh' ? `，答 ${answer}` : `, answered ${answer}`);
  const id = `#${visible(quote.voiceId)}${day}${said}`;
  if (quote.voices < 2) return id;
  return language === 'zh'
    ? `${id}，同样说法 ${count(quote.voices)} 条`
    : `${id}, said by ${count(quote.voices)}`;
}

/** Negative opinions that are counted but not ranked, in one sentence; null where there are none. */
export function othersSentence(findings: Findings, language: Language): string | null {
  if (findings.others.length === 0) return null;
  const sorted = [...findings.others].sort((a, b) => b.voices - a.voices || (a.id < b.id ? -1 : 1));
  const parts = sorted
    .slice(0, SHOWN_GROUPS)
    .map(
      (other) =>
        `${quoted(other.label, language)}${language === 'zh' ? `${count(other.voices)} 条` : ` ${count(other.voices)}`}`,
    );
  const rest = sorted.length - SHOWN_GROUPS;
  if (rest > 0) parts.push(language === 'zh' ? `其余 ${rest} 组` : `${rest} more groups`);
  return language === 'zh'
    ? `计入声量但不排名的负面声音：${parts.join('，')}。`
    : `Negative voices that are counted but not ranked: ${parts.join(', ')}.`;
}

/** That a list was cut after `shown` pain points, and how to see all of it; null where it was not. */
export function cutHint(
  pains: readonly PainFinding[],
  shown: number,
  language: Language,
): string | null {
  const hidden = pains.slice(shown);
  if (hidden.length === 0) return null;
  const single = hidden.filter((pain) => pain.voices === 1).length;
  const several = hidden.length - single;
  if (language === 'zh') {
    const parts = [
      ...(several > 0 ? [`${count(several)} 个痛点`] : []),
      ...(single > 0 ? [`${count(single)} 个只有一条声音的问题`] : []),
    ];
    return `未列出：${parts.join('，')}；全部见 voc report pains --format csv。`;
  }
  const parts = [
    ...(several > 0 ? [`${count(several)} more pain points`] : []),
    ...(single > 0 ? [`${count(single)} problems that one voice names`] : []),
  ];
  return `Not listed: ${parts.join(' and ')}; voc report pains --format csv has all of them.`;
}
