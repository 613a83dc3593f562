import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openSource } from '../../src/io/source.ts';
import { EXIT } from '../../src/model/errors.ts';
import { cellsOf } from '../support/exports.ts';
import { sharedFolder } from '../support/process.ts';
import { type Outcome, voc } from '../support/voc.ts';

const FOLDER = sharedFolder();
const VOICES = `id,时间,渠道,客户分层,内容
1,2026-03-02 09:10:00,热线,金卡,说好的三天到，等了一周还没发货，太失望了
2,2026-03-03 21:00:00,热线,金卡,快递迟迟不到，客服互相推诿
3,2026-03-07 10:00:00,APP评价,普卡,房间很干净，前台热情，老人孩子都满意
4,2026-03-08 12:30:00,APP评价,普卡,早餐难吃，再也不来了
5,2026-03-09 12:30:00,APP评价,普卡,建议增加充电桩，停车场找不到车位
`;
type Item = { readonly item: string; readonly voices: number };
const journey = (...args: string[]): Promise<Outcome> => voc(['journey', ...args], { cwd: FOLDER });

beforeAll(async () => {
  writeFileSync(join(FOLDER, 'voices.csv'), VOICES);
  const outcome = await voc(
    ['run', join(FOLDER, 'voices.csv'), '--quiet', '-o', join(FOLDER, 'report.md')],
    { cwd: FOLDER },
  );
  expect(outcome).toMatchObject({ status: EXIT.done, stderr: '' });
});

