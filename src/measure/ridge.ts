import { cholesky, type Matrix, solve } from './cholesky.ts';
import { Z95 } from './interval.ts';

/** One answer: its score, the features that it has (distinct numbers from 0 on), and the fold that it is left out in. */
export interface Sample {
  readonly score: number;
  readonly features: readonly number[];
  /** 0 to `FOLDS - 1`, from the content alone. */
  readonly fold: number;
}

/** What a feature adds to the score, all others held equal, in units of the score. */
export interface Coefficient {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** For a change of one standard deviation of the feature, in standard deviations of the score. */
  readonly standardised: number;
}

/** A fitted model. */
export interface Ridge {
  /** Strength of the shrinkage that predicts left-out answers best. */
  readonly lambda: number;
  /** Share of the variance of left-out answers that the model predicts; negative where it is worse than their mean. */
  readonly predicted: number;
  readonly coefficients: readonly Coefficient[];
}

export const FOLDS = 5;
/** From hardly any shrinkage to nearly nothing left, in steps of a half power of ten. */
const LAMBDAS = Array.from({ length: 13 }, (_, at) => 10 ** (at / 2 - 4));

/**
 * Ridge regression (Hoerl and Kennard 1970) of the score on 0/1 features: standardised features, free intercept,
 * least squares plus `lambda · n` times the squared standardised coefficients; `lambda` is the one with the smallest
 * squared error over the folds, the larger among equals. Intervals are those of the sandwich estimator (White 1980,
 * effective degrees of freedom), about the shrunken coefficient. Each feature must vary, and so must the score.
 */
export function ridge(samples: readonly Sample[], features: number): Ridge {
  const folds = Array.from({ length: FOLDS }, () => new Moments(features + 1));
  for (const sample of samples) folds[sample.fold]?.add(sample);
  const all = folds.reduce((sum, fold) => sum.plus(fold, 1), new Moments(features + 1));
  const errors = LAMBDAS.map((lambda) => leftOutError(all, folds, lambda));
  const best = errors.reduce((at, error, i) => (error <= (errors[at] ?? 0) ? i : at), 0);
  const lambda = LAMBDAS[best] ?? 1;
  const nothing = leftOutError(all, folds, Number.POSITIVE_INFINITY);
  return {
    lambda,
    predicted: 1 - (errors[best] ?? nothing) / nothing,
    coefficients: coefficientsOf(samples, all, lambda),
  };
}

/** Sums of squares and products of some answers; the first feature is the intercept. */
class Moments {
  readonly size: number;
  readonly products: Matrix;
  readonly scores: Float64Array;
  squares = 0;

  constructor(size: number) {
    this.size = size;
    this.products = new Float64Array(size * size);
    this.scores = new Float64Array(size);
  }

  get n(): number {
    return this.products[0] ?? 0;
  }

  add({ score, features }: Sample): void {
    const held = [0, ...features.map((feature) => feature + 1)];
    addProducts(this.products, this.size, held, 1);
    for (const i of held) this.scores[i] = (this.scores[i] ?? 0) + score;
    this.squares += score * score;
  }

  plus(other: Moments, sign: 1 | -1): Moments {
    const sum = new Moments(this.size);
    for (const [i, value] of this.products.entries())
      sum.products[i] = value + sign * (other.products[i] ?? 0);
    for (const [i, value] of this.scores.entries())
      sum.scores[i] = value + sign * (other.scores[i] ?? 0);
    sum.squares = this.squares + sign * other.squares;
    return sum;
  }

  /** Variance of a 0/1 feature. */
  variance(at: number): number {
    const share = (this.products[at] ?? 0) / this.n;
    return share * (1 - share);
  }
}

function addProducts(matrix: Matrix, size: number, held: readonly number[], weight: number): void {
  for (const i of held) {
    for (const j of held) matrix[i * size + j] = (matrix[i * size + j] ?? 0) + weight;
  }
}

/** Squared error of the folds when each is predicted from the others; with infinite `lambda` by their mean. */
function leftOutError(all: Moments, folds: readonly Moments[], lambda: number): number {
  let error = 0;
  for (const fold of folds) {
    const rest = all.plus(fold, -1);
    if (rest.n === 0) continue;
    const weights = Number.isFinite(lambda)
      ? solve(penalised(rest, all, lambda), all.size, rest.scores)
      : Float64Array.from({ length: all.size }, (_, i) =>
          i === 0 ? (rest.scores[0] ?? 0) / rest.n : 0,
        );
    error += squaredError(fold, weights);
  }
  return error;
}

function squaredError({ products, scores, squares, size }: Moments, weights: Float64Array): number {
  let error = squares;
  for (const [i, weight] of weights.entries()) {
    let along = -2 * (scores[i] ?? 0);
    for (const [j, other] of weights.entries()) along += (products[i * size + j] ?? 0) * other;
    error += weight * along;
  }
  return error;
}

/** The decomposed normal equations; the penalty counts features as the whole sample standardises them. */
function penalised(part: Moments, all: Moments, lambda: number): Matrix {
  const { size } = all;
  const matrix = Float64Array.from(part.products);
  for (let i = 1; i < size; i++) {
    matrix[i * size + i] = (matrix[i * size + i] ?? 0) + lambda * part.n * all.variance(i);
  }
  return cholesky(matrix, size);
}

function coefficientsOf(samples: readonly Sample[], all: Moments, lambda: number): Coefficient[] {
  const { size, n } = all;
  const lower = penalised(all, all, lambda);
  const weights = solve(lower, size, all.scores);
  const meat = new Float64Array(size * size);
  for (const { score, features } of samples) {
    const held = [0, ...features.map((feature) => feature + 1)];
    const predicted = held.reduce((sum, i) => sum + (weights[i] ?? 0), 0);
    addProducts(meat, size, held, (score - predicted) ** 2);
  }
  const inverse = Array.from({ length: size }, (_, i) => {
    const unit = new Float64Array(size);
    unit[i] = 1;
    return solve(lower, size, unit);
  });
  const used = inverse.reduce(
    (sum, row, i) => sum + row.reduce((s, x, j) => s + x * (all.products[j * size + i] ?? 0), 0),
    0,
  );
  const scale = n / Math.max(1, n - used);
  const spread = Math.sqrt(all.squares / n - ((all.scores[0] ?? 0) / n) ** 2);
  return inverse.slice(1).map((row, at) => {
    const value = weights[at + 1] ?? 0;
    const half = Z95 * Math.sqrt(scale * quadratic(meat, row));
    const standardised = (value * Math.sqrt(all.variance(at + 1))) / spread;
    return { value, low: value - half, high: value + half, standardised };
  });
}

/** rowᵀ · matrix · row. */
function quadratic(matrix: Matrix, row: Float64Array): number {
  const size = row.length;
  let sum = 0;
  for (let i = 0; i < size; i++) {
    let along = 0;
    for (let j = 0; j < size; j++) along += (matrix[i * size + j] ?? 0) * (row[j] ?? 0);
    sum += (row[i] ?? 0) * along;
  }
  return Math.max(0, sum);
}
