import { describe, expect, test } from 'vitest';
import { joinTurns } from '../../src/ingest/dialogue.ts';
import { createFinder } from '../../src/ingest/personal/find.ts';
import { maskText } from '../../src/ingest/personal/mask.ts';
import { turnsOf } from '../../src/ingest/transcript.ts';
import { parsePersonal } from '../../src/lexicon/personal.ts';
import { dictionaryFiles } from '../dictionaries.ts';
import { ingest, lexicon } from '../support/exports.ts';

const LETTER = { customer: 'C', agent: 'A', system: 'S' } as const;
const options = { lexicon, offset: '+08:00', startedAt: null };
const find = createFinder(parsePersonal(dictionaryFiles['personal.tsv'] ?? ''));

/** Turns in short; `?` in front where the sides are not known, null where there are none. */
function short(value: unknown): string[] | null {
  const found = turnsOf(value, options);
  if (found === null) return null;
  const turns = found.turns.map(
    ({ speaker, text }) => `${LETTER[speaker]} ${text.replaceAll('\n', '/')}`,
  );
  return found.sided ? turns : ['?', ...turns];
}

const TALK = ['C 宽带断了', 'A 马上重启', 'C 又断了'];
const SERVED = ['A 您好，请问有什么可以帮您', ...TALK];

