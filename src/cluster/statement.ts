import type { Lexicon } from '../lexicon/lexicon.ts';
import type { WordRole } from '../lexicon/problems.ts';
import type { Segmenter } from '../segment/segmenter.ts';
import type { Named } from './objects.ts';
import { type Piece, piecesOf } from './pieces.ts';

/** What a statement is about and says of it, as far as the dictionaries' names and its grammar show. */
export interface Statement {
  /** The things that it names, those before the predicate first, each part in the order of the text. */
  readonly objects: readonly Named[];
  /** The last of them before the predicate, of which it is said: 采光 in 房间采光差. */
  readonly attribute: Named | null;
  /** What is wrong, with its negation: 生锈, 不亮, 无法启动, 没有. */
  readonly predicate: string | null;
  /** What is done in a way that is itself the problem: 分房 in 违规分房. */
  readonly done: string | null;
}

/**
 * Reads objects and predicate off a folded statement: the last words that carry content say what is wrong, the
 * names before them what it is wrong with, as Chinese puts them.
 */
export function readStatement(
  folded: string,
  lexicon: Lexicon,
  segmenter: Pick<Segmenter, 'tokens'>,
): Statement {
  const pieces = piecesOf(folded, lexicon, segmenter);
  return { ...statedBy(pieces, lexicon), done: doneIn(pieces, lexicon) };
}

function statedBy(pieces: readonly Piece[], lexicon: Lexicon): Omit<Statement, 'done'> {
  const is = (piece: Piece | undefined, role: WordRole): boolean =>
    piece !== undefined && lexicon.problems.words[role].has(piece.text);
  const last = pieces.findLastIndex(({ role }) => role === 'content');
  const lacked = lackedIn(pieces, is);
  if (lacked !== null) return { objects: [lacked], attribute: lacked, predicate: LACKING };
  if (last < 0) return withoutContent(pieces);
  // 烧机油, 拖欠工资: a verb and the noun behind it are one predicate.
  const at = isNoun(pieces[last]) && isVerb(pieces[last - 1]) ? last - 1 : last;
  const before = subject(pieces.slice(0, at));
  return {
    objects: [...before, ...namedIn(pieces.slice(at + 1))],
    attribute: before.at(-1) ?? null,
    predicate: predicateOf(pieces, at, last, is),
  };
}

/** 分房 in 违规分房, 经营 in 非法进行经营: the verb behind a problem that says too little by itself. */
function doneIn(pieces: readonly Piece[], { problems: { classes } }: Lexicon): string | null {
  const told = pieces.filter(({ role }) => role !== 'light' && role !== 'empty');
  const manner = told.findLastIndex(({ text }) => classes.get(text)?.kind === 'bound');
  const next = manner < 0 ? undefined : told[manner + 1];
  if (next === undefined || !isDeed(next)) return null;
  return classes.has(next.text) ? null : next.text;
}

/** Verbs, also as the word list takes them for nouns, and short words that it does not know. */
function isDeed({ role, tag, text }: Piece): boolean {
  return role === 'content' && /^[vx]/u.test(tag) && text.length > 1 && text.length < 5;
}

/** What the lack of a thing is called, whatever word says it. */
const LACKING = '没有';
/** Verbs between what lacks and the word that says so: 没有带耳机, 没送充电器. */
const PROVIDING: ReadonlySet<string> = new Set([
  '带',
  '送',
  '配',
  '给',
  '附带',
  '附赠',
  '赠送',
  '配备',
]);

type Is = (piece: Piece | undefined, role: WordRole) => boolean;

/** 耳机 in 唯一的遗憾就是没有耳机: the thing that a statement ends with and says is not there; null where it says no such thing. */
function lackedIn(pieces: readonly Piece[], is: Is): Named | null {
  const at = pieces.findLastIndex(({ role }) => role === 'object' || role === 'content');
  const before = pieces[at - 1];
  const denial = before !== undefined && PROVIDING.has(before.text) ? pieces[at - 2] : before;
  return is(denial, 'absent') ? (pieces[at]?.named ?? null) : null;
}

/** 没有规划 lacks the object itself, 无法加速 what it does; 房间不大 says it with words of grammar alone. */
function withoutContent(pieces: readonly Piece[]): Omit<Statement, 'done'> {
  const at = pieces.findLastIndex(({ role }) => role === 'object');
  const object = pieces[at];
  const before = pieces[at - 1];
  const earlier = { objects: namedIn(pieces.slice(0, Math.max(at, 0))), attribute: null };
  if (object !== undefined && before?.role === 'unable') {
    return { ...earlier, predicate: `无法${object.text}` };
  }
  // 楼道灰尘: what is named is itself the fault.
  if (object !== undefined && object.named === null) return { ...earlier, predicate: object.text };
  const named = object?.named ?? null;
  const stated = { objects: namedIn(pieces), attribute: named };
  const rest = pieces.slice(at + 1).filter(({ tag }) => tag !== 'x');
  const denial = rest.findIndex(({ role }) => role === 'negation' || role === 'unable');
  const words = denial < 0 ? [] : rest.slice(denial);
  const denied = words.map(({ text }) => text).join('');
  if (denied.length > 1) return { ...stated, predicate: denied };
  const judged = pieces.findLast(({ role, tag }) => role === 'light' && tag === 'a');
  return { ...stated, predicate: judged?.text ?? null };
}

/** Behind these stands what something is compared with, and not what is bad: 人脸识别|不如|指纹. */
const COMPARING: ReadonlySet<string> = new Set(['不如', '不及', '比不上', '赶不上']);

/** What is named before the predicate, without what it is compared with. */
function subject(before: readonly Piece[]): Named[] {
  const standard = before.findIndex(({ text }) => COMPARING.has(text));
  const own = standard < 0 ? [] : namedIn(before.slice(0, standard));
  return own.length > 0 ? own : namedIn(before);
}

function namedIn(pieces: readonly Piece[]): Named[] {
  return pieces.flatMap(({ role, named }) => (role === 'object' && named ? [named] : []));
}

function predicateOf(pieces: readonly Piece[], at: number, last: number, is: Is): string {
  const words = pieces
    .slice(at, last + 1)
    .map(({ text }) => text)
    .join('');
  const behind = pieces[last + 1];
  if (behind?.text === '不了') return `无法${words}`;
  if (is(behind, 'behind')) return words + (behind?.text ?? '');
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
