import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codeAt } from '../../src/text/units.ts';

/** The same characters in the forms that texts get by being read, cut out, put together and used as names. */
function formsOf(text: string): readonly string[] {
  const half = text.length >> 1;
  return [
    text,
    `前${text}后`.slice(1, -1),
    text.slice(0, half) + text.slice(half),
    JSON.parse(JSON.stringify(text)) as string,
    Object.keys({ [text]: 1 })[0] ?? '',
  ];
}

test('a unit of a text is the same in whatever form the text is kept, and none outside of it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      for (const form of formsOf(text)) {
        for (let at = -1; at <= text.length; at++) {
          expect(codeAt(form, at)).toBe(text.charCodeAt(at));
        }
      }
    }),
  );
});
