import { describe, expect, test } from 'vitest';
import { problemOf } from '../../src/lexicon/problem.ts';
import { lexicon } from '../dictionaries.ts';

describe('object and problem of a negative opinion', () => {
  test.each([
    ['等了三天才发货', '发货', '慢'],
    ['物流龟速', '快递', '慢'],
    ['变速箱异响', '变速箱', '异响'],
    ['安装师傅约好了没来', '安装师傅', '爽约'],
    ['客服不回消息', '客服', '不回复'],
    ['價格太貴', '价格', '贵'],
    ['很差', null, '差'],
    ['行驶中有异响', null, '异响'],
    ['骑手送错了', '快递员', '少发错发'],
    ['菜太咸', '菜', '难吃'],
    ['车身损坏故障报警', '车身', '故障'],
    ['不太好吃', null, '不好吃'],
    ['没有发票', '发票', '没有'],
    ['油耗太高', '油耗', '高'],
    ['太费油', null, '油耗高'],
    ['今天星期二', null, null],
  ])('%s → %s, %s', (span, object, problem) => {
    expect(problemOf(span, lexicon)).toEqual({ object, problem });
  });
});
