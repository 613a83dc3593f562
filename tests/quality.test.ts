import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { SENTIMENT_SETS } from '../scripts/data-folder.ts';
import { annotate } from '../src/annotate/annotate.ts';
import { KINDS, labelsOf, SIGNALS, STAGES, URGENCIES } from '../src/model/labels.ts';
import { engine } from './support/engine.ts';
import { sharedFile } from './support/shared.ts';

/** Scores from 0 to 1 that the program has reached on labelled data that it is not trained on. They only go up. */
const FLOORS = {
  sentimentAccuracy: 0.885,
  kinds: 0.83,
  stages: 0.835,
  signals: 0.86,
  urgency: 0.895,
  negativeOpinions: 0.725,
  negativeOpinionsWithAspect: 0.565,
  meanSentiment: 0.88,
  mealOpinions: 0.66,
  beautyOpinions: 0.8,
} as const;

const gold = sharedFile('data/gold/dev.jsonl');
const scores = sharedFile('eval/lib.mjs');

/** The scoring functions of the evaluation scripts, as far as they are used here. */
interface Scores {
  readonly macroF1: (
    gold: readonly string[],
    found: readonly string[],
    of: readonly string[],
  ) => { macro: number };
  readonly multiLabel: (
    gold: readonly (readonly string[])[],
    found: readonly (readonly string[])[],
    of: readonly string[],
  ) => { micro: number };
  readonly matchOpinions: <T>(gold: readonly T[], found: readonly unknown[]) => [T, T][];
  readonly prf: (hits: number, found: number, gold: number) => { f: number };
  readonly readCsv: (path: string) => Record<string, string>[];
}

interface GoldVoice {
  readonly text: string;
  readonly sentiment: string;
  readonly kinds: readonly string[];
  readonly stages: readonly string[];
  readonly signals: readonly string[];
  readonly urgency: string;
  readonly opinions: readonly {
    readonly span: string;
    readonly polarity: string;
    readonly aspect: string;
  }[];
}

describe.skipIf(gold === null || scores === null)(
  `labelled voices${gold === null ? ' (skipped: the data folder `../shared` is not there)' : ''}`,
  async () => {
    const score =
      scores === null ? ({} as Scores) : ((await import(pathToFileURL(scores).href)) as Scores);
    const voices: GoldVoice[] =
      gold === null
        ? []
        : readFileSync(gold, 'utf8')
            .split('\n')
            .filter((line) => line !== '')
            .map((line) => JSON.parse(line) as GoldVoice);
    const found = voices.map(({ text }) => annotate(text, engine));

    test('keep their sentiment', () => {
      const right = voices.filter(
        (voice, i) => voice.sentiment === found[i]?.sentiment.label,
      ).length;
      expect(right / voices.length).toBeGreaterThan(FLOORS.sentimentAccuracy);
    });

    test.each([
      ['kinds', labelsOf(KINDS)],
      ['stages', labelsOf(STAGES)],
      ['signals', labelsOf(SIGNALS)],
    ] as const)('keep their %s', (field, labels) => {
      const wanted = voices.map((voice) => voice[field]);
      const given = found.map((annotation) => annotation[field]);
      expect(score.multiLabel(wanted, given, labels).micro).toBeGreaterThan(FLOORS[field]);
    });

    test('keep their urgency', () => {
      const wanted = voices.map(({ urgency }) => urgency);
      const given = found.map(({ urgency }) => urgency);
      expect(score.macroF1(wanted, given, labelsOf(URGENCIES)).macro).toBeGreaterThan(
        FLOORS.urgency,
      );
    });

    test('keep their negative opinions, with span and aspect', () => {
      let [hits, aspects, given, wanted] = [0, 0, 0, 0];
      for (const [i, { text, opinions }] of voices.entries()) {
        const negative = opinions
          .filter(({ polarity }) => polarity === 'negative')
          .map((opinion) => {
            const start = text.indexOf(opinion.span);
            return { ...opinion, start, end: start + opinion.span.length };
          });
        const own = found[i]?.opinions.filter(({ polarity }) => polarity === 'negative') ?? [];
        const pairs = score.matchOpinions(negative, own);
        hits += pairs.length;
        aspects += pairs.filter(([a, b]) => a.aspect === b.aspect).length;
        given += own.length;
        wanted += negative.length;
      }
      expect(score.prf(hits, given, wanted).f).toBeGreaterThan(FLOORS.negativeOpinions);
      expect(score.prf(aspects, given, wanted).f).toBeGreaterThan(
        FLOORS.negativeOpinionsWithAspect,
      );
    });

    test.each([
      ['restaurant_aste_zhang', FLOORS.mealOpinions],
      ['zhejiang_cosmetics_quads', FLOORS.beautyOpinions],
    ])('keep their opinions in %s', { timeout: 60_000 }, (name, floor) => {
      const file = sharedFile(`data/opinion/${name}.dev.jsonl`);
      const marked = readFileSync(file ?? '', 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Pick<GoldVoice, 'text' | 'opinions'>);
      let [hits, given, wanted] = [0, 0, 0];
      for (const { text, opinions } of marked) {
        const judged = opinions.filter(({ polarity }) => polarity !== 'neutral');
        const own = annotate(text, engine).opinions.filter(
          ({ polarity }) => polarity !== 'neutral',
        );
        hits += score.matchOpinions(judged, own).length;
        given += own.length;
        wanted += judged.length;
      }
      expect(score.prf(hits, given, wanted).f).toBeGreaterThan(floor);
    });

    test('keep their polarity in ten other sets, on average', { timeout: 120_000 }, () => {
      const sets = SENTIMENT_SETS.map((name) =>
        sharedFile(`data/sentiment/${name}.dev.csv`),
      ).filter((path) => path !== null);
      expect(sets).toHaveLength(SENTIMENT_SETS.length);
      const scored = sets.map((path) => {
        const rows = score
          .readCsv(path)
          .filter(({ label }) => ['1', '0', '-1'].includes(label ?? ''));
        const three = rows.some(({ label }) => label === '-1');
        const used = rows.filter(({ label }) => !(three && label === '0'));
        const wanted = used.map(({ label }) => (label === '1' ? 'positive' : 'negative'));
        const given = used.map(({ text }) =>
          annotate(text ?? '', engine).sentiment.score >= 0 ? 'positive' : 'negative',
        );
        return score.macroF1(wanted, given, ['positive', 'negative']).macro;
      });
      expect(scored.reduce((sum, one) => sum + one, 0) / scored.length).toBeGreaterThan(
        FLOORS.meanSentiment,
      );
    });
  },
);
