import type { Examples } from '../src/classify/train.ts';

/** What a feature is worth that says nothing: it may still tell in company. */
const LEAST = 0.1;

/**
 * What each of `count` features is worth before training: how far apart the classes are in it, as the logarithm of the ratio
 * of its shares (Wang and Manning 2012, NBSVM: naive Bayes inside a support vector machine), so that weight on what hardly
 * tells them apart is dear. Rounded, so that the last bits of a machine's logarithms hardly ever matter.
 */
export function worthsOf(
  { features, starts, labels, costs }: Examples,
  count: number,
): Float64Array {
  const praised = new Float64Array(count).fill(1);
  const blamed = new Float64Array(count).fill(1);
  let [praises, blames] = [2, 2];
  for (let i = 0; i < labels.length; i++) {
    const cost = costs[i] as number;
    const isPraise = (labels[i] as number) > 0;
    if (isPraise) praises += cost;
    else blames += cost;
    const into = isPraise ? praised : blamed;
    for (let at = starts[i] as number; at < (starts[i + 1] as number); at++) {
      const feature = features[at] as number;
      into[feature] = (into[feature] as number) + cost;
    }
  }
  return praised.map((praise, feature) => {
    const ratio = (praise * blames) / ((blamed[feature] as number) * praises);
    return LEAST + Math.round(1000 * Math.abs(Math.log(ratio))) / 1000;
  });
}
