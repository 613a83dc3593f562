import { InputError, NoTextError } from '../model/errors.ts';
import type { SourceItem } from '../model/source.ts';
import type { NamedColumn } from './column-roles.ts';
import type { Recognised } from './profile-match.ts';

type Named = Pick<NamedColumn, 'name'>;

export function noText(
  name: string,
  columns: readonly Named[],
  sample: readonly SourceItem[],
): InputError {
  const zh = columns.map((column) => `「${column.name}」`).join('');
  const en = columns.map((column) => `"${column.name}"`).join(', ');
  const bad = sample.find((item) => item.kind === 'bad');
  if (columns.length === 0 && bad !== undefined) {
    return new InputError({
      zh: `${name}：没有一行能读，例如第 ${bad.line} 行：${bad.fault.zh}；请重新导出`,
      en: `${name}: no row can be read, for example line ${bad.line}: ${bad.fault.en}; export it again`,
    });
  }
  if (columns.length === 0) {
    return new InputError({
      zh: `${name}：没有任何数据行；请确认导出是否完整`,
      en: `${name}: holds no rows; check that the export is complete`,
    });
  }
  return new NoTextError({
    zh: `${name}：找不到文本列；现有列：${zh}。请用 --text 列名 指定`,
    en: `${name}: no column with text; there are ${en} (say --text NAME)`,
  });
}

export function noProfileText(
  name: string,
  { name: known, profile }: Recognised,
  columns: readonly Named[],
): InputError {
  const text = profile.columns.find(({ role }) => role === 'text' || role === 'turns')?.name ?? '';
  const zh = columns.map((column) => `「${column.name}」`).join('');
  const en = columns.map((column) => `"${column.name}"`).join(', ');
  return new InputError({
    zh: `${name}：模板「${known}」的正文列「${text}」不见了，也没有像它的新列；现有列：${zh}。请用 --text 列名 指定，再加 --save-profile ${known} 记住`,
    en: `${name}: the text column "${text}" of profile "${known}" is gone, and no new column is like it; there are ${en} (say --text NAME, and --save-profile ${known} to remember it)`,
  });
}

export function noColumn(name: string, wanted: string, columns: readonly Named[]): InputError {
  const zh = columns.map((column) => `「${column.name}」`).join('');
  const en = columns.map((column) => `"${column.name}"`).join(', ');
  return new InputError({
    zh: `${name}：没有名为「${wanted}」的列；现有列：${zh}`,
    en: `${name}: no column "${wanted}"; there are ${en}`,
  });
}

export function chatOfLines(name: string): InputError {
  return new InputError({
    zh: `${name}：像一段聊天记录，逐行读入会把客服的话也算作客户的；请改成「会话编号、说话人、内容」三列再读入（确要逐行读入，请加 --text 1）`,
    en: `${name}: looks like a chat; read line by line, the words of agents would be the customer's. Make it three columns: conversation, speaker, text (to read the lines all the same, add --text 1)`,
  });
}
