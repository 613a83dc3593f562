import { type HeaderLexicon, meaningOf, plainName } from '../lexicon/headers.ts';
import type { ColumnRole } from '../model/source.ts';
import { takesTurns } from './column-sides.ts';
import {
  dateShare,
  hasWrittenScores,
  looksLikeIds,
  ratingShare,
  textWeight,
} from './column-values.ts';
import { isTurnList, readTurns, speakerShare } from './dialogue.ts';
import { sidesOf } from './sides.ts';
import { transcriptShare } from './transcript.ts';

/** A column of the sample. `raw` holds the values of objects before they became text. */
export interface NamedColumn {
  readonly name: string;
  readonly values: readonly string[];
  readonly raw: readonly unknown[];
}

export interface FoundRole {
  readonly role: ColumnRole;
  readonly found: 'name' | 'values' | 'given' | 'profile' | 'none';
}

const BY_NAME = [
  'conversation',
  'speaker',
  'title',
  'followup',
  'followupAt',
  'createdAt',
  'rating',
  'id',
  'customerId',
  'customerGroup',
  'channel',
  'product',
  'text',
] as const satisfies readonly ColumnRole[];

/**
 * Gives each column its role: what a person said, then what the names say (the better candidate where two
 * columns claim a role), then what the values look like.
 * @param headed whether the names come from the file; without them numbers may be ratings and codes ids
 */
export function assignRoles(
  columns: readonly NamedColumn[],
  lexicon: HeaderLexicon,
  headed: boolean,
  given: ReadonlyMap<number, ColumnRole>,
): readonly FoundRole[] {
  const roles: FoundRole[] = columns.map(() => ({ role: 'ignored', found: 'none' }));
  const taken = new Set<ColumnRole>(given.values());
  const give = (at: number, role: ColumnRole, found: FoundRole['found']): void => {
    if (at < 0) return;
    roles[at] = { role, found };
    taken.add(role);
  };
  for (const [at, role] of given) give(at, role, 'given');
  const free = (at: number): boolean => roles[at]?.found === 'none';
  if (!taken.has('turns') && !taken.has('text')) {
    give(turnsColumn(columns, lexicon, free), 'turns', 'values');
  }
  for (const role of BY_NAME) {
    if (taken.has(role) || isInDialogue(role, taken)) continue;
    const { at, found } = roleByName({ columns, roles, lexicon, headed, free }, role);
    give(at, role, found);
  }
  dropLoneSpeaker(columns, roles, taken, lexicon);
  const unknown = (at: number): boolean =>
    free(at) && meaningOf(columns[at]?.name ?? '', lexicon) === null;
  for (const { role, weight } of byValue(lexicon, headed)) {
    if (role === 'text' && taken.has('turns')) continue;
    if (!taken.has(role)) give(best(columns, unknown, weight), role, 'values');
  }
  // An export of titles alone: the title is what the customer said.
  const title = roles.findIndex(({ role, found }) => role === 'title' && found === 'name');
  if (!taken.has('text') && !taken.has('turns')) give(title, 'text', 'name');
  return roles;
}

const IN_TURNS: readonly ColumnRole[] = ['title', 'followup', 'followupAt'];

/** What a conversation has no use for: its words are in the turns, and such a column stays as it is. */
function isInDialogue(role: ColumnRole, taken: ReadonlySet<ColumnRole>): boolean {
  if (taken.has('turns')) return ['speaker', 'text', ...IN_TURNS].includes(role);
  return taken.has('speaker') && taken.has('conversation') && IN_TURNS.includes(role);
}

/** What is known while roles are given. */
interface Giving {
  readonly columns: readonly NamedColumn[];
  readonly roles: readonly FoundRole[];
  readonly lexicon: HeaderLexicon;
  readonly headed: boolean;
  readonly free: (at: number) => boolean;
}

/** Index of the column that a name gives a role to, -1 without one; a speaker may also be told by what is said. */
function roleByName(
  { columns, roles, lexicon, headed, free }: Giving,
  role: (typeof BY_NAME)[number],
): { readonly at: number; readonly found: FoundRole['found'] } {
  const talks = columns[roles.findIndex((one) => one.role === 'conversation')]?.values ?? [];
  const at = bestByName(columns, role, lexicon, headed, free, talks);
  if (at >= 0 || role !== 'speaker') return { at, found: 'name' };
  return { at: speakerByTurns(columns, talks, lexicon, free), found: 'values' };
}

function bestByName(
  columns: readonly NamedColumn[],
  role: (typeof BY_NAME)[number],
  lexicon: HeaderLexicon,
  headed: boolean,
  free: (at: number) => boolean,
  conversations: readonly string[],
): number {
  if (!headed) return -1;
  return best(columns, free, (column) => {
    const meaning = meaningOf(column.name, lexicon);
    // A column 聊天记录 without a single conversation in it holds texts.
    const named = meaning?.role === 'turns' ? 'text' : meaning?.role;
    if (meaning === null || named !== role) return 0;
    const fit = fitness(column, role, lexicon, conversations);
    return fit * (meaning.exact ? 3 : 1) * (meaning.source === null ? 1 : 1.2);
  });
}

