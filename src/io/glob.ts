/** Whether a path is a pattern: `*`, `?`, `[…]` or `{…}` stand in it. */
export function isGlob(path: string): boolean {
  return /[*?[{]/.test(path);
}

/**
 * A test for one name of a path, or for a whole text without slashes: `*` is any characters, `?` one, `[a-c]`
 * or `[!a-c]` one of a set; anything else itself. Takes time in proportion to name times pattern.
 */
export function nameMatcher(pattern: string): (name: string) => boolean {
  const parts = partsOf([...pattern]);
  const hidden = pattern.startsWith('.');
  return (name) => (hidden || !name.startsWith('.')) && matches(parts, [...name]);
}

/** `a{b,c}d` as `abd` and `acd`; braces without a comma or partner are themselves. */
export function expandBraces(pattern: string): string[] {
  const found = /\{([^{}]*,[^{}]*)\}/.exec(pattern);
  if (found === null) return [pattern];
  const before = pattern.slice(0, found.index);
  const after = pattern.slice(found.index + found[0].length);
  return (found[1] ?? '').split(',').flatMap((choice) => expandBraces(before + choice + after));
}

/** What stands for one character of a name, or `*`. */
type Part = '*' | ((character: string) => boolean);

function partsOf(pattern: readonly string[]): Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const sign = pattern[at] ?? '';
    const end = sign === '[' ? pattern.indexOf(']', at + 2) : -1;
    if (sign === '*') parts.push('*');
    else if (sign === '?') parts.push(() => true);
    else if (end > 0) parts.push(setOf(pattern.slice(at + 1, end)));
    else parts.push((character) => character === sign);
    if (end > 0) at = end;
  }
  return parts;
}

function setOf(signs: readonly string[]): (character: string) => boolean {
  const negated = signs[0] === '!' || signs[0] === '^';
  const members = negated ? signs.slice(1) : signs;
  const within = (character: string): boolean =>
    members.some((from, at) => {
      if (character === from) return true;
      const to = members[at + 1] === '-' ? members[at + 2] : undefined;
      return to !== undefined && character >= from && character <= to;
    });
  return (character) => within(character) !== negated;
}

/** Greedy, going back to the last `*` only, which is all that is ever needed. */
function matches(parts: readonly Part[], name: readonly string[]): boolean {
  let [part, at] = [0, 0];
  let star = -1;
  let resume = 0;
  while (at < name.length) {
    const wanted = parts[part];
    if (wanted === '*') {
      star = part++;
      resume = at;
    } else if (wanted?.(name[at] ?? '')) {
      part += 1;
      at += 1;
    } else if (star >= 0) {
      part = star + 1;
      resume += 1;
      at = resume;
    } else {
      return false;
    }
  }
  return parts.slice(part).every((rest) => rest === '*');
}
