import { describe, expect, test } from 'vitest';
import { journeyMap } from '../../src/journey/map.ts';
import { planOf } from '../../src/journey/plan.ts';
import { quotesOf, withCues } from '../../src/journey/quotes.ts';
import { checkSheet, firstBlank, soughtSteps } from '../../src/journey/sheets.ts';
import { readJourneys } from '../../src/lexicon/journeys.ts';
import { InputError } from '../../src/model/errors.ts';
import { STAGES } from '../../src/model/labels.ts';
import { cueFinder } from '../../src/pipeline/journeys.ts';
import { journeyHtml } from '../../src/report/journey/html.ts';
import { journeyMarkdown } from '../../src/report/journey/markdown.ts';
import { journeyMermaid } from '../../src/report/journey/mermaid.ts';
import { journeyRows } from '../../src/report/journey/rows.ts';
import { journeyTerminal } from '../../src/report/journey/terminal.ts';
import { headline } from '../../src/report/journey/words.ts';
import { widthOf } from '../../src/report/terminal/layout.ts';
import { dictionaries } from '../dictionaries.ts';
import { FACTS, JOURNEYS, mapOf } from '../support/journey.ts';

describe('the map', () => {
  test('says where it is best and worst, and which stages have too few opinions', () => {
    const { stages } = mapOf();
    expect(stages.map(({ marks }) => marks)).toEqual([
      [],
      [],
      [],
      ['valley'],
      ['peak', 'end'],
      [],
      [],
    ]);
    expect(stages.map(({ few }) => few)).toEqual([false, false, false, false, false, true, false]);
    expect(stages[3]?.tracks).toMatchObject({ product: null, service: { mean: -1, n: 20 } });
  });

  test('holds the nine elements, most voices first, and leaves blank what nobody says', () => {
    const delivery = mapOf().stages[3];
    expect(delivery?.elements.emotion.map(({ id }) => id)).toEqual(['wait', 'disappointment']);
    expect(delivery?.elements.pain.map(({ name }) => name.zh)).toEqual(['发货慢']);
    expect(delivery?.elements.opportunity.map(({ name }) => name.zh)).toEqual([
      '受好评：包装',
      '有人给出办法：发货慢',
    ]);
    expect(delivery?.elements.scene).toEqual([]);
    expect(mapOf().stages[0]?.elements.stage).toEqual([]);
  });

  test.each([
    [-0.9, -0.2, '谷在「交付」（-0.90），峰在「使用」（-0.20，仍是负面）'],
    [0.3, 0.9, '谷在「交付」（+0.30，仍是正面），峰在「使用」（+0.90）'],
    [-0.3, 0.9, '谷在「交付」（-0.30），峰在「使用」（+0.90）'],
  ])('a valley of %d and a peak of %d are told as what they are', (low, high, told) => {
    const map = mapOf();
    const at: Readonly<Record<string, number>> = { valley: low, peak: high };
    const stages = map.stages.map((stage) => {
      const mean = at[stage.marks[0] ?? ''];
      return mean === undefined || stage.mood === null
        ? stage
        : { ...stage, mood: { ...stage.mood, mean } };
    });
    expect(headline({ ...map, stages }, 'zh')).toContain(told);
  });

  test('shows at a valley what somebody wrote, and nothing that nobody wrote', () => {
    const recovery = { 交付: '当天补发并道歉', 使用: '不该出现' };
    const { stages } = mapOf(planOf(JOURNEYS, { recovery }));
    expect(stages.map((stage) => stage.recovery)).toEqual([
      ...[null, null, null],
      ...['当天补发并道歉', null, null, null],
    ]);
    expect(mapOf().stages.every((stage) => stage.recovery === null)).toBe(true);
  });

  test('names its first blank', () => {
    expect(firstBlank(mapOf())).toEqual({
      stage: STAGES.awareness,
      element: { zh: '角色', en: 'Role' },
    });
    const delivery = checkSheet(mapOf()).rows[3]?.map((cell) =>
      cell !== null && typeof cell === 'object' ? cell.zh : cell,
    );
    expect(delivery).toEqual(['delivery', '交付', '✓', '✓', '✓', '空', '空', '空', '✓', '✓', '△']);
  });
});

describe('a plan', () => {
  test.each([...readJourneys(JOURNEYS)])(
    '%s takes in every stage of the codebook, ends in loyalty',
    (_, stages) => {
      expect(stages.at(-1)?.stages).toContain('loyalty');
      expect(stages.length).toBeGreaterThanOrEqual(6);
      expect(new Set(stages.map(({ id }) => id)).size).toBe(stages.length);
    },
  );

  test('is refused where there is none of the name', () => {
    expect(() => planOf(JOURNEYS, {}, 'moon')).toThrow(InputError);
    expect(planOf(JOURNEYS, { pack: 'hotel' }).pack).toBe('hotel');
    expect(planOf(JOURNEYS, { pack: 'hotel' }, 'default').stages).toHaveLength(7);
  });

  test('a pack that leaves out a stage is refused', () => {
    const broken = JOURNEYS.split('\n')
      .filter((line) => !line.startsWith('car\t7'))
      .join('\n');
    expect(() => readJourneys(broken)).toThrow('loyalty');
  });
});

