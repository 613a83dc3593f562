import { execFileSync } from 'node:child_process';

/** Builds `dist/` once before the tests: golden cases and process tests run the real binary. */
export function setup(): void {
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
}
