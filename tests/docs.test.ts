import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMMANDS } from '../src/commands/all.ts';
import { EXIT } from '../src/model/errors.ts';
import {
  ASPECTS,
  KINDS,
  type Message,
  POLARITIES,
  SENTIMENTS,
  SIGNALS,
  STAGES,
  URGENCIES,
} from '../src/model/labels.ts';
import {
  type Block,
  blocksOf,
  performReadme,
  READMES,
  ROOT,
  refreshOutput,
  settled,
} from './support/readme.ts';
import { voc } from './support/voc.ts';

const NAMES = Object.keys(READMES);
const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8');
const manifest = JSON.parse(read('package.json')) as {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
};
const helpOf = async (command: string): Promise<string> =>
  (await voc([command, '--help'], { env: { LANG: 'en_US.UTF-8' } })).stdout;

/** The text under a heading, up to the next one. */
function sectionOf(markdown: string, heading: string): string {
  const lines = markdown.split('\n');
  const start = lines.indexOf(heading);
  expect(start, heading).toBeGreaterThanOrEqual(0);
  const end = lines.findIndex((line, at) => at > start && /^#{2,3} /.test(line));
  return lines.slice(start, end < 0 ? undefined : end).join('\n');
}

/** What a section says as code, word by word: `--since DAY` is `--since` and `DAY`. */
function codeOf(section: string): Set<string> {
  return new Set(
    [...section.matchAll(/`([^`\n]+)`/g)].flatMap(([, code]) => (code ?? '').split(/[ ,=|\\]+/)),
  );
}

const optionsOf = (help: string): string[] => [
  ...new Set([...help.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map(([, option]) => option ?? '')),
];
const choicesOf = (help: string): string[] =>
  [...help.matchAll(/choices: ([^)]*)\)/g)].flatMap(([, list]) =>
    [...(list ?? '').matchAll(/"([^"]+)"/g)].map(([, choice]) => choice ?? ''),
  );

test.each(NAMES)(
  '%s shows what its commands print',
  async (name) => {
    expect(settled(await performReadme(name))).toBe(settled(read(name)));
  },
  600_000,
);

describe.each(NAMES)('%s', (name) => {
  const markdown = read(name);
  const blocks = blocksOf(markdown);

  test('begins with two commands: one that shows the program at work, one that tests it', () => {
    expect(blocks[0]?.language).toBe('sh');
    expect(blocks[0]?.lines).toEqual(['npm ci && npm run demo', 'npm test']);
    expect(manifest.scripts).toMatchObject({ demo: expect.any(String), test: expect.any(String) });
  });

  test.each(COMMANDS.map((entry) => entry.name))(
    'documents every flag and choice of voc %s in its section',
    async (command) => {
      const help = await helpOf(command);
      const shared = codeOf(markdown.slice(0, markdown.indexOf('### voc run')));
      const own = codeOf(sectionOf(markdown, `### voc ${command}`));
      const common = ['--lang', '--quiet', '--verbose', '--color', '--no-color', '--help'];
      const options = optionsOf(help);
      expect(options).toEqual(expect.arrayContaining(common));
      expect(options.filter((option) => !own.has(option) && !common.includes(option))).toEqual([]);
      expect(common.filter((option) => !shared.has(option))).toEqual([]);
      expect(choicesOf(help).filter((choice) => !own.has(choice) && !shared.has(choice))).toEqual(
        [],
      );
    },
  );

  test('names no flag that no command has', async () => {
    const known = new Set(
      (await Promise.all(COMMANDS.map((c) => helpOf(c.name)))).flatMap(optionsOf),
    );
    const named = [...markdown.matchAll(/(?<![\w-])--[a-z][a-z-]*/g)].map(([option]) => option);
    expect(named.filter((option) => !known.has(option) && option !== '--version')).toEqual([]);
  });

  test.each([
    ['voc report rising', '断网'],
    ['voc report pains --until', '爽约'],
  ])('tells of %s what its output shows: %s', (command, pain) => {
    const lines = blocks.find(({ lines }) => lines[0]?.includes(command))?.lines ?? [];
    const next = lines.findIndex((line, at) => at > 0 && line.startsWith('$ '));
    expect(lines.slice(1, next < 0 ? undefined : next).join('\n')).toContain(pain);
  });

  test.each(Object.entries(EXIT))('documents the exit status of %s', (_, status) => {
    expect(markdown).toMatch(new RegExp(`^\\| \`${status}\` \\|`, 'm'));
  });

  test.each(
    Object.entries({ SENTIMENTS, KINDS, ASPECTS, STAGES, SIGNALS, URGENCIES } as const).flatMap(
      ([, labels]) => Object.entries<Message>(labels),
    ),
  )('names the label %s', (id, { zh }) => {
    expect(markdown).toContain(`\`${id}\` ${zh}`);
  });

  test('names every polarity', () => {
    const code = codeOf(markdown);
    expect(Object.keys(POLARITIES).filter((polarity) => !code.has(polarity))).toEqual([]);
  });

  test('says of every package that the program imports why it is there', () => {
    const rows = [...markdown.matchAll(/^\| ((?:`[@\w/-]+`(?:, |、)?)+) \|/gm)];
    const listed = codeOf(rows.map(([, packages]) => packages).join('\n'));
    const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' });
    const imported = files
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => [
        ...read(`src/${file}`).matchAll(/(?:from|import\() ?'([^'.\n][^'\n]*)'/g),
      ])
      .map(([, path]) =>
        (path ?? '')
          .split('/')
          .slice(0, path?.startsWith('@') ? 2 : 1)
          .join('/'),
      )
      .filter((path) => !path.startsWith('node:'));
    expect([...new Set(imported)].filter((path) => !listed.has(path))).toEqual([]);
  });

  test('links to files and headings that exist', () => {
    const headings = markdown
      .split('\n')
      .filter((line) => /^#{1,3} /.test(line))
      .map((line) => `#${line.replace(/^#+ /, '').toLowerCase().replaceAll(' ', '-')}`);
    const links = [...markdown.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target ?? '');
    expect(links.length).toBeGreaterThan(3);
    const broken = links.filter((link) =>
      link.startsWith('#') ? !headings.includes(link) : !existsSync(join(ROOT, link)),
    );
    expect(broken).toEqual([]);
  });
});

