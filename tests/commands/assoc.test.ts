import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { sharedFolder, voc } from '../support/process.ts';

/** Five sentences that go together, and as many that do not, each in voices of their own. */
const TEXTS = [
  ...Array.from({ length: 8 }, (_, n) => `第${n}次买，客服不回复，一直敷衍`),
  ...Array.from({ length: 3 }, (_, n) => `客服不错，第${n}回了，包装结实`),
  ...Array.from({ length: 9 }, (_, n) => `屏幕清楚，第${n}个，包装结实`),
];

describe('voc assoc and voc drivers', () => {
  const folder = sharedFolder();
  const rows = async (...args: string[]) => {
    const { status, stdout, stderr } = await voc([...args, '--format', 'ndjson'], { cwd: folder });
    expect([status, stderr]).toEqual([0, '']);
    return stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string | number>);
  };

  beforeAll(async () => {
    const lines = TEXTS.map((text, at) => `${at},"${text}",${text.includes('敷衍') ? 1 : 5}`);
    writeFileSync(join(folder, 'in.csv'), `编号,评价内容,评分\n${lines.join('\n')}\n`);
    await voc(['ingest', 'in.csv'], { cwd: folder });
    await voc(['cluster'], { cwd: folder });
  });

  test('counts what stands in the same voice, as brute force does', async () => {
    const found = await rows('assoc', '客服');
    const with_ = TEXTS.filter((text) => text.includes('客服'));
    for (const { item, together, units, kind } of found) {
      if (kind !== 'word') continue;
      expect(together).toBe(with_.filter((text) => text.includes(String(item))).length);
      expect(units).toBe(TEXTS.filter((text) => text.includes(String(item))).length);
    }
    expect(found.map(({ item }) => item)).toContain('敷衍');
    // It stands with 客服 less often than without.
    expect(found.map(({ item }) => item)).not.toContain('包装');
    expect(found.some(({ kind, together }) => kind === 'pain' && together === 8)).toBe(true);
  });

  test('in the same clause: what stands in the next clause does not count', async () => {
    const found = await rows('assoc', '客服', '--in', 'clause');
    expect(found.map(({ item }) => item)).toContain('回复');
    expect(found.map(({ item }) => item)).not.toContain('敷衍');
  });

  test('the term is read as texts are: full width, traditional', async () => {
    expect(await rows('assoc', '螢幕')).toEqual(await rows('assoc', '屏幕'));
  });

  test('a term that nobody says is told', async () => {
    const { status, stderr } = await voc(['assoc', '火箭'], { cwd: folder });
    expect(status).toBe(1);
    expect(stderr).toContain('没有提到「火箭」');
  });

  test('drivers refuse twenty voices, and scores that are not there', async () => {
    const few = await voc(['drivers'], { cwd: folder });
    expect(few.status).toBe(1);
    expect(few.stderr).toMatch(/只有 20 条，至少要 100 条/);
    const none = await voc(['drivers', '--score', 'nps'], { cwd: folder });
    expect(none.stderr).toMatch(/没有满分 10 的评分；现有满分：5/);
  });

  test('drivers tell both methods of each aspect', async () => {
    const lines = Array.from({ length: 120 }, (_, n) => {
      const bad = n % 3 === 0;
      return `${n},${bad ? `第${n}单，客服不回复` : `第${n}单，屏幕清楚`},${bad ? 1 + (n % 2) : 4 + (n % 2)}`;
    });
    writeFileSync(join(folder, 'many.csv'), `编号,评价内容,评分\n${lines.join('\n')}\n`);
    await voc(['ingest', 'many.csv', '--store', 'many.db'], { cwd: folder });
    await voc(['cluster', '--store', 'many.db'], { cwd: folder });
    const found = await rows('drivers', '--store', 'many.db');
    const service = found.find(({ id, polarity }) => id === 'service' && polarity === 'negative');
    // Means: all 3.5, with 1.5, without 4.5.
    expect(service).toMatchObject({ voices: 40, mean: 1.5, impact: -1 });
    expect(Number(service?.['effect'])).toBeLessThan(-1);
    expect(found.some(({ kind }) => kind === 'pain')).toBe(true);
  });

  test('causes that customers name, by voices, with pain points and the first voice', async () => {
    const lines = [
      ...Array.from({ length: 3 }, (_, n) => `${n},第${n}次，暴力运输导致屏幕碎了`),
      '8,因为赶时间，没有验货',
      '9,会不会导致漏电',
    ];
    writeFileSync(join(folder, 'why.csv'), `编号,评价内容\n${lines.join('\n')}\n`);
    await voc(['ingest', 'why.csv', '--store', 'why.db'], { cwd: folder });
    const found = await rows('causes', '--store', 'why.db');
    expect(
      found.map(({ cause, effect, voices, voice_id }) => [cause, effect, voices, voice_id]),
    ).toEqual([
      ['暴力运输', '屏幕碎了', 3, '0'],
      ['赶时间', '没有验货', 1, '8'],
    ]);
  });
});
