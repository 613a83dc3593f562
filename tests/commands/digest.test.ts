import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keyedDigest } from '../../src/commands/digest.ts';

it('is HMAC-SHA-256, for keys and texts of any length, one after another', () => {
  const key = fc.uint8Array({ maxLength: 200 });
  const texts = fc.array(fc.string({ unit: 'binary', maxLength: 2000 }), { minLength: 1 });
  fc.assert(
    fc.property(key, texts, (bytes, all) => {
      const keyed = keyedDigest(bytes);
      for (const text of all) {
        expect(keyed(text)).toBe(createHmac('sha256', bytes).update(text).digest('hex'));
      }
    }),
  );
});
