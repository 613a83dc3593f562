import { execFileSync } from 'node:child_process';

/** Builds the program in `dist/` once before the tests: golden cases and process tests run the real binary. */
export function setup(): void {
  execFileSync('npm', ['run', '--silent', 'build:program'], { stdio: 'inherit' });
}
