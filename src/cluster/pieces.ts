import type { Lexicon } from '../lexicon/lexicon.ts';
import { type Hit, scan } from '../lexicon/scan.ts';
import type { Token } from '../model/voice.ts';
import type { Segmenter } from '../segment/segmenter.ts';
import { type Role, roleOfWord } from './grammar.ts';
import { type Named, namedBy } from './objects.ts';

/** A word of a statement and what it does there. */
export interface Piece {
  /** The word; for an object the name that its synonyms share. */
  readonly text: string;
  readonly role: Role;
  /** Tag of the word list; `a` for a judgement and `n` for an object of the dictionaries, `x` for what none knows. */
  readonly tag: string;
  /** What an object is called and is; null for other words and for what is itself the fault (灰尘). */
  readonly named: Named | null;
}

/** The words of a folded statement in order: those of the dictionaries, and between them those of the word list. */
export function piecesOf(
  folded: string,
  lexicon: Lexicon,
  segmenter: Pick<Segmenter, 'tokens'>,
): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  const cutTo = (to: number): void => {
    const gap = folded.slice(from, to);
    for (const { start, end, tag } of segmenter.tokens(gap)) {
      const text = gap.slice(start, end);
      pieces.push({ text, tag, role: roleOfWord(text, tag, lexicon.problems), named: null });
    }
  };
  for (const { hit, role } of knownWords(folded, lexicon, segmenter.tokens(folded))) {
    cutTo(hit.start);
    pieces.push(pieceOf(hit, role, lexicon));
    from = hit.end;
  }
  cutTo(folded.length);
  return joinKnown(joinSingles(pieces), lexicon).map((piece) => asObject(piece, lexicon));
}

/** Things that only grouping knows (卡扣), and words that are never a thing (妈妈). */
function asObject(piece: Piece, lexicon: Lexicon): Piece {
  if (piece.role !== 'content' && piece.tag !== 'eng') return piece;
  const { classes, objects, words } = lexicon.problems;
  // Unknown words may have swallowed a word of grammar: 柱有.
  const isSwollen = piece.tag === 'x' && words.light.has(piece.text.slice(-1));
  const known = objects.get(isSwollen ? piece.text.slice(0, -1) : piece.text);
  if (known === undefined || (piece.tag === 'a' && classes.has(piece.text))) return piece;
  const { name, sort } = known;
  if (sort === null) return classes.has(piece.text) ? piece : { ...piece, role: 'empty' };
  return { ...piece, role: 'object', named: { name, sort } };
}

interface KnownWord {
  readonly hit: Hit;
  readonly role: Role;
}

function knownWords(folded: string, lexicon: Lexicon, tokens: readonly Token[]): KnownWord[] {
  const { behind } = lexicon.problems.words;
  const denials = tokens.filter(({ start, end }) => behind.has(folded.slice(start, end)));
  return scan(folded, lexicon).hits.flatMap((hit) => {
    const role = roleOfHit(hit, lexicon);
    const inDenial = denials.some(({ start, end }) => hit.start >= start && hit.end <= end);
    return role !== null && !inDenial && keepsToWords(hit, role, tokens) ? [{ hit, role }] : [];
  });
}

function roleOfHit({ term }: Hit, { problems }: Lexicon): Role | null {
  const plain = roleOfWord(term.text, 'x', problems);
  const isLight = plain === 'light';
  if (plain === 'negation' || plain === 'unable') return plain;
  // 异响, 质量问题 are names as well, but name a fault and not what has it.
  const isFault = term.evaluation !== null && term.evaluation.weight < 0;
  if (term.aspect !== null && !isFault) return isLight ? 'light' : 'object';
  const judges = term.evaluation !== null || term.quality !== null;
  if (judges) return isLight ? 'light' : 'content';
  if (term.modifier === null) return null;
  return term.modifier.role === 'negation' ? 'negation' : 'empty';
}

/**
 * Whether a hit keeps to the words of the statement: 不好 in 不|好吃 does not. A single character must be a
 * word of its own, or lead one as 很, 太, 不 and 车 in 车内 do.
 */
function keepsToWords(hit: Hit, role: Role, tokens: readonly Token[]): boolean {
  const first = tokens.find(({ end }) => end > hit.start);
  const last = tokens.find(({ end }) => end >= hit.end);
  if (first === undefined || last === undefined) return false;
  const whole = first.start === hit.start && last.end === hit.end;
  if (whole || (first === last && hit.end - hit.start > 1)) return true;
  const isPlace = role === 'object' && first.tag === 's';
  const leads = isPlace || role === 'negation' || hit.term.modifier?.role === 'degree';
  return leads && first.start === hit.start && hit.end - hit.start === 1;
}

function pieceOf({ term }: Hit, role: Role, lexicon: Lexicon): Piece {
  if (term.aspect !== null && role === 'object') {
    const named = namedBy(term.aspect, lexicon);
    const isFault = named === null && term.aspect.more === -1;
    const text = named?.name ?? term.aspect.object;
    return { text, tag: 'n', role: named === null && !isFault ? 'empty' : role, named };
  }
  const judges = role === 'content' || role === 'light';
  const text = judges ? bare(term.text, lexicon) : term.text;
  return { text, tag: 'a', role, named: null };
}

/** A judgement without what stands around it: 太一般 → 一般, 有异响 → 异响, 黑屏了 → 黑屏, 启动不了 → 无法启动. */
function bare(text: string, lexicon: Lexicon): string {
  if (text.length > 3 && text.endsWith('不了')) return `无法${text.slice(0, -2)}`;
  const ended =
    text.length > 2 && text.endsWith('了') && !text.endsWith('不了') ? text.slice(0, -1) : text;
  const opens = (size: number): boolean => {
    const start = ended.slice(0, size);
    const isDegree = lexicon.byText.get(start)?.modifier?.role === 'degree';
    return (
      ended.length > size &&
      (isDegree || (ended.length > size + 1 && lexicon.problems.words.light.has(start)))
    );
  };
  return ended.slice([3, 2, 1].find(opens) ?? 0);
}

/** Neighbouring single characters are one word that the list does not know: 异 响, b 柱. */
function joinSingles(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const before = joined.at(-1);
    if (before !== undefined && isSingle(before) && isSingle(piece)) {
      const text = before.text + piece.text;
      joined[joined.length - 1] = { text, tag: 'x', role: 'content', named: null };
    } else joined.push(piece);
  }
  return joined;
}

/** Most words that the name of a thing has. */
const LONGEST_NAME = 3;

/** Neighbouring words that together name a thing which the word list does not know: 夜宵 摊, 推理 馆. */
function joinKnown(pieces: readonly Piece[], { problems: { objects } }: Lexicon): Piece[] {
  const joined: Piece[] = [];
  for (let at = 0; at < pieces.length; ) {
    let size = LONGEST_NAME;
    let text = '';
    for (; size > 1; size--) {
      const words = pieces.slice(at, at + size);
      text = words.map((word) => word.text).join('');
      if (words.length === size && words.every(isPlain) && objects.has(text)) break;
    }
    const first = pieces[at] as Piece;
    joined.push(size > 1 ? { text, tag: 'n', role: 'content', named: null } : first);
    at += size;
  }
  return joined;
}

/** Whether a piece still has the words of the text. */
function isPlain({ named }: Piece): boolean {
  return named === null;
}

function isSingle({ text, role }: Piece): boolean {
  return role === 'content' && text.length === 1;
}
