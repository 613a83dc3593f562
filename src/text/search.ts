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
