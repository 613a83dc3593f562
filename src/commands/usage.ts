import type { Language } from '../model/labels.ts';

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Commands:': '命令：',
};

/** A title of commander's help page in the reader's language. */
export function translateHelp(title: string, language: Language): string {
  return language === 'zh' ? (TITLES[title] ?? title) : title;
}

/** A description of commander's help page, with what it adds about choices and defaults, in the reader's language. */
export function translateDescription(description: string, language: Language): string {
  if (language === 'en') return description;
  return description
    .replace(
      / ?\(choices: ([^)]*)\)/,
      (_, choices: string) => `（可选 ${choices.replaceAll('"', '')}）`,
    )
    .replace(/ ?\(default: "?([^")]*)"?\)/, '（默认 $1）');
}

/** Commander's usage errors, and how they read in Chinese. `$1` is the thing at fault. */
const USAGE_ERRORS: readonly (readonly [pattern: RegExp, chinese: string])[] = [
  [/option '([^']*)' cannot be used with option '([^']*)'/, '选项 $1 不能和 $2 一起用'],
  [/unknown option '([^']*)'/, '没有选项 $1'],
  [/unknown command '([^']*)'/, '没有命令 $1'],
  [/missing required argument '([^']*)'/, '缺少参数 <$1>'],
  [/option '([^']*)' argument missing/, '选项 $1 需要一个值'],
  [/required option '([^']*)' not specified/, '必须给出选项 $1'],
  [
    /option '([^']*)' argument '([^']*)' is invalid\. Allowed choices are ([^.]*)\./,
    '选项 $1 的值 $2 无效，可选：$3',
  ],
  [
    /command-argument value '([^']*)' is invalid for argument '([^']*)'\. Allowed choices are ([^.]*)\./,
    '参数 $2 的值 $1 无效，可选：$3',
  ],
  [/is invalid\. a whole number is needed, such as 20/, 'is invalid. 需要整数，如 20'],
  [
    /is invalid\. a whole number from 1 to 999 is needed, such as 2/,
    'is invalid. 需要 1 到 999 的整数，如 2',
  ],
  [/is invalid\. a span is needed, such as 7d or 48h/, 'is invalid. 需要时长，如 7d、48h'],
  [/is invalid\. a day is needed, such as 2026-07-01/, 'is invalid. 需要日期，如 2026-07-01'],
  [
    /is invalid\. flags are needed, separated by commas: /,
    'is invalid. 需要标记名，逗号分隔，可选：',
  ],
  [/option '([^']*)' argument '([^']*)' is invalid\. (.*)/, '选项 $1 的值 $2 无效：$3'],
  [
    /too many arguments(?: for '([^']*)')?\. Expected (\d+) arguments? but got (\d+)\./,
    '参数太多：最多 $2 个，给了 $3 个',
  ],
  [/\(Did you mean one of ([^?]*)\?\)/, '（是不是：$1？）'],
  [/\(Did you mean ([^?]*)\?\)/, '（是不是 $1？）'],
];

/** Commander suggests names of commands and options; this suggests one of a list of values. */
function withSuggestion(message: string): string {
  const match = /(?:value|argument) '([^']*)' is invalid.*Allowed choices are ([^.]*)\.\s*$/.exec(
    message,
  );
  const [, given = '', choices = ''] = match ?? [];
  const ranked = choices
    .split(', ')
    .map((choice) => ({ choice, distance: editDistance(given.toLowerCase(), choice) }))
    .sort((one, other) => one.distance - other.distance);
  const [best] = ranked;
  if (match === null || best === undefined) return message;
  const near = best.distance <= Math.max(1, Math.floor(best.choice.length * 0.4));
  return near ? `${message.trimEnd()}\n(Did you mean ${best.choice}?)\n` : message;
}

/** Insertions, deletions and replacements between two words. */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [i, letter] of [...one].entries()) {
    const next = [i + 1];
    for (const [j, wanted] of [...other].entries()) {
      const replaced = (row[j] ?? 0) + (letter === wanted ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}

/** One line (or two, with a suggestion) that says what is wrong with the command line, without commander's `error:`. */
export function translateUsageError(message: string, language: Language): string {
  const plain = withSuggestion(message.replace(/^error: /, ''));
  if (language === 'en') return plain;
  return USAGE_ERRORS.reduce((text, [pattern, chinese]) => text.replace(pattern, chinese), plain);
}
