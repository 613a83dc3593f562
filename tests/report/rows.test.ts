import { expect, test } from 'vitest';
import { painRows, viewRows } from '../../src/report/rows.ts';
import { VIEW_IDS } from '../../src/report/views.ts';
import { COMPARED, EMPTY, FINDINGS, pain, quote } from '../support/findings.ts';

test('pain points have the columns of the contract, and the unranked groups at the end', () => {
  const { columns, rows } = painRows(FINDINGS);
  expect(columns.slice(0, 14).join(', ')).toBe(
    'pain_id, label, aspect, stage, voices, customers, share, severity, trend, first_seen, last_seen, stability, status, quotes',
  );
  expect(rows[0]?.slice(0, 14)).toEqual([
    'p3f2a91c0',
    '扫地机器人断网',
    'digital',
    'use',
    86,
    71,
    0.0695793,
    0.62,
    'rising',
    '2025-10-09',
    '2026-03-29',
    0.8,
    'actionable',
    '升级以后扫地机器人天天断网，重新配对三次都没用|机器扫到一半就掉线|路由器就在旁边还是连不上',
  ]);
  expect(rows.slice(-2).map((row) => row[1])).toEqual(['笼统差评', '未能归类']);
});

test('a bar inside a quote does not split the set', () => {
  const one = pain({ id: 'p1', label: 'x', quotes: [quote('1', '又|断网'), quote('2', '掉线')] });
  expect(painRows({ ...FINDINGS, pains: [one], others: [] }).rows[0]?.at(13)).toBe('又｜断网|掉线');
});

test.each(VIEW_IDS)(
  'the rows of %s are as wide as their header, also in an empty store',
  (view) => {
    for (const findings of [COMPARED, EMPTY]) {
      const { columns, rows } = viewRows(findings, view);
      expect(rows.every((row) => row.length === columns.length)).toBe(true);
    }
    expect(viewRows(COMPARED, view).rows.length).toBeGreaterThan(0);
  },
);

test('the whole report as rows is its pain points', () => {
  expect(viewRows(FINDINGS)).toEqual(painRows(FINDINGS));
});

test('sentiment comes as a whole, by month and by week', () => {
  const { rows } = viewRows(FINDINGS, 'sentiment');
  expect(rows.filter((row) => row[0] === 'all')).toHaveLength(1);
  expect(rows.filter((row) => row[0] === 'month')).toHaveLength(6);
  expect(rows.filter((row) => row[0] === 'week')).toHaveLength(26);
});
