import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readConfiguration } from '../io/configuration/read.ts';
import type { Configuration } from '../model/configuration.ts';
import type { Terminal } from './terminal.ts';

/** The nearest `voc.yaml` from the working folder upwards; undefined where there is none. */
export function configurationFile({ cwd }: Pick<Terminal, 'cwd'>): string | undefined {
  const file = join(cwd, 'voc.yaml');
  if (existsSync(file)) return file;
  const parent = dirname(cwd);
  return parent === cwd ? undefined : configurationFile({ cwd: parent });
}

/** What the nearest `voc.yaml` says; empty without one. @throws InputError where it is faulty */
export async function configurationOf(terminal: Pick<Terminal, 'cwd'>): Promise<Configuration> {
  const file = configurationFile(terminal);
  return file === undefined ? {} : readConfiguration(file);
}
