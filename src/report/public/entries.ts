import type { Share } from '../../model/findings.ts';
import type { Labels, Language, Message } from '../../model/labels.ts';
import type { ActionState, PublicFindings, PublicPain } from '../../model/public.ts';
import { visible } from '../../model/visible.ts';
import { count, percent, signed } from '../figures.ts';

/** A pain point as every format writes it: what was said on the left, what was done on the right. */
export interface PublicEntry {
  readonly label: string;
  /** Null where the number is too small to be told. */
  readonly voices: number | null;
  readonly volume: string;
  readonly quotes: readonly string[];
  /** Null where nobody has written down an action. */
  readonly did: string | null;
  readonly state: ActionState | null;
  /** State and since when. */
  readonly when: string | null;
  readonly effect: string | null;
}

/** The two sides of the page, and what stands where there is no action. */
export const SIDES: Readonly<Record<'said' | 'done' | 'none', Message>> = {
  said: { zh: '您说的', en: 'You said' },
  done: { zh: '我们做的', en: 'We did' },
  none: {
    zh: '这一条我们还没有可以公布的行动。',
    en: 'There is nothing to announce on this yet.',
  },
};

/** The title of the page. */
export function publicTitle({ title }: PublicFindings, language: Language): string {
  if (title !== null) return visible(title);
  return language === 'zh' ? '您说的，我们做的' : 'You said, we did';
}

/** What the page rests on, and how its numbers are to be read: a sentence a list entry. */
export function publicNotes(findings: PublicFindings, language: Language): string[] {
  const { voices, firstDay, lastDay, least } = findings;
  const zh = language === 'zh';
  const period =
    firstDay === null || lastDay === null
      ? ''
      : zh
        ? `${firstDay} 至 ${lastDay}，`
        : ` from ${firstDay} to ${lastDay}`;
  const heard = smaller(voices, least, language);
  return [
    zh ? `${period}我们读了 ${heard}客户声音。` : `We read ${heard} from customers${period}.`,
    zh
      ? `少于 ${least} 条的数字不公布；原话去掉了个人信息。`
      : `Numbers below ${least} are not published; personal data is taken out of quotes.`,
    ...(findings.pains.some(({ effect }) => effect !== null)
      ? [
          zh
            ? '前后对比取行动开始后的全部日子与之前同样长的一段；占比的变化可能另有原因。'
            : 'Before and after: all days since the action against as many before it. A change may have other causes.',
        ]
      : []),
  ];
}

/** What stands where no quote is left that could not tell who said it. */
export const WITHHELD: Message = {
  zh: '（原话都可能认得出是谁说的，不公布）',
  en: '(not quoted: every wording could tell who said it)',
};

/** The entries of the page, in order. */
export function publicEntries(findings: PublicFindings, language: Language): PublicEntry[] {
  return findings.pains.map((pain) => ({
    label: visible(pain.label),
    voices: pain.voices < findings.least ? null : pain.voices,
    volume: smaller(pain.voices, findings.least, language),
    quotes: pain.quotes.map(visible),
    did: pain.action === null ? null : visible(pain.action.did),
    state: pain.action === null ? null : stateOf(pain, findings),
    when: whenText(pain, findings, language),
    effect: effectText(pain, findings, language),
  }));
}

function smaller(voices: number, least: number, language: Language): string {
  const zh = language === 'zh';
  if (voices < least) return zh ? `不足 ${least} 条` : `fewer than ${least} voices`;
  return zh ? `${count(voices)} 条` : `${count(voices)} voices`;
}

const STATES: Labels<ActionState> = {
  planned: { zh: '计划中', en: 'planned' },
  doing: { zh: '正在做', en: 'under way' },
  done: { zh: '已做', en: 'done' },
};

/** As written down; else an action whose day lies after the data is planned, any other one done. */
function stateOf({ action }: PublicPain, { lastDay }: PublicFindings): ActionState {
  if (action?.state !== undefined) return action.state;
  return action?.since !== undefined && lastDay !== null && action.since > lastDay
    ? 'planned'
    : 'done';
}

function whenText(pain: PublicPain, findings: PublicFindings, language: Language): string | null {
  if (pain.action === null) return null;
  const state = STATES[stateOf(pain, findings)][language];
  const { since } = pain.action;
  if (since === undefined) return state;
  return language === 'zh' ? `${state}，自 ${since} 起` : `${state}, since ${since}`;
}

/** Whether it became rarer; of small numbers only which way, so that nobody can work them out. */
function effectText(
  { action, effect }: PublicPain,
  findings: PublicFindings,
  language: Language,
): string | null {
  if (action?.since === undefined || stateOf({ action } as PublicPain, findings) === 'planned') {
    return null;
  }
  const zh = language === 'zh';
  if (effect === null) return zh ? '声音还太少，看不出变化。' : 'Too few voices yet to tell.';
  const { before, after, difference, change } = effect;
  const moved = MOVED[change === 'better' || change === 'worse' ? change : 'same'][language];
  const { least } = findings;
  const hidden = (share: Share): boolean => share.count < least;
  const told = (share: Share): string => {
    if (!hidden(share)) return percent(share.value);
    return `${zh ? '低于 ' : 'below '}${percent(least / share.n)}`;
  };
  const shares = zh
    ? `说到它的声音占比：之前 ${told(before)}，之后 ${told(after)}`
    : `Share of voices that speak of it: ${told(before)} before, ${told(after)} after`;
  if (hidden(before) || hidden(after)) return zh ? `${shares}，${moved}。` : `${shares}; ${moved}.`;
  const points = (value: number): string => signed(100 * value, 1);
  const range = `${points(difference.low)} – ${points(difference.high)}`;
  return zh
    ? `${shares}，${moved}（相差 ${points(difference.value)} 个百分点，95% 区间 ${range}）。`
    : `${shares}; ${moved} (${points(difference.value)} points, 95% interval ${range}).`;
}

const MOVED: Readonly<Record<'better' | 'worse' | 'same', Message>> = {
  better: { zh: '明显减少', en: 'clearly rarer' },
  worse: { zh: '反而增多', en: 'more frequent' },
  same: { zh: '还看不出明显变化', en: 'no clear change yet' },
};
