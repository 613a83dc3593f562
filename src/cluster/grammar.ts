/**
 * Words of grammar, the same in every field, that decide how a statement is read. Words of a field belong in
 * the dictionaries.
 */
export type Role = 'object' | 'content' | 'negation' | 'unable' | 'light' | 'empty';

/** Say that something is, happens or matters, not what: the predicate only where no other word could be. */
const LIGHT = setOf(
  '有 是 在 出现 存在 发生 产生 进行 导致 造成 引起 使 使得 让 被 把 将 给 会 要 能 可以 够 得 到 做 作 弄 搞 来 去',
  '上 下 后 时 中 里 内 开始 成为 变 变得 属于 具有 说 称 觉得 感觉 发现 情况 现象 问题 过程 小时 分钟 天 元 块 次 多处 处',
  '严重 厉害 明显 频繁 依旧 影响 隐患 安全隐患 质量问题',
);
/** Cannot: kept apart from will not, since a part that cannot start and a clerk who will not answer differ. */
const UNABLE = setOf('无法 不能 不能够 不可以 没法 没办法 难以 不可');
/** Cannot, behind the verb that they deny: 找不到, 用不了. */
const UNABLE_BEHIND = setOf('不了 不到 不上 不出 不动 不开 不掉 不住 不起');
const NEGATIONS = setOf(
  '不 没 没有 未 无 未能 不予 不给 不肯 不愿 拒绝 拒 拒不 并未 毫无 尚未 不会 非 不再',
);
/** Is not there, when said of a thing. */
const ABSENT = setOf('没有 没 无 毫无 缺 缺少 缺乏 还没有 也没有 都没有 没有任何 也没 又没有');
/** Of the tags of the word list, those that carry no content: particles, adverbs, numbers, pronouns … */
const EMPTY_TAGS = new Set([...'uyewpcrtmqdfkh']);

function setOf(...lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.split(' ')));
}

/** What a word does in a statement, by the word itself and its tag of the word list. */
export function roleOfWord(text: string, tag: string): Exclude<Role, 'object'> {
  if (UNABLE.has(text) || UNABLE_BEHIND.has(text)) return 'unable';
  if (NEGATIONS.has(text)) return 'negation';
  if (LIGHT.has(text)) return 'light';
  if (!/[\p{L}\p{N}]/u.test(text) || EMPTY_TAGS.has(tag.charAt(0))) return 'empty';
  return 'content';
}

/** Whether a word denies the verb before it: 找不到, 用不了. */
export function deniesBefore(text: string): boolean {
  return UNABLE_BEHIND.has(text);
}

/** Whether a word says that something is, happens or matters, and not what. */
export function isLight(text: string): boolean {
  return LIGHT.has(text);
}

/** Whether a word says that what follows is missing. */
export function saysAbsent(text: string): boolean {
  return ABSENT.has(text);
}
