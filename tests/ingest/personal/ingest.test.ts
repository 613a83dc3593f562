import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detectLayout } from '../../../src/ingest/layout.ts';
import { isCardNumber, isIdentityNumber } from '../../../src/ingest/personal/checks.ts';
import { createFinder } from '../../../src/ingest/personal/find.ts';
import { createPrivacy } from '../../../src/ingest/personal/privacy.ts';
import { createReader } from '../../../src/ingest/reader.ts';
import type { ReadResult } from '../../../src/ingest/voice.ts';
import { parseHeaders } from '../../../src/lexicon/headers.ts';
import { parsePersonal } from '../../../src/lexicon/personal.ts';
import type { SourceItem } from '../../../src/model/source.ts';
import { dictionaryFiles } from '../../dictionaries.ts';
import { open } from '../../support/exports.ts';
import {
  cardNumber,
  digitsSeen,
  disguise,
  disguiseInLines,
  identityNumber,
} from './numbers-of-people.ts';

const headers = parseHeaders(dictionaryFiles['headers.tsv'] ?? '');
const personal = parsePersonal(dictionaryFiles['personal.tsv'] ?? '');
const find = createFinder(personal);
const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const keyedBy = (key: string) => (text: string) =>
  createHmac('sha256', key).update(text).digest('hex');

/** Everything that ingest gives of an export, masked under a key; with `null` unmasked. */
function ingestItems(
  items: readonly SourceItem[],
  masked = true,
  key = 'k',
): readonly ReadResult[] {
  const received = detectLayout(items, headers);
  const privacy = createPrivacy(received, items, { headers, personal, find, keyed: keyedBy(key) });
  const layout = masked ? privacy.layout : received;
  const options = { lexicon: headers, digest, ...(masked ? {} : { unmasked: privacy }) };
  const reader = createReader(layout, options);
  const read = items.map((item) => reader.read(masked ? privacy.item(item) : item));
  return [...read.flatMap((one) => one ?? []), ...reader.end()];
}

const ingest = async (content: string, masked = true, key = 'k'): Promise<readonly ReadResult[]> =>
  ingestItems((await open(content)).items, masked, key);

const voicesOf = (results: readonly ReadResult[]) =>
  results.flatMap((result) => (result.kind === 'voice' ? [result.voice] : []));

const HEXADECIMAL: ReadonlySet<string> = new Set(['key', 'version']);

/** All that results say, without keys, versions and tokens: among hexadecimal digits any number may stand. */
function saidIn(results: readonly ReadResult[]): string {
  const said = JSON.stringify(results, (name, value: unknown) =>
    HEXADECIMAL.has(name) ? '' : value,
  );
  const keys = voicesOf(results).map(({ key }) => key.slice(0, 12));
  const bare = keys.reduce((text, key) => text.replaceAll(key, ''), said);
  // The raw line of a rejected row has its quotes escaped.
  return bare.replace(/(?<=")[cov]-[0-9a-f]{16}(?=\\?")/g, '');
}

/** All digits of a text in any writing, with what people put between them left out. */
function digitRuns(text: string): string[] {
  const plain = text
    .normalize('NFKC')
    .replace(/[〇一二三四五六七八九]/g, (digit) => String('〇一二三四五六七八九'.indexOf(digit)))
    .replace(/[\u200b]/g, '')
    .replace(/(?<=[\dxX])[\s._-]{1,3}(?=[\dxX])/g, '');
  return plain.match(/\d{14,}[\dxX]?/g) ?? [];
}

/** Whether a run of digits, or a piece of it that its separators set off, is somebody's number. */
const isSomebodys = (digits: string): boolean =>
  isIdentityNumber(digits.toLowerCase()) || isCardNumber(digits);

/** A text as it stands in JSON, and JSON with its escaped characters as themselves. */
const written = (text: string): string => JSON.stringify(text).slice(1, -1);
const unescaped = (json: string): string =>
  json.replace(/\\(?:u[0-9a-f]{4}|[nrtbf])/g, (code) => JSON.parse(`"${code}"`) as string);

const around = fc.constantFrom(
  '',
  '我的号是',
  '，麻烦',
  ' 退款',
  '!',
  '卡',
  '元',
  '订单',
  'SN',
  '快递单号',
);

const CHAT = (name: string): string =>
  `${name} 10:00\n没到\n阿强 10:01\n等等吧\n${name} 10:02\n太慢\n阿强 10:03\n嗯`;

