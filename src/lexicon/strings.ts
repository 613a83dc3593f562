import type { Section, Sections } from './sections.ts';

/** Many strings as one, which costs far less to load. */
export interface Strings {
  readonly count: number;
  readonly at: (index: number) => string;
}

/** The sections of a list of strings. */
export function packStrings(
  name: string,
  strings: readonly string[],
): Readonly<Record<string, Section | string>> {
  return { [name]: strings.join(''), [`${name}.starts`]: startsOf(strings) };
}

/** Opens what `packStrings` packed. */
export function openStrings(sections: Sections, name: string): Strings {
  const all = sections.text(name);
  const starts = sections.numbers(`${name}.starts`);
  return {
    count: starts.length - 1,
    at: (index) => all.slice(starts[index], starts[index + 1]),
  };
}

/** Where each of some things begins if they stand side by side, and where the last one ends. */
export function startsOf(things: readonly { readonly length: number }[]): Int32Array {
  const starts = new Int32Array(things.length + 1);
  for (const [i, { length }] of things.entries()) starts[i + 1] = (starts[i] ?? 0) + length;
  return starts;
}
