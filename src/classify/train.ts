/** Labelled texts as rows of a sparse matrix, with a few dense numbers beside each. */
export interface Examples {
  /** Feature numbers of all examples one after another, each once in an example. */
  readonly features: Int32Array;
  /** Where the features of each example begin; one more than there are examples. */
  readonly starts: Int32Array;
  /** 1 for each feature number that is of a claim: these have a length of their own beside the others. */
  readonly claimed: Uint8Array;
  /** The numbers that rules give, `width` for each example. */
  readonly dense: Float64Array;
  readonly width: number;
  /** 1 or -1. */
  readonly labels: Int8Array;
  /** What a mistake costs, relative to the others. */
  readonly costs: Float64Array;
}

export interface TrainingOptions {
  /** One more than the highest feature number. */
  readonly featureCount: number;
  /** Cost of mistakes against the size of the weights. */
  readonly cost: number;
  readonly epochs: number;
  /** What each feature is worth where a text has it: the more, the less its weight costs. 0 for those not looked at. */
  readonly worths: Float64Array;
}

export interface Weights {
  /** What each feature adds to a margin, its worth included. */
  readonly sparse: Float64Array;
  readonly dense: Float64Array;
  readonly bias: number;
}

/**
 * A linear support vector machine with squared hinge loss, by dual coordinate descent (Hsieh et al., ICML 2008).
 * An example's features are worth what `worths` says over the square root of how many of them are looked at, claims apart from
 * the others. Only sums, products and square roots of doubles in a fixed order: the same weights to the last bit on every machine.
 */
export function trainLinear(examples: Examples, options: TrainingOptions): Weights {
  const { labels } = examples;
  const state: State = {
    sparse: new Float64Array(options.featureCount),
    dense: new Float64Array(examples.width),
    bias: 0,
    alphas: new Float64Array(labels.length),
  };
  const scales = scalesOf(examples, options.worths);
  const order = Int32Array.from(labels, (_, i) => i);
  const random = createRandom();
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    shuffle(order, random);
    for (const i of order) improve(state, examples, options, scales, i);
  }
  const { sparse, dense, bias } = state;
  return { sparse, dense, bias };
}

interface State {
  readonly sparse: Float64Array;
  readonly dense: Float64Array;
  bias: number;
  readonly alphas: Float64Array;
}

interface Scales {
  /** Of the words, and of the claims, of each example. */
  readonly scale: Float64Array;
  readonly claimScale: Float64Array;
  /** Squared length of each example, with its bias. */
  readonly length: Float64Array;
}

function scalesOf(examples: Examples, worths: Float64Array): Scales {
  const { features, starts, claimed, labels, dense, width } = examples;
  const scale = new Float64Array(labels.length);
  const claimScale = new Float64Array(labels.length);
  const length = new Float64Array(labels.length);
  for (let i = 0; i < labels.length; i++) {
    const known = [0, 0];
    const squares = [0, 0];
    for (let at = starts[i] as number; at < (starts[i + 1] as number); at++) {
      const feature = features[at] as number;
      const worth = worths[feature] as number;
      const block = claimed[feature] as number;
      if (worth > 0) known[block] = (known[block] as number) + 1;
      squares[block] = (squares[block] as number) + worth * worth;
    }
    const [words = 0, claims = 0] = known;
    scale[i] = words === 0 ? 0 : 1 / Math.sqrt(words);
    claimScale[i] = claims === 0 ? 0 : 1 / Math.sqrt(claims);
    let sum = 1 + (squares[0] as number) / (words || 1) + (squares[1] as number) / (claims || 1);
    for (let at = i * width; at < (i + 1) * width; at++) {
      sum += (dense[at] as number) * (dense[at] as number);
    }
    length[i] = sum;
  }
  return { scale, claimScale, length };
}

/** One step of the descent: moves one example's weight to where its own part of the loss is least. */
function improve(
  state: State,
  examples: Examples,
  { cost, worths }: TrainingOptions,
  scales: Scales,
  i: number,
): void {
  const label = examples.labels[i] as number;
  const slack = 1 / (2 * cost * (examples.costs[i] as number));
  const margin = label * marginOf(state, examples, scales, i);
  const before = state.alphas[i] as number;
  const gradient = margin - 1 + slack * before;
  const after = Math.max(0, before - gradient / ((scales.length[i] as number) + slack));
  if (after === before) return;
  state.alphas[i] = after;
  move(state, examples, worths, scales, i, (after - before) * label);
}

function marginOf(
  { sparse, dense, bias }: State,
  { features, starts, claimed, dense: values, width }: Examples,
  { scale, claimScale }: Scales,
  i: number,
): number {
  let sum = 0;
  let claims = 0;
  for (let at = starts[i] as number; at < (starts[i + 1] as number); at++) {
    const feature = features[at] as number;
    // Those that are not looked at stay 0.
    if (claimed[feature] === 1) claims += sparse[feature] as number;
    else sum += sparse[feature] as number;
  }
  sum = sum * (scale[i] as number) + claims * (claimScale[i] as number);
  for (let j = 0; j < width; j++) sum += (dense[j] as number) * (values[i * width + j] as number);
  return sum + bias;
}

function move(
  state: State,
  { features, starts, claimed, dense: values, width }: Examples,
  worths: Float64Array,
  { scale, claimScale }: Scales,
  i: number,
  by: number,
): void {
  const each = by * (scale[i] as number);
  const eachClaim = by * (claimScale[i] as number);
  for (let at = starts[i] as number; at < (starts[i + 1] as number); at++) {
    const feature = features[at] as number;
    const worth = worths[feature] as number;
    const step = (claimed[feature] === 1 ? eachClaim : each) * worth * worth;
    state.sparse[feature] = (state.sparse[feature] as number) + step;
  }
  for (let j = 0; j < width; j++) {
    state.dense[j] = (state.dense[j] as number) + by * (values[i * width + j] as number);
  }
  state.bias += by;
}

/** Whole numbers from 0 to 2^32 - 1 in an order that never changes (xorshift32, Marsaglia 2003). */
function createRandom(): () => number {
  let state = 0x9e3779b9;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

function shuffle(order: Int32Array, random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = random() % (i + 1);
    const kept = order[i] as number;
    order[i] = order[j] as number;
    order[j] = kept;
  }
}
