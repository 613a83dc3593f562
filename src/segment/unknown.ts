import { IMPOSSIBLE, type Words } from './words.ts';

const FIRST_HAN = 0x4e00;
const PERCENT = 0x25;
const POINT = 0x2e;

/** Which of the two possible states came before: bit 0 for B, 1 for M, 2 for E, 3 for S. */
const B_FROM_S = 1;
const M_FROM_M = 2;
const E_FROM_M = 4;
const S_FROM_S = 8;

type State = 0 | 1 | 2 | 3;
const B: State = 0;
const M: State = 1;
const E: State = 2;
const S: State = 3;

/**
 * Cuts a run that the word list leaves as single characters: its Han parts by the most probable
 * sequence of begin, middle, end and single, its other parts into numbers, Latin words and the signs between.
 *
 * @param seq codes of the text, as the route found them
 * @param trail scratch, at least as long as the text
 * @param found takes the end of each word, from index `first` on
 * @returns the index after the last word
 */
export function cutUnknown(
  text: Uint16Array,
  from: number,
  to: number,
  model: Pick<Words, 'emissions' | 'transitions'>,
  seq: Uint16Array,
  trail: Uint8Array,
  found: Int32Array,
  first: number,
): number {
  let count = first;
  let at = from;
  while (at < to) {
    const han = (text[at] as number) >= FIRST_HAN;
    let end = at + 1;
    while (end < to && (text[end] as number) >= FIRST_HAN === han) end++;
    if (han) {
      findStates(at, end, model, seq, trail);
      count = endsOfStates(at, end, trail, found, count);
    } else count = cutLatin(text, at, end, found, count);
    at = end;
  }
  return count;
}

function endsOfStates(
  from: number,
  to: number,
  trail: Uint8Array,
  found: Int32Array,
  first: number,
): number {
  let count = first;
  for (let at = from; at < to; at++) {
    if ((trail[at] as number) >= E) found[count++] = at + 1;
  }
  return count;
}

/** Words `[a-zA-Z0-9]+(\.\d+)?%?`, and whatever stands between two of them whole. */
function cutLatin(
  text: Uint16Array,
  from: number,
  to: number,
  found: Int32Array,
  first: number,
): number {
  let count = first;
  let at = from;
  while (at < to) {
    let end = at;
    while (end < to && !isAlphanumeric(text[end] as number)) end++;
    if (end > at) found[count++] = end;
    at = end;
    if (at === to) break;
    while (end < to && isAlphanumeric(text[end] as number)) end++;
    end = endOfFraction(text, end, to);
    if (end < to && text[end] === PERCENT) end++;
    found[count++] = end;
    at = end;
  }
  return count;
}

function endOfFraction(text: Uint16Array, dot: number, to: number): number {
  if (dot >= to || text[dot] !== POINT) return dot;
  let end = dot + 1;
  while (end < to && isDigit(text[end] as number)) end++;
  return end > dot + 1 ? end : dot;
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

function isAlphanumeric(unit: number): boolean {
  const lower = unit | 0x20;
  return isDigit(unit) || (lower >= 0x61 && lower <= 0x7a);
}

/**
 * Viterbi over B, M, E, S; leaves the state of each character in `trail`. Sums are formed and ties
 * broken (S over M over E over B) as in jieba, so that rare characters are cut as there.
 */
function findStates(
  from: number,
  to: number,
  { emissions, transitions }: Pick<Words, 'emissions' | 'transitions'>,
  seq: Uint16Array,
  trail: Uint8Array,
): void {
  const startB = transitions[0] as number;
  const startS = transitions[1] as number;
  const bm = transitions[2] as number;
  const be = transitions[3] as number;
  const mm = transitions[4] as number;
  const me = transitions[5] as number;
  const eb = transitions[6] as number;
  const es = transitions[7] as number;
  const sb = transitions[8] as number;
  const ss = transitions[9] as number;
  let row = 4 * (seq[from] as number);
  let b = startB + (emissions[row] as number);
  let m = IMPOSSIBLE + (emissions[row + M] as number);
  let e = IMPOSSIBLE + (emissions[row + E] as number);
  let s = startS + (emissions[row + S] as number);
  for (let at = from + 1; at < to; at++) {
    row = 4 * (seq[at] as number);
    const emitB = emissions[row] as number;
    const emitM = emissions[row + M] as number;
    const emitE = emissions[row + E] as number;
    const emitS = emissions[row + S] as number;
    const eToB = e + eb + emitB;
    const sToB = s + sb + emitB;
    const bToM = b + bm + emitM;
    const mToM = m + mm + emitM;
    const bToE = b + be + emitE;
    const mToE = m + me + emitE;
    const eToS = e + es + emitS;
    const sToS = s + ss + emitS;
    let step = 0;
    if (sToB >= eToB) step |= B_FROM_S;
    if (mToM >= bToM) step |= M_FROM_M;
    if (mToE >= bToE) step |= E_FROM_M;
    if (sToS >= eToS) step |= S_FROM_S;
    trail[at] = step;
    b = Math.max(eToB, sToB);
    m = Math.max(bToM, mToM);
    e = Math.max(bToE, mToE);
    s = Math.max(eToS, sToS);
  }
  let state: State = s >= e ? S : E;
  for (let at = to - 1; at >= from; at--) {
    const step = trail[at] as number;
    trail[at] = state;
    state = before(state, step);
  }
}

function before(state: State, step: number): State {
  if (state === B) return step & B_FROM_S ? S : E;
  if (state === M) return step & M_FROM_M ? M : B;
  if (state === E) return step & E_FROM_M ? M : B;
  return step & S_FROM_S ? S : E;
}
