import type { CleaningFinding, Findings, Share } from '../model/findings.ts';
import { FLAGS } from '../model/flags.ts';
import type { Language, Message } from '../model/labels.ts';
import { BLANK, count, percent } from './figures.ts';
import { metricInterval, metricValue } from './metric-figures.ts';
import { quoted } from './sentences.ts';
import { say, WORDS } from './wording.ts';

const WITHOUT: Message = { zh: '去掉有标记的', en: 'Without flagged' };
const ALL: Message = { zh: '全部声音', en: 'All voices' };
const NONE: Message = {
  zh: '没有带标记的声音：没有默认好评、只有符号、机械重复、广告、雷同或套版换词。',
  en: 'No voice is flagged: no default praise, symbols, repetition, advertisement, near-duplicates or template wording.',
};

/** What flags there are, and what the comparison below leaves out, one sentence a list entry. */
export function cleaningSentences({ cleaning, scope }: Findings, language: Language): string[] {
  const { flags, groups, suspect, excluded } = cleaning;
  if (flags.length === 0) return [NONE[language]];
  const list = flags.map(({ flag, voices }) => {
    const name = `${say(FLAGS[flag], language)} ${count(voices)}`;
    if (flag !== 'duplicates') return name;
    return language === 'zh'
      ? `${name}（${count(groups)} 组）`
      : `${name} (${count(groups)} groups)`;
  });
  const share = scope.voices === 0 ? BLANK : percent(suspect / scope.voices);
  const sentences =
    language === 'zh'
      ? [
          `标记：${list.join(' · ')}。`,
          `带标记的声音占 ${share}（${count(suspect)} 条；只有评分的不算在内，雷同的每组第一条也不算）。`,
        ]
      : [
          `Flags: ${list.join(' · ')}.`,
          `${share} of the voices are flagged (${count(suspect)}; scores without a word and the first of near-duplicates are not).`,
        ];
  if (excluded === 0) return sentences;
  return [
    ...sentences,
    language === 'zh' ? `已排除 ${count(excluded)} 条。` : `${count(excluded)} were left out.`,
  ];
}

/** Metrics and heaviest pain points with all voices and without the flagged ones: a heading and its rows. */
export function cleaningTable(
  { metrics, pains }: CleaningFinding,
  language: Language,
): readonly (readonly [string, string, string])[] {
  return [
    [say(WORDS.metric, language), say(ALL, language), say(WITHOUT, language)],
    ...metrics.map(({ all, clean }): [string, string, string] => [
      say(all.name, language),
      `${metricValue(all, language)} (${metricInterval(all, language)})`,
      `${metricValue(clean, language)} (${metricInterval(clean, language)})`,
    ]),
    ...pains.map(({ label, all, clean }): [string, string, string] => [
      `${say(WORDS.pain, language)}${quoted(label, language)}`,
      volume(all),
      volume(clean),
    ]),
  ];
}

function volume(share: Share): string {
  return share.n === 0 ? BLANK : `${count(share.count)} (${percent(share.value)})`;
}
