import { expect, test } from 'vitest';
import { renderAnswerHtml } from '../../src/report/html/answer.ts';

test('figures stand to the right, long texts have room, and other columns come as they are', () => {
  const html = renderAnswerHtml(
    '客户',
    [],
    {
      columns: ['渠道', '变化', '误报率', '用时', '时间', '原文'],
      rows: [
        [
          '热线',
          '-0.27',
          '<0.001',
          '7.3 小时',
          '2026-05-26 22:35',
          '等了很久没有人接，打了三次才有人应答',
        ],
        ['APP', '+38.2%', null, '2 天', '2026-05-27 08:01', '好用'],
      ],
    },
    'zh',
  );
  const kinds = [...html.matchAll(/<th class="(\w*)">/g)].map(([, kind]) => kind);
  expect(kinds).toEqual(['', 'n', 'n', 'n', '', 'text']);
});
