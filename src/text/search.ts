import type { Span } from '../model/voice.ts';

/**
 * The place of the first of `count` items that is far enough, `count` if none is.
 * @param isFar false for items up to some place, and true for all from there on
 */
export function firstPlace(count: number, isFar: (at: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isFar(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Finds the first of some spans that overlaps another; undefined for none. */
export type Overlapping<One extends Span> = (span: Span) => One | undefined;

/**
 * What finds the spans that overlap others, in time that grows with the number of both.
 * @param spans by start; those that are asked for must come by start as well
 */
export function overlapping<One extends Span>(spans: readonly One[]): Overlapping<One> {
  let begun = 0;
  // Those that have begun, and may still reach what is asked for.
  let open: readonly One[] = [];
  return ({ start, end }) => {
    const from = begun;
    while (begun < spans.length && (spans[begun] as One).start < end) begun++;
    open = [...open, ...spans.slice(from, begun)].filter((one) => one.end > start);
    return open.find((one) => one.start < end);
  };
}