describe('export tables', () => {
  const folder = mkdtempSync(join(tmpdir(), 'voc-docs-export-'));
  const store = join(folder, 'voc.db');
  beforeAll(async () => {
    await voc(['ingest', '-', '--store', store], { stdin: '{"id":"1","text":"客服态度很差"}\n' });
    await voc(['cluster', '--store', store]);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(['voices', 'opinions', 'pains', 'assignments', 'journey', 'metrics'])(
    'have the columns that the READMEs say: %s',
    async (table) => {
      const { stdout } = await voc(['export', table, '--store', store, '--format', 'csv']);
      const columns = (stdout.split('\n')[0] ?? '').replaceAll(',', ', ');
      for (const name of NAMES) {
        const row = new RegExp(`^\\| \`${table}\` \\|.*\\| \`${columns}\` \\|$`, 'm');
        expect(sectionOf(read(name), '### voc export')).toMatch(row);
      }
    },
  );
});

describe('docs/abilities.md', () => {
  const markdown = read('docs/abilities.md');

  test('has a row for each ability, in order, with what is true of it today', () => {
    const rows = [...markdown.matchAll(/^\| (\d+) \|[^|]+\|[^|]+\| (yes|partly|no) \| \S/gm)];
    expect(rows.map(([, number]) => Number(number))).toEqual(
      Array.from({ length: 58 }, (_, at) => at + 1),
    );
  });

  test('names commands and flags that exist', async () => {
    const help = await Promise.all(COMMANDS.map((c) => helpOf(c.name)));
    const [flags, commands] = [new Set(help.flatMap(optionsOf)), COMMANDS.map((c) => c.name)];
    const named = [...markdown.matchAll(/`voc ([a-z]+)/g)].map(([, command]) => command ?? '');
    expect(named.filter((command) => !commands.includes(command))).toEqual([]);
    const asked = [...markdown.matchAll(/(?<![\w-])--[a-z][a-z-]*/g)].map(([flag]) => flag);
    expect(asked.filter((flag) => !flags.has(flag) && flag !== '--help')).toEqual([]);
  });
});

test('both READMEs have the same parts', () => {
  const shape = (name: string): string[] => [
    ...read(name)
      .split('\n')
      .filter((line) => /^(#{1,3} |\|---)/.test(line))
      .map((line) => line.replace(/^(#+) .*/, '$1')),
    ...blocksOf(read(name)).map(({ language, lines }: Block) =>
      language === 'console'
        ? `console ${lines.filter((line) => line.startsWith('$ ')).length}`
        : language,
    ),
  ];
  expect(shape('README.zh-CN.md')).toEqual(shape('README.md'));
});

describe('outputs that show a part', () => {
  const printed = ['a', 'b', 'c', 'd', 'e', 'f'];
  test.each([
    [['x'], printed],
    [
      ['x', 'x', '…'],
      ['a', 'b', '…'],
    ],
    [
      ['…', 'x'],
      ['…', 'f'],
    ],
    [
      ['x', '…', 'x', 'x'],
      ['a', '…', 'e', 'f'],
    ],
    [
      ['x', '…', 'c', 'x', '…', 'x'],
      ['a', '…', 'c', 'd', '…', 'f'],
    ],
  ])('%j becomes %j', (shown, wanted) => {
    expect(refreshOutput(shown, printed, 'voc')).toEqual(wanted);
  });

  test('fail where a middle part is gone', () => {
    expect(() => refreshOutput(['a', '…', 'gone', '…', 'f'], printed, 'voc report')).toThrow(
      '"gone" is not in the output of: voc report',
    );
  });

  test('stay as they are where only durations and sizes differ', () => {
    expect(refreshOutput(['用时 0.5 秒'], ['用时 1.8 秒'], 'voc')).toEqual(['用时 0.5 秒']);
    expect(refreshOutput(['4 rows, 0.5 s'], ['5 rows, 0.5 s'], 'voc')).toEqual(['5 rows, 0.5 s']);
  });
});
