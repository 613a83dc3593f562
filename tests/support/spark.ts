import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ROOT } from './process.ts';

/** A Python with PySpark, named in VOC_PYSPARK; undefined where there is none. */
export const PYSPARK: string | undefined = process.env['VOC_PYSPARK'];

const MASTER = 'org.apache.spark.deploy.master.Master';
const WORKER = 'org.apache.spark.deploy.worker.Worker';
const DRIVER = join(ROOT, 'integrations/spark/voc_spark.py');

/** A standalone cluster on loopback: a master and two workers with a core each. */
export interface Cluster {
  /** Runs the driver to its end. `during` is called every half second meanwhile. */
  readonly submit: (
    args: readonly string[],
    during?: () => void,
  ) => Promise<{ readonly status: number | null; readonly log: string }>;
  /** Kills a worker, with its executor and all that runs in it, and starts another. */
  readonly killWorker: () => void;
  readonly stop: () => void;
}

/**
 * Starts a cluster whose files and logs are in `folder`.
 * @param archive packed program, for the executors
 */
export async function startCluster(folder: string, archive: string): Promise<Cluster> {
  const python = PYSPARK ?? 'python3';
  const asked = 'import os, pyspark; print(os.path.dirname(pyspark.__file__))';
  const home = spawnSync(python, ['-c', asked], { encoding: 'utf8' }).stdout.trim();
  const env = {
    PATH: process.env['PATH'],
    LANG: 'C.UTF-8',
    SPARK_HOME: home,
    SPARK_LOCAL_IP: '127.0.0.1',
    SPARK_DAEMON_MEMORY: '256m',
    PYSPARK_PYTHON: python,
    ...(process.env['JAVA_HOME'] === undefined ? {} : { JAVA_HOME: process.env['JAVA_HOME'] }),
  };
  const port = await freePort();
  const url = `spark://127.0.0.1:${port}`;
  const log = join(folder, 'cluster.log');
  const daemon = (name: string, args: readonly string[]): number => {
    const out = openSync(log, 'a');
    // A group of its own, so that its executors and their programs die with it.
    const child = spawn(
      join(home, 'bin/spark-class'),
      [name, '--host', '127.0.0.1', '--webui-port', '0', ...args],
      {
        env,
        detached: true,
        stdio: ['ignore', out, out],
      },
    );
    return child.pid ?? 0;
  };
  const work = join(folder, 'work');
  mkdirSync(work);
  const worker = (): number =>
    daemon(WORKER, ['--cores', '1', '--memory', '1g', '--work-dir', work, url]);
  const master = daemon(MASTER, ['--port', String(port)]);
  await says(log, /I have been elected leader/, 1);
  const workers = [worker(), worker()];
  await says(log, /Registering worker/, workers.length);

  async function submit(
    args: readonly string[],
    during?: () => void,
  ): Promise<{ readonly status: number | null; readonly log: string }> {
    const memory = ['--driver-memory', '512m', '--executor-memory', '512m'];
    const child = spawn(
      join(home, 'bin/spark-submit'),
      ['--master', url, ...memory, '--archives', `${archive}#voc`, DRIVER, ...args],
      { cwd: folder, env },
    );
    const said: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
    const timer = during === undefined ? undefined : setInterval(during, 500);
    const status = await new Promise<number | null>((done) => child.on('close', done));
    clearInterval(timer);
    const text = Buffer.concat(said).toString('utf8');
    appendFileSync(join(folder, 'submit.log'), text);
    return { status, log: text };
  }

  return {
    submit,
    killWorker: () => {
      killGroup(workers.shift());
      workers.push(worker());
    },
    stop: () => {
      for (const pid of [...workers, master]) killGroup(pid);
    },
  };
}

function killGroup(pid: number | undefined): void {
  try {
    if (pid) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

async function says(log: string, what: RegExp, times: number): Promise<void> {
  for (let waited = 0; waited < 120_000; waited += 200) {
    const text = readFileSync(log, 'utf8');
    if ((text.match(new RegExp(what, 'g')) ?? []).length >= times) return;
    await delay(200);
  }
  throw new Error(`the cluster does not say ${what}: ${readFileSync(log, 'utf8')}`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
