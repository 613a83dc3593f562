import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { renderHtml } from '../../src/report/html.ts';
import { VIEW_IDS, VIEWS } from '../../src/report/views.ts';
import { EMPTY, FINDINGS, HOSTILE, pain, quote } from '../support/findings.ts';

const VOID = new Set(['meta', 'br']);

/** The tags of a document in order, and those that were never closed. */
function tagsOf(html: string): { names: Set<string>; open: string[] } {
  const open: string[] = [];
  const names = new Set<string>();
  for (const [, slash, name = '', closed] of html.matchAll(/<(\/?)([a-z0-9]+)[^>]*?(\/?)>/gi)) {
    names.add(name);
    if (closed || VOID.has(name)) continue;
    if (!slash) open.push(name);
    else if (open.at(-1) === name) open.pop();
    else open.push(`/${name}`);
  }
  return { names, open };
}

test.each(['zh', 'en'] as const)(
  'is one well-formed %s file that fetches and runs nothing',
  (language) => {
    const html = renderHtml(FINDINGS, { language });
    const { names, open } = tagsOf(html);
    expect(open).toEqual([]);
    for (const name of ['script', 'link', 'img', 'iframe', 'a', 'form', 'object']) {
      expect(names).not.toContain(name);
    }
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/https?:|url\(|@import| on[a-z]+=/);
  },
);

test('what customers say makes no markup', () => {
  const html = renderHtml(HOSTILE, { language: 'zh' });
  expect(tagsOf(html)).toEqual(tagsOf(renderHtml(FINDINGS, { language: 'zh' })));
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(html).not.toMatch(/(?!\n)\p{Control}|\u202e/u);
});

test('every pain point opens to its quotes with the ids of their voices', () => {
  const html = renderHtml(FINDINGS, { language: 'zh' });
  for (const found of FINDINGS.pains) {
    expect(html).toContain(`<li id="${found.id}">`);
    for (const said of found.quotes) {
      expect(html).toContain(said.span);
      expect(html).toContain(`#${said.voiceId}`);
    }
  }
});

test.each(VIEW_IDS)('the view %s stands alone', (view) => {
  const html = renderHtml(FINDINGS, { language: 'zh', view });
  const headings = [...html.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, heading]) => heading);
  expect(headings).toEqual([...(view === 'summary' ? [] : [VIEWS[view].zh]), '读数说明']);
});

test('an empty store says what to do next', () => {
  expect(renderHtml(EMPTY, { language: 'zh' })).toContain('voc ingest FILE');
});

test('a hundred pain points with long quotes stay below 2 MB', () => {
  const quotes = [1, 2, 3].map((index) => quote(`V-${index}`, '等了三天没人来。'.repeat(40)));
  const pains = Array.from({ length: 100 }, (_, index) =>
    pain({ id: `p${index}`, label: `问题${index}`, rank: index + 1, quotes }),
  );
  const html = renderHtml({ ...FINDINGS, pains }, { language: 'zh', limit: 100 });
  expect(Buffer.byteLength(html)).toBeLessThan(2_000_000);
});

const BROWSER = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => existsSync(path),
);

describe.skipIf(BROWSER === undefined)('in a browser (skipped where Chromium is absent)', () => {
  test('fits desktop and phone, light and dark, without an error or a request', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'voc-html-'));
    const browser = await chromium.launch({
      executablePath: BROWSER ?? '',
      args: ['--no-sandbox', '--disable-gpu'],
    });
    try {
      for (const [name, findings] of Object.entries({ FINDINGS, HOSTILE })) {
        const path = join(folder, `${name}.html`);
        await writeFile(path, renderHtml(findings, { language: 'zh' }));
        for (const [width, colorScheme] of [
          [1200, 'light'],
          [390, 'dark'],
        ] as const) {
          const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
          const faults: string[] = [];
          page.on('console', (message) => faults.push(message.text()));
          page.on('pageerror', (error) => faults.push(error.message));
          page.on('request', (request) => {
            if (request.url() !== `file://${path}`) faults.push(request.url());
          });
          await page.goto(`file://${path}`);
          const overflow = await page.evaluate(
            'document.documentElement.scrollWidth - window.innerWidth',
          );
          expect({ name, width, overflow, faults }).toEqual({
            name,
            width,
            overflow: 0,
            faults: [],
          });
          await page.locator('ol.pains summary').first().click();
          expect(await page.locator('ol.pains blockquote').first().isVisible()).toBe(true);
          await page.close();
        }
      }
    } finally {
      await browser.close();
      await rm(folder, { recursive: true });
    }
  });
});
