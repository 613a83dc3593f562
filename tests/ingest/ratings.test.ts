import { expect, test } from 'vitest';
import { createRatingReader, inferScale, parseRating } from '../../src/ingest/ratings.ts';
import { lexicon } from '../support/exports.ts';

test.each([
  ['评分', ['5', '4', '1'], 5],
  ['评分', ['9', '10', '3'], 10],
  ['得分', ['95', '60'], 100],
  ['NPS评分', ['3', '4'], 10],
  ['您有多大可能向朋友推荐我们？（0-10分）', ['5'], 10],
  ['星级', ['5星'], 5],
  ['满意度', ['8/10'], 10],
  ['评分', ['3', '5', '4', '99', '1'], 5],
  ['评分', ['3', '5', '9', '1'], 10],
  ['评分', [...Array(60).fill('4'), '6', '7', '8'], 10],
  ['评分', ['7', '10', '4', '100', '9', '8'], 10],
])('%s with %j goes up to %d', (name, values, scale) => {
  expect(inferScale(name, values, lexicon)).toBe(scale);
});

test.each([
  ['5', 5, 5],
  ['4.5', 5, 4.5],
  ['5星', 5, 5],
  ['4 stars', 5, 4],
  ['五星', 5, 5],
  ['3分', 5, 3],
  ['★★★★☆', 5, 4],
  ['⭐️⭐️⭐️', 5, 3],
  ['非常满意(5)', 5, 5],
  ['非常满意（5分）', 5, 5],
  ['5-非常满意', 5, 5],
  ['不满意', 5, 2],
  ['好评', 5, 5],
  ['中评', 5, 3],
  ['差评', 5, 1],
  ['8/10', 10, 8],
  ['0', 10, 0],
  ['８分', 10, 8],
  ['0', 5, null],
  ['6', 5, null],
  ['11', 10, null],
  ['-1', 5, null],
  ['未评分', 5, null],
  ['', 5, null],
  ['13800138000', 100, null],
] as const)('%s on a scale to %d is %s', (value, scale, expected) => {
  expect(parseRating(value, scale, lexicon)).toBe(expected);
});

test.each([
  ['0', 5, true],
  ['9', 5, true],
  ['5星', 5, false],
  ['未评分', 5, false],
  ['', 5, false],
  ['0', 10, false],
] as const)('%j is a score off the scale to %d: %s', (value, scale, is) => {
  const ratingOf = createRatingReader(scale, lexicon);
  const once = ratingOf(value);
  expect(once.isOffScale).toBe(is);
  expect([once.rating, ratingOf(value)]).toEqual([parseRating(value, scale, lexicon), once]);
});
