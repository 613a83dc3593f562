/**
 * Makes the four sample exports in `fixtures/` from the hand-written texts in `scripts/fixtures/`:
 * `npx tsx scripts/build-fixtures.ts`. Dates, customers, channels and phone numbers come from a seeded
 * generator, so every run writes the same cells.
 *
 * The story in the data: from the firmware update of 8 July on, the robot vacuum S9 loses its network, more every week (tag
 * `rise`); installations of the water purifier W2 were late until the booking system of 6 July (tag `fixed`, `after`).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { stringify } from 'csv-stringify/sync';
import writeXlsx from 'write-excel-file/node';
import { encodeGb18030 } from '../tests/support/legacy-encoding.ts';

const here = new URL('.', import.meta.url);
const target = new URL('../fixtures/', import.meta.url);

/** Mulberry32: a small generator with a 32-bit state, good enough for dates. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = generator(20260401);
const below = (limit: number): number => Math.floor(random() * limit);
const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
const digits = (count: number): string => Array.from({ length: count }, () => below(10)).join('');

const DAY = 86_400_000;
const FIRST = Date.UTC(2026, 3, 1);
const FIXED = Date.UTC(2026, 6, 6);
const UPDATED = Date.UTC(2026, 6, 8);
const LAST = Date.UTC(2026, 8, 30);

/** From which day to which a tag's voices come, and how strongly they crowd towards the end (1: evenly). */
const WINDOWS: Readonly<Record<string, readonly [from: number, to: number, crowding: number]>> = {
  '-': [FIRST, LAST, 1],
  rise: [UPDATED, LAST, 0.45],
  fixed: [FIRST, FIXED - DAY, 0.8],
  after: [FIXED + 2 * DAY, LAST, 1],
  '618': [Date.UTC(2026, 5, 12), Date.UTC(2026, 5, 30), 0.8],
};

/** A local time of the tag's window, between 8:00 and 22:59. */
function timeFor(tag: string): Date {
  const window = WINDOWS[tag];
  if (window === undefined) throw new Error(`unknown tag ${tag}`);
  const [from, to, crowding] = window;
  const day = from + Math.floor(random() ** crowding * ((to - from) / DAY + 1)) * DAY;
  return new Date(Math.min(day, to) + (8 * 60 + below(15 * 60)) * 60_000 + below(60) * 1000);
}

const stamp = (time: Date): string => time.toISOString().slice(0, 19).replace('T', ' ');
const slashed = (time: Date): string =>
  `${time.getUTCFullYear()}/${time.getUTCMonth() + 1}/${time.getUTCDate()} ${time.toISOString().slice(11, 16)}`;

const CUSTOMERS = Array.from({ length: 560 }, (_, index) => ({
  id: `MH${100231 + index * 7}`,
  group: random() < 0.14 ? '大客户' : '普通',
  // 170 and 00 blocks: the shape of a number without being anybody's.
  phone: `1700000${digits(4)}`,
}));

/** Rows of a tab-separated file, by its header; `\n` inside a cell is a line break. */
function readTsv(name: string): Record<string, string>[] {
  const [header = '', ...lines] = readFileSync(new URL(`fixtures/${name}`, here), 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  const columns = header.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    return Object.fromEntries(
      columns.map((column, index) => [column, (cells[index] ?? '').replaceAll('\\n', '\n')]),
    );
  });
}

/** The texts of a file with a time and a customer each, in the order of the times. */
function dated<T extends { tag: string }>(rows: readonly T[]) {
  return rows
    .map((row) => ({ row, time: timeFor(row.tag), customer: pick(CUSTOMERS) }))
    .sort((a, b) => a.time.getTime() - b.time.getTime());
}

type Row = { tag: string } & Record<string, string>;

