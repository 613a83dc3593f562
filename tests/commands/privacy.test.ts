import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isRoot, voc, workFolder } from '../support/process.ts';

const EXPORT = `工单编号,客户编号,联系电话,受理内容
G1,M100001,13812345678,我叫张伟，电话13812345678，客服态度差
G2,M100002,13900001111,等了三天才发货
G3,M100001,13812345678,又等了五天，再也不买了
G4,M100001,13812345678,
G5,M100002,13900001111,坏了,多一格 13812345678
`;
const SECRETS = ['M100001', 'M100002', '13812345678', '13900001111', '张伟'];

/** Files of a folder that hold one of the texts. */
function filesWith(folder: string, texts: readonly string[], except = 'in.csv'): string[] {
  return readdirSync(folder).filter((name) => {
    const bytes = readFileSync(join(folder, name));
    return name !== except && texts.some((text) => bytes.includes(text));
  });
}

function folderWithExport(): string {
  const folder = workFolder();
  writeFileSync(join(folder, 'in.csv'), EXPORT);
  return folder;
}

describe('ingest', () => {
  test('leaves nothing personal in the store, the rejects, the exports, or what it prints', async () => {
    const folder = folderWithExport();
    const printed = [
      await voc(['ingest', 'in.csv', '--dry-run'], { cwd: folder }),
      await voc(['ingest', 'in.csv', '--verbose'], { cwd: folder }),
      await voc(['export', 'voices', '-o', 'voices.csv'], { cwd: folder }),
      await voc(['run', 'in.csv', '-o', 'report.html'], { cwd: folder }),
    ];
    expect(printed.map(({ status }) => status)).toEqual([0, 3, 0, 3]);
    expect(SECRETS.filter((secret) => JSON.stringify(printed).includes(secret))).toEqual([]);
    expect(readdirSync(folder)).toContain('in.csv.rejects.csv');
    expect(filesWith(folder, SECRETS)).toEqual([]);
  });

  test('--no-mask keeps everything, and the masked file is the same voices', async () => {
    const folder = folderWithExport();
    await voc(['ingest', 'in.csv', '--no-mask'], { cwd: folder });
    const { stdout } = await voc(['export', 'voices', '--format', 'csv'], { cwd: folder });
    expect(stdout).toContain('M100001');
    expect(stdout).toContain('我叫张伟，电话13812345678');
    expect(readFileSync(join(folder, 'in.csv.rejects.csv'), 'utf8')).toContain('13812345678');
    const { stderr } = await voc(['ingest', 'in.csv'], { cwd: folder });
    expect(stderr).toContain('新增 0，重复 3');
  });
});

/** Numbers that pass their checks by arithmetic, and the phone of nobody. */
const IDENTITY = '110105194912310038';
const CARD = '6222021234567890128';
const NUMBERS = [IDENTITY, CARD, '13757162834'];
const SAID = NUMBERS.join('，');
const greeting = '您好，请问有什么可以帮您';

