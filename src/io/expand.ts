import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { InputError } from '../model/errors.ts';
import type { Message } from '../model/labels.ts';
import { DATA_KINDS, isDataFile, isHidden, isRejects, leftOut } from './data-files.ts';
import { expandBraces, isGlob, nameMatcher } from './glob.ts';
import { openError } from './input-file.ts';

/** The files that a person means by one argument, in an order that does not depend on the disk. */
export interface Expanded {
  readonly files: readonly string[];
  readonly warnings: readonly Message[];
}

/**
 * Files of an argument of `ingest`: a file stands for itself, `-` for standard input; a folder for the exports in
 * it and in its folders, by their names; a pattern for the files that it matches (`**` is any folders). Hidden
 * files and our own rejects are left, links to folders too, so that no circle is walked.
 * @throws InputError for a folder without exports, a pattern that nothing matches, or what cannot be looked at
 */
export async function expandPath(argument: string): Promise<Expanded> {
  if (argument === '-') return { files: ['-'], warnings: [] };
  const kind = await kindOf(argument);
  if (kind === 'folder') return expandFolder(argument);
  if (kind === 'file' || !isGlob(argument)) return { files: [argument], warnings: [] };
  const found = new Set<string>();
  for (const pattern of expandBraces(argument)) {
    for (const path of await matchesOf(pattern)) found.add(path);
  }
  const matches = [...found].sort(byCode);
  const files = matches.filter((path) => !isRejects(path));
  if (files.length === 0) throw noMatch(argument);
  return { files, warnings: leftOut(argument, matches.filter(isRejects)) };
}

function byCode(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

async function expandFolder(folder: string): Promise<Expanded> {
  const files: string[] = [];
  const others: string[] = [];
  for (const path of await walk(folder)) (isDataFile(path) ? files : others).push(path);
  if (files.length === 0) throw emptyFolder(folder);
  return { files, warnings: leftOut(folder, others) };
}

/** Paths of all files of a folder that are not hidden, those of its folders included. */
async function walk(folder: string): Promise<string[]> {
  const paths: string[] = [];
  for (const entry of await list(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) paths.push(...(await walk(path)));
    else if (entry.isFile() || (await kindOf(path)) === 'file') paths.push(path);
  }
  return paths;
}

/** What is in a folder, by name; hidden only if asked for. */
async function list(folder: string, hidden = false): Promise<Dirent[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter(({ name }) => hidden || !isHidden(name))
      .sort((one, other) => byCode(one.name, other.name));
  } catch (cause) {
    throw openError(folder, cause);
  }
}

/** Files that match a pattern without braces. Folders that may not be read match nothing, as in a shell. */
async function matchesOf(pattern: string): Promise<string[]> {
  const parts = pattern.split('/').filter((part) => part !== '');
  if (parts.at(-1) === '**') parts.push('*');
  let found = [pattern.startsWith('/') ? '/' : ''];
  for (const part of parts) {
    const next: string[] = [];
    for (const folder of found) next.push(...(await step(folder, part)));
    found = next;
  }
  const kinds = await Promise.all(found.map(kindOf));
  return found.filter((_, at) => kinds[at] === 'file');
}

/** What one part of a pattern makes of a folder. */
async function step(folder: string, part: string): Promise<string[]> {
  if (part === '**') return [folder, ...(await foldersWithin(folder))];
  if (!isGlob(part)) {
    const path = join(folder, part);
    return (await kindOf(path)) === null ? [] : [path];
  }
  const matches = nameMatcher(part);
  const entries = await list(folder || '.', part.startsWith('.')).catch(() => []);
  return entries.filter(({ name }) => matches(name)).map(({ name }) => join(folder, name));
}

async function foldersWithin(folder: string): Promise<string[]> {
  const entries = await list(folder || '.').catch(() => []);
  const folders: string[] = [];
  for (const entry of entries) {
    if (!entry.isDirectory()) continue;
    const path = join(folder, entry.name);
    folders.push(path, ...(await foldersWithin(path)));
  }
  return folders;
}

/** With slashes, which every system understands; the way a person wrote the folder is kept. */
function join(folder: string, name: string): string {
  return folder === '' || folder.endsWith('/') ? folder + name : `${folder}/${name}`;
}

async function kindOf(path: string): Promise<'file' | 'folder' | null> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch {
    return null;
  }
}

function noMatch(pattern: string): InputError {
  return new InputError({
    zh: `${pattern}：没有匹配的文件；请检查路径和通配符（* 不跨目录，** 可以）`,
    en: `${pattern}: matches no file; check the path and the pattern (* stays within a folder, ** does not)`,
  });
}

function emptyFolder(folder: string): InputError {
  return new InputError({
    zh: `${folder}：文件夹里没有能读的数据文件（认得的后缀：${DATA_KINDS}）；请检查路径，或直接写出文件名`,
    en: `${folder}: no exports in this folder (names ending in ${DATA_KINDS}); check the path, or name the files`,
  });
}