async function writeReviews(): Promise<void> {
  const title = ['沐禾家电官方旗舰店 商品评价导出（2026-04-01 至 2026-09-30）'];
  const header = [
    '序号',
    '订单编号',
    '商品名称',
    '星级',
    '评价内容',
    '追评内容',
    '评价时间',
    '会员号',
    '客户等级',
    '下单渠道',
  ];
  const rows = dated(readTsv('reviews.tsv') as Row[]).map(({ row, time, customer }, index) => [
    index + 1,
    `26${digits(14)}`,
    row['product'] ?? '',
    Number(row['rating']),
    row['text'] ?? '',
    row['followup'] ?? '',
    stamp(time),
    customer.id,
    customer.group,
    pick(['旗舰店', '旗舰店', '旗舰店', '小程序', 'App']),
  ]);
  const cells = [title, header, ...rows].map((row) =>
    row.map((value) => ({ value: value === '' ? null : value })),
  );
  const widths = [6, 20, 20, 6, 60, 40, 20, 12, 10, 10].map((width) => ({ width }));
  await writeXlsx(cells as never, { columns: widths, sheet: '评价明细' }).toFile(
    new URL('reviews.xlsx', target).pathname,
  );
}

function writeHotline(): void {
  const rows = dated(readTsv('hotline.tsv') as Row[]).map(({ row, time, customer }, index) => ({
    工单编号: `GD2026${String(index * 3 + 4107).padStart(6, '0')}`,
    受理时间: slashed(time),
    受理渠道: pick(['400热线', '400热线', '400热线', '公众号留言']),
    工单类型: row['type'],
    客户编号: customer.id,
    客户类型: customer.group,
    产品型号: row['product'],
    受理内容: (row['text'] ?? '')
      .replaceAll('{phone}', customer.phone)
      .replaceAll('{order}', `26${digits(14)}`),
    处理结果: row['result'],
  }));
  // A nightly export overlaps with the one before: three work orders stand in it twice.
  const overlapping = [...rows, ...rows.slice(-3)];
  const csv = stringify(overlapping, {
    header: true,
    record_delimiter: '\r\n',
    quoted_match: /\n/,
  });
  writeFileSync(new URL('hotline.csv', target), encodeGb18030(csv));
}

function writeSurvey(): void {
  const rows = dated(readTsv('nps.tsv') as Row[]).map(({ row, time, customer }, index) => ({
    答卷编号: `Q${30018 + index}`,
    提交时间: `${time.getUTCFullYear()}年${time.getUTCMonth() + 1}月${time.getUTCDate()}日 ${time.toISOString().slice(11, 16)}`,
    '您有多大可能向朋友或同事推荐沐禾家电？（0-10分）': row['score'],
    请说明您打这个分的主要原因: row['text'],
    客户ID: customer.id,
    客户分组: customer.group,
    购买产品: row['product'],
    投放渠道: pick(['短信', '公众号', 'App弹窗']),
  }));
  writeFileSync(
    new URL('nps.csv', target),
    `\ufeff${stringify(rows, { header: true, record_delimiter: '\r\n', quoted_match: /\n/ })}`,
  );
}

interface Chat {
  readonly tag: string;
  readonly product: string;
  readonly turns: readonly (readonly [speaker: string, text: string])[];
}

function writeChats(): void {
  const chats = readFileSync(new URL('fixtures/chats.jsonl', here), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Chat);
  const lines = dated(chats).map(({ row, time, customer }, index) => {
    let clock = time.getTime();
    const messages = row.turns.map(([role, text]) => {
      const said = { role, time: stamp(new Date(clock)), text };
      clock += (4 + below(role === 'customer' ? 40 : 90)) * 1000;
      return said;
    });
    return JSON.stringify({
      session_id: `S${7001 + index}`,
      start_time: stamp(time),
      channel: '在线客服',
      customer_id: customer.id,
      customer_group: customer.group,
      product: row.product,
      messages,
    });
  });
  writeFileSync(new URL('chats.ndjson', target), `${lines.join('\n')}\n`);
}

await writeReviews();
writeHotline();
writeSurvey();
writeChats();
