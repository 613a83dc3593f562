import { InputError } from '../model/errors.ts';
import type { Message } from '../model/labels.ts';
import { DATA_KINDS, isDataFile, isHidden, leftOut } from './data-files.ts';
import type { ZipArchive, ZipMember } from './unzip.ts';

/** Longest name of a member that is shown. */
const MAX_NAME = 120;

/**
 * The exports in a zip archive, by name, and what is said about the rest. Hidden files are left without a word.
 * @throws InputError for an archive without exports
 */
export function archiveMembers(
  name: string,
  { members }: ZipArchive,
): { readonly members: readonly ZipMember[]; readonly warnings: readonly Message[] } {
  const files = members
    .filter((member) => member.kind !== 'folder' && !member.name.split('/').some(isHiddenPart))
    .sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0));
  const isExport = (member: ZipMember): boolean =>
    member.kind === 'file' && isDataFile(member.name);
  const exports = files.filter(isExport);
  if (exports.length === 0) throw noExports(name);
  const others = files.filter((member) => !isExport(member));
  return {
    members: exports,
    warnings: leftOut(
      name,
      others.map((member) => shownName(member.name)),
    ),
  };
}

function isHiddenPart(part: string): boolean {
  return part !== '..' && part !== '.' && isHidden(part);
}

/** The name of a member as part of a path for people: never upwards or from a root, and of a bearable length. */
export function shownName(name: string): string {
  const parts = name.split('/').filter((part) => !/^(\.{0,2}|[a-z]:)$/i.test(part));
  const shown = parts.join('/');
  return shown.length > MAX_NAME ? `…${shown.slice(-MAX_NAME)}` : shown;
}

/** For filters, which read one table: an archive with more. */
export function severalMembers(name: string, members: readonly ZipMember[]): InputError {
  const names = members.slice(0, 3).map((member) => shownName(member.name));
  return new InputError({
    zh: `${name}：压缩包里有 ${members.length} 个数据文件（${names.join('、')}${members.length > 3 ? ' 等' : ''}），这里一次只读一个；请解压后分别读入`,
    en: `${name}: holds ${members.length} exports (${names.join(', ')}${members.length > 3 ? ' ...' : ''}) where one is read at a time; unpack it and read them one by one`,
  });
}

function noExports(name: string): InputError {
  return new InputError({
    zh: `${name}：这是 zip 压缩包，里面没有能读的数据文件（认得的后缀：${DATA_KINDS}）；请检查内容`,
    en: `${name}: a zip archive without exports (names ending in ${DATA_KINDS}); check what is in it`,
  });
}
