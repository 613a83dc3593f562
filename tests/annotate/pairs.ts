import { readFileSync } from 'node:fs';
import { annotate } from '../../src/annotate/annotate.ts';
import type { Annotation } from '../../src/model/annotation.ts';
import { engine } from '../support/engine.ts';

/** A sentence of a table in `pairs/`, with what the engine made of it. */
export interface Scored {
  readonly phenomenon: string;
  readonly text: string;
  /** As the table writes it. */
  readonly expected: string;
  readonly found: string;
  readonly right: boolean;
}

const SIGN = { positive: '+', negative: '-', neutral: '0', mixed: '±' } as const;

/**
 * Sentences with the sentiments that a reader would accept (`+`, `-`, `0` for none, `±` for both; `-0` for
 * either) and, where the last column has them, polarity and aspect of an opinion that must be among those found.
 */
export function scoreSentiment(file: string): Scored[] {
  return rowsOf(file, ['phenomenon', 'text', 'sentiment', 'opinion']).map(
    ([phenomenon = '', text = '', sentiment = '', opinion = '-']) => {
      const annotation = annotate(text, engine);
      const opinions = annotation.opinions.map(({ polarity, aspect }) => `${polarity} ${aspect}`);
      const sign = SIGN[annotation.sentiment.label];
      return {
        phenomenon,
        text,
        expected: opinion === '-' ? sentiment : `${sentiment} ${opinion}`,
        found: [sign, ...opinions].join(', '),
        right: sentiment.includes(sign) && (opinion === '-' || opinions.includes(opinion)),
      };
    },
  );
}

/** Sentences with a label (`kind:need`, `stage:use`, `signal:churn`, `urgency:none`) that must, or must not, be there. */
export function scoreLabels(file: string): Scored[] {
  return rowsOf(file, ['phenomenon', 'text', 'label', 'fires']).map(
    ([phenomenon = '', text = '', label = '', fires = '']) => {
      const labels = labelsOf(annotate(text, engine));
      return {
        phenomenon,
        text,
        expected: fires === 'yes' ? label : `not ${label}`,
        found: labels.join(', '),
        right: labels.includes(label) === (fires === 'yes'),
      };
    },
  );
}

function labelsOf({ kinds, stages, signals, urgency }: Annotation): string[] {
  return [
    ...kinds.map((kind) => `kind:${kind}`),
    ...stages.map((stage) => `stage:${stage}`),
    ...signals.map((signal) => `signal:${signal}`),
    `urgency:${urgency}`,
  ];
}

function rowsOf(file: string, columns: readonly string[]): string[][] {
  const text = readFileSync(new URL(`pairs/${file}`, import.meta.url), 'utf8');
  const [header = '', ...rows] = text.trimEnd().split('\n');
  if (header !== columns.join('\t')) throw new Error(`${file}: its header is ${header}`);
  return rows.map((row, i) => {
    const cells = row.split('\t');
    if (cells.length !== columns.length) throw new Error(`${file}:${i + 2}: ${row}`);
    return cells;
  });
}
