import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { voc, workFolder } from '../support/process.ts';
import { sharedFile } from '../support/shared.ts';

const GOLD = [
  'id,text,sentiment,kinds,signals,urgency,门店',
  '1,客服态度很差，再也不买了,negative,service_issue,churn,normal,城东',
  '2,味道很好，推荐给大家,positive,praise,recommend,none,城西',
  '3,请问几点关门？,neutral,inquiry,,none,城西',
];
const lines = (rows: readonly string[]): string => `${rows.join('\n')}\n`;

interface Figures {
  readonly value: number;
}
interface Report {
  readonly voices: number;
  readonly by?: string;
  readonly groups?: readonly { readonly name: string; readonly voices: number }[];
  readonly fields: Readonly<
    Record<
      string,
      {
        readonly accuracy: Figures;
        readonly kappa: number | null;
        readonly macro_f1: Figures;
        readonly micro: { readonly f1: Figures };
        readonly labels: Readonly<
          Record<string, { readonly support: number; readonly f1: Figures }>
        >;
      }
    >
  >;
  readonly opinions: readonly {
    readonly polarity: string;
    readonly criterion: string;
    readonly hits: number;
    readonly precision: Figures;
    readonly recall: Figures;
    readonly f1: Figures;
  }[];
  readonly misses: readonly { readonly field: string; readonly line: number }[];
}

