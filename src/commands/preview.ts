import { type LayoutRow, summariseLayout } from '../ingest/layout-summary.ts';
import { writeTable } from '../io/table.ts';
import type { Message } from '../model/labels.ts';
import type { ColumnRole, Reject, Source } from '../model/source.ts';
import type { Cell } from '../model/store.ts';
import { visible } from '../model/visible.ts';
import { layOut, privacyOf, protectedBy, type Resources, readVoices } from '../pipeline.ts';
import { configurationOf } from './configuration.ts';
import { describe } from './describe.ts';
import { digest } from './digest.ts';
import type { LoadFlags } from './load.ts';
import { keyedHash } from './privacy.ts';
import { givenColumns, timeZone } from './reading.ts';
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
  const asReceived = await layOut(source, resources.headers, givenColumns(flags));
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
  const results = readVoices(once(sample), layout, {
    lexicon: resources.headers,
    digest,
    tz: timeZone(flags, await configurationOf(terminal)),
    ...(flags.mask ? {} : { unmasked: privacy }),
  });
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

async function* once<T>(value: T): AsyncGenerator<T> {
  yield value;
}

/** A column without a role is not lost: it stands in the voice's attributes. */
const ROLES: Readonly<Record<ColumnRole, Message>> = {
  id: { zh: '编号', en: 'id' },
  text: { zh: '正文', en: 'text' },
  title: { zh: '标题（并入正文）', en: 'title, joined with the text' },
  followup: { zh: '追评（另成一条）', en: 'follow-up, a voice of its own' },
  turns: { zh: '会话内容', en: 'turns of the conversation' },
  speaker: { zh: '说话人', en: 'speaker' },
  conversation: { zh: '会话编号', en: 'conversation' },
  createdAt: { zh: '时间', en: 'time' },
  customerId: { zh: '客户编号', en: 'customer' },
  customerGroup: { zh: '客户分组', en: 'customer group' },
  channel: { zh: '渠道', en: 'channel' },
  product: { zh: '产品', en: 'product' },
  rating: { zh: '评分', en: 'rating' },
  ignored: { zh: '其他（原样保留）', en: 'other, kept as it is' },
};

const FOUND: Readonly<Record<LayoutRow['found'], Message>> = {
  name: { zh: '列名', en: 'name' },
  values: { zh: '内容', en: 'values' },
  given: { zh: '命令行指定', en: 'command line' },
  none: { zh: '', en: '' },
};
