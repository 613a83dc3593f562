import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Where the training data lie: `data` in the folder that VOC_SHARED names, or in ../shared. */
export function dataFolder(): string {
  const folder = join(process.env['VOC_SHARED'] ?? '../shared', 'data');
  if (!existsSync(folder))
    throw new Error(`${folder} is not there: set VOC_SHARED to the data folder's parent`);
  return folder;
}
