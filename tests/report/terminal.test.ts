import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import type { Findings } from '../../src/model/findings.ts';
import { widthOf } from '../../src/report/terminal/layout.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import { VIEW_IDS } from '../../src/report/views.ts';
import { COMPARED, EMPTY, FINDINGS, HOSTILE, HOSTILE_SPAN, pain } from '../support/findings.ts';

const ZH = { language: 'zh', color: false, width: 80 } as const;

/** Names that are wider than their characters, or that have no place to break. */
const WIDE_NAME = `👨‍👩‍👧‍👦家庭装🔋续航${'Donaudampfschifffahrt'.repeat(8)}`;
const WIDE: Findings = {
  ...COMPARED,
  channels: FINDINGS.channels.map((group) => ({ ...group, name: WIDE_NAME })),
  pains: FINDINGS.pains.map((found) => ({
    ...found,
    label: WIDE_NAME,
    quotes: found.quotes.map((said) => ({ ...said, span: WIDE_NAME, voiceId: WIDE_NAME })),
  })),
};

test.each([60, 61, 80, 100, 120, 160, 200])('every line fits %i columns', (width) => {
  for (const language of ['zh', 'en'] as const) {
    for (const findings of [FINDINGS, HOSTILE, COMPARED, WIDE]) {
      const lines = renderTerminal(findings, { language, color: false, width }).split('\n');
      const long = lines.filter((line) => widthOf(line) > width);
      expect(long).toEqual([]);
    }
  }
});

test('shows the report as it is known, at 80 columns', async () => {
  await expect(renderTerminal(FINDINGS, ZH)).toMatchFileSnapshot('golden/terminal-zh-80.txt');
});

test('begins with what matters: how many, how bad, what first, whether it grows', () => {
  const report = renderTerminal(FINDINGS, { ...ZH, width: 200 });
  expect(report).toContain(
    '1,236 条客户声音中，负面占 38.2%（95% 区间 35.5%–40.9%）。首要痛点是「扫地机器人断网」：86 条，涉及 71 位客户，占 7.0%，近四周明显上升。「净水器安装久等」已明显回落。',
  );
});

test('each pain point has its quotes with the voice they come from', () => {
  const report = renderTerminal(FINDINGS, { ...ZH, width: 120 });
  expect(report).toContain('“机器扫到一半就掉线”  #H-00931 2026-03-21，同样说法 7 条');
});

test('marks peak, valley and end of the journey', () => {
  const lines = renderTerminal(FINDINGS, { ...ZH, view: 'stages' }).split('\n');
  const line = (stage: string): string => lines.find((one) => one.startsWith(stage)) ?? '';
  expect(line('使用')).toContain('+0.34  +0.27 – +0.41  690  峰');
  expect(line('服务')).toContain('-0.41  -0.53 – -0.28  198  谷');
  expect(line('去留')).toContain('-0.05  -0.21 – +0.11  140  终');
});

test('colour adds nothing but colour codes', () => {
  const plain = renderTerminal(FINDINGS, ZH);
  const colored = renderTerminal(FINDINGS, { ...ZH, color: true });
  expect(colored).not.toBe(plain);
  expect(stripVTControlCharacters(colored)).toBe(plain);
  expect(plain).not.toContain('\u001b');
});

test('escape codes and marks of direction in customers words stay words', () => {
  const report = renderTerminal(HOSTILE, { ...ZH, color: true });
  const codes = report.split('\u001b').slice(1);
  expect(codes.every((code) => /^\[\d+m/.test(code))).toBe(true);
  expect(report).not.toContain('\u001b[31m红');
  expect(report).toContain('␛[31m红␛[0m');
  expect(report.replaceAll('\u001b', '')).not.toMatch(/(?!\n)\p{Control}|\u202e/u);
  expect(HOSTILE_SPAN).toContain('\u202e');
});

test.each(VIEW_IDS)('the view %s is a part of the whole report', (view) => {
  const part = renderTerminal(COMPARED, { ...ZH, view, limit: 10 });
  const whole = renderTerminal(COMPARED, ZH).split('\n');
  for (const line of part.split('\n')) expect(whole).toContain(line);
  expect(part.split('\n').length).toBeLessThan(whole.length);
});

test('an empty store says so and what to do next', () => {
  expect(renderTerminal(EMPTY, ZH)).toContain('voc ingest FILE');
  expect(renderTerminal(EMPTY, { ...ZH, language: 'en' })).toContain('run voc ingest FILE');
});

test('says what was left out of a long list, and what is not clustered yet', () => {
  const pains = Array.from({ length: 30 }, (_, index) =>
    pain({ id: `p${index}`, label: `问题${index}`, rank: index + 1, voices: index < 25 ? 9 : 1 }),
  );
  const scope = { ...FINDINGS.scope, unclustered: 1234 };
  const report = renderTerminal({ ...FINDINGS, pains, scope }, ZH);
  expect(report).toContain('未列出：15 个痛点，5 个只有一条声音的问题');
  expect(report).toContain('1,234 条带负面观点的声音尚未归并进痛点');
});

test('findings without dates, pain points or scores are reported without them', () => {
  const bare = {
    ...FINDINGS,
    weeks: [],
    months: [],
    pains: [],
    others: [],
    rising: [],
    falling: [],
    metrics: [],
    notes: [],
    scope: { ...FINDINGS.scope, firstDay: null, lastDay: null },
  };
  const report = renderTerminal(bare, ZH);
  for (const text of ['看不出走势', '没有归并出痛点', '没有明显变化的痛点', '没有可以计算的评分']) {
    expect(report).toContain(text);
  }
});
