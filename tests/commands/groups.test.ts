import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { sharedFolder, voc, workFolder } from '../support/process.ts';

const HEADER = '编号,时间,客户编号,渠道,门店,序列号,评分,满意度（1-5分）,评价内容';
/** 东店 complains of service, 西店 of delivery; K1 comes three times. */
const ROWS = Array.from({ length: 40 }, (_, n) => {
  const east = n % 2 === 0;
  const day = String((n % 27) + 1).padStart(2, '0');
  const text = east ? `第${n}次，客服不回复` : `第${n}单，物流太慢`;
  return `${n},2026-03-${day} 09:00,K${n < 3 ? 1 : n},${n < 30 ? '电话' : 'App'},${east ? '东店' : '西店'},S${n},${n === 5 ? 5 : 1},${east ? 1 : 2},${text}`;
});

describe('groups, customers, silence and contradictions', () => {
  const folder = sharedFolder();
  const rows = async (...args: string[]) => {
    const { status, stdout, stderr } = await voc([...args, '--format', 'ndjson'], { cwd: folder });
    expect([status, stderr]).toEqual([0, '']);
    const lines = stdout.trim() === '' ? [] : stdout.trim().split('\n');
    return lines.map((line) => JSON.parse(line) as Record<string, string | number | null>);
  };

  beforeAll(async () => {
    writeFileSync(join(folder, 'in.csv'), `${HEADER}\n${ROWS.join('\n')}\n`);
    await voc(['ingest', 'in.csv'], { cwd: folder });
    await voc(['cluster'], { cwd: folder });
  });

  test('the planted column is suggested first, ids and scores are left out', async () => {
    const found = await rows('segments', 'suggest');
    expect(found[0]).toMatchObject({ column: '门店', values: 2 });
    const columns = found.map(({ column }) => column);
    expect(columns).not.toContain('序列号');
    expect(columns).not.toContain('满意度（1-5分）');
  });

  test('what one group says that the other does not', async () => {
    const found = await rows('segments', 'contrast', '东店', '西店', '--by', '门店');
    const word = found.find(({ item }) => item === '客服');
    expect(word).toMatchObject({
      type: 'word',
      voices: 20,
      share: 1,
      other_voices: 0,
      verdict: 'more',
    });
    expect(found.find(({ item }) => item === '物流')).toMatchObject({ verdict: 'less' });
    expect(found.some(({ type, verdict }) => type === 'pain' && verdict === 'more')).toBe(true);
  });

  test('a persona tells only what enough voices of the group are', async () => {
    const found = await rows('segments', 'show', '东店', '--by', '门店');
    expect(found.every(({ voices }) => Number(voices) >= 5)).toBe(true);
    expect(found.find(({ type, item }) => type === 'channel' && item === '电话')).toMatchObject({
      voices: 15,
    });
  });

  test('a group that is not there names those that are', async () => {
    const { status, stderr } = await voc(['segments', 'contrast', '北店', '--by', '门店'], {
      cwd: folder,
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(/没有「北店」；有：东店（20）、西店（20）/);
    const few = await voc(['segments', 'contrast'], { cwd: folder });
    expect(few.status).toBe(2);
  });

  test('a customer by the original id and by the token, in order of time, with gaps', async () => {
    const found = await rows('customer', 'K1');
    expect(found.map(({ voice_id }) => voice_id)).toEqual(['0', '1', '2']);
    expect(found.map(({ gap_days }) => gap_days)).toEqual([null, 1, 1]);
    const voices = await rows('export', 'voices');
    const token = String(voices.find(({ id }) => id === '0')?.['customer_id']);
    expect(token).toMatch(/^c-/);
    expect(await rows('customer', token)).toEqual(found);
    const nobody = await voc(['customer', 'K999'], { cwd: folder });
    expect([nobody.status, nobody.stderr]).toEqual([
      1,
      expect.stringContaining('没有客户 K999 的声音'),
    ]);
  });

  test('silence against counts: two columns, three columns, and a group that was never heard', async () => {
    writeFileSync(join(folder, 'orders.csv'), '门店,订单数\n东店,100\n西店,100\n南店,100\n');
    const found = await rows('silence', '--against', 'orders.csv');
    expect(found.map(({ value, status }) => [value, status])).toEqual([
      ['南店', 'silent'],
      ['东店', 'heard'],
      ['西店', 'heard'],
    ]);
    expect(Number(found[0]?.['expected'])).toBeCloseTo(13.3333, 3);
    writeFileSync(join(folder, 'long.csv'), '列,值,数量\n渠道,电话,"1,000"\n阶段,服务,10\n');
    const long = await rows('silence', '--against', 'long.csv');
    expect(long.find(({ value }) => value === 'App')).toMatchObject({
      status: 'uncounted',
      voices: 10,
    });
    expect(long.find(({ column }) => column === 'stage')).toMatchObject({ value: 'service' });
  });

  test('counts that cannot be read are refused with their line', async () => {
    writeFileSync(join(folder, 'bad.csv'), '门店,订单数\n东店,很多\n');
    const { status, stderr } = await voc(['silence', '--against', 'bad.csv'], { cwd: folder });
    expect([status, stderr]).toEqual([1, expect.stringContaining('bad.csv 第 2 行')]);
  });

  test('silence without counts names stages that nobody speaks of', async () => {
    const found = await rows('silence');
    expect(found.filter(({ column }) => column === 'stage').map(({ value }) => value)).toContain(
      'awareness',
    );
  });

  test('a high score with a complaint is a contradiction, with both sides', async () => {
    const found = await rows('contradictions');
    expect(found).toMatchObject([
      {
        reason: 'high_score_negative_text',
        voice_id: '5',
        rating: 5,
        rating_max: 5,
        rating_column: 'rating',
        blame: expect.stringContaining('慢'),
      },
    ]);
  });
});

test('columns that a join added are groups too', async () => {
  const folder = workFolder();
  writeFileSync(join(folder, 'v.csv'), '订单号,评价内容,评分\nA1,等了三天才发货,1\nA2,很好,5\n');
  writeFileSync(join(folder, 'o.csv'), '订单号,价值\nA1,高\nA2,低\n');
  await voc(['ingest', 'v.csv'], { cwd: folder });
  await voc(['join', 'o.csv', '--key', '订单号'], { cwd: folder });
  const args = ['metrics', '--by', 'o.价值', '--format', 'csv'];
  const { status, stdout } = await voc(args, { cwd: folder });
  expect(status).toBe(0);
  expect(stdout).toMatch(/^csat,.*,低,/m);
  expect(stdout).toMatch(/^csat,.*,高,/m);
});

describe('an export with several columns of scores', () => {
  const folder = sharedFolder();
  const run = (...args: string[]) => voc(args, { cwd: folder });
  const LEAVING = '客服很热情，服务很好，谢谢，不过我已经换别家了，不会再来';

  beforeAll(async () => {
    const rows = [
      `1,2026-03-01 09:00,${LEAVING},8,5,金卡`,
      '2,2026-03-02 09:00,客服不回复，退款拖了一个月还没到账,3,5,银卡',
      '3,2026-03-03 09:00,物流很快，包装很好,9,5,银卡',
      '4,2026-03-04 09:00,客服不回复，物流太慢,2,1,金卡',
    ];
    writeFileSync(
      join(folder, 'nps.csv'),
      `编号,时间,评价内容,NPS,满意度,会员等级\n${rows.join('\n')}\n`,
    );
    await run('ingest', 'nps.csv');
    await run('cluster');
  });

  test('a contradiction is found in each of them, and the column is named', async () => {
    const { status, stdout } = await run('contradictions', '--format', 'ndjson');
    expect(status).toBe(0);
    const found = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(found).toMatchObject([
      {
        reason: 'high_score_leaving',
        voice_id: '1',
        rating: 5,
        rating_max: 5,
        rating_column: '满意度',
      },
      { reason: 'high_score_negative_text', voice_id: '2', rating: 5, rating_column: '满意度' },
    ]);
  });

  const groups = (stdout: string): string[] => [
    ...new Set(
      stdout
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { group: string }).group),
    ),
  ];

  test('a header that became a column of the store groups by it, and so do the names of such columns', async () => {
    const [header, name, id] = await Promise.all(
      ['会员等级', '客户群', 'group'].map((by) => run('metrics', '--by', by, '--format', 'ndjson')),
    );
    expect(groups(id?.stdout ?? '')).toEqual(['金卡', '银卡']);
    expect(name?.stdout).toBe(id?.stdout);
    expect(header?.stdout).toBe(id?.stdout);
    expect(header?.stderr).toContain('按客群（group）分组');
    const shown = await run('segments', 'show', '银卡', '--by', '会员等级', '--format', 'csv');
    expect(shown.status).toBe(0);
  });

  test('counts may stand under the header of the export', async () => {
    writeFileSync(join(folder, 'members.csv'), '会员等级,人数\n金卡,10\n银卡,10\n');
    const { status, stdout } = await run('silence', '--against', 'members.csv', '--format', 'csv');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^group,金卡,2,/m);
  });

  test('a column that is none lists those that there are', async () => {
    const { status, stderr } = await run('metrics', '--by', '星座');
    expect(status).toBe(2);
    expect(stderr).toMatch(/没有「星座」这一列；可用：周（week）.*渠道（channel）.*满意度/);
  });

  test('a journey of a group that no voice is of names those that there are', async () => {
    for (const view of [[], ['churn'], ['voices']]) {
      const { status, stdout, stderr } = await run('journey', ...view, '--from-group', '钻石');
      expect([status, stdout]).toEqual([1, '']);
      expect(stderr).toContain('列 客群 里没有「钻石」；有：金卡（2）、银卡（2）');
    }
    expect((await run('journey', '--from-group', '金卡')).status).toBe(0);
  });

  test('people read names, programs identifiers', async () => {
    const table = await run('silence', '--format', 'table');
    expect(table.stdout).toMatch(/^阶段 +了解/m);
    const csv = await run('silence', '--format', 'csv');
    expect(csv.stdout).toMatch(/^stage,awareness,/m);
    const suggested = await run('segments', 'suggest', '--format', 'md');
    expect(suggested.stdout).not.toMatch(/\b(?:group|channel|product|source)\b/);
  });

  test('where no customer is known there is no count of them', async () => {
    const [html, md, terminal, csv] = await Promise.all(
      ['html', 'md', 'table', 'csv'].map((format) => run('report', '--format', format)),
    );
    for (const { stdout } of [html, md, terminal].flatMap((one) => one ?? [])) {
      expect(stdout).not.toMatch(/\b0 位客户|客户 <b>0|[|] 客户 [|]| 客户 /);
    }
    const list = await run('pains', 'list', '--format', 'csv');
    for (const { stdout } of [csv, list].flatMap((one) => one ?? [])) {
      const [heads = '', first = ''] = stdout.split('\n');
      expect(first.split(',')[heads.split(',').indexOf('customers')]).toBe('');
    }
  });
});
