import { poissonInterval } from './poisson.ts';

/** How much is heard of a value, and how much there is of it (customers, orders, visits). */
export interface Heard {
  readonly value: string;
  readonly voices: number;
  readonly exposure: number;
}

/** `silent`: nothing heard where something should be; `quiet`: far less than should be; `unclear`: too little there to tell. */
export type Silence = 'silent' | 'quiet' | 'unclear' | 'heard';

/** How much is heard of a value against what its size lets expect. */
export interface HeardAgainst extends Heard {
  /** 95 % Poisson interval of the mean behind the count. */
  readonly low: number;
  readonly high: number;
  /** Voices there would be at the rate of all values together. */
  readonly expected: number;
  readonly status: Silence;
}

/** Less than this part of what is expected is far less. */
export const FAR_LESS = 0.8;

/** Compares each value with the rate of all together, worst first. Exposures are 0 or more. */
export function silencesOf(heard: readonly Heard[]): HeardAgainst[] {
  const voices = heard.reduce((sum, one) => sum + one.voices, 0);
  const exposure = heard.reduce((sum, one) => sum + one.exposure, 0);
  const rate = exposure > 0 ? voices / exposure : 0;
  const order: readonly Silence[] = ['silent', 'quiet', 'unclear', 'heard'];
  return heard
    .map((one) => {
      const interval = poissonInterval(one.voices);
      const expected = one.exposure * rate;
      return {
        ...one,
        ...interval,
        expected,
        status: statusOf(one.voices, interval.high, expected),
      };
    })
    .sort(
      (a, b) =>
        order.indexOf(a.status) - order.indexOf(b.status) ||
        b.expected - a.expected ||
        (a.value < b.value ? -1 : 1),
    );
}

function statusOf(voices: number, high: number, expected: number): Silence {
  if (high < FAR_LESS * expected) return voices === 0 ? 'silent' : 'quiet';
  return voices === 0 ? 'unclear' : 'heard';
}
