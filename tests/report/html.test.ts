import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { SCRIPT_HASH, STYLE_HASH } from '../../src/report/html/hashes.ts';
import { renderHtml } from '../../src/report/html.ts';
import { VIEW_IDS, VIEWS } from '../../src/report/views.ts';
import { EMPTY, FINDINGS, HOSTILE, pain, quote } from '../support/findings.ts';
import { mapOf } from '../support/journey.ts';

const VOID = new Set(['meta', 'br']);

/** The tags of a document in order, and those that were never closed; what a script or style says is no markup. */
function tagsOf(html: string): { names: Set<string>; open: string[] } {
  const open: string[] = [];
  const names = new Set<string>();
  const shown = html.replace(/(?<=<(script|style)>).*?(?=<\/\1>)/gs, '');
  for (const [, slash, name = '', closed] of shown.matchAll(/<(\/?)([a-z0-9]+)[^>]*?(\/?)>/gi)) {
    names.add(name);
    if (closed || VOID.has(name)) continue;
    if (!slash) open.push(name);
    else if (open.at(-1) === name) open.pop();
    else open.push(`/${name}`);
  }
  return { names, open };
}

test.each(['zh', 'en'] as const)('is one well-formed %s file that fetches nothing', (language) => {
  const html = renderHtml(FINDINGS, { language });
  const { names, open } = tagsOf(html);
  expect(open).toEqual([]);
  for (const name of ['link', 'img', 'iframe', 'form', 'object', 'base']) {
    expect(names).not.toContain(name);
  }
  expect(html).not.toMatch(/https?:|url\(|@import| on[a-z]+=| style=|href="[^#]|innerHTML|eval/);
});

test('its policy allows the style and the script that stand in it, and no other', () => {
  const html = renderHtml(FINDINGS, { language: 'zh' });
  const hashOf = (name: string): string => {
    const inside = new RegExp(`<${name}>(.*?)</${name}>`, 's').exec(html)?.[1] ?? '';
    return `sha256-${createHash('sha256').update(inside).digest('base64')}`;
  };
  expect({ STYLE_HASH, SCRIPT_HASH }).toEqual({
    STYLE_HASH: hashOf('style'),
    SCRIPT_HASH: hashOf('script'),
  });
  expect(html).toContain(
    `content="default-src 'none'; base-uri 'none'; form-action 'none'; style-src '${STYLE_HASH}'; script-src '${SCRIPT_HASH}'"`,
  );
});

test('what customers say makes no markup', () => {
  const html = renderHtml(HOSTILE, { language: 'zh' });
  const plain = tagsOf(renderHtml(FINDINGS, { language: 'zh' }));
  const { names, open } = tagsOf(html);
  expect(open).toEqual([]);
  expect([...names].filter((name) => !plain.names.has(name))).toEqual([]);
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(html).not.toMatch(/(?!\n)\p{Control}|\u202e/u);
});

test('every link leads to a place of the page, and every quoted figure is a link', () => {
  const html = renderHtml(FINDINGS, { language: 'zh' });
  const links = [...html.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
  for (const id of links) expect(html).toContain(` id="${id}"`);
  FINDINGS.evidence.forEach((_, at) => {
    expect(links).toContain(`q${at}`);
  });
});

test('every pain point opens to its quotes with the ids of their voices', () => {
  const html = renderHtml(FINDINGS, { language: 'zh' });
  for (const found of FINDINGS.pains) {
    expect(html).toContain(`<li id="${found.id}"`);
    for (const said of found.quotes) {
      expect(html).toContain(said.span);
      expect(html).toContain(`#${said.voiceId}`);
    }
  }
});

test.each(VIEW_IDS)('the view %s stands alone', (view) => {
  const html = renderHtml(FINDINGS, { language: 'zh', view });
  const headings = [...html.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, heading]) => heading);
  expect(headings.filter((heading) => heading !== '数字背后的原话')).toEqual([
    view === 'summary' ? '声音从哪里来' : VIEWS[view].zh,
    '读数说明',
  ]);
  for (const [, id] of html.matchAll(/href="#([^"]+)"/g)) expect(html).toContain(` id="${id}"`);
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

test('a pain point of the journey map leads to its entry, and by its id where there is none', () => {
  const journey = mapOf();
  const listed = { ...FINDINGS, journey, pains: [pain({ id: 'p1', label: '发货慢' })] };
  const html = renderHtml(listed, { language: 'zh' });
  expect(html).toContain('<a href="#p1-quotes">→ 痛点第 1 名</a>');
  expect(html).toContain('id="p1-quotes"');
  const alone = renderHtml(listed, { language: 'zh', view: 'stages' });
  expect(alone).not.toContain('#p1-quotes');
  expect(alone).toContain('<code>voc pains show p1</code>');
});
