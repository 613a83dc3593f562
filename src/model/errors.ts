import type { Message } from './labels.ts';

/**
 * The input, the store or a dictionary is at fault: one line that names the place, the fault and
 * the way out, and exit status 1 (or `status`). Anything else that is thrown is a bug.
 */
export class InputError extends Error {
  readonly text: Message;
  readonly status: number;

  constructor(text: Message, options: { cause?: unknown; status?: number } = {}) {
    super(text.en, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'InputError';
    this.text = text;
    this.status = options.status ?? 1;
  }
}

/** An input can be read, but nothing in it is a text that somebody wrote. */
export class NoTextError extends InputError {}

/** Exit statuses of the contract. */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  rejected: 3,
  alert: 4,
  busy: 75,
  interrupted: 130,
} as const;
