import { ASPECTS, type Message, STAGES } from '../model/labels.ts';
import type { OpinionKey } from '../model/pain.ts';
import type { Reject, SourceItem } from '../model/source.ts';
import { rawOf, textOf } from './cells.ts';

/** What became of a row that should be an opinion key. */
export type KeyResult =
  | { readonly kind: 'key'; readonly key: OpinionKey }
  | { readonly kind: 'rejected'; readonly reject: Reject };

/**
 * Reads rows as opinion keys: `span`, `term` (empty: none), `aspect`, `stage`, `voices` (1 without the column). Of
 * formats with cells the first row names the columns. Gives null for that row.
 */
export function createKeyReader(): (item: SourceItem) => KeyResult | null {
  let names: readonly string[] | null = null;
  return (item) => {
    if (item.kind === 'bad') return rejected(item, item.fault, item.code);
    if (item.kind === 'object') return keyOf(item, (name) => textOf(item.fields[name]));
    if (names === null) {
      names = item.cells.map((cell) => cell.trim());
      return null;
    }
    const columns = names;
    return keyOf(item, (name) => item.cells[columns.indexOf(name)] ?? '');
  };
}

function keyOf(item: SourceItem, value: (name: string) => string): KeyResult {
  const span = value('span');
  const [term, aspect, stage] = [value('term'), value('aspect'), value('stage')];
  const voices = value('voices') === '' ? 1 : Number(value('voices'));
  if (span.trim() === '') return rejected(item, { zh: '没有 span', en: 'no span' });
  if (!isLabel(ASPECTS, aspect)) return rejected(item, unknown('aspect', aspect, ASPECTS));
  if (!isLabel(STAGES, stage)) return rejected(item, unknown('stage', stage, STAGES));
  if (!Number.isSafeInteger(voices) || voices < 1) {
    return rejected(item, { zh: 'voices 不是正整数', en: 'voices is no whole number from 1 on' });
  }
  return { kind: 'key', key: { span, term: term === '' ? null : term, aspect, stage, voices } };
}

function isLabel<Label extends string>(
  table: Readonly<Record<Label, Message>>,
  value: string,
): value is Label {
  return Object.hasOwn(table, value);
}

function unknown(column: string, value: string, table: object): Message {
  const known = Object.keys(table).join('、');
  return {
    zh: `${column} 不认识「${value}」；应为 ${known} 之一`,
    en: `unknown ${column} "${value}"; known are ${known}`,
  };
}

function rejected(item: SourceItem, reason: Message, code = 'bad_key'): KeyResult {
  return { kind: 'rejected', reject: { line: item.line, code, reason, raw: rawOf(item) } };
}
