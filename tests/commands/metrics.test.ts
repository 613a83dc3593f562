import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { minutesIn, numberIn } from '../../src/ingest/answers.ts';
import { openSource } from '../../src/io/source.ts';
import { cellsOf } from '../support/exports.ts';
import { sharedFolder, voc, workFolder } from '../support/process.ts';

const HEADER = '编号,时间,客户编号,渠道,门店,推荐分（0-10分）,评价内容,办结时间,通话时长（小时）';
/** Two shops; the NPS of 东 is (3 − 1) / 4, that of 西 (0 − 2) / 3. */
const ROWS = [
  '1,2026-03-02 09:00,K1,电话,东店,10,客服很热心,2026-03-02 10:00,1',
  '2,2026-03-03 09:00,K2,电话,东店,9,发货很快,2026-03-03 09:30,2',
  '3,2026-03-04 09:00,K1,App,东店,9,屏幕清楚,,3',
  '4,2026-03-05 09:00,K3,App,东店,2,等了三天才发货，客服也不回复,2026-03-05 12:00,',
  '5,2026-04-20 09:00,K4,App,西店,3,等了五天才发货,2026-04-19 09:00,',
  '6,2026-04-21 09:00,K5,电话,西店,5,客服不回复，要投诉你们,约明天,4',
  '7,2026-04-22 09:00,K1,电话,西店,7,一般,2026-04-22 09:06,5',
];

/** Lines of a CSV by what stands in two of their cells. */
function table(csv: string): Record<string, string>[] {
  const [head = '', ...lines] = csv.trim().split('\n');
  const names = head.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(names.map((name, at) => [name, cells[at] ?? '']));
  });
}

test.each([
  ['评分', '「评分」按 1–5 分读，有 1 条的分数不在其中（0）', ''],
  ['推荐分（0-10分）,满意度', '', '「满意度」6 个答案中有 1 个不在 1–5 分内（0），没有计入'],
])('a stray zero in %s is told and leaves the rest', async (names, onIngest, onMetrics) => {
  const folder = workFolder();
  const filled = names.includes(',') ? '9,' : '';
  const rows = [5, 4, 1, 2, 5, 0].map((score, at) => `${at},客服第${at}次很热心,${filled}${score}`);
  writeFileSync(join(folder, 'in.csv'), `编号,内容,${names}\n${rows.join('\n')}\n`);
  const ingested = await voc(['ingest', 'in.csv'], { cwd: folder });
  expect([ingested.status, ingested.stderr]).toEqual([0, expect.stringContaining(onIngest)]);
  const { stdout, stderr } = await voc(['metrics', '--format', 'csv'], { cwd: folder });
  expect(table(stdout)[1]).toMatchObject({ metric: 'csat', value: '60', n: '5' });
  expect(stderr).toContain(onMetrics);
});

