/**
 * How well a grouping tells categories apart: Cramér's V with the correction of Bergsma (2013, Journal of the Korean
 * Statistical Society 42:323), without which a column of many values always seems to tell something. From 0 (not at
 * all) to 1.
 * @param cells counts by group and category; pairs that are absent count 0
 */
export function correctedV(
  cells: readonly { readonly group: string; readonly category: string; readonly count: number }[],
): number {
  const groups = new Map<string, number>();
  const categories = new Map<string, number>();
  let n = 0;
  for (const { group, category, count } of cells) {
    groups.set(group, (groups.get(group) ?? 0) + count);
    categories.set(category, (categories.get(category) ?? 0) + count);
    n += count;
  }
  const [r, k] = [groups.size, categories.size];
  if (n < 2 || r < 2 || k < 2) return 0;
  // Pearson's statistic over n: the sum of count² / (row · column), less 1; absent pairs add nothing.
  let phi2 = -1;
  for (const { group, category, count } of cells) {
    phi2 += count ** 2 / ((groups.get(group) ?? 0) * (categories.get(category) ?? 0));
  }
  const corrected = Math.max(0, phi2 - ((r - 1) * (k - 1)) / (n - 1));
  const rows = r - (r - 1) ** 2 / (n - 1);
  const columns = k - (k - 1) ** 2 / (n - 1);
  const room = Math.min(rows, columns) - 1;
  return room <= 0 ? 0 : Math.min(1, Math.sqrt(corrected / room));
}
