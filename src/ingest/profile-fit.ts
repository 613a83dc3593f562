import type { HeaderLexicon } from '../lexicon/headers.ts';
import type { Profile } from '../model/configuration.ts';
import type { ColumnRole } from '../model/source.ts';
import { assignRoles, type FoundRole, type NamedColumn } from './column-roles.ts';
import { compareColumns, type RenameSign } from './schema-changes.ts';

/** A column that is not as the profile knows it. */
export type ColumnChange =
  | {
      readonly kind: 'new';
      readonly name: string;
      /** What it serves as; `ignored` is kept beside the voice. */
      readonly role: ColumnRole;
      /** What it would be taken for without the profile. */
      readonly looksLike: ColumnRole;
    }
  | { readonly kind: 'missing'; readonly name: string; readonly role: ColumnRole }
  | {
      readonly kind: 'renamed';
      readonly was: string;
      readonly name: string;
      readonly role: ColumnRole;
      readonly by: RenameSign;
    };

/** How an export differs from the one that its profile was made of. */
export interface SchemaChanges {
  readonly columns: readonly ColumnChange[];
  readonly reordered: boolean;
  /** Lines of the header; null where it stands where it stood. */
  readonly header: { readonly from: number; readonly to: number } | null;
  readonly sheet: { readonly from: string; readonly to: string } | null;
}

/** The roles of the columns of an export, by its profile. */
export interface ProfileFit {
  readonly roles: readonly FoundRole[];
  readonly columns: readonly ColumnChange[];
  readonly reordered: boolean;
}

/** Roles that a new column may have without making other voices of the rows: texts, ids and times stay what they are. */
const HARMLESS: readonly ColumnRole[] = [
  'followup',
  'followupAt',
  'customerGroup',
  'channel',
  'product',
  'rating',
];

/** Roles that no column may take by its values alone: of two columns of texts only a person knows the right one. */
const GUARDED: readonly ColumnRole[] = ['text', 'turns'];

/**
 * Gives the columns of an export the roles that the profile remembers, under whatever names and in whatever order
 * they are found. A new column stands in for a missing one of the same role, or takes a harmless role that the
 * profile has none for; otherwise it is kept without one.
 * @param given what a person said on the command line, which goes before the profile
 * @param optional whether columns may be absent at times, as fields of objects are
 */
export function fitProfile(
  profile: Profile,
  columns: readonly NamedColumn[],
  lexicon: HeaderLexicon,
  headed: boolean,
  given: ReadonlyMap<number, ColumnRole>,
  optional: boolean,
): ProfileFit {
  const { found, missing, added, reordered } = compareColumns(profile, columns, lexicon);
  const said = new Set(given.values());
  const remembered = found
    .filter(({ at, known }) => !given.has(at) && !said.has(known.role))
    .map(({ at, known }) => [at, known.role] as const);
  const proposed = assignRoles(columns, lexicon, headed, new Map([...given, ...remembered]));
  const vacant = missing.map(({ role }) => role);
  const roles = proposed.map((role, at): FoundRole => {
    if (given.has(at)) return role;
    if (!added.includes(at)) return { role: role.role, found: 'profile' };
    const stands =
      vacant.includes(role.role) && !(GUARDED.includes(role.role) && role.found === 'values');
    return stands || HARMLESS.includes(role.role) ? role : { role: 'ignored', found: 'none' };
  });
  const roleAt = (at: number): ColumnRole => roles[at]?.role ?? 'ignored';
  const nameAt = (at: number): string => columns[at]?.name ?? '';
  return {
    roles,
    reordered: reordered && !optional,
    columns: [
      ...added.map(
        (at): ColumnChange => ({
          kind: 'new',
          name: nameAt(at),
          role: roleAt(at),
          looksLike: proposed[at]?.role ?? 'ignored',
        }),
      ),
      ...found.flatMap(({ known, at, by }): ColumnChange[] =>
        by === 'same'
          ? []
          : [{ kind: 'renamed', was: known.name, name: nameAt(at), role: roleAt(at), by }],
      ),
      ...missing
        .filter(({ role }) => !optional || role !== 'ignored')
        .map(({ name, role }): ColumnChange => ({ kind: 'missing', name, role })),
    ],
  };
}