test('a transcript keeps no nickname, though the row names no customer and nothing tells the sides', async () => {
  const rows = ['夜半钟声', '小雨爱吃鱼', '糖糖'].map((name, at) => `S${at},,"${CHAT(name)}"`);
  const results = await ingest(`会话编号,客户昵称,聊天记录\n${rows.join('\n')}\n`);
  expect(voicesOf(results)).toHaveLength(3);
  expect(saidIn(results)).not.toMatch(/夜半钟声|小雨爱吃鱼|糖糖|阿强/);
  expect(voicesOf(results)[0]?.text).toMatch(/^v-[0-9a-f]{16} 10:00\n没到\nv-[0-9a-f]{16} 10:01/);
});

test('what an agent calls a customer by is masked where it labels the turns', async () => {
  const talk = '糖果味的猫：没到\n客服小丽：您好，请问有什么可以帮您，糖果味的猫\n糖果味的猫：太慢';
  const results = await ingest(`会话编号,客户昵称,聊天记录\nS1,,"${talk}"\nS2,,"${talk}"\n`);
  expect(voicesOf(results).map(({ text }) => text)).toEqual(['没到\n太慢', '没到\n太慢']);
  expect(saidIn(results)).not.toContain('糖果味的猫');
});

describe('no number that passes an identity or card check leaves ingest', () => {
  test.each([
    ['text', '评价内容', '会员号'],
    ['a column of its own', '备注', '会员号'],
    ['the id', '评价内容', '编号'],
  ])('in %s', async (_, column, other) => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(identityNumber, cardNumber),
        disguiseInLines,
        around,
        around,
        async (number, write, before, after) => {
          const value = `${before}${write(number)}${after}`;
          const fields = {
            评价内容: '用了三天就坏了，客服也不理',
            [column]: value,
            [other]: write(number),
          };
          for (const line of [
            JSON.stringify(fields),
            JSON.stringify({ ...fields, 评价内容: '' }),
          ]) {
            const out = saidIn(
              await ingest(
                `${line}\n${JSON.stringify({ 评价内容: '很好用', [column]: 'x', [other]: '1' })}\n`,
              ),
            );
            expect(digitRuns(out).filter(isSomebodys)).toEqual([]);
            expect(out).not.toContain(written(write(number)));
            expect(digitsSeen(unescaped(out))).not.toContain(number);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  test('in rows that are rejected, and in what could not be read', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(identityNumber, cardNumber), disguise, async (number, write) => {
        const csv = `编号,评价内容\n1,很好用\n2,${write(number)},多一格\n3,"没有闭合${write(number)}`;
        const ndjson = `{"text":"好用"}\n{"text":"${write(number)}\n`;
        for (const content of [csv, ndjson]) {
          const results = await ingest(content);
          expect(results.some(({ kind }) => kind === 'rejected')).toBe(true);
          expect(JSON.stringify(results)).not.toContain(written(write(number)));
          expect(digitsSeen(unescaped(JSON.stringify(results)))).not.toContain(number);
        }
      }),
      { numRuns: 60 },
    );
  });
});

const EXPORT = `工单编号,客户编号,客户姓名,联系电话,收货地址,订单号,受理内容
G1,M1001,张伟,13812345678,杭州市文三路12号,26949881903113,客服态度差，电话13812345678
G2,M1001,匿名用户,无,,,发货慢
G3,匿名用户,,,,,屏幕碎了
`;

const PEOPLE = ['王芳', '李建国', '陈静', '刘洋', '赵敏敏', '周杰'];

