import { expect, test } from 'vitest';
import { renderJson } from '../../src/report/json.ts';
import { VIEW_IDS } from '../../src/report/views.ts';
import { ANONYMOUS, EMPTY, FINDINGS, HOSTILE, HOSTILE_SPAN } from '../support/findings.ts';

test('is known', async () => {
  await expect(renderJson(FINDINGS)).toMatchFileSnapshot('golden/report.json');
});

function keysOf(value: unknown): string[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...keysOf(inner)]);
}

test('has a version, snake_case keys, and customers words as received', () => {
  const document = JSON.parse(renderJson(HOSTILE));
  expect(document.version).toBe(1);
  expect(document.pains[0].label).toBe(HOSTILE_SPAN);
  expect(keysOf(document).filter((key) => !/^([a-z][a-z0-9_]*|\d+)$/.test(key))).toEqual([]);
});

test('carries the figures unformatted', () => {
  const { pains, scope, metrics } = JSON.parse(renderJson(FINDINGS));
  expect(scope.voices).toBe(1236);
  expect(pains[0]).toMatchObject({ pain_id: 'p3f2a91c0', voices: 86, severity: 0.62 });
  expect(pains[0].share.value).toBe(0.0695793);
  expect(metrics[2]).toMatchObject({ metric: 'net_sentiment', low: null });
});

test.each(VIEW_IDS)('the view %s is cut from the whole document', (view) => {
  const part = JSON.parse(renderJson(FINDINGS, { view }));
  expect({ ...JSON.parse(renderJson(FINDINGS)), ...part, view }).toEqual({
    ...JSON.parse(renderJson(FINDINGS)),
    view,
  });
});

test('customers that nobody knows are null, not zero', () => {
  const { scope, pains } = JSON.parse(renderJson(ANONYMOUS));
  expect([scope, ...pains].map(({ customers }) => customers)).toEqual([
    null,
    ...FINDINGS.pains.map(() => null),
  ]);
});

test('an empty store is a valid document with a hint', () => {
  const document = JSON.parse(renderJson(EMPTY));
  expect(document.scope.voices).toBe(0);
  expect(document.hint.zh).toContain('voc ingest FILE');
});
