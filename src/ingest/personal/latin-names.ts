/** Words with capitals: John Smith, LI NA, WANG/XIAOMING. */
const CAPITALS = /^[A-Z][A-Za-z'-]+(?:[ /·][A-Z][A-Za-z'-]+){0,2}/;
const ANY_CASE = /^[a-z]{2,20}(?: [a-z]{2,20})?/i;
/** What begins a sentence or a title and no name. */
const NO_NAME =
  /^(?:a|an|and|at|customer|error|for|from|he|here|i|in|it|just|my|no|none|not|null|of|ok|on|order|please|service|she|so|test|the|there|this|to|unknown|us|very|vip|we|your|yes)\b/i;

/**
 * Where the name in Latin letters at `at` ends that a cue announces, -1 where there is none. It is told by its capitals, so the text has
 * to be as received; behind a strong cue with a colon it may be written small.
 * @param between what stands between cue and name
 * @param strong whether the cue has no other use
 * @param cue the cue in lower case
 */
export function latinNameEnd(
  text: string,
  at: number,
  between: string,
  strong: boolean,
  cue: string,
): number {
  const rest = text.slice(at, at + 60);
  if (NO_NAME.test(rest)) return -1;
  const capitals = CAPITALS.exec(rest)?.[0] ?? '';
  const words = capitals.split(/[ /·]/).filter((word) => word !== '').length;
  const named = /叫$|name is$|^m\w{1,2}\.$/.test(cue);
  if (words >= 2 && (between !== '' || strong || named)) return at + capitals.length;
  // 我是Tom Wilson，…: two capitals and nothing behind them that they could be part of.
  if (
    words >= 2 &&
    /是$/.test(cue) &&
    /^[,，.。;；!！]?\s*$|^[,，.。;；!！]/.test(rest.slice(capitals.length))
  ) {
    return at + capitals.length;
  }
  if (strong) return between === '' ? -1 : endAfter(at, capitals || ANY_CASE.exec(rest)?.[0]);
  const oneIsEnough = /[:：]/.test(between) || named;
  return oneIsEnough && /^[A-Z][a-z]+$/.test(capitals) ? at + capitals.length : -1;
}

function endAfter(at: number, name: string | undefined): number {
  return name === undefined || name === '' ? -1 : at + name.length;
}
