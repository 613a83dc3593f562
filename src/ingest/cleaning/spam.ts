import type { FlagLexicon, SpamCue } from '../../lexicon/flags.ts';

/** Sum of weights from which on a text is an advertisement; long ones need more, since by chance they contain more. */
const THRESHOLD = 3;
const LETTERS_A_WEIGHT = 80;
/** Weight from which on a cue asks the reader to do something. Offers alone, as in 用券买的, are no advertisement. */
const SOLICITS = 2;
/** What a way to reach the writer adds: an address, a mark of a masked number, a code to copy. */
const CONTACT = 1;
const CONTACTS =
  /https?:\/\/|www\.|\.(?:com|cn|top|xyz|vip)(?![a-z])|\[(?:手机|微信|QQ|座机|邮箱)\]|[￥$€₤][a-z0-9]{8,}[￥$€₤]/i;

/**
 * Tells whether a text advertises: cues of solicitation and of offers against cues of somebody who has bought or who
 * complains, each counted once by its weight, and a way to reach the writer. A contact alone is no advertisement: who
 * complains leaves a number too.
 * @returns a function of the text as received, and of its letters and digits as `plain`, folded
 */
export function createSpamFinder({ cues }: FlagLexicon): (text: string, plain: string) => boolean {
  const beginnings = new Uint8Array(65_536);
  for (const first of cues.keys()) beginnings[first] = 1;
  return (text, plain) => {
    const found = cuesIn(plain, cues, beginnings);
    if (!found.some(({ weight }) => weight >= SOLICITS)) return false;
    const sum = found.reduce((total, { weight }) => total + weight, 0);
    const wanted = THRESHOLD + Math.max(0, plain.length / LETTERS_A_WEIGHT - 1);
    return sum + (CONTACTS.test(text) ? CONTACT : 0) >= wanted;
  };
}

/** The cues of a text, each once; the longest at a place hides what is inside it. */
function cuesIn(
  text: string,
  cues: FlagLexicon['cues'],
  beginnings: Uint8Array,
): readonly SpamCue[] {
  const found: SpamCue[] = [];
  for (let at = 0; at < text.length; at++) {
    const first = text.charCodeAt(at);
    if (beginnings[first] === 0) continue;
    const cue = cues.get(first)?.find(({ word }) => text.startsWith(word, at));
    if (cue === undefined) continue;
    if (!found.includes(cue)) found.push(cue);
    at += cue.word.length - 1;
  }
  return found;
}
