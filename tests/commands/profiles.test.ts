import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isRoot, voc, workFolder } from '../support/process.ts';

const FIRST = `订单号,商品名称,会员号,评分,评价内容,评价时间,商家回复
780112,保温杯,C1001,5,等了三天才发货，包装也破了,2026-04-01 09:00:00,感谢支持
780113,电饭煲,C1002,1,客服一直不回消息，很生气,2026-04-02 09:00:00,十分抱歉
`;
const LATER = `五月评价,,,,,,,
评论正文,订单编号,商品名称,评分,评价时间,晒图数,追评,商家回复
等了四天才发货,780212,保温杯,5,2026-05-01 09:00:00,3,,感谢支持
客服又不回消息,780213,电饭煲,1,2026-05-02 09:00:00,0,用了一周坏了,十分抱歉
`;

function folderWith(files: Readonly<Record<string, string>>): string {
  const cwd = workFolder();
  for (const [name, content] of Object.entries(files)) writeFileSync(join(cwd, name), content);
  return cwd;
}

describe('voc ingest --save-profile', () => {
  test('remembers a mapping; a later file is read by it, and told of change by change', async () => {
    const cwd = folderWith({ '四月.csv': FIRST, '五月.csv': LATER });
    const saved = await voc(
      [
        'ingest',
        '四月.csv',
        '--channel',
        '京东',
        '--source',
        'jd',
        '--tz',
        '+09:00',
        '--save-profile',
        '京东评价',
      ],
      { cwd },
    );
    expect(saved).toMatchObject({ status: 0, stdout: '' });
    expect(saved.stderr).toContain('模板「京东评价」已记入');
    const { status, stderr } = await voc(['ingest', '五月.csv'], { cwd });
    expect(status).toBe(0);
    expect(stderr.split('\n').slice(0, -2)).toEqual([
      '五月.csv：与模板「京东评价」相比，列有变化：',
      '  新增 「晒图数」：其他（原样保留）',
      '  新增 「追评」：追评（另成一条）',
      '  改名 「评价内容」→「评论正文」：正文（名称同义）',
      '  改名 「订单号」→「订单编号」：其他（原样保留）（名称相近）',
      '  缺少 「会员号」，这次没有客户编号',
      '  表头从第 1 行移到第 2 行',
      '  已照模板读入；要记住新的列，请加 --save-profile 京东评价',
    ]);
    const { stdout } = await voc(['export', 'voices', '--format', 'ndjson'], { cwd });
    const rows = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(rows).toHaveLength(5);
    for (const row of rows) {
      expect(row).toMatchObject({ source: 'jd', channel: '京东' });
      expect(String(row['created_at'])).toMatch(/\+09:00$/);
    }
  });

  test('keeps what a person wrote in voc.yaml, and is shown by --dry-run, which changes nothing', async () => {
    const yaml =
      '# 我们的配置\ntz: "+08:00" # 北京\n\nprofiles:\n  # 旧系统\n  旧: {header: 1, source: review, columns: [{name: 甲, role: text, shape: text}]}\n';
    const cwd = folderWith({ 'voc.yaml': yaml, '四月.csv': FIRST, '五月.csv': LATER });
    await voc(['ingest', '四月.csv', '--save-profile', '京东评价'], { cwd });
    const written = readFileSync(join(cwd, 'voc.yaml'), 'utf8');
    for (const piece of [
      '# 我们的配置',
      'tz: "+08:00" # 北京',
      '# 旧系统',
      '{ name: 评价内容, role: text, shape: text }',
    ]) {
      expect(written).toContain(piece);
    }
    expect(written.indexOf('旧系统')).toBeLessThan(written.indexOf('京东评价'));
    expect(readdirSync(cwd).filter((name) => name.endsWith('.part'))).toEqual([]);
    const { stdout, stderr } = await voc(['ingest', '五月.csv', '--dry-run'], { cwd });
    expect(stderr).toBe('');
    expect(stdout).toContain('改名 「评价内容」→「评论正文」：正文（名称同义）');
    expect(stdout).toMatch(/评论正文 +正文 +模板/);
    expect(readFileSync(join(cwd, 'voc.yaml'), 'utf8')).toBe(written);
    expect(
      (await voc(['ingest', '四月.csv', '--save-profile', '京东评价'], { cwd })).stderr,
    ).toContain('已更新');
    expect(readFileSync(join(cwd, 'voc.yaml'), 'utf8')).toBe(written);
  });

  test('a file without its text column fails and keeps out no other; --text is the way out', async () => {
    const lost = FIRST.replace(/评价内容/, '备注').replaceAll(/等了三天[^,]*|客服一直[^,]*/g, '无');
    const cwd = folderWith({ '四月.csv': FIRST, '坏.csv': lost });
    await voc(['ingest', '四月.csv', '--save-profile', '京东评价'], { cwd });
    const { status, stderr } = await voc(['ingest', '坏.csv', '四月.csv'], { cwd });
    expect(status).toBe(1);
    expect(stderr).toMatch(/voc: 坏\.csv：模板「京东评价」的正文列「评价内容」不见了.*--text 列名/);
    expect(stderr).toMatch(/四月\.csv：读入 2 行/);
    expect((await voc(['ingest', '坏.csv', '--text', '备注'], { cwd })).status).toBe(0);
  });

  test('a named profile brings encoding and delimiter with it', async () => {
    const cwd = folderWith({ '一.txt': FIRST.replaceAll(',', '^') });
    await voc(['ingest', '一.txt', '--delimiter', '^', '--save-profile', '旧系统'], { cwd });
    const later = await voc(['ingest', '一.txt', '--profile', '旧系统'], { cwd });
    expect(later.stderr).toMatch(/读入 2 行（2 条声音），新增 0，重复 2/);
  });

  test.each([
    ['an unknown profile', ['--profile', '没有'], /voc\.yaml 中没有这个模板；还没有任何模板/],
    ['a name that is none', ['--save-profile', ' '], /不能作模板名/],
  ])('%s is wrong usage', async (_, flags, message) => {
    const cwd = folderWith({ '四月.csv': FIRST });
    const { status, stderr } = await voc(['ingest', '四月.csv', ...flags], { cwd });
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
    expect(existsSync(join(cwd, 'voc.yaml'))).toBe(false);
  });

  test.skipIf(isRoot)('a voc.yaml that may not be written is told of', async () => {
    const cwd = folderWith({ '四月.csv': FIRST, 'voc.yaml': 'tz: "+08:00"\n' });
    chmodSync(join(cwd, 'voc.yaml'), 0o444);
    const { status, stderr } = await voc(['ingest', '四月.csv', '--save-profile', '甲'], { cwd });
    expect(status).toBe(1);
    expect(stderr).toContain('没有写入权限');
  });
});

test('a profile that nearly fits is told of, with the way out', async () => {
  const later =
    '订单号,会员号,评价内容,门店,区域,促销\n1,C1,等了三天才发货,甲,乙,丙\n2,C1,客服不回消息,甲,乙,丙\n';
  const cwd = folderWith({ '四月.csv': FIRST, '六月.csv': later });
  await voc(['ingest', '四月.csv', '--save-profile', '京东评价'], { cwd });
  const { status, stderr } = await voc(['ingest', '六月.csv'], { cwd });
  expect([status, stderr.split('\n')[0]]).toEqual([
    0,
    '六月.csv：只有一部分列与模板「京东评价」相同，没有照它读入；如果是同一系统的导出，请加 --profile 京东评价，如果不是，用 --save-profile 给它自己的模板',
  ]);
});
