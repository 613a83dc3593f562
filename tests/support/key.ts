import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'voc-key-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** The key of all tests and examples: tokens in expected outputs must not depend on whose machine it is. */
export const KEY_FILE: string = join(folder, 'key');
writeFileSync(KEY_FILE, `${'0123456789abcdef'.repeat(4)}\n`, { mode: 0o600 });