describe.each([
  [
    'a table with a title, strange columns, dates that are none, and rows that cannot be read',
    'in.csv',
    `导出人 ${SAID}\n编号,受理时间,客户编号,内容,备注${CARD},处理结果\nG1,${IDENTITY},M100001,${SAID}等了三天,${SAID},${SAID}\nG2,2026-01-02,${CARD},坏了,${IDENTITY},13757162834\nG3,2026-01-02,M100003,坏了,多一格,${SAID},${SAID}\nG4,2026-01-03,M100004,,${SAID},\nG5,2026-01-03,M100005,"没有闭合${SAID}\n`,
  ],
  [
    'conversations, a row a turn',
    'in.csv',
    `会话ID,角色,发送时间,内容\nS1,客户,2026-01-01 10:00:00,坏了 ${SAID}\nS1,客服,2026-01-01 10:00:30,${SAID} 对吗\nS1,${CARD},2026-01-01 10:01:30,${SAID} 对吗\nS2,客服,2026-01-01 10:00:30,${SAID} 对吗\n${CARD},客户,坏了,${IDENTITY}\n`,
  ],
  [
    'conversations in cells',
    'in.csv',
    `编号,会话内容\n1,"客户：坏了 ${SAID}\n客服：${SAID} 对吗"\n2,"${CARD}：坏了\n小丽：${greeting} ${SAID}\n${CARD}：好\n小丽：好"\n3,"客服：${SAID}"\n`,
  ],
  [
    'lines of JSON, one of which is broken',
    'in.ndjson',
    `{"会话ID":"S1","消息":[{"role":"user","text":"坏了 ${SAID}","${CARD}":"${SAID}"},{"role":"agent","text":"${SAID}"}],"x":{"y":["${SAID}",${CARD}]}}\n{"会话ID":"S2","消息":[{"role":"agent","text":"${SAID}"}],"x":1}\n{"会话ID":"S3","${IDENTITY}":"${SAID}\n`,
  ],
  ['a table without texts', 'in.csv', `编号,金额\n${IDENTITY},${CARD}\n${CARD},13757162834\n`],
])('in %s', (_, name, content) => {
  test('no number of anybody is stored, printed, logged, remembered or exported', async () => {
    const folder = workFolder();
    writeFileSync(join(folder, name), content);
    const commands = [
      ['ingest', name, '--dry-run'],
      ['ingest', name, '--verbose', '--save-profile', '系统'],
      ['ingest', name, '--profile', '系统'],
      ['run', name, '-o', 'report.html'],
      ...['voices', 'opinions', 'pains', 'assignments'].map((table) => ['export', table]),
      ['verify'],
      ['doctor'],
      ['annotate', name, '--mask'],
    ];
    for (const command of commands) {
      const { stdout, stderr } = await voc(command, { cwd: folder });
      const printed = stdout + stderr;
      expect({ command, leaked: NUMBERS.filter((number) => printed.includes(number)) }).toEqual({
        command,
        leaked: [],
      });
    }
    expect(filesWith(folder, NUMBERS, name)).toEqual([]);
  });
});

describe('annotate', () => {
  const row = '{"text":"我叫张伟，电话13812345678打不通","phone":13812345678,"客户编号":"M1"}\n';

  test('echoes the text as received', async () => {
    const { stdout } = await voc(['annotate', '--format', 'ndjson'], { stdin: row });
    expect(JSON.parse(stdout).text).toBe('我叫张伟，电话13812345678打不通');
  });

  test('--mask masks text and attributes; offsets point into the masked text', async () => {
    const { stdout } = await voc(['annotate', '--mask', '--format', 'ndjson'], { stdin: row });
    const { text, opinions, attributes } = JSON.parse(stdout);
    expect(text).toBe('我叫[姓名]，电话[手机]打不通');
    expect(attributes).toEqual({ phone: '[手机]', 客户编号: expect.stringMatching(/^c-/) });
    expect(opinions.length).toBeGreaterThan(0);
    for (const { start, end, span } of opinions) expect(text.slice(start, end)).toBe(span);
  });
});

