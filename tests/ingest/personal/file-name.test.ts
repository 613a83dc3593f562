import { expect, test } from 'vitest';
import { readShipped } from '../../../src/io/resources.ts';
import { fileMaskingOf, loadResources } from '../../../src/pipeline.ts';

const mask = fileMaskingOf(loadResources(readShipped()));

test.each([
  ['投诉_张三_13800138000.xlsx', '投诉_[姓名]_[手机].xlsx'],
  ['张三13800138000.csv', '[姓名][手机].csv'],
  ['投诉_李娜.csv', '投诉_[姓名].csv'],
  ['张伟的投诉.xlsx', '[姓名]的投诉.xlsx'],
  ['王小明-录音.txt', '[姓名]-录音.txt'],
  ['刘洋 工单.csv', '[姓名] 工单.csv'],
  ['欧阳娜娜（退款）.csv', '[姓名]（退款）.csv'],
])('%s is stored as %s', (name, masked) => {
  expect(mask(name)).toBe(masked);
});

test.each(
  [
    ...[
      '华为_投诉',
      '王府井_评价',
      '高铁_投诉',
      '安徽_评价',
      '白酒_评价',
      '李宁_评价',
      '王老吉_四月',
    ],
    ...[
      '周报_四月',
      '周末_评价',
      '黄山_工单',
      '江苏_高温_投诉',
      '余额宝',
      '方案_终稿',
      '陈列_评价',
    ],
    ...[
      '任天堂_评价',
      '沈阳_12345',
      '秦皇岛',
      '徐家汇_评价',
      '吴江_工单',
      '苏州_工单',
      '季报',
      '许可',
    ],
    ...['马桶(白色)', '我的目的', '目的地_评价'],
  ].map((name) => `${name}.csv`),
)('%s names nobody', (name) => {
  expect(mask(name)).toBe(name);
});
