import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FIXTURES, ROOT, sharedFolder, voc } from '../support/process.ts';
import { type Cluster, PYSPARK, startCluster } from '../support/spark.ts';

const ROWS = 6_000;
/** Lines that are no rows of three cells. */
const BAD = ['b1,多了,一,列,又一列', 'b2,还有,两,列,再一列'];
const CSV = [
  '--format',
  'csv',
  '--option',
  'header=true',
  '--option',
  'multiLine=true',
  '--option',
  'escape="',
];

/** Texts of the fixtures, two and two, with what CSV makes hard; no two alike. */
async function texts(count: number): Promise<string[]> {
  const args = ['annotate', join(FIXTURES, 'hotline.csv'), '--format', 'ndjson'];
  const lines = (await voc(args)).stdout.trimEnd().split('\n');
  const said = lines.map((line) => String(JSON.parse(line).text));
  return Array.from({ length: count }, (_, at) => {
    const [one, other] = [said[at % said.length], said[(at * 7 + 3) % said.length]];
    return `${one}${['，', '\n', '"', ' 😀 '][at % 4]}${other}${at}`;
  });
}

async function rowsOf(glob: string, select: string): Promise<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const result = await connection.runAndReadAll(`SELECT ${select} FROM read_parquet('${glob}')`);
  const rows = result.getRowObjectsJson();
  connection.closeSync();
  instance.closeSync();
  return rows;
}