describe('voc journey', () => {
  test('gives rows with identifiers, and blanks as 0 voices', async () => {
    const { status, stdout } = await journey('--format', 'csv');
    expect(status).toBe(EXIT.done);
    expect(stdout).toMatch(/^delivery,交付,emotion,wait,等待,2,/m);
    expect(stdout).toMatch(/^awareness,了解,role,,,0,/m);
  });

  test('is the same byte for byte each time, in every format', async () => {
    for (const format of ['table', 'md', 'mermaid', 'html', 'json']) {
      const first = await journey('--format', format);
      expect(first.status).toBe(EXIT.done);
      expect((await journey('--format', format)).stdout).toBe(first.stdout);
    }
  });

  test('is one journey in every format of a report, and in the export', async () => {
    const folder = sharedFolder();
    const run = async (...args: string[]): Promise<string> => {
      const outcome = await voc([...args, '--store', join(FOLDER, 'voc.db')], { cwd: folder });
      expect(outcome).toMatchObject({ status: EXIT.done });
      return outcome.stdout;
    };
    writeFileSync(join(folder, 'voc.yaml'), 'journey:\n  pack: hotel\n');
    const map = JSON.parse(await run('journey', '--format', 'json'));
    const figures = map.stages.map(
      ({ stage, voices, emotion, marks, elements }: Record<string, unknown>) => ({
        ...{ stage, voices, emotion, marks },
        pains: (elements as { pain: { item: string }[] }).pain.map(({ item }) => item).slice(0, 3),
      }),
    );
    expect(figures.some(({ voices }: { voices: number }) => voices > 0)).toBe(true);
    for (const view of [['stages'], []]) {
      const report = JSON.parse(await run('report', ...view, '--format', 'json'));
      expect(report.stages).toEqual(
        figures.map((figure: object, at: number) => ({ ...figure, name: map.stages[at].name })),
      );
    }
    const names = map.stages.map(({ name }: { name: { zh: string } }) => name.zh);
    expect(names).toContain('客房');
    for (const format of ['table', 'md', 'html']) {
      const shown = await run('report', 'stages', '--format', format, '--lang', 'zh');
      expect(names.filter((name: string) => !shown.includes(name))).toEqual([]);
      expect(shown).not.toContain('对比');
    }
    for (const command of [
      ['export', 'journey'],
      ['report', 'stages'],
    ]) {
      const rows = (await run(...command, '--format', 'tsv')).trimEnd().split('\n').slice(1);
      expect(rows.map((line) => line.split('\t').slice(0, 2))).toEqual(
        figures.map(({ stage, voices }: Record<string, unknown>) => [stage, String(voices)]),
      );
    }
  });

  test.each(['default', 'hotel'])(
    'has as many voices behind each number of %s as the map counts',
    async (pack) => {
      const map = JSON.parse((await journey('--pack', pack, '--format', 'json')).stdout);
      const rows = (await journey('voices', '--pack', pack, '--format', 'tsv')).stdout;
      const behind = new Map<string, Set<string | undefined>>();
      for (const line of rows.trimEnd().split('\n').slice(1)) {
        const [stage, element, item, , key] = line.split('\t');
        const name = `${stage} ${element} ${item}`;
        behind.set(name, (behind.get(name) ?? new Set()).add(key));
      }
      const counted = map.stages.flatMap(
        ({ stage, elements }: { stage: string; elements: Record<string, Item[]> }) =>
          Object.entries(elements).flatMap(([element, items]) =>
            items.map(({ item, voices }) => [`${stage} ${element} ${item}`, voices]),
          ),
      );
      const found = counted.map(([name]: [string]) => [name, behind.get(name)?.size]);
      expect(found).toEqual(counted);
      const names = counted.map(([name]: [string]) => name).join('\n');
      for (const some of ['emotion wait', 'emotion buck', 'opportunity answered:', 'expectation']) {
        expect(names).toContain(some);
      }
    },
  );

  test('starts from the largest problem, from one that is named, and says so when there is none', async () => {
    const largest = JSON.parse((await journey('--from-problem', '--format', 'json')).stdout);
    expect(largest.seed.steps.some(({ problem }: { problem: boolean }) => problem)).toBe(true);
    const named = await journey('--from-problem', largest.problem.id, '--format', 'json');
    expect(JSON.parse(named.stdout)).toEqual(largest);
    const none = await journey('--from-problem', 'p0');
    expect(none.status).toBe(EXIT.failed);
    expect(none.stderr).toContain('p0');
  });

  test('of a group holds its voices and marks what others say', async () => {
    const { stdout } = await journey('--from-group', '金卡', '--format', 'json');
    const map = JSON.parse(stdout);
    expect([map.voices, map.group]).toEqual([2, '金卡']);
    expect(map.stages.some((one: { voices_of_others: number }) => one.voices_of_others > 0)).toBe(
      true,
    );
  });

  test('takes a pack, and stages, channels and recovery of voc.yaml', async () => {
    expect((await journey('--pack', 'hotel', '--format', 'csv')).stdout).toContain(
      'room,客房,stage',
    );
    const unknown = await journey('--pack', 'moon');
    expect(unknown.status).toBe(EXIT.usage);
    expect(unknown.stderr).toContain('hotel');
    const folder = sharedFolder();
    writeFileSync(
      join(folder, 'voc.yaml'),
      'journey:\n  stages:\n    - {name: 前, stages: [awareness, consideration, purchase, delivery]}\n    - {name: 后, stages: [use, service, loyalty]}\n',
    );
    const own = await voc(['journey', '--store', join(FOLDER, 'voc.db'), '--format', 'csv'], {
      cwd: folder,
    });
    expect(own.stdout).toMatch(/^前,前,stage/m);
    writeFileSync(
      join(folder, 'voc.yaml'),
      'journey:\n  stages:\n    - {name: 前, stages: [use]}\n',
    );
    const faulty = await voc(['journey', '--store', join(FOLDER, 'voc.db')], { cwd: folder });
    expect(faulty.status).toBe(EXIT.failed);
    expect(faulty.stderr).toMatch(/第 3 行.*awareness/);
  });

  test('sets a process beside it', async () => {
    writeFileSync(
      join(FOLDER, 'process.yaml'),
      'steps:\n  - name: 发货\n    touchpoints: [快递配送]\n  - name: 上门回访\n',
    );
    const { stdout } = await journey('align', 'process.yaml', '--format', 'csv');
    expect(stdout).toMatch(/^matched,发货,1,/m);
    expect(stdout).toMatch(/^voice_only,在线客服,1,/m);
    expect(stdout).toMatch(/^process_only,上门回访,0,/m);
    expect((await journey('align')).status).toBe(EXIT.usage);
  });

  test('tells what is blank, and fails on it where asked', async () => {
    expect((await journey('check', '--format', 'csv')).stdout).toMatch(
      /^stage,role,time,stage_heard,.*\nawareness,blank,blank/m,
    );
    const strict = await journey('check', '--strict');
    expect(strict.status).toBe(EXIT.failed);
    expect(strict.stderr).toContain('「了解」没有角色');
  });

  test('shows concerns and the questions behind leaving', async () => {
    const concerns = (await journey('concerns', '--format', 'csv')).stdout;
    expect(concerns).toMatch(/^responsiveness,[1-9]/m);
    const churn = (await journey('churn', '--format', 'csv')).stdout.split('\n').slice(1, 5);
    expect(churn.map((line) => line.split(',').slice(0, 2).join(' '))).toEqual([
      ...['yes yes', 'yes no', 'no yes', 'no no'],
    ]);
    expect(churn.reduce((sum, line) => sum + Number(line.split(',')[2]), 0)).toBe(5);
    expect((await journey('churn', '--format', 'html')).stdout).toMatch(/<th[^>]*>要走的<\/th>/);
    const mermaid = await journey('churn', '--format', 'mermaid');
    expect([mermaid.status, mermaid.stderr]).toEqual([
      EXIT.usage,
      expect.stringContaining('mermaid 只画 map'),
    ]);
  });

  test.each([
    [['map'], ['阶段', '要素', '名称'], ['stage', 'element']],
    [['check'], ['阶段', '角色', '机会'], ['stage', 'role', 'blank']],
    [['concerns'], ['关切', '观点', '响应'], ['concern', 'responsiveness']],
  ])('workbooks of %j are for people', async (view, names, codes) => {
    await journey(...view, '-o', join(FOLDER, 'j.xlsx'));
    const { batches } = await openSource(join(FOLDER, 'j.xlsx'), {});
    const cells: string[] = [];
    for await (const batch of batches) cells.push(...cellsOf(batch).flatMap((row) => [...row]));
    expect(cells).toEqual(expect.arrayContaining(names));
    for (const code of codes) expect(cells).not.toContain(code);
  });

  test('writes a picture that asks for nothing', async () => {
    expect((await journey('-o', join(FOLDER, 'j.html'))).status).toBe(EXIT.done);
    const html = readFileSync(join(FOLDER, 'j.html'), 'utf8');
    expect(html).toContain('<!doctype html>');
    expect(html).not.toMatch(/https?:|<script src|<link/);
  });
});
