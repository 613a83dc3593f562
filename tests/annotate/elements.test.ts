import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findElements, loadElements } from '../../src/annotate/elements.ts';
import { ELEMENT_COLUMNS, ELEMENT_FILES, readElements } from '../../src/lexicon/elements.ts';
import type { Opinion } from '../../src/model/annotation.ts';
import { ELEMENTS } from '../../src/model/elements.ts';
import { fold } from '../../src/text/fold.ts';
import { dictionaryFiles, lexicon } from '../dictionaries.ts';

const index = loadElements((file) => dictionaryFiles[file] ?? '', lexicon.cleaning.traditional);
const README = readFileSync(new URL('../../dictionaries/README.md', import.meta.url), 'utf8');

function itemsOf(text: string): string[] {
  return findElements(text, [], index).map(
    ({ element, item, start, end }) => `${element}:${item}:${text.slice(start, end)}`,
  );
}

describe('elements', () => {
  test.each([
    ['带老人去体检', ['role:elder:老人', 'scene:hospital:体检']],
    ['晚上在高速上突然断电', ['time:evening:晚上', 'scene:driving:高速上']],
    ['出差住店，前台没人', ['scene:trip:出差', 'scene:lodging:住店', 'touchpoint:frontdesk:前台']],
    ['打開ＡＰＰ找客服', ['touchpoint:app:ＡＰＰ', 'touchpoint:online_service:客服']],
    ['扫地机器人很好用', []],
    ['这个宝贝很好', []],
    [
      '说好的三天到，至今没有答复',
      ['expectation:promised:说好的三天到', 'unsolved:pending:至今没有答复'],
    ],
    ['请尽快派人来修，万分感谢', []],
    ['丢的钥匙找回来了，感激不尽', ['emotion:touched:感激不尽']],
    ['东西好用，已经推荐给朋友了', []],
    ['给我一个满意的答复', []],
    ['路灯坏了半年，叫人高兴不起来', ['emotion:disappointment:高兴不起来']],
    [
      '小区入住三年，晚上吵得没法睡觉',
      ['scene:moving:小区入住', 'time:evening:晚上', 'scene:rest:睡觉'],
    ],
    ['天窗漏水导致电器短路', []],
    ['发动机高温报警，苹果4s也连不上', []],
    ['捆绑储藏室销售，找销售问也没用', ['touchpoint:sales:销售']],
    ['清泉社区门口的路灯坏了，找社区也没用', ['touchpoint:authority:找社区']],
    ['喜欢的朋友可以入手，强迫症患者表示满意', ['emotion:satisfaction:满意']],
    ['正打发票，可以说是给力', ['touchpoint:invoice:发票']],
    ['女儿的幼儿园', ['role:child:女儿', 'scene:school:幼儿园']],
    ['happy', []],
    ['', []],
  ])('of %s', (text, items) => {
    expect(itemsOf(text)).toEqual(items);
  });

  test('belong to the nearest opinion that names a thing, first of all in the same sentence', () => {
    const text = '太失望了。前台态度差，房间也小。客服不接电话';
    const opinion = (span: string, fields: Partial<Opinion>): Opinion => ({
      span,
      start: text.indexOf(span),
      end: text.indexOf(span) + span.length,
      polarity: 'negative',
      aspect: 'service',
      stage: 'service',
      term: '前台',
      ...fields,
    });
    const opinions = [
      opinion('太失望了', { aspect: 'overall', stage: 'use', term: null }),
      opinion('前台态度差', {}),
      opinion('房间也小', { aspect: 'environment', term: '房间' }),
      opinion('不接电话', { term: '客服' }),
    ];
    const nearest = findElements(text, opinions, index).map(({ item, opinion }) => [item, opinion]);
    expect(nearest).toEqual([
      ['disappointment', 1],
      ['frontdesk', 1],
      ['room', 2],
      ['online_service', 3],
      ['ignored', 3],
    ]);
  });

  test('of any text stand where they say, in order, and are items of their kind', () => {
    const words = fc.constantFrom(
      '老人',
      '客服',
      '不',
      '失望',
      '等了',
      '两',
      '天',
      '，',
      '😀',
      '在家',
      'a',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 20 }), (parts) => {
        const text = parts.join('');
        let last = 0;
        for (const { element, item, start, end, opinion } of findElements(text, [], index)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(Object.keys(ELEMENTS[element])).toContain(item);
          expect(opinion).toBeNull();
          last = start;
        }
      }),
    );
  });
});

