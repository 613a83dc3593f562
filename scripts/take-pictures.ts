/**
 * Takes the pictures of the READMEs from the fixtures, in both languages, into `docs/pictures`:
 * `npm run build && npx tsx scripts/take-pictures.ts`. Needs Chromium (`VOC_CHROMIUM`, else /usr/bin/chromium)
 * and a Chinese font. Look at them before you commit.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { KEY_FILE } from '../tests/support/key.ts';

const ROOT = join(import.meta.dirname, '..');
const PICTURES = join(ROOT, 'docs', 'pictures');
const EXPORTS = ['reviews.xlsx', 'hotline.csv', 'nps.csv', 'chats.ndjson'];
/** Of every picture, in pixels. */
const WIDTH = 1280;
/** What makes each page, and what is seen of it, from its top, in CSS pixels. */
const VIEWS = {
  report: { words: ['report'], width: 1280, height: 1180 },
  journey: { words: ['journey'], width: 1280, height: 1150 },
  management: { words: ['report', '--audience', 'management'], width: 1280, height: 1180 },
} as const;
/** Who clones the repository gets every picture: bytes. */
const LARGEST = 250_000;

function voc(language: string, ...words: readonly string[]): void {
  execFileSync(process.execPath, [join(ROOT, 'bin', 'voc.js'), ...words, '--quiet'], {
    env: { ...process.env, VOC_LANG: language, VOC_KEY_FILE: KEY_FILE },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

type Size = { readonly width: number; readonly height: number };

async function take(browser: Browser, page: string, viewport: Size, to: string): Promise<void> {
  const deviceScaleFactor = WIDTH / viewport.width;
  const context = await browser.newContext({ viewport, deviceScaleFactor, colorScheme: 'light' });
  const tab = await context.newPage();
  await tab.goto(pathToFileURL(page).href);
  await tab.screenshot({ path: to });
  await context.close();
  const { size } = statSync(to);
  if (size > LARGEST) throw new Error(`${to} has ${size} bytes, more than ${LARGEST}`);
}

const folder = mkdtempSync(join(tmpdir(), 'voc-pictures-'));
const store = ['--store', join(folder, 'voc.db')];
mkdirSync(PICTURES, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env['VOC_CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu'],
});
try {
  voc('en', 'ingest', ...EXPORTS.map((name) => join(ROOT, 'fixtures', name)), ...store);
  voc('en', 'cluster', ...store);
  for (const language of ['zh', 'en']) {
    for (const [view, { words, ...size }] of Object.entries(VIEWS)) {
      const page = join(folder, `${view}.${language}.html`);
      voc(language, ...words, '-o', page, ...store);
      await take(browser, page, size, join(PICTURES, `${view}.${language}.png`));
    }
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
