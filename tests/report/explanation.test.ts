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
  fc.assert(
    fc.property(fc.oneof(anyText, fc.constant(HOSTILE)), width, language, (text, columns, lang) => {
      const options = { language: lang, width: columns, color: false };
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
      const plain = renderExplanation(found, { language: 'zh', width: columns, color: false });
      const colored = renderExplanation(found, { language: 'zh', width: columns, color: true });
      expect(stripVTControlCharacters(colored)).toBe(plain);
    }),
  );
});

test('words of praise and of blame have colours of their own', () => {
  const found = explain('房间很大，但是太吵', engine);
  const [text = ''] = renderExplanation(found, { language: 'zh', width: 80, color: true }).split(
    '\n',
  );
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
