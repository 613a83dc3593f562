/**
 * Runs the commands of both READMEs and writes what they print into them: `npx tsx scripts/build-docs.ts`.
 * Read the diff: prose around an output may have to follow it.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setup } from '../tests/support/build.ts';
import { performReadme, READMES, ROOT } from '../tests/support/readme.ts';

setup();
await Promise.all(
  Object.keys(READMES).map(async (name) =>
    writeFileSync(join(ROOT, name), await performReadme(name)),
  ),
);
