import { type HeaderLexicon, meaningOf, plainName } from '../lexicon/headers.ts';
import type { ColumnShape, Profile, ProfileColumn } from '../model/configuration.ts';
import type { ColumnRole } from '../model/source.ts';
import { shapeOf } from './column-shape.ts';
import { nameLikeness } from './name-likeness.ts';

/** A column of an export as far as it is compared with a profile. */
export interface ComparedColumn {
  readonly name: string;
  readonly values: readonly string[];
}

/** A column of a profile and where it is now; `by` tells how it was found where its name is another. */
export interface FoundColumn {
  readonly known: ProfileColumn;
  readonly at: number;
  readonly by: 'same' | RenameSign;
}

/** What a renamed column was known by: its name is alike, its name means the same, or its values alone are alike. */
export type RenameSign = 'name' | 'role' | 'values';

/** The columns of an export beside those of a profile. */
export interface Comparison {
  readonly found: readonly FoundColumn[];
  readonly missing: readonly ProfileColumn[];
  /** Positions of the columns that the profile does not know. */
  readonly added: readonly number[];
  /** Whether columns that kept their names stand in another order. */
  readonly reordered: boolean;
}

/** Least likeness of two names to be one column renamed; more is asked of columns that serve no purpose. */
const ALIKE = 0.5;
const ALIKE_IGNORED = 0.65;
/** What speaks for a rename besides the likeness of the names. */
const SAME_MEANING = 0.6;
const SAME_SHAPE = 0.2;
const SAME_PLACE = 0.1;
/** Roles that a new column may take over because its values look like it, where it is the only such one. */
const BY_VALUES: readonly ColumnRole[] = ['text', 'turns', 'createdAt'];

/** Finds the columns of a profile in an export: by their names, else as renamed ones. */
export function compareColumns(
  profile: Profile,
  columns: readonly ComparedColumn[],
  lexicon: HeaderLexicon,
): Comparison {
  const places = new Map(columns.map(({ name }, at) => [plainName(name), at] as const).reverse());
  const same = profile.columns.flatMap((known): FoundColumn[] => {
    const at = places.get(plainName(known.name));
    return at === undefined ? [] : [{ known, at, by: 'same' }];
  });
  const gone = profile.columns.filter((known) => !same.some((one) => one.known === known));
  const fresh = columns
    .map(({ name, values }, at) => ({ name, at, shape: shapeOf(values, lexicon) }))
    .filter(({ at }) => !same.some((one) => one.at === at));
  const renamed = renames(profile, gone, fresh, lexicon);
  const found = [...same, ...renamed].sort((one, other) => one.at - other.at);
  const order = same.map(({ at }) => at);
  return {
    found,
    missing: gone.filter((known) => !renamed.some((one) => one.known === known)),
    added: fresh.map(({ at }) => at).filter((at) => !renamed.some((one) => one.at === at)),
    reordered: order.some((at, index) => at < (order[index - 1] ?? 0)),
  };
}

interface FreshColumn {
  readonly name: string;
  readonly at: number;
  readonly shape: ColumnShape;
}

interface Pair {
  readonly known: ProfileColumn;
  readonly fresh: FreshColumn;
  readonly by: RenameSign;
  readonly score: number;
}

/** The best pairs first, each column once. A column with two equally good partners is left: nothing is guessed. */
function renames(
  profile: Profile,
  gone: readonly ProfileColumn[],
  fresh: readonly FreshColumn[],
  lexicon: HeaderLexicon,
): readonly FoundColumn[] {
  const pairs = gone
    .flatMap((known) =>
      fresh.flatMap((column) => pairOf(known, profile.columns.indexOf(known), column, lexicon)),
    )
    .sort((one, other) => other.score - one.score);
  const renamed: FoundColumn[] = [];
  for (const pair of pairs) {
    const rivals = pairs.filter(
      (other) =>
        other !== pair &&
        other.score === pair.score &&
        (other.known === pair.known || other.fresh === pair.fresh),
    );
    const taken = renamed.some(({ known, at }) => known === pair.known || at === pair.fresh.at);
    if (taken || rivals.length > 0) continue;
    renamed.push({ known: pair.known, at: pair.fresh.at, by: pair.by });
  }
  const rest = gone.filter((known) => !renamed.some((one) => one.known === known));
  const free = fresh.filter(({ at }) => !renamed.some((one) => one.at === at));
  return [...renamed, ...rest.flatMap((known) => onlyAlike(known, free, lexicon))];
}

function pairOf(
  known: ProfileColumn,
  place: number,
  fresh: FreshColumn,
  lexicon: HeaderLexicon,
): readonly Pair[] {
  const [meant, means] = [meaningOf(known.name, lexicon), meaningOf(fresh.name, lexicon)];
  const alike = nameLikeness(known.name, fresh.name);
  const sameMeaning = known.role !== 'ignored' && means?.role === known.role;
  const apart = meant !== null && means !== null && meant.role !== means.role && !sameMeaning;
  const shapes = known.shape === fresh.shape;
  const unknown = known.shape === 'empty' || fresh.shape === 'empty';
  const least = known.role === 'ignored' ? ALIKE_IGNORED : ALIKE;
  if (apart || !(shapes || unknown) || (alike < least && !sameMeaning)) return [];
  const score =
    alike +
    (sameMeaning ? SAME_MEANING : 0) +
    (shapes ? SAME_SHAPE : 0) +
    (place === fresh.at ? SAME_PLACE : 0);
  return [{ known, fresh, by: alike >= least ? 'name' : 'role', score }];
}

/** The one new column whose values look like those of a missing one, whose name says nothing else. */
function onlyAlike(
  known: ProfileColumn,
  fresh: readonly FreshColumn[],
  lexicon: HeaderLexicon,
): readonly FoundColumn[] {
  if (!BY_VALUES.includes(known.role)) return [];
  const [only, ...others] = fresh.filter(
    ({ name, shape }) => shape === known.shape && meaningOf(name, lexicon) === null,
  );
  if (only === undefined || others.length > 0) return [];
  return [{ known, at: only.at, by: 'values' }];
}
