import { spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { KEY_FILE } from './key.ts';

export const ROOT: string = resolve(import.meta.dirname, '../..');

/** The two READMEs, and the locale of the person who reads each. */
export const READMES: Readonly<Record<string, string>> = {
  'README.md': 'en_US.UTF-8',
  'README.zh-CN.md': 'zh_CN.UTF-8',
};

/** A fenced block: what stands behind the opening fence, its lines, and the place of the first of them in the text. */
export interface Block {
  readonly language: string;
  readonly lines: readonly string[];
  readonly at: number;
}

/** The fenced blocks of a text, in order. */
export function blocksOf(markdown: string): Block[] {
  const lines = markdown.split('\n');
  const fences = lines.flatMap((line, at) => (line.startsWith('```') ? [at] : []));
  return fences.flatMap((open, nth) => {
    const close = fences[nth + 1];
    if (nth % 2 === 1 || close === undefined) return [];
    const language = (lines[open] ?? '').slice(3).trim();
    return [{ language, lines: lines.slice(open + 1, close), at: open + 1 }];
  });
}

/** One command of a `console` block: its line or lines, what the shell gets, and what it printed. */
interface Step {
  readonly shown: readonly string[];
  readonly script: string;
  readonly output: readonly string[];
}

const PROMPT = '$ ';
/** A line of an output that stands for any lines. */
const ELLIPSIS = '…';

function stepsOf(lines: readonly string[]): Step[] {
  const steps: { shown: string[]; output: string[] }[] = [];
  for (const line of lines) {
    const last = steps.at(-1);
    const continues = last?.output.length === 0 && last.shown.at(-1)?.endsWith('\\');
    if (line.startsWith(PROMPT)) steps.push({ shown: [line], output: [] });
    else if (last === undefined) throw new Error(`a console block begins without "$ ": ${line}`);
    else (continues ? last.shown : last.output).push(line);
  }
  return steps.map(({ shown, output }) => ({
    shown,
    script: shown.join('\n').slice(PROMPT.length),
    output,
  }));
}

/**
 * A README with the output that its commands print: every `console` block is run, in order, in one folder that holds
 * `fixtures/`, with `voc` on the path and the package installed. A block whose first line is a comment that names a
 * file (`// labels.mjs`, `# nightly.sh`) is that file. Outputs that differ only in what varies from run to run stay.
 * @throws where a command fails or prints nothing like what is shown
 */
export async function performReadme(name: string): Promise<string> {
  const markdown = readFileSync(join(ROOT, name), 'utf8');
  const home = mkdtempSync(join(tmpdir(), 'voc-docs-'));
  try {
    const work = prepareFolder(home);
    const lines = markdown.split('\n');
    const parts: string[] = [];
    let done = 0;
    for (const block of blocksOf(markdown)) {
      saveFile(work, block);
      if (block.language !== 'console') continue;
      parts.push(...lines.slice(done, block.at));
      for (const step of stepsOf(block.lines)) {
        const printed = await perform(step.script, work, home, READMES[name] ?? 'C');
        parts.push(...step.shown, ...refreshOutput(step.output, printed, step.script));
      }
      done = block.at + block.lines.length;
    }
    return [...parts, ...lines.slice(done)].join('\n');
  } finally {
    rmSync(home, { recursive: true });
  }
}

/** The folder in which the commands run, inside `home`; `home/bin` holds `voc`. */
function prepareFolder(home: string): string {
  const work = join(home, 'work');
  const bin = join(home, 'bin');
  mkdirSync(join(work, 'node_modules'), { recursive: true });
  mkdirSync(bin);
  cpSync(join(ROOT, 'fixtures'), join(work, 'fixtures'), { recursive: true });
  symlinkSync(ROOT, join(work, 'node_modules', 'voc-toolkit'));
  writeFileSync(join(bin, 'voc'), `#!/bin/sh\nexec node "${ROOT}/bin/voc.js" "$@"\n`);
  chmodSync(join(bin, 'voc'), 0o755);
  return work;
}

function saveFile(work: string, { lines }: Block): void {
  const file = /^(?:\/\/|#) ([\w-]+\.\w+)$/.exec(lines[0] ?? '')?.[1];
  if (file !== undefined) writeFileSync(join(work, file), `${lines.join('\n')}\n`);
}

/** What a command prints on both streams, as lines, with a plain name in place of the folder's. */
async function perform(
  script: string,
  work: string,
  home: string,
  locale: string,
): Promise<string[]> {
  const child = spawn('bash', ['-o', 'pipefail', '-c', `exec 2>&1\n${script}`], {
    cwd: work,
    env: {
      PATH: `${join(home, 'bin')}:${process.env['PATH']}`,
      LANG: locale,
      HOME: home,
      VOC_KEY_FILE: KEY_FILE,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((done, fail) => {
    child.on('error', fail);
    child.on('close', done);
  });
  const pieces: Buffer[] = [];
  for await (const piece of child.stdout) pieces.push(piece as Buffer);
  const text = Buffer.concat(pieces).toString('utf8').replaceAll(work, '/data/voc');
  const status = await ended;
  if (status !== 0) throw new Error(`exit status ${status} of: ${script}\n${text}`);
  const lines = text.split('\n').map((line) => line.trimEnd());
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** What differs between runs and machines: durations, versions of Node, sizes. */
const VARYING: readonly (readonly [RegExp, string])[] = [
  [/\d+\.\d (s|秒)(?!\w)/g, '? $1'],
  [/\d+\.\d (GB|MB)/g, '? $1'],
  [/Node \d+\.\d+\.\d+, \w+-\w+/g, 'Node ?'],
];

/** A text without what differs between runs and machines. */
export function settled(text: string): string {
  return VARYING.reduce((rest, [pattern, mark]) => rest.replace(pattern, mark), text);
}

/**
 * The part of `printed` that `shown` shows: all of it, or, around each ellipsis, as many lines as are shown. Pieces
 * between two ellipses begin where their first line is found.
 */
export function refreshOutput(
  shown: readonly string[],
  printed: readonly string[],
  command: string,
): readonly string[] {
  const fresh = cutLike(piecesOf(shown), printed, command);
  return settled(fresh.join('\n')) === settled(shown.join('\n')) ? shown : fresh;
}

function piecesOf(shown: readonly string[]): string[][] {
  const pieces: string[][] = [[]];
  for (const line of shown) {
    if (line === ELLIPSIS) pieces.push([]);
    else pieces.at(-1)?.push(line);
  }
  return pieces;
}

function cutLike(
  pieces: readonly (readonly string[])[],
  printed: readonly string[],
  command: string,
): readonly string[] {
  const last = pieces.length - 1;
  if (last === 0) return printed;
  let from = 0;
  return pieces.flatMap((piece, nth) => {
    const start = startOf(piece, nth, last, printed, from);
    if (start < from) throw new Error(`"${piece[0]}" is not in the output of: ${command}`);
    from = start + piece.length;
    return [...(nth === 0 ? [] : [ELLIPSIS]), ...printed.slice(start, from)];
  });
}

function startOf(
  piece: readonly string[],
  nth: number,
  last: number,
  printed: readonly string[],
  from: number,
): number {
  if (nth === 0) return 0;
  if (nth === last) return Math.max(from, printed.length - piece.length);
  return printed.findIndex((line, at) => at >= from && settled(line) === settled(piece[0] ?? ''));
}