describe('the key', () => {
  const keyed = (folder: string, args: readonly string[], path = 'settings') =>
    voc(args, { cwd: folder, env: { VOC_KEY_FILE: '', XDG_CONFIG_HOME: join(folder, path) } });

  test('is made on first use, for its owner alone, and kept', async () => {
    const folder = folderWithExport();
    await keyed(folder, ['ingest', 'in.csv']);
    const file = join(folder, 'settings', 'voc', 'key');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'settings', 'voc'))).toEqual(['key']);
    const key = readFileSync(file, 'utf8');
    expect(key).toMatch(/^[0-9a-f]{64}\n$/);
    await keyed(folder, ['ingest', 'in.csv']);
    expect(readFileSync(file, 'utf8')).toBe(key);
  });

  test('is not made where it is not needed: by --dry-run, or without customers', async () => {
    const folder = folderWithExport();
    await keyed(folder, ['ingest', 'in.csv', '--dry-run']);
    writeFileSync(join(folder, 'plain.csv'), '内容\n很好用\n');
    await keyed(folder, ['ingest', 'plain.csv']);
    expect(existsSync(join(folder, 'settings'))).toBe(false);
  });

  test.skipIf(process.platform === 'win32').each([
    ['that others may read', 'f'.repeat(64), 0o644, 'chmod 600'],
    ['that is too short', 'abc', 0o600, '至少要 32 个字符'],
  ])('%s is refused with the way out, and nothing is stored', async (_, text, mode, message) => {
    const folder = folderWithExport();
    const file = join(folder, 'key');
    writeFileSync(file, text);
    chmodSync(file, mode);
    const { status, stderr } = await voc(['ingest', 'in.csv'], {
      cwd: folder,
      env: { VOC_KEY_FILE: file },
    });
    expect(status).toBe(1);
    expect(stderr).toContain(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(readdirSync(folder).sort()).toEqual(['in.csv', 'key']);
  });

  test.skipIf(isRoot || process.platform === 'win32')(
    'that cannot be read is told of',
    async () => {
      const folder = folderWithExport();
      writeFileSync(join(folder, 'key'), 'f'.repeat(64), { mode: 0o000 });
      const { status, stderr } = await voc(['ingest', 'in.csv'], {
        cwd: folder,
        env: { VOC_KEY_FILE: join(folder, 'key') },
      });
      expect(status).toBe(1);
      expect(stderr).toContain('VOC_KEY_FILE');
    },
  );
});

describe('forget', () => {
  const customersIn = async (folder: string): Promise<unknown[]> => {
    const { stdout } = await voc(['export', 'voices', '--format', 'ndjson'], { cwd: folder });
    const lines = stdout
      .trimEnd()
      .split('\n')
      .filter((line) => line !== '');
    return [...new Set(lines.map((line) => JSON.parse(line).customer_id))];
  };

  test.each([
    ['masked', []],
    ['unmasked', ['--no-mask']],
  ])('removes a customer of a %s store, and no byte of them is left', async (_, flags) => {
    const folder = folderWithExport();
    await voc(['run', 'in.csv', '-o', 'before.html', ...flags], { cwd: folder });
    const [one, other] = await customersIn(folder);
    const person = ['M100001', '13812345678', '张伟', '再也不买', String(one)];
    expect(filesWith(folder, person).sort()).toEqual(
      expect.arrayContaining(['in.csv.rejects.csv', 'voc.db']),
    );
    const { status, stderr } = await voc(['forget', 'M100001'], { cwd: folder });
    expect(status).toBe(0);
    expect(stderr).toMatch(/^已删掉 2 条声音和其中 \d+ 个观点\n/);
    expect(stderr).toContain('in.csv.rejects.csv：删掉 1 行');
    const others = ['before.html', 'in.csv'];
    const names = flags.length > 0 ? person.slice(0, 1) : [String(one), ...person.slice(2, 4)];
    expect(filesWith(folder, names).filter((name) => !others.includes(name))).toEqual([]);
    expect(await customersIn(folder)).toEqual([other]);
    await voc(['report', '-o', 'after.html'], { cwd: folder });
    expect(filesWith(folder, names).filter((name) => !others.includes(name))).toEqual([]);
    expect((await voc(['doctor'], { cwd: folder })).status).toBe(0);
  });

  test('--dry-run tells and changes nothing; an unknown customer is no fault', async () => {
    const folder = folderWithExport();
    await voc(['ingest', 'in.csv'], { cwd: folder });
    const before = readFileSync(join(folder, 'voc.db'));
    const told = await voc(['forget', 'M100001', '--dry-run'], { cwd: folder });
    expect(told.stderr).toMatch(/^会删掉 2 条声音/);
    expect(readFileSync(join(folder, 'voc.db')).equals(before)).toBe(true);
    const nobody = await voc(['forget', 'M999999'], { cwd: folder });
    expect(nobody).toMatchObject({ status: 0, stderr: expect.stringMatching(/^已删掉 0 条声音/) });
    expect(await customersIn(folder)).toHaveLength(2);
  });

  test('tells of others who mention the id, and removes them with --mentions alone', async () => {
    const folder = workFolder();
    writeFileSync(
      join(folder, 'in.csv'),
      `${EXPORT.split('\n').slice(0, 3).join('\n')}\nG9,M100002,,和会员M100001是一家的，发货慢\n`,
    );
    await voc(['ingest', 'in.csv', '--no-mask'], { cwd: folder });
    const first = await voc(['forget', 'M100001'], { cwd: folder });
    expect(first.stderr).toContain('别人的 1 条声音提到这个编号');
    expect(filesWith(folder, ['M100001'])).toEqual(['voc.db']);
    await voc(['forget', 'M100001', '--mentions'], { cwd: folder });
    expect(filesWith(folder, ['M100001'])).toEqual([]);
  });

  test('without a store says so', async () => {
    const { status, stderr } = await voc(['forget', 'M1'], { cwd: workFolder() });
    expect({ status, stderr: stderr.split('：')[0] }).toEqual({
      status: 1,
      stderr: 'voc: 库不存在',
    });
  });
});