test('in the HTML report, scores and own stages lead to the voices behind them', async () => {
  const folder = workFolder();
  const rows = ROWS.map((row, at) => `${row},${(at % 7) + 1}`);
  writeFileSync(join(folder, 'in.csv'), `${HEADER},费力度\n${rows.join('\n')}\n`);
  writeFileSync(
    join(folder, 'voc.yaml'),
    'journey:\n  stages:\n    - {name: 前, stages: [awareness, consideration, purchase, delivery]}\n    - {name: 后, stages: [use, service, loyalty]}\n',
  );
  await voc(['ingest', 'in.csv'], { cwd: folder });
  const { stdout } = await voc(['report', '--format', 'html'], { cwd: folder });
  const quotesOf = (figure: RegExp): string => {
    const [, id] = figure.exec(stdout) ?? [];
    const [, quotes = ''] = stdout.split(`<div id="${id}">`);
    return quotes.split('</div>')[0] ?? '';
  };
  const tile = (name: string): RegExp =>
    new RegExp(`<span class="name">${name}</span><span class="figure"><a href="#(q\\d+)">`);
  expect(quotesOf(tile('净推荐值 NPS'))).toMatch(/共 7 个答案.*#4 .{10}，答 2<.*#1 .{10}，答 10</s);
  expect(quotesOf(tile('省力度 CES'))).toMatch(/共 7 个答案.*#7 .{10}，答 7<.*#1 .{10}，答 1</s);
  expect(quotesOf(tile('净情感值'))).toMatch(/<blockquote>/);
  const stages = [...stdout.matchAll(/<span class="volume"><a href="#(q\d+)">/g)];
  const named = stages.map(
    ([, id]) => new RegExp(`<div id="${id}"><h4>(.*?)</h4><blockquote>`).exec(stdout)?.[1],
  );
  expect(named).toEqual(['前', '后']);
});

describe('voc metrics', () => {
  const folder = sharedFolder();
  const metrics = async (...flags: string[]) => {
    const { status, stdout, stderr } = await voc(['metrics', '--format', 'csv', ...flags], {
      cwd: folder,
    });
    expect([status, stderr]).toEqual([0, '']);
    return table(stdout);
  };
  const one = async (id: string, ...flags: string[]) =>
    (await metrics(...flags)).filter(({ metric }) => metric === id);

  beforeAll(async () => {
    writeFileSync(join(folder, 'in.csv'), `${HEADER}\n${ROWS.join('\n')}\n`);
    await voc(['ingest', 'in.csv', '--no-mask'], { cwd: folder });
    await voc(['cluster'], { cwd: folder });
  });

  test('of all voices, and blank where there is no data', async () => {
    const all = await metrics();
    expect(all.map(({ metric }) => metric)).toEqual([
      ...['nps', 'csat', 'ces', 'net_sentiment', 'complaint_rate', 'repeat_contact'],
      ...['first_response', 'resolve_time'],
    ]);
    // 3 promoters, 3 detractors, 7 answers.
    expect(all[0]).toMatchObject({ value: '0', n: '7', unit: 'points', with_text: '7' });
    expect(all[1]).toMatchObject({ value: '', low: '', high: '', n: '0', pains: '' });
  });

  test('the report tells the same metrics, with the same pain points beside them', async () => {
    const own = await metrics();
    const report = await voc(['report', 'metrics', '--format', 'csv'], { cwd: folder });
    const told = table(report.stdout);
    expect(told.length).toBe(own.length);
    for (const [at, row] of told.entries()) expect(own[at]).toMatchObject(row);
  });

  test('times count from the voice; what is no time and what lies before it does not', async () => {
    // 60, 30, 180 and 6 minutes.
    const [time] = await one('resolve_time');
    expect(time).toMatchObject({ value: '45', n: '4', unit: 'minutes' });
  });

  test('a customer who comes again within seven days', async () => {
    const [repeat] = await one('repeat_contact');
    expect(repeat).toMatchObject({ n: '7', value: '14.2857' });
  });

  test.each([
    ['--channel', 'App', { n: '3', value: '33.3333' }],
    ['--channel', '电话', { n: '4', value: '0' }],
    ['--since', '2026-03-04', { n: '5', value: '20' }],
    ['--until', '2026-03-04', { n: '3', value: '33.3333' }],
  ])('who has come before does not hang on %s %s', async (flag, value, figures) => {
    expect(await one('repeat_contact', flag, value)).toMatchObject([figures]);
  });

  test('a filter and a grouping tell the same', async () => {
    for (const row of await one('repeat_contact', '--by', 'channel')) {
      const [alone] = await one('repeat_contact', '--channel', row['group'] ?? '');
      expect(alone).toEqual({ ...row, group: '' });
    }
  });

  test('of two voices at one time one is the first, whichever is looked at', async () => {
    const own = workFolder();
    const rows = ['9,2026-03-02 09:00,K9,电话,断网了', '8,2026-03-02 09:00,K9,App,还是断网'];
    const told: string[] = [];
    for (const [at, lines] of [rows, [...rows].reverse()].entries()) {
      writeFileSync(join(own, 'in.csv'), `编号,时间,客户编号,渠道,内容\n${lines.join('\n')}\n`);
      const store = join(own, `${at}.db`);
      await voc(['ingest', 'in.csv', '--no-mask', '--store', store], { cwd: own });
      const shown = ['--by', 'channel', '--format', 'csv', '--store', store];
      const { stdout } = await voc(['metrics', ...shown], { cwd: own });
      told.push(stdout);
      const repeats = table(stdout).filter(({ metric }) => metric === 'repeat_contact');
      expect(repeats.map(({ value }) => value).sort()).toEqual(['0', '100']);
    }
    expect(told[0]).toBe(told[1]);
  });

  test('by a column of the export, with the pain points of those who gave the score', async () => {
    const rows = await one('nps', '--by', '门店');
    expect(rows).toMatchObject([
      { group: '东店', value: '50', n: '4' },
      { group: '西店', value: '-66.6667', n: '3' },
    ]);
    expect(rows[1]?.['pains']).toContain('不回复');
  });

  test('by month and channel', async () => {
    expect((await one('nps', '--by', 'month')).map(({ group, n }) => [group, n])).toEqual([
      ['2026-03', '4'],
      ['2026-04', '3'],
    ]);
    expect((await one('nps', '--by', 'channel')).map(({ group }) => group)).toEqual([
      'App',
      '电话',
    ]);
  });

  test('groups partition the voices', async () => {
    for (const by of ['channel', '门店', 'month', 'week', '办结时间', 'group']) {
      const groups = await one('net_sentiment', '--by', by);
      expect(groups.reduce((sum, { n }) => sum + Number(n), 0)).toBe(7);
    }
  });

  test.each([
    ['办结时间', 'table', 'zh', '未注明', null],
    ['办结时间', 'md', 'en', 'not given', null],
    ['stage', 'md', 'zh', '交付', 'delivery'],
    ['signal', 'table', 'zh', '（没有）', null],
    ['source', 'html', 'zh', '问卷', 'survey'],
  ])('people read names of groups: %s in %s', async (by, format, language, name, code) => {
    const flags = ['--by', by, '--format', format, '--lang', language];
    const { stdout } = await voc(['metrics', ...flags], { cwd: folder });
    expect(stdout).toContain(name);
    if (code !== null) expect(stdout).not.toContain(code);
  });

  test('programs get the identifiers of groups, workbooks their names', async () => {
    const groups = (await one('net_sentiment', '--by', 'stage')).map(({ group }) => group);
    expect(groups).toContain('delivery');
    await voc(['metrics', '--by', 'stage', '-o', '指标.xlsx'], { cwd: folder });
    const { batches } = await openSource(join(folder, '指标.xlsx'), {});
    const cells: string[] = [];
    for await (const batch of batches) cells.push(...cellsOf(batch).flatMap((row) => [...row]));
    expect(cells).toEqual(expect.arrayContaining(['指标', '样本', '净情感值', '交付', '百分数']));
    for (const code of ['metric', 'delivery', 'percent']) expect(cells).not.toContain(code);
  });

  test('export metrics is the same table', async () => {
    const { stdout } = await voc(['export', 'metrics', '--format', 'csv'], { cwd: folder });
    expect(table(stdout)).toEqual(await metrics());
  });

  test('an unknown column names those that there are', async () => {
    const { status, stderr } = await voc(['metrics', '--by', '城市'], { cwd: folder });
    expect(status).toBe(2);
    expect(stderr).toMatch(/没有「城市」这一列；可用：周（week）、.*门店/);
  });

  test.each(['table', 'md', 'html'])('%s tells people how each figure is made', async (format) => {
    const { stdout } = await voc(['metrics', '--format', format], { cwd: folder });
    expect(stdout).toContain('9–10 分占比减 0–6 分占比');
    expect(stdout).toContain('净推荐值');
  });

  test('formulas and targets of voc.yaml', async () => {
    const own = join(folder, '子目录');
    const yaml = [
      'metrics:',
      '  nps: {top: 7}',
      '  处理: {column: 通话时长（小时）, unit: hours, better: low}',
      '  不满: {label: negative, better: low}',
      'targets: {nps: -90, 处理: 30, 不满: 10}',
    ];
    const { mkdirSync } = await import('node:fs');
    mkdirSync(own);
    writeFileSync(join(own, 'voc.yaml'), `${yaml.join('\n')}\n`);
    const { stdout } = await voc(['metrics', '--format', 'csv', '--store', '../voc.db'], {
      cwd: own,
    });
    const rows = Object.fromEntries(table(stdout).map((row) => [row['metric'], row]));
    // 10, 9, 9, 7 of 7 in favour, three against.
    expect(rows['nps']).toMatchObject({ value: '14.2857', target: '-90', status: 'met' });
    expect(rows['处理']).toMatchObject({ value: '180', n: '5', status: 'unclear' });
    expect(rows['不满']).toMatchObject({
      n: '7',
      target: '10',
      status: expect.stringMatching(/missed|unclear/),
    });
  });

  test('a target that a small share may be meant by is told, and taken', async () => {
    const own = workFolder();
    writeFileSync(join(own, 'voc.yaml'), 'targets: {complaint_rate: 0.5}\n');
    const flags = ['metrics', '--format', 'csv', '--store', join(folder, 'voc.db')];
    const { status, stdout, stderr } = await voc(flags, { cwd: own });
    expect(status).toBe(0);
    expect(stderr).toMatch(/targets: 里 complaint_rate: 0\.5 是 0\.5 %.*要的是 50 % 就写 50\n$/);
    const row = table(stdout).find(({ metric }) => metric === 'complaint_rate');
    expect(row).toMatchObject({ target: '0.5' });
  });

  test('who answers with a number alone counts, and how a turned scale is made is told', async () => {
    const own = workFolder();
    const rows = ['1,,6,', '2,5,2,发货很快', '3,,7,', '4,,,', '5,,1,客服很热心', '6,,不好说,'];
    writeFileSync(join(own, 'in.csv'), `编号,满意度,费力度,反馈内容\n${rows.join('\n')}\n`);
    const load = await voc(['ingest', 'in.csv', '--no-mask'], { cwd: own });
    expect(load.status).toBe(3);
    expect(readFileSync(join(own, 'in.csv.rejects.csv'), 'utf8').match(/empty_text/g)).toHaveLength(
      2,
    );
    const { stdout } = await voc(['metrics', '--format', 'csv'], { cwd: own });
    const ces = table(stdout).find(({ metric }) => metric === 'ces');
    // 8 − 6, 8 − 2, 8 − 7, 8 − 1.
    expect(ces).toMatchObject({ value: '50', n: '4', with_text: '2' });
    for (const flags of [
      ['metrics', '--format', 'md'],
      ['report', 'metrics', '--format', 'table'],
    ]) {
      const told = (await voc(flags, { cwd: own })).stdout.replaceAll('\n', '').replaceAll(' ', '');
      expect(told).toContain('「费力度」问的是反面，已换算为8−分值');
    }
  });

  test.each([
    ['targets: {csat: 0.8}', /targets: 里 csat: 0\.8 是 0\.8 %.*要的是 80 % 就写 80/],
    ['targets: {满意: 80}', /targets: 里没有「满意」这个指标/],
    ['metrics: {nps: {topp: 9}}', /第 1 行第 17 列/],
    ['metrics: {nps: {scale: [10, 0]}}', /metrics\.nps\.scale/],
  ])('a faulty voc.yaml is refused: %s', async (yaml, fault) => {
    const own = workFolder();
    writeFileSync(join(own, 'voc.yaml'), yaml);
    const { status, stderr } = await voc(['metrics', '--store', join(folder, 'voc.db')], {
      cwd: own,
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(fault);
  });
});

describe('answers in cells', () => {
  test.each([
    ['４', 4],
    ['4.5分', 4.5],
    ['1,200', 1200],
    ['满意', null],
    ['', null],
    ['4-5', null],
  ])('%j is the number %j', (text, number) => {
    expect(numberIn(text)).toBe(number);
  });

  test.each([
    ['90', 'seconds', null, 1.5],
    ['2', 'hours', null, 120],
    ['00:12:30', 'minutes', null, 12.5],
    ['1天2小时', 'minutes', null, 1560],
    ['1h 30m', 'minutes', null, 90],
    ['2026/4/2 20:38', 'minutes', '2026-04-02T20:08:00', 30],
    ['2026-04-02 20:00', 'minutes', '2026-04-02T20:08:00', null],
    ['2026-04-02 20:00', 'minutes', null, null],
    ['-5', 'minutes', null, null],
    ['尽快', 'minutes', '2026-04-02T20:08:00', null],
  ] as const)('%j in %s after %j are %j minutes', (text, unit, createdAt, minutes) => {
    expect(minutesIn(text, unit, createdAt)).toBe(minutes);
  });
});