describe.each(ELEMENT_FILES)('%s', (file) => {
  const text = dictionaryFiles[file] ?? '';
  const [header, ...rows] = text.trimEnd().split('\n');

  test('is sorted, says nothing twice, and has its row in the README', () => {
    expect(header).toBe(ELEMENT_COLUMNS.join('\t'));
    expect(text.endsWith('\n')).toBe(true);
    const keys = rows.map((row) => row.split('\t').slice(0, 2).join('\t'));
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toEqual([...keys].sort((a, b) => (a < b ? -1 : 1)));
    expect(README).toMatch(new RegExp(`\`${file}\` \\|[^|]+\\| ${rows.length} \\|`, 'u'));
  });

  test('is written as texts are after folding', () => {
    const bare = rows.map((row) => (row.split('\t')[0] ?? '').replace(/[()|*#\d]/gu, ''));
    expect(bare.filter((term) => fold(term, lexicon.cleaning.traditional) !== term)).toEqual([]);
  });

  test('a faulty row is refused with its place', () => {
    const broken = (row: string) => () =>
      readElements(file, `${ELEMENT_COLUMNS.join('\t')}\n${row}\n`);
    expect(broken('老人\trole\telder\t-')).not.toThrow();
    expect(broken('老人\trole\tnobody\t-')).toThrow(`${file}:2`);
    expect(broken('老人\tdress\telder\t-')).toThrow(`${file}:2`);
    expect(broken('*\trole\telder\t-')).toThrow(`${file}:2`);
  });
});

describe('of texts with many opinions', () => {
  const opinionAt = (start: number, end: number): Opinion => ({
    span: '',
    start,
    end,
    polarity: 'negative',
    aspect: 'service',
    stage: 'service',
    term: '客服',
  });

  /** The distance as it is defined, opinion by opinion. */
  function nearestByHand(
    text: string,
    opinions: readonly Opinion[],
    at: number,
    to: number,
  ): number {
    const far = opinions.map(({ start, end }) => {
      const [from, until] = start >= to ? [to, start] : [end, at];
      if (until <= from) return 0;
      return until - from + (/[。！？\n\r]/.test(text.slice(from, until)) ? 1000 : 0);
    });
    return far.indexOf(Math.min(...far));
  }

  test('each belongs to the opinion that a look at all of them finds', () => {
    const piece = fc.constantFrom('晚上', '客服', '老人', '。', '，', '慢', '\n', '出差');
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 60 }),
        fc.array(fc.nat(12), { maxLength: 12 }),
        (pieces, gaps) => {
          const text = pieces.join('');
          let at = 0;
          const opinions: Opinion[] = [];
          for (const gap of gaps) {
            if (at + gap + 2 > text.length) break;
            opinions.push(opinionAt(at + gap, at + gap + 2));
            at += gap + 2;
          }
          for (const { start, end, opinion } of findElements(text, opinions, index)) {
            expect(opinion).toBe(
              opinions.length === 0 ? null : nearestByHand(text, opinions, start, end),
            );
          }
        },
      ),
    );
  });

  test('time grows with the text: a cell of 400,000 characters', () => {
    const text = '晚上物流慢，'.repeat(70_000);
    const opinions = Array.from({ length: 70_000 }, (_, at) => opinionAt(at * 6 + 2, at * 6 + 5));
    const started = performance.now();
    expect(findElements(text, opinions, index).length).toBeGreaterThan(1000);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
