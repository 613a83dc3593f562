import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inferDateFormat, parseDate } from '../../src/ingest/dates.ts';

function parse(value: string, column: readonly string[] = [value]): string | null {
  return parseDate(value, inferDateFormat(column), '+08:00');
}

test.each([
  ['2026-04-03', '2026-04-03T00:00:00+08:00'],
  ['2026-04-03 10:22:05', '2026-04-03T10:22:05+08:00'],
  ['2026-04-03T10:22:05.123', '2026-04-03T10:22:05+08:00'],
  ['2026-04-03T18:22:05Z', '2026-04-04T02:22:05+08:00'],
  ['2026-04-03T18:22:05+00:00', '2026-04-04T02:22:05+08:00'],
  ['2026-04-03 10:22:05 +0800', '2026-04-03T10:22:05+08:00'],
  ['2026/4/3', '2026-04-03T00:00:00+08:00'],
  ['2026/4/3 9:05', '2026-04-03T09:05:00+08:00'],
  ['2026.4.3 09:05', '2026-04-03T09:05:00+08:00'],
  ['2026年4月3日', '2026-04-03T00:00:00+08:00'],
  ['2026年4月3日 下午3:05', '2026-04-03T15:05:00+08:00'],
  ['2026年4月3日15时05分20秒', '2026-04-03T15:05:20+08:00'],
  ['2026年04月03日 上午12:05', '2026-04-03T00:05:00+08:00'],
  ['2026年4月3日 中午12点', '2026-04-03T12:00:00+08:00'],
  ['2026年4月3日 晚上8点30分', '2026-04-03T20:30:00+08:00'],
  ['24年3月5日', '2024-03-05T00:00:00+08:00'],
  ['民国113年3月5日', '2024-03-05T00:00:00+08:00'],
  ['２０２６－０４－０３　１０：２２', '2026-04-03T10:22:00+08:00'],
  ['2026-04-03（星期五）10:22', '2026-04-03T10:22:00+08:00'],
  ['20260403', '2026-04-03T00:00:00+08:00'],
  ['20260403102205', '2026-04-03T10:22:05+08:00'],
  ['20260403 10:22', '2026-04-03T10:22:00+08:00'],
  ['4/3/2026 3:05 PM', '2026-04-03T15:05:00+08:00'],
  ['Apr 3, 2026', '2026-04-03T00:00:00+08:00'],
  ['3 April 2026 10:22', '2026-04-03T10:22:00+08:00'],
  ['发表于2026年4月3日', '2026-04-03T00:00:00+08:00'],
  ['评价时间：2026-04-03 10:22', '2026-04-03T10:22:00+08:00'],
  ['2026-04-03 10:22 发布', '2026-04-03T10:22:00+08:00'],
  ['2026年4月3日点评', '2026-04-03T00:00:00+08:00'],
  ['="2026-04-03"', '2026-04-03T00:00:00+08:00'],
])('%s names one moment', (value, expected) => {
  expect(parse(value)).toBe(expected);
});

test.each([
  [''],
  ['昨天'],
  ['5日上午'],
  ['04-03'],
  ['03/05 14:30'],
  ['4月3日'],
  ['2026年4月'],
  ['2024Q1'],
  ['去年双十一'],
  ['2026-02-30'],
  ['2026-13-01'],
  ['2026-04-03 25:00'],
  ['2026-04-03 abc'],
  ['26/4/3'],
  ['2026年4月3日 晚上12点'],
  ['1754500000'.slice(0, 7)],
  ['0000-00-00 00:00:00'],
])('%s names none', (value) => {
  expect(parse(value)).toBeNull();
});

describe('one format for a column', () => {
  test('month first unless the column says otherwise', () => {
    expect(parse('3/5/2026', ['3/5/2026', '4/6/2026'])).toBe('2026-03-05T00:00:00+08:00');
    expect(parse('3/5/2026', ['3/5/2026', '25/6/2026'])).toBe('2026-05-03T00:00:00+08:00');
  });

  test.each([
    [
      ['46115', '46116.5'],
      ['2026-04-03T00:00:00+08:00', '2026-04-04T12:00:00+08:00'],
    ],
    [
      ['1775182925', '1775182926'],
      ['2026-04-03T10:22:05+08:00', '2026-04-03T10:22:06+08:00'],
    ],
    [['1775182925000'], ['2026-04-03T10:22:05+08:00']],
  ])('numbers are dates where all of them can be: %j', (column, expected) => {
    expect(column.map((value) => parse(value, column))).toEqual(expected);
  });

  test('a number in a column of written dates is none', () => {
    expect(parse('46115', ['46115', '2026-04-03'])).toBeNull();
  });
});

test('every written moment is read back in each form', () => {
  const moment = fc.date({
    min: new Date('1971-01-02T00:00:00Z'),
    max: new Date('2099-12-30T00:00:00Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(moment, (date) => {
      const [day = '', time = ''] = date.toISOString().slice(0, 19).split('T');
      const [year, month, dayOfMonth] = day.split('-').map(Number);
      const [hour, minute, second] = time.split(':').map(Number);
      const forms = [
        `${day} ${time}`,
        `${year}/${month}/${dayOfMonth} ${time}`,
        `${year}年${month}月${dayOfMonth}日${hour}时${minute}分${second}秒`,
        `${month}/${dayOfMonth}/${year} ${time}`,
      ];
      for (const form of forms) {
        const format = { kind: 'calendar', order: 'month_first' } as const;
        expect(parseDate(form, format, '+08:00')).toBe(`${day}T${time}+08:00`);
      }
    }),
  );
});

test('the plainest way of writing is read as any other', () => {
  const two = fc.integer({ min: 0, max: 62 }).map((number) => String(number).padStart(2, '0'));
  const year = fc.integer({ min: 1960, max: 2110 });
  fc.assert(
    fc.property(
      year,
      fc.array(two, { minLength: 5, maxLength: 5 }),
      fc.constantFrom(' ', 'T', ''),
      (y, [month, day, ...clock], mark) => {
        const value = `${y}-${month}-${day}${mark === '' ? '' : mark + clock.join(':')}`;
        // The guard of a spreadsheet sends it the long way.
        expect(parse(value)).toBe(parse(`'${value}`));
      },
    ),
    { numRuns: 2000 },
  );
});
