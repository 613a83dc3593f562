import { describe, expect, test } from 'vitest';
import { titleOf } from '../../src/report/journey/words.ts';
import { JOURNEYS, mapOf } from '../support/journey.ts';

const packs = [
  ...new Set(JOURNEYS.split('\n').flatMap((line) => /^([a-z]+)\t\d/.exec(line)?.[1] ?? [])),
];

describe('title of a journey', () => {
  test('there are packs', () => {
    expect(packs).toContain('bank');
  });

  test.each(packs)('%s has a name in both languages', (pack) => {
    const map = { ...mapOf(), pack };
    expect(titleOf(map, 'zh')).toMatch(/^客户旅程 · \p{Script=Han}+$/u);
    expect(titleOf(map, 'en')).toMatch(/^Customer journey · [a-z ]+$/);
  });

  test('the built-in journey and that of a team need none', () => {
    expect(titleOf({ ...mapOf(), pack: 'default' }, 'zh')).toBe('客户旅程');
    expect(titleOf({ ...mapOf(), pack: 'own', group: '金卡' }, 'zh')).toBe('客户旅程 · 金卡');
  });
});
