import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from '../../src/ingest/content-key.ts';

/** What keys and versions of stored voices were made with: a voice must never get another. */
function asDefined(text: string): string {
  const folded = text.normalize('NFKC').toLowerCase().replaceAll('_x000d_', ' ');
  return folded.replace(/\s+/g, ' ').trim();
}

describe('the text that keys are made of', () => {
  test.each([
    ['  Ｗｉ-Ｆｉ　断线，\r\n客服 不理 ', 'wi-fi 断线, 客服 不理'],
    ['太慢了_x000D_\n差', '太慢了 差'],
    ['１２３４５……', '12345......'],
    ['', ''],
    [' \u3000\t', ''],
  ])('%j is %j', (text, expected) => {
    expect(fold(text)).toBe(expected);
  });

  test('is as defined for every unit, alone, between others and before a mark over it', () => {
    const odd: string[] = [];
    for (let unit = 0; unit < 65_536; unit++) {
      const sign = String.fromCharCode(unit);
      for (const text of [sign, `a${sign}中`, ` ${sign} `, `中${sign}\u0301`, sign + sign]) {
        if (fold(text) !== asDefined(text)) odd.push(text);
      }
    }
    expect(odd).toEqual([]);
  });

  test('is as defined for texts of all kinds of units', () => {
    const unit = fc.constantFrom(...'很差Ａｂ，。 　\t_x00dD\u0301か\u3099…①６é😀\r\nﾞｶ¥￥');
    const any = fc.oneof(
      fc.array(unit).map((units) => units.join('')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(fc.property(any, (text) => fold(text) === asDefined(text)));
  });
});
