import type { Layout } from '../ingest/layout.ts';
import type { ColumnChange, SchemaChanges } from '../ingest/profile-fit.ts';
import type { Message } from '../model/labels.ts';
import type { ColumnRole } from '../model/source.ts';
import { nameOf } from './describe.ts';
import { ROLES } from './role-names.ts';

/**
 * What of an export is not as its profile knows it, a line each below a heading; no lines where all is as it was, or
 * where it has no profile; one line where a profile comes near and was not followed.
 */
export function schemaReport(
  file: string,
  { profile, nearProfile, columns }: Layout,
): readonly Message[] {
  if (profile === null) return nearProfile === null ? [] : [nearLine(file, nearProfile)];
  const { name, changes } = profile;
  const lines = [
    ...changes.columns.map(changeLine),
    ...layoutLines(changes),
    ...identityLines(changes, columns),
  ];
  if (lines.length === 0) return [];
  const [input, en] = [nameOf(file), JSON.stringify(name)];
  return [
    {
      zh: `${input.zh}：与模板「${name}」相比，列有变化：`,
      en: `${input.en}: the columns differ from profile ${en}:`,
    },
    ...lines.map((line) => ({ zh: `  ${line.zh}`, en: `  ${line.en}` })),
    {
      zh: `  已照模板读入；要记住新的列，请加 --save-profile ${name}`,
      en: `  read by the profile all the same; to remember the new columns, add --save-profile ${name}`,
    },
  ];
}

function nearLine(file: string, name: string): Message {
  const input = nameOf(file);
  return {
    zh: `${input.zh}：只有一部分列与模板「${name}」相同，没有照它读入；如果是同一系统的导出，请加 --profile ${name}，如果不是，用 --save-profile 给它自己的模板`,
    en: `${input.en}: only some columns are those of profile ${JSON.stringify(name)}, which was not followed; if it is an export of that system, add --profile ${name}, if not, give it a profile of its own with --save-profile`,
  };
}

function changeLine(change: ColumnChange): Message {
  const role = ROLES[change.role];
  if (change.kind === 'missing') {
    const lost = { zh: `，这次没有${role.zh}`, en: `, no ${role.en} this time` };
    const { zh, en } = change.role === 'ignored' ? { zh: '', en: '' } : lost;
    return { zh: `缺少 「${change.name}」${zh}`, en: `missing  "${change.name}"${en}` };
  }
  if (change.kind === 'renamed') {
    const { was, name } = change;
    const sign = SIGNS[change.by];
    return {
      zh: `改名 「${was}」→「${name}」：${role.zh}（${sign.zh}）`,
      en: `renamed  "${was}" -> "${name}": ${role.en} (${sign.en})`,
    };
  }
  const other = change.looksLike !== change.role && change.looksLike !== 'ignored';
  const like = ROLES[change.looksLike];
  return {
    zh: `新增 「${change.name}」：${role.zh}${other ? `；看起来像${like.zh}，但模板没有这一项，不改动声音的身份` : ''}`,
    en: `new      "${change.name}": ${role.en}${other ? `; it looks like ${like.en}, which the profile has not: voices stay the same` : ''}`,
  };
}

const SIGNS: Readonly<Record<'name' | 'role' | 'values', Message>> = {
  name: { zh: '名称相近', en: 'like name' },
  role: { zh: '名称同义', en: 'same meaning' },
  values: { zh: '内容相像', en: 'like values' },
};

function layoutLines({ reordered, header, sheet }: SchemaChanges): readonly Message[] {
  return [
    ...(reordered ? [{ zh: '列的顺序变了', en: 'the columns stand in another order' }] : []),
    ...(header === null
      ? []
      : [
          {
            zh: `表头从第 ${header.from} 行移到第 ${header.to} 行`,
            en: `the header moved from line ${header.from} to line ${header.to}`,
          },
        ]),
    ...(sheet === null
      ? []
      : [
          {
            zh: `工作表「${sheet.from}」换成了「${sheet.to}」`,
            en: `sheet "${sheet.to}" in place of "${sheet.from}"`,
          },
        ]),
  ];
}

/** A lost id changes what makes a voice itself: rows read before are not known again. */
function identityLines(
  { columns: changed }: SchemaChanges,
  columns: Layout['columns'],
): readonly Message[] {
  const lost = (role: ColumnRole): boolean =>
    changed.some((change) => change.kind === 'missing' && change.role === role) &&
    !columns.some((column) => column.role === role);
  if (!lost('id') && !lost('conversation')) return [];
  return [
    {
      zh: '没有了编号：声音改按正文、时间和客户认，以前读过的行会当成新的',
      en: 'without ids voices are known by text, time and customer: rows read before count as new',
    },
  ];
}
