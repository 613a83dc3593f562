import type { FlagLexicon, NoticeRole } from '../../lexicon/flags.ts';
import type { CharacterMap } from '../../text/fold.ts';
import { type Letters, lettersOf } from '../../text/letters.ts';

/** Longer texts are no notice of a platform. */
const LONGEST = 120;

const CLAUSE = /[^\s,.!?;:，。！？；：、…~～（）()【】]+/gu;

/** Whether every clause is a notice of a platform that nobody wrote anything, or praise that says no more. */
export function isDefault(
  text: string,
  { words }: Letters,
  lexicon: FlagLexicon,
  traditional: CharacterMap,
): boolean {
  if (text.length > LONGEST || !lexicon.firsts.has(words.charCodeAt(0))) return false;
  if (isDefaultClause(words, lexicon)) return true;
  let clauses = 0;
  // Nearly all texts are told by their first clause: the others need not be looked at.
  for (const [clause] of text.matchAll(CLAUSE)) {
    const own = lettersOf(clause, traditional).words;
    if (own === '') continue;
    if (!isDefaultClause(own, lexicon)) return false;
    clauses += 1;
  }
  return clauses > 1;
}

function isDefaultClause(clause: string, lexicon: FlagLexicon): boolean {
  return lexicon.defaults.has(clause) || isNotice(clause, lexicon);
}

/**
 * A clause that is nothing but pieces of notices, and says that something was not written (没有 before 填写), or was filled in
 * by itself (系统 or 好评 with 默认), or is praise over and over. 没有好评 is neither: that is what a customer says.
 */
function isNotice(clause: string, lexicon: FlagLexicon): boolean {
  const roles = rolesIn(clause, lexicon);
  if (roles === null) return false;
  if (roles.some((role, at) => role === 'not' && roles[at + 1] === 'act')) return true;
  if (roles.every((role) => role === 'praise')) return true;
  return roles.includes('auto') && roles.some((role) => role !== 'auto' && role !== 'filler');
}

/** The roles of the pieces that a clause consists of, the longest piece first; null where it holds anything else. */
function rolesIn(clause: string, lexicon: FlagLexicon): readonly (NoticeRole | 'praise')[] | null {
  const roles: (NoticeRole | 'praise')[] = [];
  for (let at = 0; at < clause.length; ) {
    const piece = pieceAt(clause, at, lexicon);
    if (piece === '') return null;
    roles.push(lexicon.notices.get(piece) ?? 'praise');
    at += piece.length;
  }
  return roles;
}

/** The longest piece of a notice, or praise of `defaults`, at a place; empty for none. */
function pieceAt(clause: string, at: number, lexicon: FlagLexicon): string {
  for (let length = lexicon.longestNotice; length > 0; length--) {
    const piece = clause.slice(at, at + length);
    if (lexicon.notices.has(piece) || lexicon.defaults.has(piece)) return piece;
  }
  return '';
}
