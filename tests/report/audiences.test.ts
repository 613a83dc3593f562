import { describe, expect, test } from 'vitest';
import { AUDIENCES, type Audience, audienceNamed } from '../../src/report/audiences.ts';
import { renderHtml } from '../../src/report/html.ts';
import { renderJson } from '../../src/report/json.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import { reportSheets } from '../../src/report/workbook.ts';
import { COMPARED } from '../support/findings.ts';
import { sharedFolder } from '../support/process.ts';
import { voc } from '../support/voc.ts';

const IDS = Object.keys(AUDIENCES) as Audience[];
const ZH = { language: 'zh', limit: 20 } as const;

/** What a person reads of a page, without its style and script. */
const textOf = (html: string): string =>
  html.replace(/<(style|script|head)>.*?<\/\1>/gs, '').replace(/<[^>]*>/g, ' ');

const FORMATS = {
  table: (audience?: Audience) =>
    renderTerminal(COMPARED, {
      ...ZH,
      ...(audience ? { audience } : {}),
      color: false,
      width: 200,
    }),
  md: (audience?: Audience) =>
    renderMarkdown(COMPARED, { ...ZH, ...(audience ? { audience } : {}) }),
  html: (audience?: Audience) =>
    textOf(renderHtml(COMPARED, { ...ZH, ...(audience ? { audience } : {}) })),
} as const;

const numbersOf = (text: string): Set<string> => new Set(text.match(/\d[\d,.]*\d%?|\d%?/g));

test.each(Object.values(FORMATS))('what tempers a pain point is told: %s', (render) => {
  const text = render().replaceAll('\\', '');
  for (const told of [
    '暂不足以行动：稳定性 0.41',
    '突增：最近 1 周 9 条',
    '为 5.0 倍（4.2–5.9）',
  ]) {
    expect(text).toContain(told);
  }
});

describe.each(Object.keys(FORMATS) as (keyof typeof FORMATS)[])('as %s', (format) => {
  test.each(IDS)('%s reads no number that the whole report does not have', (audience) => {
    const whole = numbersOf(FORMATS[format]());
    const read = [...numbersOf(FORMATS[format](audience))];
    expect(read.length).toBeGreaterThan(20);
    expect(read.filter((number) => !whole.has(number))).toEqual([]);
  });

  test('management reads least', () => {
    const length = (audience?: Audience): number => FORMATS[format](audience).length;
    expect(length('management')).toBeLessThan(Math.min(length('service'), length('product')));
    expect(Math.max(length('service'), length('product'))).toBeLessThan(length());
  });

  test.each([
    ['service', '紧急声音', '痛点'],
    ['product', '主题与痛点', '先办哪些'],
    ['management', '痛点', '体验指标'],
  ] as const)('%s reads %s before %s', (audience, first, then) => {
    const text = FORMATS[format](audience);
    const body = text.slice(text.indexOf('1,236'));
    expect(body.indexOf(first)).toBeGreaterThan(-1);
    expect(body.indexOf(first)).toBeLessThan(body.lastIndexOf(then));
  });
});

test.each(IDS)('json for %s says so and is the same in everything else', (audience) => {
  const found = JSON.parse(renderJson(COMPARED, { audience }));
  expect(found).toEqual({ ...JSON.parse(renderJson(COMPARED)), audience });
});

test.each(IDS)('each sheet for %s is the sheet of the whole workbook', (audience) => {
  const voices = { columns: ['id'], rows: [['R-1']] };
  const whole = reportSheets(COMPARED, voices, ZH);
  const own = reportSheets(COMPARED, voices, { ...ZH, audience });
  for (const sheet of own.slice(1)) expect(whole).toContainEqual(sheet);
  expect(own.slice(1).length).toBeGreaterThan(2);
  expect(own.length).toBeLessThan(whole.length);
});

test.each([
  ['管理层', 'management'],
  ['客服', 'service'],
  ['产品', 'product'],
  ['Product', 'product'],
])('%s is %s', (name, audience) => {
  expect(audienceNamed(name)).toBe(audience);
});

test('somebody else is wrong usage, and is told who there is', async () => {
  const { status, stderr } = await voc(['report', '--audience', '股东'], { cwd: sharedFolder() });
  expect(status).toBe(2);
  expect(stderr).toContain('管理层 (management)');
});
