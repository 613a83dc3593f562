import { type HeaderLexicon, plainName, plainWords } from '../lexicon/headers.ts';
import type { Speaker } from '../model/voice.ts';
import { isHan } from '../text/characters.ts';

/** What somebody said, under the label as written. */
export interface Said {
  readonly label: string;
  readonly text: string;
}

/** Who the labels of a conversation or of a column are, by `plainName`. */
export type Sides = ReadonlyMap<string, Speaker>;

/** What comes behind a kind of speaker in the name of a thing: 物业费 says nothing. */
const NAME_OF_THING = /^(?:费|群|态度|电话)/;

/** The speaker that a label names; null where the lexicon does not know it. */
export function speakerOf(value: string, lexicon: HeaderLexicon): Speaker | null {
  const plain = plainName(value);
  const known = lexicon.speakers.get(plain);
  if (known !== undefined) return known;
  // 客服小王, 买家(张**): the kind of speaker stands before a name or number.
  for (let length = Math.min(plain.length - 1, 6); length >= 2; length--) {
    const start = lexicon.speakers.get(plain.slice(0, length));
    const wholeWord = !/^[a-z]{2}/.test(plain.slice(length - 1));
    if (start !== undefined && wholeWord && !NAME_OF_THING.test(plain.slice(length))) return start;
  }
  return shopSpeaker(value, lexicon) ?? latinSpeaker(value, lexicon);
}

/** 某某旗舰店:小丽, 某某旗舰店-小丽: a shop, and who speaks for it. */
function shopSpeaker(value: string, { speakers }: HeaderLexicon): Speaker | null {
  const [shop = ''] = value.split(/[:：\-_]/);
  const kind = speakers.get(/.{2}店$/.exec(plainName(shop))?.[0] ?? '');
  return kind ?? null;
}

/** Supervisor Bob, Jane (customer), Customer Service: the last word that names a kind of speaker counts. */
function latinSpeaker(value: string, lexicon: HeaderLexicon): Speaker | null {
  if (!/^[a-z]/i.test(value) || !/[ _(]/.test(value)) return null;
  const words = value.toLowerCase().split(/[^a-z]+/);
  const known = words.findLast((word) => word.length > 2 && lexicon.speakers.has(word));
  return known === undefined ? null : (lexicon.speakers.get(known) ?? null);
}

/**
 * Who is who among those who spoke: by the lexicon; the others are the other side of those that it knows, or told by a known
 * pair of labels, or by who speaks the words of service. Null where two or more spoke and nothing tells which is the customer.
 */
export function sidesOf(said: readonly Said[], lexicon: HeaderLexicon): Sides | null {
  const sides = new Map<string, Speaker>();
  const strangers = new Map<string, string[]>();
  for (const { label, text } of said) {
    const name = plainName(label);
    const known = speakerOf(label, lexicon) ?? lexicon.marks.get(name) ?? kindWithin(name, lexicon);
    if (known !== null) sides.set(name, known);
    else strangers.set(name, [...(strangers.get(name) ?? []), text]);
  }
  const names = [...strangers.keys()];
  const parties = new Set(sides.values());
  if (parties.has('customer')) return withSides(sides, names, () => 'agent');
  const pair = pairIn(names, lexicon);
  if (pair !== null && !parties.has('agent')) {
    return withSides(sides, names, (name) => (name === pair.agent ? 'agent' : 'customer'));
  }
  const agents = agentsAmong(strangers, lexicon);
  const someLeft = agents.size < names.length;
  if (parties.has('agent') || names.length <= 1) {
    const isAgent = (name: string): boolean => someLeft && agents.has(name);
    return withSides(sides, names, (name) => (isAgent(name) ? 'agent' : 'customer'));
  }
  if (agents.size === 0 || !someLeft) return null;
  return withSides(sides, names, (name) => (agents.has(name) ? 'agent' : 'customer'));
}

/** Whether a label is nobody's that the lexicon knows, and no code: a nickname, mostly. */
export function isStranger(label: string, lexicon: HeaderLexicon): boolean {
  const name = plainName(label);
  const inPair = lexicon.pairs.some(({ customer, agent }) => name === customer || name === agent);
  if (inPair || lexicon.marks.has(name) || /^(?:\d+|[a-z]\d?)$/.test(name)) return false;
  return speakerOf(label, lexicon) === null && kindWithin(name, lexicon) === null;
}

/** The one kind of speaker whose word a name holds: 幸福里物业管家小李; null for none or several. */
function kindWithin(name: string, { speakers }: HeaderLexicon): Speaker | null {
  const kinds = new Set<Speaker>();
  for (const [word, kind] of speakers) {
    if (word.length >= 2 && isHan(word.charCodeAt(0)) && name.includes(word)) kinds.add(kind);
  }
  const [kind = null] = kinds;
  return kinds.size === 1 ? kind : null;
}

/** The sides of a conversation in which nothing tells them, by those of others under the same codes; null without any. */
export function learnedSides(said: readonly Said[], learned: Sides | null): Sides | null {
  const names = [...new Set(said.map(({ label }) => plainName(label)))];
  const known = new Map(
    names.flatMap((name) => {
      const side = learned?.get(name);
      return side === undefined ? [] : [[name, side] as const];
    }),
  );
  if (known.size === 0) return null;
  const rest = [...known.values()].includes('customer') ? 'agent' : 'customer';
  return withSides(
    known,
    names.filter((name) => !known.has(name)),
    () => rest,
  );
}

function withSides(
  known: Map<string, Speaker>,
  names: readonly string[],
  sideOf: (name: string) => Speaker,
): Sides {
  return new Map([...known, ...names.map((name) => [name, sideOf(name)] as const)]);
}

/** The pair that labels are, where they are just its two. */
export function pairIn(
  names: readonly string[],
  { pairs }: HeaderLexicon,
): HeaderLexicon['pairs'][number] | null {
  if (names.length !== 2) return null;
  return (
    pairs.find(({ customer, agent }) => names.includes(customer) && names.includes(agent)) ?? null
  );
}

/** What a turn with words of service counts, in hints; and how many of them one must have to be an agent. */
const SAYS = 3;

/** Those who speak words of service: enough of them, and in a turn not much less of them than whoever has most. */
function agentsAmong(
  strangers: ReadonlyMap<string, readonly string[]>,
  lexicon: HeaderLexicon,
): ReadonlySet<string> {
  const scores = [...strangers].map(([name, texts]) => {
    const score = texts.reduce((sum, text) => sum + serviceIn(text, lexicon), 0);
    return { name, score, rate: score / texts.length };
  });
  const top = Math.max(0, ...scores.map(({ rate }) => rate));
  const agents = scores.filter(({ score, rate }) => score >= SAYS && rate * 2 >= top);
  return new Set(agents.map(({ name }) => name));
}

/** How much the words of a turn are those of service, 0 to `SAYS`. */
function serviceIn(text: string, { service }: HeaderLexicon): number {
  const words = plainWords(text);
  if (service.says.some((phrase) => words.includes(phrase))) return SAYS;
  return Math.min(SAYS, service.hints.filter((phrase) => words.includes(phrase)).length);
}
