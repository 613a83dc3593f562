import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { explain } from '../../src/annotate/explain.ts';
import { renderExplanationJson } from '../../src/report/explanation/json.ts';
import { renderExplanation } from '../../src/report/explanation/terminal.ts';
import { widthOf } from '../../src/report/terminal/layout.ts';
import { engine } from '../support/engine.ts';
import { anyText } from '../support/texts.ts';

const HOSTILE = '很好\u001b[31m\u001b]0;x\u0007，\u202e太差了\r\n第二行\ud83d';

const width = fc.integer({ min: 40, max: 130 });
const language = fc.constantFrom('zh' as const, 'en' as const);

test('no control character reaches the terminal, and no line is wider than it', () => {
  const inputs = [fc.oneof(anyText, fc.constant(HOSTILE)), width, language, fc.boolean()] as const;
  fc.assert(
    fc.property(...inputs, (text, columns, lang, verbose) => {
      const options = { language: lang, width: columns, color: false, verbose };
      const lines = renderExplanation(explain(text, engine), options).split('\n');
      for (const line of lines) {
        expect(line).not.toMatch(/[\p{Cc}\u202a-\u202e]/u);
        expect(widthOf(line)).toBeLessThanOrEqual(columns);
      }
    }),
  );
});

test('colour changes nothing but colour', () => {
  fc.assert(
    fc.property(anyText, width, (text, columns) => {
      const found = explain(text, engine);
      const options = { language: 'zh', width: columns, verbose: true } as const;
      const plain = renderExplanation(found, { ...options, color: false });
      const colored = renderExplanation(found, { ...options, color: true });
      expect(stripVTControlCharacters(colored)).toBe(plain);
    }),
  );
});

test('words of praise and of blame have colours of their own', () => {
  const found = explain('房间很大，但是太吵', engine);
  const [text = ''] = renderExplanation(found, {
    language: 'zh',
    width: 80,
    color: true,
    verbose: false,
  }).split('\n');
  expect(text).toBe('房间\u001b[36m很大\u001b[39m，但是\u001b[31m太吵\u001b[39m');
});

test('JSON holds all contributions, each with its place', () => {
  const found = explain('客服很敷衍', engine);
  const document = JSON.parse(renderExplanationJson(found, 2));
  const { contributions, log_odds, score } = document.sentiment;
  const sum = contributions.reduce(
    (all: number, one: { log_odds: number }) => all + one.log_odds,
    0,
  );
  expect(sum).toBeCloseTo(log_odds, 9);
  expect(Math.round(Math.tanh(log_odds / 2) * 100) / 100).toBe(score);
  expect(contributions).toContainEqual(
    expect.objectContaining({ source: 'judgement', origin: 'lexicon', start: 2, end: 5 }),
  );
  expect(document.opinions).toMatchObject([{ span: '客服很敷衍', judgement: 0 }]);
  expect(renderExplanationJson(found, 0).trimEnd()).not.toContain('\n');
});

test('rejected candidates are told where they are asked for, with what spoke against them', () => {
  const found = explain('开机慢得要死，早上去的，不太行', engine);
  const rejected = found.candidates.filter(({ margin }) => margin <= 0);
  expect(rejected.length).toBeGreaterThan(0);
  const options = { language: 'zh', width: 100, color: false } as const;
  const told = renderExplanation(found, { ...options, verbose: true });
  expect(told).toContain('没有成为观点的候选');
  for (const { span } of rejected) expect(told).toContain(`「${span}」`);
  expect(renderExplanation(found, { ...options, verbose: false })).not.toContain('候选');
});

test('of a very long text the beginning is shown, and JSON holds all of it', () => {
  const found = explain('客服态度差，'.repeat(3000), engine);
  const page = renderExplanation(found, { language: 'zh', width: 80, color: false, verbose: true });
  expect(page.length).toBeLessThan(60_000);
  expect(page).toContain('其余 2800 条见 --format json');
  expect(JSON.parse(renderExplanationJson(found, 0)).opinions).toHaveLength(3000);
});
