import type { PersonalFinder } from './find.ts';
import type { PersonalSpan } from './span.ts';

/** What stands in the place of personal data of each kind. */
export const MARKS: Readonly<Record<PersonalSpan['kind'], string>> = {
  phone: '[手机]',
  landline: '[座机]',
  identity: '[身份证]',
  card: '[银行卡]',
  email: '[邮箱]',
  plate: '[车牌]',
  qq: '[QQ]',
  wechat: '[微信]',
  address: '[地址]',
  order: '[订单号]',
  name: '[姓名]',
  document: '[证件]',
  ip: '[IP]',
};

/** Behind a mark a name may begin that stood in the middle of letters: it is found when the mark stands. */
const MOST_PASSES = 3;

/** The text with a mark in the place of each piece of personal data; the same string where there is none. */
export function maskText(text: string, find: PersonalFinder): string {
  let masked = text;
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const found = find(masked);
    if (found.length === 0) break;
    masked = withMarks(masked, found);
  }
  return masked;
}

function withMarks(text: string, found: readonly PersonalSpan[]): string {
  let masked = '';
  let end = 0;
  for (const span of found) {
    masked += text.slice(end, span.start) + MARKS[span.kind];
    end = span.end;
  }
  return masked + text.slice(end);
}
