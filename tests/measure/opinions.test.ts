import { describe, expect, test } from 'vitest';
import { matchOpinions, opinionScores } from '../../src/measure/opinions.ts';
import type { LabelledOpinion } from '../../src/model/evaluation.ts';

const TEXT = '等了三天才发货，客服态度差，味道还不错';

function opinion(
  span: string,
  polarity: LabelledOpinion['polarity'],
  aspect: LabelledOpinion['aspect'] = null,
): LabelledOpinion {
  const start = TEXT.indexOf(span);
  return { span, start, end: start + span.length, polarity, aspect, stage: null };
}

describe('opinions match', () => {
  test.each([
    ['the same span', '客服态度差', 'negative', true],
    ['half of it', '态度差', 'negative', true],
    ['less than half of it', '差', 'negative', false],
    [
      'more than it, up to 2.5 times and 4 characters',
      '等了三天才发货，客服态度差，味道',
      'negative',
      true,
    ],
    ['far more than it', TEXT, 'negative', false],
    ['another polarity', '客服态度差', 'positive', false],
    ['another place', '味道还不错', 'negative', false],
  ] as const)('%s', (_, span, polarity, matches) => {
    const gold = opinion('客服态度差', 'negative');
    expect(matchOpinions([gold], [opinion(span, polarity)])).toHaveLength(matches ? 1 : 0);
  });

  test('one to one, those that overlap most first', () => {
    const gold = [opinion('等了三天', 'negative'), opinion('等了三天才发货', 'negative')];
    const found = [opinion('等了三天才发货', 'negative'), opinion('才发货', 'negative')];
    expect(matchOpinions(gold, found)).toEqual([{ gold: gold[1], found: found[0] }]);
    const both = [opinion('等了三天才发货', 'negative'), opinion('等了三天才', 'negative')];
    expect(matchOpinions(gold, both)).toHaveLength(2);
  });
});

describe('the scores of opinions', () => {
  const gold = [
    opinion('等了三天才发货', 'negative', 'delivery'),
    opinion('客服态度差', 'negative', 'service'),
    opinion('味道还不错', 'positive', 'taste'),
  ];
  const found = [
    opinion('三天才发货', 'negative', 'delivery'),
    opinion('态度差', 'negative', 'aftersales'),
    opinion('还不错', 'positive', 'taste'),
    opinion('才', 'neutral', 'overall'),
    opinion('服态', 'positive', 'service'),
  ];
  const scores = opinionScores([{ gold, found }]);
  const figures = (label: string, criterion: string) => {
    const score = scores.find((one) => one.label === label && one.criterion === criterion);
    return score && [score.hits, score.found, score.support];
  };

  test.each([
    ['all', 'span', [3, 4, 3]],
    ['all', 'aspect', [2, 4, 3]],
    ['positive', 'span', [1, 2, 1]],
    ['negative', 'span', [2, 2, 2]],
    ['negative', 'aspect', [1, 2, 2]],
  ])('%s by %s', (label, criterion, expected) => {
    expect(figures(label, criterion)).toEqual(expected);
  });

  test('leave out what the gold does not label', () => {
    expect(figures('all', 'stage')).toBeUndefined();
  });
});
