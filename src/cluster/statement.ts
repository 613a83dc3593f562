import type { Lexicon } from '../lexicon/lexicon.ts';
import { type Hit, scan } from '../lexicon/scan.ts';
import type { Token } from '../model/voice.ts';
import type { Segmenter } from '../segment/segmenter.ts';

/** What a statement of an unknown kind is about and says of it, as far as its grammar shows; canonical where the dictionaries know better. */
export interface Statement {
  readonly object: string | null;
  /** What is wrong, with its negation: 生锈, 不亮, 没有配件, 拖欠工资. */
  readonly predicate: string | null;
}

/** Words of grammar, not of any field: they say that something is or happens, not what. */
const LIGHT = new Set(
  '有 是 在 出现 存在 发生 产生 进行 导致 造成 引起 使 使得 让 被 把 将 给 会 要 得 到 做 作 弄 搞 来 去 上 下 后 时 中 里 内 开始 成为 变 变得 属于 具有 说 称 觉得 感觉 发现 情况 现象 问题 多处 过程'.split(
    ' ',
  ),
);
/** Cannot: kept apart from will not, since a part that cannot start and a clerk who will not answer differ. */
const UNABLE = new Set('无法 不能 不能够 不可以 没法 没办法 难以 不了 不可'.split(' '));
const NEGATIONS = new Set(
  '不 没 没有 未 无 未能 不予 不给 不肯 不愿 拒绝 拒 拒不 从不 并未 并不 毫无 尚未 不会 非 不再'.split(
    ' ',
  ),
);
/** Of the tags of the word list, those that carry no content: particles, adverbs, numbers, pronouns … */
const EMPTY_TAGS = new Set([...'uyewpcrtmqdfkh']);

type Role = 'object' | 'content' | 'negation' | 'unable' | 'light' | 'empty';
interface Piece {
  readonly text: string;
  readonly role: Role;
  readonly tag: string;
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
  const pieces = joinSingles(piecesOf(folded, lexicon, segmenter));
  const at = pieces.findLastIndex(({ role }) => role === 'content');
  const last = pieces[at];
  if (last === undefined) return { object: lastObject(pieces, pieces.length), predicate: null };
  const before = pieces[at - 1];
  if (isNoun(last) && before?.role === 'content' && isVerb(before)) {
    const predicate = negated(pieces, at - 1, `${before.text}${last.text}`);
    return { object: objectBefore(pieces, at - 1), predicate };
  }
  return { object: objectBefore(pieces, at), predicate: negated(pieces, at, last.text) };
}

function piecesOf(folded: string, lexicon: Lexicon, segmenter: Pick<Segmenter, 'tokens'>): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  const cutTo = (to: number): void => {
    const gap = folded.slice(from, to);
    for (const { start, end, tag } of segmenter.tokens(gap)) {
      const text = gap.slice(start, end);
      pieces.push({ text, tag, role: roleOf(text, tag) });
    }
  };
  const tokens = segmenter.tokens(folded);
  for (const hit of scan(folded, lexicon).hits) {
    const role = roleOfHit(hit);
    if (role === null || !standsAlone(hit, role, tokens)) continue;
    cutTo(hit.start);
    pieces.push(pieceOf(hit, role, lexicon));
    from = hit.end;
  }
  cutTo(folded.length);
  return pieces;
}

function pieceOf({ term }: Hit, role: Role, lexicon: Lexicon): Piece {
  if (role === 'object') return { text: term.aspect?.object ?? term.text, tag: 'n', role };
  return { text: role === 'content' ? bare(term.text, lexicon) : term.text, tag: 'a', role };
}

/** A single character is a word of its own only where the word list says so, or as 很, 太, 不 before the rest of one. */
function standsAlone(hit: Hit, role: Role, tokens: readonly Token[]): boolean {
  if (hit.end - hit.start > 1) return true;
  const token = tokens.find(({ start }) => start === hit.start);
  if (token === undefined) return false;
  const leads = role === 'negation' || hit.term.modifier?.role === 'degree';
  return token.end === hit.end || leads;
}

/** A judgement without how much it is meant and without its particle: 太一般 → 一般, 黑屏了 → 黑屏. */
function bare(text: string, lexicon: Lexicon): string {
  const ended =
    text.length > 2 && text.endsWith('了') && !text.endsWith('不了') ? text.slice(0, -1) : text;
  const length = [3, 2, 1].find(
    (size) =>
      ended.length > size && lexicon.byText.get(ended.slice(0, size))?.modifier?.role === 'degree',
  );
  return length === undefined ? ended : ended.slice(length);
}

function roleOfHit({ term }: Hit): Role | null {
  if (NEGATIONS.has(term.text)) return 'negation';
  if (UNABLE.has(term.text)) return 'unable';
  if (term.aspect !== null) return 'object';
  if (term.evaluation !== null || term.quality !== null) return 'content';
  if (term.modifier === null) return null;
  return term.modifier.role === 'negation' ? 'negation' : 'empty';
}

function roleOf(text: string, tag: string): Role {
  if (UNABLE.has(text)) return 'unable';
  if (NEGATIONS.has(text)) return 'negation';
  if (LIGHT.has(text)) return 'light';
  if (!/[\p{L}\p{N}]/u.test(text) || EMPTY_TAGS.has(tag.charAt(0))) return 'empty';
  return 'content';
}

/** Neighbouring single characters are one word that the list does not know: 异 响, b 柱. */
function joinSingles(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const before = joined.at(-1);
    if (before !== undefined && isSingle(before) && isSingle(piece)) {
      joined[joined.length - 1] = { text: before.text + piece.text, tag: 'x', role: 'content' };
    } else joined.push(piece);
  }
  return joined;
}

function isSingle({ text, role }: Piece): boolean {
  return role === 'content' && text.length === 1;
}

function isVerb({ tag }: Piece): boolean {
  return tag.startsWith('v') && tag !== 'vn';
}

function isNoun({ tag, role }: Piece): boolean {
  return role === 'object' || tag.startsWith('n') || tag === 'eng' || tag === 'x' || tag === 'vn';
}

function objectBefore(pieces: readonly Piece[], at: number): string | null {
  const known = lastObject(pieces, at) ?? lastObject(pieces, pieces.length);
  if (known !== null) return known;
  const noun = pieces.slice(0, at).findLast((piece) => piece.role === 'content' && isNoun(piece));
  return noun?.text ?? null;
}

function lastObject(pieces: readonly Piece[], before: number): string | null {
  return pieces.slice(0, before).findLast(({ role }) => role === 'object')?.text ?? null;
}

function negated(pieces: readonly Piece[], at: number, word: string): string | null {
  const back = pieces.slice(0, at).reverse();
  const other = back.findIndex(({ role }) => role === 'content' || role === 'object');
  const near = other < 0 ? back : back.slice(0, other);
  if (near.some(({ role }) => role === 'unable')) return `无法${word}`;
  if (!near.some(({ role }) => role === 'negation')) return word;
  const last = pieces[at];
  return last !== undefined && isNoun(last) && last.tag !== 'vn' ? `没有${word}` : `不${word}`;
}
