import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planOf } from '../../src/journey/plan.ts';
import { renderHtml } from '../../src/report/html.ts';
import { journeyHtml } from '../../src/report/journey/html.ts';
import { COMPARED, FINDINGS, HOSTILE } from '../support/findings.ts';
import { JOURNEYS, mapOf } from '../support/journey.ts';
import { sharedFolder } from '../support/process.ts';

const BROWSER = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => existsSync(path),
);
const DESKTOP = 1280;
const PHONE = 390;

describe.skipIf(BROWSER === undefined)('in Chromium (skipped where it is absent)', () => {
  const folder = sharedFolder();
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: BROWSER ?? '',
      args: ['--no-sandbox', '--disable-gpu'],
    });
  });
  afterAll(() => browser.close());

  /** Opens a file and notes what it says, throws, and asks for beyond itself. */
  async function open(
    name: string,
    width: number,
    colorScheme: 'light' | 'dark' = 'light',
    javaScriptEnabled = true,
  ): Promise<{ page: Page; faults: string[] }> {
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      colorScheme,
      javaScriptEnabled,
      // axe is put into the page by the test; what the page itself may run is tested without this.
      bypassCSP: name.startsWith('axe-'),
    });
    const page = await context.newPage();
    const faults: string[] = [];
    const url = `file://${join(folder, `${name.replace('axe-', '')}.html`)}`;
    page.on('console', (message) => faults.push(message.text()));
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('request', (request) => {
      if (request.url().split('#')[0] !== url) faults.push(request.url());
    });
    await page.goto(url);
    return { page, faults };
  }

  const overflow = (page: Page): Promise<number> =>
    page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
  const shown = (page: Page, selector: string): Promise<string[]> =>
    page.locator(`${selector}:visible`).allInnerTexts();

  beforeAll(() => {
    const save = (name: string, html: string): void =>
      writeFileSync(join(folder, `${name}.html`), html);
    save('zh', renderHtml(FINDINGS, { language: 'zh' }));
    save('en', renderHtml(FINDINGS, { language: 'en' }));
    save('hostile', renderHtml(HOSTILE, { language: 'zh' }));
    const journey = mapOf();
    save('whole', renderHtml({ ...COMPARED, journey }, { language: 'zh' }));
    save('management', renderHtml(COMPARED, { language: 'zh', audience: 'management' }));
    save('journey', journeyHtml(journey, 'zh'));
    save('journey-en', journeyHtml(journey, 'en'));
    save('hotel', journeyHtml(mapOf(planOf(JOURNEYS, undefined, 'hotel')), 'en'));
  });

  test.each([
    ['zh', DESKTOP, 'light'],
    ['zh', PHONE, 'dark'],
    ['en', PHONE, 'light'],
    ['hostile', PHONE, 'light'],
  ] as const)(
    '%s fits %i points in %s, without an error or a request',
    async (name, width, scheme) => {
      const { page, faults } = await open(name, width, scheme);
      expect({ overflow: await overflow(page), faults }).toEqual({ overflow: 0, faults: [] });
      await page.getByRole('button', { name: /展开全部|Open all/ }).click();
      expect({ overflow: await overflow(page), faults }).toEqual({ overflow: 0, faults: [] });
    },
  );

  test.each([
    ['en', PHONE, 'dark'],
    ['whole', DESKTOP, 'light'],
    ['whole', PHONE, 'dark'],
    ['journey', DESKTOP, 'dark'],
    ['management', DESKTOP, 'light'],
  ] as const)('%s at %i points in %s passes axe-core', async (name, width, scheme) => {
    const { page } = await open(`axe-${name}`, width, scheme);
    const all = page.getByRole('button', { name: /展开全部|Open all/ });
    if ((await all.count()) > 0) await all.click();
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate<{
      violations: { id: string; nodes: { html: string }[] }[];
    }>('axe.run()');
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });

  test.each(['journey-en', 'hotel', 'whole', 'management'])(
    '%s never scrolls sideways, and asks for nothing',
    async (name) => {
      for (const width of [DESKTOP, 1120, 760, PHONE]) {
        const { page, faults } = await open(name, width);
        const wide = await page.evaluate(
          `[...document.querySelectorAll('body, .map')].filter((one) => one.scrollWidth > one.clientWidth + 1).length`,
        );
        expect({ width, wide, overflow: await overflow(page), faults }).toEqual({
          ...{ width, wide: 0, overflow: 0, faults: [] },
        });
      }
    },
  );

  test('what management reads prints on one sheet of A4', async () => {
    const { page } = await open('management', DESKTOP);
    const margin = { top: '12mm', bottom: '12mm', left: '12mm', right: '12mm' };
    const pdf = await page.pdf({ format: 'A4', margin });
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  });

  test('a table sorts by its headings, by mouse and by keyboard', async () => {
    const { page } = await open('zh', DESKTOP);
    const column = (): Promise<string[]> => shown(page, '#kinds tbody td.n:nth-child(3)');
    const before = await column();
    const heading = page.locator('#kinds th', { hasText: '声量' });
    const numbers = (cells: string[]): number[] =>
      cells.map((cell) => Number(cell.replaceAll(',', '')));
    await heading.getByRole('button').click();
    expect(await heading.getAttribute('aria-sort')).toBe('descending');
    expect(numbers(await column())).toEqual(numbers(before).sort((a, b) => b - a));
    await page.keyboard.press('Enter');
    expect(await heading.getAttribute('aria-sort')).toBe('ascending');
    expect(numbers(await column())).toEqual(numbers(before).sort((a, b) => a - b));
  });

  test('a filter leaves the rows and pain points that hold its words', async () => {
    const { page } = await open('zh', PHONE);
    await page.locator('#groups').getByLabel('筛选').fill('扫地');
    expect(await shown(page, '#groups tbody td:nth-child(2)')).toEqual(['扫地机器人 X3']);
    await page.locator('#pains').getByLabel('筛选').fill('客服');
    expect(await shown(page, '#pains .label b')).toEqual(['客服不回复']);
    await page.locator('#pains').getByLabel('筛选').fill('');
    await page.getByRole('combobox', { name: '阶段' }).selectOption('delivery');
    expect(await shown(page, '#pains .label b')).toEqual(['净水器安装久等', '快递外箱破损']);
    await page.getByRole('combobox', { name: '阶段' }).selectOption('');
    await page.getByRole('combobox', { name: '排序' }).selectOption('severity');
    expect((await shown(page, '#pains .label b'))[0]).toBe('空气炸锅涂层脱落');
  });

  test('a figure leads to its quotes, a pain point named elsewhere opens to its own', async () => {
    const { page } = await open('zh', DESKTOP);
    await page.locator('#kinds').getByRole('link').first().click();
    const quotes = page.locator('.evidence > div:target');
    await expect.poll(() => quotes.textContent()).toContain('包装破了，要求给个说法');
    await expect.poll(async () => (await quotes.boundingBox())?.y).toBeLessThan(900);
    await page.locator('#rising').getByRole('link').first().click();
    await expect.poll(() => page.getByText('机器扫到一半就掉线').isVisible()).toBe(true);
  });

  test('without its script everything is there to read', async () => {
    const { page } = await open('zh', PHONE, 'light', false);
    expect(await page.getByRole('button').count()).toBe(0);
    await page.locator('ol.pains summary').first().click();
    expect(await page.getByText('机器扫到一半就掉线').isVisible()).toBe(true);
  });

  test('prints with all quotes open and no controls', async () => {
    const { page } = await open('zh', DESKTOP);
    await page.emulateMedia({ media: 'print' });
    expect(await shown(page, '.tools')).toEqual([]);
    expect((await shown(page, 'ol.pains blockquote')).length).toBe(
      FINDINGS.pains.reduce((sum, { quotes }) => sum + quotes.length, 0),
    );
  });
});
