import { expect, test } from 'vitest';
import { findingsOf } from '../src/pipeline.ts';
import { factsOf, painOf } from './measure/facts-of.ts';

test('findings hold what is measured and the journey', () => {
  const findings = findingsOf(
    factsOf({
      scope: { ...factsOf().scope, voices: 20 },
      pains: [painOf({ voices: 4, stages: [{ stage: 'delivery', voices: 4 }] })],
    }),
  );
  expect(findings.pains[0]).toMatchObject({ label: '发货慢', rank: 1 });
  expect(findings.stages.find(({ stage }) => stage === 'delivery')?.pains).toEqual(['p00000001']);
});

test('the same facts give the same findings', () => {
  expect(findingsOf(factsOf())).toEqual(findingsOf(factsOf()));
});
