/**
 * Bundles the sources into dist/: the program, the library and the worker threads, with what they share in chunks. Opening one
 * file costs half a millisecond, and a single text takes eighty of them.
 *
 * Chunks lie as deep below the package as the folders of src/, so that what finds files from its own place works in both.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { withConstants } from './constants.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const { outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: {
    main: 'src/main.ts',
    index: 'src/index.ts',
    'chunks/label-worker': 'src/commands/label-worker.ts',
    'chunks/find-worker': 'src/commands/find-worker.ts',
  },
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  write: false,
});

for (const { path, text } of outputFiles) {
  const code = withConstants(text);
  mkdirSync(dirname(path), { recursive: true });
  if (code !== contentOf(path)) writeFileSync(path, code);
}

// Names of chunks tell their content: those of the last build that are still right were not touched, all others go.
const made = new Set(outputFiles.map(({ path }) => path));
for (const entry of readdirSync(join(root, 'dist'), { recursive: true, withFileTypes: true })) {
  const file = join(entry.parentPath, entry.name);
  if (entry.isFile() && file.endsWith('.js') && !made.has(file)) rmSync(file);
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
