import { readFile } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import type { Document } from 'yaml';
import type { Profile } from '../../model/configuration.ts';
import { outputTo } from '../output.ts';
import { checkConfiguration } from './read.ts';

/**
 * Writes a profile into the section `profiles` of a `voc.yaml`, in place of one of the same name. What a person wrote
 * stays as it is: the other entries, their order, comments. The file is replaced at once or not at all; where there is
 * none, it is made.
 * @returns whether there was a profile of this name
 * @throws InputError where the file is faulty or cannot be written
 */
export async function writeProfile(
  path: string,
  name: string,
  profile: Profile,
  stdout: Writable,
): Promise<boolean> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return '';
    throw cause;
  });
  const { profiles } = await checkConfiguration(path, text);
  const { parseDocument } = await import('yaml');
  const document = parseDocument(text);
  document.setIn(['profiles', name], profileNode(document, profile));
  // Lines are never folded: what a person wrote stays on the line where they wrote it.
  await outputTo(path, [document.toString({ lineWidth: 0 })], stdout);
  return profiles !== undefined && Object.hasOwn(profiles, name);
}

/** A line a column, so that a person can read and change it. */
function profileNode(document: Document, { columns, ...rest }: Profile): unknown {
  const lines = columns.map((column) => document.createNode(column, { flow: true }));
  return document.createNode({ ...rest, columns: lines });
}
