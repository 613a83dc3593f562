import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { annotate } from '../../src/annotate/annotate.ts';
import { absentIn, openAspectModel, packAspectModel } from '../../src/annotate/aspect-model.ts';
import { DOMAINS } from '../../src/lexicon/entries.ts';
import { InputError } from '../../src/model/errors.ts';
import { ASPECTS, labelsOf } from '../../src/model/labels.ts';
import { engine } from '../support/engine.ts';

const bytes = readFileSync(new URL('../../dictionaries/aspects.model', import.meta.url));

describe('the file of the model', () => {
  test('is what packing its content gives', () => {
    expect(Buffer.from(packAspectModel(openAspectModel(bytes))).equals(bytes)).toBe(true);
  });

  test.each([
    ['empty', new Uint8Array()],
    ['cut short', bytes.subarray(0, bytes.length - 1)],
    ['something else', Buffer.from(bytes).fill(0, 0, 4)],
    ['of another version', Buffer.from(bytes).fill(9, 4, 5)],
    ['of a size that no machine has', Buffer.from(bytes).fill(255, 8, 12)],
  ])('is refused when it is %s', (_, damaged) => {
    expect(() => openAspectModel(damaged)).toThrow(InputError);
  });

  test('may begin anywhere in memory', () => {
    const shifted = new Uint8Array(bytes.length + 1);
    shifted.set(bytes, 1);
    expect(openAspectModel(shifted.subarray(1)).weights).toEqual(engine.aspects.weights);
  });
});

const aspectsOf = (text: string): string[] =>
  annotate(text, engine).opinions.map(({ aspect }) => aspect);

test('what an opinion is about is learned where no dictionary word tells', () => {
  const text = '充一晚上都充不满';
  const { aspects: _, ...unaided } = engine;
  expect(annotate(text, unaided).opinions.map(({ aspect }) => aspect)).toEqual(['overall']);
  expect(aspectsOf(text)).toEqual(['performance']);
});

test('what is learned is something that the industry has', () => {
  expect(absentIn(null).size).toBe(0);
  for (const domain of DOMAINS) {
    const absent = [...absentIn(domain)].map((number) => labelsOf(ASPECTS)[number]);
    expect(absent).not.toContain('overall');
    expect(absent).not.toContain('service');
    expect(absent).not.toContain('price');
  }
});
