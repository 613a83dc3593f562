import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { detectLayout } from '../../src/ingest/layout.ts';
import type { SourceItem } from '../../src/model/source.ts';
import { lexicon } from '../support/exports.ts';

interface System {
  readonly name: string;
  readonly items: readonly SourceItem[];
  /** `column:role` of each column. */
  readonly roles: readonly string[];
}

/** The blocks of `systems.txt`; see its first lines. */
function systems(): readonly System[] {
  const [, ...blocks] = readFileSync(join(import.meta.dirname, 'systems.txt'), 'utf8').split(
    '\n== ',
  );
  return blocks.map((block) => {
    const [name = '', ...lines] = block.trim().split('\n');
    const titles = lines.filter((line) => line.startsWith('^')).map((line) => [line.slice(1)]);
    const [header = [], ...rows] = lines
      .filter((line) => !line.startsWith('^'))
      .map((line) => line.split('|').map((cell) => cell.trim()));
    const names = header.map((cell) => cell.split('=')[0] ?? '');
    return {
      name,
      items: [...titles, names, ...rows].map((cells, at) => ({ kind: 'row', line: at + 1, cells })),
      roles: header.map((cell) => `${cell.split('=')[0]}:${cell.split('=')[1] ?? 'ignored'}`),
    };
  });
}

describe('the columns of exports of many systems', () => {
  test('are those of at least ninety', () => {
    expect(systems().length).toBeGreaterThanOrEqual(90);
  });

  test.each(systems())('$name', ({ items, roles }) => {
    const { columns } = detectLayout(items, lexicon);
    expect(columns.map(({ name, role }) => `${name}:${role}`)).toEqual(roles);
  });
});