describe.skipIf(PYSPARK === undefined)(
  'Apache Spark (needs VOC_PYSPARK, a Python with pyspark)',
  () => {
    const folder = sharedFolder();
    const expected = new Map<string, string>();
    let cluster: Cluster;
    const at = (name: string): string => join(folder, name);

    /** The labels of each row, by its number. */
    async function labelled(output: string): Promise<Map<string, string>> {
      const labels =
        'to_json(struct_pack(sentiment := voc.sentiment, kinds := voc.kinds, opinions := voc.opinions, stages := voc.stages, signals := voc.signals, urgency := voc.urgency))';
      const rows = await rowsOf(`${at(output)}/*.parquet`, `编号 AS id, ${labels} AS labels`);
      const found = new Map(rows.map(({ id, labels }) => [String(id), String(labels)]));
      expect(found.size, 'no row twice').toBe(rows.length);
      return found;
    }

    beforeAll(async () => {
      mkdirSync(at('in'));
      const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
      const lines = (await texts(ROWS)).map((text, n) => `v${n},${quoted(text)},${(n % 5) + 1}\n`);
      // Files of their own, since a file whose cells hold line breaks cannot be split.
      for (let part = 0; part < 12; part++) {
        const own = lines.filter((_, n) => n % 12 === part).join('');
        const bad = part < BAD.length ? `${BAD[part]}\n` : '';
        writeFileSync(at(`in/part-${part}.csv`), `编号,评价内容,评分\n${own}${bad}`);
      }
      writeFileSync(at('all.csv'), `编号,评价内容,评分\n${lines.join('')}`);
      const args = ['annotate', 'all.csv', '--format', 'ndjson', '--jobs', '1'];
      const { stdout } = await voc(args, { cwd: folder });
      for (const line of stdout.trimEnd().split('\n')) {
        const { id, text: _, attributes: __, ...labels } = JSON.parse(line);
        const { opinions, ...rest } = labels;
        const whole = opinions.map((opinion: object) => ({
          ...opinion,
          term: 'term' in opinion ? opinion.term : null,
        }));
        expected.set(
          id,
          JSON.stringify({
            sentiment: rest.sentiment,
            kinds: rest.kinds,
            opinions: whole,
            stages: rest.stages,
            signals: rest.signals,
            urgency: rest.urgency,
          }),
        );
      }
      execFileSync(join(ROOT, 'integrations/spark/pack'), [at('voc.tar.gz')], { stdio: 'ignore' });
      cluster = await startCluster(folder, at('voc.tar.gz'));
    }, 300_000);
    afterAll(() => cluster?.stop());

    test.each(['pipe', 'transform'])(
      'annotates by %s what one machine annotates, row for row',
      async (engine) => {
        const args = [
          'annotate',
          'in',
          `out-${engine}`,
          ...CSV,
          '--text',
          '评价内容',
          '--engine',
          engine,
          '--rejects',
          `bad-${engine}`,
        ];
        const { status, log } = await cluster.submit(args);
        expect(status, log.slice(-4000)).toBe(0);
        expect(expected.size).toBe(ROWS);
        expect(await labelled(`out-${engine}`)).toEqual(expected);
        const rejects = readdirSync(at(`bad-${engine}`))
          .filter((name) => name.endsWith('.json'))
          .flatMap((name) => readFileSync(at(`bad-${engine}/${name}`), 'utf8').split('\n'))
          .filter((line) => line !== '')
          .map((line) => JSON.parse(line));
        expect(rejects.map(({ raw }) => raw).sort()).toEqual(BAD);
        expect(rejects.every(({ code }) => code === 'undecodable')).toBe(true);
      },
      300_000,
    );

    test('loses nothing and doubles nothing when a worker is killed in the middle', async () => {
      let killed = false;
      const during = (): void => {
        // Executors write here from their first task on.
        const begun =
          readdirSync(at('work')).length > 0 && readdirSync(folder).includes('out-killed');
        if (begun && !killed) {
          cluster.killWorker();
          killed = true;
        }
      };
      const { status, log } = await cluster.submit(
        ['annotate', 'in', 'out-killed', ...CSV, '--text', '评价内容'],
        during,
      );
      expect(status, log.slice(-4000)).toBe(0);
      expect(killed).toBe(true);
      expect(log).toMatch(/Lost executor|Executor lost|ExecutorLost/);
      expect(await labelled('out-killed')).toEqual(expected);
    }, 300_000);

    test('a filter that fails, fails the job: no row is lost in silence', async () => {
      const args = [
        'annotate',
        'in',
        'out-failed',
        ...CSV,
        '--text',
        '评价内容',
        '--voc',
        'voc/absent',
      ];
      expect((await cluster.submit(args)).status).not.toBe(0);
    }, 300_000);

    test('the output goes into a store as the rows themselves would', async () => {
      for (const [store, args] of [
        ['direct.db', ['all.csv']],
        ['spark.db', ['--annotated', 'out-pipe']],
      ] as const) {
        const { status, stderr } = await voc(['ingest', ...args, '--store', store], {
          cwd: folder,
        });
        expect({ status, again: stderr.includes('重新标注') }).toEqual({ status: 0, again: false });
      }
      for (const table of ['voices', 'opinions']) {
        const [direct, spark] = await Promise.all(
          ['direct.db', 'spark.db'].map((store) =>
            voc(['export', table, '--store', store, '--format', 'csv'], { cwd: folder }),
          ),
        );
        expect(spark?.stdout).toBe(direct?.stdout);
      }
    }, 120_000);

    test('distinct opinions are grouped in one place and joined back', async () => {
      expect((await cluster.submit(['keys', 'out-pipe', 'keys', '--id', '编号'])).status).toBe(0);
      const part = readdirSync(at('keys')).filter((name) => name.endsWith('.json'));
      expect(part).toHaveLength(1);
      const clustered = await voc(['cluster', '--keys', `keys/${part[0]}`, '-o', 'pains.ndjson'], {
        cwd: folder,
      });
      expect(clustered.status).toBe(0);
      const assign = ['assign', 'out-pipe', 'pains.ndjson', 'assigned', '--id', '编号'];
      expect((await cluster.submit(assign)).status).toBe(0);
      // What one machine makes of the same opinions: each is joined to the pain point of its wording.
      const wordOf = (row: Record<string, unknown>): string =>
        JSON.stringify(['span', 'term', 'aspect', 'stage'].map((key) => row[key] ?? null));
      const pains = readFileSync(at('pains.ndjson'), 'utf8').trimEnd().split('\n');
      const painOf = new Map(
        pains.map((line) => [wordOf(JSON.parse(line)), JSON.parse(line).pain_id]),
      );
      const direct = [...expected].flatMap(([voice, labels]) =>
        (JSON.parse(labels).opinions as Record<string, string>[])
          .filter(({ polarity }) => polarity === 'negative')
          .map((opinion) => `${voice} ${wordOf(opinion)} ${painOf.get(wordOf(opinion))}`),
      );
      const said = await rowsOf(
        `${at('assigned')}/*.parquet`,
        'voice, span, term, aspect, stage, pain_id',
      );
      const found = said.map((row) => `${row['voice']} ${wordOf(row)} ${row['pain_id']}`);
      expect(direct.length).toBeGreaterThan(ROWS);
      expect(found.sort()).toEqual(direct.sort());
    }, 300_000);
  },
);
