import { Chalk } from 'chalk';
import type { Sentiment } from '../../model/labels.ts';

/** Colours of the terminal report. Blue and red-orange stay apart for colour-blind readers. */
export interface Paint extends Readonly<Record<Sentiment, (text: string) => string>> {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly relief: (text: string) => string;
}

/** Colours, or, without `color`, functions that leave the text as it is. */
export function painting(color: boolean): Paint {
  const chalk = new Chalk({ level: color ? 1 : 0 });
  return {
    bold: (text) => chalk.bold(text),
    dim: (text) => chalk.dim(text),
    positive: (text) => chalk.cyan(text),
    negative: (text) => chalk.red(text),
    mixed: (text) => chalk.yellow(text),
    neutral: (text) => chalk.gray(text),
    warning: (text) => chalk.red(text),
    relief: (text) => chalk.cyan(text),
  };
}
