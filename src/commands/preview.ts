import { type LayoutRow, summariseLayout } from '../ingest/layout-summary.ts';
import { writeTable } from '../io/table.ts';
import { answersTo } from '../measure/metric-columns.ts';
import { definitionsOf } from '../measure/metric-definitions.ts';
import type { Message } from '../model/labels.ts';
import type { Reject, Source } from '../model/source.ts';
import type { Cell } from '../model/store.ts';
import { visible } from '../model/visible.ts';
import { layOut, privacyOf, protectedBy, type Resources, readVoices } from '../pipeline.ts';
import { configurationOf } from './configuration.ts';
import { describe } from './describe.ts';
import { digest } from './digest.ts';
import type { LoadFlags } from './load.ts';
import { keyedHash } from './privacy.ts';
import { forSource, profilesOf, voicesBy } from './profiles.ts';
import { givenColumns, timeZone } from './reading.ts';
import { ROLES } from './role-names.ts';
import { schemaReport } from './schema-report.ts';
import { type CommonOptions, type Terminal, type Voicing, wantsColor } from './terminal.ts';

/** How many voices are shown. */
const SHOWN = 5;

/** Shows what an export would be read as: its format, what each column is taken for, the first voices. */
export async function previewSource(
  source: Source,
  flags: LoadFlags & CommonOptions,
  terminal: Terminal,
  say: Voicing,
  resources: Resources,
): Promise<void> {
  const configuration = await configurationOf(terminal);
  const profiles = profilesOf(flags, configuration);
  const asReceived = await layOut(source, resources.headers, {
    given: givenColumns(flags),
    profiles: forSource(profiles, source),
  });
  const privacy = privacyOf(asReceived, resources, keyedHash(terminal, { mayMakeKey: false }));
  const { layout, sample } = flags.mask ? protectedBy(privacy, asReceived) : asReceived;
  const zh = say.language === 'zh';
  const show = async (
    columns: readonly string[],
    rows: readonly (readonly Cell[])[],
  ): Promise<void> => {
    await writeTable({ columns, rows }, 'table', '-', {
      stdout: terminal.stdout,
      ...(terminal.stdout.isTTY ? { width: terminal.stdout.columns ?? 80 } : {}),
      color: wantsColor(terminal.stdout, flags.color, terminal.env),
    });
  };
  terminal.stdout.write(`${visible(describe(source, layout)[say.language])}\n\n`);
  await show(
    zh ? ['列', '用途', '依据', '例'] : ['column', 'taken for', 'found by', 'example'],
    summariseLayout(layout).map(({ column, role, found, example }) => [
      column,
      ROLES[role][say.language],
      FOUND[found][say.language],
      example,
    ]),
  );
  const report = schemaReport(source.name, asReceived.layout).map((line) => line[say.language]);
  if (report.length > 0) terminal.stdout.write(`\n${report.map(visible).join('\n')}\n`);
  const fixed = voicesBy(layout, profiles, flags);
  const results = readVoices(once(sample), layout, {
    lexicon: resources.headers,
    digest,
    isAnswer: answersTo(definitionsOf(configuration.metrics)),
    ...fixed,
    tz: timeZone(fixed, configuration),
    ...(flags.mask ? {} : { unmasked: privacy }),
  });
  const { rows, rejects } = await shownOf(results);
  terminal.stdout.write('\n');
  await show(
    zh ? ['编号', '时间', '客户', '评分', '正文'] : ['id', 'time', 'customer', 'rating', 'text'],
    rows,
  );
  const [first] = rejects;
  if (first === undefined) return;
  const { line, reason } = first;
  terminal.stdout.write(
    zh
      ? `\n前 ${sample.length} 行中有 ${rejects.length} 行会被拒收，例如第 ${line} 行：${reason.zh}\n`
      : `\nOf the first ${sample.length} rows ${rejects.length} would be rejected, for example line ${line}: ${reason.en}\n`,
  );
}

/** The first voices as rows of a table, and all rejects. */
async function shownOf(results: ReturnType<typeof readVoices>): Promise<{
  readonly rows: readonly (readonly Cell[])[];
  readonly rejects: readonly Reject[];
}> {
  const rows: Cell[][] = [];
  const rejects: Reject[] = [];
  for await (const lists of results) {
    for (const result of lists.flat()) {
      if (result.kind === 'rejected') {
        rejects.push(result.reject);
      } else if (rows.length < SHOWN) {
        const { id, createdAt, customerId, rating, text } = result.voice;
        rows.push([id, createdAt, customerId, rating, text]);
      }
    }
  }
  return { rows, rejects };
}

async function* once<T>(value: T): AsyncGenerator<T> {
  yield value;
}

const FOUND: Readonly<Record<LayoutRow['found'], Message>> = {
  name: { zh: '列名', en: 'name' },
  values: { zh: '内容', en: 'values' },
  given: { zh: '命令行指定', en: 'command line' },
  profile: { zh: '模板', en: 'profile' },
  none: { zh: '', en: '' },
};
