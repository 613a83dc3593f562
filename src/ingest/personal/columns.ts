import { type HeaderLexicon, meaningOf } from '../../lexicon/headers.ts';
import { type PersonalKind, type PersonalLexicon, personalHeader } from '../../lexicon/personal.ts';
import type { ColumnRole, SourceItem } from '../../model/source.ts';
import { flatten } from '../cells.ts';
import type { Layout } from '../layout.ts';
import { fullNameBefore } from './likely-names.ts';
import { isWholeName } from './names.ts';

/**
 * How the values of a column are protected: `text` by what is found in them, `customer` and `id` as tokens,
 * `speaker` unless the word is a role (客服), the others whole, as that kind of personal data.
 */
export type Treatment = 'text' | 'customer' | 'id' | 'speaker' | Exclude<PersonalKind, 'other'>;

/** Values from which on some may look like no names, and least shares, that make a column without a telling name one of names. */
const LEAST_NAMES = 5;
const SHARE_NAMES = 0.9;
const SHARE_DIFFERENT = 0.5;

/** Roles whose values are nobody's words: they tell by themselves how a column is protected. */
const BY_ROLE: Readonly<Partial<Record<ColumnRole, Treatment>>> = {
  customerId: 'customer',
  id: 'id',
  conversation: 'id',
  speaker: 'speaker',
};
/** Roles whose values are short words: names of people may stand among them, whatever the column is called. */
const MAY_HOLD_NAMES: ReadonlySet<ColumnRole> = new Set([
  'channel',
  'customerGroup',
  'ignored',
  'product',
]);

/** The treatment of each column, in file order: by its role, by its name, and by the values of the sample. */
export function treatmentsOf(
  layout: Layout,
  sample: readonly SourceItem[],
  headers: HeaderLexicon,
  personal: PersonalLexicon,
): readonly Treatment[] {
  const body = sample.filter(({ line }) => line > layout.headerLine);
  return layout.columns.map(({ name, role }, at) => {
    const byRole = BY_ROLE[role];
    if (byRole !== undefined) return byRole;
    if (!MAY_HOLD_NAMES.has(role)) return 'text';
    const kind = personalHeader(name, personal);
    if (kind === 'other') return 'text';
    // One column says who the customer is; what else is called so tells it as well.
    const isOfCustomer = role === 'ignored' && meaningOf(name, headers)?.role === 'customerId';
    if (kind === null && isOfCustomer) return 'customer';
    return kind ?? (holdsNames(valuesOf(body, name, at), personal) ? 'name' : 'text');
  });
}

/** The treatment of a field that is no column of the layout, such as one of a turn. */
export function fieldTreatment(
  name: string,
  headers: HeaderLexicon,
  personal: PersonalLexicon,
): Treatment {
  const role = meaningOf(name, headers)?.role;
  if (role === 'customerId') return 'customer';
  if (role === 'speaker') return 'speaker';
  const kind = personalHeader(name, personal);
  return kind === null || kind === 'other' ? 'text' : kind;
}

function valuesOf(sample: readonly SourceItem[], name: string, at: number): readonly string[] {
  return sample.flatMap((item) => {
    if (item.kind === 'row') return [item.cells[at] ?? ''];
    if (item.kind !== 'object') return [];
    return flatten(item.fields).flatMap(([key, value]) => (key === name ? [value] : []));
  });
}

/**
 * Whether nearly all values are whole personal names, most of them different. Of a few, all have to be made of the characters of
 * given names, and a surname has to be no other word: 白玉兰 and 金银花 are flowers.
 */
function holdsNames(values: readonly string[], personal: PersonalLexicon): boolean {
  const filled = values.map((value) => value.trim()).filter((value) => value !== '');
  const different = new Set(filled);
  if (different.size < SHARE_DIFFERENT * filled.length || different.size < 2) return false;
  if (different.size < LEAST_NAMES) {
    const isClear = filled.some((value) => personal.surnames.has(value.slice(0, 1)));
    return isClear && filled.every((value) => fullNameBefore(value, value.length, personal) === 0);
  }
  const names = filled.filter((value) => isWholeName(value, personal));
  return names.length >= SHARE_NAMES * filled.length;
}