/** How well the values of a column suit the role that its name claims; above 0 unless they rule it out. */
function fitness(
  column: NamedColumn,
  role: ColumnRole,
  lexicon: HeaderLexicon,
  conversations: readonly string[],
): number {
  const values = column.values.filter((value) => value.trim() !== '');
  if (values.length === 0) return 0.1;
  if (role === 'text')
    return 1 + values.reduce((sum, value) => sum + value.length, 0) / values.length;
  if (role === 'createdAt' || role === 'followupAt') return 0.2 + dateShare(values);
  if (role === 'rating') return ratingShare(column.name, values, lexicon) >= 0.5 ? 1 : 0;
  if (role === 'speaker') {
    if (speakerShare(values, lexicon) >= 0.3) return 1;
    return takesTurns(turnsIn(column, conversations)) ? 1 : 0;
  }
  return precedence(plainName(column.name), role);
}

function turnsIn(
  { values }: NamedColumn,
  conversations: readonly string[],
): { readonly conversation: string; readonly label: string }[] {
  return values.map((label, at) => ({ conversation: conversations[at] ?? '', label }));
}

/** Names of columns that may hold speakers though they do not say so: unknown ones, and those of customers (昵称). */
function maySpeak(name: string, lexicon: HeaderLexicon): boolean {
  const role = meaningOf(name, lexicon)?.role;
  return role === undefined || role === 'customerId';
}

/** A column whose values take turns in conversations and of which the words tell who is the customer and who is not. */
function speakerByTurns(
  columns: readonly NamedColumn[],
  conversations: readonly string[],
  lexicon: HeaderLexicon,
  free: (at: number) => boolean,
): number {
  if (conversations.length === 0) return -1;
  const text = best(
    columns,
    (at) => meaningOf(columns[at]?.name ?? '', lexicon)?.role === 'text',
    ({ values }) => 1 + textWeight(values),
  );
  const texts = columns[text]?.values ?? [];
  return best(
    columns,
    (at) => at !== text && free(at) && maySpeak(columns[at]?.name ?? '', lexicon),
    (column) => {
      const turns = turnsIn(column, conversations);
      if (!takesTurns(turns)) return 0;
      const said = turns.map((turn, at) => ({ ...turn, text: texts[at] ?? '' }));
      const sides = new Set(sidesOf(said, lexicon)?.values());
      return sides.has('customer') && sides.has('agent') ? 1 : 0;
    },
  );
}

/** Of columns with equal claims: an id of customers before a name of them, their group before one that may be of agents. */
function precedence(name: string, role: ColumnRole): number {
  if (role === 'customerId') return /(id|号|编号|标识|no)$/.test(name) ? 2 : 1;
  return role === 'customerGroup' && name === 'group' ? 0.5 : 1;
}

/** A speaker without a conversation is told by known words alone: a column `role` may be anything. */
function dropLoneSpeaker(
  columns: readonly NamedColumn[],
  roles: FoundRole[],
  taken: Set<ColumnRole>,
  lexicon: HeaderLexicon,
): void {
  const at = roles.findIndex(({ role, found }) => role === 'speaker' && found === 'name');
  if (at < 0 || taken.has('conversation')) return;
  if (speakerShare(columns[at]?.values ?? [], lexicon) >= 0.8) return;
  roles[at] = { role: 'ignored', found: 'none' };
  taken.delete('speaker');
}

function byValue(
  lexicon: HeaderLexicon,
  headed: boolean,
): readonly { role: ColumnRole; weight: (column: NamedColumn) => number }[] {
  const above = (value: number, least: number): number => (value >= least ? value : 0);
  return [
    { role: 'text', weight: ({ values }) => above(textWeight(values), 3) },
    { role: 'createdAt', weight: ({ values }) => above(dateShare(values), 0.8) },
    {
      role: 'rating',
      weight: ({ values }) => {
        if (hasWrittenScores(values, lexicon)) return 2;
        return headed || !areSmallScores(values) ? 0 : 1;
      },
    },
    { role: 'id', weight: ({ values }) => (!headed && looksLikeIds(values) ? 1 : 0) },
  ];
}

function areSmallScores(values: readonly string[]): boolean {
  const filled = values.map((value) => value.trim()).filter((value) => value !== '');
  return new Set(filled).size >= 2 && filled.every((value) => /^(\d|10)$/.test(value));
}

/** Least share of conversations among the values of a column of turns; less suffices where its name says so. */
const SHARE_TRANSCRIPTS = 0.5;
const SHARE_NAMED = 0.2;

function turnsColumn(
  columns: readonly NamedColumn[],
  lexicon: HeaderLexicon,
  free: (at: number) => boolean,
): number {
  const lists = best(
    columns,
    free,
    // Lists of other objects, such as opinions, hold no field that is the text of a turn.
    ({ raw }) =>
      raw.filter(
        (value) => isTurnList(value) && readTurns(value, lexicon, '+00:00').turns.length > 0,
      ).length,
  );
  if (lists >= 0) return lists;
  return best(columns, free, ({ name, values }) => {
    const named = meaningOf(name, lexicon)?.role === 'turns';
    const share = transcriptShare(values, lexicon, named);
    return share >= (named ? SHARE_NAMED : SHARE_TRANSCRIPTS) ? share : 0;
  });
}

/** Index of the candidate with the largest weight above 0, the first of equals; -1 without one. */
function best(
  columns: readonly NamedColumn[],
  candidate: (at: number) => boolean,
  weigh: (column: NamedColumn) => number,
): number {
  let found = -1;
  let most = 0;
  for (const [at, column] of columns.entries()) {
    const weight = candidate(at) ? weigh(column) : 0;
    if (weight > most) {
      most = weight;
      found = at;
    }
  }
  return found;
}