describe('an export', () => {
  test('loses its personal data by column and by value, and keeps what is nobody’s', async () => {
    const [first, second, third] = voicesOf(await ingest(EXPORT));
    expect(first).toMatchObject({
      id: 'G1',
      text: '客服态度差，电话[手机]',
      customerId: expect.stringMatching(/^c-[0-9a-f]{16}$/),
      attributes: {
        客户姓名: '[姓名]',
        联系电话: '[手机]',
        收货地址: '[地址]',
        订单号: expect.stringMatching(/^o-[0-9a-f]{16}$/),
      },
    });
    expect(second).toMatchObject({
      customerId: first?.customerId,
      attributes: { 客户姓名: '匿名用户', 联系电话: '无' },
    });
    expect(third?.customerId).toBeNull();
  });

  test('gives other tokens under another key, and the same under the same', async () => {
    const tokens = async (key: string) =>
      voicesOf(await ingest(EXPORT, true, key)).map(({ customerId }) => customerId);
    expect(await tokens('one')).toEqual(await tokens('one'));
    expect((await tokens('one'))[0]).not.toBe((await tokens('other'))[0]);
  });

  test('has the same content keys with and without its personal data', async () => {
    const rows = ['我叫张伟，电话13812345678', '发货慢', '住幸福小区3号楼2单元501'];
    const noIds = `客户编号,内容,时间\n${rows.map((row, at) => `M${at},${row},2026-04-0${at + 1}`).join('\n')}\n`;
    for (const content of [EXPORT, noIds]) {
      const keys = async (masked: boolean) =>
        voicesOf(await ingest(content, masked)).map(({ key }) => key);
      expect(await keys(true)).toEqual(await keys(false));
    }
  });

  test('keeps a second header row a header, and names without a telling header are found by value', async () => {
    const page = `内容,经办\n${PEOPLE.map((name) => `东西还可以用着不错,${name}`).join('\n')}\n`;
    const voices = voicesOf(
      await ingest(`内容,备注\n${PEOPLE.map((name) => `东西还可以用着不错,${name}`).join('\n')}\n`),
    );
    expect(voices.map(({ attributes }) => attributes['备注'])).toEqual(PEOPLE.map(() => '[姓名]'));
    const staff = voicesOf(await ingest(page));
    expect(staff.map(({ attributes }) => attributes['经办'])).toEqual(PEOPLE);
    expect(voicesOf(await ingest(EXPORT + EXPORT))).toHaveLength(6);
  });

  test('loses names that stand in the columns of a product, a channel or a group', async () => {
    const rows = PEOPLE.map((name) => `东西还可以用着不错,${name},${name},${name},${name}`);
    const received = await open(`内容,渠道,商品,客户等级,Contact\n${rows.join('\n')}\n`);
    expect(detectLayout(received.items, headers).columns.map(({ role }) => role)).toEqual([
      'text',
      'channel',
      'product',
      'customerGroup',
      'customerId',
    ]);
    const results = ingestItems(received.items);
    for (const name of PEOPLE) expect(JSON.stringify(results)).not.toContain(name);
    expect(voicesOf(results)).toHaveLength(PEOPLE.length);
  });

  test('keeps brands and channels that look like names, where others stand beside them or they come again', async () => {
    const brands = ['李宁', '安踏', '王老吉', '华为', '周黑鸭', '三只松鼠', '农夫山泉'];
    const repeated = Array.from({ length: 12 }, (_, at) => ['李宁', '王老吉', '康师傅'][at % 3]);
    for (const values of [brands, repeated]) {
      const rows = values.map((value, at) => `第${at}次买用着不错,${value},${value}`);
      const voices = voicesOf(await ingest(`内容,商品,渠道\n${rows.join('\n')}\n`));
      expect(voices.map(({ product }) => product)).toEqual(values);
      expect(voices.map(({ channel }) => channel)).toEqual(values);
    }
  });

  test('loses what columns say of people, however they call it, and keeps what they answer and who works there', async () => {
    const people = {
      ...{ 买家旺旺: 'tb_77lan', 微信昵称: '兰兰', 会员卡号: 'VK88231', 姓名拼音: 'LIN Xiaoyu' },
      ...{ 房号: '502', 门牌: '3-1', 车架号: 'LSVAL41Z882104202', 紧急联系人: '林晓宇' },
      ...{ 签收人: '陈静', 护照: 'E12345678', 收货地址: '文三路12号' },
      ...{ 接收人: '兰兰@微信', 博主: '飞刀', 訂單編號: 'HK20260018', 顧客姓名: '陳大文' },
    };
    const others = { 工号: '80213', 客服姓名: '小李', 学生: '否', 家长: '有' };
    const fields = { 客户编号: 'M1001', 内容: '东西还可以用着不错', ...people, ...others };
    const [header, row] = [Object.keys(fields), Object.values(fields)];
    const csv = `${header.join(',')}\n${row.join(',')}\n`;
    for (const content of [csv, `${JSON.stringify(fields)}\n`]) {
      const [voice] = voicesOf(await ingest(content));
      const kept = Object.entries(voice?.attributes ?? {}).filter(
        ([name, value]) => value === fields[name as keyof typeof fields],
      );
      expect(Object.fromEntries(kept)).toEqual(others);
    }
  });

  test.each([
    ['names', ['林晓宇', '陈静'], true],
    ['things', ['白玉兰', '金银花'], false],
    ['a thing among names', ['林晓宇', '电饭煲'], false],
    ['a name that comes again', ['林晓宇', '林晓宇'], false],
  ])('few values in the column of a product: %s', async (_, values, isPerson) => {
    const rows = values.map((value, at) => `第${at}次买用着不错,${value}`);
    const voices = voicesOf(await ingest(`内容,商品\n${rows.join('\n')}\n`));
    expect(voices.map(({ product }) => product)).toEqual(
      isPerson ? values.map(() => '[姓名]') : values,
    );
  });

  test('a column of numbers to call may hold a name, however few rows it has', async () => {
    const [first, second] = voicesOf(
      await ingest('客户编号,内容,联系电话\nM1,发货慢,林晓宇\nM2,屏幕碎了,无\n'),
    );
    expect(first?.attributes).toEqual({ 联系电话: '[姓名]' });
    expect(second?.attributes).toEqual({ 联系电话: '无' });
  });

  test.each([
    // customer, text, text as stored
    ['tb88_29', '我是tb88_29，发货慢', '我是[客户号]，发货慢'],
    ['U20193848', 'U20193848的包裹丢了，U201938489不是我', '[客户号]的包裹丢了，U201938489不是我'],
    ['小鱼儿爱吃糖', '小鱼儿爱吃糖又来了', '[客户号]又来了'],
    ['林晓宇', '林晓宇来电称发货慢', '[客户号]来电称发货慢'],
    ['731946', '会员731946积分没到，扣了7319464分', '会员[客户号]积分没到，扣了7319464分'],
    ['12345', '打12345投诉', '打12345投诉'],
    ['VIP', 'VIP通道也要排队', 'VIP通道也要排队'],
    ['小可爱', '小可爱公仔掉色', '小可爱公仔掉色'],
    ['13757162834', '电话13757162834，发货慢', '电话[手机]，发货慢'],
    ['匿名用户001', '匿名用户001没人理', '匿名用户001没人理'],
  ])('loses the customer %s wherever else the row holds it: %s', async (id, text, stored) => {
    const rows = [`${id},${text},${id} 已回电`, 'M1001,很好用,'];
    const csv = `客户编号,内容,备注\n${rows.join('\n')}\n`;
    const object = { 客户编号: id, 内容: text, 备注: `${id} 已回电` };
    const json = `${JSON.stringify(object)}\n${JSON.stringify({ ...object, 客户编号: 'M1001', 内容: '很好用', 备注: '' })}\n`;
    for (const content of [csv, json]) {
      const [voice] = voicesOf(await ingest(content));
      expect(voice?.text).toBe(stored);
      expect(voice?.attributes['备注']?.startsWith(id)).toBe(stored === text);
      const keys = async (masked: boolean) =>
        voicesOf(await ingest(content, masked)).map(({ key, version }) => [key, version]);
      expect(await keys(true)).toEqual(await keys(false));
    }
  });

  test('loses the name in a column of names wherever else the row holds it, and an id made of the customer', async () => {
    const [voice] = voicesOf(
      await ingest(
        '工单编号,客户编号,客户姓名,内容\nM100872-1,M100872,林晓宇,晓宇和林晓宇都没收到\n',
      ),
    );
    expect(voice?.id).toMatch(/^v-[0-9a-f]{16}$/);
    expect(voice?.text).toBe('晓宇和[姓名]都没收到');
  });

  test('a transcript loses the personal data of all who speak', async () => {
    const turns = [
      { role: 'customer', name: '张伟', text: '我的号是13812345678' },
      { role: 'agent', name: '小王', text: '好的，13812345678 对吗，张先生' },
    ];
    const content = `${JSON.stringify({ session_id: 'S1', customer_phone: 13812345678, messages: turns })}\n`;
    const [voice] = voicesOf(await ingest(content));
    expect(voice?.text).toBe('我的号是[手机]');
    expect(voice?.attributes['agent']).toBe('好的，[手机] 对吗，[姓名]先生');
    expect(JSON.stringify(voice)).not.toContain('13812345678');
  });
});

test('masking a masked row changes nothing', async () => {
  const items = (await open(EXPORT)).items;
  const layout = detectLayout(items, headers);
  const privacy = createPrivacy(layout, items, { headers, personal, find, keyed: keyedBy('k') });
  const once = items.map(privacy.item);
  expect(once.map(privacy.item)).toEqual(once);
});