async function report(args: readonly string[], stdin: string): Promise<Report> {
  const { status, stdout, stderr } = await voc(['eval', '-', '--format', 'json', ...args], {
    stdin,
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout) as Report;
}

describe('scores', () => {
  test('of plain sentences are all right', async () => {
    const { voices, fields, misses } = await report([], lines(GOLD));
    expect(voices).toBe(3);
    expect(Object.keys(fields)).toEqual(['sentiment', 'kinds', 'signals', 'urgency']);
    for (const { accuracy } of Object.values(fields)) expect(accuracy.value).toBe(1);
    expect(misses).toEqual([]);
  });

  test('are told apart by a column', async () => {
    const { by, groups } = await report(['--by', '门店'], lines(GOLD));
    expect(by).toBe('门店');
    expect(groups?.map(({ name, voices }) => [name, voices])).toEqual([
      ['城西', 2],
      ['城东', 1],
    ]);
  });

  test('list the surest miss first', async () => {
    const wrong = lines(GOLD).replace('很差，再也不买了,negative', '很差，再也不买了,positive');
    const { misses } = await report(['--misses', '1'], wrong.replace('praise', 'complaint'));
    expect(misses.map(({ field, line }) => [field, line])).toEqual([
      ['sentiment', 2],
      ['kinds', 3],
    ]);
  });

  test('of numbers as labels are those of the forced choice', async () => {
    const two = 'text,label\n很差,0\n很好,1\n很好,0\n';
    expect((await report([], two)).fields['polarity']?.accuracy.value).toBeCloseTo(2 / 3, 5);
    const three = 'text,label\n很差,-1\n很好,1\n今天周三,0\n';
    expect((await report([], three)).fields['polarity']?.accuracy.value).toBe(1);
  });

  test('take what voc annotate wrote, in every format', async () => {
    const texts = lines(GOLD.map((row) => row.split(',').slice(0, 2).join(',')));
    for (const format of ['csv', 'ndjson', 'json']) {
      const { stdout } = await voc(['annotate', '--format', format], { stdin: texts });
      const { fields, misses } = await report([], stdout);
      expect(Object.keys(fields)).toEqual(['sentiment', 'kinds', 'stages', 'signals', 'urgency']);
      expect(misses).toEqual([]);
    }
  });

  test('agree with the evaluation script to the printed decimal', async ({ skip }) => {
    const gold = sharedFile('data/gold/dev.jsonl');
    const script = sharedFile('eval/gold.mjs');
    if (gold === null || script === null) return skip('no shared data beside the repository');
    const bin = new URL('../../bin/voc.js', import.meta.url).pathname;
    const printed = execFileSync('node', [script, `node ${bin}`, gold], { encoding: 'utf8' });
    const { fields, opinions } = await report([], readFileSync(gold, 'utf8'));
    expect(asPrinted(fields, opinions)).toEqual(printed.trimEnd().split('\n'));
  });
});

/** The figures as the evaluation script prints them. */
function asPrinted(fields: Report['fields'], opinions: Report['opinions']): string[] {
  const pct = (value: number | undefined): string => (100 * (value ?? 0)).toFixed(1);
  const labelsOf = (field: string): string =>
    Object.entries(fields[field]?.labels ?? {})
      .filter(([, { support }]) => support > 0)
      .map(([label, { support, f1 }]) => `${label}(${support}) ${pct(f1.value)}`)
      .join('  ');
  const line = (field: string, figures: string): string =>
    `${field.padEnd(22)} ${figures}   ${labelsOf(field)}`;
  const macro = (field: string): string => `macro-F1 ${pct(fields[field]?.macro_f1.value)}`;
  const micro = (field: string): string => `micro-F1 ${pct(fields[field]?.micro.f1.value)}`;
  return [
    line(
      'sentiment',
      `accuracy ${pct(fields['sentiment']?.accuracy.value)}  ${macro('sentiment')}`,
    ),
    ...['kinds', 'stages', 'signals'].map((field) =>
      line(field, `${micro(field)}  ${macro(field)}`),
    ),
    line('urgency', macro('urgency')),
    ...['all', 'negative'].map((polarity) => {
      const by = (criterion: string) =>
        opinions.find((one) => one.polarity === polarity && one.criterion === criterion);
      const [span, aspect, stage] = [by('span'), by('aspect'), by('stage')];
      const right = (score: typeof span): string => pct((score?.hits ?? 0) / (span?.hits ?? 1));
      return (
        `${`opinions (${polarity})`.padEnd(22)} P ${pct(span?.precision.value)}  R ${pct(span?.recall.value)}` +
        `  F1 ${pct(span?.f1.value)}  | aspect right ${right(aspect)}  stage right ${right(stage)}` +
        `  | span+polarity+aspect F1 ${pct(aspect?.f1.value)}`
      );
    }),
  ];
}

describe('two files', () => {
  test('are paired by id, whatever their order', async () => {
    const folder = workFolder();
    const [head = '', ...rows] = GOLD;
    writeFileSync(join(folder, 'a.csv'), lines(GOLD));
    writeFileSync(join(folder, 'b.csv'), lines([head, ...rows.toReversed()]));
    const args = ['eval', 'a.csv', '--predicted', 'b.csv', '--format', 'json'];
    const { status, stdout } = await voc(args, { cwd: folder });
    expect(status).toBe(0);
    const { fields } = JSON.parse(stdout) as Report;
    expect(fields['sentiment']).toMatchObject({ accuracy: { value: 1 }, kappa: 1 });
  });

  test('tell of rows that only one of them has', async () => {
    const folder = workFolder();
    writeFileSync(join(folder, 'a.csv'), lines(GOLD));
    writeFileSync(join(folder, 'b.csv'), lines(GOLD.slice(0, 3)).replace('味道很好', '味道好'));
    const args = ['eval', 'a.csv', '--predicted', 'b.csv', '--format', 'csv', '--lang', 'en'];
    const { status, stderr } = await voc(args, { cwd: folder });
    expect({ status, stderr }).toEqual({
      status: 3,
      stderr:
        'a.csv:3: the text of this row is another in the other file\n' +
        'a.csv:4: there is no such row in the other file\n',
    });
  });
});

describe('bad input', () => {
  test('a row with an unknown label is told of, the others count', async () => {
    const { status, stdout, stderr } = await voc(['eval', '-', '--format', 'csv'], {
      stdin: lines(GOLD).replace('neutral', '中立'),
    });
    expect({ status, stderr }).toEqual({
      status: 3,
      stderr:
        '标准输入:4：不认识标签「中立」；应为 正面、负面、褒贬参半、中性 之一（或其标识，如 positive）\n',
    });
    expect(stdout).toContain('\n,sentiment,micro,2,2,2,1,');
  });

  test.each([
    [
      'text,城市\n很好,杭州\n',
      1,
      /没有标注列；现有列：「text」「城市」，需要 sentiment、label、kinds/,
    ],
    ['text,sentiment\n很好,\n', 0, /^$/],
    ['text,sentiment\n很好,棒\n', 1, /没有一行可用的标注/],
    ['text,sentiment\n', 1, /标准输入：只有表头，没有数据行/],
    [
      'text,label\n很好,2\n很差,0\n',
      3,
      /不认识标签「2」；应为 正面.*，label 列还可以是 1、0、-1\n/,
    ],
    [
      'id,text,label\n7,很好,1\n7,很好,0\n',
      3,
      /标准输入:3：编号 7 和同样的文本在第 2 行已经有了；只算那一行\n/,
    ],
    ['订单号,text,label\n7,很好,1\n7,很差,0\n', 0, /^$/],
    ['', 1, /文件是空的/],
  ])('%j', async (stdin, status, fault) => {
    const result = await voc(['eval', '-', '--format', 'csv'], { stdin });
    expect(result.status).toBe(status);
    expect(result.stderr).toMatch(fault);
  });

  test('a column that is not there', async () => {
    const result = await voc(['eval', '-', '--by', '城市'], { stdin: lines(GOLD) });
    expect(result.status).toBe(1);
    expect(result.stderr).toMatch(/没有名为「城市」的列；现有列：「id」「text」/);
  });
});