describe('names of files that hold personal data', () => {
  const NAMED = '王芳女士13912345678.csv';
  const ROWS = '编号,内容,订单号\n1,等了三天才发货,202604010001\n2,,\n';

  function folderNamed(): string {
    const folder = workFolder();
    writeFileSync(join(folder, NAMED), ROWS);
    return folder;
  }

  test('are masked in the store, in what is said, and in the names of rejects, and tell files apart', async () => {
    const folder = folderNamed();
    writeFileSync(join(folder, NAMED.replace('139', '138')), ROWS);
    const first = await voc(['ingest', NAMED], { cwd: folder });
    const other = await voc(['ingest', NAMED.replace('139', '138')], { cwd: folder });
    const shown = /\[手机\]-[0-9a-f]{6}\.csv(?=：读入 2 行)/.exec(first.stderr)?.[0] ?? '';
    expect(first.stderr).toContain(shown);
    expect(other.stderr).not.toContain(shown);
    expect(first.stderr + other.stderr).not.toMatch(/1391234|1381234/);
    expect(readdirSync(folder).filter((name) => name.endsWith('.rejects.csv'))).toHaveLength(2);
    const exports = [NAMED, NAMED.replace('139', '138')];
    expect(filesWith(folder, ['13912345678']).filter((name) => !exports.includes(name))).toEqual(
      [],
    );
    const again = await voc(['ingest', NAMED], { cwd: folder });
    expect(again.stderr).toContain(`${shown}：读入 2 行（1 条声音），新增 0，重复 1，拒收 1`);
    const missing = await voc(['ingest', `找不到${NAMED}`], { cwd: folder });
    expect([missing.status, missing.stderr.includes('13912345678')]).toEqual([1, false]);
  });

  test('also by a preview and a join; --no-mask keeps them', async () => {
    const folder = folderNamed();
    const preview = await voc(['ingest', NAMED, '--dry-run'], { cwd: folder });
    expect(preview.stdout + preview.stderr).not.toContain('13912345678');
    await voc(['ingest', NAMED], { cwd: folder });
    writeFileSync(join(folder, '订单-13912345678.csv'), '订单号,金额\n202604010001,5\n9,6\n');
    const joined = await voc(['join', '订单-13912345678.csv', '--key', 'order_id'], {
      cwd: folder,
    });
    expect(joined.stderr).toContain('对应 1');
    expect(joined.stderr).not.toContain('13912345678');
    const own = [NAMED, '订单-13912345678.csv'];
    expect(filesWith(folder, ['13912345678']).filter((name) => !own.includes(name))).toEqual([]);
    const kept = await voc(['ingest', NAMED, '--no-mask'], { cwd: folder });
    expect(kept.stderr).toContain(`${NAMED}：读入 2 行`);
  });
});
