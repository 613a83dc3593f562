import type { Span } from '../model/voice.ts';
import { isAsking } from './questions.ts';
import type { Reading } from './reading.ts';

/** Shorter stretches tell no fact. */
const SHORTEST = 6;
/** What nearly every fact has that is bad by what it lacks, or by how it differs from what was to be. */
const AMISS = /[没未无才还又却只竟连]|(?<!差)不/u;
/** How much there is of something: 跑了四趟, 一周坏两次. */
const AMOUNT = /[两三四五六七八九十几半\d]|一(?![点下些样直般定起切共])/u;
/** Amounts that only tell who speaks, what is called by a number, and when somebody bought or booked what. */
const SETTING =
  /岁|年级|年生|[买订办](?:[了的]|购)|购[买入]|入住|下单|报名|开户|投保|签约|我是|住[在了]|来自|尾号|满|减|折|优惠|全场|提醒我|差不多|[年月日号点份]$|(?:星期|周|礼拜)[一二三四五六日天末]/u;

/** Whether what is said, and no entry judges, may be a fact that is bad as it stands: 一周坏两次, 到店说没有我的单. */
export function tellsFact(said: string): boolean {
  if (said.length < SHORTEST) return false;
  return AMISS.test(said) || (AMOUNT.test(said) && !SETTING.test(said));
}

/** Whether a stretch tells such a fact, in a voice that asks for none. */
export function isFactIn(reading: Reading, { start, end }: Span): boolean {
  return tellsFact(reading.folded.slice(start, end)) && !isAsking(reading);
}
