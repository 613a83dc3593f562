import { describe, expect, test } from 'vitest';
import { languageOf, wantsColor } from '../src/commands/terminal.ts';
import { voc } from './support/voc.ts';

describe('help', () => {
  test('lists all commands in Chinese unless the locale says English', async () => {
    const { status, stdout, stderr } = await voc(['--help']);
    expect(status).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toContain('用法：');
    for (const name of [
      'run',
      'ingest',
      'annotate',
      'segment',
      'cluster',
      'report',
      'export',
      'doctor',
    ]) {
      expect(stdout).toMatch(new RegExp(`^ {2}${name} `, 'm'));
    }
  });

  test('is in English for an English locale and for --lang en', async () => {
    expect((await voc(['--help'], { env: { LANG: 'en_US.UTF-8' } })).stdout).toContain('Usage:');
    expect((await voc(['ingest', '--help', '--lang', 'en'])).stdout).toContain('Examples:');
  });

  test.each(['run', 'ingest', 'annotate', 'segment', 'cluster', 'report', 'export', 'doctor'])(
    'of %s has examples, by --help and by the help command',
    async (name) => {
      const { status, stdout } = await voc([name, '--help']);
      expect(status).toBe(0);
      expect(stdout).toContain('示例：');
      expect(stdout).toMatch(new RegExp(`\\$ .*voc ${name}`));
      expect((await voc(['help', name])).stdout).toBe(stdout);
    },
  );

  test('stands in for a command line without a command', async () => {
    const { status, stdout } = await voc([]);
    expect(status).toBe(0);
    expect(stdout).toBe((await voc(['--help'])).stdout);
  });

  test('of the version names the version', async () => {
    expect((await voc(['--version'])).stdout).toContain('0.0.0-test');
  });
});

describe('a wrong command line ends with status 2 and one clear line', () => {
  test.each([
    [['ingset', 'a.csv'], 'voc: 没有命令 ingset\n（是不是 ingest？）\n'],
    [['report', '--formt', 'md'], 'voc: 没有选项 --formt\n（是不是 --format？）\n'],
    [['ingest'], 'voc: 缺少参数 <files>\n'],
    [['report', '--lang', 'fr'], 'voc: 选项 --lang <lang> 的值 fr 无效，可选：zh, en\n'],
    [['report', '--store'], 'voc: 选项 --store <path> 需要一个值\n'],
  ])('%j', async (argv, message) => {
    expect(await voc(argv)).toEqual({ status: 2, stdout: '', stderr: message });
  });

  test('in English where that is asked for', async () => {
    const { status, stderr } = await voc(['ingset', '--lang', 'en']);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: "voc: unknown command 'ingset'\n(Did you mean ingest?)\n",
    });
  });
});

describe('language', () => {
  test.each([
    [undefined, {}, 'zh'],
    [undefined, { LANG: 'C.UTF-8' }, 'zh'],
    [undefined, { LANG: 'de_DE.UTF-8' }, 'zh'],
    [undefined, { LANG: 'en_GB.UTF-8' }, 'en'],
    [undefined, { LANG: 'en_GB.UTF-8', LC_ALL: 'zh_CN.UTF-8' }, 'zh'],
    ['zh', { LANG: 'en_GB.UTF-8' }, 'zh'],
    [undefined, { LANG: 'zh_CN.UTF-8', VOC_LANG: 'en' }, 'en'],
  ] as const)('%s with %j is %s', (asked, env, language) => {
    expect(languageOf(asked, env)).toBe(language);
  });
});

describe('colour', () => {
  const terminal = { isTTY: true } as never;
  const pipe = {} as never;
  test.each([
    ['a terminal', terminal, undefined, {}, true],
    ['a pipe', pipe, undefined, {}, false],
    ['a terminal with NO_COLOR', terminal, undefined, { NO_COLOR: '1' }, false],
    ['a terminal with an empty NO_COLOR', terminal, undefined, { NO_COLOR: '' }, true],
    ['a dumb terminal', terminal, undefined, { TERM: 'dumb' }, false],
    ['a pipe with FORCE_COLOR', pipe, undefined, { FORCE_COLOR: '1' }, true],
    ['a pipe with --color always', pipe, 'always', { NO_COLOR: '1' }, true],
    ['a terminal with --no-color', terminal, false, {}, false],
  ] as const)('%s', (_, stream, asked, env, wanted) => {
    expect(wantsColor(stream, asked, env)).toBe(wanted);
  });
});