describe('labels in all shapes', () => {
  test.each([
    ['brackets in one line', '【用户】宽带断了【坐席】马上重启【用户】又断了'],
    ['square brackets in one line', '[用户]宽带断了 [坐席]马上重启 [用户]又断了'],
    ['angles', '<用户> 宽带断了\n<坐席> 马上重启\n<用户> 又断了'],
    ['single quotes of books', '‹用户› 宽带断了\n‹坐席› 马上重启\n‹用户› 又断了'],
    ['round brackets', '（用户）宽带断了\n（坐席）马上重启\n（用户）又断了'],
    ['bars and times', '用户|09:00:01|宽带断了\n坐席|09:00:21|马上重启\n用户|09:00:41|又断了'],
    ['tabs', '用户\t09:00:01\t宽带断了\n坐席\t09:00:21\t马上重启\n用户\t09:00:41\t又断了'],
    ['numbers', '1. 用户：宽带断了\n2. 坐席：马上重启\n3. 用户：又断了'],
    ['dashes', '用户 - 宽带断了\n坐席 - 马上重启\n用户 - 又断了'],
    ['to whom', '用户->坐席：宽带断了\n坐席->用户：马上重启\n用户->坐席：又断了'],
    ['arrows', '用户 → 宽带断了\n坐席 → 马上重启\n用户 → 又断了'],
    [
      'stretches of a recording',
      '[00:00.0-00:03.2] 用户: 宽带断了\n[00:03.3-00:06.0] 坐席: 马上重启\n[00:06.5-00:09.0] 用户: 又断了',
    ],
    [
      'stretches of subtitles',
      '00:00:01,000 --> 00:00:03,200 用户: 宽带断了\n00:00:03,300 --> 00:00:06,000 坐席: 马上重启\n00:00:06,500 --> 00:00:09,000 用户: 又断了',
    ],
    ['paragraphs of HTML', '<p>用户：宽带断了</p><p>坐席：马上重启</p><p>用户：又断了</p>'],
    [
      'tags that name the speaker',
      '<turn speaker="customer">宽带断了</turn><turn speaker="agent">马上重启</turn><turn speaker="customer">又断了</turn>',
    ],
    [
      'names above the words',
      '王小红 09:00\n宽带断了\n物业小李 09:01\n马上重启\n王小红 09:02\n又断了',
    ],
    ['a shop and who speaks for it', 'tb1234：宽带断了\n某某旗舰店:小丽：马上重启\ntb1234：又断了'],
    ['initials that belong together', 'C: 宽带断了\nA: 马上重启\nC: 又断了'],
    ['halves of a pair', '客：宽带断了\n服：马上重启\n客：又断了'],
    ['a pair in one line', '客：宽带断了 服：马上重启 客：又断了'],
    ['bars between speakers and words', '用户|宽带断了|坐席|马上重启|用户|又断了'],
    ['double bars', '用户||宽带断了||坐席||马上重启||用户||又断了'],
    ['hashes', '#用户#宽带断了#坐席#马上重启#用户#又断了'],
    ['hashes on lines', '#用户#宽带断了\n#坐席#马上重启\n#用户#又断了'],
    ['arrows without blanks', '用户→宽带断了\n坐席→马上重启\n用户→又断了'],
    ['hollow brackets', '〖用户〗宽带断了〖坐席〗马上重启〖用户〗又断了'],
    ['seconds', '1.2s 用户 宽带断了\n4.0s 坐席 马上重启\n9.7s 用户 又断了'],
    [
      'stretches in seconds',
      '1.20 3.90 用户: 宽带断了\n4.00 9.10 坐席: 马上重启\n9.70 11.00 用户: 又断了',
    ],
    ['numbers in brackets', '用户[0213]：宽带断了\n坐席[1001]：马上重启\n用户[0213]：又断了'],
    [
      'numbers above the words',
      '用户(0213) 10:00:01\n宽带断了\n坐席(1001) 10:00:09\n马上重启\n用户(0213) 10:01:00\n又断了',
    ],
    ['question and answer', '问：宽带断了\n答：马上重启\n问：又断了'],
  ])('%s', (_, text) => {
    expect(short(text)).toEqual(TALK);
  });

  test.each([
    ['letters', 'A', 'B'],
    ['speakers by number', '说话人1', '说话人2'],
    ['speakers of a recogniser', 'speaker_0', 'speaker_1'],
    ['channels', '左声道', '右声道'],
    ['nicknames', '小美', 'tb8829'],
  ])('%s: who offers service is the agent', (_, agent, customer) => {
    const lines = [
      `${agent}：您好，请问有什么可以帮您`,
      `${customer}：宽带断了`,
      `${agent}：马上重启`,
      `${customer}：又断了`,
    ];
    expect(short(lines.join('\n'))).toEqual(SERVED);
    expect(short(lines.join(' '))).toEqual(SERVED);
  });

  test.each([
    ['numbers of channels', '0：', '1：'],
    ['numbers of channels in brackets', '[0] ', '[1] '],
    ['letters before times', 'A 0:03 ', 'B 0:09 '],
  ])('%s: who offers service is the agent', (_, agent, customer) => {
    const turns = SERVED.map(
      (turn) => `${turn.startsWith('A') ? agent : customer}${turn.slice(2)}`,
    );
    expect(short(turns.join('\n'))).toEqual(SERVED);
  });

  test('marks of a call: what the caller said is told from the events of the line', () => {
    const text =
      '【接通】10:02:11\n【坐席】您好\n【来电】宽带断了\n【坐席】马上重启\n【来电】又断了\n【挂断】10:05:40';
    expect(short(text)).toEqual(['S ', 'A 您好', ...TALK, 'S ']);
  });

  test('seconds from the beginning give the time to the first answer', () => {
    const text = '1.2s 用户 宽带断了\n4.0s 坐席 马上重启\n9.7s 用户 又断了';
    expect(joinTurns(turnsOf(text, options)?.turns ?? []).attributes).toMatchObject({
      first_response_seconds: '2.8',
      duration_seconds: '8.5',
    });
  });

  test.each([
    ['numbers of staff', '80213', '13757162834'],
    ['a member of staff in a group chat', '幸福里物业管家小李', '幸福里业主-3-502'],
    ['a shop with a dash', '某某官方旗舰店-小丽', 'jd_77lan'],
  ])('%s: who is who', (_, agent, customer) => {
    const words = '好的，马上为您处理';
    const text = `${customer}：宽带断了\n${agent}：${words}\n${customer}：又断了\n${agent}：${words}`;
    expect(short(text)).toEqual(['C 宽带断了', `A ${words}`, 'C 又断了', `A ${words}`]);
  });

  test('nothing tells which is the customer: read whole, and said so', () => {
    const text = 'A：宽带断了\nB：马上重启\nA：又断了\nB：再等等';
    expect(short(text)).toEqual(['?', `C ${text.replaceAll('\n', '/')}`]);
  });

  test('a greeting alone makes nobody an agent: customers greet too', () => {
    expect(short('A：您好，宽带断了\nB：马上重启\nA：又断了\nB：再等等')?.[0]).toBe('?');
  });
});

describe('labels out of which personal data was taken', () => {
  test.each([
    ['a title', '林女士：宽带断了\n客服：马上重启\n林女士：又断了'],
    ['a title, once', '林女士：宽带断了/又断了\n客服：马上重启'],
    ['a title, in one line', '林女士：宽带断了 客服：马上重启 林女士：又断了'],
    ['a number', '13757162834：宽带断了\n客服：马上重启\n13757162834：又断了'],
    ['kind and number', '客户13757162834：宽带断了\n客服001：马上重启\n客户13757162834：又断了'],
    ['kind and name', '客户(林女士)：宽带断了\n客服：马上重启\n客户(林女士)：又断了'],
    [
      'a title and a time above the words',
      '林女士 2026-09-01 10:00:05\n宽带断了\n客服 2026-09-01 10:00:30\n马上重启\n林女士 2026-09-01 10:01:00\n又断了',
    ],
  ])('%s', (_, text) => {
    const masked = maskText(text, find);
    expect(masked).toMatch(/\[(?:姓名|手机)\]/);
    for (const written of [text, masked]) {
      const turns = short(written) ?? [];
      const by = (who: string): string =>
        turns
          .filter((turn) => turn.startsWith(who))
          .map((turn) => turn.slice(2))
          .join('/');
      expect([by('C'), by('A')]).toEqual(['宽带断了/又断了', '马上重启']);
    }
  });
});

