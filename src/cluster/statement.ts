import type { Lexicon } from '../lexicon/lexicon.ts';
import type { Segmenter } from '../segment/segmenter.ts';
import { deniesBefore, saysAbsent } from './grammar.ts';
import { type Piece, piecesOf } from './pieces.ts';

/** What a statement is about and says of it, as far as the dictionaries' names and its grammar show. */
export interface Statement {
  /** The dictionaries' name for what is judged. */
  readonly object: string | null;
  /** The last of them before the predicate, of which it is said: 态度 in 客服态度差. */
  readonly attribute: string | null;
  /** The noun before the predicate, for things that no dictionary names. */
  readonly noun: string | null;
  /** What is wrong, with its negation: 生锈, 不亮, 无法启动, 没有. */
  readonly predicate: string | null;
}

/**
 * Reads object and predicate off a folded statement: the last words that carry content say what is wrong,
 * the name before them what it is wrong with, as Chinese puts them.
 */
export function readStatement(
  folded: string,
  lexicon: Lexicon,
  segmenter: Pick<Segmenter, 'tokens'>,
): Statement {
  const pieces = piecesOf(folded, lexicon, segmenter);
  const last = pieces.findLastIndex(({ role }) => role === 'content');
  if (last < 0) return withoutContent(pieces);
  // 烧机油, 拖欠工资: a verb and the noun behind it are one predicate.
  const at = isNoun(pieces[last]) && isVerb(pieces[last - 1]) ? last - 1 : last;
  const before = pieces.slice(0, at);
  const object = firstObject(before) ?? firstObject(pieces.slice(at + 1));
  const noun = before.findLast((piece) => piece.role === 'content' && isNoun(piece))?.text ?? null;
  return {
    object,
    attribute: before.findLast(({ role }) => role === 'object')?.text ?? null,
    noun,
    predicate: predicateOf(pieces, at, last),
  };
}

/** 没有规划 lacks the object itself, 无法加速 what it does; 房间不大 says it with words of grammar alone. */
function withoutContent(pieces: readonly Piece[]): Statement {
  const at = pieces.findLastIndex(({ role }) => role === 'object');
  const attribute = pieces[at]?.text ?? null;
  const before = pieces[at - 1];
  if (attribute !== null && before?.role === 'unable') {
    const object = firstObject(pieces.slice(0, at));
    return { object, attribute: null, noun: null, predicate: `无法${attribute}` };
  }
  if (pieces[at]?.fault) {
    return {
      object: firstObject(pieces.slice(0, at)),
      attribute: null,
      noun: null,
      predicate: attribute,
    };
  }
  const stated = { object: attribute, attribute, noun: null };
  if (saysAbsent(before?.text ?? '')) return { ...stated, predicate: '没有' };
  const rest = pieces.slice(at + 1).filter(({ tag }) => tag !== 'x');
  const denial = rest.findIndex(({ role }) => role === 'negation' || role === 'unable');
  const words = denial < 0 ? [] : rest.slice(denial);
  const denied = words.map(({ text }) => text).join('');
  if (denied.length > 1) return { ...stated, predicate: denied };
  const judged = pieces.findLast(({ role, tag }) => role === 'light' && tag === 'a');
  return { ...stated, predicate: judged?.text ?? null };
}

/**
 * The first name, since a thing is named from the whole to the part and the part is often named by its fault
 * (发动机高压泵异响); what is the whole of a purchase (手机, 酒店) only where nothing else is named.
 */
function firstObject(pieces: readonly Piece[]): string | null {
  const objects = pieces.filter(({ role }) => role === 'object');
  return (objects.find(({ whole }) => !whole) ?? objects[0])?.text ?? null;
}

function predicateOf(pieces: readonly Piece[], at: number, last: number): string {
  const words = pieces
    .slice(at, last + 1)
    .map(({ text }) => text)
    .join('');
  const behind = pieces[last + 1]?.text ?? '';
  if (behind === '不了') return `无法${words}`;
  if (deniesBefore(behind)) return words + behind;
  const from = pieces.slice(0, at).findLastIndex(namesSomething) + 1;
  // A negation further back denies something else: 不超过两天就要充电.
  const near = pieces.slice(Math.max(from, at - 2), at);
  if (near.some(({ role }) => role === 'unable')) return `无法${words}`;
  if (!near.some(({ role }) => role === 'negation')) return words;
  const isThing = isNoun(pieces[at]) && pieces[at]?.tag !== 'vn';
  return isThing ? `没有${words}` : `不${words}`;
}

function namesSomething({ role }: Piece): boolean {
  return role === 'content' || role === 'object';
}

function isVerb(piece: Piece | undefined): boolean {
  return piece?.role === 'content' && piece.tag.startsWith('v') && piece.tag !== 'vn';
}

function isNoun(piece: Piece | undefined): boolean {
  return piece !== undefined && (piece.role === 'object' || /^(?:n|eng|x|vn)/u.test(piece.tag));
}
