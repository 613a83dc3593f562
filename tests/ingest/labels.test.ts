import { describe, expect, test } from 'vitest';
import { type FieldName, parseLabels } from '../../src/ingest/labels.ts';

const TEXT = '客服不理人，客服还挂电话';

function parse(row: Readonly<Partial<Record<FieldName, unknown>>>) {
  const faults: string[] = [];
  const { labels, number } = parseLabels(
    (field) => row[field],
    TEXT,
    ({ en }) => faults.push(en),
  );
  return { labels, number, faults };
}

describe('labels of a row', () => {
  test.each([
    [
      { sentiment: 'negative', score: '-0.8' },
      { sentiment: 'negative', score: -0.8 },
    ],
    [{ sentiment: { label: 'mixed', score: 0.1 } }, { sentiment: 'mixed', score: 0.1 }],
    [{ sentiment: '褒贬参半' }, { sentiment: 'mixed' }],
    [{ label: ' Positive ' }, { sentiment: 'positive' }],
    [{ kinds: 'service_issue|complaint' }, { kinds: ['service_issue', 'complaint'] }],
    [{ kinds: '服务问题、投诉' }, { kinds: ['service_issue', 'complaint'] }],
    [{ kinds: '["need","need"]' }, { kinds: ['need'] }],
    [{ stages: ['use'] }, { stages: ['use'] }],
    [{ urgency: 'none' }, { urgency: 'none' }],
    [{ sentiment: '', kinds: '', stages: [], urgency: 'null' }, {}],
    [
      { signals: '', opinions: '' },
      { signals: [], opinions: [] },
    ],
    [{ signals: null, opinions: null }, {}],
  ])('%j are read as %j', (row, labels) => {
    expect(parse(row)).toEqual({ labels, number: null, faults: [] });
  });

  test.each(['1', '0', '-1', 1, -1])('a label %j is a number yet', (label) => {
    expect(parse({ label })).toEqual({ labels: {}, number: Number(label), faults: [] });
  });

  test('opinions stand where their offsets say, or where their span comes next', () => {
    const said = { polarity: 'negative', aspect: '人员服务' };
    const opinions = [
      { ...said, span: '客服' },
      { ...said, span: '客服' },
      { ...said, start: 2, end: 5 },
    ];
    const expected = [
      [0, 2, '客服'],
      [6, 8, '客服'],
      [2, 5, '不理人'],
    ].map(([start, end, span]) => ({
      ...{ start, end, span },
      ...{ polarity: 'negative', aspect: 'service', stage: null },
    }));
    expect(parse({ opinions }).labels.opinions).toEqual(expected);
    expect(parse({ opinions: JSON.stringify(opinions) }).labels.opinions).toEqual(expected);
  });

  test.each([
    [{ sentiment: 'postive' }, /unknown label "postive"; known are positive, negative, mixed/],
    [{ kinds: 'praise|bug' }, /unknown label "bug"/],
    [{ opinions: '客服不理人' }, /not a JSON list/],
    [{ opinions: [{ span: '客服不理人', polarity: 'bad' }] }, /unknown label "bad"/],
    [{ opinions: [{ span: '物流慢', polarity: 'negative' }] }, /opinion 1 do not agree/],
    [{ opinions: [{ span: '客服', start: 1, end: 3, polarity: 'negative' }] }, /do not agree/],
    [{ opinions: [{ start: 0, end: 99, polarity: 'negative' }] }, /do not agree/],
  ])('%j are refused', (row, fault) => {
    const [first] = parse(row).faults;
    expect(first).toMatch(fault);
  });
});