describe('texts with colons are texts', () => {
  test.each([
    ['问题：水管漏水\n要求：尽快修好'],
    ['优点：轻便\n缺点：续航短'],
    ['优点：轻便 缺点：续航短 总结：还行'],
    ['时间：昨天 10:30\n地点：东门\n时间：今天 11:00\n经过：没人管'],
    ['【标题】路灯不亮【内容】三个月了没人修'],
    ['[微笑]很好\n[微笑]下次还来'],
    ['外观：好看\n物流：快\n外观：再说一遍好看'],
    ['1. 屏幕：清楚\n2. 声音：响亮'],
    ['A：选项一\nB：选项二\nC：选项三'],
    ['物业费：太贵\n停车费：也贵'],
    ['我打了电话 - 没人接 - 又打了一次'],
    ['联系人：林女士\n电话：13757162834\n诉求：退款'],
    ['2026-09-01 10:00 买的，2026-09-03 10:00 就坏了'],
    ['#客户服务#很差 #售后#没人管'],
    ['来电号码：0571-88886666\n来电内容：路灯不亮\n接通时间：10:20'],
    ['3.5 公斤：太重\n2.5 公斤：正好'],
    ['红色|很好看|蓝色|一般'],
  ])('%j', (text) => {
    expect(short(text)).toBeNull();
    expect(short(maskText(text, find))).toBeNull();
  });

  test('a column of such texts is a text, also under the name of conversations', async () => {
    const { layout, voices } = await ingest(
      '编号,会话内容\n1,"问题：水管漏水\n要求：尽快修好"\n2,"问题：停电\n要求：给个说法"\n',
    );
    expect(layout.columns[1]?.role).toBe('text');
    expect(voices[0]?.text).toBe('问题：水管漏水\n要求：尽快修好');
  });
});

describe('the first answer of an exchange is timed in the layouts of', () => {
  test.each([
    [
      'a service desk',
      '2026-09-01 10:00:05 访客7731 说：\n宽带断了\n2026-09-01 10:00:30 客服-小丽 说：\n马上重启\n2026-09-01 10:01:00 访客7731 说：\n又断了',
    ],
    [
      'kinds with numbers before times',
      '顾客 #88213 (10:00:05): 宽带断了\n客服 小丽 (10:00:30): 马上重启\n顾客 #88213 (10:01:00): 又断了',
    ],
    [
      'boxes with times',
      '[2026-09-01 10:00:05][用户]宽带断了\n[2026-09-01 10:00:30][客服-小丽]马上重启\n[2026-09-01 10:01:00][用户]又断了',
    ],
    [
      'shops',
      'tb_77lan(2026-09-01 10:00:05):  宽带断了\n某某旗舰店:小丽(2026-09-01 10:00:30):  马上重启\ntb_77lan(2026-09-01 10:01:00):  又断了',
    ],
    [
      'shops above the words',
      'jd_77lan 2026-09-01 10:00:05\n宽带断了\n某某官方旗舰店-小丽 2026-09-01 10:00:30\n马上重启\njd_77lan 2026-09-01 10:01:00\n又断了',
    ],
    [
      'group chats, without the year',
      '小雨 9/1 下午3:00:05\n宽带断了\n客服小丽 9/1 下午3:00:30\n马上重启\n小雨 9/1 下午3:01:00\n又断了',
    ],
    ['recordings', '[00:01:23] 客户：宽带断了\n[00:01:48] 坐席：马上重启\n[00:02:10] 客户：又断了'],
    [
      'recordings in boxes',
      '[客户 00:01:23] 宽带断了\n[坐席 00:01:48] 马上重启\n[客户 00:02:10] 又断了',
    ],
  ])('%s', (_, text) => {
    for (const written of [text, maskText(text, find)]) {
      const found = turnsOf(written, options);
      expect(found?.turns.map((turn) => `${LETTER[turn.speaker]} ${turn.text}`)).toEqual(TALK);
      expect(joinTurns(found?.turns ?? []).attributes['first_response_seconds']).toBe('25');
    }
  });

  test.each([
    [
      'without colons',
      '00:01:23 说话人2 宽带断了\n00:01:48 说话人1 好的，马上为您处理\n00:02:10 说话人2 又断了',
    ],
    [
      'above the words',
      '说话人2 00:01:23\n宽带断了\n说话人1 00:01:48\n好的，马上为您处理\n说话人2 00:02:10\n又断了',
    ],
    [
      'with stretches',
      'spk_1 [00:01:23.400 - 00:01:25.100]: 宽带断了\nspk_0 [00:01:48.400 - 00:01:50.100]: 好的，马上为您处理\nspk_1 [00:02:10.400 - 00:02:12]: 又断了',
    ],
  ])('recognisers, %s', (_, text) => {
    expect(short(text)).toEqual(['C 宽带断了', 'A 好的，马上为您处理', 'C 又断了']);
    const { attributes } = joinTurns(turnsOf(text, options)?.turns ?? []);
    expect(attributes['first_response_seconds']).toBe('25');
  });
});

