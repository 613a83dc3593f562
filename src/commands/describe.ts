import type { Layout } from '../ingest/layout.ts';
import type { Message } from '../model/labels.ts';
import type { Source } from '../model/source.ts';

/** What a person calls an input: standard input has no name of its own. */
export function nameOf(file: string): Message {
  return file === '-' ? { zh: '标准输入', en: 'standard input' } : { zh: file, en: file };
}

/** In one line: what an export was found to be. */
export function describe(source: Source, layout: Layout): Message {
  const { format, encoding, delimiter } = source;
  const name = nameOf(source.name);
  const details = [format, encoding].filter((part) => part !== null);
  const split = delimiter === null ? [] : [DELIMITERS[delimiter] ?? quotedDelimiter(delimiter)];
  const header = layout.headerLine;
  return {
    zh: `${name.zh}：${[...details, ...split.map(({ zh }) => zh)].join('，')}；来源 ${layout.source}；${header > 0 ? `表头在第 ${header} 行` : '没有表头行'}`,
    en: `${name.en}: ${[...details, ...split.map(({ en }) => en)].join(', ')}; source ${layout.source}; ${header > 0 ? `header in line ${header}` : 'no header line'}`,
  };
}

/** In words: a bare comma among commas cannot be seen. */
const DELIMITERS: Readonly<Record<string, Message>> = {
  ',': { zh: '逗号分隔', en: 'comma-separated' },
  '\t': { zh: '制表符分隔', en: 'tab-separated' },
  ';': { zh: '分号分隔', en: 'semicolon-separated' },
};

function quotedDelimiter(delimiter: string): Message {
  return { zh: `以 ${delimiter} 分隔`, en: `separated by ${delimiter}` };
}
