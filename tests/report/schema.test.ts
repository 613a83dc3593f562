import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { renderJson } from '../../src/report/json.ts';
import { VIEW_IDS } from '../../src/report/views.ts';
import { COMPARED, EMPTY, FINDINGS, HOSTILE } from '../support/findings.ts';
import { FIXTURES, ROOT, workFolder } from '../support/process.ts';
import { REPORT_SCHEMA } from '../support/report-schema.ts';
import { voc } from '../support/voc.ts';

const FILE = join(ROOT, 'docs/report.schema.json');

/** What the published schema finds wrong with a document. */
function faultsOf(document: unknown): string[] {
  const schema = z.fromJSONSchema(JSON.parse(readFileSync(FILE, 'utf8')));
  const { success, error } = schema.safeParse(document);
  return success
    ? []
    : (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

test('the published schema is up to date (vitest -u writes it)', async () => {
  await expect(`${JSON.stringify(REPORT_SCHEMA, null, 2)}\n`).toMatchFileSnapshot(FILE);
});

test.each(Object.entries({ FINDINGS, COMPARED, HOSTILE, EMPTY }))(
  '%s is valid, and each view of it',
  (_, findings) => {
    for (const view of [undefined, ...VIEW_IDS]) {
      const document = JSON.parse(renderJson(findings, view ? { view } : {}));
      expect({ view, faults: faultsOf(document) }).toEqual({ view, faults: [] });
    }
  },
);

test.each([
  ['a field more', { extra: 1 }],
  ['a field of another type', { notes: 'none' }],
  ['another version', { version: 2 }],
  [
    'a share above 1',
    { sentiment: [{ label: 'negative', count: 1, n: 1, value: 2, low: 0, high: 1 }] },
  ],
  [
    'a label of no codebook',
    { kinds: [{ label: 'x', count: 1, n: 1, value: 1, low: 0, high: 1 }] },
  ],
])('%s is not valid', (_, change) => {
  const document = { ...JSON.parse(renderJson(FINDINGS)), ...change };
  expect(faultsOf(document)).not.toEqual([]);
});

test('what the program writes is valid', async () => {
  const cwd = workFolder();
  await voc(['ingest', join(FIXTURES, 'nps.csv')], { cwd });
  await voc(['cluster'], { cwd });
  const { stdout } = await voc(
    ['report', '--format', 'json', '--since', '2026-01-01', '--compare-to', 'previous'],
    { cwd },
  );
  const document = JSON.parse(stdout);
  expect(document.pains.length).toBeGreaterThan(0);
  expect(document.comparison).not.toBeNull();
  expect(faultsOf(document)).toEqual([]);
});