test('a step is looked for by what is written, else by its name', () => {
  const steps = [
    { name: '拨打热线' },
    { name: '验货', words: ['验货', '开箱'] },
    { name: '到店', touchpoints: ['门店', 'parking'] },
  ];
  const finder = (text: string) => (text.includes('热线') ? ['hotline'] : []);
  expect(soughtSteps({ steps }, finder)).toEqual([
    { name: '拨打热线', words: ['拨打热线'], touchpoints: ['hotline'] },
    { name: '验货', words: ['验货', '开箱'], touchpoints: [] },
    { name: '到店', words: [], touchpoints: ['store', 'parking'] },
  ]);
});

test.each([
  ['说好的三天，等了一周。😀很失望', 6, 10, '说好的三天，', '等了一周', ''],
  [
    `${'很'.repeat(40)}慢${'了'.repeat(40)}`,
    40,
    41,
    `…${'很'.repeat(22)}`,
    '慢',
    `${'了'.repeat(22)}…`,
  ],
])('a quote of %s', (text, start, end, before, span, after) => {
  const excerpt = { voiceKey: 'k', voiceId: '1', text, start, end };
  expect(quotesOf([excerpt], 'x')).toEqual([{ voiceKey: 'k', voiceId: '1', before, span, after }]);
});

const UNMET = [
  '开头没有说到。前台说的和页面写的都挺好，宣传的泳池根本没有，去了很失望。后来换了一间房。',
  '开头没有说到。孩子原以为能玩水，结果池子是干的。我们第二天就走了。',
];

test.each(UNMET)('an unmet expectation is quoted where it is told: %s', (text) => {
  const excerpt = { voiceKey: 'k', voiceId: '1', text, start: 0, end: 0 };
  const find = cueFinder(dictionaries);
  const [quote] = quotesOf(withCues([excerpt], 'unmet', find), 'unmet');
  expect(`${quote?.before}${quote?.span}${quote?.after}`).not.toContain('开头');
  expect(text).toContain(quote?.span);
  expect(quote?.span).toMatch(/宣传|原以为/);
});

test('of voices with a label, those that say it in known words are quoted first, three of them', () => {
  const excerpts = ['很差', '真烦', '差劲', '本以为干净', '没人理', '说好的没有'].map(
    (text, at) => ({
      ...{ voiceKey: String(at), voiceId: String(at), text, start: 0, end: 0 },
    }),
  );
  const placed = { ...excerpts[5], end: 3 } as (typeof excerpts)[number];
  const quoted = quotesOf([...excerpts.slice(0, 5), placed], 'unmet');
  expect(quoted.map(({ voiceId }) => voiceId)).toEqual(['5', '3', '0']);
});

describe('every format', () => {
  test.each([60, 80, 160])('the terminal keeps to %d columns', (width) => {
    for (const language of ['zh', 'en'] as const) {
      const lines = journeyTerminal(mapOf(), { language, width, color: false }).split('\n');
      expect(lines.filter((line) => widthOf(line) > width)).toEqual([]);
    }
  });

  test('tells the same numbers', () => {
    const rows = journeyRows(mapOf()).rows;
    const wait = rows.find((row) => row[0] === 'delivery' && row[3] === 'wait');
    expect(wait?.[5]).toBe(9);
    const blank = rows.find((row) => row[0] === 'delivery' && row[2] === 'scene');
    expect(blank?.slice(3, 6)).toEqual([null, null, 0]);
    expect(journeyMarkdown(mapOf(), 'zh')).toContain('等待 9');
    expect(journeyTerminal(mapOf(), { language: 'zh', width: 80, color: false })).toContain(
      '等待 9',
    );
  });

  test('a pain point stands with the id that leads to all that is known of it', () => {
    const text = journeyTerminal(mapOf(), { language: 'zh', width: 80, color: false });
    expect(text).toContain('发货慢 12 p1\n');
    expect(text).toContain('voc pains show p1');
    expect(journeyMarkdown(mapOf(), 'en')).toContain('发货慢 12 `p1`');
    expect(journeyMarkdown(mapOf(), 'en')).toContain('voc pains show p1');
    // Once under the pain points, once where voices propose something.
    expect(journeyHtml(mapOf(), 'zh').match(/<code>voc pains show p1<\/code>/g)).toHaveLength(2);
    const map = journeyMap({ ...FACTS, items: [] }, planOf(JOURNEYS), {});
    expect(journeyMarkdown(map, 'zh')).not.toContain('voc pains show');
  });

  test('Mermaid holds nothing that its notation would read otherwise', () => {
    const text = journeyMermaid(mapOf(), 'zh');
    expect(text.split('\n')[0]).toBe('journey');
    for (const line of text.split('\n').filter((line) => line.startsWith('    '))) {
      expect(line).toMatch(/^ {4}[^:]+: [1-5]: [^:]+$/);
    }
  });

  test('HTML shows names as text, asks for nothing, and has a picture with words', () => {
    const html = journeyHtml(mapOf(), 'zh');
    expect(html.replace(/<script>.*?<\/script>/s, '')).not.toContain('<script');
    expect(html).not.toContain('1<b>');
    expect(html).not.toMatch(/(?:src|href)=/);
    expect(html).toContain('aria-label="情绪曲线：交付 -1.00，使用 +1.00，服务 +1.00"');
    expect(html).toContain("default-src 'none'");
  });
});