describe('lists of turns', () => {
  const served = (turn: (agent: boolean, text: string) => object): object[] => [
    turn(true, '您好，请问有什么可以帮您'),
    turn(false, '宽带断了'),
    turn(true, '马上重启'),
    turn(false, '又断了'),
  ];
  test.each([
    ['ids of roles', served((agent, text) => ({ role_id: agent ? 0 : 1, text }))],
    ['channels', served((agent, Text) => ({ ChannelId: agent ? 1 : 0, Text }))],
    ['kinds by number', served((agent, content) => ({ fromType: agent ? 2 : 1, content }))],
    ['a flag', served((agent, content) => ({ is_customer: !agent, content }))],
    ['a flag of the agent', served((agent, content) => ({ isAgent: agent, content }))],
    [
      'who speaks as an object',
      served((agent, content) => ({ from: { type: agent ? 'agent' : 'customer' }, content })),
    ],
    [
      'what is said as an object',
      served((agent, text) => ({ role: agent ? 'agent' : 'customer', message: { text } })),
    ],
    ['who speaks as the name', served((agent, text) => (agent ? { 客服: text } : { 客户: text }))],
  ])('with %s', (_, turns) => {
    const talk = ['A 您好，请问有什么可以帮您', 'C 宽带断了', 'A 马上重启', 'C 又断了'];
    expect(short(turns)).toEqual(talk);
    expect(short(JSON.stringify(turns))).toEqual(talk);
  });
});

describe('who is who is told', () => {
  const greeting = '您好，请问有什么可以帮您';

  test('by other cells with the same codes, where a cell does not tell it', async () => {
    const cells = [
      `A：${greeting}\nB：宽带断了\nA：马上重启\nB：又断了`,
      `A：${greeting}\nB：账单不对\nA：我看看\nB：算错了`,
      'A：喂\nB：路由器不亮\nA：拔了再插\nB：还是不亮',
    ];
    const rows = cells.map((cell, at) => `${at + 1},"${cell}"`);
    const { voices } = await ingest(`编号,会话内容\n${rows.join('\n')}\n`);
    expect(voices.map(({ text }) => text)).toEqual([
      '宽带断了\n又断了',
      '账单不对\n算错了',
      '路由器不亮\n还是不亮',
    ]);
  });

  test('by nobody where the codes of other cells are now this side and now that', async () => {
    const cells = [
      `A：${greeting}\nB：宽带断了\nA：马上重启\nB：又断了`,
      `B：${greeting}\nA：账单不对\nB：我看看\nA：算错了`,
      'A：喂\nB：路由器不亮\nA：拔了再插\nB：还是不亮',
    ];
    const rows = cells.map((cell, at) => `${at + 1},"${cell}"`);
    const { voices } = await ingest(`编号,会话内容\n${rows.join('\n')}\n`);
    expect(voices[2]?.text).toBe(cells[2]);
  });

  test('in each conversation by what is said, also of an agent who first comes long after the sample', async () => {
    const talk = (id: number, agent: string): string[] => [
      `S${id},顾晓${id},宽带断了`,
      `S${id},${agent},${greeting}`,
      `S${id},顾晓${id},又断了`,
    ];
    const rows = [
      ...Array.from({ length: 200 }, (_, at) => talk(at, '小丽')),
      talk(900, '小方'),
    ].flat();
    const { voices } = await ingest(`会话ID,发送人,内容\n${rows.join('\n')}\n`);
    expect(voices).toHaveLength(201);
    expect(new Set(voices.map(({ text }) => text))).toEqual(new Set(['宽带断了\n又断了']));
  });
});

test('a JSON list of strangers: who offers service is the agent', () => {
  const said = (speaker: string, text: string): object => ({ speaker, text });
  const greeting = '您好，很高兴为您服务';
  const turns = [said('0', greeting), said('1', '宽带断了'), said('0', '马上重启')];
  expect(short(turns)).toEqual([`A ${greeting}`, 'C 宽带断了', 'A 马上重启']);
  expect(short([said('0', '宽带断了'), said('1', '马上重启')])?.[0]).toBe('?');
});
