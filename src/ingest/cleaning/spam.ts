import { createLongestFinder } from '../../lexicon/first-units.ts';
import type { FlagLexicon, SpamCue } from '../../lexicon/flags.ts';

/** Sum of weights from which on a text is an advertisement; long ones need more, since by chance they contain more. */
const THRESHOLD = 3;
const LETTERS_A_WEIGHT = 80;
/** An advertisement that was copied into a long text: so much within so few letters of it. */
const DENSE = 4.5;
const DENSE_LETTERS = 60;
/** Weight from which on a cue asks the reader to do something. Offers alone, as in 用券买的, are no advertisement. */
const SOLICITS = 2;
/** What a way to reach the writer adds: an address, a mark of a masked number, a code to copy. */
const CONTACT = 1;
/** Most that the learned score of a text's letters adds: enough without any cue, not enough where two speak against it. */
const MOST_LEARNED = 4.5;
/** What a text adds whose characters are set apart with marks, so that no filter may read them: 优.惠.券. */
const HIDDEN = 2;
const SET_APART = /(?:[\u4e00-\u9fff]\s?[.\-_~*·^]\s?){5}/;
/** Who offers something ends with where to ask for it: 看房[手机]. Who complains asks to be called (请回电, 我的电话). */
const INVITING =
  /(?:咨询|报价|预约|订购|看房|看货|热线|老师|医生|律师|顾问|客服|报名|登记|详情|拨打|请拨|联系|加)(?:电话|微信|qq|加)?[：: ]?\[(?:手机|微信|QQ|座机|邮箱)\][。！!]?\s*$/i;
const CONTACTS =
  /https?:\/\/|www\.|\.(?:com|cn|top|xyz|vip)(?![a-z])|\[(?:手机|微信|QQ|座机|邮箱)\]|[￥$€₤][a-z0-9]{8,}[￥$€₤]/i;

/**
 * Tells whether a text advertises: cues of solicitation and of offers against cues of somebody who has bought or who
 * complains, each counted once by its weight, and a way to reach the writer. A contact alone is no advertisement: who
 * complains leaves a number too.
 * @param learned how much the runs of a text's letters speak for an advertisement, in the weights of cues: one more cue
 * @returns a function of the text as received, and of its letters and digits as `plain`, folded
 */
export function createSpamFinder(
  { cues }: FlagLexicon,
  learned: (letters: string) => number,
): (text: string, plain: string) => boolean {
  const cueAt = createLongestFinder(cues, ({ word }) => word);
  return (text, plain) => {
    const found = cuesIn(plain, cueAt);
    const invited = found.some(({ cue }) => cue.weight < 0) || !INVITING.test(text) ? 0 : SOLICITS;
    const cued = found.reduce((total, { cue }) => total + cue.weight, invited);
    const wanted = THRESHOLD + Math.max(0, plain.length / LETTERS_A_WEIGHT - 1);
    // Scoring takes time: a text that too much speaks against need not be scored.
    const worded = cued + MOST_LEARNED < wanted ? 0 : bounded(learned(plain));
    const asked = Math.max(invited, worded, ...found.map(({ cue }) => cue.weight));
    if (asked < SOLICITS) return false;
    const hidden = SET_APART.test(text) ? HIDDEN : 0;
    if (cued + worded + hidden + (CONTACTS.test(text) ? CONTACT : 0) >= wanted) return true;
    return plain.length > LETTERS_A_WEIGHT && densest(found) + hidden >= DENSE;
  };
}

/** The weight of what is learned: most texts are no advertisement and say nothing of it, which is no evidence against one. */
function bounded(weight: number): number {
  return Math.max(0, Math.min(MOST_LEARNED, weight));
}

/** The highest sum of weights within a few letters. */
function densest(found: readonly FoundCue[]): number {
  let [from, sum, most] = [0, 0, 0];
  for (const { at, cue } of found) {
    sum += cue.weight;
    for (; at - (found[from]?.at ?? at) > DENSE_LETTERS; from++)
      sum -= found[from]?.cue.weight ?? 0;
    most = Math.max(most, sum);
  }
  return most;
}

interface FoundCue {
  readonly at: number;
  readonly cue: SpamCue;
}

/** The cues of a text, each once; the longest at a place hides what is inside it. */
function cuesIn(
  text: string,
  cueAt: (text: string, at: number) => SpamCue | undefined,
): readonly FoundCue[] {
  const found: FoundCue[] = [];
  const known = new Set<SpamCue>();
  const { length } = text;
  for (let at = 0; at < length; at++) {
    const cue = cueAt(text, at);
    if (cue === undefined) continue;
    if (!known.has(cue)) found.push({ at, cue });
    known.add(cue);
    at += cue.word.length - 1;
  }
  return found;
}
