import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { annotate } from '../../src/annotate/annotate.ts';
import { type Candidate, candidatesOf } from '../../src/annotate/candidates.ts';
import { JOIN_CELLS, joinFeatures, MOST_JOIN_FEATURES } from '../../src/annotate/opinion-joins.ts';
import {
  decide,
  type OpinionModel,
  openOpinionModel,
  packOpinionModel,
  WEIGHTS,
} from '../../src/annotate/opinion-model.ts';
import { findJudgements } from '../../src/annotate/polarity.ts';
import { type Prepared, prepareTexts, readText } from '../../src/annotate/reading.ts';
import { createWorkspace } from '../../src/annotate/workspace.ts';
import { InputError } from '../../src/model/errors.ts';
import { engine } from '../support/engine.ts';

const bytes = readFileSync(new URL('../../dictionaries/opinions.model', import.meta.url));
const polarities = (text: string): string[] =>
  annotate(text, engine).opinions.map(({ polarity }) => polarity);

describe('the file of the model', () => {
  test('is what packing its content gives', () => {
    expect(Buffer.from(packOpinionModel(openOpinionModel(bytes))).equals(bytes)).toBe(true);
  });

  test.each([
    ['empty', new Uint8Array()],
    ['cut short', bytes.subarray(0, bytes.length - 1)],
    ['something else', Buffer.from(bytes).fill(0, 0, 4)],
    ['of another version', Buffer.from(bytes).fill(9, 4, 5)],
    ['of a size that no machine has', Buffer.from(bytes).fill(255, 8, 12)],
  ])('is refused when it is %s', (_, damaged) => {
    expect(() => openOpinionModel(damaged)).toThrow(InputError);
  });

  test('may begin anywhere in memory', () => {
    const shifted = new Uint8Array(bytes.length + 1);
    shifted.set(bytes, 1);
    expect(openOpinionModel(shifted.subarray(1)).weights).toEqual(engine.opinions.weights);
  });
});

describe('a complaint that no entry judges is an opinion beside one that does', () => {
  test.each([
    ['挂号处只开了一个窗口，太慢了', '挂号处只开了一个窗口'],
    ['教练开口就要红包，态度很差', '教练开口就要红包'],
    ['充值以后根本不到账，垃圾平台', '充值以后根本不到账'],
    ['客服让我自己去查，太敷衍了', '客服让我自己去查'],
    ['房东不肯退我押金，黑心', '房东不肯退我押金'],
  ])('%s', (text, span) => {
    const found = annotate(text, engine).opinions;
    expect(found.map(({ polarity }) => polarity)).toEqual(['negative', 'negative']);
    expect(found[0]?.span).toBe(span);
  });
});

describe('what only tells or asks is none', () => {
  test.each([
    '请问周末办理对公业务吗？',
    '上个月在你们这里投保了一份车险。',
    '我买的是黑色，尺码选的L。',
    '昨天带父母去了趟博物馆，下午回来的。',
    '申请开通网上银行需要带什么证件',
    '帮我把地址改成西湖区文三路',
    '我爸今年六十五岁',
    '您好，我的订单什么时候发货？',
  ])('%s', (text) => {
    expect(polarities(text)).toEqual([]);
  });
});

describe('reviews of meals', () => {
  /** Every feature speaks faintly for them. */
  const hinted: OpinionModel = (() => {
    const model = openOpinionModel(bytes);
    const weights = Int8Array.from(model.weights, (_, at) => (at % WEIGHTS === 2 ? 1 : 0));
    return openOpinionModel(packOpinionModel({ ...model, weights, scale: 0.01 }));
  })();
  const styleOf = (text: string): string => {
    const [prepared] = prepareTexts([text], engine.lexicon, engine.segmenter);
    const reading = readText(prepared as Prepared, engine.lexicon);
    const judgements = findJudgements(reading);
    const candidates = candidatesOf(reading, judgements);
    return decide(hinted, reading, judgements, candidates, 0, createWorkspace()).style;
  };

  test.each([
    ['no industry', '真的很不错，下次再来', 'meal'],
    ['meals', '红烧肉入口即化，凉菜也好吃', 'meal'],
    ['another industry', '手机屏幕很清晰，电池耐用', 'general'],
  ])('a hint is enough where the words are of %s', (_, text, style) => {
    expect(styleOf(text)).toBe(style);
  });
});

test('what tells whether two stretches are one opinion never needs more room than there is', () => {
  const text = '虾饺皮薄馅大，个个都很饱满，很鲜，很入味';
  const [prepared] = prepareTexts([text], engine.lexicon, engine.segmenter);
  const reading = readText(prepared as Prepared, engine.lexicon);
  const [last, next] = candidatesOf(reading, findJudgements(reading)) as [Candidate, Candidate];
  const cells = new Int32Array(2 * MOST_JOIN_FEATURES).fill(-1);
  const count = joinFeatures(reading, last, next, false, cells);
  expect(count).toBe(MOST_JOIN_FEATURES);
  expect([...cells.subarray(count)].every((cell) => cell === -1)).toBe(true);
  expect([...cells.subarray(0, count)].every((cell) => cell >= 0 && cell < JOIN_CELLS)).toBe(true);
});
