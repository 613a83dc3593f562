import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkConfiguration } from '../../src/io/configuration/read.ts';
import { InputError } from '../../src/model/errors.ts';

/** What is said of a `voc.yaml` that is refused, in both languages. */
async function faultOf(text: string): Promise<{ readonly zh: string; readonly en: string }> {
  const error: unknown = await checkConfiguration('voc.yaml', text).then(
    () => null,
    (cause: unknown) => cause,
  );
  if (!(error instanceof InputError)) throw new Error(`accepted: ${text}`);
  return error.text;
}

describe('voc.yaml', () => {
  test.each(['', '# 只有注释\n', '{}'])('may be empty: %j', async (text) => {
    expect(await checkConfiguration('voc.yaml', text)).toEqual({});
  });

  test('gives what it says', async () => {
    expect(await checkConfiguration('voc.yaml', "tz: '+09:00'\n")).toEqual({ tz: '+09:00' });
  });

  test('weights of priority that are not given keep what they are without a file', async () => {
    expect(await checkConfiguration('voc.yaml', 'priority:\n  burst: 0\n')).toEqual({
      priority: { volume: 1, severity: 1, burst: 0, rise: 0.5 },
    });
  });

  test.each([
    ['an unknown name, at the name', '# 项目\ntz: "+08:00"\nzeit: 1\n', 3, 1],
    ['a wrong value, at the value', 'tz:   Shanghai\n', 1, 7],
    ['a wrong type', 'tz: [1]\n', 1, 5],
    ['no mapping at all', '- 1\n', 1, 1],
    ['broken YAML', 'tz: "+08:00\n', 2, 1],
    ['a name that stands twice', 'tz: "+08:00"\ntz: "+08:00"\n', 2, 1],
  ])('tells the place of %s', async (_, text, line, column) => {
    const { zh, en } = await faultOf(text);
    expect(zh).toContain(`voc.yaml 第 ${line} 行第 ${column} 列：`);
    expect(en).toContain(`voc.yaml line ${line}, column ${column}: `);
    expect(zh).not.toMatch(/[\r\n]/);
  });

  test('names what is unknown, in both languages', async () => {
    const { zh, en } = await faultOf('zeit: 1\n');
    expect(zh).toMatch(/未知.*zeit/);
    expect(en).toMatch(/Unrecognized.*zeit/);
  });

  test.each([
    ['profile:\n  a: 1\n', /profile.*这里可用的有 profiles、pr/, /known here are profiles, pr/],
    ['journey:\n  stage: []\n', /stage.*可用的有 stages、/, /known here are stages, /],
    ['metrics:\n  nps:\n    colum: x\n', /colum.*可用的有 column、/, /column, /],
    ['public:\n  actions:\n    P1:\n      done: x\n', /可用的有 did、/, /did, /],
    [
      'profiles:\n  a:\n    header: 0\n    source: x\n    columns:\n      - nam: x\n        name: y\n        role: text\n        shape: text\n',
      /nam.*可用的有 name、/,
      /name, /,
    ],
  ])('says which names there are, the likeliest first: %j', async (text, inChinese, inEnglish) => {
    const { zh, en } = await faultOf(text);
    expect(zh).toMatch(inChinese);
    expect(en).toMatch(inEnglish);
  });

  test('an anchor that unfolds without end is refused', async () => {
    const bomb = ['a: &a [x]'];
    for (let i = 0; i < 12; i++) {
      const name = String.fromCharCode(98 + i);
      const last = String.fromCharCode(97 + i);
      bomb.push(`${name}: &${name} [${Array(10).fill(`*${last}`).join(', ')}]`);
    }
    expect((await faultOf(bomb.join('\n'))).en).toContain('voc.yaml');
  });

  test('any text is accepted or refused with one line', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        const outcome = await checkConfiguration('voc.yaml', text).catch((cause: unknown) => cause);
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(InputError);
      }),
    );
  });
});
