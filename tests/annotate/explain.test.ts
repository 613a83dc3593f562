import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { annotate } from '../../src/annotate/annotate.ts';
import { explain } from '../../src/annotate/explain.ts';
import type { Explanation, Quoted } from '../../src/model/explanation.ts';
import { engine } from '../support/engine.ts';
import { anyText } from '../support/texts.ts';

const why = (text: string): Explanation => explain(text, engine);

const SENTENCES = [
  '等了三天才发货，客服态度还差，再也不买了',
  '房间很大，但是隔音太差，早上五点就被吵醒',
  '一点都不贵，也没有异味，强烈推荐给大家',
  '如果态度好一点，我还会再来',
  '以前很好吃，现在很难吃😡',
  '骗子公司，我要投诉到12315，赶紧退款！',
  '请问这款手机支持双卡吗？',
  '質量很好，物流好快快快快，<br/>商家回复：感谢您的支持',
  '今天收到',
  '',
  ' \n',
] as const;

const texts = fc.oneof(
  fc.constantFrom(...SENTENCES),
  anyText,
  fc
    .array(fc.constantFrom(...SENTENCES), { minLength: 2, maxLength: 6 })
    .map((all) => all.join('。')),
);

const sumOf = ({ sentiment }: Explanation): number =>
  sentiment.contributions.reduce((sum, { logOdds }) => sum + logOdds, 0);

describe('for any text', () => {
  test('the contributions add up to the log-odds, and these to the score', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const found = why(text);
        expect(Math.abs(sumOf(found) - found.sentiment.logOdds)).toBeLessThan(1e-9);
        const score = Math.round(Math.tanh(found.sentiment.logOdds / 2) * 100) / 100;
        const shown = found.annotation.sentiment.score;
        expect(shown === score || (score === 0 && shown === 0.01)).toBe(true);
      }),
    );
  });

  test('the annotation is the one that annotate gives', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(why(text).annotation).toEqual(annotate(text, engine));
      }),
    );
  });

  test('every span slices back out of the text as received', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const { start, end, span } of spansOf(why(text))) {
          expect(text.slice(start, end)).toBe(span);
          expect(end).toBeGreaterThan(start);
        }
      }),
    );
  });

  test('every index points at something, and every label has a reason', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const found = why(text);
        const { judgements, tokens, cues, opinions } = found;
        const lists: Record<string, readonly unknown[]> = {
          ...{ judgement: judgements, model: tokens, opinion: opinions, cue: cues },
          ...{ hint: cues, accusation: cues, recommendation: cues },
        };
        const reasons = found.labels.flatMap((label) => label.reasons);
        const pointing = [...found.sentiment.contributions, ...reasons].flatMap((one) =>
          'index' in one && one.index !== null ? [lists[one.source]?.[one.index]] : [],
        );
        for (const target of pointing) expect(target).toBeDefined();
        for (const label of found.labels) expect(label.reasons).not.toEqual([]);
      }),
    );
  });
});

describe('what the models decide', () => {
  const total = (all: readonly number[]): number => all.reduce((sum, one) => sum + one, 0);

  test('opinions are the candidates above the bar, and what decides adds up to the margin', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { candidates, opinions } = why(text);
        for (const { parts, margin } of candidates) {
          expect(total(Object.values(parts))).toBeCloseTo(margin, 9);
        }
        for (const { candidate } of opinions) {
          expect(candidates[candidate ?? -1]?.margin).toBeGreaterThan(0);
        }
      }),
    );
  });

  test('a chosen aspect is ahead of the next, by what words and surroundings add up to', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const { aspect, aspectChoice: choice } of why(text).opinions) {
          if (choice === null) continue;
          const { words, surroundings, logOdds, margin, next } = choice;
          expect(total(words.map((word) => word.logOdds)) + surroundings).toBeCloseTo(logOdds, 9);
          expect(margin).toBeGreaterThanOrEqual(0);
          expect(next).not.toBe(aspect);
        }
      }),
    );
  });

  test('the aspect of an unknown object is the choice of the model, with the words that speak for it', () => {
    const [opinion] = why('入住体验一言难尽').opinions;
    expect(opinion?.aspectChoice?.words.map(({ span }) => span)).toContain('体验');
    expect(why('客服态度差').opinions[0]?.aspectChoice).toBeNull();
  });

  test('time grows with the text, not with its square', () => {
    const text = (count: number): string => SENTENCES.join('，').repeat(count);
    const cpuOf = (count: number): number => {
      const before = process.cpuUsage();
      why(text(count));
      return process.cpuUsage(before).user;
    };
    cpuOf(20);
    expect(cpuOf(320) / cpuOf(80)).toBeLessThan(10);
  });
});

function spansOf(found: Explanation): Quoted[] {
  return [
    ...found.candidates,
    ...found.opinions.flatMap(({ aspectChoice }) => aspectChoice?.words ?? []),
    ...found.cleaning,
    ...found.clauses,
    ...found.tokens,
    ...found.judgements,
    ...found.judgements.flatMap(({ modifiers, object }) => [
      ...modifiers,
      ...(object ? [object] : []),
    ]),
    ...found.cues,
    ...found.opinions,
    ...(found.domain?.words ?? []),
  ];
}

describe('a judgement', () => {
  test('names its entry, its place and its weight', () => {
    expect(why('客服很敷衍').judgements).toMatchObject([
      { start: 2, end: 5, span: '很敷衍', entry: '敷衍', origin: 'lexicon' },
    ]);
  });

  test.each([
    ['一点都不贵', '贵', ['negation']],
    ['如果服务好', '好', ['conditional']],
    ['以前很好吃，现在很难吃', '好吃', ['past', 'degree']],
    ['质量好吗', '好', ['question']],
    ['我很满意', '满意', ['degree']],
  ])('%s: %s is changed by %j', (text, entry, roles) => {
    const one = why(text).judgements.find((judgement) => judgement.entry === entry);
    expect(one?.modifiers.map(({ role }) => role)).toEqual(roles);
    expect(one?.weight).not.toBe(one?.own);
  });
});

test.each([
  ['質量很好', [['質', '质']]],
  ['很好好好好好', [['好好好好', '好']]],
  [
    '很好<br/>商家回复：谢谢',
    [
      ['<br/>', '\n'],
      ['商家回复：谢谢', ''],
    ],
  ],
  ['很好。', []],
])('cleaning notes of %s', (text, wanted) => {
  expect(why(text).cleaning.map(({ span, cleaned }) => [span, cleaned])).toEqual(wanted);
});

describe('labels', () => {
  test('name the opinions and cues that bring them', () => {
    const found = why('等了三天才发货，客服态度还差，再也不买了');
    const reasons = (label: string) => found.labels.find((one) => one.label === label)?.reasons;
    expect(reasons('delivery')).toEqual([{ source: 'opinion', index: 0 }]);
    const [cue] = reasons('churn') ?? [];
    expect(cue).toMatchObject({ source: 'cue' });
    expect(found.cues[(cue as { index: number }).index]?.label).toBe('signal:churn');
  });

  test('say where nothing speaks for another', () => {
    const found = why('今天收到');
    expect(found.labels).toContainEqual({
      field: 'kinds',
      label: 'other',
      reasons: [{ source: 'default' }],
    });
  });
});

test('the industry is told with the words that tell it', () => {
  const found = why('酒店前台很热情，房间干净，早餐丰盛');
  expect(found.domain?.name).toBe('hotel');
  expect(found.domain?.words.map(({ span }) => span)).toContain('酒店');
});
