import { plainName } from '../lexicon/headers.ts';
import type { Profile } from '../model/configuration.ts';
import { InputError } from '../model/errors.ts';
import { nameLikeness } from './name-likeness.ts';

/** Names that may be the header of an export, and the index of their row; -1 for the names of objects. */
export interface HeaderCandidate {
  readonly at: number;
  readonly names: readonly string[];
}

/** A profile that an export was recognised by, and where its header stands. */
export interface Recognised {
  readonly name: string;
  readonly profile: Profile;
  /** Index of the header among the rows; null where none of them is like it. */
  readonly at: number | null;
}

/** Profiles to recognise an export by. */
export interface ProfileChoice {
  readonly profiles: Readonly<Record<string, Profile>>;
  /** The one that a person named. */
  readonly forced?: string;
  /** The sheet that is read, which decides between profiles that fit equally. */
  readonly sheet?: string;
}

/** Least likeness of a header to be recognised by it, 0 to 1: three of five columns are the same. */
const LEAST_LIKENESS = 0.6;
/** Least likeness at which a profile that is not followed is worth a word. */
const LEAST_NEAR = 0.45;
/** Least likeness of the header of a named profile: below, it is looked for as in any export. */
const LEAST_FORCED = 0.2;

/** Names that are compared letter by letter; a hostile header may have thousands. */
const MOST_COMPARED = 200;
/** Least likeness of two names to count as one, by as much as they are alike. */
const LEAST_ALIKE = 0.65;

/** How alike the columns of an export and of a profile are, 0 to 1, whatever their order (Dice's coefficient). */
export function likeness(names: readonly string[], profile: Profile): number {
  const known = new Set(profile.columns.map(({ name }) => plainName(name)));
  const found = new Set(names.map(plainName).filter((name) => name !== ''));
  const shared = [...found].filter((name) => known.has(name));
  const left = [...known].filter((name) => !found.has(name));
  const fresh = [...found].filter((name) => !known.has(name));
  const close = found.size <= MOST_COMPARED ? alikeIn(left.slice(0, MOST_COMPARED), fresh) : 0;
  return (2 * (shared.length + close)) / Math.max(1, known.size + found.size);
}

/** How many of the names have a counterpart of another spelling; each by its likeness. */
function alikeIn(names: readonly string[], others: readonly string[]): number {
  const free = new Set(others);
  let sum = 0;
  for (const name of names) {
    let best = { other: '', alike: 0 };
    for (const other of free) {
      const alike = nameLikeness(name, other);
      if (alike > best.alike) best = { other, alike };
    }
    if (best.alike < LEAST_ALIKE) continue;
    free.delete(best.other);
    sum += best.alike;
  }
  return sum;
}

/**
 * The profile that fits the header best; null where none fits well enough. A named one always fits.
 * @param input name of the export, for messages
 * @throws InputError where profiles that read it differently fit equally
 */
export function recognise(
  input: string,
  headers: readonly HeaderCandidate[],
  { profiles, forced, sheet }: ProfileChoice,
): Recognised | null {
  const named = forced === undefined ? undefined : profiles[forced];
  if (forced !== undefined && named !== undefined) {
    const { at, fit } = bestHeader(headers, named);
    return { name: forced, profile: named, at: fit >= LEAST_FORCED ? at : null };
  }
  const fitting = Object.entries(profiles)
    .filter(([, { header }]) => header > 0 || headers.some(({ at }) => at < 0))
    .map(([name, profile]) => ({ name, profile, ...bestHeader(headers, profile) }))
    .filter(({ fit }) => fit >= LEAST_LIKENESS);
  const most = Math.max(...fitting.map(({ fit }) => fit));
  const best = fitting.filter(({ fit }) => fit === most);
  const ofSheet = best.filter(
    ({ profile }) => profile.sheet !== undefined && profile.sheet === sheet,
  );
  const [first, ...others] = ofSheet.length > 0 ? ofSheet : best;
  if (first === undefined) return null;
  const rival = others.find(({ profile }) => !readsAlike(profile, first.profile));
  if (rival !== undefined) throw undecided(input, first.name, rival.name);
  const { name, profile, at } = first;
  return { name, profile, at };
}

/** The name of the profile that comes nearest where none fits well enough; null where none comes near. */
export function nearest(
  headers: readonly HeaderCandidate[],
  choice: ProfileChoice | undefined,
): string | null {
  const [best] = Object.entries(choice?.profiles ?? {})
    .map(([name, profile]) => ({ name, ...bestHeader(headers, profile) }))
    .filter(({ fit }) => fit >= LEAST_NEAR)
    .sort((one, other) => other.fit - one.fit);
  return best?.name ?? null;
}

function bestHeader(
  headers: readonly HeaderCandidate[],
  profile: Profile,
): { readonly at: number | null; readonly fit: number } {
  let best: { at: number | null; fit: number } = { at: null, fit: 0 };
  for (const { at, names } of headers) {
    const fit = likeness(names, profile);
    if (fit > best.fit) best = { at, fit };
  }
  return best;
}

/** Whether two profiles make the same voices of every export. */
function readsAlike(one: Profile, other: Profile): boolean {
  const essence = ({ columns, source, channel, tz }: Profile): string => {
    const roles = columns.map(({ name, role }) => [plainName(name), role].join(' ')).sort();
    return JSON.stringify([roles, source, channel, tz]);
  };
  return essence(one) === essence(other);
}

function undecided(input: string, one: string, other: string): InputError {
  return new InputError(
    {
      zh: `${input}：各列同样符合模板「${one}」和「${other}」；请用 --profile 指定其中一个`,
      en: `${input}: the columns fit the profiles "${one}" and "${other}" alike; name one with --profile`,
    },
    { status: 2 },
  );
}
