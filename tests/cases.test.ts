import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { KEY_FILE } from './support/key.ts';

const root = resolve(import.meta.dirname, '..');
const folder = join(import.meta.dirname, 'cases');
const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());

/** Runs a case's `cmd` with bash in an empty folder, where `voc` is the built binary and `$FIXTURES` the samples. */
function perform(name: string): string {
  const work = mkdtempSync(join(tmpdir(), 'voc-case-'));
  try {
    const script = readFileSync(join(folder, name, 'cmd'), 'utf8');
    const result = spawnSync(
      'bash',
      ['-c', `voc() { node "${root}/bin/voc.js" "$@"; }\n${script}`],
      {
        cwd: work,
        encoding: 'utf8',
        maxBuffer: 1 << 28,
        env: {
          PATH: process.env['PATH'],
          LANG: 'zh_CN.UTF-8',
          FIXTURES: join(root, 'fixtures'),
          HOME: work,
          VOC_KEY_FILE: KEY_FILE,
        },
      },
    );
    // Seconds are the one thing that differs from run to run, and the folder from machine to machine.
    const tidy = (text: string): string =>
      text
        .replaceAll(work, '.')
        .replaceAll(root, '<voc>')
        .replace(/\d+(\.\d+)? (秒|s\b)/g, '? $2');
    return `${tidy(result.stdout)}--- stderr\n${tidy(result.stderr)}--- exit ${result.status}\n`;
  } finally {
    rmSync(work, { recursive: true });
  }
}

test.each(names.map((entry) => entry.name))('%s prints what it printed before', async (name) => {
  await expect(perform(name)).toMatchFileSnapshot(join(folder, name, 'expected'));
});
